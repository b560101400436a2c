"""Accounts of curators."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.db import transaction

CURATORS = "Curator"
"""The group that a migration makes, with what its members may do."""


class NameTaken(Exception):
    """Raised where an account of that name exists; carries the name."""


def create_curator(*, name: str, password: str) -> AbstractUser:
    """Make a staff account in the group of curators. Raises NameTaken, or ValidationError for a name that cannot be."""
    user = get_user_model()(username=name, is_staff=True)
    user.set_password(password)
    with transaction.atomic():
        if get_user_model().objects.filter(username=name).exists():
            raise NameTaken(name)
        user.full_clean(exclude=["password"])
        user.save()
        user.groups.add(Group.objects.get(name=CURATORS))
    return user
