"""Who lists shares in English: the firm that the sentence is about, and those who invest as its cornerstones."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.behind_english import bodies_behind, heads, with_others
from articles.pipeline.deals.sides.name_lists import reader_of

# "is the sponsor of", "arranges": whose sentence is about the banks
_ARRANGES = re.compile(
    r"\b(?:sponsors?|underwrit\w+|bookrunners?|arrang\w+|advis\w+|coordinators?|auditors?|lead managers?)\b"
)
_TELLS = re.compile(r"\b(?:said|says|approved|cleared|announced|reported|told|asked|quoted) (?:that )?(?=[A-Zt])")
_ROLE = r"(?:cornerstone|anchor|strategic) (?:investors?|backers?|buyers?|subscribers?|tranche|shareholders?)"
# "Cornerstone investors including ", "its cornerstones are "
_INVESTORS = re.compile(
    r"\b(?i:" + _ROLE + r"|cornerstones)(?: (?:in|for|of) [^,.;]{2,40}?)?,?"
    r"(?: (?:include[sd]?|including|such as|are|were|like|comprise[sd]?|comprising|led by|headed by|will be|namely"
    r"|(?:who|which) include[sd]?)|:| –| —) (?=[A-Za-z])"
    # "has lined up cornerstone investor Foo"
    r"|\b(?i:cornerstone|anchor) investors? (?=[A-Z])"
    # "cornerstone commitments from ", "secured HK$1 billion from cornerstone investors Foo and Bar"
    r"|\b(?:cornerstone|anchor) (?:commitments?|orders?|subscriptions?|money|demand|pledges?) from (?=[A-Za-z])"
)
# "counts Foo and Bar among its cornerstone investors", "Foo and Bar signed up as cornerstone investors"
_AS_INVESTORS = re.compile(
    r"\b(?:counts?|counted|has|lists|named|attracted|drew|brought in|lined up|secured|landed|signed up|enlisted"
    r"|with) (?=[A-Z][^;\n]{3,160}? (?:among|as) (?:its |the |his )?(?:\w+ )?(?:cornerstone|anchor)s?\b)"
)
_ARE_INVESTORS = re.compile(
    r"\b(?:as|are|were|be|became|become|among|the|its|deal's) (?:\w+ )?(?:cornerstone|anchor) (?:investors?|backers?)\b"
    r"|\bcornerstone investors? in\b|\bas cornerstones\b"
)
_AFTER = 4
_MOST = 12


def who_lists(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """The one firm that an English sentence is about, where others stand in it only in passing, or nobody was found."""
    if not sentence.sentence.lang.startswith("en") or event.type != "ipo_listing":
        return found
    found = tuple(_without_shares(party) for party in found)
    start, end = sentence.sentence.start, sentence.sentence.end
    if _ARRANGES.search(material.folded, start, end) or _TELLS.search(material.text.text, start, event.end):
        return found
    told = heads(material, sentence)
    if len(told) != 1 or _is_public_body(material.names, told[0]):
        return found
    is_among = any(party.name == told[0].name for party in found)
    return (
        tuple(told) if not found or (is_among and len(found) > 1 and not _joined(material, sentence, found)) else found
    )


# "Shares of Dongguan-based Elm Toys": the firm is meant
_SHARES_OF = re.compile(
    r"(?:Shares|Stock|Units) (?:of|in) (?:[\w’'-]{2,20}-(?:based|listed|backed|headquartered) )?"
    r"(?:[a-z][\w-]{1,20} ){0,4}(?=[A-Z])"
)


def _without_shares(party: Party) -> Party:
    called = _SHARES_OF.match(party.name) if not party.slug else None
    return Party(party.name[called.end() :], "") if called else party


def _joined(material: Material, sentence: CuedSentence, found: tuple[Party, ...]) -> bool:
    """Whether the two that were found stand side by side ("Foo and Bar")."""
    text = material.text.text
    first = text.find(found[0].name, sentence.sentence.start)
    return text.startswith((" and ", ", "), first + len(found[0].name)) and text.startswith(
        found[1].name, text.find(" ", first + len(found[0].name) + 1) + 1
    )


def _is_public_body(names: Names, party: Party) -> bool:
    return any(names.is_authority(m) for m in names.organisations if m.slug and m.slug == party.slug)


def with_cornerstones(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with the cornerstone investors whom the sentence or one of the next ones names."""
    if not found or not sentence.sentence.lang.startswith("en"):
        return found
    for told in material.sentences[sentence.index : sentence.index + 1 + _AFTER]:
        investors = _investors_in(material, told)
        if investors:
            return with_others(found, investors)
    return found


def _investors_in(material: Material, sentence: CuedSentence) -> list[Party]:
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    if not _CORNERSTONE.search(material.folded, start, end):
        return []
    for pattern in (_INVESTORS, _AS_INVESTORS):
        told = pattern.search(text, start, end)
        if told and (named := bodies_behind(material, sentence, told.end())):
            return named[:_MOST]
        if told and (named := reader_of(material.names, start, end, False).beginning(told.end())):
            return [party for party in named if not party.is_place][:_MOST]
    return heads(material, sentence) if _ARE_INVESTORS.search(material.folded, start, end) else []


_CORNERSTONE = re.compile(r"\bcornerstones?\b|\banchor investors?\b")
