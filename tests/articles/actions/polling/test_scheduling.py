from datetime import UTC, datetime, timedelta

import pytest

from articles.actions.polling.scheduling import (
    after_answer,
    after_failure,
    does_keep_office_hours,
    is_to_be_suspended,
    next_interval,
    open_time,
)

NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


def every(gap, count=10):
    return [NOW - gap * number for number in range(count)]


@pytest.mark.parametrize(
    ("published", "silence", "ttl", "interval"),
    [
        (every(MINUTE), MINUTE, None, 5 * MINUTE),
        (every(HOUR), HOUR, None, 30 * MINUTE),
        (every(10 * DAY), DAY, None, DAY),
        (every(MINUTE), 8 * HOUR, None, HOUR),
        (every(MINUTE), 100 * DAY, None, DAY),
        (every(MINUTE), MINUTE, 30 * MINUTE, 30 * MINUTE),
        (every(MINUTE), MINUTE, DAY, HOUR),
        ([], None, None, 15 * MINUTE),
        ([NOW], None, None, 15 * MINUTE),
        ([NOW, NOW, NOW], None, None, 15 * MINUTE),
    ],
)
def test_a_feed_is_asked_as_often_as_it_brings_something(published, silence, ttl, interval):
    assert next_interval(published=published, silence=silence, previous=15 * MINUTE, ttl=ttl) == interval


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
def test_polls_are_spread_and_never_more_than_a_day_apart(chance):
    assert after_answer(now=NOW, interval=DAY, chance=chance) <= NOW + DAY
    assert timedelta(minutes=9) <= after_answer(now=NOW, interval=10 * MINUTE, chance=chance) - NOW <= 11 * MINUTE


@pytest.mark.threat("H04")
def test_failures_are_waited_out_longer_and_longer_up_to_a_day():
    longest = [after_failure(now=NOW, failures=n, retry_after=None, chance=1.0) - NOW for n in range(1, 12)]
    assert longest[:3] == [30 * MINUTE, HOUR, 2 * HOUR]
    assert longest == sorted(longest)
    assert longest[-1] == DAY
    assert after_failure(now=NOW, failures=9, retry_after=None, chance=0.0) - NOW == 15 * MINUTE


@pytest.mark.threat("H03")
def test_a_server_that_says_when_to_come_again_is_not_asked_earlier():
    assert after_failure(now=NOW, failures=9, retry_after=600, chance=0.0) == NOW + 10 * MINUTE


@pytest.mark.parametrize(
    ("days", "failures", "is_refused", "is_suspended"),
    [(13.9, 40, False, False), (14, 40, False, True), (1, 3, True, True), (0.5, 9, True, False), (2, 2, True, False)],
)
def test_a_feed_is_suspended_after_two_weeks_or_when_its_publisher_refuses_us(days, failures, is_refused, is_suspended):
    found = is_to_be_suspended(now=NOW, failing_since=NOW - days * DAY, failures=failures, is_refused=is_refused)
    assert found is is_suspended


# --- Hong Kong's office hours. 2026-11-02 is a Monday; NOW is noon there.
HKT = timedelta(hours=8)


def hong_kong(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - HKT


@pytest.mark.parametrize(
    ("published", "keeps"),
    [
        ([hong_kong(2 + n % 5, 9 + n) for n in range(10)], True),
        ([hong_kong(2 + n % 5, 9 + n % 9, n) for n in range(19)] + [hong_kong(2, 23)], True),
        ([hong_kong(2 + n % 5, 9 + n % 9, n) for n in range(16)] + [hong_kong(7, 12 + n) for n in range(4)], False),
        ([hong_kong(2, 2 * n) for n in range(11)], False),
        ([hong_kong(2, 9 + n) for n in range(9)], None),
        ([hong_kong(1 + n, 0) for n in range(20)], None),
    ],
)
def test_a_feed_of_offices_is_known_by_the_hours_of_its_entries(published, keeps):
    assert does_keep_office_hours(published) is keeps


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (hong_kong(2, 9), hong_kong(2, 12), 3),
        (hong_kong(6, 19), hong_kong(9, 9), 2),
        (hong_kong(7, 3), hong_kong(8, 22), 0),
        (hong_kong(2, 21), hong_kong(3, 7), 0),
        (hong_kong(2, 8), hong_kong(9, 8), 60),
    ],
)
def test_nights_and_weekends_are_no_silence(since, until, hours):
    assert open_time(since, until) == hours * HOUR


@pytest.mark.parametrize(
    ("now", "interval", "chance", "at"),
    [
        (hong_kong(2, 12), 10 * MINUTE, 0.5, hong_kong(2, 12, 10)),
        (hong_kong(2, 19, 55), 10 * MINUTE, 0.5, hong_kong(2, 20, 5)),
        (hong_kong(2, 20, 5), 10 * MINUTE, 0.5, hong_kong(2, 22, 5)),
        (hong_kong(3, 7), 10 * MINUTE, 0.5, hong_kong(3, 8, 5)),
        (hong_kong(6, 23), 10 * MINUTE, 0.5, hong_kong(7, 1)),
        (hong_kong(9, 7, 59), 10 * MINUTE, 0.5, hong_kong(9, 8, 9)),
    ],
)
def test_a_feed_of_offices_is_asked_seldom_by_night_and_at_once_when_they_open(now, interval, chance, at):
    assert after_answer(now=now, interval=interval, chance=chance, office_hours=True) == at
