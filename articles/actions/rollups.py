"""Keep the day rollups: relevant articles of one Hong Kong day in all, by feed, by tag and by two tags.

Processing, curation and the change of an article's feed state what an article
counted for before and counts for now; only the differences are written, inside
the transaction that made them. ``rebuild_rollups`` counts everything again, ``find_drift`` compares.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncDate

from articles.actions.deal_sums import find_sum_drift, rebuild_sums
from articles.actions.recounting import count_days_again
from articles.models import (
    Article,
    ArticleDay,
    CountedDeal,
    DataGeneration,
    DealFacet,
    DealSum,
    FeedDay,
    PairDay,
    Tag,
    TagDay,
    Tagging,
)
from articles.models.article import HONG_KONG

logger = logging.getLogger(__name__)

Slot = tuple[str, tuple[int, ...], date]
"""(rollup, keys, Hong Kong day): ("all", (), day), ("feed", (feed id,), day), ("tag", (tag id,), day), or ("pair",
(lower tag id, higher tag id), day)."""
PAIRED = (Tag.Kind.CITY, Tag.Kind.SECTOR)
"""Kinds of tags that readers combine: a city with a sector, a city with another."""
Row = tuple[Any, ...]
_Model = type[ArticleDay | FeedDay | TagDay | PairDay]
_TABLES: dict[str, tuple[_Model, tuple[str, ...]]] = {
    "all": (ArticleDay, ()),
    "feed": (FeedDay, ("feed_id",)),
    "tag": (TagDay, ("tag_id",)),
    "pair": (PairDay, ("first_id", "second_id")),
}
"""Each rollup with its columns beside the day."""
_STANDING = [choice for choice in Tagging.Decision if choice != Tagging.Decision.REMOVED]


def count_slots(articles: Iterable[Article]) -> Counter[Slot]:
    """Count what stored ``articles`` stand for now, from their rows and taggings (two queries)."""
    relevant = [article for article in articles if article.is_relevant]
    taggings = Tagging.objects.filter(article__in=[article.pk for article in relevant], decision__in=_STANDING)
    return slots_of(relevant, taggings.values_list("article", "tag")) if relevant else Counter()


def feed_slots(articles: Iterable[Article]) -> Counter[Slot]:
    """Count what ``articles`` stand for in the rollup of feeds alone; those that are not relevant for nothing."""
    return Counter(
        ("feed", (article.feed_id,), article.listed_on)
        for article in articles
        if article.is_relevant and article.feed_id is not None
    )


def slots_of(relevant: Sequence[Article], taggings: Iterable[tuple[int, int]]) -> Counter[Slot]:
    """Count what these articles stand for once they are relevant; taggings as (article id, tag id); one query.

    ``is_relevant`` of the rows is not asked for: their fields may still be waiting to be written.
    """
    days = {article.pk: article.listed_on for article in relevant}
    slots: Counter[Slot] = Counter(("all", (), day) for day in days.values())
    if not days:
        return slots
    slots.update(("feed", (a.feed_id,), days[a.pk]) for a in relevant if a.feed_id is not None)
    paired = set(Tag.objects.filter(kind__in=PAIRED).values_list("pk", flat=True))
    of_article: dict[int, set[int]] = defaultdict(set)
    for article_id, tag_id in taggings:
        if article_id in days:
            of_article[article_id].add(tag_id)
    for article_id, tags in of_article.items():
        day = days[article_id]
        slots.update(("tag", (tag_id,), day) for tag_id in tags)
        slots.update(("pair", pair, day) for pair in combinations(sorted(tags & paired), 2))
    return slots


def apply_difference(*, before: Mapping[Slot, int], after: Mapping[Slot, int]) -> None:
    """Add ``after`` minus ``before`` to the rollups; call it inside the transaction of the change.

    Sums are made by the database, so that two workers that meet in one slot
    both count. What is added is written in one order, then what is taken away:
    workers that only add, or only take away, never deadlock. Of two that give
    and take the same slots crosswise, PostgreSQL may end one.
    """
    difference = Counter(after)
    difference.subtract(before)
    for rollup, (model, columns) in _TABLES.items():
        slots = sorted((key, day, n) for (name, key, day), n in difference.items() if n and name == rollup)
        _add([(*key, day, n) for key, day, n in slots if n > 0], model, (*columns, "day"))
        for key, day, n in slots:
            if n < 0:
                slot = dict(zip(columns, key, strict=True), day=day)
                held = model.objects.filter(**slot)
                if not held.filter(articles__gte=-n).update(articles=F("articles") + n):
                    # Counted before by a release that knew no such slots: what is taken away was never put in.
                    logger.warning("rollup %s of %s held less than %d: run rebuild_rollups", rollup, slot, -n)
                    held.update(articles=0)


def _add(rows: Sequence[Row], model: _Model, key: tuple[str, ...]) -> None:
    """Add to the counts of slots, (*key, n); those that are not there yet begin with it."""
    table, columns = connection.ops.quote_name(model._meta.db_table), ", ".join(key)
    marks = f"({', '.join(['%s'] * (len(key) + 1))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 300):
            some = rows[start : start + 300]
            cursor.execute(
                f"INSERT INTO {table} ({columns}, articles) VALUES {', '.join([marks] * len(some))} "
                f"ON CONFLICT ({columns}) DO UPDATE SET articles = {table}.articles + excluded.articles",
                [value.isoformat() if isinstance(value, date) else value for row in some for value in row],
            )


def rebuild_rollups() -> int:
    """Count all rollups again, in one transaction; give how many slots there are.

    Whoever changes a count meanwhile waits, and then changes the new one; readers read on.
    """
    with transaction.atomic():
        _keep_writers_out()
        count_days_again(_TABLES, PAIRED)
        sums = rebuild_sums()
        DataGeneration.bump()
        return sums + sum(model.objects.count() for model, _ in _TABLES.values())


def _keep_writers_out() -> None:
    """Until the transaction ends; SQLite has one writer at a time anyway.

    Without it a slot that one takes away from while it is made anew would be gone to him, and one that he makes
    would be there twice. In the order in which others write.
    """
    if connection.vendor == "postgresql":
        models = (DealSum, DealFacet, CountedDeal, *(model for model, _ in _TABLES.values()))
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def find_drift() -> dict[tuple[Any, ...], tuple[Any, Any]]:
    """Give the slots whose stored count differs from the rows: {slot: (stored, true)}; a stored 0 needs no row.

    Sums of deals are among them (``deal_sums.find_sum_drift``).
    """
    drift: dict[tuple[Any, ...], tuple[Any, Any]] = find_sum_drift()
    # A million articles have a million slots: only the stored ones of one table are held at a time.
    for rollup, counted in _counts().items():
        model, columns = _TABLES[rollup]
        stored = dict(_slots(rollup, model.objects.values_list(*columns, "day", "articles")))
        for slot, n in _slots(rollup, counted):
            if (was := stored.pop(slot, 0)) != n:
                drift[slot] = (was, n)
        drift.update((slot, (was, 0)) for slot, was in stored.items() if was)
    return drift


def _slots(rollup: str, rows: QuerySet[Any, Any]) -> Iterator[tuple[Slot, int]]:
    """Rows of (*keys, day, count)."""
    return (((rollup, tuple(key), day), n) for *key, day, n in rows.iterator())


def _counts() -> dict[str, QuerySet[Any, Any]]:
    """Every slot of each rollup, to be counted from the rows, as (*keys, day, count)."""
    listed, day = (TruncDate(name, tzinfo=HONG_KONG) for name in ("listed_at", "article__listed_at"))
    articles = Article.objects.filter(is_relevant=True)
    taggings = Tagging.objects.filter(article__is_relevant=True, decision__in=_STANDING)
    paired = Tag.objects.filter(kind__in=PAIRED).values("pk")
    pairs = taggings.filter(
        tag__in=paired,
        article__taggings__tag__in=paired,
        article__taggings__tag__gt=F("tag"),
        article__taggings__decision__in=_STANDING,
    )
    rows = {
        "all": articles.values_list(listed),
        "feed": articles.filter(feed__isnull=False).values_list("feed", listed),
        "tag": taggings.values_list("tag", day),
        "pair": pairs.values_list("tag", "article__taggings__tag", day),
    }
    return {rollup: row.annotate(n=Count("pk")).order_by() for rollup, row in rows.items()}
