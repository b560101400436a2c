"""How long a login to the desk lasts: it ends when nobody works in it, and at the latest after a working day.

The figures are those that NIST SP 800-63B (revision 4, section 2.2.3) gives for logins with two factors: an hour
without a request, a day in all; ours in all is shorter. Only pages of the desk look at the clock, because readers
have no session.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from articles.actions.logins import ADDRESS, BEGAN, BROWSER, SEEN
from gba_tracker.security_log import tell

EXACT_TO = 60
"""Seconds that the last use may be behind, so that not every page writes a row."""
LONGEST_BROWSER = 200
"""Characters of what a browser calls itself."""
STAFF_PATHS = ("/admin/", "/metrics")


class StaffSessions:
    """Ends a login that has idled for ``STAFF_IDLE_MINUTES`` or is older than ``STAFF_SESSION_HOURS``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the login or note that it is used, and go on."""
        if not request.path.startswith(STAFF_PATHS) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if request.user.is_authenticated:
            self._look(request, time.time())
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        return response

    def _look(self, request: HttpRequest, now: float) -> None:
        session = request.session
        began, seen = session.get(BEGAN), session.get(SEEN)
        if began is None or seen is None:
            session[BEGAN], session[SEEN] = now, now
            session[ADDRESS] = request.META.get("REMOTE_ADDR", "")
            session[BROWSER] = request.headers.get("User-Agent", "")[:LONGEST_BROWSER]
        elif now - seen > settings.STAFF_IDLE_MINUTES * 60 or now - began > settings.STAFF_SESSION_HOURS * 3600:
            tell("session ended", request, user=request.user.pk, level="info")
            logout(request)
        elif now - seen > EXACT_TO:
            session[SEEN] = now
