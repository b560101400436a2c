"""Deals as processing leaves them: row, tags, parties, one report with its evidence, and the news that it is there."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from articles.actions.benchmark_data.news import ADDRESS, DAYS, FEED, Labels
from articles.actions.benchmark_data.words import plain_words
from articles.models import Article, ArticleRevision, Deal, DealEvent, DealReport, Evidence, Feed, Party
from articles.pipeline.deals.rungs import rung_of
from articles.pipeline.line import PIPELINE_VERSION
from articles.pipeline.vocabulary import TYPES

_STATUSES = ("signed", "signed", "signed", "completed", "completed", "announced", "planned", "talks")
_TIERS = "AABBBC"
_QUOTED = ("type", "parties", "date")


def write_deals(numbers: range, feed: Feed, tags: Labels, now: datetime) -> list[int]:
    """Write the deals of these numbers, and give their keys; call it inside a transaction."""
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
    reports = list(_reports(numbers, deals, now))
    DealReport.objects.bulk_create(reports, batch_size=500)
    Evidence.objects.bulk_create((row for report in reports for row in _evidence(report)), batch_size=1000)
    DealEvent.objects.bulk_create(
        (DealEvent(deal=deal, event="new", happened_at=deal.created_at) for deal in deals), batch_size=1000
    )
    return [deal.pk for deal in deals]


def _evidence(report: DealReport) -> Iterator[Evidence]:
    for place, field in enumerate(_QUOTED):
        start = place * 40
        quote = report.article.text[start : start + 60]
        yield Evidence(report=report, field=field, quote=quote, start=start, end=start + len(quote))


def _deal(number: int, now: datetime) -> Deal:
    chance = random.Random(f"deal {number}")
    type_, status = chance.choice(TYPES), chance.choice(_STATUSES)
    at = now - timedelta(days=chance.random() * DAYS)
    amount = Decimal(chance.randint(1, 900) * 10 ** chance.randint(6, 8)) if chance.random() < 0.3 else None
    money = {}
    if amount is not None:
        rate = Decimal("7.8")
        money = {"amount": amount, "currency": "HKD", "amount_bound": "exact", "rate": rate, "rate_on": "peg"}
        money["amount_usd"] = (amount / rate).quantize(Decimal("0.01"))
    return Deal(
        slug=f"{FEED}-{number}",
        title=f"{' '.join(plain_words(chance, 6))} {number}".capitalize(),
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


def _reports(numbers: range, deals: Sequence[Deal], now: datetime) -> Iterator[DealReport]:
    """One report for each deal, in the article of the same number; deals beyond the last article have none."""
    urls = [f"{ADDRESS}articles/{number}" for number in numbers]
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
