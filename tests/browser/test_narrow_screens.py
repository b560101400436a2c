"""What a reader at a phone, or at a desktop zoomed to four times its size, opens and reaches by keyboard: whole and in
view; and what is left of the figures where the reader has set the colours."""

import pytest

from tests.browser.sweeping import WIDE

pytestmark = pytest.mark.browser

OPEN_ALL = "document.querySelectorAll('details:not(.menu)').forEach((each) => { each.open = true; })"
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".filter-fields input:not([type=checkbox])")];
  return boxes.filter((box) => box.getBoundingClientRect().right > box.parentElement.getBoundingClientRect().right + 1)
    .map((box) => box.name);
}"""
TORN = """() => [...document.querySelectorAll(".choices .count")]
  .filter((count) => count.getBoundingClientRect().height > 24).map((count) => count.parentElement.textContent)"""
ON_THE_NEXT = """() => [...document.querySelectorAll(".choices label + label > span:first-of-type")].filter((name) => {
  const above = name.parentElement.previousElementSibling.querySelector("span");
  return above.getBoundingClientRect().bottom > name.getBoundingClientRect().top + 1;
}).map((name) => name.textContent)"""
LONGEST_STATE = "o seu item mais recente é mais antigo do que é hábito"
CUT = """(words) => {
  const badge = document.querySelector(".rows.is-stacking td .badge");
  badge.textContent = words;
  return badge.getBoundingClientRect().right - badge.closest(".card").getBoundingClientRect().right;
}"""
GROUND = """(selector) => {
  const found = document.querySelector(selector);
  return getComputedStyle(found, selector.startsWith(".legend") ? "::before" : null).backgroundColor;
}"""


@pytest.fixture(params=[390, 320])
def narrow(chromium, request):
    """A page as wide as a phone, and as a desktop at 400 %."""
    page = chromium.new_page(viewport={"width": request.param, "height": 844})
    yield page
    page.close()


def test_the_opened_filters_fit_and_lie_over_no_other(narrow, site):
    narrow.goto(f"{site}/deals/")
    narrow.evaluate(OPEN_ALL)
    assert narrow.evaluate(WIDE) == []
    assert narrow.evaluate(OVERLAPS) == []


def test_no_number_beside_a_choice_breaks_in_two(narrow, site):
    narrow.goto(f"{site}/zh-hant/deals/")
    narrow.evaluate(OPEN_ALL)
    narrow.evaluate("document.querySelectorAll('.choices .count').forEach((count) => { count.textContent = '1234'; })")
    assert narrow.evaluate(TORN) == []


@pytest.mark.parametrize("prefix", ["", "/zh-hant", "/pt"])
def test_a_choice_of_two_lines_lies_over_no_other(narrow, site, prefix):
    narrow.goto(f"{site}{prefix}/deals/")
    narrow.evaluate(OPEN_ALL)
    assert narrow.evaluate(ON_THE_NEXT) == []


def test_the_longest_amount_fits(narrow, site):
    narrow.goto(f"{site}/pt/deals/hk-gd-126-projects-2024/")
    assert "100 mil milhões" in narrow.locator(".amount-large").inner_text().replace("\xa0", " ")
    assert narrow.evaluate(WIDE) == []


def test_the_longest_state_in_a_list_of_rows_can_be_read_to_its_end(narrow, site):
    narrow.goto(f"{site}/pt/deals/")
    assert narrow.evaluate(CUT, LONGEST_STATE) < 0


def test_a_sorter_that_the_keyboard_reaches_is_seen(narrow, site):
    narrow.goto(f"{site}/deals/")
    sorter = narrow.locator(".rows thead .sorter").first
    assert narrow.evaluate("document.querySelector('.rows thead').clientHeight") <= 1
    sorter.focus()
    box = sorter.bounding_box()
    seen = narrow.evaluate("([x, y]) => document.elementFromPoint(x, y)?.className", [box["x"] + 4, box["y"] + 8])
    assert seen == "sorter"


def test_the_dots_between_the_lines_beside_a_number_are_left_out(narrow, site):
    narrow.goto(f"{site}/")
    assert narrow.locator(".beside .dot").count()
    assert not narrow.locator(".beside .dot").first.is_visible()


def test_bars_and_their_key_keep_their_colours_where_the_reader_has_set_the_colours(chromium, site):
    with chromium.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"{site}/deals/?view=chart")
        canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
        keys, bars = page.evaluate(GROUND, ".legend-keys span"), page.evaluate(GROUND, ".is-bars td.is-bar > span")
        assert canvas not in (keys, bars)
        assert "rgba(0, 0, 0, 0)" not in (keys, bars)
        here, there = (
            page.evaluate("(s) => getComputedStyle(document.querySelector(s)).borderBottomColor", f".site-nav a{state}")
            for state in ("[aria-current]", ":not([aria-current])")
        )
        assert (here != canvas, there == canvas) == (True, True)
