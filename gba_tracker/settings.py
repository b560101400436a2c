"""All settings, from the environment, each with a safe default.

A bare checkout runs without any of them: SQLite, Celery over files, loopback only.
``DATABASE_URL`` and ``REDIS_URL`` alone turn the same code into the server deployment.
Each of them may lie in a file, whose path then stands in ``<NAME>_FILE`` (``gba_tracker.secret_files``).
Contradictions are reported by ``gba_tracker.checks``.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from gba_tracker.secret_files import FileEnv, with_password

env = FileEnv()
BASE_DIR = Path(__file__).resolve().parent.parent


# --- Where things lie -------------------------------------------------------
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
MAIL_DIR = DATA_DIR / "mail"
BROKER_DIR = DATA_DIR / "broker"
FEEDS_FILE = env.str("FEEDS_FILE", default="")


# --- Who we are -------------------------------------------------------------
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
SITE_IS_HTTPS = _site.scheme == "https"
SITE_IS_LOOPBACK = (_site.hostname or "") in {"127.0.0.1", "localhost", "::1"}
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# Another name for the desk, so that nothing on the public pages can reach it; without one it stands beside them.
ADMIN_HOST = env.str("ADMIN_HOST", default="")
DESK_URL = f"{_site.scheme}://{ADMIN_HOST}" if ADMIN_HOST else SITE_URL
ALLOWED_HOSTS += [host for host in (_site.hostname, ADMIN_HOST.partition(":")[0]) if host and host not in ALLOWED_HOSTS]


def _secret_key() -> str:
    """The key from the environment, else the one kept in ``DATA_DIR`` (mode 0600), written at first use.

    Raises ImproperlyConfigured where it must be given (several hosts would each write their own), and where
    ``DATA_DIR`` cannot be used.
    """
    if key := env.str("SECRET_KEY", default=""):
        return key
    if env.bool("REQUIRE_SECRET_KEY", default=False):
        raise ImproperlyConfigured("SECRET_KEY is not set: give all containers the same long random text")
    try:
        return _kept_secret_key(DATA_DIR / "secret_key")
    except OSError as error:
        raise ImproperlyConfigured(
            f"cannot use DATA_DIR {DATA_DIR} ({error.strerror}): change its owner, or name another folder in DATA_DIR"
        ) from error


def _kept_secret_key(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        draft = DATA_DIR / f".secret_key.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(key, encoding="utf-8")
        try:
            # A link never replaces an existing file, so two processes that start at once agree on one key.
            os.link(draft, path)
        except FileExistsError:
            key = path.read_text(encoding="utf-8")
        finally:
            draft.unlink()
        return key


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])


# --- What is installed ------------------------------------------------------
INSTALLED_APPS = [
    "gba_tracker.apps.Wiring",
    # Before the admin and the two below, whose templates they dress.
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.import_export",
    "unfold.contrib.simple_history",
    "gba_tracker.apps.TrackerAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "import_export",
    "simple_history",
    "articles",
    "dashboards",
    "dashboards.digests",
]
MIDDLEWARE = [
    "gba_tracker.proxies.TrustedProxies",
    "gba_tracker.logs.RequestLog",
    "gba_tracker.encrypted.OnlyEncrypted",
    "gba_tracker.desk_host.DeskHost",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dashboards.middleware.CacheRules",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "gba_tracker.desk_language.DeskLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "gba_tracker.staff_sessions.StaffSessions",
    "gba_tracker.statement_limit.DeskTakesLonger",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "dashboards.middleware.SecurityHeaders",
    # Last, as its documentation asks: it answers in place of a login that is locked out.
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gba_tracker.urls"
WSGI_APPLICATION = "gba_tracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dashboards.views.frame.site",
            ],
        },
    }
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "gba_tracker.passwords.OwnWords"},
    {"NAME": "gba_tracker.passwords.BreachedPasswords"},
]
# Have I Been Pwned's list of hashes in order, where the operator keeps it; read here, nobody is asked.
BREACHED_PASSWORDS = env.str("BREACHED_PASSWORDS", default="")


# --- Database ---------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'gba.sqlite3'}"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
_database = DATABASES["default"]
if _password := env.str("DATABASE_PASSWORD", default=""):
    _database["PASSWORD"] = _password
USES_SQLITE = _database["ENGINE"] == "django.db.backends.sqlite3"
if USES_SQLITE:
    # WAL and IMMEDIATE let web, worker and beat write side by side (THREATS D01).
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    # Kept open: on a full disk the files beside the database cannot be made anew, and pages would go (THREATS D03).
    _database["CONN_MAX_AGE"] = None
else:
    _database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # To compile a statement takes longer than to run one of a page.
    _session = "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC -c jit=off"
    _database.setdefault("OPTIONS", {})["options"] = _session


# --- Queue ------------------------------------------------------------------
REDIS_PASSWORD = env.str("REDIS_PASSWORD", default="")
REDIS_URL = with_password(env.str("REDIS_URL", default=""), REDIS_PASSWORD)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 60, 90
CELERY_WORKER_MAX_TASKS_PER_CHILD, CELERY_WORKER_MAX_MEMORY_PER_CHILD = 200, 400_000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE, CELERY_BEAT_SCHEDULER = "Asia/Hong_Kong", "gba_tracker.timetable:Scheduler"
CELERY_TASK_DEFAULT_QUEUE = "process"
CELERY_TASK_ROUTES = {
    "articles.tasks.poll_due_feeds": {"queue": "fetch"},
    "articles.tasks.poll_feeds": {"queue": "fetch"},
    "articles.tasks.fetch_pages": {"queue": "fetch"},
    "dashboards.digests.tasks.*": {"queue": "mail"},
}
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    # Visibility above the hard time limit and a short restore interval: a killed worker's task comes back after seconds
    # (THREATS finding 8); leases in rows are the truth all the same. A server whose machine is gone answers nothing.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 600, "unacked_restore_interval": 2, "unacked_restore_throttle": 1,
        "socket_connect_timeout": 5,
    }  # fmt: skip
else:
    CELERY_BROKER_URL = "embedded://localhost/"  # without a host, which means nothing here, each worker warns
    _folders = {"data_folder_in": "queue", "data_folder_out": "queue", "processed_folder": "processed",
                "control_folder": "control"}  # fmt: skip
    CELERY_BROKER_TRANSPORT_OPTIONS = {"polling_interval": 0.05} | {o: str(BROKER_DIR / f) for o, f in _folders.items()}


# --- Cache ------------------------------------------------------------------
CACHE_URL = with_password(env.str("CACHE_URL", default=REDIS_URL), REDIS_PASSWORD)
_cache = "gba_tracker.forgetful_cache.RedisCache" if CACHE_URL else "django.core.cache.backends.locmem.LocMemCache"
CACHES = {"default": {"BACKEND": _cache, "LOCATION": CACHE_URL or "gba", "KEY_PREFIX": "gba"}}


# --- Fetching ---------------------------------------------------------------
FETCH_PAGES = env.bool("FETCH_PAGES", default=True)
FETCH_HOST_PACE = env.float("FETCH_HOST_PACE", default=2.0)
FETCH_ALLOW_PRIVATE = env.bool("FETCH_ALLOW_PRIVATE", default=False)
# Raw bytes of pages, and the text of articles, are given up after so many days; quotes and hashes stay. 0: never.
KEEP_PAGES_DAYS = env.int("KEEP_PAGES_DAYS", default=180)
KEEP_TEXT_DAYS = env.int("KEEP_TEXT_DAYS", default=0)
ONLY_CHECKED = env.bool("ONLY_CHECKED", default=False)
FETCH_PROXY = env.str("FETCH_PROXY", default="")
# NAME:N kills the process there, for tests of crashes (articles.failpoints).
FAILPOINT = env.str("FAILPOINT", default="")
USER_AGENT = f"GBATracker/1.0 (+{SITE_URL}/about/)"


# --- Mail -------------------------------------------------------------------
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    _email = env.email_url_config(EMAIL_URL)
    EMAIL_BACKEND = _email["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _email.get("EMAIL_HOST") or "localhost", _email.get("EMAIL_PORT") or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_USER") or "", _email.get("EMAIL_HOST_PASSWORD") or ""
    EMAIL_USE_TLS, EMAIL_USE_SSL = _email.get("EMAIL_USE_TLS", False), _email.get("EMAIL_USE_SSL", False)
    EMAIL_FILE_PATH = _email.get("EMAIL_FILE_PATH") or None
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(MAIL_DIR)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="GBA Tracker <digest@localhost>")
EMAIL_REPLY_TO = env.str("EMAIL_REPLY_TO", default="")
# The sender's address on paper, at the foot of each digest; some countries' laws ask for one.
MAIL_POSTAL_ADDRESS = env.str("MAIL_POSTAL_ADDRESS", default="")
# Mails a second of the timetable to a server that is not on this host; 0 = as fast as it goes.
MAIL_RATE = env.float("MAIL_RATE", default=5.0)
# Where bounces go, each to a personal address: bounce+…@; read by `manage.py read_bounces`.
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
BOUNCE_MAILDIR = env.str("BOUNCE_MAILDIR", default="")
# Or the same over the network: imaps://user:password@host/INBOX?done=Done, pop3s://…
BOUNCE_MAILBOX = env.str("BOUNCE_MAILBOX", default="")
# name:password that the provider's webhooks carry; without one they are not there.
BOUNCE_WEBHOOK_SECRET = env.str("BOUNCE_WEBHOOK_SECRET", default="")
ANYMAIL = {"WEBHOOK_SECRET": BOUNCE_WEBHOOK_SECRET} if BOUNCE_WEBHOOK_SECRET else {}
# The header by which the provider knows a mail again, and for how long; e.g. Resend-Idempotency-Key, 1440.
EMAIL_IDEMPOTENCY_HEADER = env.str("EMAIL_IDEMPOTENCY_HEADER", default="")
EMAIL_IDEMPOTENCY_MINUTES = env.int("EMAIL_IDEMPOTENCY_MINUTES", default=1440)
SERVER_EMAIL = DEFAULT_FROM_EMAIL


# --- Languages and time -----------------------------------------------------
USE_TZ = USE_I18N = True
TIME_ZONE = "Asia/Hong_Kong"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hant", "繁體中文"), ("zh-hans", "简体中文"), ("pt", "Português")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["gba_tracker.formats"]
# The choice of a curator; public pages never see it (gba_tracker/desk_language.py).
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_PATH, LANGUAGE_COOKIE_SAMESITE = "desk_language", "/admin/", "Lax"
LANGUAGE_COOKIE_AGE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SECURE = 365 * 86400, True, SITE_IS_HTTPS


# --- Static files -----------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
if (_built := BASE_DIR / "node_modules" / ".static").is_dir():
    STATICFILES_DIRS.append(("npm", _built))
# Built at set-up from the checkout, so not among the data; an image carries it while DATA_DIR is a volume.
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))).resolve()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gba_tracker.static_files.LightStorage"},
}
WHITENOISE_MAX_AGE = 3600


# --- Security ---------------------------------------------------------------
TRUST_PROXY = env.bool("TRUST_PROXY", default=False)
# Networks of our own proxies; without any, loopback and private networks (gba_tracker.proxies).
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if SITE_IS_HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
    # Only a proxy that tells http from https can be asked to; what machines ask for is answered as it is.
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=TRUST_PROXY)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
# Whether browsers build our name into themselves is for the operator to say (HSTS_PRELOAD), not for a check.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_IS_HTTPS else []
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000


# --- Staff login ------------------------------------------------------------
# A second factor for everybody who may enter the desk (gba_tracker.second_factor); 0 only on loopback (gba.E010).
STAFF_TOTP = env.bool("STAFF_TOTP", default=True)
# A login ends after so many minutes without a request, and after so many hours in any case.
STAFF_IDLE_MINUTES = env.int("STAFF_IDLE_MINUTES", default=60)
STAFF_SESSION_HOURS = env.int("STAFF_SESSION_HOURS", default=12)
SESSION_COOKIE_AGE = STAFF_SESSION_HOURS * 3600
OTP_TOTP_ISSUER = "GBA Tracker"
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 1
OTP_ADMIN_HIDE_SENSITIVE_DATA = True
# Ten wrong passwords from one address lock it out for a quarter of an hour; the right one starts the count again.
LOGIN_REDIRECT_URL = "/admin/"
AXES_FAILURE_LIMIT = 10
AXES_CLIENT_IP_CALLABLE = "dashboards.limits.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_ADMIN, AXES_DISABLE_ACCESS_LOG, AXES_VERBOSE = False, True, False


# --- The desk's dress -------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": "GBA Tracker",
    "SITE_HEADER": "GBA Tracker",
    "SITE_SUBHEADER": "gba_tracker.navigation.subheader",
    "SITE_ICON": "gba_tracker.navigation.icon",
    "SITE_FAVICONS": [{"href": "gba_tracker.navigation.icon", "rel": "icon", "type": "image/svg+xml"}],
    "ENVIRONMENT": "gba_tracker.navigation.environment",
    "DASHBOARD_CALLBACK": "articles.admin.dashboard.with_figures",
    "SIDEBAR": {"show_search": True, "command_search": True, "navigation": "gba_tracker.navigation.sidebar"},
    "COMMAND": {"search_models": False, "search_callback": "gba_tracker.navigation.found", "show_history": False},
    "ACCOUNT": {"navigation": "gba_tracker.navigation.account"},
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {"action": "gba_tracker.navigation.language_action"},
}


# --- What operators see -----------------------------------------------------
# Who may read /metrics beside staff: a bearer token, and networks; of a public site this machine only if it is named.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_ALLOW = env.list("METRICS_ALLOW", default=["127.0.0.0/8", "::1"] if SITE_IS_LOOPBACK else [])
# From where the desk is there at all (THREATS A01); without a list from everywhere.
ADMIN_ALLOW = env.list("ADMIN_ALLOW", default=[])
# Who is mailed when a promise of the About page is broken; without any, all superusers with an address.
OPERATOR_EMAIL = env.list("OPERATOR_EMAIL", default=[])
SENTRY_DSN = env.str("SENTRY_DSN", default="")


# --- Logs -------------------------------------------------------------------
LOG_FORMAT = env.str("LOG_FORMAT", default="line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "gba_tracker.redaction.Redacting",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {"()": "gba_tracker.logs.JsonLines"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if LOG_FORMAT == "json" else "line"}},
    "root": {"handlers": ["stderr"], "level": env.level("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        **{name: {"level": "WARNING"} for name in ("celery", "kombu", "axes")},
    },
}
