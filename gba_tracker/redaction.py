"""Keeping what opens something, and who somebody is, out of the logs (THREATS M06, O01, O02).

All patterns are bounded, so that hostile text costs linear time.
"""

import logging
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.conf import settings

SECRET_PATH = re.compile(r"/(c|s|u)/[\w-]{8,}")
"""The token in the address of a mail's link, e.g. ``/u/0a1b2c3d4e5f/``."""
RETURN_ADDRESS = re.compile(r"\+[0-9a-f]{20,64}@")
"""The personal part of a return address, e.g. ``bounce+0a1b…@tracker.example``."""
CREDENTIALS = re.compile(r"://[^\s/@:]{0,100}:[^\s/@]{1,200}@")
"""User and password in an address, e.g. ``redis://:word@redis:6379``."""
KEYED = re.compile(
    r"(?i)\b(password|passwd|secret|token|api[-_]?key|secret[-_]?key|authorization|cookie|sessionid|csrftoken)"
    r"([\"']?\s{0,3}[:=]\s{0,3}[\"']?(?:bearer |basic )?)[^\s\"',;&)}\]]{4,}"
)
"""A name that says what follows is secret, e.g. ``token=0a1b2c``, ``Authorization: Bearer …``."""
MAIL_ADDRESS = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,5})")
"""``reader@example.org``."""
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys or turns around: controls but tab and line end, line separators, bidi overrides."""


def redact(text: str) -> str:
    """The text without tokens, credentials, our own secrets and the names in mail addresses."""
    for secret in _own_secrets():
        text = text.replace(secret, "…")
    text = CREDENTIALS.sub("://…@", text)
    text = KEYED.sub(r"\1\2…", text)
    text = RETURN_ADDRESS.sub("+…@", SECRET_PATH.sub(r"/\1/…", text))
    return MAIL_ADDRESS.sub(_shortened, text)


def _shortened(found: re.Match[str]) -> str:
    """``r…@example.org``; what was redacted before stays as it is, and so do names of our own processes."""
    return f"{found[0][0]}…@{found[1]}"


@lru_cache(maxsize=1)
def _own_secrets() -> tuple[str, ...]:
    """The values of settings that nobody may read, longest first."""
    database = settings.DATABASES["default"].get("PASSWORD") or ""
    mailbox = unquote(urlsplit(settings.BOUNCE_MAILBOX).password or "")
    values = {
        settings.SECRET_KEY,
        *settings.SECRET_KEY_FALLBACKS,
        database,
        settings.REDIS_PASSWORD,
        getattr(settings, "EMAIL_HOST_PASSWORD", ""),
        settings.METRICS_TOKEN,
        settings.BOUNCE_WEBHOOK_SECRET,
        mailbox,
        settings.SENTRY_DSN,
    }
    return tuple(sorted((value for value in values if len(value) >= 8), key=len, reverse=True))


class Redacting(logging.Formatter):
    """Writes a line, its traceback included, without secrets; what it holds can neither forge a line nor a colour."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole entry, redacted; lines after the first are set in, so that none passes for an entry."""
        text = CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), redact(super().format(record)))
        return text.replace("\n", "\n    ")
