"""Whom a Chinese sentence means by 公司 or 他代表公司: the firm that announces it, or whose officer spoke before."""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import Names
from articles.pipeline.deals.sides.words_chinese import WHEN, WHERE

_SIDES_REACH = 40

# 公司同日, 他代表公司, 该公司代表: the firm named before, by whatever word
POINTS_TO_FIRM = re.compile(
    r"(?:[他她](?:代表|率领|带领)?(?:该|其)?|代表)?(?:该|本)?(?:公司|集团|企业|行|校|机构|上市公司)(?:代表|方面)?|[他她](?:代表(?:该)?(?:公司|集团|校方|该校"
    r"|该会|机构)?)"
)
# 海棠电子17日盘后公告: 公司..., 海棠科技昨晚发布公告称,
_ANNOUNCES = re.compile(
    r"(?P<who>[^,。;:!?\n]{3,40}?)(?:\([^()]{3,20}\))?(?:" + DAY + r"|早上|下午|上午|晚上)?"
    r"(?:盘后|盘前|收市后|收盘后|晚间|深夜|早间|傍晚)?(?:在[^,。;:]{2,12})?(?:发布|发出|刊发|刊登|作出)?(?:自愿性?)?(?:公告|通告|宣布|公布|披露|表示|通函)(?:称|说"
    r"|指|显示)?[,:]"
)
# 海棠重工董事黎某某说。
_SPOKE = re.compile(
    r"(?:^|[,。;:!?\n\"”」』])(?P<who>[^,。;:!?\n\"“”「」『』]{4,34}?)(?:说|表示|称|指出|介绍|透露|坦言|指|形容)[。\"”」:,]?\s*$"
)


def announcer_span(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Where in ``[start, end)`` the firm stands that a sentence says to announce what follows; else None."""
    told = _ANNOUNCES.match(folded, start, end)
    return told.span("who") if told else None


def speaker_span(names: Names, start: int) -> tuple[int, int] | None:
    """Where before the sentence from ``start`` on the officer of a body is named who spoke last; else None."""
    before = [span for span in names.text.sentences if span.end <= start and span.paragraph]
    if not before:
        return None
    spoke = _SPOKE.search(names.text.folded, max(0, before[-1].start - 1), before[-1].end)
    return spoke.span("who") if spoke else None


# 两地政府签署了, 双方今日又签署: the subject is those named before
_THE_SIDES = re.compile(
    rf"(?:^|[,。;:!?\n])(?:其间|会上|期间|会后|当天)?,?(?:[两三双四各]方|[两三]地(?:政府)?|[两三]校|双方代表|[两三]地代表)(?:{WHEN}|{WHERE}|正式|共同|联合"
    rf"|又|还|也|已|现场|分别|再|先后|能够?|得以|[此今是本]次){{0,3}}$"
)


def calls_them_sides(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether the subject of the verb is only 双方, 两地政府."""
    start = max(sentence.sentence.start - 1, event.verb.start - _SIDES_REACH, 0)
    return sentence.han and _THE_SIDES.search(folded, start, event.verb.start) is not None
