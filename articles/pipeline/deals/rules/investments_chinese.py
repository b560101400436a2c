"""Chinese money that goes into plants, firms and funds, and how far it has gone.

在中山投资1.5亿元,兴建物流基地: a direct investment. 完成5亿元增资: the money is in. 基金完成首轮关账: the fund is
closed. 正筹组一只基金: it is to come.
"""

import re

from articles.pipeline.deals.events import SUM, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood
from articles.pipeline.deals.rules.raisings import raised_chinese

_LEAD = 2
_PLANT = (
    r"(?:厂房?|厂区|工厂|基地|生产线|产线|产能|车间|产业园|物流园|园区|研发中心|数据中心|物流中心|配送中心|仓库|码头|总部"
    r"|实验室|枢纽|电站|风场|项目)"
)
_AMOUNT = (
    r"(?:约|逾|将?近|接近|超过?|最多|高达|不少于|合共|共|总额|至少|再|多|额外)?(?:人民币|港币)?(?:[\d][\d,.]{0,12}|[一二三四五六七八九十百千两]{1,8})[余多]?[万亿千百]{1,3}"
    r"[^,。;、]{0,8}?(?:元|镑|法郎|令吉|林吉特|铢|卢比|盾|日圆|韩圜|雷亚尔|迪拉姆|里亚尔|克朗|比索)"
)
# 投资6000万美元,用于扩建第二厂区; 追加直接投资5亿元,兴建生产线
_PLEDGES = re.compile(
    r"(?P<verb>追加(?:直接)?投资|追加|增加投资|加码投资|再投资|增资|投资|投入|注资|加投|砸下|斥资|耗资|豪掷)(?:额)?(?:了)?"
    rf"{_AMOUNT}[^,。;]{{0,10}}?[,、]?[^,。;]{{0,18}}?"
    r"(?P<aim>兴建|建设|建造|扩建|新建|增建|改建|设厂|建厂|建立|增设|建(?!议|筑|立)|扩充|扩大)"
    rf"[^,。;]{{0,24}}?(?P<thing>{_PLANT}|(?<=[设建])厂)"
)
# 追加投资5亿元, 增资6亿元用于…: what is put into a plant that stands already
_ADDS = re.compile(
    rf"(?P<verb>追加|增加|加码|再投入){_AMOUNT}(?:的)?(?:直接)?投资"
    rf"|(?P<again>追加(?:直接)?投资|增加投资|加码投资|再投资|加投)(?:额)?(?:了)?{_AMOUNT}"
)
_SPENDS, _WIDENS = ("斥资", "耗资", "豪掷"), ("扩建", "增建", "改建", "扩充", "扩大")
# 政府投入, 拨款, 项目总投资: whose money, and how much in all
_NOT_THE_FIRMS = re.compile(r"政府|财政|总$|累计|计划总|固定资产|完成$|引资|吸引|共同$|母基金|基金$")
_BUILT = re.compile(r"已建成|落成|启用|开业|竣工|完工|投产(?!后)|开幕|揭牌|去年|此前|早前|曾|迄今|历年|累计")
_PLANS = re.compile(r"拟|计划|有意|考虑|打算|研究|或将|可能")


