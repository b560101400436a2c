"""Text with marks, safe whatever the text is: it is split and each part escaped (THREATS W06)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join


@dataclass(frozen=True)
class Mark:
    """Characters ``start`` to ``end`` (exclusive) and what they stand for."""

    start: int
    end: int
    words: str


def marked(text: str, marks: Iterable[Mark]) -> str:
    """The text as safe HTML; of marks that overlap the first, then the longest, is shown; others are left out."""
    parts, at = [], 0
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if at <= mark.start < mark.end <= len(text):
            parts.append(format_html("{}", text[at : mark.start]))
            parts.append(format_html('<mark title="{}">{}</mark>', mark.words, text[mark.start : mark.end]))
            at = mark.end
    parts.append(format_html("{}", text[at:]))
    return format_html('<div class="desk-text">{}</div>', format_html_join("", "{}", ((part,) for part in parts)))
