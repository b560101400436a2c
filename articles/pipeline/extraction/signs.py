"""Signs: pieces of wording without which a pattern cannot fit, looked for in one pass before the pattern is tried."""

from collections.abc import Iterable

import ahocorasick_rs


class Signs:
    """Signs, each with a bit of its own; most lines have none of them, and then no pattern need be tried."""

    def __init__(self, signs: Iterable[str]) -> None:
        distinct = tuple(dict.fromkeys(signs))
        self._bits = {sign: 1 << place for place, sign in enumerate(distinct)}
        self._automaton = ahocorasick_rs.AhoCorasick(
            distinct, store_patterns=False, implementation=ahocorasick_rs.Implementation.DFA
        )

    def bits_of(self, signs: Iterable[str]) -> int:
        """Give the bits of some of these signs."""
        return sum({self._bits[sign] for sign in signs})

    def in_line(self, folded: str) -> int:
        """Give the bits of all signs that a folded line has."""
        found = 0
        for place, _, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            found |= 1 << place
        return found
