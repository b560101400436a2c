"""What a copy is made with, and what becomes of one that fails; whole copies: tests/faults/test_backup.py."""

import os
from datetime import UTC, datetime

import pytest
from django.db import connection

from articles.actions.backup import BackupError, back_up, restore

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
    """Put a ``pg_dump`` of ours on the path, for a database that has a password and wants its server proved."""
    settings.USES_SQLITE = False
    database = {"HOST": "db.example", "PORT": 5432, "USER": "gba", "PASSWORD": "n4Tz8Lw1Qs6V", "NAME": "gba"}
    database["OPTIONS"] = {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem", "options": "-c timezone=UTC"}
    for name, value in database.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    def write(text):
        path = folder / "pg_dump"
        path.write_text(text)
        path.chmod(0o755)
        return path

    return write


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
