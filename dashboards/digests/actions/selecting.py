"""What happened in a period that one subscription asks for, and how a letter tells it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from articles.models import Deal, DealEvent
from articles.models.deal import COUNTED_STATUSES, SIGNAL_STATUSES, SOURCED_REVIEWS
from articles.pipeline.vocabulary import STATUSES
from dashboards import formats
from dashboards.corrected import field_in_words
from dashboards.digests.actions.correcting import Change, curated_of, strike_out_what_came_to_nothing
from dashboards.digests.composing import GROUPS, Item, Letter, Mail, compose
from dashboards.filters import Filters, Known, parse
from dashboards.filters.keys import FREE
from dashboards.queries.freshness import generations
from dashboards.queries.register import register
from dashboards.queries.rows import DealRow, deal_rows
from dashboards.queries.selection import HONG_KONG, deals
from dashboards.words import DATED, LANGS, REVIEWS, RUNGS, SCOPES, TYPES, VALUES, in_words
from dashboards.words import STATUSES as STATUS_WORDS

CLOSED_LISTS = {
    "type": TYPES, "status": STATUS_WORDS, "rung": RUNGS, "scope": SCOPES, "review": REVIEWS, "lang": LANGS,
    "value": VALUES, "dated": DATED,
}  # fmt: skip
MAX_QUOTE = 320
MAX_TITLE = 200
MAX_NAMES = 6

EARLIER = timedelta(days=45)
"""What happened so long before a mail's period is no news, however late it was found."""


@dataclass(frozen=True)
class Happening:
    """One event of one deal, or the news of one article."""

    deal_id: int | None
    event: str
    article_id: int | None = None


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
        ).exclude(event="new", deal__is_starter=True)
        found = events.order_by("happened_at", "pk").values_list("deal_id", "event")
        notebook.happenings[key] = [Happening(*row) for row in found]
    return notebook.happenings[key]


def happenings_of(deal: Deal, *, after: datetime, until: datetime) -> list[Happening]:
    """The changes of status and the corrections of one sourced deal in ``(after, until]``, oldest first."""
    found = DealEvent.objects.filter(deal=deal, happened_at__gt=after, happened_at__lte=until).exclude(event="new")
    is_sourced = deal.review in SOURCED_REVIEWS
    rows = found.order_by("happened_at", "pk").values_list("deal_id", "event") if is_sourced else ()
    return [Happening(*row) for row in rows]


def items_of(
    events: Iterable[Happening], *, language: str, notebook: Notebook, news_from: date | None = None
) -> tuple[Item, ...]:
    """The items of a section, one a deal, in the order of their groups, the largest sum first.

    Several events of one deal are told as the most telling of them: new, then
    a status, then a correction. What happened before ``news_from`` is told as
    found now, from earlier, the latest first.
    """
    wanted = tuple(events)
    if not wanted:
        return ()
    key = (language, news_from, wanted)
    return remember(notebook.items, key, lambda: _read_items(wanted, language, notebook, news_from))


def news_from(start: datetime) -> date:
    """The first day of what is news in a period that begins at ``start``."""
    return (start - EARLIER).astimezone(HONG_KONG).date()


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items in the order of their groups; within a group the order is kept."""
    return tuple(sorted(items, key=lambda item: GROUPS.index(item.group)))


def _read_items(
    events: tuple[Happening, ...], language: str, notebook: Notebook, news_from: date | None
) -> tuple[Item, ...]:
    by_deal: dict[int, list[str]] = {}
    for happening in events:
        if happening.deal_id is not None:
            by_deal.setdefault(happening.deal_id, []).append(happening.event)
    changes = strike_out_what_came_to_nothing(by_deal)
    missing = [pk for pk in by_deal if (language, pk) not in notebook.rows]
    with override(language):
        for row in deal_rows(Deal.objects.filter(pk__in=missing), with_quotes=True) if missing else []:
            notebook.rows[language, row.deal.pk] = row
        if unknown := by_deal.keys() - notebook.curated.keys():
            notebook.curated |= curated_of(unknown)
        found = [(row, most_telling(by_deal[pk])) for pk in by_deal if (row := notebook.rows.get((language, pk)))]
        rows = [(row, event, group_of(row, event, news_from)) for row, event in found]
        return in_order(
            item_of(row, event, group, curated=notebook.curated[row.deal.pk], changes=changes.get(row.deal.pk, ()))
            for row, event, group in sorted(rows, key=_place)
        )


def _place(told: tuple[DealRow, str, str]) -> tuple[Decimal | int, str]:
    """Where a deal stands in its group: by its sum, where it is from earlier by its day."""
    row, event, group = told
    if group == "earlier":
        return (-(_day_of(row, event) or date.min).toordinal(), row.title)
    return (-(row.amount_hkd or Decimal(0)), row.title)


def most_telling(events: list[str]) -> str:
    """Of one deal's events the one that is told; of several of a kind the latest."""
    for kind in ("new", "status:", "correction:"):
        if of_kind := [event for event in events if event.startswith(kind)]:
            return of_kind[-1]
    return events[-1]


