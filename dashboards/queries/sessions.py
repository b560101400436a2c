"""A mechanism as a series of sessions: what each brought, counted, and the change from one to the next.

Pure: works on rows that the page has read already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboards.queries.rows import DealRow
from dashboards.queries.timeline import Event

ONE_SESSION = timedelta(days=3)
"""Rows so close to each other are of one session: the papers of a meeting are told over several days."""


@dataclass(frozen=True)
class SessionCount:
    """So many of one unit in one session; ``change`` is against the last session that told this unit."""

    unit: str
    n: int
    change: int | None


@dataclass(frozen=True)
class Session:
    """One session: its day as far as it is known, its deals and milestones, its counts and the gap before it."""

    day: date
    precision: str
    deals: tuple[DealRow, ...]
    milestones: tuple[Event, ...]
    counts: tuple[SessionCount, ...]
    months_since: int | None


def sessions(rows: Sequence[DealRow], events: Sequence[Event]) -> list[Session]:
    """Group dated deals and milestones into sessions, newest first; units are never added to each other.

    The counts of several deals of one session and unit are added; ``other`` is left out, its words differ each time.
    """
    dated: list[tuple[date, str, DealRow | Event]] = [
        (row.deal.filed_on, row.deal.filing_precision, row) for row in rows if row.deal.filed_on
    ]
    dated += [(event.day, event.precision, event) for event in events]
    dated.sort(key=lambda item: item[0])
    groups: list[list[tuple[date, str, DealRow | Event]]] = []
    for item in dated:
        if groups and item[0] - groups[-1][0][0] <= ONE_SESSION:
            groups[-1].append(item)
        else:
            groups.append([item])
    found, told, last_day = [], {}, None
    for group in groups:
        day, precision = group[0][0], group[0][1]
        deals = tuple(thing for _, _, thing in group if isinstance(thing, DealRow))
        sums: dict[str, int] = {}
        for row in deals:
            for count in row.deal.counts:
                if count.get("unit") not in (None, "other") and isinstance(count.get("n"), int):
                    sums[count["unit"]] = sums.get(count["unit"], 0) + count["n"]
        counts = tuple(SessionCount(unit, n, n - told[unit] if unit in told else None) for unit, n in sums.items())
        gap = (day.year - last_day.year) * 12 + day.month - last_day.month if last_day else None
        milestones = tuple(thing for _, _, thing in group if isinstance(thing, Event))
        found.append(Session(day, precision, deals, milestones, counts, gap))
        told |= sums
        last_day = day
    return found[::-1]
