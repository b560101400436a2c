"""Which sum an English sentence right after a deal gives for that deal, and what only looks like one."""

import re

from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Money

# "about", "a combined", "as much as": between the words of a sum and the sum
_BOUND = (
    r"(?: (?:about|around|approximately|roughly|some|nearly|almost|up|to|as|much|at|least|most|more|than|over|just"
    r"|under|only"
    r"|an?|the|estimated|total|of|combined|initial|further|additional|equivalent|excess|in|maximum|minimum|between"
    r"|another)){0,6} $"
)
_SUBJECT = (
    r"\b(?:it|they|he|she|both|each|the (?:[\w-]{1,20} ){0,3}?(?:company|group|firm|buyer|bank|developer|operator"
    r"|fund|two|pair|partners|sides|parties|investor|investors|shareholders|consortium|venture|carmaker|airline"
    r"|maker|owner|lender|insurer"
    r"|tenant|retailer"
    r"|university|city|province|government|authority|bureau|board|corporation|institute|scheme|project|deal"
    r"|programme|program|plan))"
)
# "It paid", "The company will put in", "The two have committed"
_PAYS = re.compile(
    _SUBJECT
    + r"(?: (?:said|says))?(?: (?:it|they))?(?: (?:will|would|is|are|has|have|had|to|each|jointly|together|also"
    r"|agreed|plans?|intends?"
    r"|expects?|be)){0,4} (?:pa(?:y|ys|id|ying)|invest(?:s|ed|ing)?|spen(?:d|ds|t|ding)|put(?:s|ting)? (?:in|up"
    r"|down)|pledge[sd]?"
    r"|pledging|commit(?:s|ted|ting)?|contribut(?:e|es|ed|ing)|inject(?:s|ed|ing)?|set(?:s|ting)? aside"
    r"|allocate[sd]?|provid(?:e|es|ed)"
    r"|earmark(?:s|ed)?|fork(?:s|ed)? out|shell(?:s|ed)? out|hand(?:s|ed)? over|len(?:d|ds|t)|borrow(?:s|ed)?"
    r"|raise[sd]?|raising"
    r"|cost|costs|costing|offer(?:s|ed)?|deposit(?:s|ed)?|receive[sd]?|get|gets|earn)" + _BOUND
)
# ", paying 64 million euros for 74.9 percent", "at a price of"
_PAYING = re.compile(
    r"(?:, (?:paying|investing|spending|committing|contributing|pledging|injecting)|\b(?:for|at) (?:a"
    r"|an) (?:[a-z-]{2,14} )?(?:price|cost"
    r"|consideration|premium|fee|sum|outlay|total|value) of|\bin exchange for|\bin a deal (?:worth|valued at))" + _BOUND
)
# "The price was put at", "Total investment comes to", "Initial capital would be", "The size of the fund is"
_IS = re.compile(
    r"\b(?:(?:price|consideration|costs?|outlay|investment|capital|bill|budget|funding|financing|capitali[sz]ation"
    r"|price tag|purchase price"
    r"|value|worth|size|sum|amount|fund|facility|loan|offering|issue|contract|order|proceeds|deal|agreement|tie-up"
    r"|partnership|pact|accord|transaction|collaboration|venture|package|acquisition|takeover|purchase|projects?"
    r"|target)(?: (?:of|for|in) the [a-z ]{3,30})?"
    r" (?:is|was|are|were|will be|would be|has been|have been|could|may|might|should|will|would|stands|stood|comes"
    r"|came|amounts"
    r"|amounted|totals"
    r"|totalled|totaled|reaches|reached|exceeds|exceeded|is worth|was worth)(?: (?:be|reach|exceed|total|put|set|fixed"
    r"|agreed|estimated|expected|projected|given|valued"
    r"|worth|come|amount|cost|to|at|in|region|the))*)" + _BOUND
)
# "Under the agreement, Rowan will invest just over", "Rowan will put", "plans to spend"
_WILL_PAY = re.compile(
    r"\b(?:will|would|(?:is|are|has agreed|have agreed|agreed|plans?|intends?|expects?|aims?|undertook|pledged"
    r"|promised) to) (?:jointly |each |also |together |initially ){0,2}(?:invest|put(?: in| up)?|pump|spend|pay|commit"
    r"|contribute|inject|plough|pour)" + _BOUND
)
# "calls for an investment of as much as", "has a total investment of", "carries a price tag of"
_SUM_OF = re.compile(
    r"\b(?:cost|investment|outlay|consideration|price tag|contract value|total value|combined value|budget|expenditure"
    r"|financing|funding) of" + _BOUND
)
# "Costing HK$2 billion, the line", "Worth 3 billion yuan, the deal"
_OPENS = re.compile(
    r"^\W*(?:costing|worth|valued at|priced at|at a cost of|with (?:a |an )?(?:[a-z-]{2,14} )?(?:investment|budget"
    r"|price tag|value|capital|cost) of)" + _BOUND
)
# "of the 300 million yuan capital": the whole behind the sum
_WHOLE_AFTER = re.compile(
    r" ?(?:in |of )?(?:registered |initial |start-?up |share |paid-up |total )?(?:capital\b(?! market| gain| city)"
    r"|capitali[sz]ation\b|price tag\b|deal\b|contract\b|order\b"
    r"|investment\b(?! bank| compan| fund| manager)|project\b|scheme\b|programme\b|venture\b|fund\b(?!ing| manager"
    r"| house)|loan\b|facility\b|scholarship\b|grant\b|bond\b)"
)
_OF_THE = re.compile(r"\b(?:the|this|its|their|a|an) (?:[a-z-]{2,14} )?$")
# What a firm earns, a market trades or was so far, is no sum of the deal
_OTHER_SUM = re.compile(
    r"\b(?:revenues?|sales|turnover|profits?|loss(?:es)?|earnings|market (?:value|cap)|assets|trade (?:between|with"
    r"|reached|volume|stood|was|rose|hit)"
    r"|two-way trade|exports?|imports?|gdp|output|deposits of|last year|a year earlier|previous(?:ly)?|so far"
    r"|to date|since \d{4}|in 20\d\d|per (?:year|month"
    r"|day|person)|(?:founded|established|set up|incorporated) in (?:19|20)\d\d|market is"
    r"|each (?:day|month)|fined?|fines|tolls?|salar(?:y|ies)|daily|tuition|under management|outstanding)\b"
)
_REACH = 110


