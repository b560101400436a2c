"""A list of phrases, found in a folded text in one pass."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from articles.pipeline.matching import Reference, gazetteer
from articles.pipeline.matching.scan import Scan
from articles.pipeline.text import fold

# "in May", "9 May", "since early May"; "May 9", "May 2025": the month, and not what may be
_BEFORE_MAY = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)?|\b(?:in|of|on|since|last|next|early|late|mid|by|until|till|from|between|through"
    r"|during|january|february|march|april)),?[ -]\Z"
)
_AFTER_MAY = re.compile(r"\.? \d|,? (?:this|last) year\b")
_MAY_REACH = 12
"""What makes a month of "may" stands no further before it (characters)."""


class Cue(NamedTuple):
    """A phrase of a list at ``[start, end)``: what kind of word it is, and its value."""

    kind: str
    value: str
    start: int
    end: int


def span_of(match: re.Match[str], group: str) -> tuple[int, int]:
    """Where a group of a pattern for two scripts matched: ``group``, or ``<group>_zh`` in its Chinese half."""
    return match.span(group if match[group] is not None else f"{group}_zh")


class Phrases:
    """Phrases by kind and value; the longest one wins where two overlap.

    A Latin phrase counts only as whole words. ``lists`` are triples of kind,
    value and phrases; Chinese phrases may be in either script. ``scan`` may find
    more than these phrases; without one they get their own.
    """

    def __init__(self, lists: Iterable[tuple[str, str, Iterable[str]]], scan: Scan | None = None) -> None:
        meanings: dict[str, list[tuple[str, str]]] = {}
        for kind, value, phrases in lists:
            for phrase in phrases:
                folded = fold(phrase).strip()
                if folded:
                    meanings.setdefault(folded, []).append((kind, value))
        self._phrases = list(meanings)
        self._meanings = [tuple(meanings[phrase]) for phrase in self._phrases]
        self._latin = [(_is_latin(phrase[0]), _is_latin(phrase[-1])) for phrase in self._phrases]
        self._may = self._phrases.index("may") if "may" in meanings else -1
        self._tomorrow = self._phrases.index("明日") if "明日" in meanings else -1
        self._scan = scan or Scan(self._phrases)
        self._places = self._scan.places_of({phrase: place for place, phrase in enumerate(self._phrases)})

    def find(self, folded: str) -> list[Cue]:
        """The cues of ``folded`` in order."""
        found: list[Cue] = []
        length, reached = len(folded), 0
        for start, negative_end, number in self._scan.find(folded):
            place = self._places[number]
            if place < 0 or start < reached:
                continue
            end = -negative_end
            latin_first, latin_last = self._latin[place]
            if (latin_first and start and _is_latin(folded[start - 1])) or (
                latin_last and end < length and _is_latin(folded[end])
            ):
                continue
            reached = end
            if place == self._may and _is_month(folded, start, end):
                continue
            if place == self._tomorrow and folded.startswith("前", end):
                # 李小明日前: behind a name that ends in 明 stands "recently"
                continue
            for kind, value in self._meanings[place]:
                found.append(Cue(kind, value, start, end))
        return found


@lru_cache(maxsize=4)
def words_of(reference: Reference, stage: str) -> Phrases:
    """The words of one stage (deals or relevance), as ``reference/deal_words.yaml`` lists them."""
    lists = ((words.kind, words.value, words.phrases) for words in reference.word_lists if words.stage == stage)
    return Phrases(lists, gazetteer(reference).scan)


def holds(folded: str, words: Iterable[str], start: int, end: int) -> bool:
    """Whether one of a few words stands in ``[start, end)``: much quicker told than a pattern that needs one."""
    return any(folded.find(word, start, end) >= 0 for word in words)


def _is_month(folded: str, start: int, end: int) -> bool:
    """Whether "may" at ``[start, end)`` is the fifth month."""
    return bool(_AFTER_MAY.match(folded, end) or _BEFORE_MAY.search(folded, max(0, start - _MAY_REACH), start))


# Latin letters with and without marks end before this character; Han and kana come far behind
_LATIN_END = "\u0250"


def _is_latin(character: str) -> bool:
    return character < _LATIN_END and character.isalnum()
