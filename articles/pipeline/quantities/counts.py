"""Typed counts: whole numbers of named things (areas, projects, documents, kilometres ...).

No durations, ages, shares, ordinals or sums of money; ``other`` keeps the source's word.
"""

import re

from articles.pipeline.quantities.money import has_currency
from articles.pipeline.quantities.numerals import Number, find_numbers
from articles.pipeline.quantities.records import Count
from articles.pipeline.text import Text

_EN_NOUNS = {
    "areas": "areas?|fields?|sectors?|domains?|aspects?",
    "projects": "projects?|programmes?|programs?|schemes?|initiatives?|deals?|contracts?|transactions?",
    "documents": (
        "agreements?|memorand(?:um|a|ums)|mous?|moas?|pacts?|documents?|letters? of intent|protocols?|arrangements?"
        "|treat(?:y|ies)|accords?|non-binding deals|letters? of intention|(?:intention|intent) letters"
    ),
    "measures": "measures?|policies|policy|steps|initiatives|recommendations?|proposals?|tasks?|rules",
    "companies": (
        "compan(?:y|ies)|firms?|enterprises?|business(?:es)?|corporations?"
        "|start-?ups?(?![ -](?:projects|teams|compan|firms|enterprises))|banks?|institutions?|brokers?"
        "|associations|chambers|insurers?|lenders|partners|funds|airlines|investors"
    ),
    "jobs": "jobs?|positions?|posts|vacanc(?:y|ies)|internships?",
    "staff": "colleagues?|staff|employees?|workers?|researchers?|people|experts?|scientists?|engineers?",
    "cities": "cit(?:y|ies)|municipalit(?:y|ies)",
    "countries": "countr(?:y|ies)|nations?|economies|states|jurisdictions?",
    "stations": "stations?|stops",
    "quota": "quotas?|places|vehicles?|permits?",
    "sqm": "square metres?|square meters?|sq m|sqm|square-metre|square-meter",
    "km2": "square kilometres?|square kilometers?|sq km",
    "km": "kilometres?|kilometers?|km",
    "hectares": "hectares?|ha",
    "parcels": "parcels?|plots?|sites?|lots",
    "parks": (
        "parks|ports|routes?|lines?|flights?|centres?|centers?|offices?|branches|schools|universities|hospitals|buildings"
        "|items|laboratories|labs|bases|platforms|faculties|campuses|terminals"
    ),
}
_ZH_NOUNS = {
    "areas": "范畴|领域|方面",
    "projects": "项目|工程|计划|合作成果",
    "documents": "协议书?|协定|备忘录|意向书|合作文件|文件|合约|合同|安排|意见书",
    "measures": "措施|政策|举措|条措施|建议|任务|规定|标准",
    "companies": "企业|公司|机构|银行|券商|商户|集团|初创",
    "jobs": "职位|岗位|职缺|就业岗位|实习岗位|名额职位",
    "staff": "员工|雇员|人员|同事|研究人员|专才|人才",
    "cities": "内地城市|城市|地市|市",
    "countries": "国家和地区|国家|经济体|国",
    "stations": "车站|站点|站",
    "quota": "名额|配额|额度",
    "sqm": "平方米|平米|平方公尺",
    "km2": "平方公里",
    "km": "公里|千米",
    "hectares": "公顷",
    "parcels": "幅土地|地块|幅地|幅用地",
    "parks": "大楼|楼宇|教学楼|航线|线路|门店|分店|网点|班次|展馆|校区",
}
_PT_NOUNS = {
    "areas": "áreas?|domínios?|setores|sectores",
    "projectos": "projec?tos?(?:-chave|-piloto)?|contratos?",
    "documents": "acordos?(?:-quadro)?|memorandos?|protocolos?|documentos?|cartas? de intenç(?:ão|ões)",
    "measures": "medidas?|políticas",
    "companies": "empresas?|instituições|bancos?",
    "jobs": "empregos?|postos de trabalho|vagas?",
    "staff": "trabalhadores|funcionários|colaboradores|pessoas",
    "cities": "cidades?|municípios?",
    "countries": "países|estados",
    "stations": "estações|estação",
    "quota": "quotas?",
    "sqm": "metros quadrados",
    "km2": "quilómetros quadrados",
    "km": "quilómetros|km",
    "hectares": "hectares?",
}
_UNITS = {"projectos": "projects", "parcels": "other", "parks": "other", "km2": "sqm"}


