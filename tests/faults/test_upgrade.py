"""A database as the first release left it becomes one of this release: every row is kept, and served."""

import json
import sqlite3
from pathlib import Path

import psycopg
import pytest

FIRST_RELEASE = Path(__file__).with_name("first_release.sql")
OLD = {"articles": "0007_feed_health", "digests": "0002_desk_rights"}
OURS = ("articles_", "digests_", "auth_user")
COUNTS = ("articles_tagday", "articles_datageneration")
"""What a release may count anew."""
SERVED = """
import json
from django.test import Client
client = Client(SERVER_NAME="127.0.0.1")
def get(path):
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode()
from articles.models import Article, Deal
from dashboards.digests.models import Digest
from dashboards.digests import tokens
rows = json.loads(get("/deals.json?from=2026-11-01")[1])["results"]
deals = {row["slug"]: row for row in rows if not row["is_starter"]}
slugs = [deal.slug for deal in Deal.objects.filter(is_starter=False)]
print("SERVED" + json.dumps({
    "deals": {slug: (row["review"], row["date"], len(row["sources"])) for slug, row in deals.items()},
    "pages": [get(f"/deals/{slug}/")[0] for slug in slugs],
    "articles": [get(f"/articles/{pk}/")[0] for pk in Article.objects.values_list("pk", flat=True)],
    "lists": [get(path)[0] for path in ("/", "/deals/", "/articles/", "/timeline/", "/sources/", "/cities/macao/")],
    "found": "robotics" in get("/search/?q=robotics")[1],
    "quote": all(source["quote"] for row in deals.values() for source in row["sources"]),
    "digest": get(f"/digests/{Digest.objects.get().pk}/")[0],
    "unsubscribe": get(f"/u/{tokens.unsubscribe_token('0a1b2c3d4e5f')}/")[0],
}))
"""


def rows_of(connection, names):
    """Table -> id -> {column: value}; of what a release may write anew (counts, search index) nothing."""
    found = {}
    for name, columns in names.items():
        cursor = connection.execute(f'SELECT {", ".join(f"{chr(34)}{c}{chr(34)}" for c in columns)} FROM "{name}"')
        found[name] = {row[columns.index("id")]: dict(zip(columns, row, strict=True)) for row in cursor.fetchall()}
    return found


def tables_of(connection):
    """Our tables of an SQLite database -> their columns."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if name.startswith(OURS) and name not in COUNTS]
    return {name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] for name in kept}


def first_release(path):
    connection = sqlite3.connect(path)
    connection.executescript(FIRST_RELEASE.read_text(encoding="utf-8"))
    return connection


def served(installation):
    out = installation.run("shell", "--verbosity", "0", "--command", SERVED)[1]
    return json.loads(out.partition("SERVED")[2])


def check_served(installation):
    found = served(installation)
    reviews = sorted(review for review, _, _ in found["deals"].values())
    assert reviews == ["accepted", "unreviewed"], "the rejected deal is not among them"
    assert "2026-11-05" in [day for _, day, _ in found["deals"].values()]
    assert all(sources >= 1 for _, _, sources in found["deals"].values())
    assert sorted(found["pages"]) == [200, 200, 410], "the rejected deal is withdrawn"
    assert set(found["articles"]) == {200}
    assert set(found["lists"]) == {200}
    assert (found["found"], found["quote"], found["digest"], found["unsubscribe"]) == (True, True, 200, 200)


@pytest.mark.threat("D06")
@pytest.mark.timeout(240)
def test_on_sqlite_the_first_releases_database_is_upgraded_and_all_its_rows_are_served(install):
    installation = install()
    path = Path(installation.environment["DATA_DIR"]) / "gba.sqlite3"
    for name in path.parent.glob("gba.sqlite3*"):
        name.unlink()
    connection = first_release(path)
    tables = tables_of(connection)
    before = rows_of(connection, tables)
    assert len(before["articles_article"]) == 4
    connection.close()
    installation.run("prepare")
    connection = sqlite3.connect(path)
    now = tables_of(connection)
    assert set(tables) <= set(now), "no table of ours was lost"
    after = rows_of(connection, {name: [c for c in columns if c in now[name]] for name, columns in tables.items()})
    connection.close()
    for name, rows in before.items():
        for key, row in rows.items():
            assert key in after[name], f"{name} {key} is lost"
            if name != "articles_tag":  # the set-up writes the register anew
                assert {c: row[c] for c in after[name][key]} == after[name][key], f"{name} {key}"
    check_served(installation)


@pytest.mark.long
@pytest.mark.threat("D06")
@pytest.mark.timeout(300)
@pytest.mark.postgresql
def test_on_postgresql_the_first_releases_rows_are_upgraded_and_served(install, postgresql_url, tmp_path):
    """The schema is that of the migrations that the first release had; the rows are those of its own database."""
    with psycopg.connect(postgresql_url, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS upgraded WITH (FORCE)")
        server.execute("CREATE DATABASE upgraded")
    address = f"{postgresql_url.rpartition('/')[0]}/upgraded"
    installation = install(address)
    installation.run("migrate", "--verbosity", "0", "contenttypes")
    installation.run("migrate", "--verbosity", "0", "auth")
    for app, name in OLD.items():
        installation.run("migrate", "--verbosity", "0", app, name)
    source = first_release(tmp_path / "old.sqlite3")
    with psycopg.connect(address) as target:
        target.execute("SET CONSTRAINTS ALL DEFERRED")
        for name, columns in tables_of(source).items():
            copy(source, target, name, columns)
    installation.run("prepare")
    check_served(installation)


def copy(source, target, name, columns):
    """Copy the rows of one table; SQLite knows no truth values, JSON and times, PostgreSQL does."""
    types = dict(
        target.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [name]
        ).fetchall()
    )
    if not types or name in ("auth_user_groups", "auth_user_user_permissions"):
        return
    target.execute(f'DELETE FROM "{name}"')
    quoted = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("%s" if types[column] != "boolean" else "%s::int::boolean" for column in columns)
    for row in source.execute(f'SELECT {quoted} FROM "{name}"'):
        values = [
            f"{value}+00" if value is not None and "time zone" in types[column] else value
            for column, value in zip(columns, row, strict=True)
        ]
        target.execute(f'INSERT INTO "{name}" ({quoted}) VALUES ({marks})', values)
    if "id" in columns and types["id"] in ("bigint", "integer"):
        target.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM \"{name}\") + 1)")
