"""Who makes a measure public, where the sentence tells it in passing and names no other side; in Latin script.

"…, the National Immigration Administration announced on Saturday"; "according to the Transport Bureau".
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party

_ANNOUNCED = re.compile(
    r"(?: \([^()]{1,24}\))?(?:,? (?:has|have|also|today|yesterday|on \w{3,9}|hoje|ontem)){0,3}"
    r" (?:announced|revealed|confirmed|disclosed|said|anunciou|revelou|confirmou|divulgou|informou)\b"
)
_ACCORDING = re.compile(r"\b(?:according to|segundo|de acordo com)(?: the| [oa])? $")
_ACCORDING_REACH = 24


def or_announcer(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or the one body that announced the measure or according to which it is told."""
    if found or sentence.han or event.rule == "welcomed":
        return found
    names, folded = material.names, material.folded
    told = [
        named
        for named in names.organisations_in(sentence.sentence.start, sentence.sentence.end)
        if _ANNOUNCED.match(folded, named.end)
        or _ACCORDING.search(folded, max(sentence.sentence.start, named.start - _ACCORDING_REACH), named.start)
    ]
    return (names.party(told[-1]),) if told else ()
