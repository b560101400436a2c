"""Two processes that poll at the same moment what both carry: every article once, every count exact.

Each polls two feeds, which it stores together: what the first of the one carries the second of the other does too.
"""

import json
import threading

import pytest

from tests.feedserver import Reply, Told, rss

ITEMS = 60


def check(installation, server, tmp_path):
    all_four = threading.Barrier(4)
    told = [Told(str(n), f"Story {n}", f"Words {n}.", link=f"https://gazette.example/{n}") for n in range(2 * ITEMS)]
    odd, even = told[1::2], told[::2]

    def meet(body):
        def answer(asked):
            all_four.wait(30)
            return Reply(body)

        return answer

    # The other way round, so that the two would wait for each other if they stored in this order.
    server.routes |= {
        "/one": meet(rss(*odd)),
        "/two": meet(rss(*even)),
        "/three": meet(rss(*reversed(even))),
        "/four": meet(rss(*reversed(odd))),
    }
    path = tmp_path / "feeds.yaml"
    path.write_text(
        json.dumps([{"slug": name, "url": server.url(f"/{name}")} for name in ("one", "two", "three", "four")])
    )
    installation.run("feeds", "import", str(path))
    pairs = (("one", "two"), ("three", "four"))
    runs = [installation.start("poll", "--feed", first, "--feed", second, "--json") for first, second in pairs]
    reports = []
    for process in runs:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        reports += json.loads(out)["feeds"]
    assert sum(report["new"] for report in reports) == 2 * ITEMS
    assert sum(report["duplicates"] for report in reports) == 2 * ITEMS
    installation.run("process")
    rows = installation.rows()
    assert (len(rows["articles"]), len(rows["entries"]), rows["waiting"]) == (2 * ITEMS, 4 * ITEMS, 0)


@pytest.mark.long
@pytest.mark.threat("D01")
@pytest.mark.timeout(180)
def test_on_sqlite_two_polls_at_once_store_every_article_once(install, server, tmp_path):
    check(install(), server, tmp_path)


@pytest.mark.long
@pytest.mark.threat("Q06")
@pytest.mark.timeout(180)
@pytest.mark.postgresql
def test_on_postgresql_two_polls_at_once_store_every_article_once(install, server, tmp_path, postgresql_url):
    installation = install(postgresql_url)
    installation.run("migrate", "--verbosity", "0")
    installation.run("flush", "--noinput")
    check(installation, server, tmp_path)
