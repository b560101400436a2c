"""The staff login with its second factor, and what guessing leads to."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.checks import run_checks
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.actions.accounts import create_curator

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret"
FACTOR = "/admin/second-factor/"


@pytest.fixture(autouse=True)
def asked(settings):
    """The second factor is asked for."""
    settings.STAFF_TOTP = True


@pytest.fixture
def staff(db):
    """Somebody of the staff who has no device yet."""
    return User.objects.create_user("wai", password=PASSWORD, is_staff=True, is_superuser=True)


def log_in(client, password=PASSWORD, name="wai", **extra):
    return client.post("/admin/login/", {"username": name, "password": password, "next": "/admin/auth/user/"}, **extra)


def code_of(device):
    return f"{totp(device.bin_key):06d}"


@pytest.mark.threat("A01")
def test_the_password_alone_leads_to_enrolment_and_nowhere_else(client, staff):
    assert log_in(client).status_code == 302
    for path in ("/admin/", "/admin/auth/user/", "/admin/articles/deal/", "/admin/password_change/", "/admin/jsi18n/"):
        if path != "/admin/jsi18n/":
            assert client.get(path, follow=True).request["PATH_INFO"] == FACTOR, path
            assert client.post(path).status_code == 302, path
    page = client.get(FACTOR, {"next": "/admin/auth/user/"}).content.decode()
    device = TOTPDevice.objects.get()
    assert not device.confirmed
    assert 'src="data:image/svg+xml' in page
    assert re.search(r'desk-secret">(\w{4} ){7}\w{4}<', page)


def test_the_first_code_ends_enrolment_shows_recovery_codes_once_and_opens_the_desk(client, staff):
    log_in(client)
    client.get(FACTOR)
    key = client.session.session_key
    assert "not the present code" in client.post(FACTOR, {"code": "000000"}).content.decode()
    device = TOTPDevice.objects.get()
    with time_machine.travel(device.throttling_failure_timestamp + timedelta(seconds=40), tick=False):
        page = client.post(FACTOR, {"code": code_of(device), "next": "/admin/auth/user/"}).content.decode()
        codes = re.findall(r"<li><code>([\w ]+)</code>", page)
        assert len(codes) == 10
        assert 'href="/admin/auth/user/"' in page
        assert client.session.session_key != key
        assert client.get("/admin/auth/user/").status_code == 200
        assert codes[0] not in client.get(FACTOR).content.decode()


def test_a_curator_made_by_the_command_logs_in_with_what_it_printed(client):
    made = create_curator(name="wai", password=PASSWORD)
    query = parse_qs(urlsplit(made.otpauth).query)
    assert query["issuer"] == ["GBA Tracker"]
    log_in(client)
    page = client.get(FACTOR).content.decode()
    assert "data:image/svg" not in page
    assert query["secret"][0] not in page, "a device in use is never shown again"
    answer = client.post(FACTOR, {"code": code_of(TOTPDevice.objects.get()), "next": "https://evil.example/"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.get("/admin/articles/deal/").status_code == 200


def test_a_recovery_code_opens_once_and_what_the_database_keeps_of_it_opens_nothing(client, staff):
    device = TOTPDevice.objects.create(user=staff, confirmed=True)
    log_in(client)
    client.post(FACTOR, {"code": code_of(device)})
    page = client.post(FACTOR, {"renew": "1"}).content.decode()
    codes = re.findall(r"<li><code>((?:\w{4} ){5}\w{4})</code>", page)
    assert len(codes) == 10
    kept = list(StaticToken.objects.values_list("token", flat=True))
    assert len(set(kept)) == 10
    assert not any(code.replace(" ", "")[:8] in token for code in codes for token in kept)
    tried = [(codes[0].upper().replace(" ", "-"), True), (codes[0], False), (f" {codes[1]} ", True), (kept[2], False)]
    for number, (code, is_good) in enumerate(tried):
        with time_machine.travel(timezone.now() + timedelta(minutes=number), tick=False):
            client.logout()
            log_in(client)
            client.post(FACTOR, {"code": code})
            assert (client.get("/admin/").status_code == 200) is is_good, code


def test_a_recovery_code_of_an_earlier_release_still_opens_once(client, staff):
    TOTPDevice.objects.create(user=staff, confirmed=True)
    StaticDevice.objects.create(user=staff, confirmed=True).token_set.create(token="mfrggzdf")
    log_in(client)
    client.post(FACTOR, {"code": "MFRG GZDF"})
    assert client.get("/admin/").status_code == 200
    assert not StaticToken.objects.exists()


@pytest.mark.threat("A01")
def test_what_changes_how_somebody_gets_in_asks_for_a_code_given_just_now(client, staff):
    device = TOTPDevice.objects.create(user=staff, confirmed=True)
    other = User.objects.create_user("ana", password=PASSWORD, is_staff=True)
    page = f"/admin/auth/user/{other.pk}/password/"
    began = timezone.now()
    with time_machine.travel(began, tick=False):
        log_in(client)
        client.post(FACTOR, {"code": code_of(device)})
        assert client.get(page).status_code == 200
    with time_machine.travel(began + timedelta(minutes=11), tick=False):
        assert client.get("/admin/auth/user/").status_code == 200, "to look at is no change"
        assert client.get("/admin/articles/deal/").status_code == 200
        closed = [client.get(page), client.post(page, {"password1": "x" * 20, "password2": "x" * 20})]
        act = {"action": "take_second_factor_away", "_selected_action": [other.pk]}
        closed += [client.post("/admin/auth/user/", act)]
        closed += [client.post(FACTOR, {"renew": "1"}), client.get("/admin/auth/user/add/")]
        assert {answer.status_code for answer in closed} == {302}
        assert {answer["Location"].partition("?")[0] for answer in closed} == {FACTOR}
        assert not StaticToken.objects.exists()
        onward = closed[0]["Location"]
        assert "Your code once more" in client.get(onward).content.decode()
        client.post(onward, {"code": "000000", "next": page})
        assert client.get(page).status_code == 302
    with time_machine.travel(began + timedelta(minutes=13), tick=False):
        assert client.post(onward, {"code": code_of(device), "next": page})["Location"] == page
        assert client.get(page).status_code == 200
        assert len(re.findall("<li><code>", client.post(FACTOR, {"renew": "1"}).content.decode())) == 10


@pytest.mark.threat("A01")
def test_guessing_codes_has_to_wait_even_with_the_right_one(client, staff):
    device = TOTPDevice.objects.create(user=staff, confirmed=True)
    log_in(client)
    with time_machine.travel(1_790_000_000, tick=False):
        for _ in range(4):
            client.post(FACTOR, {"code": "000000"})
        client.post(FACTOR, {"code": code_of(device)})
        assert client.get("/admin/").status_code == 302
        device.refresh_from_db()
        assert device.throttling_failure_count == 1, "who does not wait is not even compared"
    with time_machine.travel(1_790_000_060, tick=False):
        client.post(FACTOR, {"code": code_of(device)})
        assert client.get("/admin/").status_code == 200


@pytest.mark.threat("A01")
def test_guessing_passwords_locks_the_address_out_for_a_quarter_of_an_hour(client, staff):
    with time_machine.travel(1_790_000_000, tick=False):
        statuses = [log_in(client, password=f"guess {n}").status_code for n in range(11)]
        assert statuses[:9] == [200] * 9
        assert statuses[9:] == [429, 429]
        assert log_in(client).status_code == 429, "not even the right one"
        other = log_in(client, REMOTE_ADDR="192.0.2.7")
        assert other.status_code == 302, "colleagues elsewhere are not locked out by it"
    client.logout()
    with time_machine.travel(1_790_000_000 + 16 * 60, tick=False):
        assert log_in(client).status_code == 302


def test_behind_a_proxy_the_address_that_it_saw_is_counted(client, staff, settings):
    settings.TRUST_PROXY = True
    for n in range(10):
        log_in(client, password=f"guess {n}", HTTP_X_FORWARDED_FOR=f"10.9.8.{n}, 203.0.113.9")
    assert log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429
    assert log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.1").status_code == 302


def test_who_is_no_staff_has_nothing_to_do_here(client):
    User.objects.create_user("reader", password=PASSWORD)
    client.force_login(User.objects.get())
    assert client.get(FACTOR)["Location"] == "/admin/login/"
    client.logout()
    assert client.get(FACTOR)["Location"] == "/admin/login/"


def test_leaving_half_way_logs_out(client, staff):
    log_in(client)
    client.post(FACTOR, {"leave": "1"})
    assert "_auth_user_id" not in client.session


def test_without_the_second_factor_only_on_loopback(settings):
    settings.STAFF_TOTP = False
    settings.SITE_URL, settings.SITE_IS_LOOPBACK = "http://127.0.0.1:8000", True
    assert "gba.E010" not in {message.id for message in run_checks()}
    settings.SITE_URL, settings.SITE_IS_LOOPBACK = "https://tracker.example", False
    assert "gba.E010" in {message.id for message in run_checks()}
