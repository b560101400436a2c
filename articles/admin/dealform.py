"""The forms of a deal: from what a curator typed to corrections in the words of the curation actions."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.actions.conversion import is_currency
from articles.actions.curation.wording import FIELDS
from articles.models import Deal, Party, RejectReason, Tag

PRECISIONS = [("day", _("day")), ("month", _("month")), ("quarter", _("quarter")), ("year", _("year"))]
BOUNDS = [
    ("exact", _("exact")), ("over", _("over")), ("nearly", _("nearly")), ("up_to", _("up to")), ("range", _("range")),
]  # fmt: skip
MONEY = {"amount", "amount_max", "currency", "amount_bound"}
DATE = {"agreed_on", "date_precision"}
MOST_SECTORS = 5
COMPARED = (
    "type", "status", "mechanism", "party_lines", "cities", "sectors", "amount", "amount_max", "currency",
    "amount_bound", "agreed_on", "date_precision",
)  # fmt: skip
"""The fields that two people may correct at the same time."""


class CurrencyField(forms.CharField):
    """A currency by its code (ISO 4217), in capitals or not; RMB, as papers write it, is CNY."""

    def clean(self, value: Any) -> str:
        """The code; what is none would fall out of every total without a word."""
        code = super().clean(value).upper()
        code = {"RMB": "CNY"}.get(code, code)
        if code and not is_currency(code):
            raise forms.ValidationError(_("No currency has this code. Such as HKD, CNY or MOP."))
        return code


class DealForm(forms.ModelForm):
    """What a curator may correct. Nothing is written from here: ``corrections`` says what was changed."""

    party_lines = forms.CharField(
        label=FIELDS["parties"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One name on each line."),
    )
    cities = forms.ModelMultipleChoiceField(
        Tag.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=FIELDS["cities"],
    )
    sectors = forms.ModelMultipleChoiceField(
        Tag.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=FIELDS["sectors"],
    )
    mechanism = forms.ModelChoiceField(
        Tag.objects.none(), to_field_name="slug", required=False, label=FIELDS["mechanism"]
    )
    currency = CurrencyField(required=False, label=FIELDS["currency"])
    amount_bound = forms.ChoiceField(choices=[("", "–"), *BOUNDS], required=False, label=FIELDS["amount_bound"])
    date_precision = forms.ChoiceField(choices=[*PRECISIONS, ("unknown", _("unknown"))], label=FIELDS["precision"])
    note = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Note for colleagues"),
        help_text=_("Why; for colleagues."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    class Meta:
        model = Deal
        fields = ("type", "status", "amount", "amount_max", "currency", "amount_bound", "agreed_on", "date_precision")
        labels = {
            "type": FIELDS["type"],
            "status": FIELDS["status"],
            "amount": FIELDS["amount"],
            "amount_max": FIELDS["amount_max"],
            "agreed_on": FIELDS["date"],
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_tags(self, {"cities": "city", "sectors": "sector", "mechanism": "mechanism"})
        tags = list(self.instance.tags.all()) if self.instance.pk else []
        parties = self.instance.parties.all() if self.instance.pk else []
        self.initial |= {
            "cities": [tag.slug for tag in tags if tag.kind == "city"],
            "sectors": [tag.slug for tag in tags if tag.kind == "sector"],
            "mechanism": self.instance.mechanism.slug if self.instance.mechanism else "",
            "party_lines": "\n".join(party.name for party in parties if party.role == Party.Role.SIGNATORY),
        }
        self.standing = {name: self._as_text(name, self.initial.get(name)) for name in COMPARED}
        self.initial["seen"] = json.dumps(self.standing)

    def clean_sectors(self) -> Any:
        """At most as many as a deal may have."""
        sectors = self.cleaned_data["sectors"]
        if len(sectors) > MOST_SECTORS:
            raise forms.ValidationError(_("At most %(most)d.") % {"most": MOST_SECTORS})
        return sectors

    def clean(self) -> dict[str, Any]:
        """Money and date are whole or not there."""
        cleaned = super().clean() or self.cleaned_data
        for name, words in money_faults(cleaned):
            self.add_error(name, words)
        if cleaned.get("agreed_on") and cleaned.get("date_precision") == "unknown":
            self.add_error("date_precision", _("A date needs its precision."))
        self._find_conflicts(cleaned)
        return cleaned

    @property
    def changed_data(self) -> list[str]:
        """What this person changed of what they saw; what a colleague changed meanwhile stays theirs (THREATS D05)."""
        seen = self._seen()
        return [
            name
            for name in super().changed_data
            if name not in COMPARED or name not in seen or self._sent(name) != seen[name]
        ]

    def _find_conflicts(self, cleaned: dict[str, Any]) -> None:
        """Both changed one field: say what stands there now, keep what was typed; the next save puts it in place."""
        seen = self._seen()
        for name in COMPARED:
            now, sent = self.standing[name], self._sent(name)
            if name in seen and seen[name] not in (now, sent) and sent != now:
                words = _(
                    "A colleague has changed this meanwhile from “%(before)s” to “%(now)s”. Save again for yours."
                )
                self.add_error(name, words % {"before": seen[name], "now": now})
        if self.errors and seen:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = json.dumps(self.standing)

    def _seen(self) -> dict[str, str]:
        """The values that the page showed when it was opened."""
        said = self.fields["seen"].widget.value_from_datadict(self.data, self.files, self.add_prefix("seen"))
        try:
            seen = json.loads(said or "{}")
        except (TypeError, ValueError):
            return {}
        return {name: str(value) for name, value in seen.items()} if isinstance(seen, dict) else {}

    def _sent(self, name: str) -> str:
        widget = self.fields[name].widget
        return self._as_text(name, widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))

    def _as_text(self, name: str, value: Any) -> str:
        """A value in the one form in which what was seen, sent and stored can be compared."""
        if isinstance(value, list | tuple):
            return ", ".join(sorted(map(str, value)))
        text = "" if value is None else str(value)
        if name in ("amount", "amount_max"):
            try:
                return f"{Decimal(text):f}".rstrip("0").rstrip(".") if "." in text else text
            except InvalidOperation:
                return text
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())

    def corrections(self) -> dict[str, Any]:
        """The changed fields in the words of ``correct_deal``."""
        changed, cleaned = set(self.changed_data), self.cleaned_data
        found: dict[str, Any] = {name: cleaned[name] for name in ("type", "status") if name in changed}
        if changed & MONEY:
            found["money"] = self._money()
        if changed & DATE:
            day = cleaned["agreed_on"]
            found["date"] = {"date": day.isoformat(), "precision": cleaned["date_precision"]} if day else None
        for name in ("cities", "sectors"):
            if name in changed:
                found[name] = self._in_machine_order(name)
        if "mechanism" in changed:
            found["mechanism"] = cleaned["mechanism"].slug if cleaned["mechanism"] else ""
        if "party_lines" in changed:
            found["parties"] = [line.strip() for line in cleaned["party_lines"].splitlines() if line.strip()]
        return found

    def _money(self) -> dict[str, Any] | None:
        cleaned = self.cleaned_data
        if cleaned["amount"] is None:
            return None
        most = cleaned["amount_max"]
        return {
            "amount": str(cleaned["amount"]),
            "amount_max": str(most) if most is not None else None,
            "currency": cleaned["currency"],
            "amount_bound": cleaned["amount_bound"],
        }

    def _in_machine_order(self, name: str) -> list[str]:
        """The chosen slugs: those that stood before in their order (the first sector is the main one), then others."""
        chosen = [tag.slug for tag in self.cleaned_data[name]]
        kept = [slug for slug in self.initial[name] if slug in chosen]
        return kept + [slug for slug in chosen if slug not in kept]


class RejectForm(forms.Form):
    """Why a deal is rejected: one of the closed list; ``other`` needs words."""

    reason = forms.ChoiceField(choices=RejectReason.choices, widget=forms.RadioSelect, label=_("Reason"))
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, label=_("Note for colleagues")
    )

    def clean(self) -> dict[str, Any]:
        """The catch-all reason is no reason without words."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == RejectReason.OTHER and not (cleaned.get("note") or "").strip():
            self.add_error("note", _("Please say what."))
        return cleaned

    def details(self) -> dict[str, Any]:
        """What was chosen, for ``ask_for``."""
        return dict(self.cleaned_data)


