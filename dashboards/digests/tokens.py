"""Secrets in links. Each purpose has its own; nothing that could be used is kept in the database (THREATS M06).

A confirm token is random and only its hash is kept. The links of a digest are
derived: what they claim (whose they are, a manage link also which rotation and
day) and 128 bits of HMAC-SHA256 over it under ``SECRET_KEY``, in URL-safe
base64. They are short, so that the header line of an unsubscribe link is not
folded. Keys in ``SECRET_KEY_FALLBACKS`` stay valid, so that the unsubscribe
link of an old mail outlives a change of key.
"""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import secrets
import struct
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

MANAGE_DAYS = 60
"""Days that the manage link of one mail works; every mail brings a new one."""

MAC_BYTES = 16
SHORT_MAC_BYTES = 8
"""Of addresses, whose first part has room for 64 characters; nobody can try many of those."""

HANDLE_BYTES = 6
EPOCH = date(2020, 1, 1)
CLAIM = struct.Struct(f">{HANDLE_BYTES}sHH")
"""A manage claim: handle, rotation, days since ``EPOCH`` when it was mailed."""


@dataclass(frozen=True)
class ManageClaim:
    """What a genuine manage link says: whose it is, and under which rotation; the row decides if that is current."""

    handle: str
    rotation: int


def new_token() -> str:
    """A random confirm token of 128 bits."""
    return secrets.token_urlsafe(16)


def new_handle() -> str:
    """A random name for a subscriber, part of its links; no secret by itself."""
    return secrets.token_hex(HANDLE_BYTES)


def hash_token(token: str) -> str:
    """What is kept of a confirm token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def hash_email(email: str) -> str:
    """A keyed hash of an address, the same for any case: for limits, logs and suppression."""
    return _hash_email(email, settings.SECRET_KEY)


def hashes_of_email(email: str) -> list[str]:
    """Under which hashes an address may be known: that of the present key, then those of earlier ones."""
    return [_hash_email(email, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _hash_email(email: str, key: str) -> str:
    return salted_hmac("digests.email", email.lower(), secret=key, algorithm="sha256").hexdigest()


def unsubscribe_token(handle: str) -> str:
    """The token of an unsubscribe link; it never expires."""
    return _sign("unsubscribe", bytes.fromhex(handle))


def read_unsubscribe_token(token: str) -> str | None:
    """The handle of a genuine unsubscribe token, else None."""
    claim = _verify("unsubscribe", token)
    return claim.hex() if claim else None


def manage_token(handle: str, rotation: int, *, today: date) -> str:
    """The token of a manage link mailed on ``today``."""
    return _sign("manage", CLAIM.pack(bytes.fromhex(handle), rotation % 2**16, (today - EPOCH).days))


def read_manage_token(token: str, *, today: date) -> ManageClaim | None:
    """What a genuine manage token that is not too old says, else None."""
    claim = _verify("manage", token)
    if claim is None:
        return None
    handle, rotation, day = CLAIM.unpack(claim)
    is_fresh = (today - EPOCH).days - day <= MANAGE_DAYS
    return ManageClaim(handle.hex(), rotation) if is_fresh else None


def return_token(digest_id: UUID) -> str:
    """The personal part of a return address: the digest and 64 bits of MAC, in letters that survive lower case."""
    claim = digest_id.bytes
    return (claim + _mac("return", claim, settings.SECRET_KEY)[:SHORT_MAC_BYTES]).hex()


def read_return_token(token: str) -> str | None:
    """The digest of a genuine return address, else None."""
    claim = _verify_hex("return", token, 16)
    return claim.hex() if claim else None


def leave_token(handle: str) -> str:
    """The personal part of the address that a mail program writes to for its reader to unsubscribe."""
    claim = bytes.fromhex(handle)
    return (claim + _mac("leave", claim, settings.SECRET_KEY)[:SHORT_MAC_BYTES]).hex()


def read_leave_token(token: str) -> str | None:
    """The handle of a genuine unsubscribe address, else None."""
    claim = _verify_hex("leave", token, HANDLE_BYTES)
    return claim.hex() if claim else None


def network_of(address: str) -> str:
    """The network that a limit counts by: the /24 of an IPv4 address, the /64 of an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if mapped := getattr(ip, "ipv4_mapped", None):
        ip = mapped
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 64}", strict=False))


def _sign(purpose: str, claim: bytes) -> str:
    """The claim with its MAC, as text for an address."""
    signed = claim + _mac(purpose, claim, settings.SECRET_KEY)
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


def _verify(purpose: str, token: str) -> bytes | None:
    """The claim of a token that was made by us for this purpose, under the present or an earlier key."""
    try:
        signed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    claim, mac = signed[:-MAC_BYTES], signed[-MAC_BYTES:]
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    is_genuine = any(hmac.compare_digest(mac, _mac(purpose, claim, key)) for key in keys)
    return claim if is_genuine else None


def _verify_hex(purpose: str, token: str, length: int) -> bytes | None:
    """The claim of so many bytes of a token in hexadecimal digits that was made by us for this purpose."""
    try:
        signed = bytes.fromhex(token)
    except ValueError:
        return None
    claim, mac = signed[:length], signed[length:]
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    macs = [_mac(purpose, claim, key)[:SHORT_MAC_BYTES] for key in keys]
    return claim if len(claim) == length and any(hmac.compare_digest(mac, own) for own in macs) else None


def _mac(purpose: str, claim: bytes, key: str) -> bytes:
    """128 bits of a MAC over the claim, bound to its purpose."""
    own_key = hashlib.sha256(f"digests.{purpose}\0{key}".encode()).digest()
    return hmac.digest(own_key, claim, "sha256")[:MAC_BYTES]
