import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from articles.models import Article, Feed, Poll

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.threat("D08")
def test_the_polls_of_a_month_and_the_last_five_hundred_are_kept():
    busy, slow = (Feed.objects.create(slug=slug, url=f"https://{slug}.example/") for slug in ("busy", "slow"))
    Poll.objects.bulk_create(
        Poll(feed=busy, started_at=NOW - n * timedelta(hours=1), outcome="ok") for n in range(24 * 40)
    )
    Poll.objects.bulk_create(Poll(feed=slow, started_at=NOW - n * DAY, outcome="ok") for n in range(520))
    assert Poll.objects.prune(now=NOW) == (24 * 10 - 1) + 20
    assert Poll.objects.filter(feed=busy).count() == 24 * 30 + 1
    assert Poll.objects.filter(feed=slow).count() == 500
    assert Poll.objects.filter(feed=slow).earliest("started_at").started_at == NOW - 499 * DAY
    assert Poll.objects.prune(now=NOW) == 0


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("delete", [Feed.delete, lambda feed: Feed.objects.filter(pk=feed.pk).delete()])
def test_a_feed_is_deleted_after_the_poll_that_stores_for_it_and_its_articles_stay(delete):
    feed = Feed.objects.create(slug="delta", url="https://delta.example/")
    failures = []

    def work():
        try:
            delete(feed)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    deleting = threading.Thread(target=work)
    with transaction.atomic():
        Feed.objects.select_for_update().get(pk=feed.pk)
        deleting.start()
        while not waits_for_us():
            deleting.join(0.01)
            assert deleting.is_alive()
        Article.objects.create(feed=feed, canonical_url="https://delta.example/1", first_seen_at=NOW, listed_at=NOW)
    deleting.join()
    assert failures == []
    assert not Feed.objects.exists()
    assert Article.objects.get().feed is None


def waits_for_us() -> bool:
    """Whether another session waits for this one's transaction to end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone() is not None
