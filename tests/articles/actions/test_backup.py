"""What a copy is made with, and what becomes of one that fails; whole copies: tests/faults/test_backup.py."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection

from articles.actions.backup import BackupError, back_up, restore
from articles.models import Heartbeat

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
DUMP = """#!/bin/sh
env | grep ^PG | sort > "$0.env"
echo "$@" > "$0.arguments"
for word in "$@"; do case $word in --file=*) printf PGDMP > "${word#--file=}";; esac; done
"""
FAILING = "#!/bin/sh\necho 'pg_dump: error: server version: 17.6; pg_dump version: 15.14' >&2\nexit 1\n"


@pytest.fixture
def program(settings, monkeypatch, tmp_path):
    """Put programs of ours on the path, for a database that has a password and wants its server proved."""
    settings.USES_SQLITE = False
    database = {"HOST": "db.example", "PORT": 5432, "USER": "gba", "PASSWORD": "n4Tz8Lw1Qs6V", "NAME": "gba"}
    database["OPTIONS"] = {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem", "options": "-c timezone=UTC"}
    for name, value in database.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    # Under this name Django would close the tests' own database, which is gone then where it lies in memory.
    monkeypatch.setattr(connection, "close", lambda: None)
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    def write(text, name="pg_dump"):
        path = folder / name
        path.write_text(text)
        path.chmod(0o755)
        return path

    return write


@pytest.mark.threat("D07")
def test_a_copy_takes_the_place_of_no_device_and_of_what_a_link_leads_to(program, tmp_path):
    program(DUMP)
    pipe, link, aim = tmp_path / "pipe", tmp_path / "link", tmp_path / "aim"
    os.mkfifo(pipe)
    link.symlink_to(aim)
    with pytest.raises(BackupError):
        back_up(path=pipe, now=NOW)
    back_up(path=link, now=NOW)
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert aim.read_bytes() == b"PGDMP"


@pytest.mark.threat("D07")
def test_a_copy_is_fetched_as_the_address_asks_and_no_list_of_processes_shows_the_password(program, tmp_path):
    dump = program(DUMP)
    assert back_up(path=tmp_path / "copy", now=NOW) == 5
    assert dump.with_name("pg_dump.env").read_text().split() == [
        "PGDATABASE=gba",
        "PGHOST=db.example",
        "PGPASSWORD=n4Tz8Lw1Qs6V",
        "PGPORT=5432",
        "PGSSLMODE=verify-full",
        "PGSSLROOTCERT=/etc/ca.pem",
        "PGUSER=gba",
    ]
    assert "n4Tz8Lw1Qs6V" not in dump.with_name("pg_dump.arguments").read_text()
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600


@pytest.mark.threat("D03", "D07")
def test_a_copy_that_fails_says_why_in_one_line_and_leaves_the_last_one_as_it_was(program, tmp_path):
    program(FAILING)
    (tmp_path / "copy").write_text("the last one")
    with pytest.raises(BackupError, match=r"^pg_dump: pg_dump: error: server version: 17\.6; pg_dump version: 15\.14$"):
        back_up(path=tmp_path / "copy", now=NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "copy"]
    assert (tmp_path / "copy").read_text() == "the last one"
    assert not Heartbeat.objects.filter(name="backup").exists(), "the desk would show a copy that is not there"
    program(DUMP)
    back_up(path=tmp_path / "copy", now=NOW)
    assert Heartbeat.objects.get(name="backup").seen_at == NOW


@pytest.mark.threat("D03", "D07")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the file of a database is SQLite's")
def test_of_a_database_on_a_full_disk_a_copy_can_be_made_on_another(settings, monkeypatch, tmp_path):
    settings.USES_SQLITE = True
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "gba.sqlite3"))
    with closing(sqlite3.connect(tmp_path / "gba.sqlite3")) as full:
        full.execute("CREATE TABLE django_migrations (id)")
        full.execute("CREATE TABLE articles_heartbeat (id INTEGER PRIMARY KEY, name TEXT UNIQUE, seen_at TEXT)")
        full.execute("INSERT INTO articles_heartbeat (name, seen_at) VALUES ('backup', '2026-11-20 04:00:00')")
        full.commit()

    def refuse(name, *, now):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Heartbeat, "beat", refuse)
    assert back_up(path=tmp_path / "copy", now=NOW) == (tmp_path / "copy").stat().st_size
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        told = dict(copy.execute("SELECT name, seen_at FROM articles_heartbeat"))
    assert told == {"backup": "2026-11-20 04:00:00", "copy": "2026-11-26 04:00:00"}


@pytest.mark.threat("D07")
def test_without_postgresqls_programs_the_message_names_their_package(program, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="postgresql-client"):
        back_up(path=tmp_path / "copy", now=NOW)


@pytest.mark.threat("D07")
@pytest.mark.parametrize("on_sqlite", [True, False])
def test_what_is_no_copy_is_not_put_in_place_of_anything(settings, tmp_path, on_sqlite):
    settings.USES_SQLITE = on_sqlite
    (tmp_path / "copy").write_bytes(b"PK\x03\x04 a file of another kind")
    with pytest.raises(BackupError, match="this is no"):
        restore(path=tmp_path / "copy")


TORN = """#!/bin/sh
case "$*" in *django_migrations*) exit 0;; esac
echo 'COPY public.articles_feed (id) FROM stdin;'
echo 'pg_restore: error: could not read from input file: end of file' >&2
exit 1
"""


@pytest.mark.threat("D03", "D07")
def test_what_was_read_of_a_dump_that_breaks_off_is_never_made_to_hold(program, tmp_path):
    program(TORN, "pg_restore")
    server = program('#!/bin/sh\ncat > "$0.heard"\n', "psql")
    (tmp_path / "copy").write_bytes(b"PGDMP and what a disk kept of it")
    with pytest.raises(BackupError, match="end of file"):
        restore(path=tmp_path / "copy")
    heard = server.with_name("psql.heard").read_text()
    assert heard.lstrip().startswith("BEGIN;")
    assert "COPY public.articles_feed" in heard
    assert "COMMIT" not in heard


@pytest.mark.threat("D07")
def test_why_the_server_refuses_a_copy_is_told_and_not_that_the_pipe_broke(program, tmp_path):
    program("#!/bin/sh\nyes 'SELECT 1;' | head -n 200000\n", "pg_restore")
    program("#!/bin/sh\necho 'psql: error: permission denied for schema public' >&2\nexit 3\n", "psql")
    (tmp_path / "copy").write_bytes(b"PGDMP and so on")
    with pytest.raises(BackupError, match="permission denied"):
        restore(path=tmp_path / "copy")


NEWER = """#!/bin/sh
printf 'COPY public.django_migrations (id, app, name, applied) FROM stdin;\\n'
printf '7\\tarticles\\t9999_of_a_later_release\\t2027-05-01 00:00:00+00\\n'
"""


@pytest.mark.threat("D06", "D07")
def test_a_copy_of_a_newer_release_is_refused_before_anything_is_touched(program, settings, tmp_path):
    program(NEWER, "pg_restore")
    touched = program('#!/bin/sh\ntouch "$0.called"\n', "psql").with_name("psql.called")
    (tmp_path / "dump").write_bytes(b"PGDMP of next year")
    with pytest.raises(BackupError, match="newer release, which has articles 9999_of_a_later_release"):
        restore(path=tmp_path / "dump")
    assert not touched.exists()
    settings.USES_SQLITE = True
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        copy.execute("CREATE TABLE django_migrations (id, app, name, applied)")
        copy.execute("INSERT INTO django_migrations VALUES (1, 'digests', '9999_of_a_later_release', '')")
        copy.commit()
    with pytest.raises(BackupError, match="digests 9999_of_a_later_release"):
        restore(path=tmp_path / "copy")


@pytest.mark.threat("D03", "D07")
def test_to_look_at_a_copy_leaves_nothing_beside_it(settings, tmp_path):
    """A copy is as its database was, so with a journal of its own kind, whose files SQLite makes where it can."""
    settings.USES_SQLITE = True
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        copy.execute("PRAGMA journal_mode = WAL")
        copy.execute("CREATE TABLE django_migrations (id, app, name, applied)")
        copy.execute("INSERT INTO django_migrations VALUES (1, 'digests', '9999_of_a_later_release', '')")
        copy.commit()
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    with pytest.raises(BackupError, match="digests 9999"):
        restore(path=tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
