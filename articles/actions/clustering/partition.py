"""Reports into groups that tell of one agreement each. No queries.

What comes out depends on the reports alone: they are taken in the order of
publication, and each joins the likest group that none of its members contradicts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.actions.clustering.frames import Bits, Frames
from articles.actions.clustering.likeness import SAME, Portrait, likeness
from articles.actions.clustering.sameness import Rarity
from articles.models import DealReport

Key = tuple[str, str, int]


@dataclass(eq=False, slots=True)
class Telling:
    """One report with what is compared of it.

    ``key`` is its place in the order of publication, the same on every
    machine; ``deal_id`` the deal that it had so far; where ``is_fixed`` it keeps it.
    """

    report: DealReport
    portrait: Portrait
    key: Key
    article_id: int | None
    deal_id: int | None
    is_fixed: bool


@dataclass(eq=False, slots=True)
class Group:
    """Reports of one agreement; ``deal_id`` where the deal is given and not to be chosen."""

    deal_id: int | None = None
    tellings: list[Telling] = field(default_factory=list)
    members: Bits = 0

    def add(self, telling: Telling, place: int) -> None:
        """Take one in that stands at ``place`` among all."""
        self.tellings.append(telling)
        self.members |= 1 << place

    @property
    def first(self) -> Telling:
        """The report that was published first."""
        return min(self.tellings, key=lambda telling: telling.key)

    def likeness(self, telling: Telling, rarity: Rarity) -> float:
        """Give the points of the likest report, exact from ``SAME`` on; 0 where one contradicts or is of this article.

        One plain contradiction outweighs any likeness: two rows can be merged, one cannot be told apart.
        """
        if any(other.article_id == telling.article_id for other in self.tellings if other.article_id is not None):
            return 0.0
        best = 0.0
        for other in self.tellings:
            points = likeness(telling.portrait, other.portrait, rarity=rarity, least=SAME)
            if points <= 0:
                return 0.0
            best = max(best, points)
        return best


def partition(tellings: Iterable[Telling], *, rarity: Rarity) -> list[Group]:
    """Give the groups; fixed reports of one deal are one group from the start."""
    given: dict[int, Group] = {}
    by_article: dict[int, list[tuple[int, Telling]]] = defaultdict(list)
    everybody = sorted(tellings, key=lambda telling: telling.key)
    frames = Frames([telling.portrait for telling in everybody])
    for place, telling in enumerate(everybody):
        if telling.is_fixed and telling.deal_id is not None:
            given.setdefault(telling.deal_id, Group(telling.deal_id)).add(telling, place)
        elif telling.article_id is not None:
            by_article[telling.article_id].append((place, telling))
    groups = list(given.values())
    for told in by_article.values():
        against = [frames.against(telling.portrait) for _, telling in told]
        matched = _match([telling for _, telling in told], against, groups, rarity)
        founded = []
        for (place, telling), group in zip(told, matched, strict=True):
            if group is None:
                group = Group()
                founded.append(group)
            group.add(telling, place)
        groups += founded
    return groups


def _match(
    told: Sequence[Telling], against: Sequence[Bits], groups: Sequence[Group], rarity: Rarity
) -> list[Group | None]:
    """Pair the reports of one article with groups, the likest pair first, so that twins do not swap their deals.

    ``against`` gives for each report the places of those that it cannot stand with.
    """
    pairs = []
    for index, (telling, others) in enumerate(zip(told, against, strict=True)):
        for number, group in enumerate(groups):
            if not group.members & others and (points := group.likeness(telling, rarity)) >= SAME:
                pairs.append((-points, index, number))
    matched: dict[int, int] = {}
    for _, index, number in sorted(pairs):
        if index not in matched and number not in matched.values():
            matched[index] = number
    return [groups[matched[index]] if index in matched else None for index in range(len(told))]
