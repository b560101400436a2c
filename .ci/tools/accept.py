"""Prints the figures that acceptance asks for, from texts that are not part of the project.

    python .ci/tools/accept.py ../shared
    python .ci/tools/accept.py ../shared --only curating

Needs the folder with seeds/, eval/, feeds/ and tools/feedserver.py. Works in
a throw-away DATA_DIR on loopback. Exit 0 when everything that is pass or fail
passes, 1 when something does not, 2 when the folder is not there.
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("seeds", "eval", "feeds", "tools/feedserver.py")
MEMORANDUM, VISIT = "003_84607b8f4ed71ba8", "000_e8791593fb7c51e6"
PAGES = ("/", "/deals/", "/signals/", "/cities/", "/sectors/", "/timeline/", "/articles/", "/sources/", "/about/")
FORGET_VALIDATORS = """
from articles.models import Feed
Feed.objects.update(etag="", last_modified="", body_hash="")
"""

Record = Mapping[str, Any]
Check = tuple[str, Callable[[Record, Record], bool]]


def signed(analysis: Record) -> list[Record]:
    """Give the deals that are agreed, not only wished for."""
    return [deal for deal in analysis["deals"] if deal["status"] in {"signed", "completed"}]


def counts(analysis: Record) -> set[tuple[str, float, float | None]]:
    """Give every count of every deal as (unit, from, to)."""
    return {(count["unit"], count["n"], count["n_max"]) for deal in analysis["deals"] for count in deal["counts"]}


def agreed_mechanisms(analysis: Record) -> set[str]:
    """Give the mechanisms that the deals belong to; an initiative that the text only names is none of them."""
    return {deal["mechanism"] for deal in analysis["deals"] if deal["mechanism"]}


def noise(text: str) -> set[str]:
    """Give the words of the frame around the article that are still in ``text``."""
    return {word for word in ("Lens", "608", "Fukushima", "Hashtags", "Advertisement", "millionaire") if word in text}


# One row for each assertion on the two texts: m is the memorandum, v the visit.
CHECKS: Sequence[Check] = (
    ("1 signed deals: 2 and 0", lambda m, v: (len(signed(m)), len(signed(v))) == (2, 0)),
    (
        "1 signals: 0 and at most 2",
        lambda m, v: len(m["deals"]) == len(signed(m)) and len(v["deals"]) - len(signed(v)) <= 2,
    ),
    ("1 mechanisms: 1 and 0", lambda m, v: (len(agreed_mechanisms(m)), len(agreed_mechanisms(v))) == (1, 0)),
    ("2 no value on any record", lambda m, v: all(deal["amount"] is None for deal in (*m["deals"], *v["deals"]))),
    ("3 13 areas", lambda m, v: ("areas", 13, None) in counts(m)),
    ("3 51 projects", lambda m, v: ("projects", 51, None) in counts(m)),
    ("3 4 documents", lambda m, v: ("documents", 4, None) in counts(m)),
    ("3 10 to 30 relocated staff", lambda m, v: ("relocated_staff", 10, 30) in counts(v)),
    ("4 no date on the first pass", lambda m, v: all(deal["date"] is None for deal in (*m["deals"], *v["deals"]))),
    ("5 cities of the memorandum", lambda m, v: set(m["cities"]) == {"hong-kong"}),
    ("5 cities of the visit", lambda m, v: set(v["cities"]) == {"hong-kong", "shenzhen"}),
    ("6 text of the memorandum ends where the article ends", lambda m, v: m["text"].endswith("youth development.")),
    ("6 nothing of the frame is left", lambda m, v: not noise(m["text"])),
    ("7 text of the visit ends where the article ends", lambda m, v: v["text"].endswith("relocate there.")),
    ("8 both word orders are one mechanism", lambda m, v: len(agreed_mechanisms(m)) == 1),
    (
        "11 the Chief Executive signs nothing",
        lambda m, v: (
            not any(
                actor["role"] == "signatory" and "Lee" in actor["name"]
                for deal in m["deals"]
                for actor in deal["actors"]
            )
        ),
    ),
)


def say(text: str) -> None:
    """Print one line of the result."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def check(passed: bool, words: str) -> bool:
    """Print one assertion with its result."""
    say(f"  {'pass' if passed else 'FAIL'}  {words}")
    return passed


