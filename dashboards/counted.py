"""Counts with their unit as readers say them: "4 documents", "101 Hong Kong investments"."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dashboards import words
from dashboards.formats import whole

OTHER = {
    "banks": _("%(n)s banks"),
    "buildings": _("%(n)s buildings"),
    "channels": _("%(n)s channels"),
    "credit agencies": _("%(n)s credit agencies"),
    "daily capacity": _("%(n)s a day at most"),
    "daily quota": _("%(n)s a day"),
    "destinations": _("%(n)s destinations"),
    "directions": _("%(n)s directions"),
    "economies": _("%(n)s economies"),
    "gold medal events": _("%(n)s gold-medal events"),
    "hong kong etfs": _("%(n)s Hong Kong exchange-traded funds"),
    "hong kong investments": _("%(n)s Hong Kong investments"),
    "hospitals": _("%(n)s hospitals"),
    "institutions": _("%(n)s institutions"),
    "institutions added": _("%(n)s institutions added"),
    "insurers": _("%(n)s insurers"),
    "investment projects planned": _("%(n)s investment projects planned"),
    "investors": _("%(n)s investors"),
    "items": _("%(n)s items"),
    "mainland etfs": _("%(n)s Mainland exchange-traded funds"),
    "operators": _("%(n)s operators"),
    "organisations": _("%(n)s organisations"),
    "partners": _("%(n)s partners"),
    "posts": _("%(n)s posts"),
    "products": _("%(n)s products"),
    "projects started": _("%(n)s projects started"),
    "projects unveiled": _("%(n)s projects unveiled"),
    "races": _("%(n)s races"),
    "sectors": _("%(n)s sectors"),
    "service points": _("%(n)s service points"),
    "service sectors open": _("%(n)s service sectors open"),
    "services": _("%(n)s services"),
    "sports": _("%(n)s sports"),
    "startups": _("%(n)s start-ups"),
    "tenants": _("%(n)s tenants"),
    "zones": _("%(n)s zones"),
}
"""Units of the starter history that are none of ours, by the words that stand after the number in ``text``."""


def counted(count: Mapping[str, Any]) -> str:
    """One count {unit, n, n_max, text} in words; what a source says of a unit of its own stays as it says it."""
    number = whole(count.get("n"))
    if count.get("n_max"):
        number = f"{number}–{whole(count['n_max'])}"
    unit, said = count.get("unit", ""), str(count.get("text") or "")
    if unit != "other":
        return f"{number} {words.in_words(words.UNITS, unit)}"
    known = OTHER.get(said.partition(" ")[2])
    if known is not None and said.partition(" ")[0] == str(count.get("n")):
        return str(known) % {"n": number}
    return said or number


def is_quoted(count: Mapping[str, Any]) -> bool:
    """Whether the words are the source's own, in its language."""
    said = str(count.get("text") or "")
    return count.get("unit") == "other" and bool(said) and said.partition(" ")[2] not in OTHER
