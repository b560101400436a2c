"""Sums in a Chinese sentence that are none of the deal's: how much each may move, what was traded, what is earned."""

import re

from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Money

_ABOUT = r"(?:分别|各|均|约|逾|超过?|近|达到?|为|至|共|计|高达|不超过|上限|录得|合共|人民币|港币){0,4}$"
_NO_SUM = re.compile(
    # 总额度各1500亿元, 每名投资者额度为100万元, 限额由100万元
    r"(?:额度|限额)(?:各|均|分别)(?:为|约|达)?$"
    r"|(?:每[名位人户个]|单[个户笔]|人均|户均|个人|投资者)[^,。;]{0,8}?(?:额度|限额|上限|门槛|资产)[^,。;]{0,8}?(?:由|从)?"
    + _ABOUT
    + r"|(?:额度|限额|上限|门槛)(?:将|会|已|正式)?(?:由|从)$"
    r"|(?:额度|限额|上限|门槛)[^,。;]{0,4}(?:由|从)[^,。;]{1,14}?(?:增|提|扩|升|上调|调高|降|下调)[^,。;\d]{0,4}[至到为]$"
    # 首日成交逾70亿元, 资金汇划累计约900亿元, 管理资产规模达, 年产值
    r"|(?:首[日月周]|当[日天月]|全[日天]|日均|单日|每日|累计|至今)[^,。;\d]{0,6}?(?:成交|交易|汇划|流入|流出|净流)"
    r"(?:额|金额|量|总额)?"
    + _ABOUT
    + r"|(?:汇划|净流入|净流出|余额|市值|净利润|纯利|溢利|盈利|营收|营业额|收入|产值|总产值|进出口|进口额|出口额|贸易额"
    r"|贸易总额|生产总值|gdp|管理资产|资产规模|总资产|资产总值)[^,。;\d]{0,8}?" + _ABOUT
)
_REACH = 34


def is_no_sum(folded: str, start: int, at: int) -> bool:
    """Whether the sum at ``at`` of the Chinese sentence that begins at ``start`` belongs to something else."""
    return _NO_SUM.search(folded, max(start, at - _REACH), at) is not None


_USUAL = ("CNY", "HKD", "USD", "MOP")
# 5.73万亿越南盾,按汇率折算约合人民币15.87亿元
_CONVERTED = re.compile(r"[^。;\d]{0,14}?(?:约合|折合|折算|相当于|相等于|即|等于)[^。;\d]{0,10}")


def converted(material: Material, money: Money, end: int) -> Money:
    """The sum itself, or of money that few of our readers count in what the sentence says that it comes to."""
    if money.currency in _USUAL or any(currency in _USUAL for _, currency in money.also):
        return money
    return next(
        (
            other
            for other in material.money
            if money.end <= other.start < end
            and other.currency in _USUAL
            and _CONVERTED.fullmatch(material.folded, money.end, other.start)
        ),
        money,
    )
