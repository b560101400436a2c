"""What waits for a curator: the items of the review queue, and the errors that readers report."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

LEASE = timedelta(minutes=15)
"""So long an item is one curator's; each visit renews it."""


class ReviewItemQuerySet(models.QuerySet["ReviewItem"]):
    """Items by what can be done with them."""

    def open(self) -> "ReviewItemQuerySet":
        """What nobody has decided yet."""
        return self.filter(closed_at__isnull=True)

    def free(self, *, now: datetime) -> "ReviewItemQuerySet":
        """Open, and in nobody's hands."""
        return self.open().filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))

    def held_by(self, person: models.Model, *, now: datetime) -> "ReviewItemQuerySet":
        """Open, and in the hands of ``person``."""
        return self.open().filter(holder=person, lease_until__gt=now)

    def most_valuable(self) -> "ReviewItemQuerySet":
        """The decision that is worth most first; of equals the oldest."""
        return self.order_by("-value", "pk")


class ReviewItem(models.Model):
    """One thing to decide. ``key`` names it, so that it waits once however often it is found.

    ``value`` is what a decision is worth (see ``actions.curation.worth``).
    ``fields`` are those that the question is about, empty for all of them.
    A lease (``holder``, ``lease_until``) makes it one curator's for a while.
    """

    class Kind(models.TextChoices):
        """What is asked."""

        DEAL = "deal", "proposed deal"
        CHANGE = "change", "changed source"
        PAIR = "pair", "duplicate pair"
        ERROR = "error", "reader's report"
        QUARANTINE = "quarantine", "quarantined article"
        SAMPLE = "sample", "random sample"

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=60)
    deal = models.ForeignKey("articles.Deal", null=True, blank=True, on_delete=models.CASCADE, related_name="items")
    other = models.ForeignKey("articles.Deal", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    error = models.ForeignKey(
        "articles.ErrorReport", null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    fields = models.JSONField(default=list, blank=True)
    value = models.FloatField(default=0)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True, help_text="Since when the holder looks at it.")
    lease_until = models.DateTimeField(null=True, blank=True)

    objects = ReviewItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(closed_at__isnull=True), name="item_open_once"),
            models.CheckConstraint(
                condition=Q(deal__isnull=False) | Q(article__isnull=False) | Q(error__isnull=False),
                name="item_about_something",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(deal=F("other")), name="item_pair_of_two_deals"
            ),
        ]
        indexes = [
            models.Index(fields=["-value", "id"], name="item_next", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["kind", "-value", "id"], name="item_kind_next", condition=Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"

    def is_held_by_another(self, person: models.Model, *, now: datetime) -> bool:
        """Whether somebody else has it in hand."""
        return self.lease_until is not None and self.lease_until > now and self.holder_id not in (None, person.pk)


class ErrorReport(models.Model):
    """What a reader says is wrong with a deal or an article; plain text, never shown to other readers."""

    deal = models.ForeignKey("articles.Deal", null=True, blank=True, on_delete=models.CASCADE, related_name="errors")
    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="errors"
    )
    text = models.TextField(max_length=2000)
    lang = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(deal__isnull=False) | Q(article__isnull=False), name="error_about_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
