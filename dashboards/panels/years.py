"""Cities and sectors by year: what grows and what fades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dashboards import formats
from dashboards.figures import charts
from dashboards.filters import CITIES, SECTORS, Filters
from dashboards.panels.deals import deals_address, heat_cell, outputs
from dashboards.panels.leaders import headline, leaders
from dashboards.panels.records import Cell, Panel, Row, Table, largest


@dataclass(frozen=True)
class _Words:
    """What a table of one kind of tag is called."""

    slug: str
    head: str
    caption: str
    subtitle: str
    none: str


def city_by_year(
    counts: Mapping[tuple[str, int], int], names: Mapping[str, str], filters: Filters, today: date
) -> Panel:
    """Which city signs more from year to year."""
    words = _Words(
        slug="city-by-year",
        head=gettext("City"),
        caption=gettext("Deals by city and year"),
        subtitle=gettext("Signed and completed deals by city and year; the running year is not over"),
        none=gettext("No city has deals in this selection"),
    )
    return _by_year("city", CITIES, counts, names, filters, today, words)


def sector_by_year(
    counts: Mapping[tuple[str, int], int], names: Mapping[str, str], filters: Filters, today: date
) -> Panel:
    """What rises and what falls: sectors by year."""
    words = _Words(
        slug="sector-by-year",
        head=gettext("Sector"),
        caption=gettext("Deals by sector and year"),
        subtitle=gettext("Signed and completed deals by sector and year; the running year is not over"),
        none=gettext("No sector has deals in this selection"),
    )
    return _by_year("sector", SECTORS, counts, names, filters, today, words)


def _by_year(
    key: str,
    order: Sequence[str],
    counts: Mapping[tuple[str, int], int],
    names: Mapping[str, str],
    filters: Filters,
    today: date,
    words: _Words,
) -> Panel:
    """A heat table of tags by year, those with most deals first; ``key`` is the tag's filter and its page."""
    years = sorted({year for _, year in counts})
    totals = {tag: sum(counts.get((tag, year), 0) for year in years) for tag in order}
    tags = sorted((tag for tag in order if totals[tag]), key=lambda tag: -totals[tag])
    most, counted = int(largest(list(counts.values()))), filters.counted()

    def href(tag: str, year: int) -> str:
        return deals_address(counted.plus(key, tag).within(date(year, 1, 1), date(year, 12, 31), today))

    rows = tuple(
        Row(
            Cell(names.get(tag, tag), reverse(key, args=[tag]), style=f"{key}-{tag}"),
            tuple(heat_cell(counts.get((tag, year), 0), most, href(tag, year)) for year in years),
        )
        for tag in tags
    )
    return Panel(
        slug=words.slug,
        title=_peak(counts, order, names) or words.none,
        subtitle=words.subtitle,
        table=Table("heat", words.caption, (Cell(words.head), *(Cell(str(y), kind="heat") for y in years)), rows),
        data=charts.heat(
            [names.get(tag, tag) for tag in tags],
            [str(year) for year in years],
            [[counts.get((tag, year)) for year in years] for tag in tags],
            [[href(tag, year) if counts.get((tag, year)) else "" for year in years] for tag in tags],
        ),
        height=f"{1.75 * len(rows) + 4:.1f}rem",
        is_empty=not rows,
        empty_text=gettext("No signed or completed deal in this selection."),
        **outputs(counted),
    )


def _peak(counts: Mapping[tuple[str, int], int], order: Sequence[str], names: Mapping[str, str]) -> str:
    """Which tag had most deals in which year, in one line; nothing where there are none."""
    first = sorted(leaders(counts), key=lambda peak: (peak[1], order.index(peak[0])))
    if not first:
        return ""
    (tag, year), count = first[0], counts[first[0]]
    alone = ngettext(
        "%(sector)s peaked in %(year)s with %(count)s deal",
        "%(sector)s peaked in %(year)s with %(count)s deals",
        count,
    ) % {"sector": names.get(tag, tag), "year": year, "count": formats.whole(count)}
    return headline(alone, [names.get(t, t) + formats.bracketed(str(y)) for t, y in first], count)
