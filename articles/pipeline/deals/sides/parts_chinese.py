"""The words around those who have a part in a deal told in Chinese: whose place opens, whose order it is, who set up
a fund or a venture, who won works.

甲国际创新中心昨日揭牌; 甲获乙50辆巴士订单; 甲与乙合作的基金; 由甲与乙共同出资的合资公司; 工程由甲中标.
"""

import re
from typing import NamedTuple

from articles.pipeline.deals.sides.words_chinese import WHEN


class Role(NamedTuple):
    """The words around those who have a part in deals of these kinds, and how many sentences after may tell them.

    ``sure`` roles only take those who are called as firms and bodies are.
    """

    kinds: tuple[str, ...]
    pattern: re.Pattern[str]
    after: int = 1
    sure: bool = False


_BEGINS = r"(?:^|[,。;\n])"
_JOINTLY = r"(?:按比例)?(?:共同|联合|合作|携手|合资|合伙){1,2}"
# 国际创新中心, 华南区域总部: what of a firm or body opens
PLACE_OF_FIRM = (
    r"(?:国际|全球|区域|亚太区?|大湾区|粤港澳大湾区|华南区?|大中华区?|海外|内地|香港|澳门|深圳|珠海|广州|横琴|前海|南沙|首[个家间座]|全新|新|联合|智能|跨境|综合"
    r"|一站式|旗舰|第[二三四]|二期){0,3}"
    r"(?:研发中心|创新中心|服务中心|营运中心|运营中心|数据中心|物流中心|展示中心|体验中心|交易中心|培训中心|研究中心|分拨中心|技术中心|结算中心|总部(?:大楼|基地)?|实验室|分公司|办事处|旗舰店|体验店"
    r"|门店|生产基地|研发基地|制造基地|基地|工厂|厂房|产业园|生产线|研究院|营业部|分店|诊所)"
)
_PLACED = (
    r"(?:(?:位于|设于|设在|坐落于?|落户于?)[^,。;\n的]{2,14}的"
    r"|[在于][^,。;\n的与和]{2,14}?(?:设立|成立|投资|建设|打造|兴建|开设|投建)的)?"
)
_OPENED = (
    r"(?:揭牌|揭幕|启用|开业|开幕|落户|投产|投用|落成|动工|开工|奠基|挂牌|成立|投入(?:使用|服务|运营|营运)|启动|开张)"
)

MORE_ROLES = (
    # 甲以基石投资者身份认购
    Role(
        ("ipo_listing",),
        re.compile(
            r"(?:^|[,。;\n])(?P<who>[^,。;\n]{2,16}?)(?:以|作为|担任|任)基石投资者(?:的?身份)?(?:认购|参与|入股|,|。)"
        ),
        1,
    ),
    # 甲与乙合作的基金, 由甲及乙联合发起设立的基金
    Role(
        ("fund",),
        re.compile(
            rf"{_BEGINS}由?(?P<who>[^,。;\n]{{4,60}}?){_JOINTLY}(?:发起|设立|成立|出资|组建|筹组|管理){{0,2}}的"
            r"[^,。;\n]{0,40}?基金"
        ),
        0,
    ),
    # 由甲与乙共同出资的合资公司
    Role(
        ("joint_venture",),
        re.compile(
            rf"{_BEGINS}由(?P<who>[^,。;\n]{{4,60}}?)(?:{_JOINTLY}|各)(?:出资|投资|组建|成立|设立|持有|合组|注资){{1,2}}的"
        ),
        0,
    ),
    # 甲与乙合资的公司
    Role(("joint_venture",), re.compile(rf"{_BEGINS}由?(?P<who>[^,。;\n]{{4,60}}?)(?:合资|合营|合组)的"), 0),
    # 获乙50辆电动巴士订单
    Role(
        ("procurement",),
        re.compile(
            r"(?:获得?|接获|取得|拿下|斩获|签下|赢得)(?P<who>[^,。;\n\d]{3,24}?)(?:约|逾|共|首批|合共)?"
            r"(?:\d[\d,.]*|[一二三四五六七八九十百千两]{1,6})[万千百亿]?[^,。;\n]{1,20}?(?:订单|大单|采购合[同约])"
        ),
        0,
    ),
    # 甲昨日获乙50辆电动巴士订单
    Role(
        ("procurement",),
        re.compile(
            rf"{_BEGINS}(?P<who>[^,。;\n]{{3,24}}?)(?:于?{WHEN}|再|再度|成功|正式|宣布|已){{0,4}}(?:获得?|接获|取得|拿下|斩获|签下|赢得)[^,。;\n]{{0,26}}?"
            r"(?:\d[\d,.]*|[一二三四五六七八九十百千两]{1,6})[万千百亿]?[^,。;\n]{1,20}?(?:订单|大单|采购合[同约])"
        ),
        0,
        sure=True,
    ),
    # 向乙下单, 中标乙300台呼吸机采购项目
    Role(
        ("procurement",),
        re.compile(r"向(?P<who>[^,。;\n\d]{3,24}?)(?:下单|下达订单|发出订单|落单|采购|订购|订造|购置|购入)"),
        0,
    ),
    Role(
        ("procurement",),
        re.compile(
            r"(?:中标|投得|夺得)(?P<who>[^,。;\n\d的]{3,24}?)(?:\d[\d,.]*|[一二三四五六七八九十百千两]{1,4})[^,。;\n]{1,16}?(?:采购|供应)"
        ),
        0,
    ),
    Role(
        ("procurement",),
        re.compile(
            rf"{_BEGINS}(?P<who>[^,。;\n]{{3,24}}?)(?:于?{WHEN}|再度?|宣布|公布|已|成功|正式){{0,4}}"
            r"向[^,。;\n\d]{3,24}?(?:下单|下达订单|发出订单|落单|采购|订购|订造|购置|购入)"
        ),
        0,
        sure=True,
    ),
    # 引入甲作为战略投资者, 向甲注资三亿元
    Role(
        ("equity_investment",),
        re.compile(
            r"(?:引入|引进)(?P<who>[^,。;\n\d]{3,24}?)(?:作为|为|担任)(?:战略|策略|基石|财务|新|长期){0,2}(?:投资者|投资方|股东)"
        ),
        0,
        sure=True,
    ),
    Role(
        ("equity_investment",),
        re.compile(
            r"向(?P<who>[^,。;\n\d]{3,24}?)(?:战略|追加|增加)?(?:注资|增资|投资|出资)(?=[约逾近]?[\d一二三四五六七八九十两])"
        ),
        0,
        sure=True,
    ),
    # 工程昨日由甲中标, 合约由甲承建
    Role(
        ("construction_contract", "procurement", "land"),
        re.compile(
            r"(?<!自)由(?P<who>[^,。;\n\d]{3,30}?)(?:成功|独家|正式)?(?:中标|投得|夺得|竞得|摘得|夺标|得标|承建)(?!的)"
        ),
        0,
    ),
    # 甲国际创新中心昨日在前海揭牌, 甲位于前海的研发中心启用
    Role(
        ("launch_opening",),
        re.compile(
            rf"{_BEGINS}(?P<who>[^,。;\n的]{{3,20}}?)(?<!基金){_PLACED}{PLACE_OF_FIRM}"
            rf"(?:于?{WHEN}|正式|将于?|预计|计划|[在于][^,。;\n]{{2,10}}?|举行|全面){{0,4}}{_OPENED}"
        ),
        0,
        sure=True,
    ),
)
