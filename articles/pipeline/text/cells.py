"""Text in the cells of a table, which no spreadsheet may take for a formula (THREATS W07)."""

from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", ";", "|", "%")
"""First characters that make some spreadsheet calculate."""
BLANKS = " \u00a0\u3000"
"""What a spreadsheet overlooks before them."""


def harmless(value: Any) -> Any:
    """Give text that a spreadsheet would calculate with an apostrophe before it; all else as it is."""
    if isinstance(value, str) and value.lstrip(BLANKS).startswith(FORMULA_STARTS):
        return "'" + value
    return value


def harmful(text: str) -> str:
    """Give a text as it was before ``harmless``, for a table that comes back."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(BLANKS).startswith(FORMULA_STARTS) else text
