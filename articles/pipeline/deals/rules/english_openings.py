"""English: openings, lines and services told by everyday words.

"cut the ribbon at its branch", "two laboratories started work", "will fly three times a week between".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told

_LINES = (
    "line", "route", "flight", "ferr", "service", "link", "train", "bus", "connection", "cable", "railway",
    "bridge", "tunnel", "metro", "shuttle",
)  # fmt: skip
_CARRIERS = (
    "bus", "train", "ferr", "plane", "flight", "coach", "shuttle", "aircraft", "tram", "lorries", "freighter",
    "boat", "catamaran", "sailing", "drone", "helicopter", "service", "trip", "voyage", " run", "journey",
    "crossing",
)  # fmt: skip

_PLACE = (
    r"(?:laborator(?:y|ies)|labs?|centres?|centers?|offices?|branch(?:es)?|campus(?:es)?|school|hospitals?|clinics?"
    r"|hubs?"
    r"|stations?|terminals?|plants?|factory|factories|depots?|warehouses?|institutes?|academy|incubators?|accelerators?"
    r"|outlets?|stores?|shops?|showrooms?|headquarters|base|platforms?|pavilions?|museum|consulate|mission|embassy"
    r"|kiosks?|checkpoint|port|bureau|secretariat|committee|council|task force|panel|exchange|portal|court|tribunal"
    r"|line|cable|pipeline|link|bridge|tunnel|railway|road|route|service|system|data centre|farm|park)"
)
_STARTS_WORK = Wording(
    re.compile(
        r"\b(?P<thing>" + _PLACE + r")\b(?:[^.;:]|\.\d){0,110}?"
        r"(?<!said )(?<!says )\b(?P<verb>(?:started|starts|began|begins|has begun|have begun|has started|have started"
        r"|got down to|set to) work(?! (?:on|to|under)\b)"
        r"|(?:is|was|are|were|has been|have been) (?:now |finally )?(?:up and running|switched on|energi[sz]ed|fired up"
        r"|connected to the grid|brought (?:into (?:service|use|operation)|on (?:line|stream))"
        r"|(?:put|pressed) into (?:service|use|operation|commercial operation))"
        r"|(?:came|comes|went|goes|has come|has gone) (?:on stream|on line|online|into production|into action"
        r"|into commercial operation|fully operational)"
        r"|(?:threw|throws|flung) open (?:its|their) (?:doors|gates)|opened (?:its|their) (?:gates|doors|books)"
        r"|took in (?:its|their) first|admitted (?:its|their) first|received (?:its|their) first"
        r"|took (?:its|their) first|served (?:its|their) first|handled (?:its|their) first"
        r"|welcomed (?:its|their|the) first)\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("started work", "starts work", "began work", "begins work", "begun work", "down to work", "set to work",
        "up and running", "switched on", "energised", "energized", "fired up", "to the grid", "brought into",
        "brought on", "put into", "pressed into", "on stream", "on line", "online", "into production",
        "into action", "into commercial", "operational", "open its", "open their", "opened its", "opened their",
        "in its first", "in their first", "admitted its", "admitted their", "received its", "received their",
        "took its", "took their", "served its", "served their", "handled its", "handled their", "welcomed"),),
)  # fmt: skip
_CUTS_RIBBON = Wording(
    re.compile(
        r"\b(?P<verb>cut(?:s|ting)? (?:the|a|its|their) ribbons? (?:at|on|of|for|to open)"
        r"|(?:threw|throws|thrown|flung) open the (?:doors|gates) (?:of|to|at)"
        r"|open(?:ed|s)? the (?:doors|gates) (?:of|to|at)|rais(?:ed|es) the curtain on"
        r"|(?:hung|hangs) (?:out )?(?:its|the|a) (?:shingle|sign|plaque) (?:at|on|outside|in))\b"
        r"(?:[^.;:]|\.\d){0,80}?\b(?P<thing>" + _PLACE + r")\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("ribbon", "the doors", "the gates", "curtain", "shingle", "plaque", "hung", "hangs"),),
)  # fmt: skip
_SETS_UP_SHOP = Wording(
    re.compile(
        r"\b(?P<verb>(?:set(?:s|ting)?|has set|have set) up shop|(?:plant(?:ed|s|ing)?) (?:its|a|the) flag"
        r"|open(?:ed|s|ing)? for business|open(?:ed|s|ing)? (?:its|their) doors) (?P<thing>in)\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("up shop", " flag", "for business", "its doors", "their doors"),),
)  # fmt: skip
_WILL_HAVE = Wording(
    re.compile(
        r"\b(?:will|is to|are to|would|is set to|is due to) (?P<verb>have|get|gain|receive|boast|host|house|acquire)"
        r" (?:its|an?|their) (?:own )?(?:first |new |second |third |dedicated |permanent |joint ){0,2}"
        r"(?:[\w-]{2,20} ){0,3}?(?P<thing>(?:branch|offices?|campus|laboratory|lab|centre|center|hub|headquarters"
        r"|consulate|clinic|factory|plant|showroom|incubator|outlet|flagship store"
        r"|warehouse)\b(?= (?:[^.;]|\.\d){0,40}\b(?:in|at)\b)"
        r"|(?:line|route|flights?|ferry|service|link|train|bus|connection)\b(?= (?:to|from|with|between)\b))"
    ),
    "launch_opening", "planned", "planned", "opening",
    needs=(("will have", "will get", "will gain", "will receive", "will boast", "will host", "will house",
        "will acquire", "to have", "to get", "to gain", "to receive", "to boast", "to host", "to house",
        "to acquire", "would have", "would get", "would host", "would house"), ("branch", "office", "campus",
        "lab", "centre", "center", "hub", "headquarters", "consulate", "clinic", "factory", "plant", "showroom",
        "incubator", "outlet", "store", "warehouse", *_LINES)),
)  # fmt: skip
_OFTEN = (
    r"(?:daily|weekly|twice|thrice|once|non-?stop|direct(?:ly)?|(?:one|two|three|four|five|six|seven|eight|ten|\d{1,2})"
    r" (?:times|days|flights|services|round trips|sailings|return flights|departures|trains)|every (?:day|week|\w+day"
    r"|hour|half hour|\d{1,2} minutes))"
)
# "will fly three times a week between Shenzhen and Katowice", "started flying daily from"
_FLIES = Wording(
    re.compile(
        r"\b(?P<verb>fly|flies|flew|flying|operates?|operating|operated|runs?|running|ran|sails?|sailing|sailed"
        r"|plies|ply"
        r"|serves?|shuttle)\b (?P<thing>(?:[^.;:]|\.\d){0,40}?\b" + _OFTEN + r"\b(?:[^.;:]|\.\d){0,50}?"
        r"\b(?:between|from|to|linking|connecting|on the)\b|(?:between|from|to) (?:[^.;:]"
        r"|\.\d){2,60}? " + _OFTEN + r"\b)"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=((" fly", "flies", " flew", "operat", " run", " ran ", " sail", "plies", " ply", " serve", "shuttle"),
        ("daily", "weekly", "twice", "thrice", " once ", "non-stop", "nonstop", "direct", " times", " days",
        "flights", "services", "round trips", "sailings", "departures", "trains", "every ")),
)  # fmt: skip
# What the carrier that flies must say: it will, or has begun
_NEW_SERVICE = re.compile(
    r"\b(?:will|is to|are to|would|plans? to|set to|due to|going to|from (?:next|january|february|march|april|may"
    r"|june|july"
    r"|august|september|october|november|december|early|mid|late|the)|(?:began|begun|started|start|begin|begins"
    r"|starts) "
    r"|(?:on|since) (?:mon|tues|wednes|thurs|fri|satur|sun)day|first|maiden|inaugural|new)\b"
)
_FIRST_SERVICE = Wording(
    re.compile(
        r"\b(?P<verb>(?:flew|flown|operated|ran|made|ma(?:kes|king)|flies|completed|welcomed|saw off|dispatched"
        r"|sent off"
        r"|boarded|rode|took) (?:on |in |out )?(?:its|the|their|his|a) (?:first|maiden|inaugural|debut))"
        r" (?:[\w-]{2,20} ){0,4}?(?P<thing>services?|flights?|trips?|voyages?|sailings?|trains?|bus(?:es)?|ferry|run"
        r"|journeys?|crossing|freighter|aircraft|shuttles?)\b(?:[^.;:]|\.\d){0,60}?\b(?:between|from|to|on|for"
        r"|linking|out of)\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("first", "maiden", "inaugural", "debut"), ("flew", "flown", "operated", " ran ", "made", "mak", "flies",
        "completed", "welcomed", "saw off", "dispatched", "sent off", "boarded", "rode", "took"), _CARRIERS),
)  # fmt: skip
_CARRIER = (
    r"(?:buses|trains|ferries|planes|flights|coaches|shuttles|aircraft|trams|lorries|freighters|boats|catamarans"
    r"|sailings|drones|helicopters|services|shuttle buses)"
)
_NOW_RUN = Wording(
    re.compile(
        r"\b(?P<thing>" + _CARRIER + r")\b(?:[^.;:]|\.\d){0,60}? "
        r"(?P<verb>now (?:link|connect|run|fly|ply|operate|shuttle)|(?:began|have begun|started|have started|begin"
        r"|start)"
        r" (?:to (?:run|fly|ply|operate|shuttle|sail)|running|flying|plying|operating|shuttling|sailing)"
        r"|have been (?:running|flying|operating|sailing) (?=(?:[^.;]|\.\d){2,60}\bsince\b)"
        r"|(?:are|will be) (?:running|flying|sailing) (?=(?:[^.;]|\.\d){2,60}\b(?:from|since)\b))\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("now link", "now connect", "now run", "now fly", "now ply", "now operate", "now shuttle", "to run",
        "to fly", "to ply", "to operate", "to shuttle", "to sail", "running", "flying", "plying", "operating",
        "shuttling", "sailing"), _CARRIERS),
)  # fmt: skip
_LINKED_BY = Wording(
    re.compile(
        r"\b(?P<verb>(?:(?:will be|is to be|are to be|is now|are now|was|were|has been|have been) (?:directly )?"
        r"|to be )?(?:linked|connected|joined))\b(?:[^.;:]|\.\d){0,50}? by (?:an? |the |new "
        r"|its )?(?:[\w-]{2,20} ){0,4}?"
        r"(?P<thing>flights?|services?|ferry|ferries|bus(?:es)?|trains?|railway|air route|route|line|bridge|tunnel"
        r"|cable)\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("linked", "connected", "joined"), _LINES),
)  # fmt: skip
_LINE = (
    r"(?:trains?|services?|buses|bus|ferr(?:y|ies)|lines?|routes?|flights?|cable|railway|bridge|tunnel|metro|shuttles?)"
)
# "a sleeper train will link Hong Kong and Chengdu from July"
_WILL_LINK = Wording(
    re.compile(
        r"(?<!every )\b(?P<thing>" + _LINE + r") (?:will|is to|are to|is set to|are set to|is due to) (?P<verb>link"
        r"|connect|run|ply"
        r"|join|serve|operate|fly|sail|start|depart|leave)\b(?:[^.;:]|\.\d){2,90}? (?:from|in|on|by|this|next"
        r"|starting|later"
        r"|before|after)"
        r" (?:early |mid-?|late |the |\d{1,2} )?(?:january|february|march|april|may|june|july|august|september"
        r"|october|november"
        r"|december|summer|autumn|winter|spring|year|month|week|(?:mon|tues|wednes|thurs|fri|satur|sun)day|20\d\d|today"
        r"|tomorrow|end of)\b"
    ),
    "launch_opening", "planned", "planned", "service",
    needs=(_LINES, ("will link", "will connect", "will run", "will ply", "will join", "will serve", "will operate",
        "will fly", "will sail", "will start", "will depart", "will leave", "to link", "to connect", "to run",
        "to ply", "to join", "to serve", "to operate", "to fly", "to sail", "to start", "to depart", "to leave")),
)  # fmt: skip
_FIRST_LEAVES = Wording(
    re.compile(
        r"\bfirst (?:[\w-]{2,16} ){0,3}?(?P<thing>ship|train|bus|flight|freighter|vessel|ferry|sailing|aircraft"
        r"|plane|coach|truck"
        r"|lorry|convoy|box ship|container ship|cargo|batch of cars|passengers|cars|vehicles)\b(?! of the (?:day"
        r"|morning|week|year|season|month))(?:[^.;:]|\.\d){0,90}?"
        r" (?P<verb>sailed|left|departed|set off|set out|set sail|pulled out|took off|arrived|docked|landed|steamed"
        r"|rolled"
        r"|crossed|touched down|got under way|drove|boarded)\b"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("first ",), ("sailed", " left", "departed", "set off", "set out", "set sail", "pulled out", "took off",
        "arrived", "docked", "landed", "steamed", "rolled", "crossed", "touched down", "got under way", "drove",
        "boarded")),
)  # fmt: skip
# "are studying a new ferry line between"
_STUDIES = Wording(
    re.compile(
        r"\b(?P<verb>(?:are|is|were|was|have been|has been) (?:jointly |now |also )?(?:studying|exploring"
        r"|considering|looking (?:at|into)"
        r"|weighing|mulling|examining|discussing|working on|in talks (?:on|over|about)|negotiating|investigating))"
        r" (?:plans for |the idea of |a proposal for |the feasibility of |proposals for |opening |building "
        r"|launching )?"
        r"(?:an?|another|the|more) (?:[\w-]{2,18} ){0,4}?(?P<thing>line|routes?|bridge|link|crossing|tunnel|railway"
        r"|checkpoint"
        r"|ferry|service|campus|flights?|cable|pipeline|extension|terminal|hospital|port)\b(?= (?:between|from|to|in"
        r"|at|across"
        r"|linking|connecting|with|under|that)\b)"
    ),
    "launch_opening", "talks", "talks", "considered",
    needs=(("studying", "exploring", "considering", "looking at", "looking into", "weighing", "mulling", "examining",
        "discussing", "working on", "in talks", "negotiating", "investigating"), ("bridge", "crossing", "tunnel",
        "checkpoint", "campus", "pipeline", "extension", "terminal", "hospital", "port", *_LINES)),
)  # fmt: skip
_ADDS_STOP = Wording(
    re.compile(
        r"\b(?P<verb>add(?:s|ed|ing)?|put(?:s|ting)?|includ(?:es|ed)) (?:[^.;:]|\.\d){2,50}? (?:to|on) (?:its|their"
        r"|the) "
        r"(?:[\w-]{2,16} ){0,3}?(?P<thing>network|route map|timetable|schedule|destinations)\b"
    ),
    "launch_opening", "announced", "planned", "service",
    needs=(("network", "route map", "timetable", "schedule", "destinations"), (" add", " put", " includ"), (" to ",
        " on ")),
)  # fmt: skip
_STARTS_SERVICE = Wording(
    re.compile(
        r"\b(?P<verb>launch(?:es|ed|ing)?|inaugurat(?:es?|ed|ing)|introduc(?:es?|ed|ing)|add(?:s|ed|ing)?|open(?:s"
        r"|ed|ing)?"
        r"|restor(?:es?|ed|ing)|reinstat(?:es?|ed|ing)|mount(?:s|ed|ing)?|roll(?:s|ed|ing)? out|begin(?:s|ning)?"
        r"|starting"
        r"|laid on|lays on|schedul(?:es|ed))"
        r" (?:an? |its |the |new |first |another |two |three |four |five |daily |weekly |regular |direct "
        r"|non-?stop ){0,4}"
        r"(?:[\w-]{2,18} ){0,3}?(?P<thing>(?:flights?|sailings|(?:air|ferry|bus|train|coach) services?|air routes?"
        r"|routes?)"
        r"(?= (?:between|from|to|linking|connecting|into)\b)|services?(?= (?:between|from|linking|connecting)\b))"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("flight", "sailing", "service", "route"), ("launch", "inaugurat", "introduc", " add", "open", "restor",
        "reinstat", "mount", " roll", "begin", "starting", "laid on", "lays on", "schedul")),
)  # fmt: skip
_STORM = re.compile(
    r"\b(?:typhoon|storm|fog|strike|weather|black rain|rainstorm|signal no|cancell?ed|delay\w*|derail\w*|late on"
    r"|hours late|holiday|golden week|festival|fair"
    r"|carried|last year|passengers? (?:a|per) day)\b"
)


def everyday_openings(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """What opens, starts to work, runs or links two places, in English."""
    start, end = sentence.sentence.start, sentence.sentence.end
    told = _studied(folded, sentence, may) or first_told(
        (_CUTS_RIBBON, _STARTS_WORK, _SETS_UP_SHOP, _WILL_HAVE), folded, sentence, may
    )
    if told or _STORM.search(folded, start, end):
        return told
    told = first_told(
        (_FIRST_SERVICE, _NOW_RUN, _STARTS_SERVICE, _LINKED_BY, _ADDS_STOP, _WILL_LINK, _FIRST_LEAVES),
        folded,
        sentence,
        may,
    )
    if told:
        return told
    flies = first_told((_FLIES,), folded, sentence, may)
    return flies if flies and _NEW_SERVICE.search(folded, start, end) else []


def _studied(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """A line, bridge or the like that is under study."""
    told = first_told((_STUDIES,), folded, sentence, may)
    for event in told:
        event.status = "talks"
    return told
