"""The sources: which answer, when they last did, and what they brought."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q, QuerySet, Sum

from articles.actions.deal_sums import WHOLE
from articles.models import Article, ArticleDay, Deal, DealReport, DealSum, Feed, FeedDay, Milestone, Poll
from articles.models.deal import SIGNAL_STATUSES
from dashboards.filters import Filters
from dashboards.queries.keeping import KEPT_SECONDS, keep_for, kept_with_deals
from dashboards.queries.selection import HONG_KONG, day_start, deals
from dashboards.queries.sums import asked_of_sums, figures_by

STRIP_DAYS = 30
SILENT_AFTER = timedelta(days=7)
WELL = (Feed.Outcome.OK, Feed.Outcome.NOT_MODIFIED, Feed.Outcome.PARTIAL)
"""Outcomes of a poll that brought an answer that could be read."""
_UNSETTLED = 5000
_COUNTED_UP_TO = "articles:counted"


@dataclass(frozen=True)
class SourceRow:
    """One feed as the public sees it: a typed state, no address inside our house, no error text.

    ``is_stale``: by the dates of its items it has fallen silent, or (``is_unasked``) it has not answered of late.
    ``days`` is, oldest first, for each of the last thirty days: ok, bad, or nothing.
    """

    feed: Feed
    articles: int
    recent: int
    days: Sequence[str]
    outcome: str
    is_stale: bool
    is_unasked: bool

    @property
    def is_well(self) -> bool:
        """Whether the last poll brought an answer that could be read."""
        return self.outcome in WELL


def source_rows(*, now: datetime) -> list[SourceRow]:
    """All feeds with their state; three queries."""
    # Whole Hong Kong days, so that the count is that of the list of the last thirty days.
    today = now.astimezone(HONG_KONG).date()
    since = day_start(today - timedelta(days=STRIP_DAYS - 1))
    within = Sum("articles", filter=Q(day__gte=since.date()))
    brought = FeedDay.objects.values_list("feed").annotate(all=Sum("articles"), recent=within).order_by()
    counts = {feed: (every, recent or 0) for feed, every, recent in brought}
    feeds = Feed.objects.order_by("tier", "publisher", "title", "slug")
    polls = (
        Poll.objects.filter(started_at__gte=since)
        .values_list("feed", "started_at__date")
        .annotate(good=Count("pk", filter=Q(outcome__in=WELL)))
        .order_by()
    )
    strips: dict[int, dict[date, str]] = {}
    for feed, day, good in polls:
        strips.setdefault(feed, {})[day] = "ok" if good else "bad"
    days = [today - timedelta(days=back) for back in range(STRIP_DAYS - 1, -1, -1)]
    return [
        SourceRow(
            feed=feed,
            articles=counts.get(feed.pk, (0, 0))[0],
            recent=counts.get(feed.pk, (0, 0))[1],
            days=[strips.get(feed.pk, {}).get(day, "") for day in days],
            outcome=feed.last_outcome if feed.state == Feed.State.ACTIVE else feed.state,
            is_stale=_is_unasked(feed, now) or bool(feed.stale_at and feed.stale_at <= now),
            is_unasked=_is_unasked(feed, now),
        )
        for feed in feeds
    ]


def _is_unasked(feed: Feed, now: datetime) -> bool:
    """Whether its last answer is older than a week, however well it was."""
    return bool(feed.last_success_at and now - feed.last_success_at > SILENT_AFTER)


@dataclass(frozen=True)
class Coverage:
    """What the database holds, and how it came in. ``publishers`` and ``languages`` count the deals told there;
    signals stand apart, as on the list of deals. ``first`` counts who told first what several publishers told."""

    deals_by_year: list[tuple[int | None, int, int, int]]
    publishers: list[tuple[str, int]]
    languages: list[tuple[str, int]]
    first: list[tuple[str, int]]
    articles: int
    relevant: int
    milestones: int


def coverage() -> Coverage:
    """Counts of everything stored; eight queries, four while the deals stay as they are."""
    return Coverage(
        **_of_deals(),
        articles=article_total(),
        relevant=int(ArticleDay.objects.aggregate(sum=Sum("articles"))["sum"] or 0),
        milestones=Milestone.objects.published().count(),
    )


def article_total() -> int:
    """How many articles are stored, relevant or not; two queries.

    Articles stay, so those up to a key are counted once an hour and the newer ones each time. The last thousands are
    always among the newer: a transaction that began before others may end after them.
    """
    newest = Article.objects.aggregate(newest=Max("pk"))["newest"] or 0
    border, before = cache.get(_COUNTED_UP_TO) or (0, 0)
    found: int = before + Article.objects.filter(pk__gt=border).count()
    if newest - border > 2 * _UNSETTLED:
        border = newest - _UNSETTLED
        keep_for(_COUNTED_UP_TO, (border, found - Article.objects.filter(pk__gt=border).count()), KEPT_SECONDS)
    return found


@kept_with_deals
def _of_deals() -> dict[str, Any]:
    """What is counted over the deals and their reports; four queries."""
    listed = Deal.objects.published().exclude(status__in=SIGNAL_STATUSES)
    years = _starters_by_year()
    told = DealReport.objects.filter(deal__in=listed).exclude(publisher="")
    publishers = told.values_list("publisher").annotate(n=Count("deal", distinct=True)).order_by("-n", "publisher")
    languages = (
        told.exclude(lang="").values_list("lang").annotate(n=Count("deal", distinct=True)).order_by("-n", "lang")
    )
    newest_first = sorted(years.items(), key=lambda item: -(item[0] or 0))
    return {
        "deals_by_year": [(year, n[True] + n[False], n[True], n[False]) for year, n in newest_first],
        "publishers": list(publishers[:40]),
        "languages": list(languages),
        "first": first_to_report(told)[:10],
    }


def _starters_by_year() -> dict[int | None, Counter[bool]]:
    """How many listed deals are filed in each year, None where no day is known, by whether they are starter rows."""
    years: dict[int | None, Counter[bool]] = defaultdict(Counter)
    everything = Filters()
    # The day is asked for where there is a period, and here is none.
    if asked := asked_of_sums(everything, date.min):
        for (begins,), sums in figures_by(asked, (WHOLE,), ("begins",)).items():
            year = begins.year if begins != DealSum.UNDATED[0] else None
            years[year] += Counter({True: sums.starters, False: sums.listed - sums.starters})
        return years
    # By day, which the engines do from an index; SQLite would call Python for the year of every row.
    listed = deals(everything, date.min).values_list("filed_on", "is_starter")
    for day, is_starter, count in listed.annotate(n=Count("pk")).order_by():
        years[day.year if day else None][is_starter] += count
    return years


def first_to_report(reports: QuerySet[DealReport]) -> list[tuple[str, int]]:
    """How often each publisher was the first with a deal that several told, most often first; one query.

    The earliest day decides; publishers of one day share nothing, that deal counts for none of them. Reports without
    a day are left out.
    """
    earliest: dict[int, tuple[date, set[str]]] = {}
    publishers: dict[int, set[str]] = defaultdict(set)
    dated = reports.filter(published_on__isnull=False, deal__report_count__gt=1)
    for deal, publisher, day in dated.values_list("deal", "publisher", "published_on"):
        publishers[deal].add(publisher)
        first, ahead = earliest.setdefault(deal, (day, set()))
        if day < first:
            earliest[deal] = (day, {publisher})
        elif day == first:
            ahead.add(publisher)
    wins = Counter(
        next(iter(ahead)) for deal, (_, ahead) in earliest.items() if len(ahead) == 1 and len(publishers[deal]) > 1
    )
    return sorted(wins.items(), key=lambda item: (-item[1], item[0]))
