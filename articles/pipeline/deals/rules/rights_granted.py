"""Portuguese measures told by what people or firms get: a right, a way free of a duty, a leave for so many of them.

"Macau terá direito a 600 quotas", "estão dispensados de", "autoriza 40 empresas", "Passagem de veículos simplificada".
"""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

RIGHTS_WORDS = (
    "direito a", "acesso a", "possível a", "possível para", "isenç", "incentivo", "benefício", "isent", "dispensad",
    "deixam de", "deixa de", "autoriz", "licenci",
    "habilit", "facilitad", "simplificad", "alargad", "agilizad", "flexibilizad", "relaxad", "liberalizad", "ampliad",
    "facilidades", "permitid", "beneficiar", "podem", "passam a poder", "poderão",
)  # fmt: skip
_GRANTED = (
    r"(?:quotas?|cotas?|vistos?|licenças?|isenç(?:ão|ões)|subsídios?|autorizaç(?:ão|ões)|descontos?|benefícios?"
    r"|facilidades|incentivos?|apoios?|tarifas?|salvo-condutos?|residência|segurança social|seguros?|canais|passagem"
    r"|mercado|serviços|contas?|ensino|escolas|habitação|cuidados|tratamento|concursos?|profissão)"
)
# "vai ter direito a 600 quotas", "passam a ter acesso a serviços", "ganham acesso ao mercado"
_ENTITLED = re.compile(
    r"\b(?P<verb>(?:(?:v(?:ai|ão)|ir[áã]o?|passa(?:rá|rão|m)? a|podem|poderão) (?:passar a )?ter|ter[áã]o?"
    r"|ganha(?:m|rá|rão)?"
    r"|têm (?:agora|já|desde \w+)|já t[eê]m) (?:também |agora )?(?:direito|acesso) (?:a|ao|aos|à|às)\b"
    r"|(?:v(?:ai|ão)|ir[áã]o?|passa(?:m|rá|rão)? a|poderão|podem) beneficiar d[aeo]s?\b)"
    rf"[^.;:\n]{{0,60}}?\b(?P<thing>{_GRANTED})\b"
)
_WHO = (
    r"(?:residentes|cidadãos|pessoas|turistas|visitantes|viajantes|passageiros|condutores|proprietários"
    r"|portadores|veículos|viaturas"
    r"|automóveis|estudantes|alunos|jovens|advogados|médicos|arquitec?tos|engenheiros|profissionais|trabalhadores"
    r"|empresas"
    r"|empresários|comerciantes|bancos|seguradoras|investidores|titulares|grupos|estrangeiros|prestadores"
    r"|produtos|mercadorias"
    r"|investigadores|docentes|talentos|doentes|requerentes|enfermeir[oa]s|farmacêuticos|contabilistas"
    r"|professores|dentistas|notários|famílias|idosos"
    r"|utentes|navios|embarcações|camiões|autocarros|táxis|instituições|operadores|agências|exportadores|importadores)"
)
# "Desde ontem que é possível aos residentes obterem": who may, and since when
_POSSIBLE = re.compile(
    rf"\b(?P<verb>(?:é|será|já é|passa a ser|passou a ser|torna-se|tornou-se) possível (?:a|aos|às|para os|para as))"
    rf" (?P<thing>{_WHO})\b"
)
# "os residentes … estão dispensados de apresentar", "deixam de estar sujeitos", "deixa de ser necessária a"
_FREED = re.compile(
    rf"\b(?P<thing>{_WHO})\b[^.;:\n]{{0,220}}?\b(?P<verb>(?:estão|ficam|ficarão|passam a (?:estar|ficar)|passaram a"
    rf" (?:estar|ficar)|serão)"
    r" (?:isent|dispensad)[oa]s d[aeo]|deixam de (?:precisar|necessitar|ter de|ter que|estar sujeit[oa]s))\b"
    r"|\b(?P<verb2>deixa(?:rá)? de ser (?:necessári|obrigatóri|exigid)[oa]|(?:fica|ficará|passa a ser) dispensad[oa])\b"
)
# "Os condutores de Macau podem, desde 1 de Março, circular": what people may do, and since when
_MAY_SINCE = re.compile(
    rf"\b(?P<thing>{_WHO})\b[^.;:\n]{{0,90}}? (?P<verb>podem|já podem|passam a poder|poderão),? (?:agora |já )?"
    r"(?:desde|a partir d[aeo])[^.;:\n]{2,30}?,? (?:circular|entrar|visitar|viajar|atravessar|usar|utilizar|pedir"
    r"|trabalhar"
    r"|exercer|abrir|pagar|transferir|aceder|frequentar|estudar|conduzir|levar|importar|exportar|vender|operar|comprar"
    r"|passar|requerer|solicitar|investir|beneficiar)\b"
)
_SINCE = re.compile(
    r"\b(?:desde|a partir d[aeo]|a partir de|" + DAY_PT + r"|hoje|amanhã|entr\w+ em vigor|anunci\w+|segundo"
    r"|de acordo com"
    r"|informou|indicou)\b"
)
# "autoriza 40 empresas", "licenciou três bancos", "foram autorizadas 12 agências"
_NUMBER = r"(?:\d{1,4}|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|doze|quinze|vinte|dezenas de)"
_LETS_SO_MANY = re.compile(
    r"\b(?P<verb>(?:autoriz|licenci|habilit|credenci|admit)(?:a|am|ou|aram|e|em|iu|iram|ará|arão|ad[oa]s|id[oa]s))"
    r" (?:mais |as |os |outr[oa]s )?"
    rf"(?P<thing>{_NUMBER} (?:[\wà-ÿ-]{{3,20}} )?(?:empresas|companhias|bancos|seguradoras|hospitais|escritórios"
    rf"|agências|operador[ae]s"
    r"|transportadoras|instituições|universidades|escolas|advogados|médicos|profissionais|laboratórios"
    r"|fornecedores|veículos"
    r"|produtos|medicamentos|portos|lojas|farmácias|restaurantes|fábricas))\b"
)
# "Passagem de veículos simplificada", "Circulação na ponte alargada às viaturas": a title without its auxiliary
_EASED_TITLE = re.compile(
    r"(?:[^|\n:.]{2,40}[|:] )?(?P<thing>(?:mais |nov[oa]s? )?(?:passagens?|circulação|entradas?|acesso|trânsito"
    r"|reconhecimento|inspec?ção|inspec?ções"
    r"|declaração|exportaç(?:ão|ões)|importaç(?:ão|ões)|emissão|travessia|desalfandegamento|residência|trabalho"
    r"|exercício|registo"
    r"|licenciamento|pedidos?|procedimentos|formalidades|condições|regras|requisitos|transferências?|pagamentos?"
    r"|abertura"
    r"|mobilidade|deslocaç(?:ão|ões)|viagens|fronteiras?|prazos?|período|limites?|horário|vistos?))\b"
    r"(?=[^.;:\n]{0,80}? (?:\w+mente )?(?:facilitad|simplificad|alargad|agilizad|flexibilizad|relaxad|liberalizad"
    r"|ampliad|permitid|autorizad|prolongad)[oa]s?\b)"
    r"[^.;:\n]{0,80}? (?P<verb>(?:facilitad|simplificad|alargad|agilizad|flexibilizad|relaxad|liberalizad|ampliad"
    r"|permitid|autorizad|prolongad)[oa]s?)\b"
    r"(?! (?:pelo|pela) (?:tempo|crise|pandemia))"
)
# "Facilidades para os residentes de Macau": the title names what is granted
_TITLE_OF_RIGHTS = re.compile(
    rf"(?:[^|\n:.]{{2,40}}[|:] )?(?:nov[oa]s |mais )?(?P<thing>(?P<verb>facilidades|isenção|isenções|benefícios"
    rf"|incentivos)) (?:[\wà-ÿ-]{{3,20}} ){{0,2}}?(?:para|a|aos|às) (?:os |as )?{_WHO}\b"
)
# "defende que os residentes deixem", "pede": what is wished is no measure
_WISHED = re.compile(
    r"\b(?:defend|ped(?:e|iu|em|ido)|suger|propo|propõe|apel|esper[ae]|deseja|reivindic|exig)\w*\b[^.;]{0,80}$"
)
_EARLY = 2


