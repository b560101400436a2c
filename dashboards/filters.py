"""The query string -> one frozen Filters: the same for page, chart, JSON, spreadsheet and feed.

Pure: no database, no clock. What a value may be is known from closed lists here
and from ``Known``, the register's slugs, which the caller hands in. Every value
that cannot be used becomes a ``Fault``; pages show it and drop the key, outputs
refuse the request with it (docs/design.md, section 6).
"""

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from articles.models.deal import COUNTED_STATUSES, SOURCED_REVIEWS
from articles.pipeline.vocabulary import RUNGS, STATUSES, TYPES

CITIES = (
    "hong-kong",
    "macao",
    "guangzhou",
    "shenzhen",
    "zhuhai",
    "foshan",
    "huizhou",
    "dongguan",
    "zhongshan",
    "jiangmen",
    "zhaoqing",
)
"""The eleven cities, in the order in which every table and chart shows them."""

SECTORS = (
    "finance",
    "fintech",
    "innovation-tech",
    "ai",
    "smart-city",
    "biotech-health",
    "manufacturing",
    "aviation",
    "transport-logistics",
    "infrastructure",
    "trade",
    "professional-legal",
    "property-land",
    "tourism-culture",
    "fashion-retail",
    "education-talent",
    "youth",
    "energy-environment",
    "government-policy",
)
"""The nineteen top sectors, in the register's order."""

CLOSED: dict[str, tuple[str, ...]] = {
    "city": CITIES,
    "sector": SECTORS,
    "type": TYPES,
    "status": STATUSES,
    "rung": RUNGS,
    "scope": ("intra_gba", "gba_external"),
    "lang": ("en", "zh-Hant", "zh-Hans", "pt", "other"),
    "review": ("unreviewed", "accepted", "rejected", "needs_second_source"),
    "kind": ("deal", "milestone", "article"),
    "lane": ("policy", "deals", "infrastructure", "finance", "news"),
}
REGISTERED = ("outside", "place", "mechanism")
"""Keys whose values are slugs of tags of that kind."""

FREE = ("party", "person", "source")
SORTS = ("-date", "date", "amount", "-amount", "cities", "reports")
VIEWS = ("table", "chart", "cards", "value", "count")
MAX_VALUES = 5
MAX_TEXT = 200
MAX_PAGE = 1000

