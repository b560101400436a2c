"""What the mail room keeps: who asked, who subscribes to what, what was put together and what was delivered."""

import uuid
from datetime import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

LANGUAGES = [("en", "English"), ("zh-hant", "繁體中文"), ("zh-hans", "简体中文"), ("pt", "Português")]


class Frequency(models.TextChoices):
    """How often a digest goes out: each day, on Mondays, on the first of the month."""

    DAILY = "daily", "daily"
    WEEKLY = "weekly", "weekly"
    MONTHLY = "monthly", "monthly"


class SignupQuerySet(models.QuerySet["Signup"]):
    """Wishes by what is to be done with them."""

    def waiting(self, *, now: datetime) -> "SignupQuerySet":
        """Those whose confirmation mail is still to be sent, oldest first."""
        return self.filter(state=Signup.State.WAITING, next_attempt_at__lte=now).order_by("pk")

    def of_network(self, network: str, *, since: datetime) -> "SignupQuerySet":
        """Those that came from one network after ``since``."""
        return self.filter(network=network, created_at__gt=since)

    def mailed(self, email_hash: str, *, since: datetime) -> "SignupQuerySet":
        """Confirmation mails handed over for one address after ``since``, the uncertain ones included."""
        return self.filter(email_hash=email_hash, mailed_at__gt=since)


class Signup(models.Model):
    """A wish to subscribe that waits for its confirmation; changes nothing until then (double opt-in).

    It is also the record of consent (when, from which network, to which text)
    and what the limits count (THREATS M04). Of the confirm token only the hash
    is kept. The address is blanked when the wish expires; its hash stays for
    the 30 days that the limit looks back on.
    """

    class State(models.TextChoices):
        """What became of the confirmation mail, then of the wish."""

        WAITING = "waiting", "mail to be sent"
        SENDING = "sending", "mail being handed over"
        MAILED = "mailed", "waits for the confirmation"
        CONFIRMED = "confirmed", "confirmed"
        HELD = "held", "no mail: limit or suppression"
        FAILED = "failed", "mail refused"

    email = models.CharField(max_length=254, blank=True)
    email_hash = models.CharField(max_length=64, db_index=True)
    network = models.CharField(max_length=50, help_text="IPv4 /24 or IPv6 /64.")
    consent_text = models.CharField(max_length=20, help_text="Version of the text that was agreed to.")
    frequency = models.CharField(max_length=7, choices=Frequency)
    language = models.CharField(max_length=7, choices=LANGUAGES, default="en")
    timezone = models.CharField(max_length=64, default="Asia/Hong_Kong")
    hour = models.PositiveSmallIntegerField(default=8, validators=[MaxValueValidator(23)])
    filters = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    token_hash = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SignupQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "created_at"], name="signup_by_network")]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="signup_token_once"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="signup_hour_of_day"),
        ]

    def __str__(self) -> str:
        return f"signup {self.pk} ({self.state})"

    def is_open(self, *, now: datetime) -> bool:
        """Whether its link may still be used: seven days from the request."""
        return now < self.expires_at


class Subscriber(models.Model):
    """A confirmed address. ``handle`` and ``rotation`` are what the links of its mails are derived from."""

    email = models.CharField(max_length=254)
    email_hash = models.CharField(max_length=64, db_index=True)
    language = models.CharField(max_length=7, choices=LANGUAGES, default="en")
    timezone = models.CharField(max_length=64, default="Asia/Hong_Kong")
    hour = models.PositiveSmallIntegerField(default=8, validators=[MaxValueValidator(23)])
    handle = models.CharField(max_length=24, unique=True)
    rotation = models.PositiveSmallIntegerField(default=0, help_text="Counted up to make earlier manage links void.")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_once_per_address"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="subscriber_hour_of_day"),
        ]

    def __str__(self) -> str:
        return self.masked_email

    @property
    def masked_email(self) -> str:
        """The address as staff lists and logs show it: ``m…@example.org``."""
        name, _, domain = self.email.partition("@")
        return f"{name[:1]}…@{domain}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Subscriptions by state."""

    def receiving(self, *, now: datetime) -> "SubscriptionQuerySet":
        """Active ones, and paused ones whose pause is over; nobody whose address is suppressed."""
        suppressed = Suppression.objects.filter(email_hash=OuterRef("subscriber__email_hash"))
        is_on = Q(state=Subscription.State.ACTIVE) | Q(state=Subscription.State.PAUSED, paused_until__lte=now)
        return self.filter(is_on).exclude(Exists(suppressed))

    def current(self) -> "SubscriptionQuerySet":
        """All but unsubscribed ones, oldest first."""
        return self.exclude(state=Subscription.State.UNSUBSCRIBED).order_by("pk")


