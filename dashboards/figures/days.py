"""Points on a line of time: by value, or in lanes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log10
from typing import Any

from dashboards.figures.charts import NONBINDING, Figure
from dashboards.figures.labels import plot_label


@dataclass(frozen=True)
class Dot:
    """One point: its day, its value, its name, its series and where a click leads."""

    day: date
    value: float
    label: str
    series: str
    href: str


def spread(
    dots: Sequence[Dot],
    *,
    series: Sequence[tuple[str, str, str]],
    ticks: Sequence[tuple[float, str]],
    named: Sequence[tuple[Dot, str]] = (),
) -> Figure:
    """Points by day and value on a logarithmic axis; ``series`` = (key, name, colour), ``ticks`` = (value, words).

    ``named`` are the points whose names stand beside them, as far as there is room.
    """
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
    if names := direct_names(dots, named):
        data.append(names)
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


PLOT_WIDTH, PLOT_HEIGHT = 1000.0, 230.0
"""Pixels of the plot on a desktop, by which names are kept apart; narrow screens leave the names out."""
LETTER, WIDE_LETTER, LINE = 6.0, 11.5, 15.0
"""Pixels of a Latin letter, of a Chinese character and of a line, at the size of the names."""
NAME_LENGTH = 34


def direct_names(dots: Sequence[Dot], named: Sequence[tuple[Dot, str]]) -> dict[str, Any] | None:
    """Names beside their points, the first given first, where they cover no other name and no other point.

    The JavaScript leaves the trace out where ``meta`` says so and the chart is narrow.
    """
    if not dots or not named:
        return None
    first, last = min(dot.day for dot in dots).toordinal(), max(dot.day for dot in dots).toordinal()
    low, high = min(log10(dot.value) for dot in dots), max(log10(dot.value) for dot in dots)

    def at(dot: Dot) -> tuple[float, float]:
        x = PLOT_WIDTH * (0.05 + 0.9 * (dot.day.toordinal() - first) / max(1, last - first))
        return x, PLOT_HEIGHT * (0.95 - 0.9 * (log10(dot.value) - low) / max(0.1, high - low))

    points, taken, shown = [at(dot) for dot in dots], [], []
    for dot, name in named:
        words = plot_label(name, NAME_LENGTH)
        for side in ("middle right", "middle left", "top center"):
            box = _box(at(dot), words, side)
            if box[0] < 0 or box[2] > PLOT_WIDTH or any(_meet(box, other) for other in taken):
                continue
            if any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points if (x, y) != at(dot)):
                continue
            taken.append(box)
            shown.append((dot, words, side))
            break
    return {
        "type": "scatter",
        "mode": "text",
        "meta": "wide",
        "x": [dot.day.isoformat() for dot, _, _ in shown],
        "y": [dot.value for dot, _, _ in shown],
        # A name without a marker of its own would touch the point.
        "text": [f"\u00a0\u00a0{words}\u00a0\u00a0" for _, words, _ in shown],
        "textposition": [side for _, _, side in shown],
        "textfont": {"size": 11},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _box(point: tuple[float, float], words: str, side: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a name on that side of its point."""
    (x, y), width = point, sum(WIDE_LETTER if letter > "\u2e7f" else LETTER for letter in words)
    if side == "middle right":
        return x + 6, y - LINE / 2, x + 6 + width, y + LINE / 2
    if side == "middle left":
        return x - 6 - width, y - LINE / 2, x - 6, y + LINE / 2
    return x - width / 2, y - 6 - LINE, x + width / 2, y - 6


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two boxes share a point."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass(frozen=True)
class Year:
    """How much happened in a year, and where a click leads."""

    year: int
    count: int
    href: str


YEAR_WIDTH = 300 * 86_400_000
"""Milliseconds that the column of a year takes of its 365 days."""


def lanes(dots: Sequence[Dot], *, series: Sequence[tuple[str, str, str]], density: Sequence[Year] = ()) -> Figure:
    """Points by day in lanes; ``series`` = (key, name, colour), the first lane on top.

    ``density`` stands below them as columns, one a year: how much happened, to be clicked.
    """
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
    layout: dict[str, Any] = {
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
    }
    if density:
        data.append(_year_columns(density))
        layout["yaxis"]["domain"] = [0.3, 1]
        layout["yaxis2"] = {"domain": [0, 0.22], "anchor": "x", "rangemode": "tozero", "nticks": 3, "automargin": True}
    return {"data": data, "layout": layout}


def _year_columns(density: Sequence[Year]) -> dict[str, Any]:
    """The columns of the years, each in the middle of its year."""
    return {
        "type": "bar",
        "x": [f"{year.year}-07-02" for year in density],
        "y": [year.count for year in density],
        "width": [YEAR_WIDTH for _ in density],
        "yaxis": "y2",
        "customdata": [year.href for year in density],
        "hovertemplate": "%{x|%Y}: %{y}<extra></extra>",
        "marker": {"color": NONBINDING},
    }
