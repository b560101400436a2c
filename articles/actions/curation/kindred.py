"""Which deals to compare with those of a batch, though no listed party and no equal amount says so; four queries.

Deals filed within weeks of each other fall together under keys: the day and
the cities, a number counted in a city, an amount in a city, a word of a
party's name.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from articles.actions.clustering.likeness import CLOSE
from articles.actions.curation.kinship import MANY, WEEKS
from articles.models import Deal, Party
from articles.pipeline.matching.parties import party_key

COMMON = 40
"""A key of so many deals says nothing about two of them."""
_MOST_ROWS = 20_000
_WEEKS = timedelta(days=WEEKS)
_LONG_WORD, _HAN_LETTERS = 4, 3
_STEP = math.log(1 + CLOSE)
"""Amounts that differ by less lie in one band of this width, or in two that meet."""

Filed = tuple[date, date]


def kindred(deal_ids: Collection[int]) -> set[tuple[int, int]]:
    """Give pairs (lower id first) of one of the deals and another that fall together under some key."""
    mine = Deal.objects.filter(pk__in=deal_ids, filed_on__isnull=False)
    days = list(mine.values_list("filed_on", "filed_until"))
    if not days:
        return set()
    near = _filed_near(days)
    rows = {pk: told for pk, *told in near.values_list("pk", "filed_on", "filed_until", "amount_usd", "counts")}
    labels = Deal.tags.through.objects.filter(deal__in=near.values("pk"), tag__kind="city")
    cities: dict[int, list[int]] = defaultdict(list)
    for pk, tag_id in labels.order_by("tag_id").values_list("deal_id", "tag_id"):
        cities[pk].append(tag_id)
    signed = Party.objects.filter(deal__in=near.values("pk"), role=Party.Role.SIGNATORY)
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in signed.values_list("deal_id", "name"):
        names[pk].append(name)
    groups: dict[object, set[int]] = defaultdict(set)
    for pk, (filed_on, _until, usd, counts) in rows.items():
        for key in _keys(filed_on, usd, counts, cities[pk], names[pk]):
            groups[key].add(pk)
    return set(_pairs(set(deal_ids), groups.values(), {pk: (told[0], told[1] or told[0]) for pk, told in rows.items()}))


def _filed_near(days: Iterable[tuple[date, date | None]]) -> QuerySet[Deal]:
    """The newest deals that were filed within weeks of one of the periods."""
    filed = Q()
    for first, last in _joined((day - _WEEKS, (until or day) + _WEEKS) for day, until in days):
        filed |= Q(filed_on__lte=last, filed_until__gte=first)
    live = Deal.objects.filter(filed, merged_into__isnull=True).exclude(review=Deal.Review.REJECTED)
    return live.order_by("-pk")[:_MOST_ROWS]


def _joined(periods: Iterable[Filed]) -> Iterator[Filed]:
    """Periods that overlap as one."""
    first = last = None
    for start, end in sorted(set(periods)):
        if first is None or last is None:
            first, last = start, end
        elif start <= last:
            last = max(last, end)
        else:
            yield first, last
            first, last = start, end
    if first is not None and last is not None:
        yield first, last


def _keys(
    day: date, usd: Any, counts: Iterable[dict[str, Any]], cities: list[int], names: Iterable[str]
) -> Iterator[tuple[object, ...]]:
    """The keys of one deal, each a tuple; days and bands are given twice, so that neighbours have one in common."""
    if cities:
        yield "day", day, *cities
        yield "day", day + timedelta(days=1), *cities
    band = math.floor(math.log(float(usd)) / _STEP) if usd else None
    for city in cities:
        for count in counts:
            if (count.get("n") or 0) > MANY:
                yield "count", count["n"], city
        if band is not None:
            yield "amount", band, city
            yield "amount", band + 1, city
    for name in names:
        yield from (("name", word) for word in _words(party_key(name)))


def _words(key: str) -> set[str]:
    """The long words of a name, or of a Chinese one all runs of three characters: some are in whatever holds it."""
    if key.isascii() or " " in key:
        return {word for word in key.split() if len(word) >= _LONG_WORD}
    return {key[at : at + _HAN_LETTERS] for at in range(len(key) - _HAN_LETTERS + 1)}


def _pairs(wanted: set[int], groups: Iterable[set[int]], filed: dict[int, Filed]) -> Iterator[tuple[int, int]]:
    for group in groups:
        if not 1 < len(group) <= COMMON:
            continue
        for one in wanted & group:
            (first, until) = filed[one]
            for other in group:
                start, end = filed[other]
                if one != other and first <= end + _WEEKS and start <= until + _WEEKS:
                    yield (min(one, other), max(one, other))
