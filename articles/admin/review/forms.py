"""The fields of a deal on the review desk: from what was typed to corrections in the words of the curation actions."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django import forms
from django.core.cache import cache
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.actions.clustering.telling import date_of, money_of
from articles.actions.curation.wording import FIELDS, SCOPES
from articles.admin.dealform import BOUNDS, MOST_SECTORS, PRECISIONS, CurrencyField, money_faults
from articles.models import Deal, Party, Tag
from articles.pipeline.quantities import UNITS

CHOICES_KEPT = 60
"""Seconds; the lists of cities and sectors change with a release."""
LABELS = {"cities": "city", "outside": "outside", "sectors": "sector", "mechanism": "mechanism"}
EMPTY: dict[str, Any] = {
    "parties": [],
    "money": None,
    "date": None,
    "counts": [],
    "cities": [],
    "outside": [],
    "sectors": [],
    "mechanism": "",
}
"""What "not in the text" makes of a field; type, status and title cannot be nothing."""
_NUMBER = r"(?P<n>\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:[-–](?P<most>\d{1,9}|\d{1,3}(?:,\d{3}){1,2}))?"
# "documents 4", "companies 10-12", "other 3 pilot routes"
_COUNT = re.compile(rf"(?P<unit>[a-z_]+) +{_NUMBER}(?: +(?P<text>.{{1,200}}))?", re.IGNORECASE)
# "4 documents", "10–12 companies", "1 area", "3 other pilot routes": as pages show them
_COUNTED = re.compile(rf"{_NUMBER} +(?P<unit>[a-z_]+)(?: +(?P<text>.{{1,200}}))?", re.IGNORECASE)


@dataclass(frozen=True)
class FieldRow:
    """One field on the desk: which inputs belong to it and whether it may be nothing."""

    name: str
    label: str
    inputs: tuple[str, ...]


ROWS = tuple(
    FieldRow(name, FIELDS[name], inputs or (name,))
    for name, inputs in {
        "type": (),
        "status": (),
        "parties": (),
        "money": ("amount", "amount_max", "currency", "amount_bound"),
        "date": ("day", "date_precision"),
        "cities": (),
        "sectors": (),
        "counts": (),
        "outside": (),
        "mechanism": (),
        "title": (),
    }.items()
)
NAMED = {name: Deal._meta.get_field(name) for name in ("type", "status", "rung")}
"""Fields whose values have names of their own."""


def tag_choices() -> dict[str, list[tuple[str, str]]]:
    """Choices by kind, kept for a minute."""
    return cache.get_or_set("review-tag-choices", _read_choices, CHOICES_KEPT)


def _read_choices() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in LABELS.values()}
    tags = Tag.objects.filter(kind__in=found).order_by("name_en")
    for kind, slug, english, chinese in tags.values_list("kind", "slug", "name_en", "name_zh_hant"):
        found[kind].append((slug, f"{Truncator(english).chars(60)} {chinese}".strip()))
    return found


def values_of(deal: Deal) -> dict[str, Any]:
    """Give what the deal says of every field of the desk; tags and parties were fetched with it."""
    tags: dict[str, list[str]] = {}
    for tag in deal.tags.all():
        tags.setdefault(tag.kind, []).append(tag.slug)
    return {
        "type": deal.type,
        "status": deal.status,
        "parties": [party.name for party in deal.parties.all() if party.role == Party.Role.SIGNATORY],
        "money": money_of(vars(deal)),
        "date": date_of(vars(deal)),
        "cities": tags.get("city", []),
        "sectors": tags.get("sector", []),
        "counts": deal.counts,
        "outside": tags.get("outside", []),
        "mechanism": deal.mechanism.slug if deal.mechanism else "",
        "title": deal.title,
    }


class ReviewForm(forms.Form):
    """All fields of one deal, with what stands in them; ``corrections`` gives what a curator changed.

    ``seen`` says when the deal had last changed as the page was written, and bears a mark of what stood in each input.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    type = forms.ChoiceField(choices=NAMED["type"].choices, label=FIELDS["type"])
    status = forms.ChoiceField(choices=NAMED["status"].choices, label=FIELDS["status"])
    parties = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=FIELDS["parties"],
        help_text=_("One name on each line."),
    )
    amount = forms.DecimalField(required=False, max_digits=22, decimal_places=2, min_value=0, label=FIELDS["amount"])
    amount_max = forms.DecimalField(
        required=False, max_digits=22, decimal_places=2, min_value=0, label=FIELDS["amount_max"]
    )
    currency = CurrencyField(required=False, label=FIELDS["currency"])
    amount_bound = forms.ChoiceField(choices=[("", "–"), *BOUNDS], required=False, label=FIELDS["amount_bound"])
    day = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), label=FIELDS["date"]
    )
    date_precision = forms.ChoiceField(choices=[*PRECISIONS, ("unknown", _("unknown"))], label=FIELDS["precision"])
    cities = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label=FIELDS["cities"])
    sectors = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label=FIELDS["sectors"])
    counts = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=FIELDS["counts"],
        help_text=format_lazy(_("On each line number and unit, such as “6 areas”: {units}."), units=", ".join(UNITS)),
    )
    outside = forms.MultipleChoiceField(
        required=False, widget=forms.SelectMultiple(attrs={"size": 4}), label=FIELDS["outside"]
    )
    mechanism = forms.ChoiceField(required=False, label=FIELDS["mechanism"])
    title = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}), label=FIELDS["title"])
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), label=_("Note for colleagues")
    )

    def __init__(self, data: Any = None, *, values: dict[str, Any], seen: str = "") -> None:
        super().__init__(data, initial=_as_typed(values), auto_id="f_%s")
        self.initial["seen"] = json.dumps({"at": seen} | {name: _mark(value) for name, value in self.initial.items()})
        choices = tag_choices()
        for name in ("cities", "outside", "sectors"):
            known = choices[LABELS[name]]
            missing = [(slug, slug) for slug in values[name] if slug not in dict(known)]
            self.fields[name].choices = [*known, *missing]
        self.fields["mechanism"].choices = [("", "–"), *choices["mechanism"]]
        self.values = values

    def clean_sectors(self) -> list[str]:
        """At most as many as a deal may have."""
        if len(self.cleaned_data["sectors"]) > MOST_SECTORS:
            raise forms.ValidationError(_("At most %(most)d.") % {"most": MOST_SECTORS})
        return self.cleaned_data["sectors"]

    def clean_counts(self) -> list[dict[str, Any]]:
        """Each line a unit and a number."""
        counts = []
        for line in self.cleaned_data["counts"].splitlines():
            if not line.strip():
                continue
            found = _COUNT.fullmatch(line.strip()) or _COUNTED.fullmatch(line.strip())
            unit = _unit_of(found["unit"]) if found else ""
            if not found or not unit:
                words = _("“%(line)s” is no number and unit. Write “6 areas” or “areas 6”, or “other 3 pilot routes”.")
                raise forms.ValidationError(words % {"line": line.strip()[:60]})
            most = _whole(found["most"]) if found["most"] else None
            counts.append({"unit": unit, "n": _whole(found["n"]), "n_max": most, "text": found["text"] or ""})
        return counts

    def clean(self) -> dict[str, Any]:
        """Money and date are whole or not there."""
        cleaned = super().clean() or self.cleaned_data
        for name, words in money_faults(cleaned):
            self.add_error(name, words)
        if cleaned.get("day") and cleaned.get("date_precision") == "unknown":
            self.add_error("date_precision", _("A date needs its precision."))
        return cleaned

    def brought_up(self) -> Any:
        """Give what was sent as it has to be shown again: what nobody had touched is as it stands now."""
        seen, sent = _seen(self.data), self.data.copy()
        for name, standing in self.initial.items():
            said = self.fields[name].widget.value_from_datadict(self.data, self.files, name)
            if name == "seen" or seen.get(name) == _mark(said):
                sent.setlist(name, _sent(standing))
        return sent

    def corrections(self, absent: Iterable[str] = ()) -> list[tuple[str, Any, str]]:
        """Give ``(field, value, reason)`` of each field that says something else now; ``absent`` ones become empty."""
        typed = self.typed()
        found = []
        for row in ROWS:
            if row.name in absent and row.name in EMPTY:
                if self.values[row.name] != EMPTY[row.name]:
                    found.append((row.name, EMPTY[row.name], "not_in_text"))
            elif not _same(row.name, typed[row.name], self.values[row.name]):
                found.append((row.name, typed[row.name], ""))
        return found

    def typed(self) -> dict[str, Any]:
        """Give every field as it was typed, in the form of ``CuratedField.value``."""
        cleaned = self.cleaned_data
        lines = [line.strip() for line in cleaned["parties"].splitlines() if line.strip()]
        kept = [slug for slug in self.values["sectors"] if slug in cleaned["sectors"]]
        money = date = None
        if cleaned["amount"] is not None:
            most = cleaned["amount_max"]
            money = {
                "amount": f"{cleaned['amount']:.2f}",
                "amount_max": f"{most:.2f}" if most is not None else None,
                "currency": cleaned["currency"],
                "amount_bound": cleaned["amount_bound"] or "exact",
            }
        if cleaned["day"]:
            date = {"date": cleaned["day"].isoformat(), "precision": cleaned["date_precision"]}
        typed = {name: cleaned[name] for name in ("type", "status", "cities", "outside", "counts", "mechanism")}
        # The first sector is the main one, so those that stood keep their order.
        typed["sectors"] = kept + [slug for slug in cleaned["sectors"] if slug not in kept]
        return typed | {"parties": lines, "money": money, "date": date, "title": cleaned["title"].strip()}


