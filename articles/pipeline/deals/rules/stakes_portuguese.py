"""Portuguese frames of parts of a firm: contracts of sale for so many per cent, what somebody is to end up with.

"assinou o contrato de compra e venda de 75 por cento do Banco Foo", "vai ficar com 30% do capital da Foo".
"""

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.rules.frames_portuguese import ABOUT_PT, WHEN_PT, frame

_PERCENT = r"(?P<percent>\d{1,3}(?:[,.]\d{1,3})?) ?(?:%|por cento)"
_CAPITAL = r"(?: (?:do capital(?: social)?|das ac?ções|das quotas|da participação))?"
# After a part nothing but a firm: no "60% das receitas", "dos bilhetes", "do mercado"
_NO_FIRM = (
    r"(?!seus?\b|suas?\b|receitas?|valor|mercado|bilhetes|lugares|vagas|terreno|lote|vendas|produção|custos?|total"
    r"|população|votos|energia|electricidade|água|fracções|apartamentos|habitações)"
)
_OF_FIRM = r" d[aeo]s? (?:capital d[aeo]s? |ac?ções d[aeo]s? )?(?P<other>)" + _NO_FIRM
_ADVERB = r"(?: (?:já|hoje|" + DAY_PT + r"|agora|também|assim))?"
_PART = r"(?: (?:uma? |a sua |os )?(?:(?:participação|posição|quota|fatia|parte)(?: \w{4,13})? de )?" + ABOUT_PT + ")"
_TRADE = r"(?:compra e venda|compra|aquisição|venda|alienação|cedência|transmissão)"

STAKES = (
    # "concluiu a venda de 75% do Banco Foo, com sede em Macau, ao grupo Bar": the buyer comes after what the bank is
    frame(
        "venda|alienação|cedência",
        "acquisition",
        "completed",
        r"\b(?P<verb>conclui(?:u|ram)|conclu(?:i|em)|finaliz(?:ou|aram|a|am)|consum(?:ou|aram)|fech(?:ou|aram|a|am)"
        r"|complet(?:ou|aram)|formaliz(?:ou|aram))"
        + WHEN_PT
        + r" a (?:venda|alienação|cedência) (?:de|d[ao] s(?:ua|eu) (?:participação|posição|quota) de) "
        + _PERCENT
        + _CAPITAL
        + r"(?: que (?:detinha|tinha|possuía))? [dn][aeo]s? (?P<other>)"
        + _NO_FIRM
        + r"[^.;]{2,110}?,? (?:à|ao)"
        r" (?P<more>)(?!abrigo|longo|preço|valor|fim|final|mesmo|todo|regulador|bolsa|mercado|margem|luz)",
    ),
    # "assinou o contrato de compra e venda de 75 por cento do Banco Foo", "acordou a compra de 24,7% do capital da Foo"
    frame(
        "%|por cento",
        "equity_investment",
        "signed",
        r"\b(?P<verb>(?:assin|celebr|firm|formaliz|rubric|fech)(?:ou|aram|a|am)"
        + WHEN_PT
        + r" (?:o|um) (?:contrato|acordo|contrato-promessa|acordo definitivo) (?:de|para a|com vista à|relativo à) "
        + _TRADE
        + r"|(?:acord|acert|contrat|negoci)(?:ou|aram)"
        + WHEN_PT
        + " a "
        + _TRADE
        + r"|cheg(?:ou|aram) a acordo"
        + WHEN_PT
        + r" (?:(?:com [^.;,]{2,50}? )?para|sobre) (?:a "
        + _TRADE
        + r"|(?:comprar|adquirir|ficar com|vender|alienar)(?= )))"
        + r"(?: de)?"
        + _PART
        + _PERCENT
        + _CAPITAL
        + _OF_FIRM,
    ),
    # "vai ficar com 30% do capital da Foo", "passará a deter 12% da Foo", "fica com 20% da Foo"
    frame(
        "%|por cento",
        "equity_investment",
        "announced",
        r"\b(?P<verb>(?:(?:vai|vão|irá|irão)"
        + _ADVERB
        + r" )?(?:passa(?:r|rá|rão|m)? a (?:deter|ter|possuir|controlar)|fica(?:r|rá|rão|m)? (?:com|a deter)))"
        + WHEN_PT
        + _PART
        + _PERCENT
        + _CAPITAL
        + _OF_FIRM,
    ),
    # "aumentou a sua participação no Banco Foo para 29,9%": more of the firm is bought, whatever the whole is now
    frame(
        "participação|posição|quota",
        "equity_investment",
        "completed",
        r"\b(?P<verb>(?:aument|elev|increment)(?:ou|aram) (?:para [\d,.]{1,6} ?(?:%|por cento) )?a (?:sua )?"
        r"(?:participação|posição|quota)(?: ac?cionista)?) (?:n[ao]s?|no capital d[aeo]s?) (?P<other>)"
        r"(?!mercado|comércio|produção|vendas|mundo)[^.;]{2,90}?(?:%|por cento)",
    ),
    # "foi a vencedora do concurso para a construção da ponte"
    frame(
        "vencedor",
        "construction_contract",
        "signed",
        r"\b(?P<verb>(?:foi|é|saiu|sagrou-se|foram)"
        + WHEN_PT
        + r" (?:[oa]s? )?vencedor[ae]?s?) d[oe] (?:um )?concurso(?: público)? (?:para|d[ae])"
        r" (?:a |o |as |os )?(?:construção|empreitada|obras?|edificação|ampliação|construir|erguer|ampliar)\b",
    ),
)
