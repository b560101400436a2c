"""Reports into groups that tell of one agreement each. No queries.

What comes out depends on the reports alone: they are taken in the order of
publication, and each joins the likest group that none of its members contradicts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.actions.clustering.frames import Frames, places_of
from articles.actions.clustering.glimpses import Told
from articles.actions.clustering.likeness import SAME, Portrait, likeness
from articles.actions.clustering.sameness import Rarity
from articles.models import Deal, DealReport

Key = tuple[str, str, int]


@dataclass(eq=False, slots=True)
class Telling:
    """One report with what is compared of it.

    ``key`` is its place in the order of publication, the same on every
    machine; ``deal_id`` the deal that it had so far; where ``is_fixed`` it keeps it.
    ``pk`` is the key of a stored report, of whose row no more than a glimpse is at hand.
    ``deal`` is the one that it is given instead of what it had.
    """

    report: DealReport | Told
    portrait: Portrait
    key: Key
    article_id: int | None
    deal_id: int | None
    is_fixed: bool
    pk: int | None = None
    deal: Deal | None = None


@dataclass(eq=False, slots=True)
class Group:
    """Reports of one agreement; ``deal_id`` where the deal is given and not to be chosen."""

    deal_id: int | None = None
    tellings: list[Telling] = field(default_factory=list)
    article_ids: set[int] = field(default_factory=set)

    def add(self, telling: Telling) -> None:
        """Take one more report in."""
        self.tellings.append(telling)
        if telling.article_id is not None:
            self.article_ids.add(telling.article_id)

    @property
    def first(self) -> Telling:
        """The report that was published first."""
        return min(self.tellings, key=lambda telling: telling.key)

    def likeness(self, telling: Telling, rarity: Rarity) -> float:
        """Give the points of the likest report, exact from ``SAME`` on; 0 where one contradicts or is of this article.

        One plain contradiction outweighs any likeness: two rows can be merged, one cannot be told apart.
        """
        if telling.article_id in self.article_ids:
            return 0.0
        best = 0.0
        for other in self.tellings:
            if telling.pk is None or other.pk is None:
                points = likeness(telling.portrait, other.portrait, rarity=rarity, least=SAME)
            else:
                points = _kept_points(telling.portrait, other.portrait, rarity)
            if points <= 0:
                return 0.0
            if points > best:
                best = points
        return best


_AT_HAND = 20_000
"""Pairs of stored reports whose points a process keeps at hand: some 7 MB."""
_at_hand: dict[tuple[int, int, int], tuple[Portrait, Portrait, Rarity, float]] = {}


def _kept_points(one: Portrait, two: Portrait, rarity: Rarity) -> float:
    """The points of two stored reports, which every batch of a day compares again: they are kept at hand.

    By the very portraits, which are kept with the points: one that was drawn anew is another one.
    """
    key = (id(one), id(two), id(rarity))
    if held := _at_hand.get(key):
        return held[-1]
    if len(_at_hand) >= _AT_HAND:
        _at_hand.clear()
    points = likeness(one, two, rarity=rarity, least=SAME)
    _at_hand[key] = (one, two, rarity, points)
    return points


def partition(tellings: Iterable[Telling], *, rarity: Rarity) -> list[Group]:
    """Give the groups; fixed reports of one deal are one group from the start."""
    given: dict[int, Group] = {}
    by_article: dict[int, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda telling: telling.key):
        if telling.is_fixed and telling.deal_id is not None:
            given.setdefault(telling.deal_id, Group(telling.deal_id)).add(telling)
        elif telling.article_id is not None:
            by_article[telling.article_id].append(telling)
    groups = list(given.values())
    frames = Frames()
    for number, group in enumerate(groups):
        for telling in group.tellings:
            frames.add(telling.portrait, number)
    for told in by_article.values():
        for telling, number in zip(told, _match(told, frames, groups, rarity), strict=True):
            if number is None:
                number = len(groups)
                groups.append(Group())
            groups[number].add(telling)
            frames.add(telling.portrait, number)
    return groups


def _match(told: Sequence[Telling], frames: Frames, groups: Sequence[Group], rarity: Rarity) -> list[int | None]:
    """Pair the reports of one article with groups, the likest pair first, so that twins do not swap their deals.

    Gives the number of each report's group; ``frames`` holds the members of each group at its number.
    """
    pairs = []
    everybody = (1 << len(groups)) - 1
    for index, telling in enumerate(told):
        for number in places_of(everybody & ~frames.against(telling.portrait)):
            if (points := groups[number].likeness(telling, rarity)) >= SAME:
                pairs.append((-points, index, number))
    matched: dict[int, int] = {}
    for _, index, number in sorted(pairs):
        if index not in matched and number not in matched.values():
            matched[index] = number
    return [matched.get(index) for index in range(len(told))]
