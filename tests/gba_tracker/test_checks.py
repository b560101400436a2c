import os
import subprocess
import sys
from pathlib import Path

import environ
import pytest
from django.core.checks.registry import registry

from gba_tracker import checks, value_checks

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
        ("ADMIN_HOST", "Tracker.example", "gba.E019"),
        ("ADMIN_HOST", "https://desk.tracker.example", "gba.E019"),
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KEEP_TEXT_DAYS", "x"),
        ("MAIL_RATE", "abc"),
        ("LOG_LEVEL", "loud"),
        ("STAFF_TOTP", "ture"),
        ("EMAIL_URL", "mail-of-ours"),
        ("EMAIL_URL", "smtp://user:word@mail.example:secret-of-ours"),
        ("DATABASE_URL", "secret-of-ours"),
        ("DATABASE_URL", "postgresql://h:secret-of-ours/gba"),
    ],
)
def test_a_setting_that_cannot_be_read_is_one_clear_line_with_its_name_and_without_its_value(tmp_path, name, value):
    done = manage("check", DATA_DIR=str(tmp_path), **{name: value})
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(f"{name} must be ")
    assert value not in done.stderr


def test_a_level_of_the_logs_may_be_written_small(tmp_path):
    assert manage("check", DATA_DIR=str(tmp_path), LOG_LEVEL="warning").returncode == 0


@pytest.mark.threat("O03")
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


def test_a_new_sqlite_database_is_read_by_its_owner_alone_and_one_that_was_opened_stays_open(tmp_path):
    previous = os.umask(0o022)
    try:
        assert manage("migrate", "--verbosity=0", DATA_DIR=str(tmp_path)).returncode == 0
    finally:
        os.umask(previous)
    database = tmp_path / "gba.sqlite3"
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("gba.sqlite3*")} == {0o600}
    database.chmod(0o640)
    assert manage("migrate", "--verbosity=0", DATA_DIR=str(tmp_path)).returncode == 0
    assert database.stat().st_mode & 0o777 == 0o640


def test_debug_on_a_public_address_stops_every_command(tmp_path):
    done = manage("check", DATA_DIR=str(tmp_path), DEBUG="1", SITE_URL="https://tracker.example")
    assert done.returncode == 1
    assert "gba.E002" in done.stderr


@pytest.mark.threat("O03")
@pytest.mark.parametrize(
    ("database", "redis", "expected"),
    [
        ("postgresql://gba:long-and-random-9xk2@db:5432/gba", "redis://:long-and-random-9xk2@redis:6379/0", set()),
        ("postgresql://gba:gba@db:5432/gba", "redis://:long-and-random-9xk2@redis/0", {"gba.E011"}),
        (
            "postgresql://gba:password-of-gba@db:5432/gba",
            "redis://:redis-redis-redis@redis/0",
            {"gba.E011", "gba.E012"},
        ),
        ("postgresql://gba@db:5432/gba", "redis://redis:6379/0", {"gba.W006", "gba.W007"}),
        ("postgresql://gba:gba@127.0.0.1:5432/gba", "redis://localhost:6379/0", set()),
    ],
)
def test_no_server_on_another_host_has_a_password_that_anybody_knows(settings, monkeypatch, database, redis, expected):
    monkeypatch.setitem(settings.DATABASES, "default", environ.Env.db_url_config(database))
    settings.USES_SQLITE, settings.REDIS_URL = False, redis
    assert ids(checks.check_passwords) == expected


@pytest.mark.threat("O03")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp+tls://user:password@mail.example:587", {"gba.E020"}),
        ("smtp+tls://user:Change@mail.example:587", {"gba.E020"}),
        ("smtp+tls://user:n4T%3D8@mail.example:587", set()),
        ("smtp://mail.example:25", set()),
        ("smtp://user:password@127.0.0.1:25", set()),
        ("", set()),
    ],
)
def test_a_mail_servers_password_that_an_example_has_is_an_error(settings, address, expected):
    settings.EMAIL_URL, settings.BOUNCE_WEBHOOK_SECRET = address, ""
    assert ids(checks.check_mail) == expected


