"""Chinese verbs of opening and announcing that tell of no act: nouns, preparations, firms that only mean to come."""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.phrases import Cue

# 落户, 进驻: who settles brings no measure
SETTLES = re.compile(r"落户|进驻|入驻|迁册|迁入")
# 约30间企业有意进驻: firms without a name that only mean to come
_UNNAMED = re.compile(
    r"(?:\d+|[一二三四五六七八九十百多数逾近])[余多]?[家间个](?:[^,。;]{0,12})(?:企业|机构|公司|商户)[^,。;]{0,14}$"
)
# 筹建某某学院: yet to be opened
PREPARES = re.compile(r"筹建|筹办")
# 检视《…协定》的实施,: a noun, which nobody does
_NOMINAL = re.compile(
    r"的(?:[全深有][面入效])?(?:实施|施行|推行|实行|落地|运行|开通|设立|成立|启用)(?=[,。;、及和与]|$)"
)


# 由规划迈向实施阶段, 启动情况, 实施效果: part of a noun
_OF_A_NOUN = re.compile(
    r"(?:实施|施行|推行|实行|启动|运行|运营|建设|落地)(?:阶段|进度|情况|效果|成效|主体|单位|路径|过程|难度|力度|环节)"
)


def is_nominal(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a Chinese verb is only a noun with its owner before it (《…协定》的实施)."""
    if sentence.han and (_OF_A_NOUN.match(folded, verb.start) or _is_occasion(folded, sentence, verb)):
        return True
    return sentence.han and any(_NOMINAL.match(folded, at) for at in (verb.start - 1, verb.start - 3) if at >= 0)


# 以新口岸开通为契机, 随着通道通车: the occasion of what is told
_FOR_OCCASION = re.compile(r"[^,。;]{0,4}为契机")
_WITH_IT = re.compile(r"(?:以|随着)[^,。;]{1,30}$")


def _is_occasion(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a verb only tells the occasion of something else."""
    led = _WITH_IT.search(folded, max(sentence.sentence.start, verb.start - 34), verb.start)
    if led is None:
        return False
    return led[0].startswith("随着") or _FOR_OCCASION.match(folded, verb.end) is not None


def is_of_unnamed(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether those who mean to settle somewhere are only counted (约30间企业有意进驻)."""
    start = max(sentence.sentence.start, verb.start - 40)
    return bool(SETTLES.match(folded, verb.start)) and _UNNAMED.search(folded, start, verb.start) is not None
