"""The pages in a real browser: quiet, on this host alone, as wide as the screen, with their figures drawn."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

PAGES = (
    "/",
    "/deals/",
    "/signals/",
    "/cities/",
    "/cities/shenzhen/",
    "/sectors/",
    "/timeline/",
    "/sources/",
    "/about/",
)
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(params=SIZES)
def page(chromium, request):
    """A page that remembers what it complained of and whom it asked."""
    width, height = SIZES[request.param]
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.complaints, page.hosts = [], set()
    page.on("console", lambda message: message.type in {"error", "warning"} and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda sent: page.hosts.add(urlsplit(sent.url).netloc))
    yield page
    page.close()


@pytest.mark.threat("W10")
@pytest.mark.browser
@pytest.mark.parametrize("page", ["phone", pytest.param("desktop", marks=pytest.mark.long)], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_keeps_to_itself_and_fits(page, site, path):
    answer = page.goto(site + path, wait_until="networkidle")
    assert answer.status == 200
    assert page.complaints == []
    assert page.hosts - {""} == {urlsplit(site).netloc}
    assert page.locator("h1").count() == 1
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"the page is {overflow} px wider than the screen"


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/deals/", "/cities/", "/timeline/"])
def test_a_figure_that_comes_into_view_is_drawn(page, site, path):
    page.goto(site + path, wait_until="networkidle")
    figure = page.locator("[data-figure]").first
    figure.scroll_into_view_if_needed()
    # A desktop draws what is in view, a phone what is scrolled to; what was in view all along is asked for.
    started = figure.and_(page.locator("[data-started]"))
    try:
        started.wait_for(timeout=3_000)
    except PlaywrightTimeout:
        figure.locator("[data-draw]").click()
    page.wait_for_selector("[data-figure].is-drawn .main-svg", timeout=20_000)
    assert page.complaints == []
    assert page.hosts - {""} == {urlsplit(site).netloc}


COMING_IN = """() => {
  const figure = [...document.querySelectorAll(".figure:has(table)")].at(-1);
  const [foot, cell] = [figure.querySelector(".figure-foot"), figure.querySelector("td")];
  const shown = () => getComputedStyle(cell).visibility;
  const whole = shown();
  foot.remove();
  const part = shown();
  figure.append(foot);
  return [whole, part, shown()];
}"""


def test_a_table_that_has_not_come_in_as_a_whole_is_not_shown_yet(page, site):
    page.route("**/*.js", lambda route: route.abort())  # a figure that is drawn has no table to be seen
    page.goto(f"{site}/deals/", wait_until="load")
    assert page.evaluate(COMING_IN) == ["visible", "hidden", "visible"]


@pytest.mark.browser
@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_the_running_month_is_hatched_over_what_binds_too(page, site):
    """As the page says of it; the table is what a phone, a sheet of paper and a browser without scripts show."""
    page.goto(site + "/", wait_until="load")
    bar = page.locator("#deals-per-month tr.is-partial td.is-bar")
    hatch = bar.evaluate("bar => (({content, position, backgroundImage}) => [content, position, backgroundImage])"
                         "(getComputedStyle(bar, '::after'))")  # fmt: skip
    assert hatch[:2] == ['""', "absolute"]
    assert hatch[2].startswith("repeating-linear-gradient")


@pytest.mark.browser
@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_no_amount_in_chinese_breaks_over_two_lines(page, site):
    page.goto(site + "/zh-hant/sectors/?view=value", wait_until="load")
    amount = page.locator("#sector-treemap td.is-number a").first
    amount.evaluate("amount => { amount.textContent = '2.92萬億港元' }")
    assert amount.evaluate("amount => amount.getClientRects().length") == 1


@pytest.mark.browser
@pytest.mark.parametrize("page", ["desktop"], indirect=True)
@pytest.mark.parametrize(("path", "separators"), [("/", ".,"), ("/zh-hant/", ".,"), ("/pt/", ",.")])
def test_a_chart_writes_numbers_as_the_tables_of_its_language_do(page, site, path, separators):
    page.goto(site + path, wait_until="networkidle")
    chart = page.locator(".is-drawn .js-plotly-plot").first
    assert chart.evaluate("(chart) => chart._fullLayout.separators") == separators


@pytest.mark.browser
@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_quotation_has_the_marks_of_its_own_language_wherever_it_stands(page, site):
    page.goto(site + "/pt/about/", wait_until="load")
    marks = page.evaluate("""() => ["zh-Hant", "zh-Hans", "en"].map((lang) => {
      const quotation = document.querySelector("main").appendChild(document.createElement("q"));
      quotation.lang = lang;
      return getComputedStyle(quotation).quotes;
    })""")
    assert marks == ['"「" "」"', '"“" "”"', '"“" "”"']
