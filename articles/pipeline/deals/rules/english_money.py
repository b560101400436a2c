"""English: bonds, loans, listings, funds and ventures told by everyday words.

"will offer 12.5 billion yuan in bonds", "rose on their first day in Hong Kong", "are raising a joint fund".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import SUM, CuedSentence, Event
from articles.pipeline.deals.rules.wordings import SUM_WORDS, Wording, first_told

_DEBT_WORDS = (
    "bond", " notes", " bills", "sukuk", " debt", " paper", "treasuries", "debenture", "certificates of deposit",
)  # fmt: skip
_CREDIT_WORDS = (
    "loan", "credit line", "credit facilit", "financing package", "funding package", "mortgage", "line of credit",
    "export credit", "overdraft",
)  # fmt: skip
_FIRM_WORDS = (
    "venture", "company", " bank", "insurer", "airline", " firm", "carrier", "brokerage", "entity", "operator",
    "business",
)  # fmt: skip
_FOUND_WORDS = (
    "set up", "sets up", "setting up", "establish", " form", "creat", "found", " start", "launch", "incorporat",
)  # fmt: skip

_DEBT = r"(?:bonds?|notes|bills|sukuk|debt|paper|treasuries|debentures|certificates of deposit)"
_SELLS_DEBT = Wording(
    re.compile(
        r"\b(?P<verb>offer(?:s|ed|ing)?|float(?:s|ed|ing)?|plac(?:es?|ed|ing)|auction(?:s|ed|ing)?|market(?:s|ed|ing)?"
        r"|launch(?:es|ed|ing)?|s(?:ells?|elling|old)|tap(?:s|ped|ping)?|print(?:s|ed|ing)?"
        r"|return(?:s|ed|ing)? with|com(?:es|ing)? with|open(?:s|ed)? books (?:on|for))\b"
        r"(?:[^.;:]|\.\d){0,60}?\b(?P<thing>" + _DEBT + r")\b"
        r"(?=(?:[^.;:]|\.\d){0,80}?\b(?:in (?:hong kong|macao|macau|the city|the sar)|hong kong|macao|macau"
        r"|investors)\b)"
    ),
    "bond_loan", "completed", "completed", "bond", "bond",
    needs=(_DEBT_WORDS, ("hong kong", "macao", "macau", "the city", "the sar", "investors"), ("offer", "float",
        "plac", "auction", "market", "launch", " sell", " sold", " tap", "print", "return", " com", "books"),
        SUM_WORDS),
)  # fmt: skip
# "investors snapped up 3 billion yuan of bonds from", "is to come to the market with 5 billion yuan of bonds"
_DEBT_TAKEN = Wording(
    re.compile(
        r"\b(?P<verb>(?:snap(?:s|ped)|lap(?:s|ped)|scoop(?:s|ed)|t(?:ook|akes?)"
        r"|bought) (?:up )?(?=(?:[^.;:]|\.\d){2,60}\b(?:from|of|issued"
        r"|sold) )|(?:com(?:e|es|ing)|came|return(?:s|ed|ing)?|go(?:es)?"
        r"|went) (?:back )?to (?:[\w’'-]{2,16} ){0,4}?market(?:[^.;:]|\.\d){0,30}? with)"
        r"(?:[^.;:]|\.\d){0,50}?\b(?P<thing>" + _DEBT + r")\b"
    ),
    "bond_loan", "completed", "completed", "bond", "bond",
    needs=(_DEBT_WORDS, ("snap", " lap", "scoop", " took", " take", "bought", "market"), SUM_WORDS),
)  # fmt: skip
_DEBT_SALE = Wording(
    re.compile(
        r"\b(?P<verb>prepar(?:es?|ed|ing)|plan(?:s|ned|ning)?|plot(?:s|ting)|lin(?:es|ed|ing) up|read(?:ies|ying)"
        r"|schedul(?:es|ed)"
        r"|mandat(?:es|ed)|hir(?:es|ed|ing))\b(?:[^.;:]|\.\d){0,60}?"
        r"\b(?P<thing>(?:sale|issue|issuance|offering|offer|placement) of (?:[\w-]{2,20} ){0,5}?" + _DEBT
        + r"|" + _DEBT + r" (?:sale|issue|offering|offer|issuance|placement))\b"
    ),
    "bond_loan", "planned", "planned", "bond", "bond",
    needs=(_DEBT_WORDS, ("sale", "issu", "offer", "placement"), ("prepar", " plan", " plot", "lining up", "lines up",
        "lined up", "read", "schedul", "mandat", " hir")),
)  # fmt: skip
_CREDIT = (
    r"(?:loans?|(?:credit|loan) (?:lines?|facilit(?:y|ies))|financing package|funding package|mortgage|line of credit"
    r"|export credit|overdraft)"
)
# "has extended a green loan to Foshan Metro", "secured financing from": who lends and who borrows, not how much
_LENDS = Wording(
    re.compile(
        r"\b(?P<verb>extend(?:s|ed|ing)?|grant(?:s|ed|ing)?|arrang(?:es?|ed|ing)|provid(?:es?|ed|ing)|approv(?:es|ed)"
        r"|underwr(?:ites|ote|itten)|g[ai]ve[sn]?|syndicat(?:es|ed)|mad?ke?s?) (?:an? |the |its |two |three )?"
        r"(?:[\w$.,-]{1,24} ){0,8}?(?P<thing>" + _CREDIT + r")\b(?: (?:worth|of|totalling) (?:[^.;:]"
        r"|\.\d){2,40}?)? (?:to|for)"
        r" (?!(?:students?|customers?|consumers|small|smes|start-?ups|firms|companies|home ?buyers|individuals|poor"
        r"|farmers"
        r"|businesses|residents|help|support|buy|finance|fund|build)\b)"
    ),
    "bond_loan", "signed", "signed", "bond", "bond",
    needs=(_CREDIT_WORDS, ("extend", "grant", "arrang", "provid", "approv", "underw", " gave", " give", "syndicat",
        " make", " made")),
)  # fmt: skip
_BORROWS = Wording(
    re.compile(
        r"\b(?P<verb>borrow(?:s|ed|ing)?|lends?|lent|lending|secur(?:es?|ed|ing)|obtain(?:s|ed|ing)?|signed up for"
        r"|signs? for"
        r"|sign(?:s|ed) (?=(?:an? )(?:[^.;:]|\.\d){0,40}(?:credit|loan|facility))|land(?:s|ed)|clinch(?:es|ed)?"
        r"|w[io]ns?"
        r"|gets?|got"
        r"|tak(?:es|en|ing) (?:out|up)|took (?:out|up)|draw(?:s|n)? down|received?|raised?)\b"
        r"(?P<thing>(?:[^.;:]|\.\d){2,80}?\b(?:loan|credit lines?|(?:credit|loan) facility|line of credit)\b"
        r"(?= (?:from|with|arranged|led|to)\b| (?:of|worth)\b)|(?= (?:about |some |up to |more than |nearly )?(?:hk"
        r"|us)?\$?\d)"
        r"(?:[^.;:]|\.\d){2,50}? from (?:an? )?(?:[\w’'-]{2,20} ){0,5}?(?:banks?|lenders?|syndicate|consortium|club)\b)"
    ),
    "bond_loan", "signed", "signed", "bond", "bond",
    needs=((*_CREDIT_WORDS, "bank", "lender", "syndicate", "consortium", " club"), ("borrow", " lend", " lent",
        "secur", "obtain", " sign", " land", "clinch", " win", " won", " get", " got", " tak", " took", " draw",
        "receiv", " rais"), SUM_WORDS),
)  # fmt: skip
_BANK_LENT = Wording(
    re.compile(
        r"\b(?:banks?|lenders?|syndicate|consortium|group|bank of china|hsbc)\b(?:[^.;:]"
        r"|\.\d){0,80}?\b(?P<verb>(?:has|have"
        r"|had|will) lend"
        r"|(?:has |have |had )?lent|lends?) (?P<thing>(?:[^.;:]|\.\d){2,60}?(?:(?:hk|us)?\$|hkd |usd |rmb ?|mop ?"
        r"|cny )?\d[\d.,]{0,9} ?(?:million"
        r"|billion|bn|m\b))"
    ),
    "bond_loan", "signed", "signed", "bond", "bond",
    needs=((" lend", " lent"), SUM_WORDS),
)  # fmt: skip
_FIRST_DAY = Wording(
    re.compile(
        r"\b(?P<thing>shares?|stock|units?|company|firm|maker|developer|operator|group|[\w’'-]{2,30})\b(?:[^.;:]"
        r"|\.\d){0,90}?"
        r"\b(?P<verb>(?:ended|closed|finished|rose|fell|jumped|soared|surged|doubled|climbed|gained|dropped|slid"
        r"|slipped"
        r"|leapt|rallied|popped|tumbled|advanced|opened|traded|changed hands|made)\b(?:[^.;:]|\.\d){0,60}?"
        r"\b(?:(?:on|in|during) (?:its|their|the) (?:first day|trading debut|first session|market debut"
        r"|stock market debut"
        r"|debut)|first day of trading))\b(?! (?:after|since|back|following|of (?:the|a) (?!share|offer)))"
    ),
    "ipo_listing", "completed", "completed", "listing", "ipo",
    needs=(("first day", "debut", "first session"),),
)  # fmt: skip
_BOURSE = (
    r"(?:stock exchange|exchange|bourse|main board|stock market|stockmarket|growth enterprise market"
    r"|hong kong market|hkex)"
)
# "Trading in shares of Elm Toys began in Hong Kong"
_TRADING_BEGAN = Wording(
    re.compile(
        r"\b(?P<thing>trading) in (?:the |its |their )?(?:new )?(?:shares|stock) (?:[^.;:]|\.\d){2,80}? "
        r"(?P<verb>began|begun|started|commenced|got under way|kicked off)\b"
    ),
    "ipo_listing", "completed", "completed", "listing", "ipo",
    needs=(("trading in",), ("began", "begun", "started", "commenced", "got under way", "kicked off")),
)  # fmt: skip
_JOINS_BOURSE = Wording(
    re.compile(
        r"\b(?P<verb>(?:(?:made|makes|got off to|had|enjoyed) (?:an? |its |their )?(?:[\w-]{2,14} )?"
        r"(?:start|bow|entry|first appearance)|began life|started life|arrived|floated|floats)(?:[^.;:]"
        r"|\.\d){0,30}? (?:on|at"
        r"|as)"
        r"|joined|joins|rang|rings|(?:struck|strikes|hit|hits|beat|sounded)(?= the (?:[\w-]+ )?gong))\b"
        r"(?:[^.;:]|\.\d){0,40}? (?P<thing>" + _BOURSE + r"|gong|bell|listed company)\b"
    ),
    "ipo_listing", "completed", "completed", "listing", "ipo",
    needs=(("exchange", "bourse", "main board", "stock market", "stockmarket", "growth enterprise",
        "hong kong market", "hkex", " gong", " bell", "listed company"), (" start", " bow", " entry", "appearance",
        " joined", " joins", " rang", " rings", "struck", "strikes", " hit", " beat", "sounded", " life",
        "arrived", " float")),
)  # fmt: skip
_IN_HONG_KONG = re.compile(r"\b(?:hong kong|hkex|hk\$|the sar|the city)")
# A film or a troupe has its debut too
_ON_STAGE = re.compile(
    r"\b(?:films?|movies?|albums?|musicals?|operas?|ballet|troupe|orchestra|concerts?|exhibitions?|singer|drama"
    r"|designers?|chefs?|dancers?|painters?)\b(?! (?:studio|maker|company|firm|distributor|chain|operator))"
)
_OFFERED = re.compile(r"\b(?:rais|sold|sell|offer|ipo|list|flotation|float|cornerstone|debut|gong|first day|newcomer)")
_SEEKS = Wording(
    re.compile(
        r"\b(?P<verb>(?:is |are )?(?:seek(?:s|ing)?|look(?:s|ing) for|aim(?:s|ing) for|target(?:s|ing)|hop(?:es"
        r"|ing) for|after))"
        r" (?:to raise )?(?:up to |about |some |at least |as much as |more than )?(?:(?:hk|us)?\$|hkd|usd|rmb|mop"
        r"|cny)? ?\d[\d.,]{0,9} ?"
        r"(?:million|billion|trillion|bn|mn|mln|bln|m\b)(?:[^.;:]|\.\d){0,50}? (?:from|in|through|via|with"
        r"|by) (?:an? |its "
        r"|the )?(?:[\w-]{2,16} ){0,3}?"
        r"(?P<thing>share sale|ipo|initial public offering|listing|flotation|offering|float)\b"
    ),
    "ipo_listing", "planned", "planned", "listing", "ipo",
    needs=(("share sale", " ipo", "initial public", "listing", "flotation", "offering", " float"), ("seek", "look",
        " aim", "target", " hop", " after "), SUM_WORDS),
)  # fmt: skip
_FUND = r"(?P<thing>(?:[\w$.,’'-]{1,24} ){0,7}?funds?)\b(?! (?:hous|manag|compan|industr|rais))"
_RAISING_FUND = Wording(
    re.compile(
        r"\b(?P<verb>(?:is|are) (?:jointly |now |also )?(?:raising|setting up|launching|starting|creating"
        r"|establishing|forming"
        r"|building|assembling|seeding|putting together|rolling out)) (?:an? |the |their |its |two )" + _FUND
    ),
    "fund", "announced", "announced", "fund", "fund",
    needs=((" fund",), ("raising", "setting up", "launching", "starting", "creating", "establishing", "forming",
        "building", "assembling", "seeding", "putting together", "rolling out")),
)  # fmt: skip
_SUM = (
    r"(?:(?:about |some |up to |more than |over |an initial |a combined |a total of |nearly )?(?:hk|us"
    r"|s)?\$? ?\d[\d.,]{0,12} ?"
    r"(?:million|billion|trillion|bn|mn|mln|bln|m\b)?\b(?: (?!in\b|into\b|to\b)[\w.]{2,12}){0,3}?)"
)
_POOLS = Wording(
    re.compile(
        r"\b(?P<verb>pool(?:s|ed|ing)?|commit(?:s|ted|ting)?|put(?:s|ting)?|contribut(?:es?|ed|ing)|chip(?:s|ped"
        r"|ping)? in"
        r"|pledg(?:es?|ed|ing)|inject(?:s|ed|ing)?|pour(?:s|ed|ing)?|channel(?:s|led|ling)?|stump(?:s|ed) up"
        r"|invest(?:s|ed|ing)?"
        r"|plough(?:s|ed|ing)?) " + _SUM + r"(?: each)?(?: up)? (?:in|into|to|for|towards) (?:an? |the |their |its "
        r"|two )" + _FUND
    ),
    "fund", "announced", "announced", "fund", "fund",
    needs=((" fund",), ("pool", "commit", " put", "contribut", "chip", "pledg", "inject", " pour", "channel",
        "stump", "invest", "plough"), SUM_WORDS),
)  # fmt: skip
_TEAMS_FOR_FUND = Wording(
    re.compile(
        r"\b(?P<verb>team(?:s|ed|ing)? up|join(?:s|ed|ing)? (?:forces|hands)|partner(?:s|ed|ing)?|combin(?:es|ed|ing)"
        r"|come together|came together|link(?:s|ed|ing)? up|work(?:s|ed|ing)? together)\b(?:[^.;:]|\.\d){0,90}?"
        r" (?:to|in|on|for) (?:jointly )?(?:set(?:ting)? up|launch(?:ing)?|creat(?:e|ing)|establish(?:ing)?"
        r"|start(?:ing)?"
        r"|form(?:ing)?|rais(?:e|ing)|seed(?:ing)?|run(?:ning)?) (?:an? |the |their |its |two )" + _FUND
    ),
    "fund", "announced", "announced", "fund", "fund",
    needs=((" fund",), ("team", "join", "partner", "combin", "together", "link"), ("set up", "setting up", "launch",
        "creat", "establish", "start", "form", "rais", "seed", "run")),
)  # fmt: skip
_FOUNDS = (
    r"(?P<verb>set(?:s|ting)? up|establish(?:es|ed|ing)?|form(?:s|ed|ing)?|creat(?:es?|ed|ing)|found(?:s|ed|ing)?"
    r"|start(?:s|ed|ing)?|launch(?:es|ed|ing)?|incorporat(?:es?|ed|ing))"
)
_FIRM = r"(?P<thing>venture|company|bank|insurer|airline|firm|carrier|brokerage|entity|operator|business)"
# "set up a development bank together", "are setting up a 50-50 venture"
_VENTURE = Wording(
    re.compile(
        r"\b" + _FOUNDS + r" (?:an? |the |their |its )(?:[\w-]{2,18} ){0,4}?" + _FIRM
        + r"\b(?= (?:[\w-]{2,16} ){0,6}?(?:together|jointly)\b|(?:[^.;:]|\.\d){0,60}?"
        r"\b(?:together|jointly owned|equally owned)\b)"
    ),
    "joint_venture", "announced", "announced", "venture", "doc",
    needs=(_FIRM_WORDS, ("together", "jointly", "equally owned"), _FOUND_WORDS),
)  # fmt: skip
_SHARED_VENTURE = Wording(
    re.compile(
        r"\b" + _FOUNDS + r" (?:an? |the |their |its )(?:[\w-]{2,18} ){0,3}?(?:50[-:/ ]50|\d\d[-:/]\d\d|equal"
        r"|jointly[- ]owned"
        r"|jointly[- ]held|equally[- ]owned|co-owned|joint) (?:[\w-]{2,18} ){0,3}?" + _FIRM + r"\b"
    ),
    "joint_venture", "announced", "announced", "venture", "doc",
    needs=(_FIRM_WORDS, ("50-50", "50:50", "50/50", "60-40", "60:40", "70-30", "70:30", "51-49", "80-20", "55-45",
        "65-35", "75-25", "40-60", "49-51", "30-70", "equal", "joint", "co-owned"), _FOUND_WORDS),
)  # fmt: skip
_VENTURE_TALKS = Wording(
    re.compile(
        r"\b(?P<verb>discuss(?:es|ing)?|negotiat(?:es?|ing)|explor(?:es?|ing)|consider(?:s|ing)?|weigh(?:s|ing)?"
        r"|mull(?:s|ing)?"
        r"|in (?:[\w-]{2,12} )?talks (?:on|over|about|to)|talking about)"
        r" (?:form(?:ing)? |set(?:ting)? up |creat(?:e|ing) )?(?:an? "
        r"|the )?(?:[\w-]{2,14} ){0,2}?(?P<thing>joint venture)\b"
    ),
    "joint_venture", "talks", "talks", "venture", "doc",
    needs=(("joint venture",), ("discuss", "negotiat", "explor", "consider", "weigh", "mull", "talk")),
)  # fmt: skip
_JOINTLY = Wording(
    re.compile(
        r"\b(?:jointly|together) " + _FOUNDS + r" (?:an? |the |their |its )(?:[\w-]{2,18} ){0,4}?" + _FIRM + r"\b"
    ),
    "joint_venture", "announced", "announced", "venture", "doc",
    needs=(_FIRM_WORDS, ("jointly ", "together "), _FOUND_WORDS),
)  # fmt: skip


def everyday_money(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Bonds, loans, listings, funds and joint ventures, told by everyday words."""
    start, end = sentence.sentence.start, sentence.sentence.end
    told = first_told((_VENTURE_TALKS,), folded, sentence, may)
    for event in told:
        event.status = "talks"
    told = told or first_told(
        (_VENTURE, _SHARED_VENTURE, _JOINTLY, _RAISING_FUND, _POOLS, _TEAMS_FOR_FUND), folded, sentence, may
    )
    if told:
        return told
    if _IN_HONG_KONG.search(folded, start, end):
        if _OFFERED.search(folded, start, end) and not _ON_STAGE.search(folded, start, end):
            told = first_told((_FIRST_DAY,), folded, sentence, may)
        told = told or first_told((_TRADING_BEGAN, _JOINS_BOURSE, _SEEKS), folded, sentence, may)
    told = told or first_told((_LENDS, _DEBT_SALE), folded, sentence, may)
    if not told and SUM.search(folded, start, end):
        told = first_told((_SELLS_DEBT, _DEBT_TAKEN, _BANK_LENT, _BORROWS), folded, sentence, may)
    return told
