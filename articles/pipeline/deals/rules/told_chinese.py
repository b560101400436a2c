"""Chinese news told in ordinary frames: lines added or resumed, plants to be built, works let, projects of two sides.

6月2日起新增直航航线; 拟以自有资金三亿元在某地投资建设工厂; 获某局批给工程,造价四亿元; 甲与乙合作,在某地发展项目.
"""

import re
from dataclasses import dataclass

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_LEAD = 2
"""Sentences, the title included, in which an article tells its news."""
_FILING = 6
"""Sentences in which a firm's filing comes to its matter."""


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """One way of telling, with groups ``verb`` and ``thing``; ``status`` is that of what is simply told.

    ``unless`` tells of something else where it stands in the sentence; ``priced`` frames ask for a sum.
    """

    pattern: re.Pattern[str]
    type: str
    status: str
    rule: str
    kind: str
    unless: re.Pattern[str]
    priced: bool = False


_SO_FAR = r"累计|合共|去年|前年|年前|早前|此前|曾|历年|同比|全年|上半年|下半年|回顾|至今|以来|旅客量|人次"
_LINE = (
    r"(?:航线|航班|直航|直飞|航点|船班|渡轮航线|水上航线|客运航线|货运航线|班列|专列|动车组?|高铁列车|高铁班次|直通车|直通巴士|巴士线路|巴士路线|巴士专线|公交线路"
    r"|客运专线|停靠站点?|货运专线)"
)
# 6月2日起新增香港往返某地的直航航班, 昨日恢复某航线, 周末加开列车
_LINES = _Frame(
    re.compile(
        rf"(?P<verb>开通|新增|增开|加开|增设|新开|新辟|开办|开辟|增辟|恢复|复飞|复航|重开|复开|重启|加密)(?:了)?"
        r"(?!办理|受理|[\d一二三四五六七八九十两]{1,3}[家间所名])"
        rf"[^,。;:]{{0,30}}?(?P<thing>{_LINE})"
        r"(?!数|量|网|比|增长|的?(?:旅客|乘客|需求|可能|研究|建议|申请))"
    ),
    "launch_opening",
    "completed",
    "opening",
    "open",
    re.compile(_SO_FAR + r"|取消|停运|停航|延误|台风|疫情|临时|春运|黄金周|假期|演唱会"),
)

_PLANT = (
    r"(?:厂房?|厂区|工厂|基地|生产线|产线|产能|车间|产业园|物流园|园区|研发中心|数据中心|物流中心|配送中心"
    r"|仓库|码头|总部|实验室|枢纽|电站|风场|风电场|项目)"
)
# 拟以自有资金三亿元在某地投资建设储能电站; 宣布投资兴建…
_BUILDS = re.compile(
    r"(?P<verb>投资(?:建设|兴建|建造|新建|扩建|设立|建立|打造|建(?=[^议筑立成设造][^,。;]{0,16}(?:厂|基地|园|站))|(?=[建设]厂)))"
    rf"(?!的)[^,。;]{{0,40}}?(?P<thing>{_PLANT})"
    # 将在某地兴建生产基地,投资额约40亿欧元
    rf"|(?P<verb_b>兴建|建设|建造|新建|设立|建立|扩建)[^,。;]{{1,30}}?(?P<thing_b>{_PLANT})[^,。;]{{0,10}},(?:该|这个?|其)?(?:项目|工程|首期"
    rf"|预计|计划|一期)?(?:总|预计|计划|合共)?投资(?:总?额|金额|规模)?[约达逾超近不过为共]"
)
_PLEDGES = _Frame(
    _BUILDS,
    "equity_investment",
    "announced",
    "pledge",
    "invest",
    re.compile(
        _SO_FAR
        + r"|落成|启用|开业|竣工|完工|投产(?!后)|开幕|揭牌|政府投|财政|固定资产|中标|签|动工|开工|奠基|基金|专项债|拨款"
        r"|已经|已全部|[十\d]年(?!底|初|内|中)"
        r"|由[^,。;]{2,20}投资|吸引|鼓励|引资|两会|议程|招商"
    ),
    priced=True,
)

