"""Who deals with whom and in what: counts over pairs of tags."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Cast, Substr

from articles.actions.deal_sums import ABROAD, ALONE, KINDS, RUNG
from articles.models import Deal, DealSum, Party, Tag
from articles.models.deal import BINDING_RUNGS
from articles.pipeline.vocabulary import RUNGS
from dashboards.filters import CITIES, SECTORS, Filters
from dashboards.queries.blocs import named_with_members, reach
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.rows import local_party
from dashboards.queries.selection import AMOUNT_HKD, deals, milestones
from dashboards.queries.sums import Asked, asked_of_sums, figures_of_tags, signed_by, slugs_of
from dashboards.queries.totals import BINDING, COUNTED, add_months, first_of_month, months_between

YEAR = Substr(Cast("filed_on", CharField()), 1, 4)
MONTH = Substr(Cast("filed_on", CharField()), 1, 7)
MONTH_UNTIL = Substr(Cast("filed_until", CharField()), 1, 7)
"""Year and month as text: SQLite would call Python for a date's own parts, row by row."""
CITY_AND_SECTOR = "city+sector"
OUTSIDE = "outside"
"""Stands for all outside partners together in the matrix of cities."""


@dataclass(frozen=True)
class TagCount:
    """Signed and completed deals that carry one tag."""

    slug: str
    deals: int
    binding: int
    amount_hkd: Decimal


def deals_by_tag(filters: Filters, today: date, kind: str, *, limit: int = 0) -> list[TagCount]:
    """Signed and completed deals by tag of one kind, most first; a deal counts once for each of its tags.

    Where tags of the kind are chosen only these are told, so that each number is that of its list.
    """
    counts = deals_by_tags(filters, today, (kind,))[kind]
    return counts[:limit] if limit else counts


def deals_by_tags(filters: Filters, today: date, kinds: tuple[str, ...]) -> dict[str, list[TagCount]]:
    """The same for several kinds of tags in one query."""
    every = deals_by_every_tag(filters, today, kinds)
    return {kind: [c for c in counts if _is_open(filters, kind, c.slug)] for kind, counts in every.items()}


def _is_open(filters: Filters, kind: str, slug: str) -> bool:
    """Whether a link to the tag only narrows the selection: also where it is a member of the bloc that is chosen."""
    return filters.is_open_to(kind, slug) or slug in reach(kind, getattr(filters, kind))


@kept_with_deals
def deals_by_every_tag(filters: Filters, today: date, kinds: tuple[str, ...]) -> dict[str, list[TagCount]]:
    """The same, whatever is chosen."""
    found = _counted_tags(filters, today, kinds) or _grouped_tags(filters, today, kinds)
    return found | {kind: _with_members(found[kind], filters, today) for kind in kinds if kind == OUTSIDE}


def _with_members(counts: list[TagCount], filters: Filters, today: date) -> list[TagCount]:
    """The same, under a bloc also what its members have signed, as on its list; one query, where there is such."""
    named = named_with_members([count.slug for count in counts])
    if not named:
        return counts
    rows = (
        deals(filters, today)
        .filter(COUNTED, tags__kind=OUTSIDE, tags__slug__in=frozenset().union(*named.values()))
        .annotate(hkd=AMOUNT_HKD)
        .values_list("tags__slug", "pk", "rung", "hkd")
    )
    signed: dict[str, dict[int, tuple[bool, Decimal]]] = defaultdict(dict)
    for slug, deal, rung, hkd in rows:
        signed[slug][deal] = (rung in BINDING_RUNGS, hkd or Decimal(0))
    whole = {}
    for bloc, tags in named.items():
        told = {deal: facts for tag in tags for deal, facts in signed[tag].items()}.values()
        whole[bloc] = TagCount(
            bloc, len(told), sum(binds for binds, _ in told), sum((hkd for _, hkd in told), Decimal(0))
        )
    return sorted((whole.get(count.slug, count) for count in counts), key=lambda count: (-count.deals, count.slug))


def _grouped_tags(filters: Filters, today: date, kinds: tuple[str, ...]) -> dict[str, list[TagCount]]:
    rows = (
        deals(filters, today)
        .filter(COUNTED, tags__kind__in=kinds)
        .values("tags__kind", "tags__slug")
        .annotate(deals=Count("pk"), binding=Count("pk", filter=BINDING), hkd=Sum(AMOUNT_HKD))
        .order_by("-deals", "tags__slug")
    )
    answer: dict[str, list[TagCount]] = {kind: [] for kind in kinds}
    for r in rows:
        count = TagCount(r["tags__slug"], r["deals"], r["binding"], r["hkd"] or Decimal(0))
        answer[r["tags__kind"]].append(count)
    return answer


