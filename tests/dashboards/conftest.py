"""Rows for the tests of the reading room: own sentences, three languages, one of each thing that pages tell apart."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation

from articles.actions.rollups import rebuild_rollups
from articles.models import (
    Article,
    ArticleRevision,
    DataGeneration,
    Deal,
    DealReport,
    Evidence,
    Feed,
    Milestone,
    Party,
    Tag,
    Tagging,
)
from articles.search import index_articles, searched_texts
from dashboards.filters import CITIES, SECTORS
from dashboards.queries import register

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
"""Noon of 25 November 2026 in Hong Kong."""


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No page of one test is shown in another, and no tag; generations of data begin again with every test."""
    cache.clear()
    register._kept.cache_clear()
    yield
    cache.clear()
    register._kept.cache_clear()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The language of one test's last page is not that of the next test."""
    with translation.override("en"):
        yield


@pytest.fixture
def tags(db: None) -> dict[str, Tag]:
    """The register in small: all cities and sectors, one of every other kind."""
    rows = [Tag(kind="city", slug=slug, name_en=slug.replace("-", " ").title()) for slug in CITIES]
    rows += [Tag(kind="sector", slug=slug, name_en=slug.replace("-", " ").capitalize()) for slug in SECTORS]
    rows += [
        Tag(kind="outside", slug="zhejiang", name_en="Zhejiang", name_zh_hant="浙江"),
        Tag(kind="place", slug="qianhai", name_en="Qianhai"),
        Tag(kind="mechanism", slug="harbour-forum", name_en="Harbour Forum", facts={"kind": "conference"}),
        Tag(kind="organisation", slug="pearl-bank", name_en="Pearl Bank", name_zh_hant="明珠銀行"),
        Tag(kind="person", slug="chan-tai-man", name_en="Chan Tai Man"),
    ]
    for row in rows:
        if row.slug == "hong-kong":
            row.name_zh_hant, row.facts = "香港", {"lat": 22.3, "lon": 114.2}
        if row.slug == "shenzhen":
            row.name_zh_hant, row.facts = "深圳", {"lat": 22.5, "lon": 114.1}
    Tag.objects.bulk_create(rows)
    return {tag.slug: tag for tag in Tag.objects.all()}


@pytest.fixture
def make_deal(tags: dict[str, Tag]) -> Callable[..., Deal]:
    """Make a signed MoU of Hong Kong and Shenzhen, or what the keywords say instead."""

    def make(slug: str, *, on: str | None = "2026-05-10", hkd: str | None = None, **fields: Any) -> Deal:
        wanted = fields.pop("tags", ("hong-kong", "shenzhen", "fintech"))
        parties = fields.pop("parties", ("Pearl Bank", "Bay Port Group"))
        day = date.fromisoformat(on) if on else None
        values = {
            "title": f"Deal {slug}",
            "type": "mou",
            "status": "signed",
            "rung": "mou",
            "scope": "intra_gba",
            "agreed_on": day,
            "date_precision": "day" if day else "unknown",
            "date_basis": "stated",
            "filed_on": day,
            "filed_until": day,
            "review": "accepted",
            "report_count": 1,
            "created_at": NOW,
            "changed_at": NOW,
        }
        if hkd is not None:
            amount = Decimal(hkd)
            values |= {"amount": amount, "currency": "HKD", "amount_bound": "exact", "rate": Decimal("7.8")}
            values |= {"amount_usd": (amount / Decimal("7.8")).quantize(Decimal("0.01")), "rate_on": "peg"}
        deal = Deal.objects.create(slug=slug, **values | fields)
        deal.tags.set([tags[name] for name in wanted])
        for place, name in enumerate(parties):
            tag = tags["pearl-bank"] if name == "Pearl Bank" else None
            Party.objects.create(deal=deal, name=name, tag=tag, position=place)
        DealReport.objects.create(
            deal=deal,
            publisher="Harbour Daily",
            url=f"https://news.example.org/{slug}",
            published_on=deal.filed_on,
            lang="en",
            tier="B",
            type=deal.type,
            status=deal.status,
            rung=deal.rung,
            created_at=NOW,
        )
        return deal

    return make


