"""Sectors: the overview and one sector."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from dashboards.filters import SECTORS, Filters
from dashboards.panels import deals as deal_panels
from dashboards.panels import places as place_panels
from dashboards.panels import rankings, trends, years
from dashboards.panels import sectors as sector_panels
from dashboards.panels.deals import deals_address
from dashboards.panels.records import Panel
from dashboards.queries import links, tag_counts, totals
from dashboards.queries.listing import counts_of, listed_deals
from dashboards.queries.timeline import latest_milestones
from dashboards.reading import Reading, page, show
from dashboards.views.embed import embeddable
from dashboards.views.filterbar import filter_bar, ways_out
from dashboards.views.periods import trend
from dashboards.views.places import SHOWN_DEALS, SHOWN_MILESTONES, place_numbers

SECTOR_KEYS = ("city", "subsector", "type", "rung", "review")
MONTHS = 12


@page
def sector_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Where the deals go, and what rises by more than noise."""
    filters, today = reading.filters, reading.today
    names = reading.names("sector")
    found = deals_of_tags(filters, today, ("sector", "subsector"))
    counts = found["sector"]
    recent, before = trend(filters, today)
    now_by_sector, then_by_sector = (
        {count.slug: count.deals for count in tag_counts.deals_by_tag(span, today, "sector")}
        for span in (recent, before)
    )
    months, columns = links.tag_by_month(filters, today, "sector", months=MONTHS)
    return show(
        request,
        reading,
        "sectors.html",
        bar=filter_bar(reading, reverse("sectors"), keys=SECTOR_KEYS),
        treemap=embeddable(areas(reading, found), filters),
        parts=_parts(reading, found),
        alone=filters.sector[0] if len(filters.sector) == 1 else "",
        alone_name=names.get(filters.sector[0], "") if len(filters.sector) == 1 else "",
        is_empty=not counts,
        ways=ways_out(reading, lambda left: counts_of([f.counted() for f in left], today)) if not counts else (),
        ranking=sector_panels.ranking(counts, now_by_sector, then_by_sector, names, filters),
        rising=trends.rising(now_by_sector, then_by_sector, names, recent, before),
        by_month=sector_panels.by_month(months, columns, names, filters),
        by_year=years.sector_by_year(links.tag_by_year(filters, today, "sector"), names, filters, today),
        heat=place_panels.city_by_sector(links.city_by_sector(filters, today), reading.names("city"), names, filters),
    )


def deals_of_tags(filters: Filters, today: date, kinds: tuple[str, ...]) -> dict[str, list[tag_counts.TagCount]]:
    """Deals by tag of several kinds; sub-sectors are counted as if none were chosen, since each is a choice of its
    own that takes the place of the chosen one."""
    found = tag_counts.deals_by_tags(filters, today, kinds)
    if filters.subsector:
        found["subsector"] = tag_counts.deals_by_tag(filters.having(subsector=()), today, "subsector")
    return found


def areas(reading: Reading, found: dict[str, list[tag_counts.TagCount]]) -> Panel:
    """The treemap that the reader chose: sectors by deals or by value, or sub-sectors within their sectors."""
    filters, names = reading.filters, reading.names("sector")
    if filters.view == "parts":
        parts, whole_of = reading.names("subsector"), reading.register.whole_of
        whole = totals.deal_totals(filters.having(subsector=()), reading.today)
        return sector_panels.parts_treemap(found["subsector"], parts, whole_of, names, filters, whole)
    whole = totals.deal_totals(filters, reading.today)
    every = totals.deal_totals(filters.having(sector=()), reading.today) if filters.sector else whole
    return sector_panels.treemap(found["sector"], names, filters, whole, every)


def _parts(reading: Reading, found: dict[str, list[tag_counts.TagCount]]) -> list[dict[str, Any]]:
    """Every sector with its sub-sectors: name, page, and how many deals lie in it, each number with its list; as if no
    sector were chosen, since each is a choice of its own."""
    every = reading.filters.having(sector=())
    counted = every.counted()
    if reading.filters.sector:
        found = deals_of_tags(every, reading.today, ("sector", "subsector"))
    deals_of = {(kind, count.slug): count.deals for kind, counts in found.items() for count in counts}

    def entry(kind: str, slug: str, name: str, address: str) -> dict[str, Any]:
        list_of = deals_address(counted.plus(kind, slug))
        return {"slug": slug, "name": name, "address": address, "list": list_of, "deals": deals_of.get((kind, slug), 0)}

    by_sector: dict[str, list[dict[str, Any]]] = {slug: [] for slug in SECTORS}
    for part in reading.register.of_kind("subsector"):
        if (sector := reading.register.whole_of.get(part.slug)) in by_sector:
            address = sector_panels.part_address(sector, part.slug)
            by_sector[sector].append(entry("subsector", part.slug, part.name, address))
    return [
        entry("sector", slug, reading.register.name("sector", slug), reverse("sector", args=[slug])) | {"parts": parts}
        for slug, parts in by_sector.items()
    ]


@page
def sector_detail(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """One sector: numbers, cities, rungs, newest deals, milestones."""
    if slug not in SECTORS:
        raise Http404
    filters, today = reading.filters.plus("sector", slug), reading.today
    found = totals.deal_totals(filters, today)
    counts = deals_of_tags(filters, today, ("city", "outside", "subsector"))
    parts = [tag.slug for tag in reading.register.parts_of("sector", slug)]
    name = reading.register.name("sector", slug)
    return show(
        request,
        reading,
        "sector.html",
        tag=reading.register.get("sector", slug),
        name=name,
        slug=slug,
        subsectors=sector_panels.parts_of_sector(slug, parts, counts["subsector"], reading.names("subsector"), filters),
        bar=filter_bar(reading, reverse("sector", args=[slug]), keys=SECTOR_KEYS, within=(slug,), about=filters),
        numbers=place_numbers(filters, found, totals.article_count(filters, today), today),
        by_year=deal_panels.deals_by_year(totals.deals_per_month(filters, today), filters, today),
        cities=rankings.cities(counts["city"], found.signed, reading.names("city"), filters),
        rungs=rankings.by_rung(tag_counts.deals_by(filters, today, "rung"), filters),
        outside=rankings.outside(counts["outside"], reading.names("outside"), filters),
        newest=listed_deals(filters, today, slice(SHOWN_DEALS)),
        milestones=latest_milestones(filters, today, limit=SHOWN_MILESTONES),
        scoped=filters,
        counted_query=filters.query(),
    )
