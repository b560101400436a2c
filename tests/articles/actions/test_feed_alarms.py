from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from articles.actions.feed_alarms import is_quiet_time, tell_staff_of_feeds
from articles.models import Feed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SITE = "https://tracker.example"


@pytest.fixture(autouse=True)
def staff(django_user_model):
    """Two to tell; one reader, one who has left and one without an address."""
    for name, more in {
        "mei": {"is_staff": True},
        "joao": {"is_staff": True},
        "reader": {},
        "gone": {"is_staff": True, "is_active": False},
    }.items():
        django_user_model.objects.create_user(name, f"{name}@tracker.example", **more)
    django_user_model.objects.create_user("silent", "", is_staff=True)


@pytest.fixture
def make_feed():
    """A feed that does well, unless told otherwise."""

    def make(slug, **more):
        well = {"last_success_at": NOW, "last_entry_at": NOW, "stale_at": NOW + 7 * DAY}
        return Feed.objects.create(slug=slug, url=f"https://{slug}.example/feed", **well | more)

    return make


def tell(now=NOW):
    return tell_staff_of_feeds(now=now, site_url=SITE)


@pytest.mark.threat("H07")
def test_staff_is_told_once_of_each_trouble(make_feed):
    make_feed("well")
    make_feed("shaky", failures=2, failing_since_at=NOW - timedelta(hours=1))
    make_feed("paused", state="paused", state_reason="paused by mei")
    make_feed("broken", failures=3, failing_since_at=NOW - timedelta(hours=6), last_outcome="http_error")
    make_feed("gone", state="gone", state_reason="the server says that it is gone (410)")
    assert tell() == 2
    assert sorted(message.to[0] for message in mail.outbox) == ["joao@tracker.example", "mei@tracker.example"]
    body = mail.outbox[0].body
    assert [line.split(":")[0] for line in body.splitlines() if line.startswith("-")] == ["- broken", "- gone"]
    assert f"{SITE}/admin/articles/feed/" in body
    assert tell(NOW + DAY) == 0
    make_feed("later", state="suspended", state_reason="failing since 2026-10-19")
    assert tell(NOW + DAY) == 1


@pytest.mark.threat("F15")
def test_staff_is_told_of_a_feed_that_has_fallen_silent(make_feed):
    for number in range(3):
        make_feed(f"well{number}")
    make_feed("silent", last_entry_at=NOW - 8 * DAY, stale_at=NOW - DAY)
    assert tell() == 1
    assert "- silent: nothing new since 2026-10-25 04:00 UTC" in mail.outbox[0].body


@pytest.mark.threat("T04")
def test_in_a_week_in_which_most_are_silent_nobody_is_called_stale(make_feed):
    for number in range(3):
        make_feed(f"silent{number}", last_entry_at=NOW - 8 * DAY, stale_at=NOW - DAY)
    make_feed("well")
    assert is_quiet_time(now=NOW)
    assert tell() == 0
    assert mail.outbox == []
    make_feed("gone", state="gone", last_entry_at=NOW - 8 * DAY, stale_at=NOW - DAY)
    assert tell() == 1


def test_what_could_not_be_sent_is_new_the_next_time(make_feed, settings):
    make_feed("gone", state="gone")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert tell() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert tell() == 1


def test_where_nobody_can_be_told_the_trouble_stays_untold(make_feed, django_user_model):
    django_user_model.objects.all().delete()
    make_feed("gone", state="gone")
    assert tell() == 0
    assert Feed.objects.get().told_at is None


class TimeIsUp(Exception):
    """As a worker raises it in the middle of anything."""


class OverdueBackend(BaseEmailBackend):
    """Never comes to an end within the task's time."""

    def send_messages(self, messages):
        raise TimeIsUp


def test_a_trouble_that_nobody_was_reached_with_before_the_time_was_over_is_told_the_next_time(make_feed, settings):
    make_feed("gone", state="gone")
    settings.EMAIL_BACKEND = f"{__name__}.OverdueBackend"
    with pytest.raises(TimeIsUp):
        tell()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert tell() == 1
