"""When digests are due: slots on the wall clock of the subscriber's zone, one a day, a week or a month."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")


def latest_slot(frequency: str, *, now: datetime, timezone: str, hour: int) -> datetime:
    """The last slot that is not after ``now``, in UTC.

    An hour that a change to summer time leaves out is the hour after it; one
    that comes twice is the first. There is exactly one slot a day, whatever
    the clocks do (THREATS, time rows).
    """
    zone = ZoneInfo(timezone)
    day = _first_day(frequency, now.astimezone(zone).date())
    slot = _at(day, hour, zone)
    return slot if slot <= now else _at(_first_day(frequency, day - timedelta(days=1)), hour, zone)


def slot_before(frequency: str, slot: datetime, *, timezone: str, hour: int) -> datetime:
    """The slot before ``slot``, in UTC."""
    return latest_slot(frequency, now=slot - timedelta(microseconds=1), timezone=timezone, hour=hour)


def slot_after(frequency: str, *, now: datetime, timezone: str, hour: int) -> datetime:
    """The first slot that is after ``now``, in UTC."""
    zone = ZoneInfo(timezone)
    day = now.astimezone(zone).date()
    while True:
        if _first_day(frequency, day) == day and (slot := _at(day, hour, zone)) > now:
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


def is_same_day(one: datetime, other: datetime, *, timezone: str) -> bool:
    """Whether two instants fall on one calendar day of the zone."""
    zone = ZoneInfo(timezone)
    return one.astimezone(zone).date() == other.astimezone(zone).date()


def _first_day(frequency: str, day: date) -> date:
    """The day of the slot in the period that holds ``day``: itself, its Monday, or the first of its month."""
    if frequency == "daily":
        return day
    return day - timedelta(days=day.weekday()) if frequency == "weekly" else day.replace(day=1)


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The hour of that day on the zone's wall clock, in UTC."""
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
