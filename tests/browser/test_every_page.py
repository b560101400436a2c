"""Every kind of page in four languages, two themes and two widths: no rule of axe-core broken, nothing said on the
console, no stranger asked, nothing refused by the policy, nothing too wide, and no English where it does not belong."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.sweeping import PAINTED, WIDE, Listener, faults, moves, open_page, scroll_through, untranslated
from tests.live import Item, Product, feed_server
from tests.servers import free_port

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "zh-hant", "zh-hans", "pt")
DATE = "Tue, 24 Nov 2026 09:10:00 +0800"
NEWS = [
    Item(
        "signed",
        "Harbour Science Park and Shenzhen bureau sign agreement on chip testing",
        "Hong Kong Science and Technology Parks Corporation and the Shenzhen Municipal People's Government on Tuesday "
        "(24 November 2026) signed a cooperation agreement worth HK$3.2 billion. It covers eleven projects.",
        DATE,
    ),
    Item(
        "told-twice",
        "香港科技園與深圳市政府簽署晶片測試合作協議",
        "香港科技園公司與深圳市人民政府11月24日簽署合作協議，總額32億港元，涵蓋十一個項目。",
        DATE,
    ),
    Item("simplified", "广州与佛山签署氢能合作框架协议", "广州市政府与佛山市政府11月24日签署氢能合作框架协议。", DATE),
    Item(
        "portuguese",
        "Macau e Zhuhai assinam acordo para centro logístico",
        "O Governo de Macau e o Governo de Zhuhai assinaram a 24 de Novembro de 2026 um acordo de cooperação.",
        DATE,
    ),
    Item("planned", "Dongguan plans ferry to Hong Kong", "Dongguan plans to open a ferry to Hong Kong in 2027.", DATE),
    Item("other", "A recipe for almond soup", "Almonds, milk and sugar; stir for ten minutes.", DATE),
]
PAGES = (
    "/", "/?last=7d", "/deals/", "/deals/?view=cards", "/deals/?view=chart",
    "/deals/?city=shenzhen&sector=finance&last=3y&min=1000000&bogus=1&status=zzz", "/deals/?q=xyzzyq",
    "/deals/?review=needs_second_source", "/deals/hk-gd-126-projects-2024/", "/deals/hk-gd-21st-plenary-2019/",
    "/deals/hk-gd-126-projects-2024/report/", "/signals/", "/cities/", "/cities/?order=total",
    "/cities/?last=30d", "/cities/shenzhen/",
    "/cities/zhaoqing/", "/links/hong-kong/shenzhen/", "/sectors/", "/sectors/?view=value", "/sectors/finance/",
    "/timeline/", "/timeline/?lane=policy", "/mechanisms/", "/mechanisms/hk-guangdong-joint-conference/",
    "/organisations/", "/organisations/hkma/", "/people/algernon-yau/", "/articles/", "/search/",
    "/search/?q=%E6%B7%B1%E5%9C%B3", "/search/?q=xyzzyq", "/search/?q=Shenzen", "/sources/", "/coverage/", "/data/",
    "/about/", "/corrections/", "/subscribe/", "/subscribe/?city=shenzhen", "/subscribe/?deal=hk-gd-126-projects-2024",
    "/embed/city-map/", "/embed/sector-treemap/", "/u/no-such-token/", "/c/no-such-token/", "/no-such-page/",
)  # fmt: skip
FOUND = """
import json
from datetime import datetime, timezone
from articles.models import Article, Deal, Story
from dashboards.digests import tokens
from dashboards.digests.models import Subscriber, Subscription
now = datetime.now(timezone.utc)
reader = Subscriber.objects.create(
    email="ana@example.org", email_hash=tokens.hash_email("ana@example.org"), handle=tokens.new_handle(), created_at=now
)
machine = Deal.objects.exclude(reports__article=None).order_by("pk").first()
for frequency, filters, deal in (("daily", "city=shenzhen", None), ("follow", "", machine)):
    Subscription.objects.create(
        subscriber=reader, frequency=frequency, filters=filters, deal=deal, confirmed_at=now
    )
story = Story.objects.order_by("pk").first()
print(json.dumps([
    *(f"/articles/{pk}/" for pk in Article.objects.order_by("pk").values_list("pk", flat=True)),
    f"/deals/{machine.slug}/", *([f"/stories/{story.pk}/"] if story else []),
    f"/s/{tokens.manage_token(reader.handle, reader.rotation, today=now.date())}/",
]))
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[tuple[str, list[str]]]:
    """The product with its starter history and news of ours in four languages: its address, the pages of that news."""
    with feed_server() as feeds:
        feeds.feeds["bay-wire"] = NEWS
        product = Product(tmp_path_factory.mktemp("sweep"), free_port())
        try:
            product.copy(prepared)
            (product.folder / "feeds.yaml").write_text(feeds.list_of_feeds(), encoding="utf-8")
            product.manage("feeds", "import", str(product.folder / "feeds.yaml"))
            product.manage("poll", "--all")
            found = json.loads(product.manage("shell", "--verbosity", "0", "--command", FOUND).splitlines()[-1])
            product.manage("write_snapshot")
            product.start("web")
            yield product.address, found
        finally:
            product.kill()


