"""Write what articles report of deals, with the evidence; old links from report to deal are kept."""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models.functions import Right

from articles.actions.clustering.joining import ORIGIN, join_reports, move_reports, origin_of
from articles.actions.clustering.likeness import likeness, portrait_of
from articles.actions.clustering.records import fields_of, identities
from articles.actions.clustering.resolving import Knowledge
from articles.actions.processing.reading import Read
from articles.models import Article, ArticleRevision, Deal, DealEvent, DealReport, Evidence
from articles.models.article import HONG_KONG
from articles.models.deal import NO_LONGER_TOLD
from articles.models.writing import create_rows, insert_rows
from articles.pipeline.deals import DealRecord, Quote
from articles.pipeline.line import PIPELINE_VERSION


@dataclass(slots=True)
class Reported:
    """What the batch did to deals: all that it touched, and those that it founded."""

    touched: set[int] = field(default_factory=set)
    founded: set[int] = field(default_factory=set)
    by_article: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def write_reports(
    reads: Sequence[Read],
    *,
    known: Set[int],
    revisions: dict[int, ArticleRevision],
    knowledge: Knowledge,
    now: datetime,
) -> Reported:
    """Replace the reports of the articles and join them to deals; resolving the deals is left to the caller.

    ``known`` are the ids of articles that were processed before.
    """
    old = _old_reports(known)
    fresh: list[tuple[DealReport, tuple[Quote, ...]]] = []
    follows: dict[int, DealReport] = {}
    for read in reads:
        records = read.analysis.reading.deals if read.analysis.relevance.relevant else ()
        reports = [
            _report(read, position, record, revisions[read.article.pk], knowledge, now)
            for position, record in enumerate(records)
        ]
        if read.article.feed_id is None:
            _keep_source(reports, old.get(read.article.pk, []))
        for report, before in _pair(reports, old.get(read.article.pk, [])):
            report.deal, report.is_linked_by_person = before.deal, before.is_linked_by_person
            follows[before.pk] = report
        fresh += [(report, record.evidence) for report, record in zip(reports, records, strict=True)]
    _take_up([report for report, _ in fresh if report.deal is None and report.article_id in known])
    result = Reported(touched={row.deal_id for rows in old.values() for row in rows if row.deal_id})
    articles = {read.article.pk: read.article for read in reads}
    reports = [report for report, _ in fresh]
    joined = join_reports(reports=reports, articles=articles, names=knowledge.names, rarity=knowledge.rarity, now=now)
    _replace(fresh, joined.founded, follows, old)
    move_reports(joined, now=now)
    result.founded = {deal.pk for deal in joined.founded}
    result.touched |= joined.left | {report.deal_id for report in joined.moved}
    for report in reports:
        result.touched.add(report.deal_id)
        result.by_article[report.article_id].add(report.deal_id)
    return result


def _take_up(reports: Sequence[DealReport]) -> None:
    """Let what articles tell again at its old place be the deal that was withdrawn when it was not found there."""
    by_end = {origin_of(report, report.article): report for report in reports if report.article is not None}
    if not by_end:
        return
    withdrawn = Deal.objects.filter(review=Deal.Review.REJECTED, review_reason=NO_LONGER_TOLD)
    named = withdrawn.annotate(origin=Right("slug", ORIGIN)).filter(origin__in=by_end).order_by("pk")
    for deal in named:
        by_end[deal.slug[-ORIGIN:]].deal = deal


def _old_reports(article_ids: Set[int]) -> dict[int, list[DealReport]]:
    old: dict[int, list[DealReport]] = defaultdict(list)
    if article_ids:
        rows = DealReport.objects.filter(article__in=article_ids).select_related("deal").order_by("position")
        for row in rows:
            old[row.article_id].append(row)
    return old


def _keep_source(reports: Sequence[DealReport], old: Sequence[DealReport]) -> None:
    """Let reports of an article whose feed was deleted rank as its old ones did: its deals rest on them."""
    for report in reports if old else ():
        report.tier, report.publisher = old[0].tier, report.publisher or old[0].publisher


def _pair(reports: Sequence[DealReport], old: Sequence[DealReport]) -> list[tuple[DealReport, DealReport]]:
    """Pair the new reports of one article with its old ones that tell of the same deal, the likest first.

    One report before and one now are the same deal in new words, whatever the
    words; of several, those that are alike. So a deal keeps its identity.
    """
    old = [row for row in old if row.deal_id is not None]
    if len(reports) == len(old) == 1:
        return [(reports[0], old[0])]
    choices = sorted(
        (-_closeness(report, row), index, number)
        for index, report in enumerate(reports)
        for number, row in enumerate(old)
    )
    pairs: dict[int, int] = {}
    for closeness, index, number in choices:
        if closeness < 0 and index not in pairs and number not in pairs.values():
            pairs[index] = number
    return [(reports[index], old[number]) for index, number in pairs.items()]


def _closeness(report: DealReport, row: DealReport) -> float:
    """How surely two reports of one article are the same one; place in the text and type count beside likeness."""
    points = likeness(portrait_of(report), portrait_of(row))
    points += 1.0 if report.position == row.position and report.type == row.type else 0.0
    return points if points >= 1.5 or identities(report) & identities(row) else 0.0


def _report(
    read: Read,
    position: int,
    record: DealRecord,
    revision: ArticleRevision,
    knowledge: Knowledge,
    now: datetime,
) -> DealReport:
    article = read.article
    published_at = article.published_at if article.date_basis != Article.DateBasis.FIRST_SEEN else None
    has_money = record.amount is not None and bool(record.currency)
    places = [tag.slug for tag in read.analysis.tags.places if tag.slug]
    return DealReport(
        article=article,
        revision=revision,
        position=position,
        # What is only carried and names no publisher has none that is known: the carrier is not its source.
        publisher=article.publisher or (article.feed.publisher if article.feed and not article.is_carried else ""),
        url=article.url or article.canonical_url,
        published_on=published_at.astimezone(HONG_KONG).date() if published_at else None,
        lang=read.text.lang,
        tier=article.feed.tier if article.feed else "D",
        type=record.type,
        status=record.status,
        rung=record.rung,
        amount=Decimal(str(record.amount)).quantize(Decimal("0.01")) if has_money else None,
        currency=record.currency if has_money else "",
        date=record.date or "",
        confidence=record.confidence,
        rule=record.rule[:80],
        pipeline_version=PIPELINE_VERSION,
        fields=fields_of(record, names=knowledge.names, places=places),
        created_at=now,
    )


def _replace(
    fresh: Sequence[tuple[DealReport, tuple[Quote, ...]]],
    founded: Sequence[Deal],
    follows: dict[int, DealReport],
    old: dict[int, list[DealReport]],
) -> None:
    """Write new deals, then the reports in place of the old ones, their evidence, and what events point to."""
    create_rows(founded)
    old_ids = [row.pk for rows in old.values() for row in rows]
    told = list(DealEvent.objects.filter(report__in=old_ids)) if old_ids else []
    if old_ids:
        DealReport.objects.filter(pk__in=old_ids).delete()
    for report, _ in fresh:
        # Taken again now that every deal has its key.
        report.deal = report.deal
    create_rows([report for report, _ in fresh])
    insert_rows(
        Evidence,
        ("report_id", "field", "quote", "start", "end"),
        (
            (report.pk, quote.field[:30], quote.quote, quote.start, quote.end)
            for report, quotes in fresh
            for quote in quotes
            if quote.end > quote.start
        ),
    )
    for event in told:
        event.report = follows.get(event.report_id)
    DealEvent.objects.bulk_update(told, ["report"])
