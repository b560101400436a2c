"""Scanning: a pattern is tried only where one of its matches may begin.

The patterns of numbers and dates begin with a look behind and have many branches, so the regex engine would try all of
them at every character. Where a match may begin is told by a set of characters or by a few words, found much faster.
"""

import re
from collections.abc import Iterable, Iterator

import ahocorasick_rs


class Words:
    """Words that are found in one pass, also where they overlap."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(
            tuple(words), store_patterns=False, implementation=ahocorasick_rs.Implementation.DFA
        )

    def spans(self, folded: str) -> list[tuple[int, int, int]]:
        """Give the number of each word that stands in ``folded``, and its span, in order of the ends."""
        return self._automaton.find_matches_as_indexes(folded, overlapping=True)


def matches_at(pattern: "re.Pattern[str]", folded: str, starts: Iterable[int]) -> Iterator["re.Match[str]"]:
    """Give what ``pattern.finditer(folded)`` gives, where ``starts`` (in order) holds every place a match may begin."""
    reached = 0
    for start in starts:
        if start >= reached:
            match = pattern.match(folded, start)
            if match:
                reached = match.end()
                yield match
