"""When digests are due: slots on the wall clock of the subscriber's zone, one a day, a week or a month.

Without weekends no slot falls on a Saturday or Sunday of the zone: what
happens then stands in Monday's digest, a month that begins on a weekend has
its slot on the Monday after, and who chose a day of the weekend for the weekly
digest gets it on Monday. Of a calendar week (ISO 8601) there is one weekly
digest, also where the day is changed within it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")
MONDAY, SATURDAY = 0, 5
"""As ``date.weekday`` counts."""

FOLLOW_MINUTES = 15
"""Things that happen to followed deals within so many minutes go into one mail."""


@dataclass(frozen=True)
class Clock:
    """The wall clock that a subscriber goes by: zone, hour of the day, whether weekends count, day of the week.

    ``weekday`` counts from Monday, which is 0.
    """

    timezone: str
    hour: int
    with_weekends: bool = False
    weekday: int = MONDAY

    def day_of_week(self) -> int:
        """The day of the weekly digest, where weekends do not count Monday instead of one of theirs."""
        return self.weekday if self.with_weekends or self.weekday < SATURDAY else MONDAY


def latest_slot(frequency: str, *, now: datetime, clock: Clock) -> datetime:
    """The last slot that is not after ``now``, in UTC.

    An hour that a change to summer time leaves out is the hour after it; one
    that comes twice is the first. There is exactly one slot a day, whatever
    the clocks do (THREATS, time rows).
    """
    zone = ZoneInfo(clock.timezone)
    day = _slot_day(frequency, now.astimezone(zone).date(), clock)
    slot = _at(day, clock.hour, zone)
    if slot <= now:
        return slot
    return _at(_slot_day(frequency, day - timedelta(days=1), clock), clock.hour, zone)


def slot_before(frequency: str, slot: datetime, *, clock: Clock) -> datetime:
    """The slot before ``slot``, in UTC."""
    return latest_slot(frequency, now=slot - timedelta(microseconds=1), clock=clock)


def slot_after(frequency: str, *, now: datetime, clock: Clock) -> datetime:
    """The first slot that is after ``now``, in UTC."""
    zone = ZoneInfo(clock.timezone)
    day = now.astimezone(zone).date()
    while True:
        is_slot = _slot_day(frequency, day, clock) == day
        if is_slot and (slot := _at(day, clock.hour, zone)) > now:
            return slot
        day += timedelta(days=1)


def period_name(frequency: str, slot: datetime, *, timezone: str) -> str:
    """The slot's period: ``2026-11-25``, ``2026-W48`` or ``2026-11``."""
    day = slot.astimezone(ZoneInfo(timezone)).date()
    if frequency == "daily":
        return day.isoformat()
    if frequency == "weekly":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    return f"{day:%Y-%m}"


def follow_period(moment: datetime) -> str:
    """The period of news about a followed deal: a quarter of an hour in UTC, ``2026-11-25T13:15``."""
    utc = moment.astimezone(UTC)
    return f"{utc.replace(minute=utc.minute - utc.minute % FOLLOW_MINUTES):%Y-%m-%dT%H:%M}"


def is_same_day(one: datetime, other: datetime, *, timezone: str) -> bool:
    """Whether two instants fall on one calendar day of the zone."""
    zone = ZoneInfo(timezone)
    return one.astimezone(zone).date() == other.astimezone(zone).date()


def _slot_day(frequency: str, day: date, clock: Clock) -> date:
    """The last day that has a slot and is not after ``day``."""
    with_weekends = clock.with_weekends
    if frequency == "daily":
        return day if with_weekends else day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    if frequency == "weekly":
        return day - timedelta(days=(day.weekday() - clock.day_of_week()) % 7)
    first = _first_slot_day(day.replace(day=1), with_weekends=with_weekends)
    if first <= day:
        return first
    return _first_slot_day((day.replace(day=1) - timedelta(days=1)).replace(day=1), with_weekends=with_weekends)


def _first_slot_day(first: date, *, with_weekends: bool) -> date:
    """The first of a month, or the Monday after where it is a day of the weekend that does not count."""
    is_off = not with_weekends and first.weekday() >= SATURDAY
    return first + timedelta(days=7 - first.weekday()) if is_off else first


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The hour of that day on the zone's wall clock, in UTC."""
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
