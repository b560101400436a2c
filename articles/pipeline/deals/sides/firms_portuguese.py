"""The sides of what Portuguese frames tell: the subject, and the names that begin where the frame says."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.rules.firms_frames_portuguese import FRAMES
from articles.pipeline.deals.rules.frames_portuguese import WHEN_PT, has_group
from articles.pipeline.deals.rules.openings_portuguese import OPENING_FRAMES
from articles.pipeline.deals.sides.name_lists import ListReader
from articles.pipeline.deals.sides.parties import unique
from articles.pipeline.deals.telling_portuguese import TELLS_PT

# "foi-lhe atribuída pelo Gabinete", "o valor fixado pela Autoridade": who lets the land, in the next sentences
_LET_BY = re.compile(
    r"\b(?:atribuíd|concedid|adjudicad|fixad|cedid|leiload|vendid|definid)[ao]s?(?: [\w-]{2,20}){0,3}? pel[ao]s? "
)
_SIGNED = re.compile(
    r"(?:assin|celebr|firm|rubric|formaliz|cheg|acord|fech)(?:ou|aram)\b|subscrev(?:eu|eram)\b|acabam? de assinar\b"
)
# "A Foo anunciou ontem, em Pequim, que vai investir": the subject is that of the verb of telling
_TELLS = re.compile(TELLS_PT + r"\b[^;]{0,120}? que\b")
_BESIDE = 2
# rule -> the frames that it tells by
_FRAMES = {"firms-pt": FRAMES, "opens-pt": OPENING_FRAMES}


def sides_of_frame(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...] | None:
    """Those whom the frame of ``event`` names; None where the event is told by no frame, or names nobody."""
    frames = _FRAMES.get(event.rule)
    told = frames.fill(material.folded, sentence) if frames else None
    if told is None:
        return None
    frame, match = told
    names, start, end = material.names, sentence.sentence.start, sentence.sentence.end
    reader = ListReader(names, start, end, False)
    found = reader.up_to(start, match.start("verb")) if frame.has_subject else []
    signed = _SIGNED.search(material.folded, start, match.start("verb")) if frame.has_subject and not found else None
    if signed:
        # "A Foo e a Bar assinaram um acordo para constituir": the subject is that of the first verb
        found = reader.up_to(start, signed.start())
    tells = _TELLS.search(material.folded, start, match.start("verb")) if frame.has_subject and not found else None
    if tells:
        found = reader.up_to(start, tells.start())
    with_places = any(_GOVERNMENT.match(party.name) for party in found)
    for group in ("other", "more"):
        if has_group(match, group):
            named = _named_at(reader, material.folded, match.start(group), end)
            # "vai investir 60 milhões no Brasil": where the money goes is no side
            found += [party for party in named if not (party.is_place and frame.type == "equity_investment")]
    if frame.type == "land":
        found = [*found, *_who_lets(material, sentence)]
    bodies = [party for party in found if with_places or not party.is_place]
    return unique(bodies or found) or None


# "O Governo de Foo e a província de Bar constituíram": beside a government a place stands for its own
_GOVERNMENT = re.compile(r"(?:Governo|Executivo|Governos|Município|Câmara Municipal)\b")
# "ao grupo Foo", "à construtora portuguesa Foo": what a firm is, before its name
_KIND_OF_FIRM = re.compile(
    r"(?:(?:grupo|empresa|companhia|sociedade|fundo|gigante|operadora|construtora|fabricante|multinacional|tecnológica"
    r"|seguradora|estatal|imobiliária|cadeia|consórcio|firma|start-?up|farmacêutica|concessionária|retalhista)"
    r"|[a-zà-ÿ]{4,14}(?:esa|ês|ana|ano|eira|eiro|ense|ina)) (?=\w)"
)
_MOST_KINDS = 2


def _named_at(reader: ListReader, folded: str, at: int, end: int) -> list[Party]:
    """The names that begin at ``at``, behind what kind of firm they are."""
    for _ in range(_MOST_KINDS + 1):
        if named := reader.beginning(at) or [one for one in (reader.first(at),) if one]:
            return named
        kind = _KIND_OF_FIRM.match(folded, at, end)
        if kind is None:
            break
        at = kind.end()
    return []


_BUYS = re.compile(
    r"(?:comprou|compraram|compra|compram|comprar|comprará|adquiriu|adquiriram|adquire|adquirem|adquirir|adquirirá"
    r"|aquisição d[aeo]|compra d[aeo])" + WHEN_PT + r" "
    r"(?:(?:a (?:totalidade|maioria)|todo o capital|o controlo)(?: do capital)? d[aeo]s? )?"
)


# "assinou um acordo para comprar a Foo", "um contrato de aquisição da Foo"
_TO_BUY = re.compile(
    r"\b(?:acordo|contrato)(?: definitivo)?[^.;,]{0,30}? (?:para|de|com vista a|com vista à) (?:a )?"
    r"(?:(?:comprar|adquirir) (?:[oa]s? )?|(?:compra|aquisição)(?: e venda)? d[aeo]s? )(?=[a-zà-ÿ])"
)


def with_bought(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Who buys in Portuguese, and the firm that is bought, where its name stands right behind the verb."""
    if sentence.sentence.lang != "pt" or event.type != "acquisition":
        return found
    start, end = sentence.sentence.start, sentence.sentence.end
    reader = ListReader(material.names, start, end, False)
    if event.rule == "bought":
        paper = _TO_BUY.search(material.folded, event.verb.start, end)
        named = _named_at(reader, material.folded, paper.end(), end)[:1] if paper else []
        return unique((*found, *(party for party in named if not party.is_place)))
    buys = _BUYS.match(material.folded, event.verb.start, end) or _BUYS.search(
        material.folded, max(start, event.verb.start), min(end, event.verb.end + len("a totalidade do capital de "))
    )
    bought = reader.beginning(buys.end()) if buys else []
    return unique((*found, *(party for party in bought if not party.is_place)))


