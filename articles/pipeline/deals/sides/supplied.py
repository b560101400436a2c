"""Who is on the other side of goods that are supplied or bought, in English."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.name_lists import ListReader

# "to Foo Metro", "from Foo Motors": who gets the goods, or sells them
_OTHER_SIDE = re.compile(r" (?:to|from|by|for) (?:the )?(?![a-z]{0,3}\$|rmb|mop|eur)")
# "signed a contract to buy 24 pumps from Foo"
_FROM = re.compile(r" from (?:the )?")
_FROM_REACH = 90
_AWARDED = re.compile(r"\b(?:award(?:s|ed)?|hand(?:s|ed)?|giv(?:e|es|en)|gave) (?:the )?")


def other_side(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Who gets the goods of an order or sells them ("provide Foo with", "to Foo"); empty where none is told."""
    if event.rule not in ("supply", "order", "bought") or sentence.han:
        return ()
    folded, end = names.text.folded, sentence.sentence.end
    reader = ListReader(names, sentence.sentence.start, end, False)
    after = _OTHER_SIDE.match(folded, event.thing.end, end)
    if event.rule == "bought":
        after = _FROM.search(folded, event.thing.end, min(end, event.thing.end + _FROM_REACH))
    award = _AWARDED.search(folded, sentence.sentence.start, event.verb.start)
    starts = [after.end()] if after else []
    starts += [award.end()] if award else []
    if " with " in folded[event.verb.end : event.thing.start]:
        starts.append(event.verb.end + 1)
    found = [next(iter(reader.listed(at)), None) or reader.first(at) for at in starts]
    return tuple(party for party in found if party and not party.is_place)
