"""Events: what a sentence reports, and the sentences of a text with the cues that stand in them."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from articles.pipeline.deals.phrases import Cue, words_of
from articles.pipeline.matching import Reference
from articles.pipeline.matching.quiet import dateline_end
from articles.pipeline.text import Sentence, Text

DOCUMENTS = (
    "mou",
    "letter_of_intent",
    "framework_agreement",
    "cooperation_agreement",
    "mutual_recognition",
    "joint_venture",
)


@dataclass(slots=True)
class Event:
    """What a sentence reports: ``type`` and ``status`` of a deal, where the words stand, how strong they are.

    ``is_one_of_pairs``: others sign papers of their own there, so that papers counted there are not this one's alone.
    """

    type: str
    status: str
    rule: str
    sentence: int
    verb: Cue
    thing: Cue
    things: tuple[str, ...] = ()
    generic: bool = False
    background: bool = False
    further: bool = False
    is_one_of_pairs: bool = False
    score: float = 0.0
    parties: tuple[Any, ...] = field(default=())
    titles: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where the first of verb and object begins."""
        return min(self.verb.start, self.thing.start)

    @property
    def end(self) -> int:
        """Where the last of verb and object ends."""
        return max(self.verb.end, self.thing.end)


@dataclass(slots=True)
class CuedSentence:
    """One sentence with its cues; never changed (to freeze it would make it thrice as dear, and a text has many)."""

    index: int
    sentence: Sentence
    han: bool
    cues: tuple[Cue, ...]

    def of(self, *kinds: str) -> list[Cue]:
        """The cues of these kinds in order."""
        return [cue for cue in self.cues if cue.kind in kinds]


# "another four", "also signed", 另签: one more
_FURTHER = re.compile(
    r"\b(?:another|a further|also signed|additional|separately|in addition|further|on the (?:sidelines|margins"
    r"|fringes))\b"
    r"|另外|另签|另有|此外|还(?=[^,。;]{0,12}签)|另再|又签"
    r"|também"
    r"|ainda|outros|outras"
)
# Where an English clause ends: ";", ", while", ", which"
_CLAUSE_EN = re.compile(
    r"[;:]|, (?:while|which|who|whose|whereas|but|with|after|before|as|when|where)\b|\b(?:while|after|although) "
    r"|\bas (?=they |the two |both )"
)
# Where a Chinese clause ends
_CLAUSE_ZH = re.compile(r"[,;:]")


# Bounds on hostile text; no article comes near them
_READ = 100_000
_MOST_SENTENCES = 300
_MOST_CUES = 80
_CLAUSE_REACH = 500
_LONGEST = 3000


def with_begun_news(text: Text) -> Text:
    """A Chinese text whose folded form breaks off where a dateline ends: there the news begins. Any other as it is."""
    if not text.lang.startswith("zh"):
        return text
    ends = [past for part in text.paragraphs if (past := dateline_end(text, part.start, part.end))]
    if not ends:
        return text
    folded = list(text.folded)
    for past in ends:
        folded[past - 1] = "\n"
    return replace(text, folded="".join(folded))


def read_sentences(text: Text, reference: Reference) -> list[CuedSentence]:
    """The sentences of ``text`` with their cues, in order."""
    cues = words_of(reference, "deals").find(text.folded[:_READ])
    readings: list[CuedSentence] = []
    position, last = 0, len(cues)
    for sentence in text.sentences[:_MOST_SENTENCES]:
        start, end = sentence.start, sentence.end
        if end - start > _LONGEST:
            end = start + _LONGEST
            sentence = sentence._replace(end=end)
        begins = start == text.paragraphs[sentence.paragraph].start
        if begins and (past := dateline_end(text, start, end) or _release_line_end(text, start, end)):
            # Where and when the news was written is nobody's side.
            sentence = sentence._replace(start=past)
            start = past
        elif (words := item_begin(text.folded, start, end)) > start:
            sentence = sentence._replace(start=words)
        if heard := _HEARD.match(text.folded, sentence.start, end):
            sentence = sentence._replace(start=heard.end())
        if sentence.start >= end:
            # A line that holds nothing else is no sentence that tells something
            continue
        while position < last and cues[position].start < start:
            position += 1
        first = position
        while position < last and cues[position].end <= end:
            position += 1
        told = tuple(cues[first : min(position, first + _MOST_CUES)]) if position > first else ()
        readings.append(CuedSentence(len(readings), sentence, sentence.lang.startswith("zh"), told))
    return readings


