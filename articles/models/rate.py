"""Exchange rates that the desk adds to those of the reference data."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ExchangeRateQuerySet(models.QuerySet["ExchangeRate"]):
    """Rates by what they are of."""

    def by_period(self) -> dict[tuple[str, str], Decimal]:
        """Units of a currency for one US dollar by (currency, month or year); one query."""
        return {
            (currency, period): rate for currency, period, rate in self.values_list("currency", "period", "per_usd")
        }


class ExchangeRate(models.Model):
    """The average of a month (``2026-07``) or a year (``2026``) that somebody has published, with where it stands.

    The files know those that were out when they were written; where they tell a period themselves, they hold.
    """

    currency = models.CharField(_("currency"), max_length=3)
    period = models.CharField(_("month or year"), max_length=7)
    per_usd = models.DecimalField(_("units for one US dollar"), max_digits=14, decimal_places=6)
    source = models.CharField(_("source"), max_length=300)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(fields=["currency", "period"], name="one_rate_a_period"),
            models.CheckConstraint(condition=Q(per_usd__gt=0), name="rate_above_nought"),
            models.CheckConstraint(condition=~Q(source=""), name="rate_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.period}"