# "assinou com a Direcção o contrato para a construção": who signs, and with whom
_CONTRACT = re.compile(
    r"\b(?P<verb>(?:assin|celebr|firm|rubric|formaliz)(?:ou|aram|a|am|ar)|subscrev(?:eu|eram|e|er))"
    + WHEN_PT
    + r"(?:,? (?:na presença|à margem|por ocasião"
    r"|durante) [^.;,]{3,60},)? com (?:[oa]s? )?(?P<other>)(?=[^.;]{2,120}?\bcontrato\b)"
)


# "adjudicou à Foo a construção da ponte", "entregou a obra do porto à Foo": who lets works, and to whom
_LETS_WORKS = re.compile(
    r"\b(?P<verb>(?:adjudic|entreg|atribu|confi|conced)(?:ou|aram|iu|íram|a|am|i|em|ar|ará|irá))"
    + WHEN_PT
    + r"(?: [ao]s? [^.;,]{3,90}?)? (?:à|ao|às|aos) (?P<other>)"
)


# "o consórcio formado pela Foo e pela Bar"
_CONSORTIUM = re.compile(
    r"\b(?:consórcio|agrupamento) (?:formado|composto|constituído|integrado|que (?:junta|reúne)|entre)"
    r"(?: (?:por|pel[ao]s?))? (?:[oa]s? )?"
)


def sides_of_contract(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Those who sign a Portuguese contract for works or supplies, where it is told before what it is for."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if sentence.sentence.lang != "pt":
        return found
    reader = ListReader(material.names, start, end, False)
    if together := _CONSORTIUM.search(material.folded, start, end):
        return unique((*found, *(party for party in reader.beginning(together.end()) if not party.is_place)))
    told = _CONTRACT.search(material.folded, start, end) or _LETS_WORKS.search(material.folded, start, end)
    if told is None:
        return found
    others = _named_at(reader, material.folded, told.start("other"), end)
    sides = [*reader.up_to(start, told.start("verb")), *others[:1]]
    return unique(sides) if len(sides) > 1 else found


# "Pelo Ministério do Comércio assinou a vice-ministra e, pela RAEM, o secretário": for whom people sign
_SIGNED_FOR = re.compile(r"\b(?:pel[ao]s?|em nome d[aeo]s?|em representação d[aeo]s?) (?P<first>)[^.;]{2,80}?")
_SIGNS = re.compile(r"(?:,)? (?:assin|rubric|subscrev|firm)(?:ou|aram|eu|eram|a|am)\b")
_AND_FOR = re.compile(r"(?:,| e,?) (?:e,? )?pel[ao]s? (?P<second>)")


def signed_for(material: Material, sentence: CuedSentence, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """The bodies for which people sign, where this Portuguese sentence or the next tells it of two; else ``found``."""
    following = material.following(sentence)
    for told in (sentence, following) if following else (sentence,):
        if told.sentence.lang != "pt":
            continue
        start, end = told.sentence.start, told.sentence.end
        reader = ListReader(material.names, start, end, False)
        for first in _SIGNED_FOR.finditer(material.folded, start, end):
            one = reader.first(first.start("first"))
            at = first.start("first") + len(one.name) if one else end
            if one is None or not _SIGNS.match(material.folded, at, end):
                continue
            second = _AND_FOR.search(material.folded, at, end)
            other = reader.first(second.start("second")) if second else None
            if other:
                return unique((one, other))
    return found


def _who_lets(material: Material, sentence: CuedSentence) -> list[Party]:
    """The body that one of the next sentences says to have let the land."""
    for beside in material.sentences[sentence.index : sentence.index + 1 + _BESIDE]:
        start, end = beside.sentence.start, beside.sentence.end
        by = _LET_BY.search(material.folded, start, end)
        named = ListReader(material.names, start, end, False).beginning(by.end()) if by else []
        if named:
            return named[:1]
    return []
