"""Words that are nobody's name: offices, days, what is signed, nouns that only open a sentence, unnamed firms."""

import re

from articles.pipeline.deals.days_chinese import DAY

# An office, a day, a word that only opens the sentence: nobody's name
_NOBODY = re.compile(
    r"(?:mr|mrs|ms|dr|prof\w*|sir|chief|secretary|minister|president|chair\w*|mayor|governor|director\w*|vice"
    r"|deputy|acting"
    r"|permanent|commissioner|premier|ceo|head|dean|representatives?|officials?|leaders?|delegates?|secretári[oa]"
    r"|presidente|foi|foram|será|serão|depois|após|segundo|durante|numa?|entrou|entraram|realizou|decorreu"
    r"|ministr[oa]|chefe|the|they|it|he|she|we|these|those|this|that|greater bay area|grande baía|memorand\w+|mou"
    r"|grand|official|formal|soft|inaugural|os|as|ele|ela|meanwhile|separately|elsewhere|in|on|at|under|during|after|na|no|em|regiões"
    r" administrativas|países de|empresas|empresários|bancos|investidores|autoridades|startups"
    r"|empresa d[aeo] (?:macau|hong kong|guangdong|shenzhen|zhuhai|cantão|china|portugal|brasil|angola)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b"
)
# "the Elm Market Project", "the Harbour Forum": what is signed or where, nobody who signs
_UNDERTAKING = re.compile(
    r".*-(?:based|listed|owned|headquartered|backed)"
    # "The Board is pleased", "the Purchaser agreed": roles in the filings of firms
    r"|(?:Board|Company|Group|Directors?|Purchasers?|Vendors?|Sellers?|Buyers?|Issuers?|Lenders?|Borrowers?"
    r"|Lessors?|Lessees?"
    r"|Subscribers?|Investors?|Guarantors?|Target|Party|Parties|CE|CFO|COO|FS)"
    r"|.*\b(?:Projects?|Programmes?|Programs|Plan|Scheme|Conference|Forum|Ceremony|Summit|Agreements?|Memorandum"
    r"|Initiative)",
)
# "Ballard has signed", but not "Officials have signed": words of one capital that are no name
_COMMON_NOUN = re.compile(
    r".*(?:s|ly|ed|ing|tion|ment)|(?:both|each|another|today|yesterday|everyone|people|parliament|police|government|media|staff"
    r"|regulator|authority|china|beijing|nobody|none|neither|either|management|leadership|here|there|now|then"
    r"|also|later"
    r"|earlier|with|for|from|by|while|although|because|if|when|as|of|to|through|into|since|however|instead|meanwhile"
    r"|moreover|therefore|so|thus|but|and|or|not|only|just|even|more|most|many|some|any|all|such|what|who|which|where"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|next|last|new|old|photo|picture|source"
    r"|deal|agreement|pact|contract|mou|memorandum|treaty|accord|plan|project|partnership|ceremony|document|city"
    r"|province"
    r"|construction|work|trade|travel|demand|investment|cooperation|tourism|talks|trading)",
    re.IGNORECASE,
)
# "Associate Director of the Elm Board": a person's office within a name
_OFFICE = re.compile(
    r"\b(?:Director|Secretary|Minister|President|Chair(?:man|woman)|Commissioner|Officer|Manager|Head)\b"
)


# "LRT Elm Line", "Elm-Oak Bridge": what opens, and nobody who opens it
_THING = re.compile(
    # "Elm Road and Bridge Corporation" builds them
    r"(?!.*\b(?:Corporation|Company|Group|Limited|Ltd|Co|Holdings|Authority)\b\.?$)"
    r".*\b(?:Line|Bridge|Link|Tunnel|Route|Expressway|Highway|Crossing|Checkpoint|Terminal|Station|Interchange"
    r"|Linha|Ponte"
    r"|Túnel|Estrada|Estação)(?: \w{1,12}| of (?:the )?[^.;]{2,50})?"
    # "Linha de Foo do Metro Ligeiro"
    r"|(?:Linha|Ponte|Túnel|Estrada|Estação) d[aeo]s? [^.;,]{2,50}"
)


def is_thing(called: str) -> bool:
    """Whether words name a line, a bridge or the like."""
    return _THING.fullmatch(called) is not None


def is_nobody(called: str) -> bool:
    """Whether words begin as no name of a side does, or name what is signed or where."""
    return _NOBODY.match(called.lower()) is not None or _UNDERTAKING.fullmatch(called) is not None


def names_office(called: str) -> bool:
    """Whether words hold a person's office."""
    return _OFFICE.search(called) is not None


def is_common_noun(word: str) -> bool:
    """Whether an English word with a capital may be no name."""
    return _COMMON_NOUN.fullmatch(word) is not None


# 香港和沙特的企业、机构之间: unnamed firms of two places
UNNAMED_FIRMS = re.compile(
    r"(?:两地)?的(?:企业|公司|商家|机构|商界|业界|院校|高校)(?=[、和与及]|" + DAY + r"|之?间|互|共|交换|在|签|达成)"
)