def _alternatives(nouns: dict[str, str]) -> str:
    """One alternation with a named group for each unit; longer forms of a unit stand first in its own pattern."""
    order = ("documents", "km2", "sqm", *[u for u in nouns if u not in ("documents", "km2", "sqm")])
    return "|".join(f"(?P<{unit}>{nouns[unit]})" for unit in order if unit in nouns)


# "13 key areas", "four further cooperation agreements", "18-kilometre railway": four words between, no preposition and
# no other number ("two governments signed five documents")
_EN = re.compile(
    r"(?:[ -](?:more |of the |of its |of these )?)(?:(?!(?:of|in|to|from|for|with|between|among|by|at|on|after|before"
    r"|and|or|per|as|that|which"
    r"|who|is|are|was|were|will"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds"
    r"|sign|signs|signed|ink|inks|inked|reached|agreed|struck|sealed|concluded|exchanged"
    r"|than|since|have|has|had|out|years?|days?|months?|weeks?|hours?|minutes?|percent|times|a|an|the)\b)"
    r"[a-z][a-z'’&/-]{0,20}[, ] ?){0,4}?(?:" + _alternatives(_EN_NOUNS) + r")(?![a-z])"
)
# "23条支持服务措施", "12个项目", "6份协议", "33国": a classifier and at most ten characters between, no other number
_ZH = re.compile(
    r"(?P<classifier>[个個项份条条家间间名位座栋幢宗对批款幅所类大]|多个|余个|余项"
    # 两区签署协议: what stands behind a verb of signing is not what the number counts
    r"|余家)?(?:(?:签约)?[^,。;:、!?()」』》\d\s一二三四五六七八九十%年月日签]{0,10}?)(?:"
    + _alternatives(_ZH_NOUNS)
    + r")"
)
# 4份涵盖多领域的合作备忘录: 份 counts papers, whatever describes them
_PAPERS_ZH = re.compile(
    r"份[^,。;:、!?()」』》\d\s]{0,16}?(?:的)(?:合作|谅解)?" + _alternatives({"documents": _ZH_NOUNS["documents"]})
)
# 12个涵盖文化旅游和青年创业的投资项目: 个 and 宗 count projects, whatever they are about
_PROJECTS_ZH = re.compile(
    r"[个宗](?:涵盖|涉及|覆盖|来自)[^。;:!?()」』》\d\s]{2,36}?" + _alternatives({"projects": "项目"})
)
_PT = re.compile(
    r"[ ](?:(?!(?:de|d[ao]s?|em|n[ao]s?|para|por|com|e|a|o|uma?|que|dois|duas|três|quatro|cinco|seis"
    r"|sete|oito|nove|dez|anos?|dias?|meses|horas?)\b)[\wà-ú-]{2,20} ){0,3}?(?:" + _alternatives(_PT_NOUNS) + r")(?!\w)"
)
_DESCRIBED_ZH = {"份": _PAPERS_ZH, "个": _PROJECTS_ZH, "宗": _PROJECTS_ZH}
# "the 24th", "第24次", "Article 23", "page 3", "24 per cent", "3年", "25岁", "C919", a clock time, a share or multiple
_ORDINAL_BEFORE = re.compile(
    r"(?:第|article |chapter |no\. ?|number |phase |section |page |top |g|covid-|\bline |\bterminal |\bpier |\bexit "
    r"|\bhighway |\blinha |supplement |\bannex |schedule |version |\bseries |\brunway |\bgroup |\bdias? "
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    r"|jul|aug"
    r"|sept?|oct|nov|dec)\.? )$"
)
# The last characters of all that; "$" also stands before a line break
_ORDINAL_ENDS = frozenset("第 .g-\n")
_NOT_A_COUNT = re.compile(
    r"[ -]?(?:%|per ?cent|percentage|年|月|日|岁|小时|分钟|个月|个星期|周年|天|周|倍|成|个百分点|点|时|号|届|次|度|期"
    # 两地, 两岸, 进一步, 一体化, 一带一路: the number is part of a word
    r"|轮|方(?![面案])|地(?![市块])|岸|步|体化|站式|揽子|众|带一路|国两制|系列|次性|运(?=动?会|赛)|角(?=洲|地区|区|空域|城市|[^度形])|g(?![a-z])|th\b|st\b|nd\b|rd\b"
    # "three-way accord", "two-pronged", "four-party": how many sides, not how many accords
    r"|(?<=-)(?:way|part(?:y|ite)?|side[ds]?|pronged|tier(?:ed)?|nation|member|point|fold|city|hour|storey|star)\b"
    r"|years?\b|months?\b|days?\b|weeks?\b|hours?\b|minutes?\b|times\b|anos?\b|meses\b|dias?\b|horas?\b|por cento|:\d"
    # "10 de Outubro, com uma quota inicial": a day
    r"| de (?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)\b)"
)
# 时速200公里: how fast
_SPEED_BEFORE = re.compile(r"时速(?:可?达|为|约|超过?|最高)?$")
# 一带一路, 一地两检: the second number of a name; 该两间公司, 上述三个项目: counted before
_COUNTED_BEFORE = re.compile(r"(?:一[带地国区核线轴湾港程]|该|上述|其余|余下的?)$")
# 一批项目: nobody has counted them
_A_BATCH = re.compile(r"批")
# 九龙站, 四会市, 三水区: a number that begins the name of a place
_IN_PLACE_NAME = re.compile(r"[\u4e00-\u9fff]")
_OF_PLACES = frozenset(("stations", "cities", "countries"))
_BEFORE_PLACES = re.compile(r"(?:个|座|大|城|内地|珠三角|沿线|新|中间|大湾区|主要|核心|试点|高铁|地铁)")
# 周五签署: the number is a day
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)[一二三四五六](?![一二三四五六七八九十])")
# "签约项目12个", "公布措施共23项": the noun before, the classifier after
_NOUN_BEFORE = re.compile(
    r"(?:"
    + _alternatives({k: v for k, v in _ZH_NOUNS.items() if k in ("projects", "documents", "measures", "companies")})
    + r")(?:共|达|合共|总数|数)?$"
)
# "126项、总值逾1000亿元的合约": what they are worth stands before the noun
_PRICED_ZH = re.compile(
    r"[个项份宗][、,]?(?:总[值额]|合计|涉资|涉及|总投资|投资额|金额)[^。;!?\n]{0,28}?元[^。;!?\n\d]{0,6}?的(?:"
    + _alternatives({k: v for k, v in _ZH_NOUNS.items() if k in ("projects", "documents")})
    + r")"
)
# 每日配额100辆
_QUOTA_BEFORE = re.compile(r"(?P<quota>名额|配额|额度)(?:为|共|达|暂定为?|增至|上限为?)?$")
# "101 of them", "two will be across the border", "50 of which are": the noun is that of the count before
_ELLIPSIS_EN = re.compile(r" (?:of (?:them|which|these|those)|(?:will|would) be|are|were)\b")
# 其中50个位于: the noun is left out after a classifier
_ELLIPSIS_ZH = re.compile(r"[个项份条家间座](?=[为在是位由属涉,。;、])")
_AMONG_THEM = re.compile(r"(?:其中|当中)[^,。;]{0,6}$")
# What an English noun stands behind, and how far the noun may reach (characters)
_JOINTS = (" ", "-")
_WINDOW = 90
# How far back the noun may stand (characters)
_NOUN_REACH = 120
# 三家交易所签备忘录: 家 and 间 count houses, never what these sign
_NEVER_HOUSES = frozenset(("documents", "measures", "areas"))
# Words after "N people" that make them staff who move
_MOVES = re.compile(r"relocat|迁(?:往|至|到|入|来)|调派|transferid|mudar-se|move (?:to|there)|moving to")


