"""Sectors: the overview and one sector."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from dashboards.filters import SECTORS
from dashboards.panels import deals as deal_panels
from dashboards.panels import places as place_panels
from dashboards.panels import rankings, trends
from dashboards.panels import sectors as sector_panels
from dashboards.queries import links, totals
from dashboards.queries.rows import deal_rows
from dashboards.queries.selection import deals, ordered
from dashboards.queries.timeline import latest_milestones
from dashboards.reading import Reading, page, show
from dashboards.views.embed import embeddable
from dashboards.views.filterbar import filter_bar
from dashboards.views.periods import trend
from dashboards.views.places import SHOWN_DEALS, SHOWN_MILESTONES, place_numbers

SECTOR_KEYS = ("city", "type", "rung", "review")
MONTHS = 12


@page
def sector_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Where the deals go, and what rises by more than noise."""
    filters, today = reading.filters, reading.today
    names = reading.names("sector")
    counts = links.deals_by_tag(filters, today, "sector")
    recent, before = trend(filters, today)
    now_by_sector, then_by_sector = (
        {count.slug: count.deals for count in links.deals_by_tag(span, today, "sector")} for span in (recent, before)
    )
    months, columns = links.sector_by_month(filters, today, months=MONTHS)
    return show(
        request,
        reading,
        "sectors.html",
        bar=filter_bar(reading, reverse("sectors"), keys=SECTOR_KEYS),
        treemap=embeddable(
            sector_panels.treemap(counts, names, filters, totals.deal_totals(filters, today).undisclosed), filters
        ),
        ranking=sector_panels.ranking(counts, now_by_sector, then_by_sector, names, filters),
        rising=trends.rising(now_by_sector, then_by_sector, names, recent, before),
        by_month=sector_panels.by_month(months, columns, names, filters),
        by_year=place_panels.sector_by_year(links.sector_by_year(filters, today), names, filters, today),
        heat=place_panels.city_by_sector(links.city_by_sector(filters, today), reading.names("city"), names, filters),
    )


@page
def sector_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """One sector: numbers, cities, rungs, newest deals, milestones."""
    if slug not in SECTORS:
        raise Http404
    filters, today = reading.filters.plus("sector", slug), reading.today
    found = totals.deal_totals(filters, today)
    counts = links.deals_by_tags(filters, today, ("city", "outside"))
    names = reading.names("city")
    name = reading.register.name("sector", slug)
    title = gettext("No city has a deal in this sector yet")
    if counts["city"]:
        title = gettext("%(city)s takes part in most of them") % {
            "city": names.get(counts["city"][0].slug, counts["city"][0].slug)
        }
    return show(
        request,
        reading,
        "sector.html",
        tag=reading.register.get("sector", slug),
        name=name,
        slug=slug,
        parts=reading.register.parts_of("sector", slug),
        bar=filter_bar(reading, reverse("sector", args=[slug]), keys=SECTOR_KEYS),
        numbers=place_numbers(filters, found, totals.article_count(filters, today)),
        by_year=deal_panels.deals_by_year(totals.deals_per_month(filters, today), filters, today),
        cities=rankings.ranking(
            "cities", title, counts["city"], names, filters, key="city", head=gettext("City"), page="city"
        ),
        rungs=rankings.by_rung(links.deals_by(filters, today, "rung"), filters),
        outside=rankings.ranking(
            "outside-partners",
            gettext("Partners outside the Greater Bay Area"),
            counts["outside"][:12],
            reading.names("outside"),
            filters,
            key="outside",
            head=gettext("Partner"),
        ),
        newest=deal_rows(ordered(deals(filters, today), "-date")[:SHOWN_DEALS]),
        milestones=latest_milestones(filters, today, limit=SHOWN_MILESTONES),
        scoped=filters,
        counted_query=filters.query(),
    )
