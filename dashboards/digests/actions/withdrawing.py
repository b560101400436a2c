"""Deals that a reader was told of and that were taken away since, or that came back.

Both are for those alone who know the deal: from an earlier mail, or because they follow it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from articles.models import Deal, DealEvent
from articles.models.deal import REJECTION, RETURN
from dashboards.digests.actions.selecting import Happening, Notebook, remember
from dashboards.digests.models import Subscription


def withdrawals(*, after: datetime, until: datetime, notebook: Notebook) -> list[Happening]:
    """What was taken away, or came back, in ``(after, until]`` and what still holds, oldest first."""

    def read() -> list[Happening]:
        found = _holding().filter(happened_at__gt=after, happened_at__lte=until).order_by("happened_at", "pk")
        return [Happening(*row) for row in found.values_list("deal_id", "event")]

    return remember(notebook.withdrawals, (after, until), read)


def withdrawals_of(deal: Deal, *, after: datetime, until: datetime) -> list[Happening]:
    """The same of one deal."""
    found = _holding().filter(deal=deal, happened_at__gt=after, happened_at__lte=until).order_by("happened_at", "pk")
    return [Happening(*row) for row in found.values_list("deal_id", "event")]


def _holding() -> QuerySet[DealEvent]:
    """Rejections of what is rejected, returns of what readers may be told of.

    A deal that turned out to be another one is not withdrawn: it stands there.
    """
    rejected = Q(event__startswith=REJECTION, deal__review=Deal.Review.REJECTED, deal__merged_into__isnull=True)
    return DealEvent.objects.filter(rejected | Q(event__startswith=RETURN, deal__in=Deal.objects.sourced()))


def is_for(
    happening: Happening, subscription: Subscription, seen: Mapping[Happening, int | None], own: set[int]
) -> bool:
    """Whether a withdrawal is told under this subscription.

    ``seen`` is what the reader was told, with the subscription that brought it;
    ``own`` are the subscriptions of the mail, by id. It stands where the deal
    was told, in the first section if that is none of them, and under the
    subscription that follows the deal.
    """
    if subscription.deal_id is not None:
        return True
    asked = {pk for told, pk in seen.items() if told.deal_id == happening.deal_id}
    return bool(asked) and (subscription.pk in asked or not asked & own)


def is_news(happening: Happening, seen: Iterable[Happening]) -> bool:
    """Whether a withdrawal changes what the reader knows; one that was taken back before it was told does not."""
    told = [known.event for known in seen if known.deal_id == happening.deal_id]
    is_gone = _last(told, REJECTION) > _last(told, RETURN)
    return is_gone != happening.event.startswith(REJECTION)


def _last(events: Iterable[str], kind: str) -> int:
    """The highest number of a kind of event; 0 where there is none."""
    return max((int(event.removeprefix(kind)) for event in events if event.startswith(kind)), default=0)
