"""Panels that rank: deals by tag, by rung and by status, and anything else by a count."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from articles.models.deal import BINDING_RUNGS, SIGNAL_STATUSES
from dashboards import formats, words
from dashboards.figures import charts
from dashboards.filters import Filters
from dashboards.panels.deals import BINDING_KEYS, deals_address, outputs
from dashboards.panels.leaders import headline, leaders
from dashboards.panels.records import Cell, Panel, Row, Table, largest, share
from dashboards.queries.tag_counts import TagCount


def ranking(
    slug: str,
    title: str,
    counts: Sequence[TagCount],
    names: dict[str, str],
    filters: Filters,
    *,
    key: str,
    head: str,
    page: str = "",
) -> Panel:
    """Deals by tag, most first. ``page`` names the page that a row's head leads to; numbers lead to the list."""
    most = largest([c.deals for c in counts])
    rows, bars = [], []
    for count in counts:
        href = deals_address(filters.counted().plus(key, count.slug))
        name = names.get(count.slug, count.slug)
        cells = [
            Cell("", kind="bar", share=share(count.deals, most), part=share(count.binding, count.deals)),
            Cell(formats.whole(count.deals), href, "number", count=count.deals),
        ]
        rows.append(Row(Cell(name, reverse(page, args=[count.slug]) if page else ""), tuple(cells)))
        bars.append(charts.Bar(name, count.deals, count.binding, href))
    heads = [Cell(head), Cell("", kind="bar"), Cell(gettext("Deals"), kind="number")]
    return Panel(
        slug=slug,
        title=title,
        subtitle=gettext("Signed and completed deals; a deal counts once for each of its tags"),
        table=Table("bars", title, tuple(heads), tuple(rows)),
        data=charts.ranking(bars, part_name=gettext("Binding"), rest_name=gettext("Not binding")),
        height=f"{max(9, 1.9 * len(rows) + 3.4):.1f}rem",
        keys=BINDING_KEYS,
        is_empty=not rows,
        empty_text=gettext("No signed or completed deal in this selection."),
        **outputs(filters.counted()),
    )


def sectors(counts: Sequence[TagCount], names: dict[str, str], filters: Filters) -> Panel:
    """The sectors of a place or a selection."""
    title = gettext("No sector has deals in this selection")
    if first := leaders({count.slug: count.deals for count in counts}):
        said = [names.get(slug, slug) for slug in first]
        title = headline(gettext("%(sector)s leads") % {"sector": said[0]}, said, counts[0].deals)
    return ranking("sectors", title, counts[:12], names, filters, key="sector", head=gettext("Sector"), page="sector")


def cities(counts: Sequence[TagCount], deals: int, names: dict[str, str], filters: Filters) -> Panel:
    """The cities of a sector or an organisation; the title says in how many of its ``deals`` the first has a part."""
    title = gettext("No city has deals in this selection")
    if first := leaders({count.slug: count.deals for count in counts}):
        said = [names.get(slug, slug) for slug in first]
        alone = ngettext(
            "%(city)s takes part in %(count)s of %(all)s deal",
            "%(city)s takes part in %(count)s of %(all)s deals",
            deals,
        ) % {"city": said[0], "count": formats.whole(counts[0].deals), "all": formats.whole(deals)}
        title = headline(alone, said, counts[0].deals)
    return ranking("cities", title, counts, names, filters, key="city", head=gettext("City"), page="city")


def outside(counts: Sequence[TagCount], names: dict[str, str], filters: Filters) -> Panel:
    """The partners of a city or a sector beyond the bay area."""
    title = gettext("Partners outside the Greater Bay Area")
    return ranking("outside-partners", title, counts[:12], names, filters, key="outside", head=gettext("Partner"))


