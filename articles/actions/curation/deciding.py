"""Accept, reject, undo."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from articles.actions.curation.four_eyes import NeedsAnotherPerson, first_accepts, why_two
from articles.actions.curation.merging import undo_merge, undo_split
from articles.actions.curation.retagging import settle_tagging
from articles.actions.curation.settling import judgement, record, restore_field, settle_deal
from articles.models import Deal, ReviewDecision, ReviewItem


class RejectReason(models.TextChoices):
    """Why a deal is rejected: a closed list, so that reasons can be counted."""

    NOT_GBA = "not_gba", "not the Greater Bay Area"
    NOT_A_DEAL = "not_a_deal", "not a deal"
    ALREADY_REPORTED = "already_reported", "already reported"
    RUMOUR = "rumour_or_denied", "rumour or denied"
    WRONG_PARTIES = "wrong_parties", "wrong parties"
    WRONG_VALUE = "wrong_value", "wrong value, currency or unit"
    WRONG_DATE = "wrong_date", "wrong date"
    WRONG_CITY = "wrong_city", "wrong city"
    WRONG_SECTOR = "wrong_sector", "wrong sector"
    OLD_NEWS = "old_news", "old news"
    OPINION = "opinion", "opinion"
    ADVERT = "advert", "advert"
    GARBLED = "garbled_text", "garbled text"
    OTHER = "other", "other (say what)"


class CannotUndo(Exception):
    """Raised for a decision that is undone already, or that is itself an undo; carries its id."""


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
}
"""What can be taken back, and what must be put back for it beside resolving again."""


def undo(*, decision: ReviewDecision, by: AbstractBaseUser | None, now: datetime) -> ReviewDecision:
    """Take one decision back; what stood before it stands again. Gives the record of the undoing.

    Raises CannotUndo where the decision is undone already, or cannot be taken back.
    """
    with transaction.atomic():
        decision = ReviewDecision.objects.select_for_update().get(pk=decision.pk)
        if decision.undone_at is not None or decision.action not in UNDONE:
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
            put_back(decision=decision, now=now)
        deal = Deal.objects.select_for_update().get(pk=decision.deal_id)
        if decision.action == "correct":
            restore_field(deal, decision.field)
            # The first half of four eyes that came with the correction goes with it.
            deal.decisions.filter(field=f"correction:{decision.pk}", undone_at__isnull=True).update(undone_at=now)
        settle_deal(deal, now=now, field=decision.field if decision.action == "correct" else "")
    return undoing
