"""English: what visits bring home, papers that are prolonged, and firms that move, build or put money in a round.

"wrapped up a visit to Malaysia with 11 memorandums", "have extended by five years a memorandum", "moved into its new
headquarters in", "will put up a 600 million yuan factory", "led a US$50 million financing of".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import SUM_TOLD, Wording, first_told, made_public

_N = (
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|dozens of|a string of|a raft of"
    r"|several)"
)
_TRIP = (
    r"(?:visit|trip|tour|mission|roadshow|delegation|stay|forum|conference|summit|fair|expo|meeting|leg|seminar"
    r"|promotion)"
)
_ENDS_TRIP = (
    r"\b(?P<verb>(?:has |have )?(?:wrap(?:s|ped) up|conclud(?:es|ed)|end(?:s|ed)|finish(?:es|ed)|round(?:s|ed) off"
    r"|clos(?:es|ed)|cap(?:s|ped)|return(?:s|ed) from|c[ao]mes? (?:back|home) from|came (?:back|home) from"
    r"|complet(?:es|ed)))"
    r" (?:an? |the |his |her |its |their |this |that )(?:[\w-]{1,16} ){0,4}?"
    + _TRIP
    + r"\b(?:[^.;:]|\.\d){0,90}? (?:with|having signed|after signing|by signing|and signed) (?:the signing of "
    r"|the exchange of "
    r"|a total of |some |about |more than |over |as many as |no fewer than )?" + _N + r" (?:[\w-]{2,16} ){0,3}?"
)
_NEEDS_TRIP = ("wrap", "conclud", "ended", "ends ", "finish", "rounded off", "rounds off", "closes", "closed", "capped",
    "caps ", "return", " back from", "home from", "complet")  # fmt: skip
_TRIPS = ("visit", "trip", "tour", "mission", "roadshow", "delegation", "stay", "forum", "conference", "summit", "fair",
    "expo", "meeting", " leg", "seminar", "promotion")  # fmt: skip
_MEMORANDA = Wording(
    re.compile(_ENDS_TRIP + r"(?P<thing>memorand(?:a|ums)(?: of understanding)?|mous?)\b"),
    "mou", "signed", "signed", "yield", "doc",
    needs=(("memorand", "mou"), _NEEDS_TRIP, _TRIPS),
)  # fmt: skip
_DEALS = Wording(
    re.compile(_ENDS_TRIP + r"(?P<thing>agreements?|deals|contracts|accords|pacts|documents|projects|protocols)\b"),
    "cooperation_agreement", "signed", "signed", "yield", "doc", generic=True,
    needs=(("agreement", "deals", "contract", "accord", "pacts", "document", "project",
        "protocol"), _NEEDS_TRIP, _TRIPS),
)  # fmt: skip
_PROLONGS = (
    r"\b(?P<verb>(?:has |have )?(?:extend(?:s|ed)?|renew(?:s|ed)?|prolong(?:s|ed)?|roll(?:s|ed) over|updat(?:es?|ed)))"
    r" (?:by|for|until|through) [^.;,]{3,30}? (?:an? |the |their |its |a \d{4} )(?:[\w-]{2,16} ){0,4}?"
)
_PROLONGS_MOU = Wording(
    re.compile(_PROLONGS + r"(?P<thing>memorandum(?: of understanding)?|mou)\b"),
    "mou", "signed", "signed", "accord", "doc",
    needs=(("memorandum", "mou"), ("extend", "renew", "prolong", "roll", "updat")),
)  # fmt: skip
_PROLONGS_PACT = Wording(
    re.compile(_PROLONGS + r"(?P<thing>agreement|pact|accord|contract|protocol|deal|partnership)\b"),
    "cooperation_agreement", "signed", "signed", "accord", "doc", generic=True,
    needs=(("agreement", "pact", "accord", "contract", "protocol", "deal", "partnership"), ("extend", "renew",
        "prolong",
        "roll", "updat")),
)  # fmt: skip
_HQ = (
    r"(?:headquarters|head office|hq|regional office|office|production base|production line|r&d centre|research centre"
    r"|treasury centre|trading desk|logistics centre|distribution centre|campus|plant)"
)
# "has moved its South China headquarters from Shenzhen to Guangzhou", "moved into its new headquarters in Qianhai"
_MOVES = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |will |is to |plans to )?(?:(?:mov|relocat)(?:es?|ed)|shift(?:s|ed)?|transfer(?:s"
        r"|red)?))"
        r" (?:(?:its|their) (?:[\w-]{2,16} ){0,3}?(?P<thing>" + _HQ + r")\b(?= (?:from [^.;,]{2,40}? )?(?:to|into)\b)"
        r"|into (?:its|their|a) (?:new |own |permanent ){1,2}(?:[\w-]{2,16} ){0,3}?" + _HQ + r"\b(?= (?:in|at)\b))"
    ),
    "launch_opening", "completed", "planned", "service",
    needs=((" mov", "relocat", "shift", "transfer"), ("headquarter", "office", " hq", " base", " line", "centre",
        "desk",
        "campus", "plant")),
)  # fmt: skip
# "will put up a 600 million yuan factory in Zhongshan"
_PUTS_UP = Wording(
    re.compile(
        r"\b(?P<verb>(?:will|is to|are to|plans? to|intends? to|has decided to|is set to|has begun to|agreed to)"
        r" (?:put up|erect|build|construct|set up|establish|develop)) (?:an? |its |another |a new |a second )"
        r"(?P<thing>" + SUM_TOLD + r"(?: [\w-]{2,16}){0,4}? (?:factory|plant|base|complex|facility|centre|center|park"
        r"|hub"
        r"|mill|works|data centre|headquarters|campus|project))\b"
    ),
    "equity_investment", "announced", "announced", "corporate", "stake",
    needs=(("put up", "erect", "build", "construct", "set up", "establish", "develop"), ("million", "billion", "bn",
        "mln",
        "bln", "0m", "5m"), ("factory", "plant", "base", "complex", "facility", "cent", "park", "hub", "mill", "works",
        "headquarters", "campus", "project")),
)  # fmt: skip
# "led a US$50 million Series C financing of Foo", "backed a fundraising by"
_LED_FINANCING = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:(?:co-)?led|leads|joined|(?:took|taken) part in|participated in|anchored"
        r"|backed))"
        r" (?:an? |the |its )?(?:[\w$.’'-]{1,16} ){0,5}?(?P<thing>financing|funding|fundraising|fund-raising"
        r"|capital raising"
        r"|share placement)\b (?=(?:of|for|by|in) )"
    ),
    "equity_investment", "completed", "completed", "round", "stake",
    needs=(("financing", "funding", "fundraising", "fund-raising", "capital raising", "share placement"), ("led ",
        "leads",
        "join", "part in", "participated", "anchored", "backed")),
)  # fmt: skip
# "have extended a standard contract for data flows to all industries"
_WIDENS = Wording(
    re.compile(
        r"\b(?P<verb>(?:(?:has|have) )?(?:extend|expand|widen|broaden|open)(?:s|ed)?(?: up)?) (?:an? |the |their |its )"
        r"(?:[\w-]{2,16} ){0,4}?(?P<thing>(?:standard |model )?contracts?|schemes?|arrangements?|mechanisms?|pilots?"
        r"|measures?"
        r"|facilitation|services?|channels?|programmes?|lists?)\b(?: (?:for|on|of) [^.;,]{3,50}?)? to (?:cover "
        r"|include )?"
        r"(?=(?:all|more|other|another|\d|two|three|four|five|six|seven|eight|nine|ten|every|further|additional"
        r"|the whole"
        r"|the entire)\b)"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(("extend", "expand", "widen", "broaden", "open"), ("contract", "scheme", "arrangement", "mechanism", "pilot",
        "measure", "facilitation", "service", "channel", "programme", "list"), (" to all", " to more", " to other",
        " to another", " to cover", " to include", " to every", " to further", " to additional", " to the whole",
        " to the entire", " to two", " to three", " to four", " to five", " to six", " to seven", " to eight",
        " to nine",
        " to ten", " to 1", " to 2", " to 3", " to 4", " to 5", " to 6", " to 7", " to 8", " to 9")),
)  # fmt: skip
# "are forming a venture to swap batteries, each holding half"
_FORMS_VENTURE = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |are |is |will |plan to |plans to |agreed to )?(?:also )?(?:form|set up|establish"
        r"|creat"
        r"|launch)(?:e|es|s|ed|d|ing)?|setting up|set up) (?:an? |their |its )(?:[\w%-]{2,16} ){0,3}?"
        r"(?P<thing>venture|jv)\b(?= (?:to|in|for|with|that|which|under)\b)(?! (?:capital|fund|arm|studio))"
    ),
    "joint_venture", "announced", "announced", "venture", "doc",
    needs=(("venture", " jv"), ("form", "set up", "setting up", "establish", "creat", "launch")),
)  # fmt: skip
# "has opened its first offshore vault in Hong Kong": whatever opens, where it is called a body's first or new one
_OPENS_ITS_FIRST = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:opened|inaugurated|set up|established|unveiled|opens|inaugurates|sets up))"
        r" (?:its|their|an?|the (?:city|country|mainland|company|group|bank|world)['’]s) (?:first|second|third|fourth"
        r"|fifth"
        r"|largest|biggest|only|permanent|flagship|new) (?:ever |overseas |offshore |mainland |joint "
        r"|international ){0,2}"
        r"(?:(?!exhibition|front|round|season|chapter|fire|account|probe|case|session|campaign|forum|fair|festival"
        r"|consultation"
        r"|investigation|match|line of|inquiry|trial)[\w’'-]{2,18} ){0,3}?"
        r"(?P<thing>vaults?|clubs?|shelters?|farms?|studios?|galler(?:y|ies)|theatres?|marinas?|piers?|dark store"
        r"|cold stores?"
        r"|workshops?|simulators?|arenas?|stadiums?|courts?|notary|morgue|kitchens?|bakery|brewery|roaster(?:y|ies)"
        r"|lounges?"
        r"|libraries|library|archives?|garden|greenhouses?|nurser(?:y|ies)|dormitor(?:y|ies)|hostels?|villages?|towers?"
        r"|chambers?|missions?|trade offices?|liaison points?|service points?|service desks?|helplines?|test tracks?"
        r"|testbeds?"
        r"|sandbox(?:es)?|fabs?|mills?|refiner(?:y|ies)|smelters?|docks?|slipways?|hangars?)\b(?= (?:in|at|on|near"
        r"|outside)\b)"
    ),
    "launch_opening", "completed", "completed", "opening",
    needs=(("opened", "inaugurat", "set up", "sets up", "establish", "unveil", "opens"), (" first ", " second ",
        " third ",
        " fourth ", " fifth ", " largest ", " biggest ", " only ", " permanent ", " flagship ", " new ")),
)  # fmt: skip
_NOT_HERE = re.compile(
    r"\b(?:match|league|striker|troops|court|lawsuit|film|concert|season|tenancy|strike|ceasefire)\b"
)


def visits_and_moves(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """What a visit yields, papers prolonged, moves of firms, plants to be built and rounds of money, in English."""
    if _NOT_HERE.search(folded, sentence.sentence.start, sentence.sentence.end):
        return []
    told = first_told((_MEMORANDA, _DEALS, _PROLONGS_MOU, _PROLONGS_PACT), folded, sentence, may)
    told += first_told((_PUTS_UP, _LED_FINANCING), folded, sentence, may)
    told += _ventures_formed(folded, sentence, may)
    moved = first_told((_MOVES, _OPENS_ITS_FIRST), folded, sentence, may)
    for event in moved:
        if _TO_COME.match(folded, event.verb.start):
            event.status = "planned"
    measures = first_told((_WIDENS,), folded, sentence, may)
    return told + moved + made_public(measures, folded, sentence.sentence.start)


# Two must be named beside it: somebody alone sets up a business
_OF_TWO = re.compile(r"\b(?:and|with|each|jointly|together|both|equal\w*|50[-/:]50|half)\b")


def _ventures_formed(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    told = first_told((_FORMS_VENTURE,), folded, sentence, may)
    is_of_two = _OF_TWO.search(folded, sentence.sentence.start, sentence.sentence.end)
    for event in told:
        if _LATER.match(folded, event.verb.start):
            event.status = "planned"
    return told if is_of_two else []


_LATER = re.compile(r"(?:will|plan to|plans to)\b")
_TO_COME = re.compile(r"(?:will|is to|plans to)\b")