_SUM_OF_MONEY = 100_000_000
_FEWEST_PLACES = 10


def find_counts(text: Text) -> tuple[Count, ...]:
    """The counts of ``text`` in order."""
    folded = text.folded
    found: list[Count] = []
    for number in find_numbers(folded, text.lang == "pt"):
        count = _read(text, number) or _elliptic(text, number, found[-1] if found else None)
        if count is not None:
            found.append(count)
    return tuple(found)


def _elliptic(text: Text, number: Number, last: Count | None) -> Count | None:
    """A bare number that leaves out the noun of the count before it, in the same paragraph."""
    folded = text.folded
    if last is None or not number.whole or number.value < 2 or number.start - last.end > _NOUN_REACH:
        return None
    match = _ELLIPSIS_EN.match(folded, number.end)
    if match is None and _AMONG_THEM.search(folded, max(0, number.left - 8), number.left):
        match = _ELLIPSIS_ZH.match(folded, number.end)
    if match is None or "\n" in folded[last.end : number.start] or has_currency(folded, number):
        return None
    start, end = number.left, match.end()
    high = int(number.high) if number.high else None
    return Count(last.unit, int(number.value), high, text.text[start:end], start, end)


# "the 2024 Policy Address", "the 2019 World Ports Conference": a year of our time before English words
_YEARS = range(1990, 2050)


