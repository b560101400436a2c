"""Keeping what opens something out of the logs (THREATS M06)."""

import logging
import re

SECRET_PATH = re.compile(r"/(c|s|u)/[\w-]{8,}")
"""The token in the address of a mail's link, e.g. ``/u/0a1b2c3d4e5f/``."""

RETURN_ADDRESS = re.compile(r"\+[0-9a-f]{20,64}@")
"""The personal part of a return address, e.g. ``bounce+0a1b…@tracker.example``."""


def redact(text: str) -> str:
    """The text without tokens."""
    return RETURN_ADDRESS.sub("+…@", SECRET_PATH.sub(r"/\1/…", text))


class Redacting(logging.Formatter):
    """Writes a line, its traceback included, without the tokens of mails' links."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole entry, redacted."""
        return redact(super().format(record))