# 获澳门特区政府批给轻轨建造工程,造价45亿澳门元; 工程判给某联合体
_LET = _Frame(
    re.compile(
        r"(?<!曾)获[^,。;]{2,30}?(?P<verb>批给|判给|批出|批予|判予|授予|批授|判授|授出)[^,。;]{2,50}?(?P<thing>工程|施工|建造)"
    ),
    "construction_contract",
    "signed",
    "works",
    "contract",
    re.compile(_SO_FAR + r"|奖|荣誉|称号|牌照|设备采购"),
    priced=True,
)

# 甲与乙合作,在某地发展储能项目; 甲夥乙发展某园区
_WITH = _Frame(
    re.compile(
        r"[与同和跟夥伙][^,。;]{2,30}?(?P<verb>合作)(?:,|,?共同|,?联合|,?携手)?(?:在[^,。;]{1,20}?)?(?:发展|开发|兴建|打造|营运|运营|经营|推进|建设"
        r"|改造)(?!领域|方面|机遇|机会|局)"
        rf"[^,。;]{{2,30}}?(?P<thing>{_PLANT}|地块|综合体|商场|社区|酒店|上盖|港区|度假区)(?![^,。;]{{0,6}}(?:落成|启用|开业|投产|动工|开工|奠基|揭牌))"
    ),
    "cooperation_agreement",
    "announced",
    "partnership",
    "partner",
    re.compile(_SO_FAR + r"|希望|期望|冀|建议|鼓励|支持|推动|有助|可以|签|协议|备忘|研究|合资|合营|落成|启用|开业"),
)

# 完成对某公司的战略投资, 完成向某公司注资
_PAID_IN = _Frame(
    re.compile(
        r"(?P<verb>完成)(?:了)?(?:对|向)(?!外)[^,。;]{2,36}?的?(?:首轮|新一轮|首笔|战略|独家|股权|追加|首次)?(?P<thing>投资|注资|增资|入股|领投)(?=[,。;]"
        r"|$)"
    ),
    "equity_investment",
    "completed",
    "round",
    "invest",
    re.compile(r"累计|全年|去年|家企业|间企业|个项目|万人"),
)

# 计划在某地兴建一所综合医院
_TO_BUILD = _Frame(
    re.compile(
        r"(?:拟|计划|将|宣布|决定)(?:会|于|[^,。;]{0,12}?)[在于][^,。;]{2,18}?(?P<verb>兴建|建设|建造|筹建|新建|兴办|打造|修建)[^,。;]{0,18}?"
        r"(?P<thing>医院|诊所|学校|分校|校区|酒店|研究院|研究中心|研发中心|实验室|商场|乐园|度假村|码头|展览馆|博物馆|体育馆|生产基地|制造基地|研发基地|工厂|厂房|数据中心|物流中心|创新中心|总部大楼|大学)"
        r"(?=[,。;]|$|及|、|和)"
    ),
    "launch_opening",
    "planned",
    "opening",
    "build",
    re.compile(_SO_FAR + r"|签|协议|备忘|中标|合约|议员|建议|规划纲要|施政报告|两会|投资"),
)

_FEE = r"(?:通行费|过路费|路费|收费|票价|关税|税率|费率|手续费|服务费|港口费|停泊费|着陆费|电费|准入门槛|年费)"
# 决定下调某桥货车通行费三成
_FEES = _Frame(
    re.compile(
        rf"(?:宣布|公布|决定|通知|明确|日起|即日起|今起|昨起|明起)[^,。;]{{0,24}}?(?P<verb>下调|调低|减免|减收|免收|上调|调高|降低|豁免|取消"
        rf"|免除)[^,。;]{{0,24}}?(?P<thing>{_FEE})(?!站|员|率|收入)"
    ),
    "policy_measure",
    "announced",
    "measure",
    "announce",
    re.compile(r"累计|去年|同比|建议|呼吁|促请|希望|期望|议员|研究|考虑|商讨|磋商|银行|公司"),
)
# 立法会昨日三读通过某法案, 国务院常务会议通过某方案
_PASSED = _Frame(
    re.compile(
        r"(?:立法会|人大常委会|人大|国务院常务会议|常务会议|行政会|行政会议|常委会)[^,。;]{0,14}?(?P<verb>通过|表决通过|三读通过|审议通过|一般性通过|细则性通过)(?:了)?"
        r"(?!后|前|率|的)[^,。;]{2,44}?(?P<thing>法案|条例草案|条例|法律|修正案|修订案|决定|规定|行政法规|规划|总体方案|管理办法)(?=[》」”,。;]|$)"
    ),
    "policy_measure",
    "announced",
    "approved",
    "announce",
    re.compile(r"去年|早前|此前|尚未|待|拨款|人选|任命|辞职|选举|国安|弹劾"),
)
# 就《…(征求意见稿)》公开征求意见
_CONSULTED = _Frame(
    re.compile(
        r"就(?P<thing>《[^》]{4,60}》)[^,。;]{0,14}?(?:向(?:社会|公众|业界)[^,。;]{0,6})?(?P<verb>公开征求意见|征求(?:公众|社会|各界|业界)?意见|公开咨询"
        r"|公众咨询|展开咨询|征询意见|征询)"
    ),
    "policy_measure",
    "planned",
    "measure",
    "announce",
    re.compile(r"去年|早前|此前|完成咨询|咨询期届满"),
)

