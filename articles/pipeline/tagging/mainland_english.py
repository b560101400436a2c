"""Where an English text names the country, the mainland or a central office only in passing."""

import re

from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

_TITLE, _LEAD = 3, 2
"""The weight of a mention in the title, in the lead."""
# "mainland media reported", "its mainland joint venture", "the first mainland stop": what is there, and no side
_THING_AFTER = re.compile(
    r" (?:media|press|newspapers?|outlets|reports|stops?|stations?|(?:futures |stock )?(?:bourse|exchange)"
    r"|joint venture"
    r"|subsidiar(?:y|ies)|units?|arm|branch(?:es)?|operations|business|headquarters|peers?|rivals?|stores?|shops?|factor(?:y"
    r"|ies)|plants?|listing)\b"
    r"|['’]s (?:rail|railway|high-speed|road|motorway|power|largest|biggest|first|second|third|top|leading|best|only"
    r"|most"
    r"|three|two|four|five|hottest|fastest)\b"
)
# "its first hospital on the mainland", "one of our focus areas on the mainland": where something stands
_WHERE_BEFORE = re.compile(
    r"\b(?:first|second|third|largest|biggest|only|focus areas?|accidents?|listed)\b[^.;,]{0,40} (?:on|in) the $"
)
# "start-ups to enter the mainland", "for mainland enterprises to go global": markets that a speaker praises
_TO_MARKET = re.compile(r"\b(?:enter|entering|access|accessing|tap|tapping|break into|breaking into|foray into) the $")
_GOES_GLOBAL = re.compile(
    r" (?:enterprises|firms|companies|businesses|brands)(?: (?:to|wishing to|seeking to|looking to|that want to))? "
    r"(?:go|going|expand|expanding) (?:global|abroad|overseas)|(?: travel)? passengers\b"
)
# "China's Elm Cars", but "China's Ministry of Commerce": of what country a firm is
_FIRM_AFTER = re.compile(
    r"['’]s (?!(?:Ministry|State|National|Central|People|Premier|President|Cabinet|Supreme|Communist|Foreign|Finance"
    r"|Commerce"
    r"|General|Vice|Cyberspace|Securities|Banking|Customs|Civil|Greater|Belt|Academy|Council|Hainan|Guangdong|Hong)\b)"
    r"[A-Z][\w.-]{1,20}"
)
# "China soy sauce maker rises": the country as an adjective of one firm
_MAKER_AFTER = re.compile(
    r" (?:[a-z-]{2,14} ){0,4}?(?:maker|giant|developer|firm|company|start-?up|carmaker|automaker|drugmaker|group|chain"
    r"|insurer|retailer|platform|brand|supplier|operator)\b"
)
# Where a firm of the bay area may be at home
_HOME = re.compile(r"\b(?:shenzhen|guangzhou|foshan|dongguan|zhuhai|zhongshan|huizhou|jiangmen|zhaoqing)\b")
# "Beijing's plan to turn the region into": a policy that all know
_POLICY_AFTER = re.compile(
    r"['’]s (?:plan|push|drive|goal|ambitions?|strategy|vision|bid|campaign|crackdown|blessing)\b"
)
# "BERLIN/BEIJING, July 26": where the news was written
_DATELINE = re.compile(
    r"(?:/[A-Z]{4,})?,? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d|(?:/[A-Z]{4,}) ?[-—–(]"
)
# "Since the State Council's plan", "rather than with the ministry", "still awaiting approval from the ministry"
_OFFICE_BEFORE = re.compile(
    r"\b(?:ever )?since (?:the )?$|\brather than (?:with |by |from )?(?:the )?$"
    r"|\bawaiting (?:\w+ )?(?:approval|consent|permission|clearance|a licen[cs]e|the green light|a decision) (?:from"
    r"|of|by) (?:the )?$"
)
_REACH = 80


def is_aside(text: Text, mention: Mention) -> bool:
    """Say whether a mention of China, the mainland, Beijing or a central office of an English text is no side."""
    if text.lang != "en":
        return False
    start, end = mention.start, mention.end
    before = text.folded[max(0, start - _REACH) : start]
    if mention.origin == "implied":
        return mention.weight < _LEAD and _OFFICE_BEFORE.search(before) is not None
    words = text.folded[start:end]
    if words == "mainland":
        return _is_mainland_aside(text, mention, before)
    if words == "beijing":
        is_written_there = text.text[start:end].isupper()
        return bool(_POLICY_AFTER.match(text.text, end) or (is_written_there and _DATELINE.match(text.text, end)))
    if words != "china" or not _HOME.search(text.folded):
        # A firm from elsewhere in China is the mainland's side
        return False
    return bool(_FIRM_AFTER.match(text.text, end) or _MAKER_AFTER.match(text.text, end))


def _is_mainland_aside(text: Text, mention: Mention, before: str) -> bool:
    """Say whether "mainland" tells where a thing is, or in what market; in the title it never does."""
    if mention.weight >= _TITLE:
        return False
    if _THING_AFTER.match(text.folded, mention.end) or _WHERE_BEFORE.search(before):
        return True
    is_market = _TO_MARKET.search(before) or _GOES_GLOBAL.match(text.folded, mention.end)
    return mention.weight < _LEAD and bool(is_market)
