"""The tags of one article, as records."""

from dataclasses import dataclass
from typing import NamedTuple

from articles.pipeline.text import Span


class TagScore(NamedTuple):
    """One tag with its weight, how sure it is (0 to 1), and the spans that say so.

    ``name`` is set for organisations and people that no list holds (``slug`` empty).
    ``origin`` is the rule that made it.
    """

    kind: str
    slug: str
    name: str
    score: float
    confidence: float
    origin: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Tags:
    """All tags of one article, by kind, most important first."""

    cities: tuple[TagScore, ...] = ()
    places: tuple[TagScore, ...] = ()
    outside: tuple[TagScore, ...] = ()
    sectors: tuple[TagScore, ...] = ()
    mechanisms: tuple[TagScore, ...] = ()
    organisations: tuple[TagScore, ...] = ()
    people: tuple[TagScore, ...] = ()
    subsectors: tuple[TagScore, ...] = ()
