"""Link each deal to the earlier one that it carries on; what a curator said of a deal's predecessor stands."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from articles.actions.clustering.lineage import (
    EXCHANGES,
    LISTING,
    LONGEST,
    NEXT_STAGE,
    ONE_SIDED,
    STAGE_AFTER,
    Sketch,
    Tie,
    tie,
)
from articles.actions.clustering.records import one_side
from articles.actions.deal_sums import recount_deals
from articles.actions.naming import Ref
from articles.models import Deal, Party
from articles.models.deal import COUNTED_STATUSES, SIGNAL_STATUSES
from articles.models.writing import write_fields
from articles.pipeline.matching.parties import PartyNames

_MOST = 1000
_PROVINCES = frozenset({"province", "autonomous_region", "new_area"})
_COLUMNS = (
    "pk", "slug", "type", "rung", "status", "filed_on", "mechanism__slug", "mechanism__facts", "counts", "amount",
    "currency", "is_starter",
)  # fmt: skip
_LINK = ("predecessor", "predecessor_by", "predecessor_reason")


@dataclass(frozen=True, slots=True)
class Link:
    """Which deal a deal carries on so far, by whose word and why."""

    slug: str
    predecessor_id: int | None
    by: str
    reason: str


def link_successors(*, deal_ids: Collection[int], names: PartyNames, now: datetime) -> None:
    """Set ``predecessor`` of the deals, and of later ones that carry on one of them, in a fixed number of queries.

    Of several earlier deals the one of the strongest tie holds, of equal ones
    the latest, so that the links are the same in whatever order deals come.
    """
    judged = Q(pk__in=deal_ids) | Q(predecessor__in=deal_ids, predecessor_by=Deal.Linker.MACHINE)
    filed = dict(Deal.objects.filter(judged).values_list("pk", "filed_on"))
    if not filed:
        return
    ids = filed.keys()
    sketches, links = _sketches(_related(filed, names) | ids, names)
    # What is rejected or merged carries on nothing.
    wanted: dict[int, Tie | None] = {
        pk: _best(sketches[pk], sketches.values()) if pk in sketches else None for pk in ids
    }
    mine = [sketches[pk] for pk in ids if pk in sketches]
    for pk in sketches.keys() - ids:
        # A later deal keeps what it has, unless one of these is better.
        if found := _best(sketches[pk], mine):
            earlier = sketches.get(links[pk].predecessor_id)
            present = tie(earlier, sketches[pk]) if earlier else None
            if present is None and links[pk].predecessor_id is not None:
                continue
            wanted[pk] = max(found, present) if present else found
    _write(wanted, links, now)
    bundled = Deal.objects.filter(Q(pk__in=deal_ids, bundle__isnull=False) | Q(bundle__in=deal_ids))
    count_once(deal_ids=bundled.values_list("pk", flat=True))


def forget_links(*, deal_ids: Collection[int]) -> None:
    """Take deals that are about to go out of every line; what they stood for in totals stands for itself again."""
    before = set(Deal.objects.filter(pk__in=deal_ids, predecessor__isnull=False).values_list("predecessor", flat=True))
    Deal.objects.filter(Q(pk__in=deal_ids) | Q(predecessor__in=deal_ids)).update(
        predecessor=None, predecessor_by="", predecessor_reason=""
    )
    count_once(deal_ids=before)


def _best(later: Sketch, others: Iterable[Sketch]) -> Tie | None:
    return max((found for other in others if (found := tie(other, later))), default=None)


def _related(filed: Mapping[int, date | None], names: PartyNames) -> set[int]:
    """Deals that have two parties in common with the deals, or the one that suffices for their type, and those that
    any of them has as its predecessor.

    ``filed`` gives the filing day of each of the deals.
    """
    days = [day for day in filed.values() if day]
    if not days:
        return set()
    mine = Party.objects.filter(deal__in=filed, role=Party.Role.SIGNATORY, tag__isnull=False)
    refs: set[Ref] = set()
    alone: set[Ref] = set()
    for type_, kind, slug in mine.values_list("deal__type", "tag__kind", "tag__slug"):
        refs |= (twins := names.equals((kind, slug)))
        if type_ in ONE_SIDED and kind == "organisation" and names.identity_of((kind, slug)) not in EXCHANGES:
            alone |= twins
    if len(refs) < 2 and not alone:
        return set()
    near = _live(Deal.objects.filter(filed_on__range=(min(days) - LONGEST, max(days) + LONGEST)))
    sharing = _signed_by(refs).values("deal").annotate(shared=Count("pk")).filter(shared__gt=1)
    related = _newest(near.filter(pk__in=sharing.values("deal")))
    if alone:
        related |= _newest(near.filter(type__in=ONE_SIDED, pk__in=_signed_by(alone).values("deal")))
    before = Deal.objects.filter(pk__in=related, predecessor__isnull=False).values_list("predecessor", flat=True)
    return related | set(before)


def _signed_by(refs: Set[Ref]) -> QuerySet[Party]:
    theirs = Q()
    for kind in {kind for kind, _ in refs}:
        theirs |= Q(tag__kind=kind, tag__slug__in=[slug for k, slug in refs if k == kind])
    return Party.objects.filter(theirs, role=Party.Role.SIGNATORY)


def _newest(deals: QuerySet[Deal]) -> set[int]:
    return set(deals.order_by("-pk").values_list("pk", flat=True)[:_MOST])


def _live(deals: QuerySet[Deal]) -> QuerySet[Deal]:
    return deals.filter(merged_into__isnull=True, filed_on__isnull=False).exclude(review=Deal.Review.REJECTED)


def _sketches(ids: Set[int], names: PartyNames) -> tuple[dict[int, Sketch], dict[int, Link]]:
    """What is compared of those deals that may be linked, and the links of all of them."""
    rows = list(_live(Deal.objects.filter(pk__in=ids)).values_list(*_COLUMNS, *_LINK))
    days = [row[_COLUMNS.index("filed_on")] for row in rows]
    # Deals of the same days carry on nothing of each other, so that nobody need know who signed them; but listings may.
    is_far = bool(rows) and max(days) - min(days) > STAGE_AFTER
    far = {pk for pk, _, type_, *_ in rows if is_far or type_ == LISTING}
    parties, labels = _parties(far, names), _labels(far)
    found, links = {}, {}
    for pk, slug, type_, rung, status, day, mechanism, facts, counts, amount, currency, is_starter, *link in rows:
        links[pk] = Link(slug, *link)
        found[pk] = Sketch(
            pk=pk, slug=slug, type=type_, rung=rung, status=status, filed_on=day, parties=frozenset(parties[pk]),
            mechanism=mechanism or "", mechanism_kind=(facts or {}).get("kind", ""),
            sectors=frozenset(labels["sector", pk]),
            counts=frozenset((count["unit"], count["n"]) for count in counts),
            amount=float(amount) if amount is not None else None, currency=currency, is_starter=is_starter,
            places=frozenset(labels["place", pk]), abroad=frozenset(labels["abroad", pk]),
        )  # fmt: skip
    if others := ids - links.keys():
        links |= {pk: Link(*link) for pk, *link in Deal.objects.filter(pk__in=others).values_list("pk", "slug", *_LINK)}
    return found, links


def _parties(ids: Set[int], names: PartyNames) -> dict[int, set[str]]:
    parties: dict[int, set[str]] = defaultdict(set)
    rows = Party.objects.filter(deal__in=ids, role=Party.Role.SIGNATORY)
    for deal_id, kind, slug, is_listed, name in rows.values_list(
        "deal", "tag__kind", "tag__slug", "tag__is_listed", "name"
    ):
        parties[deal_id].add(one_side(names.identity_of((kind, slug)) if is_listed else names.identity(name)))
    return parties


def _labels(ids: Set[int]) -> dict[tuple[str, int], set[str]]:
    """By kind and deal: its sectors, its places, and those places abroad that are no province of the mainland."""
    labels: dict[tuple[str, int], set[str]] = defaultdict(set)
    tagged = Deal.tags.through.objects.filter(deal__in=ids, tag__kind__in=("sector", "city", "outside"))
    for deal_id, kind, slug, facts in tagged.values_list("deal", "tag__kind", "tag__slug", "tag__facts"):
        if kind == "sector":
            labels["sector", deal_id].add(slug)
            continue
        labels["place", deal_id].add(f"{kind}:{slug}")
        if kind == "outside" and facts.get("kind") not in _PROVINCES:
            labels["abroad", deal_id].add(f"{kind}:{slug}")
    return labels


def _write(wanted: Mapping[int, Tie | None], links: Mapping[int, Link], now: datetime) -> None:
    """Write the links that are not a curator's, and which deals their next stage stands for."""
    keys = {link.slug: pk for pk, link in links.items()}
    changed = []
    touched: set[int | None] = set()
    for pk, found in _without_circles(wanted, links, keys).items():
        before = links[pk]
        touched.add(before.predecessor_id)
        if before.by == Deal.Linker.CURATOR:
            # The link is a person's; whether this stage counts in the other's place may have changed all the same.
            continue
        predecessor_id, reason = (keys[found.slug], found.reason) if found else (None, "")
        touched.add(predecessor_id)
        if (predecessor_id, reason) != (before.predecessor_id, before.reason):
            linker = Deal.Linker.MACHINE if found else ""
            changed.append(
                Deal(pk=pk, predecessor_id=predecessor_id, predecessor_by=linker, predecessor_reason=reason,
                     changed_at=now)
            )  # fmt: skip
    write_fields(changed, ("predecessor", "predecessor_by", "predecessor_reason", "changed_at"))
    count_once(deal_ids=touched - {None})


