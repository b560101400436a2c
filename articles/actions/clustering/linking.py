"""Which articles of some are linked, and what hangs together by the links. No queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import timedelta

from articles.actions.clustering.crowd import Crowd
from articles.actions.clustering.sameness import News, Rarity, tells_the_same

Pair = tuple[int, int]

_NEAR = timedelta(days=7)


class Bonds:
    """What hangs together so far, by articles and by the stories that they have."""

    def __init__(self, held: Mapping[int, int]) -> None:
        """Begin with the stories that articles ``held`` (article id -> story id) keep."""
        self._roots: dict[int, int] = {}
        self._held = held

    def root(self, pk: int) -> int:
        """Give the one that stands for all that hang together with an article; stories are numbers below nought."""
        roots = self._roots
        at = -self._held[pk] if pk in self._held else pk
        while (above := roots.get(at, at)) != at:
            roots[at] = at = roots.get(above, above)
        return at

    def tie(self, pair: Pair) -> None:
        """Let two articles, and all that hang together with them, hang together."""
        self._roots[self.root(pair[0])] = self.root(pair[1])


def links_among(
    news: Mapping[int, News],
    *,
    centres: Set[int],
    shared_bands: Mapping[Pair, int],
    deals: Mapping[int, Set[int]],
    rarity: Rarity,
    held: Mapping[int, int] | None = None,
) -> set[Pair]:
    """Give linked pairs (smaller id first) of which one at least is among ``centres``: enough to hold together all
    that is linked.

    ``shared_bands`` names the pairs of nearly the same wording, ``deals`` the
    articles that report each deal; both link articles of one week. The traits
    of two articles are not compared where they hang together already, by other
    links or by a story that both have and keep (``held``: article id -> story id).
    """
    links = {pair for pair in shared_bands if _are_near(news, pair)}
    for tellers in deals.values():
        ids = sorted(tellers)
        pairs = ((one, other) for place, one in enumerate(ids) for other in ids[place + 1 :])
        links |= {pair for pair in pairs if _are_near(news, pair)}
    links = {pair for pair in links if pair[0] in centres or pair[1] in centres}
    bonds = Bonds(held or {})
    for pair in links:
        bonds.tie(pair)
    rows = list(news.values())
    mine = [row for row in rows if row.pk in centres]
    crowd = Crowd.of(rows, told=mine)
    for row in mine:
        root = bonds.root(row.pk)
        for place in crowd.likely(row):
            other = rows[place].pk
            # Of two centres each meets the other.
            if (other > row.pk or other not in centres) and bonds.root(other) != root:
                pair = min(row.pk, other), max(row.pk, other)
                if tells_the_same(news[pair[0]], news[pair[1]], rarity=rarity):
                    links.add(pair)
                    bonds.tie(pair)
                    root = bonds.root(row.pk)
    return links


def _are_near(news: Mapping[int, News], pair: Pair) -> bool:
    one, other = (news.get(pk) for pk in pair)
    return one is not None and other is not None and abs(one.listed_at - other.listed_at) <= _NEAR


def groups_of(news: Mapping[int, News], links: Iterable[Pair]) -> list[Sequence[News]]:
    """Give what hangs together, each group and the list of groups in the order of publication."""
    roots = {pk: pk for pk in news}

    def root(pk: int) -> int:
        while roots[pk] != pk:
            roots[pk] = roots[roots[pk]]
            pk = roots[pk]
        return pk

    for one, other in links:
        roots[root(one)] = root(other)
    groups: dict[int, list[News]] = defaultdict(list)
    for row in sorted(news.values(), key=lambda row: (row.listed_at, row.pk)):
        groups[root(row.pk)].append(row)
    return list(groups.values())
