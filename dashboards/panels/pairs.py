"""Panels about the links between cities: the matrix of who deals with whom, and the strongest pairs."""

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dashboards import formats
from dashboards.figures import charts
from dashboards.filters import CITIES, Filters
from dashboards.panels.deals import deals_address, heat_cell, outputs
from dashboards.panels.leaders import headline, leaders
from dashboards.panels.records import Cell, Panel, Row, Table, largest, share
from dashboards.queries.links import OUTSIDE, top_links


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
        empty_text=gettext("No signed or completed deal in this selection."),
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
        return reverse("city", args=[row]) + filters.having(view="", order="").query() + "#outside-partners"
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


def _linked_message(links: dict[tuple[str, str], int], names: dict[str, str]) -> str:
    """The pair with most deals, in one line."""
    first = leading_links(links)
    if not first:
        return gettext("No two cities are linked by a deal in this selection")
    (a, b), count = first[0], links[first[0]]
    alone = ngettext(
        "%(a)s and %(b)s are linked most, by %(count)s deal",
        "%(a)s and %(b)s are linked most, by %(count)s deals",
        count,
    ) % {"a": names.get(a, a), "b": names.get(b, b), "count": formats.whole(count)}
    return headline(alone, _pair_names(first, names), count)


def leading_links(links: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    """The pair of cities with most deals; several where they have as many."""
    return leaders(dict(top_links(links, len(links))))


def _pair_names(pairs: Sequence[tuple[str, str]], names: dict[str, str]) -> list[str]:
    return [formats.pair(names.get(a, a), names.get(b, b)) for a, b in pairs]


def link_pair(a: str, b: str) -> list[str]:
    """Two cities in the order in which their page is addressed."""
    return sorted((a, b), key=CITIES.index)


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
    title = gettext("No two cities are linked by a deal in this selection")
    if best:
        alone = gettext("%(pair)s is the strongest link") % {"pair": rows[0].head.text}
        title = headline(alone, _pair_names(leading_links(links), names), best[0][1])
    return Panel(
        slug="top-links",
        title=title,
        subtitle=gettext("Signed and completed deals by pair of cities"),
        table=Table("bars", gettext("Strongest links"), heads, tuple(rows)),
        data=figure,
        height=f"{max(9, 1.9 * len(rows) + 3.4):.1f}rem",
        how="links",
        is_empty=not best,
        empty_text=gettext("No deal between two of the eleven cities in this selection."),
        **outputs(counted),
    )