def _counted_tags(filters: Filters, today: date, kinds: Sequence[str]) -> dict[str, list[TagCount]] | None:
    """The same from the sums, where they can answer it."""
    asked = asked_of_sums(filters.counted(), today)
    found = figures_of_tags(asked, kinds) if asked and set(kinds) <= set(KINDS) else None
    if found is None:
        return None
    slugs, answer = slugs_of(kinds), {kind: [] for kind in kinds}
    for (kind, key), sums in found.items():
        if sums.signed:
            answer[kind].append(TagCount(slugs[key], sums.signed, sums.binding, sums.hkd))
    return {kind: sorted(counts, key=lambda count: (-count.deals, count.slug)) for kind, counts in answer.items()}


@kept_with_deals
def deals_by(filters: Filters, today: date, column: str) -> Counter[str]:
    """Signed and completed deals by a column of their own (type, rung, status)."""
    asked = asked_of_sums(filters.counted(), today)
    if asked and column == "rung" and asked.what == "sector":
        found = signed_by(asked, (RUNG,), ("other",), one=asked.tags[0][1])
        return Counter({RUNGS[place]: signed for (place,), signed in sorted(found.items())})
    rows = deals(filters, today).filter(COUNTED).values_list(column).annotate(count=Count("pk")).order_by(column)
    return Counter(dict(rows))


@kept_with_deals
def city_by_sector(filters: Filters, today: date) -> dict[tuple[str, str], int]:
    """Signed and completed deals by (city, sector)."""
    if (asked := asked_of_sums(filters.counted(), today)) and not asked.tags:
        slugs, found = slugs_of(("city", "sector")), _signed_of_cities(asked)
        return {(slugs[one], slugs[other]): n for (what, one, other), n in found.items() if what == CITY_AND_SECTOR}
    through = Deal.tags.through
    rows = (
        through.objects.filter(
            deal__in=deals(filters, today).filter(COUNTED), tag__kind="city", deal__tags__kind="sector"
        )
        .values_list("tag__slug", "deal__tags__slug")
        .annotate(count=Count("deal", distinct=True))
    )
    return {(city, sector): count for city, sector, count in rows if filters.is_open_to("sector", sector)}


@kept_with_deals
def city_links(filters: Filters, today: date) -> dict[tuple[str, str], int]:
    """Signed and completed deals by pair of cities, in the order of ``CITIES``; ``outside`` is a column of its own.

    A deal of three cities counts for each of its three pairs; the diagonal (city, city) counts deals with no other
    city of the eleven, whether or not somebody outside takes part.
    """
    if (asked := asked_of_sums(filters.counted(), today)) and not asked.tags:
        return _counted_links(asked)
    through = Deal.tags.through
    rows = through.objects.filter(
        deal__in=deals(filters, today).filter(COUNTED), tag__kind__in=("city", "outside")
    ).values_list("deal", "tag__kind", "tag__slug")
    cities: dict[int, set[str]] = {}
    outside: set[int] = set()
    for deal, kind, slug in rows:
        if kind == "city":
            cities.setdefault(deal, set()).add(slug)
        else:
            outside.add(deal)
    counts: Counter[tuple[str, str]] = Counter()
    for deal, slugs in cities.items():
        inside = sorted(slugs, key=CITIES.index)
        counts.update(combinations(inside, 2) if len(inside) > 1 else [(inside[0], inside[0])])
        if deal in outside:
            counts.update((slug, OUTSIDE) for slug in inside)
    return dict(counts)


def _counted_links(asked: Asked) -> dict[tuple[str, str], int]:
    """The links of cities from the sums."""
    slugs, counts = slugs_of(("city",)), {}
    for (what, one, other), signed in _signed_of_cities(asked).items():
        if what != CITY_AND_SECTOR:
            first = slugs[one]
            second = {ALONE: first, ABROAD: OUTSIDE}.get(what) or slugs[other]
            pair = (first, second) if what == ABROAD else tuple(sorted((first, second), key=CITIES.index))
            counts[pair] = signed
    return counts


@kept_with_deals
def _signed_of_cities(asked: Asked) -> dict[tuple[Any, ...], int]:
    """What the sums know of cities two by two and with sectors: one question for the two tables of a page."""
    return signed_by(asked, ("city+city", ALONE, ABROAD, CITY_AND_SECTOR), ("what", "one", "other"))


