"""What a Chinese sentence, or headline, only recalls or suggests: 早在2019年,甲与乙签署; 甲曾与乙签署; 专家建议签署."""

import re
from datetime import date

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event

# 早在2019年,甲与乙就签署; 2019年设立的基金: the year of what is told
_OF_YEAR = re.compile(
    r"(?P<early>早在)?(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2}月)?(?:\d{1,2}日|底|初|中|末)?(?P<between>[^。;]{0,60})$"
)
# 根据2019年签署的协议,甲与乙昨日签署: another time, which is nearer to the verb; 2019年成立的甲宣布: who somebody is
_ANOTHER_TIME = re.compile(
    r"今|昨|本月|日前|近日|现|再|后(?!者)|以来|起|周[一二三四五六日]|星期|\d日|的|至|宣布|公布|公告|表示|继|届|规划|计划"
)
# 甲曾与乙签署, 曾在港设立
_ONCE = re.compile(r"(?<![未不])曾(?:经|于|与|和|同|跟|在|以|获|签)[^,。;]{0,40}$")
_ONCE_HERE = re.compile(r"曾(?:经|正式|先后)?$")
# 去年推出某政策: the year before, of what a headline tells as well
_LAST_YEAR = re.compile(r"(?:去年|前年)(?:年?[底初中末]|\d{1,2}月|[上下]半年)?[^,。;今昨的]{0,16}$")
# 自签署协议以来: since when something goes on
_SINCE = re.compile(r"(?<![亲各独来])自(?:从)?$")
_SINCE_END = re.compile(r"[^,。;]{0,30}?(?:以来|以后|之后|后)")
_REACH = 90
_MONTHS, _YEAR = 2, 12


def is_only_recalled(folded: str, sentence: CuedSentence, event: Event, published: date | None) -> bool:
    """Whether a Chinese sentence only recalls an event, or suggests the paper that it speaks of."""
    if not sentence.han:
        return False
    is_suggested = event.type in DOCUMENTS and _is_suggested(folded, sentence, event)
    return is_suggested or _is_of_years_ago(folded, sentence, event, published)


def _is_of_years_ago(folded: str, sentence: CuedSentence, event: Event, published: date | None) -> bool:
    """Whether a Chinese sentence says that an event happened in an earlier year, or once."""
    if event.status not in ("signed", "completed", "announced"):
        return False
    start, verb = max(sentence.sentence.start, event.verb.start - _REACH), event.verb.start
    if any(pattern.search(folded, start, verb) for pattern in (_ONCE, _ONCE_HERE, _LAST_YEAR)):
        return True
    if _SINCE.search(folded, start, verb) and _SINCE_END.match(folded, event.verb.end):
        return True
    told = _OF_YEAR.search(folded, start, verb) if published else None
    if told is None or published is None or _ANOTHER_TIME.search(told["between"]):
        return False
    commas = told["between"].count(",")
    if commas > 1 or (commas and not told["between"].startswith(",")):
        return False
    since = (published.year - int(told["year"])) * _YEAR + published.month
    since -= int(told["month"][:-1]) if told["month"] else _YEAR
    return since > _MONTHS


# 专家建议甲与乙签署: those who do not decide
_SUGGESTED = re.compile(
    r"(?:专家|学者|业界|业者|议员|委员(?!会)|人士|网民|市民|教授|智库|政党|商会|团体)[^,。;]{0,16}?"
    r"(?:建议|倡议(?![下国框])|提议|呼吁|希望|期望|认为|促请|敦促|主张|吁|(?<!津)冀|盼)(?P<what>[^。;]{0,44})$"
)
_IS_DONE = re.compile(r"昨|今[日天]|日前|近日|已|宣布|成功|\d日|随后|会后|并[与和]")


def _is_suggested(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether the paper of a Chinese sentence is only what somebody who does not decide would like to see."""
    start = max(sentence.sentence.start, event.verb.start - _REACH)
    told = _SUGGESTED.search(folded, start, event.verb.start)
    return told is not None and _IS_DONE.search(told["what"]) is None
