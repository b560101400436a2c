"""Prints how polling does against every fault of the feed server, and over a real feed hour by hour.

    PYTHONPATH=.ci python -m tools.accept_polling ../shared

Part of accept.py. Exit 0 when everything passes, 1 when something does not.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser

from tools.accept import ROOT, check, free_port, get, manage, new_environment, running, say

FEEDS, ENTRIES = 200, 20
DEADLINE = 30.0
"""Seconds that one fetch may take (THREATS H12); reading the answer comes on top."""
SLACK = 5.0
MORE_MEMORY = 60 * 1024
"""KiB that bodies of 64 MB and bombs may cost beyond the same poll without them (PERFORMANCE: 30 MB and a body)."""
EXPECTED = {
    "http_error": ("500", "503", "429", "404", "403", "401"),
    "gone": ("410",),
    "network_error": (
        "hang", "hanghead", "reset", "shortlen", "endless", "huge", "bomb", "truncgz", "badgz", "redirchain",
        "redirloop",
    ),
    "blocked": ("redirfile", "redirlocal"),
    "parse_error": ("empty", "laughs", "xxe"),
    "not_a_feed": ("html", "json"),
    "ok": (
        "slow", "chunked", "mime", "hdrcharset", "newetag", "lowercase", "bigheader", "redir301", "charset", "utf16",
        "bom", "badentity", "nul", "noguid", "dupguid", "baddate",
    ),
}  # fmt: skip
EITHER = {"flap": {"ok", "http_error"}, "drip": {"ok", "network_error"}, "malformed": {"ok", "partial"}}
"""By turns; by how fast the body is; by whether the fault hit the end of the document."""
SEQUENCE = "hk_rthk_local_ch.rss"
ENTRY_COUNTS = """
import json
from django.db.models import Count
from articles.models import Entry
rows = Entry.objects.values_list("feed__url").annotate(n=Count("pk"), a=Count("article", distinct=True)).order_by()
print("COUNTS" + json.dumps({url: [n, a] for url, n, a in rows}))
"""


def main() -> int:
    """Run both parts; give the exit code."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared").resolve()
    results = [every_fault(shared), hour_by_hour(shared)]
    return 0 if all(results) else 1


@contextmanager
def installation() -> Iterator[dict[str, str]]:
    """A throw-away database; gives the environment of its commands."""
    with tempfile.TemporaryDirectory(prefix="gba-accept-") as folder:
        environment = {**new_environment(folder), "LOG_LEVEL": "ERROR"}
        manage(environment, "prepare")
        yield environment


@contextmanager
def feed_server(shared: Path, environment: Mapping[str, str], *options: str) -> Iterator[int]:
    """The feed server with these options; gives its port."""
    port = free_port()
    command = [sys.executable, str(shared / "tools" / "feedserver.py"), "--port", str(port), *options]
    with running(command, environment, port, "/opml"):
        yield port


def take_in(environment: Mapping[str, str], port: int) -> None:
    """Import all feeds that the server lists."""
    opml = Path(environment["DATA_DIR"]) / "served.opml"
    opml.write_bytes(get(port, "/opml")[1])
    manage(environment, "feeds", "import", str(opml))


@dataclass
class Polled:
    """A poll of all: its report, the most memory in KiB, and when each feed was told of, in seconds from the start."""

    report: dict[str, Any]
    peak: int
    told_at: dict[str, float]


def poll(environment: Mapping[str, str]) -> Polled:
    """Poll all in a process of its own."""
    command = [sys.executable, str(ROOT / "manage.py"), "poll", "--all", "--json"]
    began, told_at = time.monotonic(), {}
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        for line in process.stderr:
            # "12/200 feed-11 ok"
            if "/" in line.partition(" ")[0]:
                told_at[line.split()[1]] = time.monotonic() - began
        _, _, usage = os.wait4(process.pid, 0)
        out.seek(0)
        return Polled(json.loads(out.read()), usage.ru_maxrss, told_at)


def poll_of(shared: Path, *options: str) -> tuple[Polled, Polled, dict[str, list[int]]]:
    """Two polls of the synthetic feeds, and how many entries and articles are stored, by address."""
    size = (
        "--feeds",
        str(FEEDS),
        "--entries",
        str(ENTRIES),
        "--dup-rate",
        "0",
        "--en-words",
        "80",
        "--zh-chars",
        "120",
    )
    with installation() as environment, feed_server(shared, environment, *size, "--warm", *options) as port:
        take_in(environment, port)
        first, second = poll(environment), poll(environment)
        out = manage(environment, "shell", "--verbosity", "0", "--command", ENTRY_COUNTS)[1]
        return first, second, json.loads(out.partition("COUNTS")[2])


