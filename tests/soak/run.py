"""A day in the life, in half an hour: everything runs, everything is shaken, readers read; then the books are closed.

    python -m tests.soak.run [--minutes 30] [--seed 1]

PostgreSQL, Redis, a feed server with faults, a mail server and the programs of the Procfile run on loopback. News
comes in all the time. Workers are killed, Redis is emptied, PostgreSQL is restarted, clocks jump (Debian's faketime,
where it is installed), digests go out and are asked for by hand at the same time, and readers click. Then all faults
end, and what must hold is counted. Prints a table; exit 0 where all of it holds, 1 where not, 2 without the servers.
"""

import argparse
import http.client
import json
import logging
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import psycopg

from tests.faults.storm import Cluster, Storm, count, faketime_library, memory, news, settle, state
from tests.journeys.conftest import fresh_database, fresh_redis
from tests.live import TOPOLOGY, FeedServer, Product
from tests.servers import NotInstalled, postgresql, redis_server
from tests.smtpserver import Inbox, smtp_server
from tests.soak.judging import FINAL, judge

FEEDS, FIRST_ENTRIES = 40, 10
WORKERS = ("worker-fetch", "worker-process", "worker-mail")
PAGES = (
    "/", "/deals/", "/signals/", "/articles/", "/timeline/", "/cities/zhuhai/", "/sectors/", "/coverage/", "/sources/",
    "/search/?q=paper", "/zh-hant/deals/", "/pt/", "/deals.json", "/deals.csv", "/feeds/deals.atom", "/api/v1/deals",
)  # fmt: skip
RECOVERY_SECONDS = 600
DOWN_SECONDS = 3
"""How long after PostgreSQL answers again a page may still say that it does not."""
WARM_SECONDS = 60
"""So old a program is before its memory counts: one that was just killed and begins anew is small."""
READERS_A_MINUTE = 10
LAST_LINES = 12
"""Of the log of a program that ended by itself."""

SEED = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Deal, DealEvent
now = timezone.now()
for number in range(3):
    deal = Deal.objects.create(slug=f"seed-{number}", title=f"Pact {number}", type="mou", status="signed", rung="mou",
        created_at=now, changed_at=now, filed_on=now.date(), filed_until=now.date())
    DealEvent.objects.create(deal=deal, event="new", happened_at=now - timedelta(hours=3))
"""
MORE_READERS = """
from datetime import timedelta
from django.utils import timezone
from articles.models.article import HONG_KONG
from dashboards.digests import tokens
from dashboards.digests.models import Subscriber, Subscription
now = timezone.now()
for number in range({first}, {last}):
    email = f"reader{{number}}@example.org"
    reader = Subscriber.objects.create(email=email, email_hash=tokens.hash_email(email), handle=tokens.new_handle(),
        hour=now.astimezone(HONG_KONG).hour, timezone="Asia/Hong_Kong", with_weekends=True, created_at=now)
    Subscription.objects.create(subscriber=reader, frequency="daily", confirmed_at=now - timedelta(days=3))
"""
DELIVERIES = """
import json
from dashboards.digests.models import Delivery, Subscriber
states = {}
for email, state in Delivery.objects.values_list("digest__subscriber__email", "state"):
    states.setdefault(email, []).append(state)
print("DELIVERIES" + json.dumps({email: states.get(email, [])
    for email in Subscriber.objects.values_list("email", flat=True)}))
