"""Accept, reject, undo."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.actions.curation.four_eyes import NeedsAnotherPerson, first_accepts, why_two
from articles.actions.curation.lineage import CannotLink, undo_bundle, undo_predecessor
from articles.actions.curation.linking import undo_link
from articles.actions.curation.merging import undo_merge, undo_split
from articles.actions.curation.retagging import settle_tagging
from articles.actions.curation.settling import judgement, record, restore_field, settle_deal
from articles.models import Deal, RejectReason, ReviewDecision, ReviewItem


class CannotUndo(Exception):
    """Raised for a decision that is undone already, is itself an undo, or carries one that stands; carries its id."""


def accept_deal(
    *, deal: Deal, by: AbstractBaseUser | None, now: datetime, note: str = "", item: ReviewItem | None = None
) -> ReviewDecision:
    """Vouch for the deal as it stands: published whatever its sources are, and changed by no later reading.

    Where a rule asks for four eyes the first acceptance is kept
    (``first_accept``) and the row stays as it is until another person accepts.
    Raises NeedsAnotherPerson where the first one accepts again.
    """
    with transaction.atomic():
        deal = Deal.objects.select_for_update().get(pk=deal.pk)
        firsts = first_accepts(deal) if why_two(deal) else None
        if firsts and all(first.decided_by_id == (by.pk if by else None) for first in firsts):
            raise NeedsAnotherPerson(deal.slug)
        decision = record(
            deal=deal,
            action="first_accept" if firsts == [] else "accept",
            machine_value=deal.review,
            human_value="accepted",
            note=note,
            judged=judgement(deal),
            item=item,
            by=by,
            now=now,
        )
        settle_deal(deal, now=now)
    return decision


def reject_deal(
    *,
    deal: Deal,
    reason: str,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    item: ReviewItem | None = None,
) -> ReviewDecision:
    """Take the deal out of every page and total; it is kept with its reason and never comes back by itself.

    Raises ValueError where ``reason`` is not a ``RejectReason``, or is ``other`` without a note.
    """
    reason = RejectReason(reason)
    if reason == RejectReason.OTHER and not note.strip():
        raise ValueError("the reason 'other' needs a note")
    with transaction.atomic():
        deal = Deal.objects.select_for_update().get(pk=deal.pk)
        decision = record(
            deal=deal,
            action="reject",
            machine_value=deal.review,
            human_value="rejected",
            reason=reason,
            note=note,
            judged=judgement(deal),
            item=item,
            by=by,
            now=now,
        )
        settle_deal(deal, now=now)
    return decision


UNDONE = {
    "accept": None,
    "first_accept": None,
    "reject": None,
    "correct": None,
    "not_same": None,
    "retag": None,
    "merge": undo_merge,
    "split": undo_split,
    "link": undo_link,
    "succeed": undo_predecessor,
    "bundle": undo_bundle,
}
"""What can be taken back, and what must be put back for it beside resolving again."""


def undo(*, decision: ReviewDecision, by: AbstractBaseUser | None, now: datetime) -> ReviewDecision:
    """Take one decision back; what stood before it stands again. Gives the record of the undoing.

    Raises CannotUndo where the decision is undone already, or cannot be taken
    back: a first half of four eyes, alone or with its correction, not before
    the acceptance that rests on it, and no link that would close a circle.
    """
    with transaction.atomic():
        decision = ReviewDecision.objects.select_for_update().get(pk=decision.pk)
        if decision.undone_at is not None or decision.action not in UNDONE:
            raise CannotUndo(decision.pk)
        # Nobody accepts the deal between the look and the undoing.
        Deal.objects.select_for_update().filter(pk=decision.deal_id).first()
        if _is_needed(decision):
            raise CannotUndo(decision.pk)
        decision.undone_at = now
        decision.save(update_fields=["undone_at"])
        undoing = record(
            deal=decision.deal,
            article=decision.article,
            action="undo",
            field=decision.field,
            machine_value=decision.human_value,
            human_value={"undone": decision.pk},
            by=by,
            now=now,
        )
        if decision.action == "retag":
            settle_tagging(article=decision.article, field=decision.field)
            return undoing
        if put_back := UNDONE[decision.action]:
            try:
                put_back(decision=decision, now=now)
            except CannotLink as refused:
                raise CannotUndo(decision.pk) from refused
        deal = Deal.objects.select_for_update().get(pk=decision.deal_id)
        if decision.action == "correct":
            restore_field(deal, decision.field)
            # The first half of four eyes that came with the correction goes with it.
            deal.decisions.filter(field=f"correction:{decision.pk}", undone_at__isnull=True).update(undone_at=now)
        settle_deal(deal, now=now, field=decision.field if decision.action == "correct" else "")
    return undoing


def _is_needed(decision: ReviewDecision) -> bool:
    """Whether the decision is a first half, or came with one, on which a correction or a full acceptance rests."""
    standing = ReviewDecision.objects.filter(undone_at__isnull=True)
    if decision.action == "first_accept":
        came_with = int(decision.field.partition(":")[2] or 0)
        if came_with and standing.filter(pk=came_with).exists():
            return True
        halves = [(decision.deal_id, decision.pk)]
    else:
        corrections = [decision.pk] if decision.action == "correct" else []
        if decision.action == "merge":
            corrections = (decision.machine_value or {}).get("corrections", [])
        fields = [f"correction:{pk}" for pk in corrections]
        halves = list(standing.filter(action="first_accept", field__in=fields).values_list("deal", "pk"))
    return any(standing.filter(action="accept", deal=deal_id, pk__gt=pk).exists() for deal_id, pk in halves)
