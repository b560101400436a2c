"""The sum of a deal that a Chinese text tells in a sentence after it, or before: 合約總值, 後者有意投資, 集資淨額."""

import re
from collections.abc import Iterator, Sequence

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.figures.amounts import SMALLEST_AMOUNT
from articles.pipeline.deals.figures.beside import sentences_after
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Money

_REACH = 2
_BEFORE = 40

# 约, 高达, 不少于: between the words of the sum and the sum; the number's own words of a bound stand here too
_ABOUT = (
    r"(?:分别|大约|约为|约|可达|高达|达到|达|为|共计|合共|共|逾|超过|超|近|接近|不少于|不低于|至少|最多|最高|至多|暂定|预计|预期|估计|料|可|将|拟|是|金额|人民币|港币"
    r"|澳门币|葡币|美金|[:\s]){0,4}$"
)
# 合同价, 贷款总额, 涉资, 项目总投资, 注册资本: what the paper, the purchase or the venture is worth
_WORTH = re.compile(
    r"(?:(?:协议|合约|合同|订单|采购|交易|贷款|融资|授信|银团|工程|项目|标的|收购|中标|成交|出让|转让|租约|基金|债券|票据|合营公司|合资公司|新公司|公司)(?:的|资金)?"
    r"(?:总金额|总造价|总投资额?|投资总额|计划投资|总价值|总规模|总值|总额|总价|总量|规模|金额|价值|价格|价款|造价|代价|对价|作价|价|投资额|额度|额|值)"
    r"|(?<!累计)(?:涉资|涉款|涉及金额|涉及资金|涉及投资|总代价|总造价|造价|总投资额?|投资总额|投资额|计划投资|货值|合约值|签约金额|作价|代价|总值|总价)"
    r"|(?<![^。;\n])(?:总金额|总额)"
    r"|(?:注册|初期|初始|启动|首期|注入)(?:的|投入)?(?:资本金?|资金|股本))" + _ABOUT
)
# 后者有意投资, 双方将投入, 按照协议,佛山五年内投入: what the sides put in
_PUT_IN = re.compile(
    r"(?:(?:^|[,。;:\n])(?:后者|前者|双方|两[家间]公司|[三各]方|对方|[港澳深穗珠莞中外]方|该(?:公司|集团|企业|校|基金)|公司|集团|企业|项目|其中|按计划|按协议|届时|根据计划)"
    r"[^,。;:]{0,12}?|(?:按照?|根据|依照?|据)(?:有关|该|上述|双方)?(?:合作|框架)?(?:协议|协定|合同|合约|备忘录|意向书|计划|安排)[^,。;:]{0,4},[^,。;:]{0,16}?)"
    r"(?:投资|投入|出资|斥资|注资|拨款|资助|拨出|承诺投资|提供)" + _ABOUT
)
# 集资净额, 最多集资, 募资总额, 可筹: what a listing raises
_RAISED = re.compile(
    r"(?:所得款项|净筹|筹集|募集|集资|募资|筹资|融资|筹集资金|募集资金|筹得|募得|集得|(?<=[料可将拟])筹)(?:净额|净筹|净|总额|总值|规模|金额|额|所得款项净额)?"
    + _ABOUT
)
# 去年收入, 累计, 年产值: what was, or what is sold
_OF_OTHERS = re.compile(
    r"累计|截至|至今|迄今|去年|上年|前年|以来|年产值|年收入|营收|收入|销售额|产值|进出口|贸易额|利润|净利|市值|总资产|税收|亏损|盈利|订单总额将|票房|过去|生产总值|市场规模|管理资产"
)
# 该公司成立于2010年,注册资本; 去年,某地: what a firm was founded with, or what was before
_BEFORE_THIS = re.compile(r"(?:去年|前年|此前|早在|过去|截至)|[^。;]{0,30}?(?:成立|创立|创办|创建)于(?:19|20)")
# 有关协议, 该合约, 两个基金会: a sentence that only says who signed what the one before tells
_POINTS_BACK = re.compile(r"(?:有关|该|此|这份|上述|相关|双方|三方|两[个家间所]|协议|合约|合同)")
_GIVEN = re.compile(r"(?:拨款|资助|投资|出资|斥资|投入|注资|总投资|涉资|贷款|融资|总值|价值|总额|金额|规模)" + _ABOUT)


# 另有23个项目签约: papers of others, with a sum of their own
_OTHERS_SIGN = re.compile(
    r"(?:另有|另外|此外|还有|同场|同日|会上|期间)[^,。;]{0,24}(?:签|达成)|[个项宗份][^,。;]{0,6}项目[^,。;]{0,6}签"
)


def _words(material: Material, sentence: CuedSentence) -> str:
    return material.folded[sentence.sentence.start : sentence.sentence.end]


def raised_chinese(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> Money | None:
    """What a Chinese text says that a listing raises, in its own sentence or one after it; else None."""
    if events[0].type != "ipo_listing" or not told[0].han:
        return None
    early = [sentence for sentence in material.sentences[: told[-1].index + 1 + _REACH] if sentence.sentence.paragraph]
    return next(_sums(material, early, (_RAISED,)), None)


def amount_after_chinese(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> Money | None:
    """The sum that one of the next Chinese sentences, or the one before, gives for the deal just told; else None."""
    if not told[-1].han:
        return None
    following = [s for s in sentences_after(material, told, _REACH) if not _OTHERS_SIGN.search(_words(material, s))]
    if found := next(_sums(material, following, (_WORTH, _PUT_IN)), None):
        return found
    first = min((sentence for sentence in told if sentence.sentence.paragraph), key=lambda s: s.index, default=None)
    if first is None or events[0].type not in DOCUMENTS or not first.index:
        return None
    if not _POINTS_BACK.match(material.folded, first.sentence.start):
        return None
    before = material.sentences[first.index - 1 : first.index]
    return next(_sums(material, before, (_GIVEN, _WORTH)), None) if before[0].sentence.paragraph else None


def _sums(
    material: Material, sentences: Sequence[CuedSentence], patterns: Sequence[re.Pattern[str]]
) -> Iterator[Money]:
    """The sums of ``sentences`` right before which one of ``patterns`` stands, but for those of earlier times."""
    folded = material.folded
    for sentence in sentences:
        start, end = sentence.sentence.start, sentence.sentence.end
        for money in material.money:
            if not start <= money.start < end or money.amount < SMALLEST_AMOUNT:
                continue
            clause = max(0, start - 1, money.start - _BEFORE)
            if _OF_OTHERS.search(folded, max(clause, folded.rfind(",", clause, money.start)), money.start):
                continue
            if _BEFORE_THIS.match(folded, start, money.start):
                continue
            if any(pattern.search(folded, clause, money.start) for pattern in patterns):
                yield money
