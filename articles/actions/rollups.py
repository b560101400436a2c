"""Keep ``TagDay``, ``PairDay`` and ``ArticleDay``: relevant articles of one Hong Kong day by tag, by two tags, in all.

Processing and curation state what an article counted for before and counts
for now; only the differences are written, inside the transaction that made
them. ``rebuild_rollups`` counts everything again, ``find_drift`` compares.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncDate

from articles.models import Article, ArticleDay, DataGeneration, PairDay, Tag, TagDay, Tagging
from articles.models.article import HONG_KONG

Key = tuple[int, ...]
"""The tags whose articles are counted: one, or two of ``PAIRED`` in order; none stands for all relevant articles."""
Slot = tuple[Key, date]
"""(tag ids, Hong Kong day)"""
PAIRED = (Tag.Kind.CITY, Tag.Kind.SECTOR)
"""Kinds of tags that readers combine: a city with a sector, a city with another."""
Row = tuple[Any, ...]
_TABLES: tuple[tuple[type[ArticleDay | TagDay | PairDay], tuple[str, ...]], ...] = (
    (ArticleDay, ()),
    (TagDay, ("tag_id",)),
    (PairDay, ("first_id", "second_id")),
)
"""The rollup of keys of no, one and two tags, with its columns."""
_STANDING = [choice for choice in Tagging.Decision if choice != Tagging.Decision.REMOVED]


def count_slots(articles: Iterable[Article]) -> Counter[Slot]:
    """Count what stored ``articles`` stand for now, from their rows and taggings (two queries)."""
    days = {article.pk: article.listed_on for article in articles if article.is_relevant}
    if not days:
        return Counter()
    taggings = Tagging.objects.filter(article__in=days, decision__in=_STANDING)
    return slots_of(days, taggings.values_list("article", "tag"))


def slots_of(days: Mapping[int, date], taggings: Iterable[tuple[int, int]]) -> Counter[Slot]:
    """Count what relevant articles stand for: ``days`` by article id, taggings as (article id, tag id); one query."""
    slots: Counter[Slot] = Counter(((), day) for day in days.values())
    if not days:
        return slots
    paired = set(Tag.objects.filter(kind__in=PAIRED).values_list("pk", flat=True))
    of_article: dict[int, set[int]] = defaultdict(set)
    for article_id, tag_id in taggings:
        if article_id in days:
            of_article[article_id].add(tag_id)
    for article_id, tags in of_article.items():
        keys: list[Key] = [(tag_id,) for tag_id in tags]
        keys += combinations(sorted(tags & paired), 2)
        slots.update((key, days[article_id]) for key in keys)
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
    for size, (model, columns) in enumerate(_TABLES):
        slots = sorted((slot, n) for slot, n in difference.items() if n and len(slot[0]) == size)
        _add([(*key, day, n) for (key, day), n in slots if n > 0], model, (*columns, "day"))
        for (key, day), n in slots:
            if n < 0:
                slot = dict(zip(columns, key, strict=True), day=day)
                model.objects.filter(**slot).update(articles=F("articles") + n)


def _add(rows: Sequence[Row], model: type[ArticleDay | TagDay | PairDay], key: tuple[str, ...]) -> None:
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

    The database writes what it counts by itself: a million articles have a million slots.
    """
    with transaction.atomic():
        for (model, columns), counted in zip(_TABLES, _counts(), strict=True):
            model.objects.all().delete()
            table, names = connection.ops.quote_name(model._meta.db_table), ", ".join((*columns, "day", "articles"))
            statement, parameters = counted.query.sql_with_params()
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {table} ({names}) {statement}", parameters)
        DataGeneration.bump()
        return sum(model.objects.count() for model, _ in _TABLES)


def find_drift() -> dict[Slot, tuple[int, int]]:
    """Give the slots whose stored count differs from the rows: {slot: (stored, true)}; a stored 0 needs no row."""
    drift: dict[Slot, tuple[int, int]] = {}
    # A million articles have a million slots: only the stored ones of one table are held at a time.
    for (model, columns), counted in zip(_TABLES, _counts(), strict=True):
        stored = dict(_slots(model.objects.values_list(*columns, "day", "articles")))
        for slot, n in _slots(counted):
            if (was := stored.pop(slot, 0)) != n:
                drift[slot] = (was, n)
        drift.update((slot, (was, 0)) for slot, was in stored.items() if was)
    return drift


def _slots(rows: QuerySet[Any, Any]) -> Iterator[tuple[Slot, int]]:
    """Rows of (*tag ids, day, count)."""
    return (((tuple(key), day), n) for *key, day, n in rows.iterator())


def _counts() -> tuple[QuerySet[Any, Any], ...]:
    """Every slot, to be counted from the rows, as (*tag ids, day, count): all, by tag, by two tags."""
    articles = Article.objects.filter(is_relevant=True).values_list(TruncDate("listed_at", tzinfo=HONG_KONG))
    day = TruncDate("article__listed_at", tzinfo=HONG_KONG)
    taggings = Tagging.objects.filter(article__is_relevant=True, decision__in=_STANDING)
    paired = Tag.objects.filter(kind__in=PAIRED).values("pk")
    pairs = taggings.filter(
        tag__in=paired,
        article__taggings__tag__in=paired,
        article__taggings__tag__gt=F("tag"),
        article__taggings__decision__in=_STANDING,
    )
    rows = (articles, taggings.values_list("tag", day), pairs.values_list("tag", "article__taggings__tag", day))
    return tuple(row.annotate(n=Count("pk")).order_by() for row in rows)
