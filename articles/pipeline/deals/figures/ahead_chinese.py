"""Chinese dates of what is still to come of a deal that is made already: 预计2026年起交付, 年内将展开路测."""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.quantities import When

# 预计柬埔寨部分今年内(完成), 力争, 目标
_EXPECTED = re.compile(r"(?:预计|预期|估计|有望|可望|料|计划|目标|争取|力争|最快|最早|预算|预定|拟)[^,。;]{0,18}$")
# 年内将在某地展开, 2026年起分批交付, 明年投产
_AFTER = re.compile(
    r"(?:年?内|年?底前?|前|[初中末]|上半年|下半年|第[一二三四]季度?)?(?:起|开始)?[^,。;\d]{0,4}?"
    r"(?:将|(?:陆续|分批|逐步|正式|全面|开始)?(?:交付|投产|量产|招收|招生|开学|开课|供货|动工|开工|竣工|完工|落成|投入|交货|抵港|启用|开业|运营|营运|完成交割))"
)


def is_still_ahead(folded: str, sentence: CuedSentence, when: When) -> bool:
    """Whether a date of a year or a month is that of what a Chinese sentence expects to follow the deal."""
    if not sentence.han or when.precision == "day":
        return False
    if _EXPECTED.search(folded, max(sentence.sentence.start, when.start - 24), when.start):
        return True
    return _AFTER.match(folded, when.end, sentence.sentence.end) is not None