def new_environment(folder: str) -> dict[str, str]:
    """The environment of an installation in a folder of its own, on loopback, without servers."""
    environment = {**os.environ, "DATA_DIR": folder, "FEEDS_FILE": os.devnull}
    environment |= {"FETCH_ALLOW_PRIVATE": "1", "FETCH_PAGES": "0", "FETCH_HOST_PACE": "0"}
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)
    return environment


def manage(environment: Mapping[str, str], *arguments: str, given: str = "") -> tuple[int, str]:
    """Run a management command; give its exit code and its stdout. Its stderr is ours."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment, input=given, stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout


def accept_seeds(shared: Path, environment: Mapping[str, str]) -> bool:
    """Read the two seed texts and say which assertion holds."""
    lines = []
    for name in (MEMORANDUM, VISIT):
        text = (shared / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
        lines.append(json.dumps({"id": name, "title": text.strip().splitlines()[0], "text": text}))
    code, out = manage(environment, "analyse", given="\n".join(lines))
    memorandum, visit = (json.loads(line) for line in out.splitlines())
    say("Seeds")
    passed = code == 0
    for name, holds in CHECKS:
        result = holds(memorandum, visit)
        passed &= result
        say(f"  {'pass' if result else 'FAIL'}  {name}")
    # Twelve: a second reading changes nothing.
    again = manage(environment, "analyse", given="\n".join(lines))[1]
    say(f"  {'pass' if again == out else 'FAIL'}  12 a second reading gives the same")
    return passed and again == out


def accept_labels(shared: Path, environment: Mapping[str, str]) -> bool:
    """Compare with the labelled articles; the table is a measure, not a pass."""
    gold, texts = shared / "eval" / "dev.jsonl", shared / "eval" / "texts"
    started = time.monotonic()
    code, out = manage(environment, "evaluate", str(gold), "--texts", str(texts), "--json")
    table = json.loads(out)
    say(f"Labelled articles: {table['articles']} in {time.monotonic() - started:.1f} s")
    say(f"  {'field':<18}{'tp':>5}{'fp':>5}{'fn':>5}{'precision':>11}{'recall':>9}{'f1':>8}")
    for name, row in table["fields"].items():
        shares = "".join(
            f"{'-' if row[key] is None else format(row[key], '.3f'):>{width}}"
            for key, width in (("precision", 11), ("recall", 9), ("f1", 8))
        )
        say(f"  {name:<18}{row['tp']:>5}{row['fp']:>5}{row['fn']:>5}{shares}")
    return code == 0


def accept_clean_text(shared: Path, environment: Mapping[str, str]) -> bool:
    """Measure what is kept of captured pages and what leaks; passes when nothing is read from the quarantine."""
    command = [sys.executable, str(ROOT / ".ci" / "tools" / "clean_text.py"), str(shared)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    say(done.stdout.rstrip())
    return done.returncode == 0


def accept_clusters(shared: Path, environment: Mapping[str, str]) -> bool:
    """Measure how the same deal, told twice, is told as one; in a throw-away database of its own."""
    with tempfile.TemporaryDirectory(prefix="gba-clusters-") as folder:
        command = [sys.executable, str(ROOT / ".ci" / "tools" / "clusters.py"), str(shared)]
        done = subprocess.run(
            command, env={**environment, "DATA_DIR": folder}, stdout=subprocess.PIPE, text=True, check=False
        )
    say(done.stdout.rstrip())
    return done.returncode == 0


def accept_polling(shared: Path, environment: Mapping[str, str]) -> bool:
    """Poll against every fault, and a real feed hour by hour; in throw-away databases of their own."""
    return run_part("tools.accept_polling", shared, environment)


def accept_curating(shared: Path, environment: Mapping[str, str]) -> bool:
    """Clear sixty real proposals by keyboard in Chromium; in a throw-away installation of its own."""
    return run_part("tools.accept_curating", shared, environment)


def run_part(module: str, shared: Path, environment: Mapping[str, str]) -> bool:
    """Run a part that is a program of its own; whether it says that all passes."""
    with_tools = {**environment, "PYTHONPATH": str(ROOT / ".ci")}
    command = [sys.executable, "-m", module, str(shared)]
    return subprocess.run(command, env=with_tools, cwd=ROOT, check=False).returncode == 0


def free_port() -> int:
    """Give a port of loopback that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str) -> tuple[int, bytes]:
    """Give status and body of an address on loopback; status 0 where nobody answers."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError:
            return 0, b""


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], port: int, path: str) -> Iterator[None]:
    """Run a server until the block ends; the block begins when ``path`` answers 200."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while get(port, path)[0] != 200:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[1]} does not come up")
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait()


