"""Answers that are there at the same time are stored together: one transaction and each question once for all."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError

from articles.actions.clustering.turn import own_transaction
from articles.actions.polling.deciding import count
from articles.actions.polling.known import Document, Forgotten
from articles.actions.polling.recording import end_poll, write_polls
from articles.actions.polling.records import Answer, Counts, FeedPoll
from articles.actions.polling.remembering import write_memories
from articles.actions.polling.storing import prepare_items, store_documents
from articles.failpoints import pass_failpoint
from articles.models import Feed
from articles.pipeline.parsing import ParsedFeed, clean_entries
from articles.stopwatch import measured

TOGETHER = 25
"""Feeds in one transaction: with more, what each saves is no longer seen, and SQLite's one writer is held longer."""
NEW_TOGETHER = 200
"""New entries from which on a transaction takes no further document: with its last one it may have more."""
TRIES = 3

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An answer that brought a document, ready to be stored; ``chance`` spreads the feed's next poll in time."""

    document: Document
    parsed: ParsedFeed
    answer: Answer
    chance: float

    @classmethod
    def of(cls, feed: Feed, answer: Answer, parsed: ParsedFeed, *, chance: float) -> "Arrival":
        """Prepare the entries of ``parsed``, which are those of the answer."""
        return cls(Document(feed, prepare_items(feed, parsed), answer.known), parsed, answer, chance)

    def read_anew(self) -> "Arrival":
        """The same with all of its words, as if nothing were known of it."""
        parsed = clean_entries(self.answer.read_whole()) if self.answer.read_whole else self.parsed
        feed = self.document.feed
        return replace(self, document=Document(feed, prepare_items(feed, parsed)), parsed=parsed)


class Group:
    """Arrivals that wait to be stored together; none says anything new of an address of which another does."""

    def __init__(self) -> None:
        """Begin without any."""
        self._arrivals: list[Arrival] = []
        self._addresses: set[str] = set()

    @property
    def is_full(self) -> bool:
        """Whether it is time to store them."""
        return len(self._arrivals) >= TOGETHER or len(self._addresses) >= NEW_TOGETHER

    def takes(self, arrival: Arrival) -> bool:
        """Whether this one may be stored together with those before it; a feed that moves has none before it."""
        if arrival.answer.moved_to and self._arrivals:
            return False
        return self._addresses.isdisjoint(arrival.document.addresses)

    def add(self, arrival: Arrival) -> None:
        """Take one that it ``takes``."""
        self._arrivals.append(arrival)
        self._addresses |= arrival.document.addresses

    def take_all(self) -> list[Arrival]:
        """Give all arrivals in their order, and begin anew."""
        arrivals, self._arrivals, self._addresses = self._arrivals, [], set()
        return arrivals


def store_group(
    arrivals: Sequence[Arrival],
    *,
    token: str,
    now: datetime,
    wants_pages: bool,
    publishers: Mapping[str, str],
    ends: tuple[type[Exception], ...] = (),
) -> Iterator[FeedPoll]:
    """Store documents of different feeds and record their polls; give each poll once it is committed, in their order.

    Whose lease is not ``token``'s any more is left out. Where one of them stands in the way of the others, or another
    process does, each is stored on its own; one that cannot be stored at all ends as a failed poll of its feed. Raises
    OperationalError or InterfaceError where the database fails, and what ``ends`` the caller's work (its time is over,
    say), which is no fault of a feed: where that comes while they are stored together, after all of them.
    """
    end: Exception | None = None
    if len(arrivals) > 1:
        try:
            polls = _store(arrivals, token=token, now=now, wants_pages=wants_pages, publishers=publishers)
        except Exception as error:
            # Whatever it is, the others must not suffer for it; alone it comes up again for the one that it is about.
            end = error if isinstance(error, ends) else None
            logger.warning("%d feeds are stored one by one: %s", len(arrivals), type(error).__name__)
        else:
            yield from polls
            return
    for arrival in arrivals:
        try:
            polls = _store_alone(arrival, token=token, now=now, wants_pages=wants_pages, publishers=publishers)
        except (*ends, OperationalError, InterfaceError):
            raise
        except Exception as error:
            polls = _fail(arrival, error, token=token, now=now)
        yield from polls
    if end is not None:
        raise end


