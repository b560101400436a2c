"""FETCH_PROXY alone closes every other way out: what the product asks of the internet, it asks a proxy for.

The hosts of these tests have no address that a name server knows, so that whoever went around the proxy would get
nothing; the proxy is a real one on loopback and writes down what it is asked for.
"""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article, ArticlePage, Feed
from tests.feedserver import LoopbackServer, Reply, Told, rss

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = (
    "<html lang='en'><head><title>Zhuhai and Macao sign a memorandum</title></head><body><article><h1>Zhuhai and Macao "
    "sign a memorandum</h1>" + "<p>They signed it on 3 November 2026 in Hengqin, the two sides said.</p>" * 8
) + "</article></body></html>"


def page(body):
    return Reply(body.encode(), content_type="text/html; charset=utf-8")


@pytest.fixture
def proxy(settings):
    settings.FETCH_ALLOW_PRIVATE = False
    settings.FETCH_PAGES = True
    settings.FETCH_HOST_PACE = 0.0
    with LoopbackServer() as server:
        settings.FETCH_PROXY = server.url("")
        yield server


def run(*arguments):
    out = StringIO()
    with suppress(SystemExit):  # a poll in which a feed failed ends with 1
        call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def asked_hosts(proxy):
    return {path.removeprefix("http://").partition("/")[0] for path in proxy.paths()}


@pytest.mark.threat("S05", "S06")
def test_polls_pages_rules_of_robots_discovery_and_single_articles_go_through_the_proxy_and_nothing_else(proxy):
    item = Told("1", "Zhuhai and Macao sign a memorandum", "Short.", link="http://paper.example/news/1")
    proxy.routes |= {
        "http://paper.example/feed": Reply(status=302, headers=(("Location", "http://feeds.example/real"),)),
        "http://feeds.example/real": Reply(rss(item)),
        "http://paper.example/news/1": page(PAGE),
        "http://site.example/": page("<link rel='alternate' type='application/rss+xml' href='/feed.xml'>"),
        "http://site.example/feed.xml": Reply(rss(Told("2", "Ferry news", link="http://site.example/2"))),
        "http://single.example/story": page(PAGE),
    }
    Feed.objects.create(slug="delta", url="http://paper.example/feed")
    Feed.objects.create(slug="secure", url="https://secure.example/feed")
    found = json.loads(run("poll", "--all", "--json"))
    assert found["totals"]["new"] == 1
    assert ArticlePage.objects.get().article.canonical_url.endswith("paper.example/news/1")
    assert "http://site.example/feed.xml" in run("feeds", "discover", "http://site.example/")
    run("add_article", "http://single.example/story")
    assert Article.objects.filter(canonical_url__contains="single.example").exists()
    assert asked_hosts(proxy) == {"paper.example", "feeds.example", "site.example", "single.example",
                                  "secure.example:443"}  # fmt: skip
    assert "http://paper.example/robots.txt" in proxy.paths(), "before the page"


@pytest.mark.threat("S05", "S02", "S03")
def test_behind_the_proxy_what_lies_in_the_private_network_is_still_refused(proxy):
    proxy.routes["http://paper.example/feed"] = Reply(
        status=302, headers=(("Location", "http://169.254.169.254/latest/meta-data/"),)
    )
    with LoopbackServer() as inside:
        inside.routes["/feed"] = Reply(rss(Told("1", "Secret")))
        for slug, url in (
            ("inside", inside.url("/feed")),
            ("name", inside.url("/feed", host="localhost")),
            ("mapped", inside.url("/feed", host="[::ffff:127.0.0.1]")),
            ("metadata", "http://169.254.169.254/feed"),
            ("hop", "http://paper.example/feed"),
        ):
            Feed.objects.create(slug=slug, url=url)
        run("poll", "--all")
        assert inside.asked == []
    assert asked_hosts(proxy) == {"paper.example"}
    outcomes = dict(Feed.objects.values_list("slug", "last_outcome"))
    assert set(outcomes.values()) == {Feed.Outcome.BLOCKED}, outcomes
