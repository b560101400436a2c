"""Mails, and the way of a reader from a page to a mail and away again, in Chromium; with JavaScript and without."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import sync_playwright

from articles.models import Deal
from dashboards.digests import forms, tokens
from dashboards.digests.models import Subscriber, Subscription
from tests.dashboards.digests.conftest import make_deal, now, tasks_run_at_once  # noqa: F401
from tests.dashboards.digests.test_markup import pages

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FORMS = [(theme, width) for theme in ("light", "dark") for width in (320, 600)]

# A mail has no landmarks and no headings: it is read inside the mail program's own page.
OFF = ("region", "landmark-one-main", "page-has-heading-one")
RULES = "{rules: {" + ", ".join(f"'{rule}': {{enabled: false}}" for rule in OFF) + "}}"


@pytest.fixture(scope="module")
def chromium(chromium_path):
    """Debian's Chromium without a screen. While it runs its loop is in this thread, which Django is told to accept."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans", "pt"])
def test_every_kind_of_mail_fits_reads_and_fetches_nothing(chromium, language, tmp_path):
    made = {name: page for name, page in pages().items() if name.endswith(language)}
    assert len(made) == 6
    for name, content in made.items():
        (tmp_path / f"{name}.html").write_text(content, encoding="utf-8")
        address = (tmp_path / f"{name}.html").as_uri()
        for theme, width in FORMS:
            asked = []
            with chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme) as context:
                page = context.new_page()
                page.on("request", lambda sent, asked=asked: asked.append(sent.url))
                page.goto(address)
                where = (name, theme, width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, where
                page.evaluate(AXE.read_text(encoding="utf-8"))
                found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
                assert [(rule["id"], node["html"][:150]) for rule in found for node in rule["nodes"]] == [], where
            assert asked == [address]


@pytest.fixture
def site(live_server, settings, monkeypatch, make_deal):  # noqa: F811
    """The site with two deals, whose worker works in place; forms may be filled in at a machine's speed."""
    monkeypatch.setattr(forms, "TYPING_SECONDS", -1)
    settings.SITE_URL = live_server.url
    worth = {"amount": 5_000_000, "currency": "HKD", "amount_bound": "exact", "amount_usd": 641_025}
    make_deal("one", cities=("macao",), known_at=timezone.now(), **worth)
    make_deal("two", cities=("shenzhen",), known_at=timezone.now(), **worth)
    return live_server.url


def last_link():
    """The confirm link of the last mail."""
    return re.search(r"https?://\S+/c/\S+", mail.outbox[-1].body)[0]


def press(page, words):
    """Press a button of the page's content."""
    page.locator("main").get_by_role("button", name=words, exact=True).first.click()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_reader_subscribes_changes_follows_and_has_everything_deleted(chromium, site, with_script):
    said = []
    with chromium.new_context(java_script_enabled=with_script, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        subscribe(page, site)
        subscriber = Subscriber.objects.get()
        token = tokens.manage_token(subscriber.handle, subscriber.rotation, today=timezone.now().date())
        manage = f"{site}/s/{token}/"
        change(page, manage)
        follow(page, site, manage)
        page.goto(manage)
        press(page, "Unsubscribe and delete my data")
        assert page.locator("h1").inner_text() == "Deleted"
        assert not Subscriber.objects.exists()
        assert said == []
        assert page.goto(manage).status == 404
        assert context.cookies() == []


def subscribe(page, site):
    """From a filtered page: everything chosen, confirmed by the button of the page that the mail leads to."""
    page.goto(f"{site}/cities/macao/?min=1000000")
    page.locator("a.by-mail").click()
    page.locator("h1", has_text="A digest by mail").wait_for()
    assert "Macao, HK$1m or more" in page.locator(".letter-selection").inner_text()
    page.locator("input[name=email]").fill("Reader@EXAMPLE.org")
    assert not page.locator("select[name=weekday]").is_visible(), "a daily digest has no day of the week"
    page.locator("select[name=frequency]").select_option("weekly")
    page.locator("select[name=weekday]").select_option("Saturday")
    page.locator("select[name=hour]").select_option("21")
    page.locator("input[name=timezone]").fill("Europe/Lisbon")
    page.locator("select[name=language]").select_option("pt")
    page.locator("input[name=weekends]").check()
    press(page, "Subscribe")
    assert page.locator("h1").inner_text() == "Look into your mailbox"
    (message,) = mail.outbox
    assert message.to == ["Reader@example.org"]
    page.goto(last_link())
    assert page.locator("html").get_attribute("lang") == "pt"
    assert not Subscription.objects.exists(), "opening the page is no consent"
    page.locator("main form button").click()
    page.locator("h1", has_text="Confirmado").or_(page.locator("h1", has_text="Confirmada")).wait_for()
    row = Subscription.objects.select_related("subscriber").get()
    assert (row.frequency, row.filters) == ("weekly", "city=macao&min=1000000")
    reader = row.subscriber
    assert reader.weekday == 5
    assert (reader.hour, reader.timezone, reader.language, reader.with_weekends) == (21, "Europe/Lisbon", "pt", True)


def change(page, manage):
    """On the manage page: other settings, a look at the next digest, a pause and its end."""
    page.goto(manage)
    page.locator("select[name=hour]").select_option("7")
    assert page.locator("select[name=weekday]").input_value() == "5"
    page.locator("select[name=frequency]").select_option("daily")
    assert not page.locator("select[name=weekday]").is_visible()
    page.locator("select[name=language]").select_option("en")
    page.locator("input[name=weekends]").uncheck()
    press(page, "Save")
    assert page.get_by_role("status").inner_text() == "Saved."
    reader = Subscriber.objects.get()
    assert (reader.hour, reader.language, reader.with_weekends) == (7, "en", False)
    page.locator("main").get_by_role("link", name="See the next digest as it stands now").click()
    page.locator("a.title", has_text="Pact one").wait_for()
    assert page.locator("a.title").count() == 1
    page.goto(manage)
    press(page, "Pause for 30 days")
    assert "Paused until" in page.locator(".letter-state").inner_text()
    press(page, "Send it again")
    assert page.locator(".letter-state").inner_text() == "Active"


def follow(page, site, manage):
    """From a deal's own page; the settings of the digest stay, and one press ends it."""
    page.goto(f"{site}/deals/two/")
    page.locator("details:has(form.follow) > summary").click()
    page.locator("form.follow input[name=email]").fill("reader@example.org")
    page.locator("form.follow button").click()
    assert page.locator("h1").inner_text() == "Look into your mailbox"
    assert len(mail.outbox) == 1, "one mail a day for each address, and the answer is the same"
    page.goto(f"{site}/timeline/")
    page.locator("a[href$='/subscribe/?deal=two']").first.click()
    assert "Pact two" in page.locator(".letter-selection").inner_text()
    assert page.locator("select[name=hour]").count() == 0
    Subscription.objects.create(
        subscriber=Subscriber.objects.get(),
        frequency="follow",
        confirmed_at=timezone.now(),
        deal=Deal.objects.get(slug="two"),
    )
    page.goto(manage)
    assert page.locator(".letter-followed").inner_text().startswith("Pact two")
    press(page, "Stop following")
    assert page.locator(".letter-followed").count() == 0
