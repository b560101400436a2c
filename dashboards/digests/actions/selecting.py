"""What happened in a period that one subscription asks for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar
from urllib.parse import parse_qsl
from uuid import uuid4

from django.db.models import Q
from django.utils.translation import gettext, override

from articles.models import Deal, DealEvent
from articles.models.deal import REJECTION, RETURN, SOURCED_REVIEWS
from articles.pipeline.vocabulary import STATUSES
from dashboards import formats
from dashboards.digests.composing import Item, Letter, Mail, compose
from dashboards.filters import Filters, Known, parse
from dashboards.filters.keys import FREE
from dashboards.queries.freshness import generations
from dashboards.queries.register import NAMED_ONE_BY_ONE, register
from dashboards.queries.rows import DealRow
from dashboards.queries.selection import deals
from dashboards.words import DATED, LANGS, REVIEWS, RUNGS, SCOPES, TYPES, VALUES, in_words
from dashboards.words import STATUSES as STATUS_WORDS

CLOSED_LISTS = {
    "type": TYPES, "status": STATUS_WORDS, "rung": RUNGS, "scope": SCOPES, "review": REVIEWS, "lang": LANGS,
    "value": VALUES, "dated": DATED,
}  # fmt: skip
WITHDRAWALS = Q(event__startswith=REJECTION) | Q(event__startswith=RETURN)


@dataclass(frozen=True)
class Happening:
    """One event of one deal, or the news of one article."""

    deal_id: int | None
    event: str
    article_id: int | None = None

    @property
    def is_withdrawal(self) -> bool:
        """Whether the deal was taken away by a curator, or came back."""
        return self.event.startswith((REJECTION, RETURN))


Rise = tuple[tuple[str, str], int, int]
"""A pair of cities, its deals of late and those of the time before."""

MAX_KEPT = 200
"""Different mails, and lists of items, that one run remembers."""

K = TypeVar("K")
V = TypeVar("V")


def remember(kept: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """What is kept under the key; made where it is not, and what was not asked for longest forgotten."""
    if key in kept:
        kept[key] = kept.pop(key)
    else:
        if len(kept) >= MAX_KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = make()
    return kept[key]


@dataclass
class Notebook:
    """What one run has read and written already: subscribers with the same filters and language share it.

    ``placeholder`` stands for the digest's id in a shared mail; nobody outside can know it.
    """

    placeholder: str = field(default_factory=lambda: str(uuid4()))
    mails: dict[Letter, Mail] = field(default_factory=dict)
    items: dict[tuple[str, date | None, tuple[Happening, ...]], tuple[Item, ...]] = field(default_factory=dict)
    happenings: dict[tuple[str, datetime, datetime], list[Happening]] = field(default_factory=dict)
    rows: dict[tuple[str, int], DealRow] = field(default_factory=dict)
    curated: dict[int, tuple[str, ...]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    policy: dict[tuple[str, datetime, datetime], list[Happening]] = field(default_factory=dict)
    article_items: dict[tuple[str, tuple[int, ...]], tuple[Item, ...]] = field(default_factory=dict)
    rising: dict[tuple[str, date], tuple[Rise, ...]] = field(default_factory=dict)
    withdrawals: dict[tuple[datetime, datetime], list[Happening]] = field(default_factory=dict)

    def compose(self, letter: Letter, *, digest_id: str) -> Mail:
        """The mail of a letter that was written with the placeholder, for one digest."""
        mail = remember(self.mails, letter, lambda: compose(letter))
        text, html = (body.replace(self.placeholder, digest_id) for body in (mail.text, mail.html))
        return Mail(mail.subject, text, html)

    def filter_words(self, query: str, *, language: str) -> str:
        """The filters in words, in a language."""
        if (language, query) not in self.words:
            with override(language):
                self.words[language, query] = filter_words(query)
        return self.words[language, query]


def canonical_filters(query: str) -> str:
    """The part of a query string that a subscription keeps: what is asked for, not the period, order or page."""
    return kept_filters(query).query().removeprefix("?")


def kept_filters(query: str) -> Filters:
    """The filters of a subscription; values that are no longer usable are dropped."""
    found = parse(parse_qsl(query.removeprefix("?"), max_num_fields=100), Known()).filters
    return found.having(from_on=None, to_on=None, last="", view="", sort="-date", order="", kind=(), lane=())


def happenings(filters: str, *, after: datetime, until: datetime, notebook: Notebook) -> list[Happening]:
    """The events in ``(after, until]`` of sourced deals that the filters select, oldest first.

    Signals are told too unless the filters name a status. Starter rows are
    history: that they were loaded is no news.
    """
    key = (filters, after, until)
    if key not in notebook.happenings:
        wanted = kept_filters(filters)
        wanted = wanted if wanted.status else wanted.having(status=STATUSES)
        events = DealEvent.objects.filter(
            happened_at__gt=after, happened_at__lte=until, deal__in=deals(wanted, until.date()).sourced()
        ).exclude(Q(event="new", deal__is_starter=True) | WITHDRAWALS)
        found = events.order_by("happened_at", "pk").values_list("deal_id", "event")
        notebook.happenings[key] = [Happening(*row) for row in found]
    return notebook.happenings[key]


def happenings_of(deal: Deal, *, after: datetime, until: datetime) -> list[Happening]:
    """The changes of status and the corrections of one sourced deal in ``(after, until]``, oldest first."""
    found = DealEvent.objects.filter(deal=deal, happened_at__gt=after, happened_at__lte=until)
    found = found.exclude(Q(event="new") | WITHDRAWALS)
    is_sourced = deal.review in SOURCED_REVIEWS
    rows = found.order_by("happened_at", "pk").values_list("deal_id", "event") if is_sourced else ()
    return [Happening(*row) for row in rows]


def filter_words(query: str, *, with_free_words: bool = True) -> str:
    """The filters of a subscription in words, in the active language; empty for everything.

    Without free words nothing stands there that somebody typed: of it is told that it is there.
    """
    held = register(generations()[1])
    parts = []
    wanted = kept_filters(query)
    asked = wanted if with_free_words else wanted.having(q="", **dict.fromkeys(FREE, ()))
    for key, value in asked.pairs():
        if key in ("city", "outside", "place", "sector", "subsector", "mechanism"):
            parts.append(held.wide_name(key, value))
        elif key in NAMED_ONE_BY_ONE:
            parts.append(held.name_of_one(NAMED_ONE_BY_ONE[key], value))
        elif key == "binding":
            parts.append(gettext("binding only"))
        elif key == "min":
            parts.append(gettext("%(amount)s or more") % {"amount": formats.money(Decimal(value))})
        elif key == "total":
            parts.append(gettext("counted in totals only"))
        else:
            parts.append(in_words(CLOSED_LISTS.get(key, {}), value))
    if asked != wanted:
        parts.append(gettext("words of your own"))
    return formats.listed(parts)
