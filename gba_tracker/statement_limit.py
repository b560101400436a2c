"""No statement of the web server runs for ever on PostgreSQL (THREATS P01).

Workers and commands are not held to it: a rebuild, a migration or a copy may take minutes. SQLite has no such limit;
there a slow statement holds one of the web server's threads.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

SECONDS = 5
"""THREATS 1.4; the slowest that was measured is the exact count of a common word among a million articles: 1.6 s."""


def limit_statements() -> None:
    """Let the server end what takes longer, on every connection that this process opens from now on.

    The reader is told to come again (503, ``gba_tracker.outage``).
    """
    connection_created.connect(_limit, dispatch_uid="gba_tracker.statement_limit")


def _limit(sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{SECONDS}s"])
