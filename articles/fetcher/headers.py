"""What a response says of itself, believed only within limits (THREATS H03, H13, H17)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from articles.fetcher.records import FetchError, Reason

RETRY_AFTER_MIN = 5 * 60
RETRY_AFTER_MAX = 24 * 3600
MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(?P<seconds>\d{1,9})", re.IGNORECASE | re.ASCII)
"""E.g. ``public, max-age=600``; ``s-maxage`` is for shared caches, which we are none of."""
MAX_ETAG = 1024
MAX_DATE = 200


def validator(value: str | None, limit: int) -> str:
    """An ETag or Last-Modified that may be kept and sent back: short, printable; "" otherwise."""
    if value is None or len(value) > limit or any(not 32 <= ord(character) < 127 for character in value):
        return ""
    return value


def retry_after(headers: Mapping[str, str], now: datetime) -> int | None:
    """Seconds to wait, within 5 minutes and 24 hours; None where nothing readable is said.

    A date counts from the response's own ``Date``, so that a server with a wrong
    clock still means what it says; ``now`` (aware) serves where it has none.
    """
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.lstrip("+-").isdecimal() and value.isascii():
        # Longer numbers than this are all the same to the clamp, and int() has a limit.
        seconds = float(value[:12])
    else:
        until = _read_date(value)
        if until is None:
            return None
        seconds = (until - (_read_date(headers.get("Date", "")) or now)).total_seconds()
    return int(min(max(seconds, RETRY_AFTER_MIN), RETRY_AFTER_MAX))


def max_age(headers: Mapping[str, str]) -> int | None:
    """Seconds for which a response stays fresh (RFC 9111, 5.2.2), within 24 hours; None where it does not say.

    ``no-store`` and ``no-cache`` say nothing of how often to come, nor does an age of nought.
    """
    found = MAX_AGE.search(headers.get("Cache-Control", "")[:1000])
    if found is None:
        return None
    age = headers.get("Age", "")[:9]
    left = int(found["seconds"]) - (int(age) if age.isascii() and age.isdecimal() else 0)
    return min(left, RETRY_AFTER_MAX) if left > 0 else None


def check_headers(raw: tuple[tuple[bytes, bytes], ...], limit: int) -> None:
    """Refuse too many headers and control characters in them; raises FetchError."""
    if len(raw) > limit:
        raise FetchError(Reason.BAD_HEADERS, f"{len(raw)} headers")
    for name, value in raw:
        if any(byte < 32 and byte != 9 for byte in value) or b"\x7f" in value:
            raise FetchError(Reason.BAD_HEADERS, f"control character in {name[:40].decode('latin-1')}")


def _read_date(value: str) -> datetime | None:
    """An HTTP date, e.g. ``Wed, 21 Oct 2015 07:28:00 GMT``; None if it is none."""
    try:
        read = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
