"""Sides of an English deal that the words around it name: who met, who did so "after signing", whom a list includes.

"A and B held a meeting. Seven agreements were signed", "with 12 firms. They include A", "The Council also signed".
"""

import re

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.behind_english import bodies_behind, heads, with_others
from articles.pipeline.deals.sides.name_lists import reader_of
from articles.pipeline.deals.sides.parties import unique

# "held the plenary session of their joint conference", "met in Zhuhai"
_MEETS = re.compile(
    r"\b(?:(?:held|hold|convened|co-hosted|hosted|opened|concluded|launched"
    r"|attended) (?:[\w’'-]{1,20} ){0,7}?(?:meeting"
    r"|conference|session|forum|talks|summit|committee|dialogue|seminar)|met)\b"
)
_WERE_SIGNED = re.compile(r"\b(?:was|were|has been|have been) (?:also )?$")
# "became sister ports after signing"
_AFTER = re.compile(r"\b(?:after|by|upon|on|before|having|with the) (?:jointly )?$")
_MANY = re.compile(
    r"\b(?:with|by) (?:some |about |around |over |more than |nearly |a total of |the first )?(?:\d{1,4}|two"
    r"|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|twenty|thirty|dozens of|a dozen|several|a number of|a group of|a batch of)"
    r" (?:[\w’'-]{2,20} ){0,4}?(?:companies|firms|enterprises|institutions|multinationals|universities|partners"
    r"|organi[sz]ations|banks|bodies|groups|businesses|start-?ups|hospitals|schools)\b"
)
# "They include ", "The first batch includes ", "Among them are "
_INCLUDES = re.compile(
    r"(?:(?:They|These|Those|The (?:[\w-]{2,16} ){0,2}?(?:batch|list|firms|companies|signatories|group|enterprises"
    r"|institutions|partners|banks|universities|businesses|newcomers|participants|organi[sz]ations))"
    r"(?: (?:that|who|which) [^.,;]{2,40}?)? (?:include[sd]?|comprise[sd]?|range from|ranged from)"
    r"|Among (?:them|those|the (?:[\w-]{2,16} ){0,2}?\w+s),? (?:are|were|is|was)) (?=[A-Za-z])"
)
# "The agreement, which also involves "
_INVOLVES = re.compile(
    r"(?:The|This|It)(?: (?:[\w-]{2,16} ){0,2}?(?:agreement|deal|memorandum|mou|pact|accord|contract|project|venture"
    r"|partnership|arrangement),?)?(?: (?:which|that))? (?:also |will also )?(?:involves?|was also signed by"
    r"|has also been signed by|was joined by|brings? in) (?=[A-Za-z])",
    re.IGNORECASE,
)
# "It was initiated by ", "The fund, set up by "
_FOUNDED = re.compile(
    r"(?:It|The (?:[\w-]{2,20} ){0,3}?(?:fund|vehicle|pool|partnership))(?:,| (?:was|is|has been|will be))"
    r" (?:jointly )?(?:initiated|set up|launched|established|founded|co-founded|sponsored|backed|created|led|managed"
    r"|started|financed|funded|seeded|anchored)(?: jointly| together)? by (?=[A-Za-z])"
)
_NEXT = 2
_PAIR = 2


def told_around(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, with the sides of an English paper that the words around its signing name."""
    if not sentence.sentence.lang.startswith("en") or event.status != "signed" or not sentence.sentence.paragraph:
        return found
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    verb = event.verb.start
    if len(found) < _PAIR and _AFTER.search(text, max(start, verb - 20), verb):
        found = with_others(
            reader_of(material.names, start, end, False).subject(start, verb) or heads(material, sentence), found
        )
    if not found and _WERE_SIGNED.search(text, max(start, verb - 16), verb):
        found = _who_met(material, sentence)
    counted = _MANY.search(text, start, end)
    for later in material.sentences[sentence.index + 1 : sentence.index + 1 + _NEXT]:
        told = _INCLUDES.match(text, later.sentence.start, later.sentence.end) if counted else None
        told = told or _INVOLVES.match(text, later.sentence.start, later.sentence.end)
        if told and found:
            listed = bodies_behind(material, later, told.end()) or _governments(material, later, told.end())
            found = with_others(found, listed)
    return found


def _who_met(material: Material, sentence: CuedSentence) -> tuple[Party, ...]:
    """The two of whom the sentence before says that they held a meeting."""
    before = material.sentences[sentence.index - 1].sentence if sentence.index else None
    if before is None or not before.paragraph or not _MEETS.search(material.text.text, before.start, before.end):
        return ()
    reader = reader_of(material.names, before.start, before.end, False)
    return unique(reader.subject(before.start, before.end))


def _governments(material: Material, sentence: CuedSentence, at: int) -> list[Party]:
    """The governments that are listed at ``at`` ("the Huizhou municipal government")."""
    reader = reader_of(material.names, sentence.sentence.start, sentence.sentence.end, False)
    first = reader.first(at)
    listed = reader.listed_at(at) or ([first] if first else [])
    return [party for party in listed if "government" in party.name.lower()]


def founders_told_later(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or where it holds no body those by whom the next sentence says that an English fund was set up."""
    following = material.following(sentence)
    if any(not party.is_place for party in found) or following is None or not sentence.sentence.paragraph:
        return found
    told = _FOUNDED.match(material.text.text, following.sentence.start, following.sentence.end)
    named = bodies_behind(material, following, told.end()) if told else []
    return unique(named) if named else found


# "The Council also signed": a body called by the last word of its name
_BARE = re.compile(
    r"(?:The )?(?:Council|Association|Bureau|Authority|University|Institute|Commission|Exchange|Department"
    r"|Chamber|Board"
    r"|Federation|Corporation|Office|Administration|Foundation|Academy|College|Society|Alliance)"
)
# "the Communist Party's Central Committee"
_OF_PARTY = re.compile(r"(?:The |the )?(?:Chinese )?Communist Party(?: of China)?['’]s (?=Central Committee$)")


def called_by_head(names: Names, sentence: CuedSentence, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties, each that is called by the last word of its name given by the one that stands before in the text."""
    if not sentence.sentence.lang.startswith("en"):
        return parties
    return tuple(_by_full_name(names, sentence, party, parties) for party in parties)


def _by_full_name(names: Names, sentence: CuedSentence, party: Party, parties: tuple[Party, ...]) -> Party:
    if not party.slug and (owner := _OF_PARTY.match(party.name)):
        return Party(party.name[owner.end() :], "")
    if party.slug or party.is_place or not _BARE.fullmatch(party.name):
        return party
    head = " " + party.name.removeprefix("The ")
    before = [
        m
        for m in names.organisations
        if m.end <= sentence.sentence.start and m.name.endswith(head) and all(m.name != one.name for one in parties)
    ]
    return names.party(before[-1]) if before else party


# "is pleased to announce that, on 6 November, Foo, a subsidiary of the Company, entered into"
_BOARD_TELLS = re.compile(
    r"\b(?:board|directors|company)\b[^.;]{0,160}?\b(?:announces?|wish(?:es)? to announce|pleased to announce) that\b",
    re.IGNORECASE,
)


def without_board(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` without the company whose board only announces what others of its group have signed."""
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    if not sentence.sentence.lang.startswith("en") or event.type not in DOCUMENTS or len(found) <= _PAIR:
        return found
    told = _BOARD_TELLS.search(text, start, end)
    if told is None or told.end() > event.verb.start:
        return found
    kept = tuple(party for party in found if text.find(party.name, told.end(), end) >= 0)
    return kept if len(kept) >= _PAIR else found
