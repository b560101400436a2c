"""With whom the one that an English sentence is about agrees or works: "Foo has agreed with Bar, a unit of Baz, to"."""

import re

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import bodies_behind, heads, with_others
from articles.pipeline.deals.sides.list_words import APPOSITION_UP_TO_VERB, GOVERNMENTS_OF
from articles.pipeline.deals.sides.name_lists import reader_of
from articles.pipeline.deals.sides.parties import unique

_WITH = re.compile(
    r"\b(?:agree[sd]?|agreeing|team(?:s|ed|ing)? up|join(?:s|ed|ing)? (?:forces|hands)|(?:partner(?:s|ed"
    r"|ing)?(?= [A-Z])(?: with)?)|partner(?:s|ed|ing)?|tie[sd]? up"
    r"|tying up|link(?:s|ed|ing)? up|work(?:s|ed|ing)?|collaborat(?:es?|ed|ing)|co-?operat(?:es?|ed|ing)|all(?:y|ies"
    r"|ied|ying)"
    r"|sid(?:es|ed)|hook(?:s|ed|ing)? up|pair(?:s|ed|ing)? up|band(?:s|ed|ing)? together|struck an? \w+|enter(?:s"
    r"|ed)? into an?"
    r" [\w-]+(?: [\w-]+)?|contract(?:s|ed)?|sign(?:s|ed)?|sign(?:s|ed)? up) with (?=[A-Za-z])"
)


