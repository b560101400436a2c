"""Putting a digest together once: read, composed, kept; never again between attempts (THREATS M07)."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import override

from articles.failpoints import pass_failpoint
from dashboards.digests.actions.noticing import policy_news, read_articles, rising_links
from dashboards.digests.actions.planning import CHUNK, COVERED, Slot, clock_of
from dashboards.digests.actions.selecting import Happening, Notebook, happenings, happenings_of, items_of
from dashboards.digests.composing import Letter, Mail, Section
from dashboards.digests.models import Delivery, Digest, DigestItem, Frequency, Subscriber, Subscription
from dashboards.digests.periods import slot_before

logger = logging.getLogger(__name__)

OVERLAP = timedelta(hours=6)
"""How far a digest looks back behind the one before, for what was written while that was put together."""


@dataclass(frozen=True)
class Planned:
    """One digest as it was or would be put together; ``mail`` is None where there is nothing to tell."""

    slot: Slot
    digest_id: str
    mail: Mail | None
    items: int


Told = list[tuple[Subscription, Happening]]


def render_planned(
    *, now: datetime, frequencies: tuple[str, ...], notebook: Notebook, limit: int | None
) -> Iterator[Planned]:
    """Put together what was announced, whoever announced it; also what a killed worker left behind."""
    found = Delivery.objects.planned().filter(digest__frequency__in=frequencies)
    keys = list(found.values_list("pk", flat=True)[:limit])
    for start in range(0, len(keys), CHUNK):
        chunk = Delivery.objects.filter(pk__in=keys[start : start + CHUNK]).select_related("digest__subscriber")
        deliveries = list(chunk.order_by("pk"))
        wanted = _wanted(deliveries, now=now)
        for delivery in deliveries:
            key = (delivery.digest.subscriber_id, delivery.digest.frequency)
            if planned := render(delivery, wanted.get(key, ()), now=now, notebook=notebook):
                yield planned


def render(
    delivery: Delivery, subscriptions: tuple[Subscription, ...], *, now: datetime, notebook: Notebook
) -> Planned | None:
    """Put one announced digest together and keep it; None where another worker was first or nobody wants it.

    Reading and composing come before the transaction, which only writes: the
    state of the delivery and the unique keys of its items decide between two.
    """
    digest = delivery.digest
    if digest.subscriber is None or not subscriptions:
        Delivery.objects.planned().filter(pk=delivery.pk).update(
            state=Delivery.State.FAILED_PERMANENT, error_class="unsubscribed"
        )
        return None
    slot = Slot(
        digest.subscriber, subscriptions, digest.frequency, digest.period, digest.period_start, digest.period_end
    )
    planned, told = put_together(slot, digest_id=str(digest.pk), notebook=notebook)
    try:
        with transaction.atomic():
            if not _keep(delivery, planned, told, now=now):
                return None
            pass_failpoint("digests.rendering")
    except IntegrityError:
        # Another digest of this subscriber told one of the items in this very moment; the next round reads anew.
        logger.info("digest to be read again subscriber=%s period=%s", slot.subscriber.pk, slot.period)
        return None
    pass_failpoint("digests.rendered")
    return planned


def preview(
    subscriber: Subscriber, *, frequency: str, language: str, now: datetime, notebook: Notebook
) -> Planned | None:
    """The digest that this subscriber would get if it were due at ``now``; keeps nothing. None if none is asked for."""
    rows = tuple(subscriber.subscriptions.current().filter(frequency=frequency).select_related("deal"))
    if not rows:
        return None
    start = now - timedelta(days=2)
    if frequency != Frequency.FOLLOW:
        last = Digest.objects.filter(subscriber=subscriber, frequency=frequency, delivery__state__in=COVERED)
        before = last.aggregate(end=Max("period_end"))["end"]
        start = before or slot_before(frequency, now, clock=clock_of(subscriber))
    reader = Subscriber(pk=subscriber.pk, language=language, timezone=subscriber.timezone, hour=subscriber.hour)
    slot = Slot(reader, rows, frequency, "", min(start, now - timedelta(minutes=1)), now)
    return put_together(slot, digest_id=str(uuid4()), notebook=notebook)[0]


def put_together(slot: Slot, *, digest_id: str, notebook: Notebook) -> tuple[Planned, Told]:
    """Read what is to be told and compose it; writes nothing."""
    sections, told = _sections(slot, notebook)
    mail = None
    if told:
        mail = notebook.compose(_letter(slot, sections, notebook.placeholder), digest_id=digest_id)
    return Planned(slot, digest_id, mail, len(told)), told


def manage_mark(digest_id: str) -> str:
    """What stands for the manage token in a stored mail; nobody outside can know it."""
    return f"manage-{digest_id}"


def unsubscribe_mark(digest_id: str) -> str:
    """What stands for the unsubscribe token in a stored mail."""
    return f"unsubscribe-{digest_id}"


def _wanted(deliveries: Iterable[Delivery], *, now: datetime) -> dict[tuple[int | None, str], tuple[Subscription, ...]]:
    """The subscriptions that receive, by subscriber and frequency."""
    people = {delivery.digest.subscriber_id for delivery in deliveries}
    found: dict[tuple[int | None, str], tuple[Subscription, ...]] = {}
    rows = Subscription.objects.receiving(now=now).filter(subscriber__in=people).select_related("deal")
    for row in rows.order_by("pk"):
        found[row.subscriber_id, row.frequency] = (*found.get((row.subscriber_id, row.frequency), ()), row)
    return found


def _sections(slot: Slot, notebook: Notebook) -> tuple[tuple[Section, ...], Told]:
    """What each subscription brings that this subscriber was never told; an item stands under the first that has it."""
    found = [(subscription, _events(slot, subscription, notebook)) for subscription in slot.subscriptions]
    seen = _seen(slot.subscriber, [happening for _, events in found for happening in events])
    sections, told = [], []
    for subscription, events in found:
        fresh = [happening for happening in dict.fromkeys(events) if happening not in seen]
        seen.update(fresh)
        told += [(subscription, happening) for happening in fresh]
        deals = [happening for happening in fresh if happening.deal_id]
        articles = [happening.article_id for happening in fresh if happening.article_id]
        language = slot.subscriber.language
        items = items_of(deals, language=language, notebook=notebook)
        items += read_articles(articles, language=language, notebook=notebook)
        if items:
            words = notebook.filter_words(subscription.filters, language=language)
            section = Section(words, items)
            if slot.frequency != Frequency.FOLLOW:
                rising = rising_links(subscription.filters, until=slot.end, language=language, notebook=notebook)
                section = replace(section, rising=rising)
            sections.append(section)
    return tuple(sections), told


def _events(slot: Slot, subscription: Subscription, notebook: Notebook) -> list[Happening]:
    """What happened in the slot's period that one subscription asks for."""
    if subscription.deal is not None:
        after = max(slot.start, subscription.confirmed_at)
        return happenings_of(subscription.deal.survivor, after=after, until=slot.end)
    after = slot.start - OVERLAP
    deals = happenings(subscription.filters, after=after, until=slot.end, notebook=notebook)
    return deals + policy_news(subscription.filters, after=after, until=slot.end, notebook=notebook)


