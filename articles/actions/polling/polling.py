"""The poll of a batch of feeds, from lease to record."""

import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, transaction

from articles.actions.clustering.turn import own_transaction
from articles.actions.polling.answering import read_answer
from articles.actions.polling.deciding import count
from articles.actions.polling.recording import Ended, end_poll, is_cut_off, is_our_side, record_poll, write_polls
from articles.actions.polling.records import Answer, Counts, FeedPoll
from articles.actions.polling.storing import Forgotten, is_collision, known_entries, prepare_items, store_items
from articles.actions.turns import turns_at
from articles.failpoints import pass_failpoint
from articles.fetcher import Fetched, Policy, Request, fetch_all, host_of, registrable_domain
from articles.models import Feed, Heartbeat
from articles.pipeline.parsing import ParsedFeed, clean_entries
from articles.stopwatch import measured

LEASE = timedelta(minutes=5)
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.5"
UNCONDITIONAL_SHARE = 0.01
"""One poll in a hundred asks without validators: some servers say 304 for ever (THREATS H01)."""
TRIES = 3
MAX_WAITING = 50
PATIENCE = 90.0
"""Seconds that a run without a time limit waits for a host where somebody else is: no task stays longer."""
BATCH = 100
OF_ONE_HOST = 100

logger = logging.getLogger(__name__)

FetchAll = Callable[..., Iterator[Fetched]]


class LeaseLost(Exception):
    """Somebody else polls this feed now: what we fetched is thrown away."""

    def __init__(self, feed_id: int) -> None:
        super().__init__(f"feed {feed_id}")
        self.feed_id = feed_id


def poll_feeds(
    *,
    ids: Sequence[int],
    token: str,
    now: datetime,
    chance: random.Random,
    policy: Policy,
    wants_pages: bool = False,
    seconds: float | None = None,
    fetch: FetchAll = fetch_all,
) -> Iterator[FeedPoll]:
    """Poll the feeds of ``ids`` that are leased to ``token``; give how each went, in their order as far as possible.

    ``chance`` spreads polls in time. What could not be begun within ``seconds``
    is left as due as it was and not reported; so are feeds of a public host where
    another process is. Network errors when most hosts fail are our own and leave no
    mark on the feeds.
    """
    held = Feed.objects.filter(pk__in=ids, lease_token=token).in_bulk()
    urls = [feed.url for feed in held.values()]
    patience = PATIENCE if seconds is None else 0.0
    with turns_at(urls, now=now, policy=policy, token=token, patience=patience) as turns:
        feeds = {feed_id: held[feed_id] for feed_id in ids if feed_id in held and host_of(held[feed_id].url) in turns}
        if left_out := held.keys() - feeds.keys():
            Feed.objects.filter(pk__in=left_out, lease_token=token).update(lease_until=None, lease_token="")
        fetched = partial(fetch, policy=policy, seconds=seconds, may_visit=turns.join)
        yield from _poll_held(feeds, fetched, token=token, now=now, chance=chance, wants_pages=wants_pages)
    Heartbeat.beat("poll", now=now)
    pass_failpoint("polling.ended")


def _poll_held(
    feeds: Mapping[int, Feed],
    fetch: Callable[[Sequence[Request]], Iterator[Fetched]],
    *,
    token: str,
    now: datetime,
    chance: random.Random,
    wants_pages: bool,
) -> Iterator[FeedPoll]:
    """Fetch and store: what brings entries as it comes, the rest together at the end."""
    publishers = _publishers()
    light: list[tuple[Feed, Answer]] = []
    requests = [_request(feed, chance) for feed in feeds.values()]
    answers = _read_all(feeds, fetch(requests), now=now)
    for feed, answer in _in_order(answers, list(feeds)):
        if answer.document is None or not answer.document.entries:
            light.append((feed, answer))
            continue
        pass_failpoint("polling.fetched")
        try:
            with measured("store"):
                stored = _store(
                    feed,
                    answer,
                    answer.document,
                    token=token,
                    now=now,
                    chance=chance.random(),
                    wants_pages=wants_pages,
                    publishers=publishers,
                )
            yield stored
        except LeaseLost:
            continue
        pass_failpoint("polling.stored")
    yield from _record_light(light, feeds, token=token, now=now, chance=chance)


