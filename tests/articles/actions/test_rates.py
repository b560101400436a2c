"""Exchange rates of the desk: what cannot be one is refused, and the sums follow what is kept and taken away."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from articles.actions.curation import correct_deal
from articles.actions.rates import RateRefused, check_rate, keep_rate, remove_rates
from articles.models import DataGeneration, ExchangeRate
from tests.articles.desk import make_deal, make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 3, 20, 4, 0, tzinfo=UTC)
"""Years after the last average that the files know."""
BANK = "A central bank, monthly averages"


def rate(period="2031-02", per_usd="8", currency="CNY"):
    return ExchangeRate(currency=currency, period=period, per_usd=Decimal(per_usd), source=BANK, added_at=NOW)


def yuan_deal(number=1, day=date(2031, 2, 3), **fields):
    values = {"amount": 800, "currency": "CNY", "filed_on": day, "filed_until": day}
    deal = make_deal(number, **values | fields)
    deal.reports.update(date=f"{day}", published_on=day)
    return deal


def worth(deal):
    deal.refresh_from_db()
    return deal.amount_usd, deal.rate_on


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("currency", {"currency": "RMB"}),
        ("currency", {"currency": "HKD"}),
        ("currency", {"currency": "USD"}),
        ("period", {"period": "2031-13"}),
        ("period", {"period": "February"}),
        ("period", {"period": "2031-03"}),
        ("period", {"period": "2031"}),
        ("period", {"period": "2025-03"}),
        ("per_usd", {"per_usd": "0.125"}),
        ("per_usd", {"per_usd": "800"}),
    ],
    ids=str,
)
def test_what_cannot_be_a_rate_is_refused_and_says_which_field(field, given):
    with pytest.raises(RateRefused) as refused:
        check_rate(rate(**given), now=NOW)
    assert refused.value.field == field


def test_a_rate_serves_the_sums_of_its_month_and_no_others():
    february, january = yuan_deal(1), yuan_deal(2, date(2031, 1, 9))
    dollars = yuan_deal(3, currency="HKD")
    before = DataGeneration.current()

    assert keep_rate(rate=rate(), now=NOW) == 2

    assert worth(february) == (Decimal("100.00"), "2031-02")
    assert worth(january) == (None, "")
    assert worth(dollars)[1] in ("", "peg")
    assert DataGeneration.current() > before


def test_a_sum_that_comes_later_and_one_that_a_curator_set_are_converted_too():
    keep_rate(rate=rate(), now=NOW)
    deal = yuan_deal(amount=5)
    correct_deal(deal=deal, field="money", value={"amount": "80", "currency": "CNY"}, by=make_person("mei"), now=NOW)
    assert worth(deal) == (Decimal("10.00"), "2031-02")


def test_a_rate_that_is_corrected_or_taken_away_leaves_no_sum_behind():
    deal = yuan_deal()
    kept = rate()
    keep_rate(rate=kept, now=NOW)
    kept.per_usd = Decimal(10)
    keep_rate(rate=kept, now=NOW)
    assert worth(deal) == (Decimal("80.00"), "2031-02")
    kept.period = "2031-01"
    keep_rate(rate=kept, now=NOW)
    assert worth(deal) == (None, "")
    kept.period = "2031-02"
    keep_rate(rate=kept, now=NOW)
    assert remove_rates(rates=[kept], now=NOW) == 1
    assert worth(deal) == (None, "")
