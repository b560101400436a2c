"""Whether our mails are signed as RFC 6376 (DKIM) and RFC 8058 (one-click) want it: a specimen, or a mail received."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from uuid import UUID

import dkim
import dns.exception
import dns.resolver
from django.conf import settings

from dashboards.digests.actions.delivering import envelope
from dashboards.digests.actions.mailchecking import Finding, texts_of
from dashboards.digests.models import Delivery, Digest, Frequency, Subscriber

MUST_SIGN = ("from", "list-unsubscribe", "list-unsubscribe-post")
"""Headers without whose signature a mail is not believed, or shows no button to unsubscribe (RFC 8058, 4)."""

SHOULD_SIGN = ("to", "subject", "date", "message-id", "mime-version", "content-type", "reply-to", "list-id")
NOBODY = "000000000000"
NUMBER = UUID("00000000-0000-4000-8000-000000000000")


def check_specimen(*, selector: str, key: bytes, resolver: dns.resolver.Resolver, now: datetime) -> Iterator[Finding]:
    """Sign a specimen of a digest with the private key, as a mail server does, and check it with the published one."""
    raw = specimen(now=now)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()
    is_edwards = b"-----BEGIN" not in key
    try:
        signature = dkim.sign(
            raw,
            selector.encode(),
            domain.encode(),
            key,
            signature_algorithm=b"ed25519-sha256" if is_edwards else b"rsa-sha256",
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name.encode() for name in (*MUST_SIGN, *SHOULD_SIGN)],
        )
    except (dkim.DKIMException, ValueError) as error:
        yield Finding("fail", "signing", f"the private key cannot be used: {error}")
        return
    yield from check_received(signature + raw, resolver=resolver)


def check_received(raw: bytes, *, resolver: dns.resolver.Resolver) -> Iterator[Finding]:
    """Check the signatures of one of our mails as it arrived somewhere (its raw source)."""
    message = message_from_bytes(raw)
    signatures = [_tags(str(value)) for value in message.get_all("DKIM-Signature", [])]
    sender = parseaddr(str(message.get("From", "")))[1].rpartition("@")[2].lower()
    own = [number for number, tags in enumerate(signatures) if is_aligned(tags.get("d", "").lower(), sender)]
    yield from _head(message)
    if not own:
        words = f"by {signatures[0].get('d')} alone" if signatures else "by nobody"
        yield Finding("fail", "signing", f"the mail is signed {words}: sign as {sender} (d={sender})")
        return
    for number in own:
        yield from _signature(raw, number, signatures[number], resolver)


def specimen(*, now: datetime) -> bytes:
    """A digest as it is handed over, to nobody; its links open nothing."""
    digest = Digest(
        pk=NUMBER, frequency=Frequency.DAILY, period_start=now - timedelta(days=1), period_end=now, created_at=now
    )
    delivery = Delivery(
        digest=digest, subject="Specimen", text="Specimen.\n", html="<p>Specimen.</p>", language="en",
        rendered_at=now, message_id=f"<{NUMBER}@specimen.invalid>",
    )  # fmt: skip
    message = envelope(delivery, Subscriber(email="reader@specimen.invalid", handle=NOBODY), now=now)
    return message.message().as_bytes(linesep="\r\n")


def is_aligned(signer: str, sender: str) -> bool:
    """Whether the signing domain is the sender's, or one is a part of the other (relaxed alignment, RFC 7489, 3.1.1).

    A top-level domain alone is nobody's.
    """
    if not signer or "." not in signer:
        return False
    return signer == sender or sender.endswith(f".{signer}") or signer.endswith(f".{sender}")


def _head(message: Message) -> Iterator[Finding]:
    """The headers that make the button to unsubscribe."""
    one_click = str(message.get("List-Unsubscribe-Post", "")).strip()
    if "<https://" not in str(message.get("List-Unsubscribe", "")):
        yield Finding("fail", "one-click", "List-Unsubscribe names no https address: set SITE_URL to one")
    elif one_click != "List-Unsubscribe=One-Click":
        yield Finding("fail", "one-click", "List-Unsubscribe-Post is not List-Unsubscribe=One-Click: who took it away?")
    else:
        yield Finding("ok", "one-click", "List-Unsubscribe and List-Unsubscribe-Post are there (RFC 8058)")


def _signature(raw: bytes, number: int, tags: dict[str, str], resolver: dns.resolver.Resolver) -> Iterator[Finding]:
    """One signature: what it covers, and whether it is genuine."""
    covered = {name.strip().lower() for name in tags.get("h", "").split(":")}
    who = f"d={tags.get('d')}, s={tags.get('s')}"
    if missing := [name for name in MUST_SIGN if name not in covered]:
        words = f"the signature ({who}) does not cover {', '.join(missing)}: add them to the headers your server signs"
        yield Finding("fail", "signing", words)
    else:
        yield Finding("ok", "signing", f"the signature ({who}) covers {', '.join(MUST_SIGN)}")
    if "l" in tags:
        yield Finding("warn", "signing", f"the signature ({who}) leaves the end of the mail open (l=): sign all of it")

    def ask(name: bytes, timeout: int = 5) -> bytes:
        return "".join(texts_of(name.decode("ascii", "replace").rstrip("."), resolver)[:1]).encode()

    try:
        is_genuine = dkim.DKIM(raw).verify(idx=number, dnsfunc=ask)
        reason = "the mail or its key is another one"
    except (dkim.DKIMException, dns.exception.DNSException, ValueError) as error:
        is_genuine, reason = False, str(error)
    if is_genuine:
        yield Finding("ok", "signing", f"the signature ({who}) is genuine by the published key")
    else:
        yield Finding("fail", "signing", f"the signature ({who}) is not genuine by the published key: {reason}")


def _tags(text: str) -> dict[str, str]:
    """``v=1; d=…`` of a header that may be folded, as a dict."""
    pairs = ("".join(part.split()).partition("=") for part in text.split(";"))
    return {name.lower(): value for name, _, value in pairs if name}