# 记者获悉, 据了解: how the outlet came to know it
_HEARD = re.compile(
    r"(?:本报)?(?:记者)?(?:[今昨]日|[今昨]天|日前|近日)?(?:据悉|获悉|另悉|据了解|据介绍|综合报道|据报道?|据透露|消息称)[,:]"
)


# "(20 December 2018, Hong Kong) ", "[Macao – 3 March 2026] ", "Hong Kong, 3 March 2026 – ": how a firm heads its news
_RELEASE_LINE = re.compile(
    r"[(\[](?:\d{1,2} [A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}) ?[,–—-] ?[A-Z][A-Za-z, ]{2,40}[)\]] ?"
    r"|[(\[]?[A-Z][A-Za-z ]{2,24}(?:, [A-Z][A-Za-z ]{2,20})? ?[,–—-] ?"
    r"(?:\d{1,2} [A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})(?:[)\]] ?[–—-]{0,2} ?| ?[–—-]{1,2} ?)"
)


def _release_line_end(text: Text, start: int, end: int) -> int:
    """Where the line of place and day ends with which a firm's own English news begins; 0 where it has none."""
    line = _RELEASE_LINE.match(text.text, start, end) if text.lang == "en" else None
    return line.end() if line and line.end() < end else 0


# "1.", "一、", "(2)", "•", "-": the sign of an item of a list
_ITEM = re.compile(r"(?:\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-h])(?:\)|、|\. )|[-–—•·▪●*])\s?")


def item_begin(folded: str, start: int, end: int) -> int:
    """Where the words of an item of a list begin behind its number or sign; ``start`` where it has none."""
    sign = _ITEM.match(folded, start, end)
    return sign.end() if sign and sign.end() < end else start


def clause_bounds(folded: str, reading: CuedSentence, at: int) -> tuple[int, int]:
    """The clause of the sentence that holds ``at``; no further away than ``_CLAUSE_REACH``."""
    pattern = _CLAUSE_ZH if reading.han else _CLAUSE_EN
    start = max(reading.sentence.start, at - _CLAUSE_REACH)
    end = min(reading.sentence.end, at + _CLAUSE_REACH)
    for match in pattern.finditer(folded, start, end):
        if match.end() <= at:
            start = match.end()
        elif match.start() >= at:
            return start, match.start()
    return start, end


def is_further(folded: str, reading: CuedSentence, verb: Cue) -> bool:
    """Whether the sentence itself says that this is one more ("another four", 另外)."""
    start, end = max(reading.sentence.start, verb.start - _CLAUSE_REACH), min(reading.sentence.end, verb.end + 20)
    # 甲签署一份,双方还签署: 还 behind the verb belongs to the next one
    return any(match[0] != "还" or match.start() < verb.start for match in _FURTHER.finditer(folded, start, end))


_STATUSES = ("planned", "talks", "stalled", "cancelled")


# "HK$135 million", 20亿元: a sum large enough to be invested or set aside
SUM = re.compile(
    r"(?:hk\$|us\$|rmb|mop|\$)? ?\d[\d,.]{0,12} ?(?:million|billion|trillion|bn|mn|mln|bln|m\b|亿|万"
    r"|mil milhões|milhões)"
    r"|[一二三四五六七八九十百千两]{1,8}(?:亿|万)"
    r"|\b(?:um|dois|três|quatro|cinco|seis|sete|oito|nove|dez|vinte|trinta|quarenta|cinquenta|cem|duzentos|trezentos"
    r"|quatrocentos|quinhentos|mil) (?:mil )?milh(?:ão|ões)\b"
)


def status_of(how: str, done: str) -> str:
    """The status that a mood means; ``done`` is that of the rule where the thing is simply told. A wish is talks."""
    return how if how in _STATUSES else "talks" if how == "wish" else done
