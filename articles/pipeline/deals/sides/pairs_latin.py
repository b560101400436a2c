"""Papers that several pairs sign, told in one breath in a Latin sentence: "between A and B and between C and D"."""

import re

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.name_lists import reader_of

_PAIR = 2
# "between", "entre": before a pair
_BETWEEN = re.compile(r"\b(?:between|entre) (?:both )?")
# ", and another ", " e outro ", "; the other ": right before the "between" of a further pair
_AND_ANOTHER = re.compile(
    r"(?:,|;)?(?: (?:and|e|as well as|bem como))?(?: (?:another|a second|a third|the other|the second|the third|one|um"
    r"|uma|o segundo|o terceiro|outr[oa]|um segundo|um terceiro)(?: one)?(?: was| foi)?)? $"
)
_BEFORE = 40
# Bound on hostile text
_MOST = 12


def pairs_between(names: Names, sentence: CuedSentence, event: Event) -> list[tuple[Party, ...]]:
    """The pairs of which each signs a paper of its own, where a Latin sentence tells them one by one; else empty."""
    text, end = names.text.text, sentence.sentence.end
    if sentence.han or event.type not in DOCUMENTS:
        return []
    found: list[tuple[Party, ...]] = []
    reader = reader_of(names, sentence.sentence.start, end)
    for between in list(_BETWEEN.finditer(text, event.start, end))[:_MOST]:
        is_next = _AND_ANOTHER.search(text, max(event.start, between.start() - _BEFORE), between.start())
        pair = reader.beginning(between.end())
        if found and (is_next is None or is_next[0] == " "):
            return []
        if len(pair) < _PAIR:
            return []
        found.append(tuple(pair[:_PAIR] if len(pair) > _PAIR else pair))
    return found if len(found) > 1 else []