def top_links(links: dict[tuple[str, str], int], limit: int) -> list[tuple[tuple[str, str], int]]:
    """The pairs of two different cities with most deals, most first."""
    pairs = [(pair, count) for pair, count in links.items() if pair[0] != pair[1] and pair[1] != OUTSIDE]
    return sorted(pairs, key=lambda item: (-item[1], item[0]))[:limit]


@kept_with_deals
def tag_by_year(filters: Filters, today: date, kind: str) -> dict[tuple[str, int], int]:
    """Signed and completed deals by (city or sector, year of the filing day)."""
    known = CITIES if kind == "city" else SECTORS
    if (asked := asked_of_sums(filters.counted(), today)) and not asked.tags:
        slugs, years = slugs_of((kind,)), Counter()
        for (one, begins), signed in signed_by(asked, (kind,), ("one", "begins")).items():
            if begins != DealSum.UNDATED[0]:
                years[slugs[one], begins.year] += signed
        return {key: count for key, count in years.items() if key[0] in known}
    rows = (
        deals(filters, today)
        .filter(COUNTED, tags__kind=kind, filed_on__isnull=False)
        .annotate(year=YEAR)
        .values_list("tags__slug", "year")
        .annotate(count=Count("pk"))
        .order_by()
    )
    found = {(slug, int(year)): count for slug, year, count in rows if slug in known}
    return {key: count for key, count in found.items() if filters.is_open_to(kind, key[0])}


@kept_with_deals
def tag_by_month(
    filters: Filters, today: date, kind: str, *, months: int
) -> tuple[dict[tuple[str, date | None], int], list[date]]:
    """Signed and completed deals by (city or sector, month) over the last months, and these months.

    A row whose date is known only to the quarter or year stands in no single month, but once under None.
    """
    last = first_of_month(today)
    columns = months_between(add_months(last, 1 - months), last)
    within = filters.having(from_on=None, to_on=None, last="")
    counts: Counter[tuple[str, date | None]] = Counter()
    known = {slug for slug in (CITIES if kind == "city" else SECTORS) if filters.is_open_to(kind, slug)}
    for slug, begin, end, count in _tags_by_span(within, today, kind, columns[0], add_months(last, 1)):
        if slug in known:
            counts[slug, begin if begin == end else None] += count
    return dict(counts), columns


def _tags_by_span(
    filters: Filters, today: date, kind: str, since: date, until: date
) -> Iterator[tuple[str, date, date, int]]:
    """Signed and completed deals by slug and first and last month of their span, where that overlaps whole months."""
    spans = filters.counted().having(from_on=since, to_on=until - timedelta(days=1))
    if (asked := asked_of_sums(spans, today)) and not asked.tags:
        slugs = slugs_of((kind,))
        for (one, begins, ends), signed in signed_by(asked, (kind,), ("one", "begins", "ends")).items():
            yield slugs[one], begins, ends, signed
        return
    rows = (
        deals(filters, today)
        .filter(COUNTED, tags__kind=kind, filed_on__lt=until, filed_until__gte=since)
        .annotate(month=MONTH, until=MONTH_UNTIL)
        .values_list("tags__slug", "month", "until")
        .annotate(count=Count("pk"))
        .order_by()
    )
    for slug, month, end, count in rows:
        yield slug, date.fromisoformat(f"{month}-01"), date.fromisoformat(f"{end}-01"), count


@kept_with_deals
def outside_flows(filters: Filters, today: date) -> dict[tuple[str, str], int]:
    """Signed and completed deals by (outside partner, city); a deal counts once for each such pair."""
    if (asked := asked_of_sums(filters.counted(), today)) and not asked.tags:
        slugs, sums = slugs_of(("city", "outside")), signed_by(asked, ("city+outside",), ("one", "other"))
        found = {(slugs[partner], slugs[city]): signed for (city, partner), signed in sums.items()}
    else:
        rows = _partners_and_cities(filters, today).annotate(count=Count("deal", distinct=True))
        found = {(partner, city): count for partner, city, count in rows.order_by()}
    found |= _flows_of_blocs({partner for partner, _ in found}, filters, today)
    return {pair: count for pair, count in sorted(found.items()) if _is_open(filters, OUTSIDE, pair[0])}


def _partners_and_cities(filters: Filters, today: date) -> QuerySet[Any, Any]:
    """Rows of (outside partner, city), one for each such pair of a signed or completed deal."""
    signed = deals(filters, today).filter(COUNTED)
    links = Deal.tags.through.objects.filter(deal__in=signed, tag__kind=OUTSIDE, deal__tags__kind="city")
    return links.values_list("tag__slug", "deal__tags__slug")


