"""What a fetched answer means for a feed: the outcome, and the document where there is one."""

import hashlib
from datetime import datetime
from functools import partial

from articles.actions.polling.documents import Known, Remembered, outline_document, read_document
from articles.actions.polling.records import Answer
from articles.fetcher import Failure, Fetched, Reason, Response
from articles.models import Feed


def read_answer(
    feed: Feed,
    fetched: Fetched,
    *,
    now: datetime,
    known: Known | None = None,
    remembered: Remembered | None = None,
) -> Answer:
    """Read one answer: our guard, the network, the status, the body, in this order.

    ``known`` is asked for the entries under the guids of a document; those whose words are the raw words of then are
    not cleaned. Without it all of them are. ``remembered`` is asked for what the feed's last document said: where that
    is known, only what differs is read. Neither makes a difference to what is found.
    """
    if isinstance(fetched, Failure):
        # A site that keeps robots from a list page is not out of reach: it is we who do not ask.
        is_ours = fetched.is_blocked or fetched.reason is Reason.ROBOTS
        outcome = Feed.Outcome.BLOCKED if is_ours else Feed.Outcome.NETWORK_ERROR
        return Answer(
            outcome, errors=(fetched.text,), seconds=fetched.seconds, is_deferred=fetched.reason is Reason.DEFERRED
        )
    outcome, error = _by_status(fetched)
    if outcome is not None:
        return _answer(fetched, outcome, errors=(error,) if error else ())
    body_hash = hashlib.sha256(fetched.body).hexdigest()
    if body_hash == feed.body_hash:
        return _answer(fetched, Feed.Outcome.NOT_MODIFIED, body_hash=body_hash)
    reading = read_document(feed, fetched, body_hash=body_hash, now=now, known=known, remembered=remembered)
    document = reading.document
    return _answer(
        fetched,
        Feed.Outcome(document.status),
        document=document,
        read_whole=partial(outline_document, feed, fetched, now=now),
        known=reading.known,
        memory=reading.memory,
        errors=tuple(document.errors),
        body_hash=body_hash,
    )


def _by_status(response: Response) -> tuple[Feed.Outcome | None, str]:
    """The outcome that the status alone decides, with the finer name; None where the body decides."""
    if response.status == 304:
        return Feed.Outcome.NOT_MODIFIED, ""
    if response.status == 410:
        return Feed.Outcome.GONE, "HTTP 410"
    if not 200 <= response.status < 300:
        return Feed.Outcome.HTTP_ERROR, f"HTTP {response.status}"
    if not response.body.strip():
        return Feed.Outcome.PARSE_ERROR, "empty_body"
    return None, ""


def _answer(response: Response, outcome: Feed.Outcome, **more: object) -> Answer:
    return Answer(
        outcome=outcome,
        http_status=response.status,
        size=len(response.body),
        etag=response.etag,
        last_modified=response.last_modified,
        moved_to=response.moved_to,
        retry_after=response.retry_after,
        max_age=response.max_age,
        seconds=response.seconds,
        **more,  # type: ignore[arg-type]
    )
