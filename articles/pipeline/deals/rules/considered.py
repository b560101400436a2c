"""Measures that a headline or lead says are under consideration, without a verb of what would be done.

"Hong Kong mulls visa for Shenzhen talent", "Macau pondera novo visto".
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

CONSIDERED_WORDS = ("mull", "weigh", "consider", "ponder")
_MULLS = re.compile(r"\b(?:mull(?:s|ing)?|weigh(?:s|ing)|consider(?:s|ing)?|ponder(?:s|ing|a|am)?)\b")
# Between the verb and what is considered only words that describe it stand: "a new multi-entry "
_DESCRIBES = re.compile(
    r" (?:(?!(?:to|of|on|for|in|at|with|from|by|as|the|this|that|their|its|which|whether|how|if|and|or|de|em|para|com"
    r"|[oa]s?)\b)[\w-]{1,20} ){0,6}"
)
_EARLY = 1


def considered(folded: str, sentence: CuedSentence) -> list[Event]:
    """A measure, or a thing that opens, which is the object of a verb of considering in a title or lead."""
    if sentence.han or sentence.index > _EARLY:
        return []
    for match in _MULLS.finditer(folded, sentence.sentence.start, sentence.sentence.end):
        things = [cue for cue in sentence.of("measure", "venue") if cue.start >= match.end()]
        if not things or not _DESCRIBES.fullmatch(folded, match.end(), things[0].start):
            continue
        verb = Cue("talks", "talks", match.start(), match.end())
        if mood(folded, sentence, verb) in ("negative", "wish"):
            continue
        kind = "policy_measure" if things[0].kind == "measure" else "launch_opening"
        return [Event(kind, "talks", "considered", sentence.index, verb, things[0])]
    return []
