"""The query string -> Filters: what is read, what is refused, how it is written again."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboards.filters import KEYS, Filters, Known, parse, start_of_last

KNOWN = Known({"outside": frozenset({"zhejiang"}), "mechanism": frozenset({"cepa"})})


def read(query: str):
    return parse(parse_qsl(query, keep_blank_values=True), KNOWN)


@pytest.mark.threat("P03")
def test_every_key_is_read_and_written_in_canonical_order():
    query = (
        "city=hong-kong&city=shenzhen&outside=zhejiang&place=qianhai&sector=fintech&subsector=banking&type=mou&status=signed"
        "&rung=mou&value=undisclosed&total=1&binding=1&scope=intra_gba&party=Pearl+Bank&mechanism=cepa&person=chan&source=rthk&lang=zh-Hant"
        "&review=accepted&dated=month&kind=deal&lane=deals&q=port&from=2026-01-01&to=2026-06-30&min=100000000&view=table"
        "&sort=-amount&order=total&page=2"
    )
    found = read("&".join(reversed(query.split("&"))))
    assert not found.faults
    assert found.filters.query() == f"?{query}"
    # Without days, which "last" would give way to.
    assert {key for key, _ in found.filters.pairs()} == set(KEYS) - {"last"}
    assert read("last=90d").filters.query() == "?last=90d"


def test_defaults_and_blank_values_leave_the_address_empty():
    found = read("city=&from=&sort=-date&page=1&q=+")
    assert not found.faults
    assert found.filters == Filters()
    assert found.filters.query() == ""


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("city=atlantis", "city"),
        ("sector=astrology", "sector"),
        ("outside=atlantis", "outside"),
        ("mechanism=nothing", "mechanism"),
        ("type=marriage", "type"),
        ("status=done", "status"),
        ("rung=top", "rung"),
        ("total=all", "total"),
        ("binding=yes", "binding"),
        ("scope=world", "scope"),
        ("lang=klingon", "lang"),
        ("review=great", "review"),
        ("kind=rumour", "kind"),
        ("from=2026-02-30", "from"),
        ("to=30/06/2026", "to"),
        ("from=２０２６-01-01", "from"),
        ("last=forever", "last"),
        ("last=0d", "last"),
        ("min=-1", "min"),
        ("min=NaN", "min"),
        ("min=1e9", "min"),
        ("view=hologram", "view"),
        ("sort=random", "sort"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1000000000", "page"),
        ("page=NaN", "page"),
        ("party=a%00b", "party"),
        ("from=2026-01-01&from=2026-02-01", "from"),
        ("from=2026-06-30&to=2026-01-01", "to"),
        (f"q={'x' * 201}", "q"),
    ],
)
def test_a_bad_value_names_its_key_and_is_dropped(query, key):
    found = read(query)
    assert [fault.key for fault in found.bad_values] == [key]
    assert key not in found.filters.as_json()


def test_an_unknown_key_is_told_and_refuses_nothing():
    found = read("utm_source=mail&city=macao")
    assert [(fault.key, fault.kind) for fault in found.faults] == [("utm_source", "unknown")]
    assert not found.bad_values
    assert found.filters.city == ("macao",)


@pytest.mark.threat("P03")
def test_a_sixth_value_is_refused_and_the_first_five_stay():
    cities = ("hong-kong", "macao", "guangzhou", "shenzhen", "zhuhai", "foshan")
    found = read("&".join(f"city={city}" for city in cities))
    assert len(found.filters.city) == 5
    assert [(fault.value, fault.kind) for fault in found.bad_values] == [("foshan", "many")]


def test_last_gives_way_to_days_and_ends_today():
    today = date(2026, 11, 25)
    assert read("last=90d").filters.period(today) == (date(2026, 8, 28), today)
    assert read("last=90d&from=2026-01-01").filters.period(today) == (date(2026, 1, 1), None)


@pytest.mark.parametrize("days", ["from=2020-01-01", "to=2026-01-01", "from=2020-01-01&to=2026-01-01"])
def test_last_that_gave_way_is_told_and_refuses_nothing(days):
    found = read(f"last=7d&{days}")
    assert [(fault.key, fault.value, fault.kind) for fault in found.faults] == [("last", "7d", "overruled")]
    assert not found.bad_values
    assert found.filters.query() == f"?{days}"
    assert read("last=7d&from=nonsense").filters.last == "7d"


@pytest.mark.parametrize(
    ("last", "today", "first"),
    [
        ("1d", date(2026, 11, 25), date(2026, 11, 25)),
        ("12m", date(2026, 11, 25), date(2025, 11, 26)),
        ("1y", date(2024, 2, 29), date(2023, 3, 1)),
        ("1m", date(2026, 3, 31), date(2026, 3, 1)),
    ],
)
def test_start_of_last_counts_months_and_years_by_the_calendar(last, today, first):
    assert start_of_last(last, today) == first


@pytest.mark.parametrize("asked", ["", "review=needs_second_source", "status=stalled", "status=talks&status=planned"])
def test_counted_asks_for_totals_and_keeps_what_was_asked(asked):
    counted = read(asked).filters.counted()
    assert counted.total
    assert counted.without("total") == read(asked).filters
    assert read(counted.query().removeprefix("?")).filters == counted


def test_plus_adds_cities_and_replaces_sectors():
    filters = Filters(city=("macao",), sector=("trade",), page=3)
    assert filters.plus("city", "zhuhai").city == ("macao", "zhuhai")
    assert filters.plus("sector", "youth").sector == ("youth",)
    assert filters.plus("city", "zhuhai").page == 1


def test_money_is_read_as_hong_kong_dollars_without_loss():
    assert read("min=100000000.25").filters.min_hkd == Decimal("100000000.25")


@example([("min", "0")])
@given(st.lists(st.tuples(st.sampled_from([*KEYS, "foo", "Ｑ"]), st.text(max_size=250)), max_size=12))
def test_no_query_string_makes_it_raise_and_what_is_read_reads_again(pairs):
    found = parse(pairs, KNOWN)
    again = parse(found.filters.pairs(), KNOWN)
    assert again.filters == found.filters
    assert not again.faults
