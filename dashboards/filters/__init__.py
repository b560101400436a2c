"""The query string -> one frozen Filters: the same for page, chart, JSON, spreadsheet and feed.

Pure: no database, no clock. What a value may be is known from closed lists here
and from ``Known``, the register's slugs, which the caller hands in. Every value
that cannot be used becomes a ``Fault``; pages show it and drop the key, outputs
refuse the request with it (docs/design.md, section 6).
"""

from dashboards.filters.chosen import Filters
from dashboards.filters.keys import CITIES, CLOSED, KEYS, LIST_KEYS, REGISTERED, SECTORS, SORTS, start_of_last
from dashboards.filters.parsing import Fault, Known, Parsed, parse

__all__ = [
    "CITIES",
    "CLOSED",
    "KEYS",
    "LIST_KEYS",
    "REGISTERED",
    "SECTORS",
    "SORTS",
    "Fault",
    "Filters",
    "Known",
    "Parsed",
    "parse",
    "start_of_last",
]
