from datetime import date
from decimal import Decimal

import pytest

from articles import reference
from articles.actions.conversion import Rates
from articles.pipeline.matching.records import Averages, Peg, Reference

MONTHS = tuple((f"2024-{month:02}", 7.0 + month / 100) for month in range(1, 13))
RATES = Rates.of(
    Reference(
        pegs=(Peg("HKD", "USD", 7.8, "2005-05-18", "HKMA"), Peg("MOP", "HKD", 1.03, "1983-01-01", "AMCM")),
        averages=(
            Averages("CNY", "Fed", (*MONTHS, ("2025-01", 7.3))),
            Averages("EUR", "Fed", (("2024", 0.9),)),
        ),
    )
)


def test_rates_that_are_added_serve_their_period_and_none_that_was_told_gives_way():
    rates = RATES.with_more({("CNY", "2024-05"): Decimal(1), ("CNY", "2025-02"): Decimal("7.4")})

    told = [rates.convert(Decimal(740), "CNY", on=date(*on), precision="day") for on in ((2024, 5, 1), (2025, 2, 28))]

    assert [(found.rate, found.rate_on) for found in told] == [
        (Decimal("7.05"), "2024-05"),
        (Decimal("7.4"), "2025-02"),
    ]
    assert rates.convert(Decimal(740), "CNY", on=date(2025, 3, 1), precision="day") is None


def test_with_its_last_month_a_year_has_its_mean():
    added = {("CNY", f"2025-{month:02}"): Decimal(str(7.3 + month / 100)) for month in range(2, 13)}
    rates = RATES.with_more(added)

    assert rates.convert(Decimal(1), "CNY", on=date(2025, 1, 1), precision="year").rate_on == "2025"
    assert RATES.convert(Decimal(1), "CNY", on=date(2025, 1, 1), precision="year") is None


@pytest.mark.parametrize(
    ("amount", "currency", "on", "precision", "usd", "rate", "rate_on"),
    [
        ("780", "HKD", None, "unknown", "100.00", "7.8", "peg"),
        ("8034", "MOP", None, "unknown", "1000.00", "8.034", "peg"),
        ("5", "USD", None, "unknown", "5.00", "1", ""),
        ("705", "CNY", date(2024, 5, 17), "day", "100.00", "7.05", "2024-05"),
        ("705", "CNY", date(2024, 5, 1), "month", "100.00", "7.05", "2024-05"),
        ("7065", "CNY", date(2024, 1, 1), "year", "1000.00", "7.065", "2024"),
        ("7065", "CNY", date(2024, 4, 1), "quarter", "1000.00", "7.065", "2024"),
        ("90", "EUR", date(2024, 5, 17), "day", "100.00", "0.9", "2024"),
    ],
)
def test_an_amount_is_converted_at_the_peg_or_the_average_of_its_period(
    amount, currency, on, precision, usd, rate, rate_on
):
    converted = RATES.convert(Decimal(amount), currency, on=on, precision=precision)

    assert (converted.amount_usd, converted.rate, converted.rate_on) == (Decimal(usd), Decimal(rate), rate_on)


@pytest.mark.parametrize(
    ("currency", "on", "precision"),
    [
        ("CNY", date(2025, 6, 1), "day"),  # neither the month nor a whole year is listed
        ("CNY", date(2025, 1, 1), "year"),  # one month is no year
        ("CNY", None, "unknown"),
        ("EUR", date(2019, 1, 1), "year"),
        ("XAU", date(2024, 5, 1), "day"),
    ],
)
def test_no_rate_is_invented(currency, on, precision):
    assert RATES.convert(Decimal(100), currency, on=on, precision=precision) is None


@pytest.mark.parametrize(
    ("currency", "on", "usd"),
    [
        ("CNY", date(2024, 5, 17), "100.00"),  # its own month
        ("CNY", date(2026, 3, 1), "96.58"),  # 705 / 7.3, the last month that is told
        ("EUR", date(2026, 3, 1), "783.33"),  # the last year
        ("CNY", date(2023, 12, 31), None),  # nothing is known before the first
        ("XAU", date(2024, 5, 1), None),
    ],
)
def test_to_compare_amounts_the_last_rate_before_the_day_serves(currency, on, usd):
    found = RATES.compare(Decimal(705), currency, on=on)

    assert found == (usd and Decimal(usd))


def test_the_built_in_rates_know_the_four_currencies_of_the_region():
    rates = Rates.of(reference.load())

    assert all(
        rates.convert(Decimal(100), currency, on=date(2024, 6, 3), precision="day")
        for currency in ("HKD", "MOP", "CNY", "USD")
    )
