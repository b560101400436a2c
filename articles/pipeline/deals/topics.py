"""Chinese words of mood that tell nothing: in what a paper is about (就…签署, 为…签署), in a field of study."""

import re

from articles.pipeline.deals.phrases import Cue

# 就专利申请签署, 为支持青年创业签署: what the paper is about or for, not how it stands
_TOPIC_ZH = re.compile(r"(?:就|围绕|针对|关于|(?<![作成认称视列定名改因])为(?:了)?(?!期|止|首|主|此))[^,。;:]*$")
# Words of mood that are also nouns; the others (将, 拟) say how the verb stands wherever they are
_ALSO_NOUNS = frozenset(["申请", "目标", "建议", "计划", "料", "待", "筹备", "预期"])
# 就加快谈判及早日签署…交换意见: the signing itself is what they speak of
_ONLY_WANTED = re.compile(r"早日|尽快|尽早|争取|力争|如何")
# So near before it a word belongs to the verb
_AT_VERB = 1


def outside_topic(folded: str, before: list[Cue], verb: Cue, left: int) -> list[Cue]:
    """The cues before a verb of signing without those that belong to what is signed about."""
    topic = _TOPIC_ZH.search(folded, left, verb.start)
    if topic is None or _ONLY_WANTED.search(folded, topic.start(), verb.start):
        return before
    return [
        cue
        for cue in before
        if cue.start < topic.start()
        or verb.start - cue.end <= _AT_VERB
        or (cue.kind == "plan" and folded[cue.start : cue.end] not in _ALSO_NOUNS)
        or cue.kind not in ("plan", "talks", "wish", "urge", "negative")
    ]


# 科学研究, 临床研究: a field, not talks
_FIELD_OF_STUDY = re.compile(r"(?:科学|学术|基础|应用|临床|医学|技术|政策|市场|教学)研究$")
# 消费者研究及保护协会, 研究中心: a body
_BODY_OF_STUDY = re.compile(r"(?:[及和与][\u4e00-\u9fff]{1,6}?)?(?:协会|学会|院|所|中心|基金)")


def names_a_field(folded: str, cue: Cue) -> bool:
    """Whether a word of talks only names a field of study or the body that studies it."""
    is_field = _FIELD_OF_STUDY.search(folded, max(0, cue.start - 2), cue.end)
    return bool(is_field) or (folded[cue.start : cue.end] == "研究" and bool(_BODY_OF_STUDY.match(folded, cue.end)))
