"""Deals that may be one: near misses of clustering, found for a batch of deals in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.db.models import Q

from articles.actions.clustering.likeness import Portrait, likeness, portrait_of
from articles.actions.curation.merging import told_apart
from articles.models import Deal, DealReport, Party

NEAR = 2.0
"""Points (see clustering.likeness) from which a person should look; from 3 on the machine joins by itself."""
_COMMON = 40
"""A party of so many deals says nothing about two of them."""
_WINDOW = timedelta(days=200)
_MOST_ROWS = 4000
_MOST_SIMILAR = 60
HEAVY = ("article__text", "article__body", "article__summary", "article__quarantined_text", "article__reasons")
"""Columns of articles that comparing does not need."""

Pair = tuple[int, int]


def find_pairs(*, deal_ids: Collection[int]) -> dict[Pair, float]:
    """Give pairs (lower id first) of one of the deals and another that may be the same, with their points.

    Left out are pairs that somebody told apart, that one article tells both of, or that follow on each other.
    """
    if not deal_ids:
        return {}
    candidates = _candidates(deal_ids)
    involved = {pk for pair in candidates for pk in pair}
    portraits, articles = _portraits(involved)
    linked = _linked(involved)
    apart = told_apart(involved)
    found = {}
    for pair in candidates:
        if pair in apart or pair in linked or articles[pair[0]] & articles[pair[1]]:
            continue
        points = [likeness(one, other) for one in portraits[pair[0]] for other in portraits[pair[1]]]
        if points and max(points) >= NEAR:
            found[pair] = round(max(points), 2)
    return found


def similar_deals(deal: Deal, reports: Sequence[DealReport], most: int = 5) -> list[tuple[Deal, float]]:
    """Give the deals most like one, for the eye of a curator, with their points; one query.

    ``reports`` are the deal's own with their articles; its parties were fetched with it.
    """
    tags = [party.tag_id for party in deal.parties.all() if party.tag_id and party.role == Party.Role.SIGNATORY]
    sharing = Q(deal__parties__tag__in=tags)
    if deal.amount is not None:
        sharing |= Q(deal__amount=deal.amount, deal__currency=deal.currency)
    if deal.filed_on:
        sharing &= Q(deal__filed_on__range=(deal.filed_on - _WINDOW, deal.filed_on + _WINDOW))
    rows = DealReport.objects.filter(sharing, deal__merged_into__isnull=True).exclude(deal=deal.pk).distinct()
    rows = rows.select_related("deal", "article").defer(*HEAVY).order_by("-pk")[:_MOST_SIMILAR]
    mine = [portrait_of(report) for report in reports]
    points: dict[Deal, float] = {}
    for row in rows:
        theirs = portrait_of(row)
        points[row.deal] = max([points.get(row.deal, 0.0), *(likeness(one, theirs) for one in mine)])
    best = sorted(points.items(), key=lambda pair: -pair[1])[:most]
    return [pair for pair in best if pair[1] > 0]


def _candidates(deal_ids: Collection[int]) -> set[Pair]:
    """Pairs that share a party or an amount and were filed near each other."""
    shared: dict[object, dict[int, object]] = defaultdict(dict)
    mine = Party.objects.filter(deal__in=deal_ids, tag__isnull=False, role=Party.Role.SIGNATORY)
    tags = set(mine.values_list("tag_id", flat=True))
    live = {"deal__merged_into__isnull": True}
    parties = Party.objects.filter(tag__in=tags, role=Party.Role.SIGNATORY, **live).exclude(deal__review="rejected")
    for tag_id, pk, day in parties.order_by("-deal_id").values_list("tag_id", "deal_id", "deal__filed_on")[:_MOST_ROWS]:
        shared["tag", tag_id][pk] = day
    amounts = set(Deal.objects.filter(pk__in=deal_ids, amount__isnull=False).values_list("amount", flat=True))
    rows = Deal.objects.filter(amount__in=amounts, merged_into__isnull=True).exclude(review="rejected")
    for amount, currency, pk, day in rows.values_list("amount", "currency", "pk", "filed_on")[:_MOST_ROWS]:
        shared["amount", amount, currency][pk] = day
    wanted = set(deal_ids)
    pairs: set[Pair] = set()
    for group in shared.values():
        if len(group) <= _COMMON:
            pairs |= set(_near(wanted, group))
    return pairs


def _near(wanted: set[int], group: dict[int, object]) -> Iterable[Pair]:
    for one in wanted & set(group):
        for other in group:
            days = (group[one], group[other])
            if one != other and (None in days or abs(days[0] - days[1]) <= _WINDOW):
                yield (min(one, other), max(one, other))


def _portraits(deal_ids: Collection[int]) -> tuple[dict[int, list[Portrait]], dict[int, set[int]]]:
    rows = DealReport.objects.filter(deal__in=deal_ids).select_related("article").order_by("pk")
    rows = rows.defer(*HEAVY)
    portraits: dict[int, list[Portrait]] = defaultdict(list)
    articles: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        portraits[row.deal_id].append(portrait_of(row))
        if row.article_id:
            articles[row.deal_id].add(row.article_id)
    return portraits, articles


def _linked(deal_ids: Collection[int]) -> set[Pair]:
    rows = Deal.objects.filter(pk__in=deal_ids, predecessor__isnull=False).values_list("pk", "predecessor_id")
    return {(min(pair), max(pair)) for pair in rows}
