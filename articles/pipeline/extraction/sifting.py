"""Sifting: which lines of a page are the article, told by their wording and by where they stand."""

import re
from collections.abc import Sequence

from articles.pipeline.extraction.asking import asks_outright, asks_reader
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
# "About the author", "Sobre o autor", "作者簡介"
_BIO_HEADING = re.compile(
    "about the (?:authors?|writers?)|sobre [oa]s? autor(?:a|es|as)?|(?:作者|记者)(?:简介|介绍)|关于作者"
)
# A ticker or the names of sections above the headline: "LIVE: Typhoon may rise tonight", "Transport | Macau"
_ABOVE = re.compile(
    "(?:live|just in|breaking(?: news)?|watch|ao vivo|em direto|última hora|urgente|直播|快讯|突发)"
    " ?[:|] ?[^.。]{3,100}|"
    "[^|.。]{2,20} [|/] [^|.。]{2,20}"
)
_LEAD_IN = (":", "：", "——")

_HEAD = 12

_TELLING_LEAD_IN = 20
_TAIL_RUN = 4
_ARTICLE = 3
# In bytes of UTF-8: 300 Chinese characters, 150 words
_ARTICLE_SIZE = 900
_HEAD_RUN = 4
_SECTION_NAME = 12
_BIO_ZONE = 4
_BIO_LENGTH = 300
_BANNER = 2
_SITE_LENGTH = 40


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
    _mark_asking(page, reasons)
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
        on_page = len(wanted) > 9 and found.startswith(wanted) and _SITE_NAME.match(found[len(wanted) :])
        if found == wanted or longer or (on_page and len(found) - len(wanted) < _SITE_LENGTH):
            reasons[index] = "duplicate_title"
        elif page.prose[index] and index > 3:
            return


def _mark_labelled(lines: Sequence[str], reasons: list[str]) -> None:
    """A label of the staff and the name below it: "責任編輯：" / "陳大文"."""
    for index in range(len(lines) - 1):
        if len(lines[index]) < 8 and _LABEL.fullmatch(fold(lines[index])) and len(lines[index + 1]) <= 12:
            reasons[index] = reasons[index + 1] = "byline"


def _mark_asking(page: Layout, reasons: list[str]) -> None:
    """What the site asks of its reader: above the article in any wording, within it when it begins with the request."""
    for index, line in enumerate(page.lines):
        if not reasons[index] and (asks_reader if index < _BANNER else asks_outright)(fold(line)):
            reasons[index] = "navigation"


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
    while run < len(kept) and _may_be_furniture(page, kept[-1 - run]):
        run += 1
    if not run or run == len(kept):
        return
    # Few lines are the end of a short text as often as furniture; behind an article's paragraphs they hardly ever are.
    if run < _TAIL_RUN and not _has_article(page, kept):
        return
    # Where no headline follows, the first may be a last sentence that lost its full stop.
    if not _is_label(page.lines[kept[-run]]) and all(
        _is_label(page.lines[index]) for index in kept[len(kept) - run + 1 :]
    ):
        run -= 1
    if not run:
        return
    if _is_led_in(page, kept, run):
        return
    for index in kept[-run:]:
        reasons[index] = "related"


def _is_led_in(page: Layout, kept: Sequence[int], run: int) -> bool:
    """Tell whether the last ``run`` lines are a list of the article: numbered, or announced above or among them."""
    items = sum(_LIST_ITEM.match(page.lines[index]) is not None for index in kept[-run:])
    if items > run / 2:
        return True
    for index in reversed(kept):
        line = page.lines[index]
        if line.endswith(_LEAD_IN) and len(line) > _TELLING_LEAD_IN:
            return True
        if page.prose[index]:
            return False
    return False


def _has_article(page: Layout, kept: Sequence[int]) -> bool:
    """Tell whether the paragraphs among the lines are an article: three, or one or two long ones."""
    paragraphs = [page.lines[index] for index in kept if page.prose[index]]
    return len(paragraphs) >= _ARTICLE or sum(len(line.encode()) for line in paragraphs) >= _ARTICLE_SIZE


def _may_be_furniture(page: Layout, index: int) -> bool:
    """No headline or button begins in lower case, as a broken sentence goes on, or ends with a comma or full stop."""
    line = page.lines[index]
    return not page.prose[index] and not line[0].islower() and not line.endswith((",", "，", "、", ".", "。"))


def _is_label(line: str) -> bool:
    """Tell whether ``line`` is too short to be a last sentence that lost its full stop: "Back to Business"."""
    if line.endswith(_LEAD_IN):
        return True
    wide = sum(char > "\u2e7f" for char in line)
    return wide <= 8 and (len(line) <= 12 if wide else line.count(" ") <= 3)


def _closes_article(line: str, is_prose: bool) -> bool:
    """Tell whether ``line`` may end an article; an invitation to the reader may not, a lone hashtag neither."""
    if line.startswith("#") and " " not in line and len(line) < 40:
        return False
    folded = fold(line)
    if asks_reader(folded):
        return False
    return (is_prose and not line.endswith(("?", "？"))) or not _INVITATION.fullmatch(folded) or len(line) > 140


def _mark_bio(lines: Sequence[str], reasons: list[str], kept: Sequence[int]) -> None:
    """Quarantine a note about the writer among the last lines, and what follows it or its heading."""
    for place in kept[max(1, len(kept) - _BIO_ZONE) :]:
        if _BIO_HEADING.fullmatch(bare(lines[place - 1])) and len(lines[place]) <= _BIO_LENGTH and not reasons[place]:
            reasons[place] = "author_bio"
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
        longest = _SECTION_NAME // 2 if max(name[:_SECTION_NAME], default="") > "\u2e7f" else _SECTION_NAME
        if len(head) >= _HEAD_RUN or len(name) <= longest or _ABOVE.fullmatch(fold(page.lines[index])):
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
