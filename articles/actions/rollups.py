"""Keep ``TagDay``: how many relevant articles of one Hong Kong day carry one tag.

Processing and curation state what an article counted for before and counts
for now; only the differences are written, inside the transaction that made
them. ``rebuild_rollups`` counts everything again, ``find_drift`` compares.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection, transaction
from django.db.models import Count, F
from django.db.models.functions import TruncDate

from articles.models import Article, DataGeneration, TagDay, Tagging
from articles.models.article import HONG_KONG

Slot = tuple[int, date]
"""(tag id, Hong Kong day)."""


def count_slots(articles: Iterable[Article]) -> Counter[Slot]:
    """Count what stored ``articles`` stand for now, from their rows and taggings (one query)."""
    days = {article.pk: article.listed_on for article in articles if article.is_relevant}
    if not days:
        return Counter()
    taggings = Tagging.objects.filter(article__in=days).exclude(decision=Tagging.Decision.REMOVED)
    return Counter((tag_id, days[article_id]) for article_id, tag_id in taggings.values_list("article", "tag"))


def apply_difference(*, before: Mapping[Slot, int], after: Mapping[Slot, int]) -> None:
    """Add ``after`` minus ``before`` to the rollups; call it inside the transaction of the change.

    Sums are made by the database, so that two workers that meet in one slot
    both count; slots are written in one order, so that they do not deadlock.
    """
    difference = Counter(after)
    difference.subtract(before)
    more = sorted((slot, n) for slot, n in difference.items() if n > 0)
    less = sorted((slot, n) for slot, n in difference.items() if n < 0)
    table = connection.ops.quote_name(TagDay._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(more), 300):
            rows = more[start : start + 300]
            values = ", ".join(["(%s, %s, %s)"] * len(rows))
            cursor.execute(
                f"INSERT INTO {table} (tag_id, day, articles) VALUES {values} "
                f"ON CONFLICT (tag_id, day) DO UPDATE SET articles = {table}.articles + excluded.articles",
                [value for (tag_id, day), n in rows for value in (tag_id, day.isoformat(), n)],
            )
    for (tag_id, day), n in less:
        TagDay.objects.filter(tag=tag_id, day=day).update(articles=F("articles") + n)


def rebuild_rollups() -> int:
    """Count all rollups again, in one transaction; give how many slots there are."""
    with transaction.atomic():
        TagDay.objects.all().delete()
        truth = _truth()
        TagDay.objects.bulk_create(
            (TagDay(tag_id=tag_id, day=day, articles=n) for (tag_id, day), n in truth.items()), batch_size=2000
        )
        DataGeneration.bump()
    return len(truth)


def find_drift() -> dict[Slot, tuple[int, int]]:
    """Give the slots whose stored count differs from the rows: {slot: (stored, true)}; a stored 0 needs no row."""
    stored = {(tag_id, day): n for tag_id, day, n in TagDay.objects.values_list("tag", "day", "articles")}
    truth = _truth()
    return {
        slot: (stored.get(slot, 0), truth.get(slot, 0))
        for slot in stored.keys() | truth.keys()
        if stored.get(slot, 0) != truth.get(slot, 0)
    }


def _truth() -> dict[Slot, int]:
    rows = (
        Tagging.objects.filter(article__is_relevant=True)
        .exclude(decision=Tagging.Decision.REMOVED)
        .values("tag", day=TruncDate("article__listed_at", tzinfo=HONG_KONG))
        .annotate(n=Count("pk"))
        .values_list("tag", "day", "n")
    )
    return {(tag_id, day): n for tag_id, day, n in rows}
