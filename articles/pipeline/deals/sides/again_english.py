"""Whom an English sentence calls "it", "the Swiss company", "the two firms": the bodies that one before it is about."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import heads

_KIND = (
    r"(?:company|firm|group|bank|lender|insurer|university|college|institute|institution|school|exchange|bourse|airline"
    r"|carrier|bureau|hospital|operator|carmaker|automaker|drugmaker|chipmaker|toymaker|shipbuilder|brewer|maker"
    r"|manufacturer|producer|developer|builder|contractor|supplier|council|association|chamber|utility|retailer|chain"
    r"|brokerage|start-?up|conglomerate|agency|authority|regulator|fund|trust|foundation|platform|miner|giant|tech firm"
    r"|broker|bidder|buyer|seller|borrower|issuer|logistics firm|shipping line|trading house|purchaser|vendor|lessor"
    r"|joint"
    r" venture partner)"
)
_FROM = r"(?:[A-Z][\w’'-]{1,24}(?:-[a-z]{4,12})? ){0,3}(?:[a-z][\w-]{2,16} ){0,3}?"
# "On Tuesday it ", "Last month, the company "
_WHEN = r"(?:(?:On|In|Last|Earlier|Yesterday|Today|Also|Separately|Meanwhile)\b[^,.;\n]{0,20}?,? )?"
# "It ", "The Zhuhai-based battery maker ", "Its subsidiary ", "The company's Macao unit "
_ONE = re.compile(
    rf"{_WHEN}(?i:It|Its [a-z][\w-]{{2,20}}(?: [a-z][\w-]{{2,20}})?"
    rf"|The (?-i:{_FROM}){_KIND}(?:['’]s (?:\w+ ){{0,2}}(?:unit"
    rf"|subsidiary|arm"
    rf"|board))?)(?=,? [a-z])"
)
# "They ", "The two universities ", "Both carriers "
_TWO = re.compile(
    rf"{_WHEN}(?i:They|(?:The two|Both|The pair|The duo|The three|The two Chinese)"
    rf"(?: (?:[\w-]{{2,16}} )?(?:compan(?:y|ies)|firms?|groups?|universities|institutions?|airlines|carriers|banks"
    rf"|lenders"
    r"|insurers|exchanges|bourses|regulators|authorities|agencies|schools|hospitals|chambers|associations|ports|airports"
    r"|operators|utilities|carmakers|automakers|drugmakers|developers|partners|bodies|organi[sz]ations|institutes|sides"
    r"|parties|start-?ups|makers|retailers|courts|museums|funds))?)(?=,? [a-z])"
)
_REACH = 3
_PAIR = 2


def called_again(material: Material, sentence: CuedSentence) -> tuple[Party, ...]:
    """The bodies that the subject of the sentence stands for, where it only says what they are; else empty."""
    if not sentence.sentence.lang.startswith("en") or sentence.sentence.paragraph == 0:
        return ()
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    are_two = _TWO.match(text, start, end) is not None
    if not are_two and not _ONE.match(text, start, end):
        return ()
    first = max(0, sentence.index - _REACH)
    for before in reversed(material.sentences[first : sentence.index]):
        told = heads(material, before)
        if are_two:
            told = told if len(told) >= _PAIR else _named_in(material, before, told)
            if len(told) >= _PAIR:
                return tuple(told)
        elif told:
            return tuple(told[:1])
    return ()


def _named_in(material: Material, sentence: CuedSentence, subjects: list[Party]) -> list[Party]:
    """The two bodies of a sentence that names just two, of whom grammar may show only one."""
    named = material.names.organisations_in(sentence.sentence.start, sentence.sentence.end)
    bodies = {party.slug or party.name: party for party in (*subjects, *map(material.names.party, named))}
    return list(bodies.values()) if len(bodies) == _PAIR else []


def or_called_again(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or whom the sentence calls again, where it names no body itself."""
    if any(not party.is_place for party in found) or event.verb.start < sentence.sentence.start:
        return found
    return called_again(material, sentence) or found


def with_called_again(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The sides of a paper: beside the one that is named the one that the sentence calls again, or both of these."""
    if len(found) > 1:
        return found
    again = called_again(material, sentence)
    if not again:
        return found
    known = [party.slug or party.name for party in found]
    return (*(party for party in again if (party.slug or party.name) not in known), *found)
