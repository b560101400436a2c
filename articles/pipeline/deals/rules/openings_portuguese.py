"""Portuguese: what somebody opens, begins or prepares, told without a verb of opening before its object."""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.begun_portuguese import BEGUN
from articles.pipeline.deals.rules.frames_portuguese import WHEN_PT, Frames, frame
from articles.pipeline.deals.rules.lines_portuguese import LINES
from articles.pipeline.deals.rules.measures_portuguese import MEASURES
from articles.pipeline.deals.rules.moods import mood

_A_VENUE = (
    r"(?:um|uma|dois|duas|três|o seu|a sua|o primeiro|a primeira) (?:nov[oa] |primeir[oa] |segund[oa] )?"
    r"(?:escritório|gabinete|delegação|representação|sucursal|filial|agência|loja|centro|fábrica|base|laboratório"
    r"|instituto|campus|pólo|polo|unidade|armazém|academia|escola|universidade|faculdade|hospital|clínica|plataforma"
    r"|linha|rota|ligação|carreira|voo|serviço|terminal|parque|zona|incubadora|consulado|balcão|museu|câmara"
    r"|comissão|grupo de trabalho|mecanismo|curso|mestrado|licenciatura|feira|corredor|entreposto|centro logístico"
    r"|turma"
    r"|sede|observatório|fundação|aliança|rede|posto|ferry|comboio)\b"
)
_FOR_PEOPLE = (
    r"(?:estágios?|intercâmbio|formação|bolsas(?: de estudo)?|mobilidade|visitas|voluntariado|mentoria|residências"
    r"|aceleração|incubação|verão|aprendizagem|talentos|cursos)"
)
OPENING_FRAMES = Frames(
    # "lançaram um programa de estágios", "um programa apresentado hoje pela Foo e pelo Bar"
    frame(
        "programa|plano|projecto|projeto|concurso|iniciativa",
        "launch_opening",
        "announced",
        r"\b(?P<verb>(?:lanç|apresent|anunci|promov|organiz|cri)(?:ou|aram|a|am|eu|eram|e|em|ar|ará|arão))"
        + WHEN_PT
        + r" (?:um|uma|o|a) (?:nov[oa] |primeir[oa] )?(?:programa|plano|projec?to|concurso|iniciativa)"
        r"(?: (?:conjunt[oa]|piloto|anual))? de " + _FOR_PEOPLE + r"\b",
    ),
    frame(
        "programa",
        "launch_opening",
        "announced",
        r"\bprograma\b(?: (?:conjunto|piloto|anual|de [\wà-ÿ]{4,14}))* (?P<verb>(?:apresentad|lançad|anunciad|divulgad"
        r"|promovid|organizad|criad)o)" + WHEN_PT + r" (?:pel[ao]s?|por) (?P<other>)(?=[^;]{0,400}?)",
        has_subject=False,
    ),
    frame(
        "programa",
        "launch_opening",
        "planned",
        r"\b(?P<verb>v(?:ão|ai)|irão|irá)\b[^.;]{0,120}? (?:ao abrigo|no âmbito|através) de um programa"
        r"(?: (?:conjunto|anual|de [\wà-ÿ]{4,14}))? (?:d[ao]s?|promovido pel[ao]|organizado pel[ao]) (?P<other>)",
        has_subject=False,
    ),
    # "apresentaram esta terça-feira um fundo conjunto"; "o Fundo X, criado pelo A e pelo B, começa a funcionar"
    frame(
        "fundo",
        "fund",
        "announced",
        r"\b(?P<verb>(?:apresent|lanç|constitu|cri|anunci|institu|formaliz|inaugur)(?:ou|aram|íram|iu|a|am|i|em|ar|ir"
        r"|ará|arão|irá))" + WHEN_PT + r" (?:um|o|uns|dois) (?:nov[oa] |primeir[oa] )?fundos?\b"
        r"(?! (?:de pensões|monetário|soberano|para o desenvolvimento das))",
    ),
    frame(
        "fundo",
        "fund",
        "announced",
        r"\bfundo [^.;,]{2,50}, (?:criad|lançad|constituíd|promovid|gerid|financiad)o (?:conjuntamente )?pel[ao]s?"
        r" (?P<other>)[^.;]{2,120}?, (?P<verb>começ(?:a|ou)|arranc(?:a|ou)|entr(?:a|ou)|inici(?:a|ou)|está operacional"
        r"|nasce(?:u)?|foi apresentado|foi lançado)\b",
        has_subject=False,
    ),
    # "passou a ter desde ontem um escritório", "tem, desde segunda-feira, uma delegação"
    frame(
        "a ter|dispor de|contar com|agora com",
        "launch_opening",
        "completed",
        r"\b(?P<verb>pass(?:ou|aram|a|am|ará) a (?:ter|dispor de|contar com)|conta(?:m)? agora com)"
        + WHEN_PT
        + r" "
        + _A_VENUE,
    ),
    frame(
        "desde",
        "launch_opening",
        "completed",
        r"\b(?P<verb>t[eê]m|dispõe(?:m)? de|conta(?:m)? com),? (?:já )?desde (?:hoje|" + DAY_PT + r"|anteontem"
        r"|esta \w{4,8}"
        r"|\w{4,7}-feira|sábado|domingo|o dia \d{1,2}|a semana passada|o início do mês|o mês passado),? " + _A_VENUE,
    ),
    # "Já está a funcionar em Foo a primeira fábrica", "abriu portas em Foo a primeira loja", "vai nascer um centro"
    frame(
        "já est|portas|nasc|surg",
        "launch_opening",
        "completed",
        r"\b(?P<verb>já est[áã]o? (?:a funcionar|em funcionamento|operaciona(?:l|is)|em serviço|em operação)"
        r"|abr(?:iu|iram|e|em|irá|ir) (?:as (?:suas )?)?portas(?! (?:a|à|ao|aos|às|para)\b)"
        r"|nasce(?:u|ram|m|rá)?|nascer|surgi(?:u|ram)|surgir)\b[^.;]{0,70}? " + _A_VENUE,
        has_subject=False,
    ),
    # "Os ferries voltaram ontem a circular", "vão ficar ligadas por ferries"
    frame(
        "ferries|voos|comboios|autocarros|ligações|carreiras|barcos|trens",
        "launch_opening",
        "completed",
        r"\b(?:ferries|voos|comboios|autocarros|ligações|carreiras|barcos|trens)\b[^.;]{0,70}?"
        r" (?P<verb>(?:volt|regress)(?:aram|ou|am|a|arão|ar)"
        + WHEN_PT
        + r" a (?:circular|operar|ligar|funcionar|voar|navegar)|(?:foram|são|serão)"
        + WHEN_PT
        + r" (?:retomad|restabelecid|repost)[oa]s)\b",
        has_subject=False,
    ),
    frame(
        "ligad",
        "launch_opening",
        "completed",
        r"\b(?P<verb>(?:vai|vão|irá|irão|passa(?:m)? a|passou a|passaram a|ficaram|ficam) (?:ficar |estar "
        r"|ser )?ligad[oa]s?)"
        + WHEN_PT
        + r" (?:por|através de) (?:ferries|ferry|voos?|comboios?|autocarros?|uma? (?:ponte|linha|túnel|carreira"
        r"|rota))\b",
        has_subject=False,
    ),
    *LINES,
    *MEASURES,
    *BEGUN,
    # "aterrou ontem em Macau o primeiro voo directo da Foo"
    frame(
        "o primeiro",
        "launch_opening",
        "completed",
        r"\b(?P<verb>aterr(?:ou|a)|descol(?:ou|a)|cheg(?:ou|a)|part(?:iu|e)|atrac(?:ou|a)|saiu"
        r"|levantou voo)\b[^.;]{0,60}?"
        r" o primeiro (?:voo|comboio|ferry|autocarro|navio|trem)(?: (?!d[aeo]\b)[\wà-ÿ-]{3,16}){0,2}"
        r"(?: d[ao] (?P<other>))?",
        has_subject=False,
    ),
    # "vai começar a voar para Lisboa"
    frame(
        "voar|voos|ligações|navegar",
        "launch_opening",
        "completed",
        r"\b(?P<verb>(?:começ(?:ou|aram|a|am|ará|ar)|pass(?:ou|aram|a|am|ará|ar)|volt(?:ou|aram|a|am|ará|ar))"
        + WHEN_PT
        + r" a (?:voar|operar voos|operar ligações|navegar)|v(?:ai|ão) voar|voará|voarão)"
        + WHEN_PT
        + r" (?:para|entre|de|directamente|diretamente|diariamente)\b",
    ),
    # "entrou ontem em funcionamento uma carreira", "entraram hoje em serviço os novos comboios"
    frame(
        "funcionamento|operação|serviço|actividade|atividade",
        "launch_opening",
        "completed",
        r"\b(?P<verb>entr(?:ou|aram|a|am|ará|arão) (?:hoje|" + DAY_PT + r"|anteontem|esta \w{4,7}(?:-feira)?"
        r"|na \w{4,7}-feira"
        r"|no sábado|no domingo|já) em (?:funcionamento|operação|serviço|actividade|atividade))\b"
        r"(?=[^.;]{0,90}?\b(?:carreiras?|linhas?|rotas?|ligaç(?:ão|ões)|voos?|autocarros?|comboios?|centro|posto"
        r"|terminal"
        r"|serviços?|plataforma|sistema|ponte|túnel|metro|ferry|balcão|aplicação|escritório|fábrica)\b)",
    ),
    # "discutem a criação de um instituto conjunto", "preparam a abertura de uma delegação"
    frame(
        "criação|abertura|constituição|instalação|possibilidade|lançamento",
        "launch_opening",
        "talks",
        r"\b(?P<verb>discut(?:em|iram|ir|indo|e)|negoc(?:eiam|eia|iam|iaram|iar)|estud(?:am|aram|a|ar)|ponder(?:am|a"
        r"|ar)"
        r"|equacion(?:am|a|ar)|analis(?:am|aram|a|ar)|avali(?:am|aram|ar)|explor(?:am|aram|ar))"
        + WHEN_PT
        + r" (?:a (?:criação|abertura|constituição|instalação|possibilidade de (?:criar|abrir|instalar))|o lançamento)"
        r"(?: conjunt[ao])?(?: de)? " + _A_VENUE,
    ),
    frame(
        "criação|abertura|constituição|instalação|lançamento|criar|abrir|instalar|lançar|montar|estabelecer",
        "launch_opening",
        "planned",
        r"\b(?P<verb>prepar(?:am|aram|a|ou)|planei(?:am|a)|prevê(?:em)?|anunci(?:ou|aram|a|am)|projec?t(?:am|a)"
        r"|tenciona(?:m)?|pretende(?:m)?|quer(?:em)?|deseja(?:m)?|pondera(?:m)?)"
        + WHEN_PT
        + r" (?:(?:a (?:criação|abertura|constituição|instalação)|o lançamento)(?: conjunt[ao])? de"
        r"|(?:criar|abrir|instalar|lançar|montar|estabelecer)" + WHEN_PT + r") " + _A_VENUE,
    ),
)
_LEAD = 3


