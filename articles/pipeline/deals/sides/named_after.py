"""Names that what is signed or set up carries itself: "the Zhuhai-Macao youth fund", "the Harbour Growth Fund"."""

import re
from itertools import pairwise

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.parties import unique

# "Zhuhai-Macao", "Hong Kong / Shenzhen", and the words up to what is called so
_DASH = re.compile(r" ?[-–/] ?")
_CALLED_AFTER = re.compile(r"(?: [\w’'-]{1,20}){0,5} ")
_CALLED_AFTER_ZH = 12
# 'the Fund for Harbour Towns ("Harbour Fund")': up to the thing named again in brackets
_IN_BRACKETS = re.compile(r" \(\W?[\w -]{0,40}")


def pair_of_thing(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The two places after which what is signed or set up is called: "Zhuhai-Macao youth fund", 珠澳基金."""
    names, folded, thing = material.names, material.folded, event.thing.start
    if sentence.han:
        return names.pair_in(max(sentence.sentence.start, thing - _CALLED_AFTER_ZH), thing)
    near = [m for m in names.places_everywhere if sentence.sentence.start <= m.start and m.end <= thing]
    for first, second in pairwise(near):
        if _DASH.fullmatch(folded, first.end, second.start) and _CALLED_AFTER.fullmatch(folded, second.end, thing):
            return unique((names.party(first), names.party(second)))
    return ()


# 基金由甲、乙共同发起: what is set up sets up nothing
_FUND_BY = re.compile(r"基金(?:[^,。;]{0,6}?)由[^。;]{2,80}?(?:发起|设立|成立|出资|组建|管理|牵头)")


def without_fund_itself(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Those who set up a Chinese fund, without the fund of which the sentence says by whom it is set up."""
    if not sentence.han or len(found) < len(("fund", "founder")):
        return found
    by = _FUND_BY.search(material.folded, sentence.sentence.start, sentence.sentence.end)
    if by is None:
        return found
    before = material.text.text[sentence.sentence.start : by.end()]
    return tuple(p for p in found if not (p.name.endswith("基金") and before.find(p.name) >= 0)) or found


# 香港与秘鲁自由贸易协定, 香港和秘鲁之间的投资协定
_JOINS_SIDES = re.compile(r"[与和及、-]")
_OF_THEM = re.compile(r"(?:之间|双方)?的?")


def sides_of_treaty(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The two places between which a Chinese treaty is, as the words right before it say (甲与乙自由贸易协定)."""
    folded, thing = material.folded, event.thing.start
    near = [m for m in material.names.places if sentence.sentence.start <= m.start and m.end <= thing]
    if not sentence.han or len(near) < len(("one", "other")):
        return ()
    one, other = near[-2:]
    is_joined = _JOINS_SIDES.fullmatch(folded, one.end, other.start) and _OF_THEM.fullmatch(folded, other.end, thing)
    return unique((material.names.party(one), material.names.party(other))) if is_joined else ()


def is_thing(material: Material, sentence: CuedSentence, event: Event, party: Party) -> bool:
    """Whether a name is that of what is set up ("the Harbour Growth Fund was established"), not of who does it."""
    at = material.text.text.find(party.name, sentence.sentence.start, sentence.sentence.end)
    end = at + len(party.name)
    is_inside = 0 <= at <= event.thing.start and event.thing.end <= end
    return is_inside or (at >= 0 and bool(_IN_BRACKETS.fullmatch(material.folded, end, event.thing.start)))
