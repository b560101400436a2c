"""What happened when: deals, milestones and, where asked for, articles on one line of time."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from django.db.models import Case, CharField, Count, DateField, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast

from articles.models import Article, Deal, Milestone
from articles.models.article import LONG_FIELDS
from dashboards.filters import Filters
from dashboards.queries.counting import articles_by, newest_articles
from dashboards.queries.days import DEEP, begin_of_page, deals_per_day, deals_per_month
from dashboards.queries.rows import TITLES, DealRow, deal_rows, local_title
from dashboards.queries.selection import HONG_KONG, articles, deals, milestones

FINANCE_SECTORS = ("finance", "fintech")
INFRASTRUCTURE_SECTORS = ("infrastructure", "transport-logistics", "aviation")
DEFAULT_KINDS = ("deal", "milestone")
"""Without ``kind`` the timeline shows what is dated and sure; articles only when asked for."""


MOST_EVENTS = 50_000
"""So many events are listed where nobody says how many: what a file may hold."""


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

    @property
    def place(self) -> str:
        """What follows the address of the timeline to lead to it."""
        return place_of(self.kind, self.day, self.slug)


def place_of(kind: str, day: date, slug: str) -> str:
    """What follows the address of the timeline to lead to something on it: the page that begins with its day, for the
    first page of all ends long before most of them, and its anchor."""
    return f"{Filters(kind=(kind,), to_on=day).query()}#{slug}"


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


def timeline_index(
    filters: Filters, today: date, *, limit: int = MOST_EVENTS, offset: int = 0
) -> list[tuple[date, str, int]]:
    """So many events as (day, kind, key), newest first; of one day deals come before milestones, articles first.

    Of each kind no more is read than the page may need, in the order of its own index: two queries. A page far down
    begins on the day on which it stands by the counts of all days: one query more for each kind.
    """
    is_oldest_first, begin = filters.sort == "date", None
    if offset > DEEP:
        counts: Counter[date] = Counter()
        for (day, _), count in _lanes_per_day(filters, today).items():
            counts[day] += count
        if not counts:
            return []
        begin, offset = begin_of_page(counts, offset, oldest_first=is_oldest_first)
    way, most = "" if is_oldest_first else "-", offset + limit
    articles_found: list[tuple[date, str, int]] = []
    parts = []
    for kind, rows in timeline_sets(filters, today).items():
        if kind == "article":
            articles_found = _article_days(_begun(filters, today, begin), today, most, is_oldest_first)
            continue
        day = {"deal": "filed_on", "milestone": "happened_on"}[kind]
        if begin:
            rows = rows.filter(**{f"{day}__{'gte' if is_oldest_first else 'lte'}": begin})
        nearest = rows.order_by(f"{way}{day}", f"{way}pk").values("pk")[:most]
        event = {"event_day": Cast(day, DateField()), "event_kind": Value(kind, CharField()), "event_key": F("pk")}
        parts.append(rows.model.objects.filter(pk__in=nearest).annotate(**event).values_list(*event))
    found: list[tuple[date, str, int]] = []
    if parts:
        first, *rest = parts
        found = sorted(first.union(*rest, all=True) if rest else first, key=itemgetter(2), reverse=not is_oldest_first)
    found += articles_found
    # Stable: within a day the articles stay in the order of their own list, the others in that of their keys.
    found.sort(key=lambda event: event[1])
    found.sort(key=lambda event: event[0], reverse=not is_oldest_first)
    return found[offset:most]


def _begun(filters: Filters, today: date, begin: date | None) -> Filters:
    """The articles of a selection from that day on, in the order of its list."""
    if begin is None:
        return filters
    first, last = filters.period(today)
    ends = (begin, last) if filters.sort == "date" else (first, begin)
    return filters.having(from_on=ends[0], to_on=ends[1], last="")


def _article_days(filters: Filters, today: date, most: int, is_oldest_first: bool) -> list[tuple[date, str, int]]:
    rows = newest_articles(filters, today, limit=most, oldest_first=is_oldest_first).values_list("listed_at", "pk")
    return [(at.astimezone(HONG_KONG).date(), "article", key) for at, key in rows]


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
        for article in Article.objects.filter(pk__in=keys["article"]).defer(*LONG_FIELDS):
            found["article", article.pk] = article_event(article)
    return [found[kind, key] for _, kind, key in index if (kind, key) in found]


def deal_event(row: DealRow) -> Event:
    """A deal on the day by which it is filed."""
    deal = row.deal
    inexact = deal.is_filed_by_report or deal.date_basis == "inferred"
    return Event(
        "deal", "deals", deal.filed_on, deal.filing_precision, inexact, row.title, row.lang, deal.slug, deal=row
    )


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
    """Events by (year, lane); one query a kind, two for deals where the period of a tag cuts a month."""
    counts: Counter[tuple[int, str]] = Counter()
    for (day, lane), count in _lanes_per_day(filters, today, deals_by=deals_per_month).items():
        counts[day.year, lane] += count
    return dict(counts)


def _lanes_per_day(
    filters: Filters, today: date, *, deals_by: Callable[[Filters, date], dict[date, int]] = deals_per_day
) -> dict[tuple[date, str], int]:
    """Events by (day, lane), deals by what ``deals_by`` tells them by; one query a kind."""
    counts: dict[tuple[date, str], int] = {}
    for kind, rows in timeline_sets(filters, today).items():
        if kind == "deal":
            counts |= {(day, "deals"): count for day, count in deals_by(filters, today).items()}
        elif kind == "milestone":
            days = rows.values_list("happened_on", "lane").annotate(count=Count("pk")).order_by()
            counts |= {(day, lane): count for day, lane, count in days}
        else:
            found = articles_by(filters, today, lambda day: day)
            counts |= {(day, "news"): count for day, count in found.items() if count}
    return counts


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


def latest_milestones(filters: Filters, today: date, *, limit: int, with_tags: bool = True) -> list[Event]:
    """The newest milestones of a selection; without their tags one query."""
    rows = with_lanes(milestones(filters, today)).order_by("-happened_on", "-pk").select_related("mechanism")
    return [milestone_event(m) for m in (rows.prefetch_related("tags") if with_tags else rows)[:limit]]
