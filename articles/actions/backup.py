"""Copy the database into a file and back, while everything runs (THREATS D07)."""

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from articles.models import Heartbeat

MARK = "backup"
"""The heartbeat that a copy carries: when it was made."""
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


class BackupError(Exception):
    """A copy could not be made or read; the message is one line for the operator."""


def back_up(*, path: Path, now: datetime) -> int:
    """Write a copy of the database to ``path``, whole or not at all; give its size in bytes.

    SQLite by its online backup, PostgreSQL by ``pg_dump`` (custom format). The
    copy is readable for its owner alone. Raises BackupError, OSError.
    """
    Heartbeat.beat(MARK, now=now)
    with _draft_beside(path) as draft:
        if settings.USES_SQLITE:
            _copy_sqlite(Path(connection.settings_dict["NAME"]), draft)
        else:
            _run("pg_dump", "--format=custom", "--no-owner", f"--file={draft}")
        return draft.stat().st_size


def restore(*, path: Path) -> datetime | None:
    """Put the copy in place of what the database holds; give when the copy was made.

    All of it in one step: a copy that turns out to be broken leaves the database
    as it was. Raises BackupError, OSError.
    """
    with path.open("rb") as copy:
        head = copy.read(16)
    if settings.USES_SQLITE:
        if head != SQLITE_HEAD:
            raise BackupError("this is no copy of an SQLite database")
        _check_sqlite(path)
        connection.close()
        _copy_sqlite(path, Path(connection.settings_dict["NAME"]))
    else:
        if not head.startswith(DUMP_HEAD):
            raise BackupError("this is no dump of pg_dump's custom format")
        connection.close()
        _run(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error",
            f"--dbname={connection.settings_dict['NAME']}", str(path),
        )  # fmt: skip
    return Heartbeat.objects.filter(name=MARK).values_list("seen_at", flat=True).first()


@contextmanager
def _draft_beside(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place at the end, or leaves no trace."""
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


def _copy_sqlite(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, timeout=60)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise BackupError(f"SQLite: {error}") from error
    _check_sqlite(target)


def _check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            found = copy.execute("PRAGMA quick_check").fetchone()[0]
            copy.execute("SELECT 1 FROM django_migrations").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"the copy cannot be read: {error}") from error
    if found != "ok":
        raise BackupError(f"the copy is damaged: {str(found)[:100]}")


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs; the password goes through the environment, never on the command line."""
    database = connection.settings_dict
    access = {variable: str(database[name]) for variable, name in ACCESS.items() if database.get(name)}
    options = database.get("OPTIONS", {})
    access |= {variable: str(options[name]) for variable, name in ENCRYPTION.items() if options.get(name)}
    try:
        done = subprocess.run(
            [program, *arguments], env=os.environ | access, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise BackupError(f"{program} is not installed (Debian: postgresql-client)") from error
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise BackupError(f"{program}: {lines[0] if lines else done.returncode}")
