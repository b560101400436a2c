"""The full name of a Chinese body, whose place stands before it."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

# Between a place and its body: 橫琴(經濟)發展局; no government of its own, no other word
_NAME_GOES_ON = re.compile(
    r"|(?![\u4e00-\u9fff]{0,3}(?:[与及同跟向由在被遭获]|(?<!共)和|其他|成立|设立|开设|开办|增设|新设|启用|举行|举办|参观|出席|批准|访|签))(?!特区|政府|市|省|的"
    r"|当地|本地|有关|多家|一家|上市)[\u4e00-\u9fff]{2,4}(?<![与和及同跟向由在的])(?<!企业|公司|机构|集团|旗下)"
)
_REACH = 5
# 广东省人民政府港澳事务办公室: the office of a local government
_OF_LOCAL_GOVERNMENT = re.compile(r"[省市区县州]?(?:人民)?政府")


def with_seat(text: Text, places: Sequence[Mention], mention: Mention) -> tuple[str, bool]:
    """The full name of ``mention`` (empty where it is whole already), and whether the short one is another body's.

    澳門藥物監督管理局 is called by its place; 橫琴經濟發展局 is not the 發展局 that a list holds.
    """
    before = [m for m in places if 0 <= mention.start - m.end <= _REACH]
    seat = next((m for m in reversed(before) if m.origin == "gazetteer"), None)
    if seat is None:
        return "", False
    between = text.folded[seat.end : mention.start]
    if between == "企业" and text.folded.startswith(("发展", "服务", "促进"), mention.start):
        # 新加坡企业发展局, whose name holds the word that else only describes
        return text.text[seat.start : mention.end], bool(mention.slug)
    is_local = _OF_LOCAL_GOVERNMENT.fullmatch(between) is not None
    if (mention.slug and not between) or not (is_local or _NAME_GOES_ON.fullmatch(between)):
        return "", False
    return text.text[seat.start : mention.end], bool(mention.slug)


SEAT = {"hksar-government": "hong-kong", "macao-government": "macao"}
"""The cities that these governments stand for as one side of a paper."""


def is_local_government(mention: Mention) -> bool:
    """Whether a body is the government of a province or city, whose offices are called after it."""
    return mention.slug not in SEAT and _LOCAL_GOVERNMENT.search(mention.name) is not None


_LOCAL_GOVERNMENT = re.compile(r"[省市区區县縣州](?:人民)?政府$")


# 央行 before 数字货币研究所, 海棠大学 before 深圳研究院: the part of a body that its name goes on with
_PART = re.compile(
    r"(?:(?!由|与|和|及|同|跟|在|于|将|已|的|了|向|为|是|今|昨|会|宣布|公布|发布|签|设立|成立|开设|合作|联合|共同|旗下|属下|辖下|联手|携手|伙|邀|委托|支持|获|向|为|把|让|对"
    r"|从|率|推|建)[\u4e00-\u9fff]){2,8}?"
    r"(?:研究所|研究院|研究生院|实验室|分行|分公司|附属医院|研究中心|创新中心|基金会)"
    r"(?=[与和同跟及、,。;:()今昨将已在于等推正签宣]|" + DAY + r"|\d|$)"
)
# 海棠大学 before 发展基金会, 教育发展基金会
_FOUNDATION = re.compile(r"(?:教育|发展|校友|学术|科技|慈善|研究|会){1,3}基金会")
# 海棠大学 before 附属第一医院, 深圳医院, 医学院
_PART_OF_UNIVERSITY = re.compile(
    r"(?:(?![由与和及同跟在于将已的了向为是今昨两双访到赴伙携牵、,。;:]|联[手同])[\u4e00-\u9fff]){0,9}?(?:医院|医学院|商学院|工学院|法学院|医学中心|研究生院)"
    r"(?=[与和同跟及、,。;:()今昨将已在于等推正签宣结缔达开启共携首]|" + DAY + r"|\d|$)"
)


def part_after(text: Text, mention: Mention) -> int:
    """Where the name of a part of a Chinese body ends that goes on behind ``mention``; 0 where none does."""
    part = _PART.match(text.folded, mention.end)
    part = part or _FOUNDATION.match(text.folded, mention.end)
    if part is None and text.folded.endswith("大学", mention.start, mention.end):
        part = _PART_OF_UNIVERSITY.match(text.folded, mention.end)
    return part.end() if part else 0
