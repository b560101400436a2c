"""How well things were told together: pairs that belong together against pairs that were put together."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

Pairs = set[frozenset[Key]]


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs in the gold lists, those of them that were joined, and joined ones that no gold list has."""

    gold: int
    joined: int
    false: int

    @property
    def recall(self) -> float | None:
        """The share of the gold pairs that were joined; None where there are none."""
        return self.joined / self.gold if self.gold else None


def pairs_of(groups: Iterable[Collection[Key]]) -> Pairs[Key]:
    """Give every pair within each group."""
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def measure_clusters(
    *, gold: Iterable[Collection[Key]], found: Iterable[Collection[Key]], kinds: Mapping[Key, str]
) -> dict[str, PairScore]:
    """Score the groups ``found`` against ``gold``: under ``all``, and by pair of kinds (``en + zh-Hant``).

    ``kinds`` gives the language of every key; a key that it does not know is left out.
    """
    expected, joined = pairs_of(gold), pairs_of(found)
    tallies = {"gold": expected, "joined": expected & joined, "false": joined - expected}
    counts = {name: Counter(_labels(pairs, kinds)) for name, pairs in tallies.items()}
    labels = {label for counter in counts.values() for label in counter} - {"all"}
    return {
        label: PairScore(*(counts[name][label] for name in ("gold", "joined", "false")))
        for label in ("all", *sorted(labels))
    }


def _labels(pairs: Pairs[Key], kinds: Mapping[Key, str]) -> Iterable[str]:
    for pair in pairs:
        if all(key in kinds for key in pair):
            yield "all"
            yield " + ".join(sorted(kinds[key] for key in pair))
