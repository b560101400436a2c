"""Rules for lines that open with a departure, in English: the first train leaves, the new route jets off."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# "the first freight train from Foo to Bar departed on Tuesday", "new route jets off", "the maiden flight landed in"
_LEAVES = re.compile(
    r"\b(?:first|1st|maiden|inaugural|new)\b(?P<thing>[^.;:]{0,80}?\b(?:trains?|flights?|ships?|vessels?|ferry|routes?|services?|line"
    r"|buses|coaches|drones?)\b)[^.;:]{0,120}?\b(?P<verb>depart(?:s|ed)|left|leaves|set off|sets off|took off"
    r"|takes off|set sail"
    r"|sets sail|jets off|jetted off|pulled out|rolled out|touched down|touches down|landed|hit the road|on its way)\b"
)
# "A Foo Airlines plane took off for Rome, marking the opening of its first direct route"
_MARKS = re.compile(
    r"\b(?P<verb>depart(?:s|ed)|left|took off|takes off|set off|set sail|landed|touched down|arrived)\b[^.;]{0,160}?"
    r"\b(?:mark(?:s|ed|ing)|launch(?:es|ed|ing)|open(?:s|ed|ing))\b[^.;]{0,60}?\b(?P<thing>(?:routes?|services?|line|link|flights?))\b"
)
# One of these stands in all of that
LEAVING_WORDS = (
    "depart", "left", "leaves", "set off", "sets off", "took off", "takes off", "sail", "jets off", "jetted off",
    "pulled out", "rolled out", "touche", "landed", "hit the road", "on its way", "arrived",
)  # fmt: skip
# Late, or lost: no line opens
_DELAYED = re.compile(
    r"\b(?:delay(?:ed|s)?|late|cancel\w*|crash\w*|emergency|collid\w*|derail\w*|sank|missing|years ago|in 19\d\d)\b"
)


def departures(folded: str, sentence: CuedSentence) -> list[Event]:
    """A line that opens with its first departure."""
    if not sentence.sentence.lang.startswith("en"):
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _LEAVES.search(folded, start, end) or _MARKS.search(folded, start, end)
    if match is None or _DELAYED.search(folded, start, end):
        return []
    verb = Cue("open", "done", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("venue", "launch_opening", match.end("thing") - len(match["thing"].split()[-1]), match.end("thing"))
    return [Event("launch_opening", status_of(how, "completed"), "start", sentence.index, verb, thing)]
