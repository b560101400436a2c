"""What a reader does in a real browser: reads without JavaScript, changes the theme, prints, uses the keyboard."""

from pathlib import Path

import pytest

from tests.browser.sweeping import moves, open_page, press_for, scroll_through

pytestmark = pytest.mark.browser


def test_without_javascript_the_tables_and_their_numbers_are_all_there(chromium, site):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/cities/")
    assert page.locator("#city-links td a").count() > 10
    assert page.locator("#city-links table").is_visible()
    assert not page.locator("[data-draw]").first.is_visible()
    page.goto(f"{site}/deals/")
    assert page.locator("[data-row]").count() == 50


def test_without_javascript_a_reader_filters_reads_the_figure_and_takes_the_rows_along(chromium, site):
    page = chromium.new_context(java_script_enabled=False, accept_downloads=True).new_page()
    page.goto(f"{site}/deals/")
    page.locator(".filter-form > summary").click()
    page.locator("input[name=city][value=macao]").check()
    page.locator(".filter-form button[type=submit]").click()
    assert page.url.startswith(f"{site}/deals/?")
    assert "city=macao" in page.url
    assert page.locator("a.chip", has_text="Macao").is_visible()
    shown = page.locator("[data-row]").count()
    assert 1 < shown < 50
    assert page.get_by_role("heading", name=f"{shown} deals").is_visible()
    figure = page.locator("#deal-values")
    assert figure.locator("tbody tr").count() > 1
    assert figure.locator("table").is_visible()
    with page.expect_download() as saved:
        page.locator(".card-head .tools a", has_text="CSV").click()
    rows = Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert sum("macao" in row for row in rows) >= shown
    for unusable in ("[data-theme-switch]", "[data-image]", "[data-help-open]", "[data-copy]"):
        assert not page.locator(unusable).first.is_visible()
    page.locator("[data-row-link]").first.click()
    assert page.locator("#field-parties").is_visible()
    page.goto(f"{site}/subscribe/?city=macao")
    page.locator("input[type=email]").fill("reader@example.org")
    page.locator("main button[type=submit]").click()
    assert page.locator("input[type=email]").count() == 0
    assert page.locator("h1").is_visible()


