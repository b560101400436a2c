"""A page without a feed is polled like any feed: entries, changes, politeness."""

import random
from datetime import timedelta

import pytest

from articles.actions.polling import LEASE, check_feeds, poll_feeds, preview_feed
from articles.fetcher import Policy, Reason
from articles.models import Article, Entry, Feed
from tests.articles.actions.polling.conftest import NOW
from tests.feedserver import LoopbackServer, Reply

pytestmark = pytest.mark.django_db
POLICY = Policy("GBATracker-test/1.0", allow_private=True, pace_seconds=0.0, read_seconds=1.0, whole_seconds=2.0)
RECIPE = {"by": "css", "item": "ul.news > li", "date": "span"}


def page(*titles):
    items = "".join(f'<li><a href="/n/{n}">{title}</a><span>2026-10-{n:02}</span></li>' for n, title in titles)
    return Reply(f'<html><body><ul class="news">{items}</ul></body></html>'.encode(), content_type="text/html")


@pytest.fixture
def server():
    with LoopbackServer() as running:
        yield running


@pytest.fixture
def feed(server):
    return Feed.objects.create(slug="bureau", url=server.url("/list"), kind="list", recipe=RECIPE, publisher="Bureau")


def poll(*, now=NOW, policy=POLICY):
    Feed.objects.update(next_poll_at=now)
    ids = Feed.objects.due(now=now).claim(now=now, lease=LEASE, token="mine")
    chance = random.Random(1)
    return next(poll_feeds(ids=ids, token="mine", now=now, chance=chance, policy=policy, wants_pages=True))


def test_its_items_are_entries_and_a_second_poll_brings_only_what_is_new(server, feed):
    server.routes["/list"] = page((2, "廣州與澳門簽署協議"), (1, "One"))
    first = poll()
    assert (first.outcome, first.counts.new) == ("ok", 2)
    server.routes["/list"] = page((3, "Three"), (2, "廣州與澳門簽署協議"), (1, "One, corrected"))
    second = poll(now=NOW + timedelta(hours=1))
    assert (second.counts.new, second.counts.updated, second.counts.unchanged) == (1, 1, 1)
    assert Entry.objects.count() == Article.objects.count() == 3
    article = Article.objects.get(title="廣州與澳門簽署協議")
    assert (article.page_status, article.is_carried, article.publisher) == ("due", False, "Bureau")
    assert f"{article.published_at:%Y-%m-%d %H:%M}" == "2026-10-01 16:00"


def test_a_recipe_that_finds_nothing_any_more_is_flagged_after_three_polls(server, feed):
    server.routes["/list"] = page((1, "One"))
    poll()
    server.routes["/list"] = Reply(b"<html><body><div>New look</div></body></html>", content_type="text/html")
    outcomes = [poll(now=NOW + timedelta(hours=hours)).outcome for hours in (1, 2, 3)]
    feed.refresh_from_db()
    assert outcomes == ["empty"] * 3
    assert "no entries in 3 polls" in feed.last_error


def test_a_site_that_keeps_robots_out_is_not_asked_and_says_so(server, feed):
    server.routes |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /list"), "/list": page((1, "One"))}
    done = poll()
    assert (done.outcome, done.errors[0].split(":")[0]) == ("blocked", Reason.ROBOTS)
    assert server.paths() == ["/robots.txt"]


def test_a_recipe_of_another_release_is_a_named_error_and_no_crash(server, feed):
    Feed.objects.update(recipe={"item": "//li[count(//a)]", "by": "xpath"})
    server.routes["/list"] = page((1, "One"))
    done = poll()
    assert (done.outcome, done.errors[0].startswith("recipe: item:")) == ("parse_error", True)


def test_a_check_and_a_preview_read_it_the_same_way_and_store_nothing(server, feed):
    server.routes["/list"] = page((2, "Two"), (1, "One"))
    before = Feed.objects.values().get()
    assert check_feeds(feeds=[feed], now=NOW, policy=POLICY)[0].counts.new == 2
    seen = preview_feed(feed=feed, now=NOW, policy=POLICY)
    assert (seen.is_answered, seen.count, [entry.title for entry in seen.entries]) == (True, 2, ["Two", "One"])
    assert Feed.objects.values().get() == before
    assert not Article.objects.exists()
