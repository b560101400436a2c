"""Public hosts, and whose turn it is at each."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.feed import MAX_LEASE


class HostQuerySet(models.QuerySet["Host"]):
    """Whose turn it is at which host."""

    def claim(self, names: Iterable[str], *, now: datetime, lease: timedelta, token: str) -> set[str]:
        """Take the turn at these hosts until ``now + lease``; give those at which it is really ours.

        A turn of somebody else that lies more than ``MAX_LEASE`` ahead was taken by a wrong clock.
        """
        wanted = sorted(set(names))
        self.bulk_create([Host(name=name) for name in wanted], ignore_conflicts=True)
        free = Q(busy_until__isnull=True) | Q(busy_until__lte=now) | Q(busy_until__gt=now + MAX_LEASE)
        self.filter(free, name__in=wanted).update(lease_token=token, busy_until=now + lease)
        return set(self.filter(name__in=wanted, lease_token=token).values_list("name", flat=True))

    def release(self, *, token: str, until: datetime | None) -> int:
        """Give back the turns of ``token``; the hosts' pause lasts ``until``, None for no pause. Gives how many."""
        return self.filter(lease_token=token).update(lease_token="", busy_until=until)

    def forget(self, *, now: datetime) -> int:
        """Drop rows of hosts that nobody has been at for a day; gives how many."""
        idle = Q(busy_until__isnull=True) | Q(busy_until__lt=now - timedelta(days=1))
        return self.filter(idle, lease_token="").delete()[0]


class Host(models.Model):
    """A public host whose turn somebody has: at most one process at a time asks one host (THREATS H16)."""

    name = models.CharField(max_length=255, unique=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=40, blank=True)

    objects = HostQuerySet.as_manager()

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return self.name
