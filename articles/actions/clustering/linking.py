"""Which articles of some are linked, and what hangs together by the links. No queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import timedelta

from articles.actions.clustering.crowd import Crowd
from articles.actions.clustering.sameness import News, Rarity, tells_the_same

Pair = tuple[int, int]

_NEAR = timedelta(days=7)


def links_among(
    news: Mapping[int, News],
    *,
    centres: Set[int],
    shared_bands: Mapping[Pair, int],
    deals: Mapping[int, Set[int]],
    rarity: Rarity,
) -> set[Pair]:
    """Give the linked pairs (smaller id first) of which one at least is among ``centres``.

    ``shared_bands`` names the pairs of nearly the same wording, ``deals`` the
    articles that report each deal; both link articles of one week.
    """
    links = {pair for pair in shared_bands if _are_near(news, pair)}
    for tellers in deals.values():
        ids = sorted(tellers)
        pairs = ((one, other) for place, one in enumerate(ids) for other in ids[place + 1 :])
        links |= {pair for pair in pairs if _are_near(news, pair)}
    links = {pair for pair in links if pair[0] in centres or pair[1] in centres}
    for pair in _alike(news, centres) - links:
        if tells_the_same(news[pair[0]], news[pair[1]], rarity=rarity):
            links.add(pair)
    return links


def _are_near(news: Mapping[int, News], pair: Pair) -> bool:
    one, other = (news.get(pk) for pk in pair)
    return one is not None and other is not None and abs(one.listed_at - other.listed_at) <= _NEAR


def _alike(news: Mapping[int, News], centres: Set[int]) -> set[Pair]:
    """Pairs in which two kinds of evidence may agree, so that most pairs are never looked at any closer."""
    rows = list(news.values())
    mine = [news[pk] for pk in centres if pk in news]
    crowd = Crowd.of(rows, told=mine)
    pairs = set()
    for row in mine:
        for place in crowd.likely(row):
            other = rows[place].pk
            if other != row.pk:
                pairs.add((min(row.pk, other), max(row.pk, other)))
    return pairs


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
