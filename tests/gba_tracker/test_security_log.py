"""Who came in, who did not, and what was refused at the desk stands in the log, and nothing that opens anything."""

import logging

import pytest
from django.contrib.auth.models import User
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret"
FROM = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def told(caplog):
    """The events so far, as (what, account, address, level)."""
    caplog.set_level(logging.INFO, "gba.security")
    return lambda: [
        (row.fields["event"], row.fields["user"], row.fields["address"], row.levelname)
        for row in caplog.records
        if row.name == "gba.security"
    ]


def log_in(client, name, password):
    return client.post("/admin/login/", {"username": name, "password": password}, **FROM)


@pytest.mark.threat("A01", "O01")
def test_logins_wrong_passwords_and_wrong_codes_are_told_without_what_was_typed(client, told, settings, caplog):
    settings.STAFF_TOTP = True
    wai = User.objects.create_user("wai", password=PASSWORD, is_staff=True)
    TOTPDevice.objects.create(user=wai, confirmed=True)
    log_in(client, "wai", "not the password")
    log_in(client, "my-password-by-mistake", "x")
    log_in(client, "wai", PASSWORD)
    client.post("/admin/second-factor/", {"code": "000000"}, **FROM)
    device = TOTPDevice.objects.get()
    device.throttle_reset()
    client.post("/admin/second-factor/", {"code": f"{totp(device.bin_key):06d}"}, **FROM)
    client.post("/admin/logout/", **FROM)
    who = (wai.pk, "203.0.113.9")
    assert told() == [
        ("wrong password", *who, "WARNING"),
        ("login of an unknown name", None, "203.0.113.9", "WARNING"),
        ("password accepted", *who, "INFO"),
        ("wrong code", *who, "WARNING"),
        ("code accepted", *who, "INFO"),
        ("logged out", *who, "INFO"),
    ]
    assert not any(typed in caplog.text for typed in (PASSWORD, "not the password", "by-mistake", "000000"))


@pytest.mark.threat("A01")
def test_a_locked_out_address_is_told(client, told):
    for _ in range(10):
        log_in(client, "wai", "guess")
    assert told()[-1] == ("refused 429", None, "203.0.113.9", "WARNING")


@pytest.mark.threat("A04")
def test_what_the_desk_refuses_is_told_with_the_account(client, told):
    curator = User.objects.create_user("wai", is_staff=True)
    client.force_login(curator)
    client.get("/admin/auth/user/", **FROM)
    assert told()[-1] == ("refused 403", curator.pk, "203.0.113.9", "WARNING")


def test_a_forged_form_is_told_and_readers_never_are(told, caplog, django_app_client):
    assert django_app_client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 403
    assert "CSRF cookie not set" in caplog.text
    before = told()
    django_app_client.get("/metrics")
    django_app_client.get("/deals/nothing/")
    assert told() == before


@pytest.fixture
def django_app_client():
    from django.test import Client

    return Client(enforce_csrf_checks=True)
