"""What the document of an answer says: of one like the feed's last one only what differs is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from articles.actions.polling.addressing import fitting
from articles.actions.polling.preparing import MAX_GUID
from articles.actions.polling.records import KnownEntry, Memory
from articles.fetcher import Response
from articles.models import Feed
from articles.pipeline.parsing import (
    Outline,
    ParsedFeed,
    RecipeError,
    Repeat,
    clean_entries,
    cut_document,
    outline_feed,
    outline_list,
    read_recipe,
)
from articles.pipeline.parsing.entries import CLEANING
from articles.pipeline.parsing.feeds import failure as no_document
from articles.pipeline.parsing.records import NamedEntry

NAMING = 1
"""To be raised with every change by which an entry that says the same gets another guid, so that none is remembered."""

Known = Callable[[Feed, Sequence[str]], Mapping[str, KnownEntry]]
Remembered = Callable[[Feed], Memory | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says; which of its entries are ``known``, None where nobody asked; what to remember of it."""

    document: ParsedFeed
    known: Mapping[str, KnownEntry] | None
    memory: Memory | None = None


def outline_document(feed: Feed, response: Response, *, now: datetime) -> Outline:
    """Read a body as the feed says: by its recipe where it has one, else as a feed; no words are cleaned yet."""
    read: Callable[..., Outline] = outline_feed
    if feed.recipe:
        try:
            read = partial(outline_list, recipe=read_recipe(feed.recipe))
        except RecipeError as error:
            # It was checked when it was written; an older release may have taken what this one refuses.
            return Outline(no_document("parse_error", f"recipe: {error}"))
    return read(
        response.body,
        content_type=response.content_type,
        url=response.final_url,
        timezone=feed.timezone,
        fetched_at=now,
        encoding=feed.encoding or None,
    )


def read_document(
    feed: Feed,
    response: Response,
    *,
    body_hash: str,
    now: datetime,
    known: Known | None = None,
    remembered: Remembered | None = None,
) -> Reading:
    """Read the body of an answer, whose SHA-256 is ``body_hash``; ``known``, ``remembered`` as in ``read_answer``."""
    cut = cut_document(response.body) if known and remembered and not feed.recipe else None
    if cut is None or known is None or remembered is None:
        return _read_whole(feed, outline_document(feed, response, now=now), known)
    around, memory, reading = cut.around(_asked(feed, response)), remembered(feed), None
    told: list[Repeat | None] = [None] * len(cut.elements)
    if memory is not None and memory.around == around:
        told = [memory.entries.get(name) for name in cut.names]
        outline = outline_document(feed, replace(response, body=cut.without(memory.entries)), now=now)
        if outline.document.encoding == memory.encoding and _is_plain(outline, told):
            reading = _read_part(feed, outline, told, known)
    if reading is None:
        told = [None] * len(cut.elements)
        outline = outline_document(feed, response, now=now)
        reading = _read_whole(feed, outline, known)
    return replace(reading, memory=_remember(body_hash, around, cut.names, told, outline, now))


def _asked(feed: Feed, response: Response) -> str:
    """All that decides how an entry is read beside the document that it stands in."""
    asked = (NAMING, CLEANING, response.content_type, response.final_url, feed.timezone, feed.encoding)
    return "\n".join(map(str, asked))


def _is_plain(outline: Outline, told: Sequence[Repeat | None]) -> bool:
    """Whether each element of which nothing is ``told`` is one entry, which says what it says in any company."""
    document = outline.document
    has_all = len(outline.entries) == told.count(None)
    left_out = document.skipped + document.repeated + document.over_limit
    return outline.is_plain and has_all and not left_out and not document.errors


def _read_whole(feed: Feed, outline: Outline, known: Known | None) -> Reading:
    keys = _keys(outline)
    entries = known(feed, [*keys.values()]) if known else None
    return Reading(clean_entries(outline, _hashes(outline, keys, entries or {})), entries)


def _read_part(feed: Feed, part: Outline, told: Sequence[Repeat | None], known: Known) -> Reading | None:
    """The whole document, of which ``part`` is what is new; None where what was told before is not there any more."""
    repeats = tuple(repeat for repeat in told if repeat is not None)
    keys = _keys(part)
    guids = [*(repeat.guid for repeat in repeats), *keys.values()]
    if len(set(guids)) < len(told):
        return None
    entries = known(feed, guids)
    if any(repeat.guid not in entries for repeat in repeats):
        return None
    document = clean_entries(part, _hashes(part, keys, entries))
    return Reading(replace(document, status="ok", unchanged=(*repeats, *document.unchanged)), entries)


def _remember(
    body_hash: str,
    around: str,
    names: Sequence[str],
    told: Sequence[Repeat | None],
    outline: Outline,
    now: datetime,
) -> Memory | None:
    """What the next document is compared with; None where an entry may say something else beside others or later.

    ``names`` are those of the elements, of which some were ``told`` before; ``outline`` are the others, in their order.
    """
    keys = _keys(outline)
    if not _is_plain(outline, told) or len(set(names)) < len(names) or len(set(keys.values())) < len(keys):
        return None
    if not all(_is_dated_for_good(entry, now) for entry in outline.entries):
        return None
    news = (Repeat(keys[entry.guid], entry.published.at) for entry in outline.entries)
    entries = {name: repeat or next(news) for name, repeat in zip(names, told, strict=True)}
    return Memory(body_hash, around, outline.document.encoding, entries)


def _is_dated_for_good(entry: NamedEntry, now: datetime) -> bool:
    """Whether the moment of an entry is read the same at every time: "two hours ago" is not, nor what is to come."""
    at, said = entry.published.at, entry.raw.published or entry.raw.updated
    return not said if at is None else entry.published.basis != "inferred" and at <= now


def _keys(outline: Outline) -> dict[str, str]:
    """The guids of a document as they are stored, by what they are in it."""
    return {entry.guid: fitting(entry.guid, MAX_GUID) for entry in outline.entries}


def _hashes(outline: Outline, keys: Mapping[str, str], known: Mapping[str, KnownEntry]) -> dict[str, int | None]:
    """What the entries of a document had for raw words last time, by their guids; ``keys``: as they are stored."""
    if len(set(keys.values())) < len(outline.entries):
        # Two of one guid: which of them it is that was known is decided by their clean words.
        return {}
    return {guid: known[key].raw_hash for guid, key in keys.items() if key in known}
