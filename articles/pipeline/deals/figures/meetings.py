"""Papers signed at a meeting: whose day the lead tells, and what is only the day of the meeting."""

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


_EVENT_EN = (
    r"(?:ceremony|conference|event|forum|meeting|plenary|session|summit|reception|expo|fair|seminar|symposium|roadshow"
    r"|dinner|luncheon|gathering|activity)\b"
)
# "At the launch ceremony", "after the meeting", "à margem do fórum": what the lead tells of
_AT_THE_EVENT = re.compile(
    rf"\b(?:at|during|after|following|on the sidelines of) the (?:[\w’'-]+ ){{0,4}}?{_EVENT_EN}"
    r"|\b(?:n[ao]|durante [ao]|após [ao]|depois d[ao]|à margem d[ao]|no final d[ao]) "
    r"(?:cerimónia|conferência|fórum|reunião|encontro|cimeira|sessão|seminário|evento|feira|receção|recepção)\b"
)


def is_at_event(material: Material, told: Sequence[CuedSentence]) -> bool:
    """Whether a paper was signed, in English or Portuguese, "at the ceremony" of which the lead tells."""
    spans = [s.sentence for s in told if not s.han]
    return any(_AT_THE_EVENT.search(material.folded, span.start, span.end) for span in spans)
