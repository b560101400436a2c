"""What a mail says, before it is written: items, sections, the letter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

GROUPS = ("new", "advanced", "stalled", "withdrawn", "corrected", "signals", "policy", "earlier")
"""The order of a section: what changed of deals leads (``withdrawn`` is what we take back ourselves), then talks and
plans, then policy; last what was found now but happened long before the period."""


@dataclass(frozen=True)
class Item:
    """One deal as a reader is told of it. Texts are plain; ``amount_hkd`` is Hong Kong dollars or None.

    ``group`` is one of ``GROUPS``; ``status`` the closed-list value, the words
    beside it are what is shown, in the language of the letter; ``is_valued`` tells whether ``money`` is a sum,
    ``curated`` what a curator has set, which the source's words need not bear out, ``changes`` what a correction
    changed, each in words.
    """

    group: str
    event: str
    title: str
    url: str
    status: str
    words: tuple[str, ...]
    parties: tuple[str, ...]
    cities: tuple[str, ...]
    money: str
    amount_hkd: Decimal | None
    is_counted: bool
    day: str
    quote: str
    quote_lang: str
    publisher: str
    source_url: str
    source_domain: str
    is_valued: bool = True
    curated: str = ""
    title_lang: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rising:
    """A pair of cities with more deals in 30 days than in the 30 before."""

    names: str
    deals: int
    before: int
    url: str


@dataclass(frozen=True)
class Section:
    """What one subscription brings: its filters in words and its items, most important first.

    ``left_out`` counts what is not shown, kind by kind, in words.
    """

    filters: str
    items: tuple[Item, ...]
    left_out: tuple[str, ...] = ()
    rising: tuple[Rising, ...] = ()


@dataclass(frozen=True)
class Letter:
    """All that one mail says. ``first_day`` and ``last_day`` are days of the reader's zone, as is ``as_of`` in words.

    ``contact`` is an address that answers reach, ``postal`` the sender's address on paper, where there is one.
    Of a sample (``is_sample``), which is shown before anybody subscribes, both personal links lead to subscribing.
    """

    language: str
    frequency: str
    first_day: date
    last_day: date
    sections: tuple[Section, ...]
    site_url: str
    archive_url: str
    manage_url: str
    unsubscribe_url: str
    as_of: str
    contact: str
    postal: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class Mail:
    """A finished mail."""

    subject: str
    text: str
    html: str
