"""A copy of the database, taken while it is written, put back, on both databases."""

import json
import sqlite3

import psycopg
import pytest

from tests.feedserver import Reply, Told, rss


def news(*numbers):
    return Reply(
        rss(*(Told(str(n), f"Zhuhai and Macao sign memorandum {n}", "They signed on Monday.") for n in numbers))
    )


def check(installation, server, tmp_path):
    server.routes["/feed"] = news(1, 2)
    (tmp_path / "feeds.yaml").write_text(json.dumps([{"slug": "delta", "url": server.url("/feed")}]))
    installation.run("feeds", "import", str(tmp_path / "feeds.yaml"))
    installation.run("poll", "--all")
    before = installation.rows()
    copy = tmp_path / "copy"
    code, out = installation.run("backup", str(copy))
    assert (code, out.startswith(f"{copy}: ")) == (0, True)
    assert copy.stat().st_mode & 0o077 == 0, "addresses of readers are in it"

    server.routes["/feed"] = news(1, 2, 3)
    installation.run("poll", "--all")
    after = installation.rows()
    assert len(after["articles"]) == 3
    assert "restored, made 20" in installation.run("restore", str(copy), "--yes")[1]
    assert installation.rows() == before
    installation.run("poll", "--all")
    assert installation.rows() == after, "what came after the copy comes in again"
    return copy


def refused(installation, *arguments):
    process = installation.start("restore", *arguments)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in err) == (2, False), err
    return err.strip().splitlines()[-1]


@pytest.mark.long
@pytest.mark.threat("D07")
@pytest.mark.timeout(180)
def test_on_sqlite_a_copy_is_taken_and_put_back(install, server, tmp_path):
    installation = install()
    copy = check(installation, server, tmp_path)
    before = installation.rows()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "copy"))] == ["copy"], "no more"
    assert "say --yes" in refused(installation, str(copy))
    (tmp_path / "text").write_text("no database at all")
    assert "no copy of an SQLite database" in refused(installation, str(tmp_path / "text"), "--yes")
    torn = tmp_path / "torn"
    torn.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    assert "damaged" in (err := refused(installation, str(torn), "--yes")) or "cannot be read" in err
    assert "No such file" in refused(installation, str(tmp_path / "none"), "--yes")
    other = sqlite3.connect(tmp_path / "other")
    other.execute("CREATE TABLE t (x)")
    other.close()
    assert "cannot be read" in refused(installation, str(tmp_path / "other"), "--yes")
    assert installation.rows() == before


@pytest.mark.long
@pytest.mark.threat("D07")
@pytest.mark.timeout(300)
@pytest.mark.postgresql
def test_on_postgresql_a_copy_is_taken_and_put_back(install, server, tmp_path, postgresql_url):
    installation = install(postgresql_url)
    installation.run("migrate", "--verbosity", "0")
    installation.run("flush", "--noinput")
    installation.run("sync_reference")
    copy = check(installation, server, tmp_path)
    with psycopg.connect(postgresql_url) as newer:
        # What an upgrade after the copy brings: a table that hangs on one that the copy has.
        newer.execute("CREATE TABLE later (id int PRIMARY KEY, feed bigint REFERENCES articles_feed (id))")
        newer.execute("CREATE TABLE articles_kept_aside AS SELECT 1 AS one")
    assert "restored, made 20" in installation.run("restore", str(copy), "--yes")[1]
    before = installation.rows()
    with psycopg.connect(postgresql_url) as back:
        assert back.execute("SELECT to_regclass('later'), to_regclass('articles_kept_aside')").fetchone() == (
            None,
            None,
        )
    (tmp_path / "text").write_text("no dump at all")
    assert "custom format" in refused(installation, str(tmp_path / "text"), "--yes")
    assert installation.rows() == before
