"""The filter bar: what is chosen, as chips that take it away again, and what may be chosen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dashboards import words
from dashboards.filters import CITIES, LIST_KEYS, SECTORS, Filters
from dashboards.formats import day_text, money
from dashboards.queries.naming import look_up_key
from dashboards.queries.register import NAMED_ONE_BY_ONE
from dashboards.reading import Reading

PERIODS = (
    ("", _("All time")),
    ("7d", _("7 days")),
    ("30d", _("30 days")),
    ("90d", _("90 days")),
    ("12m", _("12 months")),
    ("3y", _("3 years")),
)
LISTS = {
    "type": words.TYPES,
    "status": words.STATUSES,
    "rung": words.RUNGS,
    "value": words.VALUES,
    "dated": words.DATED,
    "scope": words.SCOPES,
    "review": words.REVIEWS,
    "lang": words.LANGS,
    "kind": words.KINDS,
    "lane": words.LANES,
}
KEPT = (
    "sort",
    "order",
    "view",
    "party",
    "mechanism",
    "person",
    "source",
    "place",
    "lane",
    "kind",
    "last",
    "subsector",
    "value",
    "dated",
    "total",
)
"""What the form carries on although it has no field of it; ``last`` gives way where a day is filled in."""
DEAL_KEYS = ("city", "sector", "subsector", "outside", "type", "status", "rung", "value", "scope", "review", "lang")
LONG_LIST = 24
"""Choices above which a group is folded until one is chosen; the nineteen sectors stay open."""
ARTICLE_KEYS = ("city", "sector", "subsector", "lang")


def filter_bar(
    reading: Reading,
    address: str,
    *,
    keys: Iterable[str],
    sorts: Iterable[str] = (),
    counts: Mapping[str, Mapping[str, int]] | None = None,
    within: tuple[str, ...] = (),
    about: Filters | None = None,
) -> dict[str, Any]:
    """Everything that the template ``_filters.html`` shows.

    ``address`` is the page, ``counts`` how many rows each option would leave; of sub-sectors only those of the sectors
    ``within`` are offered, where the page has its own. ``about`` is what the page shows where that is more than was
    filtered: a city, a sector, signals; by mail one gets that.
    """
    filters, keys = reading.filters, tuple(keys)
    return {
        "address": address,
        "filters": filters,
        "chips": chips(reading),
        "has_money": "type" in keys,
        "periods": [period(filters, last, label) for last, label in PERIODS],
        "fields": [shown for key in keys if (shown := field(reading, key, (counts or {}).get(key), within))["choices"]],
        "sorts": [
            {
                "key": sort,
                "label": words.SORTS[sort],
                "query": filters.having(sort=sort).query() or "?",
                "is_on": filters.sort == sort,
            }
            for sort in sorts
        ],
        "heads": heads(filters, tuple(sorts)),
        "is_open": False,
        "by_mail": subscribe_address(about or filters),
        "keep": [(key, value) for key, value in filters.pairs() if key in KEPT and key not in keys],
    }


def heads(filters: Filters, sorts: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The columns by which a list can be ordered: where each head leads (the other way where it is on already), and
    what it says to assistive technology (``aria-sort``)."""
    columns = {"date": ("-date", "date"), "amount": ("-amount", "amount"), "reports": ("reports", "reports")}
    shown = {}
    for column, (falling, rising) in columns.items():
        if falling in sorts:
            wanted = rising if filters.sort == falling else falling
            state = {falling: "descending", rising: "ascending"}.get(filters.sort, "none")
            if column == "reports" and filters.sort == "reports":
                wanted, state = "-date", "descending"
            shown[column] = {"query": filters.having(sort=wanted).query() or "?", "state": state}
    return shown


def period(filters: Filters, last: str, label: str, default: str = "") -> dict[str, Any]:
    """One choice of the period switch; ``default`` is the page's own period."""
    wanted = filters.having(last=last, from_on=None, to_on=None)
    is_on = (
        not filters.from_on
        and not filters.to_on
        and (filters.last or default) == (last or default if last else filters.last)
    )
    if not last:
        is_on = not (filters.last or filters.from_on or filters.to_on) and not default
    return {"query": wanted.query() or "?", "label": label, "is_on": is_on}


