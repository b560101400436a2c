"""English: openings and measures told by everyday words as still to come, allowed, or done together.

"will begin trial operations in May", "has won approval to open", "vouchers can be used at seven more clinics",
"has joined as a founding partner", "will jointly market".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told

_SITE = (
    r"(?:centres?|centers?|offices?|branch(?:es)?|sub-branch(?:es)?|campus(?:es)?|schools?|universit(?:y|ies)|colleges?"
    r"|hospitals?|clinics?|hubs?|terminals?|plants?|factor(?:y|ies)|depots?|warehouses?|institutes?|academy|incubators?"
    r"|laborator(?:y|ies)|labs?|stations?|parks?|checkpoints?|ports?|platforms?|services?|lines?|links?|bridges?"
    r"|tunnels?"
    r"|railways?|systems?|headquarters|stores?|shops?|museums?|complex|facilit(?:y|ies)|pipelines?|cables?)"
)
# "cargo centre in Dongguan will begin trial operations in May", "is due to take in its first pupils"
_WILL_BEGIN = Wording(
    re.compile(
        r"\b(?P<thing>" + _SITE + r")\b(?:,? (?:in|at|of|near|for|on|between|run|which|that|to)\b[^.;]{2,90}?,?)? "
        r"(?P<verb>(?:will|would|(?:is|are) (?:due|set|expected|scheduled|slated|likely|poised) to|(?:is|are) to)"
        r" (?:formally |officially |also ){0,2}(?:(?:begin|start|enter|commence) (?:trial |commercial |full |formal )?"
        r"(?:operations?|service|production|trials|trial runs?|business|classes|teaching|construction work)"
        r"|be (?:commissioned|inaugurated|up and running|operational|ready|put into (?:service|operation|use)"
        r"|brought into (?:service|use)|completed and opened)"
        r"|(?:take in|admit|welcome|receive|enrol|treat|serve|handle) (?:its|their|the) first|come into (?:operation"
        r"|service|use)"
        r"|go into (?:operation|service)|go live|come on stream|throw open its doors|open its doors))\b"
    ),
    "launch_opening", "planned", "planned", "opening",
    needs=(("will ", "would ", " due to", " set to", "expected to", "scheduled to", "slated to", "likely to",
        "poised to",
        " is to ", " are to "),),
)  # fmt: skip
# "welcomed its first batch of 400 students"
_FIRST_STUDENTS = Wording(
    re.compile(
        r"(?P<thing>\b" + _SITE + r"\b|\))(?: (?:in|at|of) [^.;,]{2,40}?)?"
        r" (?P<verb>(?:has |have )?(?:welcom|admitt|enroll|receiv|treat|serv|greet)ed (?:its|their|the) (?:first"
        r"|inaugural)"
        r" (?:batch|cohort|group|intake|class|students|pupils|undergraduates|patients|customers|guests|tenants"
        r"|passengers))\b"
    ),
    "launch_opening", "completed", "completed", "opening",
    needs=((" first", " inaugural"), ("welcom", "admitt", "enroll", "receiv", "treat", "serv", "greet")),
)  # fmt: skip
# "has won approval to open a sub-branch", "got the nod from the ministry to set up"
_MAY_OPEN = Wording(
    re.compile(
        r"\b(?P<verb>(?:(?:has |have )?(?:w[io]ns?|won|got|gets?|obtain(?:s|ed)|secur(?:es?|ed)|receiv(?:es?|ed)"
        r"|been given"
        r"|been granted|gain(?:s|ed))|(?:was|were) (?:given|granted)) (?:an? |the |formal |final |official |regulatory "
        r"|preliminary |in-principle ){0,3}(?:approvals?|licen[cs]es?|nod|go-ahead|green light|permission|clearance"
        r"|permits?)"
        r"(?: from [^.;]{2,70}?)?(?: (?:to|for) )(?:open|set up|establish|run|operate|build|launch|start|begin|create"
        r"|turn|convert"
        r"|opening|setting up)) (?:an? |its |the )?(?:[\w$’'-]{2,18} ){0,6}?(?P<thing>" + _SITE
        + r"|banks?|insurers?|brokerages?|ventures?|subsidiar(?:y|ies)|firms?|compan(?:y|ies)|funds?)\b"
    ),
    "launch_opening", "planned", "planned", "opening",
    needs=(("approval", "licen", " nod", "go-ahead", "green light", "permission", "clearance", "permit"), (" open",
        "set up", "setting up", "establish", " run ", "operate", "build", "launch", "start", "begin", "create",
        " turn ", "convert")),
)  # fmt: skip
# "secured approval to offer the first cross-border payment service from the city"
_MAY_OFFER = Wording(
    re.compile(
        r"\b(?P<verb>(?:(?:has |have |had )?(?:w[io]ns?|won|got|gets?|obtain(?:s|ed)|secur(?:es?|ed)|receiv(?:es?|ed)"
        r"|been given|been granted|gain(?:s|ed))|(?:was|were) (?:given|granted)) (?:an? |the |formal |final |official "
        r"|regulatory ){0,3}(?:approvals?|licen[cs]es?|nod|go-ahead|green light|permission|clearance)"
        r"(?: from [^.;]{2,70}?)? to (?:offer|provide|roll out|introduce))"
        r" (?:an? |its |the )?(?:[\w$’'-]{2,18} ){0,6}?(?P<thing>services?|platforms?|flights?|routes?)\b"
    ),
    "launch_opening", "planned", "planned", "opening",
    needs=(("to offer", "to provide", "to roll out", "to introduce"), ("approval", "licen", " nod", "go-ahead",
        "green light", "permission", "clearance")),
)  # fmt: skip
# "plans a Hong Kong office by the end of the year"
_PLANS_SITE = Wording(
    re.compile(
        r"\b(?P<verb>plan(?:s|ned|ning)?|eye(?:s|d|ing)|map(?:s|ped) out|prepar(?:es?|ed|ing)|line(?:s|d) up) "
        r"(?:an? |its |the |two |three |four )(?:(?:new|second|third|first|joint|regional"
        r"|local) ){0,2}(?:[\w’'-]{2,18} ){0,3}?"
        r"(?P<thing>offices?|branch(?:es)?|sub-branch(?:es)?|campus(?:es)?|schools?|hospitals?|clinics?|hubs?|plants?"
        r"|factor(?:y|ies)|centres?|centers?|headquarters|stores?|laborator(?:y|ies)|labs?|warehouses?|terminals?"
        r"|incubators?|parks?)\b(?= (?:in|at|for|near|by|this|next|on|with|to)\b|[.,]|$)"
    ),
    "launch_opening", "planned", "planned", "opening",
    needs=(("plan", " eye", " map", "prepar", " line"),),
)  # fmt: skip
# "vouchers can be used at seven more institutions in the bay area from Monday"
_CAN_BE_USED = Wording(
    re.compile(
        r"\b(?P<thing>vouchers?|cards?|licen[cs]es?|permits?|wallets?|insurance|passes|accounts?|drugs?|medicines?"
        r"|devices?|qualifications?|certificates?|policies|codes?|records?)\b[^.;]{0,90}?"
        r" (?P<verb>(?:can (?:now |also )?be|will be|are now|may now be|are to be) (?:used|accepted|valid"
        r"|recogni[sz]ed|honoured|shared|prescribed|sold|administered|bought|opened|activated))"
        r"(?= (?:at|in|across|on|by|for|throughout)\b[^;]{0,140}?\b(?:more|another|additional|further|from|starting"
        r"|as of|mainland|across the (?:border|boundary))\b)"
    ),
    "policy_measure", "announced", "announced", "change",
    needs=(("used", "accepted", "valid", "recogni", "honoured", "shared", "prescribed", "sold", "administered",
        "bought", "opened", "activated"), ("can be", "can now be", "can also be", "will be", "are now", "may now be",
        "are to be"), ("more", "another", "additional", "further", "from", "starting", "as of", "mainland", "across")),
)  # fmt: skip
# "has given the green light to funds investing in government bonds", "approved the sale of"
_GREEN_LIGHT = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:given|gave|gives?|giving) (?:the |its |final |formal ){0,2}(?:green light|nod"
        r"|go-ahead"
        r"|blessing) (?:to|for)|clear(?:s|ed) the way for|open(?:s|ed) (?:its|the) market to) "
        r"(?P<thing>(?:[\w’'-]{2,18} ){0,5}?(?:funds?|investors?|banks?|insurers?|firms?|lawyers?|doctors?|products?"
        r"|companies|schemes?|trials?|drivers?|vehicles?|cars?|yachts?|visitors?|residents?|students?|imports?|exports?"
        r"|bonds?|etfs?|licen[cs]es?))\b"
    ),
    "policy_measure", "announced", "announced", "change",
    needs=(("green light", " nod ", "go-ahead", "blessing", "the way for", " market to"),),
)  # fmt: skip
# "has joined the supercomputing centre as a founding partner", "will jointly market holidays"
_JOINS_IN = Wording(
    re.compile(
        r"\b(?P<verb>join(?:s|ed|ing)|(?:has|have) joined|c[ao]me (?:on board|in)|signed on|sign(?:s"
        r"|ed) up)\b[^.;]{0,90}?"
        r" as (?:an? |its |the |one of )?(?:[\w-]{2,16} ){0,2}?(?P<thing>partners?|founding members?|strategic members?"
        r"|anchor tenants?)\b"
    ),
    "cooperation_agreement", "announced", "announced", "accord", "doc",
    needs=(("partner", "member", "anchor tenant"), (" join", "on board", " came in", "signed on", "sign up",
        "signed up",
        "signs up")),
)  # fmt: skip
_DO_JOINTLY = Wording(
    re.compile(
        r"\b(?P<verb>(?:will|are to|would) (?:jointly|together|co-?)[ -]?(?:market|promote|develop|run|operate|build"
        r"|fund"
        r"|finance|train|organise|organize|host|research|explore|manage|invest|design|produce|market|sell|offer|study"
        r"|set up|launch))\b(?: (?:an? |the |their )?)(?P<thing>[a-z][\w-]{2,20})"
    ),
    "cooperation_agreement", "announced", "announced", "partnership", "doc",
    needs=(("will jointly", "will together", "will co", "are to jointly", "are to co", "would jointly"),),
)  # fmt: skip
_NOT_HERE = re.compile(r"\b(?:match|season|league|tournament|lawsuit|court case|troops|navy|coastguards?|drills?)\b")


def everyday_plans(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """What is to open, is let, may be used or will be done together, in English."""
    if _NOT_HERE.search(folded, sentence.sentence.start, sentence.sentence.end):
        return []
    told = first_told((_MAY_OPEN, _MAY_OFFER, _FIRST_STUDENTS, _WILL_BEGIN, _PLANS_SITE), folded, sentence, may)
    told += first_told((_CAN_BE_USED, _GREEN_LIGHT), folded, sentence, may)
    return told + first_told((_JOINS_IN, _DO_JOINTLY), folded, sentence, may)