def openings_portuguese(folded: str, sentence: CuedSentence) -> list[Event]:
    """What a frame of the head of an article tells: a venue, a programme for people, a fund."""
    told = OPENING_FRAMES.fill(folded, sentence) if sentence.index <= _LEAD else None
    if told is None:
        return []
    filled, match = told
    verb = Cue("open", "done", *match.span("verb"))
    if _OF_A_PAPER.search(folded, max(sentence.sentence.start, verb.start - 50), verb.start):
        return []
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    status = filled.status
    if status == "completed" and (how == "planned" or _YET_TO_COME.match(match["verb"])):
        status = "planned"
    elif status in ("announced", "completed") and not match["verb"].endswith("ado"):
        # "vagas no próximo Verão, ao abrigo de um programa apresentado hoje": presented all the same
        status = status_of(how, status)
    if filled.type == "policy_measure" and status == "announced" and _IS_SO.match(match["verb"]):
        status = "completed" if _SINCE.search(folded, sentence.sentence.start, sentence.sentence.end) else status
    thing = Cue("venue", "launch_opening", match.end("verb"), match.end())
    return [Event(filled.type, status, "opens-pt", sentence.index, verb, thing)]


# "o acordo que cria o fundo": the paper is the deal
_OF_A_PAPER = re.compile(r"\b(?:acordo|protocolo|contrato|memorando)(?: de [a-zà-ÿ]{4,14})? (?:que|para) $")
# "passou ontem de 5.000 para 15.000": it is so
_IS_SO = re.compile(r"passou|passaram|subiu|aumentou|foi|desceu|baixou")
_SINCE = re.compile(r"\b(?:ontem|hoje|anteontem|desde|na \w{4,7}-feira|no (?:sábado|domingo|dia))\b")
_YET_TO_COME = re.compile(r"\w{2,20}(?:rá|rão|[aei]r)\b|v(?:ai|ão)\b|começa(?:m)? |passa(?:m)? a (?:voar|operar)")
