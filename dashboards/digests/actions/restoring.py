"""After a copy of the database was put back: what may have been mailed since is not mailed again by itself.

And who has said since that there is to be no more mail gets none: the copy does not know of it, the database whose
place it takes does, where there is still one.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, transaction

from dashboards.digests.actions.planning import CLOCK_FIELDS, announce, due_slots
from dashboards.digests.actions.rendering import render_planned
from dashboards.digests.actions.selecting import Notebook
from dashboards.digests.models import PERIODIC, Delivery, Subscription, Suppression
from dashboards.digests.periods import Clock, latest_slot

logger = logging.getLogger(__name__)

UNDER_WAY = (
    Delivery.State.RENDERED,
    Delivery.State.SENDING,
    Delivery.State.FAILED_RETRY,
)
REASON = "restored from a copy: it may have been sent"


@dataclass(frozen=True)
class Refusals:
    """Who wants no mail: what was unsubscribed from and when, by handle of the reader; addresses that are stopped."""

    unsubscribed: tuple[tuple[str, str, str, str | None, datetime], ...] = ()
    suppressed: tuple[tuple[str, str, datetime], ...] = ()


def remember_refusals() -> Refusals:
    """Those that the database knows; none where it cannot be asked, as on a machine that is being set up."""
    rows = Subscription.objects.filter(state=Subscription.State.UNSUBSCRIBED, unsubscribed_at__isnull=False)
    asked = rows.values_list("subscriber__handle", "frequency", "filters", "deal__slug", "unsubscribed_at")
    try:
        return Refusals(tuple(asked), tuple(Suppression.objects.values_list("email_hash", "reason", "created_at")))
    except DatabaseError as error:
        logger.warning("nobody's refusal is remembered: %s", type(error).__name__)
        return Refusals()


@transaction.atomic
def keep_refusals(refusals: Refusals) -> int:
    """Let them hold in a copy that is older; give how many. Who asked for mail again after it gets it."""
    kept = 0
    for handle, frequency, filters, deal, at in refusals.unsubscribed:
        same = Subscription.objects.current().filter(
            subscriber__handle=handle, frequency=frequency, filters=filters, deal__slug=deal, confirmed_at__lt=at
        )
        kept += same.update(state=Subscription.State.UNSUBSCRIBED, paused_until=None, unsubscribed_at=at)
    for email_hash, reason, at in refusals.suppressed:
        stopped = {"reason": reason, "created_at": at}
        kept += Suppression.objects.get_or_create(email_hash=email_hash, defaults=stopped)[1]
    return kept


@transaction.atomic
def hold_restored_mail(*, backed_up_at: datetime | None, now: datetime) -> int:
    """Call everything that may have gone out after the copy was made ambiguous; give how many mails.

    Mails that were under way in the copy, and the digests whose time came between
    the copy and now: these are put together, so that their items count as told,
    and wait on the desk for a person to say whether they went out (THREATS D07).
    """
    held = Delivery.objects.filter(state__in=UNDER_WAY).update(
        state=Delivery.State.AMBIGUOUS, error_class="Restored", error=REASON, lease_until=None
    )
    rows = Subscription.objects.receiving(now=now).filter(frequency__in=PERIODIC)
    for frequency, *values in rows.values_list("frequency", *CLOCK_FIELDS).distinct().order_by():
        end = latest_slot(frequency, now=now, clock=Clock(*values))
        if backed_up_at is None or end > backed_up_at:
            slots = due_slots(now=end, frequencies=(frequency,), is_by_hand=False)
            announce([slot for slot in slots if slot.end == end], now=now)
    for planned in render_planned(now=now, frequencies=PERIODIC, notebook=Notebook(), limit=None):
        if planned.mail is not None:
            held += Delivery.objects.filter(digest=planned.digest_id).update(
                state=Delivery.State.AMBIGUOUS, error_class="Restored", error=REASON
            )
    logger.info("held restored mail=%d", held)
    return held
