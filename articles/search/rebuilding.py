"""One rebuild of the index at a time: two would fill and take away each other's tables."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from django.db import connection


class RebuildRunning(Exception):
    """Raised where another rebuild of the same index is under way; says which table it fills."""


@contextmanager
def one_at_a_time(table: str) -> Iterator[None]:
    """Hold the right to fill ``table`` in this database; whoever dies loses it at once, whatever the way.

    PostgreSQL keeps it with the connection. SQLite's users share a machine, so there a file beside the database is
    locked, and stays; a database in memory has no other users. Raises RebuildRunning where somebody else holds it.
    """
    if connection.vendor == "postgresql":
        with _advisory(table):
            yield
    elif path := _file_of_database():
        with open(f"{path}.{table}.lock", "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as taken:
                raise RebuildRunning(table) from taken
            yield
    else:
        yield


@contextmanager
def _advisory(table: str) -> Iterator[None]:
    # Within a transaction the lock ends with it, even with one that failed and takes no further statement.
    is_bound, number = connection.in_atomic_block, crc32(table.encode())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory{'_xact' if is_bound else ''}_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise RebuildRunning(table)
    try:
        yield
    finally:
        if not is_bound:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def _file_of_database() -> str:
    """Where SQLite keeps the database; nothing for one in memory."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        return next((file for _, name, file in cursor.fetchall() if name == "main"), "")
