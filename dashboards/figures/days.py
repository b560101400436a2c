"""Points on a line of time: by value, or in lanes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log10
from typing import Any

from dashboards.figures.charts import BINDING, Figure
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
        # The edge tells a pale point from the ground; the shape tells the series without its colour.
        marker = {
            "color": colour, "size": MARKER, "opacity": 0.85, "symbol": ["circle", "diamond"][number % 2],
            "line": {"width": 1, "color": BINDING},
        }  # fmt: skip
        data.append(_points(plot_label(name), mine, [dot.value for dot in mine], marker))
    if not dots:
        return {"data": data, "layout": {"showlegend": False}}
    frame = _Frame.around(dots)
    if names := direct_names(dots, named, frame):
        data.append(names)
    return {
        "data": data,
        "layout": {
            "xaxis": {"type": "date", "range": frame.days()},
            "yaxis": {
                "type": "log",
                "range": [frame.low, frame.high],
                "tickvals": [value for value, _ in ticks],
                "ticktext": [plot_label(said) for _, said in ticks],
                "automargin": True,
            },
            "hovermode": "closest",
            "showlegend": False,
        },
    }


def _points(name: str, dots: Sequence[Dot], heights: Sequence[float | str], marker: dict[str, Any]) -> dict[str, Any]:
    """The points of one series at the heights given: a click leads to each, its name is said beside the pointer."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [dot.day.isoformat() for dot in dots],
        "y": heights,
        "text": [plot_label(dot.label, 80) for dot in dots],
        "customdata": [dot.href for dot in dots],
        "hovertemplate": "%{text}<br>%{x|%d %b %Y}<extra></extra>",
        "marker": marker,
    }


MARKER = 9
"""Pixels across a point."""
PLOT_WIDTHS, PLOT_HEIGHT = (640.0, 820.0, 1000.0, 1150.0), 235.0
"""Pixels of the plot from the narrowest chart that shows names (800) to the widest, by which names are kept apart.

What has room beside a point on the narrowest has it on all: points move apart as the plot widens, names stay as long.
"""
LETTER, WIDE_LETTER, LINE = 6.2, 11.5, 15.0
"""Pixels of a Latin letter, of a Chinese character and of a line, at the size of the names."""
NAME_LENGTHS = (34, 24)
"""Letters of a name: shorter where the longer one has no room."""
CLEAR = MARKER / 2 + 2
"""Pixels that a name keeps from the middle of any other point."""
APART = 8.0
"""Pixels between the middle of a point and its own name."""
SIDES = ("middle right", "middle left", "top center", "bottom center")
ROOM = 0.05
"""Share of the plot that stays free at each edge."""
LEAST_DAYS, LEAST_DECADES = 40, 1.2
"""What the axes show at least: so that a point alone stands among days, not hours, and beside one power of ten."""


@dataclass(frozen=True)
class _Frame:
    """What the axes show: the first and last day as ordinals, the logarithms of the lowest and highest value."""

    first: float
    last: float
    low: float
    high: float

    @classmethod
    def around(cls, dots: Sequence[Dot]) -> "_Frame":
        """All points with room at the edges."""
        ordinals, heights = [dot.day.toordinal() for dot in dots], [log10(dot.value) for dot in dots]
        span, rise = max(ordinals) - min(ordinals), max(heights) - min(heights)
        across = max(max(LEAST_DAYS, span) * ROOM, (LEAST_DAYS - span) / 2)
        up = max(max(0.3, rise) * ROOM, (LEAST_DECADES - rise) / 2)
        return cls(min(ordinals) - across, max(ordinals) + across, min(heights) - up, max(heights) + up)

    def days(self) -> list[str]:
        """The range of the axis of time, in whole days."""
        return [(date.fromordinal(int(self.first))).isoformat(), (_next_day(int(self.last))).isoformat()]

    def at(self, dot: Dot, width: float) -> tuple[float, float]:
        """Pixels of a point from the upper left of a plot of that width."""
        x = width * (dot.day.toordinal() - self.first) / (self.last - self.first)
        return x, PLOT_HEIGHT * (self.high - log10(dot.value)) / (self.high - self.low)


