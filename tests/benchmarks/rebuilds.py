"""Rollups and search index at size: what it costs to make them anew, and whether writing bit by bit gave the same.

Part of ``tests.benchmarks.scale``, which sets Django up first.
"""

import time
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any


def measure_rebuilds(say: Callable[[str], object], rewritten: int = 10_000) -> bool:
    """Print what it costs to make rollups and index anew; True where the same stands in them as before."""
    from articles.actions.rollups import find_drift, rebuild_rollups
    from articles.search import rebuild_search

    def timed(what: str, work: Callable[[], Any]) -> Any:
        began, used = time.perf_counter(), time.process_time()
        answer = work()
        say(f"{what:44} {time.perf_counter() - began:8.1f} {time.process_time() - used:16.1f}")
        return answer

    say(f"{'':44} {'seconds':>8} {'of this process':>16}")
    timed(f"{rewritten} articles written anew", partial(_write_again, rewritten))
    drift = timed("rollups compared with the rows", find_drift)
    slots, before = timed("rollups and index read", lambda: (rollups_now(), index_now()))
    timed("rollups made anew", rebuild_rollups)
    timed("index made anew", rebuild_search)
    same = {"rollups": rollups_now() == slots, "index": index_now() == before, "drift": not drift}
    say(", ".join(f"{name}: {'the same' if is_same else 'DIFFERENT'}" for name, is_same in same.items()))
    return all(same.values())


def _write_again(number: int) -> None:
    """Take articles from all over the time out of rollups and index, and put them in again, a batch at a time."""
    from django.db import transaction

    from articles.actions.rollups import apply_difference, count_slots
    from articles.models import Article
    from articles.search import index_articles, searched_texts

    keys = list(Article.objects.relevant().order_by("content_hash").values_list("pk", flat=True)[:number])
    for start in range(0, len(keys), 100):
        with transaction.atomic():
            some = list(Article.objects.filter(pk__in=keys[start : start + 100]))
            slots = count_slots(some)
            apply_difference(before=slots, after={})
            apply_difference(before={}, after=slots)
            index_articles(searched_texts([(one.pk, one.title, one.text) for one in some]).items())


def rollups_now() -> str:
    """A digest of all counts that stand in the rollups."""
    from articles.models import ArticleDay, DealFacet, DealSum, FeedDay, PairDay, TagDay

    sums = ("what", "grain", "begins", "one", "other", "ends", "review", *DealSum.MEASURES)
    makes = ("type", "status", "rung", "scope", "review", "value", "deals")
    rows = (
        *DealSum.objects.exclude(listed=0).order_by(*sums[:7]).values_list(*sums),
        *DealFacet.objects.exclude(deals=0).order_by(*makes).values_list(*makes),
        *ArticleDay.objects.filter(articles__gt=0).order_by("day").values_list("day", "articles"),
        *FeedDay.objects.filter(articles__gt=0).order_by("feed", "day").values_list("feed", "day", "articles"),
        *TagDay.objects.filter(articles__gt=0).order_by("tag", "day").values_list("tag", "day", "articles"),
        *PairDay.objects.filter(articles__gt=0)
        .order_by("first", "second", "day")
        .values_list("first", "second", "day", "articles"),
    )
    return sha256(repr(rows).encode()).hexdigest()


def index_now() -> str:
    """A digest of every article in the index, with its place, words and labels."""
    from django.db import connection, transaction

    statement = (
        "SELECT id, c0, '' FROM article_search_content ORDER BY id"
        if connection.vendor == "sqlite"
        else "SELECT place, tokens::text, article_id FROM article_search ORDER BY place"
    )
    digest = sha256()
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(2000):
            digest.update(repr(rows).encode())
    return digest.hexdigest()
