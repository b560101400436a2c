"""English: contracts of supply and works, leases, credits and joint companies, and rules that begin to apply.

"has secured a three-year supply contract with", "a loan facility has been arranged for", "put into effect a system".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import SUM_WORDS, Wording, first_told

_GETS = (
    r"(?:w[io]n(?:s|ning)?|secur(?:es?|ed|ing)|land(?:s|ed|ing)?|clinch(?:es|ed|ing)?|bag(?:s|ged|ging)?"
    r"|obtain(?:s|ed|ing)?|pick(?:s|ed|ing) up|scoop(?:s|ed|ing)?(?: up)?|sign(?:s|ed|ing)?|ink(?:s|ed|ing)?"
    r"|conclud(?:es?|ed|ing)|seal(?:s|ed|ing)?|award(?:s|ed|ing)?|receiv(?:es?|ed|ing)|gain(?:s|ed|ing)?)"
)
_GETS_WORDS = (
    " win", " won", "secur", " land", "clinch", " bag", "obtain", "picks", "picked", "picking", "scoop", " sign",
    " ink", "conclud", " seal", "award", "receiv", " gain",
)  # fmt: skip
# "has secured a three-year supply contract"
_SUPPLY_CONTRACT = Wording(
    re.compile(
        r"\b(?P<verb>" + _GETS + r") (?:an? |the |its |two |three )?(?:[\w$.,’'-]{1,20} ){0,5}?"
        r"(?P<thing>(?:supply|purchase|procurement|sales|delivery|off-?take|maintenance|catering|equipment)"
        r" (?:contracts?|deals?|agreements?|orders?|tenders?))\b"
    ),
    "procurement", "signed", "signed", "supply", "procure",
    needs=(_GETS_WORDS, ("supply ", "purchase ", "procurement ", "sales ", "delivery ", "off-take ", "offtake ",
        "maintenance ", "catering ", "equipment ")),
)  # fmt: skip
# "has won a tender to provide 180,000 street lights"
_TENDER_TO_SUPPLY = Wording(
    re.compile(
        r"\b(?P<verb>" + _GETS + r") (?:an? |the |its )?(?:[\w$.,’'-]{1,20} ){0,4}?(?P<thing>tender|contract|bid|order)"
        r"(?: worth (?:[^.;]|\.\d){1,30}?)? (?:to|for) (?:provid|suppl|deliver|sell)(?:e|y|ing|ying)?\b"
    ),
    "procurement", "signed", "signed", "supply", "procure",
    needs=(_GETS_WORDS, (" provid", " suppl", " deliver", " sell"), ("tender", "contract", " bid", " order")),
)  # fmt: skip
# "Contracts for the tunnelling work on the line were signed"
_WORKS_LET = Wording(
    re.compile(
        r"\b(?P<thing>contracts?) for (?:the )?(?:[^.;:]|\.\d){0,60}?\b(?:works?|construction|tunnel\w*|section"
        r"|foundations?"
        r"|dredging|reclamation)\b(?:[^.;:]|\.\d){0,90}?\b(?P<verb>(?:was|were|has been"
        r"|have been) (?:\w+ly )?(?:signed|let"
        r"|awarded|concluded|inked))\b"
    ),
    "construction_contract", "signed", "signed", "works", "contract",
    needs=(("contract for", "contracts for"), ("was ", "were ", " been "), ("signed", " let", "award", "conclud",
        "inked")),
)  # fmt: skip
# "eight leases had been concluded"
_LEASES_MADE = Wording(
    re.compile(
        r"\b(?P<thing>(?:land |ground )?leases?|tenancy agreements?|tenancies)\b(?:[^.;:]|\.\d){0,40}?"
        r"\b(?P<verb>(?:had|has|have) been (?:\w+ly )?(?:signed|concluded|agreed|inked)"
        r"|(?:was|were) (?:\w+ly )?(?:signed|concluded|agreed|inked))\b"
    ),
    "land", "signed", "signed", "land", "land",
    needs=(("lease", "tenanc"), ("signed", "conclud", "agreed", "inked")),
)  # fmt: skip
# "a loan facility of HK$1.2 billion has been arranged for"
_CREDIT_ARRANGED = Wording(
    re.compile(
        r"\b(?P<thing>(?:[\w-]{2,14} )?(?:loan|credit)(?: (?:facility|line|package))?|credit line|financing package"
        r"|export credit)\b(?:[^.;:]|\.\d){0,60}?"
        r"\b(?P<verb>(?:has|have) been (?:\w+ly )?(?:arranged|signed|agreed|closed|extended|granted|provided|secured)"
        r"|(?:was|were) (?:\w+ly )?(?:arranged|signed|agreed|closed|extended|granted|secured)) (?:for|to|with|by)\b"
    ),
    "bond_loan", "signed", "signed", "bond", "bond",
    needs=((" loan", " credit", "financing package"), ("arranged", "signed", "agreed", "closed", "extended", "granted",
        "provided", "secured"), (" been ", " was ", " were "), SUM_WORDS),
)  # fmt: skip
# "have agreed on a joint company to run"
_JOINT_COMPANY = Wording(
    re.compile(
        r"\b(?P<verb>agree(?:s|d)? (?:on|to (?:form|set up|establish|create|found))|form(?:s|ed|ing)?"
        r"|establish(?:es|ed|ing)?|set(?:s|ting)? up|found(?:s|ed|ing)?|creat(?:es?|ed|ing)) (?:an? |the |their )?"
        r"(?:[\w-]{2,14} ){0,2}?(?P<thing>joint(?:ly[- ]owned)? (?:company|firm|business|entity|enterprise|operator))\b"
    ),
    "joint_venture", "announced", "announced", "venture", "doc",
    needs=(("joint company", "joint firm", "joint business", "joint entity", "joint enterprise", "joint operator",
        "jointly owned ", "jointly-owned "),),
)  # fmt: skip
# "entered into a share transfer agreement with Foo for the entire equity interest in Bar"
_SHARE_PAPER = Wording(
    re.compile(
        r"\b(?P<verb>enter(?:s|ed|ing)? into|sign(?:s|ed|ing)?|execut(?:es|ed|ing)|conclud(?:es|ed|ing)|ink(?:s|ed))"
        r" (?:an? |the )?(?:conditional |definitive |binding |formal )?"
        r"(?P<thing>(?:share|equity|stock|asset)(?: interest)? (?:transfer|purchase|sale(?: and purchase)?|subscription"
        r"|acquisition) agreement)\b"
    ),
    "equity_investment", "signed", "signed", "corporate", "stake",
    needs=(("share ", "equity ", "stock ", "asset "), (" transfer agreement", " purchase agreement", " sale agreement",
        " subscription agreement", " acquisition agreement")),
)  # fmt: skip
_CONTROL = re.compile(
    r"\b(?:entire|whole|all (?:of )?the|majority|control(?:ling)?|100|5[1-9]|[6-9]\d)(?:\.\d+)?"
    r" ?(?:%|per ?cent|equity|share|stake|interest|of)"
)
# "would invest 90 million euros in a factory": what is pledged for a place of work
_INVESTS_IN_PLANT = Wording(
    re.compile(
        r"\b(?P<verb>(?:would|will|is to|are to|plans? to|planned to|pledg(?:ed|es) to|agreed to|ha(?:s|ve) decided to"
        r"|intends? to|vow(?:s|ed) to|committ?ed to|is going to) (?:invest|spend|plough|put|pump|commit|inject)\b)"
        r"(?:[^.;:]|\.\d){4,50}? (?:in|into|on) (?:an? |its |the |two |building (?:an? )?|setting up (?:an? )?"
        r"|expanding (?:its |an? )?)(?:[\w’'-]{1,18} ){0,4}?(?P<thing>factor(?:y|ies)|plants?|(?:production"
        r"|manufacturing|research|logistics|assembly|r&d) (?:base|complex|facilit(?:y|ies)|cent(?:re|er)s?|lines?|hub"
        r"|site)|gigafactory|data cent(?:re|er)s?|refinery|warehouses?)\b"
    ),
    "equity_investment", "announced", "announced", "corporate", "stake",
    needs=((" invest", " spend", "plough", " put", " pump", "commit", "inject"), (" in ", " into ", " on "),
        SUM_WORDS),
)  # fmt: skip
# "put into effect a whitelist system", "brought into force new rules"
_INTO_EFFECT = Wording(
    re.compile(
        r"\b(?P<verb>(?:put(?:s|ting)?|br(?:ought|ings?|inging)) into (?:effect|force|operation|practice)) "
        r"(?:an? |the |its |new |two |three |\d{1,2} )(?:[\w’'-]{2,20} ){0,4}?"
        r"(?P<thing>systems?|schemes?|rules?|measures?|polic(?:y|ies)|mechanisms?|regimes?|standards?|regulations?"
        r"|arrangements?|procedures?|lists?|guidelines?)\b"
    ),
    "policy_measure", "completed", "announced", "effect", "measure",
    needs=((" into effect ", " into force ", " into operation ", " into practice "),),
)  # fmt: skip
_THEN = (
    r"(?:today|now on|tomorrow|next (?:week|month|year|\w{3,6}day)|this (?:week|month|year|\w{3,6}day|spring|summer"
    r"|autumn|winter)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2} [a-z]{3,9}|[a-z]{3,9} \d{1,2}"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)|midnight)"
)
# "residents can from today spend their vouchers", "medicines may from this month carry the label"
_MAY_FROM = Wording(
    re.compile(
        r"\b(?P<verb>(?:can|may|(?:will|would) be able to)),? (?:from|as of|starting(?: from)?|beginning"
        r"|with effect from) "
        + _THEN
        + r",? (?P<thing>[a-z]{3,14})\b"
    ),
    "policy_measure", "announced", "announced", "permission", "measure",
    needs=((" can", " may", " be able to"), (" from ", " as of ", " starting ", " beginning ")),
)  # fmt: skip
# "test reports from laboratories in Hong Kong will be valid for certification in Shenzhen"
_VALID = Wording(
    re.compile(
        r"\b(?P<thing>(?:test(?:ing)? )?(?:reports?|results|certificates?)|qualifications?|licen[cs]es|diplomas|degrees"
        r"|inspections?|certifications?|patents?|judgments|awards)\b(?:[^.;:]|\.\d){0,110}? "
        r"(?P<verb>(?:will|would|are to|is to) (?:now |soon |also )?be (?:valid|accepted|recogni[sz]ed|honou?red)"
        r"|(?:has|have) become valid|(?:are|is) (?:now )?valid) (?:for|in|by|across|throughout)\b"
    ),
    "mutual_recognition", "announced", "announced", "change", "measure",
    needs=((" valid ", "accepted", "recogni", "honored", "honoured"),),
)  # fmt: skip
_ABROAD_OR_NOT = re.compile(
    r"\b(?:hong kong|macao|macau|mainland|guangdong|shenzhen|guangzhou|zhuhai|hengqin|qianhai|nansha|foshan|dongguan"
    r"|huizhou|zhongshan|jiangmen|zhaoqing)\b"
)


def everyday_contracts(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Contracts, leases, credits and joint companies, and rules that begin to apply, told by everyday words."""
    start, end = sentence.sentence.start, sentence.sentence.end
    told = first_told((_TENDER_TO_SUPPLY, _SUPPLY_CONTRACT, _WORKS_LET, _LEASES_MADE), folded, sentence, may)
    told = told or first_told((_CREDIT_ARRANGED, _JOINT_COMPANY, _INVESTS_IN_PLANT), folded, sentence, may)
    if not told and (told := first_told((_SHARE_PAPER,), folded, sentence, may)):
        told[0].type = "acquisition" if _CONTROL.search(folded, start, end) else "equity_investment"
    told = told or first_told((_INTO_EFFECT, _MAY_FROM), folded, sentence, may)
    is_papered = bool(sentence.of("sign"))
    if not told and not is_papered and len({match[0] for match in _ABROAD_OR_NOT.finditer(folded, start, end)}) > 1:
        told = first_told((_VALID,), folded, sentence, may)
        for event in told:
            event.status = "announced" if event.status == "planned" else event.status
    return told
