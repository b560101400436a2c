"""What a later Portuguese sentence says of the paper or purchase that was told: signed, closed, when and by whom.

"O contrato foi celebrado na terça-feira", "O negócio ficou fechado no mês passado", "A cerimónia teve lugar ontem".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import When

_PAPERS = (
    r"(?:contratos?|acordos?|protocolos?|documentos?|memorandos?|textos?|entendimento|escritura|declaração|cartas?"
    r"|convenção|convénio|parceria|geminação)"
)
_DEALS = (
    r"(?:negócios?|transac?ção|operação|compra|venda|aquisição|emissão|licitação|leilão|hasta pública|concessão|oferta"
    r"|subscrição|empréstimo|financiamento|investimento|adjudicação|cerimónia|cerimônia|assinatura|inauguração|abertura"
    r"|sociedade|empresa|colocação|liquidação|entrega|escritura)"
)
_ADVERBS = r"(?: (?:hoje|" + DAY_PT + r"|já|formalmente|oficialmente|entretanto|depois|também|finalmente|agora|só))*"
_SETTLED = re.compile(
    r"\b(?:[oa]s?|est[ea]s?|ess[ea]s?|d?a) (?P<noun>" + _PAPERS + "|" + _DEALS + r")\b[^.;]{0,90}?"
    r" (?:(?P<signed>(?:foi|foram|ficou|ficaram)"
    + _ADVERBS
    + r" (?:assinad|celebrad|firmad|rubricad|subscrit|formalizad|selad|oficializad|lavrad)[oa]s?)"
    r"|(?P<closed>(?:foi|foram|ficou|ficaram|est[áã]o?)"
    + _ADVERBS
    + r" (?:conclu[ií]d|fechad|consumad|finalizad|liquidad|registad|efec?tuad|realizad|atribuíd)[oa]s?"
    r"|(?:foi|foram)-lhes? (?:atribuíd|adjudicad|concedid)[oa]s?)"
    r"|(?P<held>(?:teve|tiveram) lugar|decorreu|decorreram|realizou-se|realizaram-se|aconteceu|data de|datam de)"
    r"|(?P<ahead>(?:deverá|deverão|deve|devem|vai|vão|será|serão|está|estão)"
    + _ADVERBS
    + r" (?:(?:ser|estar|ficar) )?(?:assinad|celebrad|conclu[ií]d|fechad|formalizad|rubricad|consumad|marcad|agendad"
    r"|previst)[oa]s?))\b"
)
_DENIED = re.compile(r"\b(?:não|ainda|nunca|sem|falta|caso|quando|se)\b")
_REACH = 3
_DAY_REACH = 90


@dataclass(frozen=True, slots=True)
class Settled:
    """A later sentence about the deal: how it tells it (signed, closed, held, ahead), of a paper or not, and where."""

    how: str
    sentence: CuedSentence
    is_paper: bool
    at: int
    end: int


def settled_after(material: Material, index: int) -> Iterator[Settled]:
    """What the Portuguese sentences behind the one at ``index`` say of its deal."""
    for sentence in material.sentences[index + 1 : index + 1 + _REACH]:
        start, end = sentence.sentence.start, sentence.sentence.end
        match = _SETTLED.search(material.folded, start, end) if sentence.sentence.lang == "pt" else None
        if match is None or _DENIED.search(material.folded, start, match.start()):
            continue
        how = next(name for name in ("signed", "closed", "held", "ahead") if match[name])
        if not _DENIED.search(material.folded, match.start(), match.end()) or how == "ahead":
            yield Settled(
                how, sentence, re.fullmatch(_PAPERS, match["noun"]) is not None, match.start(how), match.end(how)
            )


def day_settled(material: Material, told: Sequence[CuedSentence], status: str) -> When | None:
    """The day on which one of the sentences after ``told`` says that it was, or will be, signed or closed."""
    is_ahead = status == "planned"
    for sentence in told:
        for settled in settled_after(material, sentence.index):
            if (settled.how == "ahead") != is_ahead:
                continue
            days = [
                when
                for when in material.dates_in(settled.sentence)
                if when.date and abs(when.start - settled.end) <= _DAY_REACH
            ]
            today = material.published_iso
            fitting = [
                when
                for when in days
                if today is None
                or (str(when.date) >= today[: len(str(when.date))] if is_ahead else str(when.date) <= today)
            ]
            if fitting:
                return min(fitting, key=lambda when: abs(when.start - settled.end))
    return None
