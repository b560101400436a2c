"""What comes back: bounces and complaints, from the SMTP dialogue, a webhook or a mailbox (THREATS M09)."""

import logging
import mailbox
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.db import transaction

from dashboards.digests import tokens
from dashboards.digests.actions import subscribing
from dashboards.digests.models import Bounce, Digest, Subscriber, Suppression
from dashboards.digests.returns import Returned, read_returned

logger = logging.getLogger(__name__)

SOFT_LIMIT = 5
SOFT_DAYS = timedelta(days=14)
"""So many soft bounces within so many days stop the mail too."""


@dataclass
class Sorted:
    """What became of the messages of a mailbox."""

    bounces: int = 0
    complaints: int = 0
    unsubscribed: int = 0
    ignored: int = 0

    def __add__(self, other: "Sorted") -> "Sorted":
        return Sorted(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def note(
    subscriber: Subscriber, *, kind: str, detail: str, event_key: str, digest: Digest | None, now: datetime
) -> bool:
    """Keep one word from outside and draw the consequence; False where it was told before (a replay)."""
    with transaction.atomic():
        _, is_new = Bounce.objects.get_or_create(
            event_key=event_key[:120],
            defaults={
                "digest": digest,
                "email_hash": subscriber.email_hash,
                "domain": subscriber.email.rpartition("@")[2].lower(),
                "kind": kind,
                "detail": detail[:300],
                "happened_at": now,
            },
        )
        if is_new and (reason := _reason_to_stop(subscriber.email_hash, kind, now=now)):
            Suppression.objects.get_or_create(
                email_hash=subscriber.email_hash, defaults={"reason": reason, "created_at": now}
            )
    if is_new:
        logger.info("returned kind=%s domain=%s", kind, subscriber.email.rpartition("@")[2])
    return is_new


def note_event(*, address: str, kind: str, detail: str, event_key: str, message_id: str, now: datetime) -> bool:
    """A word of a provider's webhook, whose secret was checked; False for addresses that are not ours and replays."""
    subscriber = Subscriber.objects.filter(email_hash__in=tokens.hashes_of_email(address.strip())).first()
    if subscriber is None:
        return False
    digest = Digest.objects.filter(delivery__message_id=message_id, subscriber=subscriber).first()
    return note(subscriber, kind=kind, detail=detail, event_key=event_key, digest=digest, now=now)


def sort_mailbox(messages: Iterable[bytes], *, now: datetime) -> Sorted:
    """Read what came to the return address; anything that is not surely about a mail of ours changes nothing."""
    done = Sorted()
    for raw in messages:
        returned = read_returned(raw)
        if handle := _asked_to_leave(returned):
            subscribing.unsubscribe(tokens.unsubscribe_token(handle), now=now)
            done.unsubscribed += 1
            continue
        digest, is_signed = _digest_of(returned)
        if digest is None or digest.subscriber is None or not returned.kind:
            done.ignored += 1
            continue
        is_new = note(
            digest.subscriber,
            # A Message-ID can be known to others, who must not be able to stop somebody's mail at once.
            kind=returned.kind if is_signed else Bounce.Kind.SOFT,
            detail=f"{returned.status} {returned.detail}".strip(),
            event_key=f"mail {digest.pk} {returned.kind} {returned.status}",
            digest=digest,
            now=now,
        )
        if not is_new:
            done.ignored += 1
        elif returned.kind == Bounce.Kind.COMPLAINT:
            done.complaints += 1
        else:
            done.bounces += 1
    return done


def read_maildir(path: str, *, now: datetime) -> Sorted:
    """Read what is new in a Maildir; each message is then kept among those seen, so that nothing is read twice."""
    box = mailbox.Maildir(path, create=False)
    done = Sorted()
    for key in list(box.keys()):
        message = box[key]
        if message.get_subdir() == "new":
            done += sort_mailbox([box.get_bytes(key)], now=now)
            message.set_subdir("cur")
            message.add_flag("S")
            box[key] = message
    return done


def return_address(digest: Digest) -> str | None:
    """The envelope's sender of a digest, which says whose bounce it is; None without a mailbox."""
    name, _, domain = parseaddr(settings.BOUNCE_ADDRESS)[1].rpartition("@")
    return f"{name}+{tokens.return_token(digest.pk)}@{domain}" if name else None


def leave_address(handle: str) -> str | None:
    """Where a mail program may write to unsubscribe (RFC 2369); None without a mailbox."""
    name, _, domain = parseaddr(settings.BOUNCE_ADDRESS)[1].rpartition("@")
    return f"{name}+{tokens.leave_token(handle)}@{domain}" if name else None


def _reason_to_stop(email_hash: str, kind: str, *, now: datetime) -> str:
    """Why the address gets nothing any more; empty where it still does."""
    if kind == Bounce.Kind.HARD:
        return "hard bounce"
    if kind == Bounce.Kind.COMPLAINT:
        return "complaint"
    recent = Bounce.objects.filter(email_hash=email_hash, kind=Bounce.Kind.SOFT, happened_at__gt=now - SOFT_DAYS)
    return f"{SOFT_LIMIT} soft bounces in {SOFT_DAYS.days} days" if recent.count() >= SOFT_LIMIT else ""


def _asked_to_leave(returned: Returned) -> str | None:
    """The subscriber whose unsubscribe address was written to."""
    return next((handle for tag in returned.tags if (handle := tokens.read_leave_token(tag))), None)


def _digest_of(returned: Returned) -> tuple[Digest | None, bool]:
    """The digest that came back, and whether by the signed address; else by its Message-ID, if the recipient fits."""
    rows = Digest.objects.select_related("subscriber")
    for tag in returned.tags:
        if key := tokens.read_return_token(tag):
            return rows.filter(pk=UUID(key)).first(), True
    found = rows.filter(delivery__message_id=returned.message_id).first() if returned.message_id else None
    if found is None or found.subscriber is None or not returned.recipient:
        return None, False
    return (found if found.subscriber.email_hash in tokens.hashes_of_email(returned.recipient) else None), False
