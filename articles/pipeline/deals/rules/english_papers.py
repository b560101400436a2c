"""English: papers and bonds of two sides that are told by other words than signing.

"put pen to a pact", "came to an agreement", "have become sister cities", "joined forces to", "in a letter of intent".
"""

import re
from collections.abc import Collection

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue, holds
from articles.pipeline.deals.rules.wordings import EARLY, Wording, first_told

_ALLIANCES = ("alliance", "partnership", "association", "tie-up", "collaboration", "twinning")

_PAPER = (
    r"(?:agreements?|accords?|pacts?|deals?|memorand\w+|mous?|treat(?:y|ies)|protocols?|contracts?|tie-ups?|alliances?"
    r"|partnerships?|charters?|letters? of intent|joint ventures?|arrangement)\b"
)
# Everyday verbs that conclude a paper only where a paper is what they take
_CONCLUDES = re.compile(
    r"\b(?P<verb>finali[sz](?:ed|es|e|ing)|formali[sz](?:ed|es|e|ing)|cement(?:ed|s|ing)?|forg(?:ed|es|e|ing)"
    r"|hammer(?:ed|s|ing) out|hash(?:ed|es|ing) out|thrash(?:ed|es|ing) out|iron(?:ed|s|ing) out|nail(?:ed|s|ing) down"
    r"|wrap(?:ped|s|ping) up|tied up|ties up|c[ao]me to|comes to|arriv(?:ed|es|e) at|settl(?:ed|es|e) on"
    r"|agreed (?:up)?on"
    r"|cuts?|brok(?:ered|ers)|execut(?:ed|es)|ratif(?:ied|ies)|struck up|strikes up|land(?:ed|s)|secur(?:ed|es)"
    r"|closed|closes|notched up|celebrat(?:ed|es)|s(?:hook|hake|hakes) hands on|swap(?:ped|s)|trad(?:ed|es))"
    r"(?=(?: (?:an?|the|their|its|another|two|three|four|five|six|several|\d{1,3}"
    r"|(?:terms|signatures|copies)(?: with [^.,;:]{2,60}?)? (?:on|of|for|over)(?: an?| the)?)\b)?"
    r"(?: (?!(?:that|which|who|to|with|after|under|from|in|on|for)\b)[\w’'$.,-]{1,24}){0,6}? " + _PAPER + r")"
)
# One of these stands in every sentence that tells of a paper so
CONCLUDING_WORDS = (
    "finali", "formali", "cement", "forg", "hammer", "hash", "thrash", "iron", "nail", "wrap", "tied up",
    "ties up", "came to",
    "come to", "comes to", "arriv", "settle", "agreed on", "agreed upon", "cut", "brok", "execut", "ratif", "struck up",
    "strikes up", "land", "secur", "closed", "closes", "notched", "celebrat", "hands on", "swap", "trad",
)  # fmt: skip
# Those of them that no other rule would ask about: rare enough to be looked for in every text
CONCLUDING_TRIGGERS = (
    "finali", "formali", "cementing", "cemented", "forge", "hammer", "hashed", "thrash", "ironed", "ironing",
    "nailed", "wrapped",
    "came to", "come to", "arrived at", "settled on", "brokered", "executed", "ratified", "shook hands",
    "swapped", "swaps",
    "cut a", "cuts a",
)  # fmt: skip
# "thrashing out an agreement", "ironing out": not yet concluded
_STILL_AT_IT = re.compile(r"(?:hammer|hash|thrash|iron|nail)ing|finali[sz]ing|wrapping")
# "wrapped up talks on a deal", "closed the deal office": another thing is taken
_OF_ANOTHER = re.compile(
    r"(?:[^.;]|\.\d){0,60}\b(?:details|wording|differences|issues|problems|text|talks|negotiations|office|meeting|visit"
    r"|anniversary)\b"
)


