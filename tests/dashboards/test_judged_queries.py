"""Forty-odd queries as readers type them, in four languages and both Chinese scripts, judged by hand.

What a query must find is named by slug; it may find more. None may come back empty that has an answer.
"""

import pytest

from articles.models import Article, Deal, Party, Tag, Tagging
from articles.search import rebuild_search
from dashboards.filters import Filters
from dashboards.queries.selection import articles, deals
from tests.dashboards.conftest import TODAY

pytestmark = pytest.mark.django_db

DEALS = {
    "payment-link": (
        "Monetary authorities join their payment systems",
        "兩地金管機構連接支付系統",
        ("hong-kong", "macao", "finance"),
        ("hkma", "amcm"),
    ),
    "ferry-line": (
        "Night ferry between Zhuhai and Hong Kong to sail",
        "珠海至香港夜間渡輪開航",
        ("hong-kong", "zhuhai", "transport-logistics"),
        (),
    ),
    "chip-plant": (
        "Dongguan and Shenzhen found a chip plant",
        "東莞與深圳合資興建晶片廠",
        ("dongguan", "shenzhen", "manufacturing"),
        (),
    ),
    "herb-garden": (
        "Hengqin herb garden opens with Macao money",
        "橫琴藥草園以澳門資金開園",
        ("macao", "zhuhai", "biotech-health"),
        (),
    ),
    "airport-bond": (
        "Airport Authority sells green bonds",
        "機管局發行綠色債券",
        ("hong-kong", "guangzhou", "aviation"),
        ("aahk",),
    ),
    "school-pact": (
        "Sister schools of Foshan and Hong Kong sign",
        "佛山香港姊妹學校簽約",
        ("foshan", "hong-kong", "education-talent"),
        (),
    ),
}
ARTICLES = {
    "tram-zh": (
        "zh-Hans",
        "广州与佛山签署有轨电车协议",
        "两市昨日签署有轨电车延长线协议。列车每六分钟一班。",
        ("guangzhou", "foshan"),
    ),
    "wine-pt": (
        "pt",
        "Macau e Jiangmen assinam acordo sobre vinho",
        "As duas cidades assinaram um acordo de promoção do vinho português.",
        ("macao", "jiangmen"),
    ),
    "flood-zh": ("zh-Hant", "肇慶與惠州共建防洪平台", "兩市將共建防洪平台，數據即時互通。", ("zhaoqing", "huizhou")),
    "drone-en": (
        "en",
        "Drones carry blood across the border",
        "A courier from Shenzhen flew blood to a Hong Kong hospital.",
        ("shenzhen", "hong-kong"),
    ),
}
JUDGED = [
    # English: titles, names, short names, phrases, exclusion
    ("payment systems", {"payment-link"}),
    ("payment", {"payment-link"}),
    ("HKMA", {"payment-link"}),
    ("Hong Kong Monetary Authority", {"payment-link"}),
    ("AMCM", {"payment-link"}),
    ("night ferry", {"ferry-line"}),
    ('"chip plant"', {"chip-plant"}),
    ("chip -ferry", {"chip-plant"}),
    ("SZ chip", {"chip-plant"}),
    ("Shenzhen", {"chip-plant", "drone-en"}),
    ("Macau", {"payment-link", "herb-garden", "wine-pt"}),
    ("Macao", {"payment-link", "herb-garden", "wine-pt"}),
    ("green bonds", {"airport-bond"}),
    ("Airport Authority Hong Kong", {"airport-bond"}),
    ("sister schools Foshan", {"school-pact"}),
    ("blood hospital", {"drone-en"}),
    ("DRONES", {"drone-en"}),
    ("Dongguan Shenzhen", {"chip-plant"}),
    # Traditional Chinese
    ("支付系統", {"payment-link"}),
    ("渡輪", {"ferry-line"}),
    ("珠海 香港", {"ferry-line"}),
    ("東莞", {"chip-plant"}),
    ("晶片廠", {"chip-plant"}),
    ("藥草", {"herb-garden"}),
    ("機管局", {"airport-bond"}),
    ("姊妹學校", {"school-pact"}),
    ("防洪平台", {"flood-zh"}),
    ("肇慶", {"flood-zh"}),
    ("深圳", {"chip-plant", "drone-en"}),
    ("綠色債券", {"airport-bond"}),
    # Simplified Chinese, also for what is told in Traditional characters
    ("支付系统", {"payment-link"}),
    ("渡轮", {"ferry-line"}),
    ("东莞", {"chip-plant"}),
    ("药草园", {"herb-garden"}),
    ("机管局", {"airport-bond"}),
    ("有轨电车", {"tram-zh"}),
    ("广州", {"airport-bond", "tram-zh"}),
    ("债", {"airport-bond"}),
    ("防洪", {"flood-zh"}),
    ("金管局", {"payment-link"}),
    # Traditional characters for what is told in Simplified ones
    ("有軌電車", {"tram-zh"}),
    ("電車", {"tram-zh"}),
    # Portuguese
    ("vinho", {"wine-pt"}),
    ("acordo vinho", {"wine-pt"}),
    ("promoção", {"wine-pt"}),
    ("promocao", {"wine-pt"}),
    ("Cantão", {"airport-bond", "tram-zh"}),
    ("Autoridade Monetária de Macau", {"payment-link"}),
]


@pytest.fixture
def library(make_deal, tags: dict[str, Tag]) -> dict[int, str]:
    """Six deals and four articles of our own; the names of articles by key."""
    bodies = {
        slug: Tag.objects.create(kind="organisation", slug=slug, name_en=slug) for slug in ("hkma", "amcm", "aahk")
    }
    for slug, (title, chinese, carried, parties) in DEALS.items():
        deal = make_deal(slug, title=title, title_zh_hant=chinese, tags=carried, parties=())
        for place, party in enumerate(parties):
            Party.objects.create(deal=deal, name=party.upper(), tag=bodies[party], position=place)
    keys = {}
    for number, (name, (lang, title, body, carried)) in enumerate(ARTICLES.items()):
        article = Article.objects.create(
            canonical_url=f"https://news.example.org/judged/{number}", publisher="Harbour Daily", title=title,
            lang=lang, published_at="2026-11-20T03:00Z", first_seen_at="2026-11-20T03:00Z", is_relevant=True,
            listed_at="2026-11-20T03:00Z", processed_at="2026-11-20T03:00Z", text=f"{title}\n\n{body}",
        )  # fmt: skip
        for slug in carried:
            Tagging.objects.create(article=article, tag=tags[slug], score=0.8, confidence=0.9, spans=[])
        keys[article.pk] = name
    rebuild_search()
    return keys


def test_no_judged_query_misses_what_it_must_find(library):
    missed = {}
    for query, wanted in JUDGED:
        filters = Filters(q=query)
        found = set(deals(filters, TODAY).values_list("slug", flat=True))
        found |= {library[key] for key in articles(filters, TODAY).values_list("pk", flat=True)}
        if not wanted <= found:
            missed[query] = wanted - found
    assert len(JUDGED) >= 40
    assert missed == {}


def test_a_query_does_not_find_everything(library):
    assert Deal.objects.count() == len(DEALS)
    for query in ("vinho", "晶片", "payment", "姊妹学校"):
        filters = Filters(q=query)
        assert deals(filters, TODAY).count() + articles(filters, TODAY).count() == 1, query
