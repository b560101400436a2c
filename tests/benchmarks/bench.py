"""Speed of the analysis, side by side with a floor and with the extractor that it uses.

    python -m tests.benchmarks.bench ../shared [--rounds 5]

Needs a folder with eval/, html/, tools/feedserver.py and tools/bench/floor.py. Candidates take turns in one run and
the medians are shown: read the ratios, not the absolutes. Times of analysis are CPU seconds of one core. Writes
nothing but a throw-away folder. Exit 0 after a run, 2 when the folder is not there.
"""

import argparse
import importlib
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import trafilatura

from articles import reference
from articles.pipeline.extraction import extract
from articles.pipeline.line import analyse
from articles.pipeline.parsing import decode_document
from tests.benchmarks import candidates

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("eval/dev.jsonl", "eval/texts", "html", "tools/feedserver.py", "tools/bench/floor.py")
FEEDS, ENTRIES = 8, 50
# "floor[full] poll 1: wall 0.5s cpu 0.4s new 400 -> 812 entries/s ... dedup=21% sanitise=4%"
FLOOR_LINE = re.compile(r"poll 1: wall ([\d.]+)s cpu ([\d.]+)s new (\d+)[^\n]*")
FLOOR_STAGE = re.compile(r"(sanitise|strip|lang|tag|tokenise|dedup|date)=(\d+)%")
HOSTILE = {"full stops": ". ", "initials": "A. ", "quotations": "「a。」", "figures": "1,234.5 ", "lines": "ab\n\n"}
MEGABYTE = 1_000_000

Article = Mapping[str, Any]
Row = tuple[str, str, str, str]


def synthetic_articles(shared: Path) -> list[Article]:
    """Give the feed server's own articles: English and both Chinese scripts in equal parts of their feeds."""
    sys.path.insert(0, str(shared / "tools"))
    corpus = importlib.import_module("feedserver").Corpus(seed=1)
    made = [corpus.article(feed, number) for feed in range(FEEDS) for number in range(ENTRIES)]
    return [{"title": article["title"], "text": article["text"]} for article in made]


def labelled_articles(shared: Path) -> list[Article]:
    """Give the relevant ones of the labelled articles."""
    records = [json.loads(line) for line in (shared / "eval/dev.jsonl").read_text(encoding="utf-8").splitlines()]
    found = []
    for record in records:
        if record["relevant"]:
            whole = (shared / "eval/texts" / f"{record['id']}.txt").read_text(encoding="utf-8")
            title, _, body = whole.partition("\n")
            found.append({"title": title, "text": body.strip(), "published": record["date"]})
    return found


def pages(shared: Path) -> list[str]:
    """Give the captured pages, decoded."""
    return [decode_document(path.read_bytes(), None, None).text for path in sorted((shared / "html").glob("*.htm*"))]


def seconds(work: Callable[[], object]) -> float:
    """Give the CPU seconds that ``work`` takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def analyse_all(articles: Sequence[Article]) -> None:
    """Run the line over ``articles``."""
    known = reference.load()
    for article in articles:
        analyse(**article, reference=known)


@contextmanager
def feed_server(shared: Path) -> Iterator[int]:
    """Run the feed server on a free port of this machine; give the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(shared / "tools/feedserver.py"), "--port", str(port)]
    command += ["--feeds", str(FEEDS), "--entries", str(ENTRIES), "--warm"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _await(port, server)
            yield port
        finally:
            server.terminate()


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/__ctl/stats", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            if server.poll() is not None:
                break
            time.sleep(0.1)
    raise SystemExit("bench: the feed server does not answer")


def floor_rates(shared: Path, port: int, folder: str) -> tuple[float, float]:
    """Give the floor script's entries a second: the whole poll, and its processing alone (no fetch, no database)."""
    command = [str(candidates.PYTHON), str(shared / "tools/bench/floor.py"), "full", "--port", str(port)]
    command += ["--db", str(Path(folder) / "floor.db")]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "FEEDS": str(FEEDS)}, check=True)
    line = FLOOR_LINE.search(done.stdout)
    if line is None:
        raise SystemExit(f"bench: the floor script says nothing known: {done.stdout[:200]}")
    share = sum(int(percent) for _, percent in FLOOR_STAGE.findall(line.group())) / 100
    entries, wall = int(line.group(3)), float(line.group(1))
    return entries / wall, entries / (wall * share)


# Runs the command that it is given and says on stderr the most memory (KiB) that it took. It stands between because a
# child counts as its own the memory that its parent had when it started it, and this one has hardly any.
_WITNESS = (
    "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]); "
    "sys.stderr.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)); sys.exit(code)"
)


