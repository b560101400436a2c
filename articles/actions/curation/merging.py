"""Two rows that are one deal: one of them stands for both, and can be parted again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.actions.clustering.choosing import CURATED_FIELDS
from articles.actions.clustering.succession import count_once
from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.corrections import reopen_for_two
from articles.actions.curation.four_eyes import why_two
from articles.actions.curation.lineage import line_before
from articles.actions.curation.settling import (
    current_value,
    record,
    restore_field,
    same_value,
    set_curated,
    settle_deal,
    standing_values,
)
from articles.models import Deal, DealReport, ReviewDecision, ReviewItem

_NO_LINK = {"predecessor_id": None, "predecessor_by": "", "predecessor_reason": ""}
_LINK = tuple(_NO_LINK)
"""The columns that hold which deal this one carries on, and who says so."""


class CannotMerge(Exception):
    """Raised for two rows that cannot become one; carries the reason in the reader's words."""


def merge_deals(
    *,
    survivor: Deal,
    loser: Deal,
    from_loser: Collection[str] = (),
    kept: Collection[str] = (),
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    item: ReviewItem | None = None,
) -> ReviewDecision:
    """Let ``survivor`` stand for both: it gets the reports, and of the fields in ``from_loser`` the other's values.

    Fields in ``kept`` stay as they are, whatever the reports say together. The
    evidence of both is kept, and the place of ``loser`` in a line or a
    bundle where the survivor has none. ``loser`` keeps its row and its
    address, which leads to the survivor (``Deal.merged_into``). Raises CannotMerge.
    """
    with own_transaction(clusters=False):
        survivor, loser = _locked(survivor, loser)
        had_reason = bool(why_two(survivor))
        own = {field: value for field, value in standing_values([survivor])[survivor.pk].items() if field in kept}
        corrections = _take_fields(survivor, loser, from_loser, by=by, now=now)
        # Nothing that the survivor itself carries on may come to carry it on.
        before = {survivor.pk, *line_before(survivor)}
        estate = _estate(survivor, loser, before)
        decision = record(
            deal=loser,
            action="merge",
            field=f"deal:{survivor.slug}"[:120],
            machine_value={"corrections": corrections, **asdict(estate)},
            human_value=survivor.slug,
            reason="already_reported",
            note=note,
            item=item,
            by=by,
            now=now,
        )
        _hand_over(estate, survivor=survivor, loser=loser)
        for deal in (survivor, loser):
            settle_deal(deal, now=now)
        if held := _hold_fields(survivor, own, loser.slug, by=by, now=now):
            decision.machine_value["corrections"] = corrections + held
            decision.save(update_fields=["machine_value"])
        _count_once(survivor, loser, also=before)
        for correction in ReviewDecision.objects.filter(pk__in=corrections):
            reopen_for_two(survivor, correction, had_reason=had_reason, by=by, now=now)
        ReviewItem.objects.open().filter(Q(deal=loser) | Q(other=loser)).update(closed_at=now, outcome="merged")
    return decision


def _locked(survivor: Deal, loser: Deal) -> tuple[Deal, Deal]:
    """The two rows as they stand now, locked until the transaction ends; raises CannotMerge where they are not two."""
    rows = Deal.objects.select_for_update().filter(pk__in=(survivor.pk, loser.pk)).order_by("pk")
    locked = {deal.pk: deal for deal in rows}
    if len(locked) != 2:
        raise CannotMerge(_("a deal is not merged into itself"))
    survivor, loser = locked[survivor.pk], locked[loser.pk]
    if survivor.merged_into_id or loser.merged_into_id:
        raise CannotMerge(_("one of the two was merged already"))
    return survivor, loser


@dataclass(frozen=True, slots=True)
class _Estate:
    """What goes over from the loser of a merge to the survivor; the decision keeps it, for ``undo_merge``.

    ``reports`` as (article, position, id); ``successors`` and ``parts`` are deals that name the loser as theirs;
    ``inherited`` as ``_inherited`` gives it.
    """

    reports: list[list[Any]]
    successors: list[int]
    parts: list[int]
    inherited: list[tuple[dict[str, Any], dict[str, Any]]]


def _estate(survivor: Deal, loser: Deal, before: Collection[int]) -> _Estate:
    """What the loser leaves; ``before`` are the survivor and what it carries on."""
    reports = [[report.article_id, report.position, report.pk] for report in loser.reports.order_by("pk")]
    successors = list(loser.successors.exclude(pk__in=before).values_list("pk", flat=True))
    parts = list(loser.parts.exclude(pk=survivor.pk).values_list("pk", flat=True)) if not survivor.bundle_id else []
    inherited = _inherited(survivor, loser, before, has_parts=bool(parts) or survivor.parts.exists())
    return _Estate(reports, successors, parts, inherited)


def _hand_over(estate: _Estate, *, survivor: Deal, loser: Deal) -> None:
    """Write that the survivor has what the loser leaves, and that the loser's row leads to it."""
    loser.reports.update(deal=survivor, is_linked_by_person=True)
    Deal.objects.filter(pk__in=estate.successors).update(predecessor=survivor)
    Deal.objects.filter(pk__in=estate.parts).update(bundle=survivor)
    Deal.objects.filter(pk=loser.pk).update(merged_into=survivor)
    for then, _former in estate.inherited:
        Deal.objects.filter(pk=survivor.pk).update(**then)


