"""Synthetic articles and deals in any number, to measure how pages and queries grow.

Everything synthetic hangs on one paused feed, so that it can be told from real
rows. The same numbers give the same rows on every machine. Rows are written as
processing would leave them, without running the pipeline.
"""

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from articles.actions.rollups import rebuild_rollups
from articles.models import (
    Article,
    ArticleRevision,
    DataGeneration,
    Deal,
    DealEvent,
    DealReport,
    Evidence,
    Feed,
    Party,
    Tag,
    Tagging,
)
from articles.pipeline.deals.rungs import rung_of
from articles.pipeline.line import PIPELINE_VERSION
from articles.pipeline.vocabulary import TYPES
from articles.search import index_articles

FEED = "benchmark-data"
_ADDRESS = "https://benchmark.invalid/"
_DAYS = 3 * 365
_CHUNK = 1000
_STATUSES = ("signed", "signed", "signed", "completed", "completed", "announced", "planned", "talks")
_TIERS = "AABBBC"
_WORDS = (
    "port",
    "bridge",
    "fund",
    "research",
    "campus",
    "clinic",
    "rail",
    "cargo",
    "insurance",
    "bond",
    "licence",
    "data",
    "cloud",
    "chip",
    "battery",
    "tourism",
    "museum",
    "school",
    "talent",
    "customs",
    "yuan",
    "wealth",
    "scheme",
    "pilot",
    "zone",
    "park",
    "airport",
    "ferry",
    "logistics",
    "robot",
    "medicine",
)
_HAN_WORDS = (
    "合作",
    "协议",
    "港口",
    "金融",
    "创新",
    "大桥",
    "基金",
    "数据",
    "人才",
    "旅游",
    "物流",
    "医疗",
    "芯片",
    "航空",
)


class RealRows(Exception):
    """Raised where the database holds rows that are not synthetic; says which."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows there are now."""

    articles: int
    deals: int


def load_benchmark_data(*, articles: int, deals: int, now: datetime, is_searchable: bool = True) -> Loaded:
    """Fill the database up to ``articles`` synthetic articles and ``deals`` synthetic deals.

    Tags must be there (``sync_reference``). Raises RealRows where articles
    came from a real feed, or a deal is neither synthetic nor of the starter
    dataset, which comes with the product and does not count.
    """
    feed = _feed()
    _refuse_real_rows(feed)
    tags = _Tags.stored()
    present = Article.objects.filter(feed=feed).count()
    for start in range(present, articles, _CHUNK):
        with transaction.atomic():
            _write_articles(range(start, min(start + _CHUNK, articles)), feed, tags, now, is_searchable)
    present = Deal.objects.filter(slug__startswith=FEED).count()
    for start in range(present, deals, _CHUNK):
        with transaction.atomic():
            _write_deals(range(start, min(start + _CHUNK, deals)), feed, tags, now)
    rebuild_rollups()
    DataGeneration.bump()
    return Loaded(
        Article.objects.filter(feed=feed).count(),
        Deal.objects.filter(slug__startswith=FEED).count(),
    )


@dataclass(frozen=True, slots=True)
class _Tags:
    """Ids of tags that rows may carry, by kind; the first of each are met most, as in the news."""

    by_kind: Mapping[str, Sequence[tuple[int, str]]]

    @classmethod
    def stored(cls) -> "_Tags":
        by_kind: dict[str, list[tuple[int, str]]] = {}
        rows = Tag.objects.filter(is_listed=True).order_by("pk").values_list("kind", "pk", "name_en", "parent")
        for kind, pk, name, parent in rows:
            # Articles carry top sectors; finer ones are the pipeline's own.
            if kind != "sector" or parent is None:
                by_kind.setdefault(kind, []).append((pk, name))
        return cls(by_kind)

    def pick(self, chance: random.Random, kind: str, most: int) -> list[tuple[int, str]]:
        """Some tags of a kind, none twice."""
        pool = self.by_kind.get(kind, ())
        picks = (int(len(pool) * chance.random() ** 2) for _ in range(chance.randint(0 if most < 2 else 1, most)))
        return [pool[index] for index in dict.fromkeys(picks)] if pool else []


def _feed() -> Feed:
    feed, _ = Feed.objects.get_or_create(
        slug=FEED,
        defaults={
            "url": f"{_ADDRESS}feed",
            "title": "Synthetic articles for measurement",
            "publisher": "Benchmark",
            "tier": Feed.Tier.B,
            "state": Feed.State.PAUSED,
            "state_reason": "synthetic",
        },
    )
    return feed


def _refuse_real_rows(feed: Feed) -> None:
    if Article.objects.exclude(feed=feed).exists():
        raise RealRows("articles that are not synthetic")
    if Deal.objects.filter(is_starter=False).exclude(slug__startswith=FEED).exists():
        raise RealRows("deals that are not synthetic")


def _write_articles(numbers: range, feed: Feed, tags: _Tags, now: datetime, is_searchable: bool) -> None:
    articles = [_article(number, feed, now) for number in numbers]
    Article.objects.bulk_create(articles, batch_size=200)
    ArticleRevision.objects.bulk_create(
        [
            ArticleRevision(
                article=article,
                number=1,
                title=article.title,
                text=article.text,
                content_hash=article.content_hash,
                feed=feed,
                seen_at=article.first_seen_at,
            )
            for article in articles
        ],
        batch_size=500,
    )
    Tagging.objects.bulk_create(
        (row for number, article in zip(numbers, articles, strict=True) for row in _taggings(number, article, tags)),
        batch_size=2000,
    )
    if is_searchable:
        index_articles((article.pk, article.text) for article in articles)


