"""How many deals each option of the filter bar would leave: counted with the other filters, without its own key."""

from collections import Counter
from datetime import date

from django.db.models import Count

from articles.models import Deal
from articles.models.deal import SIGNAL_STATUSES
from articles.pipeline.vocabulary import STATUSES
from dashboards.filters import Filters
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.selection import deals

COLUMNS = ("type", "status", "rung", "scope", "review")
KINDS = ("city", "sector", "subsector", "outside")


@kept_with_deals
def option_counts(filters: Filters, today: date) -> dict[str, Counter[str]]:
    """By key and value; at most five queries, whatever is chosen.

    ``city`` means all of the chosen ones, so its counts are within them; every other key is counted without itself.
    """
    counts: dict[str, Counter[str]] = {key: Counter() for key in (*COLUMNS, *KINDS)}
    wide = filters.having(**dict.fromkeys(COLUMNS, ()) | {"status": tuple(sorted(STATUSES))})
    chosen = {key: getattr(filters, key) for key in COLUMNS}
    listed = chosen["status"] or tuple(s for s in STATUSES if s not in SIGNAL_STATUSES)
    grouped = deals(wide, today).values_list(*COLUMNS).annotate(count=Count("pk")).order_by()
    for *values, count in grouped:
        row = dict(zip(COLUMNS, values, strict=True))
        fits = {key: row[key] in (listed if key == "status" else chosen[key] or (row[key],)) for key in COLUMNS}
        for key in COLUMNS:
            if all(fit for other, fit in fits.items() if other != key):
                counts[key][row[key]] += count
    free = [kind for kind in KINDS if kind == "city" or not getattr(filters, kind)]
    asked = [(free, filters)] + [([kind], filters.without(kind)) for kind in KINDS if kind not in free]
    for kinds, selected in asked:
        links = Deal.tags.through.objects.filter(deal__in=deals(selected, today), tag__kind__in=kinds)
        for kind, slug, count in links.values_list("tag__kind", "tag__slug").annotate(n=Count("deal")).order_by():
            counts[kind][slug] += count
    return counts
