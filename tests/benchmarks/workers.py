"""What one worker of each queue does, for docs/deploy.md: a core's work, told from the time that others took.

    python -m tests.benchmarks.workers [--entries 2000] [--readers 300] [--pages 300]

PostgreSQL and a feed server on loopback. Each stage runs in a process of its own by its own door, and its processor
time is taken (its own, and PostgreSQL's), so that the figure is that of the work and not of what else the machine did.
Exit 2 without PostgreSQL.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.faults.storm import flood
from tests.journeys.conftest import fresh_database
from tests.live import FeedServer, Product
from tests.servers import NotInstalled, postgresql
from tests.smtpserver import smtp_server

FEEDS = 40
MEASURED = """
import json, resource, time
def timed(work):
    began, wall = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    number = work()
    ended = resource.getrusage(resource.RUSAGE_SELF)
    used = ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
    print("MEASURED" + json.dumps([number, used, time.monotonic() - wall]))
"""
FETCH = """
from django.utils import timezone
from articles.models import Entry, Feed
from articles import tasks
tasks.send_to_processing = lambda ids: None
def work():
    ids = list(Feed.objects.due(now=timezone.now()).values_list("pk", flat=True))
    for first in range(0, len(ids), 20):
        tasks.poll_feeds(ids[first:first + 20])
    return Entry.objects.count()
timed(work)
"""
PROCESS = """
from django.utils import timezone
from articles import tasks
from articles.models import Article
from articles.actions.processing import process_articles
def batches(ids):
    for first in range(0, len(ids), 100):
        tasks.process_articles(ids[first:first + 100])
    return len(ids)
waiting = list(Article.objects.claimable(now=timezone.now()).values_list("pk", flat=True))
batches(waiting[:100])
timed(lambda: batches(waiting[100:]))
"""
PEOPLE = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Deal, DealEvent
from articles.models.article import HONG_KONG
from dashboards.digests import tokens
from dashboards.digests.models import Subscriber, Subscription
now = timezone.now()
for number in range(10):
    deal = Deal.objects.create(slug=f"seed-{{number}}", title=f"Pact {{number}}", type="mou", status="signed",
        rung="mou", created_at=now, changed_at=now, filed_on=now.date(), filed_until=now.date())
    DealEvent.objects.create(deal=deal, event="new", happened_at=now - timedelta(hours=3))
for number in range({readers}):
    email = f"reader{{number}}@example.org"
    reader = Subscriber.objects.create(email=email, email_hash=tokens.hash_email(email), handle=tokens.new_handle(),
        hour=now.astimezone(HONG_KONG).hour, timezone="Asia/Hong_Kong", created_at=now)
    Subscription.objects.create(subscriber=reader, frequency="daily", confirmed_at=now - timedelta(days=3))
"""
MAIL = """
from django.utils import timezone
from dashboards.digests.actions import running
from dashboards.digests.models import Delivery
def work():
    while running.run_mail_room(now=timezone.now()).has_more:
        pass
    return Delivery.objects.filter(state="sent").count()
timed(work)
"""
WEB = """
from itertools import cycle, islice
from django.test import Client
from articles.models import DataGeneration
client = Client(SERVER_NAME="127.0.0.1")
pages = ("/", "/deals/", "/articles/", "/timeline/", "/cities/zhuhai/")
def work():
    for page in islice(cycle(pages), {pages}):
        {before}
        assert client.get(page).status_code == 200
    return {pages}
for page in pages:
    client.get(page)
timed(work)
"""


def server_seconds(address: str) -> float:
    """The processor time that PostgreSQL has used since it began: of the living and of those that ended."""
    import psycopg

    with psycopg.connect(address) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    pid = Path(str(row[0]) if row else "", "postmaster.pid").read_text(encoding="utf-8").split("\n")[0]
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if stat.parent.name == pid:
            ticks += sum(int(fields[n]) for n in (11, 12, 13, 14))
        elif fields[1] == pid:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measured(product: Product, address: str, script: str) -> tuple[float, float, float, float]:
    """Run a stage; give its number of units, its own and PostgreSQL's processor seconds, and the wall clock's."""
    before = server_seconds(address)
    out = product.manage("shell", "--verbosity", "0", "--command", MEASURED + script, seconds=1800)
    number, own, wall = json.loads(out.partition("MEASURED")[2])
    return number, own, server_seconds(address) - before, wall


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table; give the exit code."""
    parser = argparse.ArgumentParser(description="What one worker of each queue does.")
    parser.add_argument("--entries", type=int, default=2000)
    parser.add_argument("--readers", type=int, default=300)
    parser.add_argument("--pages", type=int, default=300)
    options = parser.parse_args(arguments)
    with ExitStack() as things:
        try:
            address = things.enter_context(postgresql())
        except NotInstalled as missing:
            sys.stderr.write(f"workers: this machine has no {missing}\n")
            return 2
        inbox = things.enter_context(smtp_server())
        feeds = FeedServer()
        things.callback(feeds.close)
        flood(feeds, feeds=FEEDS, entries=options.entries // FEEDS)
        folder = Path(things.enter_context(tempfile.TemporaryDirectory(prefix="gba-workers-")))
        product = Product(
            folder, inbox.port, DATABASE_URL=fresh_database(address, "workers"), LOG_LEVEL="ERROR", MAIL_RATE="0"
        )
        product.manage("prepare")
        (folder / "feeds.yaml").write_text(feeds.list_of_feeds(), encoding="utf-8")
        product.manage("feeds", "import", str(folder / "feeds.yaml"))
        rows = [("fetch: entries", measured(product, address, FETCH))]
        rows.append(("process: articles", measured(product, address, PROCESS)))
        rows.append(("web: pages kept", measured(product, address, WEB.format(pages=options.pages, before="pass"))))
        new = WEB.format(pages=options.pages // 5, before="DataGeneration.bump()")
        rows.append(("web: pages after a change", measured(product, address, new)))
        product.manage("shell", "--command", PEOPLE.format(readers=options.readers))
        rows.append(("mail: digests", measured(product, address, MAIL)))
    sys.stdout.write(f"{'one worker':<26} {'units':>6} {'own s':>7} {'db s':>6} {'wall s':>7} {'a core s':>9}\n")
    for name, (number, own, server, wall) in rows:
        rate = number / (own + server)
        sys.stdout.write(f"{name:<26} {number:>6.0f} {own:>7.1f} {server:>6.1f} {wall:>7.1f} {rate:>9.1f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
