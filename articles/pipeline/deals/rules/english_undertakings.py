"""English: what firms, universities and governments set out to do, told by everyday words.

"will build a 150-megawatt storage project in", "have teamed up to run a laboratory", "has pledged 3 billion yuan for",
"a sleeper train between Hong Kong and Kunming will begin running", "has ordered 50 buses", "is weighing an IPO".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.english_assets import is_told_by_paper
from articles.pipeline.deals.rules.wordings import SUM_TOLD, SUM_WORDS, Wording, first_told

_SITE_WORDS = (
    "plant", "factory", "campus", "hospital", "school", "park", "project", "data cent", "centre", "center", "wind farm",
    "solar", "terminal", "warehouse", "hotel", "resort", "depot", "base", "laborator", " hub", "facility", "complex",
    "headquarters", "line", "clinic", "college",
)  # fmt: skip
_SITE = (
    r"(?:plants?|factor(?:y|ies)|campus(?:es)?|hospitals?|schools?|parks?|data (?:centres?|centers?)|(?:wind|solar)"
    r" farms?"
    r"|terminals?|warehouses?|hotels?|resorts?|depots?|bases?|laborator(?:y|ies)|hubs?|facilit(?:y|ies)|complex"
    r"|headquarters|production lines?|clinics?|colleges?|(?:storage|solar|wind|hydrogen|power|energy) projects?"
    r"|research (?:centres?|centers?))"
)
# "will build a 150-megawatt battery storage project in Jiangmen"
_BUILDS = Wording(
    re.compile(
        r"\b(?:will|is to|are to|is set to|plans? to|has agreed to|have agreed to|is about to)"
        r" (?:jointly |also )?(?P<verb>build|construct|develop|set up)"
        r" (?:an? |the |its |two |three |\d{1,2} )?(?:[\w,.’'$-]{1,24} ){0,6}?(?P<thing>" + _SITE + r")\b"
        r"(?= (?:in|at|on|near|outside)\b)"
    ),
    "launch_opening", "planned", "planned", "opening",
    needs=(_SITE_WORDS, (" build", "construct", "develop", "set up"), ("will ", "to build", "to construct",
        "to develop",
        "to set up")),
)  # fmt: skip
_BROKEN = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:br(?:oke|oken|eaks) ground|start(?:s|ed) (?:construction|building|work)"
        r"|beg[au]n (?:construction|building|work)|laid the foundation stone|turned the first sod))"
        r" (?:on|of|for|at) (?:an? |the |its |two )?(?:[\w,.’'$-]{1,24} ){0,6}?(?P<thing>" + _SITE + r")\b"
    ),
    "launch_opening", "announced", "announced", "ground",
    needs=(_SITE_WORDS, ("ground", "construction", "building", " work", "foundation stone", " sod")),
)  # fmt: skip
_DOES = (
    r"(?:run|build|develop|set up|open|offer|launch|create|train|promote|study|research|make|market|test|organi[sz]e"
    r"|provide|explore|operate|produce|sell|design|establish|bring|boost|conduct|co-host|share|supply|support"
    r"|deliver|expand"
    r"|nurture|groom|attract|help|work)"
)
# "have teamed up to run a joint laboratory", "has joined hands with X to", "is tying up with"
_TEAMS_UP = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:team(?:s|ed|ing)? up|join(?:s|ed|ing)? (?:hands|forces)|tie[sd]? up|tying up"
        r"|link(?:s|ed|ing)? up|partner(?:s|ed|ing)?(?: up)?|pair(?:s|ed|ing)? up|band(?:s|ed) together|pool(?:s|ed)"
        r" resources"
        r"|collaborat(?:es?|ed|ing)))(?: with [^.;:]{2,70}?)?"
        r" (?P<thing>to (?:jointly |also )?" + _DOES + r"|on (?:an?|the|its|joint) [a-z])\b"
    ),
    "cooperation_agreement", "signed", "announced", "partnership", "partner",
    needs=(("team", "hands", "forces", "tie up", "tied up", "tying up", "ties up", "link", "partner", "pair", " band",
        "pool",
        "collaborat"), (" to ", " on ")),
)  # fmt: skip
_PLEDGES = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:pledg(?:es?|ed)|commit(?:s|ted)?|earmark(?:s|ed)?|set(?:s)? aside|promis(?:es"
        r"|ed))"
        r"|(?:is to|are to|will|plans? to) (?:invest|pour|spend|pump|sink|plough|inject|put|commit))"
        r" (?:to invest(?:ing)? |to spend(?:ing)? )?(?:about |around |some |up to |over |nearly |more than |a total of "
        r"|an additional |another |a further |at least |as much as )?(?P<thing>" + SUM_TOLD + r")"
        r"(?:[^.;]|\.\d){0,90}?\b(?:in|into|on|for|to)\b(?:[^.;]|\.\d){0,90}?\b(?:plants?|factor(?:y|ies)|campus"
        r"|stations|data cent(?:re|er)s?"
        r"|business|hub|base|facilit(?:y|ies)|research|expansion|project|operations?|complex|headquarters|production"
        r"|resort|hospital|city|park|centre|center|guangdong|nansha|qianhai|hengqin|shenzhen|guangzhou|dongguan|foshan"
        r"|zhuhai|zhongshan|huizhou|jiangmen|zhaoqing|bay area)\b"
    ),
    "equity_investment", "announced", "announced", "pledge", "stake",
    needs=(("pledg", "commit", "earmark", "set aside", "sets aside", "promis", "invest", " pour", " spend", " pump",
        " sink", "plough", "inject", " put "), SUM_WORDS),
)  # fmt: skip
_VEHICLE = (
    r"(?:trains?|bus(?:es)?|coach(?:es)?|ferr(?:y|ies)|flights?|sleepers?|sleeper trains?|sailings?|catamarans?"
    r"|shuttles?"
    r"|(?:bus |ferry |rail |train |air |helicopter |shuttle )(?:services?|routes?|links?|lines?)|freight trains?"
    r"|cargo flights?|tour buses)"
)
_ENDS = r"(?:between|from|linking|connecting|to|across|via)"
# "A sleeper train between Hong Kong and Kunming will begin running on June 15"
_BEGINS_RUNNING = Wording(
    re.compile(
        r"\b(?P<thing>" + _VEHICLE + r") (?=" + _ENDS + r"\b)(?:[^.;:]{3,90}?)"
        r" (?:will |is to |are to |is due to |are due to |is set to |are set to )?(?P<verb>(?:begin(?:s)?|beg[au]n"
        r"|start(?:s|ed)?"
        r"|resum(?:es?|ed)|enter(?:s|ed)?|return(?:s|ed)?|go(?:es)?|went|mak(?:es?)|made|set(?:s)? off|departed|left)"
        r"(?: (?:running|operating|service|operations?|sailing|flying|plying|carrying|into service|on sale|off|"
        r"(?:its|their) (?:maiden|first|inaugural) (?:trip|run|journey|flight|voyage)))?)"
        r"(?= (?:on|from|next|this|in|at|today|yesterday|tomorrow|later|after|monday|tuesday|wednesday|thursday|friday"
        r"|saturday|sunday)\b|[.,])"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("train", "bus", "coach", "ferr", "flight", "sleeper", "sailing", "catamaran", "shuttle", "service", "route",
        "link"), ("begin", "began", "begun", "start", "resum", "enter", "return", " go", "went", " mak", " made",
        " set",
        "departed", " left")),
)  # fmt: skip
# "is weighing an IPO in Hong Kong", "is said to consider"
_ETF = Wording(
    re.compile(
        r"\b(?P<thing>etfs?|exchange[- ]traded (?:funds?|products?)|(?:index|bond|money market|tokeni[sz]ed) funds?"
        r"|futures"
        r"|options)\b[^.;:]{0,90}?"
        r" (?P<verb>(?:has |have |was |were |will |is to |are to |is due to )?(?:be )?(?:list(?:s|ed)?|debut(?:s|ed)?"
        r"|(?:began|begun|begins?|started|starts?|made) (?:trading|its (?:debut|trading debut)|their debut)"
        r"|launched))\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=((" etf", "exchange-traded", "exchange traded", " fund", "futures", "options"), (" list", "debut", "trading",
        "launched")),
)  # fmt: skip
_WELCOMES_ETF = Wording(
    re.compile(
        r"\b(?P<verb>welcom(?:es|ed)|celebrat(?:es|ed)|announc(?:es|ed)) (?:the )?(?:listing|debut|launch|launch and"
        r" trading)"
        r"(?: today| on \w+| in [a-z ]{4,12})? of (?:the |an? |its |two |three )?(?:[\w’'&-]{1,24} ){0,8}?"
        r"(?P<thing>etfs?|exchange[- ]traded (?:funds?|products?)|futures|options)\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=((" etf", "exchange-traded", "exchange traded", "futures", "options"), ("listing", "debut", "launch")),
)  # fmt: skip
_BUYS_WARES = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:order(?:s|ed)|placed an order for|secur(?:es|ed)|b(?:uys|ought)))"
        r" (?:up to |some |about |another |a total of )?(?P<thing>(?:\d[\d,]{0,8}|two|three|four|five|six|seven"
        r"|eight|nine|ten"
        r"|a dozen|dozens of|\d+ million) (?:[\w-]{2,18} ){0,4}?(?:buses|double-deckers|trains?|carriages|aircraft"
        r"|planes|jets"
        r"|taxis|ferries|vessels|drones|trams|trucks|cranes|vaccines?|doses|evtols|cars|electric vehicles|vans))\b"
        r"(?= (?:from|of [^.;]{2,40} from|made by|built by)\b)"
    ),
    "procurement", "signed", "signed", "order", "procure",
    needs=(("order", "secur", " buys", "bought"), ("buses", "deckers", "train", "carriage", "aircraft", "planes",
        "jets",
        "taxis", "ferries", "vessels", "drones", "trams", "trucks", "cranes", "vaccine", "doses", "evtol", " cars",
        "vehicles", " vans")),
)  # fmt: skip
# "will pay HK$5.1 billion a year for water from Guangdong"
_PAYS_FOR_SUPPLY = Wording(
    re.compile(
        r"\b(?P<verb>pa(?:ys?|ying|id)) (?:about |around |some |up to"
        r" )?" + SUM_TOLD + r"(?: (?:a|per) (?:year|month)| annually)?"
        r" for (?P<thing>(?:[\w-]{2,16} ){0,3}?(?:water|electricity|power|gas|nuclear power|vaccines?|rice"
        r"|vegetables|food))"
        r" (?=from\b)"
    ),
    "procurement", "signed", "signed", "supply", "procure",
    needs=((" pay", " paid"), ("water", "electricity", "power", " gas", "vaccine", " rice", "vegetables", " food"),
        SUM_WORDS),
)  # fmt: skip
# "officials are hammering out details of a shared data zone": what two sides work on and have not agreed
_HAMMERS_OUT = Wording(
    re.compile(
        r"\b(?P<verb>(?:is|are|was|were) (?:now |still )?(?:hammering out|ironing out|thrashing out|drawing up"
        r"|working out"
        r"|negotiating|in (?:talks|negotiations|discussions|advanced talks) (?:on|over|about|for)))"
        r" (?:the )?(?:details|terms|arrangements|rules|mechanics|particulars)(?: of| for| on)"
        r" (?P<thing>(?:an? |the |their )?(?:[\w’'-]{2,20} ){0,5}?(?:scheme|zone|deal|plan|programme|arrangement"
        r"|visa|quota"
        r"|mechanism|connect|pilot|policy|standard|licen[cs]e|system|platform|link))\b"
    ),
    "policy_measure", "talks", "talks", "considered", "measure",
    needs=(("hammering", "ironing", "thrashing", "drawing", "working out", "negotiat", "in talks", "discussions"),
        ("details", "terms", "arrangements", "rules", "mechanics", "particulars")),
)  # fmt: skip
# "has got the go-ahead to build a campus in": what may be opened is a plan
_MAY_OPEN = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |had |was |were )?(?:been )?(?:cleared|approved|authori[sz]ed|permitted|allowed"
        r"|licensed"
        r"|(?:given|granted|got|gets|won|wins|received|secured|obtained) (?:the )?(?:green light|go-ahead|nod"
        r"|permission|approval"
        r"|an? (?:\w+ )?licen[cs]e))(?: (?:from|by) [^.;:,]{2,40}?)?) to (?:build|open|set up|establish|develop"
        r"|launch|start"
        r"|construct) (?:an? |the |its )?(?P<thing>(?:[\w’'-]{2,20} ){0,5}?(?:campus(?:es)?|universit(?:y|ies)"
        r"|branch(?:es)?"
        r"|(?:representative |law )?offices?|hospitals?|clinics?|schools?|banks?|compan(?:y|ies)|units?|ventures?"
        r"|plants?"
        r"|subsidiar(?:y|ies)|firms?|brokerage|exchange|centres?|centers?))\b"
    ),
    "launch_opening", "planned", "planned", "opening",
    needs=(("to build", "to open", "to set up", "to establish", "to develop", "to launch", "to start", "to construct"),
        ("cleared", "approv", "authori", "permitted", "allowed", "licen", "light", "go-ahead", " nod ", "permission")),
)  # fmt: skip
# "have linked up their gold clearing systems"
_LINKS_SYSTEMS = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |had )?(?:link(?:s|ed|ing)?(?: up)?|connect(?:s|ed|ing)?|hook(?:s|ed)? up|join(?:s"
        r"|ed)? up"
        r"|merged|integrat(?:es|ed))) (?:their|the two|both|the) (?P<thing>(?:[\w’'-]{2,20} ){0,4}?(?:systems?"
        r"|networks?"
        r"|platforms?|markets|grids|databases?|registries|exchanges|metros|subways|apps))\b(?! (?:that|which|was|were))"
    ),
    "launch_opening", "completed", "announced", "service",
    needs=(("link", "connect", "hook", "join", "merged", "integrat"), ("system", "network", "platform", "markets",
        "grids",
        "database", "registr", "exchanges", "metros", "subways", " apps")),
)  # fmt: skip
# "the first hydrogen bus has hit the road", "the app went live", "the card went on sale"
_GOES_LIVE = Wording(
    re.compile(
        r"\b(?P<thing>(?:bus(?:es)?|taxis?|robotaxis?|trains?|apps?|cards?|pass(?:es)?|tickets?|platforms?|portals?"
        r"|funds?|wallets?"
        r"|drones?|ferr(?:y|ies)|products?|systems?|services?|policies|insurance|schemes?|routes?|trucks?|vessels?"
        r"|ships?"
        r"|exchange|market|channel|hotline))\b(?:[^.;:]{0,80}?) (?P<verb>(?:has |have )?(?:hit(?:s)? the"
        r" (?:roads?|streets?|shelves|market|water)|t(?:ook|akes?|aken) to the (?:roads?|streets|air|skies|water)"
        r"|go(?:es|ne)? live"
        r"|went live|go(?:es|ne)? on sale|went on sale|set sail|made (?:its|their) (?:maiden|first|inaugural"
        r"|commercial) \w+"
        r"|come into use|came into use|opened to the public))\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("hit the", "hits the", "to the road", "to the street", "to the air", "to the sk", "to the water", " live",
        "on sale", "set sail", "made its", "made their", "into use", "to the public"),),
)  # fmt: skip
# "High-speed trains from Hong Kong will stop at 16 more mainland stations"
_STOPS_AT = Wording(
    re.compile(
        r"\b(?P<thing>trains?|services?|buses|coaches|ferries|flights|ships) (?:[^.;:]{0,60}? )?(?P<verb>(?:will "
        r"|are to |is to )"
        r"(?:also |now )?(?:stop|call|halt|run|go|serve|reach|travel|extend)) (?:at |to |as far as )?(?:up to |some "
        r"|another )?"
        r"(?:(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|a dozen) (?:more|new|other|additional|extra"
        r"|further)|more|new)"
        r" (?:[\w-]{2,16} ){0,3}?(?:stations?|cities|stops|destinations|ports|towns|places)\b"
    ),
    "launch_opening", "planned", "planned", "service",
    needs=((" stop", " call", " halt", " run", " go ", " serve", " reach", "travel", " extend"), (" more ", " new ",
        " other ",
        "additional", " extra ", "further")),
)  # fmt: skip
# "will open its first shop in Hengqin"
_OPENS_SHOP = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:open(?:s|ed|ing)?|launch(?:es|ed|ing)?))"
        r" (?:an? |the |its |their |two |three |four |five |\d{1,3} )(?P<thing>(?:first |second |third |new "
        r"|flagship |biggest "
        r"|largest |own |more )?(?:[\w’'-]{2,20} ){0,4}?(?:shops?|stores?|restaurants?|outlets?|showrooms?"
        r"|supermarkets?|cafes?|cafés?"
        r"|hotels?|cinemas?|gyms?|boutiques?|counters?|dealerships?|hypermarkets?|kindergartens?|colleges?))\b(?="
        r" (?:in|at|on)\b)"
    ),
    "launch_opening", "completed", "announced", "opening",
    needs=(("open", "launch"), ("shop", "store", "restaurant", "outlet", "showroom", "market", "cafe", "café",
        "hotel", "cinema",
        " gym", "boutique", "counter", "dealership", "kindergarten", "college")),
)  # fmt: skip
# "has handed over a methanol tanker to its Hong Kong owner"
_HANDS_OVER = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:hand(?:s|ed)? over|deliver(?:s|ed))) (?:an? |the |its |two |three |four |five"
        r" |\d{1,3} )"
        r"(?P<thing>(?:[\w’'-]{2,20} ){0,4}?(?:tankers?|vessels?|ships?|ferr(?:y|ies)|trains?|aircraft|jets?|buses"
        r"|trams?|carriers?"
        r"|evtols?|cranes?|drones?))\b(?= to\b)"
    ),
    "procurement", "completed", "completed", "order", "procure",
    needs=(("hand", "deliver"), ("tanker", "vessel", "ship", "ferr", "train", "aircraft", " jet", "buses", "tram",
        "carrier",
        "evtol", "crane", "drone")),
)  # fmt: skip
# "will exchange data under a pilot", "will co-fund research"
_SHARES_WITH = Wording(
    re.compile(
        r"\b(?P<verb>(?:will|are to|have agreed to|agreed to) (?:jointly |also )?(?:exchange|share|swap|pool|co-fund"
        r"|co-develop"
        r"|co-finance|cross-list|co-host|co-operate on|cooperate on|coordinate|synchroni[sz]e)) (?:their |each"
        r" other['’]s )?"
        r"(?P<thing>(?:[\w’'-]{2,20} ){0,4}?(?:data|information|records|intelligence|research|technology|products?"
        r"|funds?|projects?"
        r"|laborator(?:y|ies)|berths|slots|passengers|cargo|electricity|power|talent|students|credits))\b"
    ),
    "cooperation_agreement", "signed", "signed", "accord", "doc",
    needs=(("exchange", "share", " swap", " pool", "co-", "cross-list", "cooperate", "coordinat", "synchron"), ("will ",
        "are to ", "agreed to ")),
)  # fmt: skip
_NOT_NEWS = re.compile(
    r"\b(?:crash\w*|accident|killed|injured|suspended|cancelled|canceled|court|jailed|fined|survey|lawmakers?"
    r"|legislators?"
    r"|urg\w+|suggest\w*|call(?:s|ed) for|typhoon|delayed)\b"
)


_UNDER_PAPER = re.compile(
    r"\b(?:under|in|as part of) (?:an?|the|its) (?:[\w$.-]{1,18} ){0,4}?(?:contract|deal|agreement|order|pact)\b"
)


def everyday_undertakings(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """What is built, run, ordered, pledged or worked on together, told by everyday words."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _NOT_NEWS.search(folded, start, end) or is_told_by_paper(folded, sentence):
        return []
    families = (
        (_WELCOMES_ETF, _ETF, _BEGINS_RUNNING, _STOPS_AT, _BROKEN, _MAY_OPEN, _OPENS_SHOP, _BUILDS),
        (_PAYS_FOR_SUPPLY, _BUYS_WARES, _HANDS_OVER, _PLEDGES),
        (_TEAMS_UP, _HAMMERS_OUT, _SHARES_WITH, _LINKS_SYSTEMS, _GOES_LIVE),
    )
    told = next((told for family in families if (told := first_told(family, folded, sentence, may))), [])
    for event in told:
        if event.type == "procurement" and event.status == "planned" and _UNDER_PAPER.search(folded, start, end):
            event.status = "signed"
    return told
