"""``/metrics``: what a Prometheus scrapes, for allowed networks, for a token, for staff; for nobody else."""

import hmac
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gba_tracker.operation import Operation, look
from gba_tracker.proxies import is_within

COUNTERS = {
    "polls": ("outcome", "Polls of feeds by how they ended."),
    "poll_seconds": ("outcome", "Seconds from the question to the stored answer, by how the poll ended."),
    "entries": ("kind", "Entries of feeds by what became of them."),
    "articles": ("result", "Articles by what the pipeline made of them."),
    "deals": ("kind", "Deals that the pipeline found."),
    "stage_seconds": ("stage", "Seconds of work by stage: parse, store, read, keep."),
    "tasks": ("task", "Tasks that ended, by name."),
    "task_failures": ("task", "Tasks that ended by an error, by name."),
    "task_seconds": ("task", "Seconds of tasks by name."),
}
"""Name of the counter -> the name of its label, and what it counts."""


@csrf_exempt
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts in Prometheus' text form; 403 for everybody else."""
    if not may_see(request):
        return HttpResponseForbidden("Only from a network in METRICS_ALLOW, with METRICS_TOKEN, or for staff.")
    now = timezone.now()
    registry = CollectorRegistry()
    registry.register(_Look(look(now=now), now))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_see(request: HttpRequest) -> bool:
    """By ``METRICS_TOKEN``, by network, or as staff with the second factor.

    This machine is no exception unless it is named, or the site is only for it: what a proxy on it passes on comes from
    loopback too, and one that adds no header looks as if nobody stood behind it.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and scheme.lower() == "bearer":
        return hmac.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode())
    address = request.META.get("REMOTE_ADDR", "")
    if (request.META.get("gba.is_direct") or settings.TRUST_PROXY) and is_within(address, settings.METRICS_ALLOW):
        return True
    user = request.user
    return user.is_active and user.is_staff and (user.is_verified() or not settings.STAFF_TOTP)


class _Look(Collector):
    """One look as Prometheus wants it."""

    def __init__(self, found: Operation, now: datetime) -> None:
        self.found, self.now = found, now

    def collect(self) -> Iterator[Metric]:
        found, now = self.found, self.now
        yield GaugeMetricFamily("gba_articles", "Stored articles.", found.articles)
        yield GaugeMetricFamily("gba_articles_waiting", "Articles that wait for the pipeline.", found.unprocessed.rows)
        yield GaugeMetricFamily(
            "gba_articles_quarantined", "Articles given up after three tries.", found.quarantined.rows
        )
        yield GaugeMetricFamily("gba_deals_published", "Published deals.", found.deals)
        yield GaugeMetricFamily("gba_feeds_active", "Polled feeds.", found.feeds_active)
        yield GaugeMetricFamily("gba_feeds_failing", "Polled feeds whose last poll failed.", found.feeds_failing)
        yield GaugeMetricFamily("gba_data_generation", "Changes of the public data.", found.generation)
        yield GaugeMetricFamily("gba_digests", "Digests that were put together.", found.digests)
        yield _by("gba_deliveries", "Mails of digests by state.", "state", found.deliveries)
        waiting = {
            "feeds": found.feeds_due,
            "pages": found.pages_due,
            "articles": found.unprocessed,
            "mail": found.mail,
        }
        rows = {name: one.rows for name, one in waiting.items()}
        ages = {name: one.age(now) for name, one in waiting.items()}
        yield _by("gba_waiting_rows", "Rows that wait, by what for.", "work", rows)
        yield _by("gba_waiting_seconds", "Age of the oldest row that waits.", "work", ages)
        calls = {name: number for name, number in found.messages.items() if number is not None}
        yield _by("gba_queue_messages", "Wake-up calls in the broker, by queue.", "queue", calls)
        beats = {name: (now - seen).total_seconds() for name, seen in found.beats.items()}
        yield _by("gba_heartbeat_age_seconds", "Seconds since a sign of life.", "name", beats)
        open_for = {name: (now - opened).total_seconds() for name, opened in found.open_incidents.items()}
        yield _by("gba_incident_seconds", "How long a promise has been broken.", "promise", open_for)
        pages = CounterMetricFamily("gba_page_cache", "Pages answered from the cache or made.", labels=["result"])
        for result, number in found.cache.items():
            pages.add_metric([result], number)
        yield pages
        yield from _counters(found.counters)


def _by(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


def _counters(counted: Mapping[tuple[str, str], float]) -> Iterator[CounterMetricFamily]:
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for (name, label), value in counted.items():
        values[name][label] = value
    for name, (label, text) in COUNTERS.items():
        family = CounterMetricFamily(f"gba_{name}", text, labels=[label])
        for key, value in sorted(values[name].items()):
            family.add_metric([key], value)
        yield family
