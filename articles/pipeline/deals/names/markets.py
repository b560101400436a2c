"""Exchanges that are only where shares are traded: the market of a listing, and no side of it."""

import re

from articles.pipeline.matching import Mention
from articles.pipeline.text import fold

_EXCHANGE = re.compile(r"exchange|\b(?:hkex|sehk|szse|sse|nyse)\b|nasdaq|bolsa|交易?所")
# "listed on the", "an application for listing on the main board of the", "cotada na", "pedido de cotação na"
_TRADED_ON = re.compile(
    r"\b(?:list(?:ed|ing|s)?|trad(?:ed|es|ing)|quoted|float(?:ed|s|ing)?|debut(?:ed|s)?|appli(?:ed|es|cation)|fil(?:ed|es|ing))"
    r"\b[^.,;]{0,40}\b(?:on|at|with|to|in|of) (?:the )?$"
    r"|\b(?:cota(?:d[oa]s?|r-se|ção)|lista(?:d[oa]s?|gem)|negocia(?:d[oa]s?|r|ção)|admi(?:tid[oa]s?|ssão)|estre\w+(?:-se)?"
    r"|entr(?:a|ou|ada|ar))\b[^.,;]{0,30}\b(?:n[ao]|em|à|d[ao]|junto d[ao]) $"
)
_REACH = 70
# "(SEHK: 306)", "(Nasdaq: ABCD)", (港交所:700): the sign under which somebody's shares are traded there
_TICKER = re.compile(r" ?: ?[a-z0-9.]{1,7}(?=[);,]| and\b| e\b| or\b)")
# 港交所上市, 联交所主板挂牌, 港交所递交上市申请
_TRADED_ON_ZH = re.compile(
    r"(?:主板|创业板|科创板|北交所)?(?:上市|挂牌|买卖|敲[钟锣]|(?:正式)?(?:递交|提交|递表|交表))"
)


def is_market(folded: str, mention: Mention) -> bool:
    """Whether a mention is the exchange on which somebody's shares are, or are to be, traded."""
    if not _EXCHANGE.search(fold(mention.name)):
        return False
    if _TRADED_ON_ZH.match(folded, mention.end) or _TICKER.match(folded, mention.end):
        return True
    return _TRADED_ON.search(folded, max(0, mention.start - _REACH), mention.start) is not None
