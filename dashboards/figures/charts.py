"""The kinds of chart that the pages use; each takes plain rows and gives ``{"data", "layout"}``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians
from typing import Any

from dashboards.figures.labels import plot_label, wrapped_label

Figure = dict[str, Any]

BINDING, NONBINDING = "var(--binding)", "var(--nonbinding)"
HEAT_SCALE = [[level / 6, f"var(--heat-{level})"] for level in range(7)]
MOST_TICKS = 8
MAP_LATITUDE = 22.6
"""The parallel on which the schematic map is true to scale."""


@dataclass(frozen=True)
class Bar:
    """One column or bar: its label, the whole, the part that binds, and where a click leads."""

    label: str
    whole: float
    part: float
    href: str


def columns(bars: Sequence[Bar], *, part_name: str, rest_name: str, partial_last: bool) -> Figure:
    """Stacked columns in the given order; the last one hatched where its period is not over."""
    labels = [plot_label(bar.label) for bar in bars]
    # Every so many labels, counted from the newest, so that none overlaps its neighbour.
    every = max(1, -(-len(labels) // MOST_TICKS))
    ticks = labels[::-1][::every][::-1]
    pattern = {"shape": ["" for _ in bars[:-1]] + ["/" if partial_last else ""]} if bars else {}

    def trace(name: str, colour: str, values: list[float]) -> dict[str, Any]:
        return {
            "type": "bar",
            "name": plot_label(name),
            "x": labels,
            "y": values,
            "customdata": [bar.href for bar in bars],
            "marker": {"color": colour, "pattern": pattern},
            "hovertemplate": "%{x}: %{y}<extra>%{fullData.name}</extra>",
        }

    return {
        "data": [
            trace(part_name, BINDING, [bar.part for bar in bars]),
            trace(rest_name, NONBINDING, [bar.whole - bar.part for bar in bars]),
        ],
        "layout": {
            "barmode": "stack",
            "bargap": 0.25,
            "margin": {"l": 36, "r": 8, "t": 12, "b": 34},
            "xaxis": {"type": "category", "tickvals": ticks, "tickangle": 0, "automargin": True},
            "yaxis": counting_axis(bars),
            "showlegend": False,
        },
    }


def counting_axis(bars: Sequence[Bar]) -> dict[str, Any]:
    """An axis from zero; small whole numbers get no ticks between them."""
    axis: dict[str, Any] = {"rangemode": "tozero", "tickformat": ",.2~f", "nticks": 6}
    if bars and max(bar.whole for bar in bars) <= 6 and all(float(bar.whole).is_integer() for bar in bars):
        return {**axis, "dtick": 1}
    return axis


def ranking(bars: Sequence[Bar], *, part_name: str, rest_name: str) -> Figure:
    """Stacked horizontal bars, the first on top."""
    figure = columns(bars, part_name=part_name, rest_name=rest_name, partial_last=False)
    for trace in figure["data"]:
        trace["x"], trace["y"] = trace["y"], trace["x"]
        trace["orientation"] = "h"
        trace["marker"].pop("pattern")
        trace["hovertemplate"] = "%{y}: %{x}<extra>%{fullData.name}</extra>"
    figure["layout"]["xaxis"] = counting_axis(bars)
    figure["layout"]["yaxis"] = {"type": "category", "autorange": "reversed", "automargin": True}
    figure["layout"]["margin"] = {"l": 8, "r": 12, "t": 4, "b": 28}
    return figure


def heat(
    row_labels: Sequence[str],
    column_labels: Sequence[str],
    values: Sequence[Sequence[int | None]],
    hrefs: Sequence[Sequence[str]],
) -> Figure:
    """A heat map, the first row on top; None leaves a cell empty. The colour follows the square root."""
    return {
        "data": [
            {
                "type": "heatmap",
                "x": [wrapped_label(label) for label in column_labels],
                "y": [plot_label(label) for label in row_labels],
                "z": [[None if v is None else v**0.5 for v in row] for row in values],
                "text": [["" if v is None else str(v) for v in row] for row in values],
                "customdata": [list(row) for row in hrefs],
                "texttemplate": "%{text}",
                "hovertemplate": "%{y} – %{x}: %{text}<extra></extra>",
                "colorscale": HEAT_SCALE,
                "showscale": False,
                "zmin": 0,
                "zmax": max((v for row in values for v in row if v), default=1) ** 0.5,
                "xgap": 2,
                "ygap": 2,
                "hoverongaps": False,
            }
        ],
        "layout": {
            "xaxis": {"side": "top", "automargin": True, "tickangle": 0, "showgrid": False, "type": "category"},
            "yaxis": {"autorange": "reversed", "automargin": True, "showgrid": False, "type": "category"},
            "margin": {"l": 8, "r": 4, "t": 8, "b": 6},
        },
    }


@dataclass(frozen=True)
class Dot:
    """One point: its day, its value, its name, its series and where a click leads."""

    day: date
    value: float
    label: str
    series: str
    href: str


def spread(
    dots: Sequence[Dot], *, series: Sequence[tuple[str, str, str]], ticks: Sequence[tuple[float, str]]
) -> Figure:
    """Points by day and value on a logarithmic axis; ``series`` = (key, name, colour), ``ticks`` = (value, words)."""
    data = []
    for number, (key, name, colour) in enumerate(series):
        mine = [dot for dot in dots if dot.series == key]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": plot_label(name),
                "x": [dot.day.isoformat() for dot in mine],
                "y": [dot.value for dot in mine],
                "text": [plot_label(dot.label, 80) for dot in mine],
                "customdata": [dot.href for dot in mine],
                "hovertemplate": "%{text}<br>%{x|%d %b %Y}<extra></extra>",
                "marker": {"color": colour, "size": 9, "opacity": 0.85, "symbol": ["circle", "diamond"][number % 2]},
            }
        )
    return {
        "data": data,
        "layout": {
            "xaxis": {"type": "date"},
            "yaxis": {
                "type": "log",
                "tickvals": [value for value, _ in ticks],
                "ticktext": [plot_label(said) for _, said in ticks],
                "automargin": True,
            },
            "hovermode": "closest",
            "showlegend": False,
        },
    }


@dataclass(frozen=True)
class Place:
    """A city on the schematic map; ``position`` says on which side of the point its name stands."""

    key: str
    label: str
    latitude: float
    longitude: float
    value: int
    href: str
    position: str


def schematic_map(places: Sequence[Place], links: Sequence[tuple[str, str, int]]) -> Figure:
    """Cities as points on projected coordinates, links as lines whose width grows with their number.

    A plain scatter with ``scaleanchor``: no map data, no boundary, no request (THREATS, finding 11).
    """
    squeeze = cos(radians(MAP_LATITUDE))
    at = {place.key: (place.longitude * squeeze, place.latitude) for place in places}
    most = max((count for _, _, count in links), default=1)
    data: list[dict[str, Any]] = []
    for level in range(1, 6):
        of_level = [(a, b) for a, b, count in links if _level(count, most) == level and a in at and b in at]
        if of_level:
            data.append(_lines([(at[a], at[b]) for a, b in of_level], level))
    largest = max((place.value for place in places), default=1) or 1
    data.append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [at[place.key][0] for place in places],
            "y": [at[place.key][1] for place in places],
            "text": [plot_label(place.label) for place in places],
            "textposition": [place.position for place in places],
            "customdata": [place.href for place in places],
            "meta": [place.value for place in places],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "size": [9 + 22 * (place.value / largest) ** 0.5 for place in places],
                "color": [f"var(--city-{place.key})" for place in places],
                "line": {"width": 1.5, "color": "var(--surface)"},
            },
            "cliponaxis": False,
            "showlegend": False,
        }
    )
    unseen = {"visible": False, "fixedrange": True}
    east, west = max((x for x, _ in at.values()), default=1), min((x for x, _ in at.values()), default=0)
    return {
        "data": data,
        "layout": {
            "xaxis": {**unseen, "scaleanchor": "y", "scaleratio": 1, "range": [west - 0.25, east + 0.4]},
            "yaxis": unseen,
            "hovermode": "closest",
            "showlegend": False,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        },
    }


def _level(count: int, most: int) -> int:
    """A width from 1 to 5; the square root, so that the weak links stay visible."""
    return max(1, min(5, round(5 * (count / most) ** 0.5)))


def _lines(pairs: Sequence[tuple[tuple[float, float], tuple[float, float]]], level: int) -> dict[str, Any]:
    """All lines of one width as one trace."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for (x1, y1), (x2, y2) in pairs:
        xs += [x1, x2, None]
        ys += [y1, y2, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"width": level * 1.6, "color": "var(--accent)"},
        "opacity": 0.2 + 0.11 * level,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def lanes(dots: Sequence[Dot], *, series: Sequence[tuple[str, str, str]]) -> Figure:
    """Points by day in lanes; ``series`` = (key, name, colour), the first lane on top."""
    data = []
    names = {key: plot_label(name) for key, name, _ in series}
    for key, _, colour in series:
        mine = [dot for dot in dots if dot.series == key]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": names[key],
                "x": [dot.day.isoformat() for dot in mine],
                "y": [names[key] for _ in mine],
                "text": [plot_label(dot.label, 80) for dot in mine],
                "customdata": [dot.href for dot in mine],
                "hovertemplate": "%{text}<br>%{x|%d %b %Y}<extra></extra>",
                "marker": {"color": colour, "size": 11, "opacity": 0.6, "symbol": "circle"},
            }
        )
    order = [names[key] for key, _, _ in series]
    return {
        "data": data,
        "layout": {
            "xaxis": {"type": "date"},
            "yaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": order[::-1],
                "automargin": True,
                "range": [-0.5, len(order) - 0.5],
            },
            "hovermode": "closest",
            "showlegend": False,
        },
    }
