from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Feed, Heartbeat, Poll
from dashboards.queries.freshness import freshness
from dashboards.queries.sources import source_rows
from tests.dashboards.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed():
    return Feed.objects.create(slug="delta", url="https://delta.example/feed", last_success_at=NOW)


@pytest.mark.threat("Q07")
@pytest.mark.parametrize(("minutes", "is_behind"), [(None, False), (2, False), (4, True)])
def test_a_timetable_that_stands_still_is_seen_after_three_minutes(feed, minutes, is_behind, django_assert_num_queries):
    if minutes is not None:
        Heartbeat.beat("beat", now=NOW - timedelta(minutes=minutes))
    with django_assert_num_queries(1):
        assert freshness(now=NOW).is_behind is is_behind


def test_the_newest_article_is_told_where_no_source_is_read(room, feed, django_assert_num_queries):
    told = freshness(now=NOW).newest_article_at
    assert told is not None
    Feed.objects.update(state=Feed.State.PAUSED)
    with django_assert_num_queries(1):
        assert freshness(now=NOW).newest_article_at == told


@pytest.mark.threat("H18")
def test_an_outage_on_our_side_is_told_too(feed):
    assert not freshness(now=NOW).is_silent
    Feed.objects.update(failing_since_at=NOW, last_error="our_side: most hosts fail at once")
    assert freshness(now=NOW).is_silent


@pytest.mark.threat("F15")
def test_a_source_that_answers_but_brings_nothing_is_stale_by_its_own_habit(feed):
    for days, is_stale in ((1, False), (0, True)):
        Feed.objects.update(stale_at=NOW + timedelta(days=days))
        assert source_rows(now=NOW)[0].is_stale is is_stale


def test_a_poll_of_the_small_hours_stands_under_its_hong_kong_day(feed):
    """Before eight in the morning of Hong Kong the day in Greenwich is still the one before."""
    small_hours = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
    Poll.objects.create(feed=feed, started_at=small_hours, outcome="ok")
    assert list(source_rows(now=small_hours)[0].days[-2:]) == ["", "ok"]
    assert list(source_rows(now=small_hours + timedelta(days=1))[0].days[-2:]) == ["ok", ""]


@pytest.mark.threat("Q07")
@pytest.mark.parametrize(("path", "words"), [("/", "News is late."), ("/zh-hant/deals/", 'class="banner"')])
@pytest.mark.parametrize(("minutes", "is_told"), [(2, False), (20, True)])
def test_every_page_says_that_news_is_late_while_the_timetable_stands_still(
    client, feed, path, words, minutes, is_told
):
    Heartbeat.beat("beat", now=timezone.now() - timedelta(minutes=minutes))
    Feed.objects.update(last_success_at=timezone.now())
    assert (words in client.get(path).content.decode()) is is_told


def test_where_no_source_has_ever_answered_no_page_tells_of_a_last_answer(client):
    """A first start without a network: the first failure is no answer, and nothing has gone stale yet."""
    feed = Feed.objects.create(
        slug="delta", url="https://delta.example/feed", failing_since_at=timezone.now(), failures=1
    )
    page = client.get("/about/").content.decode()
    assert "No source has answered yet." in page
    assert "Last answer" not in page
    assert "Stale:" not in page
    Feed.objects.filter(pk=feed.pk).update(last_success_at=timezone.now() - timedelta(hours=7))
    page = client.get("/about/", {"again": "1"}).content.decode()
    assert "Last answer:" in page
    assert "Stale:" in page
