"""Who lends and who borrows in English: "arranged a loan for Foo", "borrowed HK$3 billion from Elm Bank and Bar"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import bodies_behind, heads, with_others
from articles.pipeline.deals.sides.name_lists import reader_of
from articles.pipeline.deals.sides.parties import unique

_PART = r"(?:[^.;\n]|\.(?=\d))"
_LOAN = (
    r"(?:loans?|facilit(?:y|ies)|credit lines?|lines? of credit|credits?|financing|funding|mortgages?|guarantees?"
    r"|refinancing"
    r"|overdraft|borrowings?|club deal)"
)
# "has arranged a HK$3 billion loan for ", "lent US$40 million to "
_LENT_TO = re.compile(
    r"\b(?:arrang(?:es?|ed|ing)|extend(?:s|ed|ing)?|grant(?:s|ed|ing)?|provid(?:es?|ed|ing)|offer(?:s|ed|ing)?"
    r"|approv(?:es?|ed|ing)|underwr\w{2,6}|giv(?:es?|en|ing)|gave|made|makes?|syndicat(?:es?|ed|ing)"
    r"|disburs(?:es?|ed|ing)"
    r"|clos(?:es?|ed|ing)|complet(?:es?|ed|ing)|commit(?:s|ted)?|sign(?:s|ed|ing)?|agree[sd]?|issue[sd]?|put together"
    r"|puts together|led|leads?|leading)\b" + _PART + r"{0,120}?\b" + _LOAN + r"\b(?: (?:worth|of|totall?ing)"
    r" [^,;]{2,30}?)? (?:to|for|with) (?=[A-Za-z])"
    r"|\b(?:lends?|lent|lending|loan(?:s|ed)|advanc(?:es?|ed))\b" + _PART + r"{2,60}? to (?=[A-Za-z])"
)
# "provided Foo with a loan", "lent Foo HK$2 billion", "granted Foo a credit line"
_LENT = re.compile(
    r"\b(?:lends?|lent|lending|grant(?:s|ed|ing)?|giv(?:es?|en|ing)|gave|offer(?:s|ed|ing)?|provid(?:es?|ed|ing)"
    r"|extend(?:s|ed|ing)?|award(?:s|ed)?) (?=[A-Z]|[\w-]{2,20} [\w-]{2,20} [A-Z]|[\w-]{2,20} [A-Z])"
)
_SUM_BEHIND = re.compile(
    r",? (?:with )?(?:an? |up to |some |about |the )?(?:[\w$-]{1,16} ){0,6}?(?:million|billion|trillion|bn|mn|mln"
    r"|bln|m\b|" + _LOAN + r")\b"
)
# "borrowed HK$3 billion from ", "secured a loan from ", "signed a facility agreement with "
_BORROWED_FROM = re.compile(
    r"\b(?:borrow(?:s|ed|ing)?|secur(?:es?|ed|ing)|obtain(?:s|ed|ing)?|rais(?:es?|ed|ing)|sign(?:s|ed|ing)?|got"
    r"|gets?|receiv(?:es?"
    r"|ed|ing)|draws?|drew|clos(?:es?|ed|ing)|land(?:s|ed)?|clinch(?:es|ed)?|arrang(?:es?|ed)|win|wins|won"
    r"|seal(?:s|ed)?"
    r"|conclud(?:es?|ed)|enter(?:s|ed)? into|reach(?:es|ed)?|agree[sd]?|took|tak(?:es?|en|ing))\b"
    + _PART
    + r"{0,140}? (?:from|with) (?=[A-Za-z])"
)
# "a syndicate of 12 banks led by ", "seven lenders including "
_LENDERS = re.compile(
    r"\b(?:syndicate|consortium|group|club|lenders|banks)\b[^.,;]{0,50}?,? (?:led by|headed by|arranged by|including"
    r"|such as|among them|comprising|made up of|consisting of) (?=[A-Za-z])"
    r"|\b(?:arranged|underwritten|provided|extended|granted|funded|co-ordinated|coordinated|syndicated) by (?=[A-Za-z])"
)
# "bonds", which are sold to a market; nobody by name lends
_BONDS = re.compile(r"\b(?:bonds?|notes|bills|debentures|sukuk|panda|dim sum)\b")


def lenders_and_borrowers(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with those who lend or borrow on the other side of an English loan; a bond has none."""
    if not sentence.sentence.lang.startswith("en"):
        return found
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    if _BONDS.search(material.folded, event.start, event.end):
        return _whole_subject(material, sentence, event, found)
    found = _whole_subject(material, sentence, event, found)
    added: list[Party] = []
    for pattern in (_LENT_TO, _LENT, _BORROWED_FROM, _LENDERS):
        told = pattern.search(text, start, end)
        if told is None:
            continue
        behind = bodies_behind(material, sentence, told.end())
        if behind and pattern is _LENT:
            at = text.find(behind[-1].name, told.end(), end)
            behind = behind if at > 0 and _SUM_BEHIND.match(text, at + len(behind[-1].name), end) else []
        added += behind
    return with_others(found, added)


def _whole_subject(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The subject, where only a part of its list was found, or only who speaks behind what a place has issued."""
    start, end = sentence.sentence.start, sentence.sentence.end
    reader = reader_of(material.names, start, end, sentence.sentence.paragraph == 0)
    own = unique(reader.up_to(start, event.verb.start) or heads(material, sentence))
    names = [party.name for party in own]
    if len(own) > len(found) and all(party.name in names for party in found):
        return own
    text = material.text.text
    are_behind = all(text.find(party.name, start, event.verb.start) < 0 for party in found)
    return own if own and are_behind else found
