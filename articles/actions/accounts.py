"""Accounts of curators and their second factor (TOTP, RFC 6238)."""

import base64
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

CURATORS = "Curator"
"""The group that a migration makes, with what its members may do."""
RECOVERY_CODES = 10


class NameTaken(Exception):
    """Raised where an account of that name exists; carries the name."""


@dataclass(frozen=True, slots=True)
class Curator:
    """A new account, and the ``otpauth://`` address that its owner's authenticator app takes."""

    person: AbstractUser
    otpauth: str


def create_curator(*, name: str, password: str) -> Curator:
    """Make a staff account in the group of curators, with a second factor from the first minute.

    Raises NameTaken, or ValidationError for a name that cannot be.
    """
    user = get_user_model()(username=name, is_staff=True)
    user.set_password(password)
    with transaction.atomic():
        if get_user_model().objects.filter(username=name).exists():
            raise NameTaken(name)
        user.full_clean(exclude=["password"])
        user.save()
        user.groups.add(Group.objects.get(name=CURATORS))
        device = TOTPDevice.objects.create(user=user, name="authenticator", confirmed=True)
    return Curator(user, device.config_url)


def pending_device(person: AbstractUser) -> TOTPDevice:
    """Give the device that the person is about to enrol; it proves nothing until ``confirm_device``."""
    device = TOTPDevice.objects.filter(user=person, confirmed=False).order_by("pk").first()
    return device or TOTPDevice.objects.create(user=person, name="authenticator", confirmed=False)


def secret_of(device: TOTPDevice) -> str:
    """Give the device's secret as apps take it by hand: base 32 in groups of four."""
    secret = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


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
    """Give ten new codes, each good for one login; the old ones are worth nothing from now on."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=person).delete()
        device = StaticDevice.objects.create(user=person, name="recovery codes")
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def forget_second_factor(person: AbstractUser) -> None:
    """Take all devices away, as when a phone is lost; the next login enrols a new one."""
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
