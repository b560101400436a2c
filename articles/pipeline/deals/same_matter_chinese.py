"""Events of one Chinese sentence that only say the same of another one's matter, and what is only resolved upon."""

import re

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.rules.takeovers_chinese import is_resolved

# 发布5项措施,包括放宽…,优化基金互认安排: one of the measures just counted
_INCLUDES = re.compile(r"包括|涵盖|其中|涉及|内容为")
# 债券通启动, 互换通上线: what links two markets opens as a line does
_LINK_ZH = re.compile(
    r"(?:债券|互换|[北南]向|[沪深]港|理财|保险|支付|黄金|商品|交易|跨境)通[」”\"》]?[^,。;公细规指实政安]{0,12}$"
)
_OPENS_LINK = re.compile(r"启动|开通|上线|试运行|启航|开启|首发|通车")


_RESOLVED_ON = ("acquisition", "equity_investment", "joint_venture", "fund")


def without_same_matter(folded: str, sentence: CuedSentence, told: list[Event]) -> list[Event]:
    """The events of a Chinese sentence without those that only say the same of another one's matter."""
    for event in told:
        if event.type in _RESOLVED_ON and event.status == "announced" and is_resolved(folded, sentence, event.verb):
            event.status = "planned"
    measures = [event for event in told if event.type == "policy_measure" and event.status == "announced"]
    if measures:
        first = measures[0].end
        told = [
            event
            for event in told
            if event.type != "mutual_recognition"
            or event.rule != "measure"
            or not _INCLUDES.search(folded, first, max(first, event.verb.start))
        ]
    told = [event for event in told if not (event.sentence > 1 and _signs_again(folded, event))]
    told = [event for event in told if not _is_worked_out(folded, event, told)]
    studied = [event for event in told if event.rule == "consultation"]
    if studied:
        # 成立小组,探讨某铁路: what the group looks into is not set up
        things = [event.thing for event in studied]
        told = [event for event in told if event.rule != "opening" or event.thing not in things]
    opened = [
        event.verb.start for event in told if event.type == "launch_opening" and event.rule in ("start", "opening")
    ]
    if opened:
        told = [event for event in told if not _is_link_opened(folded, sentence, event)]
        starts = [event for event in told if event.type == "launch_opening" and event.rule == "start"]
        told = [event for event in told if not any(_announces_link(folded, sentence, event, start) for start in starts)]
    for event in told:
        if event.type == "launch_opening" and _APPROVED_VENTURE.search(folded, event.verb.start - 4, event.thing.end):
            event.type, event.status, event.rule = "joint_venture", "announced", "shares"
    told = _without_ways(folded, told)
    for event in told:
        if event.type == "equity_investment" and event.rule == "corporate" and _is_most(folded, sentence, event):
            event.type = "acquisition"
    pledged = [event for event in told if event.rule == "pledge"]
    for pledge in pledged:
        # 拟投资建设电站: money pledged, and no second matter that is to open
        told = [
            e for e in told if e.type != "launch_opening" or e.status != "planned" or e.thing.end < pledge.verb.start
        ]
    return told


def _without_ways(folded: str, told: list[Event]) -> list[Event]:
    """The events without those that tell how a venture, a university, a centre or a sale that is told comes about."""
    if any(event.type == "joint_venture" and event.rule in ("allowed", "shares") for event in told):
        # 批准甲参股的乙证券成立: one venture, told by who may set it up
        told = [event for event in told if not _is_of_venture(folded, event)]
    if any(event.rule == "approved" and event.type == "launch_opening" for event in told):
        # 教育部批准某大学正式设立: what is allowed, and no second matter that opens
        told = [e for e in told if e.rule == "approved" or not _is_of_venture(folded, e)]
    set_up = [event for event in told if event.type == "launch_opening" and event.status == "completed"]
    if set_up:
        # 成立联合创新中心,为期五年,投入1亿元: what is put into what opens
        told = [e for e in told if e.rule != "allocation" or e.verb.start < set_up[0].verb.start]
    if any(event.type == "land" and event.status == "completed" for event in told):
        told = [event for event in told if event.type != "land" or event.status == "completed"]
    return told