def _seen(subscriber: Subscriber, events: list[Happening]) -> set[Happening]:
    """Those of the events that the subscriber was told before, in any mail."""
    seen: set[Happening] = set()
    rows = DigestItem.objects.filter(subscriber=subscriber)
    if deals := {event.deal_id for event in events if event.deal_id}:
        seen |= {Happening(*row) for row in rows.filter(deal__in=deals).values_list("deal_id", "event")}
    if articles := {event.article_id for event in events if event.article_id}:
        told = rows.filter(article__in=articles).values_list("event", "article_id")
        seen |= {Happening(None, event, article) for event, article in told}
    return seen


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


def _keep(delivery: Delivery, planned: Planned, told: Told, *, now: datetime) -> bool:
    """Write mail and items; False where the delivery is no longer planned.

    Raises ``IntegrityError`` where one of the items was told meanwhile.
    """
    mail = planned.mail
    is_ours = Delivery.objects.planned().order_by().filter(pk=delivery.pk).update(
        state=Delivery.State.RENDERED if mail else Delivery.State.SKIPPED_EMPTY,
        language=planned.slot.subscriber.language,
        subject=mail.subject if mail else "",
        text=mail.text if mail else "",
        html=mail.html if mail else "",
        rendered_at=now if mail else None,
    )  # fmt: skip
    if not is_ours:
        return False
    if told:
        DigestItem.objects.bulk_create(
            DigestItem(
                digest=delivery.digest,
                subscriber=planned.slot.subscriber,
                subscription=subscription,
                deal_id=happening.deal_id,
                article_id=happening.article_id,
                event=happening.event,
            )
            for subscription, happening in told
        )
    return True
