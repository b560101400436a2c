"""Say whether an article carries a tag: confirm, add or remove it, for good."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.settling import decision_on
from articles.actions.rollups import apply_difference, count_slots
from articles.models import Article, DataGeneration, ReviewDecision, ReviewItem, Tag, Tagging
from articles.search import index_articles, searched_texts


def retag_article(
    *,
    article: Article,
    tag: Tag,
    decision: str,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    item: ReviewItem | None = None,
) -> ReviewDecision:
    """Set a curator's word on one tag of an article (``added``, ``removed`` or ``confirmed``); rollups follow.

    ``item`` is the queue item that it answers, if any. Raises ValueError for another word.
    """
    kept = retag_articles(article_ids=[article.pk], tag=tag, decision=decision, by=by, now=now, note=note, item=item)
    return kept[article.pk]


def retag_articles(
    *,
    article_ids: Collection[int],
    tag: Tag,
    decision: str,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    item: ReviewItem | None = None,
) -> dict[int, ReviewDecision]:
    """Set the same word on the same tag of each of the articles, as one change. Raises ValueError for another word."""
    decision = Tagging.Decision(decision)
    if decision == Tagging.Decision.MACHINE:
        raise ValueError("the machine's word is not a curator's: undo the decision instead")
    with own_transaction(clusters=False):
        articles = list(Article.objects.select_for_update().filter(pk__in=article_ids).order_by("pk"))
        present = dict(Tagging.objects.filter(article__in=articles, tag=tag).values_list("article", "decision"))
        field = f"{tag.kind}:{tag.slug}"
        kept = [
            decision_on(
                article=article,
                action="retag",
                field=field,
                machine_value=present.get(article.pk),
                human_value=decision,
                note=note,
                item=item,
                by=by,
                now=now,
                rule="",
            )
            for article in articles
        ]
        ReviewDecision.objects.bulk_create(kept)
        settle_taggings(articles=articles, field=field)
    return {one.article_id: one for one in kept}


def settle_taggings(*, articles: Sequence[Article], field: str) -> None:
    """Bring one tagging of each article in line with the decisions that stand; call it inside a transaction.

    Without any, the machine's tagging stands again; one that only a curator made goes.
    """
    kind, _, slug = field.partition(":")
    tag = Tag.objects.get(kind=kind, slug=slug)
    before = count_slots(articles)
    for article in articles:
        _settle_one(article, tag, field)
    apply_difference(before=before, after=count_slots(articles))
    # Its tags stand in the search index too.
    index_articles(searched_texts([(article.pk, article.title, article.text) for article in articles]).items())
    DataGeneration.bump()


def _settle_one(article: Article, tag: Tag, field: str) -> None:
    decisions = list(ReviewDecision.objects.filter(article=article, action="retag", field=field).order_by("pk"))
    standing = next((one for one in reversed(decisions) if one.undone_at is None), None)
    # A sub-sector may have been found and taken away with its sector before the first word on itself.
    was_found = decisions[0].machine_value is not None
    tagging = Tagging.objects.filter(article=article, tag=tag)
    if standing is not None:
        if not tagging.update(decision=standing.human_value):
            Tagging.objects.create(
                article=article, tag=tag, decision=standing.human_value, score=1.0, confidence=1.0, origin="curator"
            )
    elif was_found:
        tagging.update(decision=_machines_word(article, tag))
    else:
        tagging.delete()
    if tag.kind == Tag.Kind.SECTOR:
        _settle_parts(
            article, tag, is_removed=standing is not None and standing.human_value == Tagging.Decision.REMOVED
        )


def _machines_word(article: Article, tag: Tag) -> str:
    """What stands of a tag that the machine found: a sub-sector goes with its sector where a curator removed that."""
    if tag.kind == Tag.Kind.SUBSECTOR:
        whole = Tagging.objects.filter(article=article, tag=tag.parent_id, decision=Tagging.Decision.REMOVED)
        if whole.exists():
            return Tagging.Decision.REMOVED
    return Tagging.Decision.MACHINE


def _settle_parts(article: Article, sector: Tag, *, is_removed: bool) -> None:
    """Take the machine's sub-sectors away with their sector, and give them back with it; a curator's own word stays."""
    own = ReviewDecision.objects.filter(article=article, action="retag", undone_at__isnull=True)
    judged = {
        field.partition(":")[2] for field in own.values_list("field", flat=True) if field.startswith("subsector:")
    }
    parts = Tagging.objects.filter(article=article, tag__kind=Tag.Kind.SUBSECTOR, tag__parent=sector)
    parts = parts.exclude(tag__slug__in=judged)
    if is_removed:
        parts.filter(decision=Tagging.Decision.MACHINE).update(decision=Tagging.Decision.REMOVED)
    else:
        parts.filter(decision=Tagging.Decision.REMOVED).update(decision=Tagging.Decision.MACHINE)
