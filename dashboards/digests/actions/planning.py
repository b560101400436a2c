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
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce

from articles.failpoints import pass_failpoint
from articles.models import Deal, DealEvent
from articles.models.deal import REJECTION
from dashboards.digests.models import PERIODIC, Delivery, Digest, DigestItem, Frequency, Subscriber, Subscription
from dashboards.digests.models.people import SubscriptionQuerySet
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

MERGES = 3
"""So often a followed deal may have been merged on for its followers to hear of what it is now."""

GIVE_UP_AFTER = timedelta(hours=12)
"""How long a mail is tried."""

CHUNK = 500
CLOCK_FIELDS = (
    "subscriber__timezone", "subscriber__hour", "subscriber__with_weekends", "subscriber__weekday",
)  # fmt: skip
"""Where a subscription's ``Clock`` stands, in the order of its fields."""

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


@dataclass(frozen=True)
class Due:
    """What the clock says: which digest is due, and whether everything of its day is (``is_today``, by hand)."""

    frequency: str
    period: str
    end: datetime
    is_today: bool = False


def due_slots(*, now: datetime, frequencies: tuple[str, ...] = PERIODIC, is_by_hand: bool) -> list[Slot]:
    """The digests that are due and not yet there.

    The timetable sends a digest at most six hours late and only for slots
    after the subscription was confirmed. By hand, everything of the slot's own
    day is due.
    """
    receiving = Subscription.objects.receiving(now=now).filter(frequency__in=frequencies)
    rows = receiving.values_list("subscriber_id", "frequency", *CLOCK_FIELDS).distinct()
    rows = rows.order_by("subscriber_id", "frequency")
    # Many readers share a clock: what each says is worked out once, and rows are read in full only for what is due.
    due_of: dict[tuple[str, ...], Due | None] = {}
    due = []
    for subscriber_id, *key in rows.iterator(chunk_size=2000):
        if (kind := tuple(key)) not in due_of:
            due_of[kind] = _due(kind[0], Clock(*kind[1:]), now=now, is_by_hand=is_by_hand)
        if found := due_of[kind]:
            due.append((subscriber_id, found))
    return [slot for chunk in _chunks(due) for slot in _slots_of(_not_yet_there(chunk), receiving)]


def next_slot(*, now: datetime, frequencies: tuple[str, ...] = PERIODIC) -> datetime | None:
    """When the next digest is due, None without subscriptions."""
    rows = Subscription.objects.receiving(now=now).filter(frequency__in=frequencies).exclude(frequency=Frequency.FOLLOW)
    settings_of = rows.values_list("frequency", *CLOCK_FIELDS).distinct()
    return min((slot_after(f, now=now, clock=Clock(*values)) for f, *values in settings_of), default=None)


def due_follows(*, now: datetime) -> list[Slot]:
    """Readers to whom something is to be told of a deal that they follow: a new status, a correction, a withdrawal.

    What was told to them before, in whichever mail, is told no more. Weekends
    count: who follows one deal wants to know within the hour.
    """
    step = "__merged_into"
    told = DigestItem.objects.filter(
        subscriber=OuterRef(OuterRef("subscriber")), deal=OuterRef("deal"), event=OuterRef("event")
    )
    news = (
        DealEvent.objects.filter(
            deal=Coalesce(*(OuterRef(f"deal{step * merges}") for merges in range(MERGES, -1, -1))),
            happened_at__gt=now - FOLLOW_REACH,
            happened_at__lte=now,
        )
        .filter(happened_at__gt=OuterRef("confirmed_at"))
        .filter(
            (Q(deal__in=Deal.objects.sourced()) & ~Q(event="new") & ~Q(event__startswith=REJECTION))
            | Q(deal__review=Deal.Review.REJECTED, event__startswith=REJECTION)
        )
    )
    following = Subscription.objects.receiving(now=now).filter(frequency=Frequency.FOLLOW)
    rows = following.filter(Exists(news.filter(~Exists(told)))).select_related("subscriber")
    due, by_reader = Due(Frequency.FOLLOW.value, follow_period(now), now), {}
    for subscriber_id, group in groupby(rows.order_by("subscriber_id", "pk"), key=lambda row: row.subscriber_id):
        by_reader[subscriber_id] = tuple(group)
    slots = []
    for chunk in _chunks([(subscriber_id, due) for subscriber_id in by_reader]):
        for subscriber_id, _ in _not_yet_there(chunk):
            wanted = by_reader[subscriber_id]
            start = max(min(row.confirmed_at for row in wanted), now - FOLLOW_REACH)
            slots.append(Slot(wanted[0].subscriber, wanted, due.frequency, due.period, start, now))
    return slots


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


