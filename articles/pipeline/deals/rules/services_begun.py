"""Portuguese: lines, flights and the like that a place gets, that somebody will run, or that begin (verb before noun).

"Macau vai ter voos directos", "a transportadora vai operar a rota", "Começam hoje as ligações", "Nova carreira liga".
"""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

SERVICE_WORDS = (
    "voo", "rota", "carreira", "ligaç", "autocarro", "comboio", "trem", "trens", "ferry", "linha", "viage",
    "circulação",
    "serviço", "vai ", "vão ", "passa a", "passam a", "terá", "irá", "ganha", "deverá ",
)  # fmt: skip
_THING = (
    r"(?P<thing{0}>voos?|rotas?|carreiras?|ligaç(?:ão|ões)|autocarros?|comboios?|trens?|ferr(?:y|ies)|viagens|linhas?"
    r"|serviços? (?:de (?:ferry|autocarros?|comboios?|alta velocidade|passageiros|jetfoil)|marítim\w+|aére\w+"
    r"|ferroviári\w+|rodoviári\w+))\b"
)
# "uma nova ligação aérea", "dois voos semanais", "mais 12 ligações": between the verb and what it tells of
_SOME = (
    r"(?:(?:um|uma|o|a|os|as|mais|nov[oa]s?|primeir[oa]s?|segund[oa]s?|dois|duas|três|quatro|cinco|seis|sete|oito|dez"
    r"|vári[oa]s|outr[oa]s?|d[aeo]|\d{1,3}|sua|seu|su[ao]s|própri[oa]s?|futur[oa]s?) ){0,4}"
)
_WHEN = (
    r"(?:(?:hoje|" + DAY_PT + r"|amanhã|já|oficialmente|formalmente|esta|este|n[ao]|nesta|em|a|de|d[eo]|dia"
    r"|partir|próxim[oa]"
    r"|passad[oa]|mês|semana|ano|sábado|domingo|\w{4,7}-feira|janeiro|fevereiro|março|abril|maio|junho|julho|agosto"
    r"|setembro|outubro|novembro|dezembro|final|início|\d{1,4})[ ,]{1,2}){0,6}"
)
# "Macau vai passar a ter", "terá", "ganha": what a place gets
_GETS = (
    r"(?P<gets>(?:v(?:ai|ão)|ir[áã]o?|passa(?:rá|rão|m)?|deve(?:rá|rão)?) "
    r"(?:passar )?(?:a )?(?:ter|contar com|dispor de|receber|ganhar|oferecer)|terão|terá|ganhará|ganham?|já tem)"
)
# "vai operar", "começou a voar", "passa a assegurar": what a carrier runs
_RUNS = (
    r"(?P<runs>(?:v(?:ai|ão)|ir[áã]o?|passa(?:rá|rão|m)? a|deve(?:rá|rão)?|começ(?:a|am|ou|aram|ará|arão) a|inici(?:a"
    r"|am|ou|aram)) ?(?:começar a )?(?:operar|realizar|efec?tuar|assegurar|disponibilizar|explorar|oferecer)?)"
)
_PLACE_GETS = re.compile(rf"\b{_GETS} {_WHEN}{_SOME}{_THING.format('')}")
# "vai ter um terminal de mercadorias em Hengqin": a site that somebody gets elsewhere
_GETS_SITE = re.compile(
    rf"\b{_GETS} {_SOME}"
    r"(?P<thing>terminal|centros?|campus|escritórios?|delegaç(?:ão|ões)|pólos?|consulado|hospital|laboratórios?"
    r"|sucursal|filial"
    r"|lojas?|balcão|representação|parque|postos?|sede|escola|fábrica|incubadora)\b(?=[^.;]{0,60} (?:em|n[ao]) )"
)
_CARRIER_RUNS = re.compile(rf"\b{_RUNS} {_SOME}{_THING.format('')}")
# "Começam hoje as ligações", "Arrancou ontem a carreira": the verb opens the sentence, or follows the rubric of a title
_BEGINS_WITH = re.compile(
    rf"(?:[^|\n.]{{3,40}}\| )?(?P<verb>começ(?:a|am|ou|aram|ará|arão)|arranc(?:a|am|ou|aram)) {_WHEN}"
    rf"(?:a (?:funcionar|operar|circular) {_WHEN})?{_SOME}{_THING.format('')}"
)
# "Nova rota aérea liga Zhuhai a Macau", "Novos serviços ferroviários ligam"
_LINKS = re.compile(
    r"(?:[^|\n.]{3,40}\| )?(?:mais )?(?:nov[oa]s?|primeir[oa]s?) " + _THING.format("")
    + r"(?: [\wà-ÿ-]{2,20}){0,5}? (?P<verb>ligam?|unem?|vai ligar|vão ligar|ligará|ligarão|passam? a ligar|conectam?)\b"
)  # fmt: skip
_DONE = re.compile(r"\w{1,20}(?:ou|aram)\b|já ")
_AHEAD = re.compile(r"v(?:ai|ão)\b|ir[áã]|deve|poder|ter[áã]|\w{1,20}r[áã]o?\b")
# "terá voos suficientes", "vai ter autocarros de borla no festival": what somebody has for one day
_NOT_A_LINE = re.compile(
    r"[^.;]{0,60}?\b(?:grátis|gratuit|festival|concerto|marcha|desfile|grande prémio|suficientes)\b"
)


def services_begun(folded: str, sentence: CuedSentence) -> list[Event]:
    """Services that begin or will, told of the place that gets them or the carrier; in the title, or by the verb."""
    if sentence.sentence.lang != "pt":
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    found = _BEGINS_WITH.match(folded, start, end)
    if found is None and not sentence.sentence.paragraph:
        found = _LINKS.match(folded, start, end)
    group = "verb" if found else ""
    for pattern, name in ((_PLACE_GETS, "gets"), (_CARRIER_RUNS, "runs"), (_GETS_SITE, "gets")):
        if found is None and (told := pattern.search(folded, start, end)):
            found, group = told, name
    if found is None or _NOT_A_LINE.match(folded, found.end(), end):
        return []
    words = found[group]
    verb = Cue("begin", "done" if _DONE.match(words) else "now", *found.span(group))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    how = "planned" if how == "done" and _AHEAD.match(words) else how
    thing = Cue("venue", "launch_opening", *found.span("thing"))
    return [Event("launch_opening", status_of(how, "completed"), "start", sentence.index, verb, thing)]
