"""Spans of time around days or moments."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

When = TypeVar("When", date, datetime)


def periods_around(moments: Iterable[When], reach: timedelta) -> list[tuple[When, When]]:
    """Give the spans that reach so far before and after each of the moments, those that meet in one, in order."""
    periods: list[tuple[When, When]] = []
    for moment in sorted(moments):
        if periods and moment - reach <= periods[-1][1]:
            periods[-1] = (periods[-1][0], moment + reach)
        else:
            periods.append((moment - reach, moment + reach))
    return periods
