"""Records of parsing: a decoded document, a feed, its entries."""

from dataclasses import dataclass
from datetime import datetime

from articles.pipeline.parsing.dates import Stamp

STATUSES = ("ok", "partial", "empty", "not_a_feed", "parse_error", "encoding_suspect")
KINDS = ("rss", "atom", "rdf", "json", "list")
DATE_BASES = ("stated", "inferred", "none")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document as text; ``suspect`` when more than 0.5 % of it is U+FFFD or C1, so that it must not be stored."""

    text: str
    encoding: str
    suspect: bool


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One entry of a feed, cleaned: no field holds a control character, markup only where its name says so.

    ``guid`` is unique within its feed document. ``url`` is absolute http(s) or empty. ``published_at`` and
    ``updated_at`` are in UTC; None where the feed says nothing usable, and ``date_text`` keeps what it said.
    ``date_basis``: ``stated`` (a moment with its zone, or in the zone of the source), ``inferred`` (relative to the
    fetch, or in a zone that nobody knows), ``none``. ``cut`` names the fields that were over a limit. ``captions``: the
    alternative texts of its images, which the HTML is kept without; a new picture is an edit too. ``raw_hash`` stands
    for its words as the document has them.
    """

    guid: str
    url: str
    title: str
    summary_html: str
    content_html: str
    author: str
    categories: tuple[str, ...]
    published_at: datetime | None
    updated_at: datetime | None
    date_basis: str
    date_text: str
    lang: str
    cut: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    raw_hash: int = 0


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed document says; ``unchanged`` are entries whose words are known already, which were not cleaned.

    ``skipped`` counts entries with neither link nor title, ``repeated`` those that stand twice under one guid and
    address, ``over_limit`` those beyond the 500 newest. ``errors`` are short names such as ``truncated``.
    """

    status: str
    kind: str
    title: str
    home_url: str
    ttl_minutes: int | None
    language: str
    entries: tuple[ParsedEntry, ...]
    skipped: int
    errors: tuple[str, ...]
    repeated: int = 0
    over_limit: int = 0
    encoding: str = ""
    unchanged: tuple["Repeat", ...] = ()

    @property
    def has_entries(self) -> bool:
        """Whether it holds any entry that counts."""
        return bool(self.entries or self.unchanged)


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as the document has it, before any cleaning; an empty string stands for what is absent."""

    guid: str = ""
    guid_is_link: bool = False
    link: str = ""
    base: str = ""
    title: str = ""
    title_is_text: bool = False
    summary: str = ""
    summary_is_text: bool = False
    content: str = ""
    content_is_text: bool = False
    author: str = ""
    categories: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A document as one of the readers saw it; ``flaw`` names what was wrong with it, if anything.

    Of one that ``is_plain`` each entry is read for itself, whatever the others say.
    """

    kind: str
    title: str
    title_is_text: bool
    home_url: str
    ttl: str
    language: str
    entries: tuple[RawEntry, ...]
    flaw: str = ""
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """One entry with its identity and its date, not cleaned yet.

    ``address`` is None where nobody has had to read it so far. ``raw_hash`` (64 bits, signed) stands for all that its
    words are cleaned from.
    """

    raw: RawEntry
    guid: str
    address: str | None
    published: Stamp
    raw_hash: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """An entry whose words are known already: its identity, and its moment (UTC) where it tells one."""

    guid: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What the entries of a document are read in: its address, and how the dates of its source are meant."""

    url: str
    timezone: str
    fetched_at: datetime
    day_first: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A document of which all is read but the words of its entries: ``document`` has none, ``entries`` name them.

    ``is_plain``: each entry was read for itself.
    """

    document: ParsedFeed
    entries: tuple[NamedEntry, ...] = ()
    language: str = ""
    frame: Frame | None = None
    is_plain: bool = False
