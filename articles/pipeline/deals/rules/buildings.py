"""Rules for what a firm or a school is going to build, and for projects whose building begins, told in the head."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# "plans to build a plant", "would begin construction of an engine factory", "vai construir um hotel"
_TO_BUILD = re.compile(
    r"\b(?P<plan>plans?|planned|planning|intends?|will|would|is|are|set|aims?|vai|vão|irá|irão|planeia"
    r"|deverá|deverão|prepara-se para|tenciona|quer|pretende)(?: (?:set|due))?(?: to)? "
    r"(?P<verb>build|construct|begin (?:construction of|building)|start (?:construction of|building)|construir"
    r"|edificar)\b"
    r"(?P<between>[^.;:]{0,70}?)\b"
    r"(?P<thing>plant|factory|campus|hospital|hotel|resort|terminal|data cent(?:re|er)|warehouse|shopping mall"
    r"|theme park|refinery"
    r"|research cent(?:re|er)|headquarters|school|brewery|fábrica|hospital|hotel|parque temático|centro de dados"
    r"|escola|sede)\b"
)
# "arrancou a construção de 14 projectos", "work has begun on 12 projects": no contract is let, so many are begun
_NUMBER = (
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|dois|três|quatro|cinco|seis|sete|oito|nove|dez"
    r"|doze)"
)
_BEGUN = re.compile(
    rf"\b(?P<verb>começ(?:ou|aram)|arranc(?:ou|aram)|inici(?:ou|aram))\b[^.;:]{{0,40}}?\b(?:construção"
    rf"|obras) de {_NUMBER} "
    r"(?:\w+ ){0,2}?(?P<thing>projec?tos)\b"
    rf"|\b(?:construction|work)(?: work)? (?:has |have )?(?P<verb_en>begun|began|started"
    rf"|kicked off) on {_NUMBER} (?:[\w-]+ ){{0,3}}?"
    r"(?P<thing_en>projects)\b"
    rf"|\bconstruction of {_NUMBER} (?:[\w-]+ ){{0,3}}?(?P<thing_of>projects)\b[^.;:]{{0,40}}? (?:has |have )?"
    r"(?P<verb_of>begun|began|started|kicked off)\b"
)
_LEAD = 2


def buildings(folded: str, sentence: CuedSentence) -> list[Event]:
    """What is to be built, in the title or the first two sentences; a paper in the sentence goes before it."""
    if sentence.han or sentence.index > _LEAD:
        return []
    if begun := _BEGUN.search(folded, sentence.sentence.start, sentence.sentence.end):
        groups = next(
            (f"verb{tail}", f"thing{tail}") for tail in ("", "_en", "_of") if begun[f"verb{tail}"] is not None
        )
        verb, thing = Cue("build", "done", *begun.span(groups[0])), Cue("project", "noun", *begun.span(groups[1]))
        how = mood(folded, sentence, verb)
        is_told = how not in ("negative", "wish")
        return [Event("launch_opening", status_of(how, "announced"), "start", sentence.index, verb, thing)] * is_told
    if sentence.of("sign", "invest", "contract"):
        return []
    match = _TO_BUILD.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb = Cue("build", "base", *match.span("verb"))
    if mood(folded, sentence, verb) in ("negative", "wish", "talks"):
        return []
    thing = Cue("venue", "launch_opening", *match.span("thing"))
    return [Event("launch_opening", "planned", "opening", sentence.index, verb, thing)]
