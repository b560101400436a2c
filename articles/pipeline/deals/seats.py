"""The full name of a Chinese body, whose place stands before it."""

import re
from collections.abc import Sequence

from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

# Between a place and its body: 橫琴(經濟)發展局; no government of its own, no other word
_NAME_GOES_ON = re.compile(
    r"|(?!特区|政府|市|省|的|当地|本地|有关|多家|一家|上市)[\u4e00-\u9fff]{2,4}(?<![与和及同跟向由在的])(?<!企业|公司|机构|集团|旗下)"
)
_REACH = 4


def with_seat(text: Text, places: Sequence[Mention], mention: Mention) -> tuple[str, bool]:
    """The full name of ``mention`` (empty where it is whole already), and whether the short one is another body's.

    澳門藥物監督管理局 is called by its place; 橫琴經濟發展局 is not the 發展局 that a list holds.
    """
    before = [m for m in places if 0 <= mention.start - m.end <= _REACH]
    seat = next((m for m in reversed(before) if m.origin == "gazetteer"), None)
    if seat is None:
        return "", False
    between = text.folded[seat.end : mention.start]
    if (mention.slug and not between) or not _NAME_GOES_ON.fullmatch(between):
        return "", False
    return text.text[seat.start : mention.end], bool(mention.slug)


SEAT = {"hksar-government": "hong-kong", "macao-government": "macao"}
"""The cities that these governments stand for as one side of a paper."""
