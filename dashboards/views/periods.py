"""A period and the one before it: what changes are measured against."""

from datetime import date, timedelta

from dashboards.filters import Filters

TREND = "12m"
"""The period that changes are told of where a reader chose none."""


def previous(filters: Filters, today: date) -> Filters:
    """The period of the same length right before; the same filters where the period has no two ends."""
    first, last = filters.period(today)
    if first is None or last is None:
        return filters
    days = (last - first).days + 1
    return filters.having(from_on=first - timedelta(days=days), to_on=first - timedelta(days=1), last="")


def trend(filters: Filters, today: date) -> tuple[Filters, Filters]:
    """The period that a page tells changes of and the one before: the reader's where it has two ends, else a year."""
    if None in filters.period(today):
        filters = filters.having(from_on=None, to_on=None, last=TREND)
    return filters, previous(filters, today)
