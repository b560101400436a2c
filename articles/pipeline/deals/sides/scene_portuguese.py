"""Who only stands around a Portuguese signing: where it was held, who presided, whose figures it is told by."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party

# "assinaram ontem, na Bolsa de Turismo de Lisboa, um protocolo": where they signed
_AT = re.compile(r"(?:,|ontem|hoje|-feira) (?:n[ao]s?) $")
# "sob a presidência do Chefe do Executivo e do secretário do …": who presided
_PRESIDED = re.compile(
    r"\b(?:sob a presidência|presidid[oa] p(?:or|el[ao])|na presença|testemunhad[oa]s? por)\b"
    # "na presença do ministro, um protocolo com o Museu"
    r"(?:(?!, (?:com|uma?|[oa]) )[^.;]){0,140}$"
)
# "De acordo com os dados provisórios do Instituto": whose figures these are
_SOURCE = re.compile(r"(?:De acordo com|Segundo) (?:[\w-]{2,14} ){0,6}?(?:d?[oa]s? )?$")
_REACH = 170


def without_scene(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The sides of a Portuguese paper without those who only stand around it; no places where unnamed firms sign."""
    if sentence.sentence.lang != "pt":
        return found
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    kept = tuple(party for party in found if not _stands_around(text, start, end, party))
    if _UNNAMED_SIGN.match(text, start, event.verb.start):
        return tuple(party for party in kept if not party.is_place)
    return kept


# "Empresas e instituições de Macau e de Portugal assinaram": the sentence begins with them and where they are from
_UNNAMED_SIGN = re.compile(
    r"(?:Várias |Algumas |As )?(?:[Ee]mpresas|[Ii]nstituições|[Ee]ntidades|[Aa]ssociações|[Uu]niversidades|[Ff]irmas)"
    r"(?: e (?:empresas|instituições|entidades|associações|universidades|organizações))? d(?:e|[oa]s?) "
)


def _stands_around(text: str, start: int, end: int, party: Party) -> bool:
    at = text.find(party.name, start, end)
    if at < 0:
        return False
    before = (text, max(start, at - _REACH), at)
    return any(pattern.search(*before) for pattern in (_AT, _PRESIDED, _SOURCE))
