"""Keep the sums of deals: what stands in totals, by tag and by two tags, over all time, by month and by day.

A deal is brought in line whenever it is resolved, stands for another or goes: ``recount_deals`` compares what it
stood for (``CountedDeal``) with its row and writes the difference, inside the transaction of the change, whatever has
changed and however often it is called. ``rebuild_sums`` makes all anew, ``find_sum_drift`` compares.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from operator import attrgetter
from typing import Any

from django.db import connection, models

from articles.models import CountedDeal, Deal, DealFacet, DealSum
from articles.models.deal import BINDING_RUNGS, COUNTED_STATUSES, ENDED_STATUSES, HKD_PER_USD, SIGNAL_STATUSES
from articles.pipeline.vocabulary import RUNGS

WHOLE = ""
"""All deals, whatever they carry."""
KINDS = ("city", "sector", "outside", "subsector")
"""Kinds of tags that deals are summed by: ``what`` of one tag."""
PAIRS = (
    "city+city", "city+sector", "city+outside", "city+subsector", "sector+sector", "sector+outside", "sector+subsector",
)  # fmt: skip
"""``what`` of two tags; of one kind the lower key comes first."""
ALONE, ABROAD = "alone", "abroad"
"""``what`` of a city without another of the eleven, and of a city with any partner outside."""
RUNG = "sector+rung"
"""``what`` of a sector and a rung; ``other`` is the place of that among ``RUNGS``."""
WHATS = (WHOLE, *KINDS, *PAIRS, ALONE, ABROAD, RUNG)
_CHUNK = 1500
"""Rows of one statement: SQLite takes 32,766 values."""
_DEALS_AT_ONCE = 2000

Slot = tuple[str, str, date, int, int, date, str]
"""(what, grain, begins, one, other, ends, review): the key of a ``DealSum``."""
Make = tuple[str, str, str, str, str, str]
"""(type, status, rung, scope, review, value): the key of a ``DealFacet``."""
Figures = tuple[int, ...]
"""Values in the order of ``DealSum.MEASURES``."""
_SLOT = ("what", "grain", "begins", "one", "other", "ends", "review")
_MAKE = ("type", "status", "rung", "scope", "review", "value")
_ROW = ("type", "status", "rung", "scope", "review", "is_superseded", "is_starter", "filed_on", "filed_until")
_MONEY = ("amount", "amount_usd", "currency")


@dataclass(frozen=True, slots=True)
class Facts:
    """All of a deal that any sum depends on. Days are ISO text, empty where unknown; ``hkd`` is thousandths of a HK
    dollar, None where no amount is known or none converts it; tags are keys, in order."""

    type: str
    status: str
    rung: str
    scope: str
    review: str
    is_superseded: bool
    is_starter: bool
    filed_on: str
    filed_until: str
    value: str
    hkd: int | None
    cities: tuple[int, ...]
    sectors: tuple[int, ...]
    outside: tuple[int, ...]
    subsectors: tuple[int, ...]

    @property
    def is_listed(self) -> bool:
        """Whether it stands on the list of deals: neither rejected nor a signal."""
        return self.review != Deal.Review.REJECTED and self.status not in SIGNAL_STATUSES

    @property
    def worth(self) -> int | None:
        """``hkd`` of one that is listed."""
        return self.hkd if self.is_listed else None

    def as_text(self) -> str:
        """The same for ``CountedDeal.facts``."""
        return _as_json(_own(self))

    @classmethod
    def of_text(cls, text: str) -> "Facts":
        """What ``as_text`` wrote."""
        *own, cities, sectors, outside, subsectors = json.loads(text)
        return cls(*own, tuple(cities), tuple(sectors), tuple(outside), tuple(subsectors))


_own = attrgetter(*(field.name for field in fields(Facts)))
_as_json = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(slots=True)
class Sums:
    """Figures by slot, and deals by make."""

    slots: dict[Slot, list[int]]
    makes: Counter[Make]

    @classmethod
    def none(cls) -> "Sums":
        """No deal at all."""
        return cls({}, Counter())

    def add(self, facts: Facts, sign: int = 1) -> None:
        """Put a deal in, or with -1 take it out."""
        if facts.review == Deal.Review.REJECTED or (facts.status in SIGNAL_STATUSES and facts.is_superseded):
            return
        self.makes[facts.type, facts.status, facts.rung, facts.scope, facts.review, facts.value] += sign
        if not facts.is_listed:
            return
        figures = figures_of(facts)
        for slot in slots_of(facts):
            held = self.slots.get(slot)
            if held is None:
                held = self.slots[slot] = [0] * len(figures)
            for place, figure in figures:
                held[place] += sign * figure


def figures_of(facts: Facts) -> list[tuple[int, int]]:
    """What a listed deal adds, as (place in ``DealSum.MEASURES``, value) in order; zeros too."""
    is_signed = facts.status in COUNTED_STATUSES and not facts.is_superseded
    is_binding = is_signed and facts.rung in BINDING_RUNGS
    hkd = facts.hkd or 0
    figures = (
        1,
        facts.is_starter,
        is_signed,
        is_binding,
        hkd if is_signed else 0,
        hkd if is_binding else 0,
        is_signed and facts.value == "undisclosed",
        is_signed and facts.value == "unconverted",
        is_signed and facts.scope == "intra_gba",
        facts.status in ENDED_STATUSES,
    )
    return list(enumerate(int(figure) for figure in figures))


def slots_of(facts: Facts) -> Iterator[Slot]:
    """Every sum that a listed deal stands in."""
    if facts.filed_on:
        begins = date.fromisoformat(facts.filed_on)
        ends = date.fromisoformat(facts.filed_until) if facts.filed_until else DealSum.UNDATED[1]
        day, month = (begins, ends), (begins.replace(day=1), ends.replace(day=1))
    else:
        day = month = DealSum.UNDATED
    ever = (DealSum.ALWAYS, DealSum.ALWAYS)
    yield WHOLE, DealSum.DAY, day[0], 0, 0, day[1], facts.review
    for what, one, other in carried(facts):
        yield what, DealSum.EVER, ever[0], one, other, ever[1], facts.review
        yield what, DealSum.MONTH, month[0], one, other, month[1], facts.review


def carried(facts: Facts, whats: Collection[str] = WHATS) -> Iterator[tuple[str, int, int]]:
    """(what, one, other) of those sums of ``whats`` that a deal stands in: of all, of each tag, of each pair."""
    tags = dict(zip(KINDS, (facts.cities, facts.sectors, facts.outside, facts.subsectors), strict=True))
    for what in whats:
        if what == WHOLE:
            yield what, 0, 0
        elif what in tags:
            yield from ((what, key, 0) for key in tags[what])
        elif what == ALONE:
            yield from ((what, city, 0) for city in facts.cities if len(facts.cities) == 1)
        elif what == ABROAD:
            yield from ((what, city, 0) for city in facts.cities if facts.outside)
        elif what == RUNG:
            yield from ((what, sector, RUNGS.index(facts.rung)) for sector in facts.sectors)
        else:
            first, second = what.split("+")
            pairs = combinations(tags[first], 2) if first == second else product(tags[first], tags[second])
            yield from ((what, one, other) for one, other in pairs)


def read_facts(deals: models.QuerySet[Deal]) -> dict[int, Facts]:
    """The facts of deals by key; one query."""
    return {key: facts for key, (facts, _) in _read(deals).items()}


def _read(deals: models.QuerySet[Deal]) -> dict[int, tuple[Facts, str | None]]:
    """The facts of deals, and as which they are counted; one query, of a row for each tag."""
    counted = CountedDeal.objects.filter(deal_key=models.OuterRef("pk")).values("facts")
    rows = deals.annotate(held=models.Subquery(counted)).order_by("pk", "tags")
    found: dict[int, tuple[tuple[Any, ...], dict[str, list[int]]]] = {}
    for key, kind, tag, *rest in rows.values_list("pk", "tags__kind", "tags", "held", *_ROW, *_MONEY):
        if key not in found:
            found[key] = (tuple(rest), {kind: [] for kind in KINDS})
        if kind in KINDS:
            found[key][1][kind].append(tag)
    return {key: (_facts(made, tags), held) for key, ((held, *made), tags) in found.items()}


def _facts(row: Sequence[Any], tags: Mapping[str, Sequence[int]]) -> Facts:
    *made, begins, ends, amount, usd, currency = row
    value, hkd = _worth(amount, usd, currency)
    days = (day.isoformat() if day else "" for day in (begins, ends))
    return Facts(*made, *days, value, hkd, *(tuple(tags[kind]) for kind in KINDS))


def _worth(amount: Decimal | None, usd: Decimal | None, currency: str) -> tuple[str, int | None]:
    """What is known of an amount, in the words of the filter ``value``, and thousandths of a HK dollar."""
    if amount is None:
        return "undisclosed", None
    if currency == "HKD":
        return "disclosed", int(amount * 1000)
    return ("unconverted", None) if usd is None else ("disclosed", int(usd * HKD_PER_USD * 1000))


def recount_deals(deal_ids: Collection[int]) -> None:
    """Bring the sums in line with these deals as they are now, or are not any more; call it inside the transaction
    of the change. Four statements, one where nothing of a deal is counted differently, and two more for deals that
    are gone."""
    ids = set(deal_ids)
    if not ids:
        return
    now = _read(Deal.objects.filter(pk__in=ids))
    texts = {key: facts.as_text() for key, (facts, _) in now.items()}
    held = {key: was for key, (_, was) in now.items()}
    if gone := ids - now.keys():
        left = CountedDeal.objects.filter(deal_key__in=gone)
        held |= dict(left.values_list("deal_key", "facts"))
        left.delete()
    sums, changed = Sums.none(), [key for key in sorted(held) if held[key] != texts.get(key)]
    for key in changed:
        if (was := held[key]) is not None:
            sums.add(Facts.of_text(was), -1)
        if key in now:
            sums.add(now[key][0])
    _write(sums)
    _hold((key, texts[key], now[key][0].worth) for key in changed if key in now)


def _write(sums: Sums) -> None:
    """Add to what is stored, in one order, so that two workers seldom wait for each other crosswise."""
    slots = [(*slot, *figures) for slot, figures in sorted(sums.slots.items()) if any(figures)]
    _upsert(DealSum, _SLOT, DealSum.MEASURES, slots)
    _upsert(DealFacet, _MAKE, ("deals",), [(*make, n) for make, n in sorted(sums.makes.items()) if n])


def _hold(deals: Iterable[tuple[int, str, int | None]]) -> None:
    """Keep as what deals are counted: (key, facts as text, worth)."""
    _upsert(CountedDeal, ("deal_key",), ("facts", "worth"), list(deals), adds=False)


def _upsert(
    model: type[models.Model],
    key: Sequence[str],
    values: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    adds: bool = True,
) -> None:
    """Write rows of (*key, *values); where the key is there the values are added, or take the old ones' place."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = [connection.ops.quote_name(name) for name in (*key, *values)]
    marks = f"({', '.join(['%s'] * len(names))})"
    news = ", ".join(
        f"{name} = {table}.{name} + excluded.{name}" if adds else f"{name} = excluded.{name}"
        for name in names[len(key) :]
    )
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _CHUNK):
            some = rows[start : start + _CHUNK]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([marks] * len(some))}"
                f" ON CONFLICT ({', '.join(names[: len(key)])}) DO UPDATE SET {news}",
                [_plain(value) for row in some for value in row],
            )


