import fcntl
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from articles.actions.clustering import turn
from articles.actions.processing import process_articles
from articles.models import DataGeneration, Deal, Story
from tests.articles.newsroom import (
    MEMORANDUM,
    MEMORANDUM_IN_CHINESE,
    NOW,
    make_feed,
    make_labels,
    make_waiting,
)


@pytest.mark.threat("Q06")
@pytest.mark.django_db(transaction=True)
def test_two_workers_that_read_one_deal_at_once_make_one_deal_and_one_story():
    make_labels()
    waiting = [make_waiting(MEMORANDUM), make_waiting(MEMORANDUM_IN_CHINESE, feed=make_feed("delta-daily"))]
    # The tests' SQLite lies in memory and refuses a second writer instead of letting it wait.
    at_once = len(waiting) if connection.vendor != "sqlite" else 1
    together = threading.Barrier(at_once)
    failures = []

    def work(pk):
        try:
            together.wait(20)
            process_articles(ids=[pk], now=NOW)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[article.pk]) for article in waiting]
    for start in range(0, len(threads), at_once):
        for thread in threads[start : start + at_once]:
            thread.start()
        for thread in threads[start : start + at_once]:
            thread.join()

    assert failures == []
    assert Deal.objects.get().report_count == 2
    assert Story.objects.get().articles.count() == 2


@pytest.mark.django_db(transaction=True)
class TestBesideASqliteFile:
    """Where another process keeps a batch, we wait before a file of the database, not in SQLite's own naps."""

    @pytest.fixture(autouse=True)
    def place(self, tmp_path, monkeypatch):
        place = tmp_path / "gba.sqlite3"
        place.touch()
        monkeypatch.setattr(turn, "connection", Aside(place))
        return tmp_path / "gba.sqlite3.turn"

    def test_the_second_begins_when_the_first_has_ended(self, place, monkeypatch):
        order = []
        with place.open("a") as other:
            fcntl.flock(other, fcntl.LOCK_EX)

            def look_again(seconds):
                order.append("waits")
                if len(order) == 3:
                    fcntl.flock(other, fcntl.LOCK_UN)

            monkeypatch.setattr(turn.time, "sleep", look_again)
            with turn.own_transaction(clusters=True):
                order.append("begins")
                with pytest.raises(BlockingIOError):
                    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert order == ["waits", "waits", "waits", "begins"]

    def test_who_has_to_wait_does_what_can_be_done_meanwhile_once_and_nobody_else_does(self, place):
        done = []
        with place.open("a") as other:
            fcntl.flock(other, fcntl.LOCK_EX)

            def look_ahead():
                done.append("meanwhile")
                fcntl.flock(other, fcntl.LOCK_UN)

            with turn.own_turn(meanwhile=look_ahead):
                done.append("ours")
        with turn.own_turn(meanwhile=look_ahead):
            done.append("ours again")
        assert done == ["meanwhile", "ours", "ours again"]

    def test_within_a_turn_of_ours_nobody_waits_for_ourselves_and_it_lasts_until_its_own_end(self, place, monkeypatch):
        monkeypatch.setattr(turn.time, "sleep", lambda seconds: pytest.fail("waits"))
        with place.open("a") as other:
            with turn.own_turn():
                with turn.own_transaction(clusters=True):
                    pass
                with turn.own_turn(), pytest.raises(BlockingIOError):
                    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with turn.own_transaction(clusters=False), pytest.raises(BlockingIOError):
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def test_nobody_waits_for_ever(self, place, monkeypatch):
        monkeypatch.setattr(turn, "_PATIENCE", 0.0)
        with place.open("a") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            with turn.own_transaction(clusters=True):
                assert DataGeneration.objects.filter(name="clustering").exists()

    def test_what_is_part_of_more_does_not_wait(self, place):
        with transaction.atomic():
            turn.connection.in_atomic_block = True
            with turn.own_transaction(clusters=True):
                assert not place.exists()

    def test_what_clusters_nothing_takes_no_turn(self, place):
        with turn.own_transaction(clusters=False):
            assert place.exists()
            assert not DataGeneration.objects.filter(name="clustering").exists()

    @pytest.fixture
    def aside(self, tmp_path, monkeypatch):
        """A connection of its own to a database in a file."""
        aside = DatabaseWrapper({**connection.settings_dict, "NAME": str(tmp_path / "aside.sqlite3")}, alias="aside")
        monkeypatch.setattr(turn, "connection", aside)
        yield aside
        aside.close()

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="the file of a database is SQLite's")
    def test_what_was_written_is_carried_into_the_main_file_by_whoever_writes_next(self, aside):
        """The file beside the database bears it until then; nobody waits for the carrying."""
        place = Path(aside.settings_dict["NAME"])
        with aside.cursor() as cursor:
            cursor.execute("CREATE TABLE words (told blob)")
            with turn.own_transaction(clusters=True):
                cursor.execute("INSERT INTO words VALUES (zeroblob(8000000))")
            before = place.stat().st_size
            cursor.execute("INSERT INTO words VALUES ('more')")

        assert before < 100_000
        assert place.stat().st_size > 8_000_000

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="the file of a database is SQLite's")
    def test_many_small_turns_with_nothing_else_between_them_are_carried_over_as_well(self, aside):
        """Else the file beside the database would grow as long as a run of them lasts."""
        place = Path(aside.settings_dict["NAME"])
        with aside.cursor() as cursor:
            cursor.execute("CREATE TABLE words (told blob)")
            for _ in range(12):
                with turn.own_turn():
                    cursor.execute("BEGIN")
                    cursor.executemany("INSERT INTO words VALUES (zeroblob(8000))", [[]] * 300)
                    cursor.execute("COMMIT")
        beside = place.with_name(f"{place.name}-wal").stat().st_size

        assert beside < 5 * 300 * 8300


class Aside:
    """What is asked of the connection: SQLite in a file."""

    vendor, in_atomic_block = "sqlite", False

    def __init__(self, place):
        self.settings_dict = {"NAME": str(place)}
        self._beside = sqlite3.connect(":memory:")

    def cursor(self):
        return closing(self._beside.cursor())
