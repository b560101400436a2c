"""Exchange rates of the desk: checked before they are kept, and the sums that they are for converted again."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import reference as reference_data
from articles.actions.clustering.turn import own_transaction
from articles.actions.conversion import Rates, is_currency
from articles.actions.curation.settling import settle_deals
from articles.models import DataGeneration, Deal, ExchangeRate

_PERIOD = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")  # "2026-07", "2026"
_FARTHEST = 2
"""So many times more or less than the last known rate of a currency is no new rate but one the wrong way round."""
_AT_ONCE = 200


class RateRefused(Exception):
    """Raised for what cannot be a rate; ``field`` and the reason in words."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


def check_rate(rate: ExchangeRate, *, now: datetime) -> None:
    """Raise RateRefused where the currency has a peg, the period is told or not over, or the rate is odd."""
    told = Rates.of(reference_data.load())
    if not is_currency(rate.currency):
        raise RateRefused("currency", _("No currency has this code. Such as HKD, CNY or MOP."))
    if not told.floats(rate.currency):
        raise RateRefused("currency", _("This currency has a fixed rate."))
    if not _PERIOD.fullmatch(rate.period):
        raise RateRefused("period", _("Write a month as 2026-07 or a year as 2026."))
    if rate.period >= timezone.localtime(now).strftime("%Y-%m")[: len(rate.period)]:
        raise RateRefused("period", _("The average is known only when the period is over."))
    if (rate.currency, rate.period) in told.averages:
        raise RateRefused("period", _("The shipped list has a rate of this period."))
    known = told.with_more(ExchangeRate.objects.exclude(pk=rate.pk).by_period()).averages
    earlier = [(period, per_usd) for (currency, period), per_usd in known.items() if currency == rate.currency]
    if earlier and not max(earlier)[1] / _FARTHEST < rate.per_usd < max(earlier)[1] * _FARTHEST:
        words = _("The last rate is %(rate)s: units of the currency for one US dollar.")
        raise RateRefused("per_usd", words % {"rate": max(earlier)[1].normalize()})


def keep_rate(*, rate: ExchangeRate, now: datetime) -> int:
    """Save a rate and convert the sums again that it is for; give how many deals. Raises RateRefused."""
    check_rate(rate, now=now)
    with own_transaction(clusters=False):
        former = ExchangeRate.objects.filter(pk=rate.pk).values_list("currency", "period").first() if rate.pk else None
        rate.save()
        return _convert_again({(rate.currency, rate.period), *([former] if former else [])}, now=now)


def remove_rates(*, rates: Iterable[ExchangeRate], now: datetime) -> int:
    """Delete rates; the sums that they were for stand in their own currency again. Give how many deals."""
    with own_transaction(clusters=False):
        gone = list(rates)
        ExchangeRate.objects.filter(pk__in=[rate.pk for rate in gone]).delete()
        return _convert_again({(rate.currency, rate.period) for rate in gone}, now=now)


def _convert_again(periods: Collection[tuple[str, str]], *, now: datetime) -> int:
    """Resolve the deals of these currencies and years again: the months of a year make its mean."""
    ids: set[int] = set()
    for currency, period in periods:
        ids |= set(Deal.objects.filter(currency=currency, filed_on__year=int(period[:4])).values_list("pk", flat=True))
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        settle_deals(ordered[start : start + _AT_ONCE], now=now)
    # The rates themselves stand on the About page.
    DataGeneration.bump()
    return len(ordered)
