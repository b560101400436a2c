"""Which digests are due, and putting each together once (THREATS M07)."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import override

from dashboards.digests.actions.selecting import Happening, Notebook, happenings, items_of
from dashboards.digests.composing import Letter, Mail, Section
from dashboards.digests.models import Delivery, Digest, DigestItem, Frequency, Subscriber, Subscription
from dashboards.digests.periods import is_same_day, latest_slot, period_name, slot_after, slot_before

logger = logging.getLogger(__name__)

MAX_LATE = timedelta(hours=6)
"""A digest that could not be put together for so long is left out; its items stand in the next one."""

OVERLAP = timedelta(hours=6)
"""How far a digest looks back behind the one before, for what was written while that was put together."""

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


@dataclass(frozen=True)
class Planned:
    """One digest as it was or would be put together; ``mail`` is None where there is nothing to tell."""

    slot: Slot
    digest_id: str
    mail: Mail | None
    items: int


def due_slots(*, now: datetime, frequencies: tuple[str, ...] = tuple(Frequency.values), is_by_hand: bool) -> list[Slot]:
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


def next_slot(*, now: datetime, frequencies: tuple[str, ...] = tuple(Frequency.values)) -> datetime | None:
    """When the next digest is due, None without subscriptions."""
    rows = Subscription.objects.receiving(now=now).filter(frequency__in=frequencies)
    settings_of = rows.values_list("frequency", "subscriber__timezone", "subscriber__hour").distinct()
    return min((slot_after(f, now=now, timezone=zone, hour=hour) for f, zone, hour in settings_of), default=None)


def plan(slot: Slot, *, now: datetime, notebook: Notebook, is_dry: bool = False) -> Planned | None:
    """Put one digest together and keep it, rendered; None where another worker was first.

    Reading and rendering come before the transaction, which only writes: the
    unique constraints on digest and items decide between two workers.
    """
    digest_id = str(uuid4())
    sections, told = _sections(slot, notebook)
    letter = _letter(slot, sections, notebook.placeholder)
    mail = notebook.compose(letter, digest_id=digest_id) if told else None
    planned = Planned(slot, digest_id, mail, len(told))
    if is_dry:
        return planned
    try:
        with transaction.atomic():
            _keep(planned, told, now=now)
    except IntegrityError:
        logger.info("digest was there already subscriber=%s period=%s", slot.subscriber.pk, slot.period)
        return None
    return planned


def manage_mark(digest_id: str) -> str:
    """What stands for the manage token in a stored mail; nobody outside can know it."""
    return f"manage-{digest_id}"


def unsubscribe_mark(digest_id: str) -> str:
    """What stands for the unsubscribe token in a stored mail."""
    return f"unsubscribe-{digest_id}"


def _slot_of(subscriptions: tuple[Subscription, ...], *, now: datetime, is_by_hand: bool) -> Slot | None:
    """The latest slot of one subscriber and frequency, if it is due at ``now``."""
    subscriber, frequency = subscriptions[0].subscriber, subscriptions[0].frequency
    zone, hour = subscriber.timezone, subscriber.hour
    end = latest_slot(frequency, now=now, timezone=zone, hour=hour)
    is_today = is_by_hand and is_same_day(end, now, timezone=zone)
    if now - end > MAX_LATE and not is_today:
        return None
    wanted = subscriptions if is_today else tuple(s for s in subscriptions if s.confirmed_at <= end)
    if not wanted:
        return None
    # Until there is a digest to go on from: one period before the first slot after the confirmation.
    first = min(end, slot_after(frequency, now=wanted[0].confirmed_at, timezone=zone, hour=hour))
    start = slot_before(frequency, first, timezone=zone, hour=hour)
    return Slot(subscriber, wanted, frequency, period_name(frequency, end, timezone=zone), start, end)


def _still_to_do(slots: list[Slot]) -> Iterator[Slot]:
    """Those whose digest is not there, each beginning where the subscriber's last one ended."""
    people = [slot.subscriber.pk for slot in slots]
    there = set(
        Digest.objects.filter(subscriber__in=people, period__in={slot.period for slot in slots}).values_list(
            "subscriber_id", "frequency", "period"
        )
    )
    covered = Digest.objects.filter(subscriber__in=people, delivery__state__in=COVERED)
    ends = {
        (row["subscriber_id"], row["frequency"]): row["end"]
        for row in covered.values("subscriber_id", "frequency").annotate(end=Max("period_end"))
    }
    for slot in slots:
        if (slot.subscriber.pk, slot.frequency, slot.period) in there:
            continue
        last = ends.get((slot.subscriber.pk, slot.frequency))
        start = last if last and last < slot.end else slot.start
        yield Slot(slot.subscriber, slot.subscriptions, slot.frequency, slot.period, start, slot.end)


