"""Reading what comes back to the return address: delivery reports (RFC 3464), complaints (RFC 5965), wishes to leave.

Pure, with the email package of the standard library. Whatever cannot be
understood is no report.
"""

import re
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from email.utils import getaddresses, parseaddr

MAX_BYTES = 1_000_000
"""Of a larger message only the beginning is read."""

TAG = re.compile(r"\+([0-9a-f]{20,64})@", re.IGNORECASE)
"""The personal part of a return address, e.g. ``bounce+0a1b2c…@tracker.example``."""

STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")  # 5.1.1 (RFC 3463)


@dataclass(frozen=True)
class Returned:
    """What one message says: ``kind`` is hard, soft, complaint or empty; ``tags`` the personal parts of addresses."""

    kind: str = ""
    status: str = ""
    recipient: str = ""
    message_id: str = ""
    detail: str = ""
    tags: tuple[str, ...] = ()


def read_returned(raw: bytes) -> Returned:
    """Read one message; never raises."""
    try:
        message = message_from_bytes(raw[:MAX_BYTES], policy=policy.compat32)
        return _clean(_read(message))
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, IndexError, RecursionError):
        # Hostile or broken mail makes the standard parser fail in any of these ways.
        return Returned()


def _read(message: Message) -> Returned:
    tags = tuple(_tags(message))
    parts = list(message.walk())
    original = _original(parts)
    message_id = str(original.get("Message-ID", "")).strip() if original else ""
    if report := _part(parts, "message/feedback-report"):
        fields = _fields(report)
        wanted = fields.get("feedback-type", "abuse").lower()
        sent_to = str(original.get("To", "")) if original else ""
        recipient = _address(fields.get("original-rcpt-to", "")) or _address(sent_to)
        kind = "" if wanted in ("not-spam", "auth-failure") else "complaint"
        return Returned(kind, wanted, recipient, message_id, "feedback report", tags)
    if report := _part(parts, "message/delivery-status"):
        fields = _fields(report)
        if fields.get("action", "").lower() not in ("failed", "delayed"):
            return Returned(tags=tags)
        status = STATUS.search(fields.get("status", "")) or STATUS.search(fields.get("diagnostic-code", ""))
        words = status[0] if status else ""
        recipient = _address(fields.get("original-recipient", "")) or _address(fields.get("final-recipient", ""))
        detail = " ".join(fields.get("diagnostic-code", "").split())[:250]
        return Returned(_kind(fields["action"].lower(), words), words, recipient, message_id, detail, tags)
    return Returned(tags=tags)


def _clean(returned: Returned) -> Returned:
    """Without control characters and broken letters, which no database takes."""
    texts = ("status", "recipient", "message_id", "detail")
    cleaned = {name: "".join(c for c in getattr(returned, name) if c.isprintable())[:1000] for name in texts}
    return replace(returned, **cleaned)


def _kind(action: str, status: str) -> str:
    """What a delivery report means; a delay is no bounce, and what is not surely for good is soft.

    For good are a bad address (5.1.x) and a mailbox that is switched off (5.2.1).
    """
    if action == "delayed":
        return ""
    code, _, rest = status.partition(".")
    return "hard" if code == "5" and (rest.startswith("1.") or rest == "2.1") else "soft"


def _tags(message: Message) -> list[str]:
    """The personal parts of all addresses that the message was sent to."""
    names = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
    values = [str(value) for name in names for value in message.get_all(name, [])]
    addresses = [address for _, address in getaddresses(values)]
    return [tag[1].lower() for address in addresses if (tag := TAG.search(address))]


def _part(parts: list[Message], kind: str) -> Message | None:
    return next((part for part in parts if part.get_content_type() == kind), None)


def _original(parts: list[Message]) -> Message | None:
    """The head of the mail that came back."""
    for part in parts:
        if part.get_content_type() == "message/rfc822" and isinstance(part.get_payload(), list):
            return part.get_payload(0)
        if part.get_content_type() == "text/rfc822-headers":
            body = part.get_payload(decode=True)
            return message_from_bytes(body if isinstance(body, bytes) else b"")
    return None


def _fields(report: Message) -> dict[str, str]:
    """All fields of a report in one, later groups (one a recipient) not replacing earlier ones."""
    payload = report.get_payload()
    if isinstance(payload, list):
        groups = payload
    else:
        body = report.get_payload(decode=True)
        groups = [message_from_bytes(body if isinstance(body, bytes) else str(payload).encode())]
    found: dict[str, str] = {}
    for group in groups:
        for name, value in group.items():
            found.setdefault(name.lower(), str(value))
    return found


def _address(field: str) -> str:
    """The address of ``rfc822; reader@example.org`` or ``<reader@example.org>``."""
    return parseaddr(field.rpartition(";")[2])[1].strip()
