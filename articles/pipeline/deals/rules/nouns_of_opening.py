"""Portuguese nouns of opening and issuing ("a inauguração do centro"): whether they tell it, foretell it or only
mention it.

"A inauguração está prevista para 2028" foretells; "antes da abertura", "com o lançamento da linha" only say when.
"""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.phrases import Cue

_NOUNS = re.compile(
    r"(?:re)?abertura|inauguração|lançamento|entrada (?:em (?:funcionamento|operação|serviço)|ao serviço)|emissão"
    r"|(?:cerimónia de |cerimônia de )?assinatura d[aeo]|celebração d[aeo]"
)
# What was signed was so before whatever "after the signing" tells
_SIGNING = re.compile(r"(?:cerim[óô]nia de )?assinatura")
# "prevê a celebração de", "nos planos está incluída a celebração": a noun that tells no signing by itself
_CONCLUSION = re.compile(r"celebração")
_INTENDED = re.compile(
    r"\b(?:inclu[ií]d?\w*|prev\w+|plano\w*|planea\w*|programa\w*|propõe|pretende\w*|visa\w*|próxim[oa])\b"
)
_CONCLUDED = re.compile(
    r"\b(?:ontem|hoje|realizou-se|teve lugar|foi (?:formalizada|concluída)|culminou com|resultou na|assistiu à"
    r"|presidiu à)\b"
)
# "a abertura do comércio de serviços": what opens is the first thing named, unless that only counts or orders
_OPENS_ANYTHING = re.compile(r"(?:re)?abertura|lançamento")
_OF_ANOTHER = re.compile(
    r"[^,.;]{0,90}\bd[aeo]s? (?!segund|terceir|primeir|nov)(?P<first>[\wà-ÿ-]{3,})[^,.;]{0,90}? d[aeo]s? "
)
_PARTS = re.compile(
    r"fases?|séries?|conjunto|rede|troço|trecho|lotes?|projec?tos?|programas?|obras?|serviços?|linhas?|zona"
)
# "antes da abertura", "com a inauguração", "até ao lançamento": when or why something else happens
_ASIDE = re.compile(
    r"\b(?:antes|depois|aquando|à data|na altura|por ocasião|desde|após|até|com|durante|sobre|devido|graças|para além"
    r"|além|apesar|a propósito|à espera|em torno|fruto|saúda|saudou|saudar|encorajando|encoraja|incentiva\w*"
    r"|congratula-se com) "
    r"(?:d[aeo]s? |a |à |ao |o |as |os |esta |este )?(?:sua |seu |recente |próxim[ao] |futur[ao] |eventual |nov[ao]"
    r" ){0,2}$"
)
# "está prevista para", "deverá acontecer", "que irá decorrer", "poderá ser uma realidade": it is still to come
_AHEAD = re.compile(
    r"[^.;]{0,90}?\b(?:(?:est(?:á|ão|ar[áã]o?)|foi|foram|ficou|ficaram) (?:\w+ )?(?:previst|agendad|marcad|programad"
    r"|calendarizad|planead|planejad|apontad)[ao]s?|(?:previst|agendad|marcad|programad|planead|planejad)[ao]s? para"
    r"|deve(?:rá|rão|m)? (?:\w+ )?(?:ser|ter|acontecer|ocorrer|decorrer|realizar|concretizar|dar|estar|avançar)"
    r"|poderá|poderão|ir[áã]o? (?:ser|ter|decorrer|realizar|acontecer|ocorrer)|v(?:ai|ão) (?:ser|ter|decorrer|realizar"
    r"|acontecer|ocorrer)|será|serão|terá|terão|acontecerá|realizar-se-á|decorrerá|ocorrerá|fica para|(?:ainda"
    r" )?sem data|por (?:agendar|marcar|definir|calendarizar))\b"
)
# "sem data para a inauguração", "data de abertura por definir", "anunciou o lançamento, ainda este ano, de"
_NO_DAY_YET = re.compile(
    r"\b(?:data|datas|calendário|prazo|dia) (?:concret[ao] |definid[ao] |prevista |oficial )?(?:de|d[ao]|para(?:"
    r" [oa])?) $"
)
_SOON = re.compile(
    r"(?: oficial| formal)?,? (?:já |ainda )?(?:em breve|brevemente|(?:n|d)?este ano|este mês|no próximo|na próxima"
    r"|para breve|para o próximo|para este)"
)
# "autorizou a abertura", "prepara o lançamento", "quer a abertura": others' leave, or what is yet to be done
_NOT_YET = re.compile(
    r"\b(?:autoriz\w+|aprov\w+|prepar\w+|ultim\w+|prev\w+|promet\w+|planei?\w+|proje[ct]\w+|admit\w+|propor\w*|propõe"
    r"|propôs|pretende\w*|quer|querem|tenciona\w*|antecip\w+|aguarda\w*|visa\w*|permitir\w*|facilitar\w*|com vista"
    r"|tendo em vista|pondera\w*|defend\w+|apoiar|acelerar|para|rumo) (?:a|à|ao|o|as|os|um|uma)? ?"
    r"(?:próxim[ao] |futur[ao] |possível |eventual ){0,2}$"
)
_REACH = 46


def mood_of_noun(folded: str, sentence: CuedSentence, verb: Cue, thing: Cue) -> str:
    """What a Portuguese noun of opening makes of ``thing``: planned, negative (only mentioned) or nothing of its own.

    Empty for every other verb, and where the noun tells what has happened.
    """
    if sentence.han or sentence.sentence.lang != "pt" or not _NOUNS.match(folded, verb.start):
        return ""
    start = max(sentence.sentence.start, verb.start - _REACH)
    if thing.start >= verb.end and _OPENS_ANYTHING.match(folded, verb.start):
        first = _OF_ANOTHER.match(folded, verb.end, thing.start)
        if first and not _PARTS.match(first["first"]):
            return "negative"
    end = max(verb.end, thing.end)
    if _NO_DAY_YET.search(folded, start, verb.start) or _SOON.match(folded, verb.end, sentence.sentence.end):
        return "planned"
    if _AHEAD.match(folded, end, sentence.sentence.end):
        return "planned"
    if _CONCLUSION.match(folded, verb.start):
        whole = sentence.sentence.start, sentence.sentence.end
        return (
            "" if _CONCLUDED.search(folded, *whole) else "planned" if _INTENDED.search(folded, *whole) else "negative"
        )
    if _SIGNING.match(folded, verb.start):
        return ""
    if sentence.sentence.paragraph and _ASIDE.search(folded, start, verb.start):
        return "negative"
    return "planned" if _NOT_YET.search(folded, start, verb.start) else ""
