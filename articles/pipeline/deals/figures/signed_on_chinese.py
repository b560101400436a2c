"""The day of a signing that a Chinese text tells in a sentence after it: 簽署於3月4日舉行, 合約今日簽署."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import When

_REACH = 3
_BACK = 40
# 签署仪式于, 有关合约已于, 协议由甲局长与乙会长于
_PAPER_BEFORE = re.compile(
    r"(?:(?:签署|签约|签字|签订)(?:仪式|典礼|礼|活动)?|(?:有关|该|上述|贷款|采购|合作|两份|三份|这份|相关)?(?:协议|协定|备忘录|合约|合同|意向书|文件|协议书)|仪式|典礼|交易)"
    r"(?:由[^,。;]{2,30}?|双方代表?)?(?:已|早前|将)?(?:[于在]|是在)?(?:当地时间)?$"
)
# 3月4日举行, 今日签署, 26日在京签订
_SIGNED_AFTER = re.compile(
    r"(?:\([^()]{1,6}\))?(?:上午|下午|晚上?|早上|傍晚)?(?:[在于][^,。;]{2,14})?(?:正式|成功|顺利|共同|线上|以视像形式)*(?:举行|签署|签订|签妥|签立|签约|签下|进行|完成签署|订立|缔结|交换文本)"
)
# 去年, 此前: an earlier paper
_EARLIER = re.compile(r"去年|前年|此前|早在|首份|首次|上一份|之前|原有|前三份")


def signed_on_chinese(material: Material, told: Sequence[CuedSentence]) -> When | None:
    """The day on which one of the next Chinese sentences says that the paper was signed; else None."""
    last = max(sentence.index for sentence in told)
    if not told[-1].han:
        return None
    folded = material.folded
    for sentence in material.sentences[last + 1 : last + 1 + _REACH]:
        start, end = sentence.sentence.start, sentence.sentence.end
        for when in material.dates_in(sentence):
            if when.precision != "day" or _EARLIER.search(folded, start, when.start):
                continue
            before = _PAPER_BEFORE.search(folded, max(start, when.start - _BACK), when.start)
            if before and _SIGNED_AFTER.match(folded, when.end, end):
                return when
    return None
