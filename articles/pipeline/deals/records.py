"""The records of this stage: a deal as one article tells it, with the words that prove each field."""

from dataclasses import dataclass

from articles.pipeline.quantities import Count


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that prove one field: ``text[start:end] == quote``."""

    field: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A name near the deal with its role: signatory, speaker, venue or mentioned.

    ``kind`` is organisation or person; of a place that signs or issues city, outside or place.
    """

    name: str
    slug: str
    kind: str
    role: str


@dataclass(frozen=True, slots=True)
class DealRecord:
    """One agreement as one article tells it; money as in ``quantities.Money``, date as in ``quantities.When``."""

    type: str
    subtype: str
    rung: str
    status: str
    title: str
    parties: tuple[str, ...]
    actors: tuple[Actor, ...]
    amount: float | None
    amount_max: float | None
    currency: str
    amount_bound: str
    amount_text: str
    counts: tuple[Count, ...]
    date: str | None
    date_precision: str
    date_basis: str
    cities: tuple[str, ...]
    outside: tuple[str, ...]
    sectors: tuple[str, ...]
    subsectors: tuple[str, ...]
    mechanism: str
    is_bundle: bool
    is_signal: bool
    confidence: float
    evidence: tuple[Quote, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What ``read_deals`` found: records, or the reason why there is none."""

    deals: tuple[DealRecord, ...]
    no_deal: str
