"""kill -9 in the middle of a poll, at every point where half of something could be left; then again."""

import json

import pytest

from tests.feedserver import Reply, Told, rss

FEEDS = 4
ITEMS = 20


@pytest.fixture(scope="module")
def feeds(server, tmp_path_factory):
    """Four feeds with articles of their own; each but the first carries some of the first one's too."""
    for number in range(FEEDS):
        own = [
            Told(
                f"{number}-{n}",
                f"Zhuhai and Macao sign paper {number}-{n}",
                f"On Monday Zhuhai and the Macao authorities signed memorandum number {n} of series {number} "
                "on cooperation in tourism, in the presence of officials of both sides.",
                link=server.url(f"/articles/{number}/{n}"),
            )
            for n in range(ITEMS)
        ]
        carried = [
            Told(f"carried-{n}", "Carried", "Words of a carrier.", link=server.url(f"/articles/0/{n}"))
            for n in range(number)
        ]
        server.routes[f"/feed{number}"] = Reply(rss(*own, *carried))
        for n in range(ITEMS):
            page = f"<html><body><article><p>Page {number} {n} tells of Zhuhai and Macao.</p></article></body></html>"
            server.routes[f"/articles/{number}/{n}"] = Reply(page.encode(), content_type="text/html; charset=utf-8")
    path = tmp_path_factory.mktemp("feeds") / "feeds.yaml"
    path.write_text(json.dumps([{"slug": f"feed{n}", "url": server.url(f"/feed{n}")} for n in range(FEEDS)]))
    return str(path)


@pytest.fixture(scope="module")
def undisturbed(install, feeds):
    """The rows of a run without any accident, with and without pages."""

    def run(**environment):
        whole = install()
        whole.run("feeds", "import", feeds)
        whole.run("poll", "--all", **environment)
        return whole.rows()

    return {"": run(), "pages": run(FETCH_PAGES="1")}


@pytest.mark.threat("D04")
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "failpoint",
    [
        pytest.param("polling.articles_stored:3", marks=pytest.mark.long),
        pytest.param("polling.recorded:2", marks=pytest.mark.long),
        pytest.param("polling.fetched:2", marks=pytest.mark.long),
        pytest.param("polling.stored:1", marks=pytest.mark.long),
        pytest.param("polling.stored:4", marks=pytest.mark.long),
    ],
)
def test_a_poll_that_was_killed_leaves_the_same_rows_once_it_is_repeated(install, feeds, undisturbed, failpoint):
    killed = install()
    killed.run("feeds", "import", feeds)
    assert killed.run("poll", "--all", FAILPOINT=failpoint)[0] == -9
    assert killed.run("poll", "--all")[0] == 0
    assert killed.rows() == undisturbed[""]
    code, out = killed.run("poll", "--all", "--json")
    totals = json.loads(out)["totals"]
    assert (code, totals["new"], totals["updated"], totals["processed"]) == (0, 0, 0, 0)


@pytest.fixture(scope="module")
def apart(server, tmp_path_factory):
    """Three feeds that share no article, so that they are stored together."""
    for number in range(3):
        told = [Told(f"{n}", f"Macao and Zhuhai open pier {number}-{n}", "They did so on Monday.") for n in range(5)]
        server.routes[f"/apart{number}"] = Reply(rss(*told, base=server.url(f"/piers/{number}")))
    path = tmp_path_factory.mktemp("apart") / "feeds.yaml"
    path.write_text(json.dumps([{"slug": f"apart{n}", "url": server.url(f"/apart{n}")} for n in range(3)]))
    return str(path)


@pytest.mark.long
@pytest.mark.threat("D04")
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "failpoint",
    ["polling.recorded:2", "polling.articles_stored:2", "polling.fetched:3", "polling.stored:2"],
)
def test_a_kill_while_several_are_stored_together_leaves_the_same_rows_once_it_is_repeated(install, apart, failpoint):
    whole, killed = install(), install()
    for installation in (whole, killed):
        installation.run("feeds", "import", apart)
    whole.run("poll")
    assert killed.run("poll", FAILPOINT=failpoint)[0] == -9
    assert killed.run("poll")[0] == 0
    rows = killed.rows()
    assert rows == whole.rows()
    assert (len(rows["articles"]), len(rows["entries"]), rows["waiting"], rows["leases"]) == (15, 15, 0, 0)


@pytest.mark.long
@pytest.mark.timeout(180)
def test_a_killed_process_that_was_due_leaves_its_feeds_due(install, feeds):
    """Nobody waits for leases of processes that this machine knows to be dead."""
    killed = install()
    killed.run("feeds", "import", feeds)
    assert killed.run("poll", FAILPOINT="polling.stored:2")[0] == -9
    totals = json.loads(killed.run("poll", "--json")[1])["totals"]
    assert totals["feeds"] == FEEDS - 2
    rows = killed.rows()
    assert (len(rows["articles"]), rows["waiting"], rows["leases"]) == (FEEDS * ITEMS, 0, 0)


@pytest.mark.long
@pytest.mark.timeout(180)
def test_pages_that_were_being_fetched_are_fetched_once_it_is_repeated(install, feeds, undisturbed):
    killed = install()
    killed.run("feeds", "import", feeds)
    assert killed.run("poll", "--all", FETCH_PAGES="1", FAILPOINT="pages.kept:30")[0] == -9
    assert killed.run("poll", "--all", FETCH_PAGES="1")[0] == 0
    rows = killed.rows()
    assert rows == undisturbed["pages"]
    assert {row[-1] for row in rows["articles"]} == {"fetched"}


@pytest.mark.threat("D04")
@pytest.mark.timeout(180)
def test_a_kill_between_poll_and_processing_loses_nothing(install, feeds, undisturbed):
    killed = install()
    killed.run("feeds", "import", feeds)
    assert killed.run("poll", "--all", FAILPOINT="polling.ended")[0] == -9
    assert killed.rows()["waiting"] == FEEDS * ITEMS
    assert killed.run("process")[0] == 0
    assert killed.rows() == undisturbed[""]
