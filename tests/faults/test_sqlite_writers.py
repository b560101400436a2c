"""Web, worker and beat write one SQLite file side by side: with our settings nobody is ever told that it is locked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import OperationalError, connections, transaction

WRITERS, WRITES = 4, 500
ALIAS = "writers"


@pytest.fixture
def file(tmp_path, django_db_blocker):
    """An SQLite file with one number in it, reached under our own options; every thread has a connection of its own."""

    def make(**changes):
        ours = settings.DATABASES["default"]
        options = {name: value for name, value in {**ours["OPTIONS"], **changes}.items() if value is not None}
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite3"
        connections.settings[ALIAS] = {**ours, "NAME": str(path), "OPTIONS": options}
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("CREATE TABLE counted (number INTEGER)")
            cursor.execute("INSERT INTO counted VALUES (0)")

    with django_db_blocker.unblock():
        yield make
        connections[ALIAS].close()
        del connections[ALIAS], connections.settings[ALIAS]


def count_up(_):
    """Read a number and write the next one, so often; give how often the database was locked."""
    failed = 0
    for _ in range(WRITES):
        try:
            with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
                number = cursor.execute("SELECT number FROM counted").fetchone()[0]
                cursor.execute("UPDATE counted SET number = %s", [number + 1])
        except OperationalError:
            failed += 1
    connections[ALIAS].close()
    return failed


def together():
    """Let all writers count at once; give the number in the end and how often one of them failed."""
    with ThreadPoolExecutor(WRITERS) as pool:
        failed = sum(pool.map(count_up, range(WRITERS)))
    with connections[ALIAS].cursor() as cursor:
        return cursor.execute("SELECT number FROM counted").fetchone()[0], failed


@pytest.mark.threat("D01")
def test_four_that_read_and_write_two_thousand_times_lose_nothing_and_are_never_refused(file):
    file()
    with connections[ALIAS].cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert together() == (WRITERS * WRITES, 0)


def test_without_our_way_to_begin_a_transaction_they_would_be(file):
    file(transaction_mode="DEFERRED")
    number, failed = together()
    assert number + failed == WRITERS * WRITES
    assert failed > 0
