"""Say whether an article carries a tag: confirm, add or remove it, for good."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.actions.curation.settling import record
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
    decision = Tagging.Decision(decision)
    if decision == Tagging.Decision.MACHINE:
        raise ValueError("the machine's word is not a curator's: undo the decision instead")
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        present = Tagging.objects.filter(article=article, tag=tag).first()
        kept = record(
            article=article,
            action="retag",
            field=f"{tag.kind}:{tag.slug}",
            machine_value=present.decision if present else None,
            human_value=decision,
            note=note,
            item=item,
            by=by,
            now=now,
        )
        settle_tagging(article=article, field=kept.field)
    return kept


def settle_tagging(*, article: Article, field: str) -> None:
    """Bring one tagging in line with the decisions that stand; call it inside a transaction.

    Without any, the machine's tagging stands again; one that only a curator made goes.
    """
    kind, _, slug = field.partition(":")
    tag = Tag.objects.get(kind=kind, slug=slug)
    decisions = ReviewDecision.objects.filter(article=article, action="retag", field=field).order_by("pk")
    standing = decisions.filter(undone_at__isnull=True).last()
    # A sub-sector may have been found and taken away with its sector before the first word on itself.
    was_found = decisions.first().machine_value is not None
    before = count_slots([article])
    tagging = Tagging.objects.filter(article=article, tag=tag)
    if standing is not None:
        tagging.update_or_create(
            article=article,
            tag=tag,
            defaults={"decision": standing.human_value},
            create_defaults={"decision": standing.human_value, "score": 1.0, "confidence": 1.0, "origin": "curator"},
        )
    elif was_found:
        tagging.update(decision=_machines_word(article, tag))
    else:
        tagging.delete()
    if tag.kind == Tag.Kind.SECTOR:
        _settle_parts(
            article, tag, is_removed=standing is not None and standing.human_value == Tagging.Decision.REMOVED
        )
    apply_difference(before=before, after=count_slots([article]))
    # Its tags stand in the search index too.
    index_articles(searched_texts([(article.pk, article.title, article.text)]).items())
    DataGeneration.bump()


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
