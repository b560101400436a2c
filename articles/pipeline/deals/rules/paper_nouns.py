"""The nouns of papers: full name and short form, the paper behind its project, a second one beside the first."""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.phrases import Cue


def spelled_out(folded: str, sentence: CuedSentence, thing: Cue | None) -> Cue | None:
    """The paper's full name, where ``thing`` is its short form in brackets ("memoranda of understanding (MoUs)")."""
    if thing is None or not folded.startswith("(", thing.start - 1):
        return thing
    return next((cue for cue in sentence.of("doc") if cue.end + 2 == thing.start and cue.value == thing.value), thing)


# 化工项目初步投资协议, 项目合作意向书: the paper behind the project that it is about
_UP_TO_PAPER = re.compile(r"[\u4e00-\u9fff]{0,8}(?:\([^()]{1,40}\))?")


def paper_of_project(folded: str, sentence: CuedSentence, project: Cue) -> Cue:
    """The paper in whose name ``project`` stands; ``project`` itself where it is what is signed."""
    papers = [
        cue
        for cue in sentence.of("doc")
        if cue.start >= project.end and (cue.value != "deal" or folded.startswith("合同", cue.start))
    ]
    is_named = bool(papers) and _UP_TO_PAPER.fullmatch(folded, project.end, papers[0].start) is not None
    return papers[0] if is_named and not _JOINS.search(folded, project.end, papers[0].start) else project


_JOINS = re.compile(r"[及和与]|签|达成")


# "a memorandum on tourism and eight agreements", "um memorando e dois acordos": the second kind of papers is counted
_AND_COUNTED = re.compile(
    r"(?: (?:on|for|of|to|sobre|de|para)\b[^.,;]{1,60})? (?:and|e) (?:\d{1,3}|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez) (?:[\w-]+ ){0,2}"
)


def counted_beside(folded: str, sentence: CuedSentence, group: list[Cue]) -> list[Cue]:
    """The paper of another kind that is counted beside that of ``group``, or that stands before a counted one."""
    thing = group[0]
    if sentence.han:
        return _other_kind_beside(folded, sentence, group)
    for cue in sentence.of("doc"):
        first, second = sorted((thing, cue), key=lambda paper: paper.start)
        if cue.value not in (thing.value, "deal") and _AND_COUNTED.fullmatch(folded, first.end, second.start):
            return [cue]
    return []


# 投资协议,以及接收站项目合作备忘录: a second paper of another kind, which has a name of its own
_AND_ANOTHER = re.compile(r"[书]?[,、]?(?:以及|及|和|与)[^,。;、签]{2,26}")
_OWN_KINDS = ("mou", "letter_of_intent", "framework_agreement", "cooperation_agreement")


def _other_kind_beside(folded: str, sentence: CuedSentence, group: list[Cue]) -> list[Cue]:
    """The second paper that a Chinese verb of signing governs, where it is of another kind and called by a name."""
    thing = group[0]
    for cue in sentence.of("doc"):
        is_other = cue.value in _OWN_KINDS and cue.value != thing.value and thing.value in _OWN_KINDS
        if is_other and _AND_ANOTHER.fullmatch(folded, thing.end, cue.start):
            return [cue]
    return []


_HEADS = ("mou", "letter_of_intent", "framework_agreement")


def head_paper(sentence: CuedSentence, thing: Cue) -> Cue:
    """The last of the nouns in a row ("strategic cooperation framework agreement"), which names the paper."""
    for cue in sentence.of("doc"):
        if cue.start == thing.end + 1 and cue.value in _HEADS:
            return cue
    return thing
