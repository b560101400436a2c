"""Rules for those whom an authority names: so many eligible banks, approved hospitals, designated ports."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# "announces 19 eligible banks", "named ten designated hospitals", "a list of 12 approved ports was published"
_NAMES_THEM = re.compile(
    r"\b(?P<verb>announc(?:e|es|ed)|nam(?:e|es|ed)|publish(?:es|ed)|releas(?:e|es|ed)|approv(?:e|es|ed)|unveil(?:s|ed)?"
    r"|designat(?:e|es|ed)|add(?:s|ed))"
    r"(?: (?:the|a|list|lists|names|of|first|second|third|batch|another|some)){0,6} "
    r"(?P<thing>(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty) "
    r"(?:[\w-]{1,20} ){0,2}?(?:eligible|approved|designated|qualified|authori[sz]ed|licensed|pilot|participating) "
    r"(?:[\w-]{1,20} ){0,3}?[a-z]{2,20}s)\b"
)
# One of these stands in all of that
APPROVED_WORDS = ("eligible", "approved", "designated", "qualified", "authori", "licensed", "pilot", "participating")


def approvals(folded: str, sentence: CuedSentence) -> list[Event]:
    """Those whom an authority admits to a scheme, told by their number."""
    if not sentence.sentence.lang.startswith("en"):
        return []
    match = _NAMES_THEM.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb = Cue("announce", "done" if match["verb"].endswith("ed") else "now", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("measure", "policy_measure", *match.span("thing"))
    return [Event("policy_measure", status_of(how, "announced"), "measure", sentence.index, verb, thing)]
