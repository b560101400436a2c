"""How many deals each option of the filter bar leads to: counted with the other filters, without its own key."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from articles.models import Deal
from articles.models.deal import SIGNAL_STATUSES
from articles.pipeline.vocabulary import STATUSES
from dashboards.filters import Filters
from dashboards.queries.blocs import members, reach
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.selection import VALUES, deals
from dashboards.queries.sums import asked_of_sums, deals_by_make, figures_of_tags, slugs_of

COLUMNS = ("type", "status", "rung", "scope", "review", "value")
KINDS = ("city", "sector", "subsector", "outside")
VALUE = Case(*(When(rows, then=Value(value)) for value, rows in VALUES.items()), output_field=CharField())


@kept_with_deals
def option_counts(filters: Filters, today: date) -> dict[str, Counter[str]]:
    """By key and value; at most six queries, whatever is chosen.

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
        _count_blocs(counts["outside"], filters, today)
        return
    free = [kind for kind in KINDS if kind == "city" or not getattr(filters, kind)]
    rows = _links(filters, today).filter(tag__kind__in=free)
    for kind, slug, count in rows.values_list("tag__kind", "tag__slug").annotate(n=Count("deal")).order_by():
        counts[kind][slug] += count
    for kind in KINDS:
        if kind == "outside" and kind not in free:
            _count_partners_beside(counts[kind], filters, today)
        elif kind not in free:
            chosen = Q(tag__slug__in=getattr(filters, kind))
            taken = Deal.tags.through.objects.filter(chosen, tag__kind=kind)
            rows = _links(filters.without(kind), today).filter(
                chosen | ~Q(deal__in=taken.values("deal")), tag__kind=kind
            )
            counts[kind].update(dict(rows.values_list("tag__slug").annotate(n=Count("deal")).order_by()))
    if "outside" in free:
        _count_blocs(counts["outside"], filters, today)


def _links(filters: Filters, today: date) -> QuerySet[Any]:
    """The tags of the deals selected."""
    return Deal.tags.through.objects.filter(deal__in=deals(filters, today))


def _count_blocs(counts: Counter[str], filters: Filters, today: date) -> None:
    """Count under each bloc the deals of its members too; one query, where several of its tags have deals."""
    told = {bloc: [tag for tag in (bloc, *inside) if counts[tag]] for bloc, inside in members().items()}
    shared = {bloc: tags for bloc, tags in told.items() if len(tags) > 1}
    alone = {bloc: counts[tags[0]] for bloc, tags in told.items() if len(tags) == 1}
    if shared:
        held = _deals_of_partners(filters, today, frozenset().union(*shared.values()))
        alone |= {bloc: len(set().union(*(held[tag] for tag in tags))) for bloc, tags in shared.items()}
    counts.update({bloc: count - counts[bloc] for bloc, count in alone.items()})


def _count_partners_beside(counts: Counter[str], filters: Filters, today: date) -> None:
    """Count the partners outside where some are chosen: each of these with all that it holds, any other with what it
    would add; one query."""
    held, blocs = _deals_of_partners(filters.having(outside=()), today), members()
    taken = set().union(*(held[tag] for tag in reach("outside", filters.outside)))
    for slug in {*held, *blocs}:
        found = set().union(*(held[tag] for tag in (slug, *blocs.get(slug, ())) if tag in held))
        counts[slug] = len(found if slug in filters.outside else found - taken)


def _deals_of_partners(filters: Filters, today: date, slugs: Collection[str] = ()) -> defaultdict[str, set[int]]:
    """The keys of the deals selected by their partners outside, all of them or some."""
    rows = _links(filters, today).filter(tag__kind="outside")
    if slugs:
        rows = rows.filter(tag__slug__in=slugs)
    held: defaultdict[str, set[int]] = defaultdict(set)
    for slug, deal in rows.values_list("tag__slug", "deal"):
        held[slug].add(deal)
    return held
