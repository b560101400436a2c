"""Settings that contradict each other, found before the first request.

Each check is one question with one answer: an error stops every command, a
warning is only printed. The ids are listed in docs/configuration.md.
"""

import os
import pyexpat
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

SHORTEST_SECRET_KEY = 32
"""Characters; Django's own check wants 50, but only with --deploy."""
PLACEHOLDERS = ("change", "secret", "example", "insecure", "password", "placeholder")
"""What a key begins with that somebody copied from a file and never changed."""
OLDEST_EXPAT = (2, 4, 1)
"""The first release of libexpat that stops the billion laughs attack (its change log, 2021-05-23)."""


@register(Tags.security)
def check_public_site(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """What is harmless on loopback and not on a public address."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme not in {"http", "https"} or not site.hostname or site.path or site.query:
        yield Error("SITE_URL must be like https://tracker.example, without a path.", id="gba.E001")
    if settings.SITE_IS_LOOPBACK:
        return
    if settings.DEBUG:
        yield Error("DEBUG shows settings to every visitor of a public SITE_URL: switch it off.", id="gba.E002")
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
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_SECRET_KEY or key.lower().startswith(PLACEHOLDERS):
        remedy = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))' writes a good one."
        yield Error(f"SECRET_KEY is shorter than {SHORTEST_SECRET_KEY} or a placeholder: {remedy}", id="gba.E005")


@register()
def check_topology(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """A database and a queue that cannot serve the same hosts."""
    if settings.REDIS_URL and settings.USES_SQLITE:
        yield Warning("REDIS_URL without DATABASE_URL: workers on other hosts cannot see SQLite.", id="gba.W004")
    if not settings.REDIS_URL and not settings.USES_SQLITE:
        yield Warning("DATABASE_URL without REDIS_URL: all processes must share one DATA_DIR.", id="gba.W005")
    if settings.REDIS_URL and urlsplit(settings.REDIS_URL).scheme not in {"redis", "rediss", "unix"}:
        yield Error("REDIS_URL must begin with redis://, rediss:// or unix://.", id="gba.E006")


@register()
def check_folders(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Folders and files that are named and cannot be used."""
    folder = Path(settings.DATA_DIR)
    nearest = next((parent for parent in (folder, *folder.parents) if parent.exists()), folder)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        yield Error(f"DATA_DIR {folder} cannot be written: change its owner or name another.", id="gba.E007")
    if settings.FEEDS_FILE and not os.access(settings.FEEDS_FILE, os.R_OK):
        yield Error(f"FEEDS_FILE {settings.FEEDS_FILE} cannot be read.", id="gba.E008")


@register(Tags.security)
def check_expat(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """An XML parser that a small file can make eat all memory (THREATS X01)."""
    if pyexpat.version_info < OLDEST_EXPAT:
        yield Error(f"{pyexpat.EXPAT_VERSION} is open to XML bombs: 2.4.1 or newer is needed.", id="gba.E009")
