"""The head of an object: which of several nouns in a row says what the thing is."""

import re

from articles.pipeline.deals.events import CuedSentence
from articles.pipeline.deals.phrases import Cue

# Verbs that speak of a thing that opens rather than of a rule
_OPENS_THINGS = re.compile(
    r"揭牌|启用|开通|上线|通车|挂牌|开业|开幕|首航|开航|落户|进驻|落成|投入|开行|成立|设立|验收|开馆|开园"
    r"|inaugurat|commission|kicked off|set up|open|debut|relocat|establish"
)
# What ends a noun phrase
_BREAK = re.compile(r"[,.;:、]|\b(?:in|of|for|to|on|at|with|by|and|from|that|which|as)\b")


def head_of(folded: str, sentence: CuedSentence, verb: Cue, thing: Cue) -> Cue:
    """The last noun of a row that begins with ``thing`` ("clinical trial institute", 计量发展合作平台)."""
    opens = bool(_OPENS_THINGS.match(folded, verb.start))
    reach = 8 if sentence.han else 24
    head = thing
    for cue in sentence.of("venue", "measure", "fund"):
        if cue.start < head.end or cue.start - head.end > reach:
            continue
        if _BREAK.search(folded, head.end, cue.start):
            break
        if cue.kind == "measure" or opens or head.kind == "venue":
            head = cue
    return head
