"""The keys of a query string, the values that they may have, and how a value is written."""

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

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
    "value": ("disclosed", "undisclosed", "unconverted"),
    "dated": ("month", "longer"),
}
REGISTERED = ("outside", "place", "subsector", "mechanism")
"""Keys whose values are slugs of tags of that kind."""

FREE = ("party", "person", "source")
ALL_OF = ("city", "party")
"""Keys of which several values mean all of them; of every other key any of them will do."""
SORTS = ("-date", "date", "amount", "-amount", "cities", "reports")
VIEWS = ("table", "chart", "cards", "value", "count", "parts")
ORDERS = ("total", *CITIES)
"""Orders of a matrix of cities: by all links of a city, or by its links with one of them; without one as fixed."""
MAX_VALUES = 5
MAX_TEXT = 200
MAX_PAGE = 1000

LIST_KEYS = (
    "city", "outside", "place", "sector", "subsector", "type", "status", "rung", "value", "scope", "party",
    "mechanism", "person", "source", "lang", "review", "dated", "kind", "lane",
)  # fmt: skip
KEYS = (
    "city", "outside", "place", "sector", "subsector", "type", "status", "rung", "value", "total", "binding", "scope",
    "party", "mechanism", "person", "source", "lang", "review", "dated", "kind", "lane", "q", "from", "to", "last",
    "min", "view", "sort", "order", "page",
)  # fmt: skip
"""Every key, in the canonical order of an address."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # 2026-11-25
LAST = re.compile(r"([1-9]\d{0,3})([dmy])")  # 90d, 12m, 1y
NUMBER = re.compile(r"\d{1,15}(\.\d{1,2})?")  # 100000000
PAGE = re.compile(r"\d{1,9}")  # 3
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # NUL, newline, bidi override
ATTRIBUTES = {"from": "from_on", "to": "to_on", "min": "min_hkd"}
"""Keys whose attribute has another name."""


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
