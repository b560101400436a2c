"""Which stored deals a report may tell of, in a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import ceil

from django.db.models import Q, QuerySet

from articles.actions.clustering.glimpses import Told
from articles.actions.clustering.likeness import LATER_DAYS, NEAR_DAYS, like_types
from articles.actions.clustering.periods import periods_around
from articles.actions.naming import form_slug
from articles.models import Deal, DealReport, Party
from articles.models.article import HONG_KONG
from articles.pipeline.matching.parties import PartyNames

_MOST = 1000
"""Of each way to be like so many deals, the newest: a party of a thousand deals in a year says little.

Of deals told or filed within days, so many for each month of a batch.
"""

_MONTH = timedelta(days=30)


@dataclass(slots=True)
class Looked:
    """Of which types and days all deals that were told or filed near them have been found already."""

    wholly: list[tuple[set[str], set[date]]] = field(default_factory=list)

    def covers(self, types: set[str], days: set[date]) -> bool:
        """Whether looking for these would find nothing new."""
        return any(types <= more and days <= longer for more, longer in self.wholly)


def candidate_deals(
    reports: Sequence[DealReport | Told], days: Sequence[date], names: PartyNames, looked: Looked
) -> set[int]:
    """Give ids of deals told within days of a report, or within months of it and like in party, sum or mechanism.

    ``days`` are those of the reports' publication. Whatever ``likeness`` may
    find the same from days alone is among them, so that it makes no
    difference which of two reports comes first. What an earlier call with the
    same ``looked`` found from days alone is not looked for again.
    """
    types = like_types(report.type for report in reports)
    deals = Deal.objects.filter(merged_into__isnull=True, type__in=types)
    found: set[int] = set()
    if not looked.covers(types, set(days)):
        told, filed, near = near_days(days)
        ways = [_newest(deals.filter(pk__in=told), near), _newest(deals.filter(pk__in=filed), near)]
        if all(len(way) < near for way in ways):
            looked.wholly.append((types, set(days)))
        found.update(*ways)
    within = deals.filter(
        Q(filed_on__lte=max(days) + timedelta(days=LATER_DAYS), filed_until__gte=min(days) - timedelta(days=LATER_DAYS))
        | Q(filed_on__isnull=True)
    )
    slugs: set[str] = set()
    for report in reports:
        for actor in report.fields["actors"]:
            if actor["role"] == "signatory":
                slugs |= {slug for _, slug in names.equals((actor["kind"], actor["slug"]))}
                slugs.add(actor["slug"] or form_slug(actor["name"]))
    if slugs:
        parties = Party.objects.filter(tag__slug__in=slugs).values("deal")
        found.update(_newest(within.filter(pk__in=parties), _MOST))
    if amounts := {report.amount for report in reports if report.amount is not None}:
        found.update(_newest(within.filter(amount__in=amounts), _MOST))
    if mechanisms := {report.fields["mechanism"] for report in reports if report.fields["mechanism"]}:
        found.update(_newest(within.filter(mechanism__slug__in=mechanisms), _MOST))
    return found


def _newest(deals: QuerySet[Deal], most: int) -> list[int]:
    return list(deals.order_by("-pk").values_list("pk", flat=True)[:most])


def near_days(days: Collection[date]) -> tuple[QuerySet[DealReport], QuerySet[Deal], int]:
    """The deals that reports told of near the days, those filed near them, and how many of each are enough.

    As sets of keys: SQLite would go through all deals that are not merged, and through the whole row of each article
    for its time alone.
    """
    told, filed, spanned = Q(), Q(), timedelta()
    for first, last in periods_around(days, timedelta(days=NEAR_DAYS + 1)):
        spanned += last - first
        told |= Q(
            article__listed_at__gte=datetime.combine(first, time(), HONG_KONG),
            article__listed_at__lt=datetime.combine(last + timedelta(days=1), time(), HONG_KONG),
        )
        filed |= Q(filed_on__range=(first, last))
    enough = _MOST * max(1, ceil(spanned / _MONTH))
    reports = DealReport.objects.filter(told, deal__isnull=False)
    return reports.values("deal"), Deal.objects.filter(filed).values("pk"), enough
