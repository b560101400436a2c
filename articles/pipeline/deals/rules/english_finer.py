"""What the words around a deal that an English sentence tells make of it: made public, a part bought, interrupted."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import CuedSentence, Event

# "said on Thursday it would sell": made public, and more than a plan
_SAID_IT_WOULD = re.compile(
    r"\b(?:said|announced|confirmed|disclosed)(?: (?:on \w+day|today|yesterday|late \w+"
    r"|in an? (?:\w+ ){0,3}(?:statement|filing)))?"
    r"(?: that)? (?:it|they|the (?:company|group|firm)) (?:would|will|is to|was to) (?:\w+ly )?$"
)
_REACH = 70
# "completed its purchase of a 35 per cent stake": less than half of it
_MINOR_STAKE = re.compile(
    r"(?: (?:its|the|their))?(?: (?:purchase|acquisition|sale|buyout))?(?: of)?(?: (?:an?|its|the|their|about"
    r"|around|up to"
    r"|further|additional|minority)){0,3} (?P<share>\d{1,2})(?:\.\d{1,2})?(?: ?%| per ?cent) (?:stake|of"
    r"|interest|holding"
    r"|equity|share)\b"
)
_HALF = 50
# "acquired a majority stake in", "agreed to buy 51 per cent of", "…, giving it control of the lender"
_CONTROLS = re.compile(
    r"(?: [\w'’-]{1,14}){0,4}? (?:majority|controlling|(?:5[1-9]|[6-9]\d|100)(?:\.\d{1,2})?(?: ?%| per ?cent))"
    r"(?: equity)? (?:stakes?|interests?|holdings?|shareholdings?|shares?|of)\b"
    r"|[^.;]{0,60}? to (?:buy|acquire|purchase|take) (?:[\w'’-]{1,14} ){0,3}?(?:majority|controlling"
    r"|(?:5[1-9]|[6-9]\d|100)(?:\.\d{1,2})?(?: ?%| per ?cent)) (?:stakes?|interests?|of|shareholdings?)\b"
    r"|[^.;]{2,160}?\b(?:giv(?:es?|ing)|gave|hand(?:s|ing|ed)) (?:it|them|him|her|the [\w ]{2,30}?) "
    r"(?:full |majority |outright |effective )?control\b"
)

# "A residential plot in Nansha was sold to": land changes hands, no firm
_PLOT_SOLD = re.compile(
    r"(?:^|(?<=[.;\n])|\b(?:the|an?|one|two|three|four|five|its|another) )[^.;,]{0,40}?"
    r"\b(?:plots?|lots?|parcels?|sites?|pieces? of (?:\w+ ){0,2}land)\b[^.;]{0,70}? "
    r"(?:was|were|has been|have been|is|are)(?: \w+ly)? $"
)
_SUBJECT_REACH = 150


def finer_purchases(folded: str, sentence: CuedSentence, told: Sequence[Event]) -> None:
    """Set purchases as announced where a firm said that it would make them, and what is bought as a
    firm, a stake in it or land by how much of what it is.

    Where a paper on them is signed in the same sentence they are signed.
    """
    if not sentence.sentence.lang.startswith("en"):
        return
    has_paper = any(event.rule == "bought" and event.status == "signed" for event in told)
    for event in told:
        if event.type not in ("acquisition", "equity_investment"):
            continue
        if event.status == "planned":
            before = max(sentence.sentence.start, event.verb.start - _REACH)
            if has_paper:
                event.status = "signed"
            elif event.type == "acquisition" and _SAID_IT_WOULD.search(folded, before, event.verb.start):
                event.status = "announced"
        subject = max(sentence.sentence.start, event.verb.start - _SUBJECT_REACH)
        if event.type == "acquisition" and _PLOT_SOLD.search(folded, subject, event.verb.start):
            event.type = "land"
        part = _MINOR_STAKE.match(folded, event.verb.end, sentence.sentence.end)
        if event.type == "acquisition" and part and int(part["share"]) < _HALF:
            event.type = "equity_investment"
        elif event.type == "equity_investment" and _CONTROLS.match(folded, event.verb.end, sentence.sentence.end):
            event.type = "acquisition"


# "were suspended and will resume on Monday", "halted as a typhoon neared": a service that runs again
_INTERRUPTED = re.compile(
    r"\b(?:suspend(?:s|ed)|halt(?:s|ed)|stopp?(?:s|ed))\b(?:[^.;]|\.\d){0,160}?\bresum"
    r"|\b(?:typhoon|storm|rainstorm|black rain|fog|signal no|gale|flood(?:s|ing)?|bad weather|breakdown|fire)\b"
)


def only_interrupted(folded: str, sentence: CuedSentence) -> bool:
    """Whether an English sentence tells that a service is only interrupted for a while."""
    start, end = sentence.sentence.start, sentence.sentence.end
    return sentence.sentence.lang.startswith("en") and _INTERRUPTED.search(folded, start, end) is not None
