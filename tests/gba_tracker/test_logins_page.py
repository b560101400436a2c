"""Staff see where they are logged in, and end what they do not know."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from gba_tracker.second_factor import PROVED

pytestmark = pytest.mark.django_db
PAGE = "/admin/logins/"


@pytest.fixture
def wai(settings):
    settings.STAFF_TOTP = True
    person = User.objects.create_user("wai", password="a long enough secret", is_staff=True, is_superuser=True)
    TOTPDevice.objects.create(user=person, confirmed=True)
    return person


def browser(person, address, name):
    """Somebody logged in with a code that was given just now, who has opened a page."""
    made = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=name)
    made.force_login(person)
    session = made.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=person).persistent_id
    session[PROVED] = time.time()
    session.save()
    assert made.get("/admin/password_change/").status_code == 200
    return made


def is_in(client):
    return client.get("/admin/password_change/").status_code == 200


@pytest.mark.threat("A01")
def test_a_person_sees_the_own_logins_and_ends_one_or_all_others(wai):
    ana = User.objects.create_user("ana", is_staff=True)
    TOTPDevice.objects.create(user=ana, confirmed=True)
    desk, phone, library = (
        browser(wai, f"192.0.2.{n}", name) for n, name in enumerate(("Desk 1", "Phone <b>2</b>", "Library 3"))
    )
    anas = browser(ana, "192.0.2.77", "Her own")
    page = desk.get(PAGE).content.decode()
    assert page.count("192.0.2.") == 3
    assert "192.0.2.77" not in page
    assert "Phone &lt;b&gt;2&lt;/b&gt;" in page
    assert all(session.session_key not in page for session in Session.objects.all())

    handles = [row.handle for row in desk.get(PAGE).context["logins"] if row.browser.startswith("Phone")]
    assert "1 login has ended" in desk.post(PAGE, {"end": handles[0]}, follow=True).content.decode()
    assert (is_in(desk), is_in(phone), is_in(library), is_in(anas)) == (True, False, True, True)
    desk.post(PAGE, {"others": "1"})
    assert (is_in(desk), is_in(library), is_in(anas)) == (True, False, True)


def test_nobody_ends_a_login_of_somebody_else_nor_without_a_code_given_just_now(wai):
    ana = User.objects.create_user("ana", is_staff=True)
    TOTPDevice.objects.create(user=ana, confirmed=True)
    desk, other, anas = browser(wai, "192.0.2.1", "a"), browser(wai, "192.0.2.2", "b"), browser(ana, "192.0.2.3", "c")
    for row in desk.get(PAGE).context["logins"]:
        anas.post(PAGE, {"end": row.handle})
    anas.post(PAGE, {"others": "1"})
    assert is_in(desk)
    assert is_in(other)
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        answer = desk.post(PAGE, {"others": "1"})
        assert answer["Location"].startswith("/admin/second-factor/?again=1")
        assert is_in(other)


def test_an_admin_ends_the_logins_of_others_but_none_of_a_superuser(wai):
    boss = browser(wai, "192.0.2.1", "a")
    ana = User.objects.create_user("ana", is_staff=True)
    TOTPDevice.objects.create(user=ana, confirmed=True)
    anas = browser(ana, "192.0.2.3", "c")
    boss.post("/admin/auth/user/", {"action": "end_all_logins", "_selected_action": [ana.pk]})
    assert not is_in(anas)
    assert is_in(boss)


def test_logging_out_lets_the_browser_forget_what_it_kept_of_the_desk(wai):
    desk = browser(wai, "192.0.2.1", "a")
    assert desk.post("/admin/logout/")["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(desk)
    assert "Clear-Site-Data" not in desk.get("/")