def rights_granted(folded: str, sentence: CuedSentence) -> list[Event]:
    """What people or firms get or need no longer, in Portuguese; each way of telling it asks for its own proof."""
    if sentence.sentence.lang != "pt":
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    found = _in_title(folded, start, end) if not sentence.sentence.paragraph else None
    found = found or _LETS_SO_MANY.search(folded, start, end) or _ENTITLED.search(folded, start, end)
    if found is None and sentence.index <= _EARLY and _SINCE.search(folded, start, end):
        found = (
            _POSSIBLE.search(folded, start, end)
            or _FREED.search(folded, start, end)
            or _MAY_SINCE.search(folded, start, end)
        )
    if found is None:
        return []
    at = "verb" if found["verb"] else "verb2"
    if _WISHED.search(folded, max(start, found.start(at) - 120), found.start(at)):
        return []
    verb = Cue("permit", "done", *found.span(at))
    if mood(folded, sentence, verb) in ("negative", "wish", "talks"):
        return []
    thing = Cue("measure", "policy_measure", *found.span("thing" if found["thing"] else at))
    return [Event("policy_measure", status_of("done", "announced"), "granted", sentence.index, verb, thing)]


def _in_title(folded: str, start: int, end: int) -> re.Match[str] | None:
    return _EASED_TITLE.match(folded, start, end) or _TITLE_OF_RIGHTS.match(folded, start, end)
