"""Rise or noise: the interval of a ratio of two counts, and the words that it is given."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.filters import Filters
from dashboards.panels.numbers import change, signed_number
from dashboards.panels.trends import ratio, rising
from dashboards.views.periods import previous

COUNTS = st.integers(0, 400)


@pytest.mark.parametrize(("now", "before"), [(0, 0), (4, 0), (2, 2)])
def test_fewer_than_five_deals_say_nothing(now, before):
    assert ratio(now, before) is None


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [(6, 4, "noise"), (8, 3, "noise"), (20, 5, "rise"), (9, 0, "rise"), (5, 20, "fall"), (0, 9, "fall")],
)
def test_a_rise_is_told_only_where_chance_does_not_explain_it(now, before, verdict):
    found = ratio(now, before)
    assert found is not None
    assert {"rise": found.is_rise, "fall": found.is_fall}.get(verdict, not (found.is_rise or found.is_fall))


def test_the_interval_is_wilsons():
    """15 of 20 by Wilson: 0.5313 to 0.8881; as odds 1.134 to 7.936."""
    found = ratio(15, 5)
    assert found is not None
    assert found.low == pytest.approx(1.1336, abs=1e-3)
    assert found.high == pytest.approx(7.937, abs=1e-2)


@given(COUNTS, COUNTS)
def test_the_interval_holds_the_ratio_and_turning_time_round_turns_the_verdict(now, before):
    found, other = ratio(now, before), ratio(before, now)
    if found is None or other is None:
        assert found is other is None
        return
    if before:
        assert found.low <= now / before + 1e-9
        assert found.high is None or now / before <= found.high + 1e-9
    assert found.is_rise == other.is_fall
    assert found.is_fall == other.is_rise


def test_the_panel_names_what_rises_and_leads_to_both_counts():
    now, before = {"ai": 20, "trade": 6}, {"ai": 4, "trade": 6}
    panel = rising(now, before, {"ai": "AI", "trade": "Trade"}, Filters(last="12m"), Filters(last="24m"))
    assert "AI" in panel.title
    assert "Trade" not in panel.title
    assert [[cell.count for cell in row.cells[:2]] for row in panel.table.rows] == [[4, 20], [6, 6]]
    assert "sector=ai" in panel.table.rows[0].cells[0].href


@pytest.mark.parametrize(("difference", "text"), [(3, "+3"), (0, "±0"), (-1200, "−1,200")])
def test_a_difference_carries_its_sign(difference, text):
    assert signed_number(difference) == text


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("2025-01-01", "2025-12-31"), ("2024-01-01", "2024-12-31")),
        (("2024-01-01", "2024-12-31"), ("2023-01-01", "2023-12-31")),
        (("2026-07-01", "2026-09-30"), ("2026-04-01", "2026-06-30")),
        (("2025-03-01", "2025-03-31"), ("2025-02-01", "2025-02-28")),
        (("2025-01-02", "2025-12-31"), ("2024-01-04", "2025-01-01")),
        (("2025-03-10", "2025-03-10"), ("2025-03-09", "2025-03-09")),
    ],
)
def test_before_a_year_comes_the_whole_year_before_and_before_other_days_as_many_days(period, before):
    first, last = map(date.fromisoformat, period)
    found = previous(Filters(from_on=first, to_on=last), date(2026, 11, 25))
    assert (str(found.from_on), str(found.to_on)) == before


@pytest.mark.parametrize(
    ("now", "then", "text"),
    [
        (25.0, 9000.0, "down by more than 99% against the period before"),
        (3998.0, 4000.0, "down by less than 1% against the period before"),
        (4002.0, 4000.0, "up by less than 1% against the period before"),
        (1996.0, 1000.0, "up by more than 99% against the period before"),
        (150.0, 100.0, "+50% against the period before"),
    ],
)
def test_a_change_that_is_no_whole_percent_is_said_in_words(now, then, text):
    found = change(now, then)
    assert found is not None
    assert found.text == text
