"""What the operator watches: signs of life, counts of work done, incidents."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When something last happened; names: ``worker``, ``beat``, ``poll``, ``process``, ``digest``, ``curators`` …

    ``worker`` are the workers of the queue process, ``worker-fetch`` and ``worker-mail`` those of the others.
    """

    name = models.CharField(max_length=40, unique=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

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


class Counter(models.Model):
    """A number that only goes up, shared by all processes; ``name`` and ``label`` are those of /metrics."""

    name = models.CharField(max_length=60)
    label = models.CharField(max_length=60, blank=True)
    value = models.FloatField(default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [models.UniqueConstraint(fields=["name", "label"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.label} {self.value:g}"

    @classmethod
    def add(cls, amounts: Mapping[tuple[str, str], float]) -> None:
        """Count up by (name, label), in one statement; in one order, so that no two block each other for good."""
        rows = [(name, label, amount) for (name, label), amount in sorted(amounts.items()) if amount]
        if not rows:
            return
        table = connection.ops.quote_name(cls._meta.db_table)
        values = ", ".join(["(%s, %s, %s)"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (name, label, value) VALUES {values}"
                f" ON CONFLICT (name, label) DO UPDATE SET value = {table}.value + EXCLUDED.value",
                [value for row in rows for value in row],
            )


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Incidents by state."""

    def open(self) -> "IncidentQuerySet":
        """Not over yet."""
        return self.filter(closed_at__isnull=True)


class Incident(models.Model):
    """A promise that was broken, from when until when, and when operators were told of it."""

    promise = models.CharField(max_length=40)
    detail = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_told_at = models.DateTimeField(null=True, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        constraints = [
            models.UniqueConstraint(fields=["promise"], condition=Q(closed_at__isnull=True), name="one_open_incident")
        ]

    def __str__(self) -> str:
        return f"{self.promise} since {self.opened_at:%Y-%m-%d %H:%M}"
