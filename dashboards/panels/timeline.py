"""The panel of the timeline and of articles over time."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from articles.models import Tagging
from dashboards import formats, words
from dashboards.figures import charts, days
from dashboards.filters import Filters
from dashboards.panels.deals import heat_cell, last_day
from dashboards.panels.leaders import MOST_NAMED, leaders
from dashboards.panels.records import Cell, Panel, Row, Table, largest, share
from dashboards.queries.evidence import EACH_SIDE, Neighbour
from dashboards.queries.rows import DealRow
from dashboards.queries.timeline import Mark, place_of

AFTERWARDS = timedelta(days=2 * 365)
"""How far after a deal the chart around it reaches."""
LANE_COLOURS = {"policy": "blue", "deals": "green", "infrastructure": "orange", "finance": "purple", "news": "grey"}


def lanes(counts: dict[tuple[int, str], int], marks: Sequence[Mark], filters: Filters, today: date) -> Panel:
    """Which policy came before which deals: four lanes over the years."""
    years = sorted({year for year, _ in counts}, reverse=True)
    used = [lane for lane in LANE_COLOURS if any(counts.get((year, lane)) for year in years)]
    per_year = {year: sum(counts.get((year, lane), 0) for lane in used) for year in years}
    heads = (Cell(gettext("Year")), *(Cell(str(words.LANES[lane]), kind="heat", style=f"lane-{lane}") for lane in used))
    return Panel(
        slug="lanes",
        title=_busiest_year_message(per_year, sum(counts.values())),
        subtitle=gettext(
            "Deals by filing day and milestones by their day, in lanes; below, how much each year brought"
        ),
        table=Table(
            "heat", gettext("Events by year and lane"), heads, _rows_of_years(counts, years, used, filters, today)
        ),
        data=days.lanes(
            [_dot(mark) for mark in marks],
            series=[(lane, str(words.LANES[lane]), f"var(--{LANE_COLOURS[lane]})") for lane in used],
            density=[days.Year(year, count, _year_address(filters, year, today)) for year, count in per_year.items()],
        ),
        height=days.lanes_height(len(used)),
        is_long=True,
        how="timeline",
        csv="",
        json=f"/timeline.json{filters.query()}",
        is_empty=not years,
        empty_text=gettext("Nothing matches these filters."),
    )


def _busiest_year_message(per_year: dict[int, int], total: int) -> str:
    """How many events there are and which year brought most; in one line."""
    years = sorted(leaders(per_year))
    said = {"total": formats.whole(total), "year": formats.listed(years, with_and=True)}
    if not years:
        return gettext("Nothing on the timeline yet")
    if len(per_year) == 1:
        return ngettext("%(total)s event, in %(year)s", "%(total)s events, all in %(year)s", total) % said
    if len(years) == 1:
        return gettext("%(total)s events; %(year)s was the busiest year") % said
    if len(years) <= MOST_NAMED:
        return gettext("%(total)s events; %(year)s were the busiest years") % said
    most = {"total": formats.whole(total), "count": formats.whole(per_year[years[0]])}
    return gettext("%(total)s events; at most %(count)s in a year") % most


def _rows_of_years(
    counts: dict[tuple[int, str], int], years: Sequence[int], lanes: Sequence[str], filters: Filters, today: date
) -> tuple[Row, ...]:
    """A row for each year with a cell for each lane, which leads to the deals and milestones that it counts."""
    most = int(largest(list(counts.values())))
    of_lanes = {lane: filters.having(lane=(lane,), kind=(), sort="-date") for lane in lanes}
    return tuple(
        Row(
            Cell(str(year), _year_address(filters, year, today)),
            tuple(
                heat_cell(counts.get((year, lane), 0), most, _year_address(of_lane, year, today))
                for lane, of_lane in of_lanes.items()
            ),
        )
        for year in years
    )


def _year_address(filters: Filters, year: int, today: date) -> str:
    """Where the timeline shows that year of a selection."""
    return reverse("timeline") + filters.within(date(year, 1, 1), date(year, 12, 31), today).query()


def _on_timeline(day: date, slug: str) -> str:
    """Where the timeline shows a milestone."""
    return reverse("timeline") + place_of("milestone", day, slug)


def _dot(mark: Mark) -> days.Dot:
    """A deal or a milestone as a point in its lane."""
    href = reverse("deal", args=[mark.slug]) if mark.kind == "deal" else _on_timeline(mark.day, mark.slug)
    return days.Dot(mark.day, 0, mark.title, mark.lane, href)


def _too_many(filters: Filters) -> Panel:
    return Panel(
        slug="articles-per-month",
        title=gettext("Articles about the Greater Bay Area by month"),
        subtitle=gettext("Relevant articles by month of publication, Hong Kong time"),
        table=Table("columns", gettext("Articles per month"), (), ()),
        data=None,
        height="13rem",
        how="relevance",
        csv=f"/articles.csv{filters.query()}",
        json=f"/articles.json{filters.query()}",
        is_empty=True,
        empty_text=gettext("Too many to be counted month by month. Another word or filter narrows them."),
    )


def articles_per_month(counts: Sequence[tuple[date, int]] | None, filters: Filters) -> Panel:
    """How many relevant articles came each month; what to do instead where they are too many to be counted (None)."""
    if counts is None:
        return _too_many(filters)
    most = largest([count for _, count in counts])
    rows, bars = [], []
    every = max(1, -(-len(counts) // 8))
    for n, (month, count) in enumerate(counts):
        span = filters.having(from_on=month, to_on=last_day(month), last="", sort="-date")
        href = reverse("articles") + span.query()
        label = formats.month_text(month)
        style = ("is-labelled " if (len(counts) - 1 - n) % every == 0 else "") + (
            "is-partial" if n == len(counts) - 1 else ""
        )
        value = Cell(formats.whole(count), href, "value", count=count) if count else Cell("", "", "value")
        bar = Cell("", kind="bar", share=share(count, most), part=1.0)
        rows.append(Row(Cell(label), (value, bar), style.strip()))
        bars.append(charts.Bar(label, count, count, href))
    figure = charts.columns(bars, part_name=gettext("Articles"), rest_name=gettext("Not binding"), partial_last=True)
    figure["data"] = figure["data"][:1]
    figure["layout"]["showlegend"] = False
    total = sum(count for _, count in counts)
    return Panel(
        slug="articles-per-month",
        title=gettext("%(count)s articles about the Greater Bay Area in %(months)s months")
        % {"count": formats.whole(total), "months": len(counts)},
        subtitle=gettext("Relevant articles by month of publication, Hong Kong time"),
        table=Table(
            "columns",
            gettext("Articles per month"),
            (Cell(gettext("Month")), Cell(gettext("Articles")), Cell("", kind="bar")),
            tuple(rows),
        ),
        data=figure,
        height="13rem",
        how="relevance",
        csv=f"/articles.csv{filters.query()}",
        json=f"/articles.json{filters.query()}",
        is_empty=not total,
        empty_text=gettext("No relevant article yet."),
    )


def tag_weights(taggings: Sequence[Tagging]) -> Panel:
    """What an article is about: its tags by weight, with the rule and how sure it is."""
    pages = {"city": "city", "sector": "sector", "mechanism": "mechanism", "organisation": "organisation"}
    shown = sorted(taggings, key=lambda t: (-t.score, -t.confidence, t.pk))[:20]
    most = largest([t.score for t in shown])
    rows, bars = [], []
    for tagging in shown:
        tag = tagging.tag
        href = reverse(pages[tag.kind], args=[tag.slug]) if tag.kind in pages else ""
        kind = str(words.TAG_KINDS[tag.kind])
        rows.append(
            Row(
                Cell(tag.name, href),
                (
                    Cell(kind),
                    Cell("", kind="bar", share=share(tagging.score, most), part=1.0),
                    Cell(number_format(tagging.score, 2), kind="number"),
                    Cell(formats.percent(tagging.confidence), kind="number"),
                ),
            )
        )
        bars.append(charts.Bar(tag.name + formats.bracketed(kind), tagging.score, tagging.score, href))
    figure = charts.ranking(bars, part_name=gettext("Weight"), rest_name="", with_rest=False)
    title = gettext("This article carries no tag")
    if shown:
        title = gettext("It is most of all about %(tag)s") % {"tag": shown[0].tag.name}
    return Panel(
        slug="tag-weights",
        title=title,
        subtitle=gettext("Tags by weight; how sure the machine is of each"),
        table=Table(
            "bars",
            gettext("Tags of the article"),
            (
                Cell(gettext("Tag")),
                Cell(gettext("Kind")),
                Cell("", kind="bar"),
                Cell(gettext("Weight"), kind="number"),
                Cell(gettext("Sure"), kind="number"),
            ),
            tuple(rows),
        ),
        data=figure,
        height=f"{max(9, 1.9 * len(rows) + 3.4):.1f}rem",
        how="tags",
        is_empty=not shown,
    )


def around_deal(row: DealRow, near: Sequence[Neighbour]) -> Panel:
    """What happened before and after a deal between the same cities and under the same mechanism."""
    lanes_shown = (
        ("this", gettext("This deal"), "vermilion"),
        ("cities", gettext("Same cities"), "green"),
        ("milestones", gettext("Milestones"), "blue"),
    )
    names = {key: name for key, name, _ in lanes_shown}
    day = row.deal.filed_on
    # What is planned for a far year would press everything else into a corner; the list names it all the same.
    seen = [n for n in near if not day or n.day <= day + AFTERWARDS]
    dots = [days.Dot(n.day, 0, n.title, n.lane, _neighbour_page(n)) for n in seen]
    if day:
        dots.append(days.Dot(day, 0, row.title, "this", ""))
    dots += [days.Dot(s.published_on, 0, s.publisher, "this", "") for s in row.sources if s.published_on]
    closest = _closest(near, day)
    rows = tuple(
        Row(
            Cell(n.title, _neighbour_page(n), lang=n.lang),
            (Cell(names[n.lane]), Cell(formats.day_text(n.day, n.precision), style="nowrap")),
        )
        for n in sorted(closest, key=lambda n: (n.day, n.slug), reverse=True)
    )
    until = [n.day for n in near if n.lane == "cities" and day and n.day <= day]
    before, more = sum(other != day for other in until), "+" if len(until) == EACH_SIDE else ""
    title = ngettext(
        "%(count)s earlier deal between the same cities is known",
        "%(count)s earlier deals between the same cities are known",
        before,
    ) % {"count": formats.whole(before) + more}
    heads = (Cell(gettext("Nearest in time")), Cell(gettext("Lane")), Cell(gettext("Day")))
    return Panel(
        slug="around",
        title=title,
        subtitle=gettext("Deals of the same cities and milestones around this one; at most sixty of each"),
        table=Table("plain", gettext("What happened around this deal"), heads, rows),
        data=days.lanes(dots, series=[(key, name, f"var(--{colour})") for key, name, colour in lanes_shown]),
        height="15rem",
        is_long=True,
        how="timeline",
        is_empty=not near,
        empty_text=gettext("Nothing else is known of these cities."),
    )


ROWS = 12
"""Rows of the table around a deal: half of them may be of each lane, so that none pushes the other out."""


def _closest(near: Sequence[Neighbour], day: date | None) -> list[Neighbour]:
    """The nearest in time of each lane, and where one has few, more of the other."""
    nearest = sorted(near, key=lambda n: abs((n.day - day).days)) if day else list(near)
    lanes = {lane: [n for n in nearest if n.lane == lane][: ROWS // 2] for lane in ("cities", "milestones")}
    first = [n for lane in lanes.values() for n in lane]
    return [*first, *(n for n in nearest if n not in first)][:ROWS]


def _neighbour_page(neighbour: Neighbour) -> str:
    """Where a neighbour is shown."""
    if neighbour.kind == "deal":
        return reverse("deal", args=[neighbour.slug])
    return _on_timeline(neighbour.day, neighbour.slug)
