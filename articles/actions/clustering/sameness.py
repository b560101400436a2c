"""How like two articles are: do they tell the same news?

Compared by their traits (``traits.py``), so that no word is translated. What
is named rarely counts much; what stands in every article about the bay area
(Hong Kong, the central government) counts nothing. The points depend on the
two articles alone, never on what else is stored, so that the order in which
articles come makes no difference.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from articles.actions.clustering.traits import LEAD, MENTIONED, SUBJECT, Traits

SAME_NEWS = 3.5
"""From so many points on two articles tell the same news."""
LONGEST = timedelta(days=21)
"""A story that goes on for longer is told anew."""
_SOON = timedelta(days=4)

_NAMED = {"city": 0.6, "place": 1.4, "outside": 1.8, "mechanism": 2.0, "organisation": 2.0, "person": 1.0}
"""What one name in common is worth where both articles are about it and it is rare."""
_IN_EVERY_ARTICLE = {"outside:china", "organisation:central-government", "organisation:hksar-government"}
_AT_LEVEL = {MENTIONED: 0.35, LEAD: 0.75, SUBJECT: 1.0}
_AT_MOST = {"number": 3.0, "word": 2.0, "person": 1.5, "city": 0.6, "place": 2.0, "sector": 0.4, "act": 0.4}
_MONEY, _WORD, _TITLE = 1.5, 0.7, 2.0
_ELSEWHERE = -1.5
"""Each article is about another partner or body, which the other does not even mention."""

_WITNESS = 0.5
"""From so many points on a kind of evidence speaks for itself."""
_TITLE_WITNESS = 1.0
_TWO_BODIES = 2.5


@dataclass(frozen=True, slots=True)
class News:
    """What is compared of one article."""

    pk: int
    listed_at: datetime
    lang: str
    traits: Traits


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
        return 0.0 if trait in _IN_EVERY_ARTICLE else _NAMED[kind] * self.shares.get(trait, 1.0)


def tells_the_same(one: News, other: News, *, rarity: Rarity) -> bool:
    """Tell whether two articles tell the same news."""
    return sum(points(one, other, rarity=rarity).values()) >= SAME_NEWS


def points(one: News, other: News, *, rarity: Rarity) -> dict[str, float]:
    """Give the points by kind of evidence; none where one kind of it stands alone."""
    gap = abs(one.listed_at - other.listed_at)
    if gap > LONGEST:
        return {}
    found = _shared(one.traits, other.traits, rarity)
    if one.lang == other.lang:
        found["title"] = _title(one.traits, other.traits)
    for kind, most in _AT_MOST.items():
        found[kind] = min(found[kind], most)
    if _witnesses(found) < (2 if gap < _SOON else 3):
        return {}
    found["elsewhere"] = _ELSEWHERE if _is_elsewhere(one, other) else 0.0
    found["gap"] = _nearness(gap)
    return {kind: round(value, 3) for kind, value in found.items() if value}


def _shared(one: Traits, other: Traits, rarity: Rarity) -> Counter[str]:
    found: Counter[str] = Counter()
    for trait in one.keys() & other.keys():
        kind, _, value = trait.partition(":")
        level = math.sqrt(_AT_LEVEL[one[trait]] * _AT_LEVEL[other[trait]])
        if kind in _NAMED:
            found[kind] += rarity.weight(trait, kind) * level
        elif kind == "n":
            found["number"] += _number(float(value)) * level
        elif kind == "count":
            found["number"] += _count(int(value.rpartition(":")[2])) * level
        elif kind == "money":
            found["number"] += _MONEY
        elif kind == "word":
            found["word"] += _WORD * level
        elif kind == "sector":
            found["sector"] += 0.3 if level == 1.0 else 0.15
        elif kind == "act":
            found["act"] += 0.4
    return found


def _number(value: float) -> float:
    """The more digits a number has that are not nought, the less it is met by chance: 300, 302, 3.02."""
    digits = f"{value:.6e}".partition("e")[0].replace(".", "").rstrip("0")
    return {1: 0.3, 2: 0.7}.get(len(digits), 1.1)


def _count(n: int) -> float:
    """A counted number is worth more than a bare one; three areas are met everywhere."""
    return 0.4 if n < 6 else 0.3 + max(_number(n), 0.8)


def _title(one: Traits, other: Traits) -> float:
    """The share of words in common of the shorter title; one word is chance."""
    mine = {trait for trait in one if trait.startswith("title:")}
    theirs = {trait for trait in other if trait.startswith("title:")}
    common = len(mine & theirs)
    return _TITLE * common / min(len(mine), len(theirs)) if common > 1 else 0.0


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
    is_one_lang = one.lang == other.lang
    return bool(_subjects(one, is_one_lang) - other.traits.keys() and _subjects(other, is_one_lang) - one.traits.keys())


def _subjects(news: News, with_unlisted: bool) -> set[str]:
    """The partners and bodies that an article is about."""
    return {
        trait
        for trait, level in news.traits.items()
        if level == SUBJECT
        and trait.startswith(("outside:", "organisation:"))
        and trait not in _IN_EVERY_ARTICLE
        and (with_unlisted or ":~" not in trait)
    }


def _nearness(gap: timedelta) -> float:
    """Points for the days between two publications; a day is a time zone or an evening edition."""
    days = gap / timedelta(days=1)
    return next((value for most, value in ((1.2, 0.5), (2.2, 0.2), (4.0, 0.0), (8.0, -0.4)) if days < most), -0.8)
