"""English: the passive told as the active, and an act that is named told by its verb.

"A fund was set up by A and B" → "A and B set up a fund"; "celebrated the opening of" → "opened".
"""

import re

from articles.pipeline.deals.plain.rewrites import Rewrite

_DAY = r"(?: (?:(?:late |early )?(?:on )?\w{3,6}day|today|yesterday|last (?:week|month)))"
_THING = r"(?P<thing>(?:An?|The|Its|\d[\d.,]*|HK\$|US\$) ?[^,;:]{3,140}?)"
# Where the list of those who act ends: at a day, an aim, a place behind another phrase, a comma that no list has
_WHO = (
    r"(?P<who>(?:the )?[A-Z\d](?:(?! (?:was|were|is|are|has|had|have|will|after|while|before"
    r"|when|where|but|which|who)\b| in \d{4}\b)[^;:]){2,160}?)"
)
_REST = (
    r"(?P<rest>(?: (?:on (?:\w{3,6}day|[A-Z]\w+ \d)|to (?=[a-z])|yesterday|today|last|this|next|under|for (?=\d"
    r"|HK|US|RMB)"
    r"|after|while|before|when|in (?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December|Hengqin|Qianhai"
    r"|Nansha))|, (?!and )[a-z]|\.?$).*)?$"
)
_NAMES = r"(?:[Tt]he )?[A-Z][\w’'.-]*(?: (?:(?:of|for|and|the|and the) )?[A-Z][\w’'.-]*){0,8}"


def _passive(be: str, parts: tuple[str, ...], verb: str, by: str = "") -> Rewrite:
    return Rewrite(
        (" by ",),
        re.compile(
            r"^"
            + _THING
            + r" "
            + be
            + r" (?:jointly |formally |officially )?"
            + verb
            + r"(?P<day>"
            + _DAY
            + r")? by (?:both )?"
            + by
            + _WHO
            + _REST
        ),
        parts,
    )