def accept_feeds(shared: Path, environment: dict[str, str]) -> bool:
    """Poll the captured feeds twice, then look at the pages."""
    port = free_port()
    command = [sys.executable, str(shared / "tools" / "feedserver.py"), "--port", str(port)]
    with running([*command, "--dir", str(shared / "feeds")], environment, port, "/opml"):
        opml = Path(environment["DATA_DIR"]) / "captured.opml"
        opml.write_bytes(get(port, "/opml")[1])
        manage(environment, "prepare")
        say("Captured feeds: " + manage(environment, "feeds", "import", str(opml))[1].strip().replace("\n", "\n  "))
        passed = True
        for number in (1, 2, 3):
            if number == 3:
                # What the second poll knew to be unchanged is read once more to the last entry.
                manage(environment, "shell", "--verbosity", "0", "--command", FORGET_VALIDATORS)
            _, out = manage(environment, "poll", "--all", "--json")
            report = json.loads(out)
            totals = report["totals"]
            skipped = sum(feed["skipped"] for feed in report["feeds"])
            twice = sum(feed["duplicates"] for feed in report["feeds"])
            say(
                f"  poll {number}: {report['seconds']:.1f} s, {totals['feeds']} feeds, {totals['entries']} entries, "
                f"{totals['new']} new, {totals['updated']} updated, {twice} carried twice, {skipped} without link or "
                f"title; {totals['processed']} processed, {totals['relevant']} relevant, {totals['deals']} deals"
            )
            for feed in report["feeds"]:
                if feed["status"] not in {"ok", "not_modified"}:
                    say(f"    {feed['slug']}: {feed['status']} {'; '.join(feed['errors'])}")
            passed &= number == 1 or totals["new"] == totals["updated"] == 0
    say(f"  {'pass' if passed else 'FAIL'}  further polls bring nothing new")
    return look_at_pages(environment) and passed


def look_at_pages(environment: dict[str, str]) -> bool:
    """Open the pages over what was polled."""
    port = free_port()
    command = [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)]
    passed = True
    say("Pages")
    with running(command, {**environment, "SITE_URL": f"http://127.0.0.1:{port}"}, port, "/readyz"):
        for path in PAGES:
            started = time.monotonic()
            status, body = get(port, path)
            passed &= status == 200
            say(f"  {status}  {path}  {len(body) / 1000:.0f} kB in {(time.monotonic() - started) * 1000:.0f} ms")
        articles = json.loads(get(port, "/articles.json")[1] or b'{"count": null}')["count"]
        say(f"  relevant articles on the list: {articles}")
    return passed


PARTS_OF_IT: Mapping[str, Callable[[Path, dict[str, str]], bool]] = {
    "seeds": accept_seeds,
    "labels": accept_labels,
    "text": accept_clean_text,
    "clusters": accept_clusters,
    "feeds": accept_feeds,
    "polling": accept_polling,
    "curating": accept_curating,
}


def main() -> int:
    """Run all parts, or those that are named, and give the exit code."""
    parser = argparse.ArgumentParser(description="Prints the figures that acceptance asks for.")
    parser.add_argument("shared", nargs="?", default="../shared", help="the folder with seeds/, eval/ and feeds/")
    parser.add_argument("--only", nargs="+", choices=PARTS_OF_IT, default=list(PARTS_OF_IT), help="these parts alone")
    asked = parser.parse_args()
    shared = Path(asked.shared).resolve()
    missing = [part for part in PARTS if not (shared / part).exists()]
    if missing:
        sys.stderr.write(f"{shared} has no {', '.join(missing)}: name the folder, as in make accept SHARED=../shared\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="gba-accept-") as folder:
        environment = new_environment(folder)
        results = [PARTS_OF_IT[name](shared, environment) for name in asked.only]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
