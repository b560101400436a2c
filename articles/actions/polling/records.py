"""What a poll is made of: frozen records passed between its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Self

from articles.actions.polling.addressing import address_key, is_own_address
from articles.models import Feed
from articles.pipeline.parsing import Outline, ParsedFeed, Repeat

FAILED = frozenset(
    {
        Feed.Outcome.NOT_A_FEED,
        Feed.Outcome.BLOCKED,
        Feed.Outcome.PARSE_ERROR,
        Feed.Outcome.ENCODING_SUSPECT,
        Feed.Outcome.HTTP_ERROR,
        Feed.Outcome.NETWORK_ERROR,
        Feed.Outcome.GONE,
        Feed.Outcome.SUSPENDED,
    }
)
"""Outcomes after which nothing was learnt from the feed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request for a feed came to. ``document`` is None where there is nothing to store.

    ``known`` are the entries of its feed under the guids of the document that were there when it was read, None where
    nobody asked; ``read_whole`` reads it anew, for the words of those that are gone by now. ``memory`` is by what the
    next document is read only where it differs; None where it has to be read whole.
    """

    outcome: Feed.Outcome
    http_status: int | None = None
    document: ParsedFeed | None = None
    read_whole: Callable[[], Outline] | None = None
    memory: "Memory | None" = None
    known: Mapping[str, "KnownEntry"] | None = None
    errors: tuple[str, ...] = ()
    size: int = 0
    body_hash: str = ""
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    retry_after: int | None = None
    max_age: int | None = None
    seconds: float = 0.0
    is_deferred: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the entries of one document; every one is in exactly one count."""

    new: int = 0
    updated: int = 0
    duplicates: int = 0
    unchanged: int = 0
    skipped: int = 0

    @property
    def entries(self) -> int:
        """All entries of the document."""
        return self.new + self.updated + self.duplicates + self.unchanged + self.skipped


@dataclass(frozen=True, slots=True)
class FeedPoll:
    """How the poll of one feed went: a line of the poll command's report. ``article_ids``: new or changed ones."""

    feed_id: int
    slug: str
    url: str
    outcome: Feed.Outcome
    http_status: int | None = None
    counts: Counts = Counts()
    errors: tuple[str, ...] = ()
    seconds: float = 0.0
    article_ids: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, feed: Feed, answer: Answer, outcome: Feed.Outcome, counts: Counts, article_ids: tuple[int, ...] = ()
    ) -> Self:
        """Report what came of an answer of this feed."""
        return cls(
            feed_id=feed.pk,
            slug=feed.slug,
            url=feed.url,
            outcome=outcome,
            http_status=answer.http_status,
            counts=counts,
            errors=answer.errors,
            seconds=answer.seconds,
            article_ids=article_ids,
        )

    @property
    def is_answered(self) -> bool:
        """Whether the feed said something that we understood."""
        return self.outcome not in FAILED and self.outcome != Feed.Outcome.PAUSED


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a document, ready to be compared and stored.

    What only new and changed ones need is worked out when it is asked for.
    """

    guid: str
    url: str
    feed_url: str
    title: str
    summary: str
    body: str
    text: str
    content_hash: str
    author: str = ""
    lang: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    date_basis: str = "none"
    date_text: str = ""
    raw_hash: int | None = None

    @property
    def canonical_url(self) -> str:
        """The key of its article."""
        return address_key(self.guid, self.url, feed_url=self.feed_url)

    @property
    def is_own(self) -> bool:
        """Whether its address is of the feed's own registrable domain."""
        return is_own_address(self.url, feed_url=self.feed_url)


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """The newest generation of an entry that is stored already."""

    pk: int
    guid: str
    generation: int
    url: str
    title: str
    content_hash: str
    article_id: int
    raw_hash: int | None = None

    def says_the_same(self, item: Item) -> bool:
        """Whether the item has the words that the entry had last."""
        return self.content_hash == item.content_hash


@dataclass(frozen=True, slots=True)
class Memory:
    """What a document said, by its elements as they stood in it.

    ``around`` names what they stood in, ``entries`` gives for the name of each element the entry that it is (``guid``
    as it is stored); ``body_hash`` is of the whole document.
    """

    body_hash: str
    around: str
    encoding: str
    entries: Mapping[str, Repeat]


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that is stored already, who writes it, and what it last said."""

    pk: int
    feed_id: int | None
    is_carried: bool
    content_hash: str = ""
    revisions: int = 1


class Kind(Enum):
    """What an entry of a document is to us; the names of the counts."""

    NEW = "new"
    UPDATED = "updated"
    DUPLICATE = "duplicates"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about one item.

    ``known`` is the entry row to change, None where one is to be made with
    ``generation``; ``article_id`` the article that it belongs to, None for a new
    one; ``takes_over``: the publisher's own feed becomes the writer;
    ``is_repeated``: the same guid once more in one document, nothing to store.
    """

    item: Item
    kind: Kind
    known: KnownEntry | None = None
    generation: int = 0
    article_id: int | None = None
    takes_over: bool = False
    is_repeated: bool = False
