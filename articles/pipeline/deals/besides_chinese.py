"""Papers that a Chinese report tells beside the one it has told: 会上,另两家机构签署备忘录; 会上,8个项目集中签约."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import Event
from articles.pipeline.deals.material import Material

# 会上, 同场, 活动现场: something further is told of the same meeting
_AT_THE_MEETING = re.compile(
    r"[“\"'「]?(?:会议?上|大会上|会议?期间|会议?现场|活动(?:上|现场|期间|当天)|仪式(?:上|现场)|现场|同场|同日|当[天日]|论坛(?:上|期间|现场)|推介会(?:上|现场|期间)|交流会(?:上|现场)|期间|席间)[,,]?"
)
_PROJECTS = "项目"
_FEWEST_SIDES = 2


def told_beside(group: Sequence[Event], event: Event, material: Material) -> bool:
    """Whether a paper is told "at the meeting" after the one of ``group``, and is another's or that of projects."""
    sentence = material.sentences[event.sentence]
    body = [other for other in group if not material.in_title(other.sentence)]
    if not sentence.han or not body or any(other.sentence == event.sentence for other in body):
        return False
    if _AT_THE_MEETING.match(material.folded, sentence.sentence.start) is None:
        return False
    told = {party.slug or party.name for other in body for party in other.parties}
    own = {party.slug or party.name for party in event.parties}
    if material.folded.find(_PROJECTS, event.thing.start, event.thing.end) >= 0:
        return len(told) >= _FEWEST_SIDES and not told & own
    is_another_kind = all(event.type != other.type for other in body)
    return is_another_kind and len(own) >= _FEWEST_SIDES and bool(told) and not told & own
