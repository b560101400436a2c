"""Measures told by what happens to them, or by who welcomes them, in English.

"The travel scheme expands to include two cities", "private car quota to increase", "certifications will be cancelled";
"the government welcomes the publication by the ministry of guidelines".
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

WIDENED_WORDS = ("expand", "extend", "increas", "widen", "broaden", "doubl", "relax", "welcom")
# Right behind the measure: "scheme expands to", "quota to increase", "quota will be increased"
_WIDENS = re.compile(
    r" (?P<verb>(?:expands|extends|widens|broadens|doubles|increases)"
    r"|(?:to|will|would|is to|are to|set to) (?:be )?(?:further )?"
    r"(?:expand|extend|increas|widen|broaden|doubl|relax)(?:e|ed)?)"
    r"(?= (?:to|from|in|for|on|next|this|with|across|beyond)\b|[,.;:(]| ?\n| ?$)"
    # "permits increase to 3,000, up 20 percent": a figure, no measure
    r"(?![^.;\n]{0,50}(?:\bper ?cent\b|%))"
)
# "Certifications of students studying in Macao will be cancelled": what was asked for is asked for no more
_ENDS = re.compile(
    r"\b(?P<thing>certifications?|requirements?|restrictions?|quotas?|fees?|levies|levy|tolls?|checks?|inspections?)\b"
    r"(?: [^.;:]{0,80}?)? (?:will|would|to|is to|are to|has|have|was|were) (?:be |been )?(?P<verb>cancell?ed)\b"
)
_WELCOMES = re.compile(
    r"\bwelcom(?:es|ed) (?:[\w’'-]{1,20} ){0,6}?(?P<verb>publishing|publication|promulgation|announcement|issuance"
    r"|issue|release|introduction|implementation|rollout|expansion|enhancement|extension)"
    r" (?:(?:by|from) [^.;,]{3,90}? )?of\b"
)
_WELCOMED_REACH = 130
_EARLY = 1


def widened(folded: str, sentence: CuedSentence) -> list[Event]:
    """A measure that is widened, in a title or lead."""
    if sentence.index > _EARLY or not sentence.sentence.lang.startswith("en"):
        return []
    for thing in sentence.of("measure"):
        match = _WIDENS.match(folded, thing.end, sentence.sentence.end)
        verb = Cue("announce", "now", *match.span("verb")) if match else None
        if verb and mood(folded, sentence, verb) not in ("negative", "wish", "talks"):
            return [Event("policy_measure", "announced", "widened", sentence.index, verb, thing)]
    return []


def ended(folded: str, sentence: CuedSentence) -> list[Event]:
    """A requirement that is cancelled, in a title or lead."""
    if sentence.index > _EARLY or not sentence.sentence.lang.startswith("en"):
        return []
    match = _ENDS.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb, thing = Cue("announce", "now", *match.span("verb")), Cue("measure", "policy_measure", *match.span("thing"))
    # "students studying in Macao" are no talks
    refused = mood(folded, sentence, verb) in ("negative", "wish")
    return [] if refused else [Event("policy_measure", "announced", "widened", sentence.index, verb, thing)]


def welcomed(folded: str, sentence: CuedSentence) -> list[Event]:
    """A measure whose publication somebody welcomes, in the first sentences."""
    if sentence.index > _EARLY + 1 or not sentence.sentence.lang.startswith("en"):
        return []
    match = _WELCOMES.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    reach = match.end() + _WELCOMED_REACH
    things = [cue for cue in sentence.of("measure") if match.end() <= cue.start <= reach]
    verb = Cue("announce", "done", *match.span("verb"))
    return [Event("policy_measure", "announced", "welcomed", sentence.index, verb, things[0])] if things else []
