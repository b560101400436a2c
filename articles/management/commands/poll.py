"""Polls feeds and processes what they bring, now and in this process."""

import json
import random
import sys
import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.utils import timezone

from articles.actions.counting import count_polls, count_processed, count_stages
from articles.actions.curation import fill_whole_queue
from articles.actions.leases import release_dead_leases
from articles.actions.pages import fetch_pages
from articles.actions.polling import LEASE, FeedPoll, poll_feeds
from articles.actions.processing import Processed, ease_collector, process_articles
from articles.fetcher import configured_policy
from articles.models import Article, Feed
from articles.models.feed import FeedQuerySet
from articles.models.lease import new_lease_token

BATCH = 100


class Command(BaseCommand):
    """``poll [--feed SLUG …] [--all] [--json]``: the report goes to stdout, progress to stderr."""

    help = "Polls due feeds and processes what they bring, now, in this process."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take due feeds unless --feed or --all."""
        parser.add_argument("--feed", action="append", default=[], metavar="SLUG", help="this feed, whatever its state")
        parser.add_argument("--all", action="store_true", help="every feed that is not paused, suspended or gone")
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    def run_from_argv(self, argv: list[str]) -> None:
        """Run as a process of its own, whose garbage collector may be eased as that of a worker is."""
        ease_collector()
        super().run_from_argv(argv)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 if a feed answered or none was due, 1 if all failed, 2 for an unknown slug."""
        try:
            self._run(options)
        except OperationalError as error:
            # A full or read-only disk, a server that went away: what was begun is found again at the next run.
            raise CommandError(f"the database cannot be used: {' '.join(str(error).split())[:200]}") from error

    def _run(self, options: dict[str, Any]) -> None:
        started_at, began = timezone.now(), time.monotonic()
        release_dead_leases()
        polls = self._poll(self._chosen(options["feed"], is_all=options["all"], now=started_at))
        if settings.FETCH_PAGES:
            fetch_pages(hosts=None, now=timezone.now(), policy=configured_policy())
        processed = self._process()
        report = to_json(polls, processed, started_at=started_at, seconds=time.monotonic() - began)
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else to_text(report))
        if polls and not any(poll.is_answered for poll in polls):
            sys.exit(1)

    def _chosen(self, slugs: list[str], *, is_all: bool, now: datetime) -> FeedQuerySet:
        if slugs:
            known = set(Feed.objects.filter(slug__in=slugs).values_list("slug", flat=True))
            if unknown := sorted(set(slugs) - known):
                raise CommandError(f"no feed is called {', '.join(unknown)}", returncode=2)
            return Feed.objects.filter(slug__in=slugs).order_by("pk")
        return Feed.objects.pollable().order_by("pk") if is_all else Feed.objects.due(now=now)

    def _poll(self, feeds: FeedQuerySet) -> list[FeedPoll]:
        now, token = timezone.now(), new_lease_token()
        # Named feeds are taken over from whoever polls them: that one finds its lease gone, and stores nothing.
        ids = feeds.claim(now=now, lease=LEASE, token=token)
        polls: list[FeedPoll] = []
        for poll in poll_feeds(
            ids=ids,
            token=token,
            now=now,
            chance=random.Random(),
            policy=configured_policy(),
            wants_pages=settings.FETCH_PAGES,
        ):
            polls.append(poll)
            self.stderr.write(f"{len(polls)}/{len(ids)} {poll.slug} {poll.outcome} {'; '.join(poll.errors)}".rstrip())
        count_polls(polls)
        return sorted(polls, key=lambda poll: ids.index(poll.feed_id))

    def _process(self) -> Processed:
        total = Processed()
        ids = list(Article.objects.claimable(now=timezone.now()).values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            total += process_articles(ids=ids[start : start + BATCH], now=timezone.now())
            self.stderr.write(f"processed {total.processed}/{len(ids)}")
        fill_whole_queue(now=timezone.now())
        count_processed(total)
        count_stages()
        return total


def to_json(polls: list[FeedPoll], processed: Processed, *, started_at: datetime, seconds: float) -> dict[str, Any]:
    """The report of a run, as the contract names its keys; ``seconds`` is wall time."""
    return {
        "started_at": started_at.isoformat(),
        "seconds": round(seconds, 3),
        "feeds": [
            {
                "slug": poll.slug,
                "url": poll.url,
                "status": str(poll.outcome),
                "http_status": poll.http_status,
                "entries": poll.counts.entries,
                "new": poll.counts.new,
                "updated": poll.counts.updated,
                "duplicates": poll.counts.duplicates,
                "unchanged": poll.counts.unchanged,
                "skipped": poll.counts.skipped,
                "errors": list(poll.errors),
                "seconds": round(poll.seconds, 3),
            }
            for poll in polls
        ],
        "totals": {
            "feeds": len(polls),
            "entries": sum(poll.counts.entries for poll in polls),
            "new": sum(poll.counts.new for poll in polls),
            "updated": sum(poll.counts.updated for poll in polls),
            "processed": processed.processed,
            "relevant": processed.relevant,
            "deals": processed.deals,
        },
    }


def to_text(report: dict[str, Any]) -> str:
    """The same report for a person: a line a feed, a line of totals."""
    lines = [
        f"{feed['slug']}: {feed['status']} {feed['http_status'] or '-'}, {feed['entries']} entries, {feed['new']} new, "
        f"{feed['updated']} updated, {feed['duplicates']} duplicates, {feed['unchanged']} unchanged, "
        f"{feed['skipped']} skipped{''.join(f' ({error})' for error in feed['errors'])}"
        for feed in report["feeds"]
    ]
    totals = ", ".join(f"{name} {number}" for name, number in report["totals"].items())
    return "\n".join([*lines, f"{totals}, seconds {report['seconds']}"])
