"""How far a Chinese purchase of a firm or a stake has come: under talks, or signed by a paper told before it.

就出售61%股权进行磋商, 正洽购某酒店: talks. 签订股权转让协议,以4.1亿元收购某公司60%股权: signed.
"""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.phrases import Cue

# 正就收购某酒店进行磋商, 与某集团商讨出售股权
_TALKED_AFTER = re.compile(
    r"[^。;,]{0,44}?(?:进行|展开|开展|作出?|开始|继续)(?:独家|深入|初步|磋商性|排他性?|友好|正式|的){0,3}(?:磋商|商讨|谈判|洽谈|商谈|协商|接触|讨论)"
)
_ABOUT = re.compile(r"(?:就|正|在)[^,。;]{0,30}$")
_UNDER_TALKS = re.compile(r"洽购")
# 签订股权转让协议,以4.1亿元: the paper of the purchase
_PAPER_BEFORE = re.compile(
    r"签(?:署|订|定|下|立|妥)?了?[^。;]{0,24}?(?:股[权份]|转让|买卖|收购|购买|出售|认购|产权)[^,。;]{0,8}?(?:协议|合同|合约)书?[^。;]{0,30}$"
)
_NOT_BINDING = re.compile(r"意向|框架|备忘|谅解")
_REACH = 90


def purchase_by_paper(folded: str, sentence: CuedSentence, verb: Cue) -> str:
    """ "talks" or "signed" where the sentence tells so of the purchase at ``verb``; else empty."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _UNDER_TALKS.match(folded, verb.start):
        return "talks"
    if _ABOUT.search(folded, max(start, verb.start - 40), verb.start) and _TALKED_AFTER.match(folded, verb.end, end):
        return "talks"
    paper = _PAPER_BEFORE.search(folded, max(start, verb.start - _REACH), verb.start)
    return "signed" if paper and not _NOT_BINDING.search(folded, paper.start(), paper.end()) else ""


# 128亿日元收购全部股份, 60%股权,成为控股股东: control is bought, though the paper is one of shares
_CONTROL = re.compile(
    r"(?:收购|受让|买入|买下|购入|取得|并购)[^,。;]{0,34}?(?:全部(?:已发行)?股[权份]|全数股[权份]|100%|(?<![\d.])(?:5[1-9]|[6-9]\d)(?:\.\d{1,2})?%"
    r"|[六七八九]成|控股权|控制权)|成为(?:其)?控股股东|取得控[股制]权"
)


def buys_control(folded: str, sentence: CuedSentence, paper: Cue) -> bool:
    """Whether what follows a paper of shares says that the firm itself changes hands."""
    return _CONTROL.search(folded, paper.end, min(sentence.sentence.end, paper.end + _REACH)) is not None
