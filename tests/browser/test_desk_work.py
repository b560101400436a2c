"""A curator's day in a real browser: new deals from words, the way back, large letters, no single keys, two at once."""

import pytest
from playwright.sync_api import TimeoutError as TooSlow
from playwright.sync_api import expect

from tests.browser.test_review_desk import Curator, answer, desk  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.long]
SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector(".desk-text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  let whole = "";
  while (walker.nextNode()) { nodes.push([walker.currentNode, whole.length]); whole += walker.currentNode.data; }
  const start = whole.indexOf(words), end = start + words.length;
  const at = (place) => {
    const [node, from] = nodes.findLast(([, begins]) => begins <= place);
    return [node, place - from];
  };
  const range = document.createRange();
  range.setStart(...at(start));
  range.setEnd(...at(end));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
"""Marks words of the article as a mouse or shift and arrows would."""
LOST = """() => [...document.querySelectorAll("#content :is(a, button, input, select, textarea, summary, label)")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }))
  .filter((e) => !e.closest(".review-scroll, .overflow-x-auto, [data-simplebar]"))
  .filter((e) => { const box = e.getBoundingClientRect();
    return box.width > 0 && (box.left < -1 || box.right > document.documentElement.clientWidth + 1); })
  .map((e) => e.outerHTML.slice(0, 90))"""
"""What can be used and lies outside of the window, where it cannot be scrolled to."""


def test_words_marked_in_an_article_become_a_deal_that_was_missed(desk, chromium):  # noqa: F811
    wai = Curator(chromium, desk, "wai")
    article = answer(desk, "Article.objects.order_by('pk').first().pk")
    text = answer(desk, f"Article.objects.get(pk={article}).text")
    words = text[text.index("Brightwater 0 Limited of Hong Kong") :].strip()
    before = int(answer(desk, "Deal.objects.count()"))
    wai.enter(f"/admin/articles/article/{article}/change/")
    wai.page.wait_for_selector(".desk-text")
    wai.page.evaluate(SELECT, words)
    wai.page.get_by_role("link", name="New deal from selection").click()
    wai.page.wait_for_selector("[data-review-missed]")
    assert words in wai.page.locator("blockquote").inner_text()
    # The pipeline has read the words: its findings stand in the form.
    assert wai.page.locator("[name=type]").input_value() == "mou"
    assert wai.page.locator("[name=amount]").input_value().replace(",", "").startswith("11000000")
    wai.page.get_by_role("button", name="Add this deal").click()
    wai.page.wait_for_load_state()
    assert int(answer(desk, "Deal.objects.count()")) == before + 1
    assert answer(desk, "ReviewDecision.objects.filter(action='miss').count()") == "1"
    assert wai.said == []
    wai.context.close()


@pytest.mark.long
def test_the_way_back_leads_to_what_was_decided_and_decides_nothing_twice(desk, chromium):  # noqa: F811
    wai = Curator(chromium, desk, "wai")
    wai.enter("/admin/review/?kind=deal")
    wai.press("n")
    first = wai.item
    wai.press("a")
    decided = answer(desk, "ReviewDecision.objects.count()")
    wai.page.go_back()
    wai.page.wait_for_load_state()
    # Back at the item that is decided: the page says so.
    expect(wai.page.locator("[data-review-taken] [role=status]")).to_contain_text("You have decided this: accepted")
    assert answer(desk, "ReviewDecision.objects.count()") == decided
    wai.press("n")
    assert wai.item not in ("", first)
    wai.press("u")
    deals = f"ReviewItem.objects.filter(pk__in=[{first}, {wai.item}]).values('deal').distinct().count()"
    assert answer(desk, deals) == "1", "the same deal waits again"
    assert not [text for text in wai.said if "409" not in text]
    wai.context.close()


def test_keys_without_a_modifier_can_be_switched_off_for_all_pages(desk, chromium):  # noqa: F811
    wai = Curator(chromium, desk, "wai")
    wai.enter("/admin/review/?kind=deal")
    wai.press("n")
    page, item = wai.page, wai.item
    switch = page.get_by_role("switch", name="Single-key shortcuts")
    page.get_by_role("button").filter(has_text="wai").click()
    expect(switch).to_be_checked()
    switch.press("Enter")
    expect(switch).not_to_be_checked()
    page.locator("body").click(position={"x": 900, "y": 5})
    for key in ("a", "n", "s", "r", "?", "1"):
        page.keyboard.press(key)
    assert wai.item == item
    assert page.locator("#review-reasons").is_hidden()
    assert page.locator("#review-help").is_hidden()
    page.goto(f"{desk.address}/admin/articles/deal/")
    page.wait_for_selector("html.is-awake")
    page.keyboard.press("/")
    page.keyboard.press("t")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    # On again, and they work again.
    page.get_by_role("button").filter(has_text="wai").click()
    switch.click()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    assert wai.said == []
    wai.context.close()


def test_of_two_who_decide_the_same_item_the_second_is_told_and_keeps_what_was_typed(desk, chromium):  # noqa: F811
    wai, mei = Curator(chromium, desk, "wai"), Curator(chromium, desk, "mei")
    wai.enter("/admin/review/?kind=deal")
    wai.press("n")
    item = wai.item
    wai.page.fill("#f_note", "Asked the bureau")
    # The lease runs out over lunch; a colleague takes the item and decides it.
    answer(desk, f"ReviewItem.objects.filter(pk={item}).update(lease_until='2026-01-01T00:00Z')")
    mei.enter(f"/admin/review/{item}/")
    mei.press("r", "2")
    wai.page.keyboard.press("Escape")
    wai.page.keyboard.press("a")
    wai.page.wait_for_selector("[data-review-taken]")
    told = wai.page.locator("[role=alert]").inner_text()
    assert "decided meanwhile" in told
    assert "mei" in told
    assert answer(desk, f"ReviewItem.objects.get(pk={item}).deal.review") == "rejected"
    kept = wai.page.evaluate(f"localStorage.getItem('gba-review-draft-{item}')")
    assert "Asked the bureau" in kept
    for curator in (wai, mei):
        assert not [text for text in curator.said if "409" not in text]
        curator.context.close()


@pytest.mark.long
@pytest.mark.timeout(300)
def test_with_letters_twice_as_large_nothing_is_lost(desk, chromium):  # noqa: F811
    # Twice as large at 1,280 px is a window of 640 px (WCAG 1.4.4, 1.4.10).
    wai = Curator(chromium, desk, "wai", device_scale_factor=2)
    wai.page.set_default_timeout(90_000)
    wai.page.set_viewport_size({"width": 640, "height": 450})
    wai.enter("/admin/review/?kind=deal")
    wai.press("n")
    deal, other = (answer(desk, f"Deal.objects.{end}().pk") for end in ("first", "last"))
    article = answer(desk, "Article.objects.first().pk")
    wrong = {}
    for path in (
        f"/admin/review/{wai.item}/", "/admin/review/", f"/admin/review/merge/{deal}/{other}/", "/admin/operation/",
        f"/admin/review/missed/{article}/?quote=signed", "/admin/", "/admin/articles/deal/", "/admin/review/quality/",
        f"/admin/articles/deal/{deal}/change/", f"/admin/articles/deal/{deal}/history/", "/admin/articles/feed/",
        f"/admin/articles/article/{article}/change/",
    ):  # fmt: skip
        wai.page.goto(desk.address + path)
        try:
            wai.page.wait_for_selector("html.is-awake", timeout=20_000)
        except TooSlow:
            wrong[path] = (wai.page.url, wai.said)
            continue
        wide = wai.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        lost = wai.page.evaluate(LOST)
        if wide > 0 or lost:
            wrong[path] = (wide, lost)
    assert wrong == {}
    # What is decided in a normal window is decided here.
    wai.page.goto(f"{desk.address}/admin/review/?kind=deal")
    wai.press("n")
    wai.page.get_by_role("button", name="Accept").click()
    wai.page.wait_for_load_state()
    assert answer(desk, "ReviewDecision.objects.filter(action='accept').exists()") == "True"
    wai.context.close()
