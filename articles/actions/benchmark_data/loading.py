"""Fill a database up to so many synthetic articles and deals, in steps that each stand for themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model, Sum

from articles.actions.benchmark_data.agreements import write_deals
from articles.actions.benchmark_data.news import ADDRESS, FEED, Labels, write_articles
from articles.actions.deal_sums import recount_deals
from articles.actions.planner import look_for_the_planner
from articles.actions.rollups import apply_difference, count_slots, rebuild_rollups
from articles.models import Article, ArticleDay, DataGeneration, Deal, Feed, FeedDay, TagDay, Tagging
from articles.search import rebuild_search

_CHUNK = 5000


class RealRows(Exception):
    """Raised where the database holds rows that are not synthetic; says which."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows there are now."""

    articles: int
    deals: int


def load_benchmark_data(
    *,
    articles: int,
    deals: int,
    now: datetime,
    is_searchable: bool = True,
    progress: Callable[[str], object] = lambda text: None,
) -> Loaded:
    """Fill the database up to ``articles`` synthetic articles and ``deals`` synthetic deals.

    Tags must be there (``sync_reference``). Each step counts its rows in the
    rollups as processing does, in its own transaction, so that a load that
    was broken off leaves nothing uncounted; the next one goes on from there.
    The search index is built at the end, in one go. Raises RealRows where
    articles came from a real feed, or a deal is neither synthetic nor of the
    starter dataset, which comes with the product and does not count.
    """
    refuse_real_rows()
    feed = _feed()
    labels = Labels.stored()
    present = Article.objects.filter(feed=feed).count()
    for start in range(present, articles, _CHUNK):
        with transaction.atomic():
            keys = write_articles(range(start, min(start + _CHUNK, articles)), feed, labels, now)
            written = Article.objects.filter(pk__in=keys).only("is_relevant", "listed_at", "feed")
            apply_difference(before={}, after=count_slots(written))
            DataGeneration.bump(articles_alone=True)
        progress(f"articles {min(start + _CHUNK, articles)}")
    present = Deal.objects.filter(slug__startswith=FEED).count()
    for start in range(present, deals, 1000):
        with transaction.atomic():
            recount_deals(write_deals(range(start, min(start + 1000, deals)), feed, labels, now))
            DataGeneration.bump()
        progress(f"deals {min(start + 1000, deals)}")
    if is_searchable:
        progress("search index")
        rebuild_search()
    if not _is_counted():
        progress("rollups")
        rebuild_rollups()
    DataGeneration.bump()
    _let_the_planner_look()
    return Loaded(
        Article.objects.filter(feed=feed).count(),
        Deal.objects.filter(slug__startswith=FEED).count(),
    )


def _feed() -> Feed:
    feed, _ = Feed.objects.get_or_create(
        slug=FEED,
        defaults={
            "url": f"{ADDRESS}feed",
            "title": "Synthetic articles for measurement",
            "publisher": "Benchmark",
            "tier": Feed.Tier.B,
            "state": Feed.State.PAUSED,
            "state_reason": "synthetic",
        },
    )
    return feed


def refuse_real_rows() -> None:
    """Raise RealRows where the database holds rows that are neither synthetic nor of the starter dataset."""
    if Article.objects.exclude(feed__slug=FEED).exists():
        raise RealRows("articles that are not synthetic")
    if Deal.objects.filter(is_starter=False).exclude(slug__startswith=FEED).exists():
        raise RealRows("deals that are not synthetic")


def _is_counted() -> bool:
    """Whether the rollups add up to the rows; they do not where an older release broke off a load."""

    def summed(rollup: type[Model]) -> int:
        return int(rollup._default_manager.aggregate(sum=Sum("articles"))["sum"] or 0)

    relevant = Article.objects.relevant().count()
    standing = Tagging.objects.filter(article__is_relevant=True).exclude(decision=Tagging.Decision.REMOVED).count()
    return (summed(ArticleDay), summed(FeedDay), summed(TagDay)) == (relevant, relevant, standing)


def _let_the_planner_look() -> None:
    """Count what planners go by: PostgreSQL does so by itself, but some minutes later; SQLite only when told."""
    if connection.in_atomic_block:
        return
    if not look_for_the_planner():
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