def walk_to(page, selector: str) -> None:
    """Press Tab until the element has the focus, as a reader without a mouse does; fails where it cannot be reached."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert seen != "none", f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def test_the_keyboard_alone_leads_from_filter_to_chart_to_table_to_export(chromium, site):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{site}/deals/", wait_until="networkidle")
    press_for(page, "f", "#filter-q")
    walk_to(page, "input[name=city][value=macao]")
    page.keyboard.press("Space")
    walk_to(page, ".filter-form button[type=submit]")
    page.keyboard.press("Enter")
    page.locator("a.chip", has_text="Macao").wait_for()
    page.wait_for_selector("#deal-values.is-drawn .main-svg")
    walk_to(page, "#deal-values [data-draw]")
    page.keyboard.press("Enter")
    assert page.locator("#deal-values table").is_visible()
    assert (
        not page.locator("#deal-values .main-svg").first.is_visible()
        or page.locator("#deal-values .figure-chart").evaluate("(chart) => getComputedStyle(chart).opacity") == "0"
    )
    page.keyboard.press("Enter")
    page.wait_for_selector("#deal-values.is-drawn")
    walk_to(page, "#deal-values a[href^='/deals.csv']")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    rows = Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()
    shown = page.locator("[data-row]").count()
    assert shown > 1
    assert sum("macao" in row for row in rows) >= shown


def test_a_chosen_theme_stays_without_a_cookie_and_redraws_the_figures(chromium, site):
    context = chromium.new_context(color_scheme="light", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/", wait_until="networkidle")
    page.wait_for_selector(".figure.is-drawn .main-svg")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-theme-switch]").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.goto(f"{site}/about/")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert context.cookies() == []


def test_a_figure_and_its_table_change_places_and_nothing_below_moves(chromium, site):
    page = chromium.new_page(viewport={"width": 1280, "height": 2000})
    page.goto(f"{site}/cities/", wait_until="load")
    before = page.locator(".site-foot").bounding_box()["y"]
    page.wait_for_selector("#city-links.is-drawn .main-svg")
    page.wait_for_selector("#top-links.is-drawn .main-svg")
    assert page.locator(".site-foot").bounding_box()["y"] == pytest.approx(before, abs=1)
    page.locator("#city-links [data-draw]").click()
    assert page.locator("#city-links table").is_visible()
    assert page.locator("#city-links.is-drawn").count() == 0


def test_print_shows_the_table_and_not_the_chart(chromium, site):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/cities/", wait_until="networkidle")
    page.wait_for_selector("#city-links.is-drawn .main-svg")
    page.emulate_media(media="print")
    assert page.locator("#city-links table").is_visible()
    assert not page.locator("#city-links .figure-chart").is_visible()
    assert not page.locator(".site-nav").is_visible()
    assert page.locator(".print-head").is_visible()
    for theme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=theme)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"


def test_the_slash_key_goes_to_the_search_and_the_first_tab_skips_to_the_content(chromium, site):
    page = chromium.new_page()
    page.goto(f"{site}/deals/")
    press_for(page, "Tab", ".skip")
    press_for(page, "/", "#site-search")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_link_to_the_content_lies_over_nothing_when_it_shows(chromium, site, width):
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{site}/deals/")
    press_for(page, "Tab", ".skip")
    link, head = (page.locator(name).bounding_box() for name in (".skip", ".masthead"))
    assert link["y"] >= 0
    assert link["x"] + link["width"] <= width
    assert link["height"] >= 24
    assert link["y"] + link["height"] <= head["y"]


@pytest.mark.parametrize("path", ["/", "/deals/", "/cities/shenzhen/", "/timeline/", "/about/"])
def test_on_a_phone_every_target_is_large_enough_or_stands_in_a_sentence(chromium, site, path):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(site + path)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .switch a, .site-nav a, .pager a, .chip, .button")]
            .filter((e) => e.checkVisibility())
            .filter((e) => { const b = e.getBoundingClientRect(); return b.width && (b.height < 24 || b.width < 24); })
            .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_on_a_phone_a_table_of_two_columns_stands_whole_beside_its_heads(chromium, site):
    page = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}/cities/?outside=middle-east")
    figure = page.locator("#outside-flows")
    assert figure.locator("thead th").count() == 3
    last = figure.locator("tbody td").last.bounding_box()
    assert last["x"] + last["width"] <= 390
    assert last["height"] < 200


def test_filters_replace_the_content_alone_and_back_and_forward_lead_through_them(chromium, site):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    said, fetched = [], []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("request", lambda sent: fetched.append(sent.resource_type) if sent.resource_type == "document" else None)
    page.goto(f"{site}/cities/", wait_until="networkidle")
    page.locator(".switch a", has_text="3 years").click()
    page.wait_for_url(f"{site}/cities/?last=3y")
    page.wait_for_selector("#city-links.is-drawn .main-svg")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator(".filter-form summary").click()
    page.locator("input[name=sector][value=finance]").check()
    page.locator(".filter-form button[type=submit]").click()
    page.wait_for_url(f"{site}/cities/?last=3y&sector=finance")
    page.locator("a.chip", has_text="Finance").wait_for()
    assert fetched == ["document"]
    page.go_back()
    page.wait_for_url(f"{site}/cities/?last=3y")
    page.locator("a.chip", has_text="3 years").wait_for()
    assert page.locator("a.chip", has_text="Finance").count() == 0
    page.go_forward()
    page.locator("a.chip", has_text="Finance").wait_for()
    assert said == []


def test_the_second_bundle_comes_only_where_a_figure_needs_it(chromium, site):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    fetched: list[str] = []
    page.on("request", lambda sent: fetched.append(sent.url.rpartition("/")[2]) if "plotly" in sent.url else None)
    page.goto(f"{site}/deals/", wait_until="networkidle")
    page.wait_for_selector("#deal-values.is-drawn .main-svg")
    assert not any(name.startswith("plotly-extra") for name in fetched)
    page.goto(f"{site}/sectors/", wait_until="networkidle")
    page.wait_for_selector("#sector-treemap.is-drawn .treemaplayer")
    assert any(name.startswith("plotly-extra") for name in fetched)


def test_a_figure_is_saved_as_a_picture_from_the_keyboard(chromium, site):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/cities/", wait_until="networkidle")
    page.wait_for_selector("#city-links.is-drawn .main-svg")
    for kind in ("svg", "png"):
        page.locator(f"#city-links [data-image={kind}]").focus()
        with page.expect_download() as saved:
            page.keyboard.press("Enter")
        assert saved.value.suggested_filename == f"gba-city-links.{kind}"


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_while_charts_are_drawn_over_their_tables(chromium, site, width):
    with chromium.new_context(viewport={"width": width, "height": 900}) as context:
        listener = open_page(context, site)
        for path in ("/", "/deals/"):
            scroll_through(listener.page, site + path)
            listener.page.wait_for_selector(".figure.is-drawn")
            assert moves(listener.page) == []
