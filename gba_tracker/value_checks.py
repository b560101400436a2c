"""Settings that can be read and cannot be meant: numbers out of range, addresses that are none.

No message repeats an address that may hold a password. The ids are listed in docs/configuration.md.
"""

import math
import os
import re
from collections.abc import Iterable
from email.utils import getaddresses
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

ABOVE_NOTHING = ("STAFF_IDLE_MINUTES", "STAFF_SESSION_HOURS", "EMAIL_IDEMPOTENCY_MINUTES")
NOTHING_OR_ABOVE = ("FETCH_HOST_PACE", "KEEP_PAGES_DAYS", "KEEP_TEXT_DAYS", "MAIL_RATE")
MOST = 1_000_000
"""Of whatever is counted: years of minutes, millennia of days; far above it no moment can be reckoned."""
HEADER = re.compile(r"[A-Za-z0-9-]+")


@register()
def check_numbers(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Spans that are none: a login that ends before it begins, texts that are given up before they come."""
    for name in (*ABOVE_NOTHING, *NOTHING_OR_ABOVE):
        value, least = getattr(settings, name), 1 if name in ABOVE_NOTHING else 0
        if not math.isfinite(value) or not least <= value <= MOST:
            yield Error(f"{name} is {value}: it must be a number from {least} to {MOST}.", id="gba.E022")


@register()
def check_addresses(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Servers that could not be reached by what is named."""
    for name in ("REDIS_URL", "CACHE_URL"):
        if getattr(settings, name) and not _is_redis(_parts(getattr(settings, name))):
            wanted = "redis://host:6379/1, rediss://… or unix:///path of a Redis"
            yield Error(f"{name} must be like {wanted}.", id="gba.E006" if name == "REDIS_URL" else "gba.E023")
    if settings.FETCH_PROXY:
        proxy = _parts(settings.FETCH_PROXY)
        if proxy is None or proxy.scheme not in {"http", "https"} or not proxy.hostname:
            yield Error("FETCH_PROXY must be like http://proxy.example:3128.", id="gba.E024")


@register()
def check_mail_addresses(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Addresses to which no mail would go, and a header that no mail could carry."""
    given = [(name, getattr(settings, name)) for name in ("DEFAULT_FROM_EMAIL", "EMAIL_REPLY_TO", "BOUNCE_ADDRESS")]
    for name, value in given + [("OPERATOR_EMAIL", address) for address in settings.OPERATOR_EMAIL]:
        if value and not _is_mail_address(value):
            several = ", several of them separated by commas" if name == "OPERATOR_EMAIL" else ""
            yield Error(f"{name}: {value} is no address like desk@tracker.example{several}.", id="gba.E025")
    if settings.EMAIL_IDEMPOTENCY_HEADER and not HEADER.fullmatch(settings.EMAIL_IDEMPOTENCY_HEADER):
        yield Error("EMAIL_IDEMPOTENCY_HEADER is a name like Resend-Idempotency-Key.", id="gba.E026")


@register()
def check_maildir(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """A Maildir of bounces that could not be read, or whose messages could not be marked as read."""
    if not settings.BOUNCE_MAILDIR:
        return
    folder = Path(settings.BOUNCE_MAILDIR)
    if not folder.exists():
        # Only the worker that reads it need have it mounted.
        yield Warning(f"BOUNCE_MAILDIR {folder} is not there: whoever reads bounces needs it.", id="gba.W009")
        return
    folders = [folder / name for name in ("new", "cur", "tmp")]
    if not all(part.is_dir() and os.access(part, os.R_OK | os.W_OK | os.X_OK) for part in folders):
        remedy = "with the folders new, cur and tmp that this user may write: change its owner, or name another."
        yield Error(f"BOUNCE_MAILDIR {folder} is no Maildir {remedy}", id="gba.E027")


def _parts(url: str) -> SplitResult | None:
    """The parts of an address; None where it is none (a port that is no number, half a bracket)."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _is_redis(parts: SplitResult | None) -> bool:
    if parts is None or parts.scheme not in {"redis", "rediss", "unix"}:
        return False
    return bool(parts.path if parts.scheme == "unix" else parts.hostname)


def _is_mail_address(value: str) -> bool:
    """Whether it is one address, with or without a name before it; a host without a dot is one in a house."""
    found = getaddresses([value])
    if len(found) != 1 or ";" in value:
        return False
    address = found[0][1]
    name, _, host = address.rpartition("@")
    try:
        validate_email(address if "." in host else f"{name}@{host}.example")
    except ValidationError:
        return False
    return True


CHECKS = (check_numbers, check_addresses, check_mail_addresses, check_maildir)