# 海上快线昨早恢复营运, 客运码头重新启用
_RESUMED = _Frame(
    re.compile(
        r"(?P<thing>快线|航线|航班|渡轮|船班|船线|列车|专线|直通巴士|口岸|关口|旅检大厅|货检通道|水上客运|跨境客运|缆车)(?:服务)?[」”]?[^,。;]{0,14}?"
        r"(?P<verb>恢复(?:营运|运营|服务|通航|运行|开放|通关|开行|载客)|重新(?:启用|开通|开放|投入服务))"
    ),
    "launch_opening",
    "completed",
    "start",
    "open",
    re.compile(_SO_FAR + r"|停运|停航|延误|台风|暴雨|故障|临时|维修|疫情"),
)
# 某航线下周三恢复, 航班昨日恢复
_BACK_AGAIN = _Frame(
    re.compile(
        r"(?P<thing>快线|航线|航班|渡轮|船班|船线|列车|专线|直通巴士|水上客运|跨境客运|直航|直通车)(?:服务)?[」”]?(?:,)?"
        r"(?:将|会|于|已|全面|陆续|有望|起|今起|"
        + DAY
        + r"|下周[一二三四五六日]|下月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{1,2}日){1,4}"
        r"(?P<verb>恢复|复航|复开|复飞|重开)(?=[,。;]|$)"
    ),
    "launch_opening",
    "completed",
    "start",
    "open",
    re.compile(_SO_FAR + r"|停运|停航|延误|台风|暴雨|故障|临时|维修|疫情"),
)
# 某大学二期工程昨日动工
_STAGE_BEGUN = _Frame(
    re.compile(
        r"(?P<thing>(?:[一二三四五首]期|主体|扩建|后续|新建)工程)[^,。;]{0,12}?(?P<verb>动工|开工|奠基|破土)(?!率|仪式前|前|后)"
    ),
    "launch_opening",
    "announced",
    "ground",
    "open",
    re.compile(_SO_FAR),
)
# 自昨日(12日)起恢复「点对点」运输模式: how something is done from a day on
_FROM_A_DAY = _Frame(
    re.compile(
        r"(?:" + DAY + r"|明[日天]|即日|下月|本月)(?:凌晨|零时|[上下]午|正式|全面)?起[^,。;]{0,12}?"
        r"(?P<verb>恢复|实行|试行|推行|采用|取消|放宽|延长|简化)[^,。;]{0,20}?(?P<thing>模式|安排|政策|机制|制度|做法|限制|要求)(?!的)"
    ),
    "policy_measure",
    "completed",
    "measure",
    "announce",
    re.compile(r"去年|早前|曾|累计|台风|暴雨|公司|银行|商户|酒店"),
)
# 「粤车南下」争取今年11月落实: a scheme with its day
_STRIVEN_FOR = _Frame(
    re.compile(
        r"(?P<thing>[」”》]|南下|北上|(?:理财|债券|互换|支付|征信)通|计划|方案|条例|安排|新例)[^,。;]{0,6}?"
        r"(?:争取|力争|目标是?|料|预计|预期|有望|可望)(?:在|于|最快|可)?[^,。;]{0,3}?"
        r"(?:\d{1,2}月|\d{4}年|今年|明年|年[内底中]|下月|本月|本季|[上下]半年|第[一二三四]季)[^,。;]{0,8}?(?P<verb>落实|实施|推出|推行|生效|施行)"
    ),
    "policy_measure",
    "planned",
    "change",
    "announce",
    re.compile(r"去年|早前|建议|议员|呼吁|促请|希望|期望|上市|基金"),
)

