"""No statement of the web server runs for ever on PostgreSQL (THREATS P01).

Workers and commands are not held to it: a rebuild, a migration or a copy may take minutes. SQLite has no such limit;
there a slow statement holds one of the web server's threads.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

SECONDS = 5
"""THREATS 1.4; the slowest that was measured is the exact count of a common word among a million articles: 1.6 s."""
DESK_SECONDS = 60
"""For who is signed in at the desk: to find the articles that hold a word of an alias, without any index, takes 23
microseconds for each article and word, and a list of aliases has many words."""

_UID = "gba_tracker.statement_limit"


def limit_statements() -> None:
    """Let the server end what takes longer, on every connection that this process opens from now on.

    The reader is told to come again (503, ``gba_tracker.outage``).
    """
    connection_created.connect(_limit, dispatch_uid=_UID)


class DeskTakesLonger:
    """Gives the desk's statements more time; comes after what knows who is signed in, and still is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; afterwards the connection has its limit again."""
        if not _is_limited() or not _is_of_the_desk(request):
            return self.get_response(request)
        _set(connection, DESK_SECONDS)
        try:
            return self.get_response(request)
        finally:
            try:
                _set(connection, SECONDS)
            except Error:
                # The one that is opened instead has the limit.
                connection.close()


def _is_of_the_desk(request: HttpRequest) -> bool:
    if not request.path_info.startswith(reverse("admin:index")):
        return False
    user = getattr(request, "user", AnonymousUser())
    return user.is_active and user.is_staff


def _is_limited() -> bool:
    return connection.vendor == "postgresql" and any(key[0] == _UID for key, *_ in connection_created.receivers)


def _limit(sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "postgresql":
        _set(connection, SECONDS)


def _set(connection: BaseDatabaseWrapper, seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{seconds}s"])
