"""Link each deal to the earlier one that it carries on; what a curator said of a deal's predecessor stands."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from articles.actions.clustering.lineage import LONGEST, Sketch, Tie, tie
from articles.actions.clustering.records import one_side
from articles.models import Deal, Party
from articles.models.writing import write_fields
from articles.pipeline.matching.parties import PartyNames

_MOST = 1000
_COLUMNS = (
    "pk", "slug", "type", "rung", "status", "filed_on", "mechanism__slug", "mechanism__facts", "counts", "amount",
    "currency", "is_starter",
)  # fmt: skip


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
    rows = Deal.objects.in_bulk(wanted.keys() | sketches.keys())
    by_slug = {deal.slug: deal for deal in rows.values()}
    for pk in sketches.keys() - ids:
        # A later deal keeps what it has, unless one of these is better.
        if found := _best(sketches[pk], [sketches[i] for i in ids if i in sketches]):
            present = _present(rows[pk], sketches)
            if present is None and rows[pk].predecessor_id is not None:
                continue
            wanted[pk] = max(found, present) if present else found
    _write({rows[pk]: found for pk, found in wanted.items()}, by_slug, now)


def forget_links(*, deal_ids: Collection[int]) -> None:
    """Take deals that are about to go out of every line; what they stood for in totals stands for itself again."""
    before = set(Deal.objects.filter(pk__in=deal_ids, predecessor__isnull=False).values_list("predecessor", flat=True))
    Deal.objects.filter(Q(pk__in=deal_ids) | Q(predecessor__in=deal_ids)).update(
        predecessor=None, predecessor_by="", predecessor_reason=""
    )
    if before:
        _mark_superseded(before)


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
    changed = []
    touched: set[int] = set()
    for deal, found in wanted.items():
        if deal.predecessor_by == Deal.Linker.CURATOR:
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
    if touched:
        _mark_superseded(touched)


def _mark_superseded(ids: set[int]) -> None:
    """A signed deal whose next stage is signed too, and public, is not counted beside it."""
    stages = Deal.objects.sourced().filter(
        predecessor__in=ids, predecessor_reason__startswith="next stage", status__in=("signed", "completed")
    )
    superseded = set(stages.values_list("predecessor", flat=True))
    Deal.objects.filter(pk__in=superseded, is_superseded=False).update(is_superseded=True)
    Deal.objects.filter(pk__in=ids - superseded, is_superseded=True).update(is_superseded=False)
