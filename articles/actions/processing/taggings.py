"""Write which article carries which tag; rows that a curator decided on are never touched."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Any

from articles.actions.naming import ensure_tags, form_slug
from articles.actions.processing.reading import Read
from articles.actions.rollups import Slot, slots_of
from articles.models import Tag, Tagging
from articles.models.writing import insert_rows
from articles.pipeline.tagging import TagScore

_MOST_SPANS = 20
_COLUMNS = ("article_id", "tag_id", "score", "confidence", "origin", "spans")


def write_taggings(reads: Sequence[Read], *, known: Set[int]) -> Counter[Slot]:
    """Replace the machine's taggings of the articles; give what they now count for in the rollups.

    ``known`` are the ids of articles that were processed before.

    Names that no list holds become tags only for relevant articles: those of ordinary news would be a million
    pages that nobody asks for.
    """
    scores = [(read, score) for read in reads for score in _scores(read)]
    refs = {(score.kind, score.slug) for _, score in scores if score.slug}
    names = {(score.kind, _name(read, score)) for read, score in scores if not score.slug}
    tag_ids = ensure_tags(refs=refs, names=names)
    decided: dict[tuple[int, int], str] = {}
    if known:
        taggings = Tagging.objects.filter(article__in=known)
        taggings.filter(decision=Tagging.Decision.MACHINE).delete()
        decided = {
            (article_id, tag_id): decision
            for article_id, tag_id, decision in taggings.values_list("article", "tag", "decision")
        }
    wholes = _wholes_taken_away(decided)
    rows = {}
    for read, score in scores:
        tag_id = tag_ids.get((score.kind, score.slug or form_slug(_name(read, score))))
        key = (read.article.pk, tag_id)
        if tag_id is None or key in decided or key in rows:
            continue
        # A part does not stand without the sector that a curator took away.
        if decided.get((read.article.pk, wholes.get(tag_id, 0))) != Tagging.Decision.REMOVED:
            rows[key] = _tagging(read, tag_id, score)
    insert_rows(Tagging, _COLUMNS, rows.values())
    kept = [key for key, decision in decided.items() if decision != Tagging.Decision.REMOVED]
    return _slots(reads, [*rows, *kept])


def _wholes_taken_away(decided: dict[tuple[int, int], str]) -> dict[int, int]:
    """Give the tag id of the sector for each of the sub-sectors of the sectors that were removed from an article."""
    removed = {tag_id for (_, tag_id), decision in decided.items() if decision == Tagging.Decision.REMOVED}
    if not removed:
        return {}
    return dict(Tag.objects.filter(kind=Tag.Kind.SUBSECTOR, parent__in=removed).values_list("pk", "parent"))


def _scores(read: Read) -> Iterable[TagScore]:
    tags = read.analysis.tags
    listed_only = not read.analysis.relevance.relevant
    named = (tags.mechanisms, tags.organisations, tags.people)
    groups = (tags.cities, tags.places, tags.outside, tags.sectors, tags.subsectors, *named)
    for group in groups:
        for score in group:
            if score.slug or (not listed_only and _name(read, score)):
                yield score


def _name(read: Read, score: TagScore) -> str:
    if score.name or not score.spans:
        return score.name
    return read.text.text[score.spans[0].start : score.spans[0].end]


def _tagging(read: Read, tag_id: int, score: TagScore) -> tuple[Any, ...]:
    """The values of ``_COLUMNS``."""
    spans = [[span.start, span.end] for span in score.spans[:_MOST_SPANS]]
    return read.article.pk, tag_id, score.score, score.confidence, score.origin[:60], spans


def _slots(reads: Sequence[Read], keys: Iterable[tuple[int, int]]) -> Counter[Slot]:
    return slots_of([read.article for read in reads if read.analysis.relevance.relevant], keys)
