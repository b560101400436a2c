"""Vehicles, ships and machines that a firm orders by the number, in three languages.

"has ordered 50 hydrogen buses from", "encomendou à Foo 12 autocarros", 向某公司订购120辆巴士.
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_BY_NUMBER = re.compile(
    r"\b(?P<verb>order(?:ed|s)|encomend(?:ou|aram))"
    # "encomendou à Foo, de Bar, 12 autocarros"
    r"(?: (?:à|ao|aos|às) [^.;:\d]{2,60}?)?"
    r"(?: up to| another| some| about| nearly| over| at least| more than| mais(?: de)?| cerca de| quase| pelo menos)? "
    r"(?:\d[\d,.]*|two|three|four|five|six|eight|ten|twelve|twenty|fifty|dois|duas|três|quatro|cinco|seis|dez"
    r"|doze|vinte) "
    r"(?P<thing>[^.;:]{0,40}?\b(?:buses|trains|trams|aircraft|jets|planes|helicopters|ships|vessels|ferries|vehicles|cars|trucks"
    r"|taxis|locomotives|cranes|drones|satellites|turbines|robots|autocarros|comboios|aviões|navios|veículos|viaturas))\b"
)
_BY_NUMBER_ZH = re.compile(
    r"(?P<verb>订购|订造|增购|加购|加订|追加订购|再购|再订|认购|采购|购入|购置|添置|购买|买入|下单购买|下单订购|引进|租购)(?:了|共|合共|逾|超过|最多|首批)?"
    r"(?:\d[\d,.]*|[一二三四五六七八九十百千两]{1,6})(?:多|余)?(?:辆|架|艘|台|列|套|枚|部|卡)"
    r"(?P<thing>[^,。;:]{0,24}?(?:巴士|客车|公交车|汽车|电动车|的士|出租车|货车|卡车|重卡|列车|机车|飞机|客机|货机|直升机"
    r"|飞行器|无人机|船|渡轮|货轮|客轮|邮轮|快艇|拖轮|轮船|游艇|呼吸机|器材|仪器|机床|岸桥|吊机|起重机|机器人|充电桩|风机|机组|电梯|卫星|设备|系统))"
)


def goods_ordered(folded: str, sentence: CuedSentence) -> list[Event]:
    """A number of vehicles, ships or machines that a firm orders."""
    pattern = _BY_NUMBER_ZH if sentence.han else _BY_NUMBER
    match = pattern.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb, goods = Cue("order", "done", *match.span("verb")), Cue("procure", "noun", *match.span("thing"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    return [Event("procurement", status_of(how, "signed"), "order", sentence.index, verb, goods)]
