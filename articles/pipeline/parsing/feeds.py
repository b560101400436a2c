"""Feeds: from bytes to clean entries with an identity and a date."""

import hashlib
import re
from dataclasses import replace
from datetime import datetime

from articles.pipeline.parsing.addresses import canonical_url, clean_url
from articles.pipeline.parsing.dates import Stamp, read_date
from articles.pipeline.parsing.decoding import decode_document
from articles.pipeline.parsing.markup import captions_of, clean_html, cut, has_markup, html_of_text, plain
from articles.pipeline.parsing.plain_xml import read_plain_xml
from articles.pipeline.parsing.readers import read_by_feedparser, read_json
from articles.pipeline.parsing.records import ParsedEntry, ParsedFeed, RawEntry, RawFeed

MAX_ENTRIES = 500
MAX_TITLE = 500
MAX_AUTHOR = 200
MAX_CATEGORIES = 20
MAX_CATEGORY = 80
MAX_SUMMARY = 5_000
MAX_CONTENT = 300_000
MAX_GUID = 500
MAX_DATE_TEXT = 100
MAX_RAW_LINE = 20_000

# "press@example.com (Jane Doe)", "Jane Doe (press@example.com)"
_ADDRESS = r"[^\s@()]{1,100}@[^\s@()]{1,100}"
_ADDRESS_AND_NAME = re.compile(rf"{_ADDRESS} \(([^()]{{1,150}})\)|([^()]{{1,150}}) \({_ADDRESS}\)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}?\?>", re.IGNORECASE)
# Characters that XML 1.0 forbids; a document with one is no XML for any parser.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# "&#8217;", "&#x2019;"
_CHAR_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,12})|(?P<decimal>[0-9]{1,12}));")
_ENTITY_DECLARATION = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_FEED_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
# A prefix that some tools put before RSS elements without declaring it: "<rss:item>"
_PREFIXED = re.compile(r"<(/?)rss:(?=[a-zA-Z])", re.IGNORECASE)
# "<title>Pier opens<link>": without its end every reader takes what follows for the title and then loses it
_UNCLOSED_TITLE = re.compile(r"(<title>[^<]{1,1000})(?=<(?:link|description|guid|pubDate|item|entry)[\s>])")
_CLOSED_ROOT = re.compile(
    r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL
)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
# What stands on a page that a guard puts before the feed.
_CHALLENGE = re.compile(
    r"cf-chl|challenge-platform|just a moment|captcha|attention required|ddos|are you (?:a )?human", re.IGNORECASE
)
_LOGIN = re.compile(r"type\s*=\s*[\"']?password|>\s*(?:log ?in|sign ?in|登入|登录)", re.IGNORECASE)


def parse_feed(
    body: bytes,
    *,
    content_type: str,
    url: str,
    timezone: str,
    fetched_at: datetime,
    encoding: str | None = None,
    day_first: bool = True,
) -> ParsedFeed:
    """Read the bytes of a feed: RSS 0.9x to 2.0, RDF, Atom, JSON Feed; never raises on what they hold.

    ``content_type`` is the header as sent, ``url`` the address they came from (base of relative links), ``timezone``
    the IANA zone of the source, ``fetched_at`` an aware moment, ``encoding`` the encoding that is pinned for the
    source, ``day_first`` its order of numeric dates. ``status``: ``ok``; ``partial`` (cut off, whole entries kept);
    ``empty`` (a feed without entries); ``not_a_feed``; ``parse_error``; ``encoding_suspect`` (must not be stored).
    """
    if not body.strip(b" \t\r\n\x00"):
        return failure("parse_error", "empty_body")
    decoded = decode_document(body, charset_of(content_type), encoding)
    if decoded.suspect:
        return replace(failure("encoding_suspect", "undecodable"), encoding=decoded.encoding)
    text = decoded.text.lstrip("\ufeff \t\r\n")
    raw, flaw = _read(text)
    if raw is None:
        status = "not_a_feed" if flaw in _NO_FEED else "parse_error"
        return replace(failure(status, flaw), encoding=decoded.encoding)
    truncated = raw.kind != "json" and _CLOSED_ROOT.search(text[-2_000:]) is None
    found = feed_of(raw, url=url, timezone=timezone, fetched_at=fetched_at, day_first=day_first)
    if truncated:
        errors = (*found.errors[: bool(raw.flaw)], "truncated", *found.errors[bool(raw.flaw) :])
        found = replace(found, errors=errors, status="partial" if found.entries else "parse_error")
    return replace(found, encoding=decoded.encoding)


