"""Chinese matters that named bodies work out: 双方商讨推进某安排, 正就某方案与乙磋商, 为某安排作仔细商讨."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood
from articles.pipeline.deals.rules.topics import led_to_it, names_a_field

# 研究团队, 研究显示: a field of work, what was found
_WORKS_OUT = re.compile(
    r"正?(?:商讨|磋商|洽谈|商谈|协商|探讨|敲定)|正?研究(?!显示|发现|指出|表明|报告|成果|经费|计划|项目|[人机领院所中基型生员])"
)
# 正与内地研究, 双方商讨: it goes on now, or was done at the meeting that is told
_GOES_ON = re.compile(
    r"(?:正(?:在|积极|全力|加紧|着手)?|继续|持续|积极|双方|两地|三地|会上|会后|会议|期间|着手|开始|进一步|会(?:与|同|跟|和|就)"
    r"|展开|进行|已(?:经)?(?:与|同|跟|和|就)|[与跟同就])[^。;]{0,40}$"
)
# What is to be done ...
_AIM = re.compile(
    r"推进|推行|推动|推出|实施|实行|落实|放宽|延长|扩大|扩展|优化|简化|引入|增设|增加|增至|新增|设立|开设|建立|成立|兴建|建设|恢复|重开"
    r"|开通|取消|豁免|降低|提高|打通|衔接|开放|容许|允许|准许|互认|设厂|建厂|共建|便利|调整|改善|制订|制定|完善|具体|调低|下调|减免|减低|削减|统一|接驳|连接|延伸|延长线|互联|换领|跨境流动|通用|细节|细则|入境"
)
# ... and what makes it a matter of rules, or a place to be built
_RULES = re.compile(
    r"计划[」”》]?(?:扩|延|推)|方案|安排|措施|政策|细节|细则|办法|机制|签注|签证|免签|通关|查验|清关|配额|额度|南下|北上|名额|试点|互认|医疗券|标准|牌照|关税"
    r"|时间|时段|限制|要求|门槛|入境|过境|流动|便利|一地两检|数据|范围|金额|收费|费用|税率|税收|通行费|路费|票价|理财通|债券通|互换通|支付通|港股通|[沪深]港通"
)
_PLACES = re.compile(
    r"(?:设立|开设|兴建|建设|建立|增设|成立|开通|建造|共建|设置)[^,。;]{0,24}?(?P<thing>办事处|中心|基地|厂房?|工厂|园区|大桥|铁路|轻轨|航线|专线|口岸|通道|学校"
    r"|大学|校区|医院|平台|分行|码头|机场|总部|经贸办|缆车|隧道|电缆|管道|数据中心|停机坪|过江通道|跨江通道|跨海通道|联络线|支线|缆线|航道|地铁|高铁|城际|铁路|北都|物流园|仓库|实验室)|(?P<works>设厂|建厂|设店|设点)"
)
# 探讨未来合作, 探讨合作空间: nothing definite
_VAGUE = re.compile(
    r"可能性|合作空间|合作机会|发展机遇|交换意见|合作前景|未来(?:合作|发展)|[^,。;]{0,4}(?:的)?影响|原因|现象"
)
# 就某安排进行磋商, 为某安排作仔细商讨: the matter stands before the verb
_BEFORE = re.compile(
    r"(?:就|为|针对|围绕)(?P<topic>[^。;]{4,70}?)(?:与[^,。;]{2,20})?(?:进行|作出?|展开|开展|一同|共同)?(?:了|深入|仔细|详细|充分|初步|密切|多轮|的){0,3}$"
)
# 正研究「粤车南下」安排, 商讨具体实施方案: the scheme itself is worked out
_ARRANGED = re.compile(r"(?:[」”》\"]|南下|北上|签注|互认|一地两检)[^,。;]{0,8}?(?:安排|方案|细节|细则)")
_OUGHT = re.compile(
    r"(?:(?<![许])可以?|应该?|宜|不妨|有必要|需要?|必须|值得|若能?)(?:再|先|共同|一起|一同|进一步|考虑|深入|联手|与[^,。;]{2,12}|加快|尽快){0,3}$"
)
_REACH, _BACK = 60, 90
_ENDS = re.compile(r"[。;!?]|,(?!以及|及|并|和|包括|将|[^,。;]{0,4}(?:推|实|落|放|优|简|延))")
_PAPER = re.compile(r"协[议定]|备忘录|合作文件|意向书|合同|合约")


def consultations_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """A measure or a place of which a Chinese sentence tells that it is being worked out."""
    for verb in sentence.of("talks"):
        if not _WORKS_OUT.match(folded, verb.start) or names_a_field(folded, verb) or led_to_it(folded, verb):
            continue
        start = max(sentence.sentence.start, verb.start - _BACK)
        if _OUGHT.search(folded, start, verb.start):
            # 专家认为两地可研究: what somebody thinks could be done
            continue
        goes_on = folded.startswith("正", verb.start) or _GOES_ON.search(folded, start, verb.start)
        if not goes_on or mood(folded, sentence, verb) == "negative":
            continue
        for begin, end in _topics(folded, sentence, verb):
            if told := _matter(folded, sentence, verb, begin, end):
                return [told]
    studied = _line_studied(folded, sentence)
    return [studied] if studied else []


# 规划研究已完成,现正进行第二阶段研究: a line or crossing that is studied
_STUDIED = re.compile(
    r"(?:正|现正|正在|已|陆续|继续)(?:就[^,。;]{2,30})?(?:进行|开展|展开|启动)(?:了)?[^,。;]{0,16}?(?P<verb>研究|可行性研究|勘察|规划工作|前期工作)(?!院|所|中心|经费|人员|项目|成果)"
)
_LINE = re.compile(
    r"(?P<thing>铁路|地铁|轻轨|高铁|城际|大桥|隧道|口岸|过江通道|跨江通道|跨海通道|联络线|支线|机场|港口|航道|码头|干线|快线)(?!局|公司|集团|署)"
)


def _line_studied(folded: str, sentence: CuedSentence) -> Event | None:
    """A line or crossing of which a sentence of the lead says that its study goes on."""
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _STUDIED.search(folded, start, end) if sentence.index <= _STUDIED_EARLY else None
    line = _LINE.search(folded, start, match.start()) if match else None
    if match is None or line is None:
        return None
    verb = Cue("talks", "talks", *match.span("verb"))
    if mood(folded, sentence, verb) == "negative":
        return None
    thing = Cue("venue", "launch_opening", *line.span("thing"))
    return Event("launch_opening", "talks", "consultation", sentence.index, verb, thing)


_STUDIED_EARLY = 2


def _topics(folded: str, sentence: CuedSentence, verb: Cue) -> list[tuple[int, int]]:
    """What is worked out: behind the verb as far as its clause goes, or before it after 就, 为."""
    last = min(sentence.sentence.end, verb.end + _REACH)
    stop = _ENDS.search(folded, verb.end, last)
    spans = [(verb.end, stop.start() if stop else last)]
    before = _BEFORE.search(folded, max(sentence.sentence.start, verb.start - _BACK), verb.start)
    return [*spans, before.span("topic")] if before else spans


def _matter(folded: str, sentence: CuedSentence, verb: Cue, begin: int, end: int) -> Event | None:
    """The measure or the place that ``[begin, end)`` names; None where nothing definite, or a paper, is worked out."""
    aim = _AIM.search(folded, begin, end) or _ARRANGED.search(folded, begin, end)
    if aim is None or _VAGUE.search(folded, begin, end) or _PAPER.search(folded, begin, end):
        return None
    place, rules = _PLACES.search(folded, begin, end), _RULES.search(folded, begin, end)
    if place:
        group = "thing" if place["thing"] else "works"
        thing = Cue("venue", "launch_opening", *place.span(group))
        return Event("launch_opening", "talks", "consultation", sentence.index, verb, thing)
    if rules:
        thing = Cue("measure", "policy_measure", *rules.span())
        return Event("policy_measure", "talks", "consultation", sentence.index, verb, thing)
    return None
