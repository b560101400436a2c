"""Panels about cities: who deals with whom, and in what."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from articles.models import Tag
from dashboards import formats
from dashboards.figures import charts, maps
from dashboards.filters import CITIES, SECTORS, Filters
from dashboards.panels.deals import (
    beyond_months,
    deals_address,
    heat_cell,
    month_filters,
    outputs,
    outputs_of_months,
    subtitle_by_month,
)
from dashboards.panels.leaders import headline, leaders
from dashboards.panels.records import Cell, Panel, Row, Table, largest, share
from dashboards.queries.links import OUTSIDE
from dashboards.queries.tag_counts import TagCount

LABEL_SIDES = {
    "hong-kong": "bottom right",
    "macao": "bottom left",
    "zhuhai": "top left",
    "shenzhen": "middle right",
    "dongguan": "top right",
    "guangzhou": "top center",
    "foshan": "middle left",
    "zhongshan": "middle right",
    "jiangmen": "bottom left",
    "huizhou": "top center",
    "zhaoqing": "top center",
}
"""On which side of its point a city's name stands on the map: chosen so that no two names meet."""


def city_by_sector(
    counts: dict[tuple[str, str], int],
    city_names: dict[str, str],
    sector_names: dict[str, str],
    filters: Filters,
    *,
    most_sectors: int = 0,
) -> Panel:
    """Which city deals in what: eleven rows, and the sectors with most deals as columns."""
    sectors = _leading_sectors(counts, most_sectors)
    cities = [c for c in CITIES if any(counts.get((c, s)) for s in sectors)]
    counted = filters.counted()
    most = int(largest([counts.get((c, s), 0) for c in cities for s in sectors]))

    def href(city: str, sector: str) -> str:
        return deals_address(counted.plus("city", city).plus("sector", sector))

    rows = tuple(
        Row(
            Cell(city_names.get(city, city), reverse("city", args=[city])),
            tuple(heat_cell(counts.get((city, s), 0), most, href(city, s)) for s in sectors),
        )
        for city in cities
    )
    heads = (
        Cell(gettext("City")),
        *(Cell(sector_names.get(s, s), reverse("sector", args=[s]), "heat") for s in sectors),
    )
    return Panel(
        slug="city-by-sector",
        title=_busiest_message(
            {(c, s): counts.get((c, s), 0) for c in cities for s in sectors}, city_names, sector_names
        ),
        subtitle=gettext("Signed and completed deals; a deal counts in each of its cities and sectors"),
        table=Table("heat", gettext("Deals by city and sector"), heads, rows),
        data=charts.heat(
            [city_names.get(c, c) for c in cities],
            [sector_names.get(s, s) for s in sectors],
            [[counts.get((c, s)) for s in sectors] for c in cities],
            [[href(c, s) if counts.get((c, s)) else "" for s in sectors] for c in cities],
        ),
        height=f"{1.85 * len(rows) + 5.5:.1f}rem",
        is_empty=not rows,
        empty_text=gettext("No signed or completed deal in this selection."),
        **outputs(counted),
    )


def _leading_sectors(counts: dict[tuple[str, str], int], most: int) -> list[str]:
    """The sectors with deals in their fixed order: all of them, or the ``most`` that lead."""
    per_sector = {s: sum(counts.get((c, s), 0) for c in CITIES) for s in SECTORS}
    sectors = [s for s in SECTORS if per_sector[s]]
    leading = sorted(sectors, key=lambda s: -per_sector[s])[: most or None]
    return [s for s in sectors if s in leading]


def _busiest_message(
    shown: dict[tuple[str, str], int], city_names: dict[str, str], sector_names: dict[str, str]
) -> str:
    """The field with most deals, in one line."""
    first = leaders(shown)
    if not first:
        return gettext("No city has deals in this selection")
    names = [(city_names.get(city, city), sector_names.get(sector, sector)) for city, sector in first]
    (city, sector), count = names[0], shown[first[0]]
    alone = ngettext(
        "%(city)s in %(sector)s is the busiest field, with %(count)s deal",
        "%(city)s in %(sector)s is the busiest field, with %(count)s deals",
        count,
    ) % {"city": city, "sector": sector, "count": formats.whole(count)}
    return headline(alone, [formats.pair(*field) for field in names], count)


