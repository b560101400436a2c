"""The desk before axe-core: every page of it, in both themes, on a desktop and a phone, with its filters open too."""

import pytest
from playwright.sync_api import Page

from articles.models import Tag
from tests.articles.test_admin_matrix import NAMES, rows  # noqa: F401  (a fixture)
from tests.browser.test_accessibility import AXE, FORMS
from tests.browser.test_desk import AWAKE, desk, has_page  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

SETTLED = """async () => {
  await new Promise((done) => (window.django?.jQuery ?? ((run) => run()))(done));
  await new Promise((done) => setTimeout(done));
  const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
  await Promise.all(ending.map((one) => one.finished.catch(() => null)));
}"""
"""Until the boxes stand that jQuery and Simplebar make in their own time, and no colour is on its way to another."""
RUN = "axe.run(document, {resultTypes: ['violations']})"


def broken_rules(page: Page, state: str) -> list[str]:
    """The rules that the page breaks as it lies open in ``state``, each with its weight and its place."""
    page.evaluate(SETTLED)
    found = page.evaluate(RUN)["violations"]
    return [f"{rule['impact']} {rule['id']} {state}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def rules_of(page: Page) -> list[str]:
    """What axe-core says against an open page in all forms, with the filters of a list shut and open."""
    found = []
    for theme, width in FORMS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        # The desk asks for the system's wish when it is opened; every page four times would take four times as long.
        page.evaluate("dark => document.documentElement.classList.toggle('dark', dark)", theme == "dark")
        form = f"{theme} {width}"
        found += broken_rules(page, form)
        filters = page.get_by_role("button", name="Filters")
        if filters.count() and filters.first.is_visible():
            filters.first.click()
            page.locator("#changelist-filter").wait_for()
            found += broken_rules(page, f"{form}, filters open")
            page.evaluate("window.gbaOpened = (window.gbaOpened ?? 0) + 1")
            page.locator("#changelist-filter-close").click()
            page.locator("#changelist-filter").wait_for(state="hidden")
    return found


@pytest.fixture
def listed(rows):  # noqa: F811
    """Every tag may have aliases; asked for before the browser, beside which nothing asks the database."""
    Tag.objects.update(is_listed=True)


@pytest.fixture
def plain(desk):  # noqa: F811
    """A page of the same person without the desk's policy, as axe writes styles of its own; test_desk.py proves it."""
    kept = desk.context.storage_state()
    base = desk.url.split("/admin/")[0]
    with desk.context.browser.new_context(base_url=base, storage_state=kept, bypass_csp=True) as context:
        page = context.new_page()
        page.addresses = desk.addresses
        yield page


def look(page: Page) -> list[str]:
    """What axe-core says against the page that has just been opened."""
    page.locator(AWAKE).wait_for(state="attached")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return rules_of(page)


@pytest.mark.timeout(900)
def test_axe_finds_nothing_on_any_page_of_the_desk(plain):
    wrong, seen, opened = {}, 0, 0
    for name in filter(has_page, NAMES):
        if plain.goto(plain.addresses[name], wait_until="load").status in (403, 404, 405):
            continue
        for fault in look(plain):
            wrong.setdefault(fault, []).append(name)
        seen += 1
        opened += plain.evaluate("window.gbaOpened ?? 0")
    assert not wrong, "\n".join(f"{fault} on {', '.join(names)}" for fault, names in wrong.items())
    assert seen > 70
    assert opened > 10 * len(FORMS)


def run_on_all(page: Page, name: str, action: str) -> None:
    """Choose every row of a list and an action for them; leads to the page that asks back."""
    page.goto(page.addresses[name])
    page.locator(AWAKE).wait_for(state="attached")
    page.set_viewport_size({"width": 1280, "height": 900})
    for box in page.locator("input.action-select").all():
        box.check()
    page.locator("select[name=action]").select_option(action)
    page.get_by_role("button", name="Run").click()
    page.wait_for_load_state("load")


def fill_alias(page: Page, text: str) -> None:
    """Send the form of an alias with or without its words; it answers with its faults, or with what it would do."""
    page.goto(page.addresses["articles_alias_add"])
    page.locator(AWAKE).wait_for(state="attached")
    page.locator(".select2-selection").click()
    page.keyboard.type("shenz")
    page.locator(".select2-results__option", has_text="shenzhen").click()
    page.fill("#id_text", text)
    page.locator("#id_lang").select_option("en")
    page.locator("[name=_save]").click()
    page.wait_for_load_state("load")


@pytest.mark.timeout(300)
def test_axe_finds_nothing_on_the_pages_that_answer_to_a_form(listed, plain):
    wrong = {}
    for action in ("accept_deals", "reject_deals", "label_deals", "assign_deals"):
        run_on_all(plain, "articles_deal_changelist", action)
        plain.locator("input[name=decide]").wait_for()
        wrong[action] = look(plain)
    run_on_all(plain, "articles_article_changelist", "tag_articles")
    plain.locator("input[name=decide]").wait_for()
    wrong["tag_articles"] = look(plain)
    run_on_all(plain, "articles_alias_changelist", "delete_selected")
    plain.locator("input[name=post]").wait_for(state="attached")
    wrong["delete_selected"] = look(plain)
    fill_alias(plain, "")
    plain.locator(".errorlist, .errornote").first.wait_for()
    wrong["an alias with a fault"] = look(plain)
    fill_alias(plain, "Lantern House")
    plain.locator("button[name=keep]").wait_for()
    wrong["what an alias would do"] = look(plain)
    assert {name: faults for name, faults in wrong.items() if faults} == {}
