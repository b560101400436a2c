"""Keep the proposal of one deal in step with its review: open while it waits for a person, closed when it does not."""

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


def propose_again(deal: Deal, *, now: datetime) -> None:
    """Open or close the proposal of a deal about which somebody has just said or taken back a word."""
    items = ReviewItem.objects.open().filter(deal=deal, kind__in=PROPOSALS)
    if deal.review not in WAITING or deal.merged_into_id:
        items.update(closed_at=now, outcome="over", lease_until=None)
    elif not items.exists():
        rated = Deal.objects.annotate(tier=Min("reports__tier")).get(pk=deal.pk)
        ReviewItem.objects.bulk_create([proposal(rated, now=now)], ignore_conflicts=True)
