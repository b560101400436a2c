"""Search, sources, coverage, about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from articles import reference
from articles.models import Article, ExchangeRate
from dashboards import formats, words
from dashboards.changes import CHANGES
from dashboards.exports.snapshots import snapshots
from dashboards.filters import Filters, parse
from dashboards.limits import may_search
from dashboards.measured import MEASUREMENT
from dashboards.panels import rankings
from dashboards.queries import finding, naming, operators, tag_counts, totals
from dashboards.queries import sources as queries
from dashboards.queries.counting import newest_keys, newest_of
from dashboards.queries.listing import REPLACED, counts_of, found_deals, rows_of
from dashboards.queries.news import ArticleRow, article_rows
from dashboards.queries.timeline import latest_milestones
from dashboards.reading import Reading, bounds, page, paged, show, too_often
from dashboards.views.deals import PAGE_SIZE, the_dataset
from dashboards.views.filterbar import chips, value_in_words, ways_out
from dashboards.views.news import MOST_COUNTED
from dashboards.views.places import SHOWN_MILESTONES
from dashboards.views.registers import ALL_STATUSES

SHOWN_DEALS = 20
SHOWN_CHOICES = 11


@page
def search(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Deals, articles and milestones that hold the words, in any script."""
    filters, today = reading.filters, reading.today
    if not filters.is_narrowed:
        return show(request, reading, "search.html", total=0)
    # With words it was counted before (dashboards.reading).
    if not filters.q and not may_search(request):
        return too_often(request, reading)
    if (asked := _as_filters(reading)) is not None:
        return redirect(reverse("search") + asked.query())
    wants_deals, wants_articles = (finding.is_asked_for(filters, kind) for kind in ("deal", "article"))
    found = found_deals(filters if filters.status else filters.having(status=ALL_STATUSES), today, finding.FACETED)
    articles = _found_articles(filters, today)
    is_first = not filters.kind and filters.page == 1
    dated = latest_milestones(filters, today, limit=SHOWN_MILESTONES, with_tags=False) if is_first else []
    is_empty = not found.count and not articles.count and not dated
    return show(
        request,
        reading,
        "search.html",
        deal_count=found.count,
        signal_count=0 if filters.status else found.signals,
        listed_count=found.count if filters.status else found.count - found.signals,
        article_count=articles.count,
        is_more=articles.is_more,
        wants_deals=wants_deals,
        wants_articles=wants_articles,
        deals=rows_of(found.keys[""][:SHOWN_DEALS]) if wants_deals and filters.page == 1 else [],
        milestones=dated,
        milestone_query=filters.having(kind=("milestone",)).query(),
        everywhere_query=filters.having(kind=()).query(),
        facets=_facets(reading, found.keys, articles.keys),
        faceted=finding.FACETED if max(found.count, articles.count) > finding.FACETED else 0,
        terms=naming.terms(filters.q),
        offered=offers(filters) if is_empty else [],
        chips=chips(reading),
        ways=ways_out(reading, lambda left: _found(left, today), most=3) if is_empty else [],
        **paged(
            _articles_here(articles, reading) if wants_articles else [],
            reading,
            articles.count if wants_articles else 0,
            PAGE_SIZE,
            is_more=articles.is_more and wants_articles,
        ),
    )


def _as_filters(reading: Reading) -> Filters | None:
    """The selection with the operators among its words ("city:macao") as filters; None where there are none."""
    rest, pairs = operators.apart(reading.filters.q, reading.register.known)
    if not pairs:
        return None
    return parse([*reading.filters.having(q="").pairs(), ("q", rest), *pairs], reading.register.known).filters


@dataclass(frozen=True)
class _FoundArticles:
    """What a search finds among articles: how many, up to ``MOST_COUNTED``, whether there are more, and the keys of
    the newest as in ``FoundDeals``."""

    count: int
    is_more: bool
    keys: dict[str, list[int]]


def _found_articles(filters: Filters, today: date) -> _FoundArticles:
    """The articles of a search; counted by themselves only where they are more than the facets look through."""
    selections = {"": filters, **{key: filters.without(key) for key in REPLACED if getattr(filters, key)}}
    keys = dict(zip(selections, newest_of(list(selections.values()), today, limit=finding.FACETED), strict=True))
    count = len(keys[""])
    if count == finding.FACETED:
        count = totals.article_count(filters, today, most=MOST_COUNTED)
    return _FoundArticles(min(count, MOST_COUNTED), count > MOST_COUNTED, keys)


def _articles_here(found: _FoundArticles, reading: Reading) -> list[ArticleRow]:
    """The articles on this page of the list, the newest first."""
    here = bounds(reading, PAGE_SIZE)
    if here.stop > finding.FACETED:
        keys = newest_keys(reading.filters, reading.today, limit=PAGE_SIZE, offset=here.start)
    else:
        keys = found.keys[""][here]
    told = Article.objects.filter(pk__in=keys).order_by("-listed_at", "-pk")
    return article_rows(told.annotate(text_length=Length("text")))


def _found(selections: Sequence[Filters], today: date) -> list[int]:
    """How many deals, signals and articles a search finds in each, of the kinds that are asked for."""
    told = counts_of([f if f.status else f.having(status=ALL_STATUSES) for f in selections], today)
    found = []
    for filters, deals in zip(selections, told, strict=True):
        wants_deals, wants_articles = (finding.is_asked_for(filters, kind) for kind in ("deal", "article"))
        articles = totals.article_count(filters, today, most=MOST_COUNTED) if wants_articles else 0
        found.append((deals if wants_deals else 0) + min(articles, MOST_COUNTED))
    return found


