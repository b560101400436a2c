"""What a fetched answer means for a feed: the outcome, and the document where there is one."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from articles.actions.polling.records import Answer, KnownEntry
from articles.fetcher import Failure, Fetched, Reason, Response
from articles.models import Feed
from articles.pipeline.parsing import Outline, RecipeError, clean_entries, outline_feed, outline_list, read_recipe
from articles.pipeline.parsing.feeds import failure as no_document

Known = Callable[[Feed, Sequence[str]], Mapping[str, KnownEntry]]


def nothing_known(feed: Feed, guids: Sequence[str]) -> Mapping[str, KnownEntry]:
    """Nothing is known of any entry: all of them are cleaned."""
    return {}


def read_answer(feed: Feed, fetched: Fetched, *, now: datetime, known: Known = nothing_known) -> Answer:
    """Read one answer: our guard, the network, the status, the body, in this order.

    ``known`` is asked for the entries of each guid of a document; those whose words are the raw words of then are
    not cleaned, and bear no words.
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
    entries = known(feed, [entry.guid for entry in outline.entries]) if outline.entries else {}
    hashes = {guid: entry.raw_hash for guid, entry in entries.items() if entry.raw_hash is not None}
    document = clean_entries(outline, hashes)
    return _answer(
        fetched,
        Feed.Outcome(document.status),
        document=document,
        outline=outline,
        known={entry.guid: entry for entry in entries.values()},
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
