"""What a Chinese text says that a paper provides for: 协议涵盖五大领域, 双方将共建3个实验室.

The counts of the signing's own sentence are read elsewhere. What a firm has anyway, what was before and running totals
count nothing.
"""

import re
from collections.abc import Iterator, Sequence

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.figures.beside import sentences_after
from articles.pipeline.deals.figures.tallies_chinese import NUMERAL, whole
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Count

_REACH = 2
_BACK = 60
_MOST = 3
_PAPER = (
    r"(?:协议书?|协定|备忘录|合同|合约|意向书|[两二三]者|合作|内容|[双两三四各]方|[两三]地|文件|框架|签约项目"
    r"|项目|方案|计划|安排|联盟|清单|当中|其中)"
)
# 协议涵盖, 双方将在, 合作内容包括, 项目涉及, 签约内容聚焦: right before what is counted, with what is named first
_PROVIDES = re.compile(
    _PAPER + r"[^。;]{0,24}?"
    r"(?:涵盖|覆盖|涉及|包括|包含|囊括|围绕|聚焦|分为|明确|确定|列明|列出|推进|推动|开展|落实|实施|启动|设定|订明|提出|就|在|从)"
    r"[^。;\d]{0,30}$"
)
# 首批项目共, 签约项目: the noun stands before its number
_NOUN_BEFORE = re.compile(r"(?:首批|首期|签约|合作|落地)(?:的)?(?:合作|签约)?$")
# 双方将共建3个实验室, 将设立两个中心
_SET_UP = re.compile(
    r"(?:将|拟|计划|会|同意|约定|决定)[^。;\d]{0,16}?(?:共建|合建|建设|兴建|建立|设立|成立|组建|打造|开设|搭建|新建|筹建)"
    rf"(?:不少于|至少)?{NUMERAL}(?:个|间|所|家|座|条)[^,。;、\d]{{0,10}}?"
    r"(?:实验室|中心|基地|平台|学院|研究院|研究所|园区|工厂|生产线|门店|酒店|学校|医院|工作站|分校|站点)"
)
_UNITS = ("areas", "projects", "companies", "measures")
# What was before, what somebody has, who came to look on
_ELSEWHERE = re.compile(
    r"目前|现有|现时|已有|累计|至今|迄今|截至|去年|前年|上年|此前|早前|曾经?|过去|以来|全国|全球|拥有|设有|下辖|分布|成立于|创立于|业务遍及|出席|嘉宾|代表|参加|来自"
    r"|服务了?|完成|第|上市|排名|员工|人才(?!培|合|交|引)"
)


def provided_chinese(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> Iterator[Count]:
    """The counts that the next Chinese sentences give of what the paper just signed provides for."""
    if events[0].type not in DOCUMENTS or not told[-1].han:
        return
    for sentence in told:
        yield from _involved(material, sentence)
    found = 0
    for sentence in sentences_after(material, told, _REACH):
        if not sentence.han:
            continue
        for count in (*_listed(material, sentence), *_set_up(material, sentence)):
            found += 1
            if found <= _MOST:
                yield count


# 涉及30多家企业, 惠及五家机构: told along with the signing
_INVOLVES = re.compile(r"(?:涉及|涵盖|覆盖|惠及|牵涉|带动)(?:了|到|共|约|逾|近|超过?|逾百)?$")


def _involved(material: Material, sentence: CuedSentence) -> Iterator[Count]:
    """The firms that the sentence of the signing itself says are involved."""
    for count in material.counts:
        is_inside = sentence.sentence.start <= count.start < sentence.sentence.end and count.unit == "companies"
        if is_inside and _INVOLVES.search(material.folded, max(sentence.sentence.start, count.start - 6), count.start):
            yield count


def _listed(material: Material, sentence: CuedSentence) -> Iterator[Count]:
    """The areas, projects, firms and measures that the sentence says the paper covers."""
    folded, start, end = material.folded, sentence.sentence.start, sentence.sentence.end
    for count in material.counts:
        if not start <= count.start < end or count.unit not in _UNITS or count.n < _FEWEST:
            continue
        before = max(start, count.start - _BACK)
        if _ELSEWHERE.search(folded, before, count.end) or folded.startswith("提出", count.end):
            # 方案从6个方面提出38项举措: how they are ordered
            continue
        if _PROVIDES.search(folded, before, count.start) or _NOUN_BEFORE.search(folded, before, count.start):
            yield count


_FEWEST = 2


def _set_up(material: Material, sentence: CuedSentence) -> Iterator[Count]:
    """The laboratories, centres and works that the sentence says the sides will set up."""
    start, end = sentence.sentence.start, sentence.sentence.end
    for match in _SET_UP.finditer(material.folded, start, end):
        n = whole(match["n"])
        if (
            n is not None
            and n >= _FEWEST
            and not _ELSEWHERE.search(material.folded, max(start, match.start() - _BACK), match.start())
        ):
            at = match.start("n")
            yield Count("other", n, None, material.text.text[at : match.end()], at, match.end())
