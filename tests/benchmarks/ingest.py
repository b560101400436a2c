"""Speed of the whole way in, side by side with a floor script and with a peer, on the same feeds in one run.

    python -m tests.benchmarks.ingest ../shared [--rounds 3] [--feeds 100] [--without growth,celery]

Every candidate polls the same feeds of one feed server three times: all new, unchanged, one new entry a feed. Ours does
everything (clean, tags, deals, near-duplicates, stories, search, rollups) on SQLite in one process and in two; with
PostgreSQL and Redis also in two plain processes and as Celery tasks on two. Candidates take turns, medians are shown:
read the ratios. What the others need is installed at first use (``candidates``). Exit 0 after a run, 2 without the
folder.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from celery import Celery

from tests.benchmarks import candidates
from tests.servers import NotInstalled, free_port, listens, postgresql, redis_server, wait_until

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("tools/feedserver.py", "tools/bench/floor.py", "tools/bench/peer_reader.py", "reference")
ENTRIES = 50
GROWTH = (10, 100, 1000)
GROWTH_ENTRIES = 5
FEEDS_A_LIST = 500
"""As many feeds as one list may name (``articles.actions.feed_lists``)."""
POLLS = ("first", "unchanged", "one new")
# "floor[full] poll 1: wall 0.5s …" and "reader workers=1 poll 1 (first): wall 4.88s …"
WALL = re.compile(r"poll \d[^:]*: wall ([\d.]+)s")
# "reader update_search for all entries 9.56s"
PEER_SEARCH = re.compile(r"update_search for all entries ([\d.]+)s")
Row = tuple[str, str, str, str]


class Feeds:
    """The feed server with so many feeds, on a free port."""

    def __init__(self, shared: Path, feeds: int, entries: int) -> None:
        """Start it."""
        self.port, self.feeds, self.entries = free_port(), feeds, entries
        command = [sys.executable, str(shared / "tools/feedserver.py"), "--port", str(self.port), "--warm"]
        command += ["--feeds", str(feeds), "--entries", str(entries), "--max-seconds", "7200"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: listens(self.port), "the feed server answers")
        self.tell("warm")

    def tell(self, what: str) -> None:
        """Ask its control for something: ``reset``, ``warm``, ``publish?n=1``."""
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/__ctl/{what}", timeout=120).close()

    def close(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait()


class Ours:
    """An installation without a single article, to be copied for every run."""

    def __init__(self, folder: Path, feeds: Feeds, address: str = "", redis_url: str = "") -> None:
        """Make it; ``address`` names a PostgreSQL server, else SQLite serves."""
        self.folder, self.feeds, self.address, self.redis_url = folder, feeds, address, redis_url
        self.runs = 0
        folder.mkdir(parents=True, exist_ok=True)
        if address:
            self._command("DROP DATABASE IF EXISTS bench_empty WITH (FORCE)", "CREATE DATABASE bench_empty")
        environment = self._environment("bench_empty", folder / "empty")
        self._manage(environment, "migrate", "--verbosity", "0")
        self._manage(environment, "sync_reference")
        listed = folder / "feeds.json"
        for rows in lists_of(feeds.feeds, feeds.port):
            listed.write_text(json.dumps(rows), encoding="utf-8")
            self._manage(environment, "feeds", "import", str(listed))

    def polls(self, processes: int, *, celery: bool = False) -> list[float]:
        """Poll three times with a fresh database; give the seconds of each, from the start of work to the last row.

        The same processes poll all three times, as the floor script and the peer do, and as workers live on.
        """
        environment = self._fresh()
        self.feeds.tell("reset")
        self.feeds.tell("warm")
        found = []
        with self._workers(environment, processes) if celery else self._children(environment, processes) as children:
            for name in POLLS:
                if name == "one new":
                    self.feeds.tell("publish?n=1")
                    self.feeds.tell("warm")
                found.append(self._by_celery(environment) if children is None else self._by_hand(children))
        return found

    def shares(self) -> Mapping[str, float]:
        """The part of the seconds of a first poll in one process that each stage takes, by stage."""
        environment = self._fresh()
        self.feeds.tell("reset")
        out = self._child(environment, 0, 1, "--shares").communicate()[0]
        return dict(json.loads(out))

    def _fresh(self) -> dict[str, str]:
        self.runs += 1
        if self.address:
            name = f"bench_{self.runs}"
            self._command(
                f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE bench_empty"
            )
            return self._environment(name, self.folder / "empty")
        fresh = self.folder / "run"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(self.folder / "empty", fresh)
        return self._environment("", fresh)

    def _environment(self, database: str, folder: Path) -> dict[str, str]:
        folder.mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("FETCH_", "DATABASE_"))}
        found = {
            **kept, "DATA_DIR": str(folder), "FEEDS_FILE": os.devnull, "FETCH_ALLOW_PRIVATE": "1", "FETCH_PAGES": "0",
            "FETCH_HOST_PACE": "0", "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "gba_tracker.settings",
        }  # fmt: skip
        if self.address:
            found |= {"DATABASE_URL": f"{self.address.rpartition('/')[0]}/{database}", "REDIS_URL": self.redis_url}
        return found

    def _command(self, *statements: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def _manage(self, environment: Mapping[str, str], *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
        )

    def _child(self, environment: Mapping[str, str], place: int, of: int, *more: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.benchmarks.ingesting", str(place), str(of), *more]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": None}
        return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)  # type: ignore[call-overload]

    @contextmanager
    def _children(self, environment: Mapping[str, str], processes: int) -> "Iterator[list[subprocess.Popen[str]]]":
        """Processes that have imported what they need and wait for the word."""
        children = [self._child(environment, place, processes) for place in range(processes)]
        try:
            for child in children:
                child.stdout.readline()
            yield children
        finally:
            for child in children:
                child.communicate()

    def _by_hand(self, children: "Sequence[subprocess.Popen[str]]") -> float:
        """Let all of them poll once at the same time; the seconds until the last one is done."""
        began = time.perf_counter()
        for child in children:
            child.stdin.write("go\n")
            child.stdin.flush()
        ends = [child.stdout.readline() for child in children]
        if not all(ends):
            raise SystemExit("bench: a process of ours failed")
        return max(map(float, ends)) - began

    @contextmanager
    def _workers(self, environment: Mapping[str, str], processes: int) -> Iterator[None]:
        """Celery's worker with so many processes; nobody there to be told by hand."""
        command = [Path(sys.executable).parent / "celery", "--app", "gba_tracker", "--quiet", "worker", "--queues"]
        command += ["fetch,process", "--concurrency", str(processes), "--loglevel", "ERROR", "--without-gossip"]
        worker = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            # A poll of nothing tells that it is up and has imported everything.
            self._call("beat_heart", "process")
            self._wait(environment, "SELECT count(*) FROM articles_heartbeat WHERE name = 'worker'", 1)
            yield
        finally:
            worker.terminate()
            worker.wait()

    def _by_celery(self, environment: Mapping[str, str]) -> float:
        with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("UPDATE articles_feed SET next_poll_at = NULL")
            polls = connection.execute("SELECT count(*) FROM articles_poll").fetchone()[0]
        began = time.perf_counter()
        self._call("poll_due_feeds", "fetch")
        self._wait(environment, "SELECT count(*) FROM articles_poll", polls + self.feeds.feeds)
        self._wait(environment, "SELECT -count(*) FROM articles_article WHERE processed_at IS NULL", 0)
        return time.perf_counter() - began

    def _call(self, task: str, queue: str) -> None:
        with Celery(broker=self.redis_url) as app:
            app.send_task(f"articles.tasks.{task}", queue=queue)

    def _wait(self, environment: Mapping[str, str], statement: str, least: int) -> None:
        with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as connection:
            while connection.execute(statement).fetchone()[0] < least:
                time.sleep(0.02)


