"""Who issues a measure together, by Portuguese grammar: before the verb, behind "pelo", behind who tells of it.

"As autoridades de Macau e de Guangdong divulgaram", "anunciaram ontem o Governo de Foo e o Ministério do Bar".
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.name_lists import reader_of
from articles.pipeline.deals.sides.parties import bodies_among, unique
from articles.pipeline.deals.telling_portuguese import TELLS_PT, TELLS_WHEN_PT

# "…, anunciaram ontem o Governo e o Ministério"
_TOLD_BY = re.compile(r", " + TELLS_PT + TELLS_WHEN_PT + r" (?=[oa]s? |[A-ZÀ-Ý])")
# "foram anunciadas ontem pelos Governos de Foo e de Bar"
_MADE_BY = re.compile(
    r"\b(?:anunciad|divulgad|publicad|aprovad|lançad|apresentad|promulgad|emitid|adop?tad|decretad|tomad|criad|decidid"
    r"|introduzid|assinad|definid|elaborad)[oa]s?(?: conjuntamente| em conjunto)?"
    + TELLS_WHEN_PT
    + r"(?: conjuntamente| em conjunto)? (?:pel(?=[oa]s? )|por )"
)
_TWO = 2


def public_list_portuguese(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """All who make a measure public together, where a Portuguese sentence lists more of them than were found."""
    if sentence.sentence.lang != "pt" or event.rule == "welcomed":
        return found
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    reader = reader_of(material.names, start, end)
    listed = _together(reader.up_to(start, event.verb.start))
    for pattern in (_MADE_BY, _TOLD_BY):
        by = None if listed else pattern.search(text, start, end)
        listed = _together(reader.beginning(by.end())) if by else listed
    is_more = len(listed) > len(found) and bodies_among(listed) >= bodies_among(found)
    return unique(listed) if is_more else found


def _together(listed: list[Party]) -> list[Party]:
    """A list of two or more; empty below."""
    return listed if len(listed) >= _TWO else []