def _due(frequency: str, clock: Clock, *, now: datetime, is_by_hand: bool) -> Due | None:
    """The latest slot of a frequency on a clock, if it is due at ``now``."""
    end = latest_slot(frequency, now=now, clock=clock)
    is_today = is_by_hand and is_same_day(end, now, timezone=clock.timezone)
    if now - end > MAX_LATE and not is_today:
        return None
    return Due(frequency, period_name(frequency, end, timezone=clock.timezone), end, is_today)


def _slots_of(due: list[tuple[int, Due]], receiving: SubscriptionQuerySet) -> Iterator[Slot]:
    """The slots of subscribers to whom something is due, each beginning where the subscriber's last digest ended."""
    people = [subscriber_id for subscriber_id, _ in due]
    rows = receiving.filter(subscriber__in=people).select_related("subscriber").order_by("pk")
    held: dict[tuple[int, str], list[Subscription]] = {}
    for row in rows:
        held.setdefault((row.subscriber_id, row.frequency), []).append(row)
    covered = Digest.objects.filter(subscriber__in=people, delivery__state__in=COVERED)
    ends = {
        (row["subscriber_id"], row["frequency"]): row["end"]
        for row in covered.values("subscriber_id", "frequency").annotate(end=Max("period_end"))
    }
    for subscriber_id, one in due:
        key = (subscriber_id, one.frequency)
        wanted = tuple(row for row in held.get(key, ()) if one.is_today or row.wanted_since <= one.end)
        if wanted:
            start = _start(wanted, one, ends.get(key))
            yield Slot(wanted[0].subscriber, wanted, one.frequency, one.period, start, one.end)


def _start(wanted: tuple[Subscription, ...], due: Due, last: datetime | None) -> datetime:
    """Where a digest begins: where the last one of its frequency ended.

    One that has none before it begins a period before the first slot after it
    was asked for. So does the first one of who left and came back, or changed
    the frequency, after the last: what happened while nobody asked is no news
    of the period that the mail names.
    """
    clock, begun = clock_of(wanted[0].subscriber), min(row.wanted_since for row in wanted)
    if last and begun <= last < due.end:
        return last
    first = min(due.end, slot_after(due.frequency, now=begun, clock=clock))
    own = slot_before(due.frequency, first, clock=clock)
    return max(own, last) if last and last < due.end else own


def _not_yet_there(due: list[tuple[int, Due]]) -> list[tuple[int, Due]]:
    """Those of a chunk whose digest nobody has announced."""
    people, periods = [subscriber_id for subscriber_id, _ in due], {one.period for _, one in due}
    rows = Digest.objects.filter(subscriber__in=people, period__in=periods)
    there = set(rows.values_list("subscriber_id", "frequency", "period"))
    return [(reader, one) for reader, one in due if (reader, one.frequency, one.period) not in there]


def clock_of(subscriber: Subscriber) -> Clock:
    """The wall clock that a subscriber goes by."""
    return Clock(subscriber.timezone, subscriber.hour, subscriber.with_weekends, subscriber.weekday)


T = TypeVar("T")


def _chunks(rows: list[T]) -> Iterator[list[T]]:
    """The list in parts that fit into one query."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
