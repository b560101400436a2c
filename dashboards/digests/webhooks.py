"""The door for what mail providers tell us by webhook: django-anymail checks the secret and translates, we note."""

from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver
from django.utils import timezone

from dashboards.digests.actions import bouncing
from dashboards.digests.models import Bounce

GONE = (RejectReason.INVALID, RejectReason.BOUNCED)
"""Reasons that mean that there is no such mailbox; the others may pass."""


@receiver(tracking, dispatch_uid="digests.webhooks")
def hear(sender: object, event: AnymailTrackingEvent, esp_name: str, **kwargs: Any) -> None:
    """A bounce or a complaint; deliveries, opens and clicks are nobody's business here."""
    if event.event_type == EventType.COMPLAINED:
        kind = Bounce.Kind.COMPLAINT
    elif event.event_type in (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED):
        kind = Bounce.Kind.HARD if event.reject_reason in GONE else Bounce.Kind.SOFT
    else:
        return
    message_id = event.message_id or ""
    told = event.event_id or f"{message_id} {event.event_type} {event.timestamp}"
    bouncing.note_event(
        address=event.recipient or "",
        kind=kind,
        detail=event.mta_response or event.description or event.reject_reason or "",
        event_key=f"{esp_name} {told}",
        message_id=message_id if message_id.startswith("<") else f"<{message_id}>",
        now=timezone.now(),
    )