def _inherited(
    survivor: Deal, loser: Deal, before: Collection[int], *, has_parts: bool
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Give what the survivor takes over of the loser's place: its bundle, and the link that a curator made.

    Pairs of columns with their new values and the same with those of old. ``before`` are the survivor and what it
    carries on; nothing is taken over that would close a circle.
    """
    taken: list[tuple[dict[str, Any], dict[str, Any]]] = []
    bundle, is_free = loser.bundle, not survivor.bundle_id and not has_parts
    if bundle and is_free and bundle.pk not in before and survivor.pk not in line_before(bundle):
        taken.append(({"bundle_id": bundle.pk}, {"bundle_id": None}))
    earlier, person = loser.predecessor, Deal.Linker.CURATOR
    if earlier and loser.predecessor_by == person and survivor.predecessor_by != person:
        is_circle = survivor.pk in line_before(loser)
        if not is_circle and survivor.pk != earlier.bundle_id and earlier.pk != (survivor.bundle_id or loser.bundle_id):
            taken.append(({name: getattr(loser, name) for name in _LINK}, {n: getattr(survivor, n) for n in _LINK}))
    return taken


def _count_once(*deals: Deal, also: Collection[int] = ()) -> None:
    before = {pk for deal in deals for pk in (deal.predecessor_id, deal.pk) if pk}
    count_once(deal_ids=before | set(also))


def _take_fields(
    survivor: Deal, loser: Deal, fields: Collection[str], *, by: AbstractBaseUser | None, now: datetime
) -> list[int]:
    """Set the chosen fields on the survivor as corrections; give their ids."""
    if unknown := set(fields) - set(CURATED_FIELDS):
        raise CannotMerge(_("no field: %(names)s") % {"names": ", ".join(sorted(unknown))})
    taken = []
    for field in fields:
        value, before = current_value(loser, field), current_value(survivor, field)
        if value == before:
            continue
        correction = record(
            deal=survivor, action="correct", field=field, machine_value=before, human_value=value,
            reason="from_merge", note=loser.slug, by=by, now=now,
        )  # fmt: skip
        set_curated(survivor, field, value, by=by, now=now)
        taken.append(correction.pk)
    return taken


def _hold_fields(
    survivor: Deal, own: Mapping[str, Any], note: str, *, by: AbstractBaseUser | None, now: datetime
) -> list[int]:
    """Set again, as corrections, the survivor's own values that the reports of both have changed; give their ids."""
    standing = standing_values([survivor])[survivor.pk]
    held = []
    for field, value in own.items():
        if not same_value(field, value, standing[field]):
            correction = record(
                deal=survivor, action="correct", field=field, machine_value=standing[field], human_value=value,
                reason="kept_in_merge", note=note, by=by, now=now,
            )  # fmt: skip
            set_curated(survivor, field, value, by=by, now=now)
            held.append(correction.pk)
    if held:
        settle_deal(survivor, now=now)
    return held


def undo_merge(*, decision: ReviewDecision, now: datetime) -> None:
    """Part again what a merge joined: reports of the same articles go back, values taken over are taken back."""
    loser = Deal.objects.select_for_update().get(pk=decision.deal_id)
    survivor = loser.merged_into
    # It may have been merged on since: the reports are where its address leads.
    holder = loser.survivor
    kept = decision.machine_value or {}
    Deal.objects.filter(pk=loser.pk).update(merged_into=None)
    if survivor is None:
        return
    reports_again(holder, kept.get("reports", [])).update(deal=loser)
    Deal.objects.filter(pk__in=kept.get("successors", []), predecessor=survivor).update(predecessor=loser)
    Deal.objects.filter(pk__in=kept.get("parts", []), bundle=survivor).update(bundle=loser)
    for then, former in kept.get("inherited", []):
        # A link that a person changed since stays, and one to a deal that is gone by now is not put back.
        is_gone = former.get("predecessor_id") and not Deal.objects.filter(pk=former["predecessor_id"]).exists()
        Deal.objects.filter(pk=survivor.pk, **then).update(**(_NO_LINK if is_gone else former))
    for correction in ReviewDecision.objects.filter(pk__in=kept.get("corrections", []), undone_at__isnull=True):
        correction.undone_at = now
        correction.save(update_fields=["undone_at"])
        restore_field(survivor, correction.field)
        survivor.decisions.filter(field=f"correction:{correction.pk}", undone_at__isnull=True).update(undone_at=now)
    for deal in {survivor, holder}:
        settle_deal(deal, now=now)
    loser.refresh_from_db()
    _count_once(survivor, loser)


def reports_again(deal: Deal, moved: Sequence[Sequence[Any]]) -> Any:
    """The reports of ``deal`` that were moved, found again after readings that replaced them.

    Of an article with several reports here, those at the places of old.
    """
    here = list(deal.reports.values_list("pk", "article_id", "position"))
    chosen: list[int] = []
    for article_id, position, pk in moved:
        same = [row for row in here if row[0] == pk] if article_id is None else [r for r in here if r[1] == article_id]
        exact = [row for row in same if row[0] == pk or (len(same) > 1 and row[2] == position)]
        chosen += [row[0] for row in (exact or same[:1])]
    return DealReport.objects.filter(pk__in=chosen)


def value_pairs(one: Deal, other: Deal) -> Mapping[str, tuple[Any, Any]]:
    """Give field by field what the two say, where they differ."""
    values = standing_values([one, other])
    pairs = {field: (values[one.pk][field], values[other.pk][field]) for field in CURATED_FIELDS}
    return {field: pair for field, pair in pairs.items() if not same_value(field, *pair)}
