"""Who is behind what opens, in Portuguese: whose it is, by whom it is run, with whom it is opened.

"o campus da Universidade de Macau abre", "a ligação vai ser operada pela Foo", "vai cooperar com a Foo para lançar".
"""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.name_lists import ListReader
from articles.pipeline.deals.sides.parties import unique

# "será operada pela transportadora russa Foo", "criado pelo Instituto", "gerido em parceria com"
_RUN_BY = re.compile(
    r"\b(?:operad|assegurad|gerid|explorad|organizad|promovid|criad|lançad|prestad|desenvolvid|fundad|instalad|abert"
    r"|inaugurad|disponibilizad|fornecid|administrad|detid)[oa]s?(?: (?:hoje|" + DAY_PT + r"|também|conjuntamente"
    r"|em conjunto))?"
    r" pel[oa]s? "
)
# "em parceria com a Foo", "vai cooperar com a Foo para lançar"
_WITH = re.compile(
    r"\b(?:em (?:parceria|conjunto|cooperação|colaboração|associação)|conjuntamente|juntamente|coopera(?:r|rá|rão)?"
    r"|colabora(?:r|rá|rão)?|associ(?:ar-se|ou-se|aram-se)|parceria) com (?:[oa]s? )?"
)
# Things that a body has as its own
_OWN = re.compile(
    r"(?:campus|escritórios?|sucursa(?:l|is)|filia(?:l|is)|delegaç(?:ão|ões)|pólos?|polos?|centros?|laboratórios?"
    r"|lojas?|terminal"
    r"|sede|balcão|balcões|agências?|representaç(?:ão|ões)|fábricas?|clínica|faculdade|armazéns?|terminal de \w+)"
    r"(?: [\wà-ÿ-]{3,20})? d[aeo]s? $"
)


def openers_portuguese(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with whoever opens it together with them, else who runs what opens or whose it is."""
    if sentence.sentence.lang != "pt":
        return found
    names, text = material.names, material.text.text
    start, end = sentence.sentence.start, sentence.sentence.end
    bodies = tuple(party for party in found if not party.is_place)
    reader = ListReader(names, start, end, False)
    partner = _WITH.search(text, start, end)
    if partner and (beside := _bodies(reader.listed(partner.end()))):
        subject = () if bodies and bodies != tuple(beside) else _bodies(reader.up_to(start, partner.start()))
        if subject or bodies:
            return unique((*subject, *bodies, *beside))
    if bodies:
        return found
    following = material.following(sentence)
    for told in (sentence, following) if following else (sentence,):
        run = _RUN_BY.search(text, told.sentence.start, told.sentence.end)
        listed = ListReader(names, told.sentence.start, told.sentence.end, False).listed(run.end()) if run else []
        if _bodies(listed):
            return unique(_bodies(listed))
    for body in names.organisations_in(start, end):
        own = _OWN.search(text, max(start, body.start - _OWN_REACH), body.start)
        if own and own.start() <= event.thing.start < body.end:
            return (names.party(body),)
    if owner := _whose(reader, text, event.thing.end, end):
        return (owner,)
    for place in names.places:
        if not (start <= place.start and place.end <= end) or place.kind != "outside":
            continue
        if _OFFICE_OF_PLACE.search(material.folded, max(start, place.start - _OWN_REACH), place.start):
            return (names.party(place),)
    return found


# "um escritório da construtora Foo em Hengqin": whose it is, named or not on a list
_WHOSE = re.compile(r"(?: de (?!dados\b)[a-zà-ÿ]{3,16}(?: e [a-zà-ÿ]{3,16})?)? (?:d[ao]) (?=[a-zà-ÿ]{4,16} |[A-ZÀ-Ý])")


def _whose(reader: ListReader, text: str, at: int, end: int) -> Party | None:
    """The body of which a venue that ends ``at`` is said to be; None where a place or nobody stands there."""
    whose = _WHOSE.match(text, at, end)
    named = reader.beginning(whose.end())[:1] if whose else []
    return next((party for party in named if not party.is_place), None)


# "o escritório de representação económica da província de Foo"
_OFFICE_OF_PLACE = re.compile(
    r"\b(?:escritório|gabinete|delegação|representação|consulado(?:-geral)?|embaixada|centro|casa|pavilhão)"
    r"(?: [\wà-ÿ-]{3,20}){0,1}(?: de (?:representação|ligação|negócios|promoção))?(?: [\wà-ÿ-]{4,20}){0,2}"
    r" d[aeo]s? (?:(?:província|município|governo|cidade) d[aeo] )?$"
)
_OWN_REACH = 90


def _bodies(listed: list[Party]) -> list[Party]:
    return [party for party in listed if not party.is_place]
