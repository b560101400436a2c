"""Feeds: from bytes to an outline, whose entries have an identity and a date, and on to clean entries."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from articles.pipeline.parsing.addresses import clean_url
from articles.pipeline.parsing.decoding import decode_document
from articles.pipeline.parsing.entries import clean_entries, name_entries
from articles.pipeline.parsing.markup import cut, plain
from articles.pipeline.parsing.plain_xml import read_plain_xml
from articles.pipeline.parsing.readers import read_by_feedparser, read_json
from articles.pipeline.parsing.records import Frame, Outline, ParsedFeed, RawFeed

MAX_TITLE = 500

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}?\?>", re.IGNORECASE)
# Characters that XML 1.0 forbids; a document with one is no XML for any parser.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_XML_BYTES = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)))
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
    return clean_entries(
        outline_feed(
            body,
            content_type=content_type,
            url=url,
            timezone=timezone,
            fetched_at=fetched_at,
            encoding=encoding,
            day_first=day_first,
        )
    )


def outline_feed(
    body: bytes,
    *,
    content_type: str,
    url: str,
    timezone: str,
    fetched_at: datetime,
    encoding: str | None = None,
    day_first: bool = True,
) -> Outline:
    """Read all but the words of the entries, which ``clean_entries`` reads; arguments and statuses of ``parse_feed``.

    So that between the two somebody may look up which of the entries say nothing new.
    """
    if not body.strip(b" \t\r\n\x00"):
        return Outline(failure("parse_error", "empty_body"))
    decoded = decode_document(body, charset_of(content_type), encoding)
    if decoded.suspect:
        return Outline(replace(failure("encoding_suspect", "undecodable"), encoding=decoded.encoding))
    text = decoded.text.lstrip("\ufeff \t\r\n")
    raw, flaw = _read(text)
    if raw is None:
        status = "not_a_feed" if flaw in _NO_FEED else "parse_error"
        return Outline(replace(failure(status, flaw), encoding=decoded.encoding))
    truncated = raw.kind != "json" and _CLOSED_ROOT.search(text[-2_000:]) is None
    found = outline_of(raw, Frame(url, timezone, fetched_at, day_first))
    document = replace(found.document, encoding=decoded.encoding)
    if truncated:
        errors = (*document.errors[: bool(raw.flaw)], "truncated", *document.errors[bool(raw.flaw) :])
        document = replace(document, errors=errors, status="partial" if found.entries else "parse_error")
    return replace(found, document=document)


def outline_of(raw: RawFeed, frame: Frame) -> Outline:
    """Name and date what a reader saw: ``ok``, or ``empty`` where no entry is left."""
    named = name_entries(raw, frame)
    document = ParsedFeed(
        status="ok" if named.entries else "empty",
        kind=raw.kind,
        title=cut(plain(raw.title, is_text=raw.title_is_text), MAX_TITLE),
        home_url=clean_url(raw.home_url, frame.url),
        ttl_minutes=int(raw.ttl) if raw.ttl.strip().isdigit() and 0 < int(raw.ttl) < 1_000_000 else None,
        language=plain(raw.language)[:35],
        entries=(),
        skipped=named.skipped,
        errors=tuple(name for name in (raw.flaw, "over_limit" if named.over_limit else "") if name),
        repeated=named.repeated,
        over_limit=named.over_limit,
    )
    return Outline(document, named.entries, raw.language, frame, is_plain=raw.is_plain)


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


def _as_xml(text: str) -> tuple[str, bytes]:
    """Give a document without the characters that XML forbids, and the same in UTF-8."""
    # Nearly no document has one of them, and so it is seen in less than half the time.
    with suppress(UnicodeEncodeError):
        encoded = text.encode("utf-8")
        has_controls = len(encoded.translate(None, _NOT_XML_BYTES)) < len(encoded)
        if not has_controls and "\ufffe" not in text and "\uffff" not in text:
            return text, encoded
    text = _NOT_XML.sub("", text)
    return text, text.encode("utf-8")


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
    if declaration := _DECLARATION.match(text):
        text = f'<?xml version="1.0" encoding="utf-8"?>{text[declaration.end() :]}'
    text, encoded = _as_xml(text)
    raw = read_plain_xml(encoded)
    if raw is None:
        raw = read_by_feedparser(_UNCLOSED_TITLE.sub(r"\1</title>", text))
    if (raw is None or not raw.entries) and _PREFIXED.search(text):
        raw = read_by_feedparser(_PREFIXED.sub(r"<\1", text)) or raw
    return raw, "" if raw else "unreadable"
