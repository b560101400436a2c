"""Resolving the parts of a date against the day of publication; a day is a day in Hong Kong."""

import re
from datetime import date, datetime, timedelta, timezone

HONG_KONG = timezone(timedelta(hours=8))


def publication_day(published: date | datetime | str | None) -> tuple[date | None, str]:
    """The publication day in Hong Kong and its precision (``day``, ``month`` or ``unknown``).

    Takes a date, a date-time (naive = Hong Kong), an ISO string of either or ``YYYY-MM``; anything else is unknown,
    and so is a year at the ends of the calendar, from which no other day could be counted.
    """
    try:
        day, precision = _stated_day(published)
    except (ValueError, OverflowError):
        return None, "unknown"
    return (day, precision) if day and _COUNTABLE[0] <= day.year <= _COUNTABLE[1] else (None, "unknown")


_COUNTABLE = (1000, 9900)


def _stated_day(published: date | datetime | str | None) -> tuple[date | None, str]:
    """The day as it is given; raises ValueError or OverflowError for what is none."""
    if isinstance(published, str):
        stated = published.strip()
        if re.fullmatch(r"\d{4}-\d{2}", stated, re.ASCII):
            return date(int(stated[:4]), int(stated[5:]), 1), "month"
        published = datetime.fromisoformat(stated)
    if isinstance(published, datetime):
        return (published.astimezone(HONG_KONG) if published.tzinfo else published).date(), "day"
    return published, "day"


class Resolver:
    """Turns parts of a date into ``(iso, precision, basis)`` against one publication day."""

    def __init__(self, published: date | datetime | str | None) -> None:
        self.base, self.known = publication_day(published)

    def fixed(
        self, year: int | None, month: int | None, day: int | None, *, ahead: bool = False
    ) -> tuple[str | None, str, str]:
        """A calendar date; a missing year is the one nearest to the publication, after it where that lies ``ahead``."""
        basis = "stated"
        if year is None:
            if self.base is None or month is None:
                return None, "unknown", "unknown"
            year, basis = self.nearest_year(month, day or 15), "resolved"
            if ahead and (year, month) < (self.base.year, self.base.month):
                year += 1
        if month is None:
            return f"{year:04d}", "year", basis
        if not 1 <= month <= 12:
            return None, "unknown", "unknown"
        if day is None:
            return f"{year:04d}-{month:02d}", "month", basis
        try:
            return date(year, month, day).isoformat(), "day", basis
        except ValueError:
            return None, "unknown", "unknown"

    def nearest_year(self, month: int, day: int) -> int:
        """The year in which that day lies nearest to the publication day."""
        assert self.base is not None
        distance = (month - self.base.month) * 30 + (day - self.base.day)
        return self.base.year + (1 if distance < -200 else -1 if distance > 200 else 0)

    def days(self, shift: int) -> tuple[str | None, str, str]:
        """A day counted from the publication day."""
        if self.base is None or self.known != "day":
            return None, "unknown", "unknown"
        return (self.base + timedelta(days=shift)).isoformat(), "day", "resolved"

    def weekday(self, target: int, relation: str, ahead: bool) -> tuple[str | None, str, str]:
        """A weekday: ``last`` and ``next`` speak of the neighbouring week, bare ones of the nearest such day."""
        if self.base is None or self.known != "day":
            return None, "unknown", "unknown"
        today = self.base.weekday()
        if relation == "last-week":
            return self.days(target - today - 7)
        if relation == "next-week":
            return self.days(target - today + 7)
        if relation == "this-week":
            return self.days(target - today)
        if relation == "last":
            return self.days(-((today - target - 1) % 7) - 1)
        if ahead or relation == "next":
            return self.days((target - today) % 7 if relation != "next" else (target - today - 1) % 7 + 1)
        return self.days(-((today - target) % 7))

    def week(self, shift: int) -> tuple[str | None, str, str]:
        """A week counted from the publication week: its month, where all of it lies in one."""
        if self.base is None or self.known != "day":
            return None, "unknown", "unknown"
        monday = self.base + timedelta(days=7 * shift - self.base.weekday())
        first, last = monday.isoformat()[:7], (monday + timedelta(days=6)).isoformat()[:7]
        return (first, "month", "resolved") if first == last else (None, "unknown", "unknown")

    def month(self, shift: int, day: int | None = None) -> tuple[str | None, str, str]:
        """A month counted from the publication month, with a day of it where given."""
        if self.base is None:
            return None, "unknown", "unknown"
        index = self.base.year * 12 + self.base.month - 1 + shift
        iso, precision, _ = self.fixed(index // 12, index % 12 + 1, day)
        return iso, precision, "resolved" if iso else "unknown"

    def year(self, shift: int) -> int | None:
        """A year counted from the publication year."""
        return None if self.base is None else self.base.year + shift
