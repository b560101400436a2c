"""Link each deal to the earlier one that it carries on; what a curator said of a deal's predecessor stands."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from articles.actions.clustering.lineage import LONGEST, Sketch, Tie, tie
from articles.actions.clustering.records import one_side
from articles.actions.deal_sums import recount_deals
from articles.models import Deal, Party
from articles.models.deal import COUNTED_STATUSES
from articles.models.writing import write_fields
from articles.pipeline.matching.parties import PartyNames

_MOST = 1000
_COLUMNS = (
    "pk", "slug", "type", "rung", "status", "filed_on", "mechanism__slug", "mechanism__facts", "counts", "amount",
    "currency", "is_starter",
)  # fmt: skip
_LINKED = ("slug", "predecessor", "predecessor_by", "predecessor_reason", "changed_at")


def link_successors(*, deal_ids: Collection[int], names: PartyNames, now: datetime) -> None:
    """Set ``predecessor`` of the deals, and of later ones that carry on one of them, in a fixed number of queries.

    Of several earlier deals the one of the strongest tie holds, of equal ones
    the latest, so that the links are the same in whatever order deals come.
    """
    judged = Q(pk__in=deal_ids) | Q(predecessor__in=deal_ids, predecessor_by=Deal.Linker.MACHINE)
    ids = set(Deal.objects.filter(judged).values_list("pk", flat=True))
    if not ids:
        return
    sketches = _sketches(_related(ids, names) | ids, names)
    # What is rejected or merged carries on nothing.
    wanted: dict[int, Tie | None] = {
        pk: _best(sketches[pk], sketches.values()) if pk in sketches else None for pk in ids
    }
    rows = Deal.objects.only(*_LINKED).in_bulk(wanted.keys() | sketches.keys())
    by_slug = {deal.slug: deal for deal in rows.values()}
    for pk in sketches.keys() - ids:
        # A later deal keeps what it has, unless one of these is better.
        if found := _best(sketches[pk], [sketches[i] for i in ids if i in sketches]):
            present = _present(rows[pk], sketches)
            if present is None and rows[pk].predecessor_id is not None:
                continue
            wanted[pk] = max(found, present) if present else found
    _write({rows[pk]: found for pk, found in wanted.items()}, by_slug, now)
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


def _present(deal: Deal, sketches: dict[int, Sketch]) -> Tie | None:
    earlier = sketches.get(deal.predecessor_id) if deal.predecessor_id else None
    return tie(earlier, sketches[deal.pk]) if earlier else None


def _related(ids: set[int], names: PartyNames) -> set[int]:
    """Deals that have two parties in common with the deals, and those that any of them has as its predecessor."""
    mine = Party.objects.filter(deal__in=ids, role=Party.Role.SIGNATORY, tag__isnull=False)
    refs = {twin for ref in mine.values_list("tag__kind", "tag__slug") for twin in names.equals(ref)}
    if len(refs) < 2:
        return set()
    days = [day for day in Deal.objects.filter(pk__in=ids).values_list("filed_on", flat=True) if day]
    if not days:
        return set()
    near = _live(Deal.objects.filter(filed_on__range=(min(days) - LONGEST, max(days) + LONGEST)))
    theirs = Q()
    for kind in {kind for kind, _ in refs}:
        theirs |= Q(parties__tag__kind=kind, parties__tag__slug__in=[slug for k, slug in refs if k == kind])
    theirs &= Q(parties__role=Party.Role.SIGNATORY)
    found = near.filter(theirs).annotate(shared=Count("parties", distinct=True)).filter(shared__gt=1)
    related = set(found.order_by("-pk").values_list("pk", flat=True)[:_MOST])
    before = Deal.objects.filter(pk__in=related, predecessor__isnull=False).values_list("predecessor", flat=True)
    return related | set(before)


def _live(deals: QuerySet[Deal]) -> QuerySet[Deal]:
    return deals.filter(merged_into__isnull=True, filed_on__isnull=False).exclude(review=Deal.Review.REJECTED)


def _sketches(ids: set[int], names: PartyNames) -> dict[int, Sketch]:
    parties: dict[int, set[str]] = defaultdict(set)
    rows = Party.objects.filter(deal__in=ids, role=Party.Role.SIGNATORY)
    for deal_id, kind, slug, is_listed, name in rows.values_list(
        "deal", "tag__kind", "tag__slug", "tag__is_listed", "name"
    ):
        ref = (kind, slug) if is_listed else names.resolve(name)
        parties[deal_id].add(one_side(names.identity_of(ref) if ref else names.identity(name)))
    sectors: dict[int, set[str]] = defaultdict(set)
    tagged = Deal.tags.through.objects.filter(deal__in=ids, tag__kind="sector")
    for deal_id, slug in tagged.values_list("deal", "tag__slug"):
        sectors[deal_id].add(slug)
    found = {}
    for pk, slug, type_, rung, status, day, mechanism, facts, counts, amount, currency, is_starter in _live(
        Deal.objects.filter(pk__in=ids)
    ).values_list(*_COLUMNS):
        found[pk] = Sketch(
            pk=pk, slug=slug, type=type_, rung=rung, status=status, filed_on=day, parties=frozenset(parties[pk]),
            mechanism=mechanism or "", mechanism_kind=(facts or {}).get("kind", ""), sectors=frozenset(sectors[pk]),
            counts=frozenset((count["unit"], count["n"]) for count in counts),
            amount=float(amount) if amount is not None else None, currency=currency, is_starter=is_starter,
        )  # fmt: skip
    return found


def _write(wanted: dict[Deal, Tie | None], by_slug: dict[str, Deal], now: datetime) -> None:
    """Write the links that are not a curator's, and which deals their next stage stands for."""
    wanted = _without_circles(wanted, by_slug)
    changed = []
    touched: set[int] = set()
    for deal, found in wanted.items():
        if deal.predecessor_by == Deal.Linker.CURATOR:
            # The link is a person's; whether this stage counts in the other's place may have changed all the same.
            touched |= {deal.predecessor_id} - {None}
            continue
        before = (deal.predecessor_id, deal.predecessor_reason)
        deal.predecessor = by_slug[found.slug] if found else None
        deal.predecessor_by = Deal.Linker.MACHINE if found else ""
        deal.predecessor_reason = found.reason if found else ""
        if (deal.predecessor_id, deal.predecessor_reason) != before:
            deal.changed_at = now
            changed.append(deal)
        touched |= {pk for pk in (before[0], deal.predecessor_id) if pk}
    write_fields(changed, ("predecessor", "predecessor_by", "predecessor_reason", "changed_at"))
    count_once(deal_ids=touched)


