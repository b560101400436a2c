"""Chinese contracts of works, goods and services: how they are won, let and told apart.

深企承揽港方工程, 获某局批出工程合约: works that are won. 某院设备项目由某公司中标: goods, though the verb is that of
works. 签约为某公司提供专网服务,涉款二千万: a service that is bought and not a partnership.
"""

import re

from articles.pipeline.deals.events import SUM, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_WORKS = (
    r"(?:地铁|铁路|轻轨|工程|机场|建造|兴建|扩建|改建|大桥|隧道|填海|排污|污水|基建|施工|总承包|总包|土建|风场|管廊|码头|校舍"
    r"|楼宇|公屋|上盖)"
)
_PAPER = r"(?:合约|合同|标书|标段)"
_AT_END = rf"(?:{_PAPER}|工程|项目|总包|总承包|[,。;! \n]|$)"
# 承揽…工程, 夺得…主体工程: these take the works themselves
_TAKES = (
    r"(?:承揽|承接|揽下|揽得|揽获|夺得|夺下|夺(?!冠|金|奖|标|魁)|拿下|斩获|摘得|竞得|投得|得标|接获)"
    rf"[^,。;]{{0,34}}?{_WORKS}[^,。;]{{0,10}}?{_AT_END}"
)
# 获…批出…工程合约, 获委任为…工程承建商
_IS_GIVEN = (
    r"(?<!曾)获[^,。;]{0,30}?(?:批出|批授|授予|颁授|判予|判给|批予|授出|委聘|委任|委托|选为|选定)"
    rf"[^,。;]{{0,44}}?{_WORKS}[^,。;]{{0,14}}?(?:{_PAPER}|承建|承办|施工|工程)"
)
# 工程由甲与乙组成的联营公司投得
_IS_WON_BY = (
    r"(?:工程|合约|合同|标段|标书)[^。;]{0,40}?[由归][^。;]{2,60}?"
    r"(?:投得|夺得|中标|得标|承揽|承建(?!商)|承接|夺标|胜出|竞得|包揽)"
)
# 合约批给甲公司, 工程授标予甲
_IS_LET = (
    r"(?:工程|合约|合同|标段|标书)[^,。;]{0,30}?(?:批给|批予|判给|判予|授予|授标予?|判授|批出予)"
    r"|[将把][^,。;]{2,40}?(?:工程|合约|合同|标段)[^,。;]{0,16}?(?:批给|批予|判给|判予|授予|交予|交由)"
)
_WON = re.compile("|".join((_TAKES, _IS_GIVEN, _IS_WON_BY, _IS_LET)))
# 曾承接多项工程, 累计承建: what a firm has done so far
_SO_FAR = re.compile(r"曾|累计|历年|过去|多项|多个|一直|先后|以来|至今|去年")
_BEFORE = 24


def won_works(folded: str, sentence: CuedSentence) -> "re.Match[str] | None":
    """Where a Chinese sentence tells that somebody wins works or is given them."""
    match = _WON.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return None
    start = max(sentence.sentence.start, match.start() - _BEFORE)
    return None if _SO_FAR.search(folded, start, match.end()) else match


# 今日将隧道工程合约批给某公司: 将 only puts the object first
_LETS_IT = re.compile(
    r"[将把][^,。;]{2,40}?(?:工程|合约|合同|标段)[^,。;]{0,16}?(?:批给|批予|判给|判予|授予|交予|交由)"
)
_STILL_AHEAD = re.compile(r"拟|计划|预计|即将|准备|有意|建议|稍后|明[日天年]|下[月周年]|不日")


def lets_now(folded: str, sentence: CuedSentence) -> bool:
    """Whether a Chinese sentence says by 将 or 把 to whom works are let, and not that they will be."""
    start = sentence.sentence.start
    told = _LETS_IT.search(folded, start, sentence.sentence.end) if sentence.han else None
    return told is not None and _STILL_AHEAD.search(folded, start, told.start()) is None


# 就新口岸主体工程公开招标, 工程合约截标
_TENDERED = re.compile(
    rf"{_WORKS}[^,。;]{{0,8}}?(?P<verb>公开招标|重新招标|国际招标|展开招标|启动招标|进行招标|招标|邀标)"
    r"(?!公司|文件|代理|平台|中心|采购|规则|结果|制度)"
)


def tendered(folded: str, sentence: CuedSentence) -> "re.Match[str] | None":
    """Where a Chinese sentence tells that works are put out to tender."""
    match = _TENDERED.search(folded, sentence.sentence.start, sentence.sentence.end)
    return None if match is None or _SO_FAR.search(match[0]) else match


_GOODS = (
    r"(?:设备|仪器|器材|器械|系统|车辆|巴士|客车|列车|药品|疫苗|耗材|试剂|软件|硬件|家具|校服|食材|物资|机组|机器人|无人机|服务器|显示屏|救护车"
    r"|消防车|闸机|电梯|充电桩|保安服务|清洁服务|运维服务|咨询服务|顾问服务|信息化)"
)
_OF_GOODS = re.compile(
    rf"{_GOODS}[^,。;]{{0,12}}?(?:项目|采购|标|合[约同]|招标|供应)|采购(?:项目|标|合同|合约|招标|结果)"
)
_OF_WORKS = re.compile(r"工程|建造|施工|承建|扩建|改建|总承包|土建|兴建|填海|装修|基建")


