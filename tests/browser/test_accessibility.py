"""Every page before axe-core, in both themes, on a desktop and a phone: no violation of any weight, nothing said, no
stranger asked."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.sweeping import press_for

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
CORE = ("/", "/deals/", "/deals/hk-gd-126-projects-2024/", "/cities/")
OTHERS = (
    "/timeline/", "/search/?q=%E6%B7%B1%E5%9C%B3",
    "/deals/?review=needs_second_source", "/signals/", "/cities/shenzhen/", "/links/hong-kong/shenzhen/", "/sectors/",
    "/sectors/fintech/", "/mechanisms/", "/organisations/", "/organisations/hkma/", "/people/algernon-yau/",
    "/mechanisms/hk-guangdong-joint-conference/", "/sectors/?view=value", "/cities/?last=3y", "/data/",
    "/embed/sector-treemap/", "/embed/city-map/", "/deals/hk-gd-126-projects-2024/report/", "/search/?q=Shenzen",
    "/articles/", "/search/", "/sources/", "/coverage/", "/subscribe/", "/about/", "/no-such-page/",
    "/zh-hant/", "/zh-hans/deals/", "/pt/about/",
)  # fmt: skip
FORMS = [("light", 1280), ("dark", 390)]
OTHER_FORMS = [("dark", 1280), ("light", 390)]


def faults_of(chromium, site: str, path: str, theme: str, width: int) -> list[str]:
    """What axe-core, the console and the network say against a page; the 404 page's own status is no fault."""
    said: list[str] = []
    with chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda sent: said.append(sent.url) if _is_foreign(sent.url, site) else None)
        status = page.goto(site + path, wait_until="networkidle").status
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said += [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
    return [text for text in said if not (status == 404 and "status of 404" in text)]


def _is_foreign(url: str, site: str) -> bool:
    return urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != urlsplit(site).netloc


@pytest.mark.parametrize("path", CORE)
def test_axe_finds_nothing_on_a_core_page(chromium, site, path):
    assert {form: faults_of(chromium, site, path, *form) for form in FORMS} == {form: [] for form in FORMS}


@pytest.mark.long
@pytest.mark.parametrize("path", CORE)
def test_axe_finds_nothing_on_a_core_page_in_the_other_forms(chromium, site, path):
    assert {form: faults_of(chromium, site, path, *form) for form in OTHER_FORMS} == {form: [] for form in OTHER_FORMS}


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("path", OTHERS)
def test_axe_finds_nothing_on_any_other_page(chromium, site, path):
    forms = [*FORMS, *OTHER_FORMS]
    assert {form: faults_of(chromium, site, path, *form) for form in forms} == {form: [] for form in forms}


def test_the_question_mark_shows_the_shortcuts_and_they_can_be_switched_off(chromium, site):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/deals/")
    press_for(page, "j", "[data-row-link]")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.locator("#help").wait_for(state="hidden")
    page.keyboard.press("j")
    second = page.locator("[data-row-link]").nth(1)
    assert second.evaluate("(link) => link === document.activeElement")
    address = second.get_attribute("href")
    page.keyboard.press("o")
    page.wait_for_url(f"{site}{address}")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url(f"{site}/cities/")
    page.keyboard.press("?")
    page.locator("[data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    page.locator("#help").wait_for(state="hidden")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "site-search"
    page.goto(f"{site}/deals/")
    page.keyboard.press("?")
    assert not page.locator("#help").is_visible()
    page.locator("[data-help-open] button").click()
    assert page.locator("#help").is_visible()
