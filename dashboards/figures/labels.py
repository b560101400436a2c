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


def wrapped_label(text: object, width: int = 14, lines: int = 3) -> str:
    """The same over several lines of about ``width`` characters; the line break is ours and the only markup."""
    told: list[str] = []
    for word in " ".join(UNSEEN.sub(" ", str(text)).split())[:MAX_LABEL].split(" "):
        if told and len(told[-1]) + 1 + len(word) <= width:
            told[-1] += f" {word}"
        else:
            told.append(word)
    if len(told) > lines:
        told = [*told[: lines - 1], " ".join(told[lines - 1 :])]
    return "<br>".join(escape(line, quote=True) for line in told)