def _same(name: str, typed: Any, standing: Any) -> bool:
    if name in ("cities", "outside"):
        return set(typed) == set(standing)
    if name == "counts":
        return [_count_line(count) for count in typed] == [_count_line(count) for count in standing]
    if name == "title":
        return " ".join(typed.split()) == " ".join(standing.split())
    return typed == standing


def _as_typed(values: dict[str, Any]) -> dict[str, Any]:
    """What stands in the inputs at first."""
    money, date = values["money"] or {}, values["date"] or {}
    typed = {name: values[name] for name in ("type", "status", "cities", "outside", "sectors", "mechanism", "title")}
    return typed | {
        "parties": "\n".join(values["parties"]),
        "counts": "\n".join(_count_line(count) for count in values["counts"]),
        "amount": money.get("amount"),
        "amount_max": money.get("amount_max"),
        "currency": money.get("currency", ""),
        "amount_bound": money.get("amount_bound", ""),
        "day": date.get("date"),
        "date_precision": date.get("precision", "unknown"),
    }


def seen_at(sent: Mapping[str, Any]) -> str:
    """Give when the deal had last changed as the page was written that was sent; empty where it does not say."""
    return str(_seen(sent).get("at", ""))


def _seen(sent: Mapping[str, Any]) -> dict[str, Any]:
    said = sent.get("seen", "")
    try:
        seen = json.loads(said or "{}")
    except ValueError:
        return {"at": said}
    return seen if isinstance(seen, dict) else {}


