"""Take items of the review queue, so that no two curators ever hold the same one, and give them back."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from articles.actions.curation.telling_curators import reviewers
from articles.models import ReviewDecision, ReviewItem
from articles.models.review import LEASE

_TRIES = 20
_READ = ReviewItem.objects.select_related("holder", "deal__mechanism", "other", "article", "error", "tag")


class HeldByAnother(Exception):
    """Raised where somebody else has the item in hand; carries the item as it stands."""

    def __init__(self, item: ReviewItem) -> None:
        super().__init__(item.pk)
        self.item = item


class AlreadyClosed(Exception):
    """Raised where the item has been decided meanwhile; carries the item as it stands."""

    def __init__(self, item: ReviewItem) -> None:
        super().__init__(item.pk)
        self.item = item


def take_item(*, item_id: int, by: AbstractBaseUser, now: datetime) -> ReviewItem:
    """Take one item, or renew one's hold of it: one conditional update, so only one of two who ask gets it.

    Raises HeldByAnother or AlreadyClosed, ReviewItem.DoesNotExist.
    """
    item = _READ.get(pk=item_id)
    is_mine = item.holder_id == by.pk and item.taken_at is not None and item.lease_until is not None
    if is_mine and item.closed_at is None and item.lease_until > now + LEASE / 2:
        return item
    mine = Q(holder=by, taken_at__isnull=False, lease_until__gt=now)
    if is_mine and ReviewItem.objects.open().filter(mine, pk=item_id).update(lease_until=now + LEASE):
        item.lease_until = now + LEASE
        return item
    free = ReviewItem.objects.free(now=now).filter(pk=item_id)
    if free.update(holder=by, lease_until=now + LEASE, taken_at=now):
        item.holder, item.lease_until, item.taken_at = by, now + LEASE, now
        return item
    item = _READ.get(pk=item_id)
    if item.closed_at is not None:
        raise AlreadyClosed(item)
    if item.holder_id == by.pk:
        # Another window of the same person was a moment quicker.
        return item
    raise HeldByAnother(item)


def take_next(
    *, by: AbstractBaseUser, now: datetime, kind: str = "", skipped: Collection[int] = ()
) -> ReviewItem | None:
    """Take the most valuable free item (of a kind), leaving out those skipped; None where nothing is left.

    Deals on which this person has said the first of two words are left to others.
    """
    said = ReviewDecision.objects.filter(action="first_accept", decided_by=by, undone_at__isnull=True)
    waiting_for_others = Q(kind__in=("deal", "sample"), deal__in=said.values("deal"))
    free = ReviewItem.objects.free(now=now).exclude(pk__in=list(skipped)).exclude(waiting_for_others)
    free = free.filter(kind=kind) if kind else free
    # One's own first. What is assigned to another is offered to nobody else, though it may be opened from the list.
    # Who left, or may not review any more, has nothing.
    unassigned = Q(assigned_to=None) | ~Q(assigned_to__in=reviewers())
    for offered in (free.filter(assigned_to=by), free.filter(unassigned)):
        for item_id in offered.most_valuable(now=now).values_list("pk", flat=True)[:_TRIES]:
            try:
                return take_item(item_id=item_id, by=by, now=now)
            except (HeldByAnother, AlreadyClosed):
                continue
    return None


def give_back(*, item_id: int, by: AbstractBaseUser) -> bool:
    """Let go of an item undecided; whether it was in this person's hands."""
    held = ReviewItem.objects.open().filter(pk=item_id, holder=by)
    return bool(held.update(holder=None, lease_until=None, taken_at=None))


def give_back_all(*, by: AbstractBaseUser) -> int:
    """Let go of all that is in this person's hands undecided; how many that were."""
    held = ReviewItem.objects.open().filter(holder=by, lease_until__isnull=False)
    return held.update(holder=None, lease_until=None, taken_at=None)


def close_item(*, item: ReviewItem, outcome: str, now: datetime) -> None:
    """The question is answered."""
    ReviewItem.objects.filter(pk=item.pk).update(
        closed_at=now, outcome=outcome[:20], lease_until=None, fields=item.fields
    )
