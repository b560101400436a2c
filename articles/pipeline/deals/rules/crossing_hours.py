"""For how long a boundary crossing is open.

"The checkpoint will stay open until 2 am", 口岸延长通关时间, "o alargamento do horário da fronteira".
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_CROSSING = re.compile(
    r"\b(?:checkpoints?|control points?|border|boundary|crossings?|ports? of entry|customs clearance|fronteiras?"
    r"|postos? fronteiriços?|portas do cerco|travessia)\b|口岸|通关|清关|关闸|关口|边检"
)
_CHANGES = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|extension|lengthen(?:s|ed|ing)?|longer|open|until|resum(?:e|es|ed|ing)"
    r"|start(?:s|ed)?|introduc(?:e|es|ed|ing)|try|trial|alarg\w+|prolong\w+|extens(?:ão|ões)"
    r"|passa(?:m|r)? a|funcionar\w*|estender\w*)\b"
    r"|延长|延至|恢复|实施|实行|试行|改为|调整|增至|推出|开始"
)
# 昨日起, "resumed on Monday": it is so already
_IS_SO = re.compile(
    r"(?:昨[日天]|今[日天晨早]|凌晨|即日)起|已(?:经)?(?:延长|恢复|实施|实行)"
    r"|\b(?:resumed|extended|has been|were|was|já|foi)\b"
)
# "will stay open until midnight": so it was decided
_WILL = re.compile(r"\b(?:will|would|irá|irão|vai|vão)\b|将")
# 计划将口岸的通关时间延长: 将 only takes the object here
_PLANS_TO = re.compile(r"(?:计划|拟|有意|打算|建议|争取)(?:将|把)[^,。;]{0,30}$")
_STUDIED = re.compile(
    r"\b(?:in talks|negotiat\w+|discuss\w*|stud(?:y|ies|ying)|considering|negoci\w+|estud\w+)\b"
    r"|商讨|磋商|研究|探讨|考虑"
)


def crossing_hours(folded: str, sentence: CuedSentence) -> list[Event]:
    """Opening hours of a crossing that are changed, or are to be."""
    start, end = sentence.sentence.start, sentence.sentence.end
    for cue in sentence.of("hours"):
        crossing, change = _CROSSING.search(folded, start, end), _CHANGES.search(folded, start, end)
        if crossing is None or change is None:
            continue
        verb = Cue("announce", "now", *change.span())
        how = mood(folded, sentence, verb)
        if how in ("negative", "wish"):
            continue
        plans = _PLANS_TO.search(folded, start, change.start())
        status = "announced"
        if how == "talks" or _STUDIED.search(folded, start, end):
            status = "talks"
        elif _IS_SO.search(folded, start, end) and how != "planned" and not plans:
            status = "completed"
        elif plans or (how == "planned" and not (sentence.of("announce") or _WILL.search(folded, start, end))):
            status = "planned"
        return [Event("policy_measure", status, "hours", sentence.index, verb, cue)]
    return []
