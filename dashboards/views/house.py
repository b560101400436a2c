"""Search, sources, coverage, about."""

from datetime import date
from typing import Any

from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from articles import reference
from articles.models import Deal
from dashboards import words
from dashboards.exports.snapshots import snapshots
from dashboards.filters import Filters, parse
from dashboards.limits import HOUR, is_within
from dashboards.measured import MEASUREMENT
from dashboards.panels import rankings
from dashboards.queries import finding, links, naming, operators, totals
from dashboards.queries import sources as queries
from dashboards.queries.counting import newest_articles, newest_keys
from dashboards.queries.news import article_rows
from dashboards.queries.rows import deal_rows
from dashboards.queries.selection import deals, ordered
from dashboards.reading import Reading, bounds, page, paged, show
from dashboards.views.deals import PAGE_SIZE, the_dataset
from dashboards.views.filterbar import chips, value_in_words
from dashboards.views.registers import ALL_STATUSES

SEARCHES_AN_HOUR = 600
"""Of one address; only those that have to be worked out count, and no program on this machine."""
SHOWN_DEALS = 20
SHOWN_CHOICES = 11


@page
def search(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Deals and articles that hold the words, in any script."""
    filters, today = reading.filters, reading.today
    if not filters.is_narrowed:
        return show(request, reading, "search.html", total=0)
    if not is_within(request, "search", 1, SEARCHES_AN_HOUR):
        return too_often(request, reading)
    rest, pairs = operators.apart(filters.q, reading.register.known)
    if pairs:
        asked = parse([*filters.having(q="").pairs(), *(("q", rest),), *pairs], reading.register.known).filters
        return redirect(reverse("search") + asked.query())
    everything = filters if filters.status else filters.having(status=ALL_STATUSES)
    wants_deals, wants_articles = (finding.is_asked_for(filters, kind) for kind in ("deal", "article"))
    # Read once: looking through the words of all deals is the dear part.
    deal_keys = list(ordered(deals(everything, today), "-date").values_list("pk", flat=True))
    article_count = totals.article_count(filters, today)
    total = article_count if wants_articles else 0
    told = newest_articles(filters, today, limit=PAGE_SIZE, offset=bounds(reading, total, PAGE_SIZE).start)
    found = told.annotate(text_length=Length("text"))
    first_deals = ordered(Deal.objects.filter(pk__in=deal_keys[:SHOWN_DEALS]), "-date")
    return show(
        request,
        reading,
        "search.html",
        deal_count=len(deal_keys),
        article_count=article_count,
        wants_articles=wants_articles,
        deals=deal_rows(first_deals) if wants_deals and filters.page == 1 else [],
        deals_query=filters.having(kind=()).query(),
        facets=_facets(reading, deal_keys[: finding.FACETED]),
        faceted=finding.FACETED if max(len(deal_keys), article_count) > finding.FACETED else 0,
        terms=naming.terms(filters.q),
        offered=[] if deal_keys or article_count else offers(filters),
        chips=chips(reading),
        **paged(article_rows(found) if wants_articles else [], reading, total, PAGE_SIZE),
    )


def too_often(request: HttpRequest, reading: Reading) -> HttpResponse:
    """429: what a program should ask for instead stands on the page (THREATS P09)."""
    response = show(request, reading, "too_often.html", status=429)
    response.headers["Retry-After"] = str(HOUR)
    return response


def offers(filters: Filters) -> list[dict[str, str]]:
    """What a query that found nothing may have meant, each with its address."""
    return [{"words": words_, "query": filters.having(q=words_).query()} for words_ in naming.did_you_mean(filters.q)]


def _facets(reading: Reading, deal_keys: list[int]) -> list[dict[str, Any]]:
    """The facets with the names of their values and the address of each choice; a chosen one is taken away again."""
    filters, shown = reading.filters, []
    newest = newest_keys(filters, reading.today, limit=finding.FACETED)
    for key, found in finding.facets(deal_keys, newest, filters).items():
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
    by_city = {count.slug: count.deals for count in links.deals_by_tag(every, reading.today, "city")}
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
    return show(request, reading, "about.html", rates=_rates(), linked=the_dataset(), measured=MEASUREMENT)


@page
def data(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What may be taken along: monthly releases, selections, the interface, the licence."""
    return show(request, reading, "data.html", releases=snapshots(), linked=the_dataset())


def _rates() -> list[dict[str, str]]:
    """The rates that conversions use, with their sources."""
    told = reference.load()
    rates = [
        {"currency": peg.currency, "said": f"{peg.rate:.4g} = 1 {peg.to}", "source": peg.source} for peg in told.pegs
    ]
    for averages in told.averages:
        if averages.per_usd:
            first, last = averages.per_usd[0][0], averages.per_usd[-1][0]
            said = gettext("averages from %(first)s to %(last)s") % {"first": first, "last": last}
            rates.append({"currency": averages.currency, "said": said, "source": averages.source})
    return rates
