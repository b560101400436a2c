"""Lighthouse on the production-like server: how quick, usable and findable a page is, as a phone and as a desktop.

    python -m tests.benchmarks.lighthouse [--runs 5] [--address http://127.0.0.1:8000 [--path /deals/ ...]]

Without an address the web server of the Procfile runs on loopback over the starter history and news of ours. Lighthouse
comes from npm by the lock file in .ci/tools/lighthouse at the first call, apart from what the product is built of.
Prints a table of medians on stdout; exit 0 where all goals are met, 1 where one is not, 2 without Chromium or npm.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.live import Item, Product, feed_server
from tests.servers import NotInstalled, chromium, free_port

FOLDER = Path(__file__).resolve().parents[2] / ".ci" / "tools" / "lighthouse"
LEAST = {
    "mobile": {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 95},
    "desktop": {"performance": 90, "accessibility": 100, "best-practices": 95, "seo": 95},
}
"""The least score of each category; on a desktop the charts are drawn while Lighthouse looks."""
MOST_CLS = 0.02
PATHS = ("/", "/deals/", "/cities/hong-kong/")
NEWS = Item(
    "signed",
    "Harbour Science Park and Shenzhen bureau sign agreement on chip testing",
    "Hong Kong Science and Technology Parks Corporation and the Shenzhen Municipal People's Government on Tuesday "
    "(24 November 2026) signed a cooperation agreement worth HK$3.2 billion. It covers eleven projects.",
    "Tue, 24 Nov 2026 09:10:00 +0800",
)
NEWEST = "from articles.models import Article; print(Article.objects.order_by('-pk').values_list('pk', flat=True)[0])"


@dataclass(frozen=True)
class Measured:
    """Medians of one address in one form: scores of 0 to 100, layout shift, milliseconds; what cost points."""

    address: str
    form: str
    scores: dict[str, int]
    cls: float
    lcp: float
    tbt: float
    found: tuple[str, ...]

    def misses(self) -> list[str]:
        """Name the goals that are not met."""
        least = LEAST[self.form]
        low = [f"{name} {self.scores[name]} < {goal}" for name, goal in least.items() if self.scores[name] < goal]
        return low + ([f"CLS {self.cls:.3f} >= {MOST_CLS}"] if self.cls >= MOST_CLS else [])

    def line(self) -> str:
        """One row of the table."""
        scores = " ".join(f"{self.scores[name]:>13}" for name in LEAST[self.form])
        return f"{self.address:<28}{self.form:<8}{scores}  {self.cls:6.4f} {self.lcp:7.0f} {self.tbt:7.0f}"


def medians(rows: Sequence[dict]) -> list[Measured]:
    """Bring the runs of ``measure.mjs`` together, in the order of their first row."""
    runs: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for row in rows:
        runs[row["address"], row["form"]].append(row)
    return [
        Measured(
            address,
            form,
            {name: int(statistics.median(row["scores"][name] for row in several)) for name in LEAST[form]},
            *(statistics.median(row[name] for row in several) for name in ("cls", "lcp", "tbt")),
            tuple(dict.fromkeys(fault for row in several for fault in row["found"])),
        )
        for (address, form), several in runs.items()
    ]


def install(env: Mapping[str, str]) -> None:
    """Put what the lock file names beside it, unless it is there. Raises NotInstalled without npm or its registry."""
    lock, stamp = FOLDER / "package-lock.json", FOLDER / "node_modules" / ".lock"
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return
    npm = shutil.which("npm", path=env["PATH"])
    if not npm:
        raise NotInstalled("npm is not there: `make setup-dev` brings it")
    command = [npm, "--prefix", str(FOLDER), "ci", "--no-audit", "--no-fund"]
    if subprocess.run(command, env=env, stdout=sys.stderr, check=False).returncode:
        raise NotInstalled("Lighthouse could not be installed: a connection to an npm registry is needed")
    stamp.write_bytes(lock.read_bytes())


def measure(addresses: Sequence[str], *, runs: int) -> list[Measured]:
    """Run Lighthouse ``runs`` times on every address in both forms. Raises NotInstalled."""
    # Set-up puts Node beside Python where the machine has none of its own.
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    install(env)
    command = ["node", str(FOLDER / "measure.mjs"), chromium(), str(runs), *addresses]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)
    return medians([json.loads(line) for line in done.stdout.splitlines()])


def measure_ours(*, runs: int) -> list[Measured]:
    """Measure overview, deals, a city and an article of a server of our own."""
    with ExitStack() as stack:
        feeds = stack.enter_context(feed_server())
        feeds.feeds["bay-wire"] = [NEWS]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        product = Product(folder, free_port())
        stack.callback(product.kill)
        product.manage("prepare")
        (folder / "feeds.yaml").write_text(feeds.list_of_feeds(), encoding="utf-8")
        product.manage("feeds", "import", str(folder / "feeds.yaml"))
        product.manage("poll", "--all")
        newest = product.manage("shell", "--verbosity", "0", "--command", NEWEST).split()[-1]
        product.start("web")
        return measure([product.address + path for path in (*PATHS, f"/articles/{newest}/")], runs=runs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--address", help="a server that runs already")
    parser.add_argument("--path", action="append", help="a page of it; several are possible")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.address:
            paths = chosen.path or PATHS
            found = measure([chosen.address.rstrip("/") + path for path in paths], runs=chosen.runs)
        else:
            found = measure_ours(runs=chosen.runs)
    except NotInstalled as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    heads = " ".join(f"{name:>13}" for name in LEAST["mobile"])
    lines = [f"{'address':<28}{'form':<8}{heads}  {'CLS':>6} {'LCP ms':>7} {'TBT ms':>7}"]
    for one in found:
        lines += [one.line(), *(f"    missed: {miss}" for miss in one.misses()), *(f"    {text}" for text in one.found)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if any(one.misses() for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
