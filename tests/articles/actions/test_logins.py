from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from articles import tasks
from articles.actions.logins import end_every_login, forget_logins

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def login(key, expires):
    Session.objects.create(session_key=key, session_data="", expire_date=expires)


def wrong_password(name, at):
    AccessAttempt.objects.create(
        username=name, ip_address="203.0.113.9", user_agent="", http_accept="", path_info="/admin/login/",
        get_data="", post_data="", failures_since_start=1,
    )  # fmt: skip
    AccessAttempt.objects.filter(username=name).update(attempt_time=at)


def left():
    names = AccessAttempt.objects.order_by("username").values_list("username", flat=True)
    return [*Session.objects.order_by("session_key").values_list("session_key", flat=True), *names]


@pytest.mark.threat("D08")
def test_logins_that_are_over_and_old_wrong_passwords_are_forgotten():
    login("open", NOW + HOUR)
    login("over", NOW - HOUR)
    wrong_password("lately", NOW - HOUR)
    wrong_password("long ago", NOW - 8 * DAY)
    forget_logins(now=NOW)
    assert left() == ["open", "lately"]


def test_the_nightly_round_forgets_them():
    login("over", NOW - 400 * DAY)
    tasks.tidy_up()
    assert left() == []


def test_after_a_copy_was_put_back_everybody_logs_in_anew():
    login("open", NOW + HOUR)
    end_every_login()
    assert left() == []