class Subscription(models.Model):
    """What one subscriber wants to be told of, and how often."""

    class State(models.TextChoices):
        """Whether mail goes out."""

        ACTIVE = "active", "active"
        PAUSED = "paused", "paused"
        UNSUBSCRIBED = "unsubscribed", "unsubscribed"

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    frequency = models.CharField(max_length=7, choices=Frequency)
    filters = models.CharField(max_length=1000, blank=True, help_text="Canonical query string, as on the pages.")
    state = models.CharField(max_length=12, choices=State, default=State.ACTIVE)
    paused_until = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField()
    unsubscribed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "frequency", "filters"], name="subscription_once"),
            models.CheckConstraint(
                condition=Q(frequency__in=["daily", "weekly", "monthly"]), name="subscription_frequency_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(paused_until__isnull=False), name="pause_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.frequency} {self.filters or 'everything'}"


class Suppression(models.Model):
    """An address that never gets mail again (hard bounce, complaint); the hash outlives the deleted subscriber."""

    email_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason


class Digest(models.Model):
    """What one subscriber is told for one period: ``(period_start, period_end]``, sent at ``period_end``.

    ``period`` is the slot's date in the subscriber's zone (``2026-11-25``,
    ``2026-W48``, ``2026-11``), so that moving the hour never yields two mails.
    A deleted subscriber leaves the row behind as a page of the archive.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscriber = models.ForeignKey(Subscriber, null=True, blank=True, on_delete=models.SET_NULL, related_name="digests")
    frequency = models.CharField(max_length=7, choices=Frequency)
    period = models.CharField(max_length=10)
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subscriber", "frequency", "-period_end"], name="digest_latest")]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "frequency", "period"], name="digest_once_per_period"),
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="digest_period_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.frequency} {self.period}"


class DigestItem(models.Model):
    """One thing told to one subscriber: ``new``, ``status:<status>`` or ``correction:<n>``, never twice."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="items")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="items")
    subscription = models.ForeignKey(
        Subscription, null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )
    deal = models.ForeignKey("articles.Deal", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    event = models.CharField(max_length=30)

    class Meta:
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

    def sendable(self, *, now: datetime) -> "DeliveryQuerySet":
        """Rendered or to be tried again, and due."""
        return self.filter(
            state__in=[Delivery.State.RENDERED, Delivery.State.FAILED_RETRY], next_attempt_at__lte=now
        ).order_by("next_attempt_at", "pk")

    def late(self, *, now: datetime) -> "DeliveryQuerySet":
        """Still unsent though the time to give up is over."""
        return self.sendable(now=now).filter(give_up_at__lt=now)

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

        PLANNED = "planned", "planned"
        RENDERED = "rendered", "rendered"
        SENDING = "sending", "being handed over"
        SENT = "sent", "sent"
        FAILED_RETRY = "failed_retry", "failed, will be tried again"
        FAILED_PERMANENT = "failed_permanent", "failed for good"
        AMBIGUOUS = "ambiguous", "outcome unknown"
        SKIPPED_EMPTY = "skipped_empty", "nothing to tell"

    digest = models.OneToOneField(Digest, on_delete=models.CASCADE, related_name="delivery")
    state = models.CharField(max_length=16, choices=State, default=State.PLANNED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    language = models.CharField(max_length=7, choices=LANGUAGES, default="en")
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    error_class = models.CharField(max_length=60, blank=True)
    error = models.CharField(max_length=300, blank=True)
    rendered_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="delivery_queue")]
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_has_a_time"),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(lease_until__isnull=False), name="sending_has_a_lease"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"
