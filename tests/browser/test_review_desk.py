"""The review queue in a real browser, by keyboard alone, behind the second factor."""

import base64
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django_otp.oath import totp
from playwright.sync_api import Page

from tests.browser.test_accessibility import AXE
from tests.live import Product
from tests.servers import free_port

pytestmark = pytest.mark.browser
PASSWORD = "a long enough secret"
NAMES = ("wai", "mei")
ENDS = ("first", "last")
SEED = """
from django.utils import timezone
from articles.models import Article, Feed
from articles.actions.processing import process_articles
feed = Feed.objects.create(slug="harbour", url="https://harbour.example.org/rss", publisher="Harbour Daily", tier="A")
names = ("Brightwater", "Lantern", "Kestrel", "Juniper", "Marlin", "Osprey", "Tamarind", "Quarry", "Sable", "Thistle")
hostile = "<img src=x onerror=alert(1)>"
ids = []
for number in range(18):
    one, other = names[number % 10], names[(number * 3 + 4) % 10]
    title = f"{one} {number} Limited signs with {other} {number} Group {hostile if number % 2 else ''}"
    text = (f"{one} {number} Limited of Hong Kong and {other} {number} Group of Shenzhen signed a memorandum of"
            f" understanding worth HK${number + 11} million on {number + 1} March 2026 to share a laboratory.")
    now = timezone.now()
    ids.append(Article.objects.create(
        canonical_url=f"https://harbour.example.org/{number}", feed=feed, publisher="Harbour Daily", title=title,
        summary=text, published_at=now, date_basis="stated", first_seen_at=now, listed_at=now).pk)
print(process_articles(ids=ids, now=timezone.now()).deals)
"""

