"""Chinese measures that no verb of issuing takes as its object.

通行费拟由66元降至58元,正征求意见: a rate that is to change. 国务院批复同意设立某综合保税区: a zone that is allowed.
对某护照持有人免签14天; 发文明确港澳居民购房无须居住证明: what people need no more.
"""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_LEAD = 2
# 通行费由66元降至58元, 名额从1500个增至2000个
_RATE = re.compile(
    r"(?P<thing>收费(?!站|员)|通行费|过路费|票价|关税|税率|费率|限额|额度|上限|门槛|名额|配额|免税额|有效期|停留期|逗留期|期限|年限|持股比例|电价|水价)"
    r"[^。;]{0,20}?(?:由|从)[^,。;]{1,16}?(?P<verb>下调|上调|调低|调高|降低?|调整?|增加?|升|提高|提升|扩大|延长|缩短|放宽|减少?)(?:至|到|为)"
)
# 今年客流由, 去年租金从: what has changed by itself
_FIGURES = re.compile(r"去年|同比|环比|占比|市场|按年|按月|租金|股价|预测")
# 拟由66元降至58元, 公开征求意见: yet to be decided
_DRAFT = re.compile(
    r"拟(?=由|从|将|自|于|在|对|新增|调|放|取消|降|上|下)|征求(?:公众|社会|各界)?意见|公开咨询|公众咨询|意见稿|听证会"
)


def is_draft(folded: str, sentence: CuedSentence) -> bool:
    """Whether a Chinese measure is only put out for comment."""
    return _DRAFT.search(folded, sentence.sentence.start, sentence.sentence.end) is not None


