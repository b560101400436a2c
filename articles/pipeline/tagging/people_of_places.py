"""港澳 in Chinese where it only says who people are: 港澳居民, 港澳子弟学校."""

import re

from articles.pipeline.matching import Mention
from articles.pipeline.matching.surfaces import LATIN
from articles.pipeline.text import Text

LEAD = 2
"""The weight of a mention in the lead."""
_PEOPLE_OF = re.compile(
    r"港澳(?:地区)?(?:居民|同胞|青年|青少年|学生|人士|籍|律师|法律执业者|旅客|游客|乘客|单牌车|机动车|小汽车|车辆|服务(?:提供者)?)"
)
_KIND_OF_SCHOOL = re.compile(r"港澳(?:居民)?子[弟女](?:学校|班)")


def names_people(text: Text, mention: Mention) -> bool:
    """Say whether 港澳 only says who people are, deep in a text, or belongs to the name of a kind of school."""
    if mention.origin != "compound" or text.folded[mention.start] in LATIN:
        return False
    if _KIND_OF_SCHOOL.match(text.folded, mention.start):
        return True
    return mention.weight < LEAD and _PEOPLE_OF.match(text.folded, mention.start) is not None
