"""Structured logs (``LOG_FORMAT=json``): one object a line, with the id of the request or task it belongs to."""

import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gba_tracker.redaction import CONTROLS, redact
from gba_tracker.security_log import note_refusal

access = logging.getLogger("gba.access")
work_id: ContextVar[str] = ContextVar("work_id", default="")
"""``request 9f3c…`` or ``task 0a1b…`` while one is worked on."""


class JsonLines(logging.Formatter):
    """Writes ``{"at", "level", "logger", "message", "request"|"task", "error"?, …}``, redacted, controls escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry on one line; JSON escapes by itself only what lies below U+0020."""
        content: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        kind, _, name = work_id.get().partition(" ")
        if kind:
            content[kind] = name
        content |= getattr(record, "fields", {})
        if record.exc_info:
            content["error"] = redact(self.formatException(record.exc_info))
        return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", orjson.dumps(content, default=str).decode())


REFUSALS = ("DisallowedHost", "RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")
"""What Django refuses by itself and logs as an error, with the way through the code."""


class NoFault(logging.Filter):
    """Makes of a refused request one line and a warning: whoever asks nonsense shall fill no log, and no Sentry."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the way through the code away, and keep what was refused."""
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = record.exc_text = None
        return True


class RequestLog:
    """Names each request for the lines that are logged in it; in JSON mode one line says how it went.

    The path is logged without its query and redacted, the reader's address not at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer it under its name."""
        token = work_id.set(f"request {secrets.token_hex(8)}")
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            note_refusal(request, response)
            if settings.LOG_FORMAT == "json":
                fields = {
                    "method": request.method,
                    "path": redact(request.path[:300]),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - began) * 1000, 1),
                }
                access.info("answered", extra={"fields": fields})
            return response
        finally:
            work_id.reset(token)
