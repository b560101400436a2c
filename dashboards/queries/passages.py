"""What the public may read of an article's text: the sentences that prove something, each with one neighbour.

Pure functions over a text, spans and the sentence splitter. The whole text is
never given away (docs/design.md, 4): where the evidence and its neighbours
would cover all of it, the neighbours go first, then all but the quotes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.pipeline.text import split_sentences

MOST_CHARACTERS = 1500
MOST_SENTENCES = 10


@dataclass(frozen=True)
class Mark:
    """A span of a text that means something: the kind of its tag, or ``evidence``, and a label."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True)
class Piece:
    """A run of characters with the mark that lies on it; ``kind`` is empty where there is none.

    ``proofs`` are the keys of the quotes that it is part of, ``begins`` those of them that begin here.
    """

    text: str
    kind: str = ""
    label: str = ""
    is_evidence: bool = False
    proofs: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


Keys = Mapping[tuple[int, int], tuple[int, ...]]
"""Span of a quote -> the keys of the evidence that it is."""


@dataclass(frozen=True)
class Passage:
    """Neighbouring sentences that are shown together."""

    start: int
    pieces: tuple[Piece, ...]


def sentence_spans(text: str, lang: str) -> list[tuple[int, int]]:
    """The sentences of a text after its title; character offsets in the whole."""
    spans: list[tuple[int, int]] = []
    at = 0
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            spans += [(at + span.start, at + span.end) for span in split_sentences(paragraph, lang)]
        at += len(paragraph) + 2
    return spans


def passages(
    text: str, lang: str, evidence: Sequence[tuple[int, int]], marks: Sequence[Mark], keys: Keys | None = None
) -> list[Passage]:
    """The sentences that hold ``evidence``, each with one neighbour, as marked pieces in the text's order."""
    sentences = sentence_spans(text, lang)
    proving = [n for n, (start, end) in enumerate(sentences) if any(s < end and e > start for s, e in evidence)]
    chosen = _affordable(sentences, proving)
    if not chosen:
        return _quotes_alone(text, evidence, marks, keys)
    groups: list[list[int]] = []
    for n in sorted(chosen):
        if groups and n == groups[-1][-1] + 1:
            groups[-1].append(n)
        else:
            groups.append([n])
    spans = [(sentences[group[0]][0], sentences[group[-1]][1]) for group in groups]
    return [Passage(start, pieces(text, start, end, marks, evidence, keys)) for start, end in spans]


def _affordable(sentences: Sequence[tuple[int, int]], proving: Sequence[int]) -> set[int]:
    """The numbers of the sentences to show; empty where even the proving ones are the whole text."""
    proving = proving[:MOST_SENTENCES]
    with_neighbours = set(proving) | {n + 1 if n + 1 < len(sentences) else n - 1 for n in proving}
    with_neighbours &= set(range(len(sentences)))
    for chosen in (with_neighbours, set(proving)):
        length = sum(sentences[n][1] - sentences[n][0] for n in chosen)
        if len(chosen) < len(sentences) and length <= MOST_CHARACTERS:
            return chosen
    return set()


def _quotes_alone(
    text: str, evidence: Sequence[tuple[int, int]], marks: Sequence[Mark], keys: Keys | None
) -> list[Passage]:
    """The quotes by themselves, as far as they are short and not the whole text."""
    shown, length = [], 0
    for start, end in sorted(set(evidence)):
        length += end - start
        if length <= min(MOST_CHARACTERS, len(text) * 0.6):
            shown.append(Passage(start, pieces(text, start, end, marks, evidence, keys)))
    return shown


def pieces(
    text: str,
    start: int,
    end: int,
    marks: Sequence[Mark],
    evidence: Sequence[tuple[int, int]] = (),
    keys: Keys | None = None,
) -> tuple[Piece, ...]:
    """Cut ``text[start:end]`` where marks or quotes begin and end. Of marks that overlap the longer one wins."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        inside = start <= mark.start < mark.end <= end
        if inside and all(mark.end <= other.start or mark.start >= other.end for other in kept):
            kept.append(mark)
    named = keys or {}
    quotes = [
        (max(s, start), min(e, end), named.get((s, e), ())) for s, e in dict.fromkeys(evidence) if s < end and e > start
    ]
    edges = {start, end, *(m.start for m in kept), *(m.end for m in kept), *(p for q in quotes for p in q[:2])}
    cuts = sorted(edges)
    answer = []
    for left, right in pairwise(cuts):
        mark = next((m for m in kept if m.start <= left and right <= m.end), None)
        over = [quote for quote in quotes if quote[0] <= left and right <= quote[1]]
        proofs = tuple(key for *_, found in over for key in found)
        begins = tuple(key for first, _, found in over if first == left for key in found)
        kind, label = (mark.kind, mark.label) if mark else ("", "")
        answer.append(Piece(text[left:right], kind, label, bool(over), proofs, begins))
    return tuple(answer)
