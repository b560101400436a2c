"""What a fetched answer means for a feed: the outcome, and the document where there is one."""

import hashlib
from datetime import datetime

from articles.actions.polling.records import Answer
from articles.fetcher import Failure, Fetched, Reason, Response
from articles.models import Feed
from articles.pipeline.parsing import parse_feed


def read_answer(feed: Feed, fetched: Fetched, *, now: datetime) -> Answer:
    """Read one answer: our guard, the network, the status, the body, in this order."""
    if isinstance(fetched, Failure):
        outcome = Feed.Outcome.BLOCKED if fetched.is_blocked else Feed.Outcome.NETWORK_ERROR
        return Answer(
            outcome, errors=(fetched.text,), seconds=fetched.seconds, is_deferred=fetched.reason is Reason.DEFERRED
        )
    outcome, error = _by_status(fetched)
    if outcome is not None:
        return _answer(fetched, outcome, errors=(error,) if error else ())
    body_hash = hashlib.sha256(fetched.body).hexdigest()
    if body_hash == feed.body_hash:
        return _answer(fetched, Feed.Outcome.NOT_MODIFIED, body_hash=body_hash)
    document = parse_feed(
        fetched.body,
        content_type=fetched.content_type,
        url=fetched.final_url,
        timezone=feed.timezone,
        fetched_at=now,
        encoding=feed.encoding or None,
    )
    outcome = Feed.Outcome(document.status)
    return _answer(fetched, outcome, document=document, errors=tuple(document.errors), body_hash=body_hash)


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
        seconds=response.seconds,
        **more,  # type: ignore[arg-type]
    )
