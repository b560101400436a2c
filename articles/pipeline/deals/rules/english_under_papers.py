"""English: the paper under which something is done, named with those who made it and no verb of signing.

"will open a laboratory at the park under a memorandum of understanding with the university".
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue, holds

UNDER_PAPER = "under-paper"
_WORDS = ("under ", "through ", "part of ", "as a result of ", "thanks to ", "following ", "in a ", "in an ", " via ")
# "under a new memorandum", "as part of a separate agreement": one that is new, and neither "the" nor "an existing" one
_UNDER = re.compile(
    r"\b(?:under|through|via|as part of|as a result of|thanks to|following|in)"
    r" (?:an?|another|two|three|four|five) (?P<what>(?:[\w’'-]{1,20} ){0,5}?)$"
)
_OLD = re.compile(
    r"\b(?:existing|current|previous|earlier|prior|past|old|older|long-?standing|standing|decades?-old|years?-old|similar"
    r"|original|expired|expiring|possible|potential|proposed|planned|draft|future|(?:19|20)\d\d"
    r"|tentative|pilot|plea|trade-in)\b"
)
# "with the university", "between the two bureaus", "reached with"
_WITH = re.compile(
    r"(?: \([\w -]{2,12}\))?(?: (?:on|for|to|covering) [^.,;:]{2,50}?)?,?"
    r" (?:(?:that (?:it|they) )?(?:(?:has |have )?(?:reached|struck|made|agreed|concluded|announced|forged) )?"
    r"(?:today |yesterday |on \w+day |this week )?(?P<whom>with|between))\b"
)
# "an agreement with the union", "a deal with fans": no sides of ours
_NO_SIDE = re.compile(
    r" (?:(?:the|its|their|his|her|an?) )?(?:[\w-]{1,16} ){0,2}?(?:unions?|prosecutors?|creditors?|workers?|staff"
    r"|fans|players?|villagers?|protesters|residents|whom|which|who|authorities|no|a view|effect|immediate)\b"
)
_DATED = re.compile(
    r"[^.;]{0,120}?\b(?:(?:in|since|back in) (?:[a-z]{3,9} )?(?:19|20)\d\d|last year|years? ago|previously)\b"
)
_WAS_NOT = re.compile(
    r"\b(?:if|unless|without|could|might|may|denied|whether|hopes?|want(?:s|ed)?|urg\w+|ask(?:s|ed)?)\b"
    # "was opened in 2015 under an agreement"
    r"|\b(?:was|were|been|[a-z]{3,12}ed|began|since)\b[^.;,]{0,40}\b(?:in|since) (?:[a-z]{3,9} )?(?:19|20)\d\d\b"
    r"|\b(?:last year|years? ago)\b"
)
_BEFORE = 110
_EARLY = 2


def papers_underlying(folded: str, sentence: CuedSentence) -> list[Event]:
    """The new paper under which an early English sentence says that something is done, as one that was signed."""
    papers = [cue for cue in sentence.of("doc") if cue.value != "joint_venture"]
    start, end = sentence.sentence.start, sentence.sentence.end
    if sentence.index > _EARLY or not papers or not holds(folded, _WORDS, start, end):
        return []
    if any(not folded.startswith("agree", cue.start) for cue in sentence.of("sign", "ceremony")):
        return []
    for paper in papers:
        before = _UNDER.search(folded, max(start, paper.start - _BEFORE), paper.start)
        if before is None or _OLD.search(before["what"]) or _WAS_NOT.search(folded, start, before.start()):
            continue
        whom = _WITH.match(folded, paper.end, end)
        if whom is None or _NO_SIDE.match(folded, whom.end(), end) or _DATED.match(folded, paper.end, end):
            continue
        kind = paper.value if paper.value != "deal" else "cooperation_agreement"
        verb = Cue("sign", "done", paper.start, paper.end)
        is_generic = kind == "cooperation_agreement"
        return [Event(kind, "signed", UNDER_PAPER, sentence.index, verb, paper, (paper.value,), is_generic)]
    return []