def _pledged(folded: str, sentence: CuedSentence) -> list[Event]:
    """A firm's own investment in a plant, in the title or the lead; what a paper provides for is the paper's."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if sentence.index > _LEAD or sentence.of("sign", "contract", "fund"):
        return []
    match = _PLEDGES.search(folded, start, end) or _ADDS.search(folded, start, end)
    if match is None or _BUILT.search(folded, start, match.end()):
        return []
    if match["verb"] in _SPENDS and match["aim"] not in _WIDENS:
        # 斥资兴建总部: what will open, and not what goes into a plant that stands
        return []
    verb = Cue("invest", "zh", *match.span("verb" if match["verb"] else "again"))
    if _NOT_THE_FIRMS.search(folded, max(start, verb.start - 8), verb.start):
        return []
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    status = "planned" if _PLANS.search(folded, start, verb.start) else "announced"
    return [Event("equity_investment", status, "pledge", sentence.index, verb, verb)]


# 完成一轮12亿美元的战略增资, 完成5亿元增资扩股, 获注资3亿元
_CLOSED = re.compile(
    r"(?P<verb>完成)(?:了)?[^,。;]{0,34}?(?P<round>战略增资|增资扩股|增资|战略注资|注资|战略融资|融资(?!租赁|成本|平台|渠道|额度|协议))"
)
_TALLY = re.compile(r"全年|累计|合共|各轮|年内|上半年|企业共|家企业")


def _closed(folded: str, sentence: CuedSentence) -> list[Event]:
    """A firm whose capital has been increased."""
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _CLOSED.search(folded, start, end)
    if match is None or _TALLY.search(folded, start, match.end()):
        return []
    if SUM.search(folded, match.start(), min(end, match.end() + 30)) is None:
        return []
    return raised_chinese(folded, sentence, match)


# 获得沙特新未来城及旗下基金1亿美元投资: whose money goes into the firm that tells of it
_INVESTED = re.compile(
    rf"(?P<verb>获得?|引入|引进|拿下)(?:了)?(?!批|准|悉|得?政府)[^,。;]{{2,40}}?{_AMOUNT}[^,。;]{{0,6}}?"
    r"(?P<round>(?:战略|股权|现金|独家)?(?:投资|注资|入股))(?![者人方基机额局署于在到建设])"
)


def _invested(folded: str, sentence: CuedSentence) -> list[Event]:
    """What others put into a firm, in the title or the lead."""
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _INVESTED.search(folded, start, end) if sentence.index <= _LEAD and not sentence.of("sign") else None
    if match is None or _TALLY.search(folded, start, match.end()):
        return []
    verb = Cue("raise", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("stake", "noun", *match.span("round"))
    return [Event("equity_investment", status_of(how, "announced"), "round", sentence.index, verb, thing)]


# 基金于3月5日完成首轮募集, 宣布首次关账; 完成首关, 募集完毕
_FUND_CLOSED = re.compile(
    r"(?P<fund>基金)(?!经理|业|公司)[^,。;]{0,34}?(?:[,、][^,。;]{0,14}?)?(?P<verb>完成|宣布|实现|达成|顺利|成功)[^,。;]{0,12}?"
    r"(?:关账|关帐|首关|终关|封账|封闭|交割|募集|募资|集资|募足|首期出资|认缴)"
)
# 正筹组一只规模50亿元的产业基金
_FUND_TO_COME = re.compile(
    r"(?P<verb>筹组|筹设|筹建|筹备设立|筹划设立|筹备成立|商讨设立|酝酿设立|谋划设立)[^,。;]{0,34}?(?P<fund>基金)(?!经理|业|会|公司)"
)
# 合组科创基金, 合设, 联合发起
_FUND_JOINED = re.compile(
    r"(?P<verb>合组|合设|共设|共组|联合发起|共同发起|共同设立|联合设立|共同出资|联合组建|共同组建|携手设立|联手设立|合作设立|合伙成立)(?!的)[^,。;]{0,34}?"
    r"(?P<fund>基金)(?!经理|业|会|公司|管理)"
)


def _funds(folded: str, sentence: CuedSentence) -> list[Event]:
    """A fund that is closed, is set up together, or is being prepared."""
    start, end = sentence.sentence.start, sentence.sentence.end
    for pattern, done in ((_FUND_CLOSED, "completed"), (_FUND_TO_COME, "planned"), (_FUND_JOINED, "announced")):
        match = pattern.search(folded, start, end)
        if match is None:
            continue
        if pattern is _FUND_JOINED and (sentence.of("sign") or _PROPOSED.search(folded, start, match.end())):
            continue
        verb, fund = Cue("open", "zh", *match.span("verb")), Cue("fund", "noun", *match.span("fund"))
        how = mood(folded, sentence, verb)
        if how in ("negative", "wish"):
            return []
        status = done if how in ("done", "ing") or done == "planned" else status_of(how, done)
        return [Event("fund", status, "fund", sentence.index, verb, fund)]
    return []


# 建议由有关部门牵头,共同设立基金: what somebody would like to see
_PROPOSED = re.compile(r"建议|倡议|提议|呼吁|期望|希望|会提出|若|如果|应该?|可考虑")


MONEY_WORDS = ("投资", "斥资", "耗资", "豪掷", "追加", "增资", "投入", "注资", "加投", "砸下", "融资", "基金")


def investments_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """Direct investments, capital raised, funds closed or prepared."""
    if not sentence.han:
        return []
    raised = _closed(folded, sentence) or _invested(folded, sentence)
    return [*_pledged(folded, sentence), *raised, *([] if raised else _funds(folded, sentence))]
