"""English: stakes, firms and goods that change hands, told by everyday words.

"raised its holding to 35 percent", "put US$50 million into", "is negotiating the purchase of", "placed an order with".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import SUM, CuedSentence, Event
from articles.pipeline.deals.rules.english_works import PICK_WORDS, PICKED, everyday_works
from articles.pipeline.deals.rules.purchases import signed_before
from articles.pipeline.deals.rules.wordings import SUM_WORDS, Wording, first_told

_WARE_WORDS = (
    "train", "car set", "carset", "carriages", "coaches", "trams", "buses", "freighter", "airliner", "aircraft",
    " jets", "planes", "helicopter", "ships", "vessels", "ferries", "tanker", "barges", " tugs", "cranes",
    "drones", "taxis", "trucks", "lorries", " cars", "vehicles", "robots", "turbines", "batteries", "modules",
    "panels", "chargers", "scanners", "machines", "excavators", "locomotives", "satellites", "evtols", "tons of",
    "tonnes of", "ton of", "tonne of", "doses of", "litres of", "barrels of", "metres of", "meters of",
    "bottles of", "cases of", "boxes of", "watts of", "watt of", "hours of", "sets of", "units of", "shipments of",
    "cargoes of", "heads of", "head of",
)  # fmt: skip
_HOLDING = r"(?:stakes?|holdings?|shareholdings?|interests?|equity|share|slice|stake-holding)"
# "has raised its holding in the wind farm to 35 percent", "trimmed its stake"
_CHANGES_HOLDING = Wording(
    re.compile(
        r"\b(?P<verb>rais(?:es?|ed|ing)|increas(?:es?|ed|ing)|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|up(?:s|ped|ping)"
        r"|build(?:s|ing)? up|built up|doubl(?:es?|ed|ing)|trim(?:s|med|ming)?|reduc(?:es?|ed|ing)|cut(?:s|ting)?"
        r"|lower(?:s|ed|ing)?|bring(?:s|ing)?|brought|sold down|hik(?:es|ed)) (?:its|their|his|her)"
        r" (?:[\w-]{2,20} ){0,3}?(?P<thing>" + _HOLDING + r") (?:in|of)\b(?=(?:[^.;]|\.\d){0,120}?\b(?:percent"
        r"|per cent)\b"
        r"|(?:[^.;]|\.\d){0,120}?%)"
    ),
    "equity_investment", "completed", "announced", "corporate", "stake",
    needs=(("stake", "holding", "interest", "equity", " share", "slice"), ("%", "percent", "per cent")),
)  # fmt: skip
# "has bought into", "became a shareholder of", "now owns 40 percent of", "was left with 20 per cent of"
_COMES_IN = Wording(
    re.compile(
        r"\b(?P<verb>b(?:ought|uys?|uying) into|bec(?:ame|omes?|oming) (?:an? |the |its )?(?:[\w-]{2,16} ){0,2}?"
        r"(?=(?:shareholder|investor|co-owner)\b)|c(?:ame|omes?|oming) in as (?:an? |the )?(?:[\w-]{2,16} ){0,2}?"
        r"(?=(?:shareholder|investor)\b)|subscrib(?:ed|es|ing) (?:for|to)(?= (?:[^.;]|\.\d){0,40}\bshares\b)"
        r"|now (?:owns?|holds?)(?= (?:an? )?(?:[^.;]|\.\d){0,16}\b(?:percent|per cent)\b)"
        r"|now (?:owns?|holds?)(?= (?:an? )?[\d.]{1,6} ?%)) ?(?P<thing>\w{0,12})"
    ),
    "equity_investment", "completed", "completed", "corporate", "stake",
    needs=(("bought into", "buy into", "buys into", "buying into", "became ", "become", "becoming", "came in as",
        "comes in as", "come in as", "coming in as", "subscrib", "now own", "now hold"), ("bought into",
        "buy into", "buys into", "buying into", "shareholder", "investor", "co-owner", " shares", "%", "percent",
        "per cent")),
)  # fmt: skip
_DONE_WITH = Wording(
    re.compile(
        r"\b(?P<verb>wrap(?:ped|s) up|clos(?:ed|es)|finali[sz](?:ed|es)|seal(?:ed|s)|complet(?:ed|es)|conclud(?:ed"
        r"|es)|finish(?:ed|es)"
        r"|tied up) (?:its|the|their|an?) (?:[\w.$%-]{1,16} ){0,4}?(?P<thing>purchase|takeover|take-over|acquisition"
        r"|buyout"
        r"|buy-out|disposal|merger) (?:of|with)\b"
    ),
    "acquisition", "completed", "completed", "corporate", "stake",
    needs=(("purchase", "takeover", "take-over", "acquisition", "buyout", "buy-out", "disposal", "merger"), ("wrap",
        "clos", "finali", "seal", "complet", "conclud", "finish", "tied up")),
)  # fmt: skip
# "has been sold to", "was taken over by": the firm is the subject
_TAKES_PART = Wording(
    re.compile(
        r"\b(?P<verb>t(?:ook|akes?|aken|aking)|pick(?:s|ed|ing) up|b(?:ought|uys?|uying)|acquir(?:es?|ed|ing)"
        r"|purchas(?:es?|ed)"
        r"|snap(?:s|ped) up|secur(?:es?|ed)|sold|sells?|selling) (?P<thing>(?:an?|one|its|almost a|nearly a|about a"
        r"|just over a)"
        r" (?:half|third|quarter|fifth|sixth|tenth|twentieth)) (?:of|in) (?!(?:the )?(?:vote|time|goods|seats"
        r"|tickets|shares on)\b)"
    ),
    "equity_investment", "completed", "announced", "corporate", "stake",
    needs=(
        (" half", " third", " quarter", " fifth", " sixth", " tenth", " twentieth"),
        ("took", "tak", "pick", "bought", "buy", "acquir", "purchas", "snap", "secur", "sold", "sell"),
    ),
)  # fmt: skip
_IS_SOLD = Wording(
    re.compile(
        r"\b(?P<verb>(?:has been|have been|was|were|is being|is to be|will be) (?:sold|bought|acquired|snapped up"
        r"|taken over)"
        r"(?: out)? (?:to|by))\b(?P<thing>)"
    ),
    "acquisition", "completed", "announced", "corporate", "stake",
    needs=(("sold to", "sold by", "bought by", "bought out by", "acquired by", "snapped up by", "taken over by"),),
)  # fmt: skip
_OF_A_FIRM = re.compile(
    r"\b(?:million|billion|trillion|bn|mn|mln|bln|m\b|agreement|deal|stake|owners?|shareholders?|founders?"
    r"|company|firm|maker|family|chain"
    r"|brand|start-?up"
    r"|producer|manufacturer|operator|group|takeover)\b"
)
_NO_FIRM_SOLD = re.compile(
    r"\b(?:flats?|homes?|houses?|site|plot|land|tower|building|paintings?|tickets?|goods|tonnes?|tons|cars|shares"
    r"|bonds|notes"
    r"|vehicles|horses?|aircraft|ships?|medicines?|water|electricity|gas|units|wine|art|lots?|works?)\b(?:[^.;]"
    r"|\.\d){0,60}$"
)
_SUM = (
    r"(?:(?:about |some |around |up to |more than |over |nearly |as much as |an? (?:additional|further|total of"
    r"|initial) "
    r"|another |a combined )?(?:(?:hk|us|s|a|nt)?\$|rmb ?|mop ?|€|£|¥|cny ?|usd ?|hkd ?)? ?\d[\d.,]{0,12} ?"
    r"(?:million|billion|trillion|bn|mn|mln|bln|m\b)?\b(?: (?!in\b|into\b|to\b)[\w.]{2,12}){0,3}?)"
)
# "is putting US$50 million into chip start-up", "has ploughed": money that goes into a firm
_PUTS_MONEY = Wording(
    re.compile(
        r"\b(?P<verb>put(?:s|ting)?|plough(?:s|ed|ing)?|plow(?:s|ed|ing)?|pump(?:s|ed|ing)?|pour(?:s|ed|ing)?"
        r"|s[aiu]nk(?:s|ing)?"
        r"|channel(?:s|led|ling)?|inject(?:s|ed|ing)?|invest(?:s|ed|ing)?|committ?(?:s|ed|ing)?) "
        + _SUM
        + r" (?:in|into) (?!(?:an? |the |its |their )?(?:[\w-]{2,20} ){0,4}?"
        r"(?:funds?|bonds?|banking system|system|market"
        r"|economy|projects?|government)\b)(?P<thing>[\w-]{2,30})"
    ),
    "equity_investment", "completed", "announced", "corporate", "stake",
    needs=((" put", "plough", "plow", "pump", " pour", " sank", " sunk", " sink", "channel", "inject", "invest",
        "commit"), SUM_WORDS),
)  # fmt: skip
# "has raised US$50 million from investors led by"
_RAISES_FROM = Wording(
    re.compile(
        r"\b(?P<verb>rais(?:es?|ed|ing)|secur(?:es?|ed|ing)|obtain(?:s|ed)|attract(?:s|ed)?|drew|draws|receiv(?:es?|ed)"
        r"|w[io]ns?|bag(?:s|ged)|land(?:s|ed)) " + _SUM + r"(?: in (?:new |fresh |equity )?(?:capital|funding"
        r"|investment"
        r"|financing))? from (?P<thing>(?:[\w-]{2,20} ){0,6}?(?:investors?|backers?|shareholders?|venture|capital"
        r"|fund))\b"
    ),
    "equity_investment", "completed", "announced", "corporate", "stake",
    needs=(("investor", "backer", "shareholder", "venture", "capital", "fund"), ("rais", "secur",
        "obtain", "attract", "drew", "draws", "receiv", " win", " won", "bag", "land"), SUM_WORDS),
)  # fmt: skip
_PART = re.compile(
    r"\b(?:minority|stakes?|shares?|interest|holding|(?<![\d.])(?:[1-4]?\d)(?:\.\d+)? ?(?:percent|per cent|%))"
)
_MAJORITY = re.compile(
    r"\b(?:majority|control|controlling|all|whole|entire|100 ?(?:percent|per cent|%)"
    r"|[5-9]\d(?:\.\d+)? ?(?:percent|per cent|%))"
)
# "is negotiating the purchase of", "in talks over a sale of", "in talks about taking a stake in"
_NEGOTIATES = re.compile(
    r"\b(?P<verb>negotiat(?:es|ing|ed)|in (?:\w+ )?(?:talks|discussions|negotiations)|(?:holding|held|holds|opened"
    r"|entered"
    r"|began|started|resumed) (?:\w+ )?(?:talks|negotiations|discussions)|mulls|mulling|considering|exploring|weighing"
    r"|eyeing|looking at|looking into)\b(?: with (?:[^.;:]|\.\d){2,50}?)?"
    r" (?:on |over |about |for |to |regarding |into )?(?:the |an? |a possible |its |their |possible |potential ){0,2}"
    r"(?P<thing>purchase|acquisition|takeover|take-over|buyout|sale|disposal|merger|buying|acquiring|selling"
    r"|taking over"
    r"|buy|acquire|sell|take over|taking|take|investing|invest)\b"
    r"(?P<what> (?:of |in |up |an? |the )?(?:[^.;:]|\.\d){2,120})"
)
_NEGOTIATED = Wording(
    _NEGOTIATES, "acquisition", "talks", "talks", "corporate", "stake",
    needs=(
        ("negotiat", "talks", "discussions", "mulls", "mulling", "considering", "exploring", "weighing", "eyeing",
         "looking at", "looking into"),
        ("purchase", "acquisition", "takeover", "take-over", "buyout", "sale", "disposal", "merger", "buy", "acquir",
         "sell", "taking", "take", "invest"),
    ),
)  # fmt: skip
_GOODS = re.compile(
    r"\b(?:electricity|power|gas|lng|oil|water|coal|food|vegetables|aircraft|planes|jets|trains?|train sets|buses"
    r"|vehicles|ships"
    r"|chips|vaccines|drugs|land|plot|site|flats|bonds|notes|visas|tickets|measures|steps|part|action|place|over the)\b"
)
# "placed an order with Airbus for eight freighters"
_PLACES_ORDER = Wording(
    re.compile(
        r"\b(?P<verb>plac(?:es?|ed|ing)|put in|puts in|confirm(?:s|ed)|firm(?:s|ed) up|finali[sz](?:es|ed)) (?:an? "
        r"|its |the )?"
        r"(?:[\w$.-]{1,16} ){0,4}?(?P<thing>orders?)\b(?: worth (?:[^.;:]|\.\d){2,30}?)?(?: with (?:[^.;:]"
        r"|\.\d){2,60}?)? for\b"
    ),
    "procurement", "signed", "signed", "order", "procure",
    needs=((" order",), (" plac", "put in", "puts in", "confirm", "firmed up", "firms up", "finali")),
)  # fmt: skip
_NUMBER = (
    r"(?:\d[\d,.]{0,9}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|thirty"
    r"|forty"
    r"|fifty|sixty|a hundred|a dozen|dozens of|hundreds of)(?: (?:million|billion|trillion|bn|mn|mln|bln|m\b"
    r"|thousand))?"
)
_WARES = (
    r"(?:train ?sets?|trainsets?|car ?sets|carriages|coaches|trains|trams|buses|minibuses|freighters|airliners|aircraft"
    r"|jets|planes|helicopters|ships|vessels|ferries|tankers|barges|tugs|cranes|drones|taxis|trucks|lorries|cars"
    r"|vehicles"
    r"|robots|turbines|batteries|modules|panels|chargers|scanners|machines|excavators|locomotives|satellites|evtols"
    r"|(?:metric )?ton(?:ne)?s of|doses of|litres of|barrels of|cubic met(?:re|er)s of|bottles of|cases of|boxes of"
    r"|megawatts?(?:-hours)? of|kilowatt-hours of|sets of|units of|shipments of|cargoes of|heads? of)"
)
# "intends to buy 12 additional train sets from", "is buying 18,000 tonnes of prawns from"
_BUYS_GOODS = Wording(
    re.compile(
        r"\b(?P<verb>buy(?:s|ing)?|bought|purchas(?:es?|ed|ing)|order(?:s|ed|ing)?|procur(?:es?|ed|ing)|tak(?:es?|ing)"
        r"|took|import(?:s|ing)?) (?:up to |some |about |at least |more than |over |nearly |an? (?:additional"
        r"|further|extra) "
        r"|another |a total of |the first |its first |as many as )?"
        r"(?P<thing>" + _NUMBER + r" (?:more |additional |extra |new "
        r"|further )?(?:[\w’'/-]{1,18} ){0,4}?" + _WARES + r")"
        r"(?=(?:[^.;:]|\.\d){0,60}? (?:from|for|made by|built by|of|with)\b)"
    ),
    "procurement", "signed", "signed", "order", "procure",
    needs=(("buy", "bought", "purchas", "order", "procur", "tak", "took", "import"), _WARE_WORDS),
)  # fmt: skip
_SUPPLIES = Wording(
    re.compile(
        r"\b(?P<verb>suppl(?:y|ies|ied|ying)|deliver(?:s|ing)?|ship(?:s|ping)?|sell(?:s|ing)?|provid(?:es?|ing)"
        r"|build(?:s|ing)?|mak(?:es?|ing)|manufactur(?:es?|ing)"
        r"|export(?:s|ing)?)"
        r" (?:[^.;:\d]{1,50}? with )?(?:up to |some |about |at least |more than |over |nearly |another |a total of )?"
        r"(?P<thing>" + _NUMBER + r" (?:more |additional |extra |new "
        r"|further )?(?:[\w’'/-]{1,18} ){0,4}?" + _WARES + r")"
        r"(?=(?:[^.;:]|\.\d){0,120}?\b(?:under (?:an?|the|this)|from \d|over|for|a year|per year|to)\b)"
    ),
    "procurement", "signed", "signed", "supply", "procure",
    needs=(("suppl", "deliver", " ship", " sell", "provid", "export", "build", " mak", "manufactur"), _WARE_WORDS),
)  # fmt: skip
# "has picked Foo to supply 200 buses", "was chosen by Bar to deliver"
_PICKED_TO_SUPPLY = Wording(
    re.compile(
        r"\b(?P<verb>" + PICKED + r")\b (?:[^.;:]|\.\d){2,80}?(?<! how)(?<! where) to "
        r"(?P<thing>(?:supply|provide|deliver|make|manufacture|print|equip)\b)(?! (?:a |the )?(?:speech|lecture"
        r"|keynote|evidence))"
    ),
    "procurement", "signed", "signed", "order", "procure",
    needs=(PICK_WORDS, ("to supply", "to provide", "to deliver", "to make", "to manufacture", "to print",
        "to equip")),
)  # fmt: skip
_PICKED_FOR_GOODS = Wording(
    re.compile(
        r"\b(?P<verb>" + PICKED + r"|turn(?:s|ed|ing)? to)\b (?:[^.;:]|\.\d){2,80}?(?<! how)(?<! where) for "
        r"(?P<thing>" + _NUMBER + r" (?:more |additional |new |further )?(?:[\w’'/-]{1,18} ){0,4}?" + _WARES + r")"
    ),
    "procurement", "signed", "signed", "order", "procure",
    needs=(PICK_WORDS, _WARE_WORDS),
)  # fmt: skip
_STUFF = (
    r"(?:natural gas|lng|gas|hydrogen|ammonia|electricity|power|coal|oil|crude|water|grain|rice|soybeans|beef|pork"
    r"|fish|seafood"
    r"|coffee|wine|timber|iron ore|lithium|copper|vaccines|drugs|chips|batteries|vegetables|fruit|cement|steel)"
)
# "will take nuclear power for ten years under a contract"
_UNDER_CONTRACT = Wording(
    re.compile(
        r"\b(?P<verb>suppl(?:y|ies|ied)|deliver(?:s|ed)?|ship(?:s|ped)?|sell(?:s)?|sold|tak(?:e|es)|took|buy(?:s)?"
        r"|bought"
        r"|import(?:s)?|provid(?:e|es)|receive) (?:[^.;:]|\.\d){0,40}?(?P<thing>" + _STUFF + r")\b"
        r"(?=(?:[^.;:]|\.\d){0,100}? (?:under|in|as part of) (?:an?|the) (?:[\w$.-]{1,18} ){0,4}?(?:contract|deal"
        r"|agreement"
        r"|order)\b)"
    ),
    "procurement", "signed", "signed", "supply", "procure",
    needs=(("contract", "deal", "agreement", "order"), ("natural gas", "lng",
        " gas", "hydrogen", "ammonia", "electricity", "power", "coal", " oil", "crude", "water", "grain", " rice",
        "soybeans", "beef", "pork", "fish", "seafood", "coffee", "wine", "timber", "iron ore", "lithium", "copper",
        "vaccines", "drugs", "chips", "batteries", "vegetables", "fruit", "cement", "steel"), ("suppl", "deliver",
        "ship", "sell", "sold", "tak", "took", "buy", "bought", "import", "provid", "receive")),
)  # fmt: skip


def everyday_purchases(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Stakes, firms, goods, works and plots, told by everyday words."""
    start, end = sentence.sentence.start, sentence.sentence.end
    told = _negotiated(folded, sentence, may) or first_told(
        (_CHANGES_HOLDING, _COMES_IN, _TAKES_PART, _DONE_WITH), folded, sentence, may
    )
    told = told or [
        event for event in first_told((_IS_SOLD,), folded, sentence, may) if _sells_firm(folded, sentence, event)
    ]
    told = told or first_told((_PLACES_ORDER, _BUYS_GOODS, _SUPPLIES, _UNDER_CONTRACT), folded, sentence, may)
    if not told and SUM.search(folded, start, end):
        told = first_told((_PUTS_MONEY, _RAISES_FROM), folded, sentence, may)
    told = told or first_told((_PICKED_TO_SUPPLY, _PICKED_FOR_GOODS), folded, sentence, may)
    told = told or everyday_works(folded, sentence, may)
    for event in told:
        if event.status == "planned" and event.rule in ("supply", "works"):
            # What will be done under a contract is signed for
            is_papered = _HAS_CONTRACT.search(folded, start, end) or _AGREED_TO.search(folded, start, event.verb.start)
            event.status = "signed" if is_papered else "planned"
        if event.status == "planned" and signed_before(sentence, event):
            # "has signed a contract to purchase"
            event.status = "signed"
    for event in told:
        if event.type == "equity_investment" and _MAJORITY.match(folded, event.verb.end + 1, end):
            # "now owns 75 percent of"
            event.type, event.status = "acquisition", "completed" if event.status == "announced" else event.status
    return told


def _negotiated(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """A firm or a stake whose purchase is under negotiation."""
    told = first_told((_NEGOTIATED,), folded, sentence, may)
    match = _NEGOTIATES.search(folded, sentence.sentence.start, sentence.sentence.end) if told else None
    if match is None or _GOODS.search(match["what"]):
        return []
    is_part = bool(_PART.search(match["what"])) and not _MAJORITY.search(match["what"])
    if match["thing"] in ("taking", "take", "investing", "invest") and not is_part:
        return []
    told[0].type = "equity_investment" if is_part else "acquisition"
    told[0].status = told[0].status if told[0].status in ("cancelled", "stalled") else "talks"
    return told


_AGREED_TO = re.compile(r"\bagreed to $")
_HAS_CONTRACT = re.compile(
    r"\b(?:under|in|as part of) (?:an?|the) (?:[\w$.-]{1,18} ){0,4}?(?:contract|deal|agreement|order)\b"
)


def _sells_firm(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether what has been sold is a firm."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _NO_FIRM_SOLD.search(folded, max(start, event.verb.start - 100), event.verb.start):
        return False
    return _OF_A_FIRM.search(folded, start, end) is not None
