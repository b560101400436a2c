"""Write what is known of deals: resolved fields, parties, tags, review state and the events that readers are told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Q

from articles import reference as reference_data
from articles.actions.clustering.cases import Case, actors_of, labels_of, load_cases
from articles.actions.clustering.choosing import Values, choose_review, choose_scope, choose_values
from articles.actions.clustering.sameness import Rarity
from articles.actions.clustering.succession import count_once, link_successors
from articles.actions.clustering.withdrawing import write_withdrawals
from articles.actions.conversion import Rates
from articles.actions.deal_sums import recount_deals
from articles.actions.naming import Ref, ensure_tags, form_slug
from articles.models import Deal, DealEvent, ExchangeRate, Party, ReviewDecision
from articles.models.deal import NO_LONGER_TOLD, SOURCED_REVIEWS
from articles.models.writing import insert_rows, write_fields
from articles.pipeline.matching.parties import PartyNames
from articles.pipeline.matching.records import Reference

_PARTY_KINDS = ("organisation", "person")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What clustering needs of the reference data, built once: names of parties, rates, how rare labels are."""

    names: PartyNames
    rates: Rates
    rarity: Rarity
    sectors: dict[str, str]
    """The sector of each sub-sector, by slug."""

    @classmethod
    def of(cls, reference: Reference) -> "Knowledge":
        """Give the knowledge of ``reference``; the last one is kept at hand, since building it takes 0.1 s."""
        if not reference.digest:
            return cls._made(reference)
        if reference.digest not in _AT_HAND:
            _AT_HAND.clear()
            _AT_HAND[reference.digest] = cls._made(reference)
        return _AT_HAND[reference.digest]

    @classmethod
    def _made(cls, reference: Reference) -> "Knowledge":
        sectors = {part.slug: part.parent for part in reference.subsectors}
        return cls(PartyNames(reference), Rates.of(reference), _rarity(), sectors)


_AT_HAND: dict[str, Knowledge] = {}


@cache
def _rarity() -> Rarity:
    return Rarity.of(reference_data.starter_deals())


def resolve_deals(
    *,
    deal_ids: Collection[int],
    now: datetime,
    knowledge: Knowledge,
    told_at: Mapping[int, datetime] | None = None,
    quiet: bool = False,
) -> None:
    """Bring deals in line with their reports, curated fields and decisions; call it inside a transaction.

    A deal that may be mailed (sourced) gets the event ``new`` at ``told_at`` (``now``
    where that names no time for it), and one that moves on gets
    ``status:<status>`` unless ``quiet``. A deal without a report keeps what
    it says, its review follows the decisions, and where none stands it counts
    as no longer told. One that is taken away, or comes back, gets
    ``rejection:<n>`` or ``return:<n>``. Each is linked to the deal that it
    carries on. Nothing is written where nothing changed.
    """
    if not deal_ids:
        return
    loaded = load_cases(deal_ids)
    reviews = {case.deal.pk: case.deal.review for case in loaded}
    _settle_unreported([case for case in loaded if not case.reports], now)
    if cases := [case for case in loaded if case.reports]:
        _settle(cases, now=now, knowledge=knowledge, told_at=told_at or {}, quiet=quiet)
    write_withdrawals([case.deal for case in loaded], reviews, now=now)
    recount_deals([case.deal.pk for case in loaded])


def _settle(
    cases: list[Case], *, now: datetime, knowledge: Knowledge, told_at: Mapping[int, datetime], quiet: bool
) -> None:
    """Bring deals in line that reports tell of."""
    actors = {case.deal.pk: actors_of(case, knowledge.names) for case in cases}
    labels = {case.deal.pk: labels_of(case, knowledge.sectors) for case in cases}
    tag_ids = _tag_ids(actors.values(), labels.values())
    before = {case.deal.pk: (case.deal.status, case.deal.review) for case in cases}
    changed = []
    rates = _rates_for(cases, knowledge.rates)
    for case in cases:
        values = _values(case, labels[case.deal.pk], tag_ids, rates)
        if _assign(case.deal, values):
            case.deal.changed_at = now
            changed.append((case.deal, tuple(values)))
    _write_changed(changed)
    _write_parties(actors, tag_ids)
    _write_tags(actors, labels, tag_ids)
    _write_events(cases, before, now=now, told_at=told_at, quiet=quiet)
    link_successors(deal_ids=[case.deal.pk for case in cases], names=knowledge.names, now=now)


