"""Sifting: which lines of a page are the article, told by their wording and by where they stand."""

import re
from collections.abc import Sequence

from articles.pipeline.extraction.bios import (
    belongs_to_bio,
    is_bio,
    is_bio_of,
    is_name,
    names_writer_of,
)
from articles.pipeline.extraction.layout import Layout, lay_out
from articles.pipeline.extraction.lines import bare, reason_of
from articles.pipeline.extraction.records import Quarantined
from articles.pipeline.extraction.sections import mark_sections
from articles.pipeline.text import fold

# What a page asks its reader to do: "Explore what our AI can do for you:"
_INVITATION = re.compile(
    "(?:(?:try|explore|discover|check out|download|get|join|subscribe|sign up|follow|click|tap|register|log in|install|"
    "read|watch|listen|support|become|donate|share|vote|tell us|let us know|send us|have a story|got a (?:tip|story)|"
    "visit|find out|siga|subscreva|assine|descubra|experimente)\\b|"
    "立即|马上|点击|扫描|扫码|长按|欢迎|关注|下载|订阅).{0,140}"
)
_LIST_ITEM = re.compile(
    "(?:\\d{1,2}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})[.、)）:．]|"
    "[(（](?:\\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[•·●▪-]"
)
# What a page's title has behind the headline: " - Example News", "_科技_某网", "--时政"
_SITE_NAME = re.compile("[】」』\"')]? ?(?:[-–—|_｜·»丨]|\\()")
# The label of a name that stands in the next line: "責任編輯："
_LABEL = re.compile("(?:责任编辑|责编|编辑|记者|作者|撰文|摄影|来源|文) ?[:︰]")
_LEAD_IN = (":", "：", "——")

_HEAD = 12

_TELLING_LEAD_IN = 20
_TAIL_RUN = 4
_HEAD_RUN = 4
_SECTION_NAME = 12
_BIO_ZONE = 4


def sift(title: str, lines: Sequence[str], *, whole_page: bool) -> tuple[list[str], list[Quarantined]]:
    """Part the lines of a page into the article's paragraphs and the rest, both in page order.

    ``lines`` are cleaned and not empty. The rules look at wording (``lines.reason_of``) and at place: what follows
    a heading of related articles or of comments, headlines with their age, runs of headlines before the first or
    behind the last paragraph, notes about the writer at the end. With ``whole_page`` false (a feed's own fragment,
    which has no menu) runs of short lines are lists of the article and stay.
    """
    reasons = [reason_of(line) for line in lines]
    page = lay_out(lines, reasons)
    _mark_title(title, page, reasons)
    _mark_labelled(lines, reasons)
    mark_sections(page, reasons)
    _mark_last_lines(page, reasons)
    if whole_page:
        _mark_tail(page, reasons)
        _mark_head(page, reasons)
    _mark_repeats(page, reasons)
    kept = [line for line, reason in zip(lines, reasons, strict=True) if not reason]
    left = [Quarantined(line, reason) for line, reason in zip(lines, reasons, strict=True) if reason]
    return kept, left


def _mark_title(title: str, page: Layout, reasons: list[str]) -> None:
    """A headline repeated above the first paragraphs is not doubled; nor one with the site's name behind it."""
    wanted = bare(title)
    if not wanted:
        return
    for index, line in enumerate(page.lines[:_HEAD]):
        found = bare(line)
        longer = len(found) > 9 and wanted.startswith(found) and _SITE_NAME.match(wanted[len(found) :])
        if found == wanted or longer:
            reasons[index] = "duplicate_title"
        elif page.prose[index] and index > 3:
            return


def _mark_labelled(lines: Sequence[str], reasons: list[str]) -> None:
    """A label of the staff and the name below it: "責任編輯：" / "陳大文"."""
    for index in range(len(lines) - 1):
        if len(lines[index]) < 8 and _LABEL.fullmatch(fold(lines[index])) and len(lines[index + 1]) <= 12:
            reasons[index] = reasons[index + 1] = "byline"


