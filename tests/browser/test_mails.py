"""The sample mails in Chromium: nothing is wider than the screen, axe-core finds nothing, nothing is fetched."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
GOLDEN = ROOT / "tests" / "dashboards" / "digests" / "golden"
FORMS = [(theme, width) for theme in ("light", "dark") for width in (320, 600)]

# A mail has no landmarks and no headings: it is read inside the mail program's own page.
OFF = ("region", "landmark-one-main", "page-has-heading-one")
RULES = "{rules: {" + ", ".join(f"'{rule}': {{enabled: false}}" for rule in OFF) + "}}"


@pytest.fixture(scope="module")
def chromium(chromium_path):
    """Debian's Chromium without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans", "pt"])
def test_a_mail_fits_reads_and_fetches_nothing(chromium, language):
    mail = (GOLDEN / f"digest.{language}.html").as_uri()
    for theme, width in FORMS:
        asked = []
        with chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme) as context:
            page = context.new_page()
            page.on("request", lambda sent, asked=asked: asked.append(sent.url))
            page.goto(mail)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (theme, width)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
            assert [(rule["id"], node["html"][:150]) for rule in found for node in rule["nodes"]] == [], (theme, width)
        assert asked == [mail]
