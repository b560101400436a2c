import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from gba_tracker import statement_limit
from gba_tracker.outage import RETRY_AFTER

ROOT = Path(__file__).resolve().parents[2]
UID = "gba_tracker.statement_limit"
only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such limit")


@pytest.fixture
def limited(transactional_db, monkeypatch):
    """A connection as the web server opens it, with a limit of a tenth of a second."""
    monkeypatch.setattr(statement_limit, "SECONDS", 0.1)
    statement_limit.limit_statements()
    connection.close()
    yield
    connection_created.disconnect(dispatch_uid=UID)
    connection.close()


@only_postgresql
@pytest.mark.threat("P01")
def test_a_statement_that_takes_too_long_is_ended_and_the_connection_goes_on(limited):
    with connection.cursor() as cursor:
        with pytest.raises(OperationalError, match="statement timeout"):
            cursor.execute("SELECT pg_sleep(20)")
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@only_postgresql
@pytest.mark.threat("P01")
def test_a_page_that_asks_too_much_tells_its_reader_to_come_again(limited, client):
    def slow(execute, sql, params, many, context):
        execute("SELECT pg_sleep(20)", None, False, context)
        return execute(sql, params, many, context)

    client.raise_request_exception = False
    with connection.execute_wrapper(slow):
        answer = client.get("/articles/", {"q": "bridge"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    assert client.get("/articles/", {"q": "bridge"}).status_code == 200


@only_postgresql
@pytest.mark.threat("P01")
def test_who_is_signed_in_at_the_desk_has_more_time_and_nobody_after_them(limited, client):
    """To find what an alias would change, every article of three months is looked through."""
    told = []

    def slow(execute, sql, params, many, context):
        if "articles_article" in sql and "COUNT" in sql:
            execute("SELECT pg_sleep(0.3)", None, False, context)
            told.append(sql)
        return execute(sql, params, many, context)

    client.raise_request_exception = False
    client.force_login(User.objects.create_superuser("wai", password="a long enough secret"))
    with connection.execute_wrapper(slow):
        assert client.get("/admin/articles/article/").status_code == 200
        assert told
        assert client.get("/articles/?q=bridge").status_code == 503
    with connection.cursor() as cursor, pytest.raises(OperationalError, match="statement timeout"):
        cursor.execute("SELECT pg_sleep(20)")


@only_postgresql
@pytest.mark.threat("P01")
@pytest.mark.parametrize(
    ("path", "user", "limit"),
    [
        ("/admin/", User(is_staff=True), "1min"),
        ("/admin/", User(is_staff=True, is_active=False), "100ms"),
        ("/admin/", User(), "100ms"),
        ("/admin/login/", AnonymousUser(), "100ms"),
        ("/deals/", User(is_staff=True), "100ms"),
    ],
)
def test_at_the_desks_door_nobody_has_more_time(limited, rf, path, user, limit):
    def ask(request):
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return cursor.fetchone()[0]

    request = rf.get(path)
    request.user = user
    assert statement_limit.DeskTakesLonger(ask)(request) == limit
    assert ask(request) == "100ms"


@only_postgresql
def test_a_connection_that_broke_meanwhile_is_opened_anew_with_its_limit(limited, rf):
    def breaks(request):
        connection.connection.close()

    request = rf.get("/admin/")
    request.user = User(is_staff=True)
    statement_limit.DeskTakesLonger(breaks)(request)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("100ms",)


@only_postgresql
@pytest.mark.django_db
def test_no_statement_is_compiled_since_that_takes_longer_than_to_run_it():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit_above_cost = 0")
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) SELECT count(*) FROM articles_article")
        assert "JIT" not in cursor.fetchone()[0][0]


@pytest.mark.threat("P01")
def test_the_web_server_limits_every_connection_that_it_opens_and_a_worker_none(tmp_path):
    asked = (
        "import {}; from django.db.backends.signals import connection_created as made;"
        f"print(any(key[0] == {UID!r} for key, *_ in made.receivers))"
    )
    told = {
        module: subprocess.run(
            [sys.executable, "-c", asked.format(module)],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for module in ("gba_tracker.wsgi", "gba_tracker.celery")
    }
    assert told == {"gba_tracker.wsgi": "True", "gba_tracker.celery": "False"}
