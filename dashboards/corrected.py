"""The fields and values of corrections as readers say them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dashboards import words
from dashboards.counted import counted
from dashboards.formats import bounded_money, day_text, listed

FIELDS = {
    **words.FIELDS,
    "money": _("Amount"),
    "title": _("Title"),
    "title_zh_hant": _("Title in Traditional Chinese"),
    "title_zh_hans": _("Title in Simplified Chinese"),
    "title_pt": _("Title in Portuguese"),
    "summary": _("Summary"),
    "subtype": _("Subtype"),
    "rung": _("Rung"),
    "scope": _("Scope"),
    "is_bundle": _("Several documents in one"),
}
_WORDS = {"type": words.TYPES, "status": words.STATUSES, "rung": words.RUNGS, "scope": words.SCOPES}
_KINDS = {"cities": "city", "outside": "outside", "sectors": "sector", "mechanism": "mechanism"}
NOTHING = "–"
Name = Callable[[str, str], str]
"""Kind and slug of a tag -> its name in the active language."""


def field_in_words(field: str) -> str:
    """The name of a field that can be corrected; one that is in no list as it is."""
    return str(FIELDS.get(field, field))


def value_in_words(field: str, value: Any, name: Name) -> str:
    """A value of ``CuratedField`` as a reader says it; nothing is a dash, what has another form stays as it is."""
    if value in (None, "", [], {}):
        return NOTHING
    try:
        return _said(field, value, name)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return str(value)


def _said(field: str, value: Any, name: Name) -> str:
    if field in _WORDS:
        return words.in_words(_WORDS[field], value)
    if field in _KINDS:
        slugs = [value] if isinstance(value, str) else value
        return listed(name(_KINDS[field], slug) for slug in slugs)
    if field == "money":
        most = Decimal(value["amount_max"]) if value.get("amount_max") else None
        return bounded_money(Decimal(value["amount"]), value["currency"], value.get("amount_bound") or "exact", most)
    if field == "date":
        return day_text(date.fromisoformat(value["date"]), value.get("precision") or "day")
    if field == "counts":
        return listed(counted(count) for count in value)
    if field == "parties":
        return listed(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(value)
