from datetime import UTC, datetime, timedelta

import pytest
from celery.signals import beat_init
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from articles.models import Article, Feed, Heartbeat, Incident
from dashboards.digests.models import Delivery, Digest, DigestItem, Halt, Subscriber, Subscription
from gba_tracker import promises
from gba_tracker.tasks import watch_promises
from tests.articles.desk import make_article, make_deal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def operator():
    return User.objects.create_superuser("boss", "boss@desk.example")


@pytest.fixture
def feed():
    return Feed.objects.create(
        slug="delta", url="https://d.example/f", last_polled_at=NOW - HOUR, last_success_at=NOW - HOUR
    )


def broken(now=NOW):
    return [found.promise for found in promises.broken_promises(now=now)]


def change(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


def test_a_new_installation_has_broken_nothing():
    assert broken() == []


def test_a_source_that_nobody_asked_for_a_day_breaks_a_promise_and_one_that_fails_does_not(feed):
    assert broken() == []
    change(feed, last_polled_at=NOW - 25 * HOUR)
    assert broken() == ["sources_checked"]
    change(feed, failures=3)
    assert broken() == []
    change(feed, failures=0, state="paused")
    assert broken() == []


def test_a_source_that_was_never_asked_breaks_it_a_day_after_it_was_added(feed):
    change(feed, last_polled_at=None, created_at=NOW - 23 * HOUR)
    assert broken() == []
    change(feed, created_at=NOW - 25 * HOUR)
    assert broken() == ["sources_checked"]


def test_when_no_source_has_answered_for_six_hours_news_is_not_fresh(feed):
    change(feed, last_success_at=NOW - 7 * HOUR)
    assert broken() == ["sources_answer"]


@pytest.mark.parametrize("name", ["beat", "worker", "worker-fetch"])
@pytest.mark.parametrize(("minutes", "expected"), [(9, []), (11, ["crash_repaired"])])
def test_what_a_crash_left_is_repaired_within_ten_minutes(feed, minutes, expected, name):
    article = make_article(1)
    Article.objects.filter(pk=article.pk).update(processed_at=None, lease_until=NOW - minutes * MINUTE)
    assert broken() == expected
    Article.objects.filter(pk=article.pk).update(processed_at=NOW, lease_until=None)
    Heartbeat.beat(name, now=NOW - minutes * MINUTE)
    assert broken() == expected
    Heartbeat.beat(name, now=NOW)
    change(feed, lease_until=NOW - minutes * MINUTE)
    assert broken() == expected


@pytest.fixture
def stopped(feed):
    """An installation that was switched off for two days in the middle of its work."""
    for name in ("beat", "worker", "worker-fetch", "digest"):
        Heartbeat.beat(name, now=NOW - 48 * HOUR)
    change(feed, last_polled_at=NOW - 48 * HOUR, last_success_at=NOW - 48 * HOUR, lease_until=NOW - 47 * HOUR)


def test_the_first_look_after_a_stop_tells_of_nothing_and_what_is_not_caught_up_in_time_is_told(stopped):
    promises.note_resumption(now=NOW)
    assert broken(NOW) == []
    assert broken(NOW + 9 * MINUTE) == []
    assert broken(NOW + 11 * MINUTE) == ["crash_repaired"]
    assert broken(NOW + 16 * MINUTE) == ["sources_checked", "sources_answer", "crash_repaired"]
    assert "digests_go_out" in broken(NOW + 61 * MINUTE)


def test_a_timetable_that_starts_again_and_again_without_a_sign_of_life_puts_no_alarm_off(stopped):
    for minutes in (0, 5, 10):
        promises.note_resumption(now=NOW + minutes * MINUTE)
    assert "crash_repaired" in broken(NOW + 11 * MINUTE)


def test_a_timetable_that_was_away_for_less_than_a_crash_may_last_changes_nothing():
    Heartbeat.beat("beat", now=NOW - 9 * MINUTE)
    promises.note_resumption(now=NOW)
    assert not Heartbeat.objects.filter(name=promises.RESUMED).exists()


def test_a_second_stop_is_noted_as_well(stopped):
    promises.note_resumption(now=NOW)
    Heartbeat.beat("beat", now=NOW + HOUR)
    promises.note_resumption(now=NOW + 3 * HOUR)
    assert Heartbeat.objects.get(name=promises.RESUMED).seen_at == NOW + 3 * HOUR


def test_the_timetable_notes_it_when_it_starts(stopped):
    beat_init.send(sender=None)
    assert Heartbeat.objects.filter(name=promises.RESUMED).exists()


@pytest.fixture
def digest():
    reader = Subscriber.objects.create(email="r@example.org", email_hash="h", handle="0a1b", created_at=NOW)
    return Digest.objects.create(
        subscriber=reader, frequency="daily", period="2026-11-26", period_start=NOW - 24 * HOUR, period_end=NOW,
        created_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(("minutes", "expected"), [(59, []), (61, ["digests_go_out"])])
def test_a_mail_room_whose_rounds_break_off_is_told_though_no_mail_waits(minutes, expected):
    """A round that fails before it has noted what is due leaves nothing behind that could be counted."""
    Heartbeat.beat("digest", now=NOW - minutes * MINUTE)
    assert broken() == expected
    Halt.objects.create(started_at=NOW, reason="by hand")
    assert broken() == []


def test_a_digest_that_waits_for_an_hour_is_late_unless_somebody_stopped_the_mail(digest):
    Delivery.objects.create(
        digest=digest, state="rendered", message_id="<1@x>", next_attempt_at=NOW, give_up_at=NOW + 12 * HOUR
    )
    assert broken(NOW + 59 * MINUTE) == []
    assert broken(NOW + 61 * MINUTE) == ["digests_go_out"]
    Halt.objects.create(started_at=NOW, reason="by hand")
    assert broken(NOW + 61 * MINUTE) == []


@pytest.mark.parametrize(("after", "expected"), [(-MINUTE, ["unsubscribed"]), (MINUTE, [])])
def test_who_left_before_a_digest_was_made_is_told_nothing_in_it(digest, after, expected):
    gone = Subscription.objects.create(
        subscriber=digest.subscriber, frequency="daily", state="unsubscribed", confirmed_at=NOW - 48 * HOUR,
        unsubscribed_at=NOW + after,
    )  # fmt: skip
    DigestItem.objects.create(
        digest=digest, subscriber=digest.subscriber, subscription=gone, deal=make_deal(1), event="new"
    )
    assert [promise for promise in broken() if promise != "sources_checked"] == expected


def test_operators_are_told_once_when_it_breaks_and_once_when_it_has_been_whole_for_half_an_hour(feed, operator):
    change(feed, last_polled_at=NOW - 25 * HOUR)
    for minutes in (0, 5, 10):
        promises.keep_promises(now=NOW + minutes * MINUTE)
    assert [(m.to, m.subject) for m in mail.outbox] == [(["boss@desk.example"], "GBA Tracker: a promise is broken")]
    assert "delta" in mail.outbox[0].body
    assert "at least every 24 hours" in mail.outbox[0].body
    change(feed, last_polled_at=NOW)
    for minutes in range(15, 45, 5):
        promises.keep_promises(now=NOW + minutes * MINUTE)
    assert len(mail.outbox) == 1, "it may break again"
    assert Incident.objects.get().closed_at == NOW + 15 * MINUTE, "the desk knows at once"
    for minutes in (45, 50):
        promises.keep_promises(now=NOW + minutes * MINUTE)
    assert [m.subject for m in mail.outbox[1:]] == ["GBA Tracker: all is well again"]
    assert "from 2026-11-26 04:00 UTC to 2026-11-26 04:15 UTC" in mail.outbox[1].body
    change(feed, last_polled_at=NOW - 25 * HOUR)
    promises.keep_promises(now=NOW + HOUR)
    assert len(mail.outbox) == 3
    assert Incident.objects.count() == 2


def test_a_promise_that_breaks_and_mends_every_few_minutes_is_one_incident_and_two_mails(feed, operator):
    for minutes in range(0, 120, 5):
        change(feed, last_polled_at=NOW - 25 * HOUR if minutes % 15 else NOW)
        promises.keep_promises(now=NOW + minutes * MINUTE)
    assert len(mail.outbox) == 1
    incident = Incident.objects.get()
    assert (incident.opened_at, incident.closed_at) == (NOW + 5 * MINUTE, None)
    change(feed, last_polled_at=NOW + 2 * HOUR)
    for minutes in range(120, 180, 5):
        promises.keep_promises(now=NOW + minutes * MINUTE)
    assert len(mail.outbox) == 2
    assert "from 2026-11-26 04:05 UTC to 2026-11-26 06:00 UTC" in mail.outbox[1].body


def test_of_two_that_look_at_the_same_time_one_tells(feed, operator):
    change(feed, last_polled_at=NOW - 25 * HOUR)
    Heartbeat.beat("promises", now=NOW)
    promises.keep_promises(now=NOW + timedelta(seconds=1))
    assert not mail.outbox
    promises.keep_promises(now=NOW + 5 * MINUTE)
    assert len(mail.outbox) == 1


class TimeIsUp(Exception):
    """As a worker raises it in the middle of anything."""


class SlowBackend(BaseEmailBackend):
    """Takes the first mail; during the second the task's time is over."""

    def send_messages(self, messages):
        if mail.outbox:
            raise TimeIsUp
        mail.outbox.extend(messages)
        return len(messages)


def test_who_was_told_before_the_time_was_over_is_not_told_again(feed, operator, settings):
    settings.OPERATOR_EMAIL = ["day@desk.example", "night@desk.example"]
    settings.EMAIL_BACKEND = f"{__name__}.SlowBackend"
    change(feed, last_polled_at=NOW - 25 * HOUR)
    with pytest.raises(TimeIsUp):
        promises.keep_promises(now=NOW)
    promises.keep_promises(now=NOW + 5 * MINUTE)
    assert [m.to for m in mail.outbox] == [["day@desk.example"]]


def test_a_mail_that_could_not_be_handed_over_is_sent_at_the_next_look(feed, operator, settings):
    change(feed, last_polled_at=NOW - 25 * HOUR)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    promises.keep_promises(now=NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    promises.keep_promises(now=NOW + 5 * MINUTE)
    assert len(mail.outbox) == 1


def test_whom_the_settings_name_is_mailed_in_place_of_superusers(feed, operator, settings):
    settings.OPERATOR_EMAIL = ["night@desk.example", "day@desk.example"]
    Feed.objects.update(last_polled_at=NOW - 9999 * HOUR)
    watch_promises(sent_by="an older release")
    assert sorted(m.to[0] for m in mail.outbox) == ["day@desk.example", "night@desk.example"]
    assert Incident.objects.filter(told_at__isnull=False).exists()


def test_every_promise_that_can_break_has_its_words():
    assert set(promises.NAMES) == {
        "sources_checked", "sources_answer", "crash_repaired", "digests_go_out", "unsubscribed",
    }  # fmt: skip
