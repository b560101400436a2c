"""One deal with all that is known of it: fields beside quotes, reports, steps, the follow-through clock."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from articles.models import CuratedField, Deal, DealEvent, DealReport, Milestone
from articles.models.deal import HIDDEN_REVIEWS
from dashboards.queries.rows import TITLES, DealRow, deal_rows, local_title

FIELD_ORDER = ("type", "status", "parties", "amount", "counts", "date", "cities", "outside", "sectors", "mechanism")
_SHOWN_UNDER = {"money": "amount", "subtype": "type", "scope": "cities"}
"""Fields that curators set, where the page of a deal calls them otherwise or shows them with another."""


@dataclass(frozen=True)
class Quote:
    """Words that prove a field, in their language, with every place where they stand.

    ``told`` holds (publisher, article, evidence) with the ids of the page that has the sentence; both are None where
    no article is kept. ``anchor`` names the quote.
    """

    field: str
    text: str
    lang: str
    anchor: str
    told: tuple[tuple[str, int | None, int | None], ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of a deal's life: what was said to have happened, when, by whom."""

    status: str
    day: date | None
    publisher: str
    url: str
    article_id: int | None


@dataclass(frozen=True)
class Clock:
    """The follow-through clock: days since the last report known to us. It never changes a status.

    ``is_followed`` is False for starter rows, which nobody follows.
    """

    last_report_on: date | None
    days: int | None
    is_followed: bool
    is_over: bool


@dataclass(frozen=True)
class Stage:
    """One deal of a line of deals, the earlier first; ``is_this`` is the deal of the page."""

    deal: Deal
    title: str
    lang: str
    is_this: bool


@dataclass(frozen=True)
class DealStory:
    """What the page of a deal shows. ``quotes`` is by field; ``conflicts`` by field: value -> publishers.

    ``curated`` says of each field of the page whether a curator set it; ``curated_head`` names those that a curator set
    and that stand in the page's head.
    """

    row: DealRow
    quotes: dict[str, list[Quote]]
    curated: dict[str, bool]
    curated_head: tuple[str, ...]
    steps: list[Step]
    clock: Clock
    conflicts: dict[str, dict[str, list[str]]]
    reports: list[DealReport]
    lineage: list[Stage]
    bundle: Stage | None
    parts: list[Stage]
    related: list[DealRow]

    @property
    def sources(self) -> int:
        """How many different publishers tell it."""
        return len({source.publisher for source in self.row.sources})


def deal_story(deal: Deal, today: date) -> DealStory:
    """Everything about one published deal; a fixed number of queries."""
    row = deal_rows(Deal.objects.filter(pk=deal.pk), with_quotes=True)[0]
    reports, kin = list(row.deal.reports.all()), _kin(row.deal)
    quotes = _quotes(reports)
    curated = [
        _SHOWN_UNDER.get(field, field)
        for field in CuratedField.objects.filter(deal=deal).order_by("field").values_list("field", flat=True)
    ]
    return DealStory(
        row=row,
        quotes=quotes,
        curated={field: field in curated for field in FIELD_ORDER},
        curated_head=tuple(field for field in curated if field not in FIELD_ORDER),
        steps=_steps(row.deal, reports),
        clock=_clock(row.deal, reports, today),
        conflicts=_conflicts(reports),
        reports=reports,
        lineage=_stages(row, kin),
        bundle=Stage(kin.bundle, *local_title(kin.bundle), is_this=False) if kin.bundle else None,
        parts=[Stage(deal, *local_title(deal), is_this=False) for deal in kin.parts],
        related=related_deals(row),
    )


def _quotes(reports: list[DealReport]) -> dict[str, list[Quote]]:
    """The quotes by field, in the reports' order; the same words stand once, with all who wrote them."""
    found: dict[tuple[str, str, str], Quote] = {}
    for report in reports:
        article = report.article
        publisher = report.publisher or (article.publisher if article else "")
        for evidence in report.evidence.all():
            key = (evidence.field, evidence.quote, report.lang)
            quote = found.get(key) or Quote(evidence.field, evidence.quote, report.lang, f"q{evidence.pk}")
            place = (publisher, report.article_id, evidence.pk if report.article_id else None)
            if all((who, article) != place[:2] for who, article, _ in quote.told):
                quote = replace(quote, told=(*quote.told, place))
            found[key] = quote
    quotes: dict[str, list[Quote]] = {}
    for quote in found.values():
        quotes.setdefault(quote.field, []).append(quote)
    return quotes