def _without_circles(
    wanted: Mapping[int, Tie | None], links: Mapping[int, Link], keys: Mapping[str, int]
) -> dict[int, Tie | None]:
    """Leave out the ties that a curator's link leads back from: ties alone go back in time and close no circle."""
    before = {pk: link.predecessor_id for pk, link in links.items()}
    for pk, found in wanted.items():
        if links[pk].by != Deal.Linker.CURATOR:
            before[pk] = keys[found.slug] if found else None
    kept = dict(wanted)
    for pk in sorted(wanted):
        if links[pk].by != Deal.Linker.CURATOR and _is_circle(pk, before):
            kept[pk] = before[pk] = None
    return kept


def _is_circle(start: int, before: dict[int, int | None]) -> bool:
    seen: set[int] = set()
    key = before.get(start)
    while key is not None and key != start and key not in seen:
        seen.add(key)
        key = before.get(key)
    return key == start


def count_once(*, deal_ids: Collection[int]) -> None:
    """Mark those of the deals for which another one stands in the totals: their next stage, or their bundle.

    The other one has to be public and as far: a signed deal gives way to a signed one, a plan also to what is planned
    anew. A part with an amount is counted beside a bundle that tells none.
    """
    ids = set(deal_ids)
    if not ids:
        return
    public = Deal.objects.sourced().filter(merged_into__isnull=True)
    counted = public.filter(status__in=COUNTED_STATUSES)
    is_as_far = Q(status__in=COUNTED_STATUSES) | Q(status__in=SIGNAL_STATUSES, predecessor__status__in=SIGNAL_STATUSES)
    stages = public.filter(is_as_far, predecessor__in=ids, predecessor_reason__startswith=NEXT_STAGE)
    superseded = set(stages.values_list("predecessor", flat=True))
    parts = Deal.objects.filter(pk__in=ids, bundle__in=counted).filter(
        Q(bundle__amount__isnull=False) | Q(amount__isnull=True)
    )
    superseded |= set(parts.values_list("pk", flat=True))
    Deal.objects.filter(pk__in=superseded, is_superseded=False).update(is_superseded=True)
    Deal.objects.filter(pk__in=ids - superseded, is_superseded=True).update(is_superseded=False)
    recount_deals(ids)
