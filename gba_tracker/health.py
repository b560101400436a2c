"""Signs of life for whoever watches: ``/healthz`` (this process lives) and ``/readyz`` (what it needs is there)."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Heartbeat

OK, FAIL, LATE, NEVER = "ok", "fail", "late", "never"
LATE_AFTER = {"worker": timedelta(minutes=3), "poll": timedelta(minutes=30)}
"""The worker's heart beats each minute; some feed is due at least every 15 minutes."""
BROKER_SECONDS = 2.0


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer ``ok`` and touch nothing."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200, or 503 where a part that requests need is missing; what is only late does not fail it."""
    now = timezone.now()
    database = database_state()
    checks = {
        "database": database,
        "migrations": migrations_state() if database == OK else FAIL,
        "broker": broker_state(),
        "worker": heart_state("worker", now=now) if database == OK else NEVER,
        "last_poll": heart_state("poll", now=now) if database == OK else NEVER,
    }
    failed = FAIL in checks.values()
    return JsonResponse({"status": FAIL if failed else OK, "checks": checks}, status=503 if failed else 200)


def database_state() -> str:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return FAIL
    return OK


def migrations_state() -> str:
    """Whether the database has the shape that this code expects."""
    executor = MigrationExecutor(connection)
    return FAIL if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def broker_state() -> str:
    """Whether work can be sent: Redis answers, or the folder of the embedded broker can be written."""
    reach: Callable[[], bool] = _redis_answers if settings.REDIS_URL else _folder_is_writable
    return OK if reach() else FAIL


def heart_state(name: str, *, now: datetime) -> str:
    """Whether a heart beats, beats late or never did; before its first row exists it never did."""
    try:
        seen_at = Heartbeat.objects.filter(name=name).values_list("seen_at", flat=True).first()
    except DatabaseError:
        return NEVER
    if seen_at is None:
        return NEVER
    return OK if now - seen_at <= LATE_AFTER[name] else LATE


def _redis_answers() -> bool:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=BROKER_SECONDS, socket_timeout=BROKER_SECONDS
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _folder_is_writable() -> bool:
    folder = settings.BROKER_DIR
    return os.access(folder if folder.exists() else folder.parent, os.W_OK)
