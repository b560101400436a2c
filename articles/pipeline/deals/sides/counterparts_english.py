"""The other side of what English firms buy and sell: the seller, the buyer, else the firm that is bought or joined.

"sold its 80 percent interest to Jakarta's Oak Group", "from a unit of Elm Foods", "a 4.9% stake in carmaker Foo".
"""

import re
from itertools import islice

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import bodies_behind
from articles.pipeline.deals.sides.parties import unique

_PART = r"(?:[^.;\n]|\.(?=\d))"
# "agreed to sell its 80 percent interest in Foo to ", "was sold by Foo to "
_SOLD_TO = re.compile(
    r"\b(?:sells?|selling|sold|sale|dispos(?:es?|ed|ing|al) of|divest(?:s|ed|ing|ment)?|offload(?:s|ed|ing)?"
    r"|transfer(?:s|red|ring)?|hand(?:s|ed|ing)? over|cede[sd]?|ceding|part(?:s|ed|ing)? with|spin(?:s|ning)? off"
    r"|spun off"
    r"|has gone|went|passe[sd]|passing)\b" + _PART + r"{0,180}? to (?=[A-Za-z])"
)
# "30 percent of Foo from ", "acquired from "
_BOUGHT_FROM = re.compile(
    r"\b(?:buys?|buying|bought|purchas\w{1,5}|acqui\w{2,8}|tak(?:es?|en|ing)(?: over)?|took(?: over)?|takeover"
    r"|stakes?|shares?"
    r"|snap(?:s|ped)? up|pick(?:s|ed)? up|secur(?:es?|ed)|interests?|holding|obtain(?:s|ed)?)\b"
    + _PART
    + r"{0,140}? from (?=[A-Za-z])"
)
# "entered into a share transfer agreement with "
_PAPER_WITH = re.compile(
    r"\b(?:agreements?|contracts?|deal|pact|memorandum|term sheet|negotiations|talks|discussions)\b"
    r"(?: \([^()]{1,24}\))? with (?=[A-Za-z])"
)
# "a 4.9% stake in ", "control of ", "will subscribe to 7% of ", "is to acquire "
_IN_FIRM = re.compile(
    r"\b(?:stakes?|interests?|holdings?|shareholdings?|shares|equity|slice|percent|per cent|half|third|quarter"
    r"|majority|all"
    r"|control|ownership|takeover|acquisition|purchase|buyout|parts?|investor|shareholder)"
    r"(?: of \d[\d.]{0,6} ?(?:%|percent|per cent))? (?:in|of) (?=[A-Za-z])"
    r"|% (?:stake )?(?:in|of) (?=[A-Za-z])"
    r"|\b(?:invest(?:s|ed|ing|ment)?|put(?:s|ting)?|plough(?:s|ed)?|inject(?:s|ed|ing)?|pump(?:s|ed)?|pour(?:s|ed)?"
    r"|pay(?:s|ing)?|paid|funding round|round|financing|capital increase)\b" + _PART + r"{0,60}? (?:in|into|of"
    r"|at) (?=[A-Za-z])"
    r"|\b(?:takes? over|took over|taking over|bought into|buy(?:s|ing)? into|merg(?:es?|ed|ing) with|tak(?:es|e"
    r"|ing) private)"
    r" (?=[A-Za-z])"
    r"|\b(?:acquir(?:es?|ed|ing)|buys?|buying|bought|purchas(?:es?|ed|ing)|snap(?:s|ped) up) (?=(?:[a-z]"
    r"|[A-Z][\w-]{1,24}))"
)
_MOST_TRIES = 4


def with_counterpart(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with whom the one that an English sentence names bought from or sold to, else with the firm bought."""
    if not sentence.sentence.lang.startswith("en"):
        return found
    if not found:
        return _sold(material, sentence)
    if found[0].is_place:
        return found
    if buyers := [party for party in _sold(material, sentence) if _is_other(party, found)]:
        return unique((*found, *buyers))
    others = _firms_at(material, sentence, event, found)
    return unique((*found, *others)) if others else found


def with_buyer_or_seller(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with who buys or sells land or houses on the other side ("sold its site to Foo and Bar")."""
    if not sentence.sentence.lang.startswith("en") or not found or found[0].is_place:
        return found
    return unique((*found, *_firms_at(material, sentence, event, found)))


def _firms_at(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> list[Party]:
    """Those on the other side, by the first of the frames that names one."""
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    for pattern in (_SOLD_TO, _BOUGHT_FROM, _PAPER_WITH, _IN_FIRM):
        if pattern is _IN_FIRM and (len(found) > 1 or event.type == "land"):
            # The other side is known, or no firm is bought
            return []
        for told in islice(pattern.finditer(text, start, end), _MOST_TRIES):
            others = [one for one in bodies_behind(material, sentence, told.end()) if _is_other(one, found)]
            if others:
                return others if pattern is not _IN_FIRM else others[:1]
    return []


# "has been sold to ", "was taken over by "
_IS_SOLD = re.compile(
    r"\b(?:has|have|had|was|were|is|are|being|be|been)(?: \w+ly)? (?:sold|transferred|handed over|(?:bought|acquired"
    r"|snapped up"
    r"|taken over|taken private|purchased)(?= by))"
    r"(?: (?:on \w{3,6}day|yesterday|today|at (?:public )?auction|in a (?:public )?(?:auction|tender)|recently))?"
    r" (?:out )?(?:to|by) (?:(?:a|the|two) (?:(?:wholly[ -]owned|listed|local) )?(?:units?|subsidiar(?:y|ies)|arm)"
    r" of (?:[A-Z][\w-]{2,12} ?(?:[A-Z][\w-]{2,12})?['’]s )?)?(?=[A-Za-z])"
)


def _sold(material: Material, sentence: CuedSentence) -> tuple[Party, ...]:
    """Who buys what a sentence says is sold, and before it the firm that is; empty where it names no buyer."""
    told = _IS_SOLD.search(material.text.text, sentence.sentence.start, sentence.sentence.end)
    buyers = bodies_behind(material, sentence, told.end()) if told else []
    if not told or not buyers:
        return ()
    return unique((*buyers, *bodies_behind(material, sentence, sentence.sentence.start)[:1]))


def _is_other(party: Party, found: tuple[Party, ...]) -> bool:
    return all(party.name not in one.name and one.name not in party.name and not _is_same(party, one) for one in found)


def _is_same(one: Party, other: Party) -> bool:
    return bool(one.slug) and one.slug == other.slug
