"""A digest before it is due: of a subscriber, or of a selection that nobody has subscribed to yet. Writes nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import override

from dashboards.digests.actions.planning import COVERED, Slot, clock_of
from dashboards.digests.actions.rendering import Planned, events_of, letter_of, put_together, sections_of
from dashboards.digests.actions.selecting import Notebook, canonical_filters
from dashboards.digests.composing import compose
from dashboards.digests.models import Digest, Frequency, Subscriber, Subscription
from dashboards.digests.periods import slot_before


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


def preview_selection(filters: str, *, frequency: str, language: str, now: datetime, notebook: Notebook) -> Planned:
    """What a digest of these filters would hold if it were due at ``now``: for a page that shows it before subscribing.

    ``filters`` is a page's query string; what a subscription does not keep of
    it (period, order, page) counts no more than there. ``mail`` is None where
    nothing happened within the period. Asks for no subscriber and writes
    nothing; the personal links lead to the subscribe page, the one to the
    archive to the list of deals. Show it with ``showing.show_mail``.
    Raises ``ValueError`` for filters that cannot be read.
    """
    kept = canonical_filters(filters)
    reader = Subscriber(language=language, with_weekends=True)
    start = slot_before(frequency, now, clock=clock_of(reader))
    # As with a subscriber's digest: the period is never empty, also in the very moment of a slot.
    slot = Slot(reader, (Subscription(frequency=frequency, filters=kept),), frequency, "", start, now)
    sections, told = sections_of(slot, events_of(slot, notebook), {}, notebook)
    if not sections:
        return Planned(slot, "", None, 0)
    with override(language):
        subscribe = f"{settings.SITE_URL}{reverse('digests:subscribe')}" + (f"?{kept}" if kept else "")
        whole = f"{settings.SITE_URL}{reverse('deals')}" + (f"?{kept}" if kept else "")
    letter = replace(
        letter_of(slot, sections, str(uuid4())),
        manage_url=subscribe,
        unsubscribe_url=subscribe,
        archive_url=whole,
        is_sample=True,
    )
    return Planned(slot, "", compose(letter), len(told))
