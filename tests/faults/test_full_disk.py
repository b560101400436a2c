"""A disk that is full or read-only: writes fail by name, nothing is left half, pages are served."""

import json
import resource
import subprocess
import sys

import pytest

from tests.faults.conftest import ROOT
from tests.feedserver import Reply, Told, rss

PAGES = """
import json
from django.test import Client
client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
print("PAGES" + json.dumps({path: client.get(path).status_code for path in ("/", "/deals/", "/articles/", "/readyz")}))
"""
ACCIDENTS = """
import json, subprocess
from io import StringIO
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from articles.models import Feed
client = Client(headers={"host": "127.0.0.1"})

def look():
    cache.clear()
    return {path: client.get(path).status_code for path in ("/", "/deals/", "/articles/", "/readyz")}

seen = {"well": look()}
subprocess.run(["dd", "if=/dev/zero", "of=DISK/ballast", "bs=4k"], capture_output=True)
seen["full"] = look()
try:
    call_command("poll", "--all", stdout=StringIO(), stderr=StringIO())
    seen["poll on a full disk"] = "came in"
except CommandError:
    seen["poll on a full disk"] = "CommandError"
subprocess.run(["rm", "DISK/ballast"], check=True)
seen["freed"] = look()
print("SEEN" + json.dumps(seen))
"""
BODY = rss(*(Told(str(n), f"Zhuhai and Macao sign paper {n}", "They signed it. " * 200) for n in range(100)))


@pytest.fixture
def installation(install, server, tmp_path):
    """One feed with a hundred long articles, not polled yet."""
    server.routes["/feed"] = Reply(BODY)
    path = tmp_path / "feeds.yaml"
    path.write_text(json.dumps([{"slug": "delta", "url": server.url("/feed")}]))
    made = install()
    made.run("feeds", "import", str(path))
    return made


def run(installation, *arguments, largest=None):
    """Run a command; with ``largest`` no file may grow beyond so many bytes. Gives code, stdout and stderr."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=installation.environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=limit if largest is not None else None,
    )
    return done.returncode, done.stdout, done.stderr


def pages(installation, **more):
    out = run(installation, "shell", "--verbosity", "0", "--command", PAGES, **more)[1]
    return json.loads(out.partition("PAGES")[2])


@pytest.mark.long
@pytest.mark.threat("D03")
@pytest.mark.timeout(180)
def test_where_nothing_can_be_written_a_poll_fails_in_one_line_and_comes_in_later(installation):
    code, out, err = run(installation, "poll", "--all", "--json", largest=128 * 1024)
    assert (code, out) == (1, "")
    assert err.strip().splitlines()[-1].startswith("CommandError: the database cannot be used")
    assert "Traceback" not in err
    assert pages(installation, largest=64 * 1024) == {"/": 200, "/deals/": 200, "/articles/": 200, "/readyz": 200}
    rows = installation.rows()
    assert (rows["articles"], rows["entries"], rows["waiting"]) == ([], [], 0)
    code, out, _ = run(installation, "poll", "--all", "--json")
    assert (code, json.loads(out)["totals"]["new"]) == (0, 100)


@pytest.mark.long
@pytest.mark.threat("D03")
@pytest.mark.parametrize("word", [("feeds", "export"), ("backup",)], ids=" ".join)
def test_a_file_that_cannot_be_written_whole_stays_as_it_was(installation, tmp_path, word):
    many = [{"url": f"https://paper{n}.example/feed", "title": f"Paper {n} of the delta"} for n in range(400)]
    (tmp_path / "many.yaml").write_text(json.dumps(many))
    installation.run("feeds", "import", str(tmp_path / "many.yaml"))
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "feeds.opml"
    path.write_bytes(b"as it was")
    code, _, err = run(installation, *word, str(path), largest=40 * 1024)
    assert (code, path.read_bytes(), [file.name for file in folder.iterdir()]) == (2, b"as it was", ["feeds.opml"])
    assert err.strip().count("\n") == 0
    assert run(installation, *word, str(path))[0] == 0
    assert len(path.read_bytes()) > 100


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 32 MB of its own, which only root may mount."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("only root mounts a file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.long
@pytest.mark.threat("D03")
@pytest.mark.timeout(240)
def test_on_a_real_full_disk_pages_stay_and_readyz_is_red_and_on_a_read_only_one_it_says_so(installation, small_disk):
    """As a web process sees it that was running before."""
    installation.run("poll", "--all")
    before = installation.rows()
    source = installation.environment["DATABASE_URL"].removeprefix("sqlite:///")
    subprocess.run(["cp", source, str(small_disk / "gba.sqlite3")], check=True)
    installation.environment["DATABASE_URL"] = f"sqlite:///{small_disk}/gba.sqlite3"
    out = run(installation, "shell", "--verbosity", "0", "--command", ACCIDENTS.replace("DISK", str(small_disk)))
    seen = json.loads(out[1].partition("SEEN")[2] or f'"{out[2][-500:]}"')
    readable = {"/": 200, "/deals/": 200, "/articles/": 200}
    assert seen == {
        "well": {**readable, "/readyz": 200},
        "full": {**readable, "/readyz": 503},
        "poll on a full disk": "CommandError",
        "freed": {**readable, "/readyz": 200},
    }
    assert installation.rows() == before
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert set(pages(installation).values()) == {503}, "SQLite's WAL cannot be opened anew: said, not crashed"
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert installation.rows() == before