def field(reading: Reading, key: str, counts: Mapping[str, int] | None, within: tuple[str, ...] = ()) -> dict[str, Any]:
    """One group of choices with what is chosen and, where it was counted, how many rows each leads to: that many, or
    (``adds``) so many more beside those of what is chosen already. Of partners outside, places and mechanisms only
    those are offered that lead to any."""
    chosen = getattr(reading.filters, key)
    if key in ("city", "sector"):
        slugs = CITIES if key == "city" else SECTORS
        choices = [(slug, reading.register.name(key, slug)) for slug in slugs]
    elif key == "subsector":
        # Of the chosen sectors where there are any: 66 at once are for those who look for one.
        wholes, register = within or reading.filters.sector, reading.register
        choices = [
            (tag.slug, tag.name)
            for tag in register.of_kind(key)
            if not wholes or tag.slug in chosen or register.whole_of.get(tag.slug) in wholes
        ]
    elif key in ("outside", "place", "mechanism"):
        # Of hundreds few have rows: these and what is chosen.
        choices = sorted(
            (
                (tag.slug, tag.name)
                for tag in reading.register.of_kind(key)
                if tag.slug in chosen or _is_offered(reading, key, tag.slug, counts)
            ),
            key=lambda choice: (counts is None and choice[0] not in chosen, look_up_key(choice[1])),
        )
    else:
        choices = [
            (value, label) for value, label in LISTS[key].items() if not (key == "review" and value == "rejected")
        ]
    return {
        "key": key,
        "label": words.FILTER_KEYS[key],
        "choices": [
            {
                "value": value,
                "label": label,
                "is_on": value in chosen,
                "count": counts.get(value, 0) if counts is not None else None,
                "adds": bool(chosen) and key != "city" and value not in chosen,
            }
            for value, label in choices
        ],
        "is_all": key == "city",
        # A long list is folded, or the way to the button would lead through a hundred boxes.
        "is_folded": len(choices) > LONG_LIST,
        "is_open": bool(chosen),
    }


def _is_offered(reading: Reading, key: str, slug: str, counts: Mapping[str, int] | None) -> bool:
    """Whether a choice leads to rows, as far as a page knows: by its own counts, else by what any deal names."""
    if counts is not None:
        return bool(counts.get(slug))
    return key != "outside" or slug in reading.register.partners


def chips(reading: Reading) -> list[dict[str, str]]:
    """What is chosen, each with the address without it."""
    filters = reading.filters
    shown = []
    for key, value in filters.pairs():
        if key in ("sort", "order", "page", "view"):
            continue
        gone = filters.without(key, value if key in LIST_KEYS else "")
        shown.append(
            {
                "key": str(words.FILTER_KEYS[key]),
                "value": value_in_words(reading, key, value),
                "query": gone.query() or "?",
            }
        )
    return shown


MOST_WAYS = 5
"""Chosen values that are tried one by one where nothing is left."""


def ways_out(
    reading: Reading, count: Callable[[Sequence[Filters]], Sequence[int]], *, most: int = MOST_WAYS
) -> list[dict[str, Any]]:
    """Where filters leave nothing: the chosen values without each of which there would be something, with how much.

    ``count`` tells how many rows each of several selections has; at most ``most`` values are tried, the last ones
    first. Where one filter alone is chosen, there is nothing to tell apart.
    """
    chosen = [pair for pair in reading.filters.pairs() if pair[0] not in ("sort", "order", "page", "view")]
    if len(chosen) < 2:
        return []
    tried = list(zip(chosen, chips(reading), strict=True))[-most:]
    left = [reading.filters.without(key, value if key in LIST_KEYS else "").having(page=1) for (key, value), _ in tried]
    found = [
        chip | {"query": filters.query() or "?", "count": number}
        for (_, chip), filters, number in zip(tried, left, count(left), strict=True)
    ]
    return sorted((way for way in found if way["count"]), key=lambda way: -way["count"])


def value_in_words(reading: Reading, key: str, value: str) -> str:
    """A filter value as a reader says it."""
    if key in LISTS:
        return words.in_words(LISTS[key], value)
    if key in ("city", "sector", "subsector", "outside", "place", "mechanism"):
        return reading.register.wide_name(key, value)
    if key in NAMED_ONE_BY_ONE:
        return reading.register.name_of_one(NAMED_ONE_BY_ONE[key], value)
    if key in ("from", "to"):
        return day_text(getattr(reading.filters, f"{key}_on"))
    if key == "min":
        return money(reading.filters.min_hkd)
    if key == "binding":
        return gettext("yes")
    if key == "last":
        return str(dict(PERIODS).get(value, value))
    return value


def subscribe_address(filters: Filters) -> str:
    """The subscription form, filled with these filters."""
    return reverse("digests:subscribe") + filters.query()
