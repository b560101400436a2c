"""Chinese openings told of what has no name of a place: a joint brand, a payment link that reaches further, a venture.

某某联合品牌在中山发布; 跨境二维码支付昨日起扩展至商户; 按五五比例出资成立的公司揭牌.
"""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_LEAD = 2
_WHEN = (
    r"(?:"
    + DAY
    + r"|今起|昨起|今日起|"
    + DAY
    + r"起|即日起|正式|已|成功|顺利|首次|全面|在[^,。;]{1,14}|于[^,。;]{1,14}"
    r"|\d{1,2}日|\d{1,2}月\d{1,2}日起?|起){0,4}"
)
# 联合品牌在某村发布, 湾区旅游通票上线
_GOODS = (
    r"(?:(?:联合|共同|区域|公共|公用|文旅|旅游|湾区|合作)[^,。;]{0,6}?品牌|联票|套票|通票|通行证|一卡通|电子护照|旅游护照|旅游路线|旅游线路|精品线路|小程序|应用程式|应用程序|手机应用"
    r"|联名卡|信用卡|储值卡|消费券|保险产品|白皮书|团体标准|湾区标准|技术标准|专版|企业版|商户版|港澳版)"
)
_COMES_OUT = re.compile(
    rf"(?P<thing>{_GOODS})[」”\"》]?{_WHEN}(?P<verb>发布|推出|上线|面世|问世|亮相|启用|首发|开售|揭晓|启动|投入使用)(?!会|厅|以来|后|仪式前)"
)
_BROUGHT_OUT = re.compile(
    rf"(?P<verb>联合推出|共同推出|携手推出|合推|合作推出|联合发布|共同发布|首发|推出|发布|上线|启动)(?:了)?[^,。;]{{0,24}}?(?P<thing>{_GOODS})"
)
# 跨境二维码支付昨日起扩展至企业商户, 数据专用通道昨日接通
_LINK = (
    r"(?:支付|收款|转账|汇款|二维码|扫码|电子钱包|专用通道|数据通道|光缆|电缆|管道|输气管|输水管|供水管|联网|电网|网络|系统"
    r"|平台|接口|证照|服务)"
)
_REACHES = re.compile(
    rf"(?P<thing>{_LINK})[」”\"]?{_WHEN}(?P<verb>扩展(?:至|到)|扩至|延伸(?:至|到)|拓展(?:至|到)|推广(?:至|到)|接通|连通|联通|打通|贯通|互通|互联"
    rf"|对接)(?!率|问题|研究|机制)"
)
# 计划扩展至, 有望打通: mood tells; 互通的, 互联互通: no act
_NO_ACT = re.compile(r"互联互通|互通的|对接会|对接活动|联通公司|中国联通")


# 两地首趟旅游专列昨日抵达, 首班航班降落: the line opens with its first run
_FIRST_RUN = re.compile(
    r"首(?:趟|列|班(?=航班|客轮|货轮|渡轮|飞机)|架|艘|架次)[^,。;]{0,34}?(?P<thing>列车|专列|班列|航班|客机|货机|客轮|货轮|渡轮|货船|集装箱船|巴士|专车)"
    r"[^,。;]{0,24}?(?P<verb>抵达|驶抵|到达|抵港|抵澳|靠泊|降落|起飞|驶离|驶出|开出|出发|启程|开抵|飞抵|运抵)"
    r"|(?P<thing_b>列车|专列|班列|航班|客机|货机|客轮|货轮|渡轮|货船|集装箱船)[^,。;]{0,20}?"
    r"(?P<verb_b>抵达|驶抵|到达|靠泊|降落|起飞|驶离|驶出|开出|出发|启程|飞抵)[^,。;]{0,16}?,(?:这|此)?(?:是|为|标志着?)[^,。;]{0,14}?首(?:趟|列|班|条|次|个)"
)


_LATE = re.compile(r"延误|故障|事故|受阻|取消|相撞|去年|前年|年前|回顾")


def _first_runs(folded: str, sentence: CuedSentence) -> list[Event]:
    """A line that opens with its first run."""
    match = _FIRST_RUN.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None or _LATE.search(folded, sentence.sentence.start, sentence.sentence.end):
        return []
    verb_group, thing_group = ("verb", "thing") if match["verb"] else ("verb_b", "thing_b")
    verb = Cue("open", "zh", *match.span(verb_group))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("venue", "launch_opening", *match.span(thing_group))
    return [Event("launch_opening", status_of(how, "completed"), "start", sentence.index, verb, thing)]


def _comes_out(folded: str, sentence: CuedSentence) -> list[Event]:
    start, end = sentence.sentence.start, sentence.sentence.end
    match = (
        _COMES_OUT.search(folded, start, end)
        or _BROUGHT_OUT.search(folded, start, end)
        or _REACHES.search(folded, start, end)
    )
    if match is None or _NO_ACT.search(folded, match.start(), match.end() + 4):
        return []
    verb = Cue("open", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("venue", "launch_opening", *match.span("thing"))
    return [Event("launch_opening", status_of(how, "completed"), "opening", sentence.index, verb, thing)]


# 甲同乙按五五比例出资成立的运营公司揭牌
_VENTURE = re.compile(
    r"(?:[同与和跟及、])[^,。;]{2,30}?(?:按[^,。;]{2,12}?(?:比例)?|各[出占]一半|共同|联合|合作|对半)(?:共同|联合)?(?P<verb>出资|合资|注资)(?:成立|组建"
    r"|设立|创办|兴办)"
    r"(?P<of>的)?(?!基金)[^,。;]{0,20}?(?P<firm>公司|企业)"
)
_STANDS = re.compile(r"揭牌|挂牌|开业|投产|启用|成立|投入运[营作]")


def _ventures(folded: str, sentence: CuedSentence) -> list[Event]:
    """A firm that two sides set up with their money, without the word for a joint venture."""
    match = _VENTURE.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb = Cue("form", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    stands = _STANDS.search(folded, match.end(), min(sentence.sentence.end, match.end() + 20)) if match["of"] else None
    if match["of"] and not stands:
        # 出资成立的公司 only says whose firm it is
        return []
    status = status_of(how, "completed" if stands else "announced")
    kind = "joint_venture"
    return [Event(kind, status, "venture", sentence.index, verb, verb, (kind,))]


OPENING_WORDS = (
    "首趟",
    "首列",
    "首班",
    "首航班",
    "首架",
    "首艘",
    "首条",
    "首次",
    "品牌",
    "联票",
    "套票",
    "通票",
    "通行证",
    "一卡通",
    "护照",
    "路线",
    "线路",
    "小程序",
    "应用程",
    "手机应用",
    "联名卡",
    "信用卡",
    "储值卡",
    "消费券",
    "保险产品",
    "白皮书",
    "团体标准",
    "湾区标准",
    "技术标准",
    "专版",
    "企业版",
    "商户版",
    "港澳版",
    "扩展",
    "扩至",
    "延伸",
    "拓展",
    "推广",
    "接通",
    "连通",
    "联通",
    "打通",
    "贯通",
    "互通",
    "互联",
    "对接",
    "出资",
    "合资",
    "注资",
)


def openings_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """What comes out or reaches further, in the title or the lead, and firms set up with the money of two sides."""
    if not sentence.han:
        return []
    ventures = _ventures(folded, sentence)
    if ventures or sentence.index > _LEAD or sentence.of("sign"):
        return ventures
    return _first_runs(folded, sentence) or _comes_out(folded, sentence)