def item_of(
    row: DealRow, event: str, group: str, *, curated: Iterable[str] = (), changes: Iterable[Change] = ()
) -> Item:
    """One deal as an item of a group, in the active language; its words are those of ``DealRow.quoted``.

    ``curated`` names the fields of ``TOLD_FIELDS`` that a curator has set, ``changes`` are what was corrected just now.
    """
    deal, quoted = row.deal, row.quoted
    set_fields = formats.listed(field_in_words(name) for name in curated)
    return Item(
        group=group,
        event=event,
        title=cut(row.title, MAX_TITLE),
        url=settings.SITE_URL + reverse("deal", args=[deal.slug]),
        status=deal.status,
        words=words_of(deal, event),
        parties=tuple(cut(party.local, 80) for party in row.parties[:MAX_NAMES]),
        cities=tuple(name.name for name in row.cities[:MAX_NAMES]),
        money=money_words(row),
        amount_hkd=row.amount_hkd,
        is_counted=deal.status in COUNTED_STATUSES,
        day=day_words(deal),
        quote=cut(quoted.quote, MAX_QUOTE) if quoted and quoted.quote else "",
        quote_lang=quoted.lang if quoted else "",
        publisher=cut(quoted.publisher, 80) if quoted else "",
        source_url=web_address(quoted.url) if quoted else "",
        source_domain=domain_of(quoted.url) if quoted else "",
        is_valued=deal.amount is not None,
        curated=gettext("Set by a curator: %(fields)s") % {"fields": set_fields} if set_fields else "",
        title_lang=row.lang,
        changes=tuple(change.in_words(register(generations()[1]).name) for change in changes),
    )


def group_of(row: DealRow, event: str, news_from: date | None = None) -> str:
    """Where an item stands in its section; ``earlier`` for what happened before ``news_from``.

    A correction is news of our own, however old its deal is.
    """
    deal = row.deal
    if event.startswith("correction:"):
        return "corrected"
    if news_from and (day := _day_of(row, event)) and day < news_from:
        return "earlier"
    if event.startswith("status:"):
        return "stalled" if deal.status in ("stalled", "cancelled") else "advanced"
    if deal.type == "policy_measure" and deal.status not in ("talks", "planned"):
        return "policy"
    return "signals" if deal.status in SIGNAL_STATUSES else "new"


def _day_of(row: DealRow, event: str) -> date | None:
    """When it happened, as late as can be: the end of the deal's day, month or year, yet no later than its latest
    report, which may tell of what is planned; a new status on the day of that report. None where nothing is known."""
    filed = None if event.startswith("status:") else row.deal.filed_until or row.deal.filed_on
    reported = max((source.published_on for source in row.sources if source.published_on), default=None)
    return min((day for day in (filed, reported) if day), default=None)


def money_words(row: DealRow) -> str:
    """The sum in its own currency with its bound, HK dollars beside it; or that none is stated."""
    deal = row.deal
    if deal.amount is None:
        return gettext("no value stated")
    stated = formats.bounded_money(deal.amount, deal.currency, deal.amount_bound, deal.amount_max)
    if deal.currency == "HKD" or row.amount_hkd is None:
        return stated
    return f"{stated} (≈ {formats.money(row.amount_hkd)})"


def day_words(deal: Deal) -> str:
    """The deal's day as far as it is known; else the day of its first report, marked."""
    if deal.agreed_on and deal.date_precision != "unknown":
        return formats.day_text(deal.agreed_on, deal.date_precision)
    return gettext("≈ reported %(day)s") % {"day": formats.day_text(deal.filed_on)} if deal.filed_on else ""


def words_of(deal: Deal, event: str) -> tuple[str, ...]:
    """Type, status and rung in words, and the badges: not yet checked by a person, corrected."""
    words = [in_words(TYPES, deal.type), in_words(STATUS_WORDS, deal.status), in_words(RUNGS, deal.rung)]
    if deal.review == Deal.Review.UNREVIEWED:
        words.append(gettext("unreviewed"))
    if event.startswith("correction:"):
        words.append(gettext("corrected"))
    return tuple(dict.fromkeys(words))


def filter_words(query: str, *, with_free_words: bool = True) -> str:
    """The filters of a subscription in words, in the active language; empty for everything.

    Without free words nothing stands there that somebody typed: of it is told that it is there.
    """
    held = register(generations()[1])
    parts = []
    wanted = kept_filters(query)
    asked = wanted if with_free_words else wanted.having(q="", **dict.fromkeys(FREE, ()))
    for key, value in asked.pairs():
        if key in ("city", "outside", "place", "sector", "subsector", "mechanism", "person"):
            parts.append(held.name(key, value))
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


def web_address(url: str) -> str:
    """The address if it is one that a mail may link to, else nothing (THREATS W03)."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        return ""
    return url if is_web and url.isprintable() and " " not in url and len(url) <= 2000 else ""


def domain_of(url: str) -> str:
    """The host that a link leads to, shown beside it (THREATS M11)."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if web_address(url) else ""


def cut(text: str, length: int) -> str:
    """Text of at most ``length`` characters."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
