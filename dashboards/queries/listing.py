"""One page of a list of deals: which rows stand on it is kept until a deal changes, the rows are read anew."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from articles.models import CountedDeal, Deal
from articles.models.deal import SIGNAL_STATUSES
from dashboards.filters import Filters
from dashboards.queries.days import DEEP, keys_far_down
from dashboards.queries.keeping import keep, kept_with_deals, kept_with_words, key_of, recall
from dashboards.queries.rows import DealRow, deal_rows, points
from dashboards.queries.selection import deals, driving, ordered
from dashboards.queries.sums import asked_of_sums, deals_by_make


def listed_deals(filters: Filters, today: date, rows: slice, *, sort: str = "-date") -> list[DealRow]:
    """The rows of one page of the list; a fixed number of queries."""
    key = key_of("listed", (filters, today, sort, rows.start, rows.stop))
    if (kept := recall(key)) is not None:
        return rows_of(kept[0])
    if (rows.start or 0) > DEEP and sort in ("date", "-date"):
        found = rows_of(keys_far_down(filters, today, rows, oldest_first=sort == "date"))
    else:
        found = deal_rows(ordered(deals(filters, today), sort)[rows])
    keep(key, [row.deal.pk for row in found])
    return found


def dearest(filters: Filters, today: date, *, limit: int) -> list[DealRow]:
    """The deals with an amount and a day that are worth most, as points of a chart, the dearest first; one query, two
    where few deals have an amount."""
    key = key_of("dearest", (filters, today, limit))
    if (kept := recall(key)) is not None:
        return rows_of(kept[0], points)
    valued = deals(filters, today).filter(amount__isnull=False, filed_on__isnull=False)
    found: list[DealRow] = []
    if (asked := asked_of_sums(filters, today)) and not (asked.tags or asked.has_period or asked.total):
        found = points(ordered(valued.filter(pk__in=_worth_most(limit + limit // 2)), "-amount")[:limit])
    if len(found) < limit:
        found = points(ordered(valued, "-amount")[:limit])
    keep(key, [row.deal.pk for row in found])
    return found


def _worth_most(number: int) -> Any:
    """The keys of so many listed deals, and of those worth as much as the last of them, by an index; of none where
    there are not more. Some are undated, or hidden from readers."""
    counted = CountedDeal.objects.filter(worth__isnull=False).order_by("-worth").values_list("worth", flat=True)
    border = Subquery(counted[number : number + 1])
    return driving(CountedDeal.objects.filter(worth__gte=border).values("deal_key"))


def rows_of(keys: Sequence[int], read: Callable[[QuerySet[Deal]], list[DealRow]] = deal_rows) -> list[DealRow]:
    """Deals by their keys, in this order; a fixed number of queries, none without keys."""
    found = {row.deal.pk: row for row in read(Deal.objects.published().filter(pk__in=keys))} if keys else {}
    return [found[key] for key in keys if key in found]


@kept_with_deals
def deals_by_status(filters: Filters, today: date) -> dict[str, int]:
    """The rows of a selection by status; they add up to all of them."""
    if filters.status and (makes := deals_by_make(filters, today)) is not None:
        found: Counter[str] = Counter()
        for _, status, *_, count in makes:
            found[status] += count
        return dict(found)
    return dict(deals(filters, today).values_list("status").annotate(count=Count("pk")).order_by())


def counts_of(selections: Sequence[Filters], today: date) -> list[int]:
    """How many deals each of several selections has; one query."""
    if not selections:
        return []
    first, *more = [
        deals(filters, today)
        .annotate(place=Value(place, output_field=IntegerField()))
        .values_list("place")
        .annotate(n=Count("pk"))
        .order_by()
        for place, filters in enumerate(selections)
    ]
    found = dict(first.union(*more, all=True))
    return [found.get(place, 0) for place in range(len(selections))]


REPLACED = ("sector", "lang")
"""Facets of which a choice takes the place of another: they are counted in the selection without it."""


@dataclass(frozen=True)
class FoundDeals:
    """What a search finds among deals: how many, how many of them are signals, and the keys of the newest: under
    ``""`` those of the selection, under a key of ``REPLACED`` that is chosen those of the selection without it."""

    count: int
    signals: int
    keys: dict[str, list[int]]


@kept_with_words
def found_deals(filters: Filters, today: date, most: int) -> FoundDeals:
    """The deals of a search, the newest first. Looking through the words of all deals is dear, so it is done once for
    all that the page tells of them; one query."""
    replaced = tuple(key for key in REPLACED if getattr(filters, key))
    carried = {f"of_{key}": Exists(deals(_alone(filters, key), today).filter(pk=OuterRef("pk"))) for key in replaced}
    wide = deals(filters.having(**dict.fromkeys(replaced, ())), today).annotate(**carried)
    told = list(wide.values_list(Cast("filed_on", TextField()), "pk", "status", *carried))
    # As "-date" has them. To read deals in that order takes SQLite as long as to look through their words.
    told.sort(key=lambda row: (row[0] or "", row[1]), reverse=True)
    rows = [(pk, status, dict(zip(replaced, of, strict=True))) for _, pk, status, *of in told]
    found = [(pk, status) for pk, status, of in rows if all(of.values())]
    keys = {"": [pk for pk, _ in found[:most]]}
    for key in replaced:
        keys[key] = [pk for pk, _, of in rows if all(is_of for other, is_of in of.items() if other != key)][:most]
    return FoundDeals(len(found), sum(status in SIGNAL_STATUSES for _, status in found), keys)


def _alone(filters: Filters, key: str) -> Filters:
    """The condition of one key and of no other; a language is asked of the reports of the chosen sources."""
    kept = {key: getattr(filters, key)} | ({"source": filters.source} if key == "lang" else {})
    return Filters(**kept, status=filters.status)
