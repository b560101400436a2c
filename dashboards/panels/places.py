"""Panels about cities: who deals with whom, and in what."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

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
from dashboards.panels.records import Cell, Panel, Row, Table, largest, share
from dashboards.queries.links import OUTSIDE, TagCount, top_links

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
        empty_text=gettext("No signed or completed deal in this period."),
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
    if not shown:
        return gettext("No city deals in any sector yet")
    city, sector = max(shown, key=lambda pair: shown[pair])
    return gettext("%(city)s in %(sector)s is the busiest field, with %(count)s deals") % {
        "city": city_names.get(city, city),
        "sector": sector_names.get(sector, sector),
        "count": formats.whole(shown[city, sector]),
    }


def city_matrix(
    links: dict[tuple[str, str], int], names: dict[str, str], filters: Filters, *, address: str = ""
) -> Panel:
    """Who deals with whom: eleven by eleven, and outside partners as the last column.

    The rows stand as ``filters.order`` says; ``address`` is the page that offers the orders, if any.
    """
    counts = {**links, **{(b, a): n for (a, b), n in links.items()}}
    ordered = matrix_order(counts, filters.order)
    heads = _matrix_heads(names, filters.order)
    return Panel(
        slug="city-links",
        title=_linked_message(links, names),
        subtitle=gettext(
            "Signed and completed deals between two cities; a deal of three cities counts for each of its three pairs"
        ),
        table=Table("heat", gettext("Deals between cities"), heads, _matrix_rows(ordered, counts, names, filters)),
        data=charts.heat(
            [names.get(city, city) for city in ordered],
            [head.text for head in heads[1:]],
            [[None if a == b else counts.get((a, b)) for b in MATRIX_COLUMNS] for a in ordered],
            [
                [_matrix_address(a, b, filters) if a != b and counts.get((a, b)) else "" for b in MATRIX_COLUMNS]
                for a in ordered
            ],
        ),
        height="26rem",
        how="links",
        orders=_matrix_orders(names, filters, address) if address and links else (),
        is_empty=not links,
        empty_text=gettext("No signed or completed deal in this period."),
        **outputs(filters.counted()),
    )


MATRIX_COLUMNS = (*CITIES, OUTSIDE)


def _matrix_heads(names: dict[str, str], order: str) -> tuple[Cell, ...]:
    """The corner and the heads of the columns; the one by which the rows are ordered says so."""
    corner = Cell(gettext("City"), sort="other" if order == "total" else "")
    cities = (
        Cell(names.get(city, city), reverse("city", args=[city]), "heat", sort="descending" if order == city else "")
        for city in CITIES
    )
    return corner, *cities, Cell(gettext("Outside"), kind="heat")


def _matrix_rows(
    ordered: Sequence[str], counts: dict[tuple[str, str], int], names: dict[str, str], filters: Filters
) -> tuple[Row, ...]:
    """The cities as rows; ``counts`` both ways."""
    most = int(largest([n for (a, b), n in counts.items() if a != b]))

    def cell(row: str, column: str) -> Cell:
        if row == column:
            return Cell("", kind="heat", style="is-same")
        style = "is-outside" if column == OUTSIDE else ""
        found = heat_cell(counts.get((row, column), 0), most, _matrix_address(row, column, filters), style)
        # The last column leads to a ranking, which is no list of as many rows.
        return replace(found, count=None) if column == OUTSIDE else found

    return tuple(
        Row(
            Cell(names.get(city, city), reverse("city", args=[city])),
            tuple(cell(city, column) for column in MATRIX_COLUMNS),
        )
        for city in ordered
    )


def _matrix_address(row: str, column: str, filters: Filters) -> str:
    """Where the deals of one cell stand."""
    if column == OUTSIDE:
        return reverse("city", args=[row]) + "#outside-partners"
    return reverse("link", args=link_pair(row, column)) + filters.counted().having(status=()).query()


def matrix_order(counts: dict[tuple[str, str], int], order: str) -> list[str]:
    """The cities in one of ``filters.ORDERS``, most links first, of equals the fixed order; ``counts`` both ways.

    The total of a city adds up its links with the other ten: a deal of three cities is two of them.
    """
    if not order:
        return list(CITIES)
    others = CITIES if order == "total" else (order,)
    sums = {city: sum(counts.get((city, other), 0) for other in others if other != city) for city in CITIES}
    return sorted(CITIES, key=lambda city: (-sums[city], CITIES.index(city)))


def _matrix_orders(names: dict[str, str], filters: Filters, address: str) -> tuple[tuple[str, str, bool], ...]:
    """The orders of the matrix as choices."""
    labels = {"": gettext("Cities in the usual order"), "total": gettext("Most links first")}
    labels |= {city: gettext("Most links with %(city)s first") % {"city": names.get(city, city)} for city in CITIES}
    return tuple(
        (label, f"{address}{filters.having(order=order).query()}#city-links", filters.order == order)
        for order, label in labels.items()
    )


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
        empty_text=gettext("No signed or completed deal in this period."),
        **outputs_of_months(filters, months),
    )


def _signs_most_message(sums: dict[str, int], names: dict[str, str]) -> str:
    """The city with most deals, of equals the first in the fixed order; in one line."""
    best = max(CITIES, key=lambda city: sums[city])
    if not sums[best]:
        return gettext("No city has deals in the last twelve months")
    return gettext("%(city)s signs most in the last twelve months") % {"city": names.get(best, best)}


def _linked_message(links: dict[tuple[str, str], int], names: dict[str, str]) -> str:
    """The pair with most deals, in one line."""
    best = top_links(links, 1)
    if not best:
        return gettext("No two cities are linked by a deal yet")
    (a, b), count = best[0]
    return gettext("%(a)s and %(b)s are linked most, by %(count)s deals") % {
        "a": names.get(a, a),
        "b": names.get(b, b),
        "count": formats.whole(count),
    }


def link_pair(a: str, b: str) -> list[str]:
    """Two cities in the order in which their page is addressed."""
    return sorted((a, b), key=CITIES.index)


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


def top_link_rows(links: dict[tuple[str, str], int], names: dict[str, str], filters: Filters, limit: int) -> Panel:
    """The pairs of cities with most deals."""
    best = top_links(links, limit)
    most = largest([count for _, count in best])
    rows, bars = [], []
    counted = filters.counted()
    for (a, b), count in best:
        label = formats.pair(names.get(a, a), names.get(b, b))
        page = reverse("link", args=link_pair(a, b))
        href = deals_address(counted.plus("city", a, b))
        bar = Cell("", kind="bar", share=share(count, most), part=1.0)
        rows.append(Row(Cell(label, page), (bar, Cell(formats.whole(count), href, "number", count=count))))
        bars.append(charts.Bar(label, count, count, page))
    heads = (Cell(gettext("Cities")), Cell("", kind="bar"), Cell(gettext("Deals"), kind="number"))
    figure = charts.ranking(bars, part_name=gettext("Deals"), rest_name="", with_rest=False)
    title = gettext("No two cities are linked by a deal in this period")
    if best:
        title = gettext("%(pair)s is the strongest link") % {"pair": rows[0].head.text}
    return Panel(
        slug="top-links",
        title=title,
        subtitle=gettext("Signed and completed deals by pair of cities"),
        table=Table("bars", gettext("Strongest links"), heads, tuple(rows)),
        data=figure,
        height=f"{max(9, 1.9 * len(rows) + 3.4):.1f}rem",
        how="links",
        is_empty=not best,
        empty_text=gettext("No deal between two of the eleven cities in this period."),
        **outputs(counted),
    )
