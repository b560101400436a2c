"""Who asked, who is subscribed to what, and which addresses get nothing."""

from datetime import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("en", "English"), ("zh-hant", "繁體中文"), ("zh-hans", "简体中文"), ("pt", "Português")]


class Frequency(models.TextChoices):
    """When mail goes out: each day, once a week, on the first of the month; or when something happens to one deal."""

    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly")
    MONTHLY = "monthly", _("monthly")
    FOLLOW = "follow", _("follows a deal")


PERIODIC = (Frequency.DAILY.value, Frequency.WEEKLY.value, Frequency.MONTHLY.value)
"""The frequencies that have a slot on the clock."""

IS_DEAL_FOLLOWED = Q(frequency="follow", deal__isnull=False) | (~Q(frequency="follow") & Q(deal__isnull=True))
"""Who follows names a deal, and nobody else does."""


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

        WAITING = "waiting", _("mail to be sent")
        SENDING = "sending", _("mail being handed over")
        MAILED = "mailed", _("waits for the confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        HELD = "held", _("no mail: limit or suppression")
        FAILED = "failed", _("mail refused")

    email = models.CharField(_("email address"), max_length=254, blank=True)
    email_hash = models.CharField(_("hash of the address"), max_length=64, db_index=True)
    network = models.CharField(_("network"), max_length=50, help_text=_("IPv4 /24 or IPv6 /64."))
    consent_text = models.CharField(
        _("version of the consent"), max_length=20, help_text=_("Version of the text that was agreed to.")
    )
    frequency = models.CharField(_("frequency"), max_length=7, choices=Frequency)
    language = models.CharField(_("language"), max_length=7, choices=LANGUAGES, default="en")
    timezone = models.CharField(_("time zone"), max_length=64, default="Asia/Hong_Kong")
    hour = models.PositiveSmallIntegerField(_("hour"), default=8, validators=[MaxValueValidator(23)])
    weekday = models.PositiveSmallIntegerField(_("day of the week"), default=0, choices=WEEKDAYS)
    with_weekends = models.BooleanField(_("also at weekends"), default=False)
    filters = models.CharField(_("filters"), max_length=1000, blank=True)
    deal = models.ForeignKey(
        "articles.Deal", null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("deal")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    token_hash = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField(_("created at"))
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    objects = SignupQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        indexes = [models.Index(fields=["network", "created_at"], name="signup_by_network")]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="signup_token_once"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="signup_hour_of_day"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="signup_day_of_week"),
            models.CheckConstraint(condition=IS_DEAL_FOLLOWED, name="signup_follows_a_deal"),
        ]

    def __str__(self) -> str:
        return f"signup {self.pk} ({self.state})"

    def is_open(self, *, now: datetime) -> bool:
        """Whether its link may still be used: seven days from the request."""
        return now < self.expires_at


class Subscriber(models.Model):
    """A confirmed address. ``handle`` and ``rotation`` are what the links of its mails are derived from."""

    email = models.CharField(_("email address"), max_length=254)
    email_hash = models.CharField(_("hash of the address"), max_length=64, db_index=True)
    language = models.CharField(_("language"), max_length=7, choices=LANGUAGES, default="en")
    timezone = models.CharField(_("time zone"), max_length=64, default="Asia/Hong_Kong")
    hour = models.PositiveSmallIntegerField(_("hour"), default=8, validators=[MaxValueValidator(23)])
    weekday = models.PositiveSmallIntegerField(
        _("day of the week"),
        default=0,
        choices=WEEKDAYS,
        help_text=_("Of the weekly digest; a day of the weekend counts only for who also gets mail at weekends."),
    )
    with_weekends = models.BooleanField(
        _("also at weekends"),
        default=False,
        help_text=_("Whether digests also go out on Saturdays and Sundays of the zone."),
    )
    handle = models.CharField(max_length=24, unique=True)
    rotation = models.PositiveSmallIntegerField(default=0, help_text=_("Counted up to make earlier manage links void."))
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_once_per_address"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="subscriber_hour_of_day"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="subscriber_day_of_week"),
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

    def ended(self) -> "SubscriptionQuerySet":
        """Of one reader: those that may be taken up again, which are no deals whose following was stopped by itself.

        Where nothing is current, everything that ended with the last of it; else digests alone.
        """
        ended = self.filter(state=Subscription.State.UNSUBSCRIBED)
        if self.current().exists():
            return ended.filter(deal=None)
        return ended.filter(unsubscribed_at=ended.aggregate(last=Max("unsubscribed_at"))["last"])


class Subscription(models.Model):
    """What one subscriber wants to be told of, and how often."""

    class State(models.TextChoices):
        """Whether mail goes out."""

        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="subscriptions", verbose_name=_("subscriber")
    )
    frequency = models.CharField(_("frequency"), max_length=7, choices=Frequency)
    filters = models.CharField(
        _("filters"), max_length=1000, blank=True, help_text=_("Canonical query string, as on the pages.")
    )
    deal = models.ForeignKey(
        "articles.Deal",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="followers",
        verbose_name=_("deal"),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.ACTIVE)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"))
    begun_at = models.DateTimeField(
        _("wanted since"),
        null=True,
        blank=True,
        help_text=_("When it was first confirmed, taken up again after an end, or given another frequency."),
    )
    consent_text = models.CharField(
        _("version of the consent"), max_length=20, blank=True, help_text=_("Version of the text that was agreed to.")
    )
    consent_network = models.CharField(_("network"), max_length=50, blank=True, help_text=_("IPv4 /24 or IPv6 /64."))
    unsubscribed_at = models.DateTimeField(_("unsubscribed at"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "frequency", "filters"], condition=Q(deal__isnull=True), name="subscription_once"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "deal"], condition=Q(deal__isnull=False), name="deal_followed_once"
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=["daily", "weekly", "monthly", "follow"]),
                name="subscription_frequency_known",
            ),
            models.CheckConstraint(condition=IS_DEAL_FOLLOWED, name="subscription_follows_a_deal"),
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(paused_until__isnull=False), name="pause_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.frequency} {self.filters or 'everything'}"

    @property
    def wanted_since(self) -> datetime:
        """Since when it is wanted as it is; rows of an earlier release know only when they were confirmed."""
        return self.begun_at or self.confirmed_at


class Suppression(models.Model):
    """An address that never gets mail again (hard bounce, complaint); the hash outlives the deleted subscriber."""

    email_hash = models.CharField(_("hash of the address"), max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=60)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return self.reason