def _mark_last_lines(page: Layout, reasons: list[str]) -> None:
    """Notes about the writer and invitations to the reader behind the last paragraph."""
    kept = [index for index in range(len(page.lines)) if not reasons[index]]
    _mark_bio(page.lines, reasons, kept)
    _mark_signature(page.lines, reasons, kept)
    kept = [index for index in kept if not reasons[index]]
    paragraphs = sum(page.prose[index] for index in kept)
    while kept and not _closes_article(page.lines[kept[-1]], page.prose[kept[-1]]):
        paragraphs -= page.prose[kept[-1]]
        if not paragraphs:
            return
        reasons[kept.pop()] = "navigation"


def _mark_tail(page: Layout, reasons: list[str]) -> None:
    """A run of headlines behind the last paragraph announces other articles; a list that is led in stays."""
    kept = [index for index in range(len(page.lines)) if not reasons[index]]
    run = 0
    while run < len(kept) and not page.prose[kept[-1 - run]]:
        run += 1
    if run < _TAIL_RUN or run == len(kept):
        return
    headlines = [page.lines[index] for index in kept[-run:]]
    before = page.lines[kept[-1 - run]]
    led_in = any(line.endswith(_LEAD_IN) and len(line) > _TELLING_LEAD_IN for line in (before, *headlines))
    if led_in or sum(_LIST_ITEM.match(line) is not None for line in headlines) > run / 2:
        return
    for index in kept[-run:]:
        reasons[index] = "related"


def _closes_article(line: str, is_prose: bool) -> bool:
    """Tell whether ``line`` may end an article; an invitation to the reader may not, a lone hashtag neither."""
    if line.startswith("#") and " " not in line and len(line) < 40:
        return False
    return (is_prose and not line.endswith(("?", "？"))) or not _INVITATION.fullmatch(fold(line)) or len(line) > 140


def _mark_bio(lines: Sequence[str], reasons: list[str], kept: Sequence[int]) -> None:
    """Quarantine a note about the writer among the last lines, and what follows it."""
    for place in range(len(kept) - 1, max(0, len(kept) - 1 - _BIO_ZONE), -1):
        line, above, followers = (
            lines[kept[place]],
            lines[kept[place - 1]],
            kept[place + 1 :],
        )
        if not (is_bio(line) or is_bio_of(above, line)) or not all(belongs_to_bio(lines[index]) for index in followers):
            continue
        start = place - 1 if place > 1 and names_writer_of(above, line) else place
        for index in kept[start:]:
            reasons[index] = reasons[index] or "author_bio"


def _mark_signature(lines: Sequence[str], reasons: list[str], kept: Sequence[int]) -> None:
    """A name above the writer's address or note, behind the last paragraph, belongs to it."""
    last = next((index for index in reversed(kept) if not reasons[index]), 0)
    if 0 < last < len(lines) - 1 and reasons[last + 1] in ("contact", "author_bio") and is_name(lines[last]):
        reasons[last] = "author_bio"


def _mark_head(page: Layout, reasons: list[str]) -> None:
    """A run of short lines above the first paragraph is the page's menu, a single word the section's name."""
    first = next((index for index in range(len(page.lines)) if page.prose[index] and not reasons[index]), 0)
    head = [index for index in range(first) if not reasons[index]]
    for index in head:
        name = bare(page.lines[index])
        longest = _SECTION_NAME // 2 if max(name, default="") > "\u2e7f" else _SECTION_NAME
        if len(head) >= _HEAD_RUN or len(name) <= longest:
            reasons[index] = "navigation"


def _mark_repeats(page: Layout, reasons: list[str]) -> None:
    """A paragraph that stands twice (standfirst, printer's copy) counts once."""
    seen: set[str] = set()
    for index, line in enumerate(page.lines):
        if reasons[index] or not page.prose[index]:
            continue
        key = bare(line)
        if key in seen:
            reasons[index] = "repeated"
        seen.add(key)
