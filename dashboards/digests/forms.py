"""The forms of the mail room: what a reader may ask for."""

import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from email_validator import EmailNotValidError, validate_email

from articles.models import Deal
from articles.models.deal import HIDDEN_REVIEWS
from dashboards.digests.actions.selecting import canonical_filters
from dashboards.digests.actions.signing_up import Wish
from dashboards.digests.models import LANGUAGES, Frequency, Subscription
from dashboards.digests.periods import SATURDAY

NEAR_ZONES = (
    "Asia/Hong_Kong", "Asia/Macau", "Asia/Shanghai", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "Asia/Dubai",
    "Europe/Lisbon", "Europe/London", "Europe/Berlin", "Africa/Luanda", "Africa/Maputo", "America/Sao_Paulo",
    "America/New_York", "America/Los_Angeles", "Australia/Sydney", "UTC",
)  # fmt: skip
"""Zones that the form proposes; any other of the tz database may be typed."""

HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]
MAX_FILTERS = 1000
TYPING_SECONDS = 2
"""Nobody types an address in less."""

NO_SUCH_DEAL = _("This deal is not known.")
SIGNER = TimestampSigner(salt="digests.form")


@cache
def zone_names() -> frozenset[str]:
    """Every zone of the tz database."""
    return frozenset(zoneinfo.available_timezones())


def deal_called(slug: str) -> Deal | None:
    """The deal that readers see at an address, or what it was merged into; None where there is none."""
    deal = Deal.objects.at_address(slug)
    return deal if deal and deal.review not in HIDDEN_REVIEWS else None


class SettingsForm(forms.Form):
    """When, in which language and of what: shared by subscribing and managing. Everything has a default."""

    frequency = forms.ChoiceField(
        label=_("How often"),
        choices=[("daily", _("Daily")), ("weekly", _("Weekly")), ("monthly", _("Monthly, on the 1st"))],
        required=False,
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"), choices=list(WEEKDAYS.items()), coerce=int, required=False, empty_value=None
    )
    hour = forms.TypedChoiceField(label=_("Hour"), choices=HOURS, coerce=int, required=False, empty_value=8)
    timezone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    weekends = forms.BooleanField(label=_("Also on Saturdays and Sundays"), required=False)
    filters = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)

    near_zones = NEAR_ZONES

    def clean_frequency(self) -> str:
        """Daily where nothing is said."""
        return self.cleaned_data["frequency"] or Frequency.DAILY.value

    def clean_language(self) -> str:
        """English where nothing is said."""
        return self.cleaned_data["language"] or "en"

    def clean_timezone(self) -> str:
        """A name of the tz database; Hong Kong where nothing is said."""
        name = self.cleaned_data["timezone"].strip() or "Asia/Hong_Kong"
        if name not in zone_names():
            raise forms.ValidationError(_("This is not a time zone that we know, such as Asia/Hong_Kong."))
        return name

    def clean_filters(self) -> str:
        """The canonical query string of what is asked for."""
        try:
            filters = canonical_filters(self.cleaned_data["filters"])
        except ValueError as error:
            raise forms.ValidationError(_("These filters cannot be read.")) from error
        if len(filters) > MAX_FILTERS:
            raise forms.ValidationError(_("These filters are too long for a subscription."))
        return filters

    def clean(self) -> dict[str, Any]:
        """A weekly digest on a day of the weekend asks for mail at weekends, which nobody gets unasked."""
        given = super().clean()
        is_at_weekend = (given.get("weekday") or 0) >= SATURDAY and not given.get("weekends")
        if is_at_weekend and given.get("frequency") == Frequency.WEEKLY:
            self.add_error("weekday", _("For a day of the weekend, also ask for mail on Saturdays and Sundays."))
        return given


