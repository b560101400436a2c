"""How the installation is doing, as one record: for /metrics, the operators' page and the alarms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import CharField, Count, Min, Q, QuerySet, Value
from redis import Redis
from redis.exceptions import RedisError

from articles.models import Article, Counter, Deal, Feed, Heartbeat, Incident
from dashboards.digests.models import Delivery, Digest
from dashboards.queries.freshness import generation
from dashboards.reading import CACHE_TALLY

QUEUES = ("fetch", "process", "mail")


@dataclass(frozen=True)
class Waiting:
    """Rows that wait for something: how many, and since when the oldest does."""

    rows: int
    oldest_at: datetime | None

    def age(self, now: datetime) -> float:
        """Seconds that the oldest has waited; 0 where nothing waits."""
        return max(0.0, (now - self.oldest_at).total_seconds()) if self.oldest_at else 0.0


@dataclass(frozen=True)
class Work:
    """What waits and what gave a sign of life. ``messages``: queue -> waiting wake-up calls, None if nobody answers."""

    feeds_due: Waiting
    pages_due: Waiting
    unprocessed: Waiting
    quarantined: Waiting
    mail: Waiting
    beats: Mapping[str, datetime]
    counters: Mapping[tuple[str, str], float]
    messages: Mapping[str, int | None]


@dataclass(frozen=True)
class Operation(Work):
    """One look at everything, what has been gathered included."""

    articles: int
    deals: int
    generation: int
    feeds_active: int
    feeds_failing: int
    deliveries: Mapping[str, int]
    digests: int
    cache: Mapping[str, int]
    open_incidents: Mapping[str, datetime]


def look_at_work(*, now: datetime) -> Work:
    """Read what waits as of ``now``: three queries, none of which grows with what has been done; one to the broker."""
    rows = {
        "feeds_due": (Feed.objects.due(now=now), "next_poll_at"),
        "pages_due": (Article.objects.due_pages(now=now), "first_seen_at"),
        "unprocessed": (Article.objects.unprocessed(), "first_seen_at"),
        "quarantined": (Article.objects.quarantined(), "quarantined_at"),
        "mail": (Delivery.objects.waiting().filter(next_attempt_at__lte=now), "next_attempt_at"),
    }
    return Work(
        **_waiting(rows),
        beats=dict(Heartbeat.objects.order_by("name").values_list("name", "seen_at")),
        counters={(name, label): value for name, label, value in Counter.objects.values_list("name", "label", "value")},
        messages=messages(),
    )


def look(*, now: datetime) -> Operation:
    """Read the state as of ``now``; a fixed number of queries, and one question to the broker."""
    feeds = Feed.objects.pollable().aggregate(active=Count("pk"), failing=Count("pk", filter=Q(failures__gt=0)))
    return Operation(
        **vars(look_at_work(now=now)),
        articles=Article.objects.count(),
        deals=Deal.objects.published().count(),
        generation=generation(),
        feeds_active=feeds["active"],
        feeds_failing=feeds["failing"],
        deliveries=dict(Delivery.objects.order_by().values_list("state").annotate(Count("pk"))),
        digests=Digest.objects.count(),
        cache={result: int(cache.get(CACHE_TALLY + result) or 0) for result in ("hit", "miss")},
        open_incidents=dict(Incident.objects.open().values_list("promise", "opened_at")),
    )


def _waiting(rows: Mapping[str, tuple[QuerySet[Any], str]]) -> dict[str, Waiting]:
    """Count the rows of each name and find its oldest, all in one statement."""
    first, *others = (
        found.order_by()
        .annotate(work=Value(name, CharField()))
        .values("work")
        .annotate(rows=Count("pk"), oldest=Min(since))
        .values_list("work", "rows", "oldest")
        for name, (found, since) in rows.items()
    )
    counted = {name: Waiting(number, oldest) for name, number, oldest in first.union(*others, all=True)}
    return {name: counted.get(name, Waiting(0, None)) for name in rows}


def messages() -> dict[str, int | None]:
    """Wake-up calls that wait in each queue; a lost one costs a tick, a growing number wants more workers."""
    if not settings.REDIS_URL:
        folder = settings.BROKER_DIR / "queue"
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        return {queue: sum(name.endswith(f".{queue}.msg") for name in names) for queue in QUEUES}
    client = Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
    try:
        return {queue: int(client.llen(queue)) for queue in QUEUES}
    except RedisError:
        return dict.fromkeys(QUEUES)
    finally:
        client.close()
