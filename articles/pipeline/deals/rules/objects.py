"""The object of a verb: behind it, or before a passive one."""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, clause_bounds
from articles.pipeline.deals.phrases import Cue

# "the first of them to", "was", "were", "been": a passive before a participle
_PASSIVE = re.compile(
    r"(?:\bwas|\bwere|\bbeen|\bbe|\bbeing|\bis|\bare|foi|foram|ser|sido|será|serão|seja|sejam"
    r"|ficou|ficaram|ficará)"
    r"(?: \w{2,12}(?:ly|mente)| also| jointly| today| yesterday| now| " + DAY_PT + r"| hoje| também| já| agora)? ?$"
)
# Verbs whose subject is the thing that opens: "a bus route … will begin service"
_INTRANSITIVE = re.compile(
    r"(?:begin|began|begins|start|started|starts|commenced?|commences) (?:service|operations?|operating)"
    r"|enters? service|c[ao]me into|comes into|takes? effect|took effect|bec[ao]mes? effective|went live|goe?s? live"
    r"|(?:has |have |officially |formally ){0,2}open(?:s|ed)?\b|abri(?:u|ram|r|rá|rão)\b|abrem?\b"
    r"|entr\w+ (?:em (?:funcionamento|operação|serviço|vigor)|ao serviço)|arranc"
)
# "uma medida publicada ontem pelo Ministério"
_PARTICIPLE_PT = re.compile(r"\w{1,30}(?:ad|id)[ao]s?\b")
# A headline leaves out "was": "centre inaugurated in Nansha", "plan issued for the zone"
_HEADLINE_PASSIVE = re.compile(
    r" (?:in|at|for|by|on|as|after|with|to|under|between|from|ahead|amid|today|this|next|and)\b|[.,;:]| ?$| ?\n"
)
# "Plano divulgado em Fevereiro", "Memorando assinado entre": the same in Portuguese, with its own words
_HEADLINE_PASSIVE_PT = re.compile(
    _HEADLINE_PASSIVE.pattern
    + r"| (?:em|n[ao]s?|por|pel[oa]s?|entre|hoje|"
    + DAY_PT
    + r"|amanhã|esta|este|a partir|para|até|durante|ao|à"
    r"|aos|às)\b"
)
_APPOSED = 60


# 12个项目在某某推介会上集体签约: between the projects and their verb stands where it was
_SIGNED_AT_ZH = re.compile(r"(?:" + DAY + r")?[在于][^,。;]{2,36}?[上中内](?:集中|集体|现场|正式|成功|同时)*")
_SIGNED_AT_REACH = 46


# "a contract worth US$120 million signed in Shenzhen", "um contrato de 120 milhões de dólares assinado em"
_WORTH = re.compile(
    r" (?:worth|valued at|of|for|de|no valor de|no montante de|avaliad[ao] em|orçad[ao] em)"
    r" (?:(?:about|some|over|nearly|cerca|mais|quase) )?[^\w\s]{0,2}(?:[a-z]{1,3}\$ ?)?\d(?:[\w$.,-]{0,14} ){1,6}"
)


def _is_worth(folded: str, paper: Cue, verb: Cue) -> bool:
    """Whether only a sum stands between a paper and the participle that says that it was signed."""
    return verb.kind == "sign" and _WORTH.fullmatch(folded, paper.end, verb.start) is not None


def object_of(folded: str, reading: CuedSentence, verb: Cue, kinds: tuple[str, ...], reach: int) -> Cue | None:
    """The object of ``verb``, of one of ``kinds``: after it within ``reach`` characters, in a passive before it."""
    things = reading.of(*kinds)
    after = [cue for cue in things if 0 <= cue.start - verb.end <= reach and cue.start >= verb.end]
    if not reading.han and verb.value == "done" and (verb.kind == "sign" or _PARTICIPLE_PT.match(folded, verb.start)):
        touching = [cue for cue in things if cue.end + 1 == verb.start or _is_worth(folded, cue, verb)]
        if not touching and folded.startswith(", ", verb.start - 2) and verb.kind == "announce":
            # "A directiva do Conselho de Estado, publicada ontem, pede": the participle tells of what stands before
            touching = [c for c in things if reading.sentence.start <= c.start and 0 <= verb.start - c.end <= _APPOSED][
                :1
            ]
        if touching:
            return touching[0]
    if after and (reading.han or not _is_passive_before(folded, reading, verb)):
        return after[0]
    start, _ = clause_bounds(folded, reading, verb.start)
    if not reading.han and verb.value == "done":
        start = reading.sentence.start
    before = [cue for cue in things if start <= cue.start and cue.end <= verb.start]
    if not before:
        return after[0] if after else None
    if reading.han:
        near = 20 if not _SIGNED_AT_ZH.fullmatch(folded, before[-1].end, verb.start) else _SIGNED_AT_REACH
        return before[-1] if verb.start - before[-1].end <= near else None
    if _is_passive(folded, verb) or _is_headline_passive(folded, reading, verb):
        return _head_before(folded, before) if verb.start - before[-1].end <= 170 else None
    if verb.kind in ("open", "announce") and _INTRANSITIVE.match(folded, verb.start):
        return before[-1] if verb.start - before[-1].end <= 90 else None
    return None


# "the plan for basic public services was announced": what a rule is for stands behind it
_IS_FOR = re.compile(
    r"[\w-]+(?: [\w-]+){0,2}? (?:for|of|on|para|sobre) (?:(?!to\b|and\b|that\b|which\b)[\w'’-]+ ){0,6}"
)


def _head_before(folded: str, things: list[Cue]) -> Cue:
    """The last of ``things`` before a passive verb, or the rule that the last one only describes."""
    for thing in things[-3:-1]:
        if thing.kind == "measure" and _IS_FOR.fullmatch(folded, thing.start, things[-1].start):
            return thing
    return things[-1]


def _is_passive(folded: str, verb: Cue) -> bool:
    """Whether a verb is passive: by the word before it, or as a phrase that holds that word ("foram lançados")."""
    is_after = _PASSIVE.search(folded, max(0, verb.start - 20), verb.start) is not None
    return is_after or folded.startswith(("foi ", "foram "), verb.start)


def _is_passive_before(folded: str, reading: CuedSentence, verb: Cue) -> bool:
    """Whether a Latin verb is passive and what follows it tells by whom, when or where, not what."""
    is_passive = _is_passive(folded, verb)
    told_how = folded[verb.end : verb.end + 4] in (" by ", ".", " on ", " at ", " in ")
    return (is_passive and told_how) or _is_headline_passive(folded, reading, verb)


def _is_headline_passive(folded: str, reading: CuedSentence, verb: Cue) -> bool:
    """Whether a title's participle is passive: nothing stands after it that it could take as its object."""
    if reading.sentence.paragraph or verb.value != "done":
        return False
    is_participle = _PARTICIPLE_PT.fullmatch(folded, verb.start, verb.end) is not None
    pattern = _HEADLINE_PASSIVE_PT if is_participle else _HEADLINE_PASSIVE
    return bool(pattern.match(folded, verb.end, reading.sentence.end))