@pytest.fixture
def room(make_deal: Callable[..., Deal], tags: dict[str, Tag]) -> SimpleNamespace:
    """A small house of deals, a milestone, a feed and articles; numbers in the tests are counted from here."""
    deals = [
        make_deal("bridge-contract", hkd="1200000000", type="construction_contract", rung="contract"),
        make_deal("fintech-mou", on="2026-10-02", hkd=None, review="unreviewed"),
        make_deal("port-stake", on="2025-03-03", hkd="340000000", type="equity_investment", rung="closed",
                  status="completed", tags=("hong-kong", "guangzhou", "trade")),
        make_deal("macao-pact", on="2024-06-01", type="cooperation_agreement", rung="agreement",
                  tags=("macao", "zhuhai", "hong-kong", "trade", "finance")),
        make_deal("zhejiang-memo", on="2025-04-24", scope="gba_external", tags=("hong-kong", "zhejiang", "trade"),
                  mechanism=tags["harbour-forum"], counts=[{"unit": "areas", "n": 13, "n_max": None, "text": ""}]),
        make_deal("baht-loan", on="2026-01-09", type="bond_loan", rung="contract", amount=Decimal(900),
                  currency="THB", amount_bound="exact"),
        make_deal("undated", on=None),
        make_deal("year-only", on="2023-01-01", date_precision="year", filed_until=date(2023, 12, 31)),
        make_deal("planned-line", status="planned", rung="statement", type="launch_opening"),
        make_deal("stalled-park", status="stalled"),
        make_deal("rejected-rumour", review="rejected", review_reason="not_a_deal"),
        make_deal("one-source", review="needs_second_source"),
    ]  # fmt: skip
    milestone = Milestone.objects.create(
        slug="bay-plan", title="Bay plan adopted", type="policy_measure", status="announced",
        happened_on=date(2019, 2, 18), source_publisher="Gazette", source_url="https://gazette.example.org/1",
        review="accepted", mechanism=tags["harbour-forum"],
    )  # fmt: skip
    milestone.tags.set([tags["hong-kong"], tags["macao"]])
    feed = Feed.objects.create(
        slug="harbour-daily", url="https://news.example.org/rss", title="Harbour Daily", publisher="Harbour Daily",
        tier="B", last_outcome="ok", last_success_at=NOW,
    )  # fmt: skip
    articles = [_article(feed, tags, number) for number in range(3)]
    _told(deals[1], articles[0])
    count_and_index()
    return SimpleNamespace(deals=deals, milestone=milestone, feed=feed, articles=articles, tags=tags)


def count_and_index() -> None:
    """What processing would have kept of the articles beside their rows; no page is kept before the data change."""
    rebuild_rollups()
    index_articles(searched_texts(Article.objects.relevant().values_list("pk", "title", "text")).items())
    DataGeneration.objects.all().delete()


TEXT = (
    "深港簽署金融科技備忘錄\n\n兩地官員昨日會面。深圳與香港簽署金融科技備忘錄。雙方明年再會。活動在港舉行。場外下着雨。",
    "Shenzhen & Hong Kong <b>sign</b> pact\n\nIt rained. Shenzhen and Hong Kong signed a pact. Trains ran. Shops shut.",
    "Macau e Hong Kong cooperam\n\nChoveu muito. Macau e Hong Kong assinaram um acordo. A festa seguiu. Fim do dia.",
)


def _article(feed: Feed, tags: dict[str, Tag], number: int) -> Article:
    text = TEXT[number]
    at = datetime(2026, 11, 20 + number, 3, 0, tzinfo=UTC)
    article = Article.objects.create(
        canonical_url=f"https://news.example.org/{number}", feed=feed, publisher="Harbour Daily",
        title=text.split("\n\n")[0], lang=("zh-Hant", "en", "pt")[number], published_at=at, first_seen_at=at,
        listed_at=at, date_basis="stated", text=text, excerpt=text, is_relevant=True, relevance=0.9,
        processed_at=at, scope="intra_gba", reasons=[{"text": "x", "start": 20, "end": 24, "weight": 0.5}],
    )  # fmt: skip
    word = ("香港", "Hong Kong", "Hong Kong")[number]
    start = text.index(word)
    spans = [[start, start + len(word)]]
    Tagging.objects.create(article=article, tag=tags["hong-kong"], score=0.8, confidence=0.9, spans=spans)
    return article


def _told(deal: Deal, article: Article) -> None:
    """The article becomes a report of the deal, with two quotes."""
    revision = ArticleRevision.objects.create(
        article=article, number=1, title=article.title, text=article.text, content_hash="a", seen_at=NOW
    )
    report = DealReport.objects.create(
        deal=deal, article=article, revision=revision, publisher="Harbour Daily", lang="zh-Hant", tier="B",
        published_on=article.listed_at.date(), type="mou", status="signed", rung="mou", created_at=NOW,
    )  # fmt: skip
    for field, quote in (("type", "簽署金融科技備忘錄。"), ("parties", "深圳與香港")):
        start = article.text.rindex(quote)
        Evidence.objects.create(report=report, field=field, quote=quote, start=start, end=start + len(quote))
