"""Retelling: the text of an article told plainly, and every offset between the two tellings."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

import ahocorasick_rs

from articles.pipeline.deals.plain.english import REWRITES
from articles.pipeline.deals.plain.rewrites import Line, Rewrite, rewritten
from articles.pipeline.deals.plain.voices_english import VOICES
from articles.pipeline.deals.records import DealRecord, Quote, Reading
from articles.pipeline.quantities import Count, Money, When
from articles.pipeline.text import Sentence, Span, Text

_SENTENCES = 12
"""So many sentences of a text are told plainly: its news stands in them."""
_LONGEST = 900

_REWRITES = (*REWRITES, *VOICES)
# A word and the rewrites that it speaks for: bit i is the i-th of them
_BITS_BY_WORD = {
    word: sum(1 << place for place, rewrite in enumerate(_REWRITES) if word in rewrite.needs)
    for word in dict.fromkeys(word for rewrite in _REWRITES for word in rewrite.needs)
}
_BITS = list(_BITS_BY_WORD.values())
_WORDS = ahocorasick_rs.AhoCorasick(
    list(_BITS_BY_WORD), store_patterns=False, implementation=ahocorasick_rs.Implementation.DFA
)

Spanned = TypeVar("Spanned", Money, Count, When)


class _Part(NamedTuple):
    """A stretch of the text at ``[start, end)`` that stands at ``at`` of the plain one; ``line`` where it differs."""

    start: int
    end: int
    at: int
    line: Line | None


@dataclass(frozen=True, slots=True)
class Retold:
    """A text told plainly, with what was found in the text as it stands at the places where it stands now."""

    text: Text
    _source: Text
    _parts: tuple[_Part, ...]

    def moved(self, found: Sequence[Spanned]) -> tuple[Spanned, ...]:
        """What was found in the text as it stands, where it now stands; without what is no longer told."""
        starts = [part.start for part in self._parts]
        kept = []
        for item in found:
            part = self._parts[bisect_right(starts, item.start) - 1]
            at = self._place(part, item.start, item.end)
            if at >= 0:
                kept.append(item._replace(start=at, end=at + item.end - item.start))
        return tuple(kept)

    @staticmethod
    def _place(part: _Part, start: int, end: int) -> int:
        if part.line is None:
            return start - part.start + part.at if end <= part.end else -1
        first = next((i for i, o in enumerate(part.line.origins) if o == (start, start + 1)), -1)
        last = first + end - start - 1
        is_whole = first >= 0 and last < len(part.line.origins) and part.line.origins[last] == (end - 1, end)
        return part.at + first if is_whole else -1

    def taken_back(self, reading: Reading) -> Reading:
        """A reading of the plain text with the quotes and places of the text as it stands."""
        return Reading(tuple(self._deal(deal) for deal in reading.deals), reading.no_deal)

    def _deal(self, deal: DealRecord) -> DealRecord:
        quotes = tuple(self._quote(quote) for quote in deal.evidence)
        counts = []
        for count in deal.counts:
            start, end = self._origin(count.start, count.end)
            counts.append(count._replace(start=start, end=end))
        first = self._source.paragraphs[0] if self._source.paragraphs else Span(0, 0)
        return replace(deal, evidence=quotes, counts=tuple(counts), title=self._source.text[first.start : first.end])

    def _quote(self, quote: Quote) -> Quote:
        start, end = self._origin(quote.start, quote.end)
        return Quote(quote.field, self._source.text[start:end], start, end)

    def _origin(self, start: int, end: int) -> Span:
        """Where the words at ``[start, end)`` of the plain text stand in the text."""
        places = [part.at for part in self._parts]
        first = bisect_right(places, start) - 1
        last = max(first, bisect_right(places, max(start, end - 1)) - 1)
        begins, ends = [], []
        for part in self._parts[first : last + 1]:
            if part.line is None:
                shift = part.start - part.at
                begins.append(max(part.start, start + shift))
                ends.append(min(part.end, end + shift))
            else:
                origins = part.line.origins[max(0, start - part.at) : max(0, end - part.at)]
                begins += [origin[0] for origin in origins]
                ends += [origin[1] for origin in origins]
        return Span(min(begins), max(ends)) if begins else Span(0, 0)


def retell(text: Text) -> Retold | None:
    """An English text told plainly; None where it already is."""
    if text.lang != "en":
        return None
    early = text.sentences[:_SENTENCES]
    spots = _WORDS.find_matches_as_indexes(text.folded[: early[-1].end if early else 0], overlapping=True)
    lines: dict[int, Line] = {}
    for place, sentence in enumerate(early if spots else ()):
        may = 0
        for word, start, end in spots:
            if sentence.start <= start and end <= sentence.end:
                may |= _BITS[word]
        line = _plain(text, sentence, may) if may else None
        if line is not None:
            lines[place] = line
    return _with_lines(text, lines) if lines else None


def _plain(text: Text, sentence: Sentence, may: int) -> Line | None:
    """A sentence told plainly by the rewrites whose bits are set in ``may``; None where nothing is told at length."""
    start, end = sentence.start, sentence.end
    if end - start > _LONGEST or not sentence.lang.startswith("en"):
        return None
    told = text.text[start:end]
    line = None
    for rewrite in _rewrites_of(may):
        if rewrite.pattern.search(told):
            line = line or Line(told, text.folded[start:end], tuple((at, at + 1) for at in range(start, end)))
            line = rewritten(line, rewrite)
            told = line.text
    return line


@lru_cache(maxsize=4_096)
def _rewrites_of(may: int) -> tuple[Rewrite, ...]:
    return tuple(rewrite for place, rewrite in enumerate(_REWRITES) if may >> place & 1)


def _with_lines(text: Text, lines: dict[int, Line]) -> Retold:
    """The text with some of its sentences told as ``lines``."""
    parts: list[_Part] = []
    words: list[str] = []
    folded: list[str] = []
    sentences: list[Sentence] = []
    reached = at = 0
    for place, sentence in enumerate(text.sentences):
        line = lines.get(place)
        if line is not None:
            if reached < sentence.start:
                parts.append(_Part(reached, sentence.start, at, None))
                words.append(text.text[reached : sentence.start])
                folded.append(text.folded[reached : sentence.start])
                at += sentence.start - reached
            parts.append(_Part(sentence.start, sentence.end, at, line))
            words.append(line.text)
            folded.append(line.folded)
            sentences.append(sentence._replace(start=at, end=at + len(line.text)))
            at, reached = at + len(line.text), sentence.end
        else:
            shift = at - reached
            sentences.append(sentence._replace(start=sentence.start + shift, end=sentence.end + shift))
    if reached < len(text.text):
        parts.append(_Part(reached, len(text.text), at, None))
        words.append(text.text[reached:])
        folded.append(text.folded[reached:])
    paragraphs = tuple(Span(_edge(parts, span.start), _edge(parts, span.end)) for span in text.paragraphs)
    plain = Text("".join(words), "".join(folded), text.lang, paragraphs, tuple(sentences))
    return Retold(plain, text, tuple(parts))


def _edge(parts: Sequence[_Part], at: int) -> int:
    """Where the edge ``at`` of a paragraph stands in the plain text."""
    part = parts[max(0, bisect_right([part.start for part in parts], at) - 1)]
    if part.line is None:
        return at - part.start + part.at
    return part.at if at <= part.start else part.at + len(part.line.text)
