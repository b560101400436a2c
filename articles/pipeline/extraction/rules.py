"""Rules: which reason each pattern of furniture gives, how long a line may be for it, and what a line needs for it."""

import re
from dataclasses import dataclass

from articles.pipeline.extraction.patterns import (
    ADVERTISEMENTS,
    BYLINES,
    CAPTIONS,
    COMMENTS,
    CONTACTS,
    COPYRIGHTS,
    COPYRIGHTS_WITHIN,
    DATELINES,
    HASHTAGS,
    NAVIGATION,
    NAVIGATION_WITHIN,
    RELATED,
    SHARES,
)
from articles.pipeline.extraction.signs import Signs

# Patterns that begin with anything are tried only on lines that have one of the signs without which none of them
# fits: one pass looks for the signs of all.
_CREDIT_SIGNS = (
    "photo", "pictur", "image", "图", "摄", "foto", "imagem", "credit", "crédit", "graphic", "illustration", "video",
    "[", "(", "▲", "△", "▼", "◀", "▶", "►",
)  # fmt: skip
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
_CONTACT_SIGNS = (
    ":", "︰", "@", "enquir", "inquir", "contact", "报料", "爆料", "查询", "客服",
)  # fmt: skip
_NAVIGATION_SIGNS = ("java", "cookie", "://")
_SHORT = 120
SIGNS = Signs((
    *_SHORT_CREDIT_SIGNS, *_BYLINE_SIGNS, *_COPYRIGHT_SIGNS, *_CONTACT_SIGNS, *_NAVIGATION_SIGNS,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason with the longest line that it is tried on, its pattern and the bits of the signs it cannot do without.

    With ``signs`` 0 every line is tried. A line of more than 120 characters needs one of ``long_signs``.
    """

    reason: str
    longest: int
    pattern: re.Pattern[str]
    signs: int
    long_signs: int

    def fits(self, folded: str, shown: int) -> bool:
        """Tell whether the whole of a folded line is of this kind; ``shown`` are the bits of the signs in it."""
        size = len(folded)
        if size > self.longest:
            return False
        signs = self.signs if size <= _SHORT else self.long_signs
        return (not signs or shown & signs != 0) and self.pattern.fullmatch(folded) is not None


def _rule(
    reason: str,
    longest: int,
    patterns: tuple[str, ...],
    signs: tuple[str, ...] = (),
    long_signs: tuple[str, ...] = (),
) -> Rule:
    pattern = re.compile("|".join(patterns))
    return Rule(reason, longest, pattern, SIGNS.bits_of(signs), SIGNS.bits_of(long_signs or signs))


# The first that fits decides.
RULES: tuple[Rule, ...] = (
    _rule("advertisement", 80, ADVERTISEMENTS),
    _rule("share", 80, SHARES),
    _rule("caption", 600, CAPTIONS, _SHORT_CREDIT_SIGNS, _CREDIT_SIGNS),
    _rule("byline", 320, BYLINES, _BYLINE_SIGNS),
    _rule("copyright", 320, COPYRIGHTS),
    _rule("copyright", 320, COPYRIGHTS_WITHIN, _COPYRIGHT_SIGNS),
    _rule("contact", 200, CONTACTS, _CONTACT_SIGNS),
    _rule("dateline", 24, DATELINES),
    _rule("comments", 240, COMMENTS),
    _rule("hashtags", 260, HASHTAGS),
    _rule("related", 260, RELATED),
    _rule("navigation", 420, NAVIGATION),
    _rule("navigation", 420, NAVIGATION_WITHIN, _NAVIGATION_SIGNS),
)
