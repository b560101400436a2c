"""kill -9 in the middle of processing, and two that process at once: the same rows as without."""

import json

import pytest

from tests.feedserver import Reply, Told, rss

ITEMS = 110


@pytest.fixture(scope="module")
def feeds(server, tmp_path_factory):
    """One feed, two batches; all its deals are different ones."""
    told = [
        Told(
            str(n),
            f"Zhuhai and Macao sign paper {n}",
            f"On 3 March 2026 Zhuhai and the Macao authorities signed memorandum number {n} "
            f"covering {n + 10} projects in tourism.",
            link=server.url(f"/papers/{n}"),
        )
        for n in range(ITEMS)
    ]
    server.routes["/papers"] = Reply(rss(*told))
    path = tmp_path_factory.mktemp("feeds") / "feeds.yaml"
    path.write_text(json.dumps([{"slug": "papers", "url": server.url("/papers")}]))
    return str(path)


@pytest.fixture
def waiting(install, feeds):
    """An installation whose articles have been polled and wait for the pipeline."""

    def make(database_url=None):
        installation = install(database_url)
        if database_url:
            installation.run("migrate", "--verbosity", "0")
            installation.run("flush", "--noinput")
            installation.run("sync_reference")
        installation.run("feeds", "import", feeds)
        assert installation.run("poll", "--all", FAILPOINT="polling.ended")[0] == -9
        return installation

    return make


@pytest.fixture(scope="module")
def undisturbed(install, feeds):
    whole = install()
    whole.run("feeds", "import", feeds)
    whole.run("poll", "--all")
    rows = whole.rows()
    assert rows["deals"] > 1
    assert (len(rows["articles"]), rows["waiting"]) == (ITEMS, 0)
    return rows


@pytest.mark.threat("D04", "Q02")
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "failpoint",
    [
        "processing.kept:2",
        pytest.param("processing.kept:1", marks=pytest.mark.long),
        pytest.param("processing.read:1", marks=pytest.mark.long),
    ],
)
def test_processing_that_was_killed_leaves_the_same_rows_once_it_is_repeated(waiting, undisturbed, failpoint):
    killed = waiting()
    assert killed.run("process", FAILPOINT=failpoint)[0] == -9
    assert killed.run("process")[0] == 0
    assert killed.rows() == undisturbed


def check_two_at_once(installation, undisturbed):
    runs = [installation.start("process") for _ in range(2)]
    for process in runs:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert installation.rows() == undisturbed
    assert installation.run("rebuild_rollups", "--check")[0] == 0


@pytest.mark.long
@pytest.mark.threat("D01")
@pytest.mark.timeout(180)
def test_on_sqlite_two_that_process_at_once_do_each_article_once(waiting, undisturbed):
    check_two_at_once(waiting(), undisturbed)


@pytest.mark.long
@pytest.mark.threat("Q03")
@pytest.mark.timeout(180)
@pytest.mark.postgresql
def test_on_postgresql_two_that_process_at_once_do_each_article_once(waiting, undisturbed, postgresql_url):
    check_two_at_once(waiting(postgresql_url), undisturbed)
