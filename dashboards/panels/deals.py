"""Panels about deals over time, by kind and by size."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from dashboards import formats
from dashboards.figures import charts, days
from dashboards.filters import Filters
from dashboards.panels.leaders import leaders
from dashboards.panels.records import Cell, Panel, Row, Table, heat_level, largest, share
from dashboards.queries.rows import DealRow
from dashboards.queries.totals import MonthCount, add_months

BINDING_KEYS = (("var(--binding)", _("Binding: agreement and above")), ("var(--nonbinding)", _("Not binding")))


def deals_address(filters: Filters) -> str:
    """The list that adds up to a number."""
    return _list_of_deals(get_language() or "", get_script_prefix()) + filters.query()


@lru_cache(maxsize=64)
def _list_of_deals(language: str, prefix: str) -> str:
    """Asked for by every cell of a matrix."""
    return reverse("deals")


def outputs(filters: Filters) -> dict[str, Any]:
    """The rows behind a figure: as files, and as the selection that they are."""
    return {kind: f"/deals.{kind}{filters.query()}" for kind in ("csv", "xlsx", "json")} | {"told": filters}


def outputs_of_months(filters: Filters, months: Sequence[date]) -> dict[str, Any]:
    """The same of a figure by month: the signed and completed deals of its months (first days), and of no other."""
    span = {"from_on": months[0], "to_on": last_day(months[-1]), "last": ""} if months else {}
    return outputs(filters.counted().having(**span))


def month_filters(filters: Filters, month: date) -> Filters:
    """The signed and completed deals of one month: those of which a month is known, so that months add up."""
    return filters.counted().having(from_on=month, to_on=last_day(month), last="", dated=("month",))


def beyond_months(filters: Filters, months: Sequence[date]) -> Filters:
    """The signed and completed deals of a span of months of which only the quarter or year is known."""
    return filters.counted().having(from_on=months[0], to_on=last_day(months[-1]), last="", dated=("longer",))


def subtitle_by_month(columns: Sequence[date | None]) -> str:
    """What a table by month counts; None among its columns is that of the deals that stand in no month."""
    if None not in columns:
        return gettext("Signed and completed deals by the month of their filing day")
    return gettext("Signed and completed deals; one dated only to the quarter or year stands under “No month”")


def note_beyond_months(filters: Filters, months: Sequence[date], count: int) -> dict[str, Any]:
    """What a figure by month says of the deals that stand in none of its months; nothing where there are none."""
    if not count:
        return {}
    text = ngettext(
        "%(count)s more deal is dated only to the quarter or year and stands in no month",
        "%(count)s more deals are dated only to the quarter or year and stand in no month",
        count,
    ) % {"count": formats.whole(count)}
    return {"note": text, "note_href": deals_address(beyond_months(filters, months)), "note_count": count}


def last_day(month: date) -> date:
    """The last day of a month."""
    return date.fromordinal(add_months(month, 1).toordinal() - 1)


def deals_per_month(months: Sequence[MonthCount], filters: Filters, today: date) -> Panel:
    """How many deals were signed each month, and how many of them bind."""
    most = largest([m.signed for m in months])
    rows, bars = [], []
    for n, month in enumerate(months):
        href, name = deals_address(month_filters(filters, month.month)), formats.month_text(month.month)
        rows.append(_column(name, month.signed, month.binding, most, href, _month_style(months, n, today)))
        bars.append(charts.Bar(name, month.signed, month.binding, href))
    return Panel(
        slug="deals-per-month",
        title=_months_message(months),
        subtitle=gettext("Signed and completed deals by filing day; the running month is hatched"),
        table=Table("columns", gettext("Deals per month"), _column_heads(gettext("Month")), tuple(rows)),
        data=charts.columns(
            bars,
            part_name=gettext("Binding"),
            rest_name=gettext("Not binding"),
            partial_last=bool(months) and "is-partial" in rows[-1].style,
        ),
        height="15rem",
        keys=BINDING_KEYS,
        is_empty=not any(m.signed or m.longer for m in months),
        empty_text=gettext("No signed or completed deal in this selection."),
        **note_beyond_months(filters, [m.month for m in months], sum(m.longer for m in months)),
        **outputs_of_months(filters, [m.month for m in months]),
    )


def _column(name: str, signed: int, binding: int, most: float, href: str, style: str) -> Row:
    """One column of a chart over time: its number, which leads to the rows, its bar and the binding part in words."""
    value = Cell(formats.whole(signed), href, "value", count=signed) if signed else Cell("", "", "value")
    bar = Cell("", kind="bar", share=share(signed, most), part=share(binding, signed))
    return Row(Cell(name), (value, bar, Cell(formats.whole(binding), kind="extra")), style)


def _column_heads(first: str) -> tuple[Cell, ...]:
    """The heads over such columns."""
    return (
        Cell(first),
        Cell(gettext("Deals")),
        Cell("", kind="bar"),
        Cell(gettext("Binding"), kind="extra"),
    )


def _month_style(months: Sequence[MonthCount], n: int, today: date) -> str:
    """Class names of the nth month: eight of all bear a label, the running one is hatched, phones show twelve."""
    every = max(1, -(-len(months) // 8))
    month = months[n].month
    styles = {
        "is-labelled": (len(months) - 1 - n) % every == 0,
        "is-partial": (month.year, month.month) == (today.year, today.month),
        "is-early": n < len(months) - 12,
    }
    return " ".join(name for name, is_on in styles.items() if is_on)


def _months_message(months: Sequence[MonthCount]) -> str:
    """What the columns say, in one line of counted facts."""
    total = sum(m.signed + m.longer for m in months)
    if not total:
        return gettext("No deals signed in this selection")
    best = max(months, key=lambda m: (m.signed, m.month))
    if not best.signed:
        return ngettext(
            "%(total)s deal in %(months)s months, dated to no month",
            "%(total)s deals in %(months)s months, dated to no month",
            total,
        ) % {"total": formats.whole(total), "months": len(months)}
    if best.signed == total:
        return ngettext("%(total)s deal, in %(month)s", "%(total)s deals, all in %(month)s", total) % {
            "total": formats.whole(total),
            "month": formats.month_text(best.month),
        }
    said = {"total": formats.whole(total), "months": len(months), "best": formats.whole(best.signed)}
    if len(leaders({m.month: m.signed for m in months})) > 1:
        text = ngettext(
            "%(total)s deal in %(months)s months; at most %(best)s in one",
            "%(total)s deals in %(months)s months; at most %(best)s in one",
            total,
        )
        return text % said
    return ngettext(
        "%(total)s deal in %(months)s months; the most, %(best)s, in %(month)s",
        "%(total)s deals in %(months)s months; the most, %(best)s, in %(month)s",
        total,
    ) % {**said, "month": formats.month_text(best.month)}


def deals_by_year(months: Sequence[MonthCount], filters: Filters, today: date) -> Panel:
    """The same by year: for pages whose deals are few."""
    years: dict[int, list[int]] = {}
    for month in months:
        pair = years.setdefault(month.month.year, [0, 0])
        pair[0] += month.signed + month.longer
        pair[1] += month.binding + month.longer_binding
    if years:
        # Years without a deal are news too, up to the running one or the end of the chosen period.
        last = min(filters.period(today)[1] or today, today)
        years = {year: years.get(year, [0, 0]) for year in range(min(years), max(*years, last.year) + 1)}
    most = largest([signed for signed, _ in years.values()])
    rows, bars = [], []
    for year, (signed, binding) in years.items():
        href = deals_address(filters.counted().within(date(year, 1, 1), date(year, 12, 31), today))
        style = "is-labelled" + (" is-partial" if year == today.year else "")
        rows.append(_column(str(year), signed, binding, most, href, style))
        bars.append(charts.Bar(str(year), signed, binding, href))
    return Panel(
        slug="deals-by-year",
        title=_years_message({year: signed for year, (signed, _) in years.items()}),
        subtitle=gettext("Signed and completed deals by the year of their filing day; the running year is hatched"),
        table=Table("columns", gettext("Deals by year"), _column_heads(gettext("Year")), tuple(rows)),
        data=charts.columns(
            bars,
            part_name=gettext("Binding"),
            rest_name=gettext("Not binding"),
            partial_last=today.year in years,
        ),
        height="14rem",
        keys=BINDING_KEYS,
        is_empty=not years,
        empty_text=gettext("No signed or completed deal in this selection."),
        **outputs(filters.counted()),
    )


def _years_message(signed: Mapping[int, int]) -> str:
    """What the columns of years say, in one line of counted facts."""
    if not signed:
        return gettext("No deals signed in this selection")
    best, total = max(signed, key=lambda year: (signed[year], year)), sum(signed.values())
    if signed[best] == total:
        return ngettext("%(total)s deal, in %(year)s", "%(total)s deals, all in %(year)s", total) % {
            "total": formats.whole(total),
            "year": best,
        }
    said = {"total": formats.whole(total), "first": min(signed), "best": formats.whole(signed[best])}
    if len(leaders(signed)) > 1:
        text = ngettext(
            "%(total)s deal since %(first)s; at most %(best)s in a year",
            "%(total)s deals since %(first)s; at most %(best)s in a year",
            total,
        )
        return text % said
    return ngettext(
        "%(total)s deal since %(first)s; the most, %(best)s, in %(year)s",
        "%(total)s deals since %(first)s; the most, %(best)s, in %(year)s",
        total,
    ) % {**said, "year": best}


def spread(rows: Sequence[DealRow], total: int, filters: Filters) -> Panel:
    """How large the deals are: each with its day and its value; the table names the ten largest."""
    valued = [row for row in rows if row.amount_hkd and row.deal.filed_on]
    dots = {
        row.deal.pk: days.Dot(
            row.deal.filed_on,
            float(row.amount_hkd or 0),
            f"{formats.money(row.amount_hkd)}: {row.title}",
            "binding" if row.deal.is_binding else "other",
            reverse("deal", args=[row.deal.slug]),
        )
        for row in valued
    }
    top = sorted(valued, key=lambda row: -(row.amount_hkd or Decimal(0)))[:10]
    return Panel(
        slug="deal-values",
        title=_largest_message(valued),
        subtitle=gettext("%(shown)s of %(total)s deals state a value and a date; HK dollars, logarithmic")
        % {"shown": formats.whole(len(valued)), "total": formats.whole(total)},
        table=_largest_table(top),
        data=days.spread(
            list(dots.values()),
            named=[(dots[row.deal.pk], row.title) for row in top],
            series=(
                ("binding", gettext("Binding"), "var(--binding)"),
                ("other", gettext("Not binding"), "var(--nonbinding)"),
            ),
            ticks=[(10.0**power, formats.money(Decimal(10) ** power)) for power in range(5, 14)],
        ),
        height="19rem",
        is_long=True,
        keys=BINDING_KEYS,
        is_empty=not valued,
        empty_text=gettext("No deal of this selection states a value."),
        **outputs(filters),
    )


def _largest_table(top: Sequence[DealRow]) -> Table:
    """The largest deals, which are few enough to be read."""
    most = float(top[0].amount_hkd or 0) if top else 0.0
    rows = tuple(
        Row(
            Cell(row.title, reverse("deal", args=[row.deal.slug]), lang=row.lang),
            (
                Cell(formats.day_text(row.deal.filed_on, row.deal.filing_precision), style="nowrap"),
                Cell(formats.money(row.amount_hkd), kind="number"),
                Cell("", kind="bar", share=share(float(row.amount_hkd or 0), most)),
            ),
        )
        for row in top
    )
    heads = (
        Cell(gettext("The largest")),
        Cell(gettext("Filed")),
        Cell(gettext("Value"), kind="number"),
        Cell("", kind="bar"),
    )
    return Table("plain", gettext("The ten largest deals"), heads, rows)


def _largest_message(valued: Sequence[DealRow]) -> str:
    """How much of the whole the largest one is."""
    amounts = [row.amount_hkd or Decimal(0) for row in valued]
    if not amounts or not sum(amounts):
        return gettext("No deal with a disclosed value")
    if len(amounts) == 1:
        return gettext("One deal with a disclosed value: %(amount)s") % {"amount": formats.money(amounts[0])}
    part = formats.percent(float(max(amounts) / sum(amounts)))
    return gettext("The largest alone is %(share)s of the value shown") % {"share": part}


def heat_cell(value: int, most: int, href: str, style: str = "") -> Cell:
    """A cell of a heat table: a number that leads to its rows, or nothing."""
    if not value:
        return Cell("", kind="heat", style=style)
    return Cell(formats.whole(value), href, "heat", heat=heat_level(value, most), count=value, style=style)
