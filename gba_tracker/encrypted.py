"""The interface for programs answers over https alone, and says so instead of leading there.

A browser that comes by http is led to https, and HSTS keeps it there. A program that is led on goes by http every
time, in the open, and nobody notices (OWASP ASVS 5.0, 4.1.2): it is refused, with the address to write instead.
"""

from collections.abc import Callable

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

FOR_PROGRAMS = "/api/"


class OnlyEncrypted:
    """Refuses http below ``/api/`` where the site is one of https behind a proxy that tells the two apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """403 with the address by https, or go on."""
        if settings.SECURE_SSL_REDIRECT and request.path.startswith(FOR_PROGRAMS) and not request.is_secure():
            said = {"error": f"Ask by https: {settings.SITE_URL}{request.path}"}
            return HttpResponse(orjson.dumps(said), content_type="application/json", status=403)
        return self.get_response(request)