def by_rung(counts: dict[str, int], filters: Filters) -> Panel:
    """How binding the deals are: one bar for each rung of the ladder."""
    rungs = [rung for rung in words.RUNGS if counts.get(rung)]
    most = largest([counts[r] for r in rungs])
    rows, bars = [], []
    for rung in rungs:
        href = deals_address(filters.counted().having(rung=(rung,)))
        is_binding = rung in BINDING_RUNGS
        bar = Cell("", kind="bar", share=share(counts[rung], most), part=1.0 if is_binding else 0.0)
        number = Cell(formats.whole(counts[rung]), href, "number", count=counts[rung])
        rows.append(Row(Cell(str(words.RUNGS[rung])), (bar, number)))
        bars.append(charts.Bar(str(words.RUNGS[rung]), counts[rung], counts[rung] if is_binding else 0, href))
    heads = (Cell(gettext("Rung")), Cell("", kind="bar"), Cell(gettext("Deals"), kind="number"))
    total = sum(counts.values())
    binding = sum(counts.get(r, 0) for r in BINDING_RUNGS)
    title = gettext("No deal on the ladder in this selection")
    if total:
        title = gettext("%(share)s of the deals bind their parties") % {"share": formats.percent(binding / total)}
    return Panel(
        slug="binding-ladder",
        title=title,
        subtitle=gettext("Signed and completed deals on the binding ladder"),
        table=Table("bars", gettext("Deals by rung"), heads, tuple(rows)),
        data=charts.ranking(bars, part_name=gettext("Binding"), rest_name=gettext("Not binding")),
        height=f"{max(9, 1.9 * len(rows) + 3.4):.1f}rem",
        keys=BINDING_KEYS,
        is_empty=not rows,
        empty_text=gettext("No signed or completed deal in this selection."),
        how="ladder",
        **outputs(filters.counted()),
    )


def signals_by_status(counts: dict[str, int], filters: Filters) -> Panel:
    """How far the signals are: in talks, planned, announced."""
    states = [status for status in SIGNAL_STATUSES if counts.get(status)]
    most = largest([counts[status] for status in states])
    rows, bars = [], []
    for status in states:
        href = reverse("signals") + filters.having(status=(status,)).query()
        bar = Cell("", kind="bar", share=share(counts[status], most), part=0.0)
        number = Cell(formats.whole(counts[status]), href, "number", count=counts[status])
        rows.append(Row(Cell(str(words.STATUSES[status])), (bar, number)))
        bars.append(charts.Bar(str(words.STATUSES[status]), counts[status], 0, href))
    figure = charts.ranking(bars, part_name=gettext("Signals"), rest_name="", with_rest=False)
    figure["data"][0]["marker"] = {"color": charts.NONBINDING}
    total = sum(counts.values())
    return Panel(
        slug="signals-by-status",
        # Of some the day has passed without a word; nobody says that they are still coming.
        title=ngettext("%(count)s signal, not known to be signed", "%(count)s signals, none known to be signed", total)
        % {"count": formats.whole(total)}
        if total
        else gettext("No signal matches these filters."),
        subtitle=gettext("Talks, plans and announcements; none of them is in a total"),
        table=Table(
            "bars",
            gettext("Signals by status"),
            (Cell(gettext("Status")), Cell("", kind="bar"), Cell(gettext("Signals"), kind="number")),
            tuple(rows),
        ),
        data=figure,
        height="10rem",
        how="signals",
        is_empty=not rows,
        empty_text=gettext("No signal matches these filters."),
        **outputs(filters),
    )


def plain_ranking(
    slug: str, title: str, items: Sequence[tuple[str, int, str, str]], *, head: str, subtitle: str = "", unit: str = ""
) -> Panel:
    """Things by a count (name, count, its page, the list of its rows), in the given order; deals unless another unit
    is named."""
    most = largest([count for _, count, _, _ in items])
    rows, bars = [], []
    for name, count, href, rows_href in items:
        bar = Cell("", kind="bar", share=share(count, most), part=1.0)
        rows.append(Row(Cell(name, href), (bar, Cell(formats.whole(count), rows_href, "number", count=count))))
        bars.append(charts.Bar(name, count, count, href))
    figure = charts.ranking(bars, part_name=unit or gettext("Deals"), rest_name="", with_rest=False)
    return Panel(
        slug=slug,
        title=title,
        subtitle=subtitle or gettext("All published deals; signals stand apart"),
        table=Table(
            "bars",
            title,
            (Cell(head), Cell("", kind="bar"), Cell(unit or gettext("Deals"), kind="number")),
            tuple(rows),
        ),
        data=figure,
        height=f"{max(9, 1.9 * len(rows) + 3.4):.1f}rem",
        is_empty=not rows,
        empty_text=gettext("None yet."),
    )
