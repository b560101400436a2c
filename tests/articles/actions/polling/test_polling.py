"""Leases and batches: who polls what."""

import random
from datetime import timedelta

import pytest

from articles.actions.polling import LEASE, batches_by_host, check_feeds, poll_feeds
from articles.actions.turns import turns_at
from articles.fetcher import Failure, Policy, Reason, Response
from articles.models import Article, Feed, Poll
from articles.pipeline.parsing import outline_feed
from tests.articles.actions.polling.conftest import NOW
from tests.feedserver import Told, rss

BODY = rss(Told("1", "Zhuhai and Macao sign"))


def answering(body, meanwhile=lambda: None):
    def fetch(requests, policy, *, seconds=None, may_visit=None):
        for request in requests:
            meanwhile()
            yield Response(request.key, request.url, request.url, 200, body, "application/rss+xml")

    return fetch


POLICY = Policy("GBATracker-test/1.0", pace_seconds=0.0)


def run(ids, token, fetch):
    return list(
        poll_feeds(
            ids=ids,
            token=token,
            now=NOW,
            chance=random.Random(1),
            policy=POLICY,
            fetch=fetch,
        )
    )


@pytest.mark.threat("H16")
def test_a_host_where_another_process_is_keeps_its_feeds_for_the_next_tick(make_feed):
    """Pages of the same host are being fetched, or the feeds of another batch are."""
    busy, _ = make_feed("delta"), make_feed("post", "https://post.example/feed")
    ids = Feed.objects.due(now=NOW).claim(now=NOW, lease=LEASE, token="mine")
    asked = []
    fetch = answering(BODY, lambda: asked.append(1))
    with turns_at([busy.url], now=NOW, policy=POLICY, token="other"):
        polls = list(
            poll_feeds(
                ids=ids, token="mine", now=NOW, chance=random.Random(1), policy=POLICY, seconds=40.0, fetch=fetch
            )
        )
    assert [poll.slug for poll in polls] == ["post"]
    assert len(asked) == 1
    assert list(Feed.objects.due(now=NOW)) == [busy]


@pytest.mark.threat("Q06")
def test_of_two_that_claim_at_once_only_one_gets_the_feed(make_feed):
    feed = make_feed()
    due = Feed.objects.due(now=NOW)
    assert due.claim(now=NOW, lease=LEASE, token="one") == [feed.pk]
    assert due.claim(now=NOW, lease=LEASE, token="two") == []


@pytest.mark.threat("Q02")
def test_the_lease_of_a_dead_worker_runs_out(make_feed):
    feed = make_feed()
    Feed.objects.due(now=NOW).claim(now=NOW, lease=LEASE, token="dead")
    assert not Feed.objects.due(now=NOW + timedelta(minutes=4)).exists()
    assert list(Feed.objects.due(now=NOW + timedelta(minutes=6))) == [feed]


@pytest.mark.threat("T01")
def test_a_lease_or_a_time_that_a_wrong_clock_wrote_holds_nobody_up(make_feed):
    feed = make_feed(lease_until=NOW + timedelta(days=300), lease_token="x")
    assert list(Feed.objects.due(now=NOW)) == [feed]
    Feed.objects.update(lease_until=None, next_poll_at=NOW + timedelta(days=30))
    assert list(Feed.objects.due(now=NOW)) == [feed]
    Feed.objects.update(next_poll_at=NOW + timedelta(hours=24))
    assert not Feed.objects.due(now=NOW).exists()


@pytest.mark.parametrize("state", ["paused", "gone"])
def test_feeds_that_are_not_to_be_polled_are_never_due(make_feed, state):
    make_feed(state=state)
    assert not Feed.objects.due(now=NOW).exists()


def test_who_has_lost_the_lease_stores_nothing(make_feed):
    feed = make_feed()
    ids = Feed.objects.due(now=NOW).claim(now=NOW, lease=LEASE, token="slow")

    def taken_over():
        Feed.objects.filter(pk=feed.pk).claim(now=NOW, lease=LEASE, token="fast")

    assert run(ids, "slow", answering(BODY, taken_over)) == []
    assert run(ids, "slow", answering(b"", taken_over)) == []
    assert not Article.objects.exists()
    assert not Poll.objects.exists()
    assert len(run(ids, "fast", answering(BODY))) == 1
    assert Article.objects.count() == 1


