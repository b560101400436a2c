"""What a Chinese text counts of what is bought, built, offered or let in: goods, banks, teams, measures, plots.

Each is known by the words before it (採購12萬劑疫苗, 首批進駐四個團隊, 首階段覆蓋8艘船, 增至28班, 84畝的工業用地) and
counts only for the kinds of deals that are made up of such things.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.figures.beside import sentences_after
from articles.pipeline.deals.figures.tallies_chinese import NUMERAL, read_counts
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Count

_HOUSES = (
    r"(?:银行|机构|企业|公司|商户|酒店|集团|券商|院校|学校|大学|高校|医院|商会|协会|团队"
    r"|实验室|单位|项目|品牌|平台|学院|诊所)"
)
_CLASSIFIER = r"(?:家|间|个|所|支|组)"
_NO_MARK = r"[^。;\d]"

# 购入12万剂疫苗, 生产的1,260件箱涵将供应, 订购20架客机, 采购1.8万吨冷冻对虾
_GOODS = re.compile(
    rf"(?:采购|购入|购买|购置|购得|订购|订造|买入|进口|供应|供货|提供|交付|承造|建造|制造|生产的?|引进|租用|租赁|追加|签下|签订|签署|斩获|揽获|获得?|订单){_NO_MARK}{{0,16}}?{NUMERAL}"
    r"(?:件|台|架|艘|辆|套|吨|公吨|剂|支|头|只|箱|桶|部|颗|枚|列|瓶|盒|立方米|兆瓦|标箱|车次|节|卷|千瓦|万瓦)(?![次月])"
)
# 竖起25台风机, 建造三座桥, 设站3座, 十二个泊位
_WORKS = re.compile(
    rf"(?:建造|兴建|建设|新建|竖起|安装|设置|包括|含|涵盖|建有|建成|铺设|设){_NO_MARK}{{0,14}}?{NUMERAL}"
    r"(?:台|座|个|条|幢|栋|组|支|根|套|张)[^,。;、\d]{0,6}?(?:通道|车道|月台|登机口|风机|机组|风电机|桥|隧道|泊位|大楼|楼宇|厂房|站(?![在点])|充电桩|车位|码头|闸|塔|井|单位|病床|床位)"
)
_STATIONS = re.compile(rf"(?:设|共设|沿线设|途设|全线设)(?:有|立)?(?:车站|站点|站){NUMERAL}(?:座|个)")
# 三家银行组成银团, 由五家机构组成的财团
_LENDERS = re.compile(
    rf"{NUMERAL}{_CLASSIFIER}[^,。;、\d]{{0,6}}?(?:银行|机构|企业|公司)(?:共同|联合)?(?:组成|组建|筹组|参与|组团)"
)
# 获香港三家银行提供贷款, 与五家银行签
_LENT_BY = re.compile(
    rf"(?:获|由|向|与|和){_NO_MARK}{{0,8}}?{NUMERAL}{_CLASSIFIER}[^,。;、\d]{{0,6}}?(?:银行|金融机构)(?:共同|联合)?"
    r"(?:提供|批出|授予|承销|牵头|安排|借)"
)
# 与本地三家酒店集团签订, 联同六家机构
_SIGNED_WITH = re.compile(
    rf"(?:[与和同跟]|联同|伙拍){_NO_MARK}{{0,24}}?{NUMERAL}{_CLASSIFIER}[^,。;、\d]{{0,8}}?{_HOUSES}[^,。;\d]{{0,8}}?(?:签|达成|订立)"
)
# 首批进驻四个研究团队, 首批参与的有甲、乙等九家机构, 首批接入12家银行
_FIRST = re.compile(
    rf"(?:首批|首期|首阶段|初期|第一批|先期)(?:有|的|将|会|已|已有)?(?:获准|获批)?(?:进驻|入驻|落户|参与|参加|加入|接入|上线|试点|纳入|合作|引入|引进|覆盖|入选|开通)?"
    rf"[^。;\d一二两三四五六七八九十]{{0,40}}?{NUMERAL}{_CLASSIFIER}[^,。;、\d]{{0,8}}?{_HOUSES}"
)
# 首阶段覆盖8艘船, 首批涵盖12种药物
_COVERED = re.compile(
    rf"(?:首批|首期|首阶段|第一阶段|初期|先期|初步|试点)(?:将|会|先|可)?(?:覆盖|涵盖|纳入|包括|惠及|涉及|适用于|限于|开放){NUMERAL}"
    r"(?:艘|家|个|辆|条|所|间|座|类|款|种|项|名)(?![月年])"
)
# 首年配额一万个, 名额120个, 每年名额为三百个
_QUOTA = re.compile(
    rf"(?:首年|首批|每[年月日周天]|全年|总|初步|暂定|首阶段|首期)?(?:配额|名额|学额|限额)(?:暂定|定)?(?:为|共|约|合共|上限为?)?{NUMERAL}(?:个(?![月])|名|辆|人|位)"
)
# 名额由每日200个增至300个
_RAISED = re.compile(
    rf"(?:名额|配额|限额|上限|额度)(?:[^。;]{{0,20}}?[由从][^。;]{{0,14}}?|(?:将|会|已|可|再|进一步){{0,2}})"
    rf"(?:增加|增|提高|提升|扩大|上调|调升)[至到](?:每[日天周月年])?{NUMERAL}"
    r"(?:个|辆|名|人次?|架次|班|位)"
)
# 新增四条巴士线
_LINES = re.compile(
    rf"(?:新增|增开|加开|新开|开通|开办|增设|推出|开设|增辟)[^。;\d]{{0,8}}?{NUMERAL}条[^,。;、\d]{{0,8}}?(?:巴士线|专线|路线|航线|线路|渡轮线|班线|快线)"
)
# 共提出30项措施, 推出五项支持港澳青年就业的措施, 措施共12条
_MEASURES = re.compile(
    rf"(?:提出|推出|包括|包含|涵盖|列出|载有|部署|出台|发布|公布|实施|涉及|涵括|共有|共|合共){NUMERAL}(?:项|条|大)(?!目)[^,。;、\d]{{0,30}}?(?:措施|举措|政策|任务|意见(?!书)|条文|安排)"
)
# 《某意见》,共30条
_ARTICLES = re.compile(
    rf"(?:意见|办法|方案|措施|规定|条例|细则|政策|指引|清单)[》」”]?(?:\([^()]{{1,20}}\))?,?(?:一共|合共|总共|共|包括|提出)(?:有|计)?{NUMERAL}(?:条|项)(?=[,。;、]|$|具体|政策|措施|举措|支持|内容)"
)
# 每周客运班次上限由14班提高至28班, 航班增至每日六班
_FLIGHTS = re.compile(
    rf"(?:航班|班次|航线|客运|货运|运力|班机|船班|班列){_NO_MARK}{{0,20}}?(?:\d{{1,3}}班)?(?:次)?(?:提高|增加|增|提升|扩大|扩|调升|加密)[至到](?:每[周日天月])?{NUMERAL}(?:个?班|架次|班次)"
)
# 84亩的工业用地
_MU = re.compile(rf"{NUMERAL}亩")
# 占地1,600平方米, 提供八千平方米厂房, 总建筑面积约22万平方米
_FLOOR = re.compile(
    rf"(?:占地|面积|提供|设于|建筑面积|楼面|厂房|场地|租用)(?:面积)?(?:约|达|为|共|合共|逾|超过|近){{0,2}}{NUMERAL}(?P<unit>平方米|公顷)"
)
# 十六处打卡点, 设12个服务点
_SPOTS = re.compile(rf"{NUMERAL}(?:处|个)[^,。;、\d]{{0,6}}?(?:打卡点|景点|站点|网点|服务点|展点|盖章点|取件点|换乘点)")

# What a measure or a paper lets grow is told by what it grows to
_GROWN = (_FLIGHTS, _RAISED)
_OPENING, _WORKS_KIND, _MEASURE, _ORDER, _LAND, _LOAN = (
    "launch_opening",
    "construction_contract",
    "policy_measure",
    "procurement",
    "land",
    "bond_loan",
)
_AFTER = 2


class _Tally(NamedTuple):
    """What ``pattern`` counts for deals of these kinds; with ``before`` or ``after`` also beside it."""

    pattern: re.Pattern[str]
    unit: str
    kinds: tuple[str, ...]
    before: bool = False
    after: bool = True


_TALLIES = (
    _Tally(_GOODS, "other", (_ORDER,), before=True),
    _Tally(_WORKS, "other", (_WORKS_KIND, _OPENING)),
    _Tally(_LINES, "other", (_OPENING,)),
    _Tally(_RAISED, "quota", (_MEASURE,)),
    _Tally(_STATIONS, "stations", (_WORKS_KIND, _OPENING)),
    _Tally(_LENDERS, "companies", (_LOAN,)),
    _Tally(_LENT_BY, "companies", (_LOAN,), after=False),
    _Tally(_SIGNED_WITH, "companies", (_ORDER, _LOAN, "equity_investment", "fund"), after=False),
    _Tally(_FIRST, "companies", (_OPENING, _MEASURE)),
    _Tally(_COVERED, "other", (_MEASURE, _OPENING, "mutual_recognition")),
    _Tally(_QUOTA, "quota", (_MEASURE, "mutual_recognition")),
    _Tally(_MEASURES, "measures", (_MEASURE,)),
    _Tally(_ARTICLES, "measures", (_MEASURE,)),
    _Tally(_FLIGHTS, "other", (*DOCUMENTS, _MEASURE, _OPENING)),
    _Tally(_MU, "other", (_LAND, "cooperation_agreement", "framework_agreement", _OPENING)),
    _Tally(_FLOOR, "hectares", (_OPENING, _WORKS_KIND, *DOCUMENTS, "equity_investment")),
    _Tally(_SPOTS, "other", (_OPENING,)),
)


def tallies_of_goods(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> list[Count]:
    """The counts that a Chinese text gives of what its deal buys, builds, admits or offers, each kind told once."""
    kind = events[0].type
    if not told or not told[0].han:
        return []
    body = [sentence for sentence in told if sentence.sentence.paragraph] or list(told)
    first = body[0].index
    own = [(s.sentence.start, s.sentence.end) for s in body]
    before = [(s.sentence.start, s.sentence.end) for s in material.sentences[max(1, first - 1) : first]]
    after = [(s.sentence.start, s.sentence.end) for s in sentences_after(material, told, _AFTER) if s.han]
    found: list[Count] = []
    for tally in _TALLIES:
        if kind in tally.kinds:
            spans = [*own, *(before if tally.before else ()), *(after if tally.after else ())]
            found += list(read_counts(material, tally.pattern, tally.unit, spans, totals=tally.pattern in _GROWN))[:1]
    return found
