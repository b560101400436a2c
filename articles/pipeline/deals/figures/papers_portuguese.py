"""What a Portuguese text says that a paper provides for, in a sentence after the signing: o acordo abrange cinco áreas.

The counts of the signing's own sentence are read elsewhere.
"""

import re
from collections.abc import Iterator, Sequence

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.figures.beside import sentences_after
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Count
from articles.pipeline.quantities.numerals import find_numbers

_REACH = 2
_MOST = 3
_FEWEST, _MANY = 2, 10_000
_TYPES = frozenset((*DOCUMENTS, "policy_measure", "mutual_recognition", "fund"))
_UNITS = ("areas", "projects", "companies", "measures", "cities", "hectares", "sqm", "km")
_SUBJECT = (
    r"\b(?:(?:acordo(?:-quadro)?|protocolo|memorando|documento|contrato|entendimento|projec?to|plano|programa|texto"
    r"|convénio|mecanismo|medida|regime|iniciativa|pacote|lista|fundo)s?|cooperação|parceria|colaboração|partes|instituições|entidades|universidades|empresas|cidades|governos"
    r"|dois|duas|que)\b"
)
_VERB = (
    r"\b(?:abrang\w{1,5}|cobr(?:e|em|irá|irão|indo)|incid\w{1,4}|inclu\w{1,5}|prev(?:ê|êem|eem|endo)|envolv\w{1,5}"
    r"|contempl\w{1,4}|compreend\w{1,5}|englob\w{1,4}|assent\w{1,4}|foca(?:-se|m-se)?|centra(?:-se|m-se)?"
    r"|estend\w{1,5}-se|estipul\w{1,4}|defin\w{1,4}|estabelec\w{1,5}|identific\w{1,5}|list\w{1,4}|ocupa"
    r"|(?:vão|vai|irão|irá|pretendem?|deverão|deverá) (?:\w+ )?(?:cooperar|colaborar|desenvolver|promover|lançar|criar"
    r"|realizar|executar|implementar|abranger|cobrir|incluir|trabalhar|avançar|construir|instalar|abrir|investir)"
    r"|cooperarão|colaborarão|desenvolverão)\b"
)
# "O acordo abrange", "A cooperação incide sobre", "As duas partes vão cooperar em": right before the number
_PROVIDES = re.compile(_SUBJECT + r"[^.;]{0,40}?" + _VERB + r"[^.;\d]{0,30}$")
# "serão criados três laboratórios", "vão ser lançados cinco projectos"
_WILL_BE = re.compile(
    r"\b(?:serão|vão ser|deverão ser) (?:também |ainda |assim )?(?:criad|lançad|instalad|construíd|desenvolvid|realizad"
    r"|estabelecid|abert|implementad|executad)[oa]s (?:mais |cerca de |pelo menos |até )?$"
)
# ", que envolvem mais de 30 empresas": told along with the signing
_INVOLVES = re.compile(r"\b(?:envolv(?:e|em|endo)|abrang(?:e|em|endo)) (?:as |os )?$")
_SET_UP = re.compile(
    r" (?:novos |novas |mais )?(?:\w{4,16} )?(?:laboratórios|centros|bases|plataformas|institutos|parques|fábricas"
    r"|linhas"
    r"|lojas|escolas|hospitais|faculdades|gabinetes|núcleos|estações)\b"
)
# What was before, what somebody has anyway
_ELSEWHERE = re.compile(
    r"\b(?:no ano passado|já|até agora|até à data|desde|anterior(?:es|mente)?|em (?:19|20)\d\d|tem \d|conta com"
    r"|emprega|opera em|acolhe|actualmente|atualmente|fundad[ao]|presente em|assistiram|participaram|convidados)\b"
)


def provided_portuguese(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> Iterator[Count]:
    """The counts that the next Portuguese sentences give of what the paper just signed provides for."""
    if events[0].type not in _TYPES or material.text.lang != "pt":
        return
    folded, found = material.folded, 0
    for sentence in told:
        start, end = sentence.sentence.start, sentence.sentence.end
        for count in material.counts:
            is_inside = start <= count.start < end and count.unit == "companies"
            if is_inside and _INVOLVES.search(folded, max(start, count.start - 30), count.start):
                yield count
    for sentence in sentences_after(material, told, _REACH):
        start, end = sentence.sentence.start, sentence.sentence.end
        if sentence.sentence.lang != "pt" or _ELSEWHERE.search(folded, start, end):
            continue
        listed = [c for c in material.counts if start <= c.start < end and c.unit in _UNITS and c.n >= _FEWEST]
        for count in (*listed, *_set_up(material, start, end)):
            before = max(start, count.start - 90)
            is_provided = _PROVIDES.search(folded, before, count.start) or _WILL_BE.search(folded, before, count.start)
            if is_provided and found < _MOST:
                found += 1
                yield count


def _set_up(material: Material, start: int, end: int) -> Iterator[Count]:
    """The laboratories, centres and works that are counted in a span, whoever sets them up."""
    for number in find_numbers(material.folded, True):
        if not start <= number.start < end or not number.whole or not _FEWEST <= number.value < _MANY:
            continue
        if noun := _SET_UP.match(material.folded, number.end, end):
            text = material.text.text[number.start : noun.end()]
            yield Count("other", int(number.value), None, text, number.start, noun.end())
