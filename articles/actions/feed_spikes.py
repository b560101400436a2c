"""Feeds that suddenly bring many times what is their habit: a press-release mill, a planted series (THREATS F16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Min, Sum
from django.db.models.functions import TruncDate

from articles.models import Feed, Poll
from articles.models.article import HONG_KONG

WINDOW = timedelta(days=28)
LATELY = timedelta(days=1)
TIMES = 5
"""So many times the usual day, and more than any day of the four weeks before."""
LEAST = 20
"""New entries below which no day is remarkable."""
KNOWN_FOR = timedelta(days=14)
"""A feed has no habit yet before: its first poll brings everything at once."""


@dataclass(frozen=True, slots=True)
class Spike:
    """A feed and what it brought in a day, beside its usual day (median of the days before)."""

    feed: Feed
    new: int
    usual: float


def spiking_feeds(*, now: datetime) -> list[Spike]:
    """The polled feeds that brought at least five times their usual day within the last day, by their polls."""
    days = (
        Poll.objects.filter(started_at__gte=now - WINDOW - LATELY, started_at__lt=now - LATELY)
        .annotate(day=TruncDate("started_at", tzinfo=HONG_KONG))
        .values_list("feed_id", "day")
        .annotate(brought=Sum("new"))
        .order_by()
    )
    before: dict[int, dict[date, int]] = {}
    for feed_id, day, brought in days:
        before.setdefault(feed_id, {})[day] = brought
    lately = dict(
        Poll.objects.filter(started_at__gte=now - LATELY, started_at__lte=now)
        .values_list("feed_id")
        .annotate(brought=Sum("new"))
        .filter(brought__gte=LEAST)
        .order_by()
    )
    first = dict(Poll.objects.filter(feed_id__in=lately).values_list("feed_id").annotate(at=Min("started_at")))
    feeds = Feed.objects.pollable().in_bulk(
        [feed_id for feed_id in lately if first[feed_id] <= now - KNOWN_FOR and feed_id in before]
    )
    spikes = [Spike(feed, lately[pk], _usual(list(before[pk].values()))) for pk, feed in feeds.items()]
    return [spike for spike in spikes if is_spike(spike.new, list(before[spike.feed.pk].values()))]


def is_spike(new: int, days: Sequence[int]) -> bool:
    """Whether a day of ``new`` entries stands out among the days before (entries of each day that was polled)."""
    return new >= LEAST and new >= TIMES * max(_usual(days), 1.0) and new > 2 * max(days, default=0)


def _usual(days: Sequence[int]) -> float:
    return float(median(days)) if days else 0.0
