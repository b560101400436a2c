"""Who deals with whom and in what: counts over pairs of tags."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr

from articles.actions.deal_sums import ABROAD, ALONE
from articles.models import Deal, DealSum
from dashboards.filters import CITIES, SECTORS, Filters
from dashboards.queries.blocs import is_open, named_with_members
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.selection import deals
from dashboards.queries.sums import Asked, asked_of_sums, signed_by, slugs_of
from dashboards.queries.totals import COUNTED, add_months, first_of_month, months_between

YEAR = Substr(Cast("filed_on", CharField()), 1, 4)
MONTH = Substr(Cast("filed_on", CharField()), 1, 7)
MONTH_UNTIL = Substr(Cast("filed_until", CharField()), 1, 7)
"""Year and month as text: SQLite would call Python for a date's own parts, row by row."""
CITY_AND_SECTOR = "city+sector"
OUTSIDE = "outside"
"""Stands for all outside partners together in the matrix of cities."""


@kept_with_deals
def city_by_sector(filters: Filters, today: date) -> dict[tuple[str, str], int]:
    """Signed and completed deals by (city, sector)."""
    if (asked := asked_of_sums(filters.counted(), today)) and not asked.tags:
        slugs, found = slugs_of(("city", "sector")), _signed_of_cities(asked)
        return {(slugs[one], slugs[other]): n for (what, one, other), n in found.items() if what == CITY_AND_SECTOR}
    through = Deal.tags.through
    rows = (
        through.objects.filter(
            deal__in=deals(filters, today).filter(COUNTED), tag__kind="city", deal__tags__kind="sector"
        )
        .values_list("tag__slug", "deal__tags__slug")
        .annotate(count=Count("deal", distinct=True))
    )
    return {(city, sector): count for city, sector, count in rows if filters.is_open_to("sector", sector)}


@kept_with_deals
def city_links(filters: Filters, today: date) -> dict[tuple[str, str], int]:
    """Signed and completed deals by pair of cities, in the order of ``CITIES``; ``outside`` is a column of its own.

    A deal of three cities counts for each of its three pairs; the diagonal (city, city) counts deals with no other
    city of the eleven, whether or not somebody outside takes part.
    """
    if (asked := asked_of_sums(filters.counted(), today)) and not asked.tags:
        return _counted_links(asked)
    through = Deal.tags.through
    rows = through.objects.filter(
        deal__in=deals(filters, today).filter(COUNTED), tag__kind__in=("city", "outside")
    ).values_list("deal", "tag__kind", "tag__slug")
    cities: dict[int, set[str]] = {}
    outside: set[int] = set()
    for deal, kind, slug in rows:
        if kind == "city":
            cities.setdefault(deal, set()).add(slug)
        else:
            outside.add(deal)
    counts: Counter[tuple[str, str]] = Counter()
    for deal, slugs in cities.items():
        inside = sorted(slugs, key=CITIES.index)
        counts.update(combinations(inside, 2) if len(inside) > 1 else [(inside[0], inside[0])])
        if deal in outside:
            counts.update((slug, OUTSIDE) for slug in inside)
    return dict(counts)


def _counted_links(asked: Asked) -> dict[tuple[str, str], int]:
    """The links of cities from the sums."""
    slugs, counts = slugs_of(("city",)), {}
    for (what, one, other), signed in _signed_of_cities(asked).items():
        if what != CITY_AND_SECTOR:
            first = slugs[one]
            second = {ALONE: first, ABROAD: OUTSIDE}.get(what) or slugs[other]
            pair = (first, second) if what == ABROAD else tuple(sorted((first, second), key=CITIES.index))
            counts[pair] = signed
    return counts


@kept_with_deals
def _signed_of_cities(asked: Asked) -> dict[tuple[Any, ...], int]:
    """What the sums know of cities two by two and with sectors: one question for the two tables of a page."""
    return signed_by(asked, ("city+city", ALONE, ABROAD, CITY_AND_SECTOR), ("what", "one", "other"))


def top_links(links: dict[tuple[str, str], int], limit: int) -> list[tuple[tuple[str, str], int]]:
    """The pairs of two different cities with most deals, most first."""
    pairs = [(pair, count) for pair, count in links.items() if pair[0] != pair[1] and pair[1] != OUTSIDE]
    return sorted(pairs, key=lambda item: (-item[1], item[0]))[:limit]


