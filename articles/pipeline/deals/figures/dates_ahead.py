"""Times behind a deal at which something is expected to follow from it: none of them is its own."""

import re

from articles.pipeline.deals.events import CuedSentence

# "expected to open", 预计, "deverá abrir": what is still to come of a deal that is done
_AHEAD_LATIN = re.compile(
    r"\b(?:expected|due|scheduled|planned|slated|projected|estimated|targeted|poised|set|hop(?:es?|ing)|aim(?:s|ing)?"
    r"|intend(?:s|ing)?|plan(?:s|ning)?) (?:to|for)\b|\b(?:will|would|shall)\b|\bwith completion\b"
    r"|\bcompletion (?:is|in|by)\b"
    r"|\b(?:deve(?:rá|rão|m)?|prev[êe](?:em|-se)?|previst[oa]s?|vai|vão|irá|irão|espera-se|pretende(?:m)?"
    r"|está marcad[oa])\b"
)
_AHEAD_ZH = re.compile(
    r"预计|预期|预料|料(?=将|可|于|在)|有望|可望|争取|力争|目标|最快|计划|拟|将(?!军)|(?<!已)会于|届时|竣工|投产|投入(?:使用|运营)|建成|落成"
)
_REACH = 160


def is_yet_to_come(folded: str, sentence: CuedSentence, end: int, start: int) -> bool:
    """Whether between the deal, which ends at ``end``, and a time at ``start`` something yet to come is told."""
    if not end < start <= end + _REACH:
        return False
    return (_AHEAD_ZH if sentence.han else _AHEAD_LATIN).search(folded, end, start) is not None
