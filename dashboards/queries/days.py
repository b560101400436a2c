"""On which days the deals of a list are filed, and where on them a page of the list begins."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count

from articles.models import DealSum
from dashboards.filters import Filters
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.selection import deals
from dashboards.queries.sums import asked_of_sums, listed_by_begin

DEEP = 500
"""From so many rows on a page is begun by its day."""


@kept_with_deals
def deals_per_day(filters: Filters, today: date) -> dict[date, int]:
    """How many deals of a selection are filed on each day, undated ones left out; one query."""
    if (asked := asked_of_sums(filters, today)) and not asked.tags:
        found = listed_by_begin(asked, by_day=True)
    else:
        # By day, which the engines do from an index; SQLite would call Python for the year of every row.
        days = deals(filters, today).filter(filed_on__isnull=False).values_list("filed_on")
        found = dict(days.annotate(count=Count("pk")).order_by())
    return _dated(found)


@kept_with_deals
def deals_per_month(filters: Filters, today: date) -> dict[date, int]:
    """The same by month where that is at hand, else by day; one query, two where the period of a tag cuts a month."""
    asked = asked_of_sums(filters, today)
    return _dated(listed_by_begin(asked)) if asked else deals_per_day(filters, today)


def _dated(counts: dict[date, int]) -> dict[date, int]:
    return {day: count for day, count in counts.items() if day != DealSum.UNDATED[0]}


def begin_of_page(counts: Mapping[date, int], offset: int, *, oldest_first: bool) -> tuple[date, int]:
    """The day on which the row after ``offset`` others stands, and how many of its day come before that row.

    ``counts`` are rows by day. Past the end it is the last day with all of its rows. Raises ValueError without a day.
    """
    day = None
    for day in sorted(counts, reverse=not oldest_first):
        if offset < counts[day]:
            return day, offset
        offset -= counts[day]
    if day is None:
        raise ValueError("no day")
    return day, counts[day] + offset


def keys_far_down(filters: Filters, today: date, here: slice, *, oldest_first: bool) -> list[int]:
    """The keys of the deals of one page of a list by day, in its order: by filing day, then by key, undated ones last.

    The page begins on the day on which it stands by the counts of all days, so that it costs what the first one does.
    """
    rows, way = deals(filters, today), "" if oldest_first else "-"
    dated = rows.filter(filed_on__isnull=False).order_by(f"{way}filed_on", f"{way}pk").values_list("pk", flat=True)
    undated = rows.filter(filed_on__isnull=True).order_by(f"{way}pk").values_list("pk", flat=True)
    counts = deals_per_day(filters, today)
    start, length, before = here.start, here.stop - here.start, sum(counts.values())
    found: list[int] = []
    if start < before:
        begin, skipped = begin_of_page(counts, start, oldest_first=oldest_first)
        dated = dated.filter(**{f"filed_on__{'gte' if oldest_first else 'lte'}": begin})
        found = list(dated[skipped : skipped + length])
    if len(found) < length:
        first = max(start - before, 0)
        found += undated[first : first + length - len(found)]
    return found
