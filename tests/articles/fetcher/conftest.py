import pytest

from articles.fetcher import Policy, Request, fetch_all
from tests.feedserver import LoopbackServer


@pytest.fixture
def server():
    with LoopbackServer() as running:
        yield running


@pytest.fixture
def policy():
    """Loopback allowed, and time limits that a test can wait for."""
    return Policy(
        "GBATracker-test/1.0",
        allow_private=True,
        connect_seconds=0.5,
        read_seconds=0.2,
        whole_seconds=0.6,
        pace_seconds=0,
    )


@pytest.fixture
def fetch(policy):
    """Fetch one address and give the answer."""

    def one(url, **more):
        given = {name: more.pop(name) for name in ("etag", "last_modified", "obeys_robots") if name in more}
        chosen = more.pop("policy", policy)
        return next(fetch_all([Request(1, url, **given)], chosen, **more))

    return one
