"""By whose hands English papers are signed, told by office first: "by the Secretary for Elms, Ann Lee, and"."""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.name_lists import ListReader

_PERSON = r"(?:(?:Mr|Ms|Mrs|Dr|Prof(?:essor)?)\.? )?[A-ZÀ-Ý][\w’'-]{1,20}(?: [A-ZÀ-Ý][\w.’'-]{0,20}){1,3}"
# "the Secretary for Justice, Teresa Cheng": an office of Hong Kong or Macao that is a body by itself
_OFFICE_ITSELF = re.compile(
    r"\b(?P<name>(?:(?:Chief|Financial|Under|Deputy) )?(?:Secretary|Commissioner|Director(?:[ -]General)?|Permanent"
    r" Secretary)"
    r" (?:for|of) (?:the )?[A-Z][\w’'-]{1,20}(?:(?:,| and|, and)? [A-Z][\w’'-]{1,20}){0,5}?|Chief Executive|Financial"
    rf" Secretary|Chief Secretary(?: for Administration)?),? {_PERSON}"
)
_OFFICE = (
    r"(?:(?:vice|deputy|executive|acting|founding|managing|general|honorary|assistant)[ -]){0,2}(?:chair(?:man|woman"
    r"|person)?|president|chief executive(?: officer)?|director(?:[ -]general)?|general manager|manager|rector|dean"
    r"|chancellor|head|commissioner|secretary[ -]general|secretary|minister|governor|administrator|principal|chief)"
)
# "the vice-president of the Supreme People's Court, Yang Wanming"
_OFFICE_OF = re.compile(rf"\b{_OFFICE} (?:of|for|at) (?:the |its )?(?=[A-ZÀ-Ý])", re.IGNORECASE)
_HIS_NAME = re.compile(rf",? {_PERSON}")
_MOST = 6
_TWO = 2


def bodies_of_offices(names: Names, sentence: CuedSentence, start: int, end: int) -> tuple[Party, ...]:
    """The bodies for which people of an English sentence sign, whose offices stand before their names in
    ``[start, end)``; empty below two of them."""
    if not sentence.sentence.lang.startswith("en"):
        return ()
    text = names.text.text
    found: dict[int, Party] = {}
    for told in list(_OFFICE_ITSELF.finditer(text, start, end))[:_MOST]:
        found[told.start()] = Party(told["name"], "")
    for told in list(_OFFICE_OF.finditer(text, start, end))[:_MOST]:
        if any(at <= told.start() < at + len(party.name) for at, party in found.items()):
            continue
        reader = ListReader(names, told.end(), end, False)
        read = reader.opening(told.end()) or reader.first(told.end())
        at = text.find(read.name, told.end(), end) if read and not read.is_place else -1
        if read and at == told.end() and _HIS_NAME.match(text, at + len(read.name), end):
            found[told.start()] = read
    kept = {party.slug or party.name: party for _, party in sorted(found.items())}
    return tuple(kept.values()) if len(kept) >= _TWO else ()