def _flows_of_blocs(partners: set[str], filters: Filters, today: date) -> dict[tuple[str, str], int]:
    """The flows of blocs with those of their members; one query, where both have deals."""
    named = named_with_members(partners)
    if not named:
        return {}
    asked = frozenset().union(*named.values())
    signed: dict[tuple[str, str], set[int]] = defaultdict(set)
    rows = _partners_and_cities(filters, today).filter(tag__slug__in=asked)
    for partner, city, deal in rows.values_list("tag__slug", "deal__tags__slug", "deal"):
        signed[partner, city].add(deal)
    cities = {city for _, city in signed}
    told = {
        (bloc, city): len(set().union(*(signed.get((tag, city), ()) for tag in tags)))
        for bloc, tags in named.items()
        for city in cities
    }
    return {pair: count for pair, count in told.items() if count}


def organisations_with_deals(filters: Filters, today: date) -> list[tuple[Tag, int]]:
    """Organisations with how many of the selected deals name them as a party, most first."""
    named = Tag.objects.filter(kind="organisation", party_of__deal__in=deals(filters, today))
    counted = named.annotate(deal_count=Count("party_of__deal", distinct=True))
    return [(tag, tag.deal_count) for tag in counted.order_by("-deal_count", "name_en", "pk")]


@kept_with_deals
def deals_by_mechanism(filters: Filters, today: date) -> list[TagCount]:
    """Signed and completed deals by mechanism, most first."""
    rows = (
        deals(filters, today)
        .filter(COUNTED, mechanism__isnull=False)
        .values("mechanism__slug")
        .annotate(deals=Count("pk"), binding=Count("pk", filter=BINDING), hkd=Sum(AMOUNT_HKD))
        .order_by("-deals", "mechanism__slug")
    )
    return [TagCount(r["mechanism__slug"], r["deals"], r["binding"], r["hkd"] or Decimal(0)) for r in rows]


@kept_with_deals
def mechanism_counts(filters: Filters, today: date) -> dict[int, tuple[int, int]]:
    """The selected deals (as on their list) and milestones by the key of their mechanism; two queries."""
    per_deal, per_milestone = (
        dict(rows.values_list("mechanism").annotate(n=Count("pk", distinct=True)).order_by())
        for rows in (deals(filters, today), milestones(filters, today))
    )
    keys = {key for key in (*per_deal, *per_milestone) if key}
    return {key: (per_deal.get(key, 0), per_milestone.get(key, 0)) for key in keys}


@kept_with_deals
def deals_by_party(filters: Filters, today: date) -> list[TagCount]:
    """Signed and completed deals by organisation that is a party, most first."""
    # A deal may name an organisation twice, in two roles or by two names; its amount is added once.
    named_before = Party.objects.filter(deal=OuterRef("pk"), tag=OuterRef("parties__tag"), pk__lt=OuterRef("parties"))
    rows = (
        deals(filters, today)
        .filter(COUNTED, ~Exists(named_before), parties__tag__kind="organisation")
        .values("parties__tag__slug")
        .annotate(deals=Count("pk"), binding=Count("pk", filter=BINDING), hkd=Sum(AMOUNT_HKD))
        .order_by("-deals", "parties__tag__slug")
    )
    return [TagCount(r["parties__tag__slug"], r["deals"], r["binding"], r["hkd"] or Decimal(0)) for r in rows]


def partners_of(tag: Tag, filters: Filters, today: date, *, limit: int = 12) -> tuple[list[tuple[str, str, int]], int]:
    """Who signs with an organisation or a person, in the deals that ``filters`` selects, most deals first, and how
    many more than ``limit`` there are.

    Gives the name in the reader's language, slug of the organisation (empty where it is not in the register) and the
    number of deals that name it as a party in any role, which is what the filter ``party`` selects; one query.
    """
    parties = Party.objects.filter(deal__in=deals(filters, today)).select_related("tag")
    named: dict[str, set[int]] = defaultdict(set)
    names: dict[str, tuple[str, str]] = {}
    for party in parties.order_by("deal", "position", "pk"):
        known = party.tag
        slug, name_en = (known.slug, known.name_en.lower()) if known else ("", "")
        for key in {party.name.lower(), slug, name_en}:
            named[key].add(party.deal_id)
        if party.role == Party.Role.SIGNATORY and (known is None or slug != tag.slug):
            organisation = slug if known and known.kind == "organisation" else ""
            shown = local_party(party.name, known) if known and organisation else party.name
            names.setdefault(organisation or party.name.lower(), (shown, organisation))
    counted = [(name, slug, len(named[key])) for key, (name, slug) in names.items()]
    counted.sort(key=lambda partner: (-partner[2], partner[0]))
    return counted[:limit], len(counted[limit:])
