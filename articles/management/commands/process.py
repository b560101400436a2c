"""Takes articles through the pipeline, in this process."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from articles.actions.counting import count_processed, count_stages
from articles.actions.curation import fill_whole_queue
from articles.actions.leases import release_dead_leases
from articles.actions.processing import Processed, ease_collector, process_articles, requeue_articles
from articles.models import Article

BATCH = 100
BAR = 30


class Command(BaseCommand):
    """``process [--all] [--stale]``: what is not processed; --all again, --stale what an older pipeline read."""

    help = "Processes what waits; --all everything again, --stale what an older pipeline has read."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done again."""
        parser.add_argument("--all", action="store_true", help="processed articles again")
        parser.add_argument("--stale", action="store_true", help="again those that an older pipeline version has read")

    def run_from_argv(self, argv: list[str]) -> None:
        """Run as a process of its own, whose garbage collector may be eased as that of a worker is."""
        ease_collector()
        super().run_from_argv(argv)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0, or 1 if an article failed."""
        release_dead_leases()
        now = timezone.now()
        if options["all"] or options["stale"]:
            ids = requeue_articles(stale_only=not options["all"], now=now)
        else:
            ids = list(Article.objects.claimable(now=now).values_list("pk", flat=True))
        total = Processed()
        for start in range(0, len(ids), BATCH):
            total += process_articles(ids=ids[start : start + BATCH], now=timezone.now())
            self._show(min(start + BATCH, len(ids)), len(ids))
        fill_whole_queue(now=timezone.now())
        count_processed(total)
        count_stages()
        self.stdout.write(
            f"processed {total.processed}, relevant {total.relevant}, deals {total.deals}, "
            f"failed {len(total.failed)}, quarantined {len(total.quarantined)}"
        )
        if left := len(ids) - total.processed - len({*total.failed, *total.quarantined}):
            self.stderr.write(f"left to the workers that run beside this command: {left}")
        if total.failed:
            sys.exit(1)

    def _show(self, done: int, of: int) -> None:
        """Draw the bar: in place on a terminal, a line each elsewhere."""
        filled = BAR * done // of
        is_terminal = self.stderr.isatty()
        ending = "\n" if done == of or not is_terminal else ""
        start = "\r" if is_terminal else ""
        self.stderr.write(f"{start}[{'#' * filled}{'.' * (BAR - filled)}] {done}/{of}", ending=ending)
