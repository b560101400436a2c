"""When one pair of eyes is not enough: the rules under which a second curator has to agree."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.actions.curation.settling import current_value
from articles.models import Deal, ReviewDecision
from articles.models.deal import ENDED_STATUSES, HKD_PER_USD

LARGE = Decimal(1_000_000_000)
LARGE_IN = ("HKD", "CNY")
JUDGED_BY_TWO = ("money", "status")
"""Fields that the rules look at: who changes one of them anew has seen what the first person has not."""


class NeedsAnotherPerson(Exception):
    """Raised where the only person who has agreed so far agrees once more; carries the slug of the deal."""


Source = tuple[int | None, str, str]


def why_two(deal: Deal, sources: Sequence[Source] | None = None) -> str:
    """Say why the deal needs two curators, in words for them; empty where one is enough.

    ``sources`` gives article id, tier and publisher of its reports, where they are at hand.
    """
    if currency := _large_in(deal):
        return _("more than %(currency)s 1 billion") % {"currency": currency}
    if deal.status in ENDED_STATUSES:
        return _("status %(status)s") % {"status": deal.get_status_display()}
    if deal.review == Deal.Review.NEEDS_SECOND_SOURCE or _is_one_weak_source(
        list(deal.reports.values_list("article_id", "tier", "publisher")) if sources is None else sources
    ):
        return _("a single source below tier B")
    return ""


def _large_in(deal: Deal) -> str:
    """The currency in which the amount is large: its own where that is HKD or CNY, else HKD as it is converted."""
    amount = max(deal.amount or Decimal(0), deal.amount_max or Decimal(0))
    if deal.currency in LARGE_IN:
        return deal.currency if amount > LARGE else ""
    return "HKD" if deal.rate and amount / deal.rate * HKD_PER_USD > LARGE else ""


def _is_one_weak_source(sources: Sequence[Source]) -> bool:
    if not sources or any(tier in "AB" for _article, tier, _publisher in sources):
        return False
    return len({publisher for _article, _tier, publisher in sources}) == 1


def first_accepts(deal: Deal) -> list[ReviewDecision]:
    """Give the first halves that wait for another person: those since the last full decision, not undone.

    A first half covers the amount and the status that its author saw, and no other: not those that another person
    corrected after it, nor those that came back or were read since.
    """
    return first_accepts_of([deal])[deal.pk]


def first_accepts_of(deals: Collection[Deal]) -> dict[int, list[ReviewDecision]]:
    """Give the ``first_accepts`` of each deal by its id; one query."""
    waiting: dict[int, list[ReviewDecision]] = {deal.pk: [] for deal in deals}
    if not waiting:
        return waiting
    speaking = Q(action__in=("accept", "reject", "first_accept")) | Q(action="correct", field__in=JUDGED_BY_TWO)
    standing = ReviewDecision.objects.filter(speaking, deal__in=waiting, undone_at__isnull=True)
    for decision in standing.select_related("decided_by").order_by("pk"):
        halves = waiting[decision.deal_id]
        if decision.action == "first_accept":
            waiting[decision.deal_id] = [*halves, decision]
        elif decision.action == "correct":
            waiting[decision.deal_id] = [half for half in halves if half.decided_by_id == decision.decided_by_id]
        else:
            waiting[decision.deal_id] = []
    return {deal.pk: [half for half in waiting[deal.pk] if _covers(half, deal)] for deal in deals}


def _covers(first: ReviewDecision, deal: Deal) -> bool:
    seen = first.judged.get("fields")
    if not seen:
        return True
    money = {name: value for name, value in (seen.get("money") or {}).items() if name != "amount_text"}
    return (money or None, seen.get("status")) == (current_value(deal, "money"), deal.status)
