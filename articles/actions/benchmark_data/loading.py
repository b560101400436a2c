"""Fill a database up to so many synthetic articles and deals, in steps that each stand for themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from articles.actions.benchmark_data.agreements import write_deals
from articles.actions.benchmark_data.news import ADDRESS, FEED, Labels, write_articles
from articles.actions.planner import look_for_the_planner
from articles.actions.rollups import rebuild_rollups
from articles.models import Article, DataGeneration, Deal, Feed
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

    Tags must be there (``sync_reference``). What is counted and searched is
    built at the end, in one go. Raises RealRows where articles came from a
    real feed, or a deal is neither synthetic nor of the starter dataset, which
    comes with the product and does not count.
    """
    feed = _feed()
    _refuse_real_rows(feed)
    labels = Labels.stored()
    present = Article.objects.filter(feed=feed).count()
    for start in range(present, articles, _CHUNK):
        with transaction.atomic():
            write_articles(range(start, min(start + _CHUNK, articles)), feed, labels, now)
        progress(f"articles {min(start + _CHUNK, articles)}")
    present = Deal.objects.filter(slug__startswith=FEED).count()
    for start in range(present, deals, 1000):
        with transaction.atomic():
            write_deals(range(start, min(start + 1000, deals)), feed, labels, now)
        progress(f"deals {min(start + 1000, deals)}")
    if is_searchable:
        progress("search index")
        rebuild_search()
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


def _refuse_real_rows(feed: Feed) -> None:
    if Article.objects.exclude(feed=feed).exists():
        raise RealRows("articles that are not synthetic")
    if Deal.objects.filter(is_starter=False).exclude(slug__startswith=FEED).exists():
        raise RealRows("deals that are not synthetic")


def _let_the_planner_look() -> None:
    """Count what planners go by: PostgreSQL does so by itself, but some minutes later; SQLite only when told."""
    if connection.in_atomic_block:
        return
    if not look_for_the_planner():
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
