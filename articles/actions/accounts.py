"""Accounts of curators and their second factor (TOTP, RFC 6238)."""

import base64
import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

CURATORS = "Curator"
"""The group that a migration makes, with what its members may do."""
GROUPS = (CURATORS, "Editor", "Admin")
"""The groups of the desk, each with all that the one before it may do."""
RECOVERY_CODES = 10
CODE_BYTES = 15
"""120 bits of a recovery code: so long that a plain hash of it may be kept (OWASP ASVS 5.0, 6.5.2: 112 and more)."""
LONGEST_OLD_CODE = 8
"""Characters of the codes of earlier releases, which are kept as they are until new ones are made."""
KEPT_BYTES = 12
"""Of the hash; as text it fills the 16 characters that django-otp has for a code."""


class NameTaken(Exception):
    """Raised where an account of that name exists; carries the name."""


@dataclass(frozen=True, slots=True)
class Curator:
    """A new account, and the ``otpauth://`` address that its owner's authenticator app takes."""

    person: AbstractUser
    otpauth: str


def create_curator(*, name: str, password: str, group: str = CURATORS) -> Curator:
    """Make a staff account in a group of the desk, with a second factor from the first minute.

    Raises NameTaken, or ValidationError for a name that cannot be.
    """
    user = get_user_model()(username=name, is_staff=True)
    user.set_password(password)
    with transaction.atomic():
        # "Ann" beside "ann" would be two people to the rule of four eyes, and one to everybody who reads the names.
        if taken := get_user_model().objects.filter(username__iexact=name).first():
            raise NameTaken(taken.get_username())
        user.full_clean(exclude=["password"])
        user.save()
        user.groups.add(Group.objects.get(name=group))
        device = TOTPDevice.objects.create(user=user, name="authenticator", confirmed=True)
    return Curator(user, device.config_url)


def pending_device(person: AbstractUser) -> TOTPDevice:
    """Give the device that the person is about to enrol; it proves nothing until ``confirm_device``."""
    device = TOTPDevice.objects.filter(user=person, confirmed=False).order_by("pk").first()
    return device or TOTPDevice.objects.create(user=person, name="authenticator", confirmed=False)


def secret_of(device: TOTPDevice) -> str:
    """Give the device's secret as apps take it by hand: base 32 in groups of four."""
    return _in_fours(base64.b32encode(device.bin_key).rstrip(b"="))


def confirm_device(device: TOTPDevice, *, code: str) -> bool:
    """Take a pending device into use if ``code`` is its present one; wrong codes slow the next try down."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().get(pk=device.pk)
        if not device.verify_is_allowed()[0] or not device.verify_token(code):
            return False
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    return True


def renew_recovery_codes(person: AbstractUser) -> list[str]:
    """Give ten new codes, each good for one login; the old ones are worth nothing from now on.

    Only here they can be read: the database keeps what ``kept_form`` makes of them.
    """
    with transaction.atomic():
        StaticDevice.objects.filter(user=person).delete()
        device = StaticDevice.objects.create(user=person, name="recovery codes")
        codes = [_in_fours(base64.b32encode(secrets.token_bytes(CODE_BYTES))).lower() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=kept_form(code)) for code in codes)
    return codes


def kept_form(code: str) -> str:
    """Give what the database keeps, and is asked for, of a code as somebody types it.

    Of a recovery code it is a hash, so that a stolen database opens nothing, not even when its rows are typed in;
    the figures of an app, and codes of earlier releases, stay as they are. Blanks and hyphens do not count.
    """
    plain = "".join(code.replace("-", " ").split()).lower()
    if len(plain) <= LONGEST_OLD_CODE:
        return plain
    return base64.urlsafe_b64encode(sha256(plain.encode()).digest()[:KEPT_BYTES]).decode()


def _in_fours(text: bytes) -> str:
    """In groups of four, as people copy it."""
    return " ".join(text.decode()[start : start + 4] for start in range(0, len(text), 4))


def forget_second_factor(person: AbstractUser) -> None:
    """Take all devices away, as when a phone is lost; the next login enrols a new one."""
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
