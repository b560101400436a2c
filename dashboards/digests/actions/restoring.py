"""After a copy of the database was put back: what may have been mailed since is not mailed again by itself."""

import logging
from datetime import datetime

from django.db import transaction

from dashboards.digests.actions.planning import CLOCK_FIELDS, announce, due_slots
from dashboards.digests.actions.rendering import render_planned
from dashboards.digests.actions.selecting import Notebook
from dashboards.digests.models import PERIODIC, Delivery, Subscription
from dashboards.digests.periods import Clock, latest_slot

logger = logging.getLogger(__name__)

UNDER_WAY = (
    Delivery.State.RENDERED,
    Delivery.State.SENDING,
    Delivery.State.FAILED_RETRY,
)
REASON = "restored from a copy: it may have been sent"


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
