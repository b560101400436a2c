"""When one pair of eyes is not enough: the rules under which a second curator has to agree."""

from collections.abc import Sequence
from decimal import Decimal

from articles.models import Deal, ReviewDecision

LARGE = Decimal(1_000_000_000)
LARGE_IN = ("HKD", "CNY")
STOPPED = ("stalled", "cancelled")


class NeedsAnotherPerson(Exception):
    """Raised where the only person who has agreed so far agrees once more; carries the slug of the deal."""


Source = tuple[int | None, str, str]


def why_two(deal: Deal, sources: Sequence[Source] | None = None) -> str:
    """Say why the deal needs two curators, in words for them; empty where one is enough.

    ``sources`` gives article id, tier and publisher of its reports, where they are at hand.
    """
    if deal.currency in LARGE_IN and max(deal.amount or 0, deal.amount_max or 0) > LARGE:
        return f"more than {deal.currency} 1 billion"
    if deal.status in STOPPED:
        return f"status {deal.status}"
    if deal.review == Deal.Review.NEEDS_SECOND_SOURCE or _is_one_weak_source(
        list(deal.reports.values_list("article_id", "tier", "publisher")) if sources is None else sources
    ):
        return "a single source below tier B"
    return ""


def _is_one_weak_source(sources: Sequence[Source]) -> bool:
    if not sources or any(tier in "AB" for _, tier, _ in sources):
        return False
    return len({publisher for _, _, publisher in sources}) == 1


def first_accepts(deal: Deal) -> list[ReviewDecision]:
    """Give the first halves that wait for another person: those since the last full decision, not undone."""
    standing = deal.decisions.filter(undone_at__isnull=True, action__in=("accept", "reject", "first_accept"))
    waiting: list[ReviewDecision] = []
    for decision in standing.select_related("decided_by").order_by("pk"):
        waiting = [*waiting, decision] if decision.action == "first_accept" else []
    return waiting
