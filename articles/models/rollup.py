"""Counts kept beside the rows, so that a page costs the same with a million articles as with ten thousand."""

from django.db import models
from django.db.models import F


class TagDay(models.Model):
    """How many relevant articles of one Hong Kong day carry one tag."""

    day = models.DateField()
    tag = models.ForeignKey("articles.Tag", on_delete=models.CASCADE, related_name="days")
    articles = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "day"], name="tagday_once")]
        indexes = [models.Index(fields=["day", "tag"], name="tagday_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.tag_id}: {self.articles}"


class DataGeneration(models.Model):
    """A counter that goes up whenever what the public sees has changed; caches are keyed on it."""

    name = models.CharField(max_length=20, unique=True, default="public")
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"

    @classmethod
    def bump(cls) -> None:
        """Count one change; call it inside the transaction that made the change."""
        if not cls.objects.filter(name="public").update(value=F("value") + 1):
            cls.objects.get_or_create(name="public", defaults={"value": 1})

    @classmethod
    def current(cls) -> int:
        """The present generation, 0 before the first change."""
        return cls.objects.filter(name="public").values_list("value", flat=True).first() or 0
