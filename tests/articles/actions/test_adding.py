"""Through the real fetcher, on loopback."""

from datetime import UTC, datetime

import pytest

from articles.actions.adding import add_article
from articles.actions.processing import process_articles
from articles.fetcher import Policy
from articles.models import Article, Feed
from tests.articles.newsroom import make_labels
from tests.feedserver import LoopbackServer, Reply

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 6, 4, 0, tzinfo=UTC)
POLICY = Policy("GBATracker-test/1.0", allow_private=True, pace_seconds=0.0, read_seconds=1.0, whole_seconds=2.0)
TEXT = (
    "Shenzhen and Hong Kong signed a memorandum of understanding on robotics on 3 November 2026. Under the memorandum"
    " of understanding, Brightwater Robotics Limited and the Hong Kong Lantern Institute will open a laboratory. "
)
HEAD = (
    '<meta property="og:title" content="Shenzhen and Hong Kong sign memorandum on robotics">'
    '<meta property="article:published_time" content="2026-11-03T10:00:00+08:00">'
    '<meta property="og:site_name" content="The Delta Paper">'
)


def page(head=HEAD, status=200, content_type="text/html; charset=utf-8"):
    body = (
        f'<html lang="en"><head>{head}</head><body><article><h1>Robotics</h1><p>{TEXT * 3}</p></article></body></html>'
    )
    return Reply(body.encode(), status, content_type=content_type)


@pytest.fixture
def server():
    with LoopbackServer() as running:
        yield running


def add(url, policy=POLICY):
    return add_article(url=url, now=NOW, policy=policy)


def test_an_address_becomes_an_article_with_its_page_and_is_read_like_any_other(server):
    server.routes["/a/1"] = page()
    added = add(server.url("/a/1?utm_source=mail"))
    article = added.article
    assert (added.is_new, added.problem, article.title) == (
        True,
        "",
        "Shenzhen and Hong Kong sign memorandum on robotics",
    )
    assert (article.publisher, article.feed, article.is_carried, article.lang) == ("The Delta Paper", None, True, "en")
    assert (article.published_at, article.date_basis) == (datetime(2026, 11, 3, 2, 0, tzinfo=UTC), "page")
    assert (article.first_seen_at, article.listed_at, article.page_status) == (NOW, article.published_at, "fetched")
    make_labels()
    assert process_articles(ids=[article.pk], now=NOW).relevant == 1
    article.refresh_from_db()
    assert "Brightwater" in article.text


def test_what_is_here_already_is_shown_and_not_fetched_again(server):
    server.routes["/a/1"] = page()
    first = add(server.url("/a/1"))
    asked = len(server.paths())
    again = add(server.url("/a/1/?fbclid=x#top"))
    assert (again.article, again.is_new, len(server.paths())) == (first.article, False, asked)
    assert Article.objects.count() == 1


def test_it_is_one_article_under_the_address_that_answers_or_that_the_page_names_as_its_own(server):
    server.routes |= {
        "/short": Reply(status=302, headers=(("Location", "/a/1"),)),
        "/a/1": page(),
        "/print/1": page(f'{HEAD}<link rel="canonical" href="/a/1">'),
        "/thief": page(f'{HEAD}<link rel="canonical" href="https://paper.example/a/1">'),
    }
    first = add(server.url("/short")).article
    assert first.canonical_url.endswith("/a/1")
    assert add(server.url("/print/1")).article == first
    assert add(server.url("/thief")).article.canonical_url.endswith("/thief"), "no page speaks for another domain"


def test_a_publisher_that_we_know_lends_its_least_trust(server):
    server.routes["/a/1"] = page()
    for slug, tier in (("one", "A"), ("two", "B")):
        Feed.objects.create(slug=slug, url=server.url(f"/{slug}"), publisher="Delta", tier=tier)
    article = add(server.url("/a/1")).article
    assert (article.feed.slug, article.publisher, article.is_carried) == ("two", "Delta", False)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (page(status=404), "HTTP 404"),
        (Reply(b"%PDF-1.7", content_type="application/pdf"), "unsupported_type"),
        (Reply(b"<html><body><p>x</p></body></html>", content_type="text/html"), "no title"),
        (Reply(raw=b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nab"), "incomplete"),
    ],
)
def test_where_there_is_no_article_it_says_why_and_stores_nothing(server, answer, problem):
    server.routes["/a/1"] = answer
    assert problem in add(server.url("/a/1")).problem
    assert not Article.objects.exists()


def test_robots_are_obeyed(server):
    server.routes |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /a/", content_type="text/plain"), "/a/1": page()}
    assert "robots.txt" in add(server.url("/a/1")).problem
    assert server.paths() == ["/robots.txt"]


@pytest.mark.threat("S07")
@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1/", "http://2130706433/", "not an address"])
def test_an_address_that_somebody_types_goes_through_the_guard(url):
    assert add(url, Policy("GBATracker-test/1.0")).problem
    assert not Article.objects.exists()
