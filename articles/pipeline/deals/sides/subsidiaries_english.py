"""The subsidiary that buys or signs for its English parent: "Elm Holdings said its unit Elm Labs has entered into"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.name_lists import reader_of
from articles.pipeline.deals.sides.parties import unique

_ITS_UNIT = re.compile(
    r"\b(?:its|an?|the [Cc]ompany['’]s|the [Gg]roup['’]s) (?:(?:indirect|direct|wholly|non-wholly|wholly-owned"
    r"|majority-owned"
    r"|non-wholly-owned|owned|local|mainland|listed|fully|partly|indirectly|directly|Hong Kong|Macau|Macao|Chinese"
    r"|overseas|property|investment) ){0,4}(?:subsidiary|unit|arm|affiliate|investment vehicle),? (?=[A-Z])"
)


def or_subsidiary(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, with the named subsidiary that is the subject of the verb in place of the parent that tells of it."""
    if not found or not sentence.sentence.lang.startswith("en"):
        return found
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    told = _ITS_UNIT.search(text, start, event.verb.start)
    if told is None:
        return found
    reader = reader_of(material.names, start, end, False)
    unit = reader.first(told.end())
    if unit is None or unit.is_place or not reader.leads(told.end(), event.verb.start):
        return found
    behind = [party for party in found if text.find(party.name, event.verb.start, end) >= 0 and party.name != unit.name]
    return unique((unit, *behind))
