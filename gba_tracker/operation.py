"""How the installation is doing, as one record: for /metrics, the operators' page and the alarms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Min
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
class Operation:
    """One look at everything. ``messages``: queue -> waiting wake-up calls, None where the broker does not say."""

    articles: int
    deals: int
    generation: int
    feeds_active: int
    feeds_failing: int
    feeds_due: Waiting
    pages_due: Waiting
    unprocessed: Waiting
    quarantined: int
    mail: Waiting
    deliveries: Mapping[str, int]
    digests: int
    beats: Mapping[str, datetime]
    counters: Mapping[tuple[str, str], float]
    messages: Mapping[str, int | None]
    cache: Mapping[str, int]
    open_incidents: Mapping[str, datetime]


def look(*, now: datetime) -> Operation:
    """Read the state as of ``now``; a fixed number of queries, and one question to the broker."""
    feeds = Feed.objects.pollable()
    return Operation(
        articles=Article.objects.count(),
        deals=Deal.objects.published().count(),
        generation=generation(),
        feeds_active=feeds.count(),
        feeds_failing=feeds.filter(failures__gt=0).count(),
        feeds_due=_waiting(Feed.objects.due(now=now), "next_poll_at"),
        pages_due=_waiting(Article.objects.due_pages(now=now), "first_seen_at"),
        unprocessed=_waiting(Article.objects.unprocessed(), "first_seen_at"),
        quarantined=Article.objects.filter(quarantined_at__isnull=False).count(),
        mail=_waiting(Delivery.objects.waiting().filter(next_attempt_at__lte=now), "next_attempt_at"),
        deliveries=dict(Delivery.objects.order_by().values_list("state").annotate(Count("pk"))),
        digests=Digest.objects.count(),
        beats=dict(Heartbeat.objects.order_by("name").values_list("name", "seen_at")),
        counters={(name, label): value for name, label, value in Counter.objects.values_list("name", "label", "value")},
        messages=messages(),
        cache={result: int(cache.get(CACHE_TALLY + result) or 0) for result in ("hit", "miss")},
        open_incidents=dict(Incident.objects.open().values_list("promise", "opened_at")),
    )


def _waiting(rows, since: str) -> Waiting:
    found = rows.order_by().aggregate(rows=Count("pk"), oldest=Min(since))
    return Waiting(found["rows"], found["oldest"])


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
