import pytest
from django.db import connections

from articles.search import RebuildRunning, rebuilding
from articles.search.rebuilding import one_at_a_time


@pytest.fixture
def on_disk(tmp_path, monkeypatch):
    """A SQLite database of its own in a file, whatever the tests use."""
    settings = {**connections.settings["default"], "ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}
    connections.settings["on_disk"] = {**settings, "NAME": str(tmp_path / "gba.sqlite3")}
    connection = connections.create_connection("on_disk")
    monkeypatch.setattr(rebuilding, "connection", connection)
    yield tmp_path
    connection.connection.close()
    del connections.settings["on_disk"]


def test_a_file_beside_the_database_lets_one_in_at_a_time(on_disk, django_db_blocker):
    with django_db_blocker.unblock():
        with one_at_a_time("words"):
            with pytest.raises(RebuildRunning, match="words"), one_at_a_time("words"):
                raise AssertionError("two at once")
            with one_at_a_time("others"):
                assert (on_disk / "gba.sqlite3.others.lock").exists()
        with one_at_a_time("words"):
            pass


def test_whoever_fails_lets_the_next_one_in(on_disk, django_db_blocker):
    with django_db_blocker.unblock():
        with pytest.raises(ZeroDivisionError), one_at_a_time("words"):
            raise ZeroDivisionError
        with one_at_a_time("words"):
            pass
