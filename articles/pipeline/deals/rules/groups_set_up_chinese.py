"""What a group that two sides set up is to look into: 两地会成立专责小组,探讨连接甲区与乙区的铁路."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_GROUP = re.compile(
    r"(?:成立|设立|组成|组建)[^,。;]{0,14}?(?:小组|专班|工作组|专责组|专家组|工作队|专责委员会)[^,。;]{0,4},?(?:以|负责|共同|专责|联合|就|来|去){0,2}"
    r"(?P<verb>探讨|研究|商讨|磋商|商议|论证|筹划)[^,。;]{0,36}?"
    r"(?P<thing>铁路|地铁|轻轨|高铁|大桥|通道|口岸|航线|隧道|机场|码头|园区|快线|公路|城际)(?!局|公司|集团)"
)
GROUP_WORDS = ("小组", "专班", "工作组", "专责组", "专家组", "工作队", "专责委员会")


def groups_set_up_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """A line or a place that a group of two sides studies."""
    if not sentence.han:
        return []
    match = _GROUP.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb = Cue("talks", "talks", *match.span("verb"))
    if mood(folded, sentence, verb) in ("negative", "wish"):
        return []
    thing = Cue("venue", "launch_opening", *match.span("thing"))
    return [Event("launch_opening", "talks", "consultation", sentence.index, verb, thing)]
