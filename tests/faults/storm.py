"""What chaos and soak are made of: a flood of news, servers that are shaken, and what the database says afterwards."""

import json
import random
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import psycopg
import redis

from tests.live import FeedServer, Item, Product
from tests.servers import wait_until

FIRST_DAY = date(2026, 7, 1)
DAYS = 120
CITIES = ("Hong Kong", "Macao", "Guangzhou", "Shenzhen", "Zhuhai", "Foshan", "Huizhou", "Dongguan", "Zhongshan")
CITIES_IN_CHINESE = ("香港", "澳門", "廣州", "深圳", "珠海", "佛山", "惠州", "東莞", "中山")
TRADES = ("tourism", "logistics", "insurance", "robotics", "film", "schooling", "health care", "wind power")
# fmt: off
WORDS = (
    "harbour", "market", "river", "tower", "engine", "orchard", "signal", "paper", "garden", "bridge", "carbon",
    "studio", "archive", "winter", "ledger", "copper", "season", "lantern", "window", "thread", "marble", "cotton",
    "ferry", "island", "quarry", "barley", "atlas", "violin", "canyon", "meadow",
)
# fmt: on


def news(number: int) -> Item:
    """Give the article of a number: a fifth tell an agreement, a fifth are of the bay without one, the rest are not."""
    chance = random.Random(number)
    day = FIRST_DAY + timedelta(days=number * 37 % DAYS)
    published = f"{day:%a, %d %b %Y} {chance.randrange(24):02}:{chance.randrange(60):02}:00 +0800"
    one, other = chance.sample(range(len(CITIES)), 2)
    trade = chance.choice(TRADES)
    filler = " ".join(" ".join(chance.choices(WORDS, k=11)).capitalize() + "." for _ in range(chance.randrange(3, 9)))
    kind = number % 5
    if kind == 0 and number % 15 == 0:
        sides = f"{CITIES_IN_CHINESE[one]}與{CITIES_IN_CHINESE[other]}"
        title = f"{sides}簽署第{number}號備忘錄"
        text = f"{sides}於{day.year}年{day.month}月{day.day}日簽署第{number}號備忘錄。"
    elif kind == 0:
        title = f"{CITIES[one]} and {CITIES[other]} sign paper {number} on {trade}"
        text = (
            f"On {day.day} {day:%B %Y} {CITIES[one]} and the {CITIES[other]} authorities signed memorandum number "
            f"{number} covering {number % 89 + 11} projects in {trade}. {filler}"
        )
    elif kind == 1:
        title = f"{trade.capitalize()} fair {number} draws visitors from {CITIES[one]} to {CITIES[other]}"
        text = (
            f"Visitors from {CITIES[one]} came to {CITIES[other]} for fair {number} of the Greater Bay Area. {filler}"
        )
    else:
        title = f"{' '.join(chance.sample(WORDS, 4)).capitalize()} {number}"
        text = filler
    return Item(f"item-{number}", title, f"<p>{text}</p>", published)


def flood(server: FeedServer, *, feeds: int, entries: int) -> None:
    """Let the server have so many feeds with so many entries each."""
    for feed in range(feeds):
        server.feeds[f"feed{feed}"] = [news(feed * entries + n) for n in range(entries)]


