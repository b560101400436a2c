"""Accept, reject, undo."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from articles.actions.curation.retagging import settle_tagging
from articles.actions.curation.settling import record, set_curated, settle_deal
from articles.models import CuratedField, Deal, ReviewDecision


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


def accept_deal(*, deal: Deal, by: AbstractBaseUser | None, now: datetime, note: str = "") -> ReviewDecision:
    """Vouch for the deal as it stands; it is published whatever its sources are."""
    with transaction.atomic():
        deal = Deal.objects.select_for_update().get(pk=deal.pk)
        decision = record(
            deal=deal, action="accept", machine_value=deal.review, human_value="accepted", note=note, by=by, now=now
        )
        settle_deal(deal, now=now)
    return decision


def reject_deal(
    *, deal: Deal, reason: str, by: AbstractBaseUser | None, now: datetime, note: str = ""
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
            by=by,
            now=now,
        )
        settle_deal(deal, now=now)
    return decision


def undo(*, decision: ReviewDecision, by: AbstractBaseUser | None, now: datetime) -> ReviewDecision:
    """Take one decision back; what stood before it stands again. Gives the record of the undoing.

    Raises CannotUndo where the decision is undone already, or cannot be taken back.
    """
    with transaction.atomic():
        decision = ReviewDecision.objects.select_for_update().get(pk=decision.pk)
        if decision.undone_at is not None or decision.action not in ("accept", "reject", "correct", "retag"):
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
        deal = Deal.objects.select_for_update().get(pk=decision.deal_id)
        if decision.action == "correct":
            _restore_field(deal, decision.field)
        settle_deal(deal, now=now, field=decision.field)
    return undoing


def _restore_field(deal: Deal, field: str) -> None:
    """Give the field the value of the last correction that stands, else leave it to the reports."""
    standing = deal.decisions.filter(action="correct", field=field, undone_at__isnull=True).order_by("pk").last()
    if standing is None:
        CuratedField.objects.filter(deal=deal, field=field).delete()
    else:
        set_curated(deal, field, standing.human_value, by=standing.decided_by, now=standing.decided_at)
