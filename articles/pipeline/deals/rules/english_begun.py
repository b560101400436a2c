"""English: schemes and plants that begin, and firms that buy, run or share something, told by everyday verbs.

"Swap Connect kicked off", "has begun production at its plant", "has snapped up a logistics park", "made permanent".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told

_SCHEME = (
    r"(?:(?:stock|bond|swap|payment|wealth management|etf|insurance|commodity) connect|connect|schemes?"
    r"|programmes?|programs?"
    r"|services?|systems?|platforms?|corridors?|links?|lines?|routes?|trials?|pilots?|channels?|mechanisms?"
    r"|networks?|ferry"
    r"|wallets?|shuttles?|exchanges?)"
)
# "Swap Connect, which gives investors access, kicked off on Monday"; a match or a festival kicks off too
_KICKS_OFF = Wording(
    re.compile(
        r"\b(?P<thing>" + _SCHEME + r")\b(?:, (?:[^.;]|\.\d){3,130}?,| (?:between|from|linking|for|connecting|that"
        r"|which)"
        r" [^.;,]{3,100}?)? (?:has |have |officially |formally ){0,2}"
        r"(?P<verb>kicked off|kicks off|went live|goes live|gone live|got under way|gets under way|got underway"
        r"|went into (?:operation|service|effect)|came into (?:operation|service|use)|started (?:running|operating"
        r"|operation|trading)"
        r"|began (?:running|operating|operation|trading)|commenced (?:operation|service|trading)|debuted)\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("kicked off", "kicks off", "live", "under way", "underway", "went into", "came into", "started ", "began ",
        "commenced", "debuted"),),
)  # fmt: skip
_PLANT = (
    r"(?:plants?|factor(?:y|ies)|bases?|complex|refinery|facilit(?:y|ies)|mills?|works|production lines?"
    r"|assembly lines?"
    r"|wind farms?|solar farms?|power stations?|terminals?|data centres?|data centers?)"
)
# "has begun production at its plant", "complex started up on Tuesday", "rolled its first car off the line at"
_PRODUCES = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:begun|began|begins|started|starts|commenced|commences|kicked off|kicks off)"
        r" (?:mass |commercial |trial |full |small-scale |vehicle |car )?(?:production|manufacturing|operations?"
        r"|output))"
        r"\b(?:[^.;]|\.\d){0,60}? (?:at|in) (?:its|their|the"
        r"|an?) (?:[\w$.’'-]{1,20} ){0,6}?(?P<thing>" + _PLANT + r")\b"
    ),
    "launch_opening", "completed", "announced", "opening",
    needs=(("production", "manufacturing", "operation", "output"), ("begun", "began", "begins", "start", "commence",
        "kicked off", "kicks off")),
)  # fmt: skip
_STARTS_UP = Wording(
    re.compile(
        r"\b(?P<thing>" + _PLANT + r")\b(?: (?:in|at|of|near) [^.;,]{2,50}?)?(?:, (?:[^.;]|\.\d){3,90}?,)? "
        r"(?P<verb>(?:has |have |officially |formally ){0,2}(?:started up|starts up|(?:started|began|begun|starts"
        r"|begins"
        r"|commenced|commences|entered|enters) (?:mass |commercial |trial |full )?(?:production|manufacturing)"
        r"|came on ?stream|went on ?stream))\b"
    ),
    "launch_opening", "completed", "announced", "opening",
    needs=(("plant", "factor", "base", "complex", "refinery", "facilit", "mill", "works", " line", "farm", "station",
        "terminal", "centre", "center"), ("started up", "starts up", "production", "manufacturing", "stream")),
)  # fmt: skip
# "A scheme to transfer patients has been made permanent"
_PERMANENT = Wording(
    re.compile(
        r"\b(?P<thing>schemes?|programmes?|programs?|pilots?|trials?|arrangements?|measures?|waivers?|services?|policy"
        r"|policies|exemptions?)\b(?:[^.;]|\.\d){0,120}? (?P<verb>(?:has|have) been (?:made permanent|regularised"
        r"|regularized"
        r"|extended indefinitely)|(?:was|were|is to be|will be|are to be) (?:made permanent|regularised|regularized"
        r"|extended indefinitely)|(?:became|becomes|will become|has become) permanent)\b"
    ),
    "policy_measure", "announced", "announced", "change",
    needs=(("permanent", "regularis", "regulariz", "indefinitely"),),
)  # fmt: skip
# "Cathay Pacific and Shenzhen Airlines will expand their codeshare"
_CODESHARE = Wording(
    re.compile(
        r"\b(?P<verb>expand(?:s|ed|ing)?|extend(?:s|ed|ing)?|launch(?:es|ed|ing)?|start(?:s|ed|ing)?|begin(?:s|ning)?"
        r"|began"
        r"|sign(?:s|ed|ing)?|enter(?:s|ed|ing)? into|strik(?:es|ing)|struck|deepen(?:s|ed|ing)?|resum(?:es?|ed|ing))"
        r" (?:an? |the |their |its )?(?:[\w-]{2,16} ){0,2}?(?P<thing>code-?shar(?:e|es|ing)"
        r"|code-?share (?:agreement|partnership|cooperation|deal))\b"
    ),
    "cooperation_agreement", "announced", "announced", "partnership", "doc",
    needs=(("codeshar", "code-shar"),),
)  # fmt: skip
_SUM = (
    r"(?:(?:about |some |around |up to |more than |over |nearly |almost |just over |as much as |an initial )?"
    r"(?:(?:hk|us|s|a|nt)?\$|rmb ?|mop ?|€|£|¥|cny ?|usd ?|hkd ?)?\d[\d.,]{0,12} ?(?:million|billion|trillion|bn"
    r"|mn|mln|bln|m\b|bn"
    r"|mn|m)?\b"
    r"(?: (?!for\b|on\b)[\w.]{2,12}){0,3}?)"
)
_PROPERTY = (
    r"(?:company|firm|business|maker|brand|chain|unit|park|mall|shopping (?:mall|centre|center)|tower|building"
    r"|block|hotel"
    r"|warehouses?|centre|center|complex|portfolio|plant|factory|port|terminal|farm|subsidiary|operator|arm"
    r"|insurer|bank"
    r"|brokerage|developer|hospital|school|stadium)"
)
# "has snapped up a logistics park in Foshan from GLP", "paid 700 million yuan for a shopping mall"
_SNAPS_UP = Wording(
    re.compile(
        r"\b(?P<verb>(?:snap|scoop|gobbl|pick)(?:s|e[sd]|ped|ed|ing)? up|swoop(?:s|ed|ing)? on|bought out|takes? out"
        r"|(?:pay(?:s|ing)?|paid|spent|spends|fork(?:s|ed|ing)? out|shell(?:s|ed|ing)? out|splash(?:es|ed|ing)? out) "
        + _SUM
        + r" (?:for|on)) (?:an? |the |its |two |three |four )?(?:[\w’'&-]{2,20} ){0,6}?(?P<thing>" + _PROPERTY + r")\b"
        r"(?=(?:[^.;]|\.\d){0,120}?(?:\b(?:from|for|in)\b|$))"
    ),
    "acquisition", "completed", "announced", "corporate", "stake",
    needs=(("snap", "scoop", "gobbl", "pick", "swoop", "bought out", "takes out", "take out", " pay", "paid", "spen",
        " fork", " shell", " splash"), ("million", "billion", "trillion", "bn", "snap", "scoop", "swoop", " from ")),
)  # fmt: skip
# "is to raise HK$7 billion by selling new shares to Volkswagen"
_SELLS_SHARES = Wording(
    re.compile(
        r"\b(?P<verb>sell(?:s|ing)?|sold|issu(?:es?|ed|ing)|plac(?:es?|ed|ing)|allot(?:s|ted|ting)?) "
        r"(?:(?:\d[\d.,]{0,9} ?(?:million|billion|trillion|bn|mn|mln|bln|m\b)?|new|additional|fresh|preferred"
        r"|ordinary|a shares?|h) ){0,3}"
        r"(?P<thing>shares?|stakes?|convertible (?:bonds|notes)) to (?!(?:the )?(?:public|raise|fund|investors"
        r"|institutions"
        r"|institutional|retail|finance|pay|help|buy)\b)"
    ),
    "equity_investment", "completed", "announced", "corporate", "stake",
    needs=((" share", " stake", "convertible"), ("sell", "sold", "issu", "plac", "allot"), (" to ",)),
)  # fmt: skip
# "was awarded a 15-year concession to operate Line 13"
_CONCESSION = Wording(
    re.compile(
        r"\b(?P<verb>(?:was|were|has been|have been) (?:awarded|granted|given|handed)|w[io]ns?|won|secur(?:es?|ed)"
        r"|clinch(?:es|ed)"
        r"|land(?:s|ed)|bag(?:s|ged)|obtain(?:s|ed)) (?:an? |the )?(?:[\w-]{2,14} ){0,2}?"
        r"(?P<thing>concessions?|franchises?|operating rights?|rights?) (?:to (?:operate|run|build|manage|develop)"
        r"|for)\b"
    ),
    "construction_contract", "signed", "announced", "works", "procure",
    needs=(("concession", "franchise", "right"), ("award", "granted", "given", "handed", " win", " won", "secur",
        "clinch", "land", "bag", "obtain")),
)  # fmt: skip
# "has agreed to buy nuclear power from the plant for another 10 years"
_UTILITY = Wording(
    re.compile(
        r"\b(?P<verb>(?:agree[sd]|contracted|signed up|committed) to (?:buy|purchase|import|source|take|procure)"
        r"|(?:will|is to|are to) (?:buy|purchase|import|source|take|procure)|bought|purchased|secured)"
        r" (?:the |its |more |additional |up to |about ){0,2}(?:[\w-]{2,14} ){0,3}?(?P<thing>power|electricity"
        r"|natural gas|lng"
        r"|gas|water|hydrogen|ammonia|coal|methanol|biofuels?|aviation fuel|heat|steam)\b[^.;,]{0,40}? from "
        r"(?=(?:[^.;]|\.\d){2,120}?(?:\bfor (?:another |a further |the next |up to )?(?:\d{1,2}|[a-z]{3,8}) years"
        r"|\bfrom 20\d\d"
        r"|\buntil 20\d\d|\bcontract|\bdeal|\bagreement))"
    ),
    "procurement", "signed", "signed", "order", "procure",
    needs=(("power", "electricity", "gas", "lng", "water", "hydrogen", "ammonia", "coal", "methanol", "biofuel",
        "aviation fuel", "heat", "steam"), ("buy", "bought", "purchas", "import", "source", " take", "procure",
        "secured"),
        (" from ",), ("years", " 20", "contract", " deal", "agreement")),
)  # fmt: skip
# A match kicks off too, and a trial may be one for murder
_NO_BUSINESS = re.compile(
    r"\b(?:match|season|tournament|league|race|concert|festival|campaign trail|trial of|murder)\b"
)


def everyday_beginnings(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """What begins, is bought, let or made permanent, in English."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _NO_BUSINESS.search(folded, start, end):
        return []
    told = first_told((_PRODUCES, _STARTS_UP, _KICKS_OFF), folded, sentence, may)
    told += first_told((_PERMANENT,), folded, sentence, may)
    told += first_told((_SELLS_SHARES, _SNAPS_UP), folded, sentence, may)
    return told + first_told((_CODESHARE, _CONCESSION, _UTILITY), folded, sentence, may)
