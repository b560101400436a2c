"""Tells a Sentry of faults, scrubbed as the logs are; only where SENTRY_DSN names one and the extra is installed."""

from typing import Any

import sentry_sdk

from gba_tracker.redaction import redact

DROPPED = {"cookies", "data", "env", "headers", "query_string", "vars"}
"""Parts of an event that may hold what readers and staff sent."""


def start(dsn: str, *, release: str) -> None:
    """Begin to report; no addresses, cookies, bodies or local variables leave the house."""
    sentry_sdk.init(
        dsn=dsn,
        release=release,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=scrubbed,
        before_breadcrumb=scrubbed,
    )


def scrubbed(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """The event with every text redacted, and without the parts that are not ours to tell."""
    return {key: _clean(value) for key, value in event.items() if key not in DROPPED}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items() if key not in DROPPED}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value
