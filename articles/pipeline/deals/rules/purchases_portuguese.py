"""Rules for what is bought, let or awarded in Portuguese: land, services, goods, works."""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_SUM = r"\d[\d.,]{0,12} ?(?:mil milhões|milhões|mil|biliões|bilhões|milhão)"
_LAND = r"(?P<land>terrenos?|lotes?|parcelas?)\b"
_WORKS = (
    r"(?P<works>construção|empreitadas?|obras?|edificação|ampliação|remodelação|construir|erguer|ampliar|modernizar"
    r"|modernização|reabilitar|reabilitação|instalar|instalação|renovar|expandir|expansão)\b"
)
_SERVICES = (
    r"(?P<services>(?:projec?tos?|planos?) de (?:arquitec?tura|design|concepção|engenharia|execução|paisagismo)"
    r"|design|estudos?|elaboração|concepção|prestação|serviços?|consultoria|fiscalização|supervisão|fornecimento"
    r"|aquisição de (?:bens|serviços|equipamentos?)|equipamentos?|sistemas?|redes?|software|assistência técnica"
    r"|manutenção|exploração|operação|gestão|autocarros|comboios|veículos|viaturas|embarcações|aeronaves|aviões)\b"
)
_ARTICLES = (
    r"(?:(?:um|uma|uns|umas|o|a|os|as|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|\d{1,4}|d[aeo]s?|novos?"
    r"|novas?"
    r"|este|esta) ){0,4}"
)
# "vai pagar 1,4 mil milhões de patacas à Zona por um terreno", "pagou 20 milhões pelo projecto de arquitectura"
_PAID = re.compile(
    r"\b(?P<verb>(?:(?:vai|vão|irá|irão|deverá) )?(?:pagar(?:á|am)?|pagou|pagam?|desembols\w+|despend\w+|gast(?:ou"
    r"|aram|ar))) "
    rf"[^.;]{{0,60}}?{_SUM}[^;]{{0,120}}?"
    rf" (?:por|pel[oa]s?|n[ao]s?|para (?:a compra|a aquisição) d[aeo]s?) (?:(?:compra|aquisição) d[aeo]s? )?{_ARTICLES}"
    rf"(?:{_LAND}|{_WORKS}|{_SERVICES})"
)
# "a compra do terreno foi feita", "o terreno custou 1,4 mil milhões", "o lote foi arrematado por"
_BOUGHT = re.compile(
    r"\b(?:a |uma )?(?P<verb>compra|aquisição) (?:d[aeo]s? |de )(?P<land>terrenos?|lotes?|parcelas?)\b"
    r"(?=[^.;]{0,80}\b(?:foi|foram|custou|ficou|marca|representou|concluíd|concretizad|formalizad))"
    r"|\b(?P<land2>terrenos?|lotes?|parcelas?)\b(?: [^.;,]{1,60}?)? "
    r"(?P<verb2>custou|custaram|(?:foi|foram) (?:hoje |" + DAY_PT + r" |já )?(?:comprad|adquirid|arrematad|vendid"
    r"|adjudicad"
    r"|concedid)[ao]s?)\b"
    r"|\b(?P<verb3>arrematou|arremataram|(?:venceu|venceram|ganhou|ganharam) (?:a hasta pública|o leilão"
    r"|o concurso(?: público)?)"
    rf" (?:d[aeo]s?|por|pel[oa]s?|para)) {_ARTICLES}(?P<land3>terrenos?|lotes?|parcelas?)\b"
)
# "foi escolhido para o projecto de arquitectura", "venceu o concurso público para a construção"
_AWARDED = re.compile(
    r"\b(?P<verb>(?:foi|foram) (?:hoje |" + DAY_PT + r" |já |a )?(?:escolhid|seleccionad|selecionad|contratad"
    r"|designad)[ao]s?"
    r"|venceu o concurso(?: público)?"
    r"|ganhou o concurso(?: público)?|(?:venceu|ganhou|conquistou|obteve|garantiu) (?:o|um) contrato"
    rf"(?: (?:de|no valor de) {_SUM}(?: de [\w ]{{3,24}}?)?)?) (?:para|d[aeo]s?) "
    rf"(?:(?:elaborar|prestar|fornecer|fazer|desenvolver|realizar|executar|projec?tar|assegurar"
    rf"|gerir) )?{_ARTICLES}"
    rf"(?:{_WORKS}|{_SERVICES})"
)
# "a fiscalização foi adjudicada à Foo", "adjudicou à Foo a prestação de serviços"
_LET = re.compile(
    r"\b(?P<verb>adjudicou|adjudicaram|adjudicad[ao]s?|adjudica|adjudicação)\b[^.;,]{0,100}?\b"
    rf"(?<!direcção dos )(?<!direção dos )(?:{_SERVICES})"
    r"|\b(?P<services2>projec?to de (?:arquitec?tura|design|concepção|engenharia)|estudo|elaboração|concepção"
    r"|prestação de serviços|consultoria"
    r"|fiscalização|fornecimento|manutenção|exploração|gestão)\b[^.;]{0,120}?\b(?P<verb2>(?:foi"
    r"|foram) adjudicad[ao]s?)\b"
)
# "autorizada a celebração do contrato com a Foo para a prestação de serviços"
_CONTRACT_MADE = re.compile(
    r"\b(?P<verb>celebração) (?:d[oe]|do?s?) (?:um |seu )?contratos?\b[^.;]{0,140}?\b"
    rf"(?:{_WORKS}|{_SERVICES})"
)
_RULES = (_PAID, _BOUGHT, _AWARDED, _LET, _CONTRACT_MADE)
# "pagou uma multa", "paga salários": what is no price
_NO_PRICE = re.compile(r"\b(?:mult[ao]s?|salários?|impostos?|indemniza\w+|dívidas?|rendas?|bolsas?|subsídios?|juros)\b")


def bought_or_let(folded: str, sentence: CuedSentence) -> list[Event]:
    """Land paid for, services and goods bought, contracts let: the first that a Portuguese sentence tells."""
    if not sentence.sentence.lang.startswith("pt"):
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    for rule in _RULES:
        match = rule.search(folded, start, end)
        if match is None or _NO_PRICE.search(match[0]):
            continue
        told = {name.rstrip("23"): name for name, value in match.groupdict().items() if value}
        verb = Cue("buy", "done", *match.span(told["verb"]))
        how = mood(folded, sentence, verb)
        if how in ("negative", "wish", "talks"):
            return []
        what = next(name for name in ("land", "works", "services") if name in told)
        thing = Cue(what, "noun", *match.span(told[what]))
        is_future = match[told["verb"]].startswith(("vai ", "vão ", "irá ", "irão ", "deverá ", "pagar"))
        done = "announced" if rule is _CONTRACT_MADE else _DONE[what]
        status = "announced" if is_future and how == "done" else status_of(how, done)
        return [Event(_TYPES[what], status, "bought-pt", sentence.index, verb, thing)]
    return []


_TYPES = {"land": "land", "works": "construction_contract", "services": "procurement"}
_DONE = {"land": "completed", "works": "signed", "services": "signed"}
