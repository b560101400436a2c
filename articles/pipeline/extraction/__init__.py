"""Extraction: the clean text of an article from a page, a feed's fragment or plain text with its noise."""

import re

from articles.pipeline.extraction.flattening import unflatten
from articles.pipeline.extraction.fragments import lines_of_fragment
from articles.pipeline.extraction.pages import MAX_HTML, is_whole_page, lines_of_page
from articles.pipeline.extraction.records import REASONS, Extracted, Quarantined
from articles.pipeline.extraction.sifting import sift
from articles.pipeline.extraction.titles import part_title
from articles.pipeline.extraction.wrapping import unwrap
from articles.pipeline.text import assemble, clean_text

__all__ = ["REASONS", "Extracted", "Quarantined", "extract", "lines_of_fragment"]

# A label that some pages print between two sentences: "... was lifted. Advertisement On Sunday the ..."
_LABEL_IN_LINE = re.compile("(?<=[.!?\"'”’]) Advertisement (?=[A-Z\"'“‘])")

# No article's page has as many lines; what lies beyond is kept as one, unjudged (a bound on hostile text).
_MAX_LINES = 10_000


def extract(title: str, *, html: str | None = None, text: str | None = None, url: str = "") -> Extracted:
    """Give the clean text of one article and what was left out, with the reason.

    ``html`` is a whole page or a feed's fragment; ``text`` is whatever a page shows, noise included; with both,
    ``html`` goes first and ``text`` serves where it gives nothing. ``url`` is the page's address, for relative
    links and the site's own name only. Nothing is fetched. The outlet's name behind the headline is cut from the
    title that the text begins with.
    """
    title, outlet = part_title(" ".join(clean_text(title).split("\n")), html=html or "", url=url)
    lines: list[str] = []
    left_out: list[tuple[str, str]] = []
    whole_page = True
    if html:
        whole_page = is_whole_page(html)
        if whole_page:
            lines, left_out = lines_of_page(html, title, url)
        else:
            lines = lines_of_fragment(html[:MAX_HTML])
    if not lines and text:
        lines = unwrap(clean_text(text).split("\n"))
        whole_page = True
    lines = unflatten([line for line in lines if line])
    if len(lines) > _MAX_LINES:
        lines[_MAX_LINES:] = [" ".join(lines[_MAX_LINES:])]
    labels = 0
    for index, line in enumerate(lines):
        if " Advertisement " in line:
            lines[index], found = _LABEL_IN_LINE.subn(" ", line)
            labels += found
    kept, quarantined = sift(title, lines, whole_page=whole_page)
    quarantined.extend([Quarantined("Advertisement", "advertisement")] * labels)
    quarantined.extend(Quarantined(passage, reason) for passage, reason in left_out)
    quarantined[:0] = [Quarantined(part, "navigation") for part in outlet]
    # The lines were cleaned before they were sifted; of the title something was cut.
    return Extracted(assemble(clean_text(title), kept), tuple(quarantined))
