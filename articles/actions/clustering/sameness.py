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
_WITNESSES = frozenset({"outside", "place", "mechanism", "number", "word"})
_TELLING = ("outside:", "place:", "mechanism:", "organisation:", "person:", "n:", "count:", "money:")
"""All that may be a witness but the words of title and text, which are two at most."""
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
    def title(self) -> frozenset[str]:
        """The words of its title."""
        return frozenset(trait for trait in self.traits if trait.startswith("title:"))

    @cached_property
    def title_words(self) -> int:
        """How many those are."""
        return len(self.title)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Whom, what and how many it names, as far as each of it may be evidence by itself."""
        return frozenset(trait for trait in self.traits if trait.startswith(_TELLING)) - IN_EVERY_ARTICLE

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


def tells_the_same(one: News, other: News, *, rarity: Rarity) -> bool:
    """Tell whether two articles tell the same news."""
    if _hardly_agree(one, other):
        return False
    found = _weighed(one, other, rarity)
    whole = sum(found.values())
    if abs(whole - SAME_NEWS) > _ROUNDED:
        return whole > SAME_NEWS
    return sum(_rounded(found).values()) >= SAME_NEWS


def points(one: News, other: News, *, rarity: Rarity) -> dict[str, float]:
    """Give the points by kind of evidence; none where one kind of it stands alone."""
    return {} if _hardly_agree(one, other) else _rounded(_weighed(one, other, rarity))


_ROUNDED = 0.02
"""So much the points of all kinds may differ from their rounded ones: half a thousandth each, and a few for safety."""


def _rounded(found: Mapping[str, float]) -> dict[str, float]:
    return {kind: round(value, 3) for kind, value in found.items() if value}


def _hardly_agree(one: News, other: News) -> bool:
    """Whether there are too few witnesses for sure, which is so of nearly all and quickly seen.

    Two are needed. Where nothing telling is in common only the words of text and title are left, so both have to
    be: the title's.
    """
    if not one.telling.isdisjoint(other.telling):
        return False
    if one.lang != other.lang:
        return True
    return _title(len(one.title & other.title), min(one.title_words, other.title_words)) < _TITLE_WITNESS


def _weighed(one: News, other: News, rarity: Rarity) -> dict[str, float]:
    gap = abs(one.listed_at - other.listed_at)
    if gap > LONGEST:
        return {}
    shared = one.traits.keys() & other.traits.keys()
    if len(shared) < 2:
        # Every kind of evidence needs a trait of its own.
        return {}
    found = _shared(shared, one.traits, other.traits, rarity.shares)
    titles = found.pop("title", 0.0)
    if titles > 1 and one.lang == other.lang:
        found["title"] = _title(titles, min(one.title_words, other.title_words))
    for kind, value in found.items():
        if value > _AT_MOST.get(kind, value):
            found[kind] = _AT_MOST[kind]
    if _witnesses(found) < (2 if gap < _SOON else 3):
        return {}
    if _is_elsewhere(one, other):
        found["elsewhere"] = _ELSEWHERE
    found["gap"] = _nearness(gap)
    return found


def _shared(shared: Iterable[str], one: Traits, other: Traits, shares: Mapping[str, float]) -> dict[str, float]:
    """Add up what the traits in common are worth, by kind; of the words of a title how many there are."""
    found: dict[str, float] = {}
    for trait in shared:
        kind, worth, is_named, is_levelled = _worth(trait)
        if is_named:
            worth = worth * shares.get(trait, 1.0) * _TOGETHER[one[trait], other[trait]]
        elif is_levelled:
            worth *= _TOGETHER[one[trait], other[trait]]
        elif kind == "sector":
            worth = 0.3 if _TOGETHER[one[trait], other[trait]] == 1.0 else 0.15
        found[kind] = found.get(kind, 0.0) + worth
    return found


_TOGETHER = {(a, b): math.sqrt(x * y) for a, x in _AT_LEVEL.items() for b, y in _AT_LEVEL.items()}


@lru_cache(maxsize=1 << 15)
def _worth(trait: str) -> tuple[str, float, bool, bool]:
    """What one trait in common is worth: the kind of evidence, points, whether a rare name and its levels count."""
    kind, _, value = trait.partition(":")
    if kind in _NAMED:
        return kind, 0.0 if trait in IN_EVERY_ARTICLE else _NAMED[kind], True, True
    if kind == "n":
        return "number", _number(float(value)), False, True
    if kind == "count":
        return "number", _count(int(value.rpartition(":")[2])), False, True
    if kind == "money":
        return "number", _MONEY, False, False
    if kind == "title":
        return kind, 1.0, False, False
    if kind == "act":
        return kind, 0.4, False, False
    return kind, {"word": _WORD}.get(kind, 0.0), False, kind != "sector"


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
    kinds, bodies = 0, 0
    for kind, value in found.items():
        if kind in _WITNESSES:
            kinds += value >= _WITNESS
        elif kind == "title":
            kinds += value >= _TITLE_WITNESS
        elif kind == "organisation":
            bodies = max(bodies, 2 if value >= _TWO_BODIES else int(value >= _WITNESS))
        elif kind == "person":
            bodies = max(bodies, int(value >= _WITNESS))
    return kinds + bodies


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
