"""Dates of feeds: the words of the source, in its zone, inside a window."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.parsing import dates, read_date

FETCHED = datetime(2026, 3, 6, 4, 0, tzinfo=UTC)
TEN_THIRTY = datetime(2026, 3, 5, 2, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 4, 16, 0, tzinfo=UTC)


def read(raw, timezone="Asia/Hong_Kong", day_first=True):
    return read_date(raw, timezone=timezone, fetched_at=FETCHED, day_first=day_first)


@pytest.mark.parametrize(
    "raw",
    [
        "Thu, 05 Mar 2026 10:30:00 +0800",
        "Thu, 5 Mar 2026 02:30:00 GMT",
        "Thu, 05 Mar 2026 10:30:00 HKT",
        "05 Mar 26 10:30 HKT",
        "Thu, 05 Mar 2026 10:30:00",
        "Thursday, 5 March 2026 10:30 AM",
        "2026-03-05T10:30:00+08:00",
        "2026-03-05T02:30:00Z",
        "2026-03-05T02:30:00.123Z",
        "2026-03-05 10:30",
        "2026-03-05 10:30:00 +0800",
        "2026/3/5 10:30",
        "20260305T103000",
        "1772677800",
        "1772677800000",
        "March 5, 2026 10:30 am",
        "2026年3月5日 10:30",
        "2026年3月5日 上午10:30",
        "2026年3月5日10时30分",
        "2026年3月5日（星期四）10:30",
        "２０２６年３月５日　10：30",
        "05/03/2026 10:30",
        "5.3.2026 10:30",
        "5 de março de 2026 10:30",
        "5 mar 2026 10h30",
        "Thu, 05 Mar 2026 10:30:00 +0800 (HKT)",
        "Wed, 04 Mar 2026 21:30:00 -0500",
        "Thu, 05 Mar 2026 02:30:00 UTC",
        "2026-03-05 10:30 GMT+8",
    ],
)
def test_a_moment_is_read_in_every_spelling(raw):
    stamp = read(raw)
    assert stamp.at == TEN_THIRTY
    assert stamp.basis == "stated"


@pytest.mark.parametrize(
    "raw", ["2026-03-05", "2026年3月5日", "5 March 2026", "20260305", "05/03/2026", "March 5, 2026"]
)
def test_a_day_without_a_time_is_midnight_at_the_source(raw):
    assert read(raw).at == MIDNIGHT


@pytest.mark.threat("F13")
@pytest.mark.parametrize(
    ("timezone", "hours_east"),
    [("Asia/Shanghai", 8), ("Asia/Hong_Kong", 8), ("America/Chicago", -6), ("Europe/Lisbon", -6)],
)
def test_cst_is_what_it_is_at_the_source(timezone, hours_east):
    expected = datetime(2026, 3, 5, 10, 30, tzinfo=UTC) - timedelta(hours=hours_east)
    assert read("Thu, 05 Mar 2026 10:30:00 CST", timezone).at == expected


def test_a_naive_time_is_in_the_zone_of_the_source():
    assert read("2026-03-05 10:30", "Europe/Lisbon").at == datetime(2026, 3, 5, 10, 30, tzinfo=UTC)


@pytest.mark.threat("F13")
def test_the_order_of_day_and_month_is_that_of_the_source():
    assert read("03/05/2026 10:30", day_first=False).at == TEN_THIRTY
    assert read("05/03/2026 10:30", day_first=True).at == TEN_THIRTY


def test_a_day_over_twelve_settles_the_order_by_itself():
    assert read("02/25/2026", day_first=True).at == read("25/02/2026", day_first=False).at


def test_an_unknown_abbreviation_is_inferred_to_be_the_source_zone():
    stamp = read("Thu, 05 Mar 2026 10:30:00 QQT")
    assert (stamp.at, stamp.basis) == (TEN_THIRTY, "inferred")


@pytest.mark.threat("F14")
@pytest.mark.parametrize(
    ("raw", "ago"),
    [("2 hours ago", timedelta(hours=2)), ("2小时前", timedelta(hours=2)), ("há 2 horas", timedelta(hours=2))],
)
def test_relative_words_count_from_the_fetch_and_say_so(raw, ago):
    stamp = read(raw)
    assert stamp.at == FETCHED - ago
    assert stamp.basis == "inferred"


@pytest.mark.threat("F12")
@pytest.mark.parametrize(
    "raw",
    [
        "",
        "   ",
        "soon",
        "2026-13-45",
        "2026-02-30",
        "Thu, 05 Mar 2026 99:30:00 +0800",
        "1741",
        "0",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01",
        "1999-12-31",
        "2026-03-08T00:00:00Z",
        "9999999999",
        "x" * 10_000,
        "2026年13月45日",
        "March 2026",
        "05/2026",
    ],
)
def test_what_cannot_be_true_is_no_date_and_never_the_moment_of_the_fetch(raw):
    stamp = read(raw)
    assert stamp.at is None
    assert stamp.basis == "none"


def test_a_clock_that_runs_ahead_by_less_than_a_day_is_allowed():
    assert read("2026-03-07T03:00:00Z").at == datetime(2026, 3, 7, 3, tzinfo=UTC)


@given(st.text(max_size=40))
def test_no_text_raises_and_none_leaves_the_window(raw):
    stamp = read(raw)
    assert stamp.at is None or datetime(2000, 1, 1, tzinfo=UTC) <= stamp.at <= FETCHED + timedelta(hours=24)


_DIGITS = st.integers(0, 99).map("{:02}".format)
_CLOCKS = st.tuples(_DIGITS, _DIGITS, _DIGITS).map(":".join)
_OFFSETS = st.tuples(st.sampled_from("+-"), _DIGITS, st.sampled_from(["", ":"]), _DIGITS).map("".join)
_ZONES = st.sampled_from(["GMT", "Z", "UTC", "EST", ""]) | _OFFSETS
_YEARS = st.integers(1990, 2040).map(str)
MAILED = st.tuples(
    st.sampled_from(["Thu,", "thu,", "Thursday,", ""]), _DIGITS, st.sampled_from(["Mar", "Feb", "MAR", "Sept"]), _YEARS,
    _CLOCKS, _ZONES,
).map(" ".join)  # fmt: skip
ISO = st.builds(
    "{}-{}-{}T{}{}{}".format, _YEARS, _DIGITS, _DIGITS, _CLOCKS, st.sampled_from(["", ".5", ".123456"]), _ZONES
)


@given(MAILED | ISO, st.sampled_from(["Asia/Hong_Kong", "Europe/London", "America/Chicago", "UTC", "Nowhere/At_All"]))
def test_the_short_way_of_the_commonest_forms_ends_where_the_long_one_does(raw, timezone):
    fetched = datetime(2045, 1, 1, tzinfo=UTC)
    found = read_date(raw, timezone=timezone, fetched_at=fetched)
    with mock.patch.object(dates, "_read_plain", return_value=None):
        assert read_date(raw, timezone=timezone, fetched_at=fetched) == found


@pytest.mark.parametrize(
    "raw", ["Thu, 05 Mar 2026 10:30:00 +0800", "Thu, 05 Mar 2026 10:30:00 GMT", "2026-03-05T10:30:00Z"]
)
def test_the_commonest_forms_go_the_short_way(raw):
    with mock.patch.object(dates, "_read", side_effect=AssertionError):
        assert read(raw).basis == "stated"


def test_in_the_zone_of_london_gmt_is_the_time_of_its_clocks():
    """As its publishers mean it, summer and winter."""
    summer = read_date("Thu, 04 Sep 2025 10:30:00 GMT", timezone="Europe/London", fetched_at=FETCHED)
    assert summer.at == datetime(2025, 9, 4, 9, 30, tzinfo=UTC)
