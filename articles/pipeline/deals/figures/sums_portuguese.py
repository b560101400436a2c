"""Which sum a Portuguese sentence beside a deal gives for it: o projecto vai custar, o montante envolvido é de."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.figures.beside import sentences_after
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Money

SMALLEST_SUM = 1_000_000

# "de cerca de", "um total de", "em pelo menos": between the words of a sum and the sum
_BOUND = (
    r"(?: (?:cerca|mais|menos|de|dos|das|um|uma|em|por|a|à|aos|os|as|volta|perto|próximo|aproximadamente|quase|pelo|até"
    r"|o|no|na|num|numa|máximo|mínimo|ordem|total|global|superior|entre|com|valor|montante|investimento|custo)){0,6} $"
)
# "O projecto vai custar", "O investimento ascende a", "O acordo está avaliado em", "O montante envolvido é de"
_IS = re.compile(
    r"\b(?:acordos?|contratos?|negócio|projec?tos?|investimentos?|obras?|empreitada|parceria|operação|transac?ção"
    r"|memorando|protocolo|compra|aquisição|montante|custos?|valor|orçamento|preço|financiamento|empréstimo|fundo"
    r"|encomenda|pacote|iniciativa)\b[^.;]{0,40}?"
    r" (?:é|foi|será|são|está|fica|tem|têm|terá|vale|valem|valerá|ronda|rondam|rondará|ascende|ascendem|ascenderá"
    r"|atinge"
    r"|atingirá|custa|custará|vai custar|vão custar|deverá custar|implica|implicará|representa|representará|envolve"
    r"|envolverá|prevê|totaliza|totalizará|supera|superará|ultrapassa|cifra-se|fixa-se|situa-se|eleva-se|vai ascender"
    r"|deverá ascender|deverá rondar|deverá atingir|pode atingir|poderá atingir|vai rondar|vai atingir)"
    r"(?: (?:estimad|orçad|avaliad|fixad|calculad|previst|cifrad)[oa]s?)?" + _BOUND
)
# "As duas partes vão investir", "a empresa compromete-se a investir", "serão investidos", "investirá"
_INVESTS = re.compile(
    r"\b(?:(?:vai|vão|irá|irão|deverá|deverão|pretendem?|prevê|prevêem|planeiam?|tenciona|tencionam|comprometeu-se a"
    r"|comprometeram-se a|compromete-se a|comprometem-se a) (?:conjuntamente )?"
    r"(?:investir|aplicar|injec?tar|gastar|pagar|disponibilizar|despender|desembolsar)"
    r"|(?:investi|paga|injecta|injeta|aplica|disponibiliza)r(?:á|ão)"
    r"|(?:serão|será|vão ser|vai ser) (?:investid|aplicad|injec?tad|disponibilizad)[oa]s?"
    r"|trata-se de (?:um|uma) (?:investimento|projec?to|negócio|contrato|operação))" + _BOUND
)
# What a firm earns or is worth, what a market or the trade comes to, what was before
_OTHER_SUM = re.compile(
    r"\b(?:receitas?|lucros?|prejuízos?|valor de mercado|capitalização|pib|produto interno|volume de negócios"
    r"|fac?turação|comércio|trocas comerciais|ac?tivos|no ano passado|em (?:19|20)\d\d|desde|até agora|até à data"
    r"|fundad[ao]|exportações|importações|doações|mercado|dívidas?|vendas|anterior(?:es|mente)?|acumulad[oa]s?"
    r"|por (?:ano|mês|ac?ção|pessoa|dia)|anuais|anual|multas?|salários?|propinas|impostos)\b"
)
_REACH_BACK = 130
_AFTER = 2


def amount_after_portuguese(material: Material, told: Sequence[CuedSentence]) -> Money | None:
    """The sum that one of the next Portuguese sentences gives for the deal just told; else None."""
    if material.text.lang != "pt":
        return None
    folded = material.folded
    for sentence in sentences_after(material, told, _AFTER):
        start, end = sentence.sentence.start, sentence.sentence.end
        inside = [m for m in material.money if start <= m.start < end and m.amount >= SMALLEST_SUM]
        if not inside or sentence.sentence.lang != "pt" or _OTHER_SUM.search(folded, start, end):
            continue
        for money in inside:
            before = folded[max(start, money.start - _REACH_BACK) : money.start]
            if _IS.search(before) or _INVESTS.search(before):
                return money
    return None