def _is_year(folded: str, number: Number) -> bool:
    """Whether a number of four digits before a Latin word is a year; a round 2000 may count things."""
    digits = folded[number.start : number.end]
    is_latin = folded[number.end : number.end + 1] in _JOINTS and folded[number.end + 1 : number.end + 2].isascii()
    return is_latin and digits.isdecimal() and digits != "2000" and int(digits) in _YEARS


def _noun_after(folded: str, at: int, portuguese: bool) -> re.Match[str] | None:
    """What is counted, right behind a number: an English or Portuguese noun behind a blank, or else a Chinese one."""
    window = min(len(folded), at + _WINDOW)
    sign = folded[at : at + 1]
    match = _EN.match(folded, at, window) if sign in _JOINTS else None
    if match and _is_size(match):
        match = None
    if match is None and not sign.isspace():
        match = _ZH.match(folded, at, window)
        if described := _DESCRIBED_ZH.get(sign):
            match = described.match(folded, at, window) or match
    return _PT.match(folded, at, window) if match is None and portuguese else match


def _is_size(match: re.Match[str]) -> bool:
    """Whether it is told how large one thing is, not how many there are: "a 150-megawatt storage project"."""
    return match[0].startswith("-") and match.start(match.lastgroup or 0) > match.start() + 1


def _begins_place(folded: str, number: Number, match: re.Match[str], unit: str) -> bool:
    """Whether a Chinese numeral is the first sign of a place's name (九龙站, 四会市)."""
    if not _IN_PLACE_NAME.match(folded, number.start) or number.end >= match.start(unit):
        return False
    return _BEFORE_PLACES.match(folded, number.end) is None


def _points_to_places(folded: str, number: Number, match: re.Match[str], unit: str) -> bool:
    """Whether "the two places" are cities that were named, and no quota."""
    return number.value < _FEWEST_PLACES and folded.endswith("places", match.start(unit), match.end(unit))


def _read(text: Text, number: Number) -> Count | None:
    folded = text.folded
    if folded[number.start - 1 : number.start] in _ORDINAL_ENDS and _ORDINAL_BEFORE.search(
        folded, max(0, number.start - 11), number.start
    ):
        return None
    if _WEEKDAY.match(folded, number.start - 2) or _WEEKDAY.match(folded, number.start - 1):
        return None
    if _NOT_A_COUNT.match(folded, number.end) or has_currency(folded, number):
        return None
    if _SPEED_BEFORE.search(folded, max(0, number.left - 5), number.left):
        return None
    if _COUNTED_BEFORE.search(folded, max(0, number.start - 3), number.start):
        return None
    if number.value == 1 and _A_BATCH.match(folded, number.end):
        return None
    match = _noun_after(folded, number.end, text.lang == "pt")
    if match is None and folded[number.end : number.end + 1] in ("个", "项", "份", "条", "家", "间", "宗"):
        match = _NOUN_BEFORE.search(folded, max(0, number.left - 8), number.left) or _PRICED_ZH.match(
            folded, number.end, min(len(folded), number.end + _WINDOW)
        )
    if match is None and folded[number.end : number.end + 1] in ("辆", "名", "个", "人"):
        match = _QUOTA_BEFORE.search(folded, max(0, number.left - 8), number.left)
    if match is None:
        return None
    unit = match.lastgroup or "other"
    if unit in _OF_PLACES and _begins_place(folded, number, match, unit):
        return None
    if _points_to_places(folded, number, match, unit):
        return None
    if unit in _NEVER_HOUSES and folded[number.end : number.end + 1] in ("家", "间"):
        return None
    value, high = number.value, number.high
    if unit == "km2":
        value, high = value * 1e6, high * 1e6 if high else None
    elif not number.whole:
        return None
    if unit == "staff":
        if not _MOVES.search(folded, match.end(), min(len(folded), match.end() + 60)):
            return None
        unit = "relocated_staff"
    unit = _UNITS.get(unit, unit)
    # 109亿拿下地块: a headline leaves out 元
    is_sum = value >= _SUM_OF_MONEY and unit not in ("sqm", "relocated_staff")
    if is_sum or _is_year(folded, number):
        return None
    if value <= 0 or (value == 1 and unit not in ("documents", "measures", "projects")):
        return None
    start, end = min(match.start(), number.left), max(match.end(), number.end)
    return Count(unit, int(value), int(high) if high else None, text.text[start:end], start, end)
