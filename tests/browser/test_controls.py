"""What a reader sees after using the newer controls in a real browser; each is judged by the words on the screen."""

import re

import pytest

from tests.browser.sweeping import press_for
from tests.live import Product
from tests.servers import free_port

pytestmark = [pytest.mark.browser, pytest.mark.long]
CORRECTION = """
from datetime import UTC, datetime
from django.contrib.auth import get_user_model
from articles.actions.curation import correct_deal
from articles.models import Deal
deal = Deal.objects.get(slug="hk-zhejiang-plenary-2025")
who = get_user_model().objects.create_user("wong.siu.ming")
correct_deal(deal=deal, field="money", value={"amount": "1300000000", "currency": "HKD"}, by=who,
             now=datetime.now(UTC), note="Told by Ms Lei.")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, prepared):
    """The product with its starter history and one correction, served by its own web server."""
    product = Product(tmp_path_factory.mktemp("controls"), free_port())
    try:
        product.copy(prepared)
        product.manage("shell", "-c", CORRECTION)
        product.start("web")
        yield product.address
    finally:
        product.kill()


@pytest.fixture
def page(chromium):
    """A page of a desktop whose clipboard may be used."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def matrix(page) -> list[tuple[str, list[int]]]:
    """The rows of the matrix as they stand on the screen: the city and its numbers."""
    page.locator("#city-links.is-drawn").wait_for()
    page.locator("#city-links [data-draw]").click()
    rows = page.locator("#city-links tbody tr")
    told = []
    for n in range(rows.count()):
        cells = rows.nth(n).locator("td")
        numbers = [cells.nth(k).inner_text().strip() for k in range(cells.count())]
        told.append((rows.nth(n).locator("th").inner_text().strip(), [int(text or 0) for text in numbers]))
    return told


def test_the_matrix_stands_in_the_order_that_was_chosen(page, site):
    page.goto(f"{site}/cities/", wait_until="networkidle")
    first = matrix(page)
    assert [city for city, _ in first][:3] == ["Hong Kong", "Macao", "Guangzhou"]
    menu = page.locator("#city-links .figure-orders")
    menu.locator("summary").click()
    menu.locator("a").nth(1).click()
    page.wait_for_url(re.compile(r"order="))
    page.wait_for_load_state("networkidle")
    said = page.locator("#city-links .figure-orders summary").inner_text()
    ordered = matrix(page)
    sums = [sum(numbers[:-1]) for _, numbers in ordered]
    assert sums == sorted(sums, reverse=True), said
    assert sorted(ordered) == sorted(first)
    assert ordered != first


def test_the_value_filter_leaves_the_rows_whose_value_nobody_states(page, site):
    page.goto(f"{site}/deals/", wait_until="networkidle")
    promised = int(page.locator(".number-box", has_text="Value not disclosed").locator("a").first.inner_text())
    press_for(page, "f", "#filter-q")
    page.locator("input[name=value][value=undisclosed]").check()
    page.locator(".filter-form button[type=submit]").click()
    page.locator("a.chip", has_text="not disclosed").wait_for()
    shown = page.locator("tr[data-row] td.is-number").all_inner_texts()
    assert shown
    assert {text.strip() for text in shown} == {"undisclosed"}
    head = page.locator(".card-head h2", has_text="deals").last.inner_text()
    assert int(head.split()[0].replace(",", "")) >= promised


def test_a_correction_is_told_with_what_stood_there_before_and_without_a_name(page, site):
    page.goto(f"{site}/about/")
    page.locator("main").get_by_role("link", name="All corrections").click()
    page.wait_for_url(f"{site}/corrections/")
    row = page.locator("[data-row]")
    assert row.count() == 1
    said = page.locator("main").inner_text()
    assert "HK$1.3bn" in said
    assert "1 correction" in said
    assert "wong" not in said.lower()
    assert "Ms Lei" not in said
    page.locator("[data-row] a").first.click()
    page.wait_for_url(f"{site}/deals/hk-zhejiang-plenary-2025/")
    assert "HK$1.3bn" in page.locator("#field-amount").inner_text()


def test_a_sample_shows_the_mail_that_the_selection_would_bring(page, site):
    page.goto(f"{site}/subscribe/?city=macao", wait_until="networkidle")
    page.locator(".letter-samples").get_by_role("link", name="Weekly").click()
    page.wait_for_url(re.compile(r"/subscribe/sample/\?.*city=macao"))
    said = page.locator("body").inner_text()
    assert "Macao" in said
    assert page.locator("input[type=email]").count() == 0
    assert page.locator("a", has_text="Subscribe").first.is_visible()


