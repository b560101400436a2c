"""Write which article carries which tag; rows that a curator decided on are never touched."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from articles.actions.naming import Ref, ensure_tags, form_slug
from articles.actions.processing.reading import Read
from articles.actions.rollups import Slot, slots_of
from articles.models import Tag, Tagging
from articles.models.writing import insert_rows, preparation
from articles.pipeline.tagging import TagScore

_MOST_SPANS = 20
_COLUMNS = ("article_id", "tag_id", "score", "confidence", "origin", "spans")


class Draft(NamedTuple):
    """A tagging that lacks the key of its tag alone: ``name`` where no list holds it, then the rest of the columns."""

    ref: Ref
    name: str
    values: tuple[Any, ...]


def draft_taggings(reads: Iterable[Read]) -> dict[int, list[Draft]]:
    """Give what ``write_taggings`` will write, by article; no query, so that nobody waits for it.

    Names that no list holds become tags only for relevant articles: those of ordinary news would be a million
    pages that nobody asks for.
    """
    spans_of = preparation(Tagging, "spans")
    return {read.article.pk: list(_drafts(read, spans_of)) for read in reads}


def write_taggings(reads: Sequence[Read], drafts: Mapping[int, Sequence[Draft]], *, known: Set[int]) -> Counter[Slot]:
    """Replace the machine's taggings of the articles; give what they now count for in the rollups.

    ``known`` are the ids of articles that were processed before.
    """
    wanted = [(read.article.pk, draft) for read in reads for draft in drafts[read.article.pk]]
    refs = {draft.ref for _, draft in wanted if not draft.name}
    names = {(draft.ref[0], draft.name) for _, draft in wanted if draft.name}
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
    rows: dict[tuple[int, int], tuple[Any, ...]] = {}
    for article_id, draft in wanted:
        tag_id = tag_ids.get(draft.ref)
        key = (article_id, tag_id)
        if tag_id is None or key in decided or key in rows:
            continue
        # A part does not stand without the sector that a curator took away.
        if not wholes or decided.get((article_id, wholes.get(tag_id, 0))) != Tagging.Decision.REMOVED:
            rows[key] = (*key, *draft.values)
    insert_rows(Tagging, _COLUMNS, rows.values(), are_ready={"spans"})
    kept = [key for key, decision in decided.items() if decision != Tagging.Decision.REMOVED]
    return _slots(reads, [*rows, *kept])


def _wholes_taken_away(decided: dict[tuple[int, int], str]) -> dict[int, int]:
    """Give the tag id of the sector for each of the sub-sectors of the sectors that were removed from an article."""
    removed = {tag_id for (_, tag_id), decision in decided.items() if decision == Tagging.Decision.REMOVED}
    if not removed:
        return {}
    return dict(Tag.objects.filter(kind=Tag.Kind.SUBSECTOR, parent__in=removed).values_list("pk", "parent"))


def _drafts(read: Read, spans_of: Callable[[Any], Any]) -> Iterator[Draft]:
    tags = read.analysis.tags
    is_told = read.analysis.relevance.relevant
    named = (tags.mechanisms, tags.organisations, tags.people)
    groups = (tags.cities, tags.places, tags.outside, tags.sectors, tags.subsectors, *named)
    for group in groups:
        for score in group:
            if score.slug:
                ref, name = (score.kind, score.slug), ""
            elif is_told and (name := _name(read, score)):
                ref = (score.kind, form_slug(name))
            else:
                continue
            spans = spans_of([[span.start, span.end] for span in score.spans[:_MOST_SPANS]])
            yield Draft(ref, name, (score.score, score.confidence, score.origin[:60], spans))


def _name(read: Read, score: TagScore) -> str:
    if score.name or not score.spans:
        return score.name
    return read.text.text[score.spans[0].start : score.spans[0].end]


def _slots(reads: Sequence[Read], keys: Iterable[tuple[int, int]]) -> Counter[Slot]:
    return slots_of([read.article for read in reads if read.analysis.relevance.relevant], keys)
