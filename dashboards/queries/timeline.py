"""What happened when: deals, milestones and, where asked for, articles on one line of time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, DateField, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast, ExtractYear, TruncDate

from articles.models import Article, Deal, Milestone
from dashboards.filters import Filters
from dashboards.queries.rows import TITLES, DealRow, deal_rows, local_title
from dashboards.queries.selection import HONG_KONG, articles, deals, milestones

FINANCE_SECTORS = ("finance", "fintech")
INFRASTRUCTURE_SECTORS = ("infrastructure", "transport-logistics", "aviation")
DEFAULT_KINDS = ("deal", "milestone")
"""Without ``kind`` the timeline shows what is dated and sure; articles only when asked for."""


HEAVY = ("text", "body", "summary", "quarantined_text", "reasons")
"""Columns of an article that no list needs."""


@dataclass(frozen=True)
class Event:
    """One thing on the timeline: its day (Hong Kong), how far that is known, its lane, and the row behind it."""

    kind: str
    lane: str
    day: date
    precision: str
    is_approximate: bool
    title: str
    lang: str
    slug: str
    milestone: Milestone | None = None
    deal: DealRow | None = None
    article: Article | None = None


def chosen_kinds(filters: Filters) -> tuple[str, ...]:
    """The kinds that the filters ask for; a lane implies its kind."""
    kinds = set(filters.kind or DEFAULT_KINDS)
    if filters.lane:
        of_lane = {"deals": "deal", "news": "article"}
        kinds = {of_lane.get(lane, "milestone") for lane in filters.lane} & (
            kinds if filters.kind else {"deal", "milestone", "article"}
        )
    return tuple(sorted(kinds))


def with_lanes(rows: QuerySet[Milestone]) -> QuerySet[Milestone]:
    """Milestones with their ``lane``: finance schemes before infrastructure before policy."""

    def concerns(sectors: tuple[str, ...]) -> Exists:
        through = Milestone.tags.through.objects
        return Exists(through.filter(milestone=OuterRef("pk"), tag__kind="sector", tag__slug__in=sectors))

    return rows.annotate(
        lane=Case(
            When(concerns(FINANCE_SECTORS), then=Value("finance")),
            When(concerns(INFRASTRUCTURE_SECTORS), then=Value("infrastructure")),
            default=Value("policy"),
            output_field=CharField(),
        )
    )


def timeline_sets(filters: Filters, today: date) -> dict[str, QuerySet]:
    """The querysets behind the timeline by kind; each with ``lane`` and ``day``."""
    sets: dict[str, QuerySet] = {}
    kinds = chosen_kinds(filters)
    if "deal" in kinds:
        sets["deal"] = deals(filters, today).filter(filed_on__isnull=False)
    if "milestone" in kinds:
        rows = with_lanes(milestones(filters, today))
        sets["milestone"] = rows.filter(lane__in=filters.lane) if filters.lane else rows
    if "article" in kinds:
        sets["article"] = articles(filters, today)
    return sets


def timeline_index(filters: Filters, today: date) -> QuerySet:
    """All events as (day, kind, key), newest first, one query whatever the kinds; slice it before reading."""
    days = {
        "deal": F("filed_on"),
        "milestone": F("happened_on"),
        "article": TruncDate("listed_at", tzinfo=HONG_KONG),
    }
    parts = [
        rows.annotate(
            event_day=Cast(days[kind], DateField()), event_kind=Value(kind, CharField()), event_key=F("pk")
        ).values_list("event_day", "event_kind", "event_key")
        for kind, rows in timeline_sets(filters, today).items()
    ]
    if not parts:
        return Deal.objects.none().values_list("filed_on", "slug", "pk")
    first, *rest = parts
    union = first.union(*rest, all=True) if rest else first
    direction = "" if filters.sort == "date" else "-"
    return union.order_by(f"{direction}event_day", "event_kind", f"{direction}event_key")


def events(index: list[tuple[date, str, int]]) -> list[Event]:
    """The rows behind a slice of the index, in its order; a fixed number of queries."""
    keys: dict[str, list[int]] = {"deal": [], "milestone": [], "article": []}
    for _, kind, key in index:
        keys[kind].append(key)
    found: dict[tuple[str, int], Event] = {}
    if keys["deal"]:
        for row in deal_rows(Deal.objects.filter(pk__in=keys["deal"])):
            found["deal", row.deal.pk] = deal_event(row)
    if keys["milestone"]:
        rows = with_lanes(Milestone.objects.filter(pk__in=keys["milestone"]))
        for milestone in rows.select_related("mechanism").prefetch_related("tags"):
            found["milestone", milestone.pk] = milestone_event(milestone)
    if keys["article"]:
        for article in Article.objects.filter(pk__in=keys["article"]).defer(*HEAVY):
            found["article", article.pk] = article_event(article)
    return [found[kind, key] for _, kind, key in index if (kind, key) in found]


def deal_event(row: DealRow) -> Event:
    """A deal on the day by which it is filed."""
    deal = row.deal
    precision = "day" if deal.is_filed_by_report else deal.date_precision
    inexact = deal.is_filed_by_report or deal.date_basis == "inferred"
    return Event("deal", "deals", deal.filed_on, precision, inexact, row.title, row.lang, deal.slug, deal=row)


def milestone_event(milestone: Milestone) -> Event:
    """A milestone on its day; the row needs ``with_lanes``."""
    title, lang = local_title(milestone)
    day, precision = milestone.happened_on, milestone.date_precision
    return Event("milestone", milestone.lane, day, precision, False, title, lang, milestone.slug, milestone=milestone)


def article_event(article: Article) -> Event:
    """An article on the Hong Kong day of its publication."""
    day = article.listed_at.astimezone(HONG_KONG).date()
    inexact = article.date_basis == Article.DateBasis.FIRST_SEEN
    slug = f"article-{article.pk}"
    return Event("article", "news", day, "day", inexact, article.title, article.lang, slug, article=article)


def lanes_per_year(filters: Filters, today: date) -> dict[tuple[int, str], int]:
    """Events by (year, lane); one query a kind."""
    counts: Counter[tuple[int, str]] = Counter()
    for kind, rows in timeline_sets(filters, today).items():
        if kind == "deal":
            grouped = rows.values_list("filed_on__year").annotate(count=Count("pk")).order_by()
            counts.update({(year, "deals"): count for year, count in grouped})
        elif kind == "milestone":
            grouped = rows.values_list("happened_on__year", "lane").annotate(count=Count("pk")).order_by()
            counts.update({(year, lane): count for year, lane, count in grouped})
        else:
            year = ExtractYear("listed_at", tzinfo=HONG_KONG)
            grouped = rows.annotate(year=year).values_list("year").annotate(count=Count("pk")).order_by()
            counts.update({(year, "news"): count for year, count in grouped})
    return dict(counts)


@dataclass(frozen=True)
class Mark:
    """A point of the timeline's chart."""

    lane: str
    day: date
    title: str
    kind: str
    slug: str


def timeline_marks(filters: Filters, today: date, *, limit: int) -> list[Mark]:
    """The newest deals and milestones as points; at most ``limit`` of each."""
    sets = timeline_sets(filters, today)
    marks = []
    if "deal" in sets:
        rows = sets["deal"].order_by("-filed_on", "-pk").only(*TITLES, "slug", "filed_on", "lang")
        marks += [Mark("deals", d.filed_on, local_title(d)[0], "deal", d.slug) for d in rows[:limit]]
    if "milestone" in sets:
        rows = sets["milestone"].order_by("-happened_on", "-pk").only(*TITLES, "slug", "happened_on")
        marks += [Mark(m.lane, m.happened_on, local_title(m)[0], "milestone", m.slug) for m in rows[:limit]]
    return marks


def latest_milestones(filters: Filters, today: date, *, limit: int) -> list[Event]:
    """The newest milestones of a selection."""
    rows = with_lanes(milestones(filters, today)).order_by("-happened_on", "-pk")
    return [milestone_event(m) for m in rows.select_related("mechanism").prefetch_related("tags")[:limit]]
