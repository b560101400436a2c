"""Times behind a deal at which something is expected to follow from it, in Latin script: none of them is its own.

``ahead_chinese`` knows the Chinese ones.
"""

import re

from articles.pipeline.deals.events import CuedSentence

# "expected to open", "deverá abrir": what is still to come of a deal that is done
_AHEAD = re.compile(
    r"\b(?:expected|due|scheduled|planned|slated|projected|estimated|targeted|poised|set|hop(?:es?|ing)|aim(?:s|ing)?"
    r"|intend(?:s|ing)?|plan(?:s|ning)?) (?:to|for)\b|\b(?:will|would|shall)\b|\bwith completion\b"
    r"|\bcompletion (?:is|in|by)\b"
    r"|\b(?:deve(?:rá|rão|m)?|prev[êe](?:em|-se)?|previst[oa]s?|vai|vão|irá|irão|espera-se|pretende(?:m)?"
    r"|está marcad[oa])\b"
)
_REACH = 160


def is_yet_to_come(folded: str, sentence: CuedSentence, end: int, start: int) -> bool:
    """Whether between the deal, which ends at ``end``, and a time at ``start`` something yet to come is told."""
    if sentence.han or not end < start <= end + _REACH:
        return False
    return _AHEAD.search(folded, end, start) is not None
