"""What a fetched answer means for a feed: the outcome, and the document where there is one."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from articles.actions.polling.addressing import fitting
from articles.actions.polling.preparing import MAX_GUID
from articles.actions.polling.records import Answer, KnownEntry
from articles.fetcher import Failure, Fetched, Reason, Response
from articles.models import Feed
from articles.pipeline.parsing import Outline, RecipeError, clean_entries, outline_feed, outline_list, read_recipe
from articles.pipeline.parsing.feeds import failure as no_document

Known = Callable[[Feed, Sequence[str]], Mapping[str, KnownEntry]]


def read_answer(feed: Feed, fetched: Fetched, *, now: datetime, known: Known | None = None) -> Answer:
    """Read one answer: our guard, the network, the status, the body, in this order.

    ``known`` is asked for the entries under the guids of a document; those whose words are the raw words of then are
    not cleaned. Without it all of them are.
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
    outline = outline_document(feed, fetched, now=now)
    keys = {entry.guid: fitting(entry.guid, MAX_GUID) for entry in outline.entries}
    entries = known(feed, [*keys.values()]) if known is not None else None
    document = clean_entries(outline, _hashes(outline, keys, entries or {}))
    return _answer(
        fetched,
        Feed.Outcome(document.status),
        document=document,
        outline=outline,
        known=entries,
        errors=tuple(document.errors),
        body_hash=body_hash,
    )


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


def _hashes(outline: Outline, keys: Mapping[str, str], known: Mapping[str, KnownEntry]) -> dict[str, int | None]:
    """What the entries of a document had for raw words last time, by their guids; ``keys``: as they are stored."""
    if len(set(keys.values())) < len(outline.entries):
        # Two of one guid: which of them it is that was known is decided by their clean words.
        return {}
    return {guid: known[key].raw_hash for guid, key in keys.items() if key in known}


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
