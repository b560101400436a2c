"""The product's settings, with what tests must not share with anybody: their own folder, key and mail.

``DATABASE_URL`` and ``REDIS_URL`` stay as they are, so that the same suite
runs on a server by those two alone. Processes of one run share the server of
Redis, not the database in it: a test that empties the cache empties its own.
"""

import atexit
import os
import secrets
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="gba-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["DATA_DIR"] = _folder
os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
os.environ["MAIL_RATE"] = "0"
os.environ["STAFF_TOTP"] = "0"  # most tests are not about the login; those that are switch it on
for _name in ("ALLOWED_HOSTS", "DEBUG", "EMAIL_URL", "FEEDS_FILE", "FETCH_ALLOW_PRIVATE", "FETCH_PAGES", "SITE_URL"):
    os.environ.pop(_name, None)
if (_redis := os.environ.get("REDIS_URL")) and (_worker := os.environ.get("PYTEST_XDIST_WORKER", "")):
    os.environ["CACHE_URL"] = f"{_redis.rpartition('/')[0]}/{1 + int(_worker.removeprefix('gw'))}"

from gba_tracker.settings import *  # noqa: E402, F403  (the environment above comes first)

# Every client of a test has a web server's middleware of its own, and each would go through all static files first.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Names without a hash, so that no test depends on what set-up collected.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
