from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Feed, Poll

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
