"""A login to the desk ends when nobody uses it, and after a working day; readers' pages never look at it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
PAGE = "/admin/password_change/"


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def curator(client, clock):
    client.force_login(User.objects.create_user("wai", password="a long enough secret", is_staff=True))
    assert client.get(PAGE).status_code == 200
    return client


@pytest.mark.threat("A01")
def test_a_login_that_idles_for_an_hour_has_ended_and_leaves_no_session_behind(curator, clock, caplog):
    clock.move_to(MORNING + timedelta(minutes=59))
    assert curator.get(PAGE).status_code == 200
    clock.move_to(MORNING + timedelta(minutes=59 + 59))
    assert curator.get(PAGE).status_code == 200, "the hour is counted from the last use"
    old = curator.session.session_key
    clock.move_to(MORNING + timedelta(minutes=59 + 59 + 61))
    answer = curator.post(PAGE, {"old_password": "a long enough secret"})
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/admin/login/")
    assert not Session.objects.filter(session_key=old).exists()
    assert "session ended" in caplog.text


@pytest.mark.threat("A01")
def test_a_login_in_use_ends_after_twelve_hours_all_the_same(curator, clock):
    for half_hours in range(1, 25):
        clock.move_to(MORNING + timedelta(minutes=30 * half_hours))
        assert curator.get(PAGE).status_code == 200, half_hours
    clock.move_to(MORNING + timedelta(hours=12, seconds=1))
    assert curator.get(PAGE).status_code == 302


def test_use_within_a_minute_writes_no_row_and_pages_of_readers_do_not_prolong_it(curator, clock):
    before = Session.objects.get().session_data
    clock.move_to(MORNING + timedelta(seconds=59))
    curator.get(PAGE)
    clock.move_to(MORNING + timedelta(minutes=40))
    answer = curator.get("/about/")
    assert Session.objects.get().session_data == before
    assert "Set-Cookie" not in answer
    clock.move_to(MORNING + timedelta(minutes=61))
    assert curator.get(PAGE).status_code == 302


def test_the_operator_may_say_how_long(curator, clock, settings):
    settings.STAFF_IDLE_MINUTES = 5
    clock.move_to(MORNING + timedelta(minutes=6))
    assert curator.get(PAGE).status_code == 302


def test_a_page_from_before_a_new_login_says_so_and_leads_back(clock):
    """Whoever logs in again in another tab gets new tokens; the form of the old page is refused."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(User.objects.create_user("mei", password="a long enough secret", is_staff=True))
    stale = browser.get(PAGE, headers={"accept-language": "zh-HK"}).cookies["csrftoken"].value
    browser.cookies["csrftoken"] = "x" * len(stale)
    answer = browser.post(PAGE, {"csrfmiddlewaretoken": stale}, headers={"accept-language": "zh-HK"})
    assert answer.status_code == 403
    assert "此頁面早於你的登入" in answer.text
    assert f'href="{PAGE}"' in answer.text
    assert "<style" not in answer.text, "the policy of the page forbids it"
