"""Settings that contradict each other, found before the first request.

Each check is one question with one answer: an error stops every command, a
warning is only printed. The ids are listed in docs/configuration.md.
"""

import os
import pyexpat
from collections.abc import Iterable
from importlib import util
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from gba_tracker import value_checks
from gba_tracker.passwords import is_list

SHORTEST_SECRET_KEY = 32
"""Characters; Django's own check wants 50, but only with --deploy."""
PLACEHOLDERS = ("change", "secret", "example", "insecure", "password", "placeholder", "django-insecure")
"""What a key begins with that somebody copied from a file and never changed."""
DEFAULT_PASSWORDS = {
    "gba",
    "postgres",
    "postgresql",
    "redis",
    "admin",
    "root",
    "test",
    "user",
    "1234",
    "123456",
    "letmein",
}
"""What a server is set up with by examples, beside ``PLACEHOLDERS``."""
SHORTEST_PASSWORD = 12
"""Characters of a password between our own servers; nobody has to remember it."""
MAILBOX_SCHEMES = ("imap", "imap+tls", "imaps", "pop3", "pop3+tls", "pop3s")
OLDEST_EXPAT = (2, 4, 1)
"""The first release of libexpat that stops the billion laughs attack (its change log, 2021-05-23)."""


@register(Tags.security)
def check_public_site(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """What is harmless on loopback and not on a public address."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme not in {"http", "https"} or not site.hostname or site.path or site.query:
        yield Error("SITE_URL must be like https://tracker.example, without a path.", id="gba.E001")
    if settings.ADMIN_HOST and ("/" in settings.ADMIN_HOST or settings.ADMIN_HOST.lower() == site.netloc.lower()):
        yield Error("ADMIN_HOST is a name like desk.tracker.example, another than that of SITE_URL.", id="gba.E019")
    named = {host.strip("[]") for host in settings.ALLOWED_HOSTS} - {"127.0.0.1", "localhost", "::1"}
    if settings.DEBUG and named:
        text = f"DEBUG shows settings to every visitor of {sorted(named)[0]}: switch it off, or serve loopback only."
        yield Error(text, id="gba.E002")
    if settings.SITE_IS_LOOPBACK:
        return
    if "*" in settings.ALLOWED_HOSTS:
        yield Error("ALLOWED_HOSTS must name the hosts of a public SITE_URL, not `*`.", id="gba.E003")
    if not settings.SITE_IS_HTTPS:
        yield Warning("SITE_URL is public and http: cookies and mail links travel in the open.", id="gba.W001")
    if not settings.STAFF_TOTP:
        yield Error("STAFF_TOTP=0 opens the desk of a public SITE_URL to whoever has a password.", id="gba.E010")
    if settings.FETCH_ALLOW_PRIVATE:
        yield Warning("FETCH_ALLOW_PRIVATE lets feeds reach into the private network.", id="gba.W002")
    if settings.EMAIL_URL and settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        yield Warning("DEFAULT_FROM_EMAIL is at localhost: mail servers will refuse the digests.", id="gba.W003")


@register(Tags.security)
def check_secret_key(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """A key that somebody could guess."""
    remedy = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))' writes a good one."
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if len(key) < SHORTEST_SECRET_KEY or key.lower().startswith(PLACEHOLDERS):
            name = "SECRET_KEY" if key == settings.SECRET_KEY else "A key of SECRET_KEY_FALLBACKS"
            yield Error(f"{name} is shorter than {SHORTEST_SECRET_KEY} or a placeholder: {remedy}", id="gba.E005")


@register(Tags.security)
def check_passwords(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Servers on other hosts whose password anybody knows, or that have none (THREATS O03)."""
    database = settings.DATABASES["default"]
    if not settings.USES_SQLITE and _is_elsewhere(database.get("HOST")):
        yield from _judge("DATABASE_URL or DATABASE_PASSWORD", database.get("PASSWORD") or "", "gba.E011", "gba.W006")
    broker = urlsplit(settings.REDIS_URL)
    if settings.REDIS_URL and _is_elsewhere(broker.hostname):
        yield from _judge("REDIS_URL or REDIS_PASSWORD", unquote(broker.password or ""), "gba.E012", "gba.W007")


def _judge(name: str, password: str, error: str, warning: str) -> Iterable[CheckMessage]:
    if not password:
        yield Warning(f"{name}: no password. Certificates or a closed network must keep others out.", id=warning)
    elif _is_guessable(password):
        yield Error(f"{name}: the password is shorter than {SHORTEST_PASSWORD} or a well-known one.", id=error)


def _is_guessable(password: str) -> bool:
    """Whether a password between machines is short, or begins as an example's does."""
    return len(password) < SHORTEST_PASSWORD or password.lower().startswith((*PLACEHOLDERS, *DEFAULT_PASSWORDS))


def _is_elsewhere(host: str | None) -> bool:
    """Whether a server is on another host; without a name, or with a path, it is reached by a Unix socket."""
    return bool(host) and not host.startswith(("/", "127.")) and host not in {"localhost", "::1"}


@register(Tags.security)
def check_mailbox(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """A mailbox of what came back that cannot be opened, or whose password would travel in the open."""
    box = urlsplit(settings.BOUNCE_MAILBOX)
    if not settings.BOUNCE_MAILBOX:
        return
    if box.scheme not in MAILBOX_SCHEMES or not box.hostname or not box.username:
        wanted = ", ".join(f"{scheme}://" for scheme in MAILBOX_SCHEMES)
        yield Error(f"BOUNCE_MAILBOX is like imaps://user:password@host/INBOX; it may begin {wanted}.", id="gba.E017")
    elif box.scheme in {"imap", "pop3"} and _is_elsewhere(box.hostname):
        yield Warning("BOUNCE_MAILBOX sends its password in the open: use imaps:// or imap+tls://.", id="gba.W008")


@register(Tags.security)
def check_mail(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """A mail server's password as an example has it, and webhooks that anybody could send (THREATS O03, M09)."""
    address = urlsplit(settings.EMAIL_URL)
    if _is_elsewhere(address.hostname) and unquote(address.password or "").lower() in {
        *PLACEHOLDERS,
        *DEFAULT_PASSWORDS,
    }:
        yield Error("EMAIL_URL: the password is an example's, not the one of your provider.", id="gba.E020")
    name, _, password = settings.BOUNCE_WEBHOOK_SECRET.partition(":")
    if settings.BOUNCE_WEBHOOK_SECRET and (not name or _is_guessable(password)):
        remedy = f"name:password, the password of {SHORTEST_PASSWORD} characters or more, no well-known one."
        yield Error(f"BOUNCE_WEBHOOK_SECRET must be {remedy}", id="gba.E021")


@register()
def check_topology(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """A database and a queue that cannot serve the same hosts."""
    if settings.REDIS_URL and settings.USES_SQLITE:
        yield Warning("REDIS_URL without DATABASE_URL: workers on other hosts cannot see SQLite.", id="gba.W004")
    if not settings.REDIS_URL and not settings.USES_SQLITE:
        yield Warning("DATABASE_URL without REDIS_URL: all processes must share one DATA_DIR.", id="gba.W005")


@register()
def check_folders(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Folders and files that are named and cannot be used."""
    folder = Path(settings.DATA_DIR)
    nearest = next((parent for parent in (folder, *folder.parents) if parent.exists()), folder)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        yield Error(f"DATA_DIR {folder} cannot be written: change its owner or name another.", id="gba.E007")
    if settings.FEEDS_FILE and not os.access(settings.FEEDS_FILE, os.R_OK):
        yield Error(f"FEEDS_FILE {settings.FEEDS_FILE} cannot be read.", id="gba.E008")
    if settings.BREACHED_PASSWORDS and not is_list(Path(settings.BREACHED_PASSWORDS)):
        remedy = "lines like 5BAA…8FD8:10434004, ordered by hash, as Have I Been Pwned's downloader writes them."
        yield Error(f"BREACHED_PASSWORDS {settings.BREACHED_PASSWORDS} is no list of hashes: {remedy}", id="gba.E018")


@register()
def check_reporting(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """What is to tell operators of faults and cannot."""
    if settings.SENTRY_DSN and not util.find_spec("sentry_sdk"):
        remedy = "pip install 'sentry-sdk' (the extra `sentry`), or take SENTRY_DSN away."
        yield Error(f"SENTRY_DSN is set and sentry-sdk is not installed: {remedy}", id="gba.E013")
    if settings.LOG_FORMAT not in {"line", "json"}:
        yield Error("LOG_FORMAT is `line` or `json`.", id="gba.E014")
    if settings.METRICS_TOKEN and _is_guessable(settings.METRICS_TOKEN):
        yield Error(f"METRICS_TOKEN is shorter than {SHORTEST_PASSWORD} or a well-known one.", id="gba.E015")
    for name in ("METRICS_ALLOW", "ADMIN_ALLOW", "TRUSTED_PROXIES"):
        for network in getattr(settings, name):
            try:
                ip_network(network, strict=False)
            except ValueError:
                yield Error(f"{name}: {network} is no network like 10.1.0.0/16.", id="gba.E016")


@register(Tags.security)
def check_expat(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """An XML parser that a small file can make eat all memory (THREATS X01)."""
    if pyexpat.version_info < OLDEST_EXPAT:
        yield Error(f"{pyexpat.EXPAT_VERSION} is open to XML bombs: 2.4.1 or newer is needed.", id="gba.E009")


CHECKS = (
    check_public_site,
    check_secret_key,
    check_passwords,
    check_mailbox,
    check_mail,
    check_topology,
    check_folders,
    check_reporting,
    check_expat,
    *value_checks.CHECKS,
)
"""All of this module and of ``value_checks``; a test compares them with what Django runs before each command."""


def refuse_contradictions() -> None:
    """Run what concerns the deployment where no command does it: web server, workers and beat.

    Raises SystemExit (exit code 1) with every error on a line of its own. No other exception would do: Celery sends its
    signals on whatever their receivers raise, and of Django's checks it throws away what they found.
    """
    errors = [message for check in CHECKS for message in check(None) if message.is_serious()]
    if errors:
        raise SystemExit("\n".join(f"{error.id}: {error.msg}" for error in errors))
