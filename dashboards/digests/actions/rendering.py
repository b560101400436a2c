"""Putting a digest together once: read, composed, kept; never again between attempts (THREATS M07)."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from articles.failpoints import pass_failpoint
from articles.models import Deal
from dashboards import formats
from dashboards.digests.actions.noticing import policy_news, read_articles, rising_links
from dashboards.digests.actions.planning import CHUNK, Slot
from dashboards.digests.actions.selecting import Happening, Notebook, happenings, happenings_of
from dashboards.digests.actions.telling import in_order, items_of, news_from
from dashboards.digests.actions.withdrawing import is_for, is_news, withdrawals, withdrawals_of
from dashboards.digests.composing import Letter, Mail, Section
from dashboards.digests.models import Delivery, DigestItem, Frequency, Subscriber, Subscription

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
Found = list[tuple[Subscription, list[Happening]]]
Seen = dict[Happening, int | None]
"""What a reader was told before, with the id of the subscription that brought it."""
Wanted = dict[tuple[int | None, str], tuple[Subscription, ...]]

BATCH = 50
"""Digests whose memory is read at once and that are written in one transaction; two of one subscriber never are."""


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
        for batch in _batches(deliveries):
            yield from _render_batch(batch, wanted, now=now, notebook=notebook)


def render(
    delivery: Delivery, subscriptions: tuple[Subscription, ...], *, now: datetime, notebook: Notebook
) -> Planned | None:
    """Put one announced digest together and keep it; None where another worker was first or nobody wants it."""
    wanted = {(delivery.digest.subscriber_id, delivery.digest.frequency): subscriptions}
    return next(iter(_render_batch([delivery], wanted, now=now, notebook=notebook)), None)


def _render_batch(deliveries: list[Delivery], wanted: Wanted, *, now: datetime, notebook: Notebook) -> list[Planned]:
    """Put announced digests together and keep them; gives those that this worker kept.

    Reading and composing come before the transaction, which only writes: the
    state of each delivery and the unique keys of its items decide between two.
    """
    slots = []
    for delivery in deliveries:
        digest = delivery.digest
        subscriptions = wanted.get((digest.subscriber_id, digest.frequency), ())
        if digest.subscriber is None or not subscriptions:
            Delivery.objects.planned().order_by().filter(pk=delivery.pk).update(
                state=Delivery.State.FAILED_PERMANENT, error_class="unsubscribed"
            )
            continue
        span = (digest.period_start, digest.period_end)
        slots.append((delivery, Slot(digest.subscriber, subscriptions, digest.frequency, digest.period, *span)))
    found = [events_of(slot, notebook) for _, slot in slots]
    seen = _seen([(slot.subscriber, events) for (_, slot), events in zip(slots, found, strict=True)])
    batch = []
    for (delivery, slot), events in zip(slots, found, strict=True):
        known = seen[slot.subscriber.pk]
        planned, told = _compose(slot, events, known, digest_id=str(delivery.digest_id), notebook=notebook)
        batch.append((delivery, planned, told))
    return _keep_batch(batch, now=now)


def _batches(deliveries: list[Delivery]) -> Iterator[list[Delivery]]:
    """The deliveries in order, in parts of ``BATCH`` in which each subscriber stands once.

    What one digest tells is read before the next one of the same subscriber is put together.
    """
    batch: list[Delivery] = []
    people: set[int | None] = set()
    for delivery in deliveries:
        if batch and (len(batch) >= BATCH or delivery.digest.subscriber_id in people):
            yield batch
            batch, people = [], set()
        batch.append(delivery)
        people.add(delivery.digest.subscriber_id)
    if batch:
        yield batch


def put_together(slot: Slot, *, digest_id: str, notebook: Notebook) -> tuple[Planned, Told]:
    """Read what is to be told and compose it; writes nothing."""
    found = events_of(slot, notebook)
    seen = _seen([(slot.subscriber, found)])[slot.subscriber.pk]
    return _compose(slot, found, seen, digest_id=digest_id, notebook=notebook)


def _compose(slot: Slot, found: Found, seen: Seen, *, digest_id: str, notebook: Notebook) -> tuple[Planned, Told]:
    """One digest out of what was found, without what its reader has seen."""
    sections, told = sections_of(slot, found, seen, notebook)
    if not sections:
        # What came to nothing, such as a correction taken back at once, counts as told: it is not asked about again.
        return Planned(slot, digest_id, None, 0), told
    mail = notebook.compose(letter_of(slot, sections, notebook.placeholder), digest_id=digest_id)
    return Planned(slot, digest_id, mail, len(told)), told


def manage_mark(digest_id: str) -> str:
    """What stands for the manage token in a stored mail; nobody outside can know it."""
    return f"manage-{digest_id}"


def unsubscribe_mark(digest_id: str) -> str:
    """What stands for the unsubscribe token in a stored mail."""
    return f"unsubscribe-{digest_id}"


def _wanted(deliveries: Iterable[Delivery], *, now: datetime) -> Wanted:
    """The subscriptions that receive, by subscriber and frequency."""
    people = {delivery.digest.subscriber_id for delivery in deliveries}
    found: Wanted = {}
    rows = Subscription.objects.receiving(now=now).filter(subscriber__in=people).select_related("deal")
    for row in rows.order_by("pk"):
        found[row.subscriber_id, row.frequency] = (*found.get((row.subscriber_id, row.frequency), ()), row)
    return found


def events_of(slot: Slot, notebook: Notebook) -> Found:
    """What happened in the slot's period, subscription by subscription."""
    return [(subscription, _events(slot, subscription, notebook)) for subscription in slot.subscriptions]


