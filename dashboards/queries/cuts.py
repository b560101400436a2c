"""Periods that begin or end within a month: which months' sums they are made of, and which deals are put right."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.db.models import Q

from articles.actions.deal_sums import Facts
from articles.models import CountedDeal, Deal, DealSum
from articles.models.deal import SIGNAL_STATUSES


class Period(Protocol):
    """What is asked for of a selection here: its ends, the day of today and the reviews."""

    @property
    def first(self) -> date | None:
        """Its first day."""

    @property
    def last(self) -> date | None:
        """Its last day."""

    @property
    def today(self) -> date:
        """The Hong Kong day of the question."""

    @property
    def reviews(self) -> tuple[str, ...]:
        """The reviews asked for."""


def span_of(facts: Facts) -> tuple[date, date]:
    """The first and the last day by which a deal is filed, as the sums have them."""
    if not facts.filed_on:
        return DealSum.UNDATED
    return (
        date.fromisoformat(facts.filed_on),
        date.fromisoformat(facts.filed_until) if facts.filed_until else DealSum.UNDATED[1],
    )


@dataclass(frozen=True)
class Cuts:
    """How a period is made of months: the months' sums from ``since`` to ``until``, and the days beside its ends of
    which deals have to be looked at, as those that end (``ending``) or begin (``beginning``) between two days."""

    since: date | None
    until: date | None
    ending: tuple[date, date] | None
    beginning: tuple[date, date] | None

    @classmethod
    def of(cls, period: Period) -> "Cuts":
        """The cuts of a period."""
        since = until = ending = beginning = None
        if first := period.first:
            begin, end = _month(first)
            is_nearer = (first - begin).days <= (end - first).days
            since = begin if is_nearer else end + timedelta(days=1)
            if first != begin:
                ending = (begin, first - timedelta(days=1)) if is_nearer else (first, end)
        if last := period.last:
            begin, end = _month(last)
            # Hardly a deal is filed on a day to come.
            is_nearer = last >= period.today or (end - last).days <= (last - begin).days
            until = end if is_nearer else begin - timedelta(days=1)
            if last != end:
                beginning = (last + timedelta(days=1), end) if is_nearer else (begin, last)
        return cls(since, until, ending, beginning)

    def differences(self, period: Period) -> Iterator[tuple[int, Facts]]:
        """The deals that are to be put in (1) or taken out (-1)."""
        if self.ending is None and self.beginning is None:
            return
        for facts in _facts_of(self.ending, self.beginning):
            if facts.review not in period.reviews:
                continue
            begins, ends = span_of(facts)
            months = (begins.replace(day=1), ends.replace(day=1))
            sign = overlaps((begins, ends), period.first, period.last) - overlaps(months, self.since, self.until)
            if sign:
                yield sign, facts


def last_of_month(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), last_of_month(day)


def overlaps(span: tuple[date, date], first: date | None, last: date | None) -> bool:
    """Whether a span has a day in common with a period, which may be open at its ends."""
    return (first is None or span[1] >= first) and (last is None or span[0] <= last)


def _facts_of(ending: tuple[date, date] | None, beginning: tuple[date, date] | None) -> Iterator[Facts]:
    """The listed deals that end or begin on some days, as they are counted; one query."""
    on_days = Q()
    if ending:
        on_days |= Q(filed_until__range=ending)
    if beginning:
        on_days |= Q(filed_on__range=beginning)
    rows = Deal.objects.published().exclude(status__in=SIGNAL_STATUSES).filter(on_days).values("pk")
    return map(Facts.of_text, CountedDeal.objects.filter(deal_key__in=rows).values_list("facts", flat=True))