def _fail(arrival: Arrival, error: Exception, *, token: str, now: datetime) -> list[FeedPoll]:
    """Record that a document cannot be stored: its feed is asked again later, and who comes after it goes on."""
    feed = arrival.document.feed
    logger.error("what feed %s brought cannot be stored", feed.slug, exc_info=error)
    # Without its validators, so that the next poll brings the document again.
    answer = Answer(
        Feed.Outcome.PARSE_ERROR,
        http_status=arrival.answer.http_status,
        errors=(f"store_failed: {type(error).__name__}",),
        size=arrival.answer.size,
        seconds=arrival.answer.seconds,
    )
    with own_transaction(clusters=False):
        if not _hold([feed.pk], token):
            return []
        ended = end_poll(feed, answer, Counts(), now=now, chance=arrival.chance)
        write_polls([ended])
    return [FeedPoll.of(feed, answer, ended.outcome, Counts())]


def _store_alone(
    arrival: Arrival, *, token: str, now: datetime, wants_pages: bool, publishers: Mapping[str, str]
) -> list[FeedPoll]:
    """Store one document; again where another process was in the way."""
    for tries_left in reversed(range(TRIES)):
        try:
            return _store([arrival], token=token, now=now, wants_pages=wants_pages, publishers=publishers)
        except Forgotten:
            # Somebody deleted articles since the document was read. Now nothing in it counts as known.
            arrival = arrival.read_anew()
        except (IntegrityError, OperationalError) as error:
            if tries_left == 0 or not is_collision(error):
                raise
    return []


def is_collision(error: IntegrityError | OperationalError) -> bool:
    """Whether a transaction failed only because of another one at the same moment (duplicate key, deadlock)."""
    return isinstance(error, IntegrityError) or "deadlock" in str(error).lower()


def _store(
    arrivals: Sequence[Arrival], *, token: str, now: datetime, wants_pages: bool, publishers: Mapping[str, str]
) -> list[FeedPoll]:
    """Store documents and record their polls in one transaction; those whose lease is still ours."""
    began = time.monotonic()
    with measured("store"), own_transaction(clusters=False):
        ours = _hold([arrival.document.feed.pk for arrival in arrivals], token)
        held = [arrival for arrival in arrivals if arrival.document.feed.pk in ours]
        documents = [arrival.document for arrival in held]
        stored = store_documents(documents, now=now, wants_pages=wants_pages, publishers=publishers)
        counts = [count(done.decisions, arrival.parsed) for done, arrival in zip(stored, held, strict=True)]
        ended = [
            end_poll(arrival.document.feed, arrival.answer, counted, now=now, chance=arrival.chance)
            for arrival, counted in zip(held, counts, strict=True)
        ]
        write_polls(ended)
        memories = {arrival.document.feed.pk: arrival.answer.memory for arrival in held}
        write_memories({feed_id: memory for feed_id, memory in memories.items() if memory is not None})
        for _ in ended:
            pass_failpoint("polling.recorded")
    taken = (time.monotonic() - began) / len(arrivals)
    polls = [
        FeedPoll.of(end.feed, arrival.answer, end.outcome, counted, done.article_ids)
        for end, arrival, counted, done in zip(ended, held, counts, stored, strict=True)
    ]
    return [replace(poll, seconds=poll.seconds + taken) for poll in polls]


def _hold(feed_ids: Sequence[int], token: str) -> set[int]:
    """Make sure which leases are still ours, until the transaction ends."""
    rows = Feed.objects.select_for_update().filter(pk__in=feed_ids, lease_token=token)
    return set(rows.order_by("pk").values_list("pk", flat=True))
