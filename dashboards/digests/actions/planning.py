"""Which digests are due, and noting each once before anything of it is read (THREATS M07)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Coalesce

from articles.failpoints import pass_failpoint
from articles.models import Deal, DealEvent
from dashboards.digests.models import PERIODIC, Delivery, Digest, DigestItem, Frequency, Subscriber, Subscription
from dashboards.digests.periods import (
    Clock,
    follow_period,
    is_same_day,
    latest_slot,
    period_name,
    slot_after,
    slot_before,
)

MAX_LATE = timedelta(hours=6)
"""A digest that could not be put together for so long is left out; its items stand in the next one."""

FOLLOW_REACH = timedelta(hours=48)
"""How far back news of a followed deal is still told, after a standstill."""

GIVE_UP_AFTER = timedelta(hours=12)
"""How long a mail is tried."""

CHUNK = 500
COVERED = (
    Delivery.State.PLANNED,
    Delivery.State.RENDERED,
    Delivery.State.SENDING,
    Delivery.State.SENT,
    Delivery.State.FAILED_RETRY,
    Delivery.State.AMBIGUOUS,
    Delivery.State.SKIPPED_EMPTY,
)
"""States whose period needs no second telling; after a final failure the items are told in the next digest."""


@dataclass(frozen=True)
class Slot:
    """One digest that is due: for whom, for which subscriptions, and the period ``(start, end]``."""

    subscriber: Subscriber
    subscriptions: tuple[Subscription, ...]
    frequency: str
    period: str
    start: datetime
    end: datetime


def due_slots(*, now: datetime, frequencies: tuple[str, ...] = PERIODIC, is_by_hand: bool) -> list[Slot]:
    """The digests that are due and not yet there.

    The timetable sends a digest at most six hours late and only for slots
    after the subscription was confirmed. By hand, everything of the slot's own
    day is due.
    """
    receiving = Subscription.objects.receiving(now=now).filter(frequency__in=frequencies)
    rows = receiving.select_related("subscriber").order_by("subscriber_id", "frequency", "pk")
    slots = []
    for _, group in groupby(rows.iterator(chunk_size=2000), key=lambda row: (row.subscriber_id, row.frequency)):
        if slot := _slot_of(tuple(group), now=now, is_by_hand=is_by_hand):
            slots.append(slot)
    return [slot for chunk in _chunks(slots) for slot in _still_to_do(chunk)]


def next_slot(*, now: datetime, frequencies: tuple[str, ...] = PERIODIC) -> datetime | None:
    """When the next digest is due, None without subscriptions."""
    rows = Subscription.objects.receiving(now=now).filter(frequency__in=frequencies).exclude(frequency=Frequency.FOLLOW)
    clock = ("subscriber__timezone", "subscriber__hour", "subscriber__with_weekends")
    settings_of = rows.values_list("frequency", *clock).distinct()
    return min((slot_after(f, now=now, clock=Clock(*values)) for f, *values in settings_of), default=None)


def due_follows(*, now: datetime) -> list[Slot]:
    """Readers to whom something is to be told of a deal that they follow: a new status, or a correction.

    What was told to them before, in whichever mail, is told no more. Weekends
    count: who follows one deal wants to know within the hour.
    """
    told = DigestItem.objects.filter(
        subscriber=OuterRef(OuterRef("subscriber")), deal=OuterRef("deal"), event=OuterRef("event")
    )
    news = (
        DealEvent.objects.filter(
            deal=Coalesce(OuterRef("deal__merged_into"), OuterRef("deal")),
            happened_at__gt=now - FOLLOW_REACH,
            happened_at__lte=now,
        )
        .filter(happened_at__gt=OuterRef("confirmed_at"), deal__in=Deal.objects.sourced())
        .exclude(event="new")
    )
    following = Subscription.objects.receiving(now=now).filter(frequency=Frequency.FOLLOW)
    rows = following.filter(Exists(news.filter(~Exists(told)))).select_related("subscriber")
    slots = []
    for _, group in groupby(rows.order_by("subscriber_id", "pk"), key=lambda row: row.subscriber_id):
        wanted = tuple(group)
        start = max(min(row.confirmed_at for row in wanted), now - FOLLOW_REACH)
        slots.append(Slot(wanted[0].subscriber, wanted, Frequency.FOLLOW.value, follow_period(now), start, now))
    return [slot for chunk in _chunks(slots) for slot in _not_yet_there(chunk)]


def announce(slots: list[Slot], *, now: datetime) -> int:
    """Note that these digests are due, each once whoever asks; gives how many are new.

    From here on they are found again by what they are, whatever happens to the
    worker: unique keys decide between two that announce the same.
    """
    number = 0
    for chunk in _chunks(slots):
        with transaction.atomic():
            number += _announce(chunk, now=now)
        pass_failpoint("digests.planned")
    return number


def _announce(slots: list[Slot], *, now: datetime) -> int:
    """One transaction of ``announce``."""
    digests = [
        Digest(
            pk=uuid4(),
            subscriber=slot.subscriber,
            frequency=slot.frequency,
            period=slot.period,
            period_start=slot.start,
            period_end=slot.end,
            created_at=now,
        )
        for slot in slots
    ]
    Digest.objects.bulk_create(digests, ignore_conflicts=True)
    ours = set(Digest.objects.filter(pk__in=[digest.pk for digest in digests]).values_list("pk", flat=True))
    domain = urlsplit(settings.SITE_URL).hostname or "localhost"
    Delivery.objects.bulk_create(
        Delivery(
            digest=digest,
            next_attempt_at=now,
            give_up_at=now + GIVE_UP_AFTER,
            message_id=f"<{digest.pk}@{domain}>",
            language=digest.subscriber.language,
        )
        for digest in digests
        if digest.pk in ours
    )
    return len(ours)


def _slot_of(subscriptions: tuple[Subscription, ...], *, now: datetime, is_by_hand: bool) -> Slot | None:
    """The latest slot of one subscriber and frequency, if it is due at ``now``."""
    subscriber, frequency = subscriptions[0].subscriber, subscriptions[0].frequency
    zone, clock = subscriber.timezone, clock_of(subscriber)
    end = latest_slot(frequency, now=now, clock=clock)
    is_today = is_by_hand and is_same_day(end, now, timezone=zone)
    if now - end > MAX_LATE and not is_today:
        return None
    wanted = subscriptions if is_today else tuple(s for s in subscriptions if s.confirmed_at <= end)
    if not wanted:
        return None
    # Until there is a digest to go on from: one period before the first slot after the confirmation.
    first = min(end, slot_after(frequency, now=wanted[0].confirmed_at, clock=clock))
    start = slot_before(frequency, first, clock=clock)
    return Slot(subscriber, wanted, frequency, period_name(frequency, end, timezone=zone), start, end)


def _still_to_do(slots: list[Slot]) -> Iterator[Slot]:
    """Those whose digest is not there, each beginning where the subscriber's last one ended."""
    slots = list(_not_yet_there(slots))
    people = [slot.subscriber.pk for slot in slots]
    covered = Digest.objects.filter(subscriber__in=people, delivery__state__in=COVERED)
    ends = {
        (row["subscriber_id"], row["frequency"]): row["end"]
        for row in covered.values("subscriber_id", "frequency").annotate(end=Max("period_end"))
    }
    for slot in slots:
        last = ends.get((slot.subscriber.pk, slot.frequency))
        start = last if last and last < slot.end else slot.start
        yield Slot(slot.subscriber, slot.subscriptions, slot.frequency, slot.period, start, slot.end)


def _not_yet_there(slots: list[Slot]) -> Iterator[Slot]:
    """Those of a chunk whose digest nobody has announced."""
    people, periods = [slot.subscriber.pk for slot in slots], {slot.period for slot in slots}
    rows = Digest.objects.filter(subscriber__in=people, period__in=periods)
    there = set(rows.values_list("subscriber_id", "frequency", "period"))
    yield from (slot for slot in slots if (slot.subscriber.pk, slot.frequency, slot.period) not in there)


def clock_of(subscriber: Subscriber) -> Clock:
    """The wall clock that a subscriber goes by."""
    return Clock(subscriber.timezone, subscriber.hour, subscriber.with_weekends)


T = TypeVar("T")


def _chunks(rows: list[T]) -> Iterator[list[T]]:
    """The list in parts that fit into one query."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
