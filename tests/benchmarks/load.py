"""Load on the pages of a large installation: how long one takes anew, and how many a second once they are cached.

    python -m tests.benchmarks.load [--articles 20000 --deals 2000 | --database URL] [--seconds 5]

The web server of the Procfile runs on loopback over synthetic rows, or over a database that holds some already
(``--database``, which is only read but for its counter of changes). Cold: each page after everything that is cached has
become out of date. Warm: Debian's wrk with twenty connections, each page and then the mix, beside ``/healthz``, which
touches nothing: answers a second, and the time within which half of them and 95 of 100 came. The generator of load
shares the machine. Exit 0 after a run, 2 without wrk.
"""

import argparse
import http.client
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from tests.live import Product

EMPTY = "/healthz"
PAGES = {
    "front page": "/",
    "deals": "/deals/",
    "deals of a city and sector": "/deals/?city=shenzhen&sector=finance",
    "signals": "/signals/",
    "articles": "/articles/",
    "a city": "/cities/hong-kong/",
    "a sector": "/sectors/finance/",
    "timeline": "/timeline/",
    "search": "/search/?q=port",
    "coverage": "/coverage/",
    "deals in Chinese": "/zh-hant/deals/",
    "API": "/api/v1/deals",
    "feed": "/feeds/deals.atom",
}
CONNECTIONS = 20
# "Requests/sec:   2090.12", "p95: 12300"
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
LATENCY = re.compile(r"^p(50|95): (\d+)$", re.MULTILINE)
WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")
TOLD = """
done = function(summary, latency, requests)
  for _, share in pairs({50, 95}) do
    io.write(string.format("p%d: %d\\n", share, latency:percentile(share)))
  end
end
"""
"""wrk's own summary knows 50, 75, 90 and 99 of 100; in microseconds."""
MIX = """
local pages = {%s}
local turn = 0
request = function()
  turn = turn %% #pages + 1
  return wrk.format("GET", pages[turn])
end
"""
BUMP = "from articles.models import DataGeneration; DataGeneration.bump()"
Row = tuple[str, str, str, str, str]


def cold(product: Product, path: str) -> tuple[float, int]:
    """Milliseconds of one request, and its status."""
    connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=120)
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return (time.perf_counter() - began) * 1000, answer.status


def fill(product: Product, paths: Sequence[str]) -> None:
    """Let every process of the web server keep its copy; without Redis each makes a page for itself."""
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for path in paths:
            list(pool.map(lambda _, path=path: cold(product, path), range(2 * CONNECTIONS)))


def warm(product: Product, path: str, seconds: float, script: Path | None = None) -> tuple[float, float, float]:
    """Answers a second, and milliseconds within which half and 95 of 100 came. Raises SystemExit for other answers."""
    fill(product, [path] if script is None else list(PAGES.values()))
    command = ["wrk", "--threads", "2", "--connections", str(CONNECTIONS), "--duration", f"{seconds:.0f}s", "--latency"]
    command += ["--script", str(script)] if script else []
    out = subprocess.run([*command, product.address + path], check=True, capture_output=True, text=True).stdout
    if wrong := WRONG.search(out):
        raise SystemExit(f"load: {path}: {wrong[1]} answers were no pages")
    times = {share: int(value) / 1000 for share, value in LATENCY.findall(out)}
    rate = RATE.search(out)
    if rate is None or len(times) < 2 or not float(rate[1]):
        raise SystemExit(f"load: {path}: wrk says nothing known:\n{out}")
    return float(rate[1]), times["50"], times["95"]


def measure(product: Product, seconds: float, rounds: int, folder: Path) -> list[Row]:
    """Ask for each page cold and warm, then for all in turn."""
    rows: list[Row] = []
    slowest: dict[str, list[float]] = {name: [] for name in PAGES}
    for path in (EMPTY, *PAGES.values()):
        cold(product, path)
    for _ in range(rounds):
        product.manage("shell", "--command", BUMP)
        for name, path in PAGES.items():
            taken, status = cold(product, path)
            if status != 200:
                raise SystemExit(f"load: {path} answers {status}")
            slowest[name].append(taken)
    empty = statistics.median(cold(product, EMPTY)[0] for _ in range(20))
    alone = folder / "alone.lua"
    alone.write_text(TOLD, encoding="utf-8")
    rate, half, most = warm(product, EMPTY, seconds, alone)
    rows.append(("empty page", f"{empty:.1f}", f"{rate:.0f}", f"{half:.1f}", f"{most:.1f}"))
    for name, path in PAGES.items():
        rate, half, most = warm(product, path, seconds, alone)
        rows.append((name, f"{statistics.median(slowest[name]):.1f}", f"{rate:.0f}", f"{half:.1f}", f"{most:.1f}"))
    script = folder / "mix.lua"
    script.write_text(TOLD + MIX % ", ".join(json.dumps(path) for path in PAGES.values()), encoding="utf-8")
    rate, half, most = warm(product, "/", seconds * 2, script)
    rows.append(("all in turn", "", f"{rate:.0f}", f"{half:.1f}", f"{most:.1f}"))
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; give the exit code."""
    parser = argparse.ArgumentParser(description="Load on the pages.")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--deals", type=int, default=2_000)
    parser.add_argument("--database", default="", help="the address of a database that holds rows already")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    if not shutil.which("wrk"):
        sys.stderr.write("load: this machine has no wrk (apt-get install wrk)\n")
        return 2
    with ExitStack() as things:
        folder = Path(things.enter_context(tempfile.TemporaryDirectory(prefix="gba-load-")))
        more = {"DATABASE_URL": options.database} if options.database else {}
        product = Product(folder, 1, LOG_LEVEL="ERROR", **more)
        things.callback(product.kill)
        if not options.database:
            product.manage("migrate", "--verbosity", "0")
            product.manage("sync_reference")
            size = ("--articles", str(options.articles), "--deals", str(options.deals))
            product.manage("load_benchmark_data", *size, seconds=7200)
        product.start("web")
        rows = measure(product, options.seconds, options.rounds, folder)
    head = ("", "cold, ms", "warm, /s", "50 %, ms", "95 %, ms")
    lines = [f"{what:<30}" + "".join(f"{figure:>12}" for figure in figures) for what, *figures in [head, *rows]]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
