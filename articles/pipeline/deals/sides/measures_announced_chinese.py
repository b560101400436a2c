"""The authority that a Chinese sentence says to announce what it then tells with another subject.

某管理局公布,下月起大桥通行费下调一成; 某局局长某某宣布,计划明日起扩展.
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.chinese import SidesReader
from articles.pipeline.deals.sides.tellers_chinese import announcer_span

_AUTHORITY = re.compile(r"(?:[局署厅委部司办处]|委员会|政府|海关|总站|管委会|执委会|央行|银监会|证监会|交易所|法院)$")
# 某局局长某某, 某署发言人
_OFFICER = re.compile(r"(?:副?[局署厅司处]长|副?主任|发言人|专员|总裁|副?主席|负责人|代表)[^,。;:]{0,5}$")


def with_announcer_chinese(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or the authority at the head of the sentence that makes a measure public."""
    if found or event.type != "policy_measure" or not sentence.han or not sentence.sentence.paragraph:
        return found
    reader = SidesReader(material.names, sentence.sentence.start)
    start = reader.after_openings(sentence.sentence.start, event.verb.end)
    told = announcer_span(material.folded, start, sentence.sentence.end)
    if told is None or told[1] > event.verb.end:
        return found
    begin, end = told
    officer = _OFFICER.search(material.folded, begin, end)
    end = reader.without_adverbs(begin, officer.start() if officer else end)
    if end <= begin or not _AUTHORITY.search(material.folded, begin, end):
        return found
    return tuple(party for party in reader.listed(begin, end) if not party.is_place)
