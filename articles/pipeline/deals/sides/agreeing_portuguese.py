"""Portuguese: of those who seem to agree the ones who only speak, or whose unnamed firms do, are no sides."""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party

# "contratos entre empresas de Macau e do Interior da China": nobody is named
_UNNAMED = re.compile(
    r"\b(?:empresas|firmas|companhias|entidades|empresários|instituições|associações|bancos|universidades|escolas|hospitais"
    r"|jovens|estudantes|investidores|comerciantes|tribunais|pequenas e médias empresas|pme)(?: [a-zà-ÿ-]{4,16})?"
    r" d[aeo]s? (?P<places>[^.;:()]{2,110}?)"
    r"(?= (?:n[ao]s?|em|foram|vão|assin\w+|celebr\w+|firm\w+|para|sobre|num|numa|que|durante|com um|no valor|à|ao)\b"
    r"|[.;:,]? ?$|[.;:]|, (?:num|no|com|para|que))"
)
# "revelou o presidente da AMCM": who tells of it
_SPEAKER = re.compile(
    r"\b(?:revel|diss|anunci|adiant|confirm|afirm|indic|explic|refer|declar|avanç|inform|segundo)\w*"
    r" (?:(?!que\b)[\w-]+ ){0,3}?(?:[oa] )?(?:[\wà-ÿ-]{4,20} ){0,3}?(?:d[aeo] |[oa] )?$"
)
# "um acordo assinado ontem pela presidente do Foo": then the bodies sign, and no places
_SIGNED_BY = re.compile(r"\b(?:assinad|rubricad|celebrad|subscrit|firmad)[oa]s?\b[^.;]{0,50}? pel[ao]s? ")
_SPEAKER_REACH = 70


def only_named_sides(material: Material, sentence: CuedSentence, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Of those found in a Portuguese sentence the named sides of the paper."""
    if sentence.sentence.lang != "pt" or not found:
        return found
    folded, start, end = material.folded, sentence.sentence.start, sentence.sentence.end
    found = tuple(party for party in found if not _is_counted(material, sentence, party))
    bodies = [party for party in found if not party.is_place]
    if len(bodies) > 1 and len(bodies) < len(found) and _SIGNED_BY.search(folded, start, end):
        found = tuple(bodies)
    if len(found) > 2:
        found = tuple(party for party in found if not _speaks(material, sentence, party)) or found
    unnamed = [match["places"] for match in _UNNAMED.finditer(folded, start, end)]
    if not unnamed or bodies:
        return found
    return tuple(party for party in found if not any(party.name.lower() in told for told in unnamed))


# "nove países de língua portuguesa": a bloc of which only so many sign
_COUNTED = re.compile(r"\b(?:\d{1,2}|dois|três|quatro|cinco|seis|sete|oito|nove|vários|outros) $")


def _is_counted(material: Material, sentence: CuedSentence, party: Party) -> bool:
    """Whether a bloc is named only by how many of its countries sign."""
    at = material.text.text.find(party.name, sentence.sentence.start, sentence.sentence.end)
    return party.is_place and at > 0 and _COUNTED.search(material.folded, max(0, at - 9), at) is not None


def _speaks(material: Material, sentence: CuedSentence, party: Party) -> bool:
    """Whether a body is named only as the one that tells of it."""
    start, end = sentence.sentence.start, sentence.sentence.end
    at = material.text.text.find(party.name, start, end)
    if party.is_place or at < 0:
        return False
    return _SPEAKER.search(material.folded, max(start, at - _SPEAKER_REACH), at) is not None
