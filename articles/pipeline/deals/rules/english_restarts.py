"""English: services that are brought back, and papers of one place that are accepted in another.

"will restart sailings between", "has brought back its flights to", "will accept the electronic Hong Kong licence".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.wordings import Wording, first_told, made_public

_SERVICES = (
    r"(?:sailings?|flights?|services?|ferr(?:y|ies)|trains?|bus(?:es)?|coaches|crossings?|routes?|operations?"
    r"|voyages?|links?|connections?|trips|tours|cruises)"
)
_GO = r"(?:flying|sailing|running|operating|operations|services?|serving)"
# "will restart sailings between", "has brought back its flights to", "is to resume flying to"
_RESTARTS = Wording(
    re.compile(
        r"\b(?P<verb>(?:has |have |will |is to |are to |plans? to |is set to |are set to |is due to )?(?:also )?"
        r"(?:restart(?:s|ed)?|re-?start(?:s|ed)?|br(?:ing|ings|ought) back|reinstat(?:es?|ed)|restor(?:es?|ed)"
        r"|reviv(?:es?|ed)|relaunch(?:es|ed)?|resum(?:es?|ed)|reopen(?:s|ed)?))"
        r" (?:its |the |their |an? |all |some |daily |direct |non-stop |regular |passenger |cargo |ferry |bus |night "
        r"|weekly |scheduled |cross-border |\d{1,2} |two |three |four ){0,4}(?:[\w’'-]{2,18} ){0,2}?"
        r"(?P<thing>" + _SERVICES + r"|" + _GO + r")\b(?= (?:[^.;:]|\.\d){0,60}?\b(?:between|from|to|linking|on|via"
        r"|for)\b)"
    ),
    "launch_opening", "completed", "planned", "service",
    needs=(("start", "br", "reinstat", "restor", "reviv", "relaunch", "resum", "reopen"), ("sailing", "flight",
        "service", "ferr", "train", "bus", "coach", "crossing", "route", "operati", "voyage", "link", "connection",
        "trips", "tours", "cruise", "flying", "running", "serving")),
)  # fmt: skip
_LAND = (
    r"(?:hong kong|macau|macao|mainland(?: chinese)?|chinese|guangdong|shenzhen|zhuhai|bay area|foreign|portuguese|thai"
    r"|malaysian|indonesian|singapore(?:an)?|british|australian)"
)
_PAPERS = (
    r"(?:(?:driving |driver['’]s |professional |practising |practice |medical |nursing |legal )?licen[cs]es?|permits?"
    r"|qualifications?|certificates?|degrees?|diplomas?|credentials|(?:identity|id) cards?|passports?|records?|reports?"
    r"|prescriptions|vouchers?|wallets?|test results|standards|drugs|devices|vaccines|insurance policies)"
)
# "will accept the electronic Hong Kong driving licence from May", "will recognise mainland health certificates"
_ACCEPTS = Wording(
    re.compile(
        r"\b(?P<verb>(?:will|is to|are to|would|has begun to|have begun to|now|has started to"
        r"|have started to) (?:also |now )?"
        r"(?:accept|recogni[sz]e|honou?r)|(?:has |have )?(?:begun|started|began) (?:accepting|recogni[sz]ing"
        r"|honou?ring))"
        r" (?P<thing>(?:the |all |some |certain |valid |electronic |digital ){0,3}(?:[\w’'-]{2,18} ){0,2}?" + _LAND
        + r" (?:[\w’'-]{2,18} ){0,3}?" + _PAPERS + r")\b"
    ),
    "policy_measure", "announced", "announced", "change", "measure",
    needs=(("accept", "recogni", "honor", "honour"), ("licen", "permit", "qualif", "certif", "degree", "diploma",
        "credential", " card", "passport", "record", "report", "prescription", "voucher", "wallet", "results",
        "standard", "drug", "device", "vaccine", "polic")),
)  # fmt: skip
_NOT_HERE = re.compile(
    r"\b(?:talks|match|league|strike|war|troops|court|lawsuit|urg\w+|lawmakers?|survey|schools? (?:will )?resum\w+"
    r"|suspended|has been halted|called off|cancelled|typhoon|rainstorm|signal)\b"
)


def services_restarted(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Services that run again, and papers that are accepted across a boundary, in an English sentence."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _NOT_HERE.search(folded, start, end):
        return []
    told = first_told((_RESTARTS,), folded, sentence, may)
    for event in told:
        # "will restart": the verb itself says that it is to come
        if _TO_COME.match(folded, event.verb.start):
            event.status = "planned"
    return told + made_public(first_told((_ACCEPTS,), folded, sentence, may), folded, start)


_TO_COME = re.compile(r"(?:will|is to|are to|plans? to|is set to|are set to|is due to)\b")
