"""Ask for a feed or a list page and show what would come in; nothing is stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from articles.actions.polling.answering import read_answer
from articles.actions.polling.polling import plain_request
from articles.actions.polling.records import FAILED
from articles.actions.turns import turns_at
from articles.fetcher import Fetched, Policy, fetch_all, host_of
from articles.models import Feed
from articles.models.lease import new_lease_token
from articles.pipeline.parsing import ParsedEntry

PATIENCE = 10.0
SHOWN = 20

FetchAll = Callable[..., Iterator[Fetched]]


@dataclass(frozen=True, slots=True)
class Preview:
    """How one try went: ``outcome`` in the words of a poll, the newest entries as they would come in, all counted."""

    outcome: Feed.Outcome
    http_status: int | None
    errors: tuple[str, ...]
    seconds: float
    size: int
    kind: str
    count: int
    skipped: int
    entries: tuple[ParsedEntry, ...]

    @property
    def is_answered(self) -> bool:
        """Whether the server gave something that can be read."""
        return self.outcome not in FAILED


def preview_feed(*, feed: Feed, now: datetime, policy: Policy, fetch: FetchAll = fetch_all) -> Preview:
    """Fetch ``feed`` (which need not be saved) through the guard, without validators, and read it as a poll would."""
    with turns_at([feed.url], now=now, policy=policy, token=new_lease_token(), patience=PATIENCE) as turns:
        if host_of(feed.url) not in turns:
            busy = ("another process is at this host: try again in a minute",)
            return Preview(Feed.Outcome.NETWORK_ERROR, None, busy, 0.0, 0, "", 0, 0, ())
        fetched = next(fetch([plain_request(feed)], policy, may_visit=turns.join))
    known, feed.body_hash = feed.body_hash, ""
    answer = read_answer(feed, fetched, now=now)
    feed.body_hash = known
    document = answer.document
    return Preview(
        outcome=answer.outcome,
        http_status=answer.http_status,
        errors=answer.errors,
        seconds=answer.seconds,
        size=answer.size,
        kind=document.kind if document else "",
        count=len(document.entries) if document else 0,
        skipped=document.skipped if document else 0,
        entries=document.entries[:SHOWN] if document else (),
    )
