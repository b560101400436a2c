"""Say by hand which deal carries on which, and which is a part of which bundle; processing never changes that.

The word stands on the later deal (``Deal.predecessor``, ``Deal.bundle``) with
a decision of its own, so it is taken back like any other: then the word before
it stands again, without one the machine's.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from articles.actions.clustering.succession import count_once
from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.settling import record, settle_deal
from articles.models import Deal, ReviewDecision

STAGE, SESSION = "next_stage", "next_session"
"""What the later deal is: only the later of two stages is counted, of two sessions both."""
_IN_LINE = {STAGE: "next stage", SESSION: "next session"}
"""``Deal.predecessor_reason`` as clustering words it."""
_LONGEST_LINE = 100
"""Stages of one undertaking that are looked back on."""


class CannotLink(Exception):
    """Raised for two deals that cannot stand in a line or a bundle; carries the reason in the reader's words."""


def set_predecessor(
    *,
    deal: Deal,
    earlier: Deal | None,
    kind: str = SESSION,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
) -> ReviewDecision:
    """Say that ``deal`` carries on ``earlier``, as its next stage or session (``kind``); None: that it carries on none.

    Raises CannotLink for a deal and itself, for a circle, for rejected and
    merged ones, and ValueError for another kind.
    """
    if kind not in _IN_LINE:
        raise ValueError(kind)
    with own_transaction(clusters=False):
        deal, earlier = _locked(deal, earlier)
        if earlier is not None:
            _check(deal, earlier)
            if deal.pk in {earlier.pk, *line_before(earlier)}:
                raise CannotLink(_("the other deal carries on this one already"))
            if deal.pk == earlier.bundle_id or earlier.pk == deal.bundle_id:
                raise CannotLink(_("one of the two is a part of the other"))
        before = deal.predecessor.slug if deal.predecessor else None
        decision = record(
            deal=deal,
            action="succeed",
            field="predecessor",
            machine_value=before,
            human_value=earlier.slug if earlier else None,
            reason=kind if earlier else "",
            note=note,
            by=by,
            now=now,
        )
        _write_predecessor(deal, earlier, kind, now)
        settle_deal(deal, now=now)
    return decision


def set_bundle(
    *, deal: Deal, bundle: Deal | None, by: AbstractBaseUser | None, now: datetime, note: str = ""
) -> ReviewDecision:
    """Say that ``deal`` is one of several agreements that ``bundle`` tells of as one; None: that it is of none.

    A bundle is no part itself. Raises CannotLink.
    """
    with own_transaction(clusters=False):
        deal, bundle = _locked(deal, bundle)
        if bundle is not None:
            _check(deal, bundle)
            if bundle.bundle_id or deal.parts.exists():
                raise CannotLink(_("a bundle cannot be a part of another one"))
            if deal.pk in line_before(bundle) or bundle.pk in line_before(deal):
                raise CannotLink(_("one of the two carries on the other"))
        decision = record(
            deal=deal,
            action="bundle",
            field="bundle",
            machine_value=deal.bundle.slug if deal.bundle else None,
            human_value=bundle.slug if bundle else None,
            note=note,
            by=by,
            now=now,
        )
        _write_bundle(deal, bundle, now)
        settle_deal(deal, now=now)
    return decision


def undo_predecessor(*, decision: ReviewDecision, now: datetime) -> None:
    """Let the word before it stand again; without one the link goes, and resolving the deal finds the machine's.

    Raises CannotLink where the word before it would close a circle by now.
    """
    deal = Deal.objects.select_for_update().get(pk=decision.deal_id)
    standing = _standing(deal, "succeed")
    if standing is None:
        former = {deal.predecessor_id} - {None}
        Deal.objects.filter(pk=deal.pk).update(predecessor=None, predecessor_by="", predecessor_reason="")
        Deal.objects.filter(pk__in={deal.pk, *former}).update(changed_at=now)
        count_once(deal_ids=former)
        return
    earlier = _named(standing.human_value)
    if earlier and deal.pk in {earlier.pk, *line_before(earlier)}:
        raise CannotLink(_("the other deal carries on this one already"))
    _write_predecessor(deal, earlier, standing.reason or SESSION, now)


def undo_bundle(*, decision: ReviewDecision, now: datetime) -> None:
    """Let the word before it stand again; without one the deal is a part of nothing.

    Raises CannotLink where the bundle is a part itself by now, or the deal a bundle.
    """
    standing = _standing(decision.deal, "bundle")
    bundle = _named(standing.human_value) if standing else None
    if bundle and (bundle.bundle_id or bundle.pk == decision.deal_id or decision.deal.parts.exists()):
        raise CannotLink(_("a bundle cannot be a part of another one"))
    _write_bundle(decision.deal, bundle, now)


def _locked(deal: Deal, other: Deal | None) -> tuple[Deal, Deal | None]:
    rows = Deal.objects.select_for_update().filter(pk__in={deal.pk, other.pk if other else deal.pk}).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[deal.pk], found[other.pk] if other else None


def _check(deal: Deal, other: Deal) -> None:
    if deal.pk == other.pk:
        raise CannotLink(_("a deal is not linked to itself"))
    if any(row.merged_into_id or row.review == Deal.Review.REJECTED for row in (deal, other)):
        raise CannotLink(_("one of the two is rejected or merged into another"))


def line_before(deal: Deal) -> list[int]:
    """Ids of the deals that this one carries on, the nearest first."""
    found: list[int] = []
    key = deal.predecessor_id
    while key and key not in found and len(found) < _LONGEST_LINE:
        found.append(key)
        key = Deal.objects.filter(pk=key).values_list("predecessor", flat=True).first()
    return found


def _write_predecessor(deal: Deal, earlier: Deal | None, kind: str, now: datetime) -> None:
    former = deal.predecessor_id
    deal.predecessor, deal.predecessor_by = earlier, Deal.Linker.CURATOR
    deal.predecessor_reason = _IN_LINE[kind] if earlier else ""
    deal.save(update_fields=["predecessor", "predecessor_by", "predecessor_reason"])
    others = {former, deal.predecessor_id} - {None}
    # The earlier deal tells of the later one as well.
    Deal.objects.filter(pk__in={deal.pk, *others}).update(changed_at=now)
    count_once(deal_ids=others)


def _write_bundle(deal: Deal, bundle: Deal | None, now: datetime) -> None:
    Deal.objects.filter(pk=deal.pk).update(bundle=bundle, changed_at=now)
    count_once(deal_ids=[deal.pk])


def _standing(deal: Deal, action: str) -> ReviewDecision | None:
    return deal.decisions.filter(action=action, undone_at__isnull=True).order_by("pk").last()


def _named(slug: str | None) -> Deal | None:
    """The deal of that slug, or what stands for it now."""
    deal = Deal.objects.filter(slug=slug).first() if slug else None
    return deal.survivor if deal else None
