"""Parts of a whole and flows: treemap and sankey, which the second chart bundle draws."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.figures.charts import Figure
from dashboards.figures.labels import plot_label


@dataclass(frozen=True)
class Tile:
    """One part of a whole: its label, its size, its words (size as readers write it), colour and where it leads.

    ``within`` is the label of the frame that it stands in, if any.
    """

    label: str
    size: float
    said: str
    colour: str
    href: str
    within: str = ""


def treemap(tiles: Sequence[Tile]) -> Figure:
    """Tiles whose areas add up to the whole; the text of a tile is its label and its size in words.

    Tiles that stand within something lie in a frame with its name, which has no size of its own.
    """
    frames = list(dict.fromkeys(tile.within for tile in tiles if tile.within))
    colours = {tile.within: tile.colour for tile in tiles}
    within = {name: f"frame-{n}" for n, name in enumerate(frames)}
    return {
        "data": [
            {
                "type": "treemap",
                "labels": [*map(plot_label, frames), *(plot_label(tile.label) for tile in tiles)],
                "ids": [*within.values(), *(str(n) for n in range(len(tiles)))],
                "parents": ["" for _ in frames] + [within.get(tile.within, "") for tile in tiles],
                "values": [0 for _ in frames] + [tile.size for tile in tiles],
                "text": ["" for _ in frames] + [plot_label(tile.said) for tile in tiles],
                "customdata": ["" for _ in frames] + [tile.href for tile in tiles],
                "textinfo": "label+text",
                "hovertemplate": "%{label}: %{text}<extra></extra>",
                "marker": {
                    "colors": [*(colours[name] for name in frames), *(tile.colour for tile in tiles)],
                    "line": {"width": 2, "color": "var(--surface)"},
                    "pad": {"t": 22 if frames else 2, "l": 2, "r": 2, "b": 2},
                },
                "textfont": {"size": 13, "color": "var(--tile-ink)"},
                "tiling": {"packing": "squarify"},
                "pathbar": {"visible": False},
            }
        ],
        "layout": {"margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "uniformtext": {"minsize": 11, "mode": "hide"}},
    }


@dataclass(frozen=True)
class Flow:
    """So many from one side to the other: keys of two nodes, and where a click leads."""

    source: str
    target: str
    count: int
    href: str


def sankey(nodes: Sequence[tuple[str, str, str]], flows: Sequence[Flow]) -> Figure:
    """Bands from the left nodes to the right ones; ``nodes`` = (key, name, colour)."""
    at = {key: place for place, (key, _, _) in enumerate(nodes)}
    return {
        "data": [
            {
                "type": "sankey",
                "arrangement": "fixed",
                "node": {
                    "label": [plot_label(name) for _, name, _ in nodes],
                    "color": [colour for _, _, colour in nodes],
                    "pad": 12,
                    "thickness": 14,
                    "line": {"width": 0},
                    "hovertemplate": "%{label}: %{value}<extra></extra>",
                },
                "link": {
                    "source": [at[flow.source] for flow in flows],
                    "target": [at[flow.target] for flow in flows],
                    "value": [flow.count for flow in flows],
                    "customdata": [flow.href for flow in flows],
                    "color": ["var(--band)" for _ in flows],
                    "hovercolor": ["var(--accent)" for _ in flows],
                    "hovertemplate": "%{source.label} – %{target.label}: %{value}<extra></extra>",
                },
                "valueformat": ",d",
                "textfont": {"color": "var(--ink)", "size": 12},
            }
        ],
        "layout": {"margin": {"l": 4, "r": 4, "t": 8, "b": 8}},
    }