def feed_of(raw: RawFeed, *, url: str, timezone: str, fetched_at: datetime, day_first: bool) -> ParsedFeed:
    """Clean what a reader saw: ``ok``, or ``empty`` where no entry is left."""
    entries, skipped, repeated, over = _entries(raw, url, timezone, fetched_at, day_first)
    return ParsedFeed(
        status="ok" if entries else "empty",
        kind=raw.kind,
        title=cut(plain(raw.title, is_text=raw.title_is_text), MAX_TITLE),
        home_url=clean_url(raw.home_url, url),
        ttl_minutes=int(raw.ttl) if raw.ttl.strip().isdigit() and 0 < int(raw.ttl) < 1_000_000 else None,
        language=plain(raw.language)[:35],
        entries=tuple(entries),
        skipped=skipped,
        errors=tuple(name for name in (raw.flaw, "over_limit" if over else "") if name),
        repeated=repeated,
        over_limit=over,
    )


def charset_of(content_type: str) -> str | None:
    """The charset of a Content-Type header, e.g. ``text/xml; charset=big5``; None where it names none."""
    match = _CHARSET.search(content_type)
    return match.group(1) if match else None


_NO_FEED = ("html_page", "challenge_page", "login_page", "other_json", "not_xml")


def failure(status: str, error: str) -> ParsedFeed:
    """The answer for a document of which nothing can be taken."""
    return ParsedFeed(status, "", "", "", None, "", (), 0, (error,))


def _legal_reference(found: re.Match[str]) -> str:
    """A reference to a character as it stands; "" where no text can hold that character."""
    code = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
    return found[0] if code <= 0x10FFFF and not _NOT_XML.match(chr(code)) else ""


def page_problem(text: str) -> str:
    """Name a document that is no feed: ``not_xml``, ``challenge_page``, ``login_page``, ``html_page``."""
    head = text[:65_536]
    if not _PAGE.search(head):
        return "not_xml"
    if _CHALLENGE.search(head):
        return "challenge_page"
    return "login_page" if _LOGIN.search(head) else "html_page"


def _read(text: str) -> tuple[RawFeed | None, str]:
    """Read with the first reader that can; with none, name what the document is."""
    if text.startswith(("{", "[")):
        raw = read_json(text)
        return (raw, "") if raw else (None, "other_json" if text.rstrip().endswith(("}", "]")) else "truncated_json")
    head = text[:65_536]
    if _ENTITY_DECLARATION.search(head):
        return None, "entity_declaration"
    if not _FEED_ROOT.search(head):
        return None, page_problem(text)
    text = _CHAR_REFERENCE.sub(_legal_reference, text)
    text = _NOT_XML.sub("", _DECLARATION.sub('<?xml version="1.0" encoding="utf-8"?>', text, count=1))
    raw = read_plain_xml(text)
    if raw is None:
        raw = read_by_feedparser(_UNCLOSED_TITLE.sub(r"\1</title>", text))
    if (raw is None or not raw.entries) and _PREFIXED.search(text):
        raw = read_by_feedparser(_PREFIXED.sub(r"<\1", text)) or raw
    return raw, "" if raw else "unreadable"