LIST_KEYS = (
    "city", "outside", "place", "sector", "type", "status", "rung", "scope", "party", "mechanism", "person", "source",
    "lang", "review", "kind", "lane",
)  # fmt: skip
KEYS = (
    "city", "outside", "place", "sector", "type", "status", "rung", "binding", "scope", "party", "mechanism", "person",
    "source", "lang", "review", "kind", "lane", "q", "from", "to", "last", "min", "view", "sort", "page",
)  # fmt: skip
"""Every key, in the canonical order of an address."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # 2026-11-25
LAST = re.compile(r"([1-9]\d{0,3})([dmy])")  # 90d, 12m, 1y
NUMBER = re.compile(r"\d{1,15}(\.\d{1,2})?")  # 100000000
PAGE = re.compile(r"\d{1,9}")  # 3
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # NUL, newline, bidi override


@dataclass(frozen=True)
class Fault:
    """One part of a query string that was not used: the key, the value (cut) and why.

    ``kind`` is ``unknown`` (a key that we do not have) or a reason word of a bad
    value: ``value``, ``many``, ``repeated``, ``length``, ``order``.
    """

    key: str
    value: str
    kind: str

    @property
    def is_bad_value(self) -> bool:
        """Whether an output refuses the request because of it."""
        return self.kind != "unknown"


@dataclass(frozen=True)
class Filters:
    """What a reader asks for. Lists are sorted and without doubles; days are Hong Kong days, inclusive; min is HKD."""

    city: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    rung: tuple[str, ...] = ()
    binding: bool = False
    scope: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    mechanism: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    lane: tuple[str, ...] = ()
    q: str = ""
    from_on: date | None = None
    to_on: date | None = None
    last: str = ""
    min_hkd: Decimal | None = None
    view: str = ""
    sort: str = "-date"
    page: int = 1

    def period(self, today: date) -> tuple[date | None, date | None]:
        """First and last day asked for; ``last`` counts back from ``today``, which is its last day."""
        if self.from_on or self.to_on or not self.last:
            return self.from_on, self.to_on
        return start_of_last(self.last, today), today

    def pairs(self) -> list[tuple[str, str]]:
        """The query string as pairs, canonical order, without what is default."""
        pairs: list[tuple[str, str]] = []
        for key in KEYS:
            value: Any = getattr(self, ATTRIBUTES.get(key, key))
            if key in LIST_KEYS:
                pairs.extend((key, item) for item in value)
            elif value != DEFAULTS[key]:
                pairs.append((key, "1" if value is True else plain(value)))
        return pairs

    def query(self) -> str:
        """The canonical query string, with its question mark, or nothing."""
        encoded = urlencode(self.pairs())
        return f"?{encoded}" if encoded else ""

    def having(self, **changes: Any) -> "Filters":
        """The same with other values; on the first page unless a page is named."""
        return replace(self, **{"page": 1, **changes})

    def counted(self) -> "Filters":
        """Those rows of the selection that stand in totals: signed or completed, and sourced well enough.

        Where the selection leaves none of these, ``binding`` stands beside what it asks for: no row is both, so
        the address selects nothing and still says why.
        """
        kept = tuple(s for s in COUNTED_STATUSES if not self.status or s in self.status)
        sourced = tuple(r for r in SOURCED_REVIEWS if not self.review or r in self.review)
        if not kept or not sourced:
            return self.having(binding=True, sort="-date", view="")
        return self.having(status=tuple(sorted(kept)), review=sourced, sort="-date", view="")

    def plus(self, key: str, *values: str) -> "Filters":
        """The same narrowed by values of one list key (``city`` and ``party`` mean all of them)."""
        kept = getattr(self, key) if key in ("city", "party") else ()
        return self.having(**{key: tuple(sorted({*kept, *values}))})

    def without(self, key: str, value: str = "") -> "Filters":
        """The same without one value, or without the key."""
        attribute = ATTRIBUTES.get(key, key)
        if key in LIST_KEYS and value:
            return self.having(**{attribute: tuple(v for v in getattr(self, attribute) if v != value)})
        return self.having(**{attribute: DEFAULTS[key]})

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but view, order and page is chosen."""
        return any(key not in ("view", "sort", "page") for key, _ in self.pairs())

    def as_json(self) -> dict[str, Any]:
        """The filters as the JSON outputs repeat them: lists, text, numbers; only what is set."""
        answer: dict[str, Any] = {}
        for key, value in self.pairs():
            if key in LIST_KEYS:
                answer.setdefault(key, []).append(value)
            else:
                answer[key] = value
        return answer


ATTRIBUTES = {"from": "from_on", "to": "to_on", "min": "min_hkd"}
"""Keys whose attribute has another name."""

DEFAULTS: dict[str, Any] = {
    key: next(f.default for f in fields(Filters) if f.name == ATTRIBUTES.get(key, key)) for key in KEYS
}


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
    """A page number from 1 to ``MAX_PAGE``, else None."""
    return int(text) if text.isascii() and PAGE.fullmatch(text) and 1 <= int(text) <= MAX_PAGE else None


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
    "binding": lambda text: True if text == "1" else None,
    "q": read_query,
    "from": read_day,
    "to": read_day,
    "last": read_last,
    "min": read_number,
    "view": lambda text: text if text in VIEWS else None,
    "sort": lambda text: text if text in SORTS else None,
    "page": read_page,
}


def start_of_last(last: str, today: date) -> date:
    """The first day of a period of so many days, months or years that ends with ``today``."""
    found = LAST.fullmatch(last)
    if not found:
        raise ValueError(f"not a period: {last!r}")
    number, unit = int(found[1]), found[2]
    if unit == "d":
        return today - timedelta(days=number - 1)
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1)


def plain(value: Any) -> str:
    """A value as it stands in an address."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def shown(text: str) -> str:
    """Text from outside as a notice may repeat it: short, without control characters."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)[:60]
