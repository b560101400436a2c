"""Wordings: one way of telling a deal, as a pattern with what it means; a rule of English is a list of them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_ING = re.compile(r"(?:[a-z]+ (?:been |also |now |jointly )?)?[a-z]+ing\b")
# "took", "has bought", "sold": what is done, and not what a headline or a plan puts in the present
_PAST = re.compile(
    r"(?:(?:has|have|had|was|were) )?(?:[a-z]+ly )?(?:[a-z]+ed|took|taken|bought|sold|lent|won|put|poured|sank|sunk"
    r"|flew|flown"
    r"|became|become|made|struck|set|got|gave|given|held|built|chose|chosen|went|gone|ran|rang|paid|began|begun|wrote"
    r"|sent|threw|cut)\b"
)


# "We will support more firms to", "“I hope": who speaks comments, and does not report
_SPEAKS = re.compile(r"\b(?:we|our|let['’]s|you|i (?:hope|think|believe|am|would|will|have|want|trust|expect|see))\b")

# "even though the government has relaxed duties": what is granted is known
# ... and "should let visitors stay" is an opinion
_GRANTED = re.compile(
    r"\b(?:even though|although|though|despite|whereas|ever since|because|now that|should|ought to|must|had better"
    r"|needs? to|how to|whether to)\b[^.,;:]*$"
)
_REACH = 90
_QUOTES = ('"', "“", "'", "‘")


# "HK$1.6 billion", "700 million yuan"
SUM_TOLD = (
    r"(?:(?:hk|us|s|a|nt)?\$|rmb ?|mop ?|€|£|¥|cny ?|usd ?|hkd ?)?\d[\d.,]{0,12} ?(?:million|billion|trillion|bn"
    r"|mn|mln|bln|m)\b"
    r"(?: (?:yuan|renminbi|patacas|hong kong dollars|dollars|euros|us dollars))?"
)
SUM_WORDS = ("million", "billion", "trillion", "bn", "mn", "mln", *(f"{digit}m" for digit in range(10)))
"""One of these stands in every such sum."""
# The title and the first three sentences tell the news; everyday words deeper in a text tell its background
EARLY = 3


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """A pattern with groups ``verb`` and, where it names what it is about, ``thing``; the deal that it tells.

    ``needs`` are groups of (folded) bits of words, of each of which one stands in every sentence that the pattern
    matches: to look for them is much quicker than the pattern. ``done`` is the status where the
    verb stands in the past, ``present`` where it stands in the present or as "is taking".
    """

    pattern: re.Pattern[str]
    type: str
    done: str
    present: str
    rule: str
    kind: str = "venue"
    generic: bool = False
    needs: tuple[tuple[str, ...], ...] = ()


def tells(wording: Wording, folded: str, sentence: CuedSentence) -> Event | None:
    """The event that a wording tells in a sentence; None where it does not match, or is denied or only wished."""
    match = wording.pattern.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return None
    if folded.startswith(_QUOTES, sentence.sentence.start) or _SPEAKS.search(
        folded, sentence.sentence.start, sentence.sentence.end
    ):
        return None
    at = match.start("verb")
    if _GRANTED.search(folded, max(sentence.sentence.start, at - _REACH), at):
        return None
    words = match["verb"]
    form = "ing" if _ING.match(words) else "done" if _PAST.match(words) else "now"
    verb = Cue(_kind_of_verb(wording), form, *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return None
    thing = Cue(wording.kind, wording.type, *match.span("thing")) if match["thing"] else verb
    status = status_of(how, wording.done if form == "done" else wording.present)
    things = (wording.type,) if wording.type in DOCUMENTS else ()
    return Event(wording.type, status, wording.rule, sentence.index, verb, thing, things, wording.generic)


def _kind_of_verb(wording: Wording) -> str:
    """The kind of cue that the verb stands for, by which the sides are found."""
    if wording.type == "joint_venture":
        return "form"
    if wording.rule == "partnership":
        return "partner"
    return "sign" if wording.type in DOCUMENTS and wording.type != "mutual_recognition" else "told"


def first_told(
    wordings: Iterable[Wording], folded: str, sentence: CuedSentence, may: Collection[Wording]
) -> list[Event]:
    """The event of the first wording that tells one, of those that ``may``."""
    for wording in wordings:
        if wording not in may:
            continue
        event = tells(wording, folded, sentence)
        if event is not None:
            return [event]
    return []


# "plans to let", "could be allowed": what is not settled yet
_ONLY_PLANNED = re.compile(
    r"\b(?:plan|plans|planned|planning|intends?|aims?|hopes?|expected|expects?|could|may|might|proposed?|proposes"
    r"|looking|ready"
    r"|considering|studying|seeks?|wants?) (?:to )?(?:\w+ )?(?:be )?$"
)
_PLANNED_REACH = 40


def made_public(told: list[Event], folded: str, start: int) -> list[Event]:
    """The measures of a sentence from ``start`` on; what is to come is made public, unless somebody only plans it."""
    for event in told:
        before = max(start, event.verb.start - _PLANNED_REACH)
        if event.status == "planned" and not _ONLY_PLANNED.search(folded, before, event.verb.start):
            event.status = "announced"
    return told
