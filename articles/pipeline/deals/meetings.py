"""English papers signed at a meeting: whose day the lead tells, and what is only the day of the meeting."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import When

# "signed at the conference, which opened on Wednesday": the day of the meeting
_WHICH_OPENED = re.compile(
    r", which (?:opened|began|started|kicked off|runs?|ran|is held|was held|will (?:run|be held))\b[^.;,]{0,30}$"
)


def is_of_meeting(folded: str, start: int, when: When) -> bool:
    """Whether a date of the sentence from ``start`` on is that on which the meeting opened, not that of the signing."""
    return _WHICH_OPENED.search(folded, max(start, when.start - 60), when.start) is not None


# "At the launch ceremony, …": what the lead tells of
_AT_THE_EVENT = re.compile(
    r"\W?(?:at|during) the (?:[\w-]+ ){0,4}?(?:ceremony|conference|event|forum|meeting|summit|reception|expo|fair)\b"
)


def is_at_event(material: Material, told: Sequence[CuedSentence]) -> bool:
    """Whether an English paper was signed "at the ceremony" of which the lead tells."""
    starts = [s.sentence.start for s in told if s.sentence.lang.startswith("en")]
    return any(_AT_THE_EVENT.match(material.folded, start) for start in starts)
