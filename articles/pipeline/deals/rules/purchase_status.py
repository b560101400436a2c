"""How far a purchase has come: closed, agreed upon, or only announced."""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.takeovers_chinese import purchase_by_paper

# "completed the acquisition", 完成收购, 完成并购: the purchase is closed; "agreed to buy" is signed
_CLOSED = re.compile(r"complet|conclu|完成[收并]购")
_CLOSED_BEFORE = re.compile(
    r"完成(?:对[^,。;]{1,20}的)?(?:全资|战略|全面|部分|自愿|强制|现金){0,2}(?:要约)?$"
    r"|\bcomplet(?:ed|es) (?:the |its |their )?$|\bconcluiu a $"
)
# 私有化某银行的计划顺利完成, 收购今日完成
_CLOSED_AFTER = re.compile(
    r"[^,。;]{0,20}?(?:的?(?:计划|交易|建议|要约|程序|手续|交割|过户))?(?:已经?|顺利|正式|"
    + DAY
    + r"|成功|全部|于[^,。;]{1,10}){0,3}完成(?!后|之后|前)"
)
_NOT_CLOSED = re.compile(r"将|预计|预期|有望|料|拟|若|如|待|尚未|争取")
_AGREED = re.compile(r"agree")
_AGREED_BEFORE = re.compile(
    r"\bagree[ds]? (?:(?:on \w{3,9}|yesterday|today|(?:last|this) (?:week|month)|in (?:principle|\w{3,9})|jointly"
    r"|on \d{1,2} \w{3,9}|on \w{3,9} \d{1,2}|with [^,.;]{2,40}),? )?to $|\b(?:has |have )?(?:signed|inked)(?: up"
    r"| a deal| a contract| papers)? to $|\b(?:chegou"
    r"|chegaram) a acordo para (?:a )?$|已(?:经)?签(?:署|订|约)?[^,。;]{0,12}$|签(?:署"
    r"|订)[^,。;]{0,6}协议,?$"
)


# 挂牌转让股权: put up for sale, not sold yet
_PUT_UP = re.compile(r"挂牌|公开转让|放售")
# 就入股机场,于珠海签署股权合作协议
_AGREED_AFTER = re.compile(r"(?:[^。;]{0,30}?[,、])?[^,。;]{0,24}?签(?:署|订|定)[^,。;]{0,14}(?:协议|合同|合约)")
# 与乙达成协议,斥资四十亿元入股; 举行增资签约仪式,以四十亿元入股
_PAPER_BEFORE = re.compile(
    r"(?:达成|订立|签署|签订|签立)(?:了)?(?:[^。;,]{0,8}?)(?:协议|合同|合约)(?!前|后|的)[^。;]{0,30}$|签[约署]仪式,[^。;]{0,40}$"
)
# 交易已经签约, 协议已签署
_PAPER_SIGNED = re.compile(
    r"(?:交易|协议|合约|合同)[^,。;]{0,6}(?:已|经)[^,。;]{0,6}签"
    r"|已(?:经)?签(?:署|订|定|妥|立)?了?[^,。;]{0,8}(?:买卖|[收并]购|转让|购买|股权|股份)[^,。;]{0,6}(?:协议|合同|合约)"
)


_BEFORE = 70


def purchase_status(folded: str, sentence: CuedSentence, verb: Cue, how: str) -> str:
    """The status of a purchase: closed, agreed, or as the mood has it."""
    if sentence.han and _PAPER_SIGNED.search(folded, verb.end, sentence.sentence.end):
        return "signed"
    if sentence.han and how in ("done", "planned") and (told := purchase_by_paper(folded, sentence, verb)):
        return told
    if sentence.han and how == "done" and _PAPER_BEFORE.search(folded, sentence.sentence.start, verb.start):
        return "signed"
    before = folded[max(0, verb.start - _BEFORE) : verb.start]
    if sentence.han and _PUT_UP.match(folded, verb.start):
        return "planned"
    closed = _CLOSED_AFTER.match(folded, verb.end, sentence.sentence.end) if sentence.han and how == "done" else None
    if closed and not _NOT_CLOSED.search(folded, verb.end, closed.end()):
        return "completed"
    if how in ("done", "ing") and (_CLOSED.match(folded, verb.start) or _CLOSED_BEFORE.search(before)):
        return "completed"
    if sentence.han and how == "done" and _AGREED_AFTER.match(folded, verb.end, sentence.sentence.end):
        return "signed"
    if (how in ("done", "ing") and _AGREED.match(folded, verb.start)) or _AGREED_BEFORE.search(before):
        return "signed"
    if how == "done" and sentence.sentence.lang.startswith("en") and HAS_BOUGHT.match(folded, verb.start):
        return "announced" if _BEING.search(folded, max(0, verb.start - 8), verb.start) else "completed"
    if how == "done" and sentence.sentence.lang == "pt" and _HAS_BOUGHT_PT.match(folded, verb.start):
        return "completed"
    return status_of(how, "announced")


# "adquiriu", "venderam": the past tells that it has changed hands
_HAS_BOUGHT_PT = re.compile(r"(?:adquir|compr|vend|alien)(?:iu|ou|eu|iram|aram|eram)\b")
# "has acquired", "took a stake": it has changed hands; "acquires", "is taking" only announce it
_BEING = re.compile(r"\b(?:be|being) $")
HAS_BOUGHT = re.compile(r"(?:acquired|bought|took|taken|sold|got|picked up|snapped up|purchased)\b")
