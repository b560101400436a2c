"""How far a Chinese purchase of a firm or a stake has come: under talks, or signed by a paper told before it.

就出售61%股权进行磋商, 正洽购某酒店: talks. 签订股权转让协议,以4.1亿元收购某公司60%股权: signed.
"""

import re
from collections.abc import Sequence

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.phrases import Cue

# 正就收购某酒店进行磋商, 与某集团商讨出售股权
_TALKED_AFTER = re.compile(
    r"[^。;,]{0,44}?(?:进行|展开|开展|作出?|开始|继续)(?:独家|深入|初步|磋商性|排他性?|友好|正式|的){0,3}(?:磋商|商讨|谈判|洽谈|商谈|协商|接触|讨论)"
)
_ABOUT = re.compile(r"(?:就|正|在)[^,。;]{0,30}$")
_UNDER_TALKS = re.compile(r"洽购")
# 签订股权转让协议,以4.1亿元: the paper of the purchase
_PAPER_BEFORE = re.compile(
    r"签(?:署|订|定|下|立|妥)?了?[^。;]{0,24}?(?:股[权份]|转让|买卖|[收并]购|购买|出售|认购|产权)[^,。;]{0,8}?(?:协议|合同|合约)书?[^。;]{0,30}$"
)
_NOT_BINDING = re.compile(r"意向|框架|备忘|谅解")
_REACH = 90


def purchase_by_paper(folded: str, sentence: CuedSentence, verb: Cue) -> str:
    """ "talks", "signed" or "completed" where the sentence tells so of the purchase at ``verb``; else empty."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _UNDER_TALKS.match(folded, verb.start):
        return "talks"
    if _ABOUT.search(folded, max(start, verb.start - 40), verb.start) and _TALKED_AFTER.match(folded, verb.end, end):
        return "talks"
    paper = _PAPER_BEFORE.search(folded, max(start, verb.start - _REACH), verb.start)
    if paper and not _NOT_BINDING.search(folded, paper.start(), paper.end()):
        return "signed"
    return "completed" if _has_changed_hands(folded, sentence, verb) else ""


# 以三亿美元购入, 买下: it has changed hands; 公布购入, 同意买入 only make it public
_HAS_BOUGHT = re.compile(r"购入|买入|买下|购得|购下|入手|接手|接盘|沽出|沽售|售出|卖出|脱手")
_ONLY_TOLD = re.compile(
    r"宣布|公布|公告|披露|宣告|同意|达成|协议|[拟将料]|计划|传|透露|表示|通过|出价|提出|建议|有意|考虑|打算|预计|洽|研究|争取|竞购|通告|审议|寻求|希望|如"
)
# 交易已于上月完成, 交割已全部完成; 完成后 looks ahead
_DEAL_CLOSED = re.compile(
    r"(?:交易|[收并]购|交割|过户|买卖|转让|出售)(?:手续|程序|事项)?(?:已|于|在|正式|顺利|全部|经|"
    + DAY
    + r"|上月底?|上周|日前|近日|本月初?|\d{1,2}月|\d{1,2}日|月底|底|初){1,6}完成(?!后|之后|前|时)"
)


def _has_changed_hands(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether the sentence says that the purchase is closed, or a headline-like past says that it was bought."""
    start, end = sentence.sentence.start, sentence.sentence.end
    closed = _DEAL_CLOSED.search(folded, verb.start, end)
    if closed and not _STILL_TO_CLOSE.search(folded, max(start, closed.start() - 8), closed.end()):
        return True
    if not sentence.sentence.paragraph:
        # A headline tells what is announced in the same words
        return False
    return bool(_HAS_BOUGHT.match(folded, verb.start)) and not _ONLY_TOLD.search(folded, start, verb.start)


_STILL_TO_CLOSE = re.compile(r"将|预计|预期|有望|料|拟|若|如|待|尚未|争取|于\d{1,2}月底?前")


# 董事会审议通过《关于…的议案》,同意: a firm has only resolved on it
_RESOLVED = re.compile(r"(?:审议|审批|表决|董事会|股东大?会)[^。;]{0,20}?通过[^。;]{0,60}?(?:议案|决议|方案)")


def is_resolved(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether the sentence says before ``verb`` that a board or meeting has passed a motion about it."""
    return sentence.han and _RESOLVED.search(folded, sentence.sentence.start, verb.start) is not None


# 128亿日元收购全部股份, 60%股权,成为控股股东: control is bought, though the paper is one of shares
_CONTROL = re.compile(
    r"(?:收购|受让|买入|买下|购入|取得|并购)[^,。;]{0,34}?(?:全部(?:已发行)?股[权份]|全数股[权份]|100%|(?<![\d.])(?:5[1-9]|[6-9]\d)(?:\.\d{1,2})?%"
    r"|[六七八九]成|控股权|控制权)|成为(?:其)?控股股东|取得控[股制]权"
)


def buys_control(folded: str, sentence: CuedSentence, paper: Cue) -> bool:
    """Whether what follows a paper of shares says that the firm itself changes hands."""
    return _CONTROL.search(folded, paper.end, min(sentence.sentence.end, paper.end + _REACH)) is not None


# 本次收购有助于, 该收购事项, 相关框架协议已于5月签署: what was told before, spoken of again
_THIS = re.compile(r"(?:[本此是今这][次项宗]|该(?:项|宗|笔)?|上述|有关|相关|拟议|建议)$")
_OF_THE_PURCHASE = re.compile(
    r"(?:相关|有关|上述|该|此|双方|各方)[^,。;]{0,8}?(?:框架|买卖|转让|认购|收购|股权|合作|意向|正式)*协议"
)


def speaks_of_it_again(folded: str, sentence: CuedSentence, event: Event, told: Sequence[Event]) -> bool:
    """Whether a Chinese sentence only speaks again of the purchase, or of the paper of the purchase, told before."""
    bought = [other for other in told if other.type in ("acquisition", "equity_investment") and not other.background]
    if not sentence.han or not bought or bought[0].sentence >= event.sentence or not sentence.sentence.paragraph:
        return False
    start = sentence.sentence.start
    if event.rule == "corporate":
        return _THIS.search(folded, max(start, event.verb.start - 4), event.verb.start) is not None
    if event.type not in DOCUMENTS:
        return False
    paper = _OF_THE_PURCHASE.search(folded, max(start, event.thing.start - 16), event.thing.end)
    return paper is not None and paper.end() >= event.thing.end - 1


# 通道开通后,路程可缩短: what the opening just told will bring
_ONCE_OPEN = re.compile(r"(?:运营|营运|启用|使用)?(?:之?后|以来|至今)(?!天)")


def speaks_of_opening_again(folded: str, sentence: CuedSentence, event: Event, told: Sequence[Event]) -> bool:
    """Whether a Chinese sentence only tells what comes of the opening that was told before it."""
    if event.type != "launch_opening" or not sentence.han or not _ONCE_OPEN.match(folded, event.verb.end):
        return False
    return any(o.type == "launch_opening" and o.sentence < event.sentence and not o.background for o in told)
