"""Copy the database into a file and back, while everything runs (THREATS D07)."""

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from articles.models import Heartbeat

MADE = "backup"
"""The heartbeat of the last copy that came to its end: what /metrics and the desk show."""
MARK = "copy"
"""The heartbeat that a copy carries: when it was begun. Copies of earlier releases carry ``MADE`` alone."""
SQLITE_HEAD = b"SQLite format 3\0"
DUMP_HEAD = b"PGDMP"


ACCESS = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
"""What PostgreSQL's programs read from the environment -> where Django keeps it."""
ENCRYPTION = {
    "PGSSLMODE": "sslmode",
    "PGSSLROOTCERT": "sslrootcert",
    "PGSSLCERT": "sslcert",
    "PGSSLKEY": "sslkey",
}
"""The same of how the connection is encrypted: ``?sslmode=verify-full`` in DATABASE_URL holds for copies too."""
OURS = ("articles", "digests")
"""The apps whose migrations tell releases apart."""
MIGRATION_COLUMNS = 4
"""Of Django's own table: id, app, name, applied."""
EMPTIED = """
BEGIN;
SET LOCAL client_min_messages = error;
DO $$
DECLARE found regclass;
BEGIN
    FOR found IN
        SELECT oid FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
        AND NOT EXISTS (
            SELECT FROM pg_depend
            WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
        )
    LOOP
        EXECUTE 'DROP TABLE IF EXISTS ' || found || ' CASCADE';
    END LOOP;
END $$;
"""
"""Before a dump is read: all tables go but those of extensions."""


class BackupError(Exception):
    """A copy could not be made or read; the message is one line for the operator."""


def back_up(*, path: Path, now: datetime) -> int:
    """Write a copy of the database to ``path``, whole or not at all; give its size in bytes.

    SQLite by its online backup, PostgreSQL by ``pg_dump`` (custom format). The
    copy is readable for its owner alone. A database on a full disk, which takes
    no write any more, can still be copied to another. Raises BackupError, OSError.
    """
    with _draft_beside(path) as draft:
        if settings.USES_SQLITE:
            # Others write to it meanwhile, so it is opened as they do.
            _copy_sqlite(sqlite3.connect(connection.settings_dict["NAME"]), draft)
            _mark_sqlite(draft, now)
        else:
            Heartbeat.beat(MARK, now=now)
            _run("pg_dump", "--format=custom", "--no-owner", f"--file={draft}")
        size = draft.stat().st_size
    # Only now: of a copy that failed nobody may be told that it was made.
    with suppress(DatabaseError):
        Heartbeat.beat(MADE, now=now)
    return size


def restore(*, path: Path) -> datetime | None:
    """Put the copy in place of what the database holds; give when the copy was made.

    All of it in one step: a copy that turns out to be broken leaves the database
    as it was, and so does one of a newer release, which this one could not read.
    Raises BackupError, OSError.
    """
    with path.open("rb") as copy:
        head = copy.read(16)
    if settings.USES_SQLITE:
        if head != SQLITE_HEAD:
            raise BackupError("this is no copy of an SQLite database")
        _check_sqlite(path)
        _check_release(_migrations_in_sqlite(path))
        connection.close()
        _copy_sqlite(_reading(path), Path(connection.settings_dict["NAME"]))
    else:
        if not head.startswith(DUMP_HEAD):
            raise BackupError("this is no dump of pg_dump's custom format")
        _check_release(_migrations_in_dump(path))
        connection.close()
        _put_back_dump(path)
    marks = Heartbeat.objects.filter(name__in=(MARK, MADE)).order_by("-seen_at")
    return marks.values_list("seen_at", flat=True).first()