def with_whom(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """``found``, or the subject and those with whom it agrees, where the subject is missing among ``found``."""
    if not sentence.sentence.lang.startswith("en") or sentence.sentence.paragraph == 0:
        return found
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    told = _WITH.search(text, start, end)
    if told is None or _denied(material.folded, start, told.start()):
        return found
    own = heads(material, sentence)
    if not own or any(party.name == own[0].name or (party.slug and party.slug == own[0].slug) for party in found):
        return found
    others = bodies_behind(material, sentence, told.end())
    return unique((*own, *others)) if others else found


# "signed a supply agreement with Foo", "won an order from": the other side of goods, works and land
_PAPER_WITH = re.compile(
    r"\b(?:agreements?|contracts?|deals?|orders?|memorandum of understanding|pact|accord)(?: \([^()]{1,24}\))?"
    r"(?: worth [^;,]{2,30}?)? with (?=[A-Za-z])"
)


def beside_paper(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` and the subject, and those with whom the paper is made by which goods are bought or works are let."""
    if not sentence.sentence.lang.startswith("en"):
        return found
    told = _PAPER_WITH.search(material.text.text, sentence.sentence.start, sentence.sentence.end)
    others = bodies_behind(material, sentence, told.end()) if told else []
    if not others:
        return found
    names = [one.name for one in others]
    own = [] if any(not party.is_place and party.name not in names for party in found) else heads(material, sentence)
    return with_others((*own, *found), others)


# "is studying with Shenzhen ", "in talks with the Foo Bureau "
_STUDIED_WITH = re.compile(
    r"\b(?:study(?:ing)?|studied|discuss(?:ing|ed)?|explor(?:e|ing|ed)|negotiat(?:e|ing|ed)|liais(?:e|ing|ed)"
    r"|consult(?:ing|ed)?"
    r"|talks|discussions|negotiations|talking)(?: closely)?(?: (?:an?|the|its|plans?|ways?"
    r"|how) [^.;,]{2,60}?)? with (?=[A-Za-z])"
)


def studied_with(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with the one with whom it studies or negotiates a matter, a place too ("is studying with Shenzhen")."""
    if len(found) != 1 or not sentence.sentence.lang.startswith("en"):
        return found
    told = _STUDIED_WITH.search(material.text.text, sentence.sentence.start, sentence.sentence.end)
    if told is None:
        return found
    reader = reader_of(material.names, sentence.sentence.start, sentence.sentence.end, False)
    first = reader.first(told.end())
    others = reader.listed_at(told.end()) or [one for one in (first,) if one]
    return unique((*found, *others))


# "were signed between Hong Kong, mainland and overseas organisations", "by firms from both cities": nobody by name
_UNNAMED_SIDES = re.compile(
    r"\b(?:between|by|among|with) (?:[A-Za-z][\w’'-]{1,20},? ){0,6}?(?:companies|firms|enterprises|organi[sz]ations"
    r"|institutions"
    r"|businesses|entities|counterparts|agencies|universities|parties|participants|exhibitors|operators"
    r"|units)\b(?! of [A-Z])"
)


# "Macau and Portuguese institutions have signed": the sentence begins with them
_UNNAMED_SIGN = re.compile(
    r"(?!(?:The|Both|These|Those|Its|Their|Our) )(?:[\w’'-]{1,20},? ){1,6}?"
    r"(?:companies|firms|enterprises|organi[sz]ations|institutions|businesses|entities"
    r"|universities|bodies|start-ups)(?: and (?:[\w’'-]{1,20} )?(?:companies|firms|enterprises|organi[sz]ations"
    r"|institutions|businesses|universities|bodies))? (?:have |has |had |also |today |yesterday |on \w{3,9} ){0,3}"
)


def without_unnamed_sides(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` without those whom other sentences name, or places, where unnamed firms of several places sign."""
    if not signed_by_unnamed(material, sentence, event):
        return found
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    return tuple(party for party in found if not party.is_place and text.find(party.name, start, end) >= 0)


def signed_by_unnamed(material: Material, sentence: CuedSentence, event: Event) -> bool:
    """Whether unnamed firms of several places sign an English paper ("between Hong Kong and overseas companies")."""
    if not sentence.sentence.lang.startswith("en") or event.type not in DOCUMENTS or event.status != "signed":
        return False
    if _UNNAMED_SIGN.fullmatch(material.text.text, sentence.sentence.start, event.verb.start):
        return True
    return _UNNAMED_SIDES.match(material.text.text, *_behind_verb(material, sentence, event)) is not None


def _behind_verb(material: Material, sentence: CuedSentence, event: Event) -> tuple[int, int]:
    """Where the sides stand behind "were signed", and where the sentence ends."""
    end = sentence.sentence.end
    when = _WHEN.match(material.text.text, event.end, end)
    return (when.end() if when else event.end), end


_WHEN = re.compile(r"(?:,? (?:today|yesterday|(?:on|in|at) [^,.;]{2,30}?))?,? (?=between|by|among|with)")


_DENIED = re.compile(r"\b(?:not|never|no longer|refus\w+|declin\w+|fail\w+|denied|if|unless) ")


def _denied(folded: str, start: int, end: int) -> bool:
    return _DENIED.search(folded, max(start, end - 40), end) is not None


def with_whole_subject(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, with all of the subject where a part of it was found, and without those named in what explains it."""
    if not sentence.sentence.lang.startswith("en") or sentence.sentence.paragraph == 0:
        return found
    if event.type not in DOCUMENTS and len(found) < _TWO:
        # One alone is neither a part of a list nor named beside the subject
        return found
    own = heads(material, sentence)
    if not found and event.type in DOCUMENTS and event.thing.start < event.verb.start and len(own) > 1:
        # "Elm and Oak are to merge plants under an agreement signed on Sunday"
        return tuple(own)
    names = [party.name for party in own]
    if not any(party.name in names for party in found):
        return found
    kept = tuple(party for party in found if party.name in names or not _only_explains(material, sentence, own, party))
    return unique((*own, *kept)) if event.type in DOCUMENTS and len(own) > 1 else kept


def _only_explains(material: Material, sentence: CuedSentence, own: list[Party], party: Party) -> bool:
    """Whether a name stands in what a comma sets behind the subject ("Elm Airlines, Oak Aviation's unit, opened")."""
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    at = text.find(party.name, start, end)
    for one in own:
        begin = text.find(one.name, start, end)
        explained = APPOSITION_UP_TO_VERB.match(text, begin + len(one.name), end) if begin >= 0 else None
        if explained and explained.start() < at < explained.end():
            return True
    return False


_WITH_SIDE = re.compile(r"\b(?:with|between|and|by|among)(?: the| its)? $")


def without_places_behind(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` without the places behind an English paper with which nothing is done, where two sides stand before it.

    "China and Uzbekistan signed an agreement, to the benefit of travellers through Guangzhou".
    """
    if len(found) <= _TWO or not sentence.sentence.lang.startswith("en"):
        return found
    text, folded, end = material.text.text, material.folded, sentence.sentence.end
    before = [p for p in found if text.find(p.name, sentence.sentence.start, event.verb.start) >= 0]
    if len(before) < _TWO:
        return found
    kept = []
    for party in found:
        at = text.find(party.name, event.end, end)
        is_only_behind = party.is_place and party not in before and at >= 0
        if not is_only_behind or _WITH_SIDE.search(folded, max(event.verb.start, at - 14), at):
            kept.append(party)
    return tuple(kept)


_TWO = 2


def whole_list_of_places(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """All places of "Authorities of Guangdong, Hong Kong and Macao", of which only the last were found."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if not sentence.sentence.lang.startswith("en") or not GOVERNMENTS_OF.match(material.text.text, start, end):
        return found
    listed = reader_of(material.names, start, end, False).subjects(start)
    return tuple(listed) if len(listed) > max(1, len(found)) else found


_KIND = (
    r"(?:company|firm|group|bank|lender|insurer|universit\w+|college|institute|school|cooperative|co-operative"
    r"|hospital|airline"
    r"|manufacturer|maker|[a-z]{3,10}maker|producer|developer|builder|supplier|start-?up|chain|retailer|operator"
    r"|grower|farm"
    r"|exporter|importer|plant|clinic|laboratory|trader|fund|association|chamber|brewery|factory|museum)"
)
# "A cooperative in Zhaoqing signed", "One Foshan battery maker": told by its kind, and named later
_UNNAMED = re.compile(
    rf"(?:An?|One|Another)(?: (?!of\b)[\w’'-]{{2,24}}){{0,5}}? (?P<kind>{_KIND})"
    r"(?: (?:in|of|from|based in) (?:[A-Z][\w’'-]{1,20} ?){1,3}(?:['’]s (?:\w+ ){1,2})?)?,? ?(?=[a-z])"
)
_LATER = 3


def with_named_later(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` and first the body whose kind alone the sentence gives, where one of the next ones is about it."""
    if not sentence.sentence.lang.startswith("en") or sum(not party.is_place for party in found) > 1:
        return found
    text = material.text.text
    unnamed = _UNNAMED.match(text, sentence.sentence.start, event.verb.start + 1)
    if unnamed is None:
        return found
    kind = unnamed["kind"].lower()
    for later in material.sentences[sentence.index + 1 : sentence.index + 1 + _LATER]:
        told = heads(material, later)
        one = told[0] if len(told) == 1 else None
        known = [party.slug or party.name for party in found]
        if one and (one.slug or one.name) not in known and _may_be(material, later, one, kind):
            return unique((one, *(party for party in found if not party.is_place)))
    return found


_ANY_KIND = frozenset(
    ("company", "firm", "group", "maker", "start-up", "startup", "manufacturer", "producer", "operator")
)


def _may_be(material: Material, later: CuedSentence, one: Party, kind: str) -> bool:
    """Whether a name may be that of a body of such a kind: it says so, or it is a firm, which names alone may call."""
    if kind in one.name.lower():
        return True
    authorities = [m.slug for m in material.names.organisations if m.slug and material.names.is_authority(m)]
    is_firms = kind in _ANY_KIND or kind.endswith("maker")
    return is_firms and one.slug not in authorities and material.text.text.find(one.name, later.sentence.start) >= 0
