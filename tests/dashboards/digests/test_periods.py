from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.digests.periods import Clock, follow_period, latest_slot, period_name, slot_after, slot_before

HONG_KONG, LISBON, NEW_YORK = "Asia/Hong_Kong", "Europe/Lisbon", "America/New_York"


def at(text, zone=HONG_KONG):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("frequency", "now", "hour", "slot"),
    [
        ("daily", "2026-11-25T08:00", 8, "2026-11-25T08:00"),
        ("daily", "2026-11-25T07:59", 8, "2026-11-24T08:00"),
        ("daily", "2026-03-01T00:30", 23, "2026-02-28T23:00"),
        ("weekly", "2026-11-25T12:00", 8, "2026-11-23T08:00"),
        ("weekly", "2026-11-23T07:59", 8, "2026-11-16T08:00"),
        ("monthly", "2026-12-01T08:00", 8, "2026-12-01T08:00"),
        ("monthly", "2027-01-01T07:00", 8, "2026-12-01T08:00"),
    ],
)
def test_the_latest_slot_is_the_last_one_on_the_wall_clock(frequency, now, hour, slot):
    assert latest_slot(frequency, now=at(now), clock=Clock(HONG_KONG, hour, True)) == at(slot)


@pytest.mark.threat("T02")
def test_an_hour_that_summer_time_leaves_out_is_the_hour_after_it():
    slot = latest_slot("daily", now=at("2026-03-29T12:00", LISBON), clock=Clock(LISBON, 1, True))
    assert slot.astimezone(ZoneInfo(LISBON)).strftime("%H:%M") == "02:00"


@pytest.mark.threat("T02")
def test_an_hour_that_comes_twice_is_the_first_one():
    slot = latest_slot("daily", now=at("2026-10-25T12:00", LISBON), clock=Clock(LISBON, 1, True))
    assert slot == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("zone", [HONG_KONG, LISBON, NEW_YORK, "Australia/Lord_Howe", "Pacific/Apia"])
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 23])
def test_every_day_of_a_year_has_one_slot(zone, hour):
    moment, slots = datetime(2026, 1, 1, 12, tzinfo=UTC), set()
    for _ in range(365 * 2):
        slots.add(period_name("daily", latest_slot("daily", now=moment, clock=Clock(zone, hour, True)), timezone=zone))
        moment += timedelta(hours=12)
    assert 365 <= len(slots) <= 366


@given(
    st.integers(1_577_836_800, 4_070_908_800).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from(["daily", "weekly", "monthly"]),
    st.sampled_from([HONG_KONG, LISBON, NEW_YORK]),
    st.integers(0, 23),
)
def test_slots_before_and_after_stand_around_the_moment(moment, frequency, zone, hour):
    latest = latest_slot(frequency, now=moment, clock=Clock(zone, hour, True))
    following = slot_after(frequency, now=moment, clock=Clock(zone, hour, True))
    assert latest <= moment < following
    assert slot_before(frequency, following, clock=Clock(zone, hour, True)) == latest
    names = [period_name(frequency, slot, timezone=zone) for slot in (latest, following)]
    assert names[0] != names[1]


@pytest.mark.parametrize(
    ("frequency", "day", "name"),
    [
        ("daily", "2026-11-25T08:00", "2026-11-25"),
        ("weekly", "2026-12-28T08:00", "2026-W53"),
        ("weekly", "2027-01-04T08:00", "2027-W01"),
        ("monthly", "2026-12-01T08:00", "2026-12"),
    ],
)
def test_a_period_is_named_after_its_slot(frequency, day, name):
    assert period_name(frequency, at(day), timezone=HONG_KONG) == name