def money_faults(cleaned: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What of a sum is missing, as ``(input, words)``: nothing that was typed is dropped in silence."""
    if cleaned.get("amount") is not None and not cleaned.get("currency"):
        yield "currency", _("An amount needs its currency.")
    if cleaned.get("amount") is None and cleaned.get("amount_max") is not None:
        yield (
            "amount",
            _("The amount is missing: of a range its lower end, of a ceiling alone the sum that is “up to”."),
        )


def offer_tags(form: forms.Form, kinds: Mapping[str, str]) -> dict[str, list[Tag]]:
    """Let fields of a form offer the tags of a kind each (``{field: kind}``), all found by one query; give them."""
    found = Tag.objects.filter(kind__in=kinds.values()).order_by("name_en", "pk")
    by_kind: dict[str, list[Tag]] = {kind: [] for kind in kinds.values()}
    for tag in found:
        by_kind[tag.kind].append(tag)
    for name, kind in kinds.items():
        field = form.fields[name]
        field.queryset, field.label_from_instance = Tag.objects.of_kind(kind), label_of
        empty = [("", field.empty_label)] if field.empty_label is not None else []
        field.choices = [*empty, *((field.prepare_value(tag), label_of(tag)) for tag in by_kind[kind])]
    return {name: by_kind[kind] for name, kind in kinds.items()}


def label_of(tag: Tag) -> str:
    """A tag as a choice."""
    return f"{tag.name_en} {tag.name_zh_hant}".strip()
