"""Which words of a report stand for it, and whose words a reader is shown first."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Evidence

DECIDING_FIELDS = ("deal", "type", "status", "parties", "amount", "date")
"""The fields whose quote stands for a report that no sentence beside its headline proves, best first."""

MOST_PARTIES = 2
"""Parties that count: with two of them a sentence says who agreed with whom."""


@dataclass(frozen=True)
class Words:
    """A quote and how much it says: 0 for the headline or a part of it, which a reader has seen already."""

    text: str
    says: int


def most_telling(evidence: Iterable[Evidence], headline: str) -> Words | None:
    """The sentence of a report that holds most of what was read there (type, status, parties, amount, date …), the
    first of several such; its headline only where nothing else is kept. None without evidence.
    """
    found: dict[str, list[str]] = {}
    for one in evidence:
        found.setdefault(one.field, []).append(one.quote)
    if not found:
        return None
    facts = {field: tuple(dict.fromkeys(quotes)) for field, quotes in found.items() if field != "deal"}
    sentences = [quote for quote in found.get("deal", ()) if not _is_of(quote, headline)]
    if sentences:
        best = max(sentences, key=lambda sentence: _facts_in(sentence, facts))
        return Words(best, 1 + _facts_in(best, facts))
    field = next((field for field in DECIDING_FIELDS if field in found), next(iter(found)))
    quote = found[field][0]
    return Words(quote, 0 if _is_of(quote, headline) else 1)


def distance(lang: str, *, reader: str, title: str) -> int:
    """How far a report's language is from what its reader reads: the reader's own, its other script, the title's."""
    lang, reader = lang.lower(), reader.lower()
    if lang == reader:
        return 0
    if lang.partition("-")[0] == reader.partition("-")[0]:
        return 1
    return 2 if lang == title.lower() else 3


def _facts_in(sentence: str, facts: dict[str, tuple[str, ...]]) -> int:
    """How many of the facts a sentence tells, by the words that prove them."""
    told = {field: sum(quote in sentence for quote in quotes) for field, quotes in facts.items()}
    return sum(min(number, MOST_PARTIES if field == "parties" else 1) for field, number in told.items())


def _is_of(quote: str, headline: str) -> bool:
    """Whether a quote is the headline or stands in it; blanks and large letters apart."""
    return bool(headline) and _folded(quote) in _folded(headline)


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
