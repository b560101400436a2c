"""How like two articles are: do they tell the same news?

Compared by their traits (``traits.py``), so that no word is translated. What
is named rarely counts much; what stands in every article about the bay area
(Hong Kong, the central government) counts nothing. The points depend on the
two articles alone, never on what else is stored, so that the order in which
articles come makes no difference.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from articles.actions.clustering.traits import LEAD, MENTIONED, SUBJECT, Traits

SAME_NEWS = 3.5
"""From so many points on two articles tell the same news."""
LONGEST = timedelta(days=21)
"""A story that goes on for longer is told anew."""
_SOON = timedelta(days=4)

_NAMED = {"city": 0.6, "place": 1.4, "outside": 1.8, "mechanism": 2.0, "organisation": 2.0, "person": 1.0}
"""What one name in common is worth where both articles are about it and it is rare."""
IN_EVERY_ARTICLE = {"outside:china", "organisation:central-government", "organisation:hksar-government"}
_AT_LEVEL = {MENTIONED: 0.35, LEAD: 0.75, SUBJECT: 1.0}
_AT_MOST = {"number": 3.0, "word": 2.0, "person": 1.5, "city": 0.6, "place": 2.0, "sector": 0.4, "act": 0.4}
_MONEY, _WORD, _TITLE = 1.5, 0.7, 2.0
_ELSEWHERE = -1.5
"""Each article is about another partner or body, which the other does not even mention."""

_WITNESS = 0.5
"""From so many points on a kind of evidence speaks for itself."""
_TITLE_WITNESS = 1.0
_TWO_BODIES = 2.5


@dataclass(frozen=True)
class News:
    """What is compared of one article."""

    pk: int
    listed_at: datetime
    lang: str
    traits: Traits

    @cached_property
    def title_words(self) -> int:
        """How many words its title has."""
        return sum(trait.startswith("title:") for trait in self.traits)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The partners and bodies that it is about."""
        return frozenset(
            trait
            for trait, level in self.traits.items()
            if level == SUBJECT and trait.startswith(("outside:", "organisation:")) and trait not in IN_EVERY_ARTICLE
        )

    @cached_property
    def listed_subjects(self) -> frozenset[str]:
        """Those of them that the lists hold, which are the same in every language."""
        return frozenset(trait for trait in self.subjects if ":~" not in trait)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rarely a label is named, 0 (in every row) to 1 (in one row or none) of the starter dataset."""

    shares: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> "Rarity":
        """Count the cities, partners and mechanisms of the starter dataset's ``rows``."""
        rows = list(rows)
        counts: Counter[str] = Counter()
        for row in rows:
            counts.update(f"city:{slug}" for slug in row["cities"])
            counts.update(f"outside:{slug}" for slug in row["outside"])
            counts.update([f"mechanism:{row['mechanism']}"] if row["mechanism"] else ())
        whole = math.log(len(rows) + 1)
        return cls({trait: 1 - math.log(n) / whole for trait, n in counts.items()})

    def weight(self, trait: str, kind: str) -> float:
        """Give the points of one name in common."""
        return 0.0 if trait in IN_EVERY_ARTICLE else _NAMED[kind] * self.shares.get(trait, 1.0)


def tells_the_same(one: News, other: News, *, rarity: Rarity) -> bool:
    """Tell whether two articles tell the same news."""
    return sum(points(one, other, rarity=rarity).values()) >= SAME_NEWS


def points(one: News, other: News, *, rarity: Rarity) -> dict[str, float]:
    """Give the points by kind of evidence; none where one kind of it stands alone."""
    gap = abs(one.listed_at - other.listed_at)
    if gap > LONGEST:
        return {}
    found = _shared(one.traits, other.traits, rarity)
    is_one_lang = one.lang == other.lang
    found["title"] = _title(found["title"], min(one.title_words, other.title_words)) if is_one_lang else 0.0
    for kind, most in _AT_MOST.items():
        if found.get(kind, 0.0) > most:
            found[kind] = most
    if _witnesses(found) < (2 if gap < _SOON else 3):
        return {}
    found["elsewhere"] = _ELSEWHERE if _is_elsewhere(one, other) else 0.0
    found["gap"] = _nearness(gap)
    return {kind: round(value, 3) for kind, value in found.items() if value}


def _shared(one: Traits, other: Traits, rarity: Rarity) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    titles = 0
    for trait in one.keys() & other.keys():
        kind, worth = _worth(trait)
        if kind == "title":
            titles += 1
            continue
        level = _TOGETHER[one[trait], other[trait]]
        if kind in _NAMED:
            found[kind] += rarity.weight(trait, kind) * level
        elif kind == "money":
            found["number"] += worth
        elif kind == "sector":
            found["sector"] += 0.3 if level == 1.0 else 0.15
        elif kind == "act":
            found["act"] += worth
        else:
            found[kind] += worth * level
    found["title"] = float(titles)
    return found


_TOGETHER = {(a, b): math.sqrt(x * y) for a, x in _AT_LEVEL.items() for b, y in _AT_LEVEL.items()}


@lru_cache(maxsize=1 << 15)
def _worth(trait: str) -> tuple[str, float]:
    """The kind of evidence that a trait is, and what one of it is worth where that stands in the trait alone."""
    kind, _, value = trait.partition(":")
    if kind == "n":
        return "number", _number(float(value))
    if kind == "count":
        return "number", _count(int(value.rpartition(":")[2]))
    return kind, {"money": _MONEY, "word": _WORD, "act": 0.4}.get(kind, 0.0)


def _number(value: float) -> float:
    """The more digits a number has that are not nought, the less it is met by chance: 300, 302, 3.02."""
    digits = f"{value:.6e}".partition("e")[0].replace(".", "").rstrip("0")
    return {1: 0.3, 2: 0.7}.get(len(digits), 1.1)


def _count(n: int) -> float:
    """A counted number is worth more than a bare one; three areas are met everywhere."""
    return 0.4 if n < 6 else 0.3 + max(_number(n), 0.8)


def _title(common: float, shorter: int) -> float:
    """The share of words in common of the shorter title; one word is chance."""
    return _TITLE * common / shorter if common > 1 else 0.0


def _witnesses(found: Mapping[str, float]) -> int:
    """How many kinds of evidence agree. An official and the office are one; two bodies together are two."""
    kinds = sum(found.get(kind, 0.0) >= _WITNESS for kind in ("outside", "place", "mechanism", "number", "word"))
    kinds += found.get("title", 0.0) >= _TITLE_WITNESS
    bodies = found.get("organisation", 0.0)
    return kinds + (2 if bodies >= _TWO_BODIES else int(bodies >= _WITNESS or found.get("person", 0.0) >= _WITNESS))


def _is_elsewhere(one: News, other: News) -> bool:
    """Papers of one side with two others: each article is about somebody of whom the other knows nothing.

    Names that no list holds are compared within one language only.
    """
    if one.lang == other.lang:
        return bool(one.subjects - other.traits.keys() and other.subjects - one.traits.keys())
    return bool(one.listed_subjects - other.traits.keys() and other.listed_subjects - one.traits.keys())


def _nearness(gap: timedelta) -> float:
    """Points for the days between two publications; a day is a time zone or an evening edition."""
    days = gap / timedelta(days=1)
    return next((value for most, value in ((1.2, 0.5), (2.2, 0.2), (4.0, 0.0), (8.0, -0.4)) if days < most), -0.8)
