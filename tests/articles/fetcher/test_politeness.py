import asyncio
import threading
from dataclasses import replace

import pytest

from articles.fetcher import Policy, Reason, Request, fetch_all
from articles.fetcher.client import Client
from articles.fetcher.politeness import Robots, Turns
from tests.feedserver import Reply

PAGE = Reply(b"<html><p>Page</p></html>", content_type="text/html")


def robots(text, status=200):
    return Reply(text.encode(), status=status, content_type="text/plain")


@pytest.mark.threat("H16")
def test_a_page_that_robots_keeps_us_from_is_not_asked_for(server, fetch):
    server.routes |= {"/robots.txt": robots("User-agent: *\nDisallow: /private/"), "/private/a": PAGE, "/a": PAGE}
    assert fetch(server.url("/private/a"), obeys_robots=True).reason is Reason.ROBOTS
    assert fetch(server.url("/a"), obeys_robots=True).status == 200
    assert "/private/a" not in server.paths()


def test_rules_for_our_own_name_win(server, fetch):
    server.routes |= {
        "/robots.txt": robots("User-agent: GBATracker-test\nDisallow: /\n\nUser-agent: *\nAllow: /"),
        "/a": PAGE,
    }
    assert fetch(server.url("/a"), obeys_robots=True).reason is Reason.ROBOTS


def test_without_robots_everything_may_be_fetched(server, fetch):
    server.routes["/a"] = PAGE
    assert fetch(server.url("/a"), obeys_robots=True).status == 200


def test_robots_that_cannot_be_had_keep_us_out_for_now(server, fetch):
    server.routes |= {"/robots.txt": robots("", status=503), "/a": PAGE}
    answer = fetch(server.url("/a"), obeys_robots=True)
    assert (answer.reason, answer.is_blocked) == (Reason.BAD_RESPONSE, False)
    assert server.paths() == ["/robots.txt"]


def test_a_host_that_does_not_answer_is_asked_once(server, policy):
    server.routes["/robots.txt"] = Reply(raw=b"", after=server.hang)
    requests = [Request(n, server.url(f"/{n}"), obeys_robots=True) for n in range(5)]
    assert {answer.reason for answer in fetch_all(requests, policy, concurrency=1)} == {Reason.READ_TIMEOUT}
    assert server.paths() == ["/robots.txt"]


def test_robots_are_asked_once_a_host(server, policy):
    server.routes |= {"/robots.txt": robots("")} | {f"/{n}": PAGE for n in range(5)}
    requests = [Request(n, server.url(f"/{n}"), obeys_robots=True) for n in range(5)]
    assert all(answer.status == 200 for answer in fetch_all(requests, policy, concurrency=1))
    assert server.paths().count("/robots.txt") == 1


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"User-agent", b"Crawl-delay: x\nUser-agent: *\nCrawl-delay: -1", b"\0" * 1000]
)
def test_robots_of_any_quality_are_read(body):
    found = Robots.read(body)
    assert found.allows("https://paper.example/a", "GBATracker/1.0")
    assert found.delay("GBATracker/1.0") <= 0


class Clock:
    """Time of a loop that only moves when somebody sleeps."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(asyncio.BaseEventLoop, "time", lambda loop: self.now)

        async def sleep(seconds):
            self.now += seconds

        monkeypatch.setattr(asyncio, "sleep", sleep)


@pytest.mark.threat("H16")
def test_between_two_requests_to_a_host_lies_the_pace(monkeypatch):
    clock = Clock(monkeypatch)

    async def three():
        turns, begun = Turns(2.0), []
        for host in ("paper.example", "paper.example", "other.example"):
            async with turns.take(host):
                begun.append(clock.now)
        return begun

    assert asyncio.run(three()) == [0.0, 2.0, 2.0]


def test_a_longer_crawl_delay_is_honoured_within_reason(monkeypatch):
    clock = Clock(monkeypatch)

    async def two(delay):
        turns = Turns(2.0)
        turns.slow_down("paper.example", delay)
        async with turns.take("paper.example"):
            pass
        began = clock.now
        await turns.wait("paper.example")
        return clock.now - began

    assert asyncio.run(two(10)) == 10
    assert asyncio.run(two(86400)) == 30


@pytest.mark.threat("H16")
def test_one_public_host_gets_one_request_at_a_time(server, policy):
    """The name stands for a public host: what it leads to is only known to the lookup."""
    at_once, most = [], []

    def count(asked):
        at_once.append(1)
        most.append(len(at_once))
        at_once.pop()
        return PAGE

    server.routes |= {f"/{n}": count for n in range(6)}

    class Public(Client):
        async def is_private(self, host):
            return False

    async def run():
        async with Public(replace(policy, pace_seconds=0)) as client:
            return await asyncio.gather(*(client.fetch(Request(n, server.url(f"/{n}"))) for n in range(6)))

    assert all(answer.status == 200 for answer in asyncio.run(run()))
    assert max(most) == 1


@pytest.mark.threat("H16")
@pytest.mark.parametrize("may", [True, False])
def test_before_a_redirect_to_another_host_is_followed_its_turn_is_asked_for(server, may):
    """Public hosts, which a proxy on loopback stands for."""
    asked = []
    server.routes |= {
        "http://first.example/feed": Reply(status=302, headers=(("Location", "http://second.example/moved"),)),
        "http://second.example/moved": Reply(status=301, headers=(("Location", "/here"),)),
        "http://second.example/here": Reply(b"moved"),
    }

    def may_visit(host):
        asked.append((host, threading.current_thread() is threading.main_thread()))
        return may

    async def lookup(host):
        return ["127.0.0.1" if host == "127.0.0.1" else "198.41.0.4"]

    policy = Policy("GBATracker-test/1.0", proxy=server.url("/").rstrip("/"), pace_seconds=0.0)
    request = Request(1, "http://first.example/feed")
    answer = next(fetch_all([request], policy, lookup=lookup, may_visit=may_visit))
    assert set(asked) == {("second.example", True)}, "in the caller's thread, and not for the host that it began at"
    if may:
        assert (answer.status, answer.body) == (200, b"moved")
    else:
        assert (answer.reason, server.paths()) == (Reason.DEFERRED, ["http://first.example/feed"])