@kept_with_deals
def tag_by_year(filters: Filters, today: date, kind: str) -> dict[tuple[str, int], int]:
    """Signed and completed deals by (city or sector, year of the filing day)."""
    known = CITIES if kind == "city" else SECTORS
    if (asked := asked_of_sums(filters.counted(), today)) and not asked.tags:
        slugs, years = slugs_of((kind,)), Counter()
        for (one, begins), signed in signed_by(asked, (kind,), ("one", "begins")).items():
            if begins != DealSum.UNDATED[0]:
                years[slugs[one], begins.year] += signed
        return {key: count for key, count in years.items() if key[0] in known}
    rows = (
        deals(filters, today)
        .filter(COUNTED, tags__kind=kind, filed_on__isnull=False)
        .annotate(year=YEAR)
        .values_list("tags__slug", "year")
        .annotate(count=Count("pk"))
        .order_by()
    )
    found = {(slug, int(year)): count for slug, year, count in rows if slug in known}
    return {key: count for key, count in found.items() if filters.is_open_to(kind, key[0])}


@kept_with_deals
def tag_by_month(
    filters: Filters, today: date, kind: str, *, months: int
) -> tuple[dict[tuple[str, date | None], int], list[date]]:
    """Signed and completed deals by (city or sector, month) over the last months, and these months.

    A row whose date is known only to the quarter or year stands in no single month, but once under None.
    """
    last = first_of_month(today)
    columns = months_between(add_months(last, 1 - months), last)
    within = filters.having(from_on=None, to_on=None, last="")
    counts: Counter[tuple[str, date | None]] = Counter()
    known = {slug for slug in (CITIES if kind == "city" else SECTORS) if filters.is_open_to(kind, slug)}
    for slug, begin, end, count in _tags_by_span(within, today, kind, columns[0], add_months(last, 1)):
        if slug in known:
            counts[slug, begin if begin == end else None] += count
    return dict(counts), columns


def _tags_by_span(
    filters: Filters, today: date, kind: str, since: date, until: date
) -> Iterator[tuple[str, date, date, int]]:
    """Signed and completed deals by slug and first and last month of their span, where that overlaps whole months."""
    spans = filters.counted().having(from_on=since, to_on=until - timedelta(days=1))
    if (asked := asked_of_sums(spans, today)) and not asked.tags:
        slugs = slugs_of((kind,))
        for (one, begins, ends), signed in signed_by(asked, (kind,), ("one", "begins", "ends")).items():
            yield slugs[one], begins, ends, signed
        return
    rows = (
        deals(filters, today)
        .filter(COUNTED, tags__kind=kind, filed_on__lt=until, filed_until__gte=since)
        .annotate(month=MONTH, until=MONTH_UNTIL)
        .values_list("tags__slug", "month", "until")
        .annotate(count=Count("pk"))
        .order_by()
    )
    for slug, month, end, count in rows:
        yield slug, date.fromisoformat(f"{month}-01"), date.fromisoformat(f"{end}-01"), count


@kept_with_deals
def outside_flows(filters: Filters, today: date) -> dict[tuple[str, str], int]:
    """Signed and completed deals by (outside partner, city); a deal counts once for each such pair."""
    if (asked := asked_of_sums(filters.counted(), today)) and not asked.tags:
        slugs, sums = slugs_of(("city", "outside")), signed_by(asked, ("city+outside",), ("one", "other"))
        found = {(slugs[partner], slugs[city]): signed for (city, partner), signed in sums.items()}
    else:
        rows = _partners_and_cities(filters, today).annotate(count=Count("deal", distinct=True))
        found = {(partner, city): count for partner, city, count in rows.order_by()}
    found |= _flows_of_blocs({partner for partner, _ in found}, filters, today)
    return {pair: count for pair, count in sorted(found.items()) if is_open(filters, OUTSIDE, pair[0])}


def _partners_and_cities(filters: Filters, today: date) -> QuerySet[Any, Any]:
    """Rows of (outside partner, city), one for each such pair of a signed or completed deal."""
    signed = deals(filters, today).filter(COUNTED)
    links = Deal.tags.through.objects.filter(deal__in=signed, tag__kind=OUTSIDE, deal__tags__kind="city")
    return links.values_list("tag__slug", "deal__tags__slug")


def _flows_of_blocs(partners: set[str], filters: Filters, today: date) -> dict[tuple[str, str], int]:
    """The flows of blocs with those of their members; one query, where both have deals."""
    named = named_with_members(partners)
    if not named:
        return {}
    asked = frozenset().union(*named.values())
    signed: dict[tuple[str, str], set[int]] = defaultdict(set)
    rows = _partners_and_cities(filters, today).filter(tag__slug__in=asked)
    for partner, city, deal in rows.values_list("tag__slug", "deal__tags__slug", "deal"):
        signed[partner, city].add(deal)
    cities = {city for _, city in signed}
    told = {
        (bloc, city): len(set().union(*(signed.get((tag, city), ()) for tag in tags)))
        for bloc, tags in named.items()
        for city in cities
    }
    return {pair: count for pair, count in told.items() if count}
