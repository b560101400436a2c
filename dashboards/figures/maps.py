"""The schematic map: cities as points, the links between them as lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from dashboards.figures.charts import Figure
from dashboards.figures.labels import plot_label

MAP_LATITUDE = 22.6
"""The parallel by which longitudes are drawn together."""
TALLER = 0.8
"""Width of a unit against its height: the map is schematic, and a little taller than true it fills its frame."""


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
            "mode": "markers",
            "x": [at[place.key][0] for place in places],
            "y": [at[place.key][1] for place in places],
            "text": [plot_label(place.label) for place in places],
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
    sizes = data[-1]["marker"]["size"]
    east, west = max((x for x, _ in at.values()), default=1), min((x for x, _ in at.values()), default=0)
    return {
        "data": data,
        "layout": {
            "annotations": [_name(place, *at[place.key], size) for place, size in zip(places, sizes, strict=True)],
            "xaxis": {**unseen, "scaleanchor": "y", "scaleratio": TALLER, "range": [west - 0.25, east + 0.4]},
            "yaxis": unseen,
            "hovermode": "closest",
            "showlegend": False,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        },
    }


def _name(place: Place, x: float, y: float, size: float) -> dict[str, Any]:
    """A city's name on its side of the point, with the ground behind it, so that no line runs through the letters."""
    side, away = place.position, size / 2 + 2
    row, _, column = side.partition(" ")
    note: dict[str, Any] = {"x": x, "y": y, "text": plot_label(place.label), "showarrow": False}
    note |= {"bgcolor": "var(--surface)", "opacity": 0.9, "borderpad": 1, "font": {"size": 12}}
    note |= {"xanchor": {"left": "right", "right": "left"}.get(column, "center")}
    note |= {"yanchor": {"top": "bottom", "bottom": "top"}.get(row, "middle")}
    # In a corner the name stands nearer, or it would float.
    reach = away if "middle" in row or column == "center" else away * 0.7
    note |= {"xshift": {"left": -reach, "right": reach}.get(column, 0)}
    note |= {"yshift": {"top": reach, "bottom": -reach}.get(row, 0)}
    return note


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