def command_once(articles: Sequence[Article], folder: str) -> tuple[float, float]:
    """Run ``manage.py analyse`` over ``articles``; give its seconds and its peak memory in MB."""
    source = Path(folder) / "articles.jsonl"
    source.write_text(
        "".join(json.dumps({"id": number, **article}) + "\n" for number, article in enumerate(articles)),
        encoding="utf-8",
    )
    environment = {**os.environ, "DATA_DIR": folder}
    started = time.perf_counter()
    with source.open("rb") as given:
        child = subprocess.run(
            [sys.executable, "-S", "-c", _WITNESS, sys.executable, "manage.py", "analyse"],
            cwd=ROOT, env=environment, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            check=False,
        )  # fmt: skip
    if child.returncode:
        raise SystemExit(f"bench: manage.py analyse ended with {child.returncode}: {child.stderr[-300:]}")
    return time.perf_counter() - started, int(child.stderr.split()[-1]) / 1024


def longer(article: Article, times: int) -> Article:
    """Give ``article`` with its body ``times`` times, each paragraph another one by its number."""
    body = "\n\n".join(f"{line} ({number})" for number in range(times) for line in article["text"].split("\n") if line)
    return {**article, "text": body}


def measure(shared: Path, rounds: int, folder: str) -> dict[str, list[float]]:
    """Run every candidate ``rounds`` times, one after the other in each round; give the figures of each by name."""
    synthetic, labelled, html = synthetic_articles(shared), labelled_articles(shared), pages(shared)
    once, fourfold = [longer(article, 4) for article in labelled], [longer(article, 16) for article in labelled]
    candidates.install()
    analyse_all([*synthetic[:20], *labelled[:5]])
    found: dict[str, list[float]] = {}

    def note(name: str, figure: float) -> None:
        found.setdefault(name, []).append(figure)

    with feed_server(shared) as port:
        for _ in range(rounds):
            note("synthetic", len(synthetic) / seconds(lambda: analyse_all(synthetic)))
            whole, processing = floor_rates(shared, port, folder)
            note("floor", processing)
            note("floor whole", whole)
            note("labelled", len(labelled) / seconds(lambda: analyse_all(labelled)))
            note("html theirs", seconds(lambda: [trafilatura.extract(page, include_comments=False) for page in html]))
            note("html extract", seconds(lambda: [extract("", html=page) for page in html]))
            note("html analyse", seconds(lambda: analyse_all([{"title": "", "html": page} for page in html])))
            note("n", seconds(lambda: analyse_all(once)))
            note("4n", seconds(lambda: analyse_all(fourfold)))
            note("start", command_once(synthetic[:1], folder)[0])
    for name, piece in HOSTILE.items():
        article = {"title": "Title", "text": piece * (MEGABYTE // len(piece))}
        note(f"hostile {name}", seconds(lambda given=article: analyse_all([given])))
    note("memory", command_once([*synthetic, *labelled], folder)[1])
    return found


def table(found: Mapping[str, Sequence[float]]) -> list[Row]:
    """Give the rows of the table: what, figure, ratio, aim."""
    middle = {name: statistics.median(figures) for name, figures in found.items()}
    floor = middle["floor"]
    rows = [
        ("floor, processing alone", f"{floor:.0f} entries/s", "1.00", ""),
        ("floor, whole poll", f"{middle['floor whole']:.0f} entries/s", f"{middle['floor whole'] / floor:.2f}", ""),
        ("analyse, synthetic", f"{middle['synthetic']:.0f} articles/s", f"{middle['synthetic'] / floor:.2f}", ">= 700"),
        ("analyse, labelled", f"{middle['labelled']:.0f} articles/s", f"{middle['labelled'] / floor:.2f}", ">= 300"),
        ("trafilatura, pages", f"{middle['html theirs']:.2f} s", "1.00", ""),
    ]
    for name in ("extract", "analyse"):
        spent = middle[f"html {name}"]
        rows.append((f"{name}, pages", f"{spent:.2f} s", f"{spent / middle['html theirs']:.2f}", "<= 1.50"))
    rows.append(("text four times as long", f"{middle['4n']:.2f} s", f"{middle['4n'] / middle['n']:.2f}", "about 4"))
    rows.extend((f"1 MB of {name}", f"{middle[f'hostile {name}']:.2f} s", "", "< 2 s") for name in HOSTILE)
    rows.append(("manage.py analyse, start-up", f"{middle['start']:.2f} s", "", "< 1 s"))
    rows.append(("manage.py analyse, peak memory", f"{middle['memory']:.0f} MB", "", "< 200 MB"))
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; give the exit code."""
    parser = argparse.ArgumentParser(description="Speed of the analysis as ratios.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    missing = [part for part in PARTS if not (options.shared / part).exists()]
    if missing:
        sys.stderr.write(f"bench: {options.shared} lacks {', '.join(missing)}: name the folder with SHARED=...\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="gba-bench-") as folder:
        rows = [("", "median", "ratio", "aim"), *table(measure(options.shared.resolve(), options.rounds, folder))]
    sys.stdout.write("".join(f"{what:<32}{figure:>18}{ratio:>8}  {aim}\n" for what, figure, ratio, aim in rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
