"""Sub-sectors: which finer field of a chosen sector the text develops.

The phrases are the triggers of the reference data, found by the same scan as
those of the sectors. A sub-sector stands only under a sector that the article
carries already, so it never adds one: what is developed too little to name a
sector names no part of it.
"""

from collections.abc import Iterable, Mapping

import ahocorasick_rs

from articles.pipeline.matching.records import Reference
from articles.pipeline.matching.surfaces import LATIN
from articles.pipeline.tagging.records import TagScore
from articles.pipeline.tagging.uses import SURE, Use
from articles.pipeline.text import Span, fold

LEAST_SCORE = 4.0
"""A part below this is mentioned, not developed: one plain phrase in the lead, or two in the body."""
LEAST_SHARE = 0.4
"""Nor is one below this part of the strongest of its sector."""
MOST_OF_A_SECTOR = 3
"""Parts of one sector that one article carries."""


class Triggers:
    """Which phrases of the sectors' scan speak for which sub-sectors.

    ``of_phrase[i]`` gives the slugs for pattern i of the scan; ``strong[i]`` says whether it may carry one alone.
    """

    def __init__(self, reference: Reference, phrases: Iterable[tuple[str, Iterable[tuple[str, float]]]]) -> None:
        """Take the patterns of the scan in their order, each with the sectors that it speaks for and how strongly."""
        weak = {fold(word) for word in reference.weak_triggers}
        self.parents = {sub.slug: sub.parent for sub in reference.subsectors}
        own: dict[str, list[str]] = {}
        for sub in reference.subsectors:
            for word in sub.triggers.all():
                own.setdefault(fold(word), []).append(sub.slug)
        triggers = list(own)
        scan = ahocorasick_rs.AhoCorasick(
            triggers, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )
        of_phrase: list[tuple[str, ...]] = []
        strong: list[bool] = []
        for phrase, sectors in phrases:
            # A longer phrase that only the cues know holds the trigger that it was made from: "bank" in "bank loans".
            held = [phrase] if phrase in own else _held(phrase, triggers, scan)
            spoken = {sector for sector, _ in sectors}
            slugs = dict.fromkeys(slug for word in held for slug in own[word] if self.parents[slug] in spoken)
            of_phrase.append(tuple(slugs))
            strong.append(any(word not in weak for word in held))
        self.of_phrase, self.strong = tuple(of_phrase), tuple(strong)
        self.of_mechanism = {
            mechanism.slug: tuple(slug for slug in mechanism.sectors if slug in self.parents)
            for mechanism in reference.mechanisms
        }


def _held(phrase: str, triggers: list[str], scan: ahocorasick_rs.AhoCorasick) -> list[str]:
    """Give the triggers that stand in a longer phrase, Latin ones as whole words."""
    return [
        triggers[number]
        for number, start, end in scan.find_matches_as_indexes(phrase)
        if not (start and phrase[start] in LATIN and phrase[start - 1] in LATIN)
        and not (end < len(phrase) and phrase[end - 1] in LATIN and phrase[end] in LATIN)
    ]


def tag_subsectors(uses: Iterable[Use], chosen: Mapping[str, float], triggers: Triggers) -> tuple[TagScore, ...]:
    """Give the sub-sectors of the ``chosen`` sectors that ``uses`` develop, by sector, the best of each first.

    A weak phrase counts where a strong one of the same part, or a name of that
    sector (a bank, an airport), stands in the text as well.
    """
    found: dict[str, list[Use]] = {}
    solid: set[str] = set()
    named: set[str] = set()
    for use in uses:
        if use.sector not in chosen:
            continue
        if use.phrase < 0:
            named.add(use.sector)
            for slug in use.parts:
                if triggers.parents[slug] == use.sector:
                    found.setdefault(slug, []).append(use)
                    solid.add(slug)
            continue
        for slug in triggers.of_phrase[use.phrase]:
            if triggers.parents[slug] == use.sector:
                found.setdefault(slug, []).append(use)
                if use.solid and triggers.strong[use.phrase]:
                    solid.add(slug)
    totals: dict[str, dict[str, float]] = {}
    for slug, spoken in found.items():
        sector = triggers.parents[slug]
        total = sum(use.weight for use in spoken)
        if total >= LEAST_SCORE and (slug in solid or sector in named):
            totals.setdefault(sector, {})[slug] = total
    tags: list[TagScore] = []
    for sector in chosen:
        parts = totals.get(sector, {})
        floor = LEAST_SHARE * max(parts.values(), default=0.0)
        ranking = sorted((slug for slug in parts if parts[slug] >= floor), key=lambda slug: (-parts[slug], slug))
        tags += [_score(slug, parts[slug], found[slug]) for slug in ranking[:MOST_OF_A_SECTOR]]
    return tuple(tags)


def _score(slug: str, total: float, uses: list[Use]) -> TagScore:
    spans = tuple(Span(start, end) for start, end in dict.fromkeys((use.start, use.end) for use in uses))
    return TagScore("subsector", slug, "", round(total, 2), min(1.0, round(total / SURE, 2)), "phrases", spans)