_FRAMES = (
    _PLEDGES, _LET, _PAID_IN, _LINES, _RESUMED, _BACK_AGAIN, _STAGE_BEGUN, _WITH, _TO_BUILD, _FEES, _PASSED,
    _CONSULTED, _FROM_A_DAY, _STRIVEN_FOR,
)  # fmt: skip
TOLD_WORDS = (
    "新增", "增开", "加开", "增设", "新开", "新辟", "开办", "开辟", "增辟", "恢复", "复飞", "复航", "重开", "复开",
    "开通", "重启", "加密", "投资", "批给", "判给", "批出", "批予", "判予", "授予", "批授", "判授", "授出", "合作",
    "完成对", "完成向", "完成了对", "完成了向", "兴建", "建设", "建造", "筹建", "新建", "兴办", "打造", "修建",
    "下调", "调低", "减免", "减收", "免收", "上调", "调高", "降低", "豁免", "取消", "免除", "通过", "征求", "重新",
    "动工", "开工", "奠基", "破土", "咨询", "征询", "实行", "试行", "推行", "采用", "放宽", "延长", "简化",
    "争取", "力争", "目标", "料", "预计", "预期", "有望", "可望",
)  # fmt: skip
# 公司拟通过全资子公司…投资建设: what a filing says behind its formal opening
_FIRM_PLANS = re.compile(r"公司[^,。;]{0,8}拟")
# 3亿元, 不超过32.77亿元人民币, 40亿欧元; 10万平方米 is no money
_MONEY = re.compile(
    r"[\d一二三四五六七八九十百千]{1,8}[余多]?[万亿千百]{1,3}[^,。;、\d]{0,5}?"
    r"(?:元|镑|法郎|令吉|铢|盾|卢比|雷亚尔|葡币|韩圜)"
)
_ONLY_PLANS = re.compile(r"拟|计划|有意|考虑|打算|研究|或将|可能|议案|建议")


def told_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """What the first frame tells that the title or the lead fills."""
    if not sentence.han or sentence.index > _FILING:
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    for frame in _FRAMES if sentence.index <= _LEAD else _FRAMES[:1]:
        match = frame.pattern.search(folded, start, end)
        if match is None or frame.unless.search(folded, start, end):
            continue
        if frame.priced and _MONEY.search(folded, start, end) is None:
            continue
        if event := _told(folded, sentence, frame, match):
            return [event]
    return []


def _told(folded: str, sentence: CuedSentence, frame: _Frame, match: "re.Match[str]") -> Event | None:
    """The event of a frame that is filled; None where it is denied, wished or only talked about."""
    second = "_b" if match["verb"] is None else ""
    verb = Cue(frame.kind, "zh", *match.span("verb" + second))
    how = mood(folded, sentence, verb)
    if how == "negative" or (how in ("wish", "talks") and frame is not _STRIVEN_FOR):
        return None
    status = frame.status if frame is _STRIVEN_FOR else status_of(how, frame.status)
    if frame is _PLEDGES:
        if sentence.index > _LEAD and not _FIRM_PLANS.search(folded, sentence.sentence.start, verb.start):
            return None
        # 宣布将投资: pledged, though still to be paid
        plans = _ONLY_PLANS.search(folded, sentence.sentence.start, verb.start)
        status = "planned" if plans else frame.status
    # 合作发展一个项目: what is developed is no count of papers
    thing = verb if frame is _WITH else Cue("venue", frame.type, *match.span("thing" + second))
    things = (frame.type,) if frame.type in DOCUMENTS else ()
    return Event(frame.type, status, frame.rule, sentence.index, verb, thing, things, frame is _WITH)
