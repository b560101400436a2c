"""Readers: feedparser, the authority, and JSON Feed; both give a ``RawFeed``."""

import re
from typing import Any

import feedparser
import orjson

from articles.pipeline.parsing.records import RawEntry, RawFeed

_CLOSED_ENTRY = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)


def read_by_feedparser(text: str) -> RawFeed | None:
    """Read a feed of any flavour and any state; None where feedparser sees no feed in it.

    The text goes in as UTF-8 bytes, never as an address. Nothing is sanitised or made absolute here: that is the
    business of one place, for every reader. An entry that the document does not close is dropped.
    """
    found = feedparser.parse(
        text.encode("utf-8"),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    version = found.get("version", "")
    if not version and not found.entries:
        return None
    feed = found.feed
    atom = version.startswith("atom")
    entries = [_raw_entry(entry, atom) for entry in found.entries]
    flaw = ""
    if found.get("bozo") and not isinstance(found.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        flaw = "malformed"
        # feedparser gives an entry that the cut went through; it may hold half a title.
        entries = entries[: len(_CLOSED_ENTRY.findall(text))]
    return RawFeed(
        kind="atom" if atom else "rdf" if version in ("rss090", "rss10") else "rss",
        title=feed.get("title", ""),
        title_is_text=atom and _is_text(feed.get("title_detail")),
        home_url=feed.get("link", ""),
        ttl=_ttl(feed),
        language=feed.get("language", "") or "",
        entries=tuple(entries),
        flaw=flaw,
    )


def _raw_entry(entry: Any, atom: bool) -> RawEntry:
    content = entry.get("content") or []
    best: Any = max(content, key=lambda part: len(part.get("value", "")), default={})
    summary = entry.get("summary", "")
    detail = entry.get("summary_detail") or {}
    # feedparser shows an entry's content as its summary when it has none of its own.
    if content and any(part.get("value") == summary for part in content):
        summary = ""
    title_detail = entry.get("title_detail") or {}
    return RawEntry(
        guid=entry.get("id", ""),
        guid_is_link=bool(entry.get("guidislink", False)),
        link=entry.get("feedburner_origlink") or entry.get("link", ""),
        base=title_detail.get("base") or detail.get("base") or best.get("base") or "",
        title=entry.get("title", ""),
        title_is_text=atom and _is_text(title_detail),
        summary=summary,
        summary_is_text=atom and _is_text(detail),
        content=best.get("value", ""),
        content_is_text=atom and _is_text(best),
        author=_author(entry),
        categories=tuple(tag.get("term") or tag.get("label") or "" for tag in entry.get("tags", ())),
        published=entry.get("published", "") or entry.get("created", ""),
        updated=entry.get("updated", "") if dict.__contains__(entry, "updated") else "",
        lang=title_detail.get("language") or "",
    )


def _author(entry: Any) -> str:
    names = [author.get("name", "") for author in entry.get("authors", ()) if author.get("name")]
    return ", ".join(dict.fromkeys(names)) if len(names) > 1 else str(entry.get("author", ""))


def _is_text(detail: Any) -> bool:
    return bool(detail) and detail.get("type") == "text/plain"


def _ttl(feed: Any) -> str:
    if feed.get("ttl"):
        return str(feed["ttl"])
    return period_minutes(feed.get("sy_updateperiod", ""), feed.get("sy_updatefrequency", ""))


_PERIODS = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}


def period_minutes(period: str, frequency: str) -> str:
    """Give the minutes between updates that the syndication module states ("hourly", "2" -> "30")."""
    minutes = _PERIODS.get(period.strip().lower(), 0)
    times = int(frequency) if frequency.strip().isdigit() and int(frequency) > 0 else 1
    return str(minutes // times) if minutes else ""


def read_json(text: str) -> RawFeed | None:
    """Read a JSON Feed (1.0 or 1.1); None where ``text`` is no JSON or another kind of it."""
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return None
    if "jsonfeed.org" not in str(document.get("version", "")) and "title" not in document:
        return None
    return RawFeed(
        kind="json",
        title=_string(document.get("title")),
        title_is_text=True,
        home_url=_string(document.get("home_page_url")),
        ttl="",
        language=_string(document.get("language")),
        entries=tuple(_json_entry(item) for item in document["items"] if isinstance(item, dict)),
    )


def _json_entry(item: dict[str, Any]) -> RawEntry:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_string(author.get("name")) for author in authors or [] if isinstance(author, dict)]
    tags = item.get("tags") if isinstance(item.get("tags"), list) else []
    html = _string(item.get("content_html"))
    return RawEntry(
        guid=_string(item.get("id")),
        guid_is_link=True,
        link=_string(item.get("url")) or _string(item.get("external_url")),
        title=_string(item.get("title")),
        title_is_text=True,
        summary=_string(item.get("summary")),
        summary_is_text=True,
        content=html or _string(item.get("content_text")),
        content_is_text=not html,
        author=", ".join(name for name in names if name),
        categories=tuple(_string(tag) for tag in tags or ()),
        published=_string(item.get("date_published")),
        updated=_string(item.get("date_modified")),
        lang=_string(item.get("language")),
    )


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
