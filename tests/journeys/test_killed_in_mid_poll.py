"""kill -9 of every process while feeds are being polled, then start again: the same rows as without."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.test_article_journey import import_feeds
from tests.live import ROOT, TOPOLOGY, Item
from tests.servers import wait_until

SLOW = "the-slow-one"
# What five minutes do: the leases of those who died run out.
FIVE_MINUTES_PASS = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Article, Feed
past = timezone.now() - timedelta(seconds=1)
for model in (Article, Feed):
    model.objects.filter(lease_until__isnull=False).update(lease_until=past)
"""
UNFINISHED = """
from articles.models import Article, Feed
print(Feed.objects.filter(last_success_at=None).count() + Article.objects.filter(processed_at=None).count())
"""


def wake(product):
    """Do what beat's tick does, with Celery's own command."""
    subprocess.run(
        [Path(sys.executable).parent / "celery", "--app", "gba_tracker", "call", "articles.tasks.poll_due_feeds"],
        env=product.environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )


def finished(product):
    return product.manage("shell", "--verbosity", "0", "--command", UNFINISHED).strip() == "0"


@pytest.mark.parametrize(
    "product",
    [pytest.param("servers", marks=[pytest.mark.postgresql, pytest.mark.redis]), "embedded"],
    indirect=True,
)
@pytest.mark.long
@pytest.mark.threat("Q02")
@pytest.mark.timeout(240)
def test_a_restart_after_a_kill_ends_with_the_same_rows(product, feeds):
    feeds.feeds[SLOW] = [
        Item(
            f"slow-{number}",
            f"Zhongshan opens workshop {number} for Foshan makers",
            f"<p>Zhongshan opened workshop number {number} for makers from Foshan on Monday.</p>",
            f"Mon, 0{number} Nov 2026 10:00:00 +0800",
        )
        for number in range(1, 8)
    ]
    import_feeds(product, feeds)
    feeds.hold(SLOW)
    product.start(*TOPOLOGY)
    wake(product)
    wait_until(lambda: SLOW in feeds.requests, "the poll is in the middle")
    product.kill()
    feeds.release()

    product.manage("shell", "--verbosity", "0", "--command", FIVE_MINUTES_PASS)
    product.start(*TOPOLOGY)
    wake(product)
    wait_until(lambda: finished(product), "every feed was polled and every article processed", 120)
    product.kill()
    killed = product.rows()

    # The same feeds without any accident, in a database that is empty again.
    product.manage("flush", "--noinput")
    product.manage("prepare")
    import_feeds(product, feeds)
    product.manage("poll", "--all")
    assert product.rows() == killed
