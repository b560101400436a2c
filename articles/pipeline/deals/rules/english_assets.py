"""English: property and businesses that change hands, stakes that are paid for, and inventions that are licensed.

"snapped up a logistics park", "offloaded an office tower to", "will pay 4 billion yuan for a 30 per cent stake in",
"has licensed its battery technology to".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import SUM_TOLD, SUM_WORDS, Wording, first_told

_ASSET_WORDS = (
    "park", "warehouse", "mall", "shopping", "hotel", "tower", "building", "data cent", "factory", "plant", "portfolio",
    "business", "unit", "subsidiar", "office", "block", "propert", "hospital", "clinic", "terminal", "wind farm",
    "solar", "brand", "arm", "division", "operator", "maker", "developer", "supplier", "chain", "brokerage", "bank",
    "insurer", "start-up", "startup", "firm", "company", "depot", "centre", "center", "complex", "resort", "school",
)  # fmt: skip
_ASSET = (
    r"(?:(?:logistics|business|industrial|science|theme|water|technology) parks?|warehouses?|(?:shopping )?malls?"
    r"|shopping (?:centres?|centers?|complex(?:es)?)|hotels?|(?:office |residential |commercial )?towers?"
    r"|(?:office |commercial |industrial )?(?:buildings?|blocks?)|data (?:centres?|centers?)|factor(?:y|ies)"
    r"|(?:power |cement |battery |bottling )?plants?|portfolio|business(?:es)?|units?|subsidiar(?:y|ies)|hospitals?"
    r"|clinics"
    r"|terminals?|wind farms?|solar farms?|brands?|(?:retail|insurance|banking|logistics|asset management) arm"
    r"|divisions?"
    r"|operators?|makers?|developer|suppliers?|(?:\w+ )?chain|brokerage|banks?|insurers?|start-?ups?|firms?|company"
    r"|depots?|complex|resorts?|propert(?:y|ies)|offices)"
)
_BUYS = (
    r"(?:snap(?:s|ped|ping)? up|scoop(?:s|ed|ing)? up|pick(?:s|ed|ing)? up|b(?:uys?|uying|ought)|acquir(?:es?|ed|ing)"
    r"|purchas(?:es?|ed|ing)|tak(?:es|en|ing) over|took over|swoop(?:s|ed) (?:on|for)|swallow(?:s|ed)(?: up)?"
    r"|mop(?:s|ped) up"
    r"|splash(?:es|ed) out on|clos(?:es|ed) (?:the|its) purchase of|complet(?:es|ed) (?:the|its) purchase of"
    r"|complet(?:es|ed) (?:the|its) acquisition of|bu(?:ys|ying|y) out|bought out|gobbl(?:es|ed) up)"
)
_SOME = (
    r"(?:an? |the |its |two |three |four |five |six |\d{1,2} |several |rival |fellow |majority-owned |all of )?"
    r"(?:[\w,.’'&-]{1,24} ){0,6}?"
)
# "has snapped up a logistics park in Foshan from GLP for US$300 million"
_BUYS_ASSET = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |had )?(?:agreed to |signed (?:a deal |an agreement )?to )?" + _BUYS + r") " + _SOME
        + r"(?P<thing>" + _ASSET + r")\b"
        r"(?=(?:[^.;]|\.\d){0,110}?(?:\b(?:for|at|in a|worth) (?:about |around |some |up to "
        r"|over |nearly |more than |a total of |an?"
        r" )?" + SUM_TOLD + r"| from (?!(?:next|the|this|last) (?:week|month|year|day))[a-z]))"
    ),
    "acquisition", "completed", "announced", "corporate", "stake",
    needs=(_ASSET_WORDS, ("snap", "scoop", " pick", " buy", "bought", "acquir", "purchas", "over", "swoop",
        "swallow", " mop", "splash", "acquisition", "gobbl"), (*SUM_WORDS, " from ")),
)  # fmt: skip
# "has offloaded an office tower to China Resources for HK$2.1 billion", "is selling its Macau unit to"
_SELLS_ASSET = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |had )?(?:agreed to |signed (?:a deal |an agreement )?to )?(?:s[eo]ll(?:s|ing)?|sold"
        r"|offload(?:s|ed|ing)?|dispos(?:es?|ed|ing) of|divest(?:s|ed|ing)?|unload(?:s|ed|ing)?|hiv(?:es|ed) off"
        r"|shed(?:s|ding)?|part(?:s|ed)? with)) " + _SOME + r"(?P<thing>" + _ASSET + r")\b"
        r"(?=(?:[^.;]|\.\d){0,90}? (?:to|for) (?:[^.;]|\.\d){0,60}?" + SUM_TOLD + r")"
    ),
    "acquisition", "completed", "announced", "corporate", "stake",
    needs=(_ASSET_WORDS, (" sell", " sold", "offload", "dispos", "divest", "unload", "hive", " shed", " part"),
        SUM_WORDS),
)  # fmt: skip
_MONEY_HOUSES = (
    "fund",
    "capital",
    "investment",
    "ventures",
    "corporation",
    "hkic",
    "tencent",
    "alibaba",
    "bank",
    "insur",
    "wealth",
    "equity",
    "securities",
    "holdings",
    "partners",
    "billionaire",
    "tycoon",
    "family office",
)
_HOLDING = r"(?:stakes?|holding|shareholding|interest|slice|shares?)"
# "will pay 4.3 billion yuan for a 35 per cent stake in": money first
_PAYS_FOR_STAKE = Wording(
    re.compile(
        r"\b(?P<verb>pa(?:ys?|ying|id)|spen(?:ds?|ding|t)|shell(?:s|ed|ing)? out|fork(?:s|ed|ing)? out|splash(?:es"
        r"|ed) out"
        r"|invest(?:s|ed|ing)?|put(?:s|ting)? up|stump(?:s|ed|ing)? up|cough(?:s|ed)? up) (?:about |around |some |up"
        r" to |over "
        r"|nearly |more than |a total of )?" + SUM_TOLD + r"(?: \([^)]{2,24}\))?(?: in cash)?"
        r" (?:for|on|to (?:buy|acquire|take|pick up|raise|lift|increase)) (?:an? |its |the |another |about |around )?"
        r"(?:[\w.,’'-]{1,20} ){0,5}?(?:% )?(?P<thing>" + _HOLDING + r") (?:in|of)\b"
    ),
    "equity_investment", "completed", "announced", "corporate", "stake",
    needs=(("stake", "holding", "interest", "slice", " share"), SUM_WORDS, (" pay", " paid", " spen", " out", "invest",
        " up ")),
)  # fmt: skip
# "has licensed its battery technology to a start-up", "granted Foo an exclusive licence to make"
_LICENSES = Wording(
    re.compile(
        r"\b(?P<verb>(?:out-)?licen[cs](?:es|ed|ing)(?: out)?|(?<!been )(?<!was )(?<!were )(?:granted|sold|handed|given"
        r"|transferred)"
        r" (?:[\w’'&-]{1,24} ){0,5}?(?=(?:an? |the |its )?(?:exclusive |worldwide |non-exclusive |global"
        r" )?(?:licen[cs]e to (?:make"
        r"|use|produce|develop|manufacture|commerciali[sz]e)"
        r"|licen[cs]ing rights|rights to its|patents? for|technology to)))"
        r" ?(?P<thing>(?:an? |the |its |their |two |three |some )?(?:[\w,’'-]{1,24} ){0,5}?(?:technolog(?:y|ies)"
        r"|patents?"
        r"|drugs?|vaccines?|inventions?|know-how|software|licen[cs]e|rights|materials?|process|chips?|device|design))\b"
        r"(?=[^.;]{0,110}? (?:to|by|from|for) )"
    ),
    "cooperation_agreement", "signed", "signed", "accord", "doc",
    needs=(("licens", "licenc", "granted", " sold", "handed", " given", "transferred"), ("technolog", "patent",
        "drug", "vaccine", "invention", "know-how", "software", "licen", "rights", "material", "process", "chip",
        "device", "design")),
)  # fmt: skip
_LICENSED_FIRM = re.compile(
    r"\b(?:licen[cs]ed (?:banks?|corporations?|insurers?|brokers?|drugs?|by|in|to|under)|driving|gambling|gaming|liquor"
    r"|taxi|software piracy|import licen[cs]e|licensing (?:fees?|rules?|regime|authority|board|conditions))\b"
)
# "is merging its container business with Cosco's"
_MERGES = Wording(
    re.compile(
        r"\b(?P<verb>merg(?:es?|ed|ing)|combin(?:es?|ed|ing)|fold(?:s|ed|ing)?) (?:its|their|his) (?:[\w’'-]{1,20}"
        r" ){0,5}?"
        r"(?P<thing>units?|business(?:es)?|arms?|operations|divisions?|subsidiar(?:y|ies)|fleets?|networks?) (?:with"
        r"|into)\b"
        r"(?=(?: those of| that of)? [\w])"
    ),
    "acquisition", "announced", "announced", "corporate", "stake",
    needs=(("merg", "combin", " fold"), ("unit", "business", " arm", "operations", "division", "subsidiar", "fleet",
        "network")),
)  # fmt: skip
# "is to take a 17 per cent share of the nuclear station for 10 billion yuan"
_TAKES_SHARE = Wording(
    re.compile(
        r"\b(?P<verb>t(?:akes?|aking|ook|aken)|b(?:uys?|uying|ought)|acquir(?:es?|ed|ing)|g(?:ets?|ot)"
        r"|subscrib(?:es?|ed|ing)"
        r" (?:to|for)|pick(?:s|ed) up) (?:an? |about |the |its )?(?:[\d.]{1,6} ?(?:%|per ?cent)|minority|majority"
        r"|controlling"
        r"|one-third|quarter|third|half) ?(?:equity |share )?(?P<thing>shares?|interests?|holdings?|slice|stakes?"
        r"|of) (?:(?:in|of) )?"
        r"(?=[\w])(?![^.;]{0,20}\b(?:market|vote|seats)\b)"
    ),
    "equity_investment", "completed", "announced", "corporate", "stake",
    needs=((" share", "interest", "holding", "slice", "stake", " of "), ("%", "cent", "minority", "majority",
        "controlling",
        "third", "quarter", "half")),
)  # fmt: skip
# "has put money into a robotics firm, Galbot", "will co-invest with a city fund in biotech companies"
_PUTS_MONEY_IN = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:put(?:s|ting)? (?:fresh |new |more )?(?:money|cash|capital|funds) in(?:to)?"
        r"|(?:co-?)?invest(?:s|ed|ing)? (?:alongside [^.;,]{2,40} |with [^.;,]{2,40} |an undisclosed (?:sum|amount)"
        r" )?in"
        r"|(?<![-\w])(?:has |have )?led (?:an?|the) (?:[\w$.-]{1,14} ){0,4}?round (?:in|of|for)|took part in"
        r" (?:an?|the)"
        r" (?:[\w$.-]{1,14} ){0,4}?round (?:in|of|for)))"
        r" (?P<thing>(?:an? |the |two |three |\d{1,2} |its )?(?:[\w’'-]{2,20} ){0,5}?(?:start-?ups?|firms?|makers?"
        r"|compan(?:y|ies)"
        r"|developers?|suppliers?|unicorns?))\b"
    ),
    "equity_investment", "completed", "announced", "corporate", "stake",
    needs=(("money in", "cash in", "capital in", "funds in", "invest", " round "), ("start", "firm", "maker",
        "compan", "developer", "supplier", "unicorn"), _MONEY_HOUSES),
)  # fmt: skip
# "entered into the Sale and Purchase Agreement", "signed a share transfer agreement with"
_SALE_PAPER = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |had )?(?:enter(?:s|ed|ing)? into|sign(?:s|ed)|execut(?:es|ed)|conclud(?:es|ed)))"
        r" (?:an? |the |its )?(?:conditional |definitive |binding )?(?P<thing>sale and purchase agreements?|(?:share"
        r"|equity|stock)"
        r" (?:transfer|purchase|sale) agreements?|sale and purchase deed|provisional agreement for sale and purchase"
        r"|(?:share )?subscription agreements?|acquisition agreements?|capital increase agreements?)\b"
    ),
    "acquisition", "signed", "signed", "bought", "stake",
    needs=(("purchase agreement", "purchase deed", "transfer agreement", "sale agreement", "sale and purchase",
        "subscription agreement", "acquisition agreement", "increase agreement"),),
)  # fmt: skip
_NOT_SOLD = re.compile(
    r"\b(?:shares|stocks|bonds|notes|tickets|tenders?|auction for|court|fined|jailed|lawsuit|flats|homes|apartments"
    r"|counterfeit|smuggl\w+|electricity|insurance (?:policies|products)|goods|food)\b"
)


# "have set up a US$1 billion fund to invest in companies": the fund is what is told
_POOLS = re.compile(
    r"\b(?:set(?:s|ting)? up|launch(?:es|ed|ing)?|establish(?:es|ed|ing)?|creat(?:es?|ed|ing)|rais(?:es?|ed|ing)"
    r"|start(?:s|ed|ing)?) (?:an? |the |its |two )?(?:[\w$.-]{1,18} ){0,5}?funds?\b"
)


def is_told_by_paper(folded: str, sentence: CuedSentence) -> bool:
    """Whether a paper that is signed, or a fund that is set up, tells the deal of the sentence already."""
    start, end = sentence.sentence.start, sentence.sentence.end
    has_paper = bool(sentence.of("sign")) and bool(sentence.of("doc", "procure", "contract"))
    return has_paper or _POOLS.search(folded, start, end) is not None


def everyday_assets(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Property, businesses and stakes that change hands for a sum, and inventions that are licensed."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if told := first_told((_SALE_PAPER,), folded, sentence, may):
        is_part = _OF_A_PART.search(folded, start, end) and not _MAJORITY.search(folded, start, end)
        told[0].type = "equity_investment" if is_part else "acquisition"
        return told
    if is_told_by_paper(folded, sentence):
        return []
    told = first_told((_PAYS_FOR_STAKE, _TAKES_SHARE, _PUTS_MONEY_IN), folded, sentence, may)
    if not told and not _NOT_SOLD.search(folded, start, end):
        told = first_told((_BUYS_ASSET, _SELLS_ASSET, _MERGES), folded, sentence, may)
    for event in told:
        if event.thing and _PART.search(folded, event.verb.end, event.thing.start) and event.type == "acquisition":
            # "sold its 30 per cent stake in the terminal"
            is_whole = _MAJORITY.search(folded, event.verb.end, event.thing.start)
            event.type = "acquisition" if is_whole else "equity_investment"
        words = folded[event.verb.start : event.verb.end]
        if event.status in ("completed", "announced", "planned") and _AGREED.search(
            folded, max(start, event.verb.start - 36), event.verb.end
        ):
            event.status = "signed"
        elif event.status == "completed" and words.endswith("ing"):
            event.status = "announced"
    if not told and not _LICENSED_FIRM.search(folded, start, end):
        told = first_told((_LICENSES,), folded, sentence, may)
    return told


_OF_A_PART = re.compile(r"\b(?:subscription|capital increase|(?:[1-4]?\d|50)(?:\.\d+)? ?(?:%|per ?cent)|minority)")
_PART = re.compile(r"\b(?:stakes?|holdings?|shareholdings?|interests?)\b")
_MAJORITY = re.compile(
    r"\b(?:majority|controlling|entire|whole|remaining|(?:5[1-9]|[6-9]\d|100)(?:\.\d+)? ?(?:%|per ?cent))"
)
_AGREED = re.compile(r"\b(?:agree[ds]?|signed|inked|entered into)\b[^.,;:]{0,34}$")
