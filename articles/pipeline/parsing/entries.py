"""Entries: their identity and date first, which cost little; then the cleaning of those that say something new."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import nh3

from articles.pipeline.parsing.addresses import canonical_url, clean_url
from articles.pipeline.parsing.dates import Stamp, read_date
from articles.pipeline.parsing.markup import captions_of, clean_html, cut, has_markup, html_of_text, plain
from articles.pipeline.parsing.records import (
    Frame,
    NamedEntry,
    Outline,
    ParsedEntry,
    ParsedFeed,
    RawEntry,
    RawFeed,
    Repeat,
)

CLEANING = f"1 {nh3.__version__}"  # type: ignore[attr-defined]
"""To be raised with every change by which the same raw words come out otherwise, so that no entry counts as known."""
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
# A character that no cleaning takes away, outside of any tag: "Zhuhai", "珠海"
_SURELY_WORDS = re.compile(r"[^<&]{0,50}?[0-9A-Za-z\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Named:
    """The entries that count, and how many do not: without link and title, told twice, beyond the newest 500."""

    entries: tuple[NamedEntry, ...]
    skipped: int
    repeated: int
    over_limit: int


def name_entries(raw: RawFeed, frame: Frame) -> Named:
    """Skip entries without link and title, keep the newest 500, settle repeated guids; nothing is cleaned yet."""
    dated: list[tuple[RawEntry, str | None, Stamp]] = []
    skipped = 0
    for entry in raw.entries:
        address = None
        if not _SURELY_WORDS.match(entry.title):
            address = _address(entry, frame.url)
            if not address and not plain(entry.title, is_text=entry.title_is_text):
                skipped += 1
                continue
        dated.append((entry, address, _date(entry.published or entry.updated, frame)))
    over = max(0, len(dated) - MAX_ENTRIES)
    if over:
        oldest = frame.fetched_at.replace(year=1970)
        order = sorted(range(len(dated)), key=lambda index: (dated[index][2].at or oldest, -index), reverse=True)
        dated = [dated[index] for index in sorted(order[:MAX_ENTRIES])]
    entries: list[NamedEntry] = []
    first: dict[str, NamedEntry] = {}
    taken: dict[str, set[str]] = {}
    repeated = 0
    for entry, address, when in dated:
        guid = plain(entry.guid, is_text=True)
        if not guid and address is None:
            address = _address(entry, frame.url)
        named = NamedEntry(entry, _guid(entry, guid, address), address, when, raw_hash(entry))
        if named.guid in first:
            guid = named.guid
            links = taken.setdefault(guid, {_link(first[guid], frame)})
            link = _link(named, frame)
            if link in links:
                repeated += 1
                continue
            links.add(link)
            # By its link, not its place: one more entry on top must not rename all those below.
            settled = f"{guid[: MAX_GUID - 13]}#{hashlib.sha256(link.encode()).hexdigest()[:12]}"
            named = replace(named, guid=settled)
        first.setdefault(named.guid, named)
        entries.append(named)
    return Named(tuple(entries), skipped, repeated, over)


def clean_entries(outline: Outline, known: Mapping[str, int | None] = MappingProxyType({})) -> ParsedFeed:
    """Put the entries of a document through the cleaning boundary, but those whose words are ``known``.

    ``known`` gives the ``raw_hash`` that a guid had last time. An entry that has it still is given as ``unchanged``:
    cleaned once more it would say what it said then.
    """
    frame = outline.frame
    if frame is None:
        return outline.document
    said = outline.entries
    unchanged = tuple(entry for entry in said if known.get(entry.guid) == entry.raw_hash) if known else ()
    if unchanged:
        said = tuple(entry for entry in said if known.get(entry.guid) != entry.raw_hash)
    entries = tuple(_clean(entry, outline.language, frame) for entry in said)
    repeats = tuple(Repeat(entry.guid, entry.published.at) for entry in unchanged)
    return replace(outline.document, entries=entries, unchanged=repeats)


def raw_hash(entry: RawEntry) -> int:
    """Give 64 bits, signed, that stand for all that title, summary, content and captions are cleaned from.

    Link, author and dates are not in it: where they alone change, the words of an entry have not.
    """
    title, summary, content = entry.title, entry.summary, entry.content
    is_text = f"({entry.title_is_text}, {entry.summary_is_text}, {entry.content_is_text})"
    lengths = f"[{len(title)}, {len(summary)}, {len(content)}]"
    words = f"{CLEANING} {is_text} {lengths} {title}{summary}{content}"
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _date(text: str, frame: Frame) -> Stamp:
    return read_date(text, timezone=frame.timezone, fetched_at=frame.fetched_at, day_first=frame.day_first)


def _address(entry: RawEntry, url: str) -> str:
    """Give the entry's address; a guid that is one serves where there is no link."""
    base = clean_url(entry.base, url) or url
    return clean_url(entry.link, base) or clean_url(entry.guid)


def _link(named: NamedEntry, frame: Frame) -> str:
    """By what two entries of one guid are told apart: the canonical address, the guid where there is none."""
    address = named.address if named.address is not None else _address(named.raw, frame.url)
    return canonical_url(address) or named.guid


def _guid(entry: RawEntry, guid: str, address: str | None) -> str:
    """Give the entry's identity: its guid, else its canonical address, else a hash of title and date."""
    if guid:
        return guid if len(guid) <= MAX_GUID else f"sha256:{hashlib.sha256(guid.encode()).hexdigest()}"
    if address:
        return canonical_url(address)[:MAX_GUID]
    title = plain(entry.title, is_text=entry.title_is_text)
    return f"sha256:{hashlib.sha256(f'{title}|{entry.published or entry.updated}'.encode()).hexdigest()}"


def _clean(named: NamedEntry, language: str, frame: Frame) -> ParsedEntry:
    """Put every field through the cleaning boundary and its limit."""
    entry, when = named.raw, named.published
    updated = when if not entry.published else _date(entry.updated, frame)
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
        guid=named.guid,
        url=named.address if named.address is not None else _address(entry, frame.url),
        title=cut(title, MAX_TITLE),
        summary_html=_html(summary, summary_is_text, MAX_SUMMARY),
        content_html=_html(content, content_is_text, MAX_CONTENT),
        author=cut(author, MAX_AUTHOR),
        categories=tuple(dict.fromkeys(cut(category, MAX_CATEGORY) for category in categories[:MAX_CATEGORIES])),
        published_at=when.at,
        updated_at=updated.at,
        date_basis=when.basis,
        date_text=plain(entry.published or entry.updated, is_text=True)[:MAX_DATE_TEXT],
        lang=plain(entry.lang or language)[:35],
        cut=tuple(name for name, is_over in over.items() if is_over),
        captions=captions_of(content or summary),
        raw_hash=named.raw_hash,
    )


def _person(author: str) -> str:
    """Give the name alone where a feed writes "address (name)" or "name (address)"."""
    match = _ADDRESS_AND_NAME.fullmatch(author)
    return match.group(1) or match.group(2) if match else author


def _html(raw: str, is_text: bool, limit: int) -> str:
    return html_of_text(raw, limit) if is_text or not has_markup(raw) else clean_html(raw, limit)
