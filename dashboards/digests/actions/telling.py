"""How a letter tells what happened: deals as items, in their groups."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from articles.models import Deal
from articles.models.deal import COUNTED_STATUSES, ENDED_STATUSES, REJECTION, RETURN, SIGNAL_STATUSES
from dashboards import formats
from dashboards.corrected import field_in_words
from dashboards.digests.actions.correcting import Change, curated_of, reject_reasons, strike_out_what_came_to_nothing
from dashboards.digests.actions.selecting import Happening, Notebook, remember
from dashboards.digests.composing import GROUPS, Item
from dashboards.queries.freshness import generations
from dashboards.queries.register import register
from dashboards.queries.rows import DealRow, deal_rows
from dashboards.queries.selection import HONG_KONG
from dashboards.words import RUNGS, TYPES, in_words
from dashboards.words import STATUSES as STATUS_WORDS

MAX_QUOTE = 320
MAX_TITLE = 200
MAX_NAMES = 6

EARLIER = timedelta(days=45)
"""What happened so long before a mail's period is no news, however late it was found."""


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
        reasons = reject_reasons(row.deal.pk for row, _, group in rows if group == "withdrawn")
        return in_order(
            _withdrawn(row, reasons.get(row.deal.pk, ""))
            if group == "withdrawn"
            else item_of(row, event, group, curated=notebook.curated[row.deal.pk], changes=changes.get(row.deal.pk, ()))
            for row, event, group in sorted(rows, key=_place)
        )


def _place(told: tuple[DealRow, str, str]) -> tuple[Decimal | int, str]:
    """Where a deal stands in its group: by its sum, where it is from earlier by its day."""
    row, event, group = told
    if group == "earlier":
        return (-(_day_of(row, event) or date.min).toordinal(), row.title)
    return (-(row.amount_hkd or Decimal(0)), row.title)


def most_telling(events: list[str]) -> str:
    """Of one deal's events the one that is told; of a kind the latest. What is rejected has no other news."""
    for kind in (REJECTION, "new", "status:", RETURN, "correction:"):
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


def _withdrawn(row: DealRow, reason: str) -> Item:
    """A deal that was taken away: what it was called and why it went; of its sum and its words nothing."""
    item = item_of(row, REJECTION, "withdrawn")
    told = gettext("You were told of it; it stands in no list and no total any more.")
    return replace(
        item,
        words=(gettext("withdrawn"), reason) if reason else (gettext("withdrawn"),),
        money="",
        amount_hkd=None,
        is_counted=False,
        quote="",
        changes=(told,),
    )


def group_of(row: DealRow, event: str, news_from: date | None = None) -> str:
    """Where an item stands in its section; ``earlier`` for what happened before ``news_from``.

    A correction or withdrawal is news of our own, however old its deal is.
    """
    deal = row.deal
    if event.startswith(REJECTION):
        return "withdrawn"
    if event.startswith(("correction:", RETURN)):
        return "corrected"
    if news_from and (day := _day_of(row, event)) and day < news_from:
        return "earlier"
    if event.startswith("status:"):
        return "stalled" if deal.status in ENDED_STATUSES else "advanced"
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
    """The deal's day as far as it is known; where it has none, or it was still to come, that of its first report."""
    is_dated = deal.agreed_on and deal.date_precision != "unknown"
    stated = formats.day_text(deal.agreed_on, deal.date_precision) if is_dated else ""
    if not deal.filed_on or (is_dated and not deal.is_filed_by_report):
        return stated
    reported = gettext("≈ reported %(day)s") % {"day": formats.day_text(deal.filed_on)}
    return f"{reported} · " + gettext("due %(day)s") % {"day": stated} if stated else reported


def words_of(deal: Deal, event: str) -> tuple[str, ...]:
    """Type, status and rung in words, and the badges: not yet checked by a person, corrected, stands again."""
    words = [in_words(TYPES, deal.type), in_words(STATUS_WORDS, deal.status), in_words(RUNGS, deal.rung)]
    if deal.review == Deal.Review.UNREVIEWED:
        words.append(gettext("unreviewed"))
    if event.startswith("correction:"):
        words.append(gettext("corrected"))
    if event.startswith(RETURN):
        words.append(gettext("withdrawn before, stands again"))
    return tuple(dict.fromkeys(words))


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
