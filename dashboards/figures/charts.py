"""Columns, bars and heat maps; each takes plain rows and gives ``{"data", "layout"}``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.figures.labels import plot_label, wrapped_label

Figure = dict[str, Any]

BINDING, NONBINDING = "var(--binding)", "var(--nonbinding)"
HEAT_SCALE = [[level / 6, f"var(--heat-{level})"] for level in range(7)]
MOST_TICKS = 8
STAND_OFF = {"ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"}
"""Unseen marks, so that the names of an axis do not touch what they name."""
FEW_BARS = 4
"""Fewer bars than this keep the thickness that so many would have."""
END_ROOM = 1.12
"""How far the axis of a ranking runs beyond its longest bar, for the number there."""


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


MULTIPLE_COLUMNS = 3
"""Small charts side by side."""
CHART_PART = 0.62
"""How much of its line a small chart fills; the name of the one below it stands in the rest."""


def multiples(charts: Sequence[tuple[str, Sequence[Bar]]]) -> Figure:
    """Small charts of columns in a grid, each under its name, all with the scale of the highest."""
    most = max((bar.whole for _, bars in charts for bar in bars), default=0)
    lines = -(-len(charts) // MULTIPLE_COLUMNS) or 1
    data: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"showlegend": False, "bargap": 0.2, "margin": {"l": 30, "r": 8, "t": 26, "b": 28}}
    names = []
    # The last line ends at the foot of the chart, as nothing stands below it.
    step = 1 / (lines - 1 + CHART_PART)
    for place, (name, bars) in enumerate(charts):
        line, column = divmod(place, MULTIPLE_COLUMNS)
        number = str(place + 1) if place else ""
        left, top = column / MULTIPLE_COLUMNS, 1 - line * step
        across, down = [left, left + 0.86 / MULTIPLE_COLUMNS], [max(0.0, top - CHART_PART * step), top]
        labels = [plot_label(bar.label) for bar in bars]
        data.append(
            {
                "type": "bar",
                "name": plot_label(name),
                "x": labels,
                "y": [bar.whole for bar in bars],
                "customdata": [bar.href for bar in bars],
                "marker": {"color": BINDING},
                "xaxis": f"x{number}",
                "yaxis": f"y{number}",
                "hovertemplate": "%{x}: %{y}<extra>%{fullData.name}</extra>",
            }
        )
        # Told once, at the lower left: the others have the same months and the same scale.
        is_told = column == 0 and place + MULTIPLE_COLUMNS >= len(charts)
        ends = {"tickvals": [labels[0], labels[-1]] if labels and is_told else [], "tickangle": 0, **STAND_OFF}
        layout[f"xaxis{number}"] = {"type": "category", "domain": across, "anchor": f"y{number}", **ends}
        scale = {"range": [0, max(1, most) * 1.1], "nticks": 3, "tickformat": ",d", "showticklabels": column == 0}
        layout[f"yaxis{number}"] = {"domain": down, "anchor": f"x{number}", **scale}
        words = {"text": plot_label(name), "showarrow": False, "xanchor": "left", "yanchor": "bottom"}
        names.append({"x": left, "y": top, "xref": "paper", "yref": "paper", **words})
    return {"data": data, "layout": {**layout, "annotations": names}}


def counting_axis(bars: Sequence[Bar]) -> dict[str, Any]:
    """An axis from zero; small whole numbers get no ticks between them."""
    axis: dict[str, Any] = {"rangemode": "tozero", "tickformat": ",.2~f", "nticks": 6}
    if bars and max(bar.whole for bar in bars) <= 6 and all(float(bar.whole).is_integer() for bar in bars):
        return {**axis, "dtick": 1}
    return axis


def ranking(bars: Sequence[Bar], *, part_name: str, rest_name: str, with_rest: bool = True) -> Figure:
    """Stacked horizontal bars, the first on top, each with its number at its end; one series without the rest."""
    figure = columns(bars, part_name=part_name, rest_name=rest_name, partial_last=False)
    if not with_rest:
        figure["data"] = [{**figure["data"][0], "y": [bar.whole for bar in bars]}]
    for trace in figure["data"]:
        trace["x"], trace["y"] = trace["y"], trace["x"]
        trace["orientation"] = "h"
        trace["marker"].pop("pattern")
        trace["hovertemplate"] = "%{y}: %{x}<extra>%{fullData.name}</extra>"
        if len(bars) < FEW_BARS:
            trace["width"] = 0.75 * len(bars) / FEW_BARS
    figure["data"].append(_end_numbers(bars))
    most = max((bar.whole for bar in bars), default=1) or 1
    figure["layout"]["xaxis"] = {**counting_axis(bars), "range": [0, most * END_ROOM], "tickangle": 0}
    figure["layout"]["yaxis"] = {"type": "category", "autorange": "reversed", "automargin": True, **STAND_OFF}
    figure["layout"]["margin"] = {"l": 8, "r": 12, "t": 4, "b": 28}
    return figure


def _end_numbers(bars: Sequence[Bar]) -> dict[str, Any]:
    """The number of each bar beside its end, written by Plotly in the reader's way."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [bar.whole for bar in bars],
        "y": [plot_label(bar.label) for bar in bars],
        "texttemplate": "\u00a0%{x:,.3~r}",
        "textposition": "middle right",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "showlegend": False,
    }


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
            "yaxis": {"autorange": "reversed", "automargin": True, "showgrid": False, "type": "category", **STAND_OFF},
            "margin": {"l": 8, "r": 4, "t": 8, "b": 6},
        },
    }
