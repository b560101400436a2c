"""The query string -> ``Filters``, and a ``Fault`` for everything in it that cannot be used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from dashboards.filters.chosen import Filters
from dashboards.filters.keys import (
    ATTRIBUTES,
    CLOSED,
    CONTROL,
    DAY,
    KEYS,
    LAST,
    LIST_KEYS,
    MAX_PAGE,
    MAX_TEXT,
    MAX_VALUES,
    NUMBER,
    ORDERS,
    PAGE,
    SORTS,
    VIEWS,
)


@dataclass(frozen=True)
class Fault:
    """One part of a query string that was not used: the key, the value (cut) and why.

    ``kind`` is ``unknown`` (a key that we do not have) or a reason word of a bad
    value: ``value``, ``many``, ``repeated``, ``length``, ``far``, ``order``. ``overruled`` is
    a good value that gives way to another key, as the contract says: told, and no reason to refuse.
    """

    key: str
    value: str
    kind: str

    @property
    def is_bad_value(self) -> bool:
        """Whether an output refuses the request because of it."""
        return self.kind not in ("unknown", "overruled")


@dataclass(frozen=True)
class Known:
    """The slugs of the register by kind of tag; a kind that is missing is not checked."""

    slugs: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has(self, key: str, value: str) -> bool:
        """Whether ``value`` may stand for ``key``."""
        if key in CLOSED:
            return value in CLOSED[key]
        return key not in self.slugs or value in self.slugs[key]


@dataclass(frozen=True)
class Parsed:
    """Filters, and what of the query string did not become part of them."""

    filters: Filters
    faults: tuple[Fault, ...] = ()

    @property
    def bad_values(self) -> tuple[Fault, ...]:
        """The faults for which an output refuses the request."""
        return tuple(f for f in self.faults if f.is_bad_value)


def parse(pairs: Iterable[tuple[str, str]], known: Known) -> Parsed:
    """Read the pairs of a query string; empty values are as if they were not there."""
    given: dict[str, list[str]] = {}
    faults: list[Fault] = []
    for key, value in pairs:
        if key not in KEYS:
            faults.append(Fault(shown(key), shown(value), "unknown"))
        elif value.strip():
            given.setdefault(key, []).append(value.strip())
    values: dict[str, Any] = {}
    for key in KEYS:
        if key not in given:
            continue
        value, found = parse_list(key, given[key], known) if key in LIST_KEYS else parse_one(key, given[key])
        faults.extend(found)
        if value is not None:
            values[ATTRIBUTES.get(key, key)] = value
    if values.get("from_on") and values.get("to_on") and values["from_on"] > values["to_on"]:
        faults.append(Fault("to", values.pop("to_on").isoformat(), "order"))
    if "last" in values and ("from_on" in values or "to_on" in values):
        faults.append(Fault("last", values.pop("last"), "overruled"))
    return Parsed(Filters(**values), tuple(dict.fromkeys(faults)))


def parse_list(key: str, given: list[str], known: Known) -> tuple[tuple[str, ...], list[Fault]]:
    """The usable values of a repeated key, sorted, at most five, and the faults."""
    faults, kept = [], []
    for value in dict.fromkeys(given):
        if len(value) > MAX_TEXT:
            faults.append(Fault(key, shown(value), "length"))
        elif CONTROL.search(value) or not known.has(key, value):
            faults.append(Fault(key, shown(value), "value"))
        elif len(kept) == MAX_VALUES:
            faults.append(Fault(key, shown(value), "many"))
        else:
            kept.append(value)
    return tuple(sorted(kept)), faults


def parse_one(key: str, given: list[str]) -> tuple[Any, list[Fault]]:
    """The value of a key that stands once (None where it cannot be used), and the faults."""
    if len(set(given)) > 1:
        return None, [Fault(key, shown(given[-1]), "repeated")]
    text = given[0]
    if len(text) > MAX_TEXT:
        return None, [Fault(key, shown(text), "length")]
    value = READERS[key](text)
    if key == "page" and value and value > MAX_PAGE:
        return None, [Fault(key, shown(text), "far")]
    return value, ([] if value is not None else [Fault(key, shown(text), "value")])


def read_day(text: str) -> date | None:
    """An ISO day between 1970 and 2999, else None."""
    if not DAY.fullmatch(text) or not text.isascii() or not "1970" <= text[:4] <= "2999":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_number(text: str) -> Decimal | None:
    """A plain number of HK dollars, else None."""
    return Decimal(text) if text.isascii() and NUMBER.fullmatch(text) else None


def read_page(text: str) -> int | None:
    """A page number from 1, else None."""
    return int(text) or None if text.isascii() and PAGE.fullmatch(text) else None


def read_query(text: str) -> str | None:
    """The searched words without control characters; None where nothing is left."""
    return " ".join(CONTROL.sub(" ", text).split()) or None


def read_last(text: str) -> str | None:
    """A period back from today such as ``90d``, at most thirty years, else None."""
    found = LAST.fullmatch(text) if text.isascii() else None
    if not found or int(found[1]) > {"d": 9999, "m": 360, "y": 30}[found[2]]:
        return None
    return text


READERS = {
    "total": lambda text: True if text == "1" else None,
    "binding": lambda text: True if text == "1" else None,
    "q": read_query,
    "from": read_day,
    "to": read_day,
    "last": read_last,
    "min": read_number,
    "view": lambda text: text if text in VIEWS else None,
    "sort": lambda text: text if text in SORTS else None,
    "order": lambda text: text if text in ORDERS else None,
    "page": read_page,
}


def shown(text: str) -> str:
    """Text from outside as a notice may repeat it: short, without control characters."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)[:60]
