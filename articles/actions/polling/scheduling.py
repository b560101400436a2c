"""When a feed is polled next: pure functions of what is known, with chance as an argument (THREATS H03, H04, H08)."""

import itertools
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from statistics import median

from articles.models.article import HONG_KONG

INTERVAL_MIN = timedelta(minutes=5)
INTERVAL_MAX = timedelta(hours=24)
BACK_OFF_MIN = timedelta(minutes=15)
BACK_OFF_MAX = timedelta(hours=24)
PROBE = timedelta(days=7)
SUSPEND_AFTER = timedelta(days=14)
REFUSALS_TO_SUSPEND = 3
REFUSED_FOR = timedelta(days=1)
TTL_MAX = timedelta(hours=1)
"""Publishers state a day and publish every ten minutes: a longer ttl is not believed."""
SILENCE_SHARE = 8
"""A feed that has been silent for a night is asked every hour or so, one silent for eight days once a day."""
NEWEST = 20
OPENS, CLOSES = 8, 20
MIDNIGHT = time()
"""The time of entries that are dated by the day alone: it says nothing of hours."""
OFFICE_ENTRIES = 10
CLOSED_INTERVAL = timedelta(hours=2)
LONGEST = timedelta(days=60)
STALE_GAPS = 3
STALE_MIN = timedelta(days=7)


def does_keep_office_hours(published: Sequence[datetime]) -> bool | None:
    """Whether a feed brings its news in Hong Kong's office hours alone, by its dated entries; None for too few."""
    local = [moment.astimezone(HONG_KONG) for moment in set(published)]
    dated = [moment for moment in local if moment.time() != MIDNIGHT]
    if len(dated) < OFFICE_ENTRIES:
        return None
    return 10 * sum(map(is_open, dated)) >= 9 * len(dated)


def is_open(moment: datetime) -> bool:
    """Whether offices in Hong Kong are open: Monday to Friday, 8 to 20 o'clock. Holidays are not known."""
    local = moment.astimezone(HONG_KONG)
    return local.weekday() < 5 and OPENS <= local.hour < CLOSES


def next_opening(moment: datetime) -> datetime:
    """When offices open next after ``moment``; itself where they are open."""
    if is_open(moment):
        return moment
    local = moment.astimezone(HONG_KONG)
    opening = local.replace(hour=OPENS, minute=0, second=0, microsecond=0)
    if opening <= local:
        opening += timedelta(days=1)
    while opening.weekday() >= 5:
        opening += timedelta(days=1)
    return opening.astimezone(moment.tzinfo)


def open_time(since: datetime, until: datetime) -> timedelta:
    """How much of the time between two moments offices were open; at most of the ``LONGEST`` before ``until``."""
    at, total = next_opening(max(since, until - LONGEST)), timedelta()
    while at < until:
        closing = at.astimezone(HONG_KONG).replace(hour=CLOSES, minute=0, second=0, microsecond=0)
        total += min(closing, until) - at
        at = next_opening(closing).astimezone(at.tzinfo)
    return total


def next_interval(
    *, published: Sequence[datetime], silence: timedelta | None, previous: timedelta, ttl: timedelta | None = None
) -> timedelta:
    """How long to wait between polls of a feed that answers.

    Half the median gap between its ``NEWEST`` dated entries, but at least an
    eighth of the time since it last brought something; ``previous`` serves where
    no dates are known. Within 5 minutes and 24 hours.
    """
    newest = sorted(set(published), reverse=True)[:NEWEST]
    gaps = [later - earlier for later, earlier in itertools.pairwise(newest)]
    wanted = median(gaps) / 2 if gaps else previous
    if silence is not None:
        wanted = max(wanted, silence / SILENCE_SHARE)
    if ttl is not None:
        wanted = max(wanted, min(ttl, TTL_MAX))
    return min(max(wanted, INTERVAL_MIN), INTERVAL_MAX)


def stale_at(*, published: Sequence[datetime], last_entry_at: datetime | None, now: datetime) -> datetime | None:
    """From when on a feed that brings nothing more counts as stale (THREATS F15); None where it never brought any.

    Three times the median gap between its ``NEWEST`` dated entries after the
    newest of them, at least seven days; where no dates are known, seven days
    after it last brought something.
    """
    newest = sorted({moment for moment in published if moment <= now}, reverse=True)[:NEWEST]
    gaps = [later - earlier for later, earlier in itertools.pairwise(newest)]
    silent_from = newest[0] if newest else last_entry_at
    if silent_from is None:
        return None
    return silent_from + max(STALE_GAPS * median(gaps) if gaps else STALE_MIN, STALE_MIN)


def after_answer(*, now: datetime, interval: timedelta, chance: float, office_hours: bool = False) -> datetime:
    """The next poll after an answer: the interval, a tenth more or less, so that feeds do not march in step.

    A feed that keeps ``office_hours`` is asked every two hours while offices are
    closed, and again when they open, spread over the interval.
    """
    at = now + min(interval * (0.9 + 0.2 * chance), INTERVAL_MAX)
    if not office_hours or is_open(now):
        return at
    opening = next_opening(now)
    if at >= opening:
        return at
    return min(max(at, now + CLOSED_INTERVAL), opening + min(interval, CLOSED_INTERVAL) * chance)


def after_failure(*, now: datetime, failures: int, retry_after: int | None, chance: float) -> datetime:
    """The next poll after the n-th failure in a row.

    Exponential from 15 minutes to 24 hours with full jitter; where the server
    says how long to wait (seconds, clamped already), that and up to a tenth more.
    """
    if retry_after is not None:
        return now + timedelta(seconds=retry_after * (1 + 0.1 * chance))
    ceiling = min(BACK_OFF_MIN * 2 ** min(failures, 10), BACK_OFF_MAX)
    return now + BACK_OFF_MIN + (ceiling - BACK_OFF_MIN) * chance


def is_to_be_suspended(*, now: datetime, failing_since: datetime, failures: int, is_refused: bool) -> bool:
    """Whether a failing feed is asked once a week from now on: after 14 days, or a day of being refused."""
    if is_refused and failures >= REFUSALS_TO_SUSPEND and now - failing_since >= REFUSED_FOR:
        return True
    return now - failing_since >= SUSPEND_AFTER