def _without_circles(wanted: dict[Deal, Tie | None], by_slug: dict[str, Deal]) -> dict[Deal, Tie | None]:
    """Leave out the ties that a curator's link leads back from: ties alone go back in time and close no circle."""
    before = {deal.pk: deal.predecessor_id for deal in by_slug.values()}
    for deal, found in wanted.items():
        if deal.predecessor_by != Deal.Linker.CURATOR:
            before[deal.pk] = by_slug[found.slug].pk if found else None
    kept = dict(wanted)
    for deal in sorted(wanted, key=lambda deal: deal.pk):
        if deal.predecessor_by != Deal.Linker.CURATOR and _is_circle(deal.pk, before):
            kept[deal] = before[deal.pk] = None
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

    Both have to be public and signed. A part with an amount is counted beside a bundle that tells none.
    """
    ids = set(deal_ids)
    if not ids:
        return
    counted = Deal.objects.sourced().filter(status__in=COUNTED_STATUSES, merged_into__isnull=True)
    stages = counted.filter(predecessor__in=ids, predecessor_reason__startswith="next stage")
    superseded = set(stages.values_list("predecessor", flat=True))
    parts = Deal.objects.filter(pk__in=ids, bundle__in=counted).filter(
        Q(bundle__amount__isnull=False) | Q(amount__isnull=True)
    )
    superseded |= set(parts.values_list("pk", flat=True))
    Deal.objects.filter(pk__in=superseded, is_superseded=False).update(is_superseded=True)
    Deal.objects.filter(pk__in=ids - superseded, is_superseded=True).update(is_superseded=False)
    recount_deals(ids)
