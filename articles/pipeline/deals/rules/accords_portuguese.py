"""Portuguese: agreements told without a verb of signing before their paper.

Towns that become twins, what two sides agree or bind themselves to, papers that a visit brings home.
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.frames_portuguese import WHEN_PT
from articles.pipeline.deals.rules.moods import mood

# One of these stands in every pattern
ACCORD_WORDS = (
    "gemin", "cidades-irmãs", "cidades irmãs", "cidades-gémeas", "cidades gémeas", "acord", "entendimento", "consenso",
    "comprome", "manifest", "memorando", "protocolo", "carta de intenções", "convénio", "parceria", "contratad",
    "contratos", "conversações", "assinatura", "acordo", "plano", "declaração", "acta d", "programa d", "adenda",
    "aditamento", "compromisso", "pacto", "aliança", "carta de",
)  # fmt: skip
_NUMBER = (
    r"(?:\d{1,3}|um|uma|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|quinze|vinte|trinta|vári[oa]s"
    r"|dezenas de|(?:mais de|cerca de|quase|pelo menos|perto de) \d{1,3})"
)
_PAPER = (
    r"(?P<paper>memorandos?(?: de (?:entendimento|cooperação))?|cartas? de intenções|acordos?-quadro|acordos?"
    r"|protocolos?"
    r"|convénios?|parcerias?|termos? de cooperação)"
)
# "geminaram-se", "tornaram-se cidades-irmãs", "selaram a geminação", "querem geminar-se"
_TWINS = re.compile(
    r"\b(?P<verb>geminaram-se|geminam-se|geminar-se-ão|geminar-se|(?:tornaram-se|tornam-se|tornar-se|passam a ser"
    r"|passaram a ser|são agora|são desde (?:ontem|hoje)|ficam|ficaram)"
    + WHEN_PT
    + r" (?:cidades[ -](?:irmãs|gémeas|geminadas|amigas)|geminadas)"
    r"|(?:assin|sel|oficializ|formaliz|celebr|firm|acord)(?:aram|ou|am|a|ar|arão)"
    + WHEN_PT
    + r" (?:a|uma|o (?:acordo|protocolo) de|um (?:acordo|protocolo) de) (?P<thing>geminação))\b"
)
# "acordaram um mecanismo comum", "acordaram criar", "concordaram em abrir", "chegaram ontem a um entendimento para"
_DOES = (
    r"(?:criar|cooperar|desenvolver|abrir|lançar|reforçar|construir|partilhar|estabelecer|instalar|reconhecer|trocar"
    r"|ligar|promover|harmonizar|realizar|organizar|prolongar|alargar|simplificar|aumentar|retomar|investir|constituir"
    r"|apoiar|facilitar|colaborar|unir|integrar|adoptar|adotar)"
)
_AGREES = re.compile(
    r"\b(?P<verb>acord(?:aram|am|ou)"
    + WHEN_PT
    + r" (?:(?:em )?(?:conjuntamente )?"
    + _DOES
    + r"|um(?:a)? (?:nov[oa] )?(?:mecanismo|sistema|programa|plano|modelo|calendário|regime|conjunto|série|plataforma"
    r"|parceria|quadro|pacote)|n?a (?:criação|abertura|partilha|realização|constituição|troca|instalação) )"
    r"|(?:concordaram|concordam) em "
    + _DOES
    + r"|(?:cheg(?:aram|am|ou)|alcanç(?:aram|am|ou))"
    + WHEN_PT
    + r" (?:a |um |a um )(?:acordo|entendimento|consenso)"
    r"(?= (?:para|sobre|quanto|com vista|que|n[ao]|em|com)\b))"
)
# "comprometeram-se por carta de intenções a estudar", "ficou acordado, por meio de um memorando, que"
_BINDS = re.compile(
    r"\b(?P<verb>compromete(?:ram|m|u)-se|manifest(?:aram|am|ou)|expressaram|declararam|obrigaram-se"
    r"|ficou (?:acordado|estabelecido|definido|assente|decidido)|(?:foi|foram) acordad[oa]s?|acord(?:aram|ou))"
    r"[^.;]{0,40}?(?:,? (?:por meio de|através de|mediante|por|em|num|numa|sob a forma de) )(?:um |uma )?" + _PAPER
)
# "estabeleceram ontem, em Lisboa, um protocolo", "apuseram as assinaturas num memorando"
_MAKES = re.compile(
    r"\b(?P<verb>estabelec(?:eram|eu|em|e|er|erão)|lavr(?:aram|ou)|ultim(?:aram|ou)|conclu(?:íram|iu)|ratific(?:aram|ou|am)"
    r"|deram (?:ontem |hoje )?por concluíd[oa]|apuseram(?: [^.;]{0,30}?)? (?:a assinatura|as assinaturas"
    r"|as suas assinaturas)"
    r" (?:n|em |a))"
    + WHEN_PT
    + r"(?:,? (?:em|n[ao]s?) [\wà-ÿ ]{2,30},)? ?(?:um|uma|o|a) (?:nov[oa] )?(?:[\wà-ÿ-]{4,18} )?"
    + _PAPER
)
# "assinaram hoje, em Macau, o Plano de Acção", "subscreveram uma declaração conjunta"
_SIGNS = re.compile(
    r"\b(?P<verb>(?:assin|firm|rubric|celebr|sel)(?:aram|ou|am|a|ar|arão|ará)|subscrev(?:eram|eu|em|e|er))"
    + WHEN_PT
    + r"(?:,? (?:em|n[ao]s?) [\wà-ÿ ]{2,30},)? ?(?:[oa]s?|uma?) (?P<thing>(?:nov[oa] )?(?:plano de (?:ac?ção|trabalhos?"
    r"|cooperação)|declaração (?:conjunta|de)|acta d[aeo]|programa de (?:cooperação|trabalhos?|intercâmbio)|adenda"
    r"|aditamento|pacto|compromisso|aliança|carta de (?:cooperação|princípios|parceria)))\b"
)
# "O memorando que a Foo e a Bar assinaram ontem prevê"
_WHICH = re.compile(
    r"\b"
    + _PAPER
    + r"(?: de [\wà-ÿ]{4,16})? (?:que|cujo texto) [^.;,]{3,140}? (?P<verb>(?:(?:vão|irão|devem|deverão) )?"
    r"(?:assin|celebr|firm|rubric|formaliz|sel)(?:aram|ar|am)|subscrev(?:eram|em|er))\b"
)
# "resultaram cinco memorandos", "regressou de Maputo com sete acordos", "21 projectos contratados"
_BRINGS = re.compile(
    r"\b(?P<verb>result(?:aram|ou|am)(?: em)?|traz(?:em)?|trouxe(?:ram)?|regress(?:ou|aram|a)(?: [^.;,]{2,40}?)? com"
    r"|volt(?:ou|aram|a)(?: [^.;,]{2,40}?)? com|culmin(?:ou|a|aram) (?:com|em|na assinatura de)|deu origem a"
    r"|sa(?:iu|em|i|íram)(?: [^.;,]{2,60}?)? com|som(?:ou|a|aram)|consegu(?:iu|iram|e)|reun(?:iu|iram|e)"
    r"|produz(?:iu|iram)?|deix(?:ou|aram|a)|nasce(?:u|ram|m)|saíram|ficaram fechados|(?:foram|são) fechad[oa]s)"
    r" (?:um total de |mais de |cerca de )?" + _NUMBER + r" (?:nov[oa]s )?(?:[\wà-ÿ-]{4,18} )?" + _PAPER
)
_CONTRACTED = re.compile(
    r"\b(?P<verb>" + _NUMBER + r" (?P<thing>projec?tos|investimentos|negócios)(?: de [\wà-ÿ]{4,16})?"
    r" (?:contratad|fechad|firmad|assinad|celebrad)os|(?:contrat|firm|assin|fech)aram(?:-se)? "
    + _NUMBER
    + r" projec?tos|foram contratad[oa]s "
    + _NUMBER
    + r" projec?tos)\b"
)
# "está em conversações com o Brasil para um acordo", "em conversações sobre um memorando"
_TALKS = re.compile(
    r"\b(?P<verb>em (?:conversações|negociações)|conversações|negociações)\b[^.;]{0,50}?"
    r" (?:para|sobre|com vista a|tendo em vista) (?:a (?:assinatura|celebração|conclusão) de )?(?:um|uma) (?:novo )?"
    + _PAPER
)
# "estão a negociar com a Foo um memorando", "negoceiam um protocolo"
_NEGOTIATES = re.compile(
    r"\b(?P<verb>(?:est(?:á|ão)|continua(?:m)?|começ(?:ou|aram)|v(?:ai|ão)) (?:[\wà-ÿ]{2,12} )?(?:a )?negociar"
    r"|negoc(?:eia|eiam|iam))\b(?: [^.;]{1,70}?)?,? (?:um|uma|os termos d[eo]|[oa]) (?:nov[oa] |futur[oa] "
    r"|eventual |possível )?" + _PAPER + r"\b"
)
# "o acordo entre Macau e Hong Kong está em negociação"
_NEGOTIATED = re.compile(
    r"\b"
    + _PAPER
    + r" [^.;]{3,140}? (?P<verb>(?:está|estão|continua(?:m)?|encontra(?:m)?-se|permanece(?:m)?) (?:ainda |já )?"
    r"(?:em (?:fase (?:final |inicial )?de )?negociaç(?:ão|ões)|a ser negociad[oa]s?|em discussão|em preparação))\b"
)
# "o protocolo entre a Foo e a Bar foi renovado por mais três anos"
_RENEWED = re.compile(
    r"\b"
    + _PAPER
    + r" [^.;]{3,140}? (?P<verb>(?:foi|foram|é|são|será|serão)"
    + WHEN_PT
    + r" (?:renovad|prorrogad|prolongad)[oa]s?)\b"
)
_KINDS = (
    ("memorando", "mou"),
    ("carta", "letter_of_intent"),
    ("acordo-quadro", "framework_agreement"),
    ("acordos-quadro", "framework_agreement"),
)
_RULES = (
    (_TWINS, "signed", "accord-pt"),
    (_BINDS, "signed", "accord-pt"),
    (_MAKES, "signed", "accord-pt"),
    (_SIGNS, "signed", "accord-pt"),
    (_WHICH, "signed", "accord-pt"),
    (_AGREES, "signed", "agreed-pt"),
    (_BRINGS, "signed", "yield"),
    (_CONTRACTED, "signed", "contracted-pt"),
    (_TALKS, "talks", "accord-pt"),
    (_NEGOTIATES, "talks", "accord-pt"),
    (_NEGOTIATED, "talks", "accord-pt"),
    (_RENEWED, "signed", "accord-pt"),
)
_LEAD = 2


def accords_portuguese(folded: str, sentence: CuedSentence) -> list[Event]:
    """The first agreement of these kinds that a Portuguese sentence tells."""
    if sentence.sentence.lang != "pt":
        return []
    for pattern, done, rule in _RULES:
        match = pattern.search(folded, sentence.sentence.start, sentence.sentence.end)
        if match is None or (rule == "agreed-pt" and sentence.index > _LEAD):
            continue
        verb = Cue("sign", "done", *match.span("verb"))
        how = mood(folded, sentence, verb)
        if how in ("negative", "wish"):
            return []
        if how == "talks" and done == "signed" and rule == "yield":
            how = "done"
        paper = match["paper"] if "paper" in pattern.groupindex else ""
        kind = next((kind for word, kind in _KINDS if paper.startswith(word)), "cooperation_agreement")
        group = next((g for g in ("paper", "thing") if g in pattern.groupindex and match[g]), "verb")
        thing = Cue("doc", kind, *match.span(group))
        if done == "signed" and match["verb"].startswith(("geminar-se", "tornar-se")):
            how = "planned" if how == "done" else how
        status = "talks" if done == "talks" else status_of(how, done)
        return [Event(kind, status, rule, sentence.index, verb, thing, (kind,), kind == "cooperation_agreement")]
    return []