def _read_all(
    feeds: Mapping[int, Feed], fetched_all: Iterator[Fetched], *, now: datetime
) -> Iterator[tuple[Feed, Answer]]:
    """Read each answer as it comes, while others are still on their way."""
    for fetched in fetched_all:
        began = time.monotonic()
        try:
            with measured("parse"):
                answer = read_answer(feeds[fetched.key], fetched, now=now, known=known_entries)
        except (DatabaseError, InterfaceError):
            raise
        except Exception as error:
            # No document may take the other feeds of its batch with it, whatever it does to a parser.
            logger.exception("feed %s cannot be read", feeds[fetched.key].slug)
            answer = Answer(Feed.Outcome.PARSE_ERROR, errors=(f"reader_failed: {type(error).__name__}",))
        yield feeds[fetched.key], replace(answer, seconds=answer.seconds + time.monotonic() - began)


def _in_order(answers: Iterable[tuple[Feed, Answer]], order: Sequence[int]) -> Iterator[tuple[Feed, Answer]]:
    """Give answers in the order of the feeds, whichever server was fastest.

    So the same feeds leave the same rows: of several that carry an article the
    first one writes it. At most ``MAX_WAITING`` answers wait for an earlier one.
    """
    left = dict.fromkeys(order)
    waiting: dict[int, tuple[Feed, Answer]] = {}
    for feed, answer in answers:
        waiting[feed.pk] = (feed, answer)
        while left:
            first = next(iter(left))
            if first not in waiting:
                if len(waiting) <= MAX_WAITING:
                    break
                first = next(feed_id for feed_id in left if feed_id in waiting)
            del left[first]
            yield waiting.pop(first)


def batches_by_host(feeds: Iterable[tuple[int, str]]) -> list[list[int]]:
    """Put feeds (id, address) into batches of at most ``BATCH``, all of one host into one as far as they fit.

    So that two tasks are not at one host at once; of a host with very many feeds
    ``OF_ONE_HOST`` come now and the others with the next ticks.
    """
    hosts: dict[str, list[int]] = {}
    for feed_id, url in feeds:
        hosts.setdefault(host_of(url), []).append(feed_id)
    batches: list[list[int]] = []
    for ids in hosts.values():
        if not batches or len(batches[-1]) + len(ids[:OF_ONE_HOST]) > BATCH:
            batches.append([])
        batches[-1].extend(ids[:OF_ONE_HOST])
    return batches


def check_feeds(
    *,
    feeds: Sequence[Feed],
    now: datetime,
    policy: Policy,
    fetch: FetchAll = fetch_all,
    tell: Callable[[FeedPoll], None] = lambda found: None,
) -> list[FeedPoll]:
    """Ask feeds whether they answer and what with; nothing is stored, no validator is sent. In the given order.

    ``tell`` is called with each answer as it comes.
    """
    by_id = {feed.pk: feed for feed in feeds}
    found: dict[int, FeedPoll] = {}
    for fetched in fetch([plain_request(feed) for feed in feeds], policy):
        feed = by_id[fetched.key]
        feed.body_hash = ""
        answer = read_answer(feed, fetched, now=now)
        document = answer.document
        counts = Counts(new=len(document.entries), skipped=document.skipped) if document is not None else Counts()
        found[feed.pk] = _report(feed, answer, answer.outcome, counts, ())
        tell(found[feed.pk])
    return [found[feed.pk] for feed in feeds]


