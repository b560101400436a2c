"""English: matters on which named bodies are in talks, called by what they are to be.

"is in talks with Foo Group to buy", "held discussions with Guangdong about quotas", "are studying an increase in".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told

TALKED = "talked"
_TALK_WORDS = ("talks", "discussions", "negotiations", "negotiating", "discussing")
_TALKS = (
    r"\b(?P<verb>(?:(?:in|into|hold(?:s|ing)?|held|beg[au]n|begins?|opened|opens?|started|starts?|resum(?:ed|es?|ing)"
    r"|entered|having) (?:[\w-]{2,16} ){0,3}?(?:talks|discussions|negotiations)"
    r"|(?:is|are|was|were|has been|have been) (?:now |still |currently |also ){0,2}(?:negotiating|discussing)))"
    r"(?: (?:with|between) (?:[^.;:]|\.\d){2,90}?)?(?: (?:on|over|about|for|to|regarding|concerning|aimed at|that could"
    r" lead to))? (?:the |a |an |its |their |possibly |possible |jointly |further |how to ){0,3}"
)
_GAP = r"(?:[\w’'$%.,&-]{1,24} ){0,7}?"


def _talks(thing: str, kind: str, *words: str) -> Wording:
    pattern = re.compile(_TALKS + r"(?P<thing>" + thing + r")\b")
    return Wording(pattern, kind, "talks", "talks", TALKED, "talks", needs=(_TALK_WORDS, words))


_SUPPLY = _talks(
    r"(?:buy(?:ing)?|purchas\w+|import\w*|suppl(?:y|ying|ies)|sourc\w+|tak(?:e|ing)|obtain\w*|secur(?:e|ing)|order\w*"
    r"|deliver\w*) (?:of )?" + _GAP + r"(?:power|electricity|gas|lng|water|vaccines?|hydrogen|aircraft|planes|jets"
    r"|trains|buses|vessels|ships|ferries|drones|pork|vegetables|eggs|poultry)",
    "procurement",
    "power", "electricity", "gas", "lng", "water", "vaccine", "hydrogen", "aircraft", "planes", "jets", "trains",
    "buses", "vessels", "ships", "ferries", "drones", "pork", "vegetables", "eggs", "poultry",
)  # fmt: skip
_STAKE = _talks(
    r"(?:buy(?:ing)?|sell(?:ing)?|tak(?:e|ing)|acquir(?:e|ing)|purchas(?:e|ing)|rais(?:e|ing)|tak(?:e|ing) up|sale of"
    r"|purchase of) " + _GAP + r"(?:stakes?|shares|holding|interest|(?:%|per ?cent) of)"
    r"|invest(?:ing)? " + _GAP + r"in|(?:an |a )?" + _GAP + r"(?:investment|injection|stake) (?:in|of|from)",
    "equity_investment",
    "stake", "shares", "holding", "interest", "% of", "cent of", "percent of", "invest", "injection",
)  # fmt: skip
_FIRM = _talks(
    r"(?:buy(?:ing)?|sell(?:ing)?|acquir(?:e|ing)|purchas(?:e|ing)|tak(?:e|ing) over|takeover of|acquisition of|sale of"
    r"|purchase of|offload(?:ing)?|divest(?:ing)?|dispos(?:e|ing) of|merg(?:e|ing))",
    "acquisition",
    "buy", "sell", "acqui", "purchas", "taking over", "take over", "takeover", "sale of", "offload", "divest",
    "dispos", "merg",
)  # fmt: skip
_WORKS = _talks(
    r"(?:tak(?:e|ing) (?:part|a role) in|participat(?:e|ing|ion) in|join(?:ing)?|involvement in|help(?:ing)?(?: to)?"
    r"|operat(?:e|ing)|run(?:ning)?|contract|concession|tender) "
    + _GAP + r"(?:construction|operation|build(?:ing)?|lines?|railways?|metro|subway|tunnel|bridge|project|terminal"
    r"|airport|concession)",
    "construction_contract",
    "part in", "role in", "participat", "join", "involve", "help", "operat", " run", "contract", "concession", "tender",
)  # fmt: skip
_RULE = (
    r"(?:quotas?|visas?|checkpoints?|crossings?|permits?|tariffs?|dut(?:y|ies)|tax(?:es|ation)?|fees?|requirements?"
    r"|rules?|curbs?|caps?|limits?|ceilings?|restrictions?|allowances?|thresholds?|quarantine|clearance|schemes?"
    r"|programmes?|licen[cs]es?|opening hours|operating hours|hours|reopening|resumption|resuming|reopen|recognition"
    r"|border|boundary|data flows?|connect|visit scheme|endorsements?|entry|pilot|exemptions?|waivers?|arrangements?)"
)
_POLICY = _talks(
    _GAP + _RULE,
    "policy_measure",
    "quota", "visa", "checkpoint", "crossing", "permit", "tariff", "dut", " tax", " fee", "requirement", "rule",
    "curb", " cap", "limit", "ceiling", "restriction", "allowance", "threshold", "quarantine", "clearance", "scheme",
    "programme", "licen", "hours", "reopen", "resum", "recognition", "border", "boundary", "data", "connect",
    "endorsement", "entry", "pilot", "exemption", "waiver", "arrangement",
)  # fmt: skip
_LINK = _talks(
    _GAP + r"(?:platform|trading link|market link|board"
    r"|corridor|index|hub|centre|center|marketplace|laborator(?:y|ies)|campus"
    r"|branch|data exchange|sailings|flights|air links?|ferry|bus (?:service|route|line))",
    "launch_opening",
    "platform", "link", "board", "corridor", "index", "hub", "cent", "market", "laborator", "campus", "branch",
    "exchange",
    "sailing", "flight", "ferry", "bus ",
)  # fmt: skip
_VENTURE = _talks(_GAP + r"(?:joint ventures?|jv)", "joint_venture", "joint venture", " jv")
# "are studying an increase in the daily quota", "is looking at raising the cap", "under review is a plan to extend"
_STUDIED = Wording(
    re.compile(
        r"\b(?P<verb>(?:is|are|was|were|has been|have been) (?:also |now |still |currently |jointly |actively )?"
        r"(?:studying|considering|exploring|examining|looking (?:at|into)|reviewing|weighing|mulling|discussing"
        r"|working on|in talks on))"
        r"(?: with (?:[^.;:]|\.\d){2,70}?)? (?:the )?(?:feasibility of |possibility of |option of |idea of "
        r"|whether to |plans? (?:for|to) |how to )?"
        r"(?:the |an? |a possible |further |another |again ){0,2}"
        r"(?P<thing>(?:increas(?:e|es|ing)|rais(?:e|ing)|expan(?:sion|ding|d)|exten(?:sion|ding|d)|relax(?:ation|ing)?"
        r"|eas(?:e|ing)|reduc(?:tion|ing|e)|cut(?:ting|s)?|lift(?:ing)?|waiv(?:er|ing|e)|introduc(?:tion|ing|e)"
        r"|chang(?:es?|ing)|enlarg(?:ement|ing|e)|adjust(?:ments?|ing)?|lower(?:ing)?|scrap(?:ping)?|abolish(?:ing)?"
        r"|remov(?:al|ing|e)|resum(?:ption|ing|e)|reopen(?:ing)?|simplif(?:ication|ying|y)|add(?:ing|itions?)?"
        r"|includ(?:e|ing)|inclusion|admit(?:ting)?|widen(?:ing)?|allow(?:ing)?|lett?(?:ing)?|grant(?:ing)?"
        r"|open(?:ing)?"
        r" up)\b(?: (?:in|of|to|for))? (?:[^.;:]|\.\d){0,80}?\b" + _RULE + r"|(?<=how to )(?:let|allow|help|make)\b)"
    ),
    "policy_measure", "talks", "talks", TALKED, "talks",
    needs=(("studying", "considering", "exploring", "examining", "looking", "reviewing", "weighing", "mulling",
        "discussing", "working on", "talks on"), (" is ", " are ", " was ", " were ", " been ")),
)  # fmt: skip
# Talks of another kind, and words that no talks need
_OTHER_TALKS = re.compile(
    r"\b(?:strikes?|wages?|pay rise|ceasefire|truce|hostages?|striker|midfielder|match|league|troops|peace|nuclear"
    r" (?:talks|deal)|trade war|election|lawmakers? (?:urge|call)|no (?:talks|discussions|negotiations|plans?)"
    r"|den(?:y|ied|ies)|ruled out|broke[n]? (?:off|down)|collapsed)\b"
)


def everyday_talks(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Purchases, works and measures on which an English sentence says that talks are held."""
    if _OTHER_TALKS.search(folded, sentence.sentence.start, sentence.sentence.end):
        return []
    told = first_told((_VENTURE, _SUPPLY, _STAKE, _FIRM, _WORKS, _STUDIED, _POLICY, _LINK), folded, sentence, may)
    return [event for event in told if event.status == "talks"]