def _rates_for(cases: Iterable[Case], told: Rates) -> Rates:
    """The rates of the files, and those of the desk where a sum needs an average."""
    currencies = {report.currency for case in cases for report in case.reports}
    currencies |= {(case.curated.get("money") or {}).get("currency", "") for case in cases}
    is_asked = any(told.floats(currency) for currency in currencies)
    return told.with_more(ExchangeRate.objects.by_period()) if is_asked else told


_KIND_OF = {
    "cities": "city",
    "outside": "outside",
    "places": "place",
    "sectors": "sector",
    "subsectors": "subsector",
    "mechanism": "mechanism",
}


def _tag_ids(actors: Iterable[list[dict[str, str]]], labels: Iterable[dict[str, list[str]]]) -> dict[Ref, int]:
    everybody = [actor for group in actors for actor in group]
    refs = {(actor["kind"], actor["slug"]) for actor in everybody if actor["slug"]}
    for label in labels:
        refs |= {(_KIND_OF[field], slug) for field, slugs in label.items() for slug in slugs}
    names = {(actor["kind"], actor["name"]) for actor in everybody if _is_unlisted_party(actor)}
    return ensure_tags(refs=refs, names=names)


def _is_unlisted_party(actor: dict[str, str]) -> bool:
    return not actor["slug"] and actor["role"] == "signatory" and actor["kind"] in _PARTY_KINDS


def _tag_of(actor: dict[str, str], tag_ids: dict[Ref, int]) -> int | None:
    """The tag of a listed name or of an unlisted signatory.

    Who is only mentioned bears none, though a deal beside it may have made one of that name.
    """
    if actor["slug"] or _is_unlisted_party(actor):
        return tag_ids.get((actor["kind"], actor["slug"] or form_slug(actor["name"])))
    return None


def _values(case: Case, labels: dict[str, list[str]], tag_ids: dict[Ref, int], rates: Rates) -> Values:
    values = choose_values(case.reports, case.curated, rates=rates)
    told = case.reports[0].article.scope if case.reports[0].article else ""
    values["scope"] = case.curated.get("scope", choose_scope(labels["cities"], labels["outside"], told))
    mechanism = labels["mechanism"]
    values["mechanism_id"] = tag_ids.get(("mechanism", mechanism[0])) if mechanism else None
    return values | _review(case.decision, unsaid=choose_review(case.reports))


def _review(decision: ReviewDecision | None, *, unsaid: str) -> Values:
    """The review fields: what the last standing decision says, else ``unsaid``."""
    if decision is None:
        return {
            "review": unsaid,
            "review_reason": "",
            "review_note": "",
            "reviewed_at": None,
            "reviewed_by_id": None,
        }
    if decision.action == "first_accept":
        # Taken back until a second person agrees; what the machine may claim is at most that it is unreviewed.
        claim = Deal.Review.UNREVIEWED if unsaid == Deal.Review.ACCEPTED else unsaid
        return _review(None, unsaid=claim)
    return {
        "review": Deal.Review.ACCEPTED if decision.action == "accept" else Deal.Review.REJECTED,
        "review_reason": decision.reason,
        "review_note": decision.note,
        "reviewed_at": decision.decided_at,
        "reviewed_by_id": decision.decided_by_id,
    }


def _settle_unreported(cases: Sequence[Case], now: datetime) -> None:
    """Let the review follow the decisions, and what each stands for in the totals follow the review."""
    changed = []
    for case in cases:
        values = _review_of_unreported(case)
        if _assign(case.deal, values):
            case.deal.changed_at = now
            changed.append((case.deal, tuple(values)))
    _write_changed(changed)
    if bare := [case.deal for case in cases]:
        parts = Deal.objects.filter(Q(bundle__in=bare) | Q(pk__in=[deal.pk for deal in bare], bundle__isnull=False))
        count_once(deal_ids={deal.predecessor_id for deal in bare} - {None} | set(parts.values_list("pk", flat=True)))


