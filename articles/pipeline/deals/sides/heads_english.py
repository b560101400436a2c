"""For whom people sign in English, by their office: "Mayors Ann Lee of Elm and …", "Foo chairman Ann Lee and …"."""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.name_lists import ListReader

_PERSON = r"[A-ZÀ-Ý][\w’'-]{1,20}(?: (?:de |da |do |van |von |al-|bin )?[A-ZÀ-Ý][\w.’'-]{0,20}){1,3}"
_PLACE = r"[A-ZÀ-Ý][\w’'-]{1,20}(?: (?:of |de |do |da )?[A-ZÀ-Ý][\w’'-]{1,20}){0,2}"
_RANK = r"(?:(?:[Vv]ice|[Dd]eputy|[Aa]cting|[Ee]xecutive|[Ll]ord)[ -]){0,2}"
_HEAD = r"(?:[Mm]ayor|[Gg]overnor|[Pp]refect|[Pp]remier|[Cc]ounty [Cc]hief|[Pp]arty [Ss]ecretary|[Pp]arty [Cc]hief)"
# "Elm mayor Ann Lee", "Elm's deputy mayor, Ann Lee"; "mayor of Elm, Ann Lee"; "Ann Lee, mayor of Elm"
_OF_PLACE = re.compile(
    rf"(?P<before>{_PLACE})(?:['’]s|(?<=s)['’])? {_RANK}{_HEAD},? {_PERSON}"
    rf"|\b{_RANK}{_HEAD} of (?:the (?:city|province|state) of )?(?P<behind>{_PLACE}),? {_PERSON}"
    rf"|{_PERSON}, (?:the )?{_RANK}{_HEAD} of (?:the (?:city|province|state) of )?(?P<after>{_PLACE})"
    rf"|\b{_RANK}{_HEAD} {_PERSON} of (?P<named>{_PLACE})"
)
# "Mayors Ann Lee of Elm and Ben Oak of Birch, Canada"
_HEADS = re.compile(
    rf"\b{_RANK}{_HEAD}s {_PERSON} of (?P<first>{_PLACE})(?:, {_PLACE},?)? and {_PERSON} of (?P<second>{_PLACE})"
)
_CUT = re.compile(r"(?:The|And|Today|Yesterday|On|In|At) ")
_MOST = 6
# One of the words of office, found faster than all that
_ANY_HEAD = re.compile(r"mayor|governor|prefect|premier|county chief|party (?:secretary|chief)")
_ANY_OFFICE = re.compile(
    r"chair|president|chief|ceo|director|manager|rector|dean|chancellor|head|commissioner|secretary|founder|partner"
    r"|representative|principal|governor|superintendent"
)

_BODY = r"[A-ZÀ-Ý][\w&.’'()-]{0,30}(?: (?:(?:of|for|and|the|&) ){0,2}[A-ZÀ-Ý(][\w&.’'()-]{0,30}){0,6}"
_OFFICE = (
    r"(?:(?:vice|deputy|executive|acting|founding|managing|general|honorary|board|group|senior|assistant|co)[ -]){0,3}"
    r"(?:chair(?:man|woman|person)?|president|chief executive(?: officer)?|CEO|chief [a-z]+ officer"
    r"|director(?:[ -]general)?|manager"
    r"|rector|dean|vice[ -]chancellor|chancellor|head|commissioner|secretary[ -]general|secretary|founder|partner"
    r"|representative"
    r"|principal|governor|superintendent|vice[ -]president|chief)"
)
# "Elm Steel chairman Ann Lee", "the Elm Board's director, Ann Lee": for what body a person signs
_OF_BODY = re.compile(rf"(?P<body>{_BODY})(?:['’]s|(?<=s)['’])? {_OFFICE},? {_PERSON}")
# "Ann Lee, chairman of the Elm Board,"
_OFFICER_OF = re.compile(rf"{_PERSON}, (?:the )?{_OFFICE} (?:of|at) (?:the )?(?=[A-ZÀ-Ý])")


def places_of_heads(names: Names, sentence: CuedSentence, start: int, end: int) -> tuple[Party, ...]:
    """The places whose mayors or governors an English sentence names in ``[start, end)``; empty below two of them."""
    if not sentence.sentence.lang.startswith("en"):
        return ()
    text = names.text.text
    if not _ANY_HEAD.search(names.text.folded, start, end):
        return ()
    heads = _HEADS.search(text, start, end)
    spans = [heads.span(group) for group in ("first", "second")] if heads else []
    for told in () if spans else list(_OF_PLACE.finditer(text, start, end))[:_MOST]:
        spans.append(told.span(told.lastgroup or 0))
    found = [_place_at(names, *span) for span in spans]
    return tuple({party.slug or party.name: party for party in found}.values()) if len(found) > 1 else ()


def _place_at(names: Names, start: int, end: int) -> Party:
    """The place in ``[start, end)``, on a list or not."""
    cut = _CUT.match(names.text.text, start, end)
    start = cut.end() if cut else start
    listed = next((m for m in names.places if start <= m.start and m.end <= end), None)
    return names.party(listed) if listed else Party(names.text.text[start:end], "", True)


def bodies_of_officers(names: Names, sentence: CuedSentence, start: int, end: int) -> tuple[Party, ...]:
    """The bodies whose officers an English sentence names in ``[start, end)``; empty below two of them."""
    if not sentence.sentence.lang.startswith("en"):
        return ()
    if not _ANY_OFFICE.search(names.text.folded, start, end):
        return ()
    text, found = names.text.text, {}
    for told in list(_OF_BODY.finditer(text, start, end))[:_MOST]:
        # "Zhuhai's Foo chairman": whose the firm is stands before its name
        owner = max(text.rfind(mark, told.start(), told.end("body")) for mark in ("'s ", "’s "))
        at = owner + len("'s ") if owner >= 0 else told.start()
        read = ListReader(names, at, told.end("body"), False).opening(at)
        if read and not read.is_place:
            found[told.start()] = read
    for told in list(_OFFICER_OF.finditer(text, start, end))[:_MOST]:
        read = ListReader(names, told.end(), end, False).first(told.end())
        if read and not read.is_place:
            found[told.start()] = read
    kept = {party.slug or party.name: party for _, party in sorted(found.items())}
    return tuple(kept.values()) if len(kept) > 1 else ()