def _steps(deal: Deal, reports: list[DealReport]) -> list[Step]:
    """The states that reports told, oldest first; a state that is told again adds nothing."""
    events = DealEvent.objects.filter(deal=deal).select_related("report").order_by("happened_at", "pk")
    steps: list[Step] = []
    for report in sorted(reports, key=lambda r: (r.published_on or date.max, r.pk)):
        if all(step.status != report.status for step in steps):
            article_url = report.article.url if report.article else ""
            url = report.url or article_url
            steps.append(Step(report.status, report.published_on, report.publisher, url, report.article_id))
    for event in events:
        status = event.event.removeprefix("status:")
        if event.event.startswith("status:") and all(step.status != status for step in steps):
            steps.append(Step(status, event.happened_at.date(), "", "", None))
    return steps


def _clock(deal: Deal, reports: list[DealReport], today: date) -> Clock:
    """Days since the last report; nothing of it for what is over."""
    days = [report.published_on for report in reports if report.published_on]
    last = max(days) if days else None
    return Clock(
        last_report_on=last,
        days=(today - last).days if last else None,
        is_followed=not deal.is_starter or any(report.article_id for report in reports),
        is_over=deal.status in ("completed", "cancelled"),
    )


def _conflicts(reports: list[DealReport]) -> dict[str, dict[str, list[str]]]:
    """Fields of which the reports say different things: value -> who says it. Shown, never averaged.

    Another status on another day is a step of the deal's life and no conflict.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for field in ("type", "status", "amount", "date"):
        said: dict[str, Counter[str]] = {}
        for report in reports:
            value = getattr(report, field)
            if field == "amount" and value is not None:
                value = f"{report.currency} {value:,.0f}"
            if value:
                said.setdefault(str(value), Counter())[report.publisher] += 1
        if len(said) > 1 and (field != "status" or _differ_on_a_day(reports)):
            found[field] = {
                value: [f"{publisher} ×{n}" if n > 1 else publisher for publisher, n in publishers.items()]
                for value, publishers in said.items()
            }
    return found


MOST_PARTS = 100
MOST_STAGES = 6
"""Predecessors that are followed back, and successors that are shown."""


@dataclass(frozen=True)
class Kin:
    """The deals around one: those that it carries on and that carry it on, its bundle, its parts. All published."""

    before: tuple[Deal, ...]
    after: tuple[Deal, ...]
    bundle: Deal | None
    parts: tuple[Deal, ...]


def _kin(deal: Deal) -> Kin:
    """Everything that a deal is tied to; two queries at most, however long its history is."""
    tied = Q(predecessor=deal.pk) | Q(bundle=deal.pk)
    if deal.bundle_id:
        tied |= Q(pk=deal.bundle_id)
    is_part = Case(When(bundle=deal.pk, then=1), default=0)
    # By keys: for the order SQLite would walk all deals by day instead of asking for the few that are tied.
    near = Deal.objects.published().filter(pk__in=Deal.objects.filter(tied).values("pk"))
    # The many parts of a bundle come last, so that they push nothing else out.
    found = list(near.order_by(is_part, "filed_on", "pk")[: MOST_PARTS + MOST_STAGES])
    return Kin(
        before=_before(deal) if deal.predecessor_id else (),
        after=tuple(other for other in found if other.predecessor_id == deal.pk)[:MOST_STAGES],
        bundle=next((other for other in found if other.pk == deal.bundle_id), None),
        parts=tuple(other for other in found if other.bundle_id == deal.pk)[:MOST_PARTS],
    )


def _before(deal: Deal) -> tuple[Deal, ...]:
    """The deals that this one carries on, the earliest first, as far as they are published and no circle."""
    path = "__".join(["predecessor"] * (MOST_STAGES - 1))
    stage = Deal.objects.select_related(path).filter(pk=deal.predecessor_id).first()
    stages: list[Deal] = []
    seen = {deal.pk}
    while stage is not None and stage.pk not in seen and stage.review not in HIDDEN_REVIEWS:
        stages.insert(0, stage)
        seen.add(stage.pk)
        # The last one fetched has its own predecessor as a key alone.
        stage = stage.predecessor if len(stages) < MOST_STAGES else None
    return tuple(stages)


def _stages(row: DealRow, kin: Kin) -> list[Stage]:
    """What it carries on, itself, and what carries it on; nothing where it stands alone."""
    if not kin.before and not kin.after:
        return []
    return [Stage(deal, *local_title(deal), deal.pk == row.deal.pk) for deal in (*kin.before, row.deal, *kin.after)]


def _differ_on_a_day(reports: list[DealReport]) -> bool:
    """Whether reports of one day, or without a day, tell different states."""
    states: dict[date | None, set[str]] = {}
    for report in reports:
        states.setdefault(report.published_on, set()).add(report.status)
    return any(len(told) > 1 for told in states.values())


def related_deals(row: DealRow, limit: int = 5) -> list[DealRow]:
    """Other deals of the same mechanism, else between the same parties: newest first."""
    tags = [party.slug for party in row.parties if party.slug]
    near = Q()
    if row.deal.mechanism_id:
        near = Q(mechanism=row.deal.mechanism_id)
    elif len(tags) > 1:
        near = Q(parties__tag__slug=tags[0]) & Q(pk__in=Deal.objects.filter(parties__tag__slug=tags[1]).values("pk"))
    if not near:
        return []
    found = Deal.objects.published().filter(near).exclude(pk=row.deal.pk).distinct().newest()[:limit]
    return deal_rows(found)


@dataclass(frozen=True)
class Neighbour:
    """Something that happened near a deal in time: of the same cities or the same mechanism."""

    lane: str
    day: date
    precision: str
    title: str
    lang: str
    kind: str
    slug: str


EACH_SIDE = 30
"""How many deals, and how many milestones, before a deal are looked at, and how many after it."""


def neighbours(row: DealRow) -> list[Neighbour]:
    """Deals between the same cities and milestones of the same cities or mechanism, the nearest in time of each,
    newest first; two queries."""
    # By key: of a city that it only knows by its name PostgreSQL expects few deals, and sorts all of them.
    keys = {tag.slug: tag.pk for tag in row.deal.tags.all() if tag.kind == "city"}
    cities = [keys[name.slug] for name in row.cities][:3]
    mechanism, day = row.deal.mechanism_id, row.deal.filed_on
    others = Deal.objects.published().filter(filed_on__isnull=False).exclude(pk=row.deal.pk)
    for city in cities:
        through = Deal.tags.through.objects.filter(deal=OuterRef("pk"), tag=city)
        others = others.filter(Exists(through))
    marks = Milestone.tags.through.objects.filter(milestone=OuterRef("pk"), tag__in=cities)
    near = Exists(marks) | Q(mechanism=mechanism) if mechanism else Exists(marks)
    milestones = Milestone.objects.published().filter(near)
    filed = (*TITLES, "lang", "slug", "filed_on", "date_precision", "is_filed_by_report")
    found = [
        Neighbour("cities", d.filed_on, d.filing_precision, *local_title(d), "deal", d.slug)
        for d in (_nearest(others, "filed_on", day).only(*filed) if cities else ())
    ]
    columns = (*TITLES, "slug", "happened_on", "date_precision")
    found += [
        Neighbour("milestones", m.happened_on, m.date_precision, *local_title(m), "milestone", m.slug)
        for m in _nearest(milestones, "happened_on", day).only(*columns)
    ]
    return sorted(found, key=lambda n: (n.day, n.slug), reverse=True)


def _nearest(rows: QuerySet[Any], column: str, day: date | None) -> QuerySet[Any]:
    """The rows whose ``column`` is nearest to a day, so many on each side; the newest where there is no day."""
    newest, oldest = rows.order_by(f"-{column}", "-pk"), rows.order_by(column, "pk")
    if day is None:
        return newest[: 2 * EACH_SIDE]
    before, after = newest.filter(**{f"{column}__lte": day}), oldest.filter(**{f"{column}__gt": day})
    sides = Q(pk__in=before.values("pk")[:EACH_SIDE]) | Q(pk__in=after.values("pk")[:EACH_SIDE])
    return rows.model._default_manager.filter(sides)
