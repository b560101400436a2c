"""The Plotly template of the house, made and checked with Plotly itself; the only module that imports it.

Run ``python manage.py write_figure_template`` after a change; no request needs this module.
"""

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs_version

LIBRARY = "plotly.js"
"""The npm package from which the chart bundles are built."""
FONT = "-apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif"
COLOURWAY = ["blue", "vermilion", "green", "purple", "orange", "sky", "yellow", "grey"]


def house_template() -> dict[str, Any]:
    """The template as JSON values; its colours are names of design tokens."""
    axis = {
        "gridcolor": "var(--rule)",
        "linecolor": "var(--rule-2)",
        "zerolinecolor": "var(--rule-2)",
        "tickcolor": "var(--rule-2)",
        "ticks": "",
        "title": {"font": {"size": 12}, "standoff": 8},
    }
    template = go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 12, "color": "var(--ink-2)"},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [f"var(--{name})" for name in COLOURWAY],
            "margin": {"l": 44, "r": 12, "t": 28, "b": 36},
            "xaxis": {**axis, "showgrid": False},
            "yaxis": axis,
            "hoverlabel": {
                "bgcolor": "var(--surface)",
                "bordercolor": "var(--rule-2)",
                "font": {"color": "var(--ink)", "size": 12},
                "align": "left",
            },
            "legend": {"font": {"size": 12}},
            "modebar": {"bgcolor": "rgba(0,0,0,0)"},
            "dragmode": False,
            "separators": ".,",
        }
    )
    return template.to_plotly_json()


def checked(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure as Plotly's own schema reads it; ValueError where it does not."""
    return go.Figure(figure).to_plotly_json()


def bundle_version(root: Path) -> str:
    """The version of the plotly.js that the chart bundles are built from; FileNotFoundError before ``npm ci``."""
    package = root / "node_modules" / LIBRARY / "package.json"
    return json.loads(package.read_text(encoding="utf-8"))["version"]


def expected_version() -> str:
    """The plotly.js version that the Python package was made for."""
    return get_plotlyjs_version()
