"""Sums that are set aside and funds that are endowed: what a government gives for a purpose."""

import re

from articles.pipeline.deals.events import SUM, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# 双方五年内投入五千万元: what those who act together put into it
_THE_SIDES = re.compile(r"(?:[双三各]方|两[校院家]|项目|首期|一期|前期|共|合计|总)[^,。;]{0,8}$")
# 签署协议,投入六亿元建立; 共建实验室,投入两亿元; 设立基金,注资百亿元: the sum is that of what was just told
_TOLD_BEFORE = re.compile(r"共建|合建|联合(?:建设|成立|设立)|合资|共同(?:建设|打造|成立|设立)|签[署订约下立]|基金")
_TOLD_REACH = 90
# 斥资三亿港元收购, 投入五亿元拿下地块: the sum is the price of what is bought
_PAYS_FOR = re.compile(
    r"(?:斥资|投入|注资)?[^,。;]{0,24}?(?:,[全独共]?[资同]?)?(?:收购|并购|购|入股|认购|增持|买下|竞得|投得|拿下|摘得|夺得|[取获换]得?[^,。;]{0,12}股[权份])"
    r"|(?<=斥资)[^,。;]{0,24}?(?:兴建|建造|建设|扩建|打造|改造)"
)


# 拨五十亿港元设…基金
_SETS_ASIDE_ZH = re.compile(r"(?<![划调])拨(?:出)?(?=\d|[一二三四五六七八九十百两])")


def allocations(folded: str, sentence: CuedSentence) -> list[Event]:
    """A government sets a sum aside ("will allocate HK$135 million to …")."""
    if any(cue.value == "joint_venture" for cue in sentence.of("doc")):
        # 成立合资公司,注资五亿元: the sum is the venture's
        return []
    verbs = sentence.of("allocate")
    match = _SETS_ASIDE_ZH.search(folded, sentence.sentence.start, sentence.sentence.end) if sentence.han else None
    if match:
        verbs.append(Cue("allocate", "zh", match.start(), match.start() + 1))
    for verb in verbs:
        if SUM.search(folded, verb.end, min(sentence.sentence.end, verb.end + 30)) is None:
            continue
        if sentence.han and _THE_SIDES.search(folded, max(sentence.sentence.start, verb.start - 14), verb.start):
            continue
        if sentence.han and _is_of_what_was_told(folded, sentence, verb):
            continue
        if (
            sentence.han
            and folded.startswith("注资", verb.start)
            and _INTO_FIRM.search(folded, max(sentence.sentence.start, verb.start - 30), verb.start)
        ):
            continue
        if sentence.han and _PAYS_FOR.match(folded, verb.end, sentence.sentence.end):
            continue
        how = mood(folded, sentence, verb)
        if how != "negative":
            how = "done" if how == "planned" else how
            return [Event("fund", status_of(how, "announced"), "allocation", sentence.index, verb, verb)]
    return []


# 向某公司注资三亿元: what goes into a firm is no fund
_INTO_FIRM = re.compile(r"(?:向|对)(?![^,。;]*(?:基金|计划|项目|机制|平台|账户|大学|学校|医院|机场|局))[^,。;]{2,24}$")
_PUBLIC = re.compile(r"拨|预留")


def _is_of_what_was_told(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a Chinese sum is put into what the clauses before tell of; what is set aside from a budget is not."""
    if _PUBLIC.match(folded, verb.start):
        return False
    start = max(sentence.sentence.start, verb.start - _TOLD_REACH)
    return _TOLD_BEFORE.search(folded, start, verb.start) is not None


# "talent fund to have a capital of 3 billion yuan", "o fundo terá uma dotação de"
_ENDOWED = re.compile(
    r"\bfunds?\b[^.;:]{0,70}?\b(?P<verb>to have|will have|would have)\b[^.;:]{0,30}?\b(?:capital|size|endowment) of "
    r"|\bfundo\b[^.;:]{0,70}?\b(?P<verb_pt>terá|vai ter|irá ter)\b[^.;:]{0,30}?\b(?:capital|dotação|montante)\b"
    r"[^.;:\d]{0,16} "
)
_ENDOWED_EARLY = 2


def endowments(folded: str, sentence: CuedSentence) -> list[Event]:
    """A fund whose capital to come is told in the title or the lead."""
    if sentence.han or sentence.index > _ENDOWED_EARLY:
        return []
    match = _ENDOWED.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None or SUM.match(folded, match.end()) is None:
        return []
    group = "verb" if match["verb"] else "verb_pt"
    verb = Cue("allocate", "now", match.start(group), match.end(group))
    if mood(folded, sentence, verb) == "negative":
        return []
    thing = Cue("fund", "noun", match.start(), match.start() + 4)
    return [Event("fund", "planned", "endowment", sentence.index, verb, thing)]
