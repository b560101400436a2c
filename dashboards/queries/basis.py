"""What figures rest on: how many articles tell of the deals that one counts, and how many sources brought them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import IntegerField, QuerySet, Value

from articles.models import DealReport
from dashboards.filters import Filters
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.selection import deals

COUNTED = 1000
"""Reports that are looked at; of a selection with more, what is known is that there are at least so many."""


@dataclass(frozen=True)
class Basis:
    """Articles and sources behind a figure; ``is_more`` where there are at least so many of both."""

    articles: int
    sources: int
    is_more: bool = False


@kept_with_deals
def bases_of(selections: Sequence[Filters], today: date) -> list[Basis]:
    """Count for each selection the articles that report its deals, and their publishers, each once; one query.

    A deal of the starter history has the document that it was taken from instead of an article.
    """
    if not selections:
        return []
    first, *others = (_reports(number, filters, today) for number, filters in enumerate(selections))
    rows: dict[int, list[tuple[int | None, str, str]]] = defaultdict(list)
    for number, *row in first.union(*others, all=True) if others else first:
        rows[number].append(tuple(row))
    return [_count(rows[number]) for number in range(len(selections))]


def _reports(number: int, filters: Filters, today: date) -> QuerySet[DealReport]:
    """Reports of the selected deals, no more than are looked at and one; each with the number of its selection."""
    some = deals(filters, today).filter(reports__isnull=False).order_by().values("reports")[: COUNTED + 1]
    numbered = DealReport.objects.filter(pk__in=some).order_by()
    return numbered.annotate(of=Value(number, IntegerField())).values_list("of", "article", "url", "publisher")


def _count(reports: Sequence[tuple[int | None, str, str]]) -> Basis:
    looked_at = reports[:COUNTED]
    return Basis(
        articles=len({article or url for article, url, _ in looked_at}),
        sources=len({publisher.casefold() for _, _, publisher in looked_at if publisher}),
        is_more=len(reports) > COUNTED,
    )
