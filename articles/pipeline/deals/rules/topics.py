"""How far Chinese words of mood reach: not into what a paper is about (就…签署) or a field of study; over a list."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.phrases import Cue

# 就专利申请签署, 为支持青年创业签署: what the paper is about or for, not how it stands
_TOPIC_ZH = re.compile(r"(?:就|围绕|针对|关于|(?<![作成认称视列定名改因])为(?:了)?(?!期|止|首|主|此))[^,。;:]*$")
# Words of mood that are also nouns; the others (将, 拟) say how the verb stands wherever they are
_ALSO_NOUNS = frozenset(["申请", "目标", "建议", "计划", "料", "待", "筹备", "预期"])
# 就加快谈判及早日签署…交换意见: the signing itself is what they speak of
_ONLY_WANTED = re.compile(r"早日|尽快|尽早|争取|力争|如何")
# So near before it a word belongs to the verb, but for adverbs of how it is signed
_AT_VERB = 1
_HOW_SIGNED = re.compile(r"(?:正式|共同|联合|成功|顺利|再次|首次)*")


def outside_topic(folded: str, before: list[Cue], verb: Cue, left: int) -> list[Cue]:
    """The cues before a verb of signing without those that belong to what is signed about."""
    topic = _TOPIC_ZH.search(folded, left, verb.start)
    if topic is None or _ONLY_WANTED.search(folded, topic.start(), verb.start):
        return before
    return [
        cue
        for cue in before
        if cue.start < topic.start()
        or verb.start - _past_adverbs(folded, cue, verb) <= _AT_VERB
        or (cue.kind == "plan" and folded[cue.start : cue.end] not in _ALSO_NOUNS)
        or cue.kind not in ("plan", "talks", "wish", "urge", "negative")
    ]


def _past_adverbs(folded: str, cue: Cue, verb: Cue) -> int:
    """Where the adverbs behind a word end (研究正式签署)."""
    how = _HOW_SIGNED.match(folded, cue.end, verb.start)
    return how.end() if how else cue.end


# 科学研究, 临床研究: a field, not talks
_FIELD_OF_STUDY = re.compile(r"(?:科学|学术|基础|应用|临床|医学|技术|政策|市场|教学)研究$")
# 消费者研究及保护协会, 研究中心: a body
_BODY_OF_STUDY = re.compile(
    r"(?:[及和与][\u4e00-\u9fff]{1,6}?)?(?:协会|学会|院|所|中心|基金|室|会|署|局|(?:创新|开发)?[园区])"
)


# 就人工智能研究订立协议: what the paper is about; 正在研究签署 is none
_STUDY_SIGNED = re.compile(r"(?:合作|工作|项目|事宜)?(?:签[署订约立]|订立|达成|缔结)")
_GOING_ON = re.compile(r"正(?:在|就|与|和|围绕|着手)?[^,。;]{0,30}$|(?:着手|开始)$")
_ABOUT_STUDY = re.compile(r"(?:就|围绕)[^,。;正]{2,24}$")


def _is_studied(folded: str, cue: Cue) -> bool:
    """Whether a study is only what a paper is signed about."""
    is_signed = _STUDY_SIGNED.match(folded, cue.end) is not None
    if _GOING_ON.search(folded, max(0, cue.start - 40), cue.start):
        return False
    return is_signed and _ABOUT_STUDY.search(folded, max(0, cue.start - 28), cue.start) is not None


# 交易所筹备组, 学校筹备办公室: a body that prepares, whatever it does itself
_BODY_THAT_PREPARES = re.compile(r"筹备(?:工作)?(?:小?组|委|处|办|会)")


# 「经港飞」计划今日起, 先导计划昨日起: the name of a scheme, which means nothing to do
_IS_A_SCHEME = re.compile(
    r"(?:[」”》\"』]|试点|先导|合作|资助|优惠|支援|推广|培训|交流|实习|就业|创业|照顾|入境|[南北]上|南下|来港|发展|奖学|津贴|补贴|通关|换证)的?$"
)
_OF_THE_SCHEME = re.compile(
    r"[」”》\"』]?(?:[今昨即]日|[今昨]天|\d{1,2}月\d{1,2}日|\d{1,2}日|已|正式|获|[扩延推]|由|自|的|,|第|首|周[一二三四五六日]|星期|本月\d|上月|日前|全面)"
)


def names_a_field(folded: str, cue: Cue) -> bool:
    """Whether a word of talks or plans only names a field of study or the body that studies or prepares."""
    if cue.kind == "plan":
        if folded.startswith("计划", cue.start) and _IS_A_SCHEME.search(folded, max(0, cue.start - 3), cue.start):
            return _OF_THE_SCHEME.match(folded, cue.end) is not None
        if folded.startswith("筹办", cue.start) and folded.startswith("统", cue.start - 1):
            # 统筹办事处
            return True
        return _BODY_THAT_PREPARES.match(folded, cue.start) is not None
    is_field = _FIELD_OF_STUDY.search(folded, max(0, cue.start - 2), cue.end)
    if folded[cue.start : cue.end] != "研究":
        return bool(is_field)
    return bool(is_field) or bool(_BODY_OF_STUDY.match(folded, cue.end) or _is_studied(folded, cue))


# 经过三年谈判达成, 历经多轮磋商: the talks are over
_THROUGH_TALKS = re.compile(r"(?:经过?|历经|历时)[^,。;]{0,12}$")


def led_to_it(folded: str, cue: Cue) -> bool:
    """Whether a word of talks tells of those that led to what is told."""
    return cue.kind == "talks" and _THROUGH_TALKS.search(folded, max(0, cue.start - 14), cue.start) is not None


# 甲将与乙签署备忘录,丙与丁签署协议: one 将 speaks for both clauses, unless the second has a time of its own
_SECOND_CLAUSE = re.compile(r"[^,。;:!?]{0,30}[,;](?P<own>[^,。;:!?]{2,60})$")
_OWN_TIME = re.compile(
    r"已|昨|今[日天早]|日前|近日|现场|刚|早前|去年|此前|当[日天]|\d日|(?:周|星期|礼拜)[一二三四五六日天]|上周"
)
_CLAUSES_REACH = 100


def goes_with_plan(folded: str, cues: Sequence[Cue], verb: Cue) -> bool:
    """Whether a signing is told right after one that is yet to come, in the same breath."""
    signed = [cue for cue in cues if cue.kind == "sign" and cue.end <= verb.start]
    if verb.kind != "sign" or not signed:
        return False
    second = _SECOND_CLAUSE.fullmatch(folded, signed[-1].end, verb.start)
    if second is None or _OWN_TIME.search(second["own"]):
        return False
    return any(
        cue.kind == "plan" and 0 <= signed[-1].start - cue.end <= _CLAUSES_REACH and _is_future(folded, cue, signed[-1])
        for cue in cues
    )


def _is_future(folded: str, plan: Cue, verb: Cue) -> bool:
    """Whether 将 and its verb stand in one clause."""
    return folded[plan.start : plan.end] in ("将", "将会", "拟", "将于") and not _MARK.search(
        folded, plan.end, verb.start
    )


_MARK = re.compile(r"[,。;:!?]")


# "allowing firms of the two places to enter into a standard contract": what people may sign is signed by nobody yet
_LETS = re.compile(
    r"\b(?:allow(?:s|ed|ing)?|permit(?:s|ted|ting)?|enabl(?:e|es|ed|ing)|let(?:s|ting)?|requir(?:e|es|ed|ing)"
    r"|entitl(?:e|es|ed|ing)|eligible|encourag(?:e|es|ed|ing))\b[^;:]{0,300}\bto (?:\w{3,12}ly )?$"
)


def only_lets(folded: str, clause: int, verb: Cue) -> bool:
    """Whether the clause from ``clause`` on says that somebody is allowed, helped or told to sign."""
    return _LETS.search(folded, clause, verb.start) is not None


# 正加紧推进在某地开设办事处的工作: worked for, and not open yet
_WORKS_TOWARDS = re.compile(
    r"(?:正|将|会|继续|加紧|加快|全力|积极)(?:[^,。;]{0,6}?)(?:推进|推动|筹备|争取)[^,。;]{0,16}$"
)
_IS_DONE = re.compile(r"已|成功|正式|率先|顺利")


def works_towards(folded: str, left: int, verb: Cue) -> bool:
    """Whether the Chinese words from ``left`` to an opening say that somebody works towards it."""
    towards = _WORKS_TOWARDS.search(folded, left, verb.start)
    return towards is not None and _IS_DONE.search(folded, left, verb.start) is None
