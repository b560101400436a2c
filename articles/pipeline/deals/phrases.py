"""A list of phrases, found in a folded text in one pass."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs

from articles.pipeline.matching import Reference
from articles.pipeline.text import fold


class Cue(NamedTuple):
    """A phrase of a list at ``[start, end)``: what kind of word it is, and its value."""

    kind: str
    value: str
    start: int
    end: int


class Phrases:
    """Phrases by kind and value; the longest one wins where two overlap.

    A Latin phrase counts only as whole words. ``lists`` are triples of kind,
    value and phrases; Chinese phrases may be in either script.
    """

    def __init__(self, lists: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        meanings: dict[str, list[tuple[str, str]]] = {}
        for kind, value, phrases in lists:
            for phrase in phrases:
                folded = fold(phrase).strip()
                if folded:
                    meanings.setdefault(folded, []).append((kind, value))
        self._phrases = list(meanings)
        self._meanings = [tuple(meanings[phrase]) for phrase in self._phrases]
        self._latin = [(_is_latin(phrase[0]), _is_latin(phrase[-1])) for phrase in self._phrases]
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._phrases, store_patterns=False, implementation=ahocorasick_rs.Implementation.DFA
        )

    def find(self, folded: str) -> list[Cue]:
        """The cues of ``folded`` in order."""
        found: list[Cue] = []
        reached = 0
        for first, negative_last, index in sorted(self._whole_words(folded)):
            if first >= reached:
                reached = -negative_last
                for kind, value in self._meanings[index]:
                    found.append(Cue(kind, value, first, reached))
        return found

    def _whole_words(self, folded: str) -> list[tuple[int, int, int]]:
        """``(start, -end, phrase)`` of every phrase that stands as whole words; sorting puts the longest first."""
        length = len(folded)
        whole: list[tuple[int, int, int]] = []
        for index, first, last in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            latin_first, latin_last = self._latin[index]
            if latin_first and first and _is_latin(folded[first - 1]):
                continue
            if latin_last and last < length and _is_latin(folded[last]):
                continue
            whole.append((first, -last, index))
        return whole


@lru_cache(maxsize=4)
def words_of(reference: Reference, stage: str) -> Phrases:
    """The words of one stage (deals or relevance), as ``reference/deal_words.yaml`` lists them."""
    return Phrases((words.kind, words.value, words.phrases) for words in reference.word_lists if words.stage == stage)


# Latin letters with and without marks end before this character; Han and kana come far behind
_LATIN_END = "\u0250"


def _is_latin(character: str) -> bool:
    return character < _LATIN_END and character.isalnum()