@pytest.mark.threat("M09")
@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        ("hooks:k7Zr2Qp9Lw4x", set()),
        ("k7Zr2Qp9Lw4xk7Zr2Qp9Lw4x", {"gba.E021"}),
        (":k7Zr2Qp9Lw4x", {"gba.E021"}),
        ("hooks:short", {"gba.E021"}),
        ("hooks:password-of-hooks", {"gba.E021"}),
    ],
)
def test_a_webhook_that_anybody_could_send_is_an_error(settings, secret, expected):
    settings.EMAIL_URL, settings.BOUNCE_WEBHOOK_SECRET = "", secret
    assert ids(checks.check_mail) == expected


@pytest.mark.threat("O03")
@pytest.mark.parametrize("token", ["short", "change-me-metrics", "secret-of-metrics"])
def test_a_token_for_figures_that_anybody_could_guess_is_an_error(settings, token):
    settings.METRICS_TOKEN = token
    assert ids(checks.check_reporting) == {"gba.E015"}


def test_web_server_and_timetable_refuse_all_that_a_command_refuses():
    modules = {checks.__name__, value_checks.__name__}
    registered = {check for check in registry.registered_checks if check.__module__ in modules}
    assert registered == set(checks.CHECKS)


@pytest.mark.threat("O03")
def test_the_web_server_does_not_start_with_what_anybody_could_guess(tmp_path):
    (tmp_path / "key").write_text("change-me-" + "x" * 60)
    done = subprocess.run(
        [sys.executable, "-c", "import gba_tracker.wsgi"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "SECRET_KEY_FILE": str(tmp_path / "key"),
            "DATABASE_URL": "postgresql://gba@db.example:5432/gba",
            "DATABASE_PASSWORD": "postgres",
            "REDIS_URL": "redis://127.0.0.1:6379/0",
            "DEBUG": "1",
            "ALLOWED_HOSTS": "tracker.example",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert {line.split(":")[0] for line in done.stderr.splitlines() if line.startswith("gba.")} >= {
        "gba.E005",
        "gba.E011",
    }
    assert "gba.E002" in done.stderr


@pytest.mark.threat("O03")
@pytest.mark.parametrize(
    "program", [("worker", "--queues", "fetch", "--concurrency", "1"), ("beat", "--pidfile=", "--schedule", "beat")]
)
def test_neither_workers_nor_the_timetable_start_with_what_anybody_could_guess(tmp_path, program):
    program = tuple(str(tmp_path / part) if part == "beat" and number else part for number, part in enumerate(program))
    done = subprocess.run(
        [Path(sys.executable).with_name("celery"), "--app", "gba_tracker", "--quiet", *program],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "SECRET_KEY": "change-me-" + "x" * 60},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "gba.E005: " in done.stderr.splitlines()[-1]


PRODUCTION = {
    "SITE_URL": "https://tracker.example",
    "SECRET_KEY": "k7Zr2Qp9" * 8,
    "DATABASE_URL": "postgresql://gba@db.example:5432/gba",
    "DATABASE_PASSWORD": "n4Tz8Lw1Qs6Vb3",
    "REDIS_URL": "redis://redis.example:6379/0",
    "CACHE_URL": "redis://redis.example:6379/1",
    "REDIS_PASSWORD": "h5Yc2Mx9Rd7Kj1",
    "EMAIL_URL": "smtp+tls://user:word@mail.example:587",
    "DEFAULT_FROM_EMAIL": "GBA Tracker <digest@tracker.example>",
    "TRUST_PROXY": "1",
    "REQUIRE_SECRET_KEY": "1",
}


def test_djangos_own_check_of_a_deployment_finds_nothing_in_the_settings_of_one(tmp_path):
    """What .env.example and docker-compose.yml set, with values; no database is asked."""
    done = manage("check", "--deploy", "--fail-level", "WARNING", DATA_DIR=str(tmp_path), **PRODUCTION)
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "System check identified no issues (1 silenced).",  # HSTS preload is for the operator to say
    ), done.stdout + done.stderr
