from datetime import UTC, datetime, timedelta

import pytest

from articles.actions.feed_alarms import tell_staff_of_feeds
from articles.actions.feed_spikes import is_spike, spiking_feeds
from articles.models import Feed, Poll
from tests.articles.desk import make_person

NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def polled(feed, new, *, ago):
    Poll.objects.create(feed=feed, started_at=NOW - ago, outcome="ok", entries=new, new=new)


@pytest.fixture
def mill(db):
    """Three entries a day for four weeks, in two polls each."""
    feed = Feed.objects.create(slug="mill", url="https://mill.example/feed", last_success_at=NOW, last_entry_at=NOW)
    for days in range(2, 29):
        polled(feed, 1, ago=days * DAY)
        polled(feed, 2, ago=days * DAY + timedelta(hours=2))
    return feed


@pytest.mark.threat("F16")
@pytest.mark.parametrize(("new", "is_told"), [(19, False), (20, True), (300, True)])
def test_a_feed_that_brings_many_times_its_usual_is_told_of_once(mill, mailoutbox, new, is_told):
    make_person("boss").__class__.objects.update(email="boss@example.org")
    polled(mill, new, ago=timedelta(hours=3))
    assert tell_staff_of_feeds(now=NOW, site_url="http://127.0.0.1") == int(is_told)
    assert tell_staff_of_feeds(now=NOW + timedelta(hours=12), site_url="http://127.0.0.1") == 0
    assert [f"- mill: {new} new in a day, usually 3" in mail.body for mail in mailoutbox] == [True] * is_told


@pytest.mark.threat("F16")
def test_a_new_feed_has_no_habit_yet_and_a_loud_one_is_used_to_it(db, mill):
    young = Feed.objects.create(slug="young", url="https://young.example/feed")
    loud = Feed.objects.create(slug="loud", url="https://loud.example/feed")
    polled(young, 60, ago=timedelta(hours=1))
    for days in range(1, 29):
        polled(loud, 200, ago=days * DAY)
    polled(loud, 250, ago=timedelta(hours=1))
    assert spiking_feeds(now=NOW) == []


@pytest.mark.parametrize(
    ("new", "days", "stands_out"),
    [
        (20, [0, 0, 1], True),
        (19, [0], False),
        (60, [12, 12, 12], True),
        (59, [12, 12, 12], False),
        (100, [1, 1, 60], False),
        (30, [], True),
    ],
)
def test_a_day_stands_out_by_the_usual_one_and_by_the_loudest_before(new, days, stands_out):
    assert is_spike(new, days) is stands_out


def test_it_is_four_questions_to_the_database_however_many_feeds_there_are(mill, django_assert_num_queries):
    for number in range(5):
        feed = Feed.objects.create(slug=f"f{number}", url=f"https://f{number}.example/")
        polled(feed, 1, ago=20 * DAY)
        polled(feed, 90, ago=timedelta(hours=1))
    with django_assert_num_queries(4):
        assert len(spiking_feeds(now=NOW)) == 5