def _request(feed: Feed, chance: random.Random) -> Request:
    if chance.random() < UNCONDITIONAL_SHARE:
        return plain_request(feed)
    return replace(plain_request(feed), etag=feed.etag, last_modified=feed.last_modified)


def plain_request(feed: Feed) -> Request:
    """A request without validators; a list page is a page like any other, so robots.txt decides."""
    if feed.recipe:
        return Request(feed.pk or 0, feed.url, accept=ACCEPT_PAGE, obeys_robots=True)
    return Request(feed.pk or 0, feed.url, accept=ACCEPT)


def _store(
    feed: Feed,
    answer: Answer,
    document: ParsedFeed,
    *,
    token: str,
    now: datetime,
    chance: float,
    wants_pages: bool,
    publishers: dict[str, str],
) -> FeedPoll:
    """Store one document and record its poll in one transaction; again where another process was in the way."""
    began = time.monotonic()
    items = prepare_items(feed, document)
    for tries_left in reversed(range(TRIES)):
        try:
            with own_transaction(clusters=False):
                _hold(feed.pk, token)
                decisions, article_ids = store_items(
                    feed, items, now=now, wants_pages=wants_pages, publishers=publishers, known=answer.known
                )
                counts = count(decisions, document)
                outcome = record_poll(feed, answer, counts, now=now, chance=chance)
                pass_failpoint("polling.recorded")
            report = _report(feed, answer, outcome, counts, article_ids)
            return replace(report, seconds=answer.seconds + time.monotonic() - began)
        except Forgotten:
            # Somebody deleted articles since the document was read. Now nothing in it counts as known.
            document = clean_entries(answer.outline) if answer.outline else document
            items = prepare_items(feed, document)
        except (IntegrityError, OperationalError) as error:
            if tries_left == 0 or not is_collision(error):
                raise
    raise LeaseLost(feed.pk)


def _hold(feed_id: int, token: str) -> None:
    """Make sure that the lease is still ours, until the transaction ends; raises LeaseLost."""
    if not Feed.objects.select_for_update().filter(pk=feed_id, lease_token=token).exists():
        raise LeaseLost(feed_id)


def _record_light(
    light: Sequence[tuple[Feed, Answer]],
    feeds: Mapping[int, Feed],
    *,
    token: str,
    now: datetime,
    chance: random.Random,
) -> Iterator[FeedPoll]:
    """Record all polls that bring no entries in one transaction; release feeds that were not begun."""
    ours = is_our_side(light, feeds, now=now)
    reports: list[FeedPoll] = []
    ended: list[Ended] = []
    with transaction.atomic():
        rows = Feed.objects.select_for_update().filter(pk__in=[feed.pk for feed, _ in light], lease_token=token)
        held = set(rows.order_by("pk").values_list("pk", flat=True))
        for feed, answer in light:
            if feed.pk not in held:
                continue
            if answer.is_deferred:
                Feed.objects.filter(pk=feed.pk).update(lease_until=None, lease_token="")
                continue
            is_our_failure = ours and is_cut_off(feed, answer.outcome)
            counts = count((), answer.document) if answer.document is not None else Counts()
            end = end_poll(feed, answer, counts, now=now, chance=chance.random(), is_our_side=is_our_failure)
            ended.append(end)
            reports.append(_report(feed, answer, end.outcome, counts, ()))
        write_polls(ended)
    yield from reports


def _report(
    feed: Feed, answer: Answer, outcome: Feed.Outcome, counts: Counts, article_ids: tuple[int, ...]
) -> FeedPoll:
    return FeedPoll(
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


def _publishers() -> dict[str, str]:
    """Registrable domain -> publisher, as the feeds know it; domains with several publishers have none."""
    found: dict[str, set[str]] = {}
    for url, publisher in Feed.objects.exclude(publisher="").values_list("url", "publisher"):
        found.setdefault(registrable_domain(host_of(url)), set()).add(publisher)
    return {domain: names.pop() for domain, names in found.items() if len(names) == 1}
