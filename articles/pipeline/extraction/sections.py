"""Sections: what headings of related articles, comments and teasers open, and where the article goes on."""

from articles.pipeline.extraction.layout import BETWEEN, Layout
from articles.pipeline.extraction.lines import is_comment_heading, is_related_heading, may_head_list

_LEAD_IN = (":", "：")
_HEADLINE = 90


def mark_sections(page: Layout, reasons: list[str]) -> None:
    """Give a reason to every line of a section that is not the article, up to where it goes on, else to the end."""
    seen = 0
    index = 0
    while index < len(page.lines):
        line = page.lines[index]
        if seen and _begins_teasers(page, index):
            _mark(reasons, index, len(page.lines), "teaser")
            return
        if page.teasers[index]:
            if seen and not _is_own_age(page, index):
                _mark(reasons, _back_over_outlet(page, reasons, index), len(page.lines), "teaser")
                return
            reasons[index] = "dateline"
        elif is_comment_heading(line):
            reasons[index] = "comments"
            if seen:
                index = _close_comments(page, reasons, index)
                continue
        elif is_related_heading(line) or (seen and _heads_list(page, index)):
            reasons[index] = "related"
            index = _close_related(page, reasons, index, seen)
            continue
        elif reasons[index] == "hashtags" and seen and not page.prose_behind[index + 1]:
            _mark(reasons, index, len(page.lines), "hashtags")
        seen += page.prose[index] and not reasons[index]
        index += 1


def _mark(reasons: list[str], start: int, end: int, reason: str) -> None:
    for index in range(start, end):
        reasons[index] = reasons[index] or reason


def _is_own_age(page: Layout, index: int) -> bool:
    """Tell whether the only age on a page, with the article going on below it, is the article's own."""
    return page.teasers_behind[index] == 1 and page.goes_on_behind[index + 1]


def _heads_list(page: Layout, index: int) -> bool:
    """A line that may head a list does so when a headline and something more follow it."""
    if page.prose[index] or index + 2 >= len(page.lines) or page.prose[index + 1]:
        return False
    return may_head_list(page.lines[index]) and not page.lines[index].endswith(_LEAD_IN)


def _begins_teasers(page: Layout, index: int) -> bool:
    """Two or more headlines with a date or reading time below each, and no article after them."""
    if page.prose[index] or page.ages[index] or index + 1 >= len(page.lines) or not page.ages[index + 1]:
        return False
    return page.pairs_behind[index] > 1 and not page.goes_on_behind[index]


def _back_over_outlet(page: Layout, reasons: list[str], index: int) -> int:
    """A teaser begins with the outlet's name (and perhaps its headline) above its age."""
    start = index
    while start > 0 and index - start < 2 and not page.prose[start - 1] and len(page.lines[start - 1]) <= _HEADLINE:
        if reasons[start - 1] not in ("", "related", "navigation"):
            break
        start -= 1
    return start


def _close_comments(page: Layout, reasons: list[str], index: int) -> int:
    """Quarantine from a heading of comments to the next heading or the end; give the index to go on from."""
    end = index + 1
    while end < len(page.lines) and not is_related_heading(page.lines[end]) and not page.teasers[end]:
        end += 1
    if end < len(page.lines) and page.teasers[end]:
        end = max(_back_over_outlet(page, reasons, end), index + 1)
    _mark(reasons, index, end, "comments")
    return end


def _close_related(page: Layout, reasons: list[str], index: int, seen: int) -> int:
    """Quarantine the list under a heading of related articles; give the index to go on from.

    In mid-article the list is short headlines and then prose goes on, paragraph upon paragraph. At the end every
    headline has at most one paragraph, or its age, below it.
    """
    first = index + 1
    while first < len(page.lines) and not page.prose[first] and not is_comment_heading(page.lines[first]):
        first += 1
    is_prose = first < len(page.lines) and page.prose[first]
    if is_prose and not page.teasers_behind[index + 1] and (not seen or _resumes(page, reasons, index + 1, first)):
        _mark(reasons, index + 1, first, "related")
        return first
    end = index + 1
    while end < len(page.lines) and not is_comment_heading(page.lines[end]):
        reasons[end] = reasons[end] or ("teaser" if page.prose[end] else "related")
        end += 1
    return end


def _resumes(page: Layout, reasons: list[str], start: int, first: int) -> bool:
    """Tell whether the article goes on at ``first``: two paragraphs on end, or one behind two headlines or more."""
    below = first + 1
    while below < len(page.lines) and reasons[below] in BETWEEN:
        below += 1
    if below < len(page.lines) and page.prose[below]:
        return True
    return first - start > 1 and not page.prose_behind[first + 1]
