"""What a Chinese text counts of what makes up a deal: places that a measure covers, those it admits, what it offers.

Other stages read counts by a list of nouns in the sentence that tells the deal. These are known by what stands before
them (首批开放甲、乙两市, 首批确定5家医院, 每日最多100辆, 提供54项服务, 全长约55公里), and may stand in later sentences.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.figures.beside import sentences_after
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Count
from articles.pipeline.quantities.numerals import han_value

# 逾60家, 约500亩, 30多家: how nearly it is told changes no count
NUMERAL = (
    r"(?:约|逾|超过?|近|至少|不少于|多达)?"
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,2})?万|\d{1,6}(?!\.?\d)|[一二两三四五六七八九十百千万]{1,7})[多余]?"
)
# 增至21个, 累计已有50家: a total that runs
_NO_COUNT = re.compile(
    r"(?:增至|增加到|累计|合计|目前|现有|现时|至今|原来的?|第)(?:已有?|有|共)?(?:逾|超过?|近|约|达)?$"
)
_NO_COUNT_REACH = 6

# 扩展至江门、惠州及肇庆3个城市, 首批开放甲、乙4市
_NAMED_CITIES = re.compile(
    rf"(?:首批|第一批|率先|先行|先|扩展?至|扩[大展]到|新增|增加|纳入|开放)[^。;\d]{{0,30}}?{NUMERAL}[个座]?(?:内地)?(?:城市|市(?![区场民值价府政长级内外]))"
)
# 覆盖大湾区9个城市, 适用于大湾区内地九市: the nine count where the measure reaches them, not where they are its scene
_BAY_CITIES = re.compile(
    rf"(?:覆盖|涵盖|适用于?|扩[展大]?[至到]|推广[至到]|惠及|拓展[至到]|(?<![^。;\n])在?(?=大湾区))[^,。;\d]{{0,14}}?{NUMERAL}个?(?:大湾区)?(?:内地)?(?:城市|市(?![区场民值价府政长级内外]))"
)
# 首批有5家医疗机构, 计划包括7个医疗机构
_ADMITTED = re.compile(
    rf"(?:首批|包括|涵盖|确定了?|指定|选定|选取|纳入|再?新增|认定)(?:有|为|的|内地)?[^,。;\d]{{0,8}}?{NUMERAL}(?:家|间|个|所)[^,。;、\d]{{0,6}}?"
    r"(?:机构|医院|企业|银行|院校|学校|公司|诊所|药店|药房)"
)
# 每日最多可有6万名旅客, 每日配额100辆
_ALLOWED = re.compile(
    rf"(?:每[日天周月年]|首阶段|初期)[^,。;\d]{{0,10}}?(?:最多|上限|配额|限额|名额|额度|不超过)[^,。;\d]{{0,8}}?{NUMERAL}(?:名|辆|人次?|[架车班]次|个(?![月小城])|位)"
)
# 每个工作日接受200个申请
_TAKEN_A_DAY = re.compile(
    rf"每个?(?:工作)?[日天周月](?:最多|可)?(?:接受|受理|处理|发放|批出|提供){NUMERAL}[个宗份](?:新)?(?:申请|名额|预约|牌证)"
)
# 直达站点即日起再新增16个
_MORE_OF_THEM = re.compile(
    rf"(?:站点|车站|航点|口岸|网点|目的地)[^。;\d]{{0,14}}?(?:再|将|会|分别)?(?:新增|增加|增设){NUMERAL}个(?=[,。;、]|$)"
)
# 建设东西两座跨境桥, 连通甲、乙五座城市, 7个口岸将开放
_BUILT = re.compile(
    rf"(?:建设|兴建|开通|启用|增设|新建|开设|设立)(?:了|东西|南北|首批|共)?{NUMERAL}[座条间家所栋幢个][^,。;、\d]{{0,8}}?"
    r"(?:桥|口岸|隧道|线路|航线|通道|车站|大楼|医院|学校|学院|校区|泊位|展馆|公园|分行|门店|中心|办事处|基地|服务点)"
)
_REOPENED = re.compile(
    rf"{NUMERAL}个(?:[陆海空]{{1,2}}路?)?(?:口岸|管制站)(?:将|会|已|率先|今日)?(?:全面|同时|恢复|重新)?(?:开放|启用|重开)"
)
# 扩展至佛山三龙湾及中山黄圃两个码头, 首阶段经7个口岸, 新增10个机场
_PLACES = re.compile(
    rf"(?:扩展?至|扩[大展]到|新增|再增|增加|增设|纳入|开放|首阶段经?|首批|恢复)[^。;\d]{{0,30}}?{NUMERAL}个[^,。;、\d]{{0,8}}?"
    r"(?:口岸|码头|机场|港口|关口|管制站|试点|品种|产品|药品)"
)
# 某某等3个品种通过审批, 获准上市
_ALLOWED_THINGS = re.compile(
    rf"等{NUMERAL}(?:个|款|种|只|项)(?:[^,。;、\d]{{0,6}}?)(?:品种|产品|药品|器械|疫苗|项目)[^。;\d]{{0,24}}?(?:获准|获批|通过|纳入)"
)
_LINKED = re.compile(
    rf"(?:连通|连接|串联|途经)[^。;\d]{{0,30}}?{NUMERAL}[座个](?:大湾区|内地)?城?市(?![区场民值价府政长级内外])"
)
# 《纲要》共分为"…"等十一章
_CHAPTERS = re.compile(rf"(?:共|等|分为?){NUMERAL}章(?![程鱼节])")
_DOCUMENT = re.compile(r"规划|纲要|条例|办法|方案|意见|法规|计划")
# 网页提供54项服务, 首批开设…等三个本科专业
_OFFERED = re.compile(
    rf"(?:提供|推出|开设|涵盖|整合|设有|设立)[^。;\d]{{0,36}}?{NUMERAL}(?:项|个|条|门|款)(?:[^,。;、\d]{{0,8}}?)(?:服务|课程|专业|产品|线路|展区)"
)
_AND_OFFERED = re.compile(
    rf"(?:以及|及|和|与)[^。;\d]{{0,36}}?{NUMERAL}(?:项|个|条|门|款)[^,。;、\d]{{0,8}}?(?:服务|课程|专业|产品|线路)"
)
# 首批10间科创企业同日入驻
_MOVED_IN = re.compile(
    rf"首批{NUMERAL}(?:家|间|个)[^,。;、\d]{{0,8}}?(?:企业|机构|公司|团队)[^,。;\d]{{0,8}}?(?:入驻|进驻|落户|签约)"
)
# 大桥总长约55公里, 全长24公里
_LENGTH = re.compile(rf"(?:全长|总长|线路长|正线长|里程|长度)(?:度|约|达|为|共|合共){{0,3}}{NUMERAL}公里")
# 总填海面积约130公顷
# 全长55公里的大桥: of what opens, wherever it is told
_LONG = re.compile(rf"(?:全长|总长)(?:约|达|共)?{NUMERAL}公里的(?:大桥|桥|隧道|通道|铁路|高铁|线路|地铁|公路|高速)")
_AREA = re.compile(rf"(?:面积|占地)(?:约|达|为|共|合共){{0,3}}{NUMERAL}(?P<unit>公顷|平方米)")
# 与甲、乙、丙等6家金融机构签署, 与59间企业及机构签
_SIGNED_WITH = re.compile(
    rf"[与和同跟][^。;\d]{{0,40}}?{NUMERAL}(?:家|间|个|所)[^,。;、\d]{{0,10}}?(?:企业|机构|单位|公司|银行|高校|院校|商会|协会|医院)"
    r"[^,。;\d]{0,8}?(?:签|达成|举行[^,。;]{0,6}签)"
)
# 公布第二批标准清单,新增32项: how many, of what the clause before names
_MORE_ITEMS = re.compile(
    rf"[,;](?:今次|是次|此次|本次|这次|其中|共|合共)?(?:新增|再增|增加|增列|新纳入){NUMERAL}[项条款](?=[,。;(]|$)"
)
# 首批合资格ETF共87只, 首批产品共12款
_FIRST_IN_ALL = re.compile(
    rf"首批[^,。;\d]{{0,16}}?(?:共有?|合共|有|包括)了?{NUMERAL}(?:只|款|项|条|隻|种)(?=[,。;(]|$|[^,。;\d]{{1,8}}(?:纳入|获批|上线|入选))"
)
_MANY = 3
_SUM_OF_MONEY = 100_000_000
_AFTER, _AFTER_MEASURE = 2, 4
"""So many sentences after the last that tells the deal still say what makes it up."""
_OPENING, _CONTRACT, _MEASURE = "launch_opening", "construction_contract", "policy_measure"


class _Tally(NamedTuple):
    """What ``pattern`` counts for deals of these kinds: in the sentences that tell them, or in those after too."""

    pattern: re.Pattern[str]
    unit: str
    kinds: tuple[str, ...]
    goes_on: bool = False
    is_told_once: bool = False


_TALLIES = (
    _Tally(_ADMITTED, "companies", (_MEASURE,), goes_on=True, is_told_once=True),
    _Tally(_REOPENED, "other", (_MEASURE,), goes_on=True),
    _Tally(_PLACES, "other", (_MEASURE,), goes_on=True),
    _Tally(_ALLOWED_THINGS, "other", (_MEASURE,)),
    _Tally(_ALLOWED, "quota", (_MEASURE,), goes_on=True),
    _Tally(_TAKEN_A_DAY, "quota", (_MEASURE,), goes_on=True, is_told_once=True),
    _Tally(_MORE_ITEMS, "other", (_MEASURE,), is_told_once=True),
    _Tally(_FIRST_IN_ALL, "other", (_MEASURE, _OPENING), is_told_once=True),
    _Tally(_MOVED_IN, "companies", (_OPENING,)),
    _Tally(_BUILT, "other", (_OPENING,)),
    _Tally(_MORE_OF_THEM, "stations", (_OPENING,), goes_on=True, is_told_once=True),
    _Tally(_REOPENED, "other", (_OPENING,)),
    _Tally(_LENGTH, "km", (_OPENING, _CONTRACT), goes_on=True),
    _Tally(_AREA, "hectares", (_CONTRACT,), goes_on=True),
)


def tallies_chinese(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> list[Count]:
    """The counts that a Chinese text gives of what makes up the deal, beside those of listed nouns."""
    kind = events[0].type
    if not told or not told[0].han:
        return []
    following = list(sentences_after(material, told, _AFTER_MEASURE if kind == _MEASURE else _AFTER))
    spans = [(s.sentence.start, s.sentence.end) for s in (*told, *following) if s.han]
    own = spans[: len(told)]
    if kind in DOCUMENTS:
        return list(read_counts(material, _SIGNED_WITH, "companies", own, least=_MANY))
    found = _cities_and_offers(material, kind, own, spans)
    for tally in _TALLIES:
        if kind in tally.kinds:
            read = list(read_counts(material, tally.pattern, tally.unit, spans if tally.goes_on else own))
            found += read[:1] if tally.is_told_once else read
    if kind == _OPENING and all(count.unit != "km" for count in found):
        found += list(read_counts(material, _LONG, "km", [(0, len(material.folded))]))[:1]
    return found


def _cities_and_offers(
    material: Material, kind: str, own: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> list[Count]:
    """What is told in more than one way: the cities of a measure or a line, what is offered, chapters of a plan."""
    if kind == _OPENING:
        offered = list(read_counts(material, _OFFERED, "other", spans))
        after = [(count.end, count.end + 50) for count in offered]
        offered += read_counts(material, _AND_OFFERED, "other", after)
        return offered + (_cities(material, own) or list(read_counts(material, _LINKED, "cities", spans))[:1])
    if kind != _MEASURE:
        return []
    found, chapters = _cities(material, spans), list(read_counts(material, _CHAPTERS, "other", spans))
    if chapters and _DOCUMENT.search(material.folded, spans[0][0], chapters[0].start):
        found += chapters[:1]
    return found


def _cities(material: Material, spans: Sequence[tuple[int, int]]) -> list[Count]:
    """The number of cities covered: of those that are named as the new or first ones, else of those of the bay area."""
    named = list(read_counts(material, _NAMED_CITIES, "cities", spans))
    return (named or list(read_counts(material, _BAY_CITIES, "cities", spans)))[:1]


def read_counts(
    material: Material,
    pattern: re.Pattern[str],
    unit: str,
    spans: Sequence[tuple[int, int]],
    least: int = 2,
    totals: bool = False,
) -> Iterator[Count]:
    """The whole numbers that ``pattern`` finds in ``spans``; no running ``totals`` and nothing below ``least``."""
    folded, text = material.folded, material.text.text
    for start, end in spans:
        for match in pattern.finditer(folded, start, min(end, len(folded))):
            at = match.start("n")
            is_total = _NO_COUNT.search(folded, max(start, at - _NO_COUNT_REACH), at) is not None
            if is_total and not totals and unit not in ("km", "hectares"):
                continue
            n = whole(match["n"])
            called = "sqm" if match.groupdict().get("unit") == "平方米" else unit
            if n is not None and least <= n < _SUM_OF_MONEY:
                yield Count(called, n, None, text[at : match.end()], at, match.end())


def whole(numeral: str) -> int | None:
    """The whole number that a numeral writes; None for a decimal."""
    digits, scale = numeral.removesuffix("万").replace(",", ""), 10_000 if numeral.endswith("万") else 1
    value = float(digits) if digits[:1].isdecimal() else han_value(digits)
    return int(value * scale) if value is not None and float(value * scale).is_integer() else None