def test_where_nothing_is_left_one_click_leads_back_to_something(page, site):
    page.goto(f"{site}/deals/?city=macao&last=7d&type=ipo_listing&sector=aviation", wait_until="networkidle")
    page.goto(f"{site}/deals/?city=macao&type=ipo_listing", wait_until="networkidle")
    ways = page.locator(".ways a")
    assert ways.count() >= 1
    promised = int(ways.first.locator(".count").inner_text().replace(",", ""))
    ways.first.click()
    page.locator("tr[data-row]").first.wait_for()
    assert int(page.locator(".card-head h2", has_text="deal").last.inner_text().split()[0]) == promised


def test_two_cities_are_chosen_by_keyboard(page, site):
    page.goto(f"{site}/cities/", wait_until="networkidle")
    page.locator("select[name=one]").select_option(label="Zhuhai")
    page.locator("select[name=other]").select_option(label="Macao")
    page.locator("select[name=other]").press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/links/macao/zhuhai/")
    assert page.locator("h1").inner_text().split() == ["Macao", "–", "Zhuhai"]


def test_a_citation_and_the_link_of_a_figure_are_copied(page, site):
    page.goto(f"{site}/deals/hk-zhejiang-plenary-2025/", wait_until="networkidle")
    page.locator(".cite button", has_text="Copy citation").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“Hong Kong and Zhejiang agree 13 areas, 51 projects at first conference”, ")
    assert "/deals/hk-zhejiang-plenary-2025/" in copied
    assert "\n" not in copied
    page.goto(f"{site}/cities/?sector=finance", wait_until="networkidle")
    page.locator("#city-by-year button", has_text="Copy link").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/cities/?sector=finance#city-by-year"
    page.locator("#city-by-year button", has_text="Copy citation").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f". GBA Tracker, {site}/cities/?sector=finance#city-by-year, " in copied
    assert "\n" not in copied


@pytest.mark.parametrize("path", ["/", "/cities/", "/sectors/", "/sectors/finance/", "/mechanisms/"])
def test_on_a_sheet_of_paper_no_table_is_cut_and_no_column_left_out(chromium, site, path):
    # A4 less the margins of the style sheet, at 96 dots an inch.
    page = chromium.new_page(viewport={"width": 703, "height": 1017})
    page.goto(site + path, wait_until="networkidle")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    cut = page.evaluate(
        """() => [...document.querySelectorAll("figure table, figure td, figure th")]
            .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > 704)
            .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert cut == []
    hidden = page.evaluate(
        """() => [...document.querySelectorAll("figure tbody tr")].filter((e) => !e.checkVisibility()).length"""
    )
    assert hidden == 0
    page.close()


def test_the_page_of_a_deal_goes_on_one_sheet_with_its_sources(chromium, site):
    page = chromium.new_page(viewport={"width": 703, "height": 1017})
    page.goto(f"{site}/deals/hk-zhejiang-plenary-2025/", wait_until="networkidle")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollHeight") <= 1017
    said = page.locator("main").inner_text()
    assert "info.gov.hk" in said
    assert "Copy citation" not in said
    page.close()


@pytest.mark.parametrize(
    "path", ["/", "/deals/", "/cities/", "/sectors/", "/sources/", "/search/?q=port", "/corrections/"]
)
def test_every_target_outside_a_sentence_or_a_picture_is_24_pixels_or_has_room(chromium, site, path):
    """WCAG 2.5.8: a smaller target passes where a circle of 24 pixels round its middle meets no other target."""
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(site + path, wait_until="networkidle")
    crowded = page.evaluate(
        """() => {
          // In a sentence, hidden from the eye (heads of stacked rows, what scrolls in a frame of its own), or drawn by
          // Plotly, whose table says the same.
          const UNSEEN = "p, .skip, dialog, .trap, .figure-chart, .is-stacking thead, .is-long";
          const all = [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
            .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(UNSEEN))
            .map((e) => [e, (e.closest("label") ?? e).getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && box.height > 1);
          const small = all.filter(([, b]) => b.width < 24 || b.height < 24);
          const beyond = (at, from, to) => Math.max(from - at, 0, at - to);
          const far = ([x, y], b) => Math.hypot(beyond(x, b.left, b.right), beyond(y, b.top, b.bottom));
          const found = [];
          for (const [e, b] of small) {
            const middle = [b.left + b.width / 2, b.top + b.height / 2];
            const near = all.find(([o, ob]) => o !== e && !o.contains(e) && !e.contains(o) && far(middle, ob) < 12);
            if (near) found.push(`${e.outerHTML.slice(0, 90)} <-> ${near[0].outerHTML.slice(0, 60)}`);
          }
          return found;
        }"""
    )
    assert crowded == []
    page.close()
