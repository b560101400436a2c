"""What was put together for whom, where its mail is, and what came back."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from dashboards.digests.models.people import LANGUAGES, Frequency, Subscriber, Subscription


class Digest(models.Model):
    """What one subscriber is told for one period: ``(period_start, period_end]``, sent at ``period_end``.

    ``period`` is the slot's date in the subscriber's zone (``2026-11-25``,
    ``2026-W48``, ``2026-11``), so that moving the hour never yields two mails;
    of a followed deal the quarter of an hour in UTC (``2026-11-25T13:15``).
    A deleted subscriber leaves the row behind as a page of the archive.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscriber = models.ForeignKey(
        Subscriber,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="digests",
        verbose_name=_("subscriber"),
    )
    frequency = models.CharField(_("frequency"), max_length=7, choices=Frequency)
    period = models.CharField(_("period"), max_length=16)
    period_start = models.DateTimeField(_("start of the period"))
    period_end = models.DateTimeField(_("end of the period"))
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        indexes = [models.Index(fields=["subscriber", "frequency", "-period_end"], name="digest_latest")]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "frequency", "period"], name="digest_once_per_period"),
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="digest_period_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.frequency} {self.period}"


class DigestItem(models.Model):
    """One thing told to one subscriber, never twice: an event of a deal (``DealEvent``), or ``new`` of an article."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="items", verbose_name=_("digest"))
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="items", verbose_name=_("subscriber")
    )
    subscription = models.ForeignKey(
        Subscription,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="items",
        verbose_name=_("subscription"),
    )
    deal = models.ForeignKey(
        "articles.Deal", null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("deal")
    )
    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )
    event = models.CharField(_("event"), max_length=30)

    class Meta:
        verbose_name = _("item of a digest")
        verbose_name_plural = _("items of digests")
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "deal", "event"], condition=Q(deal__isnull=False), name="deal_told_once"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "article", "event"], condition=Q(article__isnull=False), name="article_told_once"
            ),
            models.CheckConstraint(
                condition=Q(deal__isnull=False, article__isnull=True) | Q(deal__isnull=True, article__isnull=False),
                name="item_is_deal_or_article",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id or self.article_id} {self.event}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries by what is to be done with them."""

    def planned(self) -> "DeliveryQuerySet":
        """Still to be put together, oldest first."""
        return self.filter(state=Delivery.State.PLANNED).order_by("pk")

    def sendable(self, *, now: datetime) -> "DeliveryQuerySet":
        """Rendered or to be tried again, and due."""
        return self.filter(
            state__in=[Delivery.State.RENDERED, Delivery.State.FAILED_RETRY], next_attempt_at__lte=now
        ).order_by("next_attempt_at", "pk")

    def waiting(self) -> "DeliveryQuerySet":
        """On their way and in nobody's hands."""
        states = [Delivery.State.PLANNED, Delivery.State.RENDERED, Delivery.State.FAILED_RETRY]
        return self.filter(state__in=states)

    def late(self, *, now: datetime) -> "DeliveryQuerySet":
        """Still unsent though the time to give up is over."""
        return self.waiting().filter(give_up_at__lt=now)

    def abandoned(self, *, now: datetime) -> "DeliveryQuerySet":
        """In ``sending`` though the lease is over: nobody knows whether the mail went out."""
        return self.filter(state=Delivery.State.SENDING, lease_until__lt=now)


class Delivery(models.Model):
    """The mail of one digest on its way: planned -> rendered -> sending -> one of the ends.

    ``text`` and ``html`` are rendered once, with marks where the personal links
    go, so that no usable token is kept; they are blanked when the mail is sent.
    ``ambiguous`` (handed over, outcome unknown) is never sent again by itself.
    """

    class State(models.TextChoices):
        """The state machine of the mail room."""

        PLANNED = "planned", _("planned")
        RENDERED = "rendered", _("rendered")
        SENDING = "sending", _("being handed over")
        SENT = "sent", _("sent")
        FAILED_RETRY = "failed_retry", _("failed, will be tried again")
        FAILED_PERMANENT = "failed_permanent", _("failed for good")
        AMBIGUOUS = "ambiguous", _("outcome unknown")
        SKIPPED_EMPTY = "skipped_empty", _("nothing to tell")

    digest = models.OneToOneField(Digest, on_delete=models.CASCADE, related_name="delivery", verbose_name=_("digest"))
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.PLANNED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"))
    give_up_at = models.DateTimeField(_("given up at"))
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=255, unique=True)
    language = models.CharField(_("language"), max_length=7, choices=LANGUAGES, default="en")
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    error_class = models.CharField(_("class of the error"), max_length=60, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    rendered_at = models.DateTimeField(_("rendered at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="delivery_queue")]
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_has_a_time"),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(lease_until__isnull=False), name="sending_has_a_lease"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"


class Bounce(models.Model):
    """One word from outside that a mail did not arrive, or was not wanted; kept once, however often it is told.

    Of the address only its hash and domain are kept, so the row outlives the subscriber.
    """

    class Kind(models.TextChoices):
        """What it means (THREATS M09)."""

        HARD = "hard", _("no such mailbox")
        SOFT = "soft", _("not now")
        COMPLAINT = "complaint", _("complaint")

    digest = models.ForeignKey(
        Digest, null=True, blank=True, on_delete=models.SET_NULL, related_name="bounces", verbose_name=_("digest")
    )
    email_hash = models.CharField(_("hash of the address"), max_length=64, db_index=True)
    domain = models.CharField(_("domain"), max_length=255, blank=True)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    event_key = models.CharField(
        _("key of the event"), max_length=120, unique=True, help_text=_("The same word told again is no second one.")
    )
    happened_at = models.DateTimeField(_("happened at"))

    class Meta:
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        indexes = [models.Index(fields=["kind", "happened_at"], name="bounce_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.domain}"


class Halt(models.Model):
    """The kill switch: while one is open no digest is handed over; made by a person or by too many bounces."""

    started_at = models.DateTimeField(_("started at"))
    reason = models.CharField(_("reason"), max_length=200)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        constraints = [
            models.UniqueConstraint(
                ExpressionWrapper(Q(ended_at__isnull=True), models.BooleanField()),
                condition=Q(ended_at__isnull=True),
                name="one_open_halt",
            )
        ]

    def __str__(self) -> str:
        return self.reason