class SubscribeForm(SettingsForm):
    """The wish of a reader. ``website`` is a trap: people do not see it, programs fill it in."""

    email = forms.CharField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Please enter your email address."),
            "max_length": _("This address is too long."),
        },
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    deal = forms.SlugField(required=False, max_length=120, allow_unicode=True, widget=forms.HiddenInput)
    field_order = ("email", "frequency", "weekday", "hour", "timezone", "language", "weekends", "filters", "website")

    def __init__(self, *args: Any, followed: Deal | None = None, **kwargs: Any) -> None:
        """``followed`` is the deal that a fresh form is about; of one that was sent it is known once it was checked."""
        super().__init__(*args, **kwargs)
        self.followed = followed
        if followed:
            self.initial["deal"] = followed.slug
        if followed or self.data.get("deal"):
            self.fields["frequency"].choices = [(Frequency.FOLLOW.value, _("When something happens to it"))]

    def clean_frequency(self) -> str:
        """Who names a deal follows it; else daily where nothing is said."""
        return Frequency.FOLLOW.value if self.data.get("deal") else super().clean_frequency()

    def clean_deal(self) -> int | None:
        """The deal that is to be followed, where one is named."""
        slug = self.cleaned_data["deal"]
        if not slug:
            return None
        self.followed = deal_called(slug)
        if self.followed is None:
            raise forms.ValidationError(NO_SUCH_DEAL)
        return self.followed.pk

    def clean_email(self) -> str:
        """The address with its domain in lower case; refused are those that mail cannot reach (THREATS M03, M10)."""
        try:
            found = validate_email(
                self.cleaned_data["email"],
                allow_smtputf8=False,
                allow_quoted_local=False,
                strict=True,
                check_deliverability=False,
                # On a machine that serves only itself names such as localhost are fine.
                globally_deliverable=not settings.SITE_IS_LOOPBACK,
            )
        except EmailNotValidError as error:
            raise forms.ValidationError(_("This is not an address that we can send mail to.")) from error
        return found.ascii_email or found.normalized

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what people do not see, or was quicker than people are (THREATS M04).

        The time stands signed in our own page; a request without it is a
        program that does not pretend to be a page.
        """
        if self.cleaned_data.get("website"):
            return True
        opened = self.cleaned_data.get("opened")
        if not opened:
            return False
        try:
            SIGNER.unsign(opened)
        except BadSignature:
            return True
        try:
            SIGNER.unsign(opened, max_age=TYPING_SECONDS)
        except SignatureExpired:
            return False
        return True

    def wish(self) -> Wish:
        """What was asked for; call it on a valid form."""
        plain = ("email", "frequency", "hour", "timezone", "language")
        asked: dict[str, Any] = {key: self.cleaned_data[key] for key in plain}
        deal_id = self.cleaned_data["deal"]
        filters = "" if deal_id else self.cleaned_data["filters"]
        days = {"with_weekends": self.cleaned_data["weekends"], "weekday": self.cleaned_data["weekday"] or 0}
        return Wish(**asked, **days, filters=filters, deal_id=deal_id)


class ManageForm(SettingsForm):
    """A change of one subscription."""

    subscription = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as ``subscribing.save_settings`` takes it; call it on a valid form."""
        same = ("frequency", "filters", "language", "timezone", "hour", "weekday")
        found = {key: self.cleaned_data[key] for key in same}
        subscription = self.cleaned_data["subscription"]
        return {**found, "with_weekends": self.cleaned_data["weekends"], "subscription_id": subscription}

    @classmethod
    def of(cls, subscription: Subscription) -> "ManageForm":
        """The form with what holds now."""
        subscriber = subscription.subscriber
        return cls(
            initial={
                "subscription": subscription.pk,
                "frequency": subscription.frequency,
                "weekday": subscriber.weekday,
                "filters": subscription.filters,
                "hour": subscriber.hour,
                "timezone": subscriber.timezone,
                "language": subscriber.language,
                "weekends": subscriber.with_weekends,
            },
            auto_id=f"id_{subscription.pk}_%s",
        )