def _entries(
    raw: RawFeed, url: str, timezone: str, fetched_at: datetime, day_first: bool
) -> tuple[list[ParsedEntry], int, int, int]:
    """Clean the entries: those without link and title are skipped, repeated guids settled, the newest 500 kept."""
    named: list[tuple[RawEntry, str, Stamp]] = []
    skipped = 0
    for entry in raw.entries:
        address = _address(entry, url)
        if not address and not plain(entry.title, is_text=entry.title_is_text):
            skipped += 1
            continue
        when = read_date(
            entry.published or entry.updated, timezone=timezone, fetched_at=fetched_at, day_first=day_first
        )
        named.append((entry, address, when))
    over = max(0, len(named) - MAX_ENTRIES)
    if over:
        oldest = fetched_at.replace(year=1970)
        order = sorted(range(len(named)), key=lambda index: (named[index][2].at or oldest, -index), reverse=True)
        named = [named[index] for index in sorted(order[:MAX_ENTRIES])]
    entries: list[ParsedEntry] = []
    first: dict[str, str] = {}
    taken: dict[str, set[str]] = {}
    repeated = 0
    for entry, address, when in named:
        guid = _guid(entry, address)
        if guid in first:
            links = taken.setdefault(guid, {canonical_url(first[guid]) or guid})
            link = canonical_url(address) or guid
            if link in links:
                repeated += 1
                continue
            links.add(link)
            # By its link, not its place: one more entry on top must not rename all those below.
            guid = f"{guid[: MAX_GUID - 13]}#{hashlib.sha256(link.encode()).hexdigest()[:12]}"
        first.setdefault(guid, address)
        updated = (
            when
            if not entry.published
            else read_date(entry.updated, timezone=timezone, fetched_at=fetched_at, day_first=day_first)
        )
        entries.append(_clean(entry, raw, guid, address, when, updated))
    return entries, skipped, repeated, over


def _address(entry: RawEntry, url: str) -> str:
    """Give the entry's address; a guid that is one serves where there is no link."""
    base = clean_url(entry.base, url) or url
    return clean_url(entry.link, base) or clean_url(entry.guid)


def _guid(entry: RawEntry, address: str) -> str:
    """Give the entry's identity: its guid, else its canonical address, else a hash of title and date."""
    guid = plain(entry.guid, is_text=True)
    if guid:
        return guid if len(guid) <= MAX_GUID else f"sha256:{hashlib.sha256(guid.encode()).hexdigest()}"
    if address:
        return canonical_url(address)[:MAX_GUID]
    title = plain(entry.title, is_text=entry.title_is_text)
    return f"sha256:{hashlib.sha256(f'{title}|{entry.published or entry.updated}'.encode()).hexdigest()}"


def _clean(entry: RawEntry, raw: RawFeed, guid: str, address: str, when: Stamp, updated: Stamp) -> ParsedEntry:
    """Put every field through the cleaning boundary and its limit."""
    title = plain(entry.title[:MAX_RAW_LINE], is_text=entry.title_is_text)
    author = _person(plain(entry.author[:MAX_RAW_LINE]))
    categories = [category for category in map(plain, entry.categories) if category]
    summary, content = entry.summary, entry.content
    summary_is_text, content_is_text = entry.summary_is_text, entry.content_is_text
    if len(summary) > MAX_SUMMARY and len(content) < len(summary):
        content, content_is_text = summary, summary_is_text
    over = {
        "title": len(title) > MAX_TITLE,
        "author": len(author) > MAX_AUTHOR,
        "categories": len(categories) > MAX_CATEGORIES or any(len(category) > MAX_CATEGORY for category in categories),
        "summary": len(summary) > MAX_SUMMARY,
        "content": len(content) > MAX_CONTENT,
    }
    return ParsedEntry(
        guid=guid,
        url=address,
        title=cut(title, MAX_TITLE),
        summary_html=_html(summary, summary_is_text, MAX_SUMMARY),
        content_html=_html(content, content_is_text, MAX_CONTENT),
        author=cut(author, MAX_AUTHOR),
        categories=tuple(dict.fromkeys(cut(category, MAX_CATEGORY) for category in categories[:MAX_CATEGORIES])),
        published_at=when.at,
        updated_at=updated.at,
        date_basis=when.basis,
        date_text=plain(entry.published or entry.updated, is_text=True)[:MAX_DATE_TEXT],
        lang=plain(entry.lang or raw.language)[:35],
        cut=tuple(name for name, is_over in over.items() if is_over),
        captions=captions_of(content or summary),
    )


def _person(author: str) -> str:
    """Give the name alone where a feed writes "address (name)" or "name (address)"."""
    match = _ADDRESS_AND_NAME.fullmatch(author)
    return match.group(1) or match.group(2) if match else author


def _html(raw: str, is_text: bool, limit: int) -> str:
    return html_of_text(raw, limit) if is_text or not has_markup(raw) else clean_html(raw, limit)