def is_goods_tender(folded: str, sentence: CuedSentence) -> bool:
    """Whether what is put out to tender or won is goods or a service (某院设备项目由某公司中标)."""
    start, end = sentence.sentence.start, sentence.sentence.end
    return _OF_GOODS.search(folded, start, end) is not None and _OF_WORKS.search(folded, start, end) is None


# 签约为其无人小巴提供5G专网服务, 签署合约,向该局供应列车
_SERVES = re.compile(
    r"[为向][^,。;]{1,30}?(?:提供|供应|交付|供给|配备)[^,。;]{1,30}?(?:服务|系统|设备|器材|平台|软件|方案|列车|巴士|车辆|药品|疫苗|专网|燃料|燃油"
    r"|天然气|电力|绿电|淡水|原水|蔬菜|食品|生猪|构件|产品|货品|材料|钢材|芯片|电池|零件)"
    r"|(?:供应|采购|购买|订购|购入|购置)(?:[^,。;]{0,8}?\d[\d,.]*|[^,。;]{0,4}[一二三四五六七八九十百千两]{1,5})[万千百亿]{0,2}(?:吨|公斤|箱|瓶|剂|支|份|件|套|台|辆|列|艘|架|部|头|立方米|度|千瓦时|枚|颗)"
)
# 合约期五年,涉款二千万: the price of what is bought
_PRICED = re.compile(
    r"(?:合约|合同|服务|供货|供应)期|涉款|涉资|(?:合约|合同|成交|订单|采购|交易)(?:金额|价值?|总值|额|总额)|总[值价额]|价值|货[值款]|作价|订单|供货|供应(?=合|协)"
)


def bought_by_paper(folded: str, sentence: CuedSentence) -> list[Event]:
    """Goods or services that a contract brings for a price, told by a bare verb of signing."""
    if not sentence.han:
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    for verb in sentence.of("sign"):
        told = _SERVES.search(folded, verb.end, end)
        if told is None:
            continue
        is_priced = _PRICED.search(folded, start, end) and SUM.search(folded, start, end)
        if not is_priced and not _BUYS_SO_MANY.match(folded, told.start(), told.end()):
            continue
        if _OF_WORKS.search(folded, verb.start, end) or _JOINTLY.search(folded, verb.end, end):
            continue
        how = mood(folded, sentence, verb)
        if how in ("negative", "wish"):
            return []
        thing = Cue("procure", "noun", *told.span())
        return [Event("procurement", status_of(how, "signed"), "order", sentence.index, verb, thing)]
    return []


# 签约,采购200台呼吸机: so many, though the price is not told
_BUYS_SO_MANY = re.compile(r"采购|购买|订购|购入|购置")
# 合作为企业提供服务, 共同打造: what two sides do together
_JOINTLY = re.compile(r"战略合作|合作备忘|框架协议|共同|联合|合资|共建|基金|授信|贷款|融资|股权|股份")
# 获新加坡陆路交通管理局240辆电动巴士订单
_ORDER_WON = re.compile(
    r"(?P<verb>获(?!利|准|益|悉)得?|夺得?|斩获|接获|接到|赢得|拿下|签下|取得|收到|揽获|揽下)[^,。;]{0,30}?"
    r"(?:\d[\d,.]*(?=[亿万])|(?:\d[\d,.]*|[一二三四五六七八九十百千两]{1,6})(?:多|余)?(?:亿|万|辆|架|艘|台|列|套|枚|部|卡|吨|万吨|万剂|万件|万台|万套))"
    r"(?P<thing>[^,。;]{0,20}?(?:订单|大单|合同|合约))"
)
_TALLIED = re.compile(r"累计|全年|去年|历年|至今|同比|增长|上半年|下半年|首\d?季|每年")


def orders_won(folded: str, sentence: CuedSentence) -> list[Event]:
    """An order of goods by the number that a firm gets from somebody."""
    if not sentence.han:
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _ORDER_WON.search(folded, start, end)
    if match is None or _TALLIED.search(folded, start, end):
        return []
    verb, thing = Cue("order", "zh", *match.span("verb")), Cue("procure", "noun", *match.span("thing"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    return [Event("procurement", status_of(how, "signed"), "order", sentence.index, verb, thing)]


CONTRACT_WORDS = (
    "涉款",
    "涉资",
    "合约",
    "合同",
    "总值",
    "总价",
    "价值",
    "货值",
    "订单",
    "大单",
    "总额",
    "作价",
    "采购",
    "购买",
    "订购",
    "购入",
    "购置",
)


def contracts_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """Goods and services bought, by a paper or an order."""
    return orders_won(folded, sentence) or bought_by_paper(folded, sentence)
