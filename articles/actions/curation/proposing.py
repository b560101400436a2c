"""Keep the proposals of deals in step with their review: open while they wait for a person, closed when they do not."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Min

from articles.actions.curation.worth import is_sampled, worth_of_deal
from articles.models import Deal, ReviewItem

WAITING = (Deal.Review.UNREVIEWED, Deal.Review.NEEDS_SECOND_SOURCE)
PROPOSALS = (ReviewItem.Kind.DEAL, ReviewItem.Kind.SAMPLE)


def proposal(deal: Deal, *, now: datetime) -> ReviewItem:
    """Give the item, unsaved, that proposes a deal; it was loaded with ``tier``, the best of its reports."""
    is_public = deal.review == Deal.Review.UNREVIEWED
    value = worth_of_deal(
        amount_usd=deal.amount_usd,
        tier=deal.tier or "D",
        status=deal.status,
        is_public=is_public,
        confidence=deal.confidence,
        reports=deal.report_count,
    )
    kind = "sample" if is_public and is_sampled(deal.slug) else "deal"
    # The sample is judged first: a figure of quality is worth little while half of it waits.
    value += 2.0 if kind == "sample" else 0.0
    return ReviewItem(kind=kind, key=f"deal:{deal.pk}", deal=deal, value=value, opened_at=now)


def propose_again(deals: Sequence[Deal], *, now: datetime) -> None:
    """Open or close the proposals of deals about which somebody has just said or taken back a word."""
    waiting = [deal.pk for deal in deals if deal.review in WAITING and not deal.merged_into_id]
    items = ReviewItem.objects.open().filter(kind__in=PROPOSALS)
    if settled := {deal.pk for deal in deals}.difference(waiting):
        items.filter(deal__in=settled).update(closed_at=now, outcome="over", lease_until=None)
    if not waiting:
        return
    proposed = set(items.filter(deal__in=waiting).values_list("deal", flat=True))
    if missing := [pk for pk in waiting if pk not in proposed]:
        rated = Deal.objects.annotate(tier=Min("reports__tier")).filter(pk__in=missing).order_by("pk")
        ReviewItem.objects.bulk_create([proposal(deal, now=now) for deal in rated], ignore_conflicts=True)
