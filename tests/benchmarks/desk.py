"""The lists and pages of the desk at 100,000 articles beside the same at 1,000: queries, and how much more work.

    python -m tests.benchmarks.desk [--small 1000 --large 100000] [--rounds 7] [--folder DIR]

Two installations with synthetic rows on SQLite, whose work is done in the asking process: time is that process's own,
so that whatever else the machine does counts for neither. Each page is asked for by turns by somebody of the group
Admin who is logged in with a second factor, and of its rounds the median counts. A page may ask 12 questions and take
three times as long as in the small one. ``--folder`` keeps the installations for the next run. Exit 0 when every page
keeps both limits, 1 otherwise.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_QUERIES, MOST_TIMES = 12, 3.0
DEALS_OF = 20
"""Articles to a deal."""
PAGES = {
    "dashboard": "/admin/",
    "one app": "/admin/articles/",
    "search of the desk": "/admin/search/?s=port",
    "deals": "/admin/articles/deal/",
    "deals, page 3": "/admin/articles/deal/?p=3",
    "deals that wait": "/admin/articles/deal/?review__exact=unreviewed",
    "deals, by amount": "/admin/articles/deal/?o=-6",
    "deals, searched": "/admin/articles/deal/?q=port",
    "articles": "/admin/articles/article/",
    "articles, page 3": "/admin/articles/article/?p=3",
    "articles, relevant": "/admin/articles/article/?is_relevant__exact=1",
    "articles, quarantined": "/admin/articles/article/?processing=quarantined",
    "articles, waiting": "/admin/articles/article/?processing=waiting",
    "articles, of a language": "/admin/articles/article/?lang=zh-Hant",
    "articles, searched": "/admin/articles/article/?q=port",
    "stories": "/admin/articles/story/",
    "milestones": "/admin/articles/milestone/",
    "decisions": "/admin/articles/reviewdecision/",
    "tags": "/admin/articles/tag/",
    "aliases": "/admin/articles/alias/",
    "feeds": "/admin/articles/feed/",
    "feeds, silent": "/admin/articles/feed/?health=stale",
    "polls": "/admin/articles/poll/",
    "people": "/admin/auth/user/",
    "groups": "/admin/auth/group/",
    "a deal": "/admin/articles/deal/{deal}/change/",
    "history of a deal": "/admin/articles/deal/{deal}/history/",
    "an article": "/admin/articles/article/{article}/change/",
    "tags of an article": "/admin/articles/article/{article}/retag/",
    "a missed deal": "/admin/review/missed/{article}/",
    "a story": "/admin/articles/story/{story}/change/",
    "a tag": "/admin/articles/tag/{tag}/change/",
    "an alias": "/admin/articles/alias/{alias}/change/",
    "a new alias": "/admin/articles/alias/add/",
    "a feed": "/admin/articles/feed/{feed}/change/",
    "a group": "/admin/auth/group/{group}/change/",
    "queue": "/admin/review/",
    "queue of one kind": "/admin/review/?kind=deal",
    "an item": "/admin/review/{item}/",
    "merge": "/admin/review/merge/{deal}/{other}/",
    "quality": "/admin/review/quality/",
    "acts on many": "/admin/review/bulk/",
    "operation": "/admin/operation/",
    "digests": "/admin/digests/digest/",
    "deliveries": "/admin/digests/delivery/",
    "subscribers": "/admin/digests/subscriber/",
}


def serve() -> None:
    """The process of one installation: reads names of pages, answers with status, queries and milliseconds of work."""
    import django

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from articles.actions.curation import fill_whole_queue
    from articles.models import Alias, Article, Deal, Feed, ReviewItem, Story, Tag
    from gba_tracker.second_factor import PROVED

    person = User.objects.get_or_create(username="ann", defaults={"is_staff": True})[0]
    person.groups.add(Group.objects.get(name="Admin"))
    device = TOTPDevice.objects.get_or_create(user=person, confirmed=True)[0]
    fill_whole_queue(now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    deals = list(Deal.objects.exclude(reports__article=None).order_by("-pk").values_list("pk", flat=True)[:2])
    places = {
        "deal": deals[0], "other": deals[1],
        "article": Article.objects.order_by("-pk").values_list("pk", flat=True).first(),
        "story": Story.objects.order_by("pk").values_list("pk", flat=True).first(),
        "alias": Alias.objects.get_or_create(
            tag=Tag.objects.get(slug="shenzhen"), text="Lantern", lang="en", defaults={"added_at": timezone.now()}
        )[0].pk,
        "group": Group.objects.order_by("pk").values_list("pk", flat=True).first(),
        "tag": Tag.objects.filter(slug="shenzhen").values_list("pk", flat=True).first(),
        "feed": Feed.objects.order_by("pk").values_list("pk", flat=True).first(),
        "item": ReviewItem.objects.open().filter(kind="deal").order_by("pk").values_list("pk", flat=True).first(),
    }  # fmt: skip
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session[PROVED] = time.time()
    session.save()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        path = PAGES[line.strip()].format(**places)
        with CaptureQueriesContext(connection) as asked:
            began = time.process_time()
            status = client.get(path).status_code
            taken = (time.process_time() - began) * 1000
        sys.stdout.write(json.dumps([status, len(asked), taken]) + "\n")
        sys.stdout.flush()


@contextmanager
def installation(folder: Path, articles: int) -> Iterator["subprocess.Popen[str]"]:
    """An installation with so many articles, filled where it is not yet, and the process that answers for it."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gba_tracker.settings", "DATA_DIR": str(folder), "FEEDS_FILE": os.devnull,
        "LOG_LEVEL": "ERROR", "STAFF_TOTP": "1", "SITE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "127.0.0.1",
    }  # fmt: skip
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)
    filled = folder / "filled"
    commands = [["migrate", "--verbosity", "0"]]
    if not filled.exists():
        # The lists of the desk look into the rows, not into the search index.
        size = ["--articles", str(articles), "--deals", str(articles // DEALS_OF), "--without-search"]
        commands += [["sync_reference"], ["load_benchmark_data", *size]]
    for command in commands:
        subprocess.run(
            [sys.executable, ROOT / "manage.py", *command], env=environment, check=True, stdout=subprocess.DEVNULL
        )
    filled.touch()
    serving = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.desk", "--serve"],
        env=environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with serving as process:
        try:
            while (process.stdout.readline() or "dead").strip() not in ("ready", "dead"):
                pass
            yield process
        finally:
            process.terminate()


def ask(process: "subprocess.Popen[str]", page: str) -> tuple[int, int, float]:
    """Status, queries and milliseconds of one answer. Raises RuntimeError where the process has died."""
    process.stdin.write(page + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"no answer to {page}")
    return tuple(json.loads(line))


@dataclass(frozen=True)
class Asked:
    """One page at both sizes: its statuses, its queries, and the milliseconds of work at each size."""

    page: str
    statuses: frozenset[int]
    queries: tuple[int, int]
    work: tuple[float, float]

    @property
    def times(self) -> float:
        """How many times the work in the larger installation is that in the smaller one."""
        return self.work[1] / self.work[0]

    @property
    def is_kept(self) -> bool:
        """Whether the page answers within both limits, and asks no more in the larger installation."""
        few = max(self.queries) <= MOST_QUERIES and self.queries[0] >= self.queries[1]
        return self.statuses == {200} and few and self.times <= MOST_TIMES

    def __str__(self) -> str:
        small, large = self.work
        line = f"{self.page:<26}{max(self.queries):>8}{self.queries[1] - self.queries[0]:>6}"
        line += f"{small:>11.1f}{large:>11.1f}{self.times:>7.2f}"
        wrong = "" if self.statuses == {200} else f"  {sorted(self.statuses)}"
        return line + ("" if self.is_kept else "  OVER") + wrong


def measure(small: "subprocess.Popen[str]", large: "subprocess.Popen[str]", rounds: int) -> Iterator[Asked]:
    """Ask for every page by turns. That somebody was seen is written once a minute: the median knows nothing of it."""
    for page in PAGES:
        for process in (small, large):
            ask(process, page)
        turns = [(ask(small, page), ask(large, page)) for _ in range(rounds)]
        sides = [[pair[side] for pair in turns] for side in (0, 1)]
        yield Asked(
            page,
            frozenset(status for side in sides for status, _, _ in side),
            tuple(int(statistics.median_low(number for _, number, _ in side)) for side in sides),
            tuple(statistics.median_low(taken for _, _, taken in side) for side in sides),
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, measure, print; give the exit code."""
    parser = argparse.ArgumentParser(description="The desk at two sizes.")
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="keeps the installations for the next run")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        serve()
        return 0
    with ExitStack() as things:
        folder = options.folder or Path(things.enter_context(tempfile.TemporaryDirectory(prefix="gba-desk-")))
        small = things.enter_context(installation(folder / str(options.small), options.small))
        large = things.enter_context(installation(folder / str(options.large), options.large))
        sys.stdout.write(f"{'page':<26}{'queries':>8}{'more':>6}{'small, ms':>11}{'large, ms':>11}{'times':>7}\n")
        kept = True
        for asked in measure(small, large, options.rounds):
            kept &= asked.is_kept
            sys.stdout.write(f"{asked}\n")
            sys.stdout.flush()
        return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