def _plain(value: Any) -> Any:
    """A value as both engines take it: SQLite's driver refuses whole numbers of more than 64 bits."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and abs(value) >= 1 << 63 else value


def rebuild_sums() -> int:
    """Make all sums anew; call it inside a transaction. Gives how many rows there are."""
    sums = Sums.none()
    for model in (DealSum, DealFacet, CountedDeal):
        model.objects.all().delete()
    for facts in _all_facts():
        for one in facts.values():
            sums.add(one)
        _hold((key, one.as_text(), one.worth) for key, one in facts.items())
    _write(sums)
    return DealSum.objects.count() + DealFacet.objects.count()


def find_sum_drift() -> dict[tuple[Any, ...], tuple[Any, Any]]:
    """Rows whose stored figures differ from the deals': {key: (stored, true)}; a row of zeros needs not be there.

    The facts that are held of each deal and its worth are compared too, under ("deal", key).
    """
    sums, drift = Sums.none(), {}
    held = {key: told for key, *told in CountedDeal.objects.values_list("deal_key", "facts", _exact("worth"))}
    for facts in _all_facts():
        for key, one in facts.items():
            sums.add(one)
            if (was := held.pop(key, None)) != (now := [one.as_text(), one.worth]):
                drift["deal", key] = (was, now)
    drift |= {("deal", key): (was, None) for key, was in held.items()}
    slots = {slot: tuple(figures) for slot, figures in sums.slots.items()}
    stored = DealSum.objects.values_list(*_SLOT, *map(_exact, DealSum.MEASURES)).iterator()
    drift |= _differences(((row[: len(_SLOT)], row[len(_SLOT) :]) for row in stored), slots)
    makes = {make: (n,) for make, n in sums.makes.items()}
    rows = DealFacet.objects.values_list(*_MAKE, "deals")
    return drift | _differences(((row[:-1], row[-1:]) for row in rows), makes)


def _exact(name: str) -> models.ExpressionWrapper:
    """A decimal as a whole number: SQLite gives back fifteen digits, and trillions in thousandths have more."""
    return models.ExpressionWrapper(models.F(name), models.BigIntegerField())


def _differences(
    stored: Iterable[tuple[tuple[Any, ...], Figures]], true: Mapping[Any, Figures]
) -> dict[tuple[Any, ...], tuple[Any, Any]]:
    left, found = dict(true), {}
    for key, was in stored:
        now = left.pop(key, tuple(0 for _ in was))
        if was != now:
            found[key] = (was, now)
    return found | {key: (None, now) for key, now in left.items() if any(now)}


def _all_facts() -> Iterator[dict[int, Facts]]:
    """The facts of every deal, some thousands at a time."""
    last = 0
    while keys := Deal.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_DEALS_AT_ONCE]:
        first, last = keys[0], list(keys)[-1]
        yield read_facts(Deal.objects.filter(pk__gte=first, pk__lte=last))
