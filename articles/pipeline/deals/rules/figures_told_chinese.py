"""Chinese figures on what goes on already, which an authority makes public and which are no measure.

某局公布,截至9月底,参与某计划的投资者约12万人: figures on the use of an old scheme. 宣布扩大某计划 beside them is news.
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event

_NUMBER = r"\d[\d,.]*(?:多|余)?[万亿]{0,2}(?:多|余)?"
_COUNTED = (
    r"(?:人次?|名|户|宗|[港澳美]?元|人民币|辆次?|架次|艘次|车次|票|笔|间|家|个|份|张|班|吨|标箱|箱|只|%|例|件|批次?)"
)
# 公布,截至9月底, 数据显示,今年上半年, 最新统计: what is made public is what has been
_TELLS = (
    r"(?:公布|发布|披露|透露|通报|指出?|表示|称|显示|介绍|统计|数据)(?:的)?(?:最新|有关|相关|一[份组]|上月|首?季){0,3}"
    r"(?:统计|数据|数字|资料)?"
)
_SO_FAR = (
    r"(?:截至|截止|迄今|至今|自[^,。;]{2,16}?(?:以来|至今)|上月|上季|上周|去年|前年|今年以来"
    r"|(?:今年)?(?:首|前|头)[\d一二两三四五六七八九十]{1,2}个?(?:月|季)|(?:今年|去年)?(?:上半年|下半年|第[一二三四]季度?|首季|\d{1,2}月(?:份|底)?(?!\d)))"
)
_FIGURES = re.compile(rf"{_TELLS}[^。;\d]{{0,24}}?{_SO_FAR}[^。;]{{0,80}}?{_NUMBER}{_COUNTED}")
# 参与人数增至12.6万人, 累计开户逾万个
_GROWN = re.compile(
    rf"(?:人数|人次|客户|投资者|参与者|旅客|车流|客流|资金|金额|余额|总额|宗数|数量|开户|户口|账户|申请|成交额?|用户|居民)[^,。;]{{0,12}}?"
    rf"(?:增至|升至|达到?|突破|超过?|逾|增加|上升|录得|约为?){{1,2}}[^,。;\d]{{0,4}}{_NUMBER}{_COUNTED}"
)
# 宣布推出, 即日起, 生效: a measure is told beside the figures; not 措施推出前, 计划实施以来
_NEW = re.compile(
    r"(?:即日|今日|明日|本月|下月|[年月日])起(?![^,。;]{0,12}(?:累计|已|至今))|生效|(?:将|决定|宣布|会)(?:会|再|进一步|正式|即时|同步|于[^,。;]{1,12}){0,2}"
    r"(?:推出|实施|扩大|优化|提高|上调|放宽|增加|延长|调整|新增|取消|恢复)"
)
_OLD = re.compile(
    r"[^,。;]{0,10}?(?:前|后|以来|至今|[一二两三四五六七八九十半\d]{1,3}(?:年|个月|周年))(?=[,。;的]|较|已|增|$)"
)


def tells_figures(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether what is read as a measure only stands among figures on the use of a scheme."""
    if event.type != "policy_measure" or not sentence.han or event.status not in ("announced", "completed"):
        return False
    start, end = sentence.sentence.start, sentence.sentence.end
    if _NEW.search(folded, start, end):
        return False
    if _FIGURES.search(folded, start, end):
        return True
    grown = _GROWN.search(folded, start, end)
    if grown is None:
        return False
    return grown.start() <= event.verb.start < grown.end() or _OLD.match(folded, event.end) is not None
