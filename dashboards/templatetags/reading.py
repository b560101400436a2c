"""How templates write numbers, money, days, words and addresses."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.translation import get_language

from articles.actions.clustering.records import span_of
from articles.models import Deal, Milestone
from articles.pipeline.text import detect_language
from dashboards import formats, words
from dashboards.counted import counted, is_quoted
from dashboards.filters import Filters
from dashboards.panels.numbers import signed_number
from dashboards.panels.records import Panel
from dashboards.queries import finding
from dashboards.queries.basis import Basis
from dashboards.queries.news import public_excerpt
from dashboards.queries.passages import Piece
from dashboards.queries.rows import local_summary, local_title

register = template.Library()

register.filter("whole", formats.whole)
register.filter("local_summary", local_summary)
register.filter("local_title", local_title)
register.filter("listed", formats.listed)
register.filter("counted", counted)
register.filter("is_quoted", is_quoted)
register.filter("percent", formats.percent)
register.filter("moment", formats.moment_text)
register.filter("month", formats.month_text)
register.filter("signed", signed_number)

WORDS = {
    "type": words.TYPES,
    "origin": words.ORIGINS,
    "status": words.STATUSES,
    "status_meaning": words.STATUS_MEANINGS,
    "rung": words.RUNGS,
    "scope": words.SCOPES,
    "review": words.REVIEWS,
    "lang": words.LANGS,
    "kind": words.KINDS,
    "tag_kind": words.TAG_KINDS,
    "lane": words.LANES,
    "role": words.ROLES,
    "basis": words.BASES,
    "field": words.FIELDS,
    "key": words.FILTER_KEYS,
    "unit": words.UNITS,
    "outcome": words.OUTCOMES,
    "no_deal": words.NO_DEALS,
    "tier": words.TIERS,
    "mechanism_kind": words.MECHANISM_KINDS,
    "mechanism_status": words.MECHANISM_STATUSES,
}


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file: hashed once the files are collected, plain before that."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return settings.STATIC_URL + path


@register.filter
def basis(panel: Panel, bases: Mapping[Filters, Basis]) -> Basis | None:
    """What the deals that a figure counts rest on; None where it counts none."""
    return bases.get(panel.told) if panel.told is not None else None


@register.filter
def or_more(number: int, is_more: bool) -> str:
    """A number, with a plus sign where it is only known to be at least so large."""
    return formats.whole(number) + ("+" if is_more else "")


@register.simple_tag
def plotly_words() -> str:
    """The attribute that names Plotly's own words in the page's language; nothing in English, which it speaks."""
    language = get_language() or "en"
    if language == "en":
        return ""
    return format_html(' data-words="{}"', asset(f"npm/plotly-{language}.json"))


@register.filter
def interval(seconds: int) -> str:
    """``every 15 minutes``."""
    return formats.interval_text(seconds)


@register.filter
def is_overdue(told: Milestone | Deal, today: date) -> bool:
    """Whether it was told as something to come, and the last day that it may have meant has passed without news."""
    day = told.agreed_on if isinstance(told, Deal) else told.happened_on
    if day is None or told.status not in ("talks", "planned") or (isinstance(told, Deal) and told.is_superseded):
        return False
    span = span_of(day.isoformat(), told.date_precision)
    return span is not None and span.last < today


@register.filter
def lang_of(name: str) -> str:
    """The ``lang`` attribute of a name that is in another script than the page; nothing where it fits.

    ``<span{{ row.publisher|lang_of }}>``: in a Chinese page a name in Latin letters is English or Portuguese, in
    any other page a name with Chinese characters is Traditional or Simplified Chinese; in a Portuguese page a name with
    English words is English.
    """
    found = _foreign(str(name or ""), get_language() or "en")
    return format_html(' lang="{}"', found) if found else ""


ENGLISH_SIGNS = frozenset(
    ["of", "the", "and", "for", "between", "on", "in", "with", "via", "week", "mechanism", "scheme", "news", "report"]
)
"""Words by which a name in a Portuguese page is known for English."""


@lru_cache(maxsize=4096)
def _foreign(name: str, page: str) -> str:
    has_han = any("\u3400" <= sign <= "\u9fff" for sign in name)
    if page == "pt" and not has_han:
        return "en" if ENGLISH_SIGNS.intersection(name.lower().split()) else ""
    if has_han == page.startswith("zh") or not any(sign.isalpha() for sign in name):
        return ""
    language = detect_language(name)
    if has_han:
        return language if language in ("zh-Hant", "zh-Hans") else "zh-Hant"
    return "pt" if language == "pt" else "en"


@register.filter
def money(amount: Any, currency: str = "HKD") -> str:
    """A short amount in a currency."""
    return formats.money(amount, currency)


@register.filter
def stated_money(deal: Any) -> str:
    """The amount of a deal in its own currency, with its bound; no line ends within it."""
    return formats.unbroken(formats.bounded_money(deal.amount, deal.currency, deal.amount_bound, deal.amount_max))


@register.filter
def hkd_money(row: Any) -> str:
    """The amount of a deal row in HK dollars, with its bound; no line ends within it."""
    return formats.unbroken(formats.bounded_money(row.amount_hkd, "HKD", row.deal.amount_bound, row.amount_max_hkd))


@register.filter(expects_localtime=True)
def day(value: Any, precision: str = "day") -> str:
    """A day as far as it is known; of a moment the day in Hong Kong."""
    return formats.day_text(value, precision)


@register.filter
def stated_day(value: Any) -> str:
    """A day of the register, written ``2018-10-24``, ``2018-10`` or ``2018``, as readers write it."""
    return formats.stated_day(str(value or ""))


@register.filter
def unbroken(text: str) -> str:
    """A text that stays on one line inside a longer one; a range may break after its dash."""
    return formats.unbroken(str(text))


@register.filter
def language_word(code: str) -> str:
    """A language code in words, in the reader's language: Traditional Chinese for ``zh-HK``, German for ``de``."""
    return words.language_name(str(code or ""))


