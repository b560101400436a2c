"""English: firms that enter a market, as the papers tell it: "has officially entered the Hong Kong market".

"announced its entry into the Thai market", "made its Macau debut with a shop", "is making its first foray into Dubai",
"has expanded into Guangzhou, opening an outlet".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told

_LAND = (
    r"(?:hong kong|macau|macao|mainland(?: china| chinese)?|chinese|china|shenzhen|guangzhou|zhuhai|guangdong"
    r"|(?:greater )?bay area|southeast asian?|asean|thai(?:land)?|malaysian?|singapore(?:an)?|indonesian?"
    r"|middle east(?:ern)?|saudi(?: arabian?)?|uae|emirati|dubai|european?|brazil(?:ian)?|portugu(?:ese|al)"
    r"|japan(?:ese)?"
    r"|(?:south )?korean?|vietnam(?:ese)?|mexic(?:o|an)|africa[n]?|british|uk|australian?|indian?|philippines?|filipino"
    r"|cambodian?|laotian|kazakh(?:stan)?|turk(?:ey|ish)|egypt(?:ian)?|french|german|italian|spanish|us|american"
    r"|overseas|local|city['’]s)"
)
_MARKET = r"(?:the |its |one of the )?(?:[a-z][\w-]{2,14} ){0,2}?" + _LAND + r"(?: [a-z][\w-]{2,14}){0,3}? market"
# "has officially entered the Hong Kong market", "announcing its official entry into the Thai market"
_ENTERS = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:(?:officially|formally|finally|also|now|today) )?(?:enter(?:s|ed)|tap(?:s"
        r"|ped) into"
        r"|brok(?:e|en) into|breaks into|mov(?:es|ed) into|push(?:es|ed) into|debuted in|debuts in|launched in)"
        r"|(?:will|is to|is set to|is due to) (?:officially |formally )?(?:enter|tap into|break into|move into)"
        r"|(?:is|are) (?:officially |formally )?(?:entering|moving into|pushing into|breaking into))"
        r" (?P<thing>" + _MARKET + r")\b"
    ),
    "launch_opening", "completed", "completed", "opening",
    needs=((" market",), ("enter", "tap", "brok", "break", "mov", "push", "debut", "launched in")),
)  # fmt: skip
_ENTRY = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:announc(?:es?|ed|ing)|mark(?:s|ed|ing)|ma(?:de|kes?|king)|celebrat(?:es|ed|ing)"
        r"|declar(?:es|ed|ing)|complet(?:es|ed|ing)))"
        r" (?:its|their|the (?:company|brand|firm|group|bank)['’]s|an?) (?:(?:official|formal|first|full|long-awaited"
        r"|much-anticipated"
        r"|initial|maiden|grand) ){0,2}(?P<thing>(?:market )?entry (?:into|to)|forays? into|debut in|arrival in"
        r"|expansion into|launch in)"
        r" (?:the )?(?:[a-z][\w-]{2,14} ){0,2}?" + _LAND + r"\b"
    ),
    "launch_opening", "completed", "completed", "opening",
    needs=(("entry", "foray", "debut in", "arrival in", "expansion into", "launch in"), ("announc", "mark", " ma",
        "celebrat", "declar", "complet")),
)  # fmt: skip
_SHOP = (
    r"(?:shops?|stores?|outlets?|showrooms?|restaurants?|caf[eé]s?|pop-ups?|counters?|branch(?:es)?|kiosks?|models?|evs"
    r"|cars?|vehicles?|suvs?|sedans?|electric|flagship|boutiques?|hotels?|offices?|centres?|centers?|plants?|robotaxis?"
    r"|smartphones?|phones?|handsets?)"
)
# "made its Macau debut on Saturday with a shop", "has expanded into Guangzhou, opening its first outlet"
_DEBUT_WITH = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:ma(?:de|kes) (?:its|their|an?) (?:[a-z][\w-]{2,14} ){0,3}?debut|debuted|debuts"
        r"|arriv(?:es|ed)"
        r"|land(?:s|ed)|set(?:s)? foot|expand(?:s|ed)|branch(?:es|ed) out))"
        r"(?: (?:in|into|to))?(?: (?:the )?(?:[a-z][\w-]{2,14} ){0,2}?" + _LAND + r")?(?: [a-z][\w-]{2,14}){0,3}?"
        r"(?: on \w+day| yesterday| today| last \w+| this \w+)?,?"
        r" (?:with|by opening|opening|launching|as it open(?:s|ed)|when it opened) (?:the (?:launch|opening) of )?"
        r"(?P<thing>(?:an? |its |the |two |three |four |five |\d{1,2} )(?:[\w’'-]{2,18} ){0,4}?" + _SHOP + r")\b"
    ),
    "launch_opening", "completed", "completed", "opening",
    needs=(("debut", "arriv", "land", "set foot", "sets foot", "expand", "branch"), (" with ",
        "opening", "launching", "open")),
)  # fmt: skip
# Firms in general, money and people enter markets as well
_NOBODY = re.compile(
    r"\b(?:firms|companies|enterprises|investors?|products?|businesses|brands|capital|funds|money|inflows?|banks"
    r"|insurers"
    r"|institutions|talents?|goods|start-?ups|buyers|players|exporters|manufacturers|carmakers|retailers|who|students"
    r"|graduates|traders|shares|stocks?|flats|homes|supply)\b[^.;,]{0,40}$"
)
_NOT_NEWS = re.compile(
    r"\b(?:survey|poll|forum|seminar|shares|stock exchange|ipo|initial public|index|bear market|bull market|film"
    r"|concert"
    r"|match|player|team|exhibition)\b"
)
_REACH = 70


def market_entries(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """The entry of a firm into a market that an English sentence tells."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _NOT_NEWS.search(folded, start, end):
        return []
    told = first_told((_ENTERS, _ENTRY, _DEBUT_WITH), folded, sentence, may)
    return [
        event for event in told if not _NOBODY.search(folded, max(start, event.verb.start - _REACH), event.verb.start)
    ]
