"""Deals as flat records: what lists, JSON, spreadsheets and feeds show of a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, override

from articles.models import Deal, DealReport, Evidence, Milestone, Party, Tag
from dashboards.filters import CITIES, SECTORS
from dashboards.formats import is_chinese
from dashboards.queries.quoting import distance, most_telling
from dashboards.queries.selection import HKD_PER_USD, HONG_KONG

TITLES = ("title", "title_zh_hant", "title_zh_hans", "title_pt")


@dataclass(frozen=True)
class Name:
    """A tag as a row shows it."""

    kind: str
    slug: str
    name: str


@dataclass(frozen=True)
class PartyName:
    """A party: its name as given; the slug and kind of its tag where one is known.

    ``local`` is what readers are shown, on a page, in a mail or in a file: the register's name, where it has one, on a
    Chinese page and, elsewhere, in place of a name in Chinese.
    """

    name: str
    role: str
    slug: str = ""
    kind: str = ""
    local: str = ""


@dataclass(frozen=True)
class Source:
    """One report of a deal: who published it, where, when (Hong Kong time), and the words that prove it.

    ``says`` tells how much these words say, 0 where they are but its headline (``quoting.Words``).
    """

    publisher: str
    url: str
    published_at: datetime | None
    published_on: date | None
    lang: str
    quote: str | None
    article_id: int | None
    title: str = ""
    tier: str = ""
    says: int = 0


@dataclass(frozen=True)
class DealRow:
    """One deal with everything that lists and exports show; ``amount_hkd`` is converted at the peg."""

    deal: Deal
    title: str
    lang: str
    cities: tuple[Name, ...]
    outside: tuple[Name, ...]
    sectors: tuple[Name, ...]
    subsectors: tuple[Name, ...]
    parties: tuple[PartyName, ...]
    actors: tuple[PartyName, ...]
    sources: tuple[Source, ...]
    amount_hkd: Decimal | None
    amount_max_hkd: Decimal | None

    @property
    def quoted(self) -> Source | None:
        """The report whose words stand for the deal: in the active language, else in the title's; of these the one
        that says most. The first report where none has words."""
        reader = get_language() or "en"
        spoken = [source for source in self.sources if source.quote]
        if not spoken:
            return next(iter(self.sources), None)
        return min(spoken, key=lambda s: (distance(s.lang, reader=reader, title=self.lang), -s.says))


_OF_REPORTS = (
    *(field.name for field in DealReport._meta.concrete_fields if field.name != "fields"),
    *(f"article__{name}" for name in ("publisher", "url", "published_at", "title")),
)
"""What a row shows of a report and its article: an article has thirty columns, several of them to be parsed."""


def deal_rows(deals: QuerySet[Deal] | Iterable[Deal], *, with_quotes: bool = False) -> list[DealRow]:
    """Read deals into rows with a fixed number of queries, however many there are; the order is kept."""
    reports = DealReport.objects.select_related("article").only(*_OF_REPORTS).order_by("published_on", "pk")
    if with_quotes:
        reports = reports.prefetch_related(Prefetch("evidence", Evidence.objects.order_by("pk")))
    found = deals.select_related("mechanism").prefetch_related(
        Prefetch("tags", Tag.objects.defer("facts")),
        Prefetch("parties", Party.objects.select_related("tag").defer("tag__facts").order_by("position", "pk")),
        Prefetch("reports", reports),
    )
    return [as_row(deal, with_quotes=with_quotes) for deal in found]


def points(deals: QuerySet[Deal]) -> list[DealRow]:
    """Deals with nothing but what a point of a chart needs; one query."""
    columns = (
        *TITLES,
        "lang",
        "slug",
        "status",
        "rung",
        "review",
        "is_superseded",
        "filed_on",
        "date_precision",
        "is_filed_by_report",
    )
    money = ("amount", "amount_max", "currency", "amount_usd", "rate")
    found = []
    for deal in deals.only(*columns, *money):
        title, lang = local_title(deal)
        found.append(DealRow(deal, title, lang, (), (), (), (), (), (), (), in_hkd(deal.amount, deal), None))
    return found


def as_row(deal: Deal, *, with_quotes: bool) -> DealRow:
    """One prefetched deal as a row."""
    names = [Name(tag.kind, tag.slug, tag.name) for tag in deal.tags.all()]
    parties = [_party(party) for party in deal.parties.all()]
    sources = tuple(_source(report, with_quotes) for report in deal.reports.all())
    title, lang = _title_for_reader(deal, sources)
    cities = {said: tag.name for tag in deal.tags.all() if tag.kind == "city" for said in _names_of(tag)}
    return DealRow(
        deal=deal,
        title=title,
        lang=lang,
        cities=_in_order(names, "city", CITIES),
        outside=_in_order(names, "outside", ()),
        sectors=_in_order(names, "sector", SECTORS),
        subsectors=_in_order(names, "subsector", ()),
        parties=tuple(p for p in parties if p.role == Party.Role.SIGNATORY),
        actors=tuple(
            replace(p, local=cities.get(p.name.casefold(), p.local)) for p in parties if p.role != Party.Role.SIGNATORY
        ),
        sources=sources,
        amount_hkd=in_hkd(deal.amount, deal),
        amount_max_hkd=in_hkd(deal.amount_max, deal),
    )


def _party(party: Party) -> PartyName:
    """A party with its tag, which was read with it."""
    tag = party.tag
    if tag is None:
        return PartyName(party.name, party.role, local=party.name)
    return PartyName(party.name, party.role, tag.slug, tag.kind, local_party(party.name, tag))


def local_party(name: str, tag: Tag) -> str:
    """What readers are shown of a party: the register's name on a Chinese page and where the source wrote in another
    script, else the source's."""
    is_chinese_page = is_chinese()
    has_other_script = is_chinese_page != any("\u3400" <= sign <= "\u9fff" for sign in name)
    known = tag.name_zh_hant if is_chinese_page else tag.name_en
    return tag.name if known and (is_chinese_page or has_other_script) else name