def is_sum_of_deal(folded: str, start: int, end: int, money: tuple[int, int]) -> bool:
    """Whether the sentence ``[start, end)`` gives the sum at ``money`` for the deal that the one before has told."""
    if _OTHER_SUM.search(folded, start, end):
        return False
    at = money[0]
    before = folded[max(start, at - _REACH) : at]
    if any(pattern.search(before) for pattern in (_PAYS, _PAYING, _IS, _WILL_PAY, _SUM_OF)) or (
        at - start < _REACH and _OPENS.search(folded[start:at])
    ):
        return True
    return bool(_OF_THE.search(before) and _WHOLE_AFTER.match(folded, money[1], end))


_CURRENCIES = frozenset(("HKD", "CNY", "USD", "MOP"))


def or_sum_of_title(material: Material, amount: Money | None) -> Money | None:
    """The sum of an English headline in dollars or yuan, where the body gives it in foreign money; else ``amount``.

    "wins nod for $4.5 bln venture", of which the body tells in won.
    """
    if amount is None or not amount.currency or amount.currency in _CURRENCIES or material.text.lang != "en":
        return amount
    end = material.sentences[0].sentence.end if material.sentences else 0
    told = [money for money in material.money if money.end <= end and money.currency in _CURRENCIES]
    return told[0] if len(told) == 1 else amount
