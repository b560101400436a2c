from datetime import UTC, datetime, timedelta

import pytest

from articles.actions.pages import fetch_pages, give_up_pages, hosts_with_due_pages, is_readable
from articles.fetcher import Failure, Policy, Reason, Response
from articles.models import Article, ArticlePage

NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
POLICY = Policy("GBATracker-test/1.0", pace_seconds=0.0)
HTML = b"<!doctype html><html><body><p>\xe6\xbe\xb3\xe9\x96\x80</p></body></html>"


@pytest.fixture
def make_article(db):
    def make(url="https://paper.example/1", **more):
        given = {"page_status": Article.PageStatus.DUE, "first_seen_at": NOW, "listed_at": NOW, "title": "A bridge"}
        return Article.objects.create(canonical_url=url, url=url, **given | more)

    return make


def answering(answer, asked=None):
    def fetch(requests, policy, *, seconds=None, may_visit=None):
        for request in requests:
            if asked is not None:
                asked.append(request)
            made = {field: getattr(answer, field) for field in answer.__slots__}
            yield type(answer)(**made | {"key": request.key, "url": request.url})

    return fetch


def page(body=HTML, status=200, content_type="text/html; charset=utf-8"):
    return Response(0, "", "https://paper.example/1?seen", status, body, content_type)


def run(answer, *, now=NOW, hosts=None, asked=None):
    return fetch_pages(hosts=hosts, now=now, policy=POLICY, fetch=answering(answer, asked))


def test_a_page_is_kept_as_it_came_and_the_article_waits_no_longer(make_article):
    article, asked = make_article(), []
    assert run(page(), asked=asked) == [article.pk]
    article.refresh_from_db()
    assert (article.page_status, article.lease_until, article.lease_token) == ("fetched", None, "")
    assert (bytes(article.page.body), article.page.url) == (HTML, "https://paper.example/1?seen")
    assert asked[0].obeys_robots
    assert list(Article.objects.claimable(now=NOW)) == [article]


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (Failure(0, "", Reason.ROBOTS), "refused"),
        (page(status=403), "refused"),
        (page(status=451), "refused"),
        (page(status=404), "failed"),
        (page(status=410), "failed"),
        (page(b"%PDF-1.7", content_type="text/html"), "failed"),
        (page(b"video", content_type="video/mp4"), "failed"),
        (Failure(0, "", Reason.BLOCKED_ADDRESS), "failed"),
        (Failure(0, "", Reason.TOO_LARGE), "failed"),
    ],
)
def test_where_there_is_no_page_the_feeds_text_serves(make_article, answer, status):
    article = make_article()
    assert run(answer) == [article.pk]
    article.refresh_from_db()
    assert article.page_status == status
    assert bytes(article.page.body) == b""
    assert list(Article.objects.claimable(now=NOW)) == [article]


@pytest.mark.parametrize("answer", [page(status=503), page(status=429), Failure(0, "", Reason.READ_TIMEOUT)])
def test_news_does_not_wait_for_a_page_that_may_come_later(make_article, answer):
    article = make_article()
    assert run(answer) == [article.pk]
    assert list(Article.objects.claimable(now=NOW)) == [article]
    Article.objects.update(processed_at=NOW)
    assert run(page(), now=NOW + timedelta(minutes=29)) == []
    assert hosts_with_due_pages(now=NOW + timedelta(minutes=31)) == ["paper.example"]
    assert run(page(), now=NOW + timedelta(minutes=31)) == [article.pk]
    article.refresh_from_db()
    assert (article.page_status, article.processed_at, article.page.retry_at) == ("fetched", None, None)


def test_a_page_is_tried_three_times_in_all(make_article):
    article, asked = make_article(), []
    assert run(page(status=503), asked=asked) == [article.pk]
    Article.objects.update(processed_at=NOW)
    for hours in range(1, 40):
        assert run(page(status=503), now=NOW + timedelta(hours=hours), asked=asked) == []
    article.refresh_from_db()
    assert len(asked) == article.page.attempts == 3
    assert (article.page_status, article.processed_at, article.page.retry_at) == ("failed", NOW, None)


def test_a_page_that_nobody_could_fetch_for_a_day_is_given_up(make_article):
    article = make_article()
    assert give_up_pages(now=NOW + timedelta(hours=23), are_wanted=True) == 0
    assert give_up_pages(now=NOW + timedelta(hours=25), are_wanted=True) == 1
    assert list(Article.objects.claimable(now=NOW)) == [article]


def test_a_page_that_was_not_begun_waits_for_the_next_time(make_article):
    article = make_article()
    assert run(Failure(0, "", Reason.DEFERRED)) == []
    assert list(Article.objects.due_pages(now=NOW)) == [article]
    assert not ArticlePage.objects.exists()


def test_only_pages_of_the_named_hosts_are_fetched(make_article):
    make_article("https://other.example/9")
    here = make_article()
    assert hosts_with_due_pages(now=NOW) == ["other.example", "paper.example"]
    assert run(page(), hosts=["paper.example"]) == [here.pk]
    assert hosts_with_due_pages(now=NOW) == ["other.example"]


def test_two_workers_do_not_fetch_the_same_page(make_article):
    make_article()
    asked = []

    def fetch(requests, policy, *, seconds=None, may_visit=None):
        asked.append(len(requests))
        if len(asked) == 1:
            fetch_pages(hosts=None, now=NOW, policy=POLICY, fetch=fetch)
        yield from answering(page())(requests, policy)

    fetch_pages(hosts=None, now=NOW, policy=POLICY, fetch=fetch)
    assert asked == [1, 0]


def test_where_pages_are_not_wanted_the_feeds_text_serves(make_article):
    article = make_article()
    assert give_up_pages(now=NOW, are_wanted=True) == 0
    assert give_up_pages(now=NOW, are_wanted=False) == 1
    assert list(Article.objects.claimable(now=NOW)) == [article]


@pytest.mark.threat("H15")
@pytest.mark.parametrize(
    ("content_type", "body", "is_one"),
    [
        ("text/html", HTML, True),
        ("TEXT/HTML; charset=Big5", HTML, True),
        ("application/xhtml+xml", HTML, True),
        ("text/plain", b"Words.", True),
        ("", HTML, True),
        ("application/octet-stream", HTML, True),
        ("application/octet-stream", b"\x7fELF", False),
        ("text/html", b"PK\x03\x04zip", False),
        ("text/html", b"", False),
        ("application/pdf", HTML, False),
        ("image/png", b"\x89PNG", False),
    ],
)
def test_only_html_and_plain_text_are_pages(content_type, body, is_one):
    assert is_readable(content_type, body) is is_one
