"""Settings that took nonsense in silence say what is wrong at the start."""

import pytest

from gba_tracker import value_checks


def found(check):
    return list(check(None))


def test_the_settings_of_a_bare_checkout_are_in_order(settings):
    settings.REDIS_URL = settings.CACHE_URL = ""
    assert [message for check in value_checks.CHECKS for message in check(None)] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STAFF_IDLE_MINUTES", 0),
        ("STAFF_IDLE_MINUTES", -5),
        ("STAFF_SESSION_HOURS", 10**9),
        ("EMAIL_IDEMPOTENCY_MINUTES", -1),
        ("FETCH_HOST_PACE", float("nan")),
        ("MAIL_RATE", float("inf")),
        ("KEEP_PAGES_DAYS", -1),
        ("KEEP_TEXT_DAYS", -180),
    ],
)
def test_a_number_that_cannot_be_meant_is_named_with_its_bounds(settings, name, value):
    setattr(settings, name, value)
    (error,) = found(value_checks.check_numbers)
    assert error.id == "gba.E022"
    assert error.msg.startswith(f"{name} is ")


@pytest.mark.parametrize(("name", "expected"), [("REDIS_URL", "gba.E006"), ("CACHE_URL", "gba.E023")])
@pytest.mark.parametrize("value", ["amqp://:word-k7@h", "redis", "redis://:word-k7@h:port", "redis://", "unix://"])
def test_an_address_that_is_none_of_redis_is_an_error_that_tells_no_password(settings, name, expected, value):
    settings.REDIS_URL = settings.CACHE_URL = ""
    setattr(settings, name, value)
    (error,) = found(value_checks.check_addresses)
    assert (error.id, error.msg.split()[0]) == (expected, name)
    assert "word-k7" not in error.msg


@pytest.mark.parametrize("value", ["redis://redis:6379/1", "rediss://:word@h/0", "unix:///run/redis.sock?db=1"])
def test_an_address_of_redis_passes(settings, value):
    settings.REDIS_URL = settings.CACHE_URL = value
    assert found(value_checks.check_addresses) == []


@pytest.mark.parametrize("value", ["proxy.example:3128", "socks5://proxy.example:1080", "http://", "http://h:port"])
def test_a_proxy_that_cannot_be_one_is_an_error(settings, value):
    settings.REDIS_URL = settings.CACHE_URL = ""
    settings.FETCH_PROXY = value
    assert [error.id for error in found(value_checks.check_addresses)] == ["gba.E024"]
    settings.FETCH_PROXY = "http://user:word@proxy:3128"
    assert found(value_checks.check_addresses) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPERATOR_EMAIL", ["desk@tracker.example", "night"]),
        ("OPERATOR_EMAIL", ["day@desk.example;night@desk.example"]),
        ("DEFAULT_FROM_EMAIL", "GBA Tracker"),
        ("EMAIL_REPLY_TO", "desk at tracker.example"),
        ("BOUNCE_ADDRESS", "tracker.example"),
    ],
)
def test_an_address_that_no_mail_reaches_is_an_error(settings, name, value):
    setattr(settings, name, value)
    (error,) = found(value_checks.check_mail_addresses)
    assert error.id == "gba.E025"
    assert error.msg.startswith(f"{name}: ")


def test_an_address_with_a_name_and_one_of_the_house_pass(settings):
    settings.OPERATOR_EMAIL = ["Desk <desk@tracker.example>", "root@localhost", "root@mailhost"]
    assert found(value_checks.check_mail_addresses) == []


def test_a_header_that_no_mail_can_carry_is_an_error(settings):
    settings.EMAIL_IDEMPOTENCY_HEADER = "Resend Key:"
    assert [error.id for error in found(value_checks.check_mail_addresses)] == ["gba.E026"]


def test_a_folder_that_is_no_maildir_is_an_error(settings, tmp_path):
    settings.BOUNCE_MAILDIR = str(tmp_path)
    assert [error.id for error in found(value_checks.check_maildir)] == ["gba.E027"]
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    assert found(value_checks.check_maildir) == []


def test_a_maildir_that_another_container_holds_is_only_told(settings, tmp_path):
    settings.BOUNCE_MAILDIR = str(tmp_path / "elsewhere")
    assert [told.id for told in found(value_checks.check_maildir)] == ["gba.W009"]
