"""Rules: which reason each pattern of furniture gives, how long a line may be for it, and what a line needs for it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from articles.pipeline.extraction.patterns import (
    ADDRESSES,
    ADVERTISEMENTS,
    BYLINES,
    CAPTIONS,
    CAPTIONS_IN_BRACKETS,
    CAPTIONS_OF_PICTURES,
    CAPTIONS_ZH,
    COMMENTS,
    CONTACTS,
    CONTACTS_WITHIN,
    COOKIES,
    COPYRIGHTS,
    COPYRIGHTS_WITHIN,
    DATELINES,
    HASHTAGS,
    JAVASCRIPT,
    NAVIGATION,
    RELATED,
    RELATED_ARROWS,
    SHARES,
)
from articles.pipeline.extraction.signs import Signs

# Patterns that begin with anything are tried only on lines that have one of the signs without which none of them
# fits: one pass looks for the signs of all.
_PICTURE_SIGNS = (
    "photo", "pictur", "image", "foto", "imagem", "credit", "crédit", "graphic", "illustration", "video",
)  # fmt: skip
_BRACKET_SIGNS = ("[", "(")
_CREDIT_SIGNS = (*_PICTURE_SIGNS, *_BRACKET_SIGNS, "图", "摄", "▲", "△", "▼", "◀", "▶", "►")
_PICTURE_SIGNS_ZH = ("图", "摄", "供稿")
# Those of a caption's patterns that fit short lines only.
_SHORT_CREDIT_SIGNS = (*_CREDIT_SIGNS, "caption", "legenda", "供稿", "/", "+", "enlarge", "expand", "to view")
_BYLINE_SIGNS = (
    "编", "记者", "撰文", "采访", "采写", "作者", "译", "校", "美术", "监制", "审", "统筹", "策划", "来源", "出处",
    "整理", "摄", "制图", "设计", "值班", "排版", "签发", "讯", "redação com", "redacção com", "lusa", ", em ",
    "with files from", "by", "por", "texto", "staff", "news desk", "newsroom", "editorial board", ":", "︰", "/",
    "|", "丨",
)  # fmt: skip
_COPYRIGHT_SIGNS = (
    "©", "reserv", "版权", "icp", "公网安", "许可证", "备案", "举报", "reprod", "redistributed", "republished",
    "未经", "不得",
)  # fmt: skip
_CONTACT_SIGNS = (":", "︰", "@")
_CONTACT_WITHIN_SIGNS = ("@", "enquir", "inquir", "contact", "报料", "爆料", "查询", "客服")
_ARROW_SIGNS, _JAVASCRIPT_SIGNS, _COOKIE_SIGNS, _ADDRESS_SIGNS = ("←", "→"), ("java",), ("cookie",), ("://",)
SHORT = 120
"""A line of more characters is a long one."""
SIGNS = Signs((
    *_SHORT_CREDIT_SIGNS, *_BYLINE_SIGNS, *_COPYRIGHT_SIGNS, *_CONTACT_SIGNS, *_CONTACT_WITHIN_SIGNS, *_ARROW_SIGNS,
    *_JAVASCRIPT_SIGNS, *_COOKIE_SIGNS, *_ADDRESS_SIGNS,
))  # fmt: skip


class Rule(NamedTuple):
    """One reason with the longest line that it is tried on, the bits of the signs it cannot do without, and its test.

    With ``signs`` 0 every line is tried. ``fits`` tells whether the whole of a folded line is of this kind.
    """

    reason: str
    longest: int
    signs: int
    fits: Callable[[str], re.Match[str] | None]


class Kind(NamedTuple):
    """One reason with its patterns and the signs that a line needs; a long line needs ``long_signs`` if it has any."""

    reason: str
    longest: int
    patterns: tuple[str, ...]
    signs: tuple[str, ...] = ()
    long_signs: tuple[str, ...] = ()


# The first that fits decides.
_KINDS = (
    Kind("advertisement", 80, ADVERTISEMENTS),
    Kind("share", 80, SHARES),
    Kind("caption", 600, CAPTIONS, _SHORT_CREDIT_SIGNS, _CREDIT_SIGNS),
    Kind("caption", 600, CAPTIONS_OF_PICTURES, _PICTURE_SIGNS),
    Kind("caption", 600, CAPTIONS_IN_BRACKETS, _BRACKET_SIGNS),
    Kind("caption", 600, CAPTIONS_ZH, _PICTURE_SIGNS_ZH),
    Kind("byline", 320, BYLINES, _BYLINE_SIGNS),
    Kind("copyright", 320, COPYRIGHTS),
    Kind("copyright", 320, COPYRIGHTS_WITHIN, _COPYRIGHT_SIGNS),
    Kind("contact", 200, CONTACTS, _CONTACT_SIGNS),
    Kind("contact", 200, CONTACTS_WITHIN, _CONTACT_WITHIN_SIGNS),
    Kind("dateline", 24, DATELINES),
    Kind("comments", 240, COMMENTS),
    Kind("hashtags", 260, HASHTAGS),
    Kind("related", 260, RELATED),
    Kind("related", 260, RELATED_ARROWS, _ARROW_SIGNS),
    Kind("navigation", 420, NAVIGATION),
    Kind("navigation", 420, JAVASCRIPT, _JAVASCRIPT_SIGNS),
    Kind("navigation", 420, COOKIES, _COOKIE_SIGNS),
    Kind("navigation", 420, ADDRESSES, _ADDRESS_SIGNS),
)


def _rules(*, is_long: bool) -> tuple[Rule, ...]:
    """Give what is tried on long lines, or on all others."""
    return tuple(
        Rule(
            kind.reason,
            kind.longest,
            SIGNS.bits_of((is_long and kind.long_signs) or kind.signs),
            re.compile("|".join(kind.patterns)).fullmatch,
        )
        for kind in _KINDS
        if kind.longest > SHORT or not is_long
    )


SHORT_RULES, LONG_RULES = _rules(is_long=False), _rules(is_long=True)
"""The rules in their order, for lines of up to 120 characters and for longer ones."""