def sections_of(slot: Slot, found: Found, seen: Seen, notebook: Notebook) -> tuple[tuple[Section, ...], Told]:
    """What each subscription brings that this subscriber was never told; an item stands under the first that has it."""
    seen = dict(seen)
    sections, told = [], []
    own = {subscription.pk for subscription, _ in found}
    for subscription, events in found:
        meant = [event for event in dict.fromkeys(events) if event not in seen]
        meant = [event for event in meant if not event.is_withdrawal or is_for(event, subscription, seen, own)]
        fresh = [event for event in meant if not event.is_withdrawal or is_news(event, seen)]
        # A withdrawal that came to nothing counts as told: it is not asked about again.
        seen.update(dict.fromkeys(meant, subscription.pk))
        told += [(subscription, happening) for happening in meant]
        deals = [happening for happening in fresh if happening.deal_id]
        articles = [happening.article_id for happening in fresh if happening.article_id]
        language = slot.subscriber.language
        # Who follows a deal is told of each of its steps as news.
        since = news_from(slot.start) if slot.frequency != Frequency.FOLLOW else None
        items = items_of(deals, language=language, notebook=notebook, news_from=since)
        items = in_order(items + read_articles(articles, language=language, notebook=notebook))
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
        deal, span = subscription.deal.survivor, {"after": after, "until": slot.end}
        return happenings_of(deal, **span) + withdrawals_of(deal, **span)
    after = slot.start - OVERLAP
    deals = happenings(subscription.filters, after=after, until=slot.end, notebook=notebook)
    deals += withdrawals(after=after, until=slot.end, notebook=notebook)
    return deals + policy_news(subscription.filters, after=after, until=slot.end, notebook=notebook)


def _seen(people: list[tuple[Subscriber, Found]]) -> dict[int, Seen]:
    """By subscriber, what he or she was told before, in any mail, of the deals and articles of the events found."""
    seen: dict[int, Seen] = {subscriber.pk: {} for subscriber, _ in people}
    events = {event for _, found in people for _, happened in found for event in happened}
    rows = DigestItem.objects.filter(subscriber__in=list(seen))
    if deals := {event.deal_id for event in events if event.deal_id}:
        withdrawn = {event.deal_id for event in events if event.deal_id and event.is_withdrawal}
        merged = _merged_into(withdrawn) if withdrawn else {}
        told = rows.filter(deal__in=deals | merged.keys()).order_by("pk")
        for reader, by, deal_id, event in told.values_list("subscriber_id", "subscription", "deal_id", "event"):
            seen[reader][Happening(merged.get(deal_id, deal_id), event)] = by
    if articles := {event.article_id for event in events if event.article_id}:
        for reader, event, pk in rows.filter(article__in=articles).values_list("subscriber_id", "event", "article_id"):
            seen[reader][Happening(None, event, pk)] = None
    return seen


