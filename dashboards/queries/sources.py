"""The sources: which answer, when they last did, and what they brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from articles.models import Article, Deal, DealReport, Feed, Milestone, Poll

STRIP_DAYS = 30
SILENT_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class SourceRow:
    """One feed as the public sees it: a typed state, no address inside our house, no error text.

    ``days`` is, oldest first, for each of the last thirty days: ok, bad, or nothing.
    """

    feed: Feed
    articles: int
    recent: int
    days: Sequence[str]
    outcome: str
    is_stale: bool

    @property
    def is_well(self) -> bool:
        """Whether the last poll brought an answer that could be read."""
        return self.outcome in ("ok", "not_modified", "partial")


def source_rows(*, now: datetime) -> list[SourceRow]:
    """All feeds with their state; three queries."""
    since = now - timedelta(days=STRIP_DAYS)
    relevant = Q(articles__is_relevant=True)
    feeds = Feed.objects.annotate(
        article_count=Count("articles", filter=relevant),
        recent_count=Count("articles", filter=relevant & Q(articles__listed_at__gte=since)),
    ).order_by("tier", "publisher", "title", "slug")
    well = ("ok", "not_modified", "partial")
    polls = (
        Poll.objects.filter(started_at__gte=since)
        .values_list("feed", "started_at__date")
        .annotate(good=Count("pk", filter=Q(outcome__in=well)), all=Count("pk"))
        .order_by()
    )
    strips: dict[int, dict[date, str]] = {}
    for feed, day, good, _ in polls:
        strips.setdefault(feed, {})[day] = "ok" if good else "bad"
    days = [(now - timedelta(days=back)).date() for back in range(STRIP_DAYS - 1, -1, -1)]
    return [
        SourceRow(
            feed=feed,
            articles=feed.article_count,
            recent=feed.recent_count,
            days=[strips.get(feed.pk, {}).get(day, "") for day in days],
            outcome=feed.last_outcome if feed.state == Feed.State.ACTIVE else feed.state,
            is_stale=bool(
                (feed.last_success_at and now - feed.last_success_at > SILENT_AFTER)
                or (feed.stale_at and feed.stale_at <= now)
            ),
        )
        for feed in feeds
    ]


@dataclass(frozen=True)
class Coverage:
    """What the database holds, and how it came in."""

    deals_by_year: list[tuple[int | None, int, int, int]]
    publishers: list[tuple[str, int]]
    languages: list[tuple[str, int]]
    articles: int
    relevant: int
    milestones: int


def coverage() -> Coverage:
    """Counts of everything stored; five queries."""
    years = (
        Deal.objects.published()
        .values_list("filed_on__year")
        .annotate(all=Count("pk"), starter=Count("pk", filter=Q(is_starter=True)))
        .order_by("-filed_on__year")
    )
    told = DealReport.objects.filter(deal__in=Deal.objects.published()).exclude(publisher="")
    publishers = told.values_list("publisher").annotate(n=Count("deal", distinct=True)).order_by("-n", "publisher")
    languages = told.exclude(lang="").values_list("lang").annotate(n=Count("pk")).order_by("-n")
    stored = Article.objects.aggregate(all=Count("pk"), relevant=Count("pk", filter=Q(is_relevant=True)))
    return Coverage(
        deals_by_year=[(year, count, starter, count - starter) for year, count, starter in years],
        publishers=list(publishers[:40]),
        languages=list(languages),
        articles=stored["all"],
        relevant=stored["relevant"],
        milestones=Milestone.objects.exclude(review="rejected").count(),
    )
