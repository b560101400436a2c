"""What a reader asks for, as one frozen record."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from dashboards.filters.keys import ALL_OF, ATTRIBUTES, KEYS, LIST_KEYS, plain, start_of_last


@dataclass(frozen=True)
class Filters:
    """What a reader asks for. Lists are sorted and without doubles; days are Hong Kong days, inclusive; min is HKD."""

    city: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    subsector: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    rung: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    total: bool = False
    binding: bool = False
    scope: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    mechanism: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    lane: tuple[str, ...] = ()
    q: str = ""
    from_on: date | None = None
    to_on: date | None = None
    last: str = ""
    min_hkd: Decimal | None = None
    view: str = ""
    sort: str = "-date"
    order: str = ""
    page: int = 1

    def period(self, today: date) -> tuple[date | None, date | None]:
        """First and last day asked for; ``last`` counts back from ``today``, which is its last day."""
        if self.from_on or self.to_on or not self.last:
            return self.from_on, self.to_on
        return start_of_last(self.last, today), today

    def fixed(self, today: date) -> "Filters":
        """The same with the days of its period in place of a count back from ``today``: what a citation names."""
        begin, end = self.period(today)
        return self.having(from_on=begin, to_on=end, last="", page=self.page) if self.last else self

    def pairs(self) -> list[tuple[str, str]]:
        """The query string as pairs, canonical order, without what is default."""
        pairs: list[tuple[str, str]] = []
        for key, attribute, default in _IN_ORDER:
            value: Any = getattr(self, attribute)
            if value == default:
                continue
            if default == ():
                pairs += [(key, item) for item in value]
            else:
                pairs.append((key, "1" if value is True else plain(value)))
        return pairs

    def query(self) -> str:
        """The canonical query string, with its question mark, or nothing."""
        encoded = "&".join([f"{key}={_quoted(value)}" for key, value in self.pairs()])
        return f"?{encoded}" if encoded else ""

    def having(self, **changes: Any) -> "Filters":
        """The same with other values; on the first page unless a page is named. Raises TypeError for another name.

        A page of matrices makes a thousand; ``dataclasses.replace`` takes five times as long.
        """
        if not changes.keys() <= _NAMES:
            raise TypeError(f"no such filters: {sorted(changes.keys() - _NAMES)}")
        other = object.__new__(Filters)
        other.__dict__.update(self.__dict__, **{"page": 1, **changes})
        return other

    def within(self, first: date, last: date, today: date) -> "Filters":
        """The same for the part of its period that lies between two days: what a cell of a table links to."""
        begin, end = self.period(today)
        return self.having(from_on=max(first, begin or first), to_on=min(last, end or last), last="")

    def counted(self) -> "Filters":
        """Those rows of the selection that stand in totals: signed or completed, sourced well enough, and without
        a next stage that stands there in their place."""
        return self.having(total=True, sort="-date", view="", order="")

    def plus(self, key: str, *values: str) -> "Filters":
        """The same narrowed by values of one list key (``city`` and ``party`` mean all of them)."""
        kept = getattr(self, key) if key in ALL_OF else ()
        return self.having(**{key: tuple(sorted({*kept, *values}))})

    def is_open_to(self, key: str, value: str) -> bool:
        """Whether ``plus`` only narrows by the value: where any of the chosen values will do, another one that was not
        chosen would take their place."""
        chosen = getattr(self, key)
        return key in ALL_OF or not chosen or value in chosen

    def without(self, key: str, value: str = "") -> "Filters":
        """The same without one value, or without the key."""
        attribute = ATTRIBUTES.get(key, key)
        if key in LIST_KEYS and value:
            return self.having(**{attribute: tuple(v for v in getattr(self, attribute) if v != value)})
        return self.having(**{attribute: DEFAULTS[key]})

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but view, orders and page is chosen."""
        return any(key not in ("view", "sort", "order", "page") for key, _ in self.pairs())

    def as_json(self) -> dict[str, Any]:
        """The filters as the JSON outputs repeat them: lists, text, numbers; only what is set."""
        answer: dict[str, Any] = {}
        for key, value in self.pairs():
            if key in LIST_KEYS:
                answer.setdefault(key, []).append(value)
            else:
                answer[key] = value
        return answer


DEFAULTS: dict[str, Any] = {
    key: next(f.default for f in fields(Filters) if f.name == ATTRIBUTES.get(key, key)) for key in KEYS
}
_NAMES = frozenset(field.name for field in fields(Filters))
_IN_ORDER = tuple((key, ATTRIBUTES.get(key, key), default) for key, default in DEFAULTS.items())
"""Key, attribute and default, in the canonical order."""


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """A value as it stands in a query string."""
    return quote_plus(value)
