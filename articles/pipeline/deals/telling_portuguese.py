"""How Portuguese news says who tells of something: "anunciou", "deu ontem a conhecer", "tornou público"."""

from articles.pipeline.deals.days_portuguese import DAY_PT

TELLS_PT = (
    r"(?:(?:anunci|revel|divulg|inform|comunic|confirm|indic|adiant|explic|declar|avanç|afirm|public|notici|sublinh"
    r"|sustent)(?:ou|aram|a|am)|disse(?:ram)?|diz(?:em)?|refer(?:iu|iram|e|em)|esclarec(?:eu|eram|e)"
    r"|(?:deu|deram|dá|dão)(?: hoje| "
    + DAY_PT
    + r")? (?:a conhecer|conta)|(?:torn(?:ou|aram|a|am))(?: hoje| "
    + DAY_PT
    + r")? públic[oa]s?|(?:fez|fizeram|faz)(?: hoje| "
    + DAY_PT
    + r")? saber)"
)
"""A verb by which somebody makes something public."""
TELLS_WHEN_PT = (
    r"(?:,? (?:hoje|" + DAY_PT + r"|(?:n?esta|na) [\w-]{5,14}|(?:em|numa?|através de um) (?:comunicado|nota"
    r"|conferência|despacho|declaração)(?: (?:de|à) imprensa)?|em [A-ZÀ-Ý]?[\wà-ÿ]{3,16}|[\wà-ÿ]{4,14}mente"
    r"|também|já|depois"
    r"|entretanto|ao mercado|à imprensa|à bolsa),?){0,4}"
)
"""What may stand between such a verb and who tells it, or what is told."""
