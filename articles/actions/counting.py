"""Count what was done, for /metrics and the operators' page."""

from collections import defaultdict
from collections.abc import Iterable

from articles.actions.polling import FeedPoll
from articles.actions.processing import Processed
from articles.models import Counter
from articles.stopwatch import take_seconds

ENTRIES = ("new", "updated", "duplicates", "unchanged", "skipped")


def count_polls(polls: Iterable[FeedPoll]) -> None:
    """Add polls and their seconds by outcome, and entries by what became of them."""
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for poll in polls:
        amounts["polls", str(poll.outcome)] += 1
        amounts["poll_seconds", str(poll.outcome)] += poll.seconds
        for kind in ENTRIES:
            amounts["entries", kind] += getattr(poll.counts, kind)
    Counter.add(amounts)


def count_processed(done: Processed) -> None:
    """Add articles by what became of them, and the deals that are new."""
    Counter.add(
        {
            ("articles", "processed"): done.processed,
            ("articles", "relevant"): done.relevant,
            ("articles", "failed"): len(done.failed),
            ("articles", "quarantined"): len(done.quarantined),
            ("deals", "new"): done.deals,
        }
    )


def count_stages() -> None:
    """Add the seconds that this process has spent in each stage since the last time."""
    Counter.add({("stage_seconds", stage): seconds for stage, seconds in take_seconds().items()})