@contextmanager
def _draft_beside(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place at the end, or leaves no trace.

    Raises BackupError for a device or a pipe: in its place there would be a file. What a link leads to is replaced.
    """
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not path.is_file():
        raise BackupError("there is something that is no file")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb") as whole:
            os.fsync(whole.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _copy_sqlite(source: sqlite3.Connection, target: Path) -> None:
    """Copy one database over another and look at it; the source is closed."""
    try:
        with closing(source) as old, closing(sqlite3.connect(target, timeout=60)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise BackupError(f"SQLite: {error}") from error
    _check_sqlite(target)


def _mark_sqlite(path: Path, now: datetime) -> None:
    """Write into a copy when it was made."""
    table, columns = connection.ops.quote_name(Heartbeat._meta.db_table), "(name, seen_at)"
    moment = connection.ops.adapt_datetimefield_value(now)
    try:
        with closing(sqlite3.connect(path)) as copy:
            copy.execute(f"INSERT OR REPLACE INTO {table} {columns} VALUES (?, ?)", (MARK, moment))
            copy.commit()
    except sqlite3.Error as error:
        raise BackupError(f"SQLite: {error}") from error


def _reading(path: Path) -> sqlite3.Connection:
    """Open a database to read it alone.

    One without a journal beside it is not written to either: SQLite then makes no files of its own in that folder,
    which stay behind, and which a disk that is only to be read from would not take.
    """
    is_whole = not path.with_name(f"{path.name}-wal").exists()
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if is_whole else ''}", uri=True)


def _check_sqlite(path: Path) -> None:
    try:
        with closing(_reading(path)) as copy:
            found = copy.execute("PRAGMA quick_check").fetchone()[0]
            copy.execute("SELECT 1 FROM django_migrations").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"the copy cannot be read: {error}") from error
    if found != "ok":
        raise BackupError(f"the copy is damaged: {str(found)[:100]}")


def _migrations_in_sqlite(path: Path) -> set[tuple[str, str]]:
    """The migrations that a copy has seen, as (app, name)."""
    with closing(_reading(path)) as copy:
        return {(app, name) for app, name in copy.execute("SELECT app, name FROM django_migrations")}


def _migrations_in_dump(path: Path) -> set[tuple[str, str]]:
    """The same of a dump: the rows of one table, as pg_restore writes them for COPY."""
    told = _run("pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(path))
    rows = (line.split("\t") for line in told.splitlines() if line.count("\t") == MIGRATION_COLUMNS - 1)
    return {(app, name) for _id, app, name, _applied in rows}


def _check_release(seen: set[tuple[str, str]]) -> None:
    """Raise BackupError where a copy has migrations of ours that this release does not know."""
    known = set(MigrationLoader(None).disk_migrations)
    if newer := sorted((app, name) for app, name in seen - known if app in OURS):
        app, name = newer[-1]
        raise BackupError(f"the copy is of a newer release, which has {app} {name}: put that release in place first")


def _put_back_dump(path: Path) -> None:
    """Let psql read what pg_restore writes, in one transaction that begins by taking away what is there.

    All that is there, and not what the dump names: what came with a newer release would stand in the way of the
    dump's own tables, and of the migrations that make it anew. The end of the transaction is written only after
    pg_restore has come to its own.
    """
    with tempfile.TemporaryFile("w+") as said:
        command = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
        with _program(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, text=True) as psql:
            with suppress(BrokenPipeError):  # psql has ended, and said why
                psql.stdin.write(EMPTIED)
                psql.stdin.flush()
            written = _program(
                ["pg_restore", "--no-owner", "--file=-", str(path)], stdout=psql.stdin, stderr=subprocess.PIPE
            )
            _, complaint = written.communicate()
            with suppress(BrokenPipeError):
                if written.returncode == 0:
                    psql.stdin.write("COMMIT;\n")
                psql.stdin.close()
        said.seek(0)
        _judge("psql", psql.returncode, said.read())
    _judge("pg_restore", written.returncode, complaint.decode(errors="replace"))


def _run(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's own programs and give what it wrote. Raises BackupError."""
    with _program([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        out, complaint = running.communicate()
    _judge(program, running.returncode, complaint.decode(errors="replace"))
    return out.decode(errors="replace")


def _program(command: list[str], **streams: Any) -> "subprocess.Popen[Any]":
    """Start it; the password goes through the environment, never on the command line."""
    database = connection.settings_dict
    access = {variable: str(database[name]) for variable, name in ACCESS.items() if database.get(name)}
    options = database.get("OPTIONS", {})
    access |= {variable: str(options[name]) for variable, name in ENCRYPTION.items() if options.get(name)}
    try:
        return subprocess.Popen(command, env=os.environ | access, **streams)
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not installed (Debian: postgresql-client)") from error


def _judge(program: str, code: int, complaint: str) -> None:
    if code != 0:
        lines = complaint.strip().splitlines()
        raise BackupError(f"{program}: {lines[0] if lines else code}")