# A side with what it is before its name: "US drug maker Elm Biotech"
_SIDE = r"(?:(?:[Tt]he )?[A-Z][\w’'.-]* (?:[a-z]{3,12} ){1,3})?" + _NAMES
# "by Germany's Elm Chemicals", "by Shenzhen-based Oak": no people cut such ribbons
_FIRM = r"(?=[A-Z][\w ]{1,20}(?:['’]s|-based|-listed) [A-Z])"
_DONE = r"(?:was|were|has been|have been)"
_AHEAD = r"(?:will be|is to be|are to be)"
# What of a thing that was set up the reading knows well enough in the passive stays as it is
VOICES = (
    _passive(
        _DONE,
        ("who", "= has ", "verb", "= ", "thing", "day", "rest"),
        r"(?P<verb>set up|established|formed|acquired|bought)",
    ),
    _passive(_AHEAD, ("who", "= will set up ", "thing", "day", "rest"), r"(?:set up|established|formed|founded)"),
    _passive(_AHEAD, ("who", "= will acquire ", "thing", "day", "rest"), r"(?:acquired|bought|taken over)"),
    _passive(_AHEAD, ("who", "= will sign ", "thing", "day", "rest"), r"(?:signed|inked)"),
    _passive(
        r"(?:is|are) (?:expected|due|set|scheduled) to be",
        ("who", "= will sign ", "thing", "day", "rest"),
        r"(?:signed|inked)",
    ),
    _passive(
        _DONE,
        ("who", "= has ", "verb", "= ", "thing", "day", "rest"),
        r"(?P<verb>opened|inaugurated"
        r"|launched)",
        _FIRM,
    ),
    _passive(_AHEAD, ("who", "= will open ", "thing", "day", "rest"), r"(?:opened|inaugurated)", _FIRM),
    # "A contract was awarded to B by A": by whom before to whom
    Rewrite(
        ("awarded",),
        re.compile(
            r"^"
            + _THING
            # Not "to a consortium formed by Oak"
            + r" (?:was|has been) awarded(?P<to> to [^;:,]{3,80}?)"
            + r"(?<! formed)(?<! led)(?<! headed)(?<! made up)(?<! owned)(?<! controlled)(?<! backed)(?<! run)(?P<day>"
            + _DAY
            + r")? by "
            + _WHO
            + _REST
        ),
        ("who", "= awarded ", "thing", "to", "day", "rest"),
    ),
    # "awarded Oak Estates a contract"
    Rewrite(
        ("awarded",),
        re.compile(
            r"\bawarded (?P<who>(?:[a-zA-Z-]+ ){0,4}?(?:the )?[A-Z][^,;:.]{2,50}?) "
            r"(?P<thing>an? (?:[\w$.-]{1,16} ){0,5}?contract\b[^,;:]{0,90}?)(?P<day>" + _DAY + r")?(?P<rest>[,;]|\.?$)"
        ),
        ("=awarded ", "thing", "= to ", "who", "day", "rest"),
    ),
    # "signed a contract worth HK$2 billion with Oak to build": a construction contract with Oak
    Rewrite(
        ("contract",),
        re.compile(
            r"\b(?:signed|inked) (?P<a>an? )(?P<paper>(?:(?!construction)[\w$.-]{1,16} ){0,5}?)contract"
            r"(?P<worth> (?:worth|valued at) [^,;]{3,30}?)?"
            r"(?P<with> with [^,;:.]{3,80}?)(?P<day>" + _DAY + r")?"
            r"(?P<aim> (?:to (?:build|construct|design|extend|upgrade)|for (?:an?|the) (?:[\w-]+ ){0,3}?(?:line"
            r"|bridge|tunnel"
            r"|terminal|road|railway|station|building|construction|extension))\b[^,;:]{0,70}?)(?P<rest>[,;]|\.?$)"
        ),
        ("=signed ", "a", "paper", "=construction contract", "with", "worth", "day", "aim", "rest"),
    ),
    # "signed a contract on Monday to buy 50 buses from Oak"
    Rewrite(
        ("signed", "inked", "entered"),
        re.compile(
            r" (?:has |have )?(?:signed|inked|entered into) an? (?:[\w$.-]{1,16} ){0,4}?"
            r"(?:contract|agreement|deal)(?P<day>"
            + _DAY
            + r")? to (?:buy|purchase|order|procure) (?=(?:up to |about |some |another )?(?:\d|two|three|four"
            r"|five|six|seven|eight"
            r"|nine|ten|a dozen)[^.;%]{1,60}?\b(?:buses|ferries|ships|vessels|drones|trains|taxis|vehicles"
            r"|trucks|aircraft|planes"
            r"|jets|robots|turbines|trams|cars|train ?sets|locomotives|helicopters)\b[^.;]{0,40}? from\b)"
        ),
        ("day", "= ordered "),
    ),
    # "Elm is negotiating a pact with Oak": both are in talks on it
    Rewrite(
        ("negotiating", "in talks on", "in talks over"),
        re.compile(
            r"^(?P<one>"
            + _SIDE
            + r") (?:is|are) (?:negotiating|in talks on|in talks over) (?P<paper>an? (?:[\w-]{2,16} ){0,4}?"
            r"(?:agreement|memorandum of understanding|memorandum|MoU|MOU|pact|letter of intent|treaty|protocol))"
            r" with (?P<two>" + _SIDE + r")(?P<rest>(?: (?:to|on|for|covering)\b|,|\.?$).*)$"
        ),
        ("one", "= and ", "two", "= are in talks on ", "paper", "rest"),
    ),
    # "Elm is in negotiations with Oak about a joint venture"
    Rewrite(
        ("in talks with", "in negotiations with"),
        re.compile(
            r"^(?P<one>"
            + _SIDE
            + r") (?:is|are) in (?:advanced |early )?(?:talks|negotiations) with (?P<two>"
            + _SIDE
            + r") (?:about|on|over|to (?:form|set up|establish"
            r"|create)) (?P<paper>an? (?:[\w-]{2,16} ){0,3}?(?:joint venture|JV"
            r"|agreement|memorandum of understanding|MoU|pact))\b(?P<rest>.*)$"
        ),
        ("one", "= and ", "two", "= are in talks on ", "paper", "rest"),
    ),
    # "Elm will cooperate with Oak under a memorandum signed on Friday"
    Rewrite(
        ("under a",),
        re.compile(
            r"^(?P<one>"
            + _NAMES
            + r") (?:will|is to|are to) (?:cooperate|co-operate|work|collaborate|team up|partner) with (?P<two>"
            + _NAMES
            + r") under (?P<paper>an? (?:[\w-]{2,16} ){0,4}?(?:agreement|memorandum of understanding|memorandum"
            r"|MoU|MOU|pact"
            r"|letter of intent)) (?:they |the two |both )?(?:have )?(?:signed|inked)(?P<rest>(?: (?:on|in|at|yesterday"
            r"|today|last|this)\b|,|\.?$).*)$"
        ),
        ("one", "= signed ", "paper", "= with ", "two", "rest"),
    ),
    # "celebrated the opening of", "held the opening ceremony of"
    Rewrite(
        ("opening",),
        re.compile(
            r"\b(?:celebrated|marked|announced|held) the (?:official |formal |grand )?(?:opening(?: ceremony)?"
            r"|inauguration)"
            r" (?:of|for) (?=(?:its|their|an?|the) (?:[\w-]+ ){0,4}?(?:branch|centre|center|office|laborator"
            r"|campus|lab\b|hub"
            r"|clinic|hospital|school|plant|factory|store|headquarters|institute))"
        ),
        ("=opened ",),
    ),
)
