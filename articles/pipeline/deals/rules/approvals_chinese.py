"""What an authority lets be set up, or grants to people of a place, told in Chinese.

教育部批准设立某大学; 甲国给予香港护照持有人免签待遇, 两地互免签证.
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# 批准正式设立某大学(广州); 批准设立的 only describes
_SET_UP = re.compile(
    r"(?P<verb>批准|批复同意|同意|批复)(?:正式)?(?:设立|成立)(?P<thing>(?!的)[^,。;的]{2,24}?(?:大学|学院|学校|医院|研究院|银行|分行|交易所|仲裁院|法院)"
    r"(?:\([^()]{2,6}\))?)(?=[,。;!]|$)"
)
# 互免签证, 给予…免签入境待遇, 对…实施免签
_WAIVES = re.compile(
    r"(?P<both>(?:相互|互相|互)(?:给予)?免(?:除)?签证|互免签证)|(?P<verb>给予|提供|实施|实行|推出|享有?|获得?)[^,。;]{0,24}?(?P<thing>免签(?:证)?)"
    r"(?:入境|待遇|政策|安排|措施|访问|,|。|$)"
)
_WISHED = re.compile(r"希望|期望|争取|建议|呼吁|盼|促请|研究|探讨|磋商|商讨|谈判")

APPROVING_WORDS = ("批准", "批复", "同意", "免签", "互免")


def approvals_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """An institution whose setting up is approved, or a visa waiver."""
    if not sentence.han:
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    if match := _SET_UP.search(folded, start, end):
        verb = Cue("announce", "zh", *match.span("verb"))
        if mood(folded, sentence, verb) in ("done", "ing"):
            thing = Cue("venue", "launch_opening", *match.span("thing"))
            return [Event("launch_opening", "announced", "approved", sentence.index, verb, thing)]
    match = _WAIVES.search(folded, start, end)
    if match is None or _WISHED.search(folded, start, match.end()):
        return []
    verb = Cue("announce", "zh", *match.span("both" if match["both"] else "verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("measure", "policy_measure", *match.span("both" if match["both"] else "thing"))
    return [Event("policy_measure", status_of(how, "announced"), "waiver", sentence.index, verb, thing)]
