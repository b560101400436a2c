"""The desk in a real browser, under its own policy: quiet on every page, and every button does what it says."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from articles.models import Deal, Feed
from tests.articles.desk import HOSTILE, make_person
from tests.articles.test_admin_matrix import NAMES, address_of, rows  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
REPORTS = """
window.reports = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.reports.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
AWAKE = "html.is-awake"
NO_PAGES = {
    "jsi18n", "autocomplete", "logout", "view_on_site", "search", "review_next", "review_undo", "review_decide",
    "digests_subscriber_preview", "language",
}  # fmt: skip
"""Addresses that answer with no page of the desk, or with none to a GET."""


@pytest.fixture
def desk(live_server, chromium_path, settings, rows):  # noqa: F811
    """A page of somebody who may do all, with what its console and its policy say in ``said``."""
    settings.SITE_URL = live_server.url
    Deal.objects.update(title=HOSTILE)
    Feed.objects.update(title=HOSTILE, publisher=HOSTILE)
    make_person("boss")
    addresses = {name: address_of(name, rows) for name in NAMES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=live_server.url)
        page.add_init_script(REPORTS)
        page.said, page.addresses = [], addresses
        page.on("dialog", lambda dialog: (page.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda m: page.said.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        own = urlsplit(live_server.url).netloc
        page.on("request", lambda r: page.said.append(r.url) if urlsplit(r.url).netloc not in ("", own) else None)
        page.goto("/admin/login/")
        page.fill("#id_username", "boss")
        page.fill("#id_password", "pw")
        page.press("#id_password", "Enter")
        page.wait_for_selector("#main")
        yield page
        browser.close()


def faults_of(page: Page) -> list[str]:
    """What the console and the policy have said since the last time."""
    found = page.said + page.evaluate("window.reports.splice(0)")
    page.said.clear()
    return found


def go(page: Page, path: str) -> None:
    """Open a page and wait until its scripts have run."""
    page.goto(path, wait_until="load")
    page.locator(AWAKE).wait_for(state="attached")


def has_page(name: str) -> bool:
    """Whether an address answers with a page of the desk."""
    return name not in NO_PAGES and not name.endswith(("_preview", "_act", "_accept", "_process_import"))


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.threat("A05", "W02")
def test_every_page_of_the_desk_is_quiet_under_its_policy(desk):
    wrong, seen = {}, 0
    for name in filter(has_page, NAMES):
        # Asked beforehand: of a page that is not there the console speaks when the next one is open already.
        if desk.request.get(desk.addresses[name]).status in (403, 404, 405):
            continue
        go(desk, desk.addresses[name])
        desk.wait_for_timeout(150)
        seen += 1
        wide = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if found := faults_of(desk) + ([f"{wide} px too wide"] if wide > 0 else []):
            wrong[name] = found
    assert wrong == {}
    assert seen > 70


@pytest.mark.threat("A05")
def test_all_that_can_be_clicked_on_the_desk_works_without_eval(desk, rows):  # noqa: F811
    page, root = desk, desk.locator("html")
    go(page, "/admin/")
    # The theme, which stays.
    page.get_by_role("button").filter(has_text="boss").click()
    page.get_by_role("button", name="Dark").click()
    assert "dark" in root.get_attribute("class")
    page.reload()
    assert "dark" in root.get_attribute("class")
    page.locator(AWAKE).wait_for(state="attached")
    page.keyboard.press("Control+e")
    assert "dark" not in root.get_attribute("class")
    # The navigation: put away for good, brought back; a group opened by the keyboard.
    page.get_by_role("button", name="Show or hide the navigation").click()
    page.wait_for_selector("#nav-sidebar", state="hidden")
    go(page, "/admin/articles/deal/")
    assert not page.locator("#nav-sidebar").is_visible()
    page.get_by_role("button", name="Show or hide the navigation").click()
    page.wait_for_selector("#nav-sidebar")
    page.get_by_role("button", name="Digests").press("Enter")
    page.get_by_role("link", name="Deliveries").wait_for()
    # The search, opened and walked by keys.
    page.keyboard.press("Control+k")
    page.wait_for_selector("#search-input-command:focus")
    page.keyboard.type("milest")
    page.wait_for_selector("#command-results-list li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/articles/milestone/")
    # A list: its filters, its search, its actions.
    go(page, "/admin/articles/deal/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.get_by_role("button", name="Filters").click()
    page.locator("#changelist-filter a", has_text="accepted").first.click()
    page.wait_for_url("**review__exact=accepted**")
    go(page, "/admin/articles/deal/")
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option("accept_deals")
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("input[name=decide]")
    assert HOSTILE in page.locator("#content").inner_text()
    # A form: a search box that asks the server, a link that is a button for keyboards too.
    go(page, "/admin/articles/alias/add/")
    page.locator(".select2-selection").click()
    page.keyboard.type("finan")
    page.locator(".select2-results__option", has_text="finance").click()
    page.fill("#id_text", "Lantern House")
    # A form of people, with its two lists; and a date of a calendar.
    go(page, f"/admin/auth/user/{rows['user'].pk}/change/")
    page.wait_for_selector("#id_groups_from")
    page.locator("#id_groups_from option", has_text="Curator").dblclick()
    assert page.locator("#id_groups_to option", has_text="Curator").count() == 1
    page.locator(".datetimeshortcuts .date-icon").first.click()
    page.locator(".calendarbox").first.get_by_role("link", name="17", exact=True).click()
    assert page.input_value("#id_last_login_0").endswith("-17")
    assert faults_of(page) == []


def test_on_a_phone_the_navigation_comes_and_goes_and_nothing_is_too_wide(desk, rows):  # noqa: F811
    page = desk
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, "/admin/")
    assert not page.locator("#nav-sidebar").is_visible()
    page.get_by_role("button", name="Show or hide the navigation").click()
    page.get_by_role("link", name="Review queue").click()
    page.wait_for_url("**/admin/review/")
    for path in (
        "/admin/", "/admin/articles/deal/", f"/admin/articles/deal/{rows['deal'].pk}/change/", "/admin/review/",
        f"/admin/articles/alias/{rows['alias'].pk}/change/", "/admin/articles/tag/import/",
        "/admin/articles/feed/discover/",
        f"/admin/articles/feed/{rows['feed'].pk}/change/", f"/admin/auth/user/{rows['user'].pk}/change/",
    ):  # fmt: skip
        go(page, path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path}: {wide} px too wide"
    assert faults_of(page) == []