def lists_of(feeds: int, port: int) -> list[list[dict[str, str]]]:
    """Give the feeds of a server as lists that can be taken in."""
    rows = [{"slug": f"f{n}", "url": f"http://127.0.0.1:{port}/feed/{n}.xml"} for n in range(feeds)]
    return [rows[start : start + FEEDS_A_LIST] for start in range(0, feeds, FEEDS_A_LIST)]


def floor_polls(shared: Path, feeds: Feeds, folder: Path) -> list[float]:
    """The floor script's three polls, in seconds."""
    return _walls([candidates.PYTHON, shared / "tools/bench/floor.py", "full"], feeds, folder / "floor.db")[0]


def peer_polls(shared: Path, feeds: Feeds, folder: Path) -> list[float]:
    """The peer's three polls in seconds, the first with its search index."""
    found, out = _walls([candidates.PYTHON, shared / "tools/bench/peer_reader.py", "1"], feeds, folder / "peer.db")
    return [found[0] + float(PEER_SEARCH.search(out)[1]), *found[1:]]


def _walls(command: Sequence[object], feeds: Feeds, database: Path) -> tuple[list[float], str]:
    command = [*map(str, command), "--port", str(feeds.port), "--db", str(database)]
    environment = {**os.environ, "FEEDS": str(feeds.feeds)}
    out = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return [float(wall) for wall in WALL.findall(out)], out


