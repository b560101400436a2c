"""How many deals each option of the filter bar leads to: counted with the other filters, without its own key."""

from collections import Counter
from datetime import date

from django.db.models import Case, CharField, Count, Q, Value, When

from articles.models import Deal
from articles.models.deal import SIGNAL_STATUSES
from articles.pipeline.vocabulary import STATUSES
from dashboards.filters import Filters
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.selection import VALUES, deals
from dashboards.queries.sums import asked_of_sums, deals_by_make, figures_of_tags, slugs_of

COLUMNS = ("type", "status", "rung", "scope", "review", "value")
KINDS = ("city", "sector", "subsector", "outside")
VALUE = Case(*(When(rows, then=Value(value)) for value, rows in VALUES.items()), output_field=CharField())


@kept_with_deals
def option_counts(filters: Filters, today: date) -> dict[str, Counter[str]]:
    """By key and value; at most five queries, whatever is chosen.

    ``city`` means all of the chosen ones, so its counts are within them: each is what the list holds with that city
    too. Every other key means any of its values: an option counts the rows that it holds, a further one beside chosen
    ones those that it would add to theirs.
    """
    counts: dict[str, Counter[str]] = {key: Counter() for key in (*COLUMNS, *KINDS)}
    wide = filters.having(**dict.fromkeys(COLUMNS, ()) | {"status": tuple(sorted(STATUSES))})
    chosen = {key: getattr(filters, key) for key in COLUMNS}
    listed = chosen["status"] or tuple(s for s in STATUSES if s not in SIGNAL_STATUSES)
    grouped = deals_by_make(wide, today)
    if grouped is None:
        grouped = deals(wide, today).annotate(value=VALUE).values_list(*COLUMNS).annotate(count=Count("pk")).order_by()
    for *values, count in grouped:
        row = dict(zip(COLUMNS, values, strict=True))
        fits = {key: row[key] in (listed if key == "status" else chosen[key] or (row[key],)) for key in COLUMNS}
        for key in COLUMNS:
            if all(fit for other, fit in fits.items() if other != key):
                counts[key][row[key]] += count
    _count_tags(counts, filters, today)
    return counts


def _count_tags(counts: dict[str, Counter[str]], filters: Filters, today: date) -> None:
    """Add the counts of tags: one query for all kinds of which nothing is chosen, one for each other kind."""
    asked = asked_of_sums(filters, today)
    found = figures_of_tags(asked, KINDS) if asked and all(kind == "city" for kind, _ in asked.tags) else None
    if found is not None:
        slugs = slugs_of(KINDS)
        for (kind, key), sums in found.items():
            if sums.listed:
                counts[kind][slugs[key]] = sums.listed
        return
    free = [kind for kind in KINDS if kind == "city" or not getattr(filters, kind)]
    asked = [(free, filters)] + [([kind], filters.without(kind)) for kind in KINDS if kind not in free]
    for kinds, selected in asked:
        links = Deal.tags.through.objects.filter(deal__in=deals(selected, today), tag__kind__in=kinds)
        if selected is not filters:
            (kind,) = kinds
            taken = Deal.tags.through.objects.filter(tag__kind=kind, tag__slug__in=getattr(filters, kind))
            own = Q(tag__slug__in=getattr(filters, kind))
            links = links.filter(own | ~Q(deal__in=taken.values("deal")))
        for kind, slug, count in links.values_list("tag__kind", "tag__slug").annotate(n=Count("deal")).order_by():
            counts[kind][slug] += count
