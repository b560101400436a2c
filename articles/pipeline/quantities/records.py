"""The records of this stage: an amount of money, a typed count, a date with what is known of it."""

from typing import NamedTuple

UNITS = (
    "areas",
    "projects",
    "documents",
    "measures",
    "companies",
    "jobs",
    "relocated_staff",
    "cities",
    "countries",
    "stations",
    "quota",
    "sqm",
    "km",
    "hectares",
    "other",
)


class Money(NamedTuple):
    """An amount as the source says it.

    ``amount`` (lower end of a range) and ``amount_max`` are in whole units of
    ``currency`` (ISO 4217). ``bound`` is exact, over, nearly, up_to or range.
    A second currency in brackets belongs to the same amount (``also``).
    """

    amount: float
    amount_max: float | None
    currency: str
    bound: str
    text: str
    start: int
    end: int
    also: tuple[tuple[float, str], ...] = ()


class Count(NamedTuple):
    """A typed count (``unit`` is one of ``UNITS``); ``text`` is the source's words."""

    unit: str
    n: int
    n_max: int | None
    text: str
    start: int
    end: int


class When(NamedTuple):
    """A date with what is known of it.

    ``date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (a day in Hong Kong), or
    None where the words fix nothing; ``precision`` is day, month, quarter,
    year or unknown (a quarter is given as its first month); ``basis`` is
    stated, resolved, corroborated, inferred or unknown.
    """

    date: str | None
    precision: str
    basis: str
    text: str
    start: int
    end: int