def _sent(value: Any) -> list[str]:
    """What a browser sends of an input in which this stands."""
    return [str(part) for part in value] if isinstance(value, list) else ["" if value is None else str(value)]


def _mark(value: Any) -> int:
    """A short mark of what stands in an input, the same for what a browser sends of it unchanged."""
    lines = [line.strip() for part in sorted(_sent(value)) for line in part.splitlines()]
    return crc32("\n".join(line for line in lines if line).encode())


def _unit_of(word: str) -> str:
    """The unit that a word names, also of one thing alone ("1 area"); empty where none is."""
    word = word.lower()
    singular = {unit.removesuffix("s"): unit for unit in UNITS} | {"company": "companies", "city": "cities"}
    singular["country"] = "countries"
    return word if word in UNITS else singular.get(word, "")


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))


def _count_line(count: dict[str, Any]) -> str:
    most = f"-{count['n_max']}" if count.get("n_max") else ""
    return f"{count['unit']} {count['n']}{most} {' '.join((count.get('text') or '').split())}".strip()


def in_words(name: str, value: Any) -> str:
    """A value of the desk as a curator reads it; a dash for nothing."""
    if value in (None, "", [], {}):
        return "–"
    if name == "money":
        return _money_in_words(value)
    if name == "date":
        return f"{value['date']} ({dict(PRECISIONS).get(value['precision'], value['precision'])})"
    if name == "counts":
        return "; ".join(_count_line(count) for count in value)
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    if name == "scope":
        return str(SCOPES.get(value, value))
    if name in NAMED:
        return str(dict(NAMED[name].flatchoices).get(value, value))
    return str(value)


def _money_in_words(value: dict[str, Any]) -> str:
    amount, most = f"{float(value['amount']):,.0f}", value.get("amount_max")
    if most:
        amount = gettext("%(least)s to %(most)s") % {"least": amount, "most": f"{float(most):,.0f}"}
    bound = value.get("amount_bound") or "exact"
    return f"{value['currency']} {amount}" + (f" ({dict(BOUNDS).get(bound, bound)})" if bound != "exact" else "")
