"""English: what crossing, trading, treating and working are to be like, told by everyday words.

"have extended the 24-hour clearance at", "agreed to let cars be insured under one policy", "has been cleared to use",
"can now visit once a week", "will recognise the qualifications of", "will pay no more than 15 per cent tax".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told, made_public

_PLACES = (
    "hong kong", "macao", "macau", "mainland", "shenzhen", "zhuhai", "guangzhou", "guangdong", "hengqin", "qianhai",
    "nansha", "dongguan", "foshan", "zhongshan", "huizhou", "jiangmen", "zhaoqing", "bay area", "greater bay",
)  # fmt: skip
_PLACE = r"(?:" + "|".join(_PLACES) + r")"
_SERVICE_WORDS = (
    "clearance", "opening hours", "operating hours", "service hours", "hours of", "closing time", "round-the-clock",
    "24-hour", "night", "bus service", "pilot", "trial", "concession", "scheme", "arrangement", "facilitat",
)  # fmt: skip
# "have extended the 24-hour clearance at Liantang", "will keep the checkpoint open around the clock"
_HOURS = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |had )?(?:extend(?:s|ed|ing)?|lengthen(?:s|ed|ing)?|prolong(?:s|ed|ing)?"
        r"|expand(?:s|ed|ing)?"
        r"|introduc(?:es?|ed|ing)|bring(?:s|ing)? in|brought in|trial(?:s|led|ling)?|pilot(?:s|ed|ing)?|resum(?:es?"
        r"|ed|ing)"
        r"|restor(?:es?|ed|ing)|mov(?:es?|ed|ing) to|adopt(?:s|ed|ing)?|launch(?:es|ed)?|start(?:s|ed)?)"
        r" (?:the |its |their |a )?(?:[\w-]{2,20} ){0,3}?)"
        r"(?P<thing>clearance(?: hours| services?)?|(?:opening|operating|service|business) hours|closing time"
        r"|hours of (?:operation|service)|round-the-clock (?:clearance|opening|service|operation)s?"
        r"|(?:24-hour|overnight|late-night) (?:clearance|opening|service|passage|operation)s?)\b"
        r"(?=[^.;]{0,60}? (?:at|of|for|on|in|to|through|from)\b)"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(_SERVICE_WORDS, ("extend", "lengthen", "prolong", "expand", "introduc", "bring", "brought", "trial", "pilot",
        "resum", "restor", " mov", "adopt", "launch", "start")),
)  # fmt: skip
# "Regulators in Hong Kong, Macau and the mainland agreed to let"
_AGREES_TO_LET = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:agreed|decided|vowed|voted|consented) to (?:let|allow|permit|recogni[sz]e"
        r"|accept|waive"
        r"|lift|raise|relax|scrap|cut|exempt|admit)) (?P<thing>[^.;:,]{2,70}?\b(?:to [a-z]{2,}|be [a-z]{2,}|quotas?"
        r"|limits?"
        r"|fees?|checks?|rules?|[a-z]+s in|[a-z]+s from))\b"
    ),
    "policy_measure", "announced", "announced", "let", "measure",
    needs=(("agreed to", "decided to", "vowed to", "voted to", "consented to"), _PLACES),
)  # fmt: skip
_BODIES = re.compile(
    r"\b(?:regulators?|governments?|authorit(?:y|ies)|ministr(?:y|ies)|administrations?|departments?|bureaus?"
    r"|commissions?"
    r"|customs|watchdogs?|central banks?|officials|council|planners|planning agency|cabinet|congress|beijing|the"
    r" mainland|hkma|sfc|pboc|csrc|immigration|police)\b"
)
# "HKU-Shenzhen Hospital has been cleared to use nine more drugs from Hong Kong"
_LEAVE = (
    r"(?:green light|go-ahead|nod|permission|approval|clearance|an? (?:\w+ )?(?:licen[cs]e|permit|certificate|quota))"
)
_CLEARED = Wording(
    re.compile(
        r"\b(?P<verb>(?:has|have|had|was|were) (?:been )?(?:cleared|approved|authori[sz]ed|permitted|allowed"
        r"|licen[cs]ed"
        r"|admitted|registered|(?:given|granted|awarded|issued) (?:the )?" + _LEAVE + r")"
        r"|(?:has |have )?(?:got|gets?|won|wins|received|receives|secured|obtained) (?:the )?" + _LEAVE + r")"
        r"(?: (?:from|by) [^.;:,]{2,40}?)? (?P<thing>to (?:use|import|prescribe|sell|provide|offer|treat|practi[sc]e"
        r"|run"
        r"|operate|test|issue|trade|transfer|employ|hire|work|fly|carry|drive|broadcast|teach|trial|accept))\b(?! as"
        r" usual)"
    ),
    "policy_measure", "announced", "announced", "approved", "measure",
    needs=((" to use", " to import", " to prescribe", " to sell", " to provide", " to offer", " to treat", " to pract",
        " to run", " to operate", " to test", " to issue", " to trade", " to transfer", " to employ", " to hire",
        " to work", " to fly", " to carry", " to drive", " to broadcast", " to teach", " to trial", " to accept"),
        ("cleared", "approv", "authori", "permit", "allowed", "licen", "admitted", "registered", "light", "go-ahead",
        " nod ", "permission", "clearance", "certificate", "quota"), _PLACES),
)  # fmt: skip
# "The administration has cleared a Hong Kong-made drug for sale in"
_CLEARS = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:clear(?:s|ed)|approv(?:es|ed)|(?:given|gave|gives) the (?:green light"
        r"|go-ahead|nod)"
        r" (?:to|for))) (?P<thing>[^.;:,]{2,60}? for (?:sale|use|import|trial|clinical use|testing)) (?:in|at|by)\b"
    ),
    "policy_measure", "announced", "announced", "approved", "measure",
    needs=(("clears", "cleared", "approv", "light", "go-ahead", " nod "), ("for sale", "for use", "for import",
        "for trial",
        "for clinical", "for testing")),
)  # fmt: skip
# "may not", "may face delays", "can expect": nothing that is granted
_NO_RIGHT = (
    r"(?!(?:not|only|be|face|see|expect|suffer|experience|need|feel|lose|wait|have|end|also|still|never|find|look)\b)"
)
# "Zhuhai residents can now visit Macau once a week", "banks can from Monday sell a wider range of products"
_CAN_NOW = Wording(
    re.compile(
        r"\b(?P<who>residents|holders|banks|insurers|brokers|firms|companies|drivers|travell?ers|visitors|tourists"
        r"|students"
        r"|doctors|lawyers|patients|investors|owners|cars|vehicles|yachts|trucks|passengers|graduates|professionals"
        r"|workers"
        r"|hongkongers|hong kongers)\b(?: [^.;:]{1,50}?)?"
        r" (?P<verb>(?:can|may|are able to|(?:will|would) be able to) (?:now|from (?:today|monday|tuesday|wednesday"
        r"|thursday"
        r"|friday"
        r"|saturday|sunday|next \w+|[a-z]{3,9} \d{1,2}|\d{1,2} [a-z]{3,9}|this \w+|now on|[a-z]{3,9})|since \w+)"
        r"|(?:are|have been) (?:now )?(?:allowed|permitted|free|entitled|eligible) (?:now )?(?=to ))"
        r",? (?P<thing>(?:to )?" + _NO_RIGHT + r"[a-z]{2,16})\b"
    ),
    "policy_measure", "announced", "announced", "permission", "measure",
    needs=(("can now", "can from", "may now", "may from", "able to now", "able to from", "can since", "are allowed",
        "been allowed", "are permitted", "been permitted", "are now ", "are free to", "are entitled", "are eligible"),
        _PLACES),
)  # fmt: skip
# "can use vouchers at 12 more hospitals from next month"
_CAN_LATER = Wording(
    re.compile(
        r"\b(?:residents|holders|banks|insurers|brokers|firms|companies|drivers|travell?ers|visitors|tourists|students"
        r"|people|employees|parents|pensioners|doctors|lawyers|patients|investors|owners|passengers|graduates"
        r"|professionals|workers|hongkongers|elderly"
        r" people"
        r"|retirees|families|shoppers|customers)\b(?: [^.;:]{1,50}?)? (?P<verb>can|(?:will|would) be able to|may)"
        r" (?P<thing>" + _NO_RIGHT + r"[a-z]{2,16})\b"
        r"(?=[^.;:]{3,110}? (?:from (?:today|tomorrow|next|this|monday|tuesday|wednesday|thursday|friday|saturday"
        r"|sunday"
        r"|january|february|march|april|may|june|july|august|september|october|november|december|\d)"
        r"|starting (?:on|from|in|next|today)|under (?:an? |the )?(?:new |latest |revised |expanded )))"
    ),
    "policy_measure", "announced", "announced", "permission", "measure",
    needs=((" can ", "be able to", " may "), (" from ", "starting", " under "), _PLACES),
)  # fmt: skip
# "From December, permanent residents will get multiple-entry permits"
_GETS_PERMIT = Wording(
    re.compile(
        r"\b(?P<verb>(?:will|are to|is to|would) (?:get|receive|be (?:given|issued|granted|offered|paid)|qualify for"
        r"|be eligible for)) (?P<thing>(?:an? |the |up to )?(?:[\w$,.-]{1,18} ){0,5}?(?:permits?|visas?|endorsements?"
        r"|allowances?|subsid(?:y|ies)|grants?|(?:id|residence|travel|smart) cards?|passes|vouchers?|incentives?"
        r"|refunds?))\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(("will ", "are to ", "is to ", "would "), ("permit", "visa", "endorsement", "allowance", "subsid", "grant",
        " card", "passes", "voucher", "incentive", "refund"), _PLACES),
)  # fmt: skip
# "will from September subsidise Hong Kong children who", "will reimburse"
_SUBSIDISES = Wording(
    re.compile(
        r"\b(?:will|is to|are to) (?:from [^.;:,]{3,20} |also |now )?(?P<verb>subsidi[sz]e|reimburse|compensate|exempt"
        r"|waive|refund|cover|pay) (?P<thing>(?:the |up to |half |all |[\w$]{1,12} )?(?:[\w’'-]{2,20}"
        r" ){0,5}?(?:children|students"
        r"|pupils|residents|firms|companies|start-ups|startups|graduates|patients|travell?ers|tuition|fees|rents?|costs"
        r"|wages|salaries|premiums))\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(("subsidi", "reimburs", "compensat", " exempt", " waive", "refund", " cover", " pay"), _PLACES),
)  # fmt: skip
# "have put in place a mutual visa for scientists", "has worked out a joint code"
_PUTS_IN_PLACE = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:put(?:s)? in place|brought in|bring(?:s)? in|work(?:s|ed) out|dr[ae]w(?:s|n)? up"
        r"|rolled out|phased in|hammered out|thrashed out|unveil(?:s|ed)|publish(?:es|ed)|issu(?:es|ed)|releas(?:es"
        r"|ed)))"
        r" (?:an? |the |its |their |\d{1,3} |two |three )(?P<thing>(?:[\w’'-]{2,20} ){0,5}?(?:visas?|schemes?|rules?"
        r"|mechanism"
        r"|standards?|code of practice|blueprint|guidelines?|action plan|roadmap|catalogue|white ?list|negative list"
        r"|pass"
        r"|measures|tax breaks?|incentives|regulations?))\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=((" in place", "brought in", "bring in", "brings in", " out ", " up ", "phased in", "unveil", "publish",
        "issu",
        "releas"), ("visa", "scheme", "rule", "mechanism", "standard", "code of", "blueprint", "guideline", "plan",
        "roadmap", "catalogue", "list", " pass", "measures", "tax break", "incentive", "regulation"), _PLACES),
)  # fmt: skip
# "planners have approved the Northern Link spur to Huanggang", "signed off on the plan"
_APPROVES_PLAN = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:approv(?:es|ed)|endors(?:es|ed)|sign(?:s|ed) off on|green-?li(?:t|ghts?|ghted)"
        r"|rubber-stamp(?:s|ed)|(?:gave|given|gives) (?:the |its )?(?:green light|go-ahead|nod|blessing|approval)"
        r" (?:to|for)))"
        r" (?:an? |the |its |plans? (?:for|to)|hong kong|macau|macao|shenzhen|guangdong)(?:['’]s)?"
        r" ?(?P<thing>(?:[\w’'-]{2,20} ){0,6}?"
        r"(?:plans?|blueprint|project|spur|link|line|railway|expansion|outline|catalogue|scheme|zone|bridge|tunnel"
        r"|pilot"
        r"|quota|campus|university))\b"
    ),
    "policy_measure", "announced", "announced", "approved", "measure",
    needs=(("approv", "endors", "signed off", "signs off", "green", "rubber", "go-ahead", " nod ", "blessing"),
        _PLACES),
)  # fmt: skip
_QUALIFIED = (
    r"(?:qualifications?|licen[cs]es?|certificates?|credentials|degrees?|diplomas?|standards?|titles?|patents?|ids?"
    r"|test (?:reports|results)|medical records|prescriptions)"
)
# "Dongguan will recognise the qualifications of Hong Kong architects"
_RECOGNISES_THEIRS = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have )?(?:recogni[sz](?:es?|ed|ing)|accept(?:s|ed|ing)?|honou?r(?:s|ed|ing)?))"
        r" (?P<thing>(?:the |all |most |some )?(?:[\w’'-]{2,20} ){0,4}?" + _QUALIFIED + r")\b"
        r"(?=[^.;:]{0,50}?(?: (?:of|from|issued|held|earned|obtained|gained"
        r"|awarded)\b[^.;:]{0,50}?" + _PLACE + r"|[^.;:]{0,20}"
        + _PLACE + r"))"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(("recogni", "accept", "honour", "honor"), ("qualif", "licen", "certif", "credential", "degree", "diploma",
        "standard", "title", "patent", "test re", "records", "prescription"), _PLACES),
)  # fmt: skip
# "will pay no more than 15 per cent tax under rules effective this month"
_TAXED = Wording(
    re.compile(
        r"\b(?P<verb>(?:will |are to |would )(?:pay|(?:continue to|go on|keep(?: on)?) (?:pay|enjoy)(?:ing)?"
        r"|be (?:taxed|charged)|enjoy|face|get|be (?:capped|exempt)|have))"
        r" (?P<thing>(?:no more than |at most |only |up to |a flat |an? |at |preferential |lower"
        r" )?(?:\d{1,3}(?:\.\d)? ?(?:%"
        r"|per ?cent) ?)?(?:[\w-]{2,14} ){0,3}?(?:(?:income |profits |corporate |personal )?tax(?:es| rate)?|dut(?:y"
        r"|ies)"
        r"|tariffs?|tolls?|fees?|rebates?|subsid(?:y|ies)))\b(?=[^.;]{0,80}?\b(?:under|from|if|in|for|when|as)\b)"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(("will pay", "to pay", "continue to", "go on ", "keep ", "be taxed", "be charged", "enjoy", " face",
        "will get", "capped", "exempt",
        "will have",
        "would pay"), (" tax", " dut", "tariff", "toll", " fee", "rebate", "subsid"), _PLACES),
)  # fmt: skip
# "will let parties serve papers across the border", of courts as well
_COURT_LETS = re.compile(
    r"\b(?:survey|poll|lawmakers?|legislators?|urg\w+|suggest\w*|call(?:s|ed) for|campaign|fined|jailed)\b"
)


_IN_FORCE = re.compile(r"\b(?:from today|since \w+)$")
_OF_PEOPLE = (_CAN_NOW, _CAN_LATER, _GETS_PERMIT, _SUBSIDISES)


def everyday_permits(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Measures of crossing, trade, treatment and work, told by everyday words."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _COURT_LETS.search(folded, start, end):
        return []
    told = first_told((*_OF_PEOPLE, _HOURS, _CLEARED, _CLEARS, _RECOGNISES_THEIRS, _TAXED), folded, sentence, may)
    if not told and _BODIES.search(folded, start, end):
        told = first_told((_AGREES_TO_LET, _APPROVES_PLAN, _PUTS_IN_PLACE), folded, sentence, may)
    for event in told:
        if event.status == "announced" and _IN_FORCE.search(folded, event.verb.start, event.verb.end):
            event.status = "completed"
    return made_public(told, folded, start)
