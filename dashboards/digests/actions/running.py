"""One round of the mail room: what was abandoned, what is due, what waits."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from articles.models import Heartbeat
from dashboards.digests.actions import delivering, planning
from dashboards.digests.actions.posting import Pace
from dashboards.digests.actions.rendering import Planned, put_together, render_planned
from dashboards.digests.actions.selecting import Notebook
from dashboards.digests.models import Delivery, Frequency

logger = logging.getLogger(__name__)

ALL = tuple(Frequency.values)
ROUND = 500
"""Digests of one round; a task that has more to do asks for another round."""


@dataclass(frozen=True)
class Told:
    """One digest of a round in a line: for whom (masked), of which period, how many items; no subject where empty."""

    frequency: str
    period: str
    address: str
    items: int
    subject: str

    @classmethod
    def of(cls, planned: Planned) -> "Told":
        """The line of a digest."""
        slot, mail = planned.slot, planned.mail
        address = slot.subscriber.masked_email
        return cls(slot.frequency, slot.period, address, planned.items, mail.subject if mail else "")


@dataclass
class Round:
    """What a round did: the digests put together (their bodies are let go), and how many mails reached which state."""

    planned: list[Told] = field(default_factory=list)
    outcome: Counter[str] = field(default_factory=Counter)
    has_more: bool = False


def run_mail_room(
    *,
    now: datetime,
    frequencies: tuple[str, ...] = ALL,
    is_by_hand: bool = False,
    is_dry: bool = False,
    limit: int | None = ROUND,
    pace: Pace | None = None,
) -> Round:
    """Do all that is due at ``now``. Every step may run twice and in two workers at once.

    ``is_dry`` only puts together, and keeps and sends nothing.
    """
    done = Round()
    notebook = Notebook()
    if not is_dry:
        delivering.mark_abandoned(now=now)
        delivering.give_up_late(now=now)
    slots = planning.due_slots(now=now, frequencies=frequencies, is_by_hand=is_by_hand)
    if Frequency.FOLLOW in frequencies:
        slots += planning.due_follows(now=now)
    if is_dry:
        done.planned += [Told.of(put_together(slot, digest_id="", notebook=notebook)[0]) for slot in slots]
        return done
    planning.announce(slots[:limit], now=now)
    rendered = render_planned(now=now, frequencies=frequencies, notebook=notebook, limit=limit)
    done.planned += [Told.of(planned) for planned in rendered]
    waiting = Delivery.objects.sendable(now=now).count()
    done.outcome = delivering.deliver_waiting(now=now, frequencies=frequencies, limit=limit, pace=pace)
    is_stuck = "unreachable" in done.outcome or "halted" in done.outcome
    done.has_more = limit is not None and not is_stuck and (len(slots) > limit or waiting > limit)
    Heartbeat.beat("digest", now=now)
    logger.info("mail room planned=%s outcome=%s", len(done.planned), dict(done.outcome))
    return done
