"""The lists and pages of the desk at 100,000 articles beside the same at 1,000: queries, and how much longer.

    python -m tests.benchmarks.desk [--small 1000 --large 100000] [--rounds 7] [--folder DIR]

Two installations with synthetic rows, asked for each page by turns by a process each, so that whatever else the machine
does falls on both. A page may ask 12 questions and take three times as long as in the small one. ``--folder`` keeps the
installations for the next run. Exit 0 when every page keeps both limits, 1 otherwise.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_QUERIES, MOST_TIMES = 12, 3.0
DEALS_OF = 20
"""Articles to a deal."""
PAGES = {
    "dashboard": "/admin/",
    "deals": "/admin/articles/deal/",
    "deals, page 3": "/admin/articles/deal/?p=3",
    "deals that wait": "/admin/articles/deal/?review__exact=unreviewed",
    "deals, searched": "/admin/articles/deal/?q=port",
    "articles": "/admin/articles/article/",
    "articles, page 3": "/admin/articles/article/?p=3",
    "articles, relevant": "/admin/articles/article/?is_relevant__exact=1",
    "articles, searched": "/admin/articles/article/?q=port",
    "stories": "/admin/articles/story/",
    "milestones": "/admin/articles/milestone/",
    "decisions": "/admin/articles/reviewdecision/",
    "tags": "/admin/articles/tag/",
    "aliases": "/admin/articles/alias/",
    "feeds": "/admin/articles/feed/",
    "polls": "/admin/articles/poll/",
    "a deal": "/admin/articles/deal/{deal}/change/",
    "history of a deal": "/admin/articles/deal/{deal}/history/",
    "an article": "/admin/articles/article/{article}/change/",
    "a tag": "/admin/articles/tag/{tag}/change/",
    "a feed": "/admin/articles/feed/{feed}/change/",
    "queue": "/admin/review/",
    "queue of one kind": "/admin/review/?kind=deal",
    "an item": "/admin/review/{item}/",
    "merge": "/admin/review/merge/{deal}/{other}/",
    "quality": "/admin/review/quality/",
    "acts on many": "/admin/review/bulk/",
    "operation": "/admin/operation/",
    "digests": "/admin/digests/digest/",
    "subscribers": "/admin/digests/subscriber/",
}


def serve() -> None:
    """The process of one installation: reads names of pages, answers with status, queries and milliseconds."""
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from articles.actions.curation import fill_queue
    from articles.models import Article, Deal, Feed, ReviewItem, Tag

    person = User.objects.filter(username="boss").first() or User.objects.create_superuser("boss", password="pw")
    while fill_queue(now=timezone.now()):
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    deals = list(Deal.objects.exclude(reports__article=None).order_by("-pk").values_list("pk", flat=True)[:2])
    places = {
        "deal": deals[0], "other": deals[1],
        "article": Article.objects.order_by("-pk").values_list("pk", flat=True).first(),
        "tag": Tag.objects.filter(slug="shenzhen").values_list("pk", flat=True).first(),
        "feed": Feed.objects.order_by("pk").values_list("pk", flat=True).first(),
        "item": ReviewItem.objects.open().filter(kind="deal").order_by("pk").values_list("pk", flat=True).first(),
    }  # fmt: skip
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        path = PAGES[line.strip()].format(**places)
        with CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            status = client.get(path).status_code
            taken = (time.perf_counter() - began) * 1000
        sys.stdout.write(json.dumps([status, len(asked), taken]) + "\n")
        sys.stdout.flush()


@contextmanager
def installation(folder: Path, articles: int) -> Iterator["subprocess.Popen[str]"]:
    """An installation with so many articles, filled where it is not yet, and the process that answers for it."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gba_tracker.settings", "DATA_DIR": str(folder), "FEEDS_FILE": os.devnull,
        "LOG_LEVEL": "ERROR", "STAFF_TOTP": "0", "SITE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "127.0.0.1",
    }  # fmt: skip
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)
    filled = folder / "filled"
    commands = [["migrate", "--verbosity", "0"]]
    if not filled.exists():
        size = ["--articles", str(articles), "--deals", str(articles // DEALS_OF)]
        commands += [["sync_reference"], ["load_benchmark_data", *size]]
    for command in commands:
        subprocess.run(
            [sys.executable, ROOT / "manage.py", *command], env=environment, check=True, stdout=subprocess.DEVNULL
        )
    filled.touch()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.desk", "--serve"],
        env=environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        while (process.stdout.readline() or "dead").strip() not in ("ready", "dead"):
            pass
        yield process
    finally:
        process.terminate()
        process.wait()


def ask(process: "subprocess.Popen[str]", page: str) -> tuple[int, int, float]:
    """Status, queries and milliseconds of one answer. Raises RuntimeError where the process has died."""
    process.stdin.write(page + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"no answer to {page}")
    return tuple(json.loads(line))


def measure(small: "subprocess.Popen[str]", large: "subprocess.Popen[str]", rounds: int) -> bool:
    """Ask for every page by turns and print a line of each; whether all keep their limits."""
    sys.stdout.write(f"{'page':<22}{'queries':>8}{'more':>6}{'small, ms':>11}{'large, ms':>11}{'times':>7}\n")
    kept = True
    for page in PAGES:
        for process in (small, large):
            ask(process, page)
        turns = [(ask(small, page), ask(large, page)) for _ in range(rounds)]
        statuses = {status for pair in turns for status, _, _ in pair}
        queries = max(number for pair in turns for _, number, _ in pair)
        more = max(b[1] - a[1] for a, b in turns)
        times = [statistics.median(pair[side][2] for pair in turns) for side in (0, 1)]
        is_kept = statuses == {200} and queries <= MOST_QUERIES and times[1] <= MOST_TIMES * times[0]
        kept &= is_kept
        sys.stdout.write(
            f"{page:<22}{queries:>8}{more:>6}{times[0]:>11.1f}{times[1]:>11.1f}{times[1] / times[0]:>7.2f}"
            f"{'' if is_kept else '  OVER'}{'' if statuses == {200} else f'  {statuses}'}\n"
        )
        sys.stdout.flush()
    return kept


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
        return 0 if measure(small, large, options.rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
