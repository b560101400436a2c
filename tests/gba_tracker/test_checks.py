import os
import subprocess
import sys
from pathlib import Path

import pytest

from gba_tracker import checks

ROOT = Path(__file__).resolve().parents[2]


def ids(check):
    return {message.id for message in check(None)}


@pytest.fixture
def public(settings):
    settings.SITE_URL, settings.SITE_IS_LOOPBACK, settings.SITE_IS_HTTPS = "https://tracker.example", False, True
    settings.ALLOWED_HOSTS = ["tracker.example"]
    settings.STAFF_TOTP = True
    settings.DEFAULT_FROM_EMAIL = "GBA Tracker <digest@tracker.example>"
    return settings


def test_the_settings_of_a_bare_checkout_are_in_order(settings):
    every = (
        checks.check_public_site,
        checks.check_secret_key,
        checks.check_topology,
        checks.check_folders,
        checks.check_expat,
    )
    settings.REDIS_URL, settings.USES_SQLITE = "", True
    assert set().union(*map(ids, every)) == set()


def test_a_public_site_with_all_in_order_passes(public):
    assert ids(checks.check_public_site) == set()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SITE_URL", "tracker.example", "gba.E001"),
        ("SITE_URL", "https://tracker.example/gba", "gba.E001"),
        ("SITE_URL", "ftp://tracker.example", "gba.E001"),
        ("DEBUG", True, "gba.E002"),
        ("ALLOWED_HOSTS", ["*"], "gba.E003"),
        ("STAFF_TOTP", False, "gba.E010"),
        ("SITE_IS_HTTPS", False, "gba.W001"),
        ("FETCH_ALLOW_PRIVATE", True, "gba.W002"),
    ],
)
def test_a_contradiction_of_a_public_site_is_named(public, name, value, expected):
    setattr(public, name, value)
    assert ids(checks.check_public_site) == {expected}


def test_a_sender_at_localhost_is_a_warning_once_mail_is_sent(public):
    public.DEFAULT_FROM_EMAIL = "GBA Tracker <digest@localhost>"
    public.EMAIL_URL = "smtp://mail.example:25"
    assert ids(checks.check_public_site) == {"gba.W003"}


@pytest.mark.parametrize(
    "key", ["", "short", "change-me-" + "x" * 60, "SECRET" + "y" * 60, "django-insecure" + "z" * 9]
)
def test_a_key_that_can_be_guessed_is_an_error(settings, key):
    settings.SECRET_KEY = key or "x"
    assert ids(checks.check_secret_key) == {"gba.E005"}


@pytest.mark.parametrize(
    ("redis", "sqlite", "expected"),
    [
        ("redis://127.0.0.1:6379/0", True, {"gba.W004"}),
        ("", False, {"gba.W005"}),
        ("amqp://127.0.0.1", False, {"gba.E006"}),
        ("redis://127.0.0.1:6379/0", False, set()),
        ("", True, set()),
    ],
)
def test_a_database_and_a_queue_must_serve_the_same_hosts(settings, redis, sqlite, expected):
    settings.REDIS_URL, settings.USES_SQLITE = redis, sqlite
    assert ids(checks.check_topology) == expected


def test_a_data_folder_that_is_a_file_is_an_error(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.DATA_DIR = tmp_path / "file"
    assert ids(checks.check_folders) == {"gba.E007"}


def test_a_data_folder_that_can_be_made_is_in_order(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "a" / "b"
    assert ids(checks.check_folders) == set()


def test_a_feeds_file_that_is_not_there_is_an_error(settings, tmp_path):
    settings.FEEDS_FILE = str(tmp_path / "none.opml")
    assert ids(checks.check_folders) == {"gba.E008"}


@pytest.mark.threat("X01")
def test_an_xml_parser_open_to_bombs_is_an_error(monkeypatch):
    monkeypatch.setattr("pyexpat.version_info", (2, 4, 0))
    assert ids(checks.check_expat) == {"gba.E009"}


def manage(*arguments, **environment):
    """Run a command as a person would, with nothing in the environment but what is given."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "gba_tracker.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_data_folder_that_cannot_be_used_is_one_clear_line(tmp_path):
    (tmp_path / "file").touch()
    done = manage("check", DATA_DIR=str(tmp_path / "file"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "another folder in DATA_DIR" in done.stderr


def test_a_container_without_a_secret_key_does_not_start(tmp_path):
    done = manage("check", DATA_DIR=str(tmp_path), REQUIRE_SECRET_KEY="1")
    assert done.returncode == 2
    assert "SECRET_KEY is not set" in done.stderr
    assert not (tmp_path / "secret_key").exists()


def test_the_first_start_writes_a_key_that_only_the_owner_reads(tmp_path):
    assert manage("check", DATA_DIR=str(tmp_path / "new")).returncode == 0
    key = tmp_path / "new" / "secret_key"
    assert key.stat().st_mode & 0o777 == 0o600
    first = key.read_text()
    assert len(first) > 50
    assert manage("check", DATA_DIR=str(tmp_path / "new")).returncode == 0
    assert key.read_text() == first


def test_debug_on_a_public_address_stops_every_command(tmp_path):
    done = manage("check", DATA_DIR=str(tmp_path), DEBUG="1", SITE_URL="https://tracker.example")
    assert done.returncode == 1
    assert "gba.E002" in done.stderr