def _names_of(tag: Tag) -> tuple[str, ...]:
    """What a tag is called in any language."""
    return tuple(name.casefold() for name in (tag.name_en, tag.name_zh_hant, tag.name_zh_hans, tag.name_pt) if name)


_READ_BY = {"en": ("en",), "zh-hant": ("zh-Hant", "zh-Hans"), "zh-hans": ("zh-Hans", "zh-Hant"), "pt": ("pt",)}
"""The languages of titles that the readers of a page read, their own first."""


def _title_for_reader(deal: Deal, sources: Sequence[Source]) -> tuple[str, str]:
    """``local_title``, else the title of a report in a language that the reader reads.

    A title that stands on none of the reports was worded by a person, and no headline takes its place.
    """
    title, lang = local_title(deal)
    read = _READ_BY.get(get_language() or "en", ("en",))
    if deal.is_starter or lang in read or all(source.title[:300] != title for source in sources):
        return title, lang
    told = [source for source in sources if source.title and source.lang in read]
    best = min(told, key=lambda source: read.index(source.lang), default=None)
    return (best.title, best.lang) if best else (title, lang)


def local_title(row: Any) -> tuple[str, str]:
    """The title of a deal or milestone in the active language where there is one, and its language.

    Readers of Chinese get the other script before another language.
    """
    active = get_language() or "en"
    scripts = ((row.title_zh_hant, "zh-Hant"), (row.title_zh_hans, "zh-Hans"))
    if active.startswith("zh"):
        for title, lang in scripts if active == "zh-hant" else scripts[::-1]:
            if title:
                return title, lang
    if active == "pt" and row.title_pt:
        return row.title_pt, "pt"
    return row.title, getattr(row, "lang", "") or "en"


def local_summary(milestone: Milestone) -> tuple[str, str]:
    """The summary of a milestone in the active language where there is one, and its language."""
    words = {
        "zh-hant": (milestone.summary_zh_hant, "zh-Hant"),
        "zh-hans": (milestone.summary_zh_hans, "zh-Hans"),
        "pt": (milestone.summary_pt, "pt"),
    }
    text, lang = words.get(get_language() or "en", ("", ""))
    return (text, lang) if text else (milestone.summary, "en")