def test_feeds_that_could_not_be_begun_stay_due(make_feed):
    feed = make_feed()
    ids = Feed.objects.due(now=NOW).claim(now=NOW, lease=LEASE, token="mine")

    def fetch(requests, policy, *, seconds=None, may_visit=None):
        yield from (Failure(request.key, request.url, Reason.DEFERRED) for request in requests)

    assert run(ids, "mine", fetch) == []
    assert list(Feed.objects.due(now=NOW)) == [feed]
    assert not Poll.objects.exists()


def test_feeds_are_stored_in_their_order_whoever_answers_first(make_feed):
    """So that of two carriers the same one writes, however fast their servers are."""
    slugs = ["one", "two", "three"]
    ids = [make_feed(slug, f"https://{slug}.example/feed").pk for slug in slugs]
    Feed.objects.order_by("pk").claim(now=NOW, lease=LEASE, token="mine")
    carried = {pk: rss(Told("1", f"Told by {pk}", link="https://gazette.example/1")) for pk in ids}

    def fetch(requests, policy, *, seconds=None, may_visit=None):
        for request in reversed(requests):
            yield Response(request.key, request.url, request.url, 200, carried[request.key], "application/rss+xml")

    assert [poll.slug for poll in run(ids, "mine", fetch)] == slugs
    assert Article.objects.get().title == f"Told by {ids[0]}"


@pytest.mark.threat("H01")
def test_validators_are_sent_but_for_one_poll_in_a_hundred(make_feed):
    make_feed(etag='"a"', last_modified="x")
    asked = []

    def fetch(requests, policy, *, seconds=None, may_visit=None):
        asked.extend(requests)
        yield from (Response(request.key, request.url, request.url, 304) for request in requests)

    chance = random.Random(7)
    for _ in range(300):
        ids = Feed.objects.order_by("pk").claim(now=NOW, lease=LEASE, token="mine")
        list(poll_feeds(ids=ids, token="mine", now=NOW, chance=chance, policy=POLICY, fetch=fetch))
    assert 1 <= sum(not request.is_conditional for request in asked) <= 10


def test_checking_stores_nothing(make_feed):
    feed = make_feed(body_hash="x")
    (row,) = check_feeds(
        feeds=[feed],
        now=NOW,
        policy=POLICY,
        fetch=lambda requests, policy: answering(BODY)(requests, policy),
    )
    assert (row.outcome, row.counts.entries) == ("ok", 1)
    assert not Article.objects.exists()
    assert not Poll.objects.exists()


def test_the_feeds_of_one_host_are_in_one_batch():
    feeds = [(n, f"https://paper{n % 60}.example/{n}") for n in range(180)]
    batches = batches_by_host(feeds)
    assert sorted(feed_id for batch in batches for feed_id in batch) == list(range(180))
    assert all(len(batch) <= 100 for batch in batches)
    hosts = [{feed_id % 60 for feed_id in batch} for batch in batches]
    assert sum(map(len, hosts)) == len(set.union(*hosts)) == 60


def test_a_document_that_breaks_the_reader_does_not_harm_the_others(poll, make_feed, monkeypatch):
    make_feed("bad", "https://bad.example/feed")
    make_feed("good", "https://good.example/feed")

    def breaks(body, **more):
        if b"poison" in body:
            raise RuntimeError("the reader")
        return outline_feed(body, **more)

    monkeypatch.setattr("articles.actions.polling.documents.outline_feed", breaks)
    polls = poll({"bad": rss(Told("1", "poison")), "good": rss(Told("2", "Zhuhai and Macao sign"))})
    assert (polls["bad"].outcome, polls["bad"].errors) == ("parse_error", ("reader_failed: RuntimeError",))
    assert (polls["good"].outcome, polls["good"].counts.new) == ("ok", 1)
    assert Feed.objects.get(slug="bad").failures == 1
