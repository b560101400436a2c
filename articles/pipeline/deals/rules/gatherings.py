"""Fairs, forums, games and festivals: that they open is news of a day, and no deal."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, clause_bounds

# 第135届广交会昨日在广州开幕, 大湾区论坛今日开幕; but 会展中心开幕, 交易会展馆启用
_GATHERING_ZH = re.compile(
    r"(?:广交会|进博会|服贸会|高交会|[交博展]览?会|洽谈会|推介会|交流会|研讨会|招商会|对接会|座谈会|年会|峰会|大会|会议|论坛"
    r"|运动会|全运会|残特奥会|音乐会|艺术节|文化节|电影节|美食节|嘉年华|联赛|锦标赛|公开赛|邀请赛|大赛|训练营|夏令营"
    r"|(?:文化|艺术|科技|金融|创新|旅游|美食|购物|体育)[节周月]|作品展|书画展|摄影展|艺术展|创意展|设计展|科技展|车展|书展|图片展)"
    r"(?!中心|馆|址|场|园|区|办|秘书处|组委)[^,。;]{0,24}$"
)
_OPENS_ZH = re.compile(r"开幕|启幕|揭幕|开锣|登场|举行|开始|启动|拉开")
# "The 135th Canton Fair opened", "A Feira abriu": the fair is what opens; who launches a festival has planned one
_GATHERING = re.compile(
    r"(?:trade |job |book |art |film |food |music )?(?:fairs?|festivals?|expos?|forums?|feiras?|festiva(?:l|is))"
)
# "na quinta-feira": a day of the week
_WEEKDAY = "-"


def opens_gathering(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether what an event says to open is only a gathering that begins."""
    if event.type != "launch_opening":
        return False
    if sentence.han:
        if event.thing.start > event.verb.start:
            # 大湾区论坛上启动跨境数据平台: something else is opened there
            return False
        start, _ = clause_bounds(folded, sentence, event.verb.start)
        opens = _OPENS_ZH.match(folded, event.verb.start) is not None
        return opens and _GATHERING_ZH.search(folded, start, event.verb.start) is not None
    thing = event.thing
    if _GATHERING.fullmatch(folded, thing.start, thing.end) is None:
        return False
    return thing.end <= event.verb.start or folded.startswith(_WEEKDAY, thing.start - 1)
