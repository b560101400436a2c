"""What the lists of the desk share: nothing is added, deleted or typed over, long texts are cut, links are checked."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from unfold.admin import ModelAdmin

SHORT = 140


class ReadingAdmin(ModelAdmin):
    """Rows to look at. Who may change the model may run its actions; the fields stay read-only."""

    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come from the newsroom."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are kept."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All fields, and those that the class adds."""
        own = list(self.readonly_fields)
        return own + [field.name for field in self.opts.fields if field.name not in own]


def is_number(text: str) -> bool:
    """Whether the text may be the number of a row: "²" is a digit and no number, and columns end somewhere."""
    return text.isascii() and text.isdigit() and len(text) < 15


def cut(text: str, length: int = SHORT) -> str:
    """Text of one line and at most ``length`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def unbroken(text: str) -> str:
    """Words each of which stays on one line, escaped: a day breaks at its hyphens otherwise."""
    return format_html_join(" ", '<span class="desk-whole">{}</span>', ((word,) for word in text.split()))


def link(url: str, words: str = "") -> str:
    """An outside link with its host, escaped; plain text where the address is not one of the web (THREATS W03)."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        is_web = False
    if not is_web or not url.isprintable():
        return cut(url)
    return format_html('<a href="{}" rel="noopener noreferrer nofollow">{}</a>', url, cut(words or url, 80))
