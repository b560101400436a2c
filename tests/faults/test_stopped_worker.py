"""A worker that stops in mid-poll and wakes hours later: its work was taken over, its late write is refused."""

import json
import os
import signal

import pytest

from tests.feedserver import Reply, Told, rss
from tests.servers import wait_until

FIVE_MINUTES_PASS = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Feed
Feed.objects.exclude(lease_token="").update(lease_until=timezone.now() - timedelta(seconds=1))
"""
POLLS = """
from articles.models import Entry, Feed, Poll
print("POLLS", Poll.objects.count(), Feed.objects.exclude(lease_token="").count())
"""
BODY = rss(*(Told(str(n), f"Zhuhai and Macao sign paper {n}", "They signed it on Monday.") for n in range(10)))


def check(installation, server, tmp_path, answered):
    """``answered``: whether the stopped one has its answer already, or asks again when it wakes."""
    asked = []

    def first_waits(request):
        asked.append(request)
        if len(asked) == 1 and not answered:
            wait_until(lambda: len(asked) > 1 or server.done.is_set(), "the second one asks")
        return Reply(BODY)

    server.routes["/feed"] = first_waits
    path = tmp_path / "feeds.yaml"
    path.write_text(json.dumps([{"slug": "delta", "url": server.url("/feed")}]))
    installation.run("feeds", "import", str(path))
    stopped = installation.start("poll", "--json", FAILPOINT="polling.fetched:stop" if answered else "")
    try:
        if answered:
            wait_until(lambda: is_stopped(stopped.pid), "it stops between fetch and store")
        else:
            wait_until(lambda: asked, "it has asked")
            os.kill(stopped.pid, signal.SIGSTOP)
        installation.run("shell", "--verbosity", "0", "--command", FIVE_MINUTES_PASS)
        taken_over = json.loads(installation.run("poll", "--json")[1])
        assert (taken_over["totals"]["feeds"], taken_over["totals"]["new"]) == (1, 10)
        rows = installation.rows()
        os.kill(stopped.pid, signal.SIGCONT)
        out, err = stopped.communicate(timeout=60)
    finally:
        stopped.kill()
    assert stopped.returncode == 0, err
    totals = json.loads(out)["totals"]
    assert (totals["feeds"], totals["new"], totals["processed"]) == (0, 0, 0), "nothing is reported twice"
    assert installation.rows() == rows
    assert (len(rows["articles"]), rows["leases"]) == (10, 0)
    assert "POLLS 1 0" in installation.run("shell", "--verbosity", "0", "--command", POLLS)[1]


def is_stopped(pid):
    """Whether a process is in the state T, from /proc."""
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] == "T"


@pytest.mark.long
@pytest.mark.threat("Q05")
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "answered", [pytest.param(True, id="before storing"), pytest.param(False, id="before the answer")]
)
def test_on_sqlite_what_a_stopped_worker_held_is_taken_over_and_its_late_write_refused(
    install, server, tmp_path, answered
):
    check(install(), server, tmp_path, answered)


@pytest.mark.long
@pytest.mark.threat("Q05")
@pytest.mark.timeout(180)
@pytest.mark.postgresql
def test_on_postgresql_what_a_stopped_worker_held_is_taken_over_and_its_late_write_refused(
    install, server, tmp_path, postgresql_url
):
    installation = install(postgresql_url)
    installation.run("migrate", "--verbosity", "0")
    installation.run("flush", "--noinput")
    installation.run("sync_reference")
    check(installation, server, tmp_path, answered=True)
