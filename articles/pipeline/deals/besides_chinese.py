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
    if not told and len(own) >= _FEWEST_SIDES and all(_is_of_projects(other, material) for other in body):
        # 38个项目集中签约。会议期间,甲与乙签署框架协议
        return all(event.type != other.type for other in body)
    if material.folded.find(_PROJECTS, event.thing.start, event.thing.end) >= 0:
        return len(told) >= _FEWEST_SIDES and not told & own
    is_another_kind = all(event.type != other.type for other in body)
    return is_another_kind and len(own) >= _FEWEST_SIDES and bool(told) and not told & own


def _is_of_projects(event: Event, material: Material) -> bool:
    return material.folded.find(_PROJECTS, event.thing.start, event.thing.end) >= 0


# 双方又公布, 两地同时宣布, 会上亦宣布: one more thing is made public beside the papers
_ANNOUNCED_TOO = re.compile(
    r"[“\"'「]?(?:(?:双方|两地|三方|各方|会上|会后|同场|同日|当局|两地政府|政府)(?:政府)?(?:,)?(?:又|亦|也|还|同时|另外?|并)(?:联合|共同|一并)?|(?:此外|另外|同时),?(?:双方|两地|三方|各方)(?:又|亦|也|还)?)"
    r"(?:公布|宣布|宣告|发布)"
)


def is_announced_besides(event: Event, material: Material) -> bool:
    """Whether a measure or an opening stands in a sentence that says to make one more thing public."""
    sentence = material.sentences[event.sentence]
    is_kind = event.type in ("policy_measure", "launch_opening")
    return is_kind and sentence.han and bool(_ANNOUNCED_TOO.match(material.folded, sentence.sentence.start))
