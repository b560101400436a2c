"""The one door through which text reaches a figure (THREATS, finding 10)."""

import re
from html import escape

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")  # NUL, zero width, bidi
MAX_LABEL = 60


def plot_label(text: object, limit: int = MAX_LABEL) -> str:
    """Text as a label: without control and bidi characters, cut, HTML-escaped (Plotly obeys ``<a>`` and ``<b>``)."""
    plain = " ".join(UNSEEN.sub(" ", str(text)).split())
    if len(plain) > limit:
        plain = plain[: limit - 1].rstrip() + "…"
    # A dollar sign opens formulas where a page loads MathJax; ours never does, and a label needs no second guard.
    return escape(plain, quote=True)
