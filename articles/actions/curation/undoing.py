"""Take back a whole act: the decisions that one person took at one moment about one thing."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser

from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.deciding import UNDONE, CannotUndo, undo
from articles.models import Article, ReviewDecision, ReviewItem
from articles.models.article import LONG_FIELDS_BESIDE

UNDO_WITHIN = timedelta(hours=24)
"""So long curators take back what they did; afterwards editors do, in the history."""


MERGED = ("from_merge", "kept_in_merge")
"""Reasons of corrections that are parts of a merge."""


def recent_decisions(person: AbstractBaseUser, *, now: datetime, most: int) -> list[ReviewDecision]:
    """The person's own acts that may still be taken back one by one, newest first; those on many have their page.

    What a merge set goes with the merge.
    """
    rows = ReviewDecision.objects.filter(
        decided_by=person,
        decided_at__gt=now - UNDO_WITHIN,
        undone_at__isnull=True,
        action__in=UNDONE,
        bulk__isnull=True,
    ).exclude(action="correct", reason__in=MERGED)
    return list(rows.select_related("deal", "article").defer(*LONG_FIELDS_BESIDE).order_by("-pk")[:most])


def undo_act(*, decision: ReviewDecision, by: AbstractBaseUser, now: datetime) -> ReviewDecision | None:
    """Undo the decision and what was decided with it; its queue item is open again. None where nothing stands."""
    with own_transaction(clusters=False):
        together = ReviewDecision.objects.filter(
            deal=decision.deal_id,
            article=decision.article_id,
            decided_by=by.pk,
            decided_at=decision.decided_at,
            undone_at__isnull=True,
            action__in=UNDONE,
        )
        undone = None
        for one in together.order_by("-pk"):
            one.refresh_from_db()
            if one.undone_at is not None:
                continue
            try:
                undone = undo(decision=one, by=by, now=now)
            except CannotUndo:
                continue
        if undone is not None:
            _open_again(decision)
    return undone


def _open_again(decision: ReviewDecision) -> None:
    closed = ReviewItem.objects.filter(closed_at=decision.decided_at)
    if decision.deal_id is not None:
        closed = closed.filter(deal=decision.deal_id)
    else:
        closed = closed.filter(article=decision.article_id)
    for item in closed:
        if not ReviewItem.objects.open().filter(key=item.key).exists():
            ReviewItem.objects.filter(pk=item.pk).update(closed_at=None, outcome="", lease_until=None, taken_at=None)


def forget_quarantine(article: Article) -> int:
    """Send one quarantined article back into the line; gives 1, or 0 where it is not in quarantine."""
    return Article.objects.filter(pk=article.pk).release()
