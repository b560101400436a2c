"""Money in one currency: amounts converted to US dollars by the rates that we are told, and by no others.

HKD and MOP by their pegs; other currencies by published averages: the month of
the deal, else its year. Where no rate is known the amount stays unconverted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.core import get_global

from articles.pipeline.matching.records import Reference

_CENT = Decimal("0.01")
_RATE_STEP = Decimal("0.000001")


def is_currency(code: str) -> bool:
    """Whether it is the code of a currency (ISO 4217), present or past."""
    return code in get_global("all_currencies")


@dataclass(frozen=True, slots=True)
class Conversion:
    """An amount in US dollars, with the rate (units of the currency for one dollar) and what it is of.

    ``rate_on`` is ``peg``, a month (``2024-05``), a year (``2024``), or empty for US dollars themselves.
    """

    amount_usd: Decimal
    rate: Decimal
    rate_on: str


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates in a form that is quick to ask: pegs per US dollar, and averages by (currency, month or year)."""

    pegs: dict[str, Decimal]
    averages: dict[tuple[str, str], Decimal]

    @classmethod
    def of(cls, reference: Reference) -> "Rates":
        """Build from the reference data; a year of which all twelve months are listed gets their mean."""
        pegs = {peg.currency: Decimal(str(peg.rate)) for peg in reference.pegs if peg.to == "USD"}
        for peg in reference.pegs:
            if peg.to != "USD" and peg.to in pegs:
                pegs[peg.currency] = Decimal(str(peg.rate)) * pegs[peg.to]
        averages: dict[tuple[str, str], Decimal] = {}
        for source in reference.averages:
            listed = {on: Decimal(str(rate)) for on, rate in source.per_usd}
            averages |= {(source.currency, on): rate for on, rate in (_years(listed) | listed).items()}
        return cls(pegs, averages)

    def floats(self, currency: str) -> bool:
        """Whether a currency needs an average: it is no US dollar and has no peg."""
        return bool(currency) and currency != "USD" and currency not in self.pegs

    def with_more(self, added: Mapping[tuple[str, str], Decimal]) -> "Rates":
        """Give these rates with those that the desk adds, by (currency, month or year); a period told here stands."""
        averages = {**added, **self.averages}
        for currency in {currency for currency, _period in added}:
            listed = {period: rate for (of, period), rate in averages.items() if of == currency}
            averages = {(currency, year): mean for year, mean in _years(listed).items()} | averages
        return Rates(self.pegs, averages)

    def convert(self, amount: Decimal, currency: str, *, on: date | None, precision: str) -> Conversion | None:
        """Convert ``amount`` at the rate of the deal's day ``on``, known to ``precision``; None where no rate is known.

        A month's average serves dates that are known to the day or the month;
        quarters, years, and months without an average take the year's.
        """
        if currency == "USD":
            return Conversion(amount.quantize(_CENT, ROUND_HALF_UP), Decimal(1), "")
        if peg := self.pegs.get(currency):
            return _convert(amount, peg, "peg")
        if on is None:
            return None
        month, year = f"{on:%Y-%m}", f"{on:%Y}"
        for period in (month, year) if precision in ("day", "month") else (year,):
            if rate := self.averages.get((currency, period)):
                return _convert(amount, rate, period)
        return None

    def compare(self, amount: Decimal, currency: str, *, on: date) -> Decimal | None:
        """Give ``amount`` in US dollars to compare it with another, never to be shown or summed.

        Where no rate of the day's month or year is known, the last one before serves: published averages come months
        after the news. None where there is none at all.
        """
        if converted := self.convert(amount, currency, on=on, precision="day"):
            return converted.amount_usd
        before = [period for of, period in self.averages if of == currency and period <= f"{on:%Y-%m}"]
        return _convert(amount, self.averages[currency, max(before)], "").amount_usd if before else None


def _convert(amount: Decimal, rate: Decimal, rate_on: str) -> Conversion:
    return Conversion((amount / rate).quantize(_CENT, ROUND_HALF_UP), rate.quantize(_RATE_STEP), rate_on)


def _years(listed: dict[str, Decimal]) -> dict[str, Decimal]:
    """Means of the years that are complete in ``listed`` months."""
    months: dict[str, list[Decimal]] = {}
    for on, rate in listed.items():
        if len(on) == len("2024-05"):
            months.setdefault(on[:4], []).append(rate)
    return {year: sum(rates, Decimal(0)) / 12 for year, rates in months.items() if len(rates) == 12}
