"""How fresh the data are: for the stamp on every page and the health outputs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, DataGeneration, Feed, Heartbeat

STALE_AFTER = timedelta(hours=6)
BEHIND_AFTER = timedelta(minutes=3)


@dataclass(frozen=True)
class Freshness:
    """Newest article, last answer of a source, and whether any source answers."""

    newest_article_at: datetime | None
    last_success_at: datetime | None
    feeds: int
    failing: int
    beat_at: datetime | None
    now: datetime

    @property
    def is_stale(self) -> bool:
        """Whether no source has answered for six hours although there are sources."""
        return bool(self.feeds) and (self.last_success_at is None or self.now - self.last_success_at > STALE_AFTER)

    @property
    def is_behind(self) -> bool:
        """Whether the timetable has run and stands still now: beat or all workers are down (THREATS Q07)."""
        return self.beat_at is not None and self.now - self.beat_at > BEHIND_AFTER

    @property
    def is_silent(self) -> bool:
        """Whether every polled source fails at once."""
        return bool(self.feeds) and self.failing == self.feeds


def freshness(*, now: datetime) -> Freshness:
    """The stamp as of ``now``; one small query."""
    newest = Subquery(Article.objects.relevant().filter(listed_at__lte=now).newest().values("listed_at")[:1])
    feeds = Feed.objects.exclude(state=Feed.State.PAUSED).aggregate(
        feeds=Count("pk"),
        # Where no source is read there is no row to take the largest of.
        newest_article_at=Coalesce(Max(newest), newest),
        failing=Count("pk", filter=Q(failures__gt=0) | Q(failing_since_at__isnull=False)),
        last_success_at=Max("last_success_at"),
        beat_at=Max(Subquery(Heartbeat.objects.filter(name="beat").values("seen_at")[:1])),
    )
    return Freshness(now=now, **feeds)


def next_look() -> datetime | None:
    """When a source is due next: in the past while it is being asked, None where no source is read."""
    return Feed.objects.filter(state=Feed.State.ACTIVE).aggregate(at=Min("next_poll_at"))["at"]


def generation() -> int:
    """The number that goes up whenever the public data change."""
    return DataGeneration.current()


def generations() -> tuple[int, int]:
    """The same, and the number that goes up whenever the deals change; one query."""
    return DataGeneration.both()
