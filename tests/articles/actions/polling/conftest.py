import random
from datetime import UTC, datetime

import pytest

from articles.actions.polling import LEASE, poll_feeds
from articles.fetcher import Failure, Policy, Response
from articles.models import Feed

NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def make_feed(db):
    def make(slug="delta", url="https://paper.example/feed", **more):
        return Feed.objects.create(slug=slug, url=url, publisher=more.pop("publisher", "The Delta Paper"), **more)

    return make


@pytest.fixture
def poll():
    """Poll feeds as if their servers had answered so; ``answers`` maps slugs to bodies, responses or failures."""

    def run(answers, *, now=NOW, seed=1, **more):
        feeds = {Feed.objects.get(slug=slug).pk: answer for slug, answer in answers.items()}

        def fetch(requests, policy, *, seconds=None, may_visit=None):
            for request in requests:
                answer = feeds[request.key]
                if isinstance(answer, bytes):
                    answer = Response(0, "", request.url, 200, answer, "application/rss+xml; charset=utf-8")
                made = {field: getattr(answer, field) for field in answer.__slots__}
                yield type(answer)(**made | {"key": request.key, "url": request.url})

        ids = Feed.objects.filter(pk__in=feeds).order_by("pk").claim(now=now, lease=LEASE, token="mine")
        polls = poll_feeds(
            ids=ids,
            token="mine",
            now=now,
            chance=random.Random(seed),
            policy=Policy("GBATracker-test/1.0", pace_seconds=0.0),
            fetch=fetch,
            **more,
        )
        return {poll.slug: poll for poll in polls}

    return run


@pytest.fixture
def response():
    """A response of any status."""

    def make(body=b"", status=200, **more):
        return Response(0, "", "https://paper.example/feed", status, body, "application/rss+xml; charset=utf-8", **more)

    return make


@pytest.fixture
def failure():
    return lambda reason: Failure(0, "", reason, "told so")
