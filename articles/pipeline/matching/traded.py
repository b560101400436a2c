"""Where a firm's shares have long been traded: that tells of the firm, and the place takes no part in the news."""

import re

_REACH = 60
# "already listed in ", "has been listed in ", "its stock also trades in ", "já estava cotada em "
_BEFORE_LATIN = re.compile(
    r"(?:\b(?:already|also|currently) (?:been )?(?:list|trad|quot)(?:ed|es|ing|e)"
    r"|\b(?:já|também|atualmente|actualmente) (?:(?:está|estão|estava|estavam|é|era) )?(?:cotad|listad|negociad)[oa]s?)"
    r" (?:in|on|em|n[oa])(?: the| its| a)?(?: bolsa de)? $"
)
# 2013年在, 2013年，该集团于; with a month or a day it may be the news itself
_BEFORE_CHINESE = re.compile(r"(?:19|20)\d\d年(?!\d)[^。;月日]{0,14}(?:[在于]|登陆)了?$")
_BEHIND_CHINESE = re.compile(
    r"(?:证券交易所|交易所|主板|创业板|中小板|科创板)?(?:整体|借壳|首次|成功|正式)?(?:上市|挂牌)"
)
# 已在深圳上市, 现于香港主板上市
_ALREADY_CHINESE = re.compile(r"(?:已经|已|现|早已)[在于]$")
_BEGINS_LATIN = ("in ", "on ", "em ", "no ", "na ", "de ", "he ", "ts ")
_BEGINS_CHINESE = (
    "上市", "挂牌", "整体", "借壳", "首次", "成功", "正式", "证券", "交易", "主板", "创业", "中小", "科创",
)  # fmt: skip


# "has been listed in Shenzhen since 2013": only since when makes it old
_HAS_BEEN = re.compile(r"\b(?:has|have|had) been (?:listed|traded|quoted) (?:in|on)(?: the| its| a)? $")
_SINCE = re.compile(r"[^.,;]{0,40}? (?:since|in) (?:19|20)\d\d\b")
# "are now also traded in Hong Kong after its debut on Wednesday", 昨日已在香港挂牌: the listing is the news
_NEWS = re.compile(
    r"\b(?:now|today|yesterday|debut\w*|\w{3,6}day|after|hoje|ontem|estrei\w*)\b|今|昨|周[一二三四五六日]|星期|\d日|首日|集资|募资"
)
_AROUND = 60


def is_where_traded(folded: str, start: int, end: int) -> bool:
    """Whether the place or exchange of ``[start, end)`` only says where a firm's shares are traded already."""
    if folded.startswith(_BEGINS_CHINESE, end):
        told = max(0, start - 24, folded.rfind("。", 0, start) + 1)
        if _BEHIND_CHINESE.match(folded, end) is None or _NEWS.search(folded, told, end + 24):
            return False
        reach = max(0, start - 24)
        return bool(_BEFORE_CHINESE.search(folded, reach, start) or _ALREADY_CHINESE.search(folded, reach, start))
    if folded[max(0, start - 3) : start] not in _BEGINS_LATIN:
        return False
    before = max(0, start - _REACH)
    if _HAS_BEEN.search(folded, before, start):
        return _SINCE.match(folded, end) is not None
    if _BEFORE_LATIN.search(folded, before, start) is None:
        return False
    return _SINCE.match(folded, end) is not None or _NEWS.search(folded, before, end + _AROUND) is None
