"""One transaction at a time clusters: two that cannot see each other would found two deals for one agreement."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from django.db import connection, transaction

from articles.models import DataGeneration

_PATIENCE = 20.0
"""Seconds: as long as SQLite itself waits for another writer."""
_FIRST_NAP, _LONGEST_NAP = 0.0005, 0.004
"""Seconds between two looks: SQLite sleeps up to a tenth of a second, in which nobody keeps anything."""


@contextmanager
def own_transaction(*, clusters: bool) -> Iterator[None]:
    """Open a transaction that writes much; where it ``clusters``, wait for our turn, which lasts until it ends.

    PostgreSQL's waiters wait for a row, first before all others that are locked. SQLite has one writer at a time
    anyway: who has much to write waits before a file, where he notices at once that the one before him is done.
    """
    with ExitStack() as held:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            _wait_for_file(held)
        held.enter_context(transaction.atomic())
        if clusters:
            take_turn()
        yield


def take_turn() -> None:
    """Wait for our turn, which lasts until the transaction ends; call it first in it, before other rows are locked."""
    DataGeneration.objects.get_or_create(name="clustering")
    DataGeneration.objects.select_for_update().get(name="clustering")


def _wait_for_file(held: ExitStack) -> None:
    """Hold the file beside the database, or go on without it: whoever cannot have it waits as SQLite waits."""
    place = Path(str(connection.settings_dict["NAME"]))
    if not place.is_file():
        return
    try:
        file = held.enter_context(place.with_name(f"{place.name}.turn").open("a"))
    except OSError:
        return
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
