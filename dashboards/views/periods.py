"""A period and the one before it: what changes are measured against."""

from datetime import date, timedelta

from dashboards.filters import Filters
from dashboards.queries.totals import add_months

TREND = "12m"
"""The period that changes are told of where a reader chose none."""
A_DAY = timedelta(days=1)


def previous(filters: Filters, today: date) -> Filters:
    """The period of the same length right before; the same filters where the period has no two ends.

    Before whole months come as many whole months: before 2025 all of 2024, which has a day more.
    """
    first, last = filters.period(today)
    if first is None or last is None:
        return filters
    after = last + A_DAY
    begin = first - (after - first)
    if first.day == after.day == 1:
        begin = add_months(first, 12 * (first.year - after.year) + first.month - after.month)
    return filters.having(from_on=begin, to_on=first - A_DAY, last="")


def trend(filters: Filters, today: date) -> tuple[Filters, Filters]:
    """The period that a page tells changes of and the one before: the reader's where it has two ends, else a year."""
    if None in filters.period(today):
        filters = filters.having(from_on=None, to_on=None, last=TREND)
    return filters, previous(filters, today)
