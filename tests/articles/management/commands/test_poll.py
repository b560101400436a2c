import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Feed
from tests.feedserver import LoopbackServer, Reply, Told, rss

pytestmark = pytest.mark.django_db

FEED_KEYS = {
    "slug", "url", "status", "http_status", "entries", "new", "updated", "duplicates", "unchanged", "skipped", "errors",
    "seconds",
}  # fmt: skip


@pytest.fixture
def server(settings):
    settings.FETCH_ALLOW_PRIVATE, settings.FETCH_PAGES = True, False
    with LoopbackServer({"/good": Reply(rss(Told("1", "Zhuhai and Macao sign", "They signed.")))}) as running:
        yield running


@pytest.fixture
def make_feed(server):
    def make(slug="good", **more):
        return Feed.objects.create(slug=slug, url=server.url(f"/{slug}"), **more)

    return make


def poll(*arguments, code=0):
    """Run with --json; give the report."""
    out, err = StringIO(), StringIO()
    if code:
        with pytest.raises(SystemExit) as caught:
            call_command("poll", *arguments, "--json", stdout=out, stderr=err)
        assert caught.value.code == code
    else:
        call_command("poll", *arguments, "--json", stdout=out, stderr=err)
    return json.loads(out.getvalue())


def test_the_report_has_every_key_and_the_counts_add_up(make_feed):
    make_feed()
    report = poll()
    assert set(report) == {"started_at", "seconds", "feeds", "totals"}
    assert set(report["totals"]) == {"feeds", "entries", "new", "updated", "processed", "relevant", "deals"}
    (feed,) = report["feeds"]
    assert set(feed) == FEED_KEYS
    assert (feed["status"], feed["http_status"], feed["errors"]) == ("ok", 200, [])
    assert feed["entries"] == sum(feed[name] for name in ("new", "updated", "duplicates", "unchanged", "skipped")) == 1
    assert report["totals"] | {"relevant": 0, "deals": 0} == {
        "feeds": 1, "entries": 1, "new": 1, "updated": 0, "processed": 1, "relevant": 0, "deals": 0,
    }  # fmt: skip


def test_what_was_polled_is_processed_in_the_same_run(make_feed):
    make_feed()
    poll()
    assert Article.objects.get().processed_at is not None


def test_only_due_feeds_are_polled_unless_all_are_asked_for(make_feed):
    make_feed()
    assert poll()["totals"]["feeds"] == 1
    assert poll()["feeds"] == []
    assert poll("--all")["feeds"][0]["status"] == "not_modified"


def test_all_leaves_out_what_is_not_to_be_polled_and_a_name_polls_any(make_feed):
    for state in ("paused", "suspended", "gone"):
        make_feed(state, state=state)
    assert poll("--all")["feeds"] == []
    report = poll("--feed", "paused", "--feed", "gone", code=1)
    assert [feed["slug"] for feed in report["feeds"]] == ["paused", "gone"]


def test_one_feed_that_answers_is_enough_and_none_is_a_failure(make_feed):
    make_feed("missing")
    assert poll(code=1)["feeds"][0]["status"] == "http_error"
    make_feed()
    assert {feed["slug"]: feed["status"] for feed in poll("--all")["feeds"]} == {"missing": "http_error", "good": "ok"}


def test_an_unknown_name_exits_2(make_feed):
    make_feed()
    with pytest.raises(CommandError, match="no feed is called nobody") as caught:
        call_command("poll", "--feed", "nobody")
    assert caught.value.returncode == 2


def test_stdout_carries_only_the_report_and_progress_goes_to_stderr(make_feed):
    make_feed()
    out, err = StringIO(), StringIO()
    call_command("poll", stdout=out, stderr=err)
    assert out.getvalue().startswith(
        "good: ok 200, 1 entries, 1 new, 0 updated, 0 duplicates, 0 unchanged, 0 skipped\n"
    )
    assert "1/1 good ok" in err.getvalue()


def test_a_feed_that_somebody_else_holds_is_polled_when_it_is_named(make_feed):
    feed = make_feed()
    Feed.objects.update(lease_token="other", lease_until="2999-01-01T00:00Z")
    assert poll("--feed", "good")["totals"]["new"] == 1
    feed.refresh_from_db()
    assert feed.lease_token == ""


def test_short_articles_are_read_from_their_pages_where_pages_are_wanted(make_feed, server, settings):
    settings.FETCH_PAGES = True
    server.routes |= {
        "/good": Reply(rss(Told("1", "Zhuhai and Macao sign", "They signed.", link=server.url("/page")))),
        "/page": Reply(
            b"<html><body><article><p>The page has it all.</p></article></body></html>", content_type="text/html"
        ),
    }
    make_feed()
    assert poll()["totals"]["processed"] == 1
    article = Article.objects.get()
    assert article.page_status == "fetched"
    assert b"has it all" in bytes(article.page.body)
    assert server.paths() == ["/good", "/robots.txt", "/page"]
