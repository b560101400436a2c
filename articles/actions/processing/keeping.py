"""Keep a batch: everything that the pipeline says of some articles, in one transaction, never half an article."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from articles.actions.clustering.orphans import let_orphans_go
from articles.actions.clustering.resolving import Knowledge, resolve_deals
from articles.actions.clustering.stories import group_stories, write_marks
from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.filling import open_changes
from articles.actions.processing.reading import Read, excerpt_of
from articles.actions.processing.reports import Reported, write_reports
from articles.actions.processing.revisions import write_revisions
from articles.actions.processing.taggings import draft_taggings, write_taggings
from articles.actions.rollups import apply_difference, count_slots
from articles.failpoints import pass_failpoint
from articles.models import Article, DataGeneration
from articles.models.writing import write_fields
from articles.pipeline.line import PIPELINE_VERSION
from articles.search import index_articles

_WRITTEN = (
    "text",
    "quarantined_text",
    "excerpt",
    "content_hash",
    "lang",
    "is_relevant",
    "relevance",
    "reasons",
    "scope",
    "no_deal",
    "traits",
    "duplicate_of",
    "processed_at",
    "pipeline_version",
    "attempts",
    "lease_until",
    "lease_token",
)
_GIVEN = ("title", "summary", "body", "page_status", "published_at", "listed_at", "feed_id")
"""What the analysis was made from and is counted by: an article whose row says something else by now is not written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Ids of the articles that were written, how many are relevant, and how many deals are new."""

    articles: tuple[int, ...]
    relevant: int
    deals: int


def keep_reads(reads: Sequence[Read], *, token: str, knowledge: Knowledge, now: datetime) -> Kept:
    """Write ``reads`` where the lease ``token`` still holds and the article has not changed meanwhile."""
    clusters = any(read.analysis.relevance.relevant or read.article.is_relevant for read in reads)
    drafts = draft_taggings(reads)
    with own_transaction(clusters=clusters):
        reads = _still_ours(reads, token)
        if not reads:
            return Kept((), 0, 0)
        known = {read.article.pk for read in reads if read.article.pipeline_version}
        before = count_slots(read.article for read in reads if read.article.pk in known)
        frozen, revisions = write_revisions(reads, known=known, now=now)
        live = [read for read in reads if read.article.pk not in frozen]
        known -= frozen
        after = write_taggings(live, drafts, known=known)
        after.update(count_slots(read.article for read in reads if read.article.pk in frozen))
        for read in reads:
            _fill(read, is_frozen=read.article.pk in frozen, now=now)
        shared = write_marks(live, known=known)
        write_fields([read.article for read in reads], _WRITTEN)
        reported = write_reports(live, known=known, revisions=revisions, knowledge=knowledge, now=now)
        _settle_deals(live, reported, known=known, knowledge=knowledge, now=now)
        group_stories([read.article for read in live], known=known, rarity=knowledge.rarity, shared=shared)
        open_changes(deal_ids=reported.touched, knowledge=knowledge, now=now)
        apply_difference(before=before, after=after)
        index_articles(
            ((read.article.pk, read.text.text) for read in live), words={read.article.pk: read.words for read in live}
        )
        DataGeneration.bump(articles_alone=not reported.touched)
        pass_failpoint("processing.kept")
    return Kept(
        tuple(read.article.pk for read in reads),
        sum(bool(read.article.is_relevant) for read in reads),
        len(reported.founded),
    )


def _still_ours(reads: Sequence[Read], token: str) -> list[Read]:
    """Lock the rows; drop those whose lease is gone or that a poll has changed since they were read."""
    ids = [read.article.pk for read in reads]
    rows = Article.objects.select_for_update().filter(pk__in=ids, lease_token=token).order_by("pk")
    current = {row[0]: row[1:] for row in rows.values_list("pk", *_GIVEN)}
    return [
        read for read in reads if current.get(read.article.pk) == tuple(getattr(read.article, name) for name in _GIVEN)
    ]


def _fill(read: Read, *, is_frozen: bool, now: datetime) -> None:
    """Set on the article what its analysis says; a frozen one keeps what it said."""
    article, analysis = read.article, read.analysis
    article.processed_at, article.attempts = now, 0
    article.lease_until, article.lease_token = None, ""
    article.pipeline_version = PIPELINE_VERSION
    if is_frozen:
        return
    relevance = analysis.relevance
    article.text = read.text.text
    article.quarantined_text = [{"text": q.text, "reason": q.reason} for q in analysis.extracted.quarantined]
    article.excerpt = excerpt_of(read.text)
    article.content_hash = analysis.fingerprint.content_hash
    article.lang = read.text.lang
    article.is_relevant, article.relevance = relevance.relevant, relevance.score
    article.reasons = [{"text": r.text, "start": r.start, "end": r.end, "weight": r.weight} for r in relevance.reasons]
    article.scope = relevance.scope
    article.no_deal = analysis.reading.no_deal[:300]


def _settle_deals(
    reads: Sequence[Read], reported: Reported, *, known: Set[int], knowledge: Knowledge, now: datetime
) -> None:
    """Let go of those of the deals that the batch touched that nobody reports now, resolve the others.

    Deals that come out of an article read again are no news of today: they
    are told as of the time when the article was first seen, and a step that
    only the second reading found is not told at all.
    """
    told_at: dict[int, datetime] = {}
    fresh: set[int] = set()
    for read in reads:
        for deal_id in reported.by_article.get(read.article.pk, ()):
            if read.article.pk in known:
                told_at.setdefault(deal_id, read.article.first_seen_at)
            else:
                fresh.add(deal_id)
    # First of all, so that no deal is linked to one that goes.
    if reported.touched - reported.founded:
        let_orphans_go(deal_ids=reported.touched - reported.founded, now=now)
    for deal_ids, quiet in ((fresh, False), (reported.touched - fresh, True)):
        resolve_deals(
            deal_ids=deal_ids, now=now, knowledge=knowledge, told_at={} if not quiet else told_at, quiet=quiet
        )
