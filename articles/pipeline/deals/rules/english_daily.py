"""English: first days, trials, working groups and orders, as the daily news tells them.

"had a muted start to trading", "began a trial run of", "agreed to set up 19 task forces", "has ordered two ferries".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import SUM_TOLD, Wording, first_told, made_public

BODY = "body"
"""The kind of cue of a committee, group or office that is to be set up."""
# "edged up 0.4 percent on its first day of trade", "flat on debut", "had a muted start to trading"
_FIRST_DAY = Wording(
    re.compile(
        r"\b(?P<verb>(?:(?:edg|inch|tick|jump|climb|soar|surg|gain|advanc|leap|rall|slid|slump|drop|fell|dipp|tumbl"
        r"|plung|sank|sink|ros|rise|rising|clos|end|finish|open|trad|pop|shot|skyrocket|doubl|tripl|stood|stay"
        r"|was|were"
        r"|start|lost|shed|swung|flat|little changed|unchanged|steady|up|down|muted|strong|weak|lower|higher)\w*))\b"
        r"(?:[^.;:]|\.\d){0,90}? (?:on|in|at|after|for|during) (?:(?:its|their|the|a|his) )?"
        r"(?P<thing>(?:(?:first|opening) (?:day|morning|session|minutes|hours?)(?: of (?:trad(?:e|ing)|dealings?))?"
        r"(?= (?:in|on|at|of)\b)|(?:(?:stock |share |trading |market |grey |hong kong )+)?debut"
        r"|maiden (?:day|session)|opening day))\b"
    ),
    "ipo_listing", "completed", "completed", "listing", "ipo",
    needs=(("first day", "first morning", "first session", "first minutes", "first hour", "opening day",
        "opening session", "debut", "maiden"),),
)  # fmt: skip
_START_OF_TRADING = Wording(
    re.compile(
        r"\b(?P<verb>(?:had|has|have|made|makes?|gets?|got|enjoy(?:s|ed)|saw|suffer(?:s|ed)|off to|mark(?:s|ed)"
        r"|post(?:s"
        r"|ed)|stag(?:es|ed)|endur(?:es|ed)))"
        r" (?:an? |its |their )(?:[\w-]{2,16} ){0,3}?(?P<thing>start to (?:trad(?:e|ing)|life as a listed)"
        r"|(?:first (?:day|session)|opening|beginning) (?:of trad(?:e|ing)|on the (?:stock )?(?:exchange|market"
        r"|bourse))"
        r"|(?:trading |market |stock |share |stock market )?debut)\b(?=(?:[^.;:]|\.\d){0,90}\b(?:hong kong|hkex"
        r"|exchange|bourse|shares|trading|stock)\b)"
    ),
    "ipo_listing", "completed", "completed", "listing", "ipo",
    needs=(("start to tra", "start to life", "first day", "first session", "opening", "beginning", "debut"),),
)  # fmt: skip
_MARKET = re.compile(r"\b(?:shares?|stock|trad(?:e|ing)|list(?:ed|ing)|ipo|exchange|bourse|debut|raised|offering)\b")
_NO_FIRM = re.compile(
    r"\b(?:etfs?|funds?|films?|album|season|match|games?|concert|models?|collection|show|expo|fair|festival|opera"
    r"|troupe|theatre|ballet|concerts?|movies?|cinemas?|exhibition|players?|singer|index"
    r"|futures|tokens?|school|work|job|term|office)\b(?! (?:raised|said))"
)
_BODIES = (
    r"(?:task forces?|working groups?|expert (?:groups|panels?)|joint (?:committees?|offices?|teams?|groups?"
    r"|laborator(?:y|ies)|mechanism)|special committees?|liaison (?:offices?|groups?|mechanism)|steering committees?"
    r"|hotlines?|taskforces?|secretariats?)"
)
# "have agreed to set up 19 task forces", "will form a joint working group"
_TASK_FORCES = Wording(
    re.compile(
        r"\b(?:(?:had |have |has )?agreed to|(?:will|would|are to|is to)) (?:jointly |each )?(?P<verb>set up"
        r"|establish"
        r"|form|create|convene) (?:(?:an?|the|their) )?(?:[\w-]{1,16} ){0,4}?(?P<thing>" + _BODIES + r")\b"
    ),
    "launch_opening", "planned", "planned", "service", BODY,
    needs=(("set up", "establish", " form", "creat", "convene"), ("task force", "taskforce", "group", "panel",
        "committee", "joint", "liaison", "hotline", "secretariat")),
)  # fmt: skip
_TRIALS = (
    r"(?:trial|pilot|test|maiden|inaugural|first|commercial|formal|regular|full|daily|weekly|scheduled)"
    r"(?:[ -](?:run|runs|operations?|operation|phase|service|services|scheme|programme|flight|flights|voyage|sailing"
    r"|trip|trips|shipment|crossing|transfers?))"
)
# "began a pilot run of a sea-air cargo scheme", "kicked off trial operations at the terminal"
_TRIAL_BEGUN = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:beg[au]n|begins?|started|starts?|kick(?:s|ed) off|commenced|commences?"
        r"|launch(?:es|ed)|enter(?:s|ed)(?: into)?|roll(?:s|ed) out|got under way with|embark(?:s|ed) on))"
        r" (?:an? |its |the |their )?(?:[\w-]{2,18} ){0,3}?(?P<thing>" + _TRIALS + r")\b"
        r"(?=(?: [^.;:]{0,60}?)?(?: (?:of|for|at|in|on|between|from|to|with|yesterday|today|this|last"
        r"|linking)\b|[.,]|$))"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("trial", "pilot", "test", "maiden", "inaugural", "first", "commercial", "formal", "regular", "full",
        "daily", "weekly", "scheduled"), (" run", "operation", "phase", "service", "scheme", "programme", "flight",
        "voyage", "sailing", "trip", "shipment", "crossing", "transfer"), ("beg", "start", "kick", "commence",
        "launch", "enter", "roll", "got under", "embark")),
)  # fmt: skip
_NAMED_WORKS = (
    r"(?:link|line|railway|bridge|tunnel|metro|expressway|highway|road|port|airport|runway|terminal|station|park|zone"
    r"|campus|hub|plant|factory|hospital|centre|center|complex|university|school|depot|warehouse|base|cable|pipeline"
    r"|checkpoint|crossing|interchange|wharf|pier|headquarters)"
)
# "has begun building the Northern Link", "started construction of the second runway"
_BUILDING = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:beg[au]n|begins?|started|starts?|commenced|commences?) (?:building"
        r"|constructing"
        r"|work on|construction (?:work )?(?:on|of)|tunnelling for|piling for)) (?:an? |the |its |their |two "
        r"|three )?"
        r"(?:[\w’'.,-]{1,24} ){0,6}?(?P<thing>" + _NAMED_WORKS + r")\b"
    ),
    "launch_opening", "announced", "announced", "ground",
    needs=(("beg", "start", "commenc"), ("building", "constructing", "work on", "construction", "tunnelling",
        "piling")),
)  # fmt: skip
# "Work has begun on the university's campus", "Construction of the bridge is under way"
_WORK_BEGUN = Wording(
    re.compile(
        r"\b(?P<verb>(?:(?:construction|building|main|civil|site|foundation|piling|tunnelling) )?(?:works?"
        r"|construction"
        r"|tunnelling|piling|reclamation) (?:has |have )?(?:formally |officially |now )?(?:beg[au]n|started|commenced"
        r"|got under ?way)) (?:on \w+day |yesterday |today |this week )?(?:on|at|for|in) (?:an? |the |its )?"
        r"(?:[\w’'.,-]{1,24} ){0,7}?(?P<thing>" + _NAMED_WORKS + r")\b"
    ),
    "launch_opening", "announced", "announced", "ground",
    needs=(("work", "construction", "tunnelling", "piling", "reclamation"),
        ("beg", "started", "commenced", "got under")),
)  # fmt: skip
# "is offering start-ups rent-free offices under rules released on Tuesday"
_OFFERS = Wording(
    re.compile(
        r"\b(?P<verb>(?:is|are) offering|(?:will|is to|are to) (?:offer|give|pay|grant|provide)|offers"
        r"|(?:has|have)"
        r" (?:offered|promised|pledged)) (?:[^.;:]|\.\d){3,110}? under (?:an? |the |its |new |fresh ){0,2}"
        r"(?:[\w-]{2,18} ){0,3}?(?P<thing>rules|measures|schemes?|plans?|polic(?:y|ies)|programmes?|guidelines"
        r"|regulations"
        r"|package|incentives?) (?:it |they )?(?:released|announced|published|unveiled|issued|launched|introduced)\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=((" under ",), ("released", "announced", "published", "unveiled", "issued", "launched", "introduced"),
        ("offer", " give ", " pay ", " grant", "provide", "promised", "pledged")),
)  # fmt: skip
# "has signed up to invest HK$800 million in"
_SIGNS_UP = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:signed up|contracted|agreed)) to (?:invest|inject|put|pour|plough) "
        r"(?:about |some |up to |around |an initial |a total of )?(?P<thing>" + SUM_TOLD + r") (?=(?:in|into)\b)"
    ),
    "equity_investment", "signed", "signed", "corporate", "stake",
    needs=(("signed up to", "contracted to", "agreed to"), ("million", "billion", "bn", "mln", "bln", "0m", "5m")),
)  # fmt: skip
# "has taken the wraps off a hotel", "lifted the curtain on a mall"
_WRAPS_OFF = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:t(?:akes?|ook|aken) the wraps off|lift(?:s|ed) the (?:curtain|veil) on"
        r"|throw(?:s|n)?"
        r" open|threw open|pull(?:s|ed) back the curtain on)) (?:an? |the |its |their )?(?:[\w’'-]{1,20} ){0,5}?"
        r"(?P<thing>" + _NAMED_WORKS + r"|hotel|mall|resort|shop|store|museum|laborator(?:y|ies)|office|branch"
        r"|showroom)\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("wraps off", "curtain on", "veil on", "throw", "threw open"),),
)  # fmt: skip
_PRODUCTS = (
    r"(?:joint (?:ticket|pass|card|package|tour|product|fare|account|label)|itinerar(?:y|ies)|tour(?:s| routes"
    r"| packages| products)?|(?:travel |tourism |tourist )?(?:routes|packages"
    r"|products)|passes|tickets|insurance products?|policies|cards?|apps?|mini-?programs?|one-stop (?:service"
    r"|platform)"
    r"|shuttle (?:buses|services?)|credit cards?|deposit products?|loan products?|funds|courses|degrees?"
    r"|(?:degree|master['’]s|doctoral|training|internship|exchange|scholarship) programmes?|scholarships?|booklets?"
    r"|guides?|websites?|kiosks?|lanes?|counters?|channels?)"
)
# "jointly launched five multi-destination itineraries"
_JOINT_PRODUCTS = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:(?:jointly|together|also|officially|formally) )?(?:launch(?:es|ed)?"
        r"|roll(?:s|ed)"
        r" out|unveil(?:s|ed)|introduc(?:es|ed)|inaugurat(?:es|ed)|debuted)(?: jointly| together)?) "
        r"(?:(?:an?|the|their|its|\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|a dozen|new|joint) ){1,3}"
        r"(?:[\w’'-]{2,20} ){0,4}?(?P<thing>" + _PRODUCTS + r")\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("launch", "roll", "unveil", "introduc", "inaugurat", "debuted"), ("itinerar", "tour", "route", "package",
        "product", "passes", "ticket", "joint", "polic", "card", " app", "mini", "one-stop", "shuttle", " funds",
        "course",
        "degree", "programme", "scholarship", "booklet", "guide", "website", "kiosk", "lane", "counter", "channel")),
)  # fmt: skip
# "the derivatives link is set to go live within six months", "the scheme is due to start in July"
_SET_TO_START = Wording(
    re.compile(
        r"\b(?P<thing>link|connect|scheme|programme|service|platform|system|route|line|portal|exchange|market"
        r"|market link"
        r"|product|fund|index|card|app|train|ferry|campus|airport|port|bridge|tunnel|railway|section|centre|center)\b"
        r"(?:,? (?:linking|between|in|at|of|for|to|from) [^.;:]{2,70}?,?)?"
        r" (?P<verb>(?:is|are) (?:set|due|expected|scheduled|slated|poised|on track|likely) to (?:go live"
        r"|launch|start"
        r"|begin|debut|kick off|open|be (?:launched|opened|rolled out|up and running|operational|ready)"
        r"|come on stream"
        r"|make its debut|take off|come into operation))\b"
    ),
    "launch_opening", "planned", "planned", "service",
    needs=((" set to", " due to", "expected to", "scheduled to", "slated to", "poised to", "on track to",
        "likely to"), ("go live", "launch", "start", "begin", "debut", "kick off", "open", "rolled out",
        "up and running", "operational", "ready", "on stream", "take off", "into operation")),
)  # fmt: skip
_NUMBER = (
    r"(?:\d[\d,]{0,6}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|a dozen|dozens of)"
)
_WARES = (
    r"(?:catamarans?|ferries|ferry|vessels?|ships?|boats?|tugs?|barges?|carriers?|buses|coaches|minibuses"
    r"|trucks|trains"
    r"|trainsets|locomotives|carriages|trams|taxis|robotaxis|aircraft|planes|jets|airliners|freighters|helicopters"
    r"|drones|evtols?|cranes|turbines?|robots|lifts|escalators|chips|servers|batteries|boring machines?|machines"
    r"|ambulances|engines|scanners|ventilators|doses|vehicles|cars|satellites|transformers|chargers|panels)"
)
# "has ordered two hydrogen fuel-cell catamarans from", "placed an order for 30 buses with"
_ORDERED = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:order(?:s|ed)|plac(?:es|ed) (?:an? |its )?(?:[\w$.-]+ ){0,4}?orders? for"
        r"|commission(?:s|ed)|signed up for|t(?:akes?|ook) delivery of|contracted for|will buy|is to buy"
        r"|agreed to buy"
        r"|to buy|is buying|buys|bought|purchased|procured))"
        r" (?:up to |some |about |another |a further |an additional |a total of |its first |at least )?"
        r"(?P<thing>" + _NUMBER + r" (?:more )?(?:[\w’'-]{1,20} ){0,5}?" + _WARES + r")\b"
        r"(?=(?:[^.;:]|\.\d){0,60}? (?:from|with|built by|made by|to be built|at|worth|in a|in an|for (?:its"
        r"|the|their|about"
        r"|hk|us|rmb|\d))\b)"
    ),
    "procurement", "signed", "signed", "order", "procure",
    needs=(("order", "commission", "signed up", "delivery", "contracted", " buy", "bought", "purchased", "procured"),
        ("from", "with", "built", "made", " at ", "worth", " in a", " for ")),
)  # fmt: skip
# "have increased the size of their swap arrangement", "doubled the scope of the scheme"
_ENLARGES = Wording(
    re.compile(
        r"\b(?P<verb>(?:(?:has|have) )?(?:increas|expand|enlarg|doubl|tripl|rais|boost|extend|renew|widen"
        r"|broaden|upsiz"
        r"|lengthen|upgrad)(?:e[sd]?|s|ed)) (?:the )?(?:size|scale|amount|limit|duration|scope|coverage|term"
        r"|ceiling|list)"
        r" of (?:the |their |its |a )?(?:[\w-]{2,18} ){0,5}?"
        r"(?P<thing>arrangements?|facilit(?:y|ies)|swap line|lines?|schemes?|programmes?|connect|pool|pilot|quota)\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=((" size", " scale", " amount", " limit", "duration", " scope", "coverage", " term", "ceiling", " list"),
        ("arrangement", "facilit", " line", "scheme", "programme", "connect", " pool", "pilot", "quota")),
)  # fmt: skip
# "Round-the-clock clearance began at the checkpoint", "24-hour operation of the port starts on Monday"
_ROUND_THE_CLOCK = Wording(
    re.compile(
        r"\b(?P<thing>(?:round-the-clock|24-hour|overnight|extended|longer)(?: [\w-]{2,16}){0,3}? (?:clearance"
        r"|operations?"
        r"|opening|service|services|hours|crossing))\b(?:[^.;:]|\.\d){0,60}? "
        r"(?P<verb>(?:has |have |will |is to |are to |is due to )?(?:beg[au]n|begins?|start(?:s|ed)?|t(?:akes?"
        r"|ook) effect"
        r"|c[ao]mes? into (?:effect|force)|(?:was|were|is|are|be) (?:introduced|launched|extended|resumed)"
        r"|resum(?:es?|ed)))\b"
    ),
    "policy_measure", "completed", "announced", "hours", "measure",
    needs=(("round-the-clock", "24-hour", "overnight", "extended", "longer"), ("clearance", "operation", "opening",
        "service", "hours", "crossing")),
)  # fmt: skip
# "High-speed trains from Hong Kong began serving 18 more cities", "Cathay has started flying to two more cities"
_SERVES = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:beg[au]n|started|begins?|starts?|resumed) (?:serving|flying to"
        r"|running to|sailing to"
        r"|calling at|stopping at|operating to|services? to|flights? to))"
        r" (?P<thing>(?:(?:up to |some |another |an additional |as many as )?" + _NUMBER + r" (?:more |new "
        r"|further |other |additional )?"
        r"(?:[\w-]{2,18} ){0,3}?(?:cities|stations|destinations|stops|ports|towns|airports|places))\b"
        r")"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=((" serving", " flying", " running", " sailing", " calling", " stopping", " operating",
        "services to", "service to",
        "flights to", "flight to"), ("beg", "start", "resumed")),
)  # fmt: skip
# "led a US$60 million funding round in", "took part in the series B round of"
_LED_ROUND = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:(?:co-)?led|leads|joined|joins|(?:took|taken) part in|participated in"
        r"|anchored|backed))"
        r" (?:an? |the |its )?(?:[\w$.’'-]{1,16} ){0,5}?(?P<thing>(?:funding|financing|investment|fundraising"
        r"|fund-raising"
        r"|series [a-f]\+?|angel|seed|pre-ipo) round)\b(?: worth [^,.;]{2,30}?)? (?=(?:in|of|for|by)\b)"
    ),
    "equity_investment", "completed", "completed", "round", "stake",
    needs=((" round",), ("led ", "leads", "join", "part in", "participated", "anchored", "backed")),
)  # fmt: skip
_PAPERS = (
    r"(?:changes|amendments?|rules?|measures?|regulations?|polic(?:y|ies)|arrangements?|limits?|scheme|notice|law"
    r"|provisions?|exemptions?|tariffs?|cuts?|increases?|relaxations?|reforms?|guidelines?|quotas?|waivers?|visa"
    r"|permits?"
    r"|lists?|catalogue|standards?)"
)
# "Changes that cut the years of experience needed took effect on Sunday"
_TOOK_EFFECT = Wording(
    re.compile(
        r"\b(?P<thing>" + _PAPERS + r")\b(?:[^.;:]|\.\d){0,150}? "
        r"(?P<verb>(?:has |have )?(?:took|taken) effect|(?:came|has come|have come) into (?:force|effect|operation)"
        r"|became effective|(?:went|has gone|have gone) into (?:effect|force))\b"
    ),
    "policy_measure", "completed", "completed", "change", "measure",
    needs=((" effect", " force", " operation"), ("took", "taken", "came", "come", "became", "went", "gone")),
)  # fmt: skip
_RULERS = (
    r"(?:ministr(?:y|ies)|council|committee|administration|commission|government|bureau|department|authorit(?:y|ies)"
    r"|people['’]s bank(?: of china)?|customs|office|regulators?|central bank|watchdog)"
)
# "the State Council said in a document issued on Sunday that the zone will"
_IN_DOCUMENT = Wording(
    re.compile(
        r"\b" + _RULERS + r"\b(?: (?:of|for) [^.,;:]{2,40}?)?(?:,[^,.;:]{2,40},)? (?P<verb>said|announced"
        r"|stipulated|ruled"
        r"|decreed|stated)(?: (?:on \w+day|yesterday|today|jointly|late \w+))? in an? (?:joint |new |\w+-page )?"
        r"(?P<thing>document|circular|notice|guidelines?|directive|decision|opinion|blueprint|plan)\b(?! to (?:the )?"
        r"(?:hong kong |shenzhen |stock )*(?:exchange|bourse))"
        r"(?=(?:[^.;:]|\.\d){0,80}?\bthat (?:[^.;]|\.\d){2,90}?\b(?:will|would|can|may|shall|are to|is to)\b)"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=((" said", "announced", "stipulated", "ruled", "decreed", "stated"), (" in a ", " in an "), ("document",
        "circular", "notice", "guideline", "directive", "decision", "opinion", "blueprint", " plan")),
)  # fmt: skip
_PLANS_VENTURE = Wording(
    re.compile(
        r"\b(?P<verb>plan(?:s|ned|ning)?(?: to (?:form|set up|establish|create|launch))?|propos(?:es?|ed|ing))"
        r" (?:an? |their |its )(?:[\w-]{2,16} ){0,3}?(?P<thing>joint venture|jv)\b"
    ),
    "joint_venture", "planned", "planned", "venture", "doc",
    needs=(("joint venture", " jv"), (" plan", " propos")),
)  # fmt: skip
# "will add direct trains between", "is adding three flights a week to", "will run more ferries"
_ADDS_TRAINS = Wording(
    re.compile(
        r"\b(?P<verb>(?:will|is to|are to|plans? to) (?:add|run|put on|launch|lay on|introduce|operate)"
        r"|(?:is|are) adding|add(?:s|ed)|(?:has|have) added|lay(?:s|ing)? on|laid on)"
        r" (?:up to |some |about |another |an extra |a further |the )?"
        r"(?:(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|a dozen) )?"
        r"(?:(?:more|direct|daily|weekly|new|extra|additional|through|night|sleeper|non-stop|overnight"
        r"|high-speed|pairs of"
        r"|cross-border|cross-boundary) ){1,4}(?:[\w-]{2,16} ){0,2}?(?P<thing>trains|flights|sailings|ferries"
        r"|services"
        r"|buses|coaches|routes|stops|stations|trips)\b(?= (?:[^.;:]|\.\d){0,40}?\b(?:between|from|to|linking"
        r"|for|on)\b)"
    ),
    "launch_opening", "announced", "announced", "service",
    needs=(("trains", "flights", "sailings", "ferries", "services", "buses", "coaches", "routes", "stops", "stations",
        "trips"), (" add", " run ", "put on", "launch", " lay", "laid on", "introduce", "operate")),
)  # fmt: skip
# "The bureau launched a pilot scheme": a measure of its own rule, and nothing that opens
_SCHEME = re.compile(r"(?:pilot|trial) (?:schemes?|programmes?)$")
_NOT_THIS = re.compile(
    r"\b(?:police|court|jailed|arrested|seized|smuggl\w+|match|league|film|troops|navy|military|trial of a|on trial"
    r"|murder|lawsuit|strike action|typhoon|suspended|protest)\b"
)


def everyday_firsts(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """First days of trading, trials, working groups, works begun and orders, in English."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _NOT_THIS.search(folded, start, end):
        return []
    told: list[Event] = []
    if _MARKET.search(folded, start, end) and not _NO_FIRM.search(folded, start, end):
        told += first_told((_START_OF_TRADING, _FIRST_DAY), folded, sentence, may)
    told += first_told((_TASK_FORCES,), folded, sentence, may)
    begun = first_told(
        (_WRAPS_OFF, _TRIAL_BEGUN, _WORK_BEGUN, _BUILDING, _JOINT_PRODUCTS, _SET_TO_START), folded, sentence, may
    )
    told += [event for event in begun if not _is_scheme_of_ruler(folded, sentence, event)]
    measures = first_told((_ENLARGES, _ROUND_THE_CLOCK, _TOOK_EFFECT, _IN_DOCUMENT, _OFFERS), folded, sentence, may)
    told += made_public(measures, folded, start) + first_told((_SERVES, _ADDS_TRAINS), folded, sentence, may)
    return told + first_told((_SIGNS_UP, _ORDERED, _PLANS_VENTURE, _LED_ROUND), folded, sentence, may)


def _is_scheme_of_ruler(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether what begins is a pilot scheme that an authority launches, which is a measure."""
    is_scheme = _SCHEME.search(folded, event.thing.start, event.thing.end) is not None
    is_launched = folded.startswith(("launch", "roll", "introduc"), event.verb.start)
    return (
        is_scheme and is_launched and re.search(_RULERS, folded[sentence.sentence.start : event.verb.start]) is not None
    )
