"""Accept, reject, undo."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Max

from articles.actions.clustering.turn import own_transaction
from articles.actions.curation.four_eyes import NeedsAnotherPerson, first_accepts_of, why_two
from articles.actions.curation.lineage import CannotLink, undo_bundle, undo_predecessor
from articles.actions.curation.linking import undo_link
from articles.actions.curation.merging import undo_merge
from articles.actions.curation.parting import undo_split
from articles.actions.curation.retagging import settle_taggings
from articles.actions.curation.settling import (
    Judged,
    decision_on,
    judged_deals,
    record,
    restore_field,
    rules_of,
    settle_deal,
    settle_deals,
)
from articles.models import Article, Deal, RejectReason, ReviewDecision, ReviewItem


class CannotUndo(Exception):
    """Raised for a decision that is undone already, is itself an undo, or carries one that stands; carries its id."""


class MergedAway(Exception):
    """Raised for a deal that was merged into another one, which stands for it; carries its slug."""


def accept_deal(
    *, deal: Deal, by: AbstractBaseUser | None, now: datetime, note: str = "", item: ReviewItem | None = None
) -> ReviewDecision:
    """Vouch for the deal as it stands: published whatever its sources are, and changed by no later reading.

    Where a rule asks for four eyes the first acceptance is kept
    (``first_accept``) and the row stays as it is until another person accepts.
    Raises NeedsAnotherPerson where the first one accepts again, and MergedAway.
    """
    decision = accept_deals(deal_ids=[deal.pk], by=by, now=now, note=note, item=item).get(deal.pk)
    if decision is None:
        is_merged = Deal.objects.filter(pk=deal.pk, merged_into__isnull=False).exists()
        raise MergedAway(deal.slug) if is_merged else NeedsAnotherPerson(deal.slug)
    return decision


def accept_deals(
    *,
    deal_ids: Collection[int],
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    item: ReviewItem | None = None,
) -> dict[int, ReviewDecision]:
    """Accept each of the deals, in as many questions as one; give the decisions by deal.

    There is none for those that wait for another person, and for those that were merged into others.
    """
    with own_transaction(clusters=False):
        deals = [deal for deal in _locked(deal_ids) if not deal.merged_into_id]
        judged = judged_deals(deals)
        why = {deal.pk: why_two(deal, judged[deal.pk].sources) for deal in deals}
        firsts = first_accepts_of([deal for deal in deals if why[deal.pk]])
        actions = {deal.pk: _acceptance(firsts.get(deal.pk), by=by) for deal in deals}
        return _decide(
            {deal.pk: judged[deal.pk] for deal in deals if actions[deal.pk]},
            actions=actions, human_value="accepted", reason="", note=note, item=item, by=by, now=now,
        )  # fmt: skip


def _acceptance(firsts: Sequence[ReviewDecision] | None, *, by: AbstractBaseUser | None) -> str:
    """Say what an acceptance by that person is: ``accept``, ``first_accept``, or nothing as another has to agree.

    ``firsts`` are the first halves that wait, None where one pair of eyes is enough.
    """
    if not firsts:
        return "accept" if firsts is None else "first_accept"
    return "" if all(first.decided_by_id == (by.pk if by else None) for first in firsts) else "accept"


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
    return reject_deals(deal_ids=[deal.pk], reason=reason, by=by, now=now, note=note, item=item)[deal.pk]


def reject_deals(
    *,
    deal_ids: Collection[int],
    reason: str,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    item: ReviewItem | None = None,
) -> dict[int, ReviewDecision]:
    """Reject each of the deals, in as many questions as one. Raises ValueError as ``reject_deal`` does."""
    reason = RejectReason(reason)
    if reason == RejectReason.OTHER and not note.strip():
        raise ValueError("the reason 'other' needs a note")
    with own_transaction(clusters=False):
        deals = _locked(deal_ids)
        return _decide(
            judged_deals(deals),
            actions={deal.pk: "reject" for deal in deals},
            human_value="rejected", reason=reason, note=note, item=item, by=by, now=now,
        )  # fmt: skip


def _locked(deal_ids: Collection[int]) -> list[Deal]:
    """The deals, in the order of their ids, which is the order in which everybody locks them."""
    return list(Deal.objects.select_for_update().filter(pk__in=deal_ids).order_by("pk"))


def _decide(
    judged: Mapping[int, Judged], *, actions: Mapping[int, str], now: datetime, **said: Any
) -> dict[int, ReviewDecision]:
    """Keep one decision on each of the deals and let them follow it."""
    rules = rules_of(judged)
    rows = [
        decision_on(
            deal=one.deal,
            action=actions[pk],
            machine_value=one.deal.review,
            judged=one.kept,
            rule=rules.get(pk, ""),
            now=now,
            **said,
        )
        for pk, one in judged.items()
    ]
    ReviewDecision.objects.bulk_create(rows)
    settle_deals(list(judged), now=now)
    return {decision.deal_id: decision for decision in rows}


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

VERDICTS = ("accept", "first_accept", "reject")
"""What is said of a whole deal."""


def undo(*, decision: ReviewDecision, by: AbstractBaseUser | None, now: datetime) -> ReviewDecision:
    """Take one decision back; what stood before it stands again. Gives the record of the undoing.

    Raises CannotUndo where the decision is undone already, or cannot be taken
    back: a first half of four eyes, alone or with its correction, not before
    the acceptance that rests on it, and no link that would close a circle.
    """
    with own_transaction(clusters=False):
        decision = ReviewDecision.objects.select_for_update().get(pk=decision.pk)
        if decision.undone_at is not None or decision.action not in UNDONE:
            raise CannotUndo(decision.pk)
        # Nobody accepts the deal, and nobody reads the article, between the look and the undoing.
        Article.objects.select_for_update().filter(pk=decision.article_id).first()
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
            settle_taggings(articles=[decision.article], field=decision.field)
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


def undo_verdicts(*, decision_ids: Collection[int], by: AbstractBaseUser | None, now: datetime) -> int:
    """Take back acceptances and rejections of many deals as ``undo`` does one; give how many were.

    Those that cannot be taken back are left: undone already, or a first half on which an acceptance rests.
    """
    with own_transaction(clusters=False):
        chosen = ReviewDecision.objects.filter(pk__in=decision_ids, action__in=VERDICTS, undone_at__isnull=True)
        decisions = list(chosen.select_for_update().order_by("-pk"))
        # Nobody accepts one of the deals between the look and the undoing.
        deals = {deal.pk: deal for deal in _locked({decision.deal_id for decision in decisions})}
        if halves := [decision for decision in decisions if decision.action == "first_accept"]:
            corrected = {half.pk for half in halves if half.field and _is_needed(half)}
            needed = corrected | _rested_on([half for half in halves if not half.field])
            decisions = [decision for decision in decisions if decision.pk not in needed]
        ids = [decision.pk for decision in decisions]
        ReviewDecision.objects.filter(pk__in=ids).update(undone_at=now)
        _keep_undoings(decisions, deals=deals, by=by, now=now)
        settle_deals([decision.deal_id for decision in decisions], now=now)
    return len(decisions)


def undo_retags(*, decision_ids: Collection[int], by: AbstractBaseUser | None, now: datetime) -> int:
    """Take back words on tags of many articles as ``undo`` does one; give how many were."""
    with own_transaction(clusters=False):
        chosen = ReviewDecision.objects.filter(pk__in=decision_ids, action="retag", undone_at__isnull=True)
        decisions = list(chosen.select_for_update().order_by("-pk"))
        ReviewDecision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(undone_at=now)
        # Nobody reads one of them again between the count before and the count after.
        locked = Article.objects.select_for_update().order_by("pk")
        articles = locked.in_bulk({decision.article_id for decision in decisions})
        _keep_undoings(decisions, articles=articles, by=by, now=now)
        for field in sorted({decision.field for decision in decisions}):
            ids = sorted({decision.article_id for decision in decisions if decision.field == field})
            settle_taggings(articles=[articles[pk] for pk in ids], field=field)
    return len(decisions)


def _keep_undoings(
    decisions: Collection[ReviewDecision],
    *,
    deals: Mapping[int, Deal] = MappingProxyType({}),
    articles: Mapping[int, Article] = MappingProxyType({}),
    by: AbstractBaseUser | None,
    now: datetime,
) -> None:
    """Keep that each of the decisions was taken back; a fixed number of queries."""
    rules = rules_of(deals) if deals else {}
    ReviewDecision.objects.bulk_create(
        decision_on(
            deal=deals.get(decision.deal_id),
            article=articles.get(decision.article_id),
            action="undo",
            field=decision.field,
            machine_value=decision.human_value,
            human_value={"undone": decision.pk},
            rule=rules.get(decision.deal_id, ""),
            by=by,
            now=now,
        )
        for decision in decisions
    )


def _rested_on(halves: Collection[ReviewDecision]) -> set[int]:
    """The first halves after which somebody accepted, in one query."""
    accepted = ReviewDecision.objects.filter(
        action="accept", undone_at__isnull=True, deal__in={half.deal_id for half in halves}
    )
    last = dict(accepted.order_by().values_list("deal").annotate(Max("pk")))
    return {half.pk for half in halves if last.get(half.deal_id, 0) > half.pk}


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
