"""Keep ``TagDay`` and ``ArticleDay``: relevant articles of one Hong Kong day by tag, and in all.

Processing and curation state what an article counted for before and counts
for now; only the differences are written, inside the transaction that made
them. ``rebuild_rollups`` counts everything again, ``find_drift`` compares.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F
from django.db.models.functions import TruncDate

from articles.models import Article, ArticleDay, DataGeneration, TagDay, Tagging
from articles.models.article import HONG_KONG

Slot = tuple[int, date]
"""(tag id, Hong Kong day); ``EVERY`` in place of a tag stands for all relevant articles of that day."""
EVERY = 0


def count_slots(articles: Iterable[Article]) -> Counter[Slot]:
    """Count what stored ``articles`` stand for now, from their rows and taggings (one query)."""
    days = {article.pk: article.listed_on for article in articles if article.is_relevant}
    if not days:
        return Counter()
    taggings = Tagging.objects.filter(article__in=days).exclude(decision=Tagging.Decision.REMOVED)
    slots = Counter((tag_id, days[article_id]) for article_id, tag_id in taggings.values_list("article", "tag"))
    slots.update((EVERY, day) for day in days.values())
    return slots


def apply_difference(*, before: Mapping[Slot, int], after: Mapping[Slot, int]) -> None:
    """Add ``after`` minus ``before`` to the rollups; call it inside the transaction of the change.

    Sums are made by the database, so that two workers that meet in one slot
    both count; slots are written in one order, so that they do not deadlock.
    """
    difference = Counter(after)
    difference.subtract(before)
    more = sorted((slot, n) for slot, n in difference.items() if n > 0)
    less = sorted((slot, n) for slot, n in difference.items() if n < 0)
    _add([(day, n) for (tag_id, day), n in more if tag_id == EVERY], ArticleDay, ("day",))
    _add([(tag_id, day, n) for (tag_id, day), n in more if tag_id != EVERY], TagDay, ("tag_id", "day"))
    for (tag_id, day), n in less:
        slot = ArticleDay.objects.filter(day=day) if tag_id == EVERY else TagDay.objects.filter(tag=tag_id, day=day)
        slot.update(articles=F("articles") + n)


def _add(rows: Sequence[tuple[Any, ...]], model: type[ArticleDay | TagDay], key: tuple[str, ...]) -> None:
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
    """Count all rollups again, in one transaction; give how many slots there are."""
    with transaction.atomic():
        TagDay.objects.all().delete()
        ArticleDay.objects.all().delete()
        truth = _truth()
        TagDay.objects.bulk_create(
            (TagDay(tag_id=tag_id, day=day, articles=n) for (tag_id, day), n in truth.items() if tag_id != EVERY),
            batch_size=2000,
        )
        ArticleDay.objects.bulk_create(
            (ArticleDay(day=day, articles=n) for (tag_id, day), n in truth.items() if tag_id == EVERY), batch_size=2000
        )
        DataGeneration.bump()
    return len(truth)


def find_drift() -> dict[Slot, tuple[int, int]]:
    """Give the slots whose stored count differs from the rows: {slot: (stored, true)}; a stored 0 needs no row."""
    stored = {(tag_id, day): n for tag_id, day, n in TagDay.objects.values_list("tag", "day", "articles")}
    stored |= {(EVERY, day): n for day, n in ArticleDay.objects.values_list("day", "articles")}
    truth = _truth()
    return {
        slot: (stored.get(slot, 0), truth.get(slot, 0))
        for slot in stored.keys() | truth.keys()
        if stored.get(slot, 0) != truth.get(slot, 0)
    }


def _truth() -> dict[Slot, int]:
    """Every slot, counted from the rows: days by article once, then the taggings over them."""
    day = TruncDate("listed_at", tzinfo=HONG_KONG)
    days = Article.objects.filter(is_relevant=True).annotate(day=day).values_list("day").annotate(n=Count("pk"))
    rows = (
        Tagging.objects.filter(article__is_relevant=True)
        .exclude(decision=Tagging.Decision.REMOVED)
        .values("tag", day=TruncDate("article__listed_at", tzinfo=HONG_KONG))
        .annotate(n=Count("pk"))
        .values_list("tag", "day", "n")
    )
    return {(EVERY, day): n for day, n in days.order_by()} | {(tag_id, day): n for tag_id, day, n in rows}