def _rates(folded: str, sentence: CuedSentence) -> list[Event]:
    """A rate, quota or period that an authority changes from one number to another."""
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _RATE.search(folded, start, end)
    if match is None or _FIGURES.search(folded, start, match.end()):
        return []
    verb = Cue("announce", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("measure", "policy_measure", *match.span("thing"))
    is_plan = is_draft(folded, sentence) or _INTENDED.search(folded, max(start, verb.start - 40), verb.start)
    return [Event("policy_measure", "planned" if is_plan else "announced", "measure", sentence.index, verb, thing)]


# 配额计划下半年由100个增至300个: meant, and not decided
_INTENDED = re.compile(r"计划(?!的|内|中|由)|打算|有意|拟|目标|争取|预计|有望")


# 医疗券试点新增12间医疗机构, 先导计划扩展至全省
_WIDENED = re.compile(
    r"(?P<thing>试点(?:计划)?|先导计划|计划|措施|政策|安排|模式|名单|理财通|港股通|债券通|北上|南下|医疗券|个人游|药械通|备案范围|适用范围|覆盖范围|试点范围|实施范围|目录|清单|名录)[」”\"》]?[^,。;]{0,16}?"
    r"(?P<verb>新增|扩展至|扩展到|扩至|扩大至|扩大到|拓展至|拓宽至|增至|再增|延长至|推广至)(?=[^,。;]{0,8}(?:\d|[一二三四五六七八九十两百]|全省|全国|所有|更多|其他|九市)"
    r"|[^,。;]{2,24}(?:[两三四五六七八九十\d]个|等))"
)


def _widened(folded: str, sentence: CuedSentence) -> list[Event]:
    """A scheme that takes in more, in the title or the lead."""
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _WIDENED.search(folded, start, end) if sentence.index <= _LEAD else None
    if match is None or _FIGURES.search(folded, start, match.end()) or sentence.of("sign"):
        return []
    verb = Cue("announce", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("measure", "policy_measure", *match.span("thing"))
    return [Event("policy_measure", status_of(how, "announced"), "measure", sentence.index, verb, thing)]


_ZONE = (
    r"(?:综合保税区|综保区|保税(?:港|物流)?区|自由贸易试验区|自贸试验区|自贸区|合作区|示范区|试验区|先行区|高新技术产业开发区|经济技术开发区|高新区|经开区"
    r"|综合试验区|综试区|口岸|保税物流中心|免税店|离岛免税|创新区|特殊监管区)"
)
# 国务院批复同意设立某综合保税区, 某口岸获批扩大开放
_ALLOWED = re.compile(
    rf"(?P<verb>批复同意|批准同意|复函同意|正式批复|批复|批准|同意|核准)[^,。;]{{0,16}}?(?:设立|成立|新设|增设|建设|开展|扩大|调整|对外开放)"
    rf"[^,。;的]{{1,30}}?(?P<thing>{_ZONE})"
    rf"|(?P<thing_b>{_ZONE})[^,。;]{{0,10}}?(?:正式|成功|{DAY}|已)?(?P<verb_b>获批|获准|获(?:国务院|中央|海关总署"
    rf"|国家)[^,。;]{{0,8}}?(?:批复|批准|同意))(?!以来|后)"
)
# 宣布在北部都会区划设「人才合作区」
_MARKED_OUT = re.compile(
    r"(?:宣布|决定|公布|提出|落实)[^。;]{0,30}?(?P<verb>划设|划定|划出|开辟)[^,。;]{2,26}?(?P<thing>区|园|带|专区|走廊)(?=[」”\"》,。;])"
)
_BUILT_THERE = re.compile(r"项目|公司|企业|银行|分行|大学|学院|医院|航线|航班|办事处")


def zone_allowed(folded: str, sentence: CuedSentence) -> "re.Match[str] | None":
    """Where a Chinese sentence says that a zone or crossing of a city is allowed by those above it."""
    match = _ALLOWED.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        match = _MARKED_OUT.search(folded, sentence.sentence.start, sentence.sentence.end)
    return None if match is None or _BUILT_THERE.search(match[0]) else match


def _zones(folded: str, sentence: CuedSentence) -> list[Event]:
    """A zone that the state allows or a government marks out."""
    match = zone_allowed(folded, sentence)
    if match is None:
        return []
    verb_group, thing_group = ("verb", "thing") if match["verb"] else ("verb_b", "thing_b")
    verb = Cue("announce", "zh", *match.span(verb_group))
    if mood(folded, sentence, verb) in ("negative", "wish", "talks"):
        return []
    thing = Cue("measure", "policy_measure", *match.span(thing_group))
    return [Event("policy_measure", "announced", "approved", sentence.index, verb, thing)]


# 昨日起对香港特区护照持有人免签14天
_WAIVES = re.compile(
    r"(?:对|向|给予)[^,。;]{2,26}?(?:护照|居民|公民|旅客|国民|持有人|游客|身份证)[^,。;]{0,10}?(?P<verb>免签|豁免签证|免除签证|豁免入境签证)"
    r"(?=\d|[一二三四五六七八九十]|入境|停留|逗留|待遇|安排|[,。;]|$)"
)


def _waivers(folded: str, sentence: CuedSentence) -> list[Event]:
    """People of a place who need no visa any more, told by a bare 免签."""
    match = _WAIVES.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb = Cue("announce", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    return [Event("policy_measure", status_of(how, "announced"), "waiver", sentence.index, verb, verb)]


# 某局昨日发文,港澳居民购房不再需要居住证明; 某部批准放开某业务
_OFFICE = r"(?:局|部|委|署|厅|办公?室?|委员会|政府|当局|总局|海关|公署|管委会|执委会|人行|央行|金管局|出入境)"
_EASES = re.compile(
    rf"{_OFFICE}(?:[^,。;]{{0,14}}?)(?P<verb>发文|下发[^,。;]{{0,8}}?通知|发出?通[知告]|通告|宣布|公布|明确|决定|批准|同意|规定|公告)"
    r"[^。;]{0,60}?(?P<thing>不再需要|不需再|不再要求|无须再?|无需再?|毋须|免(?:除|交|缴|于|收|征|提交|检|验|填报)|减征|减半|不予征收|暂不征收|退税|减按"
    r"|取消[^,。;]{0,14}?(?:限制|要求|门槛|证明|年限|年期|手续|审批|上限)"
    r"|放开|豁免|可凭|可直接|可免|全面放开|先行先试|降低[^,。;]{0,12}?(?:门槛|准入|要求))"
)
# 某局公布,去年豁免…万宗: figures; 呼吁豁免
_NOT_EASED = re.compile(r"去年|累计|同比|呼吁|促请|建议|希望|期望|至今|以来|研究|考虑")


def _easings(folded: str, sentence: CuedSentence) -> list[Event]:
    """What an office makes easier, in the title or the lead."""
    if sentence.index > _LEAD or sentence.of("sign"):
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _EASES.search(folded, start, end)
    if match is None or _NOT_EASED.search(folded, start, match.end()):
        return []
    verb = Cue("announce", "zh", *match.span("verb"))
    if mood(folded, sentence, verb) in ("negative", "wish", "talks"):
        return []
    thing = Cue("measure", "policy_measure", *match.span("thing"))
    status = "planned" if is_draft(folded, sentence) else "announced"
    return [Event("policy_measure", status, "measure", sentence.index, verb, thing)]


# One of these stands in all of that
MEASURE_WORDS = (
    "降至", "降到", "降为", "降低", "调至", "调到", "调为", "调整至", "调整为", "调整到", "减至", "减到",
    "减少至", "减少到", "增至", "增加至", "增加到", "升至", "升到", "提高至", "提高到", "提升至", "延长至", "延长到",
    "缩短至", "缩短到", "放宽至", "放宽到", "扩大至", "扩大到", "扩展至", "扩展到", "扩至", "推广至", "新增", "再增",
    "批复", "批准", "同意", "核准", "获批", "获准", "划设", "划定", "划出", "开辟", "免签", "豁免",
    "不再", "无须", "无需", "毋须", "免除", "免征", "减征", "减半", "征收", "退税", "减按",
    "免交", "免缴", "免于", "免收", "免提交", "免检", "取消",
    "放开", "可凭", "可直接", "可免", "先行先试",
)  # fmt: skip


def measures_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """Rates changed, zones allowed, visas waived, rules eased."""
    if not sentence.han:
        return []
    found = _zones(folded, sentence) or _waivers(folded, sentence) or _rates(folded, sentence)
    return found or _easings(folded, sentence) or _widened(folded, sentence)
