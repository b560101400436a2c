"""English: deals that are told by everyday words, of which a sentence is only asked those that its words speak for."""

from collections.abc import Callable, Collection
from functools import lru_cache
from types import ModuleType

import ahocorasick_rs

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules import (
    english_ahead,
    english_assets,
    english_begun,
    english_contracts,
    english_daily,
    english_entries,
    english_filings,
    english_measures,
    english_money,
    english_openings,
    english_papers,
    english_permits,
    english_purchases,
    english_restarts,
    english_talks,
    english_undertakings,
    english_visits,
    english_works,
)
from articles.pipeline.deals.rules.english_papers import papers_named
from articles.pipeline.deals.rules.english_under_papers import papers_underlying
from articles.pipeline.deals.rules.wordings import EARLY, Wording

Family = Callable[[str, CuedSentence, Collection[Wording]], list[Event]]


def _wordings_of(module: ModuleType) -> frozenset[Wording]:
    return frozenset(value for value in vars(module).values() if isinstance(value, Wording))


_FAMILIES: tuple[tuple[Family, frozenset[Wording]], ...] = (
    (english_papers.bonds_of_two, _wordings_of(english_papers)),
    (english_contracts.everyday_contracts, _wordings_of(english_contracts)),
    (english_openings.everyday_openings, _wordings_of(english_openings)),
    (english_purchases.everyday_purchases, _wordings_of(english_purchases) | _wordings_of(english_works)),
    (english_money.everyday_money, _wordings_of(english_money)),
    (english_measures.everyday_measures, _wordings_of(english_measures)),
    (english_assets.everyday_assets, _wordings_of(english_assets)),
    (english_permits.everyday_permits, _wordings_of(english_permits)),
    (english_undertakings.everyday_undertakings, _wordings_of(english_undertakings)),
    (english_begun.everyday_beginnings, _wordings_of(english_begun)),
    (english_ahead.everyday_plans, _wordings_of(english_ahead)),
    (english_talks.everyday_talks, _wordings_of(english_talks)),
    (english_restarts.services_restarted, _wordings_of(english_restarts)),
    (english_filings.filed_and_shared, _wordings_of(english_filings)),
    (english_visits.visits_and_moves, _wordings_of(english_visits)),
    (english_entries.market_entries, _wordings_of(english_entries)),
    (english_daily.everyday_firsts, _wordings_of(english_daily)),
)
WORDINGS = tuple(wording for _, wordings in _FAMILIES for wording in wordings)
# group of words -> its bit; wording -> the bits that it needs; word -> the bits that it speaks for
_GROUPS = {group: 1 << place for place, group in enumerate(dict.fromkeys(g for w in WORDINGS for g in w.needs))}
_NEEDED = {wording: sum(_GROUPS[group] for group in set(wording.needs)) for wording in WORDINGS}


def _bits_by_word() -> dict[str, int]:
    bits: dict[str, int] = {}
    for group, bit in _GROUPS.items():
        for word in group:
            bits[word] = bits.get(word, 0) | bit
    return bits


_BITS_BY_WORD = _bits_by_word()
_BITS = list(_BITS_BY_WORD.values())
_WORDS = ahocorasick_rs.AhoCorasick(
    list(_BITS_BY_WORD), store_patterns=False, implementation=ahocorasick_rs.Implementation.DFA
)


def candidates(words: str) -> frozenset[Wording]:
    """The wordings that a sentence with these (folded) words may hold."""
    bits = 0
    for place, _, _ in _WORDS.find_matches_as_indexes(words, overlapping=True):
        bits |= _BITS[place]
    return _wordings_for(bits)


@lru_cache(maxsize=8_192)
def _wordings_for(bits: int) -> frozenset[Wording]:
    return frozenset(wording for wording, needed in _NEEDED.items() if needed & bits == needed)


def english(folded: str, sentence: CuedSentence) -> list[Event]:
    """What an early sentence tells by everyday words."""
    if sentence.index > EARLY or not sentence.sentence.lang.startswith("en"):
        return []
    told = papers_named(folded, sentence) or papers_underlying(folded, sentence)
    may = candidates(folded[sentence.sentence.start : sentence.sentence.end])
    for family, wordings in _FAMILIES:
        mine = may & wordings
        if mine:
            told += family(folded, sentence, mine)
    return told
