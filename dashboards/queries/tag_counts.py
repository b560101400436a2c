"""How many of the selected deals each tag, party, mechanism or type has, most first."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Sum

from articles.actions.deal_sums import KINDS, RUNG
from articles.models import Party, Tag
from articles.models.deal import BINDING_RUNGS
from articles.pipeline.vocabulary import RUNGS
from dashboards.filters import Filters
from dashboards.queries.blocs import KIND, is_open, named_with_members
from dashboards.queries.keeping import kept_with_deals
from dashboards.queries.rows import local_party
from dashboards.queries.selection import AMOUNT_HKD, deals, milestones
from dashboards.queries.sums import asked_of_sums, figures_of_tags, signed_by, slugs_of
from dashboards.queries.totals import BINDING, COUNTED


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
    return {kind: [c for c in counts if is_open(filters, kind, c.slug)] for kind, counts in every.items()}


@kept_with_deals
def deals_by_every_tag(filters: Filters, today: date, kinds: tuple[str, ...]) -> dict[str, list[TagCount]]:
    """The same, whatever is chosen."""
    found = _counted_tags(filters, today, kinds) or _grouped_tags(filters, today, kinds)
    return found | {kind: _with_members(found[kind], filters, today) for kind in kinds if kind == KIND}


def _with_members(counts: list[TagCount], filters: Filters, today: date) -> list[TagCount]:
    """The same, under a bloc also what its members have signed, as on its list; one query, where there is such."""
    named = named_with_members([count.slug for count in counts])
    if not named:
        return counts
    rows = (
        deals(filters, today)
        .filter(COUNTED, tags__kind=KIND, tags__slug__in=frozenset().union(*named.values()))
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
