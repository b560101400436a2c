"""Specimens for staff: the next digest of a subscriber, whose links open nothing; touches no state."""

from datetime import datetime

from dashboards.digests.actions.delivering import envelope
from dashboards.digests.actions.posting import LetterMail, Postbox
from dashboards.digests.actions.previewing import preview
from dashboards.digests.actions.selecting import Notebook
from dashboards.digests.models import LANGUAGES, Delivery, Digest, Subscriber

MAX_TESTS = 5
NOBODY = "000000000000"
"""A handle that belongs to no subscriber."""


def specimen(subscriber: Subscriber, *, frequency: str, language: str, to: str, now: datetime) -> LetterMail | None:
    """The next digest as it would be handed over, to another address; None where there is nothing to tell."""
    known = language if language in dict(LANGUAGES) else subscriber.language
    planned = preview(subscriber, frequency=frequency, language=known, now=now, notebook=Notebook())
    if planned is None or planned.mail is None:
        return None
    mail, slot = planned.mail, planned.slot
    digest = Digest(pk=planned.digest_id, frequency=frequency, period_start=slot.start, period_end=slot.end)
    delivery = Delivery(
        digest=digest, subject=mail.subject, text=mail.text, html=mail.html, language=known, rendered_at=now,
        message_id=f"<{planned.digest_id}@test.invalid>",
    )  # fmt: skip
    return envelope(delivery, Subscriber(email=to, handle=NOBODY), now=now)


def send_test(subscriber: Subscriber, *, to: str, now: datetime) -> int:
    """Send a staff address what each frequency of a subscriber would bring; gives how many mails were taken."""
    sent = 0
    with Postbox() as postbox:
        for frequency in sorted({row.frequency for row in subscriber.subscriptions.current()}):
            message = specimen(subscriber, frequency=frequency, language=subscriber.language, to=to, now=now)
            if message is not None:
                message.subject = f"[Test] {message.subject}"
                sent += postbox.post(message).fate == "sent"
    return sent
