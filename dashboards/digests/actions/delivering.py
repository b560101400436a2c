"""Sending what was put together: claimed by a conditional update, never twice (THREATS M07, M08)."""

import logging
from collections import Counter
from datetime import datetime, timedelta
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import override

from articles.failpoints import pass_failpoint
from dashboards.digests import tokens
from dashboards.digests.actions import bouncing, halting
from dashboards.digests.actions.posting import CONTENT_LANGUAGE, LetterMail, Pace, Postbox, Posted
from dashboards.digests.actions.rendering import manage_mark, unsubscribe_mark
from dashboards.digests.models import Bounce, Delivery, DigestItem, Frequency, Subscriber, Subscription

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=4)
"""How long a worker may take to hand over one mail (the SMTP time-out is 30 s a step).

Shorter than two beats of the timetable, so that what a killed worker left is settled within ten minutes.
"""

BETWEEN_LOOKS = 50
"""Mails between two looks at the kill switch and at what comes back."""

RETRY_MINUTES = (5, 15, 60, 240)
"""Waits between the tries of a mail that was surely not accepted; after twelve hours it is given up."""


def deliver_waiting(
    *,
    now: datetime,
    frequencies: tuple[str, ...] = tuple(Frequency.values),
    limit: int | None = None,
    pace: Pace | None = None,
) -> Counter[str]:
    """Send what is due, at most ``limit`` mails; gives how many reached which state.

    ``halted`` is counted where the kill switch is on, or goes on meanwhile;
    ``unreachable`` where nobody answers.
    """
    outcome: Counter[str] = Counter()
    due = Delivery.objects.sendable(now=now).filter(digest__frequency__in=frequencies)
    waiting = list(due.values_list("pk", flat=True)[:limit])
    with Postbox() as postbox:
        for start in range(0, len(waiting), BETWEEN_LOOKS):
            if halting.is_halted(now=now):
                outcome["halted"] += 1
                break
            for delivery in _read(waiting[start : start + BETWEEN_LOOKS]):
                if failure := postbox.open():
                    # Nobody answers: what waits stays as it is, the next run tries again.
                    logger.warning("mail server does not answer error=%s", failure.error_class)
                    outcome["unreachable"] += 1
                    return outcome
                if pace:
                    pace.wait()
                if state := _deliver(delivery, postbox=postbox, now=now):
                    outcome[state] += 1
    return outcome


def deliver(delivery_id: int, *, postbox: Postbox, now: datetime) -> str | None:
    """Send one mail if nobody else does; gives the state reached, None where it was not ours to send."""
    return next((_deliver(delivery, postbox=postbox, now=now) for delivery in _read([delivery_id])), None)


def _read(keys: list[int]) -> list[Delivery]:
    """Deliveries with their digests and subscribers, in the order of the keys; none that is gone."""
    rows = Delivery.objects.select_related("digest__subscriber").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def _deliver(delivery: Delivery, *, postbox: Postbox, now: datetime) -> str | None:
    """Claim, hand over and settle one delivery as it was read."""
    subscriber = delivery.digest.subscriber
    if subscriber is None or not claim(delivery, now=now):
        return str(Delivery.State.FAILED_PERMANENT) if _close_unwanted(delivery.pk, now=now) else None
    pass_failpoint("digests.claimed")
    posted = postbox.post(envelope(delivery, subscriber, now=now))
    pass_failpoint("digests.posted")
    state = _settle(delivery, posted, now=now)
    pass_failpoint("digests.settled")
    return state


def claim(delivery: Delivery, *, now: datetime) -> bool:
    """Take a delivery in one conditional update, which also checks that the subscriber still wants it.

    The row must be as it was read, and so must the subscriber's links. What the
    check compares with is given as values, not by joins: the update then finds
    one row by its key whatever the database knows of its tables.
    """
    digest = delivery.digest
    if digest.subscriber is None:
        return False
    wanted = Subscription.objects.receiving(now=now).filter(
        subscriber=digest.subscriber_id, frequency=digest.frequency, subscriber__rotation=digest.subscriber.rotation
    )
    as_read = Delivery.objects.sendable(now=now).order_by().filter(pk=delivery.pk, attempts=delivery.attempts)
    is_ours = as_read.filter(Exists(wanted)).update(
        state=Delivery.State.SENDING, attempts=delivery.attempts + 1, lease_until=now + LEASE, error=""
    )
    if is_ours:
        delivery.attempts += 1
    return is_ours == 1


