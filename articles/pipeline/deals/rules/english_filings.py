"""English: listings filed for, firsts carried out, data that are shared, goods that it is agreed to buy.

"filed its prospectus with the Hong Kong exchange", "carried out the first drone delivery between", "will begin
exchanging medical records", "has agreed with Foo to buy more electricity".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told, made_public

_FILES = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:re-?)?(?:fil(?:es?|ed)|submit(?:s|ted)|lodg(?:es?|ed)|hand(?:s|ed) in))"
        r" (?:its |an? |the |their )?(?:[\w-]{2,14} ){0,3}?"
        r"(?P<thing>prospectus(?:es)?|(?:listing |ipo )?applications?(?: (?:for a listing|to list|proof))?|a1 form"
        r"|listing documents|papers) (?:with|to|on) (?:the )?(?=(?:[\w-]{2,14} ){0,3}(?:exchange|hkex|bourse"
        r"|stock exchange)\b)"
    ),
    "ipo_listing", "planned", "planned", "listing", "ipo",
    needs=(("prospectus", "application", "a1 form", "listing documents", "papers"), ("exchange", "hkex", "bourse")),
)  # fmt: skip
_FIRST_RUN = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:carried out|conducted|performed|completed|executed|handled|processed|settled"
        r"|staged"
        r"|dispatched|cleared|carries out|conducts|completes)) (?:the |its |their |china['’]s |hong kong['’]s "
        r"|the city['’]s )?"
        r"(?:country['’]s |world['’]s )?(?:first|maiden|inaugural) (?:ever |batch of )?(?:[\w-]{2,18} ){0,4}?"
        r"(?P<thing>deliver(?:y|ies)|shipments?|transfers?|transactions?|payments?|settlements?|trades?|flights?"
        r"|consignments?|crossings?)\b(?= (?:[^.;:]|\.\d){0,70}?\b(?:between|from|to|across|via|under|through|in)\b)"
    ),
    "launch_opening", "completed", "completed", "service",
    needs=(("first", "maiden", "inaugural"), ("deliver", "shipment", "transfer", "transaction", "payment", "settlement",
        "trade", "flight", "consignment", "crossing"), ("carri", "conduct", "perform", "complete", "execut", "handled",
        "process", "settled", "staged", "dispatch", "cleared")),
)  # fmt: skip
_RECORDS = (
    r"(?:(?:[a-z-]{3,16} )?(?:data|information|records|databases?|intelligence|test results|inspection results|reports"
    r"|results|credit (?:data|records|information)))"
)
_SHARES = Wording(
    re.compile(
        r"\b(?P<verb>(?:will|are to|is to|have agreed to|has agreed to|agreed to|have begun to|began to"
        r"|have started to)"
        r" (?:jointly |begin |start |also )?(?:shar(?:e|ing)|exchang(?:e|ing)|swap(?:ping)?|pool(?:ing)?|interconnect"
        r"|link up)|(?:has |have )?(?:begun|began|started) (?:sharing|exchanging|swapping|pooling))"
        r" (?P<thing>(?:[a-z-]{3,16} ){0,3}?" + _RECORDS + r")\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(("shar", "exchang", "swap", "pool", "interconnect", "link up"), ("data", "information", "records",
        "database",
        "intelligence", "results", "reports"), ("bureau", "department", "commission", "authorit", "customs",
        "government",
        "administration", "ministry", "hkma", "monetary", "hospital", "police", "regulator")),
)  # fmt: skip
_GOODS = (
    r"(?:electricity|power|natural gas|gas|lng|water|hydrogen|coal|oil|fuel|vaccines?|vegetables|pork|rice|sand|steel"
    r"|concrete|chips|batteries)"
)
_AGREED_TO_BUY = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:agreed|reached (?:an )?agreement|struck a deal|signed up|contracted))"
        r" with [^.;,]{2,70}? to (?:buy|purchase|import|supply|sell|deliver|take)"
        r" (?P<thing>(?:[\w-]{1,16} ){0,5}?" + _GOODS + r")\b"
    ),
    "procurement", "signed", "signed", "supply", "supply",
    needs=(("agreed with", "agreement with", "deal with", "signed up with", "contracted with"), (" to buy",
        " to purchase",
        " to import", " to supply", " to sell", " to deliver", " to take")),
)  # fmt: skip
_NOT_HERE = re.compile(
    r"\b(?:with the public|court|lawsuit|police said|arrested|hackers?|leak(?:ed|s)?|match|survey|bankruptcy|patent)\b"
)


def filed_and_shared(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Listings filed for, first runs, shared records and agreed purchases of an English sentence."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _NOT_HERE.search(folded, start, end):
        return []
    told = first_told((_FILES, _FIRST_RUN, _AGREED_TO_BUY), folded, sentence, may)
    return told + made_public(first_told((_SHARES,), folded, sentence, may), folded, start)
