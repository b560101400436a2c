"""The scan: every word of the reference data is looked for in one pass over a text, and each stage takes its own.

Names, phrases of sectors and words of deals are some fourteen thousand strings. An automaton of that size does not stay
in the processor's cache from one article to the next, so that one pass for all costs little more than each of four.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

import ahocorasick_rs

from articles.pipeline.matching.records import Reference
from articles.pipeline.matching.surfaces import UNFOLDED, UNIFY
from articles.pipeline.text import fold

Hit = tuple[int, int, int]
"""Where a word stands: ``(start, -end, number of the word)``."""

# "-" -> "-—": a plain sign, and those that a folded text may have in its place
_WRITTEN_AS: dict[str, str] = {}
for _sign in UNFOLDED:
    _plain = _sign.translate(UNIFY)
    _WRITTEN_AS[_plain] = _WRITTEN_AS.get(_plain, _plain) + _sign
# A name with more such signs is looked for as it is listed; none that we know has four.
_MOST_SIGNS = 8


class Scan:
    """Strings that are found in folded texts, also where they overlap."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the (folded) strings; what stands twice is looked for once."""
        self._words = tuple(dict.fromkeys(filter(None, words)))
        # Small before fast: a DFA is many times as big, and most of its time goes by in waiting for memory.
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._words, store_patterns=False, implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )
        self.find: Callable[[str], Sequence[Hit]] = lru_cache(maxsize=2)(self._find)
        """Give all hits in a folded text from left to right, of those that begin together the longest first.

        The last answers are kept for the stages that ask next: not to be changed."""

    def places_of(self, places: Mapping[str, int]) -> tuple[int, ...]:
        """Give for each word of the scan, by its number, what ``places`` has for it; -1 where it has nothing."""
        return tuple(places.get(word, -1) for word in self._words)

    def _find(self, folded: str) -> Sequence[Hit]:
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return sorted([(start, -end, number) for number, start, end in found])


def words_beside_names(reference: Reference) -> Iterator[str]:
    """Give (folded) what the later stages look for: phrases of sectors, words of deals and of relevance."""
    for part in reference.subsectors:
        yield from map(fold, part.triggers.all())
    for cue in reference.cues:
        yield fold(cue.text)
    for listed in reference.word_lists:
        for phrase in listed.phrases:
            yield fold(phrase).strip()


def spellings(name: str) -> Iterable[str]:
    """Give all that a folded text may have for ``name``, whose signs are the plain ones: "a-b" also as "a—b"."""
    signs = [_WRITTEN_AS.get(sign, sign) for sign in name]
    several = sum(len(sign) > 1 for sign in signs)
    return map("".join, product(*signs)) if 0 < several <= _MOST_SIGNS else (name,)