def give_up_late(*, now: datetime) -> int:
    """End deliveries that waited for longer than a mail is tried; their items may be told in the next digest."""
    late = list(Delivery.objects.late(now=now).values_list("pk", flat=True))
    return sum(_close(pk, "late") for pk in late)


def mark_abandoned(*, now: datetime) -> int:
    """Settle deliveries whose worker vanished while handing over; gives how many.

    They become ``ambiguous``, since a missed mail beats a doubled one. Only a
    provider that knows our idempotency key is asked again, with the same key,
    as long as it remembers it.
    """
    abandoned = Delivery.objects.abandoned(now=now)
    again = 0
    if settings.EMAIL_IDEMPOTENCY_HEADER:
        window = timedelta(minutes=settings.EMAIL_IDEMPOTENCY_MINUTES)
        fresh = abandoned.filter(lease_until__gt=now + LEASE - window)
        again = fresh.update(state=Delivery.State.FAILED_RETRY, next_attempt_at=now, lease_until=None)
    return again + abandoned.update(
        state=Delivery.State.AMBIGUOUS, error_class="abandoned", error="The worker ended while handing over."
    )


def mark_sent(delivery: Delivery, *, now: datetime) -> bool:
    """A person says that an ambiguous mail arrived."""
    found = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.AMBIGUOUS)
    return found.update(state=Delivery.State.SENT, sent_at=now, text="", html="") == 1


def send_again(delivery: Delivery, *, now: datetime) -> bool:
    """A person says that an ambiguous mail did not arrive; it goes out with the same Message-ID."""
    found = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.AMBIGUOUS)
    return (
        found.update(state=Delivery.State.FAILED_RETRY, next_attempt_at=now, give_up_at=now + timedelta(hours=12)) == 1
    )


def envelope(delivery: Delivery, subscriber: Subscriber, *, now: datetime) -> LetterMail:
    """The mail as it is handed over: the stored text with the personal links put in, and the headers."""
    digest = delivery.digest
    domain = urlsplit(settings.SITE_URL).hostname or "localhost"
    unsubscribe = tokens.unsubscribe_token(subscriber.handle)
    manage = tokens.manage_token(subscriber.handle, subscriber.rotation, today=now.date())

    def personal(text: str) -> str:
        return text.replace(unsubscribe_mark(str(digest.pk)), unsubscribe).replace(manage_mark(str(digest.pk)), manage)

    # Programs that know no one-click open the address: the page is in the reader's language, as the mail is.
    with override(delivery.language):
        one_click = settings.SITE_URL + reverse("digests:unsubscribe", args=[unsubscribe])
        archive = settings.SITE_URL + reverse("digests:archive", args=[digest.pk])
        about = settings.SITE_URL + reverse("digests:subscribe")
    returns, leave = bouncing.return_address(digest), bouncing.leave_address(subscriber.handle)
    headers = {} if returns is None else {"From": settings.DEFAULT_FROM_EMAIL}
    if settings.EMAIL_IDEMPOTENCY_HEADER:
        headers[settings.EMAIL_IDEMPOTENCY_HEADER] = str(digest.pk)
    mail = LetterMail(
        delivery.subject,
        personal(delivery.text),
        # The envelope's sender, where bounces go; readers see the From among the headers.
        returns or settings.DEFAULT_FROM_EMAIL,
        [subscriber.email],
        headers={
            **headers,
            "Message-ID": delivery.message_id,
            "Date": format_datetime(delivery.rendered_at or now),
            "List-Id": f"GBA Tracker {digest.frequency} digest <{digest.frequency}.digest.{domain}>",
            "List-Unsubscribe": f"<{one_click}>" + (f", <mailto:{leave}>" if leave else ""),
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Archive": f"<{archive}>",
            "List-Help": f"<{about}>",
            "List-Subscribe": f"<{about}>",
            "List-Owner": f"<mailto:{parseaddr(settings.EMAIL_REPLY_TO or settings.DEFAULT_FROM_EMAIL)[1]}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Precedence": "bulk",
            "Content-Language": CONTENT_LANGUAGE.get(delivery.language, "en"),
            "Feedback-ID": f"digest-{digest.frequency}:gbatracker",
            "X-Entity-Ref-ID": str(digest.pk),
        },
    )
    if settings.EMAIL_REPLY_TO:
        mail.reply_to = [settings.EMAIL_REPLY_TO]
    mail.attach_alternative(personal(delivery.html), "text/html")
    return mail


