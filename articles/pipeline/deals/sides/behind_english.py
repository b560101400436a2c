"""Bodies that English names behind what they are: "Jakarta's Oak Group", "a unit of US rival Elm Foods and Foo"."""

import re
from collections.abc import Callable, Iterable

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.names.nobody import is_nobody, is_thing
from articles.pipeline.deals.sides.name_lists import reader_of
from articles.pipeline.deals.sides.parties import unique

_WORD = (
    r"(?:(?!(?:in|at|on|for|by|with|from|to|into|under|after|before|as|that|which|who|when|where|while|during|and"
    r"|or|but"
    r"|of|said|says|it|they|has|have|had|is|are|was|were|will|would|worth)\b)[a-z][\w’'-]{0,20}"
    r"|(?:funds?|vehicles?|trusts?|compan(?:y|ies)|consortium|group|partnership|venture|platform|units?|firms?|entity)"
    r" (?:managed|run|owned|controlled|backed|led|advised|sponsored|headed|founded|affiliated) (?:by|with)"
    r"|(?:units?|subsidiary|subsidiaries|arm|affiliate|parent|division|vehicle|syndicate|consortium|group|club|team"
    r"|shareholders?|owners?|founders?|operator|maker|owner) of"
    r"|US|U\.S\.|UK|EU|[A-Z][a-z]{1,12}(?:ese|ian|ish|nch|tch|rman|can|eek|iss|pino|aqi|aeli|udi|isi|ean|elgian|hai)"
    r"|[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20}){0,2}(?:-[a-z]{4,13}|['’]s))"
)
# "the Zhuhai-based battery maker ", "its parent, ", "seven banks including "
DESCRIBING = r"(?:(?i:the|its|their|an?|both|his|her) )?(?:" + _WORD + r",? ){0,7}?(?=[A-Z])"
_DESCRIBING = re.compile(DESCRIBING)
# "the Central Walk mall", "Elm Plaza": what is bought or built, and nobody who signs
_ASSET = re.compile(
    r".*\b(?:Mall|Plaza|Towers?|Building|Hotel|House|Mansion|Square|Court|Villa|Mine|Field|Wind Farm|Farm|Plot|Site"
    r"|Estate"
    r"|Project|Plant|Factory|Depot|Warehouse|Centre|Center|Park|Zone|Area|Terminal|Bridge|Line|Tunnel|Road|Street"
    r"|Avenue"
    r"|Island|Bay|City|Phase \w+|Block \w+|Bonds?|Notes?|Shares?|Stock|Index|IPO|Series \w+)"
)
_IS_ASSET = re.compile(
    r" (?:(?:offshore|solar|wind|power|onshore|industrial|luxury|residential|commercial|shopping|office) ){0,3}"
    r"(?:project|mall|hotel|building|tower|plot|site|plant|mine|wind farm|farm|estate|complex|warehouse|factory|venture"
    r"|scheme|development|refinery|field|portfolio|bonds?|notes|line|route|bridge|terminal|airport|port|vessels?"
    r"|ships?)\b"
)
_MOST_READINGS = 3


def bodies_behind(material: Material, sentence: CuedSentence, at: int) -> list[Party]:
    """The bodies that are listed at ``at``, or the one there, with what they are before them; no places or things."""
    reader = reader_of(material.names, sentence.sentence.start, sentence.sentence.end, False)
    return _described(
        material, sentence, at, lambda begin: reader.listed_at(begin) or [one for one in (reader.first(begin),) if one]
    )


def heads(material: Material, sentence: CuedSentence) -> list[Party]:
    """The bodies that are the subject of the sentence's first verb, with what they are before and behind them."""
    if not sentence.sentence.lang.startswith("en"):
        return []
    # Asked for again and again, for every event of a sentence and for those told before and behind it
    known = material.names.heads_by_start
    if sentence.sentence.start not in known:
        known[sentence.sentence.start] = tuple(_heads(material, sentence))
    return list(known[sentence.sentence.start])


def _heads(material: Material, sentence: CuedSentence) -> list[Party]:
    start = sentence.sentence.start
    dateline = _DATELINE.match(material.text.text, start, sentence.sentence.end)
    start = dateline.end() if dateline else start
    reader = reader_of(material.names, start, sentence.sentence.end, sentence.sentence.paragraph == 0)
    if counted := _COUNTED.match(material.text.text, start, sentence.sentence.end):
        # "Two Macao banks, Elm and Oak, lent"
        listed = [party for party in reader.beginning(counted.end()) if not party.is_place]
        return listed if len(listed) > 1 else []
    opening = _OPENING.match(material.text.text, start, sentence.sentence.end)
    return _described(material, sentence, start, reader.subjects) or (
        _described(material, sentence, opening.end(), reader.subjects) if opening else []
    )


_COUNTED = re.compile(
    r"(?:The )?(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix)(?: (?!of\b)[\w’'-]{2,20}){1,5}(?:,|:| -| –"
    r"| —) (?:the )?(?=[A-Z])"
)
# "BERLIN/BEIJING, July 26 (Reuters) - ", where it was not cut off before
_DATELINE = re.compile(r"[A-Z]{3,}[A-Z/ ]{0,30}(?:[,(][^\n]{0,50}?)? (?:--|—|–|-) (?=[A-Z])")


def with_others(found: Iterable[Party], others: Iterable[Party]) -> tuple[Party, ...]:
    """``found`` and those of the others that are not called like one of them."""
    known = [party.name for party in found]
    new = (one for one in others if not any(one.name in name or name in one.name for name in known))
    return unique((*found, *new))


# "On Monday, ", "According to a filing, ", "In a statement on Friday, "
_OPENING = re.compile(
    r"(?:On|In|At|After|Under|During|Earlier|Last|According|Also|Meanwhile|Separately)\b[^,\n]{0,80}, "
)


def _described(material: Material, sentence: CuedSentence, at: int, read: Callable[[int], list[Party]]) -> list[Party]:
    """What ``read`` finds behind what describes a body at ``at``."""
    text, end = material.text.text, sentence.sentence.end
    begin = at
    for _ in range(_MOST_READINGS):
        told = _DESCRIBING.match(text, begin, end)
        if told is None:
            return []
        begin = told.end()
        listed = read(begin)
        if any(_is_body(material, party, begin, end) for party in listed):
            # A park beside a firm is a side too
            return [
                party
                for party in listed
                if _is_body(material, party, begin, end) or material.names.kind_of(party) == "place"
            ]
        # "Shenzhen battery maker Foo": what begins with a capital may only describe
        skipped = _CAPITAL.match(text, begin, end)
        if skipped is None:
            return []
        begin = skipped.end()
    return []


_CAPITAL = re.compile(
    r"(?:[A-Z][\w’-]{1,20} ){0,2}[A-Z][\w-]{1,20}['’]s (?=[A-Z])"
    r"|[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20})? (?=[a-z])(?!(?:and|in|on|for|to|at|with|by|from)\b)"
)


def _is_body(material: Material, party: Party, start: int, end: int) -> bool:
    """Whether a name that was read from ``start`` on is that of a body that can sign."""
    if party.slug and not party.is_place:
        return True
    if party.is_place or is_thing(party.name) or is_nobody(party.name):
        return False
    text = material.text.text
    at = text.find(party.name, start, end)
    is_named_after = at >= 0 and _IS_ASSET.match(text, at + len(party.name), end) is not None
    return not is_named_after and _ASSET.fullmatch(party.name) is None