@pytest.mark.parametrize(
    ("frequency", "now", "slot"),
    [
        ("daily", "2026-11-28T12:00", "2026-11-27T08:00"),
        ("daily", "2026-11-29T23:59", "2026-11-27T08:00"),
        ("daily", "2026-11-30T07:59", "2026-11-27T08:00"),
        ("daily", "2026-11-30T08:00", "2026-11-30T08:00"),
        ("weekly", "2026-11-29T12:00", "2026-11-23T08:00"),
        ("monthly", "2026-08-02T12:00", "2026-07-01T08:00"),
        ("monthly", "2026-08-03T08:00", "2026-08-03T08:00"),
        ("monthly", "2026-11-01T12:00", "2026-10-01T08:00"),
        ("monthly", "2026-11-02T08:00", "2026-11-02T08:00"),
    ],
)
def test_without_weekends_no_slot_falls_on_one(frequency, now, slot):
    assert latest_slot(frequency, now=at(now), clock=Clock(HONG_KONG, 8)) == at(slot)


@given(
    st.integers(1_577_836_800, 4_070_908_800).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from(["daily", "weekly", "monthly"]),
    st.sampled_from([HONG_KONG, LISBON, NEW_YORK]),
    st.integers(0, 23),
)
def test_without_weekends_slots_stand_around_the_moment_on_working_days(moment, frequency, zone, hour):
    clock = Clock(zone, hour)
    latest = latest_slot(frequency, now=moment, clock=clock)
    following = slot_after(frequency, now=moment, clock=clock)
    assert latest <= moment < following
    assert slot_before(frequency, following, clock=clock) == latest
    assert all(slot.astimezone(ZoneInfo(zone)).weekday() < 5 for slot in (latest, following))
    assert period_name(frequency, latest, timezone=zone) != period_name(frequency, following, timezone=zone)


@pytest.mark.parametrize(
    ("weekday", "with_weekends", "slot"),
    [
        (0, False, "2026-11-23T08:00"),
        (2, False, "2026-11-25T08:00"),
        (3, False, "2026-11-19T08:00"),
        (4, False, "2026-11-20T08:00"),
        (5, True, "2026-11-21T08:00"),
        (6, True, "2026-11-22T08:00"),
        (5, False, "2026-11-23T08:00"),
        (6, False, "2026-11-23T08:00"),
    ],
)
def test_the_weekly_slot_is_on_the_chosen_day_and_at_no_weekend_unasked(weekday, with_weekends, slot):
    clock = Clock(HONG_KONG, 8, with_weekends, weekday)
    assert latest_slot("weekly", now=at("2026-11-25T12:00"), clock=clock) == at(slot)


def test_the_day_of_the_week_is_that_of_the_readers_zone():
    # Sunday evening in New York is Monday in Hong Kong.
    now = at("2026-11-23T09:00")
    assert latest_slot("weekly", now=now, clock=Clock(HONG_KONG, 8, True, 6)) == at("2026-11-22T08:00")
    assert latest_slot("weekly", now=now, clock=Clock(NEW_YORK, 19, True, 6)) == at("2026-11-22T19:00", NEW_YORK)


@given(
    st.integers(1_577_836_800, 4_070_908_800).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from([HONG_KONG, LISBON, NEW_YORK]),
    st.integers(0, 6),
    st.booleans(),
)
def test_a_calendar_week_has_one_weekly_slot_whatever_the_day(moment, zone, weekday, with_weekends):
    clock = Clock(zone, 8, with_weekends, weekday)
    latest, following = (
        latest_slot("weekly", now=moment, clock=clock), slot_after("weekly", now=moment, clock=clock)
    )  # fmt: skip
    assert latest <= moment < following
    assert slot_before("weekly", following, clock=clock) == latest
    days = [slot.astimezone(ZoneInfo(zone)).date() for slot in (latest, following)]
    assert days[1] - days[0] == timedelta(days=7)
    assert all(day.weekday() == weekday or (not with_weekends and day.weekday() == 0) for day in days)
    assert with_weekends or days[0].weekday() < 5
    names = [period_name("weekly", slot, timezone=zone) for slot in (latest, following)]
    assert names[0] != names[1]


def test_news_of_followed_deals_are_gathered_by_the_quarter_of_an_hour():
    assert follow_period(at("2026-11-25T13:29")) == "2026-11-25T05:15"
    assert follow_period(at("2026-11-25T13:30")) == "2026-11-25T05:30"
