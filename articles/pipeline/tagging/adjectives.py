"""Adjectives of places that say where a body is from, in English and Portuguese."""

import re

from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

# "Chilean bus operator Foo", "the Brazilian port of": a body that an adjective places
_BODY_OF = re.compile(
    r" (?:[a-z][\w-]{1,20} ){0,3}?(?:firms?|compan(?:y|ies)|groups?|giants?|makers?|carmakers?|automakers?"
    r"|operators?|airlines?"
    r"|airports?|banks?|lenders?|universit(?:y|ies)|ports?|retailers?|producers?|manufacturers?|suppliers?|insurers?"
    r"|counterparts?|ministry|government|regulators?|subsidiary"
    # "the German city of", "the Mexican state", "French brands", "Qatari investors"
    r"|republic|kingdom|treasury|cit(?:y|ies)|towns?|states?|provinces?|municipalit(?:y|ies)|capital|island"
    r"|chambers?|associations?|exchange|bourse"
    r"|stock market|hospitals?|schools?|colleges?|institutes?|academ(?:y|ies)|fund|investors?|developers?|brands?"
    r"|chains?"
    r"|start-?ups?|conglomerates?|utilit(?:y|ies)|railways?|authorit(?:y|ies)|central bank|watchdog|agenc(?:y|ies)"
    r"|carriers?"
    r"|shipyards?|consorti(?:um|a)|partners?|rivals?|buyers?|builders?|contractors?|brokers?|trading house|refiner"
    r"|miners?|laborator(?:y|ies)|museums?|publishers?|side|designers?|specialists?|importers?|exporters?"
    r"|shareholders?|passports?|passport[ -]holders?|nationals)\b"
)


# "Portuguese canner Oak Conservas", "Italian rival Elm": what a name in capitals is; but no people
_NAMED_BODY = re.compile(
    r" "
    r"(?!(?:[a-z][\w-]+ ){0,2}?(?:minister|president|premier|ambassador|consul|singer|actor|actress|player|striker"
    r"|artist"
    r"|painter|director|chef|writer|author|pianist|coach|officials?|citizens?|tourists?|man|woman|student|leader|king"
    r"|prince|mayor)\b)"
    r"(?:(?!(?:in|on|and|or|of|for|at|by|with|from|to|but|as|the)\b)[a-z][\w-]{1,20} ){1,3}[A-Z][a-z]"
)


# "o grupo brasileiro", "o ministro do Comércio tailandês", "a cidade portuguesa": the body before its adjective
_BODY_BEFORE_PT = re.compile(
    r"\b(?:empresas?|grupos?|companhias?|transportadoras?|bancos?|bolsas?|operador(?:es|as?)?|fabricantes?"
    r"|produtor(?:es|as?)?|construtor(?:es|as?)?|montador(?:es|as?)?|multinaciona(?:l|is)|gigantes?|seguradoras?"
    r"|sociedades?|firmas?|start-?ups?|fintechs?|plataformas?|aplicaç(?:ão|ões)|imobiliárias?|clubes?"
    r"|universidades?|institutos?|politécnicos?|governos?|executivo"
    r"|autoridades?|ministérios?|ministr[oa]s?|secretári[oa]s?|presidente|governador(?:es|a)?|câmaras?"
    r"|associaç(?:ão|ões)"
    r"|federação|confederação|cidades?|vila|portos?|aeroportos?|municípios?|autarquias?|distrito|região|província"
    r"|estado"
    r"|capital|redes?|cadeias?|tecnológicas?|farmacêuticas?|petrolíferas?|el[ée]c?tricas?|marcas?|parceir[oa]s?"
    r"|congéneres?|regulador(?:es|a)?|agências?|fundos?|gestoras?|delegaç(?:ão|ões)|embaixad(?:a|or)|consulado"
    r"|fornecedor(?:es|as?)?|distribuidor(?:es|as?)?|retalhistas?|cervejeiras?|investidor(?:es|as?)?|equipas?"
    r"|hospita(?:l|is)|lado|parte|consórcio|concessionárias?|conglomerado|empresários|exportadores|produtos|vinhos"
    r"|mercado|tribuna(?:l|is)|alfândegas?)(?: [\wà-ÿ-]{2,20}){0,3}? $"
)
_BODY_REACH = 70
# "da suíça Olmo", "à brasileira Foo", "pelas alemãs Bar e Baz": the adjective for the firm, before its name
_FOR_FIRM_PT = re.compile(r"(?:^|[\s(])(?:[oa]s?|d[oa]s?|n[oa]s?|aos?|às?|pel[oa]s?|um|uma) $")


def is_adjective_pt(text: Text, mention: Mention) -> bool:
    """Say whether a mention is a Portuguese adjective of a place (*suíça*), and not its name (*Suíça*)."""
    if text.lang != "pt" or mention.kind != "outside" or mention.slug == _LUSOPHONE:
        return False
    return mention.name.islower() and " " not in mention.name


# *lusofonia* is written small and is the name of the bloc
_LUSOPHONE = "portuguese-speaking-countries"


def places_body(text: Text, mention: Mention) -> bool:
    """Say whether an adjective in the title or the lead says where a firm or a body is from."""
    if mention.weight < _LEAD:
        return False
    if text.lang == "en":
        body = _BODY_OF.match(text.folded, mention.end) or _NAMED_BODY.match(text.text, mention.end)
        return body is not None
    return text.lang == "pt" and _places_body_pt(text, mention)


_LEAD = 2
"""The weight of a mention in the lead; in the title it is more."""


def _places_body_pt(text: Text, mention: Mention) -> bool:
    """Say whether a Portuguese adjective follows a body, or stands for the firm whose name follows."""
    before = max(0, mention.start - _BODY_REACH)
    if _BODY_BEFORE_PT.search(text.folded, before, mention.start):
        return True
    is_before_name = (
        text.text[mention.end : mention.end + 1] == " " and text.text[mention.end + 1 : mention.end + 2].isupper()
    )
    return is_before_name and _FOR_FIRM_PT.search(text.folded, max(0, mention.start - 8), mention.start) is not None


# "Chilean bus operator Foo": the adjective describes a firm; "Chilean officials" act for the place
_DESCRIBES_FIRM = re.compile(
    r" (?:[a-z][\w-]{1,20} ){0,3}?(?:firm|company|group|giant|maker|carmaker|automaker|operator|airline|bank"
    r"|lender|university"
    r"|retailer|producer|manufacturer|supplier|insurer|developer|partner|start-?up|brand|chain|conglomerate)s?\b"
)
_OF_ADJECTIVES = 0.5
"""The confidence of a mention that is only an adjective."""


def describes_firm(folded: str, mention: Mention) -> bool:
    """Say whether an adjective tells where a firm is from, and does not stand for the place."""
    return mention.confidence <= _OF_ADJECTIVES and _DESCRIBES_FIRM.match(folded, mention.end) is not None
