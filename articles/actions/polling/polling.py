"""The poll of a batch of feeds, from lease to record."""

import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from django.db import DatabaseError, InterfaceError

from articles.actions.clustering.turn import own_transaction
from articles.actions.polling.answering import read_answer
from articles.actions.polling.deciding import count
from articles.actions.polling.groups import Arrival, Group, store_group
from articles.actions.polling.known import known_entries
from articles.actions.polling.recording import Ended, end_poll, is_cut_off, is_our_side, write_polls
from articles.actions.polling.records import Answer, Counts, FeedPoll
from articles.actions.polling.remembering import Memories
from articles.actions.turns import turns_at
from articles.failpoints import pass_failpoint
from articles.fetcher import Fetched, Policy, Request, fetch_all, fetch_with_lulls, host_of, registrable_domain
from articles.models import Feed, Heartbeat
from articles.stopwatch import measured

LEASE = timedelta(minutes=5)
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.5"
UNCONDITIONAL_SHARE = 0.01
"""One poll in a hundred asks without validators: some servers say 304 for ever (THREATS H01)."""
MAX_WAITING = 50
PATIENCE = 90.0
"""Seconds that a run without a time limit waits for a host where somebody else is: no task stays longer."""
BATCH = 100
OF_ONE_HOST = 100

logger = logging.getLogger(__name__)

FetchAll = Callable[..., Iterator[Fetched | None]]


def poll_feeds(
    *,
    ids: Sequence[int],
    token: str,
    now: datetime,
    chance: random.Random,
    policy: Policy,
    wants_pages: bool = False,
    seconds: float | None = None,
    fetch: FetchAll = fetch_with_lulls,
    ends: tuple[type[Exception], ...] = (),
) -> Iterator[FeedPoll]:
    """Poll the feeds of ``ids`` that are leased to ``token``; give how each went, in their order as far as possible.

    ``chance`` spreads polls in time. What could not be begun within ``seconds``
    is left as due as it was and not reported; so are feeds of a public host where
    another process is. Network errors when most hosts fail are our own and leave no
    mark on the feeds. ``fetch`` gives None where no answer comes for a while: what waits
    for others to be stored with it is stored then. ``ends`` are what the caller is told by
    that its time is over, which is raised and is no fault of a feed.
    """
    held = Feed.objects.filter(pk__in=ids, lease_token=token).in_bulk()
    urls = [feed.url for feed in held.values()]
    patience = PATIENCE if seconds is None else 0.0
    with turns_at(urls, now=now, policy=policy, token=token, patience=patience) as turns:
        feeds = {feed_id: held[feed_id] for feed_id in ids if feed_id in held and host_of(held[feed_id].url) in turns}
        if left_out := held.keys() - feeds.keys():
            Feed.objects.filter(pk__in=left_out, lease_token=token).update(lease_until=None, lease_token="")
        fetched = partial(fetch, policy=policy, seconds=seconds, may_visit=turns.join)
        store = partial(store_group, token=token, now=now, wants_pages=wants_pages, publishers=_publishers(), ends=ends)
        yield from _poll_held(feeds, fetched, store, token=token, now=now, chance=chance)
    Heartbeat.beat("poll", now=now)
    pass_failpoint("polling.ended")


def _poll_held(
    feeds: Mapping[int, Feed],
    fetch: Callable[[Sequence[Request]], Iterator[Fetched | None]],
    store: Callable[[Sequence[Arrival]], Iterator[FeedPoll]],
    *,
    token: str,
    now: datetime,
    chance: random.Random,
) -> Iterator[FeedPoll]:
    """Fetch and store: what brings entries as it comes, as many together as are there, the rest at the end."""
    light: list[tuple[Feed, Answer]] = []
    group = Group()
    requests = [_request(feed, chance) for feed in feeds.values()]
    answers = _read_all(feeds, fetch(requests), now=now)
    try:
        for answered in _in_order(answers, list(feeds)):
            if answered is None:
                yield from _stored(store(group.take_all()))
                continue
            feed, answer = answered
            if answer.document is None or not answer.document.has_entries:
                light.append((feed, answer))
                continue
            pass_failpoint("polling.fetched")
            arrival = Arrival.of(feed, answer, answer.document, chance=chance.random())
            if not group.takes(arrival):
                yield from _stored(store(group.take_all()))
            group.add(arrival)
            if group.is_full:
                yield from _stored(store(group.take_all()))
    except Exception:
        # Those that wait do not go without because of one that comes after them.
        yield from _stored(store(group.take_all()))
        raise
    yield from _stored(store(group.take_all()))
    yield from _record_light(light, feeds, token=token, now=now, chance=chance)


def _stored(polls: Iterable[FeedPoll]) -> Iterator[FeedPoll]:
    for poll in polls:
        yield poll
        pass_failpoint("polling.stored")


def _read_all(
    feeds: Mapping[int, Feed], fetched_all: Iterator[Fetched | None], *, now: datetime
) -> Iterator[tuple[Feed, Answer] | None]:
    """Read each answer as it comes, while others are still on their way; None where none comes for a while."""
    memories = Memories(feeds.values())
    for fetched in fetched_all:
        if fetched is None:
            yield None
            continue
        began = time.monotonic()
        try:
            with measured("parse"):
                feed = feeds[fetched.key]
                answer = read_answer(feed, fetched, now=now, known=known_entries, remembered=memories.of)
        except (DatabaseError, InterfaceError):
            raise
        except Exception as error:
            # No document may take the other feeds of its batch with it, whatever it does to a parser.
            logger.exception("feed %s cannot be read", feeds[fetched.key].slug)
            answer = Answer(Feed.Outcome.PARSE_ERROR, errors=(f"reader_failed: {type(error).__name__}",))
        yield feeds[fetched.key], replace(answer, seconds=answer.seconds + time.monotonic() - began)


def _in_order(
    answers: Iterable[tuple[Feed, Answer] | None], order: Sequence[int]
) -> Iterator[tuple[Feed, Answer] | None]:
    """Give answers in the order of the feeds, whichever server was fastest.

    So the same feeds leave the same rows: of several that carry an article the
    first one writes it. At most ``MAX_WAITING`` answers wait for an earlier one.
    """
    left = dict.fromkeys(order)
    waiting: dict[int, tuple[Feed, Answer]] = {}
    for answered in answers:
        if answered is None:
            yield None
            continue
        waiting[answered[0].pk] = answered
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
        found[feed.pk] = FeedPoll.of(feed, answer, answer.outcome, counts)
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
    with own_transaction(clusters=False):
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
            if "url" in end.changes:
                # Of two that move to one address the second one has to see that the first one has it.
                write_polls([end])
            else:
                ended.append(end)
            reports.append(FeedPoll.of(feed, answer, end.outcome, counts))
        write_polls(ended)
    yield from reports


def _publishers() -> dict[str, str]:
    """Registrable domain -> publisher, as the feeds know it; domains with several publishers have none."""
    found: dict[str, set[str]] = {}
    for url, publisher in Feed.objects.exclude(publisher="").values_list("url", "publisher"):
        found.setdefault(registrable_domain(host_of(url)), set()).add(publisher)
    return {domain: names.pop() for domain, names in found.items() if len(names) == 1}