def every_fault(shared: Path) -> bool:
    """200 feeds, each of the server's faults on one of them, beside the same feeds without any."""
    say(f"Faults: {FEEDS} feeds of {ENTRIES} entries, each fault of the server on one of them")
    names = list(_module(shared / "tools" / "feedserver.py").FAULTS)
    clean, _, _ = poll_of(shared)
    first, again, counts = poll_of(shared, "--all-faults")
    wanted = {fault: {status} for status, faults in EXPECTED.items() for fault in faults} | EITHER
    rows = {int(feed["url"].rpartition("/")[2].partition(".")[0]): feed for feed in first.report["feeds"]}
    wrong = [
        f"{name}: {rows[number]['status']} ({'; '.join(rows[number]['errors'])})"
        for number, name in enumerate(names)
        if rows[number]["status"] not in wanted.get(name, set())
    ]
    passed = check(not wrong, f"{len(names)} bad feeds in their right state{': ' + ', '.join(wrong) if wrong else ''}")
    good = [rows[number] for number in rows if number >= len(names)]
    lost = [feed["slug"] for feed in good if counts.get(feed["url"]) != [ENTRIES, ENTRIES] or feed["status"] != "ok"]
    words = f"{len(good)} good feeds: {len(good) * ENTRIES} entries, each stored exactly once"
    passed &= check(not lost, f"{words} {', '.join(lost)}".rstrip())
    urls = {feed["url"] for feed in good}
    fresh = sum(feed["new"] for feed in again.report["feeds"] if feed["url"] in urls)
    passed &= check(fresh == 0, f"a second poll of them brings {fresh} new")
    longest = max(first.report["feeds"], key=lambda feed: feed["seconds"])
    words = f"longest poll {longest['seconds']:.1f} s (deadline {DEADLINE:.0f} s and reading)"
    passed &= check(longest["seconds"] <= DEADLINE + SLACK, words)
    slugs = [feed["slug"] for feed in good]
    took, took_clean = (max(polled.told_at[slug] for slug in slugs) for polled in (first, clean))
    most = 1.1 * took_clean + DEADLINE
    words = f"the good ones are in after {took:.1f} s; without faults {took_clean:.1f} s, so at most {most:.1f} s"
    passed &= check(took <= most, words)
    words = f"most memory {first.peak // 1024} MiB; without faults {clean.peak // 1024} MiB"
    return check(first.peak <= clean.peak + MORE_MEMORY, words) and passed


def hour_by_hour(shared: Path) -> bool:
    """One real feed at several moments: new and edited entries as an independent reading counts them."""
    say(f"A real feed at several moments: {SEQUENCE}")
    stem, _, ending = SEQUENCE.rpartition(".")
    moments = sorted(shared.joinpath("feeds").glob(f"{stem}_2*T*.{ending}"))
    passed, known, before = True, {}, Counter()
    folder = str(shared / "feeds")
    with installation() as environment, feed_server(shared, environment, "--dir", folder) as port:
        source = Path(environment["DATA_DIR"]) / "sequence.yaml"
        source.write_text(f"- {{slug: sequence, url: 'http://127.0.0.1:{port}/seq/{SEQUENCE}'}}\n")
        manage(environment, "feeds", "import", str(source))
        for number, moment in enumerate(moments):
            if number:
                get(port, f"/__ctl/step?name={SEQUENCE}")
            new, edited, known = _changes(moment.read_bytes(), known)
            feed = poll(environment).report["feeds"][0]
            found = (feed["new"], feed["updated"], feed["duplicates"])
            words = f"{moment.stem[len(stem) + 1 :]}: {feed['entries']} entries, {new} new, {edited} edited"
            passed &= check(
                found == (new, edited, 0), f"{words}; found {found[0]} new, {found[1]} updated, {found[2]} double"
            )
            before["new"] += new
        out = manage(environment, "shell", "--verbosity", "0", "--command", ENTRY_COUNTS)[1]
        counts = next(iter(json.loads(out.partition("COUNTS")[2]).values()))
    total = before["new"]
    return (
        check(counts == [total, total], f"{total} different entries, {counts[0]} stored, {counts[1]} articles")
        and passed
    )


def _changes(body: bytes, known: Mapping[str, tuple[str, str]]) -> tuple[int, int, dict[str, tuple[str, str]]]:
    """New and edited entries against what each last said, by feedparser alone; the words now known."""
    words = {
        entry.get("id") or entry.get("link"): (
            " ".join(entry.get("title", "").split()),
            " ".join(entry.get("summary", "").split()),
        )
        for entry in feedparser.parse(body).entries
    }
    new = sum(guid not in known for guid in words)
    edited = sum(guid in known and known[guid] != said for guid, said in words.items())
    return new, edited, {**known, **words}


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("feedserver", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