FORGET_LAST_CODE = """
from django_otp.plugins.otp_totp.models import TOTPDevice
TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Product]:
    """The product with proposals, two curators and its own web server."""
    product = Product(tmp_path_factory.mktemp("desk"), free_port())
    product.keys = {}
    try:
        product.copy(migrated)
        for name in NAMES:
            out = product.manage("create_curator", name, "--password-stdin", stdin=f"{PASSWORD}\n")
            product.keys[name] = parse_qs(urlsplit(out.strip().splitlines()[-1]).query)["secret"][0]
        assert int(product.manage("shell", "--verbosity", "0", "--command", SEED).split()[-1]) >= 10
        product.start("web")
        yield product
    finally:
        product.kill()


class Curator:
    """A person at a keyboard, who counts what they press and hears what the console says."""

    def __init__(self, chromium, desk: Product, name: str, **context: object) -> None:
        self.desk, self.name = desk, name
        self.context = chromium.new_context(viewport={"width": 1280, "height": 900}, **context)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda m: self.said.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("dialog", lambda dialog: self.said.append(f"dialog: {dialog.message}") or dialog.dismiss())

    def enter(self, path: str = "/admin/review/") -> None:
        """Log in with password and code; the session that a code opened is the only one that it opens."""
        page = self.page
        page.goto(self.desk.address + path)
        page.fill("#id_username", self.name)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.fill("#id_code", self.code())
        page.press("#id_code", "Enter")
        page.wait_for_selector("#content")
        page.wait_for_load_state()

    def code(self) -> str:
        """The present code, which a login of a moment ago may have used: that is forgotten first."""
        self.desk.manage("shell", "--verbosity", "0", "--command", FORGET_LAST_CODE)
        secret = self.desk.keys[self.name]
        return f"{totp(base64.b32decode(secret + '=' * (-len(secret) % 8))):06d}"

    def press(self, *keys: str) -> int:
        """Press keys and wait for the page that they lead to; give how many they were."""
        before = self.page.url
        for key in keys:
            self.page.keyboard.press(key)
        self.page.wait_for_url(lambda url: url != before)
        self.page.wait_for_selector(".review")
        self.page.wait_for_load_state()
        return len(keys)

    @property
    def item(self) -> str:
        """The number of the item on the page, empty elsewhere."""
        return self.page.locator(".review").get_attribute("data-review-item") or ""


def answer(desk: Product, question: str) -> str:
    return desk.manage(
        "shell", "--verbosity", "0", "--command", f"from articles.models import *\nprint({question})"
    ).strip()


def test_a_curator_clears_the_queue_by_keyboard_alone(desk, chromium):
    wai = Curator(chromium, desk, "wai")
    wai.enter("/admin/review/?kind=deal")
    wai.press("n")
    assert wai.press("a") <= 3
    assert wai.press("r", "2") <= 2
    assert wai.item, "the next item is there at once"
    decided = answer(desk, "sorted(ReviewDecision.objects.values_list('action', 'reason'))")
    assert decided == "[('accept', ''), ('reject', 'not_a_deal')]"
    wai.press("u")
    assert answer(desk, "Deal.objects.filter(review='rejected').count()") == "0"
    wai.page.keyboard.press("4")
    wai.page.keyboard.press("e")
    wai.page.keyboard.type("77")
    wai.page.keyboard.press("Escape")
    item = wai.item
    wai.press("a")
    assert answer(desk, f"ReviewItem.objects.get(pk={item}).deal.amount").endswith("77.00")
    assert answer(desk, "Deal.objects.filter(review='accepted').count()") == "2"
    wai.page.keyboard.press("?")
    assert wai.page.locator("#review-help").is_visible()
    assert wai.said == []
    wai.context.close()


def test_the_second_at_one_item_is_told_and_loses_nothing(desk, chromium):
    mei, wai = Curator(chromium, desk, "mei"), Curator(chromium, desk, "wai")
    mei.enter("/admin/review/?kind=deal")
    mei.press("n")
    wai.enter(f"/admin/review/{mei.item}/")
    assert "mei has this in hand" in wai.page.locator("[role=alert]").inner_text()
    wai.press("n")
    assert wai.item not in ("", mei.item)
    wai.context.close()
    # Session lost in mid-edit: what was typed is there again after the login.
    mei.page.keyboard.press("1")
    mei.page.fill("#f_note", "Read the communiqué twice")
    mei.page.locator("[data-row='3'] summary").click()
    mei.page.fill("#f_parties", "Harbour Bureau\nDelta Bureau")
    mei.context.clear_cookies(name="sessionid")
    mei.page.keyboard.press("Escape")
    item = mei.item
    mei.page.keyboard.press("a")
    mei.page.wait_for_selector("#id_username")
    mei.enter(f"/admin/review/{item}/")
    assert mei.page.input_value("#f_note") == "Read the communiqué twice"
    assert mei.page.input_value("#f_parties") == "Harbour Bureau\nDelta Bureau"
    assert mei.page.locator("[data-kept]").is_visible()
    mei.press("a")
    parties = answer(desk, f"[p.name for p in ReviewItem.objects.get(pk={item}).deal.parties.order_by('position')]")
    assert parties == "['Harbour Bureau', 'Delta Bureau']"
    assert not [text for text in mei.said if "403" not in text]
    mei.context.close()


def test_with_the_row_that_stays_its_values_stay_but_for_those_chosen_before(desk, chromium):
    wai = Curator(chromium, desk, "wai")
    first, last = (answer(desk, f"Deal.objects.filter(merged_into=None).order_by('pk').{end}().pk") for end in ENDS)
    wai.enter(f"/admin/review/merge/{first}/{last}/")

    def kept(field: str) -> str:
        return wai.page.locator(f"[name=from-{field}]:checked").get_attribute("value") or ""

    stays = wai.page.locator("[name=survivor]:checked").get_attribute("value")
    goes = ({first, last} - {stays}).pop()
    assert (kept("title"), kept("money")) == (stays, stays)
    wai.page.check(f"[name=from-title][value='{goes}']")
    wai.page.check(f"[name=from-title][value='{stays}']")
    wai.page.check(f"[name=survivor][value='{goes}']")
    assert (kept("title"), kept("money")) == (stays, goes)
    assert wai.said == []
    wai.context.close()


@pytest.mark.parametrize(
    ("theme", "width"),
    [
        ("light", 1280),
        pytest.param("dark", 390, marks=pytest.mark.long),
        pytest.param("dark", 1280, marks=pytest.mark.long),
        pytest.param("light", 390, marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_on_the_pages_of_the_desk(desk, chromium, theme, width):
    # axe writes styles of its own, which the policy of the desk forbids; the policy is proved by the other tests.
    curator = Curator(chromium, desk, "wai", color_scheme=theme, bypass_csp=True)
    curator.page.set_viewport_size({"width": width, "height": 900})
    found = {}

    def look(name: str) -> None:
        curator.page.evaluate(AXE.read_text(encoding="utf-8"))
        result = curator.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found[name] = [f"{rule['id']}: {node['html'][:100]}" for rule in result["violations"] for node in rule["nodes"]]

    curator.page.goto(f"{desk.address}/admin/login/")
    look("login")
    curator.enter()
    look("queue")
    deal = answer(desk, "Deal.objects.first().pk")
    other = answer(desk, "Deal.objects.last().pk")
    article = answer(desk, "Article.objects.first().pk")
    curator.press("n")
    look("item")
    for name, path in {
        "quality": "/admin/review/quality/",
        "merge": f"/admin/review/merge/{deal}/{other}/",
        "history": f"/admin/articles/deal/{deal}/history/",
        "split": f"/admin/articles/deal/{deal}/split/",
        "lines": f"/admin/articles/deal/{deal}/lines/?q=Limited",
        "many": "/admin/review/bulk/",
        "missed": f"/admin/review/missed/{article}/?quote=signed",
        "second factor": "/admin/second-factor/",
    }.items():
        curator.page.goto(desk.address + path)
        look(name)
    assert {name: faults for name, faults in found.items() if faults} == {}
    width_of_page = curator.page.evaluate("document.documentElement.scrollWidth")
    assert width_of_page <= width
    curator.context.close()