def _merged_into(deals: Iterable[int]) -> dict[int, int]:
    """The deals that turned out to be one of these, with that one: a reader may have been told of either."""
    found: dict[int, int] = {}
    edge = {deal: deal for deal in deals}
    while edge:
        rows = Deal.objects.filter(merged_into__in=edge).values_list("pk", "merged_into")
        edge = {loser: edge[winner] for loser, winner in rows if loser not in found}
        found |= edge
    return found


def letter_of(slot: Slot, sections: tuple[Section, ...], digest_id: str) -> Letter:
    """The letter of a digest; its personal links are marks."""
    zone = ZoneInfo(slot.subscriber.timezone)
    end = slot.end.astimezone(zone)
    with override(slot.subscriber.language):
        return Letter(
            language=slot.subscriber.language,
            frequency=slot.frequency,
            first_day=slot.start.astimezone(zone).date(),
            last_day=end.date(),
            sections=sections,
            site_url=settings.SITE_URL,
            archive_url=settings.SITE_URL + reverse("digests:archive", args=[digest_id]),
            manage_url=settings.SITE_URL + reverse("digests:manage", args=[manage_mark(digest_id)]),
            unsubscribe_url=settings.SITE_URL + reverse("digests:unsubscribe", args=[unsubscribe_mark(digest_id)]),
            as_of=f"{formats.day_text(end.date())} {end:%H:%M} ({zone.key})",
            contact=parseaddr(settings.EMAIL_REPLY_TO or settings.DEFAULT_FROM_EMAIL)[1],
            postal=settings.MAIL_POSTAL_ADDRESS,
        )


Kept = tuple[Delivery, Planned, Told]


def _keep_batch(batch: list[Kept], *, now: datetime) -> list[Planned]:
    """Write the mails and items of a batch in one transaction; gives those that were ours.

    Where one of the items was told by somebody else in this very moment each
    digest is written by itself, and only the one in question is read anew.
    """
    try:
        with transaction.atomic():
            kept = [(planned, told) for delivery, planned, told in batch if _keep(delivery, planned, now=now)]
            DigestItem.objects.bulk_create(item for planned, told in kept for item in _items(planned, told))
    except IntegrityError:
        if len(batch) > 1:
            return [planned for one in batch for planned in _keep_batch([one], now=now)]
        logger.info("digest to be read again digest=%s", batch[0][1].digest_id)
        return []
    pass_failpoint("digests.rendered")
    return [planned for planned, _ in kept]


def _keep(delivery: Delivery, planned: Planned, *, now: datetime) -> bool:
    """Write the mail; False where the delivery is no longer planned."""
    mail = planned.mail
    is_ours = Delivery.objects.planned().order_by().filter(pk=delivery.pk).update(
        state=Delivery.State.RENDERED if mail else Delivery.State.SKIPPED_EMPTY,
        language=planned.slot.subscriber.language,
        subject=mail.subject if mail else "",
        text=mail.text if mail else "",
        html=mail.html if mail else "",
        rendered_at=now if mail else None,
    )  # fmt: skip
    pass_failpoint("digests.rendering")
    return is_ours == 1


def _items(planned: Planned, told: Told) -> Iterator[DigestItem]:
    """The rows that remember what one digest tells."""
    for subscription, happening in told:
        yield DigestItem(
            digest_id=UUID(planned.digest_id),
            subscriber=planned.slot.subscriber,
            subscription=subscription,
            deal_id=happening.deal_id,
            article_id=happening.article_id,
            event=happening.event,
        )
