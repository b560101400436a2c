"""Rule for what a firm or a school is going to build, told in the title or the lead."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, mood
from articles.pipeline.deals.phrases import Cue

# "plans to build a plant", "would begin construction of an engine factory", "vai construir um hotel"
_TO_BUILD = re.compile(
    r"\b(?P<plan>plans?|planned|planning|intends?|will|would|is|are|set|aims?|vai|vão|irá|planeia"
    r"|pretende)(?: (?:set|due))?(?: to)? "
    r"(?P<verb>build|construct|begin (?:construction of|building)|start (?:construction of|building)|construir"
    r"|edificar)\b"
    r"(?P<between>[^.;:]{0,70}?)\b"
    r"(?P<thing>plant|factory|campus|hospital|hotel|resort|terminal|data cent(?:re|er)|warehouse|shopping mall"
    r"|theme park|refinery"
    r"|research cent(?:re|er)|headquarters|school|brewery|fábrica|hospital|hotel|parque temático|centro de dados"
    r"|escola|sede)\b"
)
_LEAD = 2


def buildings(folded: str, sentence: CuedSentence) -> list[Event]:
    """What is to be built, in the title or the first two sentences; a paper in the sentence goes before it."""
    if sentence.han or sentence.index > _LEAD or sentence.of("sign", "invest", "contract"):
        return []
    match = _TO_BUILD.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb = Cue("build", "base", *match.span("verb"))
    if mood(folded, sentence, verb) in ("negative", "wish", "talks"):
        return []
    thing = Cue("venue", "launch_opening", *match.span("thing"))
    return [Event("launch_opening", "planned", "opening", sentence.index, verb, thing)]
