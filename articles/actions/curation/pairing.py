"""Deals that may be one: near misses of clustering, found for a batch of deals in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, When

from articles.actions.clustering.likeness import CLOSE
from articles.actions.curation.kindred import COMMON, kindred
from articles.actions.curation.kinship import WEEKS, Sketch, points_for, sketch_of
from articles.actions.curation.parting import told_apart
from articles.models import Deal, DealReport, Party
from articles.models.article import LONG_FIELDS_BESIDE

NEAR = 2.0
"""Points (see ``kinship``) from which a person should look; from 3 of likeness on the machine joins by itself."""
_WINDOW = timedelta(days=200)
_MOST_ROWS = 4000
_MOST_SIMILAR = 200

Pair = tuple[int, int]


def find_pairs(*, deal_ids: Collection[int]) -> dict[Pair, float]:
    """Give pairs (lower id first) of one of the deals and another that may be the same, with their points.

    Left out are pairs that somebody told apart, that one article tells both of, or that follow on each other.
    """
    if not deal_ids:
        return {}
    candidates = _candidates(deal_ids) | kindred(deal_ids)
    involved = {pk for pair in candidates for pk in pair}
    sketches, articles = _sketches(involved)
    linked = _linked(involved)
    apart = told_apart(involved)
    found = {}
    for pair in candidates:
        if pair in apart or pair in linked or articles[pair[0]] & articles[pair[1]]:
            continue
        points = [points_for(one, other) for one in sketches[pair[0]] for other in sketches[pair[1]]]
        if points and max(points) >= NEAR:
            found[pair] = round(max(points), 2)
    return found


def similar_deals(deal: Deal, reports: Sequence[DealReport], most: int = 5) -> list[tuple[Deal, float]]:
    """Give the deals most like one, for the eye of a curator, with their points; one query.

    ``reports`` are the deal's own with their articles; its parties and tags were fetched with it.
    """
    rows = DealReport.objects.filter(deal__in=_near(deal).values("pk"))
    rows = rows.select_related("deal", "article").defer(*LONG_FIELDS_BESIDE).order_by("-pk")[: 2 * _MOST_SIMILAR]
    mine = [sketch_of(report, deal) for report in reports]
    points: dict[Deal, float] = {}
    for row in rows:
        theirs = sketch_of(row, row.deal)
        points[row.deal] = max([points.get(row.deal, 0.0), *(points_for(one, theirs) for one in mine)])
    best = sorted(points.items(), key=lambda pair: (-pair[1], pair[0].pk))[:most]
    return [pair for pair in best if pair[1] > 0]


def _near(deal: Deal) -> QuerySet[Deal]:
    """The deals that share a party or the amount within months, or a city within weeks; the likeliest of them."""
    tags = [party.tag_id for party in deal.parties.all() if party.tag_id and party.role == Party.Role.SIGNATORY]
    cities = [tag.pk for tag in deal.tags.all() if tag.kind == "city"]
    parties = Q(pk__in=Party.objects.filter(tag__in=tags, role=Party.Role.SIGNATORY).values("deal"))
    amount = Q(pk__in=[])
    if deal.amount is not None:
        amount = Q(amount=deal.amount, currency=deal.currency)
    if deal.amount_usd is not None:
        share = Decimal(str(CLOSE))
        amount |= Q(amount_usd__range=(deal.amount_usd * (1 - share), deal.amount_usd * (1 + share)))
    city = Q(pk__in=Deal.tags.through.objects.filter(tag__in=cities).values("deal"))
    deals = Deal.objects.filter(merged_into__isnull=True).exclude(pk=deal.pk)
    if day := deal.filed_on:
        weeks = timedelta(days=WEEKS)
        last = deal.filed_until or day
        city &= Q(filed_on__lte=last + weeks, filed_until__gte=day - weeks)
        deals = deals.filter(filed_on__range=(day - _WINDOW, day + _WINDOW))
        same_day = Q(filed_on__range=(day - timedelta(days=1), day + timedelta(days=1)))
        rank = Case(When(amount, then=0), When(same_day, then=1), When(parties, then=2), default=3)
    else:
        city &= Q(filed_on__isnull=True)
        rank = Case(When(amount, then=0), default=1)
    return deals.filter(parties | amount | city).order_by(rank, "-pk")[:_MOST_SIMILAR]


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
        if len(group) <= COMMON:
            pairs |= set(_within_months(wanted, group))
    return pairs


def _within_months(wanted: set[int], group: dict[int, object]) -> Iterable[Pair]:
    for one in wanted & set(group):
        for other in group:
            days = (group[one], group[other])
            if one != other and (None in days or abs(days[0] - days[1]) <= _WINDOW):
                yield (min(one, other), max(one, other))


def _sketches(deal_ids: Collection[int]) -> tuple[dict[int, list[Sketch]], dict[int, set[int]]]:
    rows = DealReport.objects.filter(deal__in=deal_ids).select_related("article", "deal").order_by("pk")
    rows = rows.defer(*LONG_FIELDS_BESIDE)
    sketches: dict[int, list[Sketch]] = defaultdict(list)
    articles: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        sketches[row.deal_id].append(sketch_of(row, row.deal))
        if row.article_id:
            articles[row.deal_id].add(row.article_id)
    return sketches, articles


def _linked(deal_ids: Collection[int]) -> set[Pair]:
    """Pairs of which one carries on the other, or holds it among others."""
    rows = Deal.objects.filter(Q(predecessor__isnull=False) | Q(bundle__isnull=False), pk__in=deal_ids)
    named = rows.values_list("pk", "predecessor_id", "bundle_id")
    return {(min(pk, other), max(pk, other)) for pk, *others in named for other in others if other}