def in_hkd(amount: Decimal | None, deal: Deal) -> Decimal | None:
    """An amount of this deal in HK dollars at the deal's own rate and the peg; None where no rate is known."""
    if amount is None:
        return None
    if deal.currency == "HKD":
        return amount
    if deal.amount_usd is None or not deal.rate:
        return None
    usd = deal.amount_usd if amount == deal.amount else amount / deal.rate
    return (usd * HKD_PER_USD).quantize(Decimal("0.01"))


def deal_json(row: DealRow) -> dict[str, Any]:
    """A row as the JSON outputs give it (docs/design.md, 6); addresses are whole and without a language."""
    deal = row.deal
    return {
        "slug": deal.slug,
        "url": site_url("deal", deal.slug),
        "title": row.title,
        "type": deal.type,
        "rung": deal.rung,
        "status": deal.status,
        "scope": deal.scope or None,
        "review": deal.review,
        "parties": [party.local for party in row.parties],
        "cities": [name.slug for name in row.cities],
        "outside": [name.slug for name in row.outside],
        "sectors": [name.slug for name in row.sectors],
        "mechanism": deal.mechanism.slug if deal.mechanism else None,
        "mechanism_name": (deal.mechanism.name if deal.mechanism else deal.mechanism_name) or None,
        "amount": number(deal.amount),
        "amount_max": number(deal.amount_max),
        "currency": deal.currency or None,
        "amount_bound": deal.amount_bound or None,
        "amount_usd": number(deal.amount_usd),
        "amount_hkd": money_number(row.amount_hkd),
        "rate": float(deal.rate) if deal.rate is not None else None,
        "rate_on": deal.rate_on or None,
        "counts": deal.counts,
        "date": partial_date(deal.agreed_on, deal.date_precision),
        "date_precision": deal.date_precision,
        "date_basis": deal.date_basis,
        "filed_on": deal.filed_on.isoformat() if deal.filed_on else None,
        "is_filed_by_report": deal.is_filed_by_report,
        "is_bundle": deal.is_bundle,
        "is_starter": deal.is_starter,
        "reports": deal.report_count,
        "subsectors": [name.slug for name in row.subsectors],
        "sources": [
            {
                "publisher": source.publisher,
                "url": source.url,
                "published_at": _moment(source),
                "quote": source.quote,
            }
            for source in row.sources
        ],
    }


def partial_date(day: date | None, precision: str) -> str | None:
    """A date as far as it is known: 2026, 2026-11, 2026-11-25; a quarter as its first month."""
    if day is None or precision == "unknown":
        return None
    return day.isoformat()[: {"year": 4, "quarter": 7, "month": 7}.get(precision, 10)]


def number(value: Decimal | None) -> int | float | None:
    """A decimal as the plainest JSON number."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def money_number(value: Decimal | None) -> int | float | None:
    """An amount of money as JSON gives it: to the cent. What converted rows add up to has more places."""
    return None if value is None else number(value.quantize(Decimal("0.01")))


def site_url(name: str, *args: Any) -> str:
    """The whole address of a page, in the language without a prefix (THREATS M13: from the settings alone)."""
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse(name, args=args)


def _moment(source: Source) -> str | None:
    if source.published_at:
        return source.published_at.astimezone(HONG_KONG).isoformat(timespec="seconds")
    return source.published_on.isoformat() if source.published_on else None


def _source(report: DealReport, with_quotes: bool) -> Source:
    article = report.article
    words = most_telling(report.evidence.all(), article.title if article else "") if with_quotes else None
    return Source(
        publisher=report.publisher or (article.publisher if article else ""),
        url=report.url or (article.url if article else ""),
        published_at=article.published_at if article else None,
        published_on=report.published_on,
        lang=report.lang,
        quote=words.text if words else None,
        article_id=report.article_id,
        title=article.title if article else "",
        tier=report.tier,
        says=words.says if words else 0,
    )


def _in_order(names: list[Name], kind: str, order: tuple[str, ...]) -> tuple[Name, ...]:
    """The names of one kind, in the house's order."""
    place = {slug: n for n, slug in enumerate(order)}
    return tuple(sorted((n for n in names if n.kind == kind), key=lambda n: (place.get(n.slug, len(place)), n.slug)))
