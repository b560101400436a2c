"""One act on many things at once: one transaction, what became of each, undone as one; large ones by two people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.deciding import CannotUndo, undo, undo_retags, undo_verdicts
from articles.actions.curation.four_eyes import NeedsAnotherPerson
from articles.actions.curation.treating import TREATED, Doing
from articles.models import Article, BulkAct, Deal, Feed, ReviewDecision, ReviewItem, Tag
from articles.models.article import LONG_FIELDS

MOST_AT_ONCE = 200
"""Targets of one bulk act (THREATS A06)."""
FEW = 50
"""So many deals one person may reject at once; more take two."""

OUTCOMES: dict[str, Promise] = {
    "accepted": _("accepted"),
    "first_accept": _("accepted by you, a second person has to agree"),
    "rejected": _("rejected"),
    "set": _("changed"),
    "assigned": _("assigned"),
    "deleted": _("deleted"),
    "over": _("left: merged or decided so already"),
    "needs_another": _("left: another person has to agree"),
    "same": _("left: it is so already"),
    "refused": _("left: the field cannot be set so"),
    "not_waiting": _("left: nothing of it waits for review"),
    "gone": _("left: it is not there any more"),
    "undone": _("taken back"),
}
"""What may become of one target."""
LEFT = ("over", "needs_another", "same", "refused", "not_waiting", "gone")


class AlreadySettled(Exception):
    """Raised for a bulk act that is done, declined or undone already; carries its id."""


def ask_for(
    *, kind: str, targets: Collection[int], details: dict[str, Any], by: AbstractBaseUser, now: datetime
) -> BulkAct:
    """Do it with each target, or keep it until a second person agrees (``why_two_for``); give the act.

    ``details`` by kind: ``reject`` {reason, note}; ``label`` {tag, role, is_added};
    ``retag`` {tag, is_added}; ``assign`` {curator} (ids, None for nobody). Raises ValueError where there is no target
    or more than MOST_AT_ONCE.
    """
    targets = list(dict.fromkeys(targets))
    if not 0 < len(targets) <= MOST_AT_ONCE:
        raise ValueError(f"{len(targets)} targets")
    with own_transaction(clusters=False):
        act = BulkAct.objects.create(
            kind=BulkAct.Kind(kind), targets=targets, details=details, asked_by=by, asked_at=now
        )
        if not why_two_for(act):
            _carry_out(act, by=by, now=now)
    return act


def why_two_for(act: BulkAct) -> Promise | str:
    """Say why the act needs two people, in words for them; empty where one is enough."""
    if act.kind == BulkAct.Kind.REJECT and len(act.targets) > FEW:
        return _("more than 50 deals are rejected")
    if act.kind == BulkAct.Kind.DELETE_FEED and Article.objects.filter(feed__in=act.targets).exists():
        return _("the source has articles")
    return ""


def agree(*, act: BulkAct, by: AbstractBaseUser, now: datetime) -> BulkAct:
    """Agree to what another person asked for: it is done, in the name of who asked.

    Raises NeedsAnotherPerson for who asked, AlreadySettled.
    """
    with own_transaction(clusters=False):
        act = _waiting(act)
        if act.asked_by_id == by.pk:
            raise NeedsAnotherPerson(str(act.pk))
        act.agreed_by = by
        _carry_out(act, by=act.asked_by, now=now)
    return act


def decline(*, act: BulkAct, now: datetime) -> BulkAct:
    """Let it be: who asked takes it back, or a second person says no. Raises AlreadySettled."""
    with own_transaction(clusters=False):
        act = _waiting(act)
        act.declined_at = now
        act.save(update_fields=["declined_at"])
    return act


def undo_bulk(*, act: BulkAct, by: AbstractBaseUser, now: datetime) -> int:
    """Take back every decision of the act that still stands; give how many were. Raises AlreadySettled."""
    with own_transaction(clusters=False):
        act = BulkAct.objects.select_for_update().get(pk=act.pk)
        if act.done_at is None or act.undone_at is not None or act.kind == BulkAct.Kind.DELETE_FEED:
            raise AlreadySettled(act.pk)
        act.undone_at = now
        act.save(update_fields=["undone_at"])
        if act.kind == BulkAct.Kind.ASSIGN:
            return _assign_back(act)
        standing = act.decisions.filter(undone_at__isnull=True)
        if act.kind in (BulkAct.Kind.ACCEPT, BulkAct.Kind.REJECT):
            return undo_verdicts(decision_ids=standing.values_list("pk", flat=True), by=by, now=now)
        if act.kind == BulkAct.Kind.RETAG:
            return undo_retags(decision_ids=standing.values_list("pk", flat=True), by=by, now=now)
        done = 0
        for decision in standing.order_by("-pk"):
            try:
                undo(decision=decision, by=by, now=now)
            except CannotUndo:
                continue
            done += 1
    return done


def _waiting(act: BulkAct) -> BulkAct:
    act = BulkAct.objects.select_for_update().get(pk=act.pk)
    if act.done_at is not None or act.declined_at is not None:
        raise AlreadySettled(act.pk)
    return act


def _carry_out(act: BulkAct, *, by: AbstractBaseUser | None, now: datetime) -> None:
    model, treat = TREATED[act.kind]
    # Locked before any is looked at: what a colleague changes meanwhile is not lost, and two acts take one order.
    rows = model.objects.select_for_update().order_by("pk").in_bulk(act.targets)
    tag = Tag.objects.filter(pk=act.details["tag"]).first() if "tag" in act.details else None
    treated = treat([rows[target] for target in act.targets if target in rows], Doing(act, by, now, tag))
    results: list[list[Any]] = []
    decided: list[int] = []
    for target in act.targets:
        outcome, decision = treated[target] if target in rows else ("gone", None)
        results.append([target, outcome])
        if decision is not None:
            decided.append(decision.pk)
    ReviewDecision.objects.filter(pk__in=decided).update(bulk=act)
    act.results, act.done_at = results, now
    act.save(update_fields=["results", "done_at", "agreed_by", "details"])


def _assign_back(act: BulkAct) -> int:
    done = 0
    people = set(get_user_model().objects.values_list("pk", flat=True))
    for pk, former in act.details.get("before", []):
        still = ReviewItem.objects.filter(pk=pk, assigned_to=act.details["curator"])
        done += still.update(assigned_to=former if former in people else None)
    return done


@dataclass(frozen=True, slots=True)
class Result:
    """One target of many: the row where it is still there, what became of it in words, and whether it was done."""

    target: int
    row: Deal | Article | Feed | None
    words: Promise
    is_done: bool


def results_of(act: BulkAct) -> Sequence[Result]:
    """Give what became, or would become, of each target; two queries."""
    model, _treat = TREATED[act.kind]
    rows = model.objects.defer(*(LONG_FIELDS if model is Article else ())).in_bulk(act.targets)
    undone: set[int] = set()
    if act.done_at:
        ids = act.decisions.filter(undone_at__isnull=False).values_list("deal", "article")
        undone = {deal or article for deal, article in ids}
        if act.undone_at and act.kind == BulkAct.Kind.ASSIGN:
            undone = {target for target, outcome in act.results if outcome == "assigned"}
    told = dict(act.results)
    return [
        Result(
            target,
            rows.get(target),
            OUTCOMES["undone"] if target in undone else OUTCOMES[told[target]] if target in told else _("waits"),
            is_done=target in told and told[target] not in LEFT,
        )
        for target in act.targets
    ]