def concluding(folded: str, sentence: CuedSentence) -> list[Cue]:
    """The everyday verbs of an English sentence that conclude a paper, as verbs of signing."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if sentence.index > EARLY or not sentence.sentence.lang.startswith("en") or not sentence.of("doc", "venue"):
        return []
    if not holds(folded, CONCLUDING_WORDS, start, end):
        return []
    found = []
    for match in _CONCLUDES.finditer(folded, sentence.sentence.start, sentence.sentence.end):
        verb = match["verb"]
        papers = [cue for cue in sentence.of("doc", "venue") if 0 <= cue.start - match.end() <= _PAPER_REACH]
        if not papers or _OF_ANOTHER.match(folded, match.end(), papers[0].start):
            continue
        if any(cue.start == match.start() and cue.kind == "sign" for cue in sentence.cues):
            continue
        form = "ing" if verb.split()[0].endswith("ing") else "done"
        found.append(Cue("sign", form, *match.span("verb")))
    return found


def is_still_worked_out(folded: str, verb: Cue) -> bool:
    """Whether a verb of concluding says that the sides are at it still ("are hammering out a deal")."""
    return _STILL_AT_IT.match(folded, verb.start) is not None


_PAPER_REACH = 110
# "an agreement on nursing that the council signed", "under a pact the two bureaus signed on Monday"
_WHO_SIGNED = re.compile(
    r"(?: (?:on|for|to|about|covering|between|of|with|in) [^.,;:]{1,70}?)?,?"
    r" (?:(?:that|which) [^.,;:]{2,90}?"
    r"|(?:the (?:two|three|four|five)|they|both|its|their)(?: [\w’'-]{2,20}){0,3})"
    r" (?:has |have |had |jointly |also ){0,2}"
)


def paper_before(folded: str, sentence: CuedSentence, verb: Cue) -> Cue | None:
    """The paper before a verb of signing whose relative clause the verb ends ("a pact that A signed with B")."""
    if not sentence.sentence.lang.startswith("en") or verb.value not in ("done", "now"):
        return None
    for paper in sentence.of("doc")[::-1]:
        is_one = _A_NEW.search(folded, max(sentence.sentence.start, paper.start - _BEFORE), paper.start)
        if is_one and verb.start == paper.end + 2 and folded.startswith(", ", paper.end):
            # "now have a memorandum, signed on Tuesday"
            return paper
        if (
            is_one
            and paper.end <= verb.start <= paper.end + _CLAUSE
            and _WHO_SIGNED.fullmatch(folded, paper.end, verb.start)
        ):
            return paper
    return None


_CLAUSE = 180
# "committed themselves, in a letter of intent, to", "In a memorandum, the two undertook to"
_PUTS_IN = re.compile(
    r"\b(?P<verb>commit(?:s|ted)|undert(?:akes?|ook|aken)|pledg(?:es?|ed)|agree[sd]?|promis(?:es?|ed)|declar(?:es?|ed)"
    r"|vow(?:s|ed)?|bound|bind)\b(?:[^.;:]|\.\d){0,40}? (?:in|under|by|through|via) an? (?:[\w-]{2,20} ){0,3}?$"
)
_IN_A = re.compile(r"\b(?:in|under|by|through|via) an? (?:[\w-]{2,20} ){0,3}?$")
_THEN = re.compile(
    r"(?: (?:with|on|about|between) [^.,;:]{2,60})?, (?:[^.;:]|\.\d){2,140}?\b(?P<verb>undertook|committed"
    r"|pledged|agreed"
    r"|promised"
    r"|vowed|declared)\b"
)
# "under a deal announced on Monday": it is made public now
_MADE_PUBLIC = re.compile(
    r" (?P<verb>announced|unveiled|disclosed|made public|revealed)(?: (?:on|today|yesterday|this|by|in|at|late)\b|[.,])"
)
# "is due for signature next month", "expected to be ready for signature"
_TO_BE_SIGNED = re.compile(
    r"(?:[^.;:]|\.\d){0,110}? (?:is|are|was|were|should be|will be) (?P<verb>(?:due|ready|expected|scheduled"
    r"|slated|set|up"
    r"|awaiting)"
    r" (?:to be ready )?(?:for )?(?:signature|signing))\b"
)
_A_NEW = re.compile(r"\b(?:an?|new|another) (?:[\w-]{2,20} ){0,4}?$")
_BEFORE = 90


# One of these stands in every sentence that names such a paper
_NAMING = (
    "commit", "undert", "pledg", "agree", "promis", "declar", "vow", "bound", "bind", "announced", "unveiled",
    "disclosed",
    "made public", "revealed", "signature", "signing",
)  # fmt: skip


def papers_named(folded: str, sentence: CuedSentence) -> list[Event]:
    """Papers in which somebody undertakes something, or which are made public, without a verb of signing."""
    papers = sentence.of("doc")
    if not papers or not holds(folded, _NAMING, sentence.sentence.start, sentence.sentence.end):
        return []
    if any(not folded.startswith("agree", cue.start) for cue in sentence.of("sign", "ceremony")):
        # What is signed is told by its own rule; "agreed" alone is told here
        return []
    for paper in papers:
        if paper.value == "joint_venture":
            continue
        start = max(sentence.sentence.start, paper.start - _BEFORE)
        before, is_undertaken = _PUTS_IN.search(folded, start, paper.start), True
        if before is None and _IN_A.search(folded, start, paper.start):
            before = _THEN.match(folded, paper.end, sentence.sentence.end)
        if before is None and _A_NEW.search(folded, start, paper.start):
            before = _MADE_PUBLIC.match(folded, paper.end, sentence.sentence.end)
            is_undertaken = False
        ahead = _TO_BE_SIGNED.match(folded, paper.end, sentence.sentence.end) if before is None else None
        before = before or ahead
        if before is None:
            continue
        verb = Cue("sign", "done", *before.span("verb"))
        kind = paper.value if paper.value != "deal" else "cooperation_agreement"
        is_generic = kind == "cooperation_agreement"
        return [
            Event(
                kind,
                "planned" if ahead else "announced" if kind == "mutual_recognition" and not is_undertaken else "signed",
                "paper-reach",
                sentence.index,
                verb,
                paper,
                (paper.value,),
                is_generic,
            )
        ]
    return []


_SIDES = r"(?:cit(?:y|ies)|towns?|ports?|airports?|schools?|universit(?:y|ies)|colleges?|hospitals?|parks?|provinces?|states?|districts?|counties|organi[sz]ations?|chambers|libraries|museums|zones?|associations?|harbours|institutions?)"  # fmt: skip # noqa: E501
_TIES = Wording(
    re.compile(
        r"\b(?P<verb>became|become|becomes|(?:was|were|been|being|be) (?:formally |officially )?(?:twinned|paired)"
        r"|(?:has|have) (?:twinned|paired up|twinned up)|twinn?(?:s|ed)?(?: up)?(?= with\b)|pair(?:ed|s) up)\b"
        r"(?: (?:[\w-]{1,16} ){0,2}?(?P<thing>(?:sister|twin|friendship|partner|friendly) " + _SIDES + r")\b"
        r"|(?= (?:with|under|at|by|in|on|after)\b(?:[^.;:]|\.\d){0,80}?\b(?:twinning|sister|friendship|ceremony|charter"
        r"|agreement|city|school|port|airport|university|scheme)\b))"
    ),
    "cooperation_agreement", "signed", "signed", "ties", "doc",
    needs=(("sister", "twin", "friendship", "friendly", "partner ", "paired", "pairs up"),),
)  # fmt: skip
_TIES_MADE = Wording(
    re.compile(
        r"\b(?P<verb>establish(?:ed|es)?|form(?:ed|s)?|forg(?:ed|es)|seal(?:ed|s)?|set up|sets up|enter(?:ed|s)? into"
        r"|conclud(?:ed|es)|struck|strikes?|upgraded|elevated|formali[sz]ed)"
        r" (?:an? |their |its |the |formal |new |official ){0,2}"
        r"(?P<thing>(?:sister[- ](?:city|cities|port|school|airport|province|state|university|library|park)"
        r"|twin(?:ning|[- ]city|[- ]town|[- ]port|[- ]school)?|friendship(?:[- ]city)?|friendly[- ]city|"
        r"(?:strategic |formal )?(?:partnership|cooperative|co-operative|cooperation))"
        r" (?:ties|relations|relationships?|links?|bonds?|exchanges?|alliances?|partnerships?))\b"
    ),
    "cooperation_agreement", "signed", "signed", "ties", "doc",
    needs=(("sister", "twin", "friendship", "friendly", "partnership", "cooperati", "co-operati"), ("ties",
        "relation", "link", "bond", "exchange", "alliance", "partnership"), ("establish", "form", "forg", "seal",
        "set up", "sets up", "enter", "conclud", "struck", "strike", "upgraded", "elevated")),
)  # fmt: skip
# "have joined forces to", "linked up with", "entered an alliance with"
_ALLIANCE = Wording(
    re.compile(
        r"\b(?P<verb>s(?:truck|trikes?|ealed|eals?|igned|igns?)|conclud(?:ed|es?)|inked|inks?|clinch(?:ed|es)"
        r"|enter(?:ed|s) into|agreed|agree|landed|lands) (?:an?|their|its) (?:[\w-]{2,18} ){0,3}?"
        r"(?P<thing>alliance|partnership|association|tie-up|collaboration|twinning)\b"
    ),
    "cooperation_agreement", "signed", "signed", "accord", "doc", generic=True,
    needs=(_ALLIANCES, ("struck", "strike", "seal", "sign", "conclud", "ink", "clinch", "enter", "agree", "land")),
)  # fmt: skip
_TOGETHER = Wording(
    re.compile(
        r"\b(?P<verb>(?:join(?:ed|s|ing)?|joining) (?:forces|hands)(?= (?:to|on|in|for)\b)"
        r"|(?:link(?:ed|s|ing)?|hook(?:ed|s|ing)?|tied|ties|tying|tie|team(?:ed|s|ing)?|pair(?:ed|s|ing)?) up"
        r"(?= (?:with\b|to (?:train|develop|build|offer|launch|make|run|open|set|create|produce|provide|promote"
        r"|study)))"
        r"|all(?:ied|ies|ying) (?:itself |themselves )?with|band(?:ed|s|ing)? together(?= to\b)"
        r"|(?:enter(?:ed|s|ing)?|form(?:ed|s|ing)?|forg(?:ed|es|e|ing)|create[sd]?|set up|built|announc(?:ed|es|ing)"
        r"|unveil(?:ed|s)|launch(?:ed|es))(?: into)? (?:an?|their|its) (?:[\w-]{2,18} ){0,3}?"
        r"(?P<thing>alliance|partnership|association|tie-up|collaboration))\b"
        r"(?! (?:contest|race|match|relay))"
    ),
    "cooperation_agreement", "announced", "announced", "partnership", "doc", generic=True,
    needs=((*_ALLIANCES, " forces", " hands", " up with", " up to ", "allied", "allies", "allying", "together"),
        ("join", "link", "hook", "tie", "tying", "team", "pair", "all", "band", "enter", "form", "forg", "creat",
        "set up", "built", "announc", "unveil", "launch")),
)  # fmt: skip
# "have agreed to cooperate on", "agreed to explore cross-listings": what two sides settle, whatever it is
_AGREED_TO = Wording(
    re.compile(
        r"\b(?P<verb>agreed|have agreed|has agreed|agrees?) (?:with [^.;,]{2,60} )?(?:on \w+day )?to (?:jointly "
        r"|together )?"
        r"(?P<thing>explore|stud(?:y)|look into|cooperate|co-operate|collaborate|work (?:together|on|towards|toward)"
        r"|share|exchange|step up|deepen|strengthen|expand|boost|join|pool|link|connect|promote|develop|host|swap|train"
        r"|help|support|streamline|simplify|align|harmoni[sz]e|coordinate|broaden|widen|ease|enhance|advance|pursue)\b"
    ),
    "cooperation_agreement", "signed", "signed", "accord", "doc", generic=True,
    needs=(("agreed", "agree "),),
)  # fmt: skip
# "agreed to run a degree": any other aim asks for two sides that are named (the verb is the thing, too)
_AGREED_ON_AIM = Wording(
    re.compile(
        r"(?<!to )\b(?P<verb>(?:have |has )?agreed"
        r"|agree)(?P<thing>) (?:with [^.;,]{2,60} )?(?:on \w+day )?to (?:jointly |together )?"
        r"(?!(?:be|buy|acquire|sell|take|invest|dispose|purchase|supply|provide|lend|pay|pick|order|lease|merge"
        r"|disagree|settle"
        r"|plead|meet|step|testify|stop|pause|delay|leave|return|hand|drop|play|fight|talks|hold|attend|visit|consider"
        r"|cooperate with)\b)(?!(?:[^.;]|\.\d){0,40}\b(?:talks|truce|ceasefire|negotiations|tariffs?|deadline"
        r"|prisoners?)\b)[a-z]{2,16}\b"
    ),
    "cooperation_agreement", "signed", "signed", "accord", "doc", generic=True,
    needs=(("agreed", "agree "),),
)  # fmt: skip
# Who agrees must be two: "A and B have agreed", "the two sides agreed"
_TWO_SIDES = re.compile(r"\b(?:and|both|two|three|sides|with)\b")
_DISPUTE = re.compile(
    r"\b(?:ceasefire|lawsuit|court|sue|settle|dispute|strike|union|wage|pay rise|match|fixture|film|drama)\b"
)
_LEAD = 2
"""Sentences, the title included, in which an article tells what it is about."""


# "have become sister ports after signing a letter of intent": the paper is told by its own rule
_BY_SIGNING = re.compile(r"\b(?:after|by|when|as they|having|on|upon|with the|through the) sign(?:ing|ed)\b")


def bonds_of_two(folded: str, sentence: CuedSentence, may: Collection[Wording]) -> list[Event]:
    """Sister ties, alliances, and what two sides agree to do, in English."""
    told = first_told((_TIES, _TIES_MADE), folded, sentence, may)
    if told and sentence.of("doc") and _BY_SIGNING.search(folded, told[0].end, sentence.sentence.end):
        return []
    if told or (sentence.of("doc") and sentence.of("sign", "ceremony")):
        return told
    told = first_told((_ALLIANCE, _TOGETHER), folded, sentence, may)
    if told or sentence.index >= _LEAD:
        return told
    told = first_told((_AGREED_TO, _AGREED_ON_AIM), folded, sentence, may)
    start, end = sentence.sentence.start, sentence.sentence.end
    if told and (not _TWO_SIDES.search(folded, start, told[0].thing.start) or _DISPUTE.search(folded, start, end)):
        return []
    return [event for event in told if event.status in ("signed", "planned")]
