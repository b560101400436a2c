"""English: works that are let and plots that change hands, told by everyday words.

"landed the job of deepening", "has picked Foo for a viaduct", "won the auction for a plot".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told

PICK_WORDS = (
    "pick", " cho", "select", " hir", " nam", "appoint", "tapped", " taps", "engag", "contract", "commission",
    "enlist", " turn",
)  # fmt: skip
_WORK_WORDS = (
    "build", "construct", "design", "dredg", "deepen", " dig", " bor", "drill", " lay", "install", "erect",
    "renovat", "refurbish", "widen", "extend", "expand", "upgrad", "moderni", "reclaim", "carry out", "electrify",
    "demolish", "supervise", "engineer",
)  # fmt: skip
_PLOT_WORDS = ("land right", "land-use", "land use", " plot", " site", "parcel", " land", " lot", "hectares", "acres")
PICKED = (
    r"(?:pick(?:s|ed)?|cho(?:ose|oses|se|sen)|select(?:s|ed)?|hir(?:es|ed)|nam(?:es|ed)|appoint(?:s|ed)?|tap(?:s|ped)"
    r"|engag(?:es|ed)|contract(?:s|ed)|commission(?:s|ed)|enlist(?:s|ed)?)"
)
_STRUCTURE = (
    r"(?:viaduct|bridge|tunnel|station|terminal|railway|metro|line|runway|port|berths?|wharf|pier|road|expressway"
    r"|hospital"
    r"|stadium|plant|dam|pipeline|cable|reclamation|airport|towers?|buildings?|depot|works)"
)
_WORK = (
    r"(?:build|construct|design|dredge|deepen|dig|bore|drill|lay|install|erect|renovate|rebuild|refurbish|widen"
    r"|extend|expand"
    r"|upgrade|moderni[sz]e|reclaim|carry out (?:the )?(?:[\w-]{2,16} ){0,2}works|electrify|demolish|supervise"
    r"|engineer)"
)
_WORKING = (
    r"(?:building|constructing|designing|dredging|deepening|digging|boring|drilling|laying|installing|erecting"
    r"|renovating"
    r"|rebuilding|refurbishing|widening|extending|expanding|upgrading|moderni[sz]ing|reclaiming|electrifying)"
)
_PICKED_TO_BUILD = Wording(
    re.compile(
        r"\b(?P<verb>" + PICKED + r")\b (?:[^.;:]|\.\d){2,80}?(?<! how)(?<! where) (?P<thing>(?:to " + _WORK + r""
        r"|for (?:the )?"
        r"(?:[\w-]{2,16} ){0,3}?(?:works|construction|job)|for (?:an?|the"
        r"|its) (?:[\w-]{2,16} ){0,3}?" + _STRUCTURE + r")\b)"
    ),
    "construction_contract", "signed", "signed", "works", "contract",
    needs=(PICK_WORDS, (*_WORK_WORDS, "works", "construction", " job", "viaduct", "bridge",
        "tunnel", "station", "terminal", "railway", "metro", " line", "runway", " port", "berth", "wharf", " pier",
        " road", "expressway", "hospital", "stadium", " plant", " dam", "pipeline", " cable", "reclamation",
        "airport", " tower", "building", "depot")),
)  # fmt: skip
# "landed the job of deepening", "won a deal to build", "has been handed the work"
_WINS_JOB = Wording(
    re.compile(
        r"\b(?P<verb>w[io]n(?:s|ning)?|land(?:s|ed|ing)?|bag(?:s|ged)|clinch(?:es|ed)?|secur(?:es|ed)|scoop(?:s|ed)"
        r"|(?:was |were "
        r"|been )?(?:handed|given|awarded)|award(?:s|ed)|hand(?:s|ed)) (?:[^.;:]|\.\d){0,60}?"
        r"(?P<thing>(?:job|work|task|deal|contract|tender|bid|project)s? (?:of|for|to) (?:the )?(?:[\w-]{2,16} ){0,2}?"
        r"(?:" + _WORKING + r"|" + _WORK + r"|construction|extension|renovation|dredging|expansion)\b)"
    ),
    "construction_contract", "signed", "signed", "works", "contract",
    needs=((" job", " work", " task", " deal", "contract", " tender", " bid ", "project"), (" win", " won", " land",
        " bag", "clinch", "secur", "scoop", "handed", " given", "award", " hand"), (*_WORK_WORDS, "construction",
        "extension", "renovation", "dredging", "expansion")),
)  # fmt: skip
# "the contract for the tunnel has gone to Foo"
_GOES_TO = Wording(
    re.compile(
        r"\b(?P<thing>(?:contract|tender|job|works?))s? (?:for|to) (?:[^.;:]|\.\d){4,110}? (?P<verb>(?:has "
        r"|have )?(?:gone"
        r"|went|goes?|fell"
        r"|fallen) to)\b(?! (?:waste|court|tender|plan|auction))"
    ),
    "construction_contract", "signed", "signed", "works", "contract",
    needs=((" gone to", " went to", " goes to", " go to", " fell to", " fallen to"), ("contract", "tender", " job",
        "work")),
)  # fmt: skip
# "will build a viaduct under a contract signed on Monday"
_BUILDS_UNDER = Wording(
    re.compile(
        r"\b(?P<verb>" + _WORK + r") (?!(?:\d|two|three|four|five|six|ten|twelve|twenty|fifty|hundreds"
        r"|dozens)(?:[^.;:]|\.\d){0,40}?"
        r"\b(?:ferries|ships|vessels|buses|trains|trams|aircraft|cars|trucks|cranes|satellites|locomotives|carriages"
        r"|turbines)\b)"
        r"(?:[^.;:]|\.\d){2,70}? (?:under|in|as part of) (?:an?|the) (?:[\w$.-]{1,18} ){0,4}?"
        r"(?P<thing>contract|deal)\b"
    ),
    "construction_contract", "signed", "signed", "works", "contract",
    needs=(("contract", "deal"), _WORK_WORDS),
)  # fmt: skip
_PLOT = r"(?:land(?:-use| use)? rights?|plots?|sites?|parcels?|land|lots?|hectares|acres)"
_BUYS_PLOT = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |had )?(?:b(?:ought|uys?|uying)|acquir(?:es?|ed|ing)|purchas(?:es?|ed|ing)"
        r"|w[io]n(?:s|ning)?"
        r"|secur(?:es?|ed)|snap(?:s|ped) up|pick(?:s|ed) up|scoop(?:s|ed) up|bag(?:s|ged)|clinch(?:es|ed)|land(?:s"
        r"|ed)|took"
        r"|obtain(?:s|ed)))"
        r" (?:an? |the |its |two |three |\d{1,2} )?(?:[\w,.’'-]{1,24} ){0,5}?(?P<thing>" + _PLOT + r")\b"
        r"(?=(?:[^.;]|\.\d){0,140}?\b(?:million|billion|trillion|bn|mn|mln|bln|m\b|auction|tender|yuan|patacas"
        r"|listing-for-sale|bidding|from the"
        r"|bid)\b)"
    ),
    "land", "completed", "announced", "land", "land",
    needs=(_PLOT_WORDS, ("bought", " buy", "acquir", "purchas", " win", " won", "secur", "snap", " pick", "scoop",
        " bag", "clinch", " took", "obtain", " land"), ("million", "billion", "auction", "tender", "yuan",
        "pataca", "listing-for-sale", "bidding", "from the", " bid")),
)  # fmt: skip
_WINS_AUCTION = Wording(
    re.compile(
        r"\b(?P<verb>w[io]ns?|topped|tops|came out on top in) (?:the|an?) (?:[\w-]{2,16} ){0,2}?(?:auction|tender"
        r"|bidding|sale)"
        r" (?:for|of) (?:an?|the|its|two|three)? ?(?:[\w,.’'-]{1,20} ){0,5}?(?P<thing>" + _PLOT + r")\b"
    ),
    "land", "completed", "completed", "land", "land",
    needs=(_PLOT_WORDS, ("auction", "tender", "bidding", " sale"), (" win", " won", "topped", "tops", "out on top")),
)  # fmt: skip
# "paid 120 million yuan for a 3-hectare site"
_PAID_FOR_PLOT = Wording(
    re.compile(
        r"\b(?P<verb>paid|pays?|paying|spent|spends|shelled out|forked out|splashed out)\b(?:[^.;:]"
        r"|\.\d){2,50}? (?:for|on)"
        r" (?:an? |the |two |three )?(?:[\w,.’'-]{1,24} ){0,5}?(?P<thing>" + _PLOT + r")\b"
    ),
    "land", "completed", "announced", "land", "land",
    needs=(_PLOT_WORDS, (" paid", " pay", " spent", " spends", " out"), ("million", "billion", "yuan", "$")),
)  # fmt: skip
_OFFERS_PLOT = Wording(
    re.compile(
        r"\b(?P<verb>offer(?:s|ed|ing)?|put(?:s|ting)? up|releas(?:es?|ed|ing)|tender(?:s|ed|ing)|auction(?:s|ed"
        r"|ing)?|market(?:s|ed|ing))"
        r" (?:an?|the|its|two|three|four|five|\d{1,2}) (?:[\w,.’'-]{1,20} ){0,4}?(?P<thing>" + _PLOT + r")\b"
        r"(?=(?:[^.;:]|\.\d){0,60}? (?:to|for) (?:[\w-]{2,16} ){0,2}?(?:developers?|investors?|firms|companies"
        r"|bidders|tender"
        r"|sale"
        r"|auction|enterprises|groups|universities|builders)\b)"
    ),
    "land", "announced", "announced", "land", "land",
    needs=(_PLOT_WORDS, ("offer", " put", "releas", "tender", "auction", "market"), ("developer", "investor",
        "firms", "companies", "bidder", "tender", " sale", "auction", "enterprise", "groups", "universit",
        "builder")),
)  # fmt: skip
# "signed a lease for a plot", "has leased a site from"
_LEASES_PLOT = Wording(
    re.compile(
        r"\b(?P<verb>(?:sign(?:s|ed|ing)?|conclud(?:es|ed)|ink(?:s|ed)|enter(?:s|ed) into|seal(?:s|ed)|exchang(?:es"
        r"|ed)|agree[sd]?)"
        r" (?:an? |the )?(?:[\w-]{1,18} ){0,3}?(?:lease|usufruct|concession|land|leasehold|tenancy)\b(?:[^.;:]"
        r"|\.\d){0,70}?"
        r"|(?:leas(?:es?|ed|ing)|rent(?:s|ed|ing)?|sign(?:s|ed) over|hand(?:s|ed) over|sign(?:s|ed) away)"
        r" (?:an? |the |some |about )?(?:[\w,.’'-]{1,20} ){0,3}?)"
        r"(?P<thing>" + _PLOT + r")\b(?! (?:visit|manager|office))"
    ),
    "land", "signed", "signed", "land", "land",
    needs=(_PLOT_WORDS, ("leas", "usufruct", "concession", "tenancy", " rent", " land ", " over", " away")),
)  # fmt: skip
_NO_LAND = re.compile(r"\b(?:court|lawsuit|case over|website|web site|heritage site|filming|historic|camp)\b")


def everyday_works(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Works that are let to somebody, and plots that are sold, let or offered."""
    told = first_told((_WINS_JOB, _PICKED_TO_BUILD, _GOES_TO, _BUILDS_UNDER), folded, sentence, may)
    if not told and not _NO_LAND.search(folded, sentence.sentence.start, sentence.sentence.end):
        told = first_told(
            (_LEASES_PLOT, _WINS_AUCTION, _PAID_FOR_PLOT, _BUYS_PLOT, _OFFERS_PLOT), folded, sentence, may
        )
    return told
