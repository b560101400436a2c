"""Among many portraits, those that do not plainly contradict one: by sets of bits, so that thousands are quick.

Type, cities, outside partners and mechanism of a portrait take few values,
so whom each value speaks against is worked out once for all portraits that
bear it. Nobody is lost: whoever is left out here has no points (``likeness``).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from articles.actions.clustering.likeness import OF_ONE_FAMILY, Portrait

_MEASURE = "policy_measure"
_TYPE, _CITIES, _OUTSIDE, _MECHANISM, _OF_MEASURES = range(5)
Bits = int
"""A set of places: bit n stands for the portrait at place n."""


class Frames:
    """The frames of some portraits, by their places; several may stand at one place."""

    def __init__(self, portraits: Sequence[Portrait] = ()) -> None:
        self._bits: tuple[dict[Any, Bits], ...] = ({}, {}, {}, {}, {})
        self._against: dict[tuple[int, Any], Bits] = {}
        for place, portrait in enumerate(portraits):
            self.add(portrait, place)

    def add(self, portrait: Portrait, place: int) -> None:
        """Put one more portrait at a place."""
        bit = 1 << place
        for bits, value in zip(self._bits, _frame(portrait), strict=True):
            held = bits.get(value, 0)
            if not held & bit:
                bits[value] = held | bit
                self._against.clear()

    def against(self, portrait: Portrait) -> Bits:
        """Give the places of those whom type, cities, partners or mechanism set apart from ``portrait``."""
        found = self._apart(_TYPE, portrait.type, _other_families)
        if portrait.cities:
            found |= self._apart(_CITIES, portrait.cities, _disjoint)
        if portrait.outside:
            found |= self._apart(_OUTSIDE, portrait.outside, _disjoint)
        if portrait.mechanism:
            found |= self._apart(_MECHANISM, portrait.mechanism, _other_names)
            if portrait.type != _MEASURE:
                found |= self._apart(_OF_MEASURES, portrait.mechanism, _other_names)
        return found

    def _apart(self, aspect: int, value: Any, are_apart: Callable[[Any, Any], bool]) -> Bits:
        key = (aspect, value)
        if key not in self._against:
            found = 0
            for other, bits in self._bits[aspect].items():
                if are_apart(value, other):
                    found |= bits
            self._against[key] = found
        return self._against[key]


def places_of(bits: Bits) -> Iterator[int]:
    """Give the places of a set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _frame(portrait: Portrait) -> tuple[str, frozenset[str], frozenset[str], str, str]:
    # A package of measures touches many schemes; which one a report names first says little to another package.
    is_measure = portrait.type == _MEASURE
    mechanisms = ("", portrait.mechanism) if is_measure else (portrait.mechanism, "")
    return portrait.type, portrait.cities, portrait.outside, *mechanisms


def _other_families(one: str, other: str) -> bool:
    return one != other and (one, other) not in OF_ONE_FAMILY


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(other) and one.isdisjoint(other)


def _other_names(one: str, other: str) -> bool:
    return bool(other) and one != other
