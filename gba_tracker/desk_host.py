"""The desk under a name of its own (``ADMIN_HOST``): for a browser it is another site then.

A script that somebody smuggled into a public page could, under one name, ask the desk in a curator's session. Under
two names the browser itself keeps them apart (OWASP ASVS 5.0, 3.5.4).
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect

DESK = "/admin/"
WITH_THE_DESK = (DESK, settings.STATIC_URL, "/healthz", "/readyz", "/metrics")
"""What is answered under the desk's name; everything else there leads to the public one."""


class DeskHost:
    """Keeps the desk to its own name and the public pages to theirs, where the operator gave it one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """404 for the desk elsewhere; from the desk's name to the public one for what belongs there."""
        if not settings.ADMIN_HOST:
            return self.get_response(request)
        if request.get_host().lower() != settings.ADMIN_HOST.lower():
            return HttpResponseNotFound() if request.path.startswith(DESK) else self.get_response(request)
        if request.path.startswith(WITH_THE_DESK):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotFound()
        elsewhere = (
            settings.DESK_URL + DESK
            if request.path in ("/", DESK.rstrip("/"))
            else settings.SITE_URL + request.get_full_path()
        )
        return HttpResponseRedirect(elsewhere)