def _review_of_unreported(case: Case) -> Values:
    """Give what a person's word on the whole deal says, else that it is told no more: nothing unsourced is shown."""
    values = _review(case.decision, unsaid=Deal.Review.UNREVIEWED) | {"report_count": case.deal.report_count}
    if values["review"] == Deal.Review.UNREVIEWED and not case.deal.is_starter:
        values |= {"review": Deal.Review.REJECTED, "review_reason": NO_LONGER_TOLD, "report_count": 0}
    return values


def _assign(deal: Deal, values: Values) -> bool:
    """Set the values on the deal; tell whether any differs."""
    differs = False
    for name, value in values.items():
        if getattr(deal, name) != value:
            setattr(deal, name, value)
            differs = True
    return differs


def _write_changed(changed: Sequence[tuple[Deal, Sequence[str]]]) -> None:
    """Write deals with the names of what was assigned, the same of all."""
    if changed:
        write_fields([deal for deal, _ in changed], [*changed[0][1], "changed_at"])


def _write_parties(actors: Mapping[int, list[dict[str, str]]], tag_ids: dict[Ref, int]) -> None:
    wanted: dict[int, list[tuple[str, str, int | None]]] = {}
    for deal_id, group in actors.items():
        tagged = {(actor["name"], actor["role"]): _tag_of(actor, tag_ids) for actor in group}
        wanted[deal_id] = [(name, role, tag_id) for (name, role), tag_id in tagged.items()]
    present: dict[int, list[tuple[str, str, int | None]]] = defaultdict(list)
    rows = Party.objects.filter(deal__in=actors).order_by("position")
    for deal_id, *row in rows.values_list("deal", "name", "role", "tag"):
        present[deal_id].append(tuple(row))
    stale = [deal_id for deal_id, rows in wanted.items() if rows != present[deal_id]]
    if stale:
        Party.objects.filter(deal__in=stale).delete()
        insert_rows(
            Party,
            ("deal_id", "name", "role", "tag_id", "position"),
            ((deal_id, *row, position) for deal_id in stale for position, row in enumerate(wanted[deal_id])),
        )


def _write_tags(
    actors: Mapping[int, list[dict[str, str]]],
    labels: Mapping[int, dict[str, list[str]]],
    tag_ids: dict[Ref, int],
) -> None:
    """Keep ``Deal.tags`` as it should be; new rows come in the order of importance (sectors)."""
    through = Deal.tags.through
    pairs: list[tuple[int, int | None]] = []
    for deal_id, label in labels.items():
        pairs += [(deal_id, tag_ids.get((_KIND_OF[field], slug))) for field, slugs in label.items() for slug in slugs]
    for deal_id, group in actors.items():
        # A party that is a city or a province is a party; whether it is also a place of the deal, the labels say.
        pairs += [(deal_id, _tag_of(actor, tag_ids)) for actor in group if actor["kind"] in _PARTY_KINDS]
    wanted = dict.fromkeys(pair for pair in pairs if pair[1] is not None)
    rows = through.objects.filter(deal_id__in=actors).values_list("pk", "deal_id", "tag_id")
    present = {(deal_id, tag_id): pk for pk, deal_id, tag_id in rows}
    if gone := [pk for pair, pk in present.items() if pair not in wanted]:
        through.objects.filter(pk__in=gone).delete()
    fresh = [pair for pair in wanted if pair not in present]
    insert_rows(through, ("deal_id", "tag_id"), fresh, skips_present=True)


def _write_events(
    cases: list[Case],
    before: Mapping[int, tuple[str, str]],
    *,
    now: datetime,
    told_at: Mapping[int, datetime],
    quiet: bool,
) -> None:
    public = [case for case in cases if case.deal.review in SOURCED_REVIEWS]
    known = set(
        DealEvent.objects.filter(event="new", deal__in=[case.deal.pk for case in public]).values_list(
            "deal_id", flat=True
        )
    )
    events = []
    for case in public:
        deal = case.deal
        if deal.pk not in known:
            event, at = "new", told_at.get(deal.pk, now)
        elif deal.status != before[deal.pk][0] and not quiet:
            event, at = f"status:{deal.status}", now
        else:
            continue
        source = next((report for report in case.reports if report.status == deal.status), case.reports[0])
        events.append(DealEvent(deal=deal, event=event, happened_at=at, report_id=source.pk))
    DealEvent.objects.bulk_create(events, ignore_conflicts=True)