def _article(number: int, feed: Feed, now: datetime) -> Article:
    chance = random.Random(number)
    lang = chance.choice(("en", "en", "zh-Hant", "zh-Hans", "pt"))
    words = _HAN_WORDS if lang.startswith("zh") else _WORDS
    joint = "" if lang.startswith("zh") else " "
    title = joint.join(chance.choices(words, k=8))
    body = joint.join(chance.choices(words, k=90))
    text = f"{title} {number}\n\n{body}"
    at = now - timedelta(days=chance.random() * _DAYS)
    return Article(
        canonical_url=f"{_ADDRESS}articles/{number}",
        feed=feed,
        publisher=f"Benchmark {number % 40}",
        title=f"{title} {number}",
        summary=body[:200],
        lang=lang,
        published_at=at,
        date_basis=Article.DateBasis.STATED,
        first_seen_at=at,
        listed_at=at,
        text=text,
        excerpt=body[:300],
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        is_relevant=True,
        relevance=0.5 + chance.random() / 2,
        scope=chance.choice(("intra_gba", "gba_external")),
        processed_at=at,
        pipeline_version=PIPELINE_VERSION,
    )


def _taggings(number: int, article: Article, tags: _Tags) -> Iterator[Tagging]:
    chance = random.Random(f"tags {number}")
    for kind, most in (("city", 3), ("sector", 3), ("outside", 1), ("organisation", 1), ("mechanism", 1)):
        for tag_id, _ in tags.pick(chance, kind, most):
            yield Tagging(article=article, tag_id=tag_id, score=1.0, origin="benchmark", spans=[[0, 4]])


def _write_deals(numbers: range, feed: Feed, tags: _Tags, now: datetime) -> None:
    deals = [_deal(number, now) for number in numbers]
    Deal.objects.bulk_create(deals, batch_size=200)
    through = Deal.tags.through
    labels, parties = [], []
    for number, deal in zip(numbers, deals, strict=True):
        chance = random.Random(f"deal tags {number}")
        picked = {kind: tags.pick(chance, kind, 2) for kind in ("city", "sector", "outside", "organisation")}
        labels += [through(deal=deal, tag_id=tag_id) for group in picked.values() for tag_id, _ in group]
        parties += [
            Party(deal=deal, name=name, tag_id=tag_id, position=position)
            for position, (tag_id, name) in enumerate(picked["organisation"])
        ]
    through.objects.bulk_create(labels, batch_size=2000)
    Party.objects.bulk_create(parties, batch_size=2000)
    reports = list(_reports(numbers, deals, feed, now))
    DealReport.objects.bulk_create(reports, batch_size=500)
    Evidence.objects.bulk_create((_evidence(report) for report in reports), batch_size=1000)
    DealEvent.objects.bulk_create(
        (DealEvent(deal=deal, event="new", happened_at=deal.created_at) for deal in deals), batch_size=1000
    )


def _evidence(report: DealReport) -> Evidence:
    quote = report.article.text[:60]
    return Evidence(report=report, field="type", quote=quote, start=0, end=len(quote))


def _deal(number: int, now: datetime) -> Deal:
    chance = random.Random(f"deal {number}")
    type_, status = chance.choice(TYPES), chance.choice(_STATUSES)
    at = now - timedelta(days=chance.random() * _DAYS)
    amount = Decimal(chance.randint(1, 900) * 10 ** chance.randint(6, 8)) if chance.random() < 0.3 else None
    money = {}
    if amount is not None:
        rate = Decimal("7.8")
        money = {"amount": amount, "currency": "HKD", "amount_bound": "exact", "rate": rate, "rate_on": "peg"}
        money["amount_usd"] = (amount / rate).quantize(Decimal("0.01"))
    return Deal(
        slug=f"{FEED}-{number}",
        title=f"{' '.join(chance.choices(_WORDS, k=6))} {number}".capitalize(),
        type=type_,
        status=status,
        rung=rung_of(type_, status, priced=status == "signed"),
        scope=chance.choice(("intra_gba", "gba_external")),
        agreed_on=at.date(),
        date_precision="day",
        date_basis="stated",
        filed_on=at.date(),
        filed_until=at.date(),
        confidence=chance.random(),
        report_count=1,
        review=chance.choice((Deal.Review.UNREVIEWED, Deal.Review.ACCEPTED)),
        created_at=at,
        changed_at=at,
        **money,
    )


def _reports(numbers: range, deals: Sequence[Deal], feed: Feed, now: datetime) -> Iterator[DealReport]:
    """One report for each deal, in the article of the same number; deals beyond the last article have none."""
    urls = [f"{_ADDRESS}articles/{number}" for number in numbers]
    articles = {article.canonical_url: article for article in Article.objects.filter(canonical_url__in=urls)}
    revisions = {row.article_id: row for row in ArticleRevision.objects.filter(article__in=articles.values())}
    for number, deal, url in zip(numbers, deals, urls, strict=True):
        if article := articles.get(url):
            yield DealReport(
                deal=deal,
                article=article,
                revision=revisions.get(article.pk),
                publisher=article.publisher,
                url=url,
                published_on=article.listed_on,
                lang=article.lang,
                tier=_TIERS[number % len(_TIERS)],
                type=deal.type,
                status=deal.status,
                rung=deal.rung,
                amount=deal.amount,
                currency=deal.currency,
                date=deal.agreed_on.isoformat(),
                confidence=deal.confidence,
                rule="benchmark",
                pipeline_version=PIPELINE_VERSION,
                fields={"title": deal.title, "actors": [], "date_precision": "day", "date_basis": "stated"},
                created_at=now,
            )