def _settle(delivery: Delivery, posted: Posted, *, now: datetime) -> str:
    """Write down how a handing over ended; the row must still be the one that was claimed."""
    changes: dict[str, object] = {"error_class": posted.error_class, "error": posted.error, "lease_until": None}
    if posted.fate == "sent":
        changes |= {"state": Delivery.State.SENT, "sent_at": now, "text": "", "html": ""}
    elif posted.fate == "ambiguous" and not settings.EMAIL_IDEMPOTENCY_HEADER:
        changes |= {"state": Delivery.State.AMBIGUOUS}
    else:
        wait = timedelta(minutes=RETRY_MINUTES[min(delivery.attempts, len(RETRY_MINUTES)) - 1])
        can_wait = posted.fate in ("retry", "ambiguous") and now + wait <= delivery.give_up_at
        state = Delivery.State.FAILED_RETRY if can_wait else Delivery.State.FAILED_PERMANENT
        changes |= {"state": state, "next_attempt_at": now + wait}
    ours = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.SENDING, attempts=delivery.attempts)
    if posted.fate != "permanent" and changes["state"] != Delivery.State.FAILED_PERMANENT:
        ours.update(**changes)
    else:
        with transaction.atomic():
            # Where another worker has it by now, its outcome is not ours to undo.
            if ours.update(**changes):
                _undo(delivery, posted, now=now)
    logger.info("digest %s state=%s attempt=%s error=%s", delivery.digest_id, changes["state"], delivery.attempts,
                posted.error_class)  # fmt: skip
    return str(changes["state"])


def _undo(delivery: Delivery, posted: Posted, *, now: datetime) -> None:
    """What follows from a failure for good: the next digest may tell the items; a refused mailbox is noted."""
    DigestItem.objects.filter(digest=delivery.digest_id).delete()
    if posted.fate == "permanent" and delivery.digest.subscriber and posted.error:
        bouncing.note(
            delivery.digest.subscriber,
            kind=Bounce.Kind.HARD if posted.is_hard_bounce else Bounce.Kind.SOFT,
            detail=posted.error,
            event_key=f"smtp {delivery.digest_id}",
            digest=delivery.digest,
            now=now,
        )


def _close_unwanted(delivery_id: int, *, now: datetime) -> bool:
    """End a delivery that nobody wants any more; False where it is wanted, and just not ours to send."""
    delivery = Delivery.objects.select_related("digest").filter(pk=delivery_id).first()
    if delivery is None:
        return False
    wanted = Subscription.objects.receiving(now=now).filter(
        subscriber=delivery.digest.subscriber_id, frequency=delivery.digest.frequency
    )
    # Due as well as unwanted: a mail that waits for its next try is closed when that comes.
    is_due = Delivery.objects.sendable(now=now).filter(pk=delivery_id).exists()
    return is_due and not wanted.exists() and _close(delivery_id, "unsubscribed")


def _close(delivery_id: int, error_class: str) -> bool:
    """End a delivery that waits, unsent; False where it no longer waits."""
    with transaction.atomic():
        waiting = Delivery.objects.waiting().filter(pk=delivery_id)
        closed = waiting.update(
            state=Delivery.State.FAILED_PERMANENT, error_class=error_class, text="", html="", lease_until=None
        )
        if closed:
            DigestItem.objects.filter(digest__delivery=delivery_id).delete()
    return closed == 1
