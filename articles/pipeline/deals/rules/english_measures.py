"""English: measures and recognitions told by everyday words.

"are doubling the quota", "will drop tariffs", "added eight cities to the scheme", "will honour each other's licences".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told, made_public

_RULE_WORDS = (
    "quota", " visa", "permit", "tariff", " dut", " tax", " levy", "levies", " fee", "charge", " toll",
    "requirement", " rule", " curb", " cap", " limit", "ceiling", "restriction", " ban ", " bans", "allowance",
    "threshold", " checks", "quarantine", "inspection", "formalities", "procedures", "paperwork", "scheme",
    "programme", "subsid", " grant", "clearance", "endorsement", "licen", "age limit", "entry rules", " stay",
    "eligib", "exemption", "waiver", " places", "number of",
)  # fmt: skip
_LIST_WORDS = ("scheme", "programme", " list", "catalogue", " connect", " pilot", "whitelist")
_AUTHORITY_WORDS = (
    "regulator", "government", "authorit", "ministr", "administration", "department", "bureau", "commission",
    "customs", "beijing", "mainland", "china", "watchdog", "central bank", "police", "officials", "hkma", "sfc",
    "pboc", "csrc", "immigration", "council", "office", "exchange", "guangdong", "hong kong", "macao", "macau",
    "shenzhen", "zhuhai", "guangzhou", "hengqin", "qianhai", "nansha", "dongguan", "foshan", "zhongshan",
    "huizhou", "jiangmen", "zhaoqing",
)  # fmt: skip

_RULE = (
    r"(?:quotas?|visas?|permits?|tariffs?|dut(?:y|ies)|taxes|tax|levy|levies|fees?|charges?|tolls?|requirements?"
    r"|rules?|curbs?"
    r"|caps?|limits?|ceilings?|restrictions?|bans?|allowances?|thresholds?|checks|quarantine|inspections?|formalities"
    r"|procedures|paperwork|scheme|programme|subsid(?:y|ies)|grants?|clearance|endorsements?|licen[cs]es?|age limit"
    r"|entry rules|period of stay|stays?|eligibility|work permits?|exemptions?|waivers?|places|number of)"
)
_CHANGES = (
    r"(?:doubl|tripl|rais|increas|lift|cut|lower|scrapp|waiv|loosen|remov|reduc|halv|abolish|streamlin|simplify|broaden"
    r"|dropp|relax|eas|extend|expand|widen|end|introduc|suspend|tighten|phas|open|offer|grant|allocat|set)"
)
# "are doubling the number of visas", "is scrapping the permit requirement"
_IS_CHANGING = Wording(
    re.compile(
        r"\b(?:is|are) (?:also |now |jointly |further )?(?P<verb>" + _CHANGES + r"ing(?: out| up)?)\b"
        r" (?:(?:[^.;:]|\.\d){0,60}?)\b(?P<thing>" + _RULE + r")\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(_RULE_WORDS, ("doubling", "tripling", "raising", "increasing", "lifting", "cutting", "lowering",
        "scrapping", "waiving", "loosening", "removing", "reducing", "halving", "abolishing", "streamlining",
        "simplifying", "broadening", "dropping", "relaxing", "easing", "extending", "expanding", "widening",
        " ending", "introducing", "suspending", "tightening", "phasing", "opening", "offering", "granting",
        "allocating", "setting")),
)  # fmt: skip
# "will drop tariffs on", "did away with the permit", "has added eight cities to the scheme"
_CHANGES_RULE = Wording(
    re.compile(
        r"\b(?P<verb>drop(?:s|ped)?|do(?:es)? away with|d(?:id|one) away with|ditch(?:es|ed)?|end(?:s|ed)?|axe[sd]?"
        r"|discontinue[sd]?"
        r"|shorten(?:s|ed)?|lengthen(?:s|ed)?|liberali[sz]e[sd]?|harmoni[sz]e[sd]?|speed(?:s)? up|sped up|exempt(?:s"
        r"|ed)?|freed"
        r"|double[sd]?|triple[sd]?|raise[sd]?|increase[sd]?|lift(?:s|ed)?|cut(?:s)?|lower(?:s|ed)?|scrap(?:s|ped)?"
        r"|waive[sd]?"
        r"|loosen(?:s|ed)?|remove[sd]?|reduce[sd]?|halve[sd]?|abolish(?:es|ed)?|relax(?:es|ed)?|ease[sd]?|extend(?:s"
        r"|ed)?"
        r"|expand(?:s|ed)?)\b (?:[^.;:,]{0,40}? )?(?:from )?(?P<thing>" + _RULE + r") (?=(?:on|for|of|to|from|from"
        r"|in|that|by)\b)"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(_RULE_WORDS, (" drop", "away with", " ditch", " end ", " ends ", " ended ", " axe", "discontinue",
        "shorten", "lengthen", "liberali", "harmoni", " speed", " sped", "exempt", " freed ", " double",
        " triple", " raise", " increase", " lift", " cut ", " cuts ", " lower", " scrap", " waive", " loosen",
        " remove", " reduce", " halve", " abolish", " relax", " ease", " extend", " expand")),
)  # fmt: skip
_ADDS_TO = Wording(
    re.compile(
        r"\b(?P<verb>add(?:s|ed|ing)?|include[sd]?|admit(?:s|ted|ting)?|brought|brings?|put(?:s)?|extend(?:s"
        r"|ed)?) (?:[^.;:]|\.\d){2,70}?"
        r"(?:to|in|into|within|onto|on) (?:the |its |their )?(?:[\w-]{2,20} ){0,4}?(?P<thing>scheme|programme|list"
        r"|catalogue"
        r"|connect|pilot|white ?list|green list|visit scheme|travel scheme|visa-free list)\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(_LIST_WORDS, (" add", " includ", " admit", "brought", " bring", " put", " extend")),
)  # fmt: skip
# "the duty-free allowance will go up to", "the quota has been doubled to"
_GOES_UP = Wording(
    re.compile(
        r"\b(?P<thing>" + _RULE + r")\b(?:[^.;:]|\.\d){0,90}? (?P<verb>(?:will|is to|are to|would|has|have|had|is|are"
        r"|was|were)"
        r" (?:be |been )?(?:going up|go up|gone up|rise|risen|rising|double[d]?|triple[d]?|be cut|raised|lifted|cut"
        r"|fall|fallen"
        r"|halved|lowered|reduced|increased|extended|waived|dropped|scrapped|abolished|relaxed|eased|lengthened"
        r"|shortened"
        r"|suspended|removed|widened|expanded|set at|fixed at))\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(_RULE_WORDS, ("go up", "going up", "gone up", " rise", "rising", " double", " triple", " be cut",
        " raised", " lifted", " cut ", " fall", "halved", "lowered", "reduced", "increased", "extended", "waived",
        "dropped", "scrapped", "abolished", "relaxed", " eased", "lengthened", "shortened", "suspended", "removed",
        "widened", "expanded")),
)  # fmt: skip
# "no longer need a permit to", "will not have to show", "can skip"
_FREED = Wording(
    re.compile(
        r"\b(?P<verb>(?:will |would )?no longer (?:need|require|have to|be required to|face|be subject to|pay"
        r"|be charged)"
        r"|(?:will|would) not (?:need|have to|be required to|require)|(?:will|would) be spared|be exempt(?:ed)? from"
        r"|are exempt(?:ed)? from)\b (?P<thing>(?:[^.;:]|\.\d){0,60}?\b(?:visas?|permits?|licen[cs]es?|tests?|tax"
        r"|dut(?:y|ies)"
        r"|fees?|registration|exam\w*|apply|file|obtain|clear|approval|inspections?|checks?|quarantine|operated"
        r"|certificate|"
        r"tariffs?|declar\w+|cap|quota)\b)"
    ),
    "policy_measure", "announced", "announced", "permission", "measure",
    needs=(("no longer", "not need", "not have to", "not be required", "not require", "spared", "exempt"),),
)  # fmt: skip
# "stocks will be admitted to Stock Connect", "ten drugs have been put on the list"
_IS_ADDED = Wording(
    re.compile(
        r"\b(?P<verb>(?:will be|are to be|is to be|have been|has been|were|was|are|is) (?:now )?(?:added|admitted"
        r"|included|brought"
        r"|covered|put|placed|extended)) (?:to|in|into|under|by|on|onto|within) (?:the |its "
        r"|their )?(?:[\w-]{2,20} ){0,4}?"
        r"(?P<thing>scheme|programme|list|catalogue|connect|pilot|white ?list|travel scheme|visit scheme)\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(_LIST_WORDS, ("added", "admitted", "included", "brought", "covered", " put ", "placed", "extended")),
)  # fmt: skip
_AUTHORITY = (
    r"(?:regulators?|governments?|authorit(?:y|ies)|ministr(?:y|ies)|administration|department|bureau|commission"
    r"|customs"
    r"|beijing|the mainland|china|watchdogs?|central banks?|police|officials|hkma|sfc|pboc|csrc|immigration"
    r"|state council"
    r"|council|office|exchanges?|guangdong|hong kong|macao|macau|shenzhen|zhuhai|guangzhou|hengqin|qianhai|nansha"
    r"|dongguan"
    r"|foshan|zhongshan|huizhou|jiangmen|zhaoqing)"
)
_LETS = Wording(
    re.compile(
        r"\b" + _AUTHORITY + r"\b(?:[^.;:]|\.\d){0,80}? (?P<verb>(?:will|is to|are to|would|has decided to"
        r"|have decided to"
        r"|is set to"
        r"|are set to)? ?(?<!started to )(?<!began to )(?:let|letting|allow|allowed|permit|permitted|enable"
        r"|authori[sz]ed?|open(?:ed)?"
        r" the (?:door|way) (?:for|to)))"
        r" (?P<thing>(?:[^.;:]|\.\d){2,50}?) (?:to [a-z]{2,}|(?:test|try|visit|enter|drive|stay|sell|offer|buy|invest"
        r"|trade"
        r"|work|practise"
        r"|practice|open|operate|use|transfer|apply|travel|cross|bring|take|set up|provide|issue|list|import|export"
        r"|send|bid"
        r"|in|keep|see|treat|hold|run|join|raise|hire|live|study|park|dock|call))\b"
    ),
    "policy_measure", "announced", "announced", "let", "measure",
    needs=((" let ", "letting", " allow", " permit ", " permitted", "enable", "authori", "the door", "the way"),
        _AUTHORITY_WORDS),
)  # fmt: skip
# "would let Hong Kong passport holders enter": who may is told, whoever lets them
_LETS_WHOM = Wording(
    re.compile(
        r"\b(?P<verb>(?:will|would|is to|are to|has decided to|have decided to) (?:let|allow|permit|admit|exempt))"
        r" (?P<thing>(?:[^.;:]|\.\d){0,50}?\b(?:holders|nationals|citizens|residents|tourists|visitors|travellers"
        r"|travelers"
        r"|passports|drivers"
        r"|vehicles|cars|students|graduates|firms|companies|banks|investors|insurers|doctors|nurses|lawyers|patients"
        r"|owners"
        r"|yachts|trucks|goods|funds|brokers|professionals|workers))\b"
    ),
    "policy_measure", "announced", "announced", "let", "measure",
    needs=(
        ("will let", "will allow", "will permit", "will admit", "will exempt", "would let", "would allow",
        "would permit",
         "would exempt", "to let", "to allow", "to permit", "to exempt", "to admit"),
        ("holders", "nationals", "citizens", "residents", "tourists", "visitors", "travel", "passports", "drivers",
         "vehicles", " cars", "students", "graduates", " firms", "companies", " banks", "investors", "insurers",
         "doctors",
         "nurses", "lawyers", "patients", "owners", "yachts", "trucks", " goods", " funds", "brokers", "professionals",
         "workers"),
    ),
)  # fmt: skip
_PAPERS = (
    r"(?:licen[cs]es?|certificates?|certifications?|diplomas?|degrees?|qualifications?|permits?|documents?"
    r"|judgments?|rulings?"
    r"|awards?|wills?|standards?|tests?|test reports?|results?|reports?|credits?|records?|prescriptions?|signatures?"
    r"|markets?"
    r"|traders?|operators?|funds?|titles?|credentials?|registrations?|inspections?|passes|marks?|labels?|exams?)"
)
_EACH_OTHER = (
    r"(?:recogni[sz](?:e|es|ed|ing)|accept(?:s|ed|ing)?|honou?r(?:s|ed|ing)?|acknowledg(?:e|es|ed|ing)|validat(?:e"
    r"|es|ed|ing)"
    r"|enforc(?:e|es|ed|ing)|admit(?:s|ted)?|credit(?:s|ed)?)"
)
_RECOGNISES = Wording(
    re.compile(
        r"\b(?P<verb>" + _EACH_OTHER + r") (?:each other|one another)['’]s?"
        r" (?P<thing>(?:[\w-]{2,20} ){0,4}?" + _PAPERS + r")\b"
    ),
    "mutual_recognition", "completed", "announced", "change", "measure",
    needs=(("each other", "one another"), ("recogni", "accept", "honour", "honor", "acknowledg", "validat", "enforc",
        "admit", "credit")),
)  # fmt: skip
# "certificates issued by A will be accepted in B and vice versa", "will count on both sides of the boundary"
_BOTH_WAYS = Wording(
    re.compile(
        r"\b(?P<thing>" + _PAPERS + r")\b(?:[^.;:]|\.\d){0,140}? (?P<verb>(?:will|would|are to|is to|can|may"
        r"|shall) (?:now "
        r"|soon )?"
        r"(?:be (?:accepted|recogni[sz]ed|honou?red|valid|enforceable|enforced|acknowledged|usable|credited"
        r"|admitted)|count"
        r"|have (?:equal|the same) (?:force|standing)))\b"
        r"(?=(?:[^.;:]|\.\d){0,120}?\b(?:vice versa|both (?:sides|ways|places|cities)|either side|in the other"
        r"|each other)\b)"
    ),
    "mutual_recognition", "announced", "announced", "change", "measure",
    needs=(
        ("vice versa", "both sides", "both ways", "both places", "both cities", "either side", "in the other",
        "each other"),
    ),
)  # fmt: skip
_AGREED = re.compile(r"\bagree[ds]?(?: with [^.;,]{2,60})?(?: on \w+day)? to (?:mutually )?$")
_SIGNED_PAPER = re.compile(
    r"\b(?:under|following|after) (?:an?|the) (?:[\w-]{2,20} ){0,3}?"
    r"(?:agreement|arrangement|pact|deal|accord|memorandum)\b"
)
_SIGNED = re.compile(r"\bsigned\b")
_PRIVATE = re.compile(
    r"\b(?:sales|profits?|revenue|prices?|exports|output|production|dividend|forecast|its stake|rents?|turnover"
    r"|tourists"
    r"|suggest\w*|urg\w+|call(?:s|ed) (?:for|on)|lawmakers?|legislators?|court|survey|analysts?)\b"
)


def everyday_measures(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Measures and recognitions, told by everyday words."""
    start, end = sentence.sentence.start, sentence.sentence.end
    told = first_told((_RECOGNISES, _BOTH_WAYS), folded, sentence, may)
    for event in told:
        is_agreed = _AGREED.search(folded, max(start, event.verb.start - 90), event.verb.start)
        is_papered = _SIGNED_PAPER.search(folded, start, end) and _SIGNED.search(folded, start, end)
        if is_agreed or is_papered:
            event.status = "signed"
        elif event.status == "planned":
            # What two sides will do is the measure that they tell of
            event.status = "announced"
    if told or _PRIVATE.search(folded, start, end):
        return told
    told = first_told(
        (_FREED, _IS_CHANGING, _ADDS_TO, _IS_ADDED, _GOES_UP, _LETS, _LETS_WHOM, _CHANGES_RULE), folded, sentence, may
    )
    return made_public(told, folded, start)