# 批准成立合营银行: what is approved is a joint venture
_APPROVED_VENTURE = re.compile(r"(?:批准|获批|核准)(?:成立|设立|筹建|筹备|开设|组建)?合[资营]")


# 收购约1亿股股份,占其总股本的64.81%
_MOST_OF_IT = re.compile(
    r"[^。;]{0,60}?(?:占|相当于)[^,。;\d]{0,16}(?:5[1-9]|[6-9]\d)(?:\.\d{1,2})?%(?!的?(?:股权)?增)"
)


def _is_most(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether the shares bought are said to be most of the firm."""
    is_bought = folded.startswith(("收购", "购入", "买入", "受让", "并购"), event.verb.start)
    return is_bought and _MOST_OF_IT.match(folded, event.verb.end, sentence.sentence.end) is not None


_SETS_UP_VENTURE = re.compile(r"成立|设立|开业|组建|筹建|参股|入股|持股")


def _is_of_venture(folded: str, event: Event) -> bool:
    """Whether an opening or a stake is only how a joint venture that is told of comes about."""
    is_opening = event.type == "launch_opening" and event.rule in ("opening", "start")
    is_kind = is_opening or event.type == "equity_investment"
    return is_kind and _SETS_UP_VENTURE.match(folded, event.verb.start) is not None


# 正与某厅商讨,将某计划扩展至: what is to be done is not done yet
_MADE_PUBLIC = re.compile(r"宣布|公布|发布|[。;]|已经?")
_WORKED_OUT_REACH = 50


def _is_worked_out(folded: str, event: Event, told: list[Event]) -> bool:
    """Whether a measure or an opening is only what the sentence says before it to be under discussion."""
    if event.type not in ("policy_measure", "launch_opening") or event.status not in (
        "announced",
        "completed",
        "planned",
    ):
        return False
    return any(
        other.rule == "consultation"
        and 0 <= event.verb.start - other.verb.end <= _WORKED_OUT_REACH
        and not _MADE_PUBLIC.search(folded, other.verb.end, event.verb.start)
        for other in told
    )


# 某总经理代表联合体在协议上签字: how the paper just told was signed
_ON_THE_PAPER = re.compile(r"(?:协议|合同|合约|文件|备忘录)书?上$")


def _signs_again(folded: str, event: Event) -> bool:
    """Whether a Chinese sentence only says who put a hand to a paper told before."""
    is_paper = event.type in DOCUMENTS and folded.startswith(("签字", "签名"), event.verb.start)
    return is_paper and _ON_THE_PAPER.search(folded, max(0, event.verb.start - 6), event.verb.start) is not None


def _announces_link(folded: str, sentence: CuedSentence, event: Event, opening: Event) -> bool:
    """Whether what is read as a measure only makes public that a link of markets opens (公告,互换通将上线)."""
    if event.type != "policy_measure" or event.rule != "measure" or not event.verb.start < opening.verb.start:
        return False
    link = _LINK_ZH.search(folded, max(sentence.sentence.start, opening.verb.start - 30), opening.verb.start)
    is_opened = bool(_OPENS_LINK.match(folded, opening.verb.start)) and link is not None
    is_told = folded.startswith(("公告", "公布", "宣布", "发布"), event.verb.start)
    return is_opened and is_told and link is not None and event.thing.start < link.start() + 4


def _is_link_opened(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether what is read as a measure is the opening of a link of markets (债券通启动)."""
    if event.type != "policy_measure" or not _OPENS_LINK.match(folded, event.verb.start):
        return False
    return _LINK_ZH.search(folded, max(sentence.sentence.start, event.verb.start - 30), event.verb.start) is not None