def offers(filters: Filters) -> list[dict[str, str]]:
    """What a query that found nothing may have meant, each with its address."""
    return [{"words": words_, "query": filters.having(q=words_).query()} for words_ in naming.did_you_mean(filters.q)]


def _facets(reading: Reading, deals: dict[str, list[int]], articles: dict[str, list[int]]) -> list[dict[str, Any]]:
    """The facets with the names of their values and the address of each choice; a chosen one is taken away again.

    ``deals`` and ``articles`` are what was found, and under a chosen key what was found without it. Only rows of the
    kinds that are asked for stand on the page that a choice leads to.
    """
    filters, shown = reading.filters, []
    wants_deals, wants_articles = (finding.is_asked_for(filters, kind) for kind in ("deal", "article"))
    rows = {
        key: (
            deals.get(key, deals[""]) if wants_deals else [],
            articles.get(key, articles[""]) if wants_articles else [],
        )
        for key in finding.FACETS
    }
    for key, found in finding.facets(rows, filters).items():
        choices = [
            {
                "label": value_in_words(reading, key, choice.value),
                "count": choice.count,
                "is_on": choice.is_on,
                "query": (
                    filters.without(key, choice.value) if choice.is_on else filters.plus(key, choice.value)
                ).query(),
            }
            for choice in found[:SHOWN_CHOICES]
        ]
        if choices:
            shown.append({"key": key, "label": words.FILTER_KEYS[key], "choices": choices})
    return shown


@page
def sources(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Which sources are read, and whether they answer."""
    rows = queries.source_rows(now=reading.now)
    well = sum(row.is_well for row in rows)
    items = []
    for row in rows:
        # The newest thirty days of that feed: what its number counts.
        listed = reverse("articles") + Filters(source=(row.feed.slug,), last=f"{queries.STRIP_DAYS}d").query()
        if row.recent:
            items.append((row.feed.title or row.feed.publisher or row.feed.slug, row.recent, "", listed))
    figure = rankings.plain_ranking(
        "source-ranking",
        gettext("Relevant articles of the last 30 days by source"),
        sorted(items, key=lambda item: -item[1])[:15],
        head=gettext("Source"),
        subtitle=gettext("Articles about the Greater Bay Area that each source brought"),
        unit=gettext("Articles"),
    )
    return show(request, reading, "sources.html", rows=rows, well=well, panel=figure)


@page
def coverage(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What the database holds and what it cannot see; each number leads to its deals."""
    found, every = queries.coverage(), Filters()
    years = [
        (year, every.within(date(year, 1, 1), date(year, 12, 31), reading.today).query() if year else "", *counts)
        for year, *counts in found.deals_by_year
    ]
    by_city = {count.slug: count.deals for count in tag_counts.deals_by_tag(every, reading.today, "city")}
    cities = [(slug, name, by_city.get(slug, 0)) for slug, name in reading.names("city").items()]
    return show(
        request,
        reading,
        "coverage.html",
        coverage=found,
        years=years,
        every=every,
        counted=every.counted(),
        cities=sorted(cities, key=lambda city: city[2]),
    )


@page
def about(request: HttpRequest, reading: Reading) -> HttpResponse:
    """How we count, convert and check; what we promise."""
    told = {"rates": _rates(), "measured": MEASUREMENT, "changes": CHANGES, "contact": contact_address()}
    return show(request, reading, "about.html", linked=the_dataset(), **told)


def contact_address() -> str:
    """Where readers may write; nothing while only this machine would take the mail."""
    address = parseaddr(settings.EMAIL_REPLY_TO or settings.DEFAULT_FROM_EMAIL)[1]
    return "" if address.endswith("@localhost") else address


@page
def data(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What may be taken along: monthly releases, selections, the interface, the licence."""
    return show(request, reading, "data.html", releases=snapshots(), linked=the_dataset())


def _rates() -> list[dict[str, str]]:
    """The rates that conversions use, with their sources."""
    told = reference.load()
    rates = [
        {"currency": peg.currency, "said": f"{formats.rate(Decimal(str(peg.rate)))} = 1 {peg.to}", "source": peg.source}
        for peg in told.pegs
    ]
    for averages in told.averages:
        if averages.per_usd:
            said = _averages(averages.per_usd[0][0], averages.per_usd[-1][0])
            rates.append({"currency": averages.currency, "said": said, "source": averages.source})
    return rates + _added_rates()


def _added_rates() -> list[dict[str, str]]:
    """Those of the desk, by currency and source; one query."""
    rows = ExchangeRate.objects.order_by("currency", "source", "period").values_list("currency", "source", "period")
    spans: dict[tuple[str, str], list[str]] = {}
    for currency, source, period in rows:
        spans.setdefault((currency, source), []).append(period)
    return [
        {"currency": currency, "said": _averages(periods[0], periods[-1]), "source": source}
        for (currency, source), periods in spans.items()
    ]


def _averages(first: str, last: str) -> str:
    """The averages of a currency from one month or year to another, in words; one alone by its name."""
    told = {"first": formats.stated_day(first), "last": formats.stated_day(last)}
    if first == last:
        return told["first"]
    return gettext("averages from %(first)s to %(last)s") % told
