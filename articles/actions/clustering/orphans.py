"""Deals that no report tells of any more: what readers were told of is withdrawn, what nobody knows is forgotten."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.actions.clustering.succession import forget_links
from articles.actions.clustering.withdrawing import write_withdrawals
from articles.actions.deal_sums import recount_deals
from articles.models import Deal, ReviewDecision
from articles.models.deal import NO_LONGER_TOLD
from articles.models.writing import write_fields

BY_CLUSTERING, BY_LINKING = "clustering", "linking"
"""Rules by which an address leads on: clustering moved the reports of a deal, or a person moved its last one."""


def let_orphans_go(*, deal_ids: Collection[int], now: datetime, heir: Deal | None = None) -> int:
    """Let go of those of the deals that no report tells of any more; give how many those are.

    What readers were told of keeps its row, its address and its lines in old
    mails: it leads to ``heir``, which tells of it now, and without one counts
    as rejected (``NO_LONGER_TOLD``) until a report tells of it again. All else
    is deleted. A starter row stays, and a deal that a person has said anything
    of keeps its row too: resolving it says whether that word is one on the
    whole deal. Call it inside a transaction.
    """
    ids = set(_orphans(deal_ids).values_list("pk", flat=True))
    if not ids:
        return 0
    forget_links(deal_ids=ids)
    told = list(_told(ids))
    if heir is not None:
        lead_on({deal.pk: heir for deal in told}, rule=BY_LINKING, now=now)
    else:
        _withdraw(told, now)
    Deal.objects.filter(pk__in=ids - {deal.pk for deal in told}).delete()
    recount_deals(ids)
    return len(ids)


def lead_on(heirs: Mapping[int, Deal], *, rule: str, now: datetime) -> None:
    """Let the addresses of deals left without a report lead to those that their reports tell of now.

    ``heirs`` gives that deal by the id of the one that is empty; only those that readers were told of are written.
    """
    for deal in _told(heirs):
        ReviewDecision.objects.create(
            deal=deal, action="merge", field=f"deal:{heirs[deal.pk].slug}"[:120], machine_value={},
            human_value=heirs[deal.pk].slug, reason="already_reported", rule=rule, decided_at=now,
        )  # fmt: skip
        Deal.objects.filter(pk=deal.pk).update(merged_into=heirs[deal.pk])


def leading_on(deal: OuterRef | Deal, rule: str = BY_CLUSTERING) -> QuerySet[ReviewDecision]:
    """Give the standing records by which ``lead_on`` let the address of a deal lead to another one by that rule."""
    return ReviewDecision.objects.filter(deal=deal, action="merge", rule=rule, undone_at__isnull=True)


def led_by_clustering(deals: Collection[Deal]) -> set[int]:
    """Give the ids of those of the deals whose addresses lead on by no person's word."""
    if not deals:
        return set()
    rows = Deal.objects.filter(Exists(leading_on(OuterRef("pk"))), pk__in=[deal.pk for deal in deals])
    return set(rows.values_list("pk", flat=True))


def part_again(deals: Iterable[Deal], *, rule: str, now: datetime) -> None:
    """Let the addresses that ``lead_on`` led away by that rule stand for themselves again; the rows are changed too."""
    for deal in deals:
        if deal.merged_into and leading_on(deal, rule).filter(human_value=deal.merged_into.slug).update(undone_at=now):
            deal.merged_into = None
            deal.save(update_fields=["merged_into"])


def _withdraw(told: Sequence[Deal], now: datetime) -> None:
    reviews = {deal.pk: deal.review for deal in told}
    for deal in told:
        deal.review, deal.review_reason = Deal.Review.REJECTED, NO_LONGER_TOLD
        deal.report_count, deal.changed_at = 0, now
    write_fields(told, ("review", "review_reason", "report_count", "changed_at"))
    write_withdrawals(told, reviews, now=now)


def _orphans(deal_ids: Collection[int]) -> QuerySet[Deal]:
    orphans = Deal.objects.filter(pk__in=deal_ids, is_starter=False, reports__isnull=True)
    orphans = orphans.filter(decisions__isnull=True, curated__isnull=True, parts__isnull=True)
    return orphans.exclude(successors__predecessor_by=Deal.Linker.CURATOR).exclude(review_reason=NO_LONGER_TOLD)


def _told(deal_ids: Collection[int]) -> QuerySet[Deal]:
    """Those of the deals that readers were told of, by a mail or, while they wait for a second source, by a page."""
    told = Q(events__isnull=False) | Q(review=Deal.Review.NEEDS_SECOND_SOURCE)
    return Deal.objects.filter(told, pk__in=deal_ids).distinct().order_by("pk")
