"""The events of deals that are taken away from readers, and of those that come back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from articles.models import Deal, DealEvent
from articles.models.deal import HIDDEN_REVIEWS, REJECTION, RETURN, SOURCED_REVIEWS


def write_withdrawals(deals: Iterable[Deal], reviews: Mapping[int, str], *, now: datetime) -> None:
    """Write ``rejection:<n>`` for each of the deals that was public and is rejected, ``return:<n>`` for the way back.

    ``reviews`` is what each had before, by id. What comes back without a second source returns when it has one. A deal
    of which no ``rejection`` is kept returns without an event, and from one rejection only once. Two queries where
    there is something to write, else none.
    """
    rejected, back = [], []
    for deal in deals:
        was, has = reviews[deal.pk], deal.review
        if was not in HIDDEN_REVIEWS and has == Deal.Review.REJECTED:
            rejected.append(deal)
        elif was not in SOURCED_REVIEWS and has in SOURCED_REVIEWS:
            back.append(deal)
    if not rejected and not back:
        return
    kept = DealEvent.objects.filter(deal__in=[*rejected, *back], event__startswith=REJECTION)
    number = Counter(kept.values_list("deal", flat=True))
    events = [(deal, f"{REJECTION}{number[deal.pk] + 1}") for deal in rejected]
    events += [(deal, f"{RETURN}{number[deal.pk]}") for deal in back if number[deal.pk]]
    DealEvent.objects.bulk_create(
        (DealEvent(deal=deal, event=event, happened_at=now) for deal, event in events), ignore_conflicts=True
    )
