from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from articles.models import Heartbeat
from tests.servers import free_port

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def workers(**minutes):
    """Workers of all queues that gave a sign of life this minute, but those that are named: so many minutes ago."""
    for name, ago in ({"worker": 0, "worker-fetch": 0, "worker-mail": 0} | minutes).items():
        if ago is not None:
            Heartbeat.beat(name, now=NOW - timedelta(minutes=ago))


def readyz(client):
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


@pytest.mark.threat("O05")
def test_healthz_answers_without_a_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")


@pytest.mark.django_db
def test_a_fresh_installation_is_ready_though_nothing_ran_yet(client):
    status, body = readyz(client)
    assert (status, body["status"]) == (200, "ok")
    assert body["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "broker": "ok",
        "worker": "never",
        "last_poll": "never",
    }


@pytest.mark.threat("Q05")
@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "expected"), [(4, "ok"), (6, "late")])
def test_a_worker_that_is_late_does_not_fail_it(client, minutes, expected):
    workers(worker=minutes)
    with time_machine.travel(NOW, tick=False):
        status, body = readyz(client)
    assert (status, body["checks"]["worker"]) == (200, expected)


@pytest.mark.threat("Q05", "O05")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("silent", "minutes", "expected"),
    [
        ("worker-fetch", 6, "late"),
        ("worker-mail", 9, "ok"),
        ("worker-mail", 11, "late"),
        ("worker-mail", None, "never"),
    ],
)
def test_one_queue_that_nobody_works_on_is_told_though_the_others_are_busy(client, silent, minutes, expected):
    """Who mails operators works on the queue of mail: that it is left alone can only be seen from outside."""
    workers(**{silent: minutes})
    with time_machine.travel(NOW, tick=False):
        assert readyz(client)[1]["checks"]["worker"] == expected


@pytest.mark.django_db
def test_a_migration_that_is_missing_fails_it(client):
    MigrationRecorder.Migration.objects.filter(app="articles").last().delete()
    status, body = readyz(client)
    assert (status, body["status"], body["checks"]["migrations"]) == (503, "fail", "fail")


@pytest.mark.threat("O05")
@pytest.mark.django_db
def test_a_broker_that_does_not_answer_fails_it(client, settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    status, body = readyz(client)
    assert (status, body["checks"]["broker"]) == (503, "fail")


@pytest.mark.django_db
def test_a_database_that_does_not_answer_fails_it(client):
    def refuse(execute, sql, params, many, context):
        raise DatabaseError("gone")

    with connection.execute_wrapper(refuse):
        status, body = readyz(client)
    assert (status, body["checks"]["database"]) == (503, "fail")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_they_are_never_cached_and_cannot_be_posted_to(client, path):
    assert "no-store" in client.get(path)["Cache-Control"]
    assert client.post(path).status_code == 405
