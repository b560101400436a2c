"""Among many articles, those that may tell the same news as one: by sets of bits, so that a day of thousands is quick.

Each trait has a number whose bits say which articles hold it. What two
articles have in common is then a few operations on such numbers for all
articles at once. Nobody is lost: whomever ``sameness`` would link is likely.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.actions.clustering.sameness import IN_EVERY_ARTICLE, News

_EVIDENCE = {
    "place": "place",
    "outside": "outside",
    "mechanism": "mechanism",
    "organisation": "body",
    "person": "body",
    "n": "number",
    "count": "number",
    "money": "number",
    "word": "word",
    "title": "title",
}
"""Kind of a trait -> the witness that it may be (``sameness``); cities, sectors and acts never are."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who holds which trait: bit n of a number is the article at place n. ``titles``: by language and title words."""

    holders: Mapping[str, int]
    titles: Mapping[tuple[str, int], int]

    @classmethod
    def of(cls, rows: Sequence[News], *, told: Iterable[News]) -> "Crowd":
        """Look at ``rows`` for what those ``told`` hold, of which ``likely`` may be asked."""
        wanted = {trait for row in told for trait in row.traits if _witness(trait)}
        places: dict[str, list[int]] = defaultdict(list)
        titles: dict[tuple[str, int], list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            for trait in wanted & row.traits.keys():
                places[trait].append(place)
            titles[row.lang, row.title_words].append(place)
        size = len(rows) // 8 + 1
        return cls(
            {trait: _bits(where, size) for trait, where in places.items()},
            {key: _bits(where, size) for key, where in titles.items()},
        )

    def likely(self, row: News) -> Iterator[int]:
        """Give the places of those with whom two kinds of evidence may agree; its own among them."""
        found: dict[str, int] = defaultdict(int)
        words, twice = [], 0
        for trait in row.traits:
            holders = self.holders.get(trait)
            if holders is None:
                continue
            witness = _witness(trait)
            if witness == "title":
                words.append(holders)
                continue
            if witness == "body":
                # Two bodies in common are two witnesses.
                twice |= found["body"] & holders
            found[witness] |= holders
        found["title"] = self._titled(row, words)
        once = 0
        for holders in found.values():
            twice |= once & holders
            once |= holders
        return _places(twice)

    def _titled(self, row: News, words: Sequence[int]) -> int:
        """Those of the same language who share half of the shorter title, two words at least."""
        if len(words) < 2:
            return 0
        digits = _counted(words)
        mine, found = row.title_words, 0
        for (lang, theirs), who in self.titles.items():
            if lang == row.lang and theirs:
                found |= who & _at_least(digits, max(2, (min(mine, theirs) + 1) // 2), who)
        return found


def _witness(trait: str) -> str:
    """The witness that a trait may be; empty for none."""
    return "" if trait in IN_EVERY_ARTICLE else _EVIDENCE.get(trait.partition(":")[0], "")


def _bits(places: Iterable[int], size: int) -> int:
    """A number with these bits; ``size`` in bytes."""
    bits = bytearray(size)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def _counted(masks: Iterable[int]) -> list[int]:
    """Count for each bit in how many of the masks it is set: the binary digits of the counts, lowest first."""
    digits: list[int] = []
    for carry in masks:
        for place, digit in enumerate(digits):
            digits[place], carry = digit ^ carry, digit & carry
            if not carry:
                break
        if carry:
            digits.append(carry)
    return digits


def _at_least(digits: Sequence[int], least: int, among: int) -> int:
    """Those ``among`` whose count is ``least`` or more."""
    if least >> len(digits):
        return 0
    more, equal = 0, among
    for place in reversed(range(len(digits))):
        if least >> place & 1:
            equal &= digits[place]
        else:
            more |= equal & digits[place]
            equal &= ~digits[place]
    return more | equal


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