@register.filter
def word(value: str, words_of: str) -> str:
    """A value of a closed list in words: ``{{ deal.type|word:"type" }}``."""
    return _word(words_of, value or "", get_language() or "") if value or words_of == "outcome" else ""


@lru_cache(maxsize=2048)
def _word(words_of: str, value: str, language: str) -> str:
    return words.in_words(WORDS[words_of], value)


@register.filter
def finer(subtype: str) -> str:
    """What a deal's finer type adds to its type, in words; nothing where it says the same."""
    return str(words.SUBTYPES.get(subtype or "", ""))


@register.simple_tag
def colon() -> str:
    """The colon between a name and its value, with the space that the language puts after it."""
    return formats.colon()


@register.simple_tag
def gap() -> str:
    """What stands between two sentences: a space, in Chinese nothing."""
    return formats.gap()


@register.filter
def rate(value: Any) -> str:
    """An exchange rate with two to four digits after the point: 7.80, 7.1988."""
    return formats.rate(value)


@register.filter
def apart(items: Any) -> str:
    """Names that may hold commas of their own, in one line."""
    return formats.apart(items)


@register.filter
def quoted(text: str, lang: str) -> str:
    """A quotation in the marks of its own language."""
    return formats.quoted(text, lang)


@register.filter
def within_quotation(text: str, lang: str) -> str:
    """The words of a ``q`` element, whose marks are the style sheet's: marks of their own a level down."""
    return formats.within_quotation(str(text), lang)


@register.filter
def host(url: str) -> str:
    """The host of an address, to be shown beside an outside link."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@register.filter
def web_address(url: str) -> str:
    """An address that may stand in a link: absolute http or https; else nothing (THREATS W03)."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    clean = url.isprintable() and " " not in url
    return url if parts.scheme in ("http", "https") and parts.hostname and not parts.username and clean else ""


@register.filter
def marked(text: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """A text cut into pieces where searched words stand; each piece is escaped when it is shown."""
    return finding.marked(text, terms)


@register.filter
def snippet(article: Any, terms: Sequence[str]) -> tuple[Piece, ...]:
    """The part of an article's public excerpt around the first searched word; needs ``text_length`` on the row."""
    return finding.snippet(public_excerpt(article.excerpt, article.text_length), terms)


@register.simple_tag
def oembed_link(panel: str, filters: Filters) -> str:
    """Where other programs read how a figure is embedded (oembed.com, discovery)."""
    figure = f"{settings.SITE_URL}{reverse('embed', args=[panel])}{filters.query()}"
    address = f"{settings.SITE_URL}{reverse('oembed')}?{urlencode({'url': figure, 'format': 'json'})}"
    return format_html('<link rel="alternate" type="application/json+oembed" href="{}" title="oEmbed">', address)


@register.simple_tag
def comma(loop: Mapping[str, Any]) -> str:
    """What stands after a thing of a list in a loop, nothing after the last: ``{% comma forloop %}``."""
    return "" if loop["last"] else formats.separator()


register.simple_tag(formats.separator, name="separator")


@register.simple_tag
def having(filters: Filters, **changes: Any) -> str:
    """The query string with other values: ``{% having filters sort="-amount" %}``."""
    return filters.having(**changes).query() or "?"


@register.simple_tag
def having_list(filters: Filters, key: str, value: str) -> str:
    """The query string with one value for a list key: ``{% having_list filters "kind" "deal" %}``."""
    return filters.having(**{key: (value,)}).query()


@register.simple_tag
def without(filters: Filters, key: str, value: str = "") -> str:
    """The query string without one value."""
    return filters.without(key, value).query() or "?"


class _Orjson:
    """A JSON encoder for Django's ``json_script``; orjson knows dates and is quicker."""

    def __init__(self, **options: Any) -> None:
        """Django's options mean nothing here."""

    def encode(self, value: Any) -> str:
        """The value as JSON text."""
        return orjson.dumps(value).decode()


@register.simple_tag
def figure_script(panel: Any) -> str:
    """The figure's data in the page, where no text can leave the element (THREATS W05)."""
    return json_script(panel.data, f"figure-{panel.slug}", encoder=_Orjson)


class _ScriptData:
    """JSON that may stand in a script element: no character of it can end the element (as ``json_script`` does)."""

    ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})

    def __init__(self, value: dict[str, Any]) -> None:
        self.value = value

    def __html__(self) -> str:
        """The escaped text, which Django's templates take as it is."""
        return orjson.dumps(self.value).decode().translate(self.ESCAPES)


@register.simple_tag
def linked_data(value: dict[str, Any]) -> str:
    """What a page tells machines (JSON-LD): escaped as the data of figures are, with the type that is looked for."""
    return format_html('<script type="application/ld+json">{}</script>', _ScriptData(value))
