"""Which stored deals a report may tell of, in a fixed number of queries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from math import ceil

from django.db.models import Q

from articles.actions.clustering.likeness import LATER_DAYS, NEAR_DAYS, like_types
from articles.actions.naming import form_slug
from articles.models import Deal, DealReport
from articles.models.article import HONG_KONG
from articles.pipeline.matching.parties import PartyNames

_MOST = 1000
"""Of each way to be like so many deals, the newest: a party of a thousand deals in a year says little.

Of deals told or filed within days, so many for each month of a batch.
"""

_MONTH = timedelta(days=30)


def candidate_deals(reports: Sequence[DealReport], days: Sequence[date], names: PartyNames) -> set[int]:
    """Give ids of deals told within days of a report, or within months of it and like in party, sum or mechanism.

    ``days`` are those of the reports' publication. Whatever ``likeness`` may
    find the same from days alone is among them, so that it makes no
    difference which of two reports comes first.
    """
    deals = Deal.objects.filter(merged_into__isnull=True, type__in=like_types(report.type for report in reports))
    within = deals.filter(
        Q(filed_on__lte=max(days) + timedelta(days=LATER_DAYS), filed_until__gte=min(days) - timedelta(days=LATER_DAYS))
        | Q(filed_on__isnull=True)
    )
    told, filed, spanned = Q(), Q(), timedelta()
    for first, last in _periods(days):
        spanned += last - first
        told |= Q(
            reports__article__listed_at__gte=datetime.combine(first, time(), HONG_KONG),
            reports__article__listed_at__lt=datetime.combine(last + timedelta(days=1), time(), HONG_KONG),
        )
        filed |= Q(filed_on__range=(first, last))
    near = _MOST * max(1, ceil(spanned / _MONTH))
    ways = [(deals.filter(told), near), (deals.filter(filed), near)]
    slugs: set[str] = set()
    for report in reports:
        for actor in report.fields["actors"]:
            if actor["role"] == "signatory":
                slugs |= {slug for _, slug in names.equals((actor["kind"], actor["slug"]))}
                slugs.add(actor["slug"] or form_slug(actor["name"]))
    if slugs:
        ways.append((within.filter(parties__tag__slug__in=slugs), _MOST))
    if amounts := {report.amount for report in reports if report.amount is not None}:
        ways.append((within.filter(amount__in=amounts), _MOST))
    if mechanisms := {report.fields["mechanism"] for report in reports if report.fields["mechanism"]}:
        ways.append((within.filter(mechanism__slug__in=mechanisms), _MOST))
    return {pk for way, most in ways for pk in way.order_by("-pk").values_list("pk", flat=True).distinct()[:most]}


def _periods(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """The days near ``days``, those that meet in one span."""
    near = timedelta(days=NEAR_DAYS + 1)
    first = last = None
    for day in sorted(set(days)):
        if last is None or first is None:
            first, last = day - near, day + near
        elif day - near <= last:
            last = day + near
        else:
            yield first, last
            first, last = day - near, day + near
    if first is not None and last is not None:
        yield first, last
