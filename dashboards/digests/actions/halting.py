"""The kill switch of the mail room, by hand and by what comes back (back-pressure)."""

import logging
from datetime import datetime, timedelta

from django.db.models import Max

from dashboards.digests.models import Bounce, Delivery, Halt

logger = logging.getLogger(__name__)

LOOK_BACK = timedelta(hours=24)
"""Above the shares below, of what was handed over within it, all sending stops until a person says go on."""
MAX_BOUNCES = 0.05
"""Share of mails that bounce above which Amazon SES reviews a sender (its enforcement FAQ: below 5 %, never 10 %)."""
MAX_COMPLAINTS = 0.001
"""Share complained of above which Gmail begins to mistrust one (email sender guidelines: below 0.1 %, never 0.3 %)."""

LEAST_MAILS = 20
LEAST_COMPLAINTS = 2
"""Below these a share says nothing: one complaint of a small list is one reader, not a pattern."""


def is_halted(*, now: datetime) -> bool:
    """Whether nothing may be handed over; puts the switch on where too much came back."""
    if Halt.objects.filter(ended_at__isnull=True).exists():
        return True
    reason = _pressure(now=now)
    if reason:
        halt(reason, now=now)
    return bool(reason)


def halt(reason: str, *, now: datetime) -> None:
    """Put the switch on; where it is on already the first reason stays."""
    _, is_new = Halt.objects.get_or_create(ended_at=None, defaults={"started_at": now, "reason": reason[:200]})
    if is_new:
        logger.warning("mail room halted: %s", reason)


def go_on(*, now: datetime) -> bool:
    """Take the switch off; False where it was off."""
    return bool(Halt.objects.filter(ended_at__isnull=True).update(ended_at=now))


def _pressure(*, now: datetime) -> str:
    """Why sending should stop, empty where it need not. What a person has seen, and went on after, counts no more."""
    last = Halt.objects.aggregate(end=Max("ended_at"))["end"]
    since = max(now - LOOK_BACK, last) if last else now - LOOK_BACK
    came = Bounce.objects.filter(happened_at__gt=since)
    complaints = came.filter(kind=Bounce.Kind.COMPLAINT).count()
    bounces = came.exclude(kind=Bounce.Kind.COMPLAINT).count()
    if not bounces and complaints < LEAST_COMPLAINTS:
        return ""
    mails = Delivery.objects.filter(sent_at__gt=since).count() + bounces
    if mails >= LEAST_MAILS and bounces > MAX_BOUNCES * mails:
        return f"{bounces} of {mails} mails bounced"
    if complaints >= LEAST_COMPLAINTS and complaints > MAX_COMPLAINTS * mails:
        return f"{complaints} complaints about {mails} mails"
    return ""
