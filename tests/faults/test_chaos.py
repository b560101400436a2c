"""Ten thousand entries come in while everything that can be killed is killed: the same rows as on a quiet day."""

import os
import random
import sys

import pytest

from tests.conftest import refuse
from tests.faults.storm import Cluster, Storm, count, difference, flood, rage, running, settle, state
from tests.journeys.conftest import fresh_database, fresh_redis
from tests.journeys.test_article_journey import import_feeds
from tests.journeys.test_killed_in_mid_poll import wake
from tests.live import Product, feed_server, mail_server
from tests.servers import NotInstalled, postgresql

FEEDS = 100
# A quick look at the same: CHAOS_ENTRIES=1000 CHAOS_KILLS=6.
ENTRIES = int(os.environ.get("CHAOS_ENTRIES", "10000"))
KILLS = int(os.environ.get("CHAOS_KILLS", "30"))
FLUSHES, RESTARTS = max(1, KILLS // 6), max(1, KILLS // 15)
WORKERS = ("worker-fetch", "worker-process")
# Ten minutes are what is promised; on a machine that others load, more let the rows be compared all the same.
RECOVERY_SECONDS = int(os.environ.get("CHAOS_RECOVERY", "600"))


@pytest.fixture
def address():
    try:
        with postgresql() as made:
            cluster = Cluster(made)
            try:
                yield made
            finally:
                cluster.run("stop", "-m", "immediate")
    except NotInstalled as missing:
        refuse(str(missing))


@pytest.mark.long
@pytest.mark.threat("D02", "D04", "Q02", "Q06")
@pytest.mark.postgresql
@pytest.mark.redis
@pytest.mark.timeout(3600 + RECOVERY_SECONDS)
def test_kills_flushes_and_restarts_in_a_flood_of_news_leave_the_rows_of_a_quiet_day(address, redis_url, tmp_path):
    with feed_server() as feeds, mail_server() as mail:
        flood(feeds, feeds=FEEDS, entries=ENTRIES // FEEDS)
        quiet = Product(tmp_path / "quiet", mail.port, DATABASE_URL=fresh_database(address, "quiet"))
        quiet.folder.mkdir()
        quiet.manage("prepare")
        import_feeds(quiet, feeds)
        quiet.manage("poll", "--all", seconds=1800)
        expected = state(quiet)
        assert expected["entries"][0] == ENTRIES
        assert expected["deals"][0] > ENTRIES // 8
        assert expected["stories"][0] > 0

        shaken = Product(
            tmp_path / "shaken",
            mail.port,
            DATABASE_URL=fresh_database(address, "shaken"),
            REDIS_URL=fresh_redis(redis_url),
        )
        shaken.folder.mkdir()
        shaken.manage("prepare")
        import_feeds(shaken, feeds)
        storm = Storm(shaken, Cluster(address), redis_url, random.Random(5))
        events = [lambda: storm.kill(*WORKERS)] * KILLS + [storm.flush] * FLUSHES + [storm.restart] * RESTARTS
        storm.chance.shuffle(events)
        url = shaken.environment["DATABASE_URL"]

        def processed():
            there = count(url, "SELECT count(*) FROM articles_article WHERE processed_at IS NOT NULL")
            return max(0, there) / ENTRIES

        with running(shaken, *WORKERS, "beat"):
            wake(shaken)
            rage(events, progress=processed, patience=12)
            seconds = settle(url, entries=ENTRIES, seconds=RECOVERY_SECONDS)
        sys.stdout.write(f"{ENTRIES} entries, {storm.done}: at rest {seconds:.0f} s after the last fault")
        assert storm.done == {"kills": KILLS, "flushes": FLUSHES, "restarts": RESTARTS}
        assert state(shaken) == expected, difference(shaken, quiet)
        assert (expected["unprocessed"], expected["quarantined"], expected["leases"], expected["drift"]) == (0, 0, 0, 0)