STATE = """
import hashlib, json
from collections import defaultdict
from articles.models import Article, Deal, DealReport, Entry, Evidence, Feed, Party, TagDay, Tagging
from articles.actions.rollups import find_drift
def digest(rows):
    rows = sorted(map(repr, rows))
    if IS_WHOLE:
        return rows
    return [len(rows), hashlib.sha256("\\n".join(rows).encode()).hexdigest()[:16]]
stories = defaultdict(list)
for story, url in Article.objects.filter(story__isnull=False).values_list("story", "canonical_url"):
    stories[story].append(url)
article = "article__canonical_url"
# A deal bears the name of the article that came first, which is chance; it is the same deal by what reports it.
tellers = defaultdict(list)
for pk, url, position in DealReport.objects.filter(deal__isnull=False).values_list("deal", article, "position"):
    tellers[pk].append((url or "", position))
def of_deals(rows):
    return [(sorted(tellers[pk]) if tellers[pk] else pk, *values) for pk, *values in rows]
deal = ("title", "type", "status", "rung", "amount", "currency", "agreed_on", "review", "report_count")
print("STATE" + json.dumps({
    "entries": digest(Entry.objects.values_list("feed__slug", "guid", "generation", article, "content_hash")),
    "articles": digest(Article.objects.values_list("canonical_url", "title", "text", "lang", "is_relevant", "relevance",
        "excerpt", "duplicate_of__canonical_url", "content_hash")),
    "taggings": digest(Tagging.objects.values_list(article, "tag__kind", "tag__slug", "score")),
    "reports": digest(DealReport.objects.values_list(article, "position", "type", "status")),
    "evidence": digest(Evidence.objects.values_list("report__" + article, "field", "quote", "start", "end")),
    "deals": digest(of_deals(Deal.objects.values_list("pk", *deal))),
    "parties": digest(of_deals(Party.objects.values_list("deal", "name", "role", "tag__slug"))),
    "stories": digest(sorted(urls) for urls in stories.values()),
    "days": digest(TagDay.objects.exclude(articles=0).values_list("tag__kind", "tag__slug", "day", "articles")),
    "drift": len(find_drift()),
    "unprocessed": Article.objects.filter(processed_at=None).count(),
    "quarantined": Article.objects.filter(quarantined_at__isnull=False).count(),
    "leases": Article.objects.exclude(lease_token="").count() + Feed.objects.exclude(lease_token="").count(),
}))
"""


def state(product: Product) -> dict[str, object]:
    """Give what the database holds: of each kind of row the number and a hash, and what should be 0."""
    return _asked(product, is_whole=False)


def difference(one: Product, other: Product) -> str:
    """Give the first rows that one database holds and the other does not, for whoever looks for the reason."""
    mine, theirs = _asked(one, is_whole=True), _asked(other, is_whole=True)
    lines = []
    for name, rows in mine.items():
        if isinstance(rows, list) and rows != theirs[name]:
            lines += [f"{name}: only here {row}" for row in sorted(set(rows) - set(theirs[name]))[:5]]
            lines += [f"{name}: only there {row}" for row in sorted(set(theirs[name]) - set(rows))[:5]]
    return "\n".join(lines)


def _asked(product: Product, *, is_whole: bool) -> dict[str, object]:
    command = f"IS_WHOLE = {is_whole}\n{STATE}"
    out = product.manage("shell", "--verbosity", "0", "--command", command)
    return dict(json.loads(out.partition("STATE")[2]))


def count(address: str, statement: str) -> int:
    """Ask the database for one number; -1 while it cannot be asked."""
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            row = connection.execute(statement).fetchone()
            return int(row[0]) if row else 0
    except psycopg.Error:
        return -1


class Cluster:
    """The throw-away cluster behind an address, to be stopped and started as its operator would."""

    def __init__(self, address: str) -> None:
        """Look at how it was started."""
        with psycopg.connect(address) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        self.folder = str(row[0]) if row else ""
        written = Path(self.folder, "postmaster.opts").read_text(encoding="utf-8")
        self.options = written.strip().partition(" ")[2].replace('"', "")

    def run(self, *arguments: str) -> None:
        """Run pg_ctl."""
        command = ["pg_ctl", "-D", self.folder, "-w", *arguments]
        binary = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        if binary:
            command[0] = f"{binary}/pg_ctl"
        subprocess.run(command, check=True, capture_output=True, user="postgres", group="postgres", extra_groups=[])

    def stop(self) -> None:
        """Stop it at once, without waiting for anybody."""
        self.run("stop", "-m", "immediate")

    def start(self) -> None:
        """Start it again."""
        self.run("start", "-o", self.options, "-l", f"{self.folder}/again.log")