def measure(shared: Path, feeds: Feeds, rounds: int, folder: Path, servers: tuple[str, str] | None) -> dict[str, list]:
    """Let the candidates take turns; give the polls of each run by name."""
    candidates.install()
    sqlite = Ours(folder / "sqlite", feeds)
    postgres = Ours(folder / "postgresql", feeds, *servers) if servers else None
    found: dict[str, list[list[float]]] = {}
    for number in range(rounds):
        turns = {
            "floor": lambda: floor_polls(shared, feeds, folder),
            "peer": lambda: peer_polls(shared, feeds, folder),
            "one": lambda: sqlite.polls(1),
            "two": lambda: sqlite.polls(2),
            "postgresql two": (lambda: postgres.polls(2)) if postgres else None,
            "celery two": (lambda: postgres.polls(2, celery=True)) if postgres else None,
        }
        for name, turn in turns.items():
            if turn:
                found.setdefault(name, []).append(turn())
                told = ", ".join(f"{seconds:.2f}" for seconds in found[name][-1])
                sys.stderr.write(f"round {number + 1} of {rounds}: {name} {told} s\n")
    return found


def table(found: Mapping[str, Sequence[Sequence[float]]], entries: int) -> list[Row]:
    """Give the rows of the table: what, figure, ratio, what it must and may be."""
    middle = {name: [statistics.median(poll) for poll in zip(*runs, strict=True)] for name, runs in found.items()}
    rows: list[Row] = []
    for name, polls in middle.items():
        told = ", ".join(f"{seconds:.2f}" for seconds in polls)
        rows.append((f"{name}: all new, unchanged, one new", f"{told} s", f"{entries / polls[0]:.0f}/s", ""))
    if "peer" in middle:
        for poll, (what, aim) in enumerate(
            (("all new, with search", ">= 3, aim 5"), ("unchanged", ">= 3, aim 8"), ("one new", ">= 8, aim 15"))
        ):
            for name in ("one", "two"):
                if name in middle:
                    ratio = f"{middle['peer'][poll] / middle[name][poll]:.2f}"
                    rows.append((f"faster than the peer, {name}: {what}", "", ratio, aim if name == "two" else ""))
    for name in ("one", "two"):
        if name in middle and "floor" in middle:
            ratio = f"{middle[name][0] / middle['floor'][0]:.2f}"
            rows.append((f"times the floor, {name}: all new", "", ratio, "<= 2, aim 1.4" if name == "two" else ""))
    if {"one", "two"} <= middle.keys():
        rows.append(("two processes to one: all new", "", f"{middle['one'][0] / middle['two'][0]:.2f}", ""))
    if "celery two" in middle:
        more = middle["celery two"][0] / middle["postgresql two"][0] - 1
        rows.append(("Celery adds", "", f"{more:+.0%}", "<= 15 %"))
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; give the exit code."""
    parser = argparse.ArgumentParser(description="Speed of polling and processing as ratios.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--without", default="", help="parts to leave out: growth, celery, shares")
    options = parser.parse_args(arguments)
    missing = [part for part in PARTS if not (options.shared / part).exists()]
    if missing:
        sys.stderr.write(f"bench: {options.shared} lacks {', '.join(missing)}: name the folder with SHARED=...\n")
        return 2
    shared, without = options.shared.resolve(), set(options.without.split(","))
    with ExitStack() as things:
        folder = Path(things.enter_context(tempfile.TemporaryDirectory(prefix="gba-bench-")))
        servers = None
        if "celery" not in without:
            try:
                servers = (things.enter_context(postgresql()), things.enter_context(redis_server()))
            except NotInstalled as absent:
                sys.stderr.write(f"bench: left out for want of {absent}: Celery, PostgreSQL\n")
        feeds = Feeds(shared, options.feeds, ENTRIES)
        things.callback(feeds.close)
        load = os.getloadavg()[0]
        rows = [("", "median", "ratio", "must, aim")]
        rows += table(measure(shared, feeds, options.rounds, folder, servers), options.feeds * ENTRIES)
        if "shares" not in without:
            shares = Ours(folder / "shares", feeds).shares()
            rows += [(f"share of {stage}", f"{share:.1%}", "", "") for stage, share in shares.items()]
        if "growth" not in without:
            rows += growth(shared, folder)
    rows.append(("load of the machine at the beginning", f"{load:.1f}", "", ""))
    sys.stdout.write("".join(f"{what:<46}{figure:>24}{ratio:>9}  {aim}\n" for what, figure, ratio, aim in rows))
    return 0


def growth(shared: Path, folder: Path) -> list[Row]:
    """First polls of ever more feeds with five entries each, in one process and in two."""
    rows = []
    for number in GROWTH:
        feeds = Feeds(shared, number, GROWTH_ENTRIES)
        try:
            ours = Ours(folder / f"growth-{number}", feeds)
            one, two = ours.polls(1)[0], ours.polls(2)[0]
        finally:
            feeds.close()
        entries = number * GROWTH_ENTRIES
        told = f"{entries / one:.0f}/s, {entries / two:.0f}/s"
        rows.append((f"{number} feeds x {GROWTH_ENTRIES}: one process, two", told, f"{one / two:.2f}", ""))
    return rows


if __name__ == "__main__":
    sys.exit(main())
