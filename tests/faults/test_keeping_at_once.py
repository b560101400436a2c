"""Two processes that read and keep the news of the same days at once leave the rows that one alone leaves."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.storm import difference, flood, state
from tests.journeys.conftest import fresh_database
from tests.live import FeedServer, Product

FEEDS, ENTRIES = 8, 60


def polled(folder, server, shares, **environment):
    """A product whose feeds were polled by one process for each of the shares, all at the same time."""
    folder.mkdir()
    product = Product(folder, 0, LOG_LEVEL="ERROR", **environment)
    product.manage("prepare")
    listed = folder / "feeds.yaml"
    listed.write_text(server.list_of_feeds(), encoding="utf-8")
    product.manage("feeds", "import", str(listed))

    def poll(feeds):
        product.manage("poll", *(word for feed in feeds for word in ("--feed", feed)))

    with ThreadPoolExecutor(len(shares)) as at_once:
        list(at_once.map(poll, shares))
    return product


def check(tmp_path, one, two):
    server = FeedServer()
    try:
        flood(server, feeds=FEEDS, entries=ENTRIES)
        names = [f"feed{number}" for number in range(FEEDS)]
        alone = polled(tmp_path / "alone", server, [names], **one)
        both = polled(tmp_path / "both", server, [names[::2], names[1::2]], **two)
        left = state(both)
        assert (left["unprocessed"], left["drift"], left["leases"]) == (0, 0, 0)
        assert left["articles"][0] == FEEDS * ENTRIES
        assert left == state(alone), difference(both, alone)
    finally:
        server.close()


@pytest.mark.long
@pytest.mark.threat("Q06")
@pytest.mark.timeout(400)
def test_on_sqlite_two_that_keep_at_once_leave_the_rows_of_one(tmp_path):
    check(tmp_path, {}, {})


@pytest.mark.long
@pytest.mark.threat("Q06")
@pytest.mark.timeout(400)
@pytest.mark.postgresql
def test_on_postgresql_two_that_keep_at_once_leave_the_rows_of_one(tmp_path, postgresql_url):
    databases = [{"DATABASE_URL": fresh_database(postgresql_url, name)} for name in ("alone", "both")]
    check(tmp_path, *databases)
