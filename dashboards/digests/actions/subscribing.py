"""What a subscriber does with the links of a digest: change, pause, resume, leave, be forgotten."""

import logging
from datetime import datetime, timedelta

from django.db.models import F, Max

from articles.actions.clustering.turn import own_transaction
from dashboards.digests import tokens
from dashboards.digests.actions.signing_up import CONSENT_TEXT
from dashboards.digests.models import Delivery, Digest, Frequency, Signup, Subscriber, Subscription

logger = logging.getLogger(__name__)

PAUSE = timedelta(days=30)


def find_managed(token: str, *, now: datetime) -> Subscriber | None:
    """The subscriber whose manage link this is, if it is genuine, recent and not revoked."""
    claim = tokens.read_manage_token(token, today=now.date())
    if claim is None:
        return None
    return Subscriber.objects.filter(handle=claim.handle, rotation=claim.rotation).first()


def save_settings(
    subscriber: Subscriber,
    *,
    subscription_id: int | None,
    frequency: str,
    filters: str,
    language: str,
    timezone: str,
    hour: int,
    with_weekends: bool,
    weekday: int | None = None,
    now: datetime,
) -> None:
    """Change when and in which language all digests come, and what one subscription brings.

    Without ``subscription_id`` the first current one is meant. A change that
    makes two subscriptions equal leaves one. ``weekday`` (Monday is 0) is heeded
    only with what comes weekly: of another subscription's form nobody looked at it.
    """
    with own_transaction(clusters=False):
        subscriber.language, subscriber.timezone, subscriber.hour = language, timezone, hour
        subscriber.with_weekends = with_weekends
        if frequency == Frequency.WEEKLY and weekday is not None:
            subscriber.weekday = weekday
        subscriber.save(update_fields=["language", "timezone", "hour", "with_weekends", "weekday"])
        current = Subscription.objects.select_for_update().current().filter(subscriber=subscriber, deal=None)
        chosen = current.filter(pk=subscription_id).first() if subscription_id else current.first()
        if chosen is None:
            return
        same = Subscription.objects.filter(subscriber=subscriber, frequency=frequency, filters=filters)
        same.exclude(pk=chosen.pk).delete()
        if chosen.frequency != frequency:
            chosen.begun_at = _untold_since(chosen, now=now)
        chosen.frequency, chosen.filters = frequency, filters
        chosen.save(update_fields=["frequency", "filters", "begun_at"])


def _untold_since(subscription: Subscription, *, now: datetime) -> datetime:
    """Since when another frequency counts: from now, but what a pause has kept back is told after it all the same."""
    if subscription.state != Subscription.State.PAUSED:
        return now
    told = Digest.objects.filter(subscriber=subscription.subscriber_id, frequency=subscription.frequency)
    return told.aggregate(last=Max("period_end"))["last"] or subscription.wanted_since


def pause(subscriber: Subscriber, *, now: datetime) -> None:
    """No mail for 30 days; what happens meanwhile is told in the first digest after."""
    subscriber.subscriptions.filter(state=Subscription.State.ACTIVE).update(
        state=Subscription.State.PAUSED, paused_until=now + PAUSE
    )


def resume(subscriber: Subscriber, *, network: str, now: datetime) -> None:
    """Mail again: what is paused; where nothing is, what was ended, the consent being of now, from ``network``."""
    with own_transaction(clusters=False):
        paused = subscriber.subscriptions.filter(state=Subscription.State.PAUSED)
        if paused.update(state=Subscription.State.ACTIVE, paused_until=None):
            return
        subscriber.subscriptions.ended().update(
            state=Subscription.State.ACTIVE,
            unsubscribed_at=None,
            confirmed_at=now,
            begun_at=now,
            consent_text=CONSENT_TEXT,
            consent_network=network,
        )


def stop(subscriber: Subscriber, *, subscription_id: int, now: datetime) -> bool:
    """End one subscription alone, such as following one deal; False where it is none of the subscriber's."""
    found = Subscription.objects.current().filter(subscriber=subscriber, pk=subscription_id)
    return bool(found.update(state=Subscription.State.UNSUBSCRIBED, paused_until=None, unsubscribed_at=now))


def unsubscribe(token: str, *, now: datetime) -> None:
    """Stop every mail to the subscriber of a genuine token; anything else, and the second time, changes nothing.

    Earlier manage links stay valid, so that a mistake can be undone.
    """
    handle = tokens.read_unsubscribe_token(token)
    if handle is None:
        return
    stopped = (
        Subscription.objects.current()
        .filter(subscriber__handle=handle)
        .update(state=Subscription.State.UNSUBSCRIBED, paused_until=None, unsubscribed_at=now)
    )
    if stopped:
        logger.info("unsubscribed handle=%s subscriptions=%s", handle, stopped)


def is_unsubscribed(token: str) -> bool:
    """Whether the reader of a genuine token gets no mail of any kind; False for any other token."""
    handle = tokens.read_unsubscribe_token(token)
    rows = Subscription.objects.filter(subscriber__handle=handle) if handle else Subscription.objects.none()
    states = set(rows.values_list("state", flat=True))
    return states == {Subscription.State.UNSUBSCRIBED.value}


def revoke_links(subscriber: Subscriber) -> None:
    """Make every manage link that was mailed so far void."""
    Subscriber.objects.filter(pk=subscriber.pk).update(rotation=F("rotation") + 1)


def forget(subscriber: Subscriber) -> None:
    """Delete the subscriber and all that is kept of it: wishes, subscriptions, what was told, what was mailed."""
    with own_transaction(clusters=False):
        Delivery.objects.filter(digest__subscriber=subscriber).delete()
        # The hashes stay for the 30 days of the limits, or deleting would be a way around them.
        Signup.objects.filter(email_hash=subscriber.email_hash).update(email="", token_hash="", filters="")
        subscriber.delete()
    logger.info("subscriber forgotten handle=%s", subscriber.handle)