def _sections(slot: Slot, notebook: Notebook) -> tuple[tuple[Section, ...], list[tuple[Subscription, Happening]]]:
    """What each subscription brings that this subscriber was never told; an item stands under the first that has it."""
    found = [
        (s, happenings(s.filters, after=slot.start - OVERLAP, until=slot.end, notebook=notebook))
        for s in slot.subscriptions
    ]
    ids = {happening.deal_id for _, events in found for happening in events}
    before = DigestItem.objects.filter(subscriber=slot.subscriber, deal__in=ids) if ids else DigestItem.objects.none()
    seen = {Happening(*row) for row in before.values_list("deal_id", "event")}
    sections, told = [], []
    for subscription, events in found:
        fresh = [happening for happening in dict.fromkeys(events) if happening not in seen]
        seen.update(fresh)
        told += [(subscription, happening) for happening in fresh]
        if items := items_of(fresh, language=slot.subscriber.language, notebook=notebook):
            words = notebook.filter_words(subscription.filters, language=slot.subscriber.language)
            sections.append(Section(words, items))
    return tuple(sections), told


def _letter(slot: Slot, sections: tuple[Section, ...], digest_id: str) -> Letter:
    """The letter of a digest; its personal links are marks."""
    zone = ZoneInfo(slot.subscriber.timezone)
    with override(slot.subscriber.language):
        return Letter(
            language=slot.subscriber.language,
            frequency=slot.frequency,
            first_day=slot.start.astimezone(zone).date(),
            last_day=slot.end.astimezone(zone).date(),
            sections=sections,
            site_url=settings.SITE_URL,
            archive_url=settings.SITE_URL + reverse("digests:archive", args=[digest_id]),
            manage_url=settings.SITE_URL + reverse("digests:manage", args=[manage_mark(digest_id)]),
            unsubscribe_url=settings.SITE_URL + reverse("digests:unsubscribe", args=[unsubscribe_mark(digest_id)]),
        )


def _keep(planned: Planned, told: list[tuple[Subscription, Happening]], *, now: datetime) -> None:
    """Write digest, items and delivery; raises ``IntegrityError`` where one of them is there already."""
    slot, mail = planned.slot, planned.mail
    digest = Digest.objects.create(
        pk=planned.digest_id,
        subscriber=slot.subscriber,
        frequency=slot.frequency,
        period=slot.period,
        period_start=slot.start,
        period_end=slot.end,
        created_at=now,
    )
    DigestItem.objects.bulk_create(
        DigestItem(
            digest=digest,
            subscriber=slot.subscriber,
            subscription=subscription,
            deal_id=happening.deal_id,
            event=happening.event,
        )
        for subscription, happening in told
    )
    Delivery.objects.create(
        digest=digest,
        state=Delivery.State.RENDERED if mail else Delivery.State.SKIPPED_EMPTY,
        next_attempt_at=now,
        give_up_at=now + GIVE_UP_AFTER,
        message_id=f"<{planned.digest_id}@{urlsplit(settings.SITE_URL).hostname}>",
        language=slot.subscriber.language,
        subject=mail.subject if mail else "",
        text=mail.text if mail else "",
        html=mail.html if mail else "",
        rendered_at=now if mail else None,
    )


T = TypeVar("T")


def _chunks(rows: list[T]) -> Iterator[list[T]]:
    """The list in parts that fit into one query."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
