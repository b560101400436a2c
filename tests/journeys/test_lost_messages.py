"""Redis emptied, a pool's processes killed, beat twice: nothing is lost and nothing doubled."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import redis

from tests.journeys.conftest import SERVERS
from tests.journeys.test_article_journey import import_feeds
from tests.journeys.test_killed_in_mid_poll import UNFINISHED
from tests.live import ROOT
from tests.servers import wait_until

servers_only = pytest.mark.parametrize(
    "product", [pytest.param(SERVERS, marks=[pytest.mark.postgresql, pytest.mark.redis])], indirect=True
)


def finished(product):
    return product.manage("shell", "--verbosity", "0", "--command", UNFINISHED).strip() == "0"


def wake(product):
    subprocess.run(
        [Path(sys.executable).parent / "celery", "--app", "gba_tracker", "call", "articles.tasks.poll_due_feeds"],
        env=product.environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )


def children(pid):
    """The processes that a worker has forked for its tasks."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@servers_only
@pytest.mark.long
@pytest.mark.threat("Q04")
@pytest.mark.timeout(240)
def test_an_emptied_redis_costs_one_tick(product, feeds):
    import_feeds(product, feeds)
    wake(product)
    broker = redis.Redis.from_url(product.environment["REDIS_URL"])
    assert broker.llen("fetch") == 1
    broker.flushall()
    product.start("worker-fetch", "worker-process", "worker-mail", "beat")
    wait_until(lambda: finished(product), "all is polled and processed after the messages were lost", 90)
    assert sorted(feeds.requests) == sorted(feeds.feeds)


@servers_only
@pytest.mark.long
@pytest.mark.threat("Q01")
@pytest.mark.timeout(240)
def test_a_pool_process_that_is_killed_in_mid_task_leaves_nothing_half(product, feeds):
    import_feeds(product, feeds)
    slow = next(iter(feeds.feeds))
    feeds.hold(slow)
    product.start("worker-fetch")
    wake(product)
    wait_until(lambda: slow in feeds.requests, "a worker is at the slow feed")
    for child in children(product.processes["worker-fetch"].pid):
        os.kill(child, signal.SIGKILL)
    feeds.release()
    product.start("worker-process", "worker-mail", "beat")
    wait_until(lambda: finished(product), "all is polled and processed after the kill", 90)
    before = product.rows()
    product.manage("poll", "--all")
    assert product.rows() == before
    assert before.count("hd-1") >= 1


@servers_only
@pytest.mark.long
@pytest.mark.threat("Q06")
@pytest.mark.timeout(240)
def test_two_beats_and_two_workers_poll_every_feed_once(product, feeds):
    import_feeds(product, feeds)
    product.start("worker-fetch", "worker-process", "worker-mail", "beat")
    first = dict(product.processes)
    product.environment["DATA_DIR"] = str(product.folder)
    for name in ("worker-fetch", "worker-process", "beat"):
        product.processes.pop(name)
    product.folder = product.folder / "second"
    product.folder.mkdir()
    product.start("worker-fetch", "worker-process", "beat")
    product.processes |= {f"first {name}": process for name, process in first.items()}
    for _ in range(5):
        wake(product)
    wait_until(lambda: finished(product), "all is polled and processed", 90)
    assert sorted(feeds.requests) == sorted(feeds.feeds)
