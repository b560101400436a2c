"""Exchange rates beside those of the reference data."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from articles.actions.curation.wording import FIELDS
from articles.actions.rates import RateRefused, check_rate, keep_rate, remove_rates
from articles.admin.dealform import CurrencyField
from articles.models import ExchangeRate

_CONVERTED = _("Deals that were converted again: %(n)d.")


class RateForm(forms.ModelForm):
    """A rate that is checked against those that there are."""

    currency = CurrencyField(label=FIELDS["currency"])

    class Meta:
        model = ExchangeRate
        fields = ("currency", "period", "per_usd", "source")

    def clean(self) -> dict[str, Any]:
        """Refuse what can be no rate."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_rate(ExchangeRate(pk=self.instance.pk, **cleaned), now=timezone.now())
            except RateRefused as refused:
                self.add_error(refused.field, str(refused))
        return cleaned


@admin.register(ExchangeRate)
class ExchangeRateAdmin(ModelAdmin):
    """What the shipped list does not have yet. Saving or deleting a rate converts the sums again that it is for."""

    form = RateForm
    list_display = ("currency", "period", "per_usd", "source", "added_by", "added_at")
    list_filter = ("currency",)
    list_select_related = ("added_by",)
    ordering = ("-period", "currency", "pk")
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: ExchangeRate, form: Any, change: bool) -> None:
        """Who added it, and when; the sums follow."""
        now = timezone.now()
        obj.added_at, obj.added_by = obj.added_at or now, obj.added_by or request.user
        self._tell(request, keep_rate(rate=obj, now=now))

    def delete_model(self, request: HttpRequest, obj: ExchangeRate) -> None:
        """Gone; the sums follow."""
        self._tell(request, remove_rates(rates=[obj], now=timezone.now()))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ExchangeRate]) -> None:
        """Several at once."""
        self._tell(request, remove_rates(rates=queryset, now=timezone.now()))

    def _tell(self, request: HttpRequest, number: int) -> None:
        self.message_user(request, _CONVERTED % {"n": number}, messages.SUCCESS)
