"""Chinese ways to tell of a signing in which the paper does not stand right behind its verb.

有关协议由甲与乙签署: the paper is the topic of a passive. 甲与乙代表昨日签字,合建某中心: the verb says enough by
itself. 双方昨日签署的备忘录订明: the paper has just been signed, and the sentence says what it provides for.
"""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.phrases import Cue

# 合作协议由甲校长与乙董事长于本月二日签订: between the paper and its verb only those who sign, where and when
_BY_WHOM = re.compile(
    r"书?[》」”\"]?(?:已|正式|将会?|拟|预计|即将|在|于|"
    + DAY
    + r"|(?:下|本|今|明|年|月|[一二三四五六七八九十\d]{1,2}月?)[年月周季初底末内中]{1,3}|,){0,5}"
    r"(?:由|经)(?!于|过|此)[^。;]{3,90}?"
)
# 由双方领导见证,: a clause that is not of those who sign; 由专家审议后: another verb
_ANOTHER_VERB = re.compile(r"见证(?!之?下)|审议|起草|牵头|资助|负责|执行|管理|监督|生效|规定|推动|促成")
_PASSIVE_REACH = 110


def paper_of_passive(folded: str, sentence: CuedSentence, verb: Cue) -> Cue | None:
    """The paper that is the topic of a Chinese passive (协议由甲与乙签订); None where another word is the verb's."""
    for paper in reversed([cue for cue in sentence.of("doc") if cue.end < verb.start]):
        if verb.start - paper.end > _PASSIVE_REACH:
            return None
        told = _BY_WHOM.fullmatch(folded, paper.end, verb.start)
        if told and not _ANOTHER_VERB.search(folded, paper.end, verb.start):
            return paper
    return None


# 甲与乙签字,合建某中心: the verb says by itself that a paper was signed, where two sides stand before it
SIGNS_UP = re.compile(
    r"(?:签约|签字|订约|缔约)"
    r"(?!仪式|率|量|金额|客户|歌手|球员|艺人|演员|作家|作者|导演|医生|价|受理|日|方|国|人|权|笔|版|会|费|活动|书|现场)"
    r"(?=[,。;!、\s共成落入进加合建引推携在于办设结联达互深扩委采购租增认收买为后]|$|开展|启动|打造|发展)"
)
_ONLY_SIGNS = re.compile(r"签字|订约|缔约")
_TWO_SIDES = re.compile(r"[与和同跟及、]|双方|两地|三方|各方|代表")
# 在请愿书上签字, 签字确认: a name put under something else
_UNDER_ANOTHER = re.compile(r"[上下](?:联名|郑重|亲笔|分别|集体|共同)*$")


def signs_up(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a Chinese verb of signing needs no paper (甲与乙签约, 双方代表签字)."""
    if SIGNS_UP.match(folded, verb.start) is None:
        return False
    if _ONLY_SIGNS.match(folded, verb.start) is None:
        return True
    start = max(sentence.sentence.start, verb.start - 70)
    is_under = _UNDER_ANOTHER.search(folded, start, verb.start)
    return is_under is None and _TWO_SIDES.search(folded, start, verb.start) is not None


# 双方3月3日签署的备忘录订明: signed a few days ago, and what the paper says is the news
_LATELY = re.compile(
    r"(?:[今昨前][日天晚早]|(?<!\d)\d{1,2}日|[一二三四五六七八九十]日|周[一二三四五六日]|星期[一二三四五六日]|礼拜[一二三四五六日]"
    r"|日前|近日|刚刚|新近|早前刚)[^,。;签]{0,24}$"
)
_OF_OLD = re.compile(r"去年|前年|上年|年前|\d{4}年|此前|早前签|过去|曾|以往|历年")
_ATTRIBUTE_REACH = 44


def is_just_signed(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether 签署的 speaks of what was signed these days, and not of a paper that is recalled."""
    start = max(sentence.sentence.start, verb.start - _ATTRIBUTE_REACH)
    return (
        _LATELY.search(folded, start, verb.start) is not None
        and _OF_OLD.search(folded, start, verb.start) is None
        and _RECALLS.search(folded, max(sentence.sentence.start, start), verb.start) is None
    )


# 继昨日签署的备忘录后, 根据上月二日签署的协议: told before; but 根据双方昨日签署的备忘录 is how today's news tells it
_RECALLS = re.compile(
    r"(?:继|基于|落实|执行)[^,。;]{0,40}$|(?:根据|按照|依据|依照|按)[^,。;]{0,12}(?:上个?月|\d{1,2}月|[一二三四五六七八九十]月)[^,。;]{0,24}$"
)


# 签约的还有甲与乙: one more pair, told after its verb
_ALSO_SIGNED = re.compile(
    r"(?:签约|签署协议|签署合作协议|签订协议|签字)的(?:还有|亦有|另有|也有|同时有|包括)[^,。;]{3,60}?[与和同跟及]"
)


def also_signed(folded: str, sentence: CuedSentence) -> Cue | None:
    """The verb with which a Chinese sentence adds one more pair of sides (签约的还有甲与乙)."""
    told = _ALSO_SIGNED.search(folded, sentence.sentence.start, sentence.sentence.end)
    if told is None:
        return None
    return next((cue for cue in sentence.of("sign") if cue.start == told.start()), None)


# "刚与香港签署《…》的秘鲁": the signing only describes a noun
_DESCRIBES = re.compile(
    r"[》」”\"]?的(?!仪式|典礼|活动|安排|协议|备忘录|文件|最[终后]|文本|(?:正式|实质)?(?:谈判|磋商))"
)
# 成为第三个与香港签署协议的城市: to be the next one that signs is news
_BECOMES = re.compile(
    r"成为(?:全[国球省市])?(?:[首第][^,。;]{0,16}|[^,。;]{0,8}(?:首|第[一二三四五六七八九十\d]+)[^,。;]{0,12})$"
)
_BECOMES_REACH = 60


def describes_signer(folded: str, start: int, verb: Cue, end: int) -> bool:
    """Whether a Chinese signing that ends at ``end`` only describes somebody, who does not become the next to sign."""
    if _DESCRIBES.match(folded, end) is None:
        return False
    return _BECOMES.search(folded, max(start, verb.start - _BECOMES_REACH), verb.start) is None
