"""Through the real fetcher, on loopback."""

from datetime import UTC, datetime

import pytest

from articles.actions.feed_discovery import add_feed, discover_feeds
from articles.fetcher import Policy
from articles.models import Article, Feed, Host
from tests.feedserver import LoopbackServer, Reply, Told, rss

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
POLICY = Policy("GBATracker-test/1.0", allow_private=True, pace_seconds=0.0, read_seconds=1.0, whole_seconds=2.0)
FEED = Reply(rss(Told("1", "兩地簽署備忘錄"), Told("2", "Two"), title="Delta Bureau"))
JSON_FEED = b'{"version":"https://jsonfeed.org/version/1.1","title":"Delta in JSON","items":[{"id":"1","title":"One"}]}'


def page(head="", body=""):
    return Reply(f"<html><head>{head}</head><body>{body}</body></html>".encode(), content_type="text/html")


@pytest.fixture
def server():
    with LoopbackServer() as running:
        yield running


def discover(url):
    return discover_feeds(url=url, now=NOW, policy=POLICY)


def names(found):
    return [
        (feed.url.partition("/")[2].partition("/")[2].partition("/")[2], feed.how, feed.kind) for feed in found.feeds
    ]


def test_the_feeds_that_a_page_names_are_found_and_what_is_none_is_left_out(server):
    server.routes |= {
        "/": page(
            '<link rel="alternate" type="application/rss+xml" href="/news.xml">'
            '<link rel="ALTERNATE" type="application/feed+json; charset=utf-8" href="feed.json" title="J">'
            '<link rel="alternate" type="application/atom+xml" href="/gone.xml">'
            '<link rel="stylesheet" href="/rss.css"><link rel="alternate" hreflang="pt" href="/pt/">',
            '<a href="/rss/list.html">How to use RSS</a> <a href="javascript:rss()">x</a><a href="/about">About</a>',
        ),
        "/news.xml": FEED,
        "/feed.json": Reply(JSON_FEED, content_type="application/feed+json"),
        "/rss/list.html": page(body="Instructions"),
    }
    found = discover(server.url("/"))
    assert names(found) == [("news.xml", "named", "rss"), ("feed.json", "named", "json")]
    first = found.feeds[0]
    assert (first.title, first.entries, first.known, found.problem, found.tried) == ("Delta Bureau", 2, None, "", 5)
    assert "/rss.xml" not in server.paths(), "the usual places are not asked where the page names a feed"


def test_a_link_in_the_page_leads_to_a_feed_and_two_that_lead_to_one_are_one(server):
    server.routes |= {
        "/": page(body='<a href="/subscribe/rss">RSS</a><a href="/feed?lang=tc">訂閱</a>'),
        "/subscribe/rss": Reply(status=302, headers=(("Location", "/feed?lang=tc"),)),
        "/feed": FEED,
    }
    assert names(discover(server.url("/"))) == [("feed?lang=tc", "linked", "rss")]


def test_where_a_page_names_none_the_usual_places_are_tried(server):
    server.routes |= {"/": page(), "/atom.xml": FEED}
    found = discover(server.url("/"))
    assert names(found) == [("atom.xml", "guessed", "rss")]
    assert found.tried == 8


def test_a_feed_itself_is_known_and_one_that_is_ours_already_is_named(server):
    server.routes["/news.xml"] = FEED
    ours = Feed.objects.create(slug="delta", url=server.url("/news.xml"), state="paused")
    found = discover(server.url("/news.xml"))
    assert names(found) == [("news.xml", "itself", "rss")]
    assert found.feeds[0].known == ours


@pytest.mark.parametrize(
    ("answer", "problem"),
    [(Reply(status=503), "HTTP 503"), (page(), "no feed found"), (Reply(raw=b"nonsense\r\n\r\n"), "bad_response")],
)
def test_where_there_is_none_it_says_why(server, answer, problem):
    server.routes["/"] = answer
    assert discover(server.url("/")).problem.startswith(problem)


@pytest.mark.threat("S07")
def test_neither_the_page_nor_what_it_names_leads_into_our_network(server):
    """Nothing that a curator enters, or a page names, is fetched without the guard."""
    assert discover_feeds(url=server.url("/"), now=NOW, policy=Policy("t/1.0")).problem.startswith("blocked_address")
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{url}">'
        for url in ("http://169.254.169.254/rss", "file:///etc/passwd", "http://user:pw@10.0.0.1/rss")
    )
    server.routes["/"] = page(links)
    assert discover(server.url("/")).problem == "no feed found"


def test_a_host_where_another_process_is_is_not_asked(monkeypatch):
    monkeypatch.setattr("articles.actions.feed_discovery.PATIENCE", 0.0)
    Host.objects.claim(["paper.example"], now=NOW, lease=NOW - NOW.replace(hour=3), token="other")
    found = discover_feeds(url="https://paper.example/", now=NOW, policy=Policy("t/1.0"))
    assert "another process" in found.problem


@pytest.mark.parametrize(("is_enabled", "state"), [(True, "active"), (False, "paused")])
def test_what_was_found_is_added_polled_or_paused(server, is_enabled, state):
    given = {"title": "Delta  Bureau", "home_url": "https://b.example/", "language": "zh-Hant", "by": "editor"}
    url = "https://bureau.example/rss"
    imported, feed = add_feed(url=url, is_enabled=is_enabled, allow_private=False, **given)
    assert (imported.added, feed.slug, feed.title, feed.state) == (1, "delta-bureau", "Delta Bureau", state)
    assert feed.state_reason == ("" if is_enabled else "added paused by editor")
    again, same = add_feed(url="HTTPS://Bureau.example:443/rss", is_enabled=True, allow_private=False, **given)
    assert (again.unchanged, same, same.state) == (1, feed, state)
    refused, none = add_feed(url="http://10.0.0.1/rss", is_enabled=True, allow_private=False, **given)
    assert (refused.refused, none) == (1, None)
    assert not Article.objects.exists()
