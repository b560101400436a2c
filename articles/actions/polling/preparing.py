"""From the parser's entries to items that can be compared and stored: pure."""

import hashlib
import html
import re
from collections.abc import Sequence
from datetime import datetime

from articles.actions.polling.addressing import fitting
from articles.actions.polling.records import Item
from articles.pipeline.parsing import ParsedEntry

BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|table|tr|td|th|blockquote|pre|figure|hr)\b[^>]*>", re.I
)
"""Where words end, e.g. ``</p>`` or ``<br />``; other tags stand inside a word as often as not."""
ANY_TAG = re.compile(r"<[^>]*>")
"""Any tag of sanitised HTML, e.g. ``<b>``."""

MAX_GUID = 500
MAX_TITLE = 500
MAX_LANG = 10
TITLE_FROM_TEXT = 120


def prepare(entry: ParsedEntry, *, feed_url: str) -> Item:
    """Give the item of one parsed entry; entries without a link get an address of the form ``urn:uuid:…``."""
    guid = fitting(entry.guid, MAX_GUID)
    summary = plain_text(entry.summary_html)
    body = entry.content_html or entry.summary_html
    text = plain_text(entry.content_html) or summary
    return Item(
        guid=guid,
        url=entry.url,
        title=(entry.title or _opening(text) or entry.url)[:MAX_TITLE],
        summary=summary,
        body=body,
        text=text,
        content_hash=content_hash(entry.title, text, entry.captions),
        author=entry.author,
        lang=entry.lang[:MAX_LANG],
        published_at=entry.published_at,
        updated_at=entry.updated_at,
        date_basis=entry.date_basis,
        date_text=entry.date_text,
        feed_url=feed_url,
        raw_hash=entry.raw_hash,
    )


def plain_text(sanitised: str) -> str:
    """The words of sanitised HTML in one line, blanks collapsed."""
    if "<" not in sanitised and "&" not in sanitised:
        return " ".join(sanitised.split())
    return " ".join(html.unescape(ANY_TAG.sub("", BLOCK_TAG.sub(" ", sanitised))).split())


def content_hash(title: str, text: str, captions: Sequence[str] = ()) -> str:
    """SHA-256 over the words alone, those under pictures too: new markup or blanks are no new text (THREATS F08)."""
    lines = (" ".join(line.split()) for line in (title, text, *captions))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def listed_at(published_at: datetime | None, *, now: datetime) -> datetime:
    """When a list shows an article: its publication, never later than now; now where nothing is known."""
    return min(published_at, now) if published_at is not None else now


def _opening(text: str) -> str:
    """The beginning of the text as a title, cut at a blank where there is one."""
    if len(text) <= TITLE_FROM_TEXT:
        return text
    cut = text[:TITLE_FROM_TEXT]
    return f"{cut.rpartition(' ')[0] or cut}…"
