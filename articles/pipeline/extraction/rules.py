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

# Patterns that begin with anything are tried only on lines that have one of the signs without which none of them
# fits: looking for the signs costs a tenth.
_CREDIT_SIGNS = (
    "photo", "pictur", "image", "图", "摄", "foto", "imagem", "credit", "crédit", "graphic", "illustration", "video",
    "[", "(", "▲", "△", "▼", "◀", "▶", "►",
)  # fmt: skip
# Those of a caption's patterns that fit short lines only.
_SHORT_CREDIT_SIGNS = (*_CREDIT_SIGNS, "caption", "legenda", "供稿", "/", "+", "enlarge", "expand", "to view")
_COPYRIGHT_SIGNS = (
    "©", "reserv", "版权", "icp", "公网安", "许可证", "备案", "举报", "reprod", "redistributed", "republished",
    "未经", "不得",
)  # fmt: skip
_CONTACT_SIGNS = (
    ":", "︰", "@", "enquir", "inquir", "contact", "报料", "爆料", "查询", "客服",
)  # fmt: skip
_NAVIGATION_SIGNS = ("java", "cookie", "://")
_SHORT = 120


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason with the longest line that it is tried on, its pattern and the signs of which a line has one.

    Without signs every line is tried. A line of more than 120 characters needs one of ``long_signs`` where given.
    """

    reason: str
    longest: int
    pattern: re.Pattern[str]
    signs: tuple[str, ...] = ()
    long_signs: tuple[str, ...] = ()

    def fits(self, folded: str) -> bool:
        """Tell whether the whole of a folded line is of this kind."""
        if len(folded) > self.longest:
            return False
        signs = self.long_signs if self.long_signs and len(folded) > _SHORT else self.signs
        return (not signs or any(map(folded.__contains__, signs))) and self.pattern.fullmatch(folded) is not None


def _rule(reason: str, longest: int, patterns: tuple[str, ...], *signs: tuple[str, ...]) -> Rule:
    return Rule(reason, longest, re.compile("|".join(patterns)), *signs)


# The first that fits decides.
RULES: tuple[Rule, ...] = (
    _rule("advertisement", 80, ADVERTISEMENTS),
    _rule("share", 80, SHARES),
    _rule("caption", 600, CAPTIONS, _SHORT_CREDIT_SIGNS, _CREDIT_SIGNS),
    _rule("byline", 320, BYLINES),
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
