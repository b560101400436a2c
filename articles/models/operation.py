"""Signs of life of the processes, for readiness checks and banners."""

from datetime import datetime, timedelta

from django.db import models


class Heartbeat(models.Model):
    """When something last happened; names: ``worker``, ``beat``, ``poll``, ``process``, ``digest``, ``curators``."""

    name = models.CharField(max_length=40, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.seen_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls, name: str, *, now: datetime) -> None:
        """Say that ``name`` is alive at ``now``."""
        cls.objects.bulk_create(
            [cls(name=name, seen_at=now)],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["seen_at"],
        )

    @classmethod
    def once(cls, name: str, *, now: datetime, after: timedelta) -> bool:
        """Claim what may happen once in ``after``: true for one caller only, however many ask at the same time."""
        if cls.objects.filter(name=name, seen_at__lte=now - after).update(seen_at=now):
            return True
        return bool(cls.objects.get_or_create(name=name, defaults={"seen_at": now})[1])