def address(path: str, language: str) -> str:
    """The page's path in a language; English has no prefix."""
    return path if language == "en" else f"/{language}{path}"


def look(listener: Listener, path: str, language: str) -> list[str]:
    """Open a page, scroll through it so that its figures are drawn, and give what is wrong with it."""
    page = listener.page
    listener.said.clear()
    status = scroll_through(page, listener.site + address(path, language))
    return [
        text for text in faults(listener, language) if status not in (404, 410) or f"status of {status}" not in text
    ]


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_with_any_page(chromium, room, language, theme, width):
    site, found = room
    with chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme) as context:
        listener = open_page(context, site)
        first_seen: dict[str, str] = {}
        for path in (*PAGES, *found):
            for fault in look(listener, path, language):
                first_seen.setdefault(fault, path)
    # Each fault once, with the first page that has it: the frame's would fill the screen otherwise.
    assert not first_seen, "\n" + "\n".join(f"{path}  {fault}" for fault, path in first_seen.items())


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_too_wide_for_a_tablet_or_moves_by_itself(chromium, room, language):
    site, found = room
    with chromium.new_context(viewport={"width": 768, "height": 1024}) as context:
        listener = open_page(context, site)
        told = {}
        for path in (*PAGES, *found):
            scroll_through(listener.page, site + address(path, language))
            told[path] = [*listener.page.evaluate(WIDE), *moves(listener.page)]
    assert {path: faults for path, faults in told.items() if faults} == {}


LATE_SCRIPTS = re.compile(r"/(?:page|figures|htmx)[^/]*\.js$")  # /static/js/page.4a9873772bf8.js
PAGES_WITH_BUTTONS = (
    "/", "/deals/", "/deals/hk-gd-126-projects-2024/", "/deals/hk-gd-126-projects-2024/report/", "/cities/", "/search/",
    "/subscribe/?city=shenzhen", "/about/", "/no-such-page/",
)  # fmt: skip


def open_with_late_scripts(page: Page, url: str) -> int:
    """Open a page, let its scripts in after the first paint; gives how many came late."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(LATE_SCRIPTS, hold)
    page.goto(url, wait_until="commit")
    page.evaluate(PAINTED)
    late = len(held)
    for route in held:
        route.continue_()
    page.unroute(LATE_SCRIPTS)
    page.wait_for_load_state("networkidle")
    return late


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["en", "pt"])
def test_no_page_moves_when_its_scripts_come_after_the_first_paint(chromium, room, language, width):
    site, _ = room
    told = {}
    with chromium.new_context(viewport={"width": width, "height": 900}) as context:
        for path in PAGES_WITH_BUTTONS:
            page = open_page(context, site).page
            assert open_with_late_scripts(page, site + address(path, language)), path
            told[path] = moves(page)
            page.close()
    assert {path: moved for path, moved in told.items() if moved} == {}


BROKEN = """<!doctype html><html lang="pt"><head><title>x</title>
<meta http-equiv="Content-Security-Policy" content="img-src 'none'"></head><body><main>
<p>Acordos assinados com the newest deals</p><p lang="en">The words of a source in English stay out of it.</p>
<p>24 Nov 2026</p><button></button><div style="width: 3000px">largo</div><img src="https://tracker.invalid/pixel.gif">
<script>console.error("a fault")</script></main></body></html>"""


def test_a_page_with_every_fault_is_told_of_each(chromium):
    with chromium.new_context(viewport={"width": 390, "height": 900}) as context:
        listener = open_page(context, "http://127.0.0.1:1")
        context.route("**/*", lambda route: route.fulfill(body=BROKEN, content_type="text/html"))
        listener.page.goto("http://127.0.0.1:1/")
        told = " | ".join(faults(listener, "zh-hant"))
    for part in ("button-name", "image-alt", "a fault", "refused img-src", "px too wide", "lang is pt", "newest deals"):
        assert part in told
    assert "24 Nov 2026" in told
    assert "words of a source" not in told


@pytest.mark.parametrize(
    ("text", "language", "is_told"),
    [
        ("Newest deals", "pt", True),
        ("Acordos assinados ou concluídos", "pt", False),
        ("香港、深圳 · HK$3.2bn", "zh-hant", False),
        ("過去 12 個月 signed", "zh-hant", True),
        ("GBA Tracker", "zh-hans", False),
        ("截至 24 Nov 2026", "zh-hans", True),
        ("Newest deals", "en", False),
    ],
)
def test_english_is_known_in_a_page_of_another_language(text, language, is_told):
    assert bool(untranslated([text], language)) is is_told
