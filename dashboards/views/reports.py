"""What browsers tell of our own policy: one line in the log for each violation (Reporting API, CSP level 3)."""

import logging
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dashboards.limits import is_within

logger = logging.getLogger(__name__)

LONGEST = 16 * 1024
"""Bytes of one message; a browser's own are far shorter."""
MOST_AN_HOUR = 60
MOST_AT_ONCE = 10


@csrf_exempt
@require_POST
def csp_reports(request: HttpRequest) -> HttpResponse:
    """Log violations; 204 whatever is said, so that nothing is learnt by trying. Nobody's address is kept."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) <= LONGEST and is_within(request, "csp", 1, MOST_AN_HOUR):
        for violation in _violations(request.read(LONGEST)):
            logger.warning("csp %s", violation)
    return HttpResponse(status=204)


def _violations(body: bytes) -> list[str]:
    """Directive, what was blocked and on which page, without query strings; nothing for what cannot be read."""
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        return []
    reports = said if isinstance(said, list) else [said]
    found = []
    for report in reports[:MOST_AT_ONCE]:
        # ``report-to`` sends {"body": {…}}, the older ``report-uri`` {"csp-report": {…}}.
        inner = (report.get("body") or report.get("csp-report")) if isinstance(report, dict) else None
        if isinstance(inner, dict):
            directive = inner.get("effectiveDirective") or inner.get("violated-directive")
            blocked = inner.get("blockedURL") or inner.get("blocked-uri")
            page = inner.get("documentURL") or inner.get("document-uri")
            found.append(f"directive={_short(directive)} blocked={_host(blocked)} page={_path(page)}")
    return found


def _short(value: Any) -> str:
    return str(value or "-")[:60]


def _host(value: Any) -> str:
    """The host of an address, or the word that stands for one (``inline``, ``eval``)."""
    text = str(value or "-")[:500]
    return _short(_parts(text).netloc or text.partition(":")[0])


def _path(value: Any) -> str:
    return str(_parts(str(value or "")[:500]).path or "-")[:120]


def _parts(address: str) -> Any:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
