"""One process of ours in the benchmark: at every word it polls its share of the feeds and processes what they bring.

    python -m tests.benchmarks.ingesting PLACE OF [--shares]

Prints ``ready``, then for each line that comes in the moment at which the last row was written (``time.perf_counter``,
one clock for all processes of a machine); with ``--shares`` the part of each stage as JSON instead, without waiting.
"""

import functools
import importlib
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import django

STAGES = {
    "fetch and order": ("articles.actions.polling.polling", "_in_order"),
    "parse": ("articles.actions.polling.polling", "read_answer"),
    "store": ("articles.actions.polling.groups", "_store"),
    "clean": ("articles.pipeline.line", "extract"),
    "near-duplicates: fingerprint": ("articles.pipeline.line", "fingerprint"),
    "find names": ("articles.pipeline.line", "find_mentions"),
    "tags": ("articles.pipeline.line", "tag"),
    "deals": ("articles.pipeline.line", "read_deals"),
    "relevance": ("articles.pipeline.line", "weigh"),
    "keep: taggings": ("articles.actions.processing.keeping", "write_taggings"),
    "keep: revisions": ("articles.actions.processing.keeping", "write_revisions"),
    "keep: near-duplicates": ("articles.actions.processing.keeping", "write_marks"),
    "keep: articles": ("articles.actions.processing.keeping", "write_fields"),
    "keep: reports joined to deals": ("articles.actions.processing.keeping", "write_reports"),
    "keep: deals resolved": ("articles.actions.processing.keeping", "resolve_deals"),
    "keep: stories": ("articles.actions.processing.keeping", "group_stories"),
    "keep: rollups": ("articles.actions.processing.keeping", "apply_difference"),
    "keep: search index": ("articles.actions.processing.keeping", "index_articles"),
}
"""Stage -> the function that does it, where it is called; a stage inside another is counted for itself alone."""


class Clock:
    """Seconds by stage, each without those of the stages inside it."""

    def __init__(self) -> None:
        """Begin."""
        self.seconds: dict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def watch(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give the function that counts its time."""

        @functools.wraps(function)
        def watched(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            self._inside.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                taken = time.perf_counter() - began
                self.seconds[stage] += taken - self._inside.pop()
                if self._inside:
                    self._inside[-1] += taken

        return watched


def ingest(place: int, of: int) -> None:
    """Poll every ``of``-th feed from ``place`` on, and process what came."""
    from django.utils import timezone

    from articles.actions.polling import LEASE, poll_feeds
    from articles.actions.processing import process_articles
    from articles.fetcher import configured_policy
    from articles.models import Feed
    from articles.models.lease import new_lease_token

    now, token = timezone.now(), new_lease_token()
    mine = list(Feed.objects.pollable().order_by("pk").values_list("pk", flat=True))[place::of]
    claimed = Feed.objects.filter(pk__in=mine).order_by("pk").claim(now=now, lease=LEASE, token=token)
    came: list[int] = []
    for poll in poll_feeds(ids=claimed, token=token, now=now, chance=random.Random(1), policy=configured_policy()):
        came += poll.article_ids
    process_articles(ids=came, now=timezone.now())


def main() -> None:
    """Work as the command line says."""
    django.setup()
    place, of = int(sys.argv[1]), int(sys.argv[2])
    importlib.import_module("articles.actions.processing")
    from django.utils import timezone

    from articles.actions.polling import check_feeds
    from articles.actions.processing import warm_up
    from articles.actions.reference_edits import current_reference
    from articles.fetcher import configured_policy
    from articles.models import Feed

    # What every worker does once: what the first article, request and document make it build and import.
    warm_up(current_reference())
    for _ in check_feeds(feeds=Feed.objects.order_by("pk")[:1], now=timezone.now(), policy=configured_policy()):
        pass
    if "--shares" in sys.argv:
        clock = Clock()
        for stage, (module, name) in STAGES.items():
            owner = importlib.import_module(module)
            setattr(owner, name, clock.watch(stage, getattr(owner, name)))
        began = time.perf_counter()
        ingest(place, of)
        whole = time.perf_counter() - began
        shares = {stage: seconds / whole for stage, seconds in sorted(clock.seconds.items(), key=lambda x: -x[1])}
        sys.stdout.write(json.dumps(shares | {"all else": 1 - sum(shares.values())}))
        return
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _ in sys.stdin:
        ingest(place, of)
        sys.stdout.write(f"{time.perf_counter()}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
