"""Panels about sectors: their parts of the whole, their ranking with what changed, and their months."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dashboards import formats
from dashboards.figures import charts, flows
from dashboards.filters import SECTORS, Filters
from dashboards.panels.deals import (
    BINDING_KEYS,
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
from dashboards.panels.trends import change_cell
from dashboards.queries.tag_counts import TagCount
from dashboards.queries.totals import Totals

MOST_TILES = 12
"""Tiles of the treemap; what is left is one more, named other."""


def treemap(
    counts: Sequence[TagCount], names: Mapping[str, str], filters: Filters, whole: Totals, every: Totals | None = None
) -> Panel:
    """How many deals, or with ``view=value`` how much disclosed money, each sector has a part in.

    ``whole``: all of the selection; ``every``: all as if no sector were chosen, since of its own deals a sector has a
    part in each.
    """
    by_value, every = filters.view == "value", every or whole
    sizes = [(c, float(c.amount_hkd) if by_value else float(c.deals)) for c in counts]
    sizes = sorted(((c, size) for c, size in sizes if size > 0), key=lambda item: (-item[1], item[0].slug))
    most, of_all = largest([size for _, size in sizes]), float(every.signed_hkd) if by_value else every.signed
    counted, rows, tiles = filters.counted(), [], []
    for count, size in sizes[:MOST_TILES]:
        name = names.get(count.slug, count.slug)
        href = deals_address(counted.plus("sector", count.slug).having(sort="-amount" if by_value else "-date"))
        said = formats.money(count.amount_hkd) if by_value else formats.whole(count.deals)
        number = Cell(said, href, "number", count=None if by_value else count.deals)
        bar = Cell("", kind="bar", share=share(size, most), part=1.0)
        head = Cell(name, reverse("sector", args=[count.slug]), style=f"sector-{count.slug}")
        rows.append(Row(head, (bar, number, _part(size, of_all))))
        tiles.append(flows.Tile(name, size, said, f"var(--sector-{count.slug})", href))
    if rest := sum(size for _, size in sizes[MOST_TILES:]):
        said = formats.money(rest) if by_value else formats.whole(int(rest))
        rows.append(_other(gettext("Other sectors"), said, share(rest, most)))
        tiles.append(flows.Tile(gettext("Other sectors"), rest, said, "var(--grey)", ""))
    unit = Cell(gettext("Disclosed value"), kind="number", style="is-money") if by_value else _deals_head()
    note = gettext("%(count)s deals state no value and are in no tile.") % {"count": formats.whole(whole.undisclosed)}
    return Panel(
        slug="sector-treemap",
        title=_parts_message([(names.get(c.slug, c.slug), size) for c, size in sizes], of_all, by_value, filters),
        subtitle=gettext("Area: disclosed value, HK dollars; a deal stands in each of its sectors")
        if by_value
        else gettext("Area: signed and completed deals; a deal stands in each of its sectors"),
        table=Table("bars", gettext("Parts of the sectors"), _heads_of_parts(gettext("Sector"), unit), tuple(rows)),
        # One tile alone is a coloured square that compares nothing: the table says it.
        data=flows.treemap(tiles) if len(tiles) > 1 else None,
        height="24rem" if len(tiles) > 1 else "6rem",
        note=note if by_value and whole.undisclosed else "",
        is_empty=not rows,
        empty_text=gettext("No signed or completed deal in this selection."),
        **outputs(counted),
    )


def _part(size: float, of_all: float) -> Cell:
    """How much of all deals, or of their value, one tile stands for.

    Not of the area: a deal of three sectors is in three tiles, so the area is no whole of anything.
    """
    return Cell(formats.percent(size / of_all if of_all else None), kind="number")


def _other(name: str, said: str, bar: float) -> Row:
    """The tile of what is left; a deal may be in it more than once, so it has no share of all."""
    return Row(
        Cell(name), (Cell("", kind="bar", share=bar, part=1.0), Cell(said, kind="number"), Cell("–", kind="number"))
    )


def _deals_head() -> Cell:
    return Cell(gettext("Deals"), kind="number")


def _heads_of_parts(first: str, unit: Cell) -> tuple[Cell, ...]:
    return Cell(first), Cell("", kind="bar"), unit, Cell(gettext("Share of all"), kind="number")


def _parts_message(
    sizes: Sequence[tuple[str, float]], of_all: float, by_value: bool = False, filters: Filters | None = None
) -> str:
    """How much of all the largest part stands in; in one line. Beside chosen sectors it says that all are meant."""
    if not sizes:
        return gettext("No sector has deals in this selection")
    first, size = sizes[0]
    said = {"sector": first, "share": formats.percent(size / of_all if of_all else None)}
    if filters and filters.sector:
        if by_value:
            return gettext("%(sector)s has a part in %(share)s of the disclosed value of all sectors") % said
        return gettext("%(sector)s has a part in %(share)s of the deals of all sectors") % said
    if by_value:
        return gettext("%(sector)s has a part in %(share)s of the disclosed value") % said
    return gettext("%(sector)s has a part in %(share)s of the deals") % said


def parts_treemap(
    counts: Sequence[TagCount],
    names: Mapping[str, str],
    whole_of: Mapping[str, str],
    sector_names: Mapping[str, str],
    filters: Filters,
    whole: Totals,
) -> Panel:
    """How many deals each sub-sector has a part in: the twelve largest, each within its sector, and the rest."""
    counts = [c for c in counts if c.deals and c.slug in whole_of]
    most, counted = largest([c.deals for c in counts]), filters.counted()
    rows, tiles = [], []
    for count in counts[:MOST_TILES]:
        name, sector = names.get(count.slug, count.slug), whole_of[count.slug]
        href, said = deals_address(counted.plus("subsector", count.slug)), formats.whole(count.deals)
        number = Cell(said, href, "number", count=count.deals)
        bar = Cell("", kind="bar", share=share(count.deals, most), part=1.0)
        head = Cell(name, part_address(sector, count.slug), style=f"sector-{sector}")
        rows.append(Row(head, (bar, number, _part(count.deals, whole.signed))))
        tiles.append(
            flows.Tile(
                name, count.deals, said, f"var(--sector-{sector})", href, within=sector_names.get(sector, sector)
            )
        )
    if rest := sum(c.deals for c in counts[MOST_TILES:]):
        other, said = gettext("Other sub-sectors"), formats.whole(rest)
        rows.append(_other(other, said, share(rest, most)))
        tiles.append(flows.Tile(other, rest, said, "var(--grey)", ""))
    heads = _heads_of_parts(gettext("Sub-sector"), _deals_head())
    return Panel(
        slug="sector-treemap",
        title=_parts_message([(names.get(c.slug, c.slug), float(c.deals)) for c in counts], whole.signed)
        if counts
        else gettext("No sub-sector has deals in this selection"),
        subtitle=gettext("Area: signed and completed deals; a deal stands in each of its sub-sectors, if it names one"),
        table=Table("bars", gettext("Parts of the sub-sectors"), heads, tuple(rows)),
        data=flows.treemap(tiles),
        height="26rem",
        is_empty=not rows,
        empty_text=gettext("No signed or completed deal in this selection."),
        **outputs(counted),
    )


def part_address(sector: str, part: str) -> str:
    """The page of a sub-sector: that of its sector, narrowed to it."""
    return f"{reverse('sector', args=[sector])}?subsector={part}"


def parts_of_sector(
    sector: str, parts: Sequence[str], counts: Sequence[TagCount], names: Mapping[str, str], filters: Filters
) -> Panel:
    """The sub-sectors of one sector by deals, all of them; those without a deal stand last."""
    found = {count.slug: count for count in counts}
    ranked = sorted(parts, key=lambda slug: (-found[slug].deals if slug in found else 0, names.get(slug, slug)))
    most, counted = largest([count.deals for count in counts if count.slug in parts]), filters.counted()
    rows, bars = [], []
    for slug in ranked:
        count, name = found.get(slug), names.get(slug, slug)
        deals, binding = (count.deals, count.binding) if count else (0, 0)
        href = deals_address(counted.plus("subsector", slug))
        cells = (
            Cell("", kind="bar", share=share(deals, most), part=share(binding, deals)),
            Cell(formats.whole(deals), href, "number", count=deals),
            Cell(formats.money(count.amount_hkd) if count and count.amount_hkd else "–", kind="number"),
        )
        rows.append(Row(Cell(name, part_address(sector, slug)), cells))
        if deals:
            bars.append(charts.Bar(name, deals, binding, href))
    title = gettext("No deal of this selection names a sub-sector")
    if first := leaders({slug: found[slug].deals for slug in ranked if slug in found}):
        said = [names.get(part, part) for part in first]
        alone = gettext("%(part)s leads the sub-sectors") % {"part": said[0]}
        title = headline(alone, said, found[first[0]].deals)
    heads = (
        Cell(gettext("Sub-sector")),
        Cell("", kind="bar"),
        Cell(gettext("Deals"), kind="number"),
        Cell(gettext("Disclosed"), kind="number", style="is-money"),
    )
    return Panel(
        slug="subsectors",
        title=title,
        subtitle=gettext("Signed and completed deals; a deal counts once in each sub-sector that its text develops"),
        table=Table("bars", gettext("Deals by sub-sector"), heads, tuple(rows)),
        data=charts.ranking(bars, part_name=gettext("Binding"), rest_name=gettext("Not binding")) if bars else None,
        height=f"{max(9, 1.9 * len(bars) + 3.4):.1f}rem",
        keys=BINDING_KEYS if bars else (),
        how="subsectors",
        is_empty=not rows,
        **outputs(counted),
    )


def ranking(
    counts: Sequence[TagCount],
    now: Mapping[str, int],
    before: Mapping[str, int],
    names: Mapping[str, str],
    filters: Filters,
) -> Panel:
    """Sectors by deals, with their money and the change of the last period (``now``) against the one ``before``."""
    most, counted = largest([c.deals for c in counts]), filters.counted()
    rows, bars = [], []
    for count in counts:
        href, name = deals_address(counted.plus("sector", count.slug)), names.get(count.slug, count.slug)
        cells = (
            Cell("", kind="bar", share=share(count.deals, most), part=share(count.binding, count.deals)),
            Cell(formats.whole(count.deals), href, "number", count=count.deals),
            change_cell(now.get(count.slug, 0), before.get(count.slug, 0)),
            Cell(formats.money(count.amount_hkd) if count.amount_hkd else "–", kind="number"),
        )
        rows.append(Row(Cell(name, reverse("sector", args=[count.slug]), style=f"sector-{count.slug}"), cells))
        bars.append(charts.Bar(name, count.deals, count.binding, href))
    title = _ranking_message(counts, names)
    heads = (
        Cell(gettext("Sector")),
        Cell("", kind="bar"),
        Cell(gettext("Deals"), kind="number"),
        Cell(gettext("Change"), kind="number"),
        Cell(gettext("Disclosed"), kind="number", style="is-money"),
    )
    span = gettext("the last twelve months against the twelve before")
    if filters.last or filters.from_on or filters.to_on:
        span = gettext("against the period before")
    return Panel(
        slug="sector-ranking",
        title=title,
        subtitle=gettext("Signed and completed deals; a deal counts once in each of its sectors. Change: %(span)s")
        % {"span": span},
        table=Table("bars", title, heads, tuple(rows)),
        data=charts.ranking(bars, part_name=gettext("Binding"), rest_name=gettext("Not binding")),
        height=f"{max(9, 1.9 * len(rows) + 3.4):.1f}rem",
        keys=BINDING_KEYS,
        is_empty=not rows,
        empty_text=gettext("No signed or completed deal in this selection."),
        **outputs(counted),
    )


def _ranking_message(counts: Sequence[TagCount], names: Mapping[str, str]) -> str:
    """The sector with most deals, in one line; of one alone how many it has."""
    first = leaders({count.slug: count.deals for count in counts})
    if not first:
        return gettext("No sector has deals in this selection")
    said, deals = [names.get(slug, slug) for slug in first], counts[0].deals
    alone = gettext("%(sector)s has most deals") % {"sector": said[0]}
    if len(counts) == 1:
        alone = ngettext("%(sector)s has %(count)s deal", "%(sector)s has %(count)s deals", deals)
        alone %= {"sector": said[0], "count": formats.whole(deals)}
    return headline(alone, said, deals)


def by_month(
    counts: Mapping[tuple[str, date | None], int], months: Sequence[date], names: Mapping[str, str], filters: Filters
) -> Panel:
    """Sector by month: the last months as columns, the running one included."""
    # Where nothing is dated so, there is no column of it.
    columns: tuple[date | None, ...] = (*months, *{month for _, month in counts if month is None})
    sums = {s: sum(counts.get((s, month), 0) for month in columns) for s in SECTORS}
    sectors = sorted((s for s in SECTORS if sums[s]), key=lambda s: -sums[s])
    most = int(largest(list(counts.values())))

    def href(sector: str, month: date | None) -> str:
        of_sector = filters.plus("sector", sector)
        return deals_address(month_filters(of_sector, month) if month else beyond_months(of_sector, months))

    rows = tuple(
        Row(
            Cell(names.get(s, s), reverse("sector", args=[s])),
            tuple(heat_cell(counts.get((s, month), 0), most, href(s, month)) for month in columns),
        )
        for s in sectors
    )
    words = [formats.month_text(month) if month else gettext("No month") for month in columns]
    return Panel(
        slug="sector-by-month",
        title=_months_message({sector: sums[sector] for sector in sectors}, names),
        subtitle=subtitle_by_month(columns),
        table=Table(
            "heat",
            gettext("Deals by sector and month"),
            (Cell(gettext("Sector")), *(Cell(w, kind="heat") for w in words)),
            rows,
        ),
        data=charts.heat(
            [names.get(s, s) for s in sectors],
            words,
            [[counts.get((s, month)) for month in columns] for s in sectors],
            [[href(s, month) if counts.get((s, month)) else "" for month in columns] for s in sectors],
        ),
        height=f"{1.75 * len(rows) + 4:.1f}rem",
        is_empty=not rows,
        empty_text=gettext("No signed or completed deal in this selection."),
        **outputs_of_months(filters, months),
    )


def _months_message(sums: Mapping[str, int], names: Mapping[str, str]) -> str:
    """The sector with most deals of the months, in one line."""
    first = leaders(sums)
    if not first:
        return gettext("No sector has deals in the last twelve months")
    said, count = [names.get(sector, sector) for sector in first], sums[first[0]]
    alone = ngettext(
        "%(sector)s leads the last twelve months with %(count)s deal",
        "%(sector)s leads the last twelve months with %(count)s deals",
        count,
    ) % {"sector": said[0], "count": formats.whole(count)}
    return headline(alone, said, count)
