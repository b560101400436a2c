"""Write which article carries which tag; rows that a curator decided on are never touched."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from datetime import date

from articles.actions.naming import ensure_tags, form_slug
from articles.actions.processing.reading import Read
from articles.models import Tagging
from articles.pipeline.tagging import TagScore

_MOST_SPANS = 20


def write_taggings(reads: Sequence[Read], *, known: Set[int]) -> Counter[tuple[int, date]]:
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
    rows = {}
    for read, score in scores:
        tag_id = tag_ids.get((score.kind, score.slug or form_slug(_name(read, score))))
        key = (read.article.pk, tag_id)
        if tag_id is not None and key not in decided and key not in rows:
            rows[key] = _tagging(read, tag_id, score)
    Tagging.objects.bulk_create(rows.values(), batch_size=500)
    kept = [key for key, decision in decided.items() if decision != Tagging.Decision.REMOVED]
    return _slots(reads, [*rows, *kept])


def _scores(read: Read) -> Iterable[TagScore]:
    tags = read.analysis.tags
    listed_only = not read.analysis.relevance.relevant
    groups = (tags.cities, tags.places, tags.outside, tags.sectors, tags.mechanisms, tags.organisations, tags.people)
    for group in groups:
        for score in group:
            if score.slug or (not listed_only and _name(read, score)):
                yield score


def _name(read: Read, score: TagScore) -> str:
    if score.name or not score.spans:
        return score.name
    return read.text.text[score.spans[0].start : score.spans[0].end]


def _tagging(read: Read, tag_id: int, score: TagScore) -> Tagging:
    return Tagging(
        article_id=read.article.pk,
        tag_id=tag_id,
        score=score.score,
        confidence=score.confidence,
        origin=score.origin[:60],
        spans=[[span.start, span.end] for span in score.spans[:_MOST_SPANS]],
    )


def _slots(reads: Sequence[Read], keys: Iterable[tuple[int, int]]) -> Counter[tuple[int, date]]:
    days = {read.article.pk: read.article.listed_on for read in reads if read.analysis.relevance.relevant}
    return Counter((tag_id, days[article_id]) for article_id, tag_id in keys if article_id in days)