"""


class FaultyFeeds(FeedServer):
    """Answers one request in ``one_in`` badly, in one of seven ways; 0 = none."""

    def __init__(self, chance: random.Random) -> None:
        """Answer well at first."""
        super().__init__()
        self.chance, self.one_in, self.faults = chance, 0, Counter[str]()
        self._writing = threading.Lock()

    def publish(self, number: int) -> None:
        """Add the article of a number to the feed whose turn it is."""
        with self._writing:
            self.feeds.setdefault(f"feed{number % FEEDS}", []).append(news(number))

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request, badly if its turn has come."""
        if not self.one_in or self.chance.randrange(self.one_in):
            super().answer(request)
            return
        fault = self.chance.choice(("500", "503", "reset", "slow", "html", "cut off", "nothing"))
        self.faults[fault] += 1
        with suppress(BrokenPipeError, ConnectionResetError):
            if fault in ("500", "503"):
                request.send_error(int(fault))
            elif fault == "reset":
                request.connection.close()
            elif fault == "slow":
                time.sleep(4)
                super().answer(request)
            else:
                body = self._rss(request.path.strip("/").removesuffix(".xml")).encode()
                bad = {"html": b"<html><body>Sign in</body></html>", "cut off": body[: len(body) // 2], "nothing": b""}
                request.send_response(200)
                request.send_header("Content-Type", "application/rss+xml; charset=utf-8")
                request.send_header("Content-Length", str(len(bad[fault])))
                request.end_headers()
                request.wfile.write(bad[fault])


@dataclass
class Reader(threading.Thread):
    """Clicks through the pages until it is stopped; ``bad`` says what no reader may see."""

    product: Product
    chance: random.Random
    is_down: Callable[[], bool]
    answers: Counter[int] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = threading.Event()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Click."""
        while not self.stopped.wait(self.chance.uniform(0.05, 0.6)):
            page = self.chance.choice(PAGES)
            was_down = self.is_down()
            connection = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=60)
            try:
                connection.request("GET", page)
                answer = connection.getresponse()
                answer.read()
                self.answers[answer.status] += 1
                if answer.status == 503 and answer.headers.get("Retry-After") and (was_down or self.is_down()):
                    continue
                if answer.status >= 400:
                    self.bad.append(f"{page}: {answer.status}, Retry-After {answer.headers.get('Retry-After')}")
            except (OSError, http.client.HTTPException) as error:
                self.bad.append(f"{page}: {type(error).__name__}")
            finally:
                connection.close()


@dataclass
class Soak:
    """One run: what runs, what was done to it, and what was seen."""

    product: Product
    feeds: FaultyFeeds
    storm: Storm
    inbox: Inbox
    minutes: float
    chance: random.Random
    published: int = 0
    readers: int = 0
    rounds: int = 0
    samples: list[tuple[float, dict[str, int]]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    born: dict[int, float] = field(default_factory=dict)
    programs: set[str] = field(default_factory=set)
    outages: list[tuple[float, float]] = field(default_factory=list)
    deliveries: dict[str, list[str]] = field(default_factory=dict)
    ended: dict[int, str] = field(default_factory=dict)
    """Programs that ended without our doing, by process: which, how, and the last that they said."""

    def run(self) -> list[Reader]:
        """Keep it up for its time; give the readers with what they saw."""
        self.product.manage("shell", "--command", SEED)
        for _ in range(FEEDS * FIRST_ENTRIES):
            self.publish()
        listed = self.product.folder / "feeds.yaml"
        listed.write_text(self.feeds.list_of_feeds(), encoding="utf-8")
        self.product.manage("feeds", "import", str(listed))
        self.product.start(*TOPOLOGY)
        readers = [Reader(self.product, random.Random(number), self.is_down) for number in range(2)]
        for reader in readers:
            reader.start()
        self.feeds.one_in = 4
        try:
            self._hours()
        finally:
            for reader in readers:
                reader.stopped.set()
                reader.join(90)
        return readers

    def publish(self) -> None:
        """Let one more article come out."""
        self.feeds.publish(self.published)
        self.published += 1

    def is_down(self) -> bool:
        """Whether PostgreSQL is, or was until a moment ago, away."""
        now = time.monotonic()
        return any(first - 1 <= now <= last + DOWN_SECONDS for first, last in self.outages)

    def _hours(self) -> None:
        """News each second, a sample each five, harm each ten, readers of digests each minute."""
        self.began = began = time.monotonic()
        end = began + self.minutes * 60
        due = {"sample": 0.0, "harm": 20.0, "polls": 5.0, "digests": 10.0}
        every = {"sample": 5.0, "harm": 10.0, "polls": 15.0, "digests": 60.0}
        while (now := time.monotonic()) < end:
            self.publish()
            for name, at in due.items():
                if now - began >= at:
                    due[name] = now - began + every[name]
                    getattr(self, f"_{name}")()
            time.sleep(max(0.0, now + 1 - time.monotonic()))

    def _sample(self) -> None:
        """Keep the memory of each program that has run long enough to hold all that it ever loads."""
        now = time.monotonic()
        for name, process in list(self.product.processes.items()):
            if process.poll() is not None:
                self._begin_again(name)
        sizes = {name: size for name, size in memory(self.product).items() if size}
        self.programs.update(sizes)
        ages = {name: now - self.born.setdefault(process.pid, now) for name, process in self.product.processes.items()}
        self.samples.append((now, {name: size for name, size in sizes.items() if ages.get(name, 0) >= WARM_SECONDS}))

    def _begin_again(self, name: str) -> None:
        """Start a program that ended by itself, as whatever keeps programs up does; keep its last words.

        The library that fakes clocks breaks a sleep now and then, for which the program can do nothing.
        """
        process = self.product.processes[name]
        said = (self.product.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")
        words = " | ".join(said.splitlines()[-LAST_LINES:])
        if process.pid in self.storm.faked and "[Errno 22] Invalid argument" in words:
            self.storm.count("ends of a faked sleep")
        else:
            self.ended[process.pid] = f"{name}: {process.returncode}, {words}"
        self.product.start(name)

    def _harm(self) -> None:
        """One harm; in the second half none that begins a program anew, since a leak shows only in one that lives."""
        library = faketime_library()
        kinds = ["flush"] * 2 + ["restart"]
        if time.monotonic() < self.began + self.minutes * 30:
            kinds += ["kill"] * 5 + ["step"] * 2 * bool(library)
        match self.chance.choice(kinds):
            case "kill":
                self.storm.kill(*WORKERS, "beat")
            case "flush":
                self.storm.flush()
            case "restart":
                self.outages.append((time.monotonic(), float("inf")))
                self.storm.restart(self.chance.uniform(0.5, 5))
                self.outages[-1] = (self.outages[-1][0], time.monotonic())
            case _:
                self.storm.step((*WORKERS, "beat"), str(library), self.chance.choice(("+90s", "-90s", "+1h", "-1h")))

    def _polls(self) -> None:
        """Let all feeds be due, as hours would."""
        with suppress(psycopg.Error), psycopg.connect(self.product.environment["DATABASE_URL"]) as connection:
            connection.execute("UPDATE articles_feed SET next_poll_at = now(), state = 'active' WHERE lease_token = ''")

    def _digests(self) -> None:
        """Ten more readers, whose digest is due; somebody sends digests by hand while the mail room does."""
        first, self.readers = self.readers, self.readers + READERS_A_MINUTE
        self.product.manage("shell", "--command", MORE_READERS.format(first=first, last=self.readers), check=False)
        self.product.manage("send_digests", check=False)
        self.rounds += 1

    def close(self) -> dict[str, object]:
        """End all faults, let everything come to rest, and give what the database holds."""
        self.feeds.one_in = 0
        for name in TOPOLOGY:
            if name != "web":
                self.product.kill_one(name)
                self.product.start(name)
        url = self.product.environment["DATABASE_URL"]
        since = time.monotonic()
        while count(url, "SELECT count(*) FROM articles_entry") < self.published:
            if time.monotonic() - since > RECOVERY_SECONDS:
                break
            self._polls()
            time.sleep(10)
        with suppress(TimeoutError):
            settle(url, entries=self.published, seconds=RECOVERY_SECONDS)
        self._send_the_rest()
        return state(self.product)

    def _send_the_rest(self) -> None:
        """Let the mail room work until every delivery rests; keep each reader's."""
        since = time.monotonic()
        while True:
            self.product.manage("send_digests", check=False)
            out = self.product.manage("shell", "--verbosity", "0", "--command", DELIVERIES)
            self.deliveries = json.loads(out.partition("DELIVERIES")[2])
            is_late = time.monotonic() - since > RECOVERY_SECONDS
            if is_late or all(states and set(states) <= FINAL for states in self.deliveries.values()):
                return
            time.sleep(10)

    def drift(self) -> dict[str, float]:
        """How much the memory of each program has changed in the last half: its last quarter to the one before.

        Endless where a program was never warm in one of the two: what was not seen is not flat.
        """
        if not self.samples:
            return {}
        first, last = self.samples[0][0], self.samples[-1][0]
        parts: dict[str, tuple[list[int], list[int]]] = {}
        for at, sizes in self.samples:
            place = (at - first) / max(1.0, last - first)
            if place >= 0.5:
                for name, size in sizes.items():
                    parts.setdefault(name, ([], []))[place >= 0.75].append(size)
        return {
            name: statistics.median(late) / statistics.median(early) - 1 if early and late else float("inf")
            for name, (early, late) in ((name, parts.get(name, ([], []))) for name in sorted(self.programs))
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and report; give the exit code."""
    parser = argparse.ArgumentParser(description="Everything at once, for a while.")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    with ExitStack() as things:
        try:
            address, redis_url = things.enter_context(postgresql()), things.enter_context(redis_server())
        except NotInstalled as missing:
            sys.stderr.write(f"soak: this machine has no {missing}\n")
            return 2
        cluster = Cluster(address)
        things.callback(cluster.run, "stop", "-m", "immediate")
        inbox = things.enter_context(smtp_server())
        folder = Path(things.enter_context(tempfile.TemporaryDirectory(prefix="gba-soak-")))
        feeds = FaultyFeeds(random.Random(options.seed))
        things.callback(feeds.close)
        product = Product(
            folder / "soak",
            inbox.port,
            DATABASE_URL=fresh_database(address, "soak"),
            REDIS_URL=fresh_redis(redis_url),
            LOG_LEVEL="WARNING",
        )
        product.folder.mkdir()
        things.callback(product.kill)
        product.manage("prepare")
        chance = random.Random(options.seed)
        soak = Soak(product, feeds, Storm(product, cluster, redis_url, chance), inbox, options.minutes, chance)
        readers = soak.run()
        held = soak.close()
        product.kill()
        rows = judge(soak, readers, held, _quietly(soak, folder / "quiet", fresh_database(address, "quiet")))
    width = max(len(what) for what, _, _ in rows)
    sys.stdout.write("".join(f"{what:<{width}}  {'ok  ' if holds else 'FAIL'}  {told}\n" for what, told, holds in rows))
    return 0 if all(holds for _, _, holds in rows) else 1


def _quietly(soak: Soak, folder: Path, address: str) -> dict[str, object]:
    """What the database holds where the same feeds are read once, in peace."""
    folder.mkdir()
    quiet = Product(folder, soak.inbox.port, DATABASE_URL=address)
    quiet.manage("prepare")
    quiet.manage("shell", "--command", SEED)
    quiet.manage("feeds", "import", str(soak.product.folder / "feeds.yaml"))
    quiet.manage("poll", "--all", seconds=1800)
    return state(quiet)


if __name__ == "__main__":
    sys.exit(main())
