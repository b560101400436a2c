"""Papers that several pairs sign, told in one breath in Chinese: 甲与乙、丙与丁分别签署备忘录."""

import re
from collections.abc import Sequence
from itertools import pairwise

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.names import Names, Party

_PAIR = 2
# 甲与乙
_WITH = re.compile(r"[^,。;、]{0,12}(?<!参)[与和同跟][^,。;、]{0,16}")
# 、 or 以及 between two pairs, with the offices of those who sign
_NEXT_PAIR = re.compile(r"[^,。;、与和同跟]{0,12}(?:[,;、]|以?及)[^,。;、与和同跟]{0,12}")
# 四方共同签署: one paper of all
_OF_ALL = re.compile(r"[三四五六七八多各]方|共同|联合|一同|一起")


def pairs_apart(
    names: Names, sentence: CuedSentence, event: Event, parties: Sequence[Party]
) -> list[tuple[Party, ...]]:
    """The pairs that sign a paper each, where the list before the verb joins two and two; else all as one."""
    together = [tuple(parties)]
    if not sentence.han or event.type not in DOCUMENTS or len(parties) < 2 * _PAIR or len(parties) % _PAIR:
        return together
    spans = _in_order(names, sentence.sentence.start, event.verb.start, parties)
    if spans and names.text.folded[spans[0][1] : spans[1][0]].startswith("分别"):
        # 甲分别与乙、丙、丁: one with each of the others
        return together
    if not spans or _OF_ALL.search(names.text.folded, spans[-1][1], event.verb.start):
        return together
    for number, (before, after) in enumerate(pairwise(spans)):
        link = _NEXT_PAIR if number % _PAIR else _WITH
        if link.fullmatch(names.text.folded, before[1], after[0]) is None:
            return together
    return [tuple(parties[at : at + _PAIR]) for at in range(0, len(parties), _PAIR)]


def _in_order(names: Names, start: int, verb: int, parties: Sequence[Party]) -> list[tuple[int, int]]:
    """Where the parties stand before ``verb``, one after the other; empty where one does not."""
    spans: list[tuple[int, int]] = []
    for party in parties:
        at = names.text.text.find(party.name, start, verb)
        if at < 0:
            return []
        start = at + len(party.name)
        spans.append((at, start))
    return spans
