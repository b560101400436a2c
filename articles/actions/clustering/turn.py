"""One transaction at a time clusters: two that cannot see each other would found two deals for one agreement."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from django.db import OperationalError, connection, transaction

from articles.models import DataGeneration

_PATIENCE = 20.0
"""Seconds: as long as SQLite itself waits for another writer."""
_FIRST_NAP, _LONGEST_NAP = 0.0005, 0.004
"""Seconds between two looks: SQLite sleeps up to a tenth of a second, in which nobody keeps anything."""
_PAGES = 1000
"""So many pages SQLite itself lets gather beside the main file before it carries them over."""
_MANY = 1000
"""Changed rows, of one turn or of several, from which what was written is carried over at once."""

_is_held: ContextVar[bool] = ContextVar("the turn is ours", default=False)
_left_over: ContextVar[int] = ContextVar("rows that our turns have not carried over", default=0)


@contextmanager
def own_transaction(*, clusters: bool) -> Iterator[None]:
    """Open a transaction that writes much, or that a person waits for, in a turn of its own; where it ``clusters``,
    nobody else clusters meanwhile.

    PostgreSQL's waiters wait for a row, first before all others that are locked. On SQLite who took no turn would wait
    for seconds beside three workers that do: it looks ten times a second, and one of them is always quicker.
    """
    with own_turn(), transaction.atomic():
        if clusters:
            take_turn()
        yield


@contextmanager
def own_turn(*, meanwhile: Callable[[], object] | None = None) -> Iterator[None]:
    """On SQLite, which has one writer at a time, wait before a file, where one notices at once that the one before is
    done; where somebody else has the turn, first do ``meanwhile``, which writes nothing. Elsewhere, within a
    transaction and within another turn of ours nothing is waited for.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block or _is_held.get():
        yield
        return
    with _carried_over_afterwards(), ExitStack() as held:
        _wait_for_file(held, meanwhile)
        held.callback(_is_held.reset, _is_held.set(True))
        yield


@contextmanager
def _carried_over_afterwards() -> Iterator[None]:
    """Carry what is written into SQLite's main file when nobody waits for us any more: it takes as long as a commit."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint = 0")
        before = cursor.connection.total_changes
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {_PAGES}")
    _left_over.set(_left_over.get() + cursor.connection.total_changes - before)
    if _left_over.get() >= _MANY:
        _left_over.set(0)
        # Where it cannot be done now, the next one does it, as when SQLite does it by itself.
        with connection.cursor() as cursor, suppress(OperationalError):
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def take_turn() -> None:
    """Wait for our turn, which lasts until the transaction ends; call it first in it, before other rows are locked."""
    DataGeneration.objects.select_for_update().get_or_create(name="clustering")


def _wait_for_file(held: ExitStack, meanwhile: Callable[[], object] | None) -> None:
    """Hold the file beside the database, or go on without it: whoever cannot have it waits as SQLite waits."""
    place = Path(str(connection.settings_dict["NAME"]))
    if not place.is_file():
        return
    try:
        file = held.enter_context(place.with_name(f"{place.name}.turn").open("a"))
    except OSError:
        return
    if _is_ours(file):
        return
    if meanwhile is not None:
        meanwhile()
    until, nap = time.monotonic() + _PATIENCE, _FIRST_NAP
    while not _is_ours(file) and time.monotonic() < until:
        time.sleep(nap)
        nap = min(2 * nap, _LONGEST_NAP)


def _is_ours(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
