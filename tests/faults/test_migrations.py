"""Every app of ours one migration back and forward again with data, then all the way, on both databases."""

import json

import pytest

from tests.feedserver import Reply, Told, rss

APPS = ("articles", "digests")


def check(installation, server, tmp_path):
    server.routes["/feed"] = Reply(rss(Told("1", "Zhuhai and Macao sign a memorandum", "They signed it on Monday.")))
    path = tmp_path / "feeds.yaml"
    path.write_text(json.dumps([{"slug": "delta", "url": server.url("/feed")}]))
    installation.run("feeds", "import", str(path))
    installation.run("poll", "--all")
    before = installation.rows()
    assert len(before["articles"]) == 1
    for app in APPS:
        shown = installation.run("showmigrations", app, "--plan")[1].split()
        names = [name.partition(".")[2] for name in shown if name.startswith(f"{app}.")]
        installation.run("migrate", "--verbosity", "0", app, names[-2] if len(names) > 1 else "zero")
        installation.run("migrate", "--verbosity", "0")
        assert installation.rows() == before
    for app in reversed(APPS):
        installation.run("migrate", "--verbosity", "0", app, "zero")
    installation.run("migrate", "--verbosity", "0")
    assert installation.rows()["articles"] == []


@pytest.mark.long
@pytest.mark.threat("D06")
@pytest.mark.timeout(400)
def test_on_sqlite_migrations_go_back_and_forward(install, server, tmp_path):
    check(install(), server, tmp_path)


@pytest.mark.long
@pytest.mark.threat("D06")
@pytest.mark.timeout(400)
@pytest.mark.postgresql
def test_on_postgresql_migrations_go_back_and_forward(install, server, tmp_path, postgresql_url):
    installation = install(postgresql_url)
    installation.run("migrate", "--verbosity", "0")
    installation.run("flush", "--noinput")
    installation.run("sync_reference")
    check(installation, server, tmp_path)