def _next_day(ordinal: int) -> date:
    """The day after the one of that ordinal; the last day that there is has none."""
    return min(date.fromordinal(ordinal), date.max - timedelta(days=1)) + timedelta(days=1)


Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a name in pixels."""


def direct_names(dots: Sequence[Dot], named: Sequence[tuple[Dot, str]], frame: _Frame) -> dict[str, Any] | None:
    """Names beside their points, the first given first, where they touch no other name and no other point.

    A name has its place only where it has room on every width of the plot; it is tried on each side, then shorter,
    then left out. The JavaScript leaves the trace out where ``meta`` says so and the chart is narrow.
    """
    if not dots or not named:
        return None
    points = [frame.at(dot, PLOT_WIDTHS[0]) for dot in dots]
    taken: list[tuple[Box, ...]] = []
    shown = []
    for dot, name in named:
        if place := _place(dot, name, frame, points, taken):
            words, side, boxes = place
            taken.append(boxes)
            shown.append((dot, words, side))
    return {
        "type": "scatter",
        # Unseen points of the same size: Plotly keeps a name off the point that it belongs to.
        "mode": "markers+text",
        "marker": {"size": MARKER + 4, "opacity": 0},
        "meta": "wide",
        "x": [dot.day.isoformat() for dot, _, _ in shown],
        "y": [dot.value for dot, _, _ in shown],
        "text": [words for _, words, _ in shown],
        "textposition": [side for _, _, side in shown],
        "textfont": {"size": 11},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _place(
    dot: Dot, name: str, frame: _Frame, points: Sequence[tuple[float, float]], taken: Sequence[tuple[Box, ...]]
) -> tuple[str, str, tuple[Box, ...]] | None:
    """The words, the side and the boxes (one for each width) with which a name has room; None where it has none."""
    for length in NAME_LENGTHS:
        # Sizes go by what is read, not by the entities that it is escaped with.
        said = " ".join(name.split())[:length]
        for side in SIDES:
            boxes = tuple(_box(frame.at(dot, width), said, side) for width in PLOT_WIDTHS)
            if any(_meet(*pair) for other in taken for pair in zip(boxes, other, strict=True)):
                continue
            if _is_clear(boxes[0], frame.at(dot, PLOT_WIDTHS[0]), points):
                return plot_label(name, length), side, boxes
        if len(said) < length:
            break
    return None


def _is_clear(box: Box, own: tuple[float, float], points: Sequence[tuple[float, float]]) -> bool:
    """Whether a name lies within the narrowest plot and touches no other point than its own."""
    left, top, right, bottom = box
    if left < 0 or right > PLOT_WIDTHS[0] or top < 0 or bottom > PLOT_HEIGHT:
        return False
    left, top, right, bottom = left - CLEAR, top - CLEAR, right + CLEAR, bottom + CLEAR
    return not any(left <= x <= right and top <= y <= bottom and (x, y) != own for x, y in points)


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes share a point."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _box(point: tuple[float, float], words: str, side: str) -> Box:
    """Left, top, right and bottom of a name on that side of its point."""
    (x, y), width = point, sum(WIDE_LETTER if letter > "\u2e7f" else LETTER for letter in words)
    if side == "middle right":
        return x + APART, y - LINE / 2, x + APART + width, y + LINE / 2
    if side == "middle left":
        return x - APART - width, y - LINE / 2, x - APART, y + LINE / 2
    if side == "top center":
        return x - width / 2, y - APART - LINE, x + width / 2, y - APART
    return x - width / 2, y + APART, x + width / 2, y + APART + LINE


@dataclass(frozen=True)
class Year:
    """How much happened in a year, and where a click leads."""

    year: int
    count: int
    href: str


LANE_HEIGHT, DENSITY_HEIGHT, FRAME_HEIGHT = 3.1, 4.5, 4.0
"""Height of a lane, of the columns below the lanes and of the axis with the edges, in rem."""


def lanes_height(lanes: int) -> str:
    """How high a chart of so many lanes with columns below is, as a length of CSS."""
    return f"{max(1, lanes) * LANE_HEIGHT + DENSITY_HEIGHT + FRAME_HEIGHT:.1f}rem"


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
        marker = {"color": colour, "size": 11, "opacity": 0.6, "symbol": "circle"}
        data.append(_points(names[key], mine, [names[key] for _ in mine], marker))
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
        foot = DENSITY_HEIGHT / (max(1, len(order)) * LANE_HEIGHT + DENSITY_HEIGHT)
        layout["yaxis"]["domain"] = [round(foot, 3), 1]
        top = _round_top(max(year.count for year in density))
        columns = {"domain": [0, round(foot * COLUMNS_PART, 3)], "anchor": "x", "automargin": True}
        layout["yaxis2"] = {**columns, "range": [0, top], "tickvals": [0, top / 2, top] if top % 2 == 0 else [0, top]}
    return {"data": data, "layout": layout}


COLUMNS_PART = 0.62
"""How much of their room the columns take; the years stand in the rest, between them and the lanes."""


def _round_top(most: int) -> int:
    """The end of an axis that no column passes: the next 1, 2, 4, 6 or 8 with noughts after it."""
    scale = 10 ** max(0, len(str(most)) - 1)
    return next(digit * scale for digit in (1, 2, 4, 6, 8, 10) if digit * scale >= most)


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
        "marker": {"color": "var(--ink-3)", "opacity": 0.7},
    }