@dataclass
class Storm:
    """Does harm to a running product; ``done`` counts it by name."""

    product: Product
    cluster: Cluster
    redis_url: str
    chance: random.Random
    done: dict[str, int] = field(default_factory=dict)
    faked: set[int] = field(default_factory=set)
    """Processes whose clock is faked."""

    def kill(self, *names: str) -> None:
        """``kill -9`` a program with all its processes, and start it again."""
        name = self.chance.choice(names)
        self.product.kill_one(name)
        self.product.start(name)
        self.count("kills")

    def flush(self) -> None:
        """Take everything out of Redis: messages, what is not acknowledged, caches."""
        redis.Redis.from_url(self.redis_url).flushall()
        self.count("flushes")

    def restart(self, seconds: float = 2.0) -> None:
        """Stop PostgreSQL in the middle of everything and start it again after ``seconds``."""
        self.cluster.stop()
        time.sleep(seconds)
        self.cluster.start()
        self.count("restarts")

    def step(self, names: tuple[str, ...], library: str, offset: str) -> None:
        """Let the clock of a program jump by ``offset`` (``+90s``, ``-1h``) from the time of the machine."""
        name = self.chance.choice(names)
        self.product.kill_one(name)
        self.product.start(name, LD_PRELOAD=library, FAKETIME=offset, FAKETIME_DONT_FAKE_MONOTONIC="1")
        self.faked.add(self.product.processes[name].pid)
        self.count("clock steps")

    def count(self, what: str) -> None:
        """Count one more harm of a kind."""
        self.done[what] = self.done.get(what, 0) + 1


def faketime_library() -> str | None:
    """Give the path of Debian's libfaketime; None where it is not installed."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    return str(found[0]) if found else None


def rage(events: list[Callable[[], None]], *, progress: Callable[[], float], patience: float) -> None:
    """Let events happen: the n-th of N once ``progress`` (0 to 1) passes n / (N + 1), or ``patience`` seconds later."""
    for number, event in enumerate(events, 1):
        since = time.monotonic()
        while progress() < number / (len(events) + 1) and time.monotonic() - since < patience:
            time.sleep(0.2)
        event()


def settle(address: str, *, entries: int, seconds: float) -> float:
    """Wait until every entry is there, processed and let go; give the seconds that it took. Raises TimeoutError."""
    since = time.monotonic()
    there = "SELECT count(*) FROM articles_entry"
    open_ = (
        "SELECT (SELECT count(*) FROM articles_article WHERE processed_at IS NULL AND quarantined_at IS NULL)"
        " + (SELECT count(*) FROM articles_article WHERE lease_token <> '')"
        " + (SELECT count(*) FROM articles_feed WHERE lease_token <> '')"
    )
    done = lambda: count(address, there) >= entries and count(address, open_) == 0  # noqa: E731
    wait_until(done, "every entry is there and processed, and nobody holds a lease", seconds)
    return time.monotonic() - since


_RSS = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)


def memory(product: Product) -> Mapping[str, int]:
    """Give the memory (KiB, resident) of each running program, all its processes together."""
    found: dict[str, int] = dict.fromkeys(product.processes, 0)
    groups = {process.pid: name for name, process in product.processes.items()}
    for pid, group in _groups():
        if group in groups:
            try:
                status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            except (FileNotFoundError, ProcessLookupError):
                continue
            if told := _RSS.search(status):
                found[groups[group]] += int(told[1])
    return found


def _groups() -> Iterator[tuple[int, int]]:
    """(process, its group) of all processes; the group is the third field after the name, which ends with ``)``."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "stat").read_text(encoding="utf-8")
            except (FileNotFoundError, ProcessLookupError):
                continue
            yield int(folder.name), int(line.rpartition(")")[2].split()[2])


@contextmanager
def running(product: Product, *names: str) -> Iterator[None]:
    """Keep these programs up for a while."""
    product.start(*names)
    try:
        yield
    finally:
        product.kill()
