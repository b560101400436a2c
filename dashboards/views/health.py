"""Signs of life for machines: liveness, readiness."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from redis import Redis
from redis.exceptions import RedisError

from articles.models import Heartbeat

LEAST_ROOM = 1024 * 1024
"""Bytes: with less than this the next batch of articles does not fit."""
WORKERS_LATE = {
    "worker": timedelta(minutes=5),
    "worker-fetch": timedelta(minutes=5),
    # One round of mail may take five minutes.
    "worker-mail": timedelta(minutes=10),
}
"""After which silence the workers of a queue are late; ``worker`` are those of the queue process."""
POLL_LATE = timedelta(hours=1)


@csrf_exempt
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; touches nothing."""
    return HttpResponse("ok", content_type="text/plain")


@csrf_exempt
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served. Late and never are told but do not fail it."""
    checks = {
        "database": _checked(_database),
        "migrations": _checked(_migrations),
        "broker": _checked(_broker),
        "worker": _checked(lambda: _beats(WORKERS_LATE)),
        "last_poll": _checked(lambda: _beats({"poll": POLL_LATE})),
    }
    is_ready = "fail" not in checks.values()
    content = {"status": "ok" if is_ready else "fail", "checks": checks}
    return JsonResponse(content, status=200 if is_ready else 503)


def _checked(check: Callable[[], str]) -> str:
    """The outcome of a check; ``fail`` where the database or the broker's folder does not answer."""
    try:
        return check()
    except (DatabaseError, OSError):
        return "fail"


def _database() -> str:
    """Whether it answers, and on SQLite whether its folder has room and may be written (THREATS D03)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not settings.USES_SQLITE:
        return "ok"
    folder = Path(connection.settings_dict["NAME"]).parent
    return "ok" if not folder.is_dir() or _can_be_written(folder) else "fail"


def _can_be_written(folder: Path) -> bool:
    """Whether a file system is mounted for writing, ours to write, and not full."""
    state = os.statvfs(folder)
    is_read_only = bool(state.f_flag & os.ST_RDONLY) or not os.access(folder, os.W_OK)
    return not is_read_only and state.f_bavail * state.f_frsize >= LEAST_ROOM


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "fail" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def _broker() -> str:
    """A server that answers, or a folder that can be written."""
    if settings.REDIS_URL:
        return _redis()
    settings.BROKER_DIR.mkdir(parents=True, exist_ok=True)
    return "ok" if settings.BROKER_DIR.is_dir() else "fail"


def _redis() -> str:
    """Whether the broker answers within two seconds."""
    client = Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
    try:
        return "ok" if client.ping() else "fail"
    except RedisError:
        return "fail"
    finally:
        client.close()


def _beats(late: Mapping[str, timedelta]) -> str:
    """Whether all gave a sign of life lately: ok; late where one did not; never where one has not given any yet."""
    seen = dict(Heartbeat.objects.filter(name__in=late).values_list("name", "seen_at"))
    now = timezone.now()
    if any(now - at > late[name] for name, at in seen.items()):
        return "late"
    return "ok" if len(seen) == len(late) else "never"