def city_by_month(
    counts: dict[tuple[str, date | None], int], months: Sequence[date], names: dict[str, str], filters: Filters
) -> Panel:
    """City by month: every city as a small chart of its own, all with the same scale."""
    most = int(largest(list(counts.values())))

    def href(city: str, month: date | None) -> str:
        of_city = filters.plus("city", city)
        return deals_address(month_filters(of_city, month) if month else beyond_months(of_city, months))

    # Where nothing is dated so, there is no column of it.
    columns: tuple[date | None, ...] = (*months, *{month for _, month in counts if month is None})
    sums = {city: sum(counts.get((city, month), 0) for month in columns) for city in CITIES}
    rows = tuple(
        Row(
            Cell(names.get(city, city), reverse("city", args=[city])),
            tuple(heat_cell(counts.get((city, month), 0), most, href(city, month)) for month in columns),
        )
        for city in CITIES
    )
    said = {month: formats.month_text(month) if month else gettext("No month") for month in columns}
    heads = (Cell(gettext("City")), *(Cell(text, kind="heat") for text in said.values()))
    bars = {
        city: [charts.Bar(said[month], counts.get((city, month), 0), 0, href(city, month)) for month in months]
        for city in CITIES
    }
    return Panel(
        slug="city-by-month",
        title=_signs_most_message(sums, names),
        subtitle=subtitle_by_month(columns),
        table=Table("heat", gettext("Deals by city and month"), heads, rows),
        data=charts.multiples([(names.get(city, city), of_city) for city, of_city in bars.items()]),
        height="30rem",
        is_empty=not any(sums.values()),
        empty_text=gettext("No signed or completed deal in this selection."),
        **outputs_of_months(filters, months),
    )


def _signs_most_message(sums: dict[str, int], names: dict[str, str]) -> str:
    """The city with most deals, in one line."""
    first = leaders(sums)
    if not first:
        return gettext("No city has deals in the last twelve months")
    said = [names.get(city, city) for city in first]
    alone = gettext("%(city)s signs most in the last twelve months") % {"city": said[0]}
    return headline(alone, said, sums[first[0]])


def city_map(
    tags: Sequence[Tag], counts: Sequence[TagCount], links: dict[tuple[str, str], int], filters: Filters
) -> Panel:
    """Where the links run: the cities as points, the links as lines; the table ranks the cities."""
    per_city = {count.slug: count for count in counts}
    shown = sorted(tags, key=lambda tag: -(per_city[tag.slug].deals if tag.slug in per_city else 0))
    most = largest([count.deals for count in counts])
    counted = filters.counted()
    rows, places = [], []
    for tag in shown:
        count = per_city.get(tag.slug, TagCount(tag.slug, 0, 0, 0))
        href = deals_address(counted.plus("city", tag.slug))
        number = (
            Cell(formats.whole(count.deals), href, "number", count=count.deals)
            if count.deals
            else Cell("0", kind="number")
        )
        bar = Cell("", kind="bar", share=share(count.deals, most), part=share(count.binding, count.deals))
        rows.append(Row(Cell(tag.name, reverse("city", args=[tag.slug]), style=f"city-{tag.slug}"), (bar, number)))
        latitude, longitude = tag.facts.get("lat"), tag.facts.get("lon")
        if latitude is not None and longitude is not None:
            page = reverse("city", args=[tag.slug])
            side = LABEL_SIDES.get(tag.slug, "top center")
            places.append(maps.Place(tag.slug, tag.name, float(latitude), float(longitude), count.deals, page, side))
    heads = (Cell(gettext("City")), Cell("", kind="bar"), Cell(gettext("Deals"), kind="number"))
    lines = [(a, b, n) for (a, b), n in links.items() if a != b and b != OUTSIDE]
    return Panel(
        slug="city-map",
        title=gettext("%(count)s of %(all)s pairs of cities are linked by a deal")
        % {"count": formats.whole(len(lines)), "all": len(CITIES) * (len(CITIES) - 1) // 2},
        subtitle=gettext("Size: deals of the city; width: deals between two. Schematic, not an authoritative boundary"),
        table=Table("bars", gettext("Deals by city"), heads, tuple(rows)),
        data=maps.schematic_map(places, lines) if places else None,
        height="26rem",
        how="links",
        **outputs(counted),
    )
