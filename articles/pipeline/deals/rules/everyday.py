"""Deals that English tells by everyday verbs, known by what these take.

"will start direct flights between Shenzhen and Lisbon", "recognise each other's licences", "will buy Elm Drugs for
HK$1.2 billion": start, recognise and buy are too common to be words of deals by themselves.
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

EVERYDAY_WORDS = (
    "flight",
    "service",
    "sailing",
    "route",
    "each other's",
    "each other’s",
    "mutually recogni",
    "buy",
    "mutuamente",
)

# "start non-stop flights between", "began ferry services from"
_SERVICE = re.compile(
    r"\b(?P<verb>start(?:s|ed)?|begins?|began|resumes?|resumed|commence[sd]?) (?:[\w-]+ ){0,4}?"
    r"(?P<thing>flights?|sailings|routes?|services?) (?=(?:between|from|to|linking|connecting|into)\b)"
)
# "recognise each other's nursing licences", "mutually recognise trusted traders"
_RECOGNISES = re.compile(
    r"\b(?P<verb>recogni[sz](?:es?|ed|ing)) (?P<thing>each other['’]s) [a-z]"
    r"|\b(?P<mutually>mutually recogni[sz](?:es?|ed|ing))\b"
)
_RECOGNISES_PT = re.compile(r"\b(?P<verb>reconhec(?:em|er|eram|erão)) mutuamente\b")
_AGREED_TO = re.compile(r"\bagree[ds]? to $")
# "will buy Elm Drugs for HK$1.2 billion in cash"
_BUYS = re.compile(
    r"\b(?P<verb>buys?|buying) (?P<what>(?:[^.,;:\s]{1,24} ){1,8}?)"
    r"for (?:about |around |up to |some |over |more than |nearly )?"
    r"(?:(?:hk|us|s|a)?\$|rmb ?|mop ?|€|£|hkd ?|usd ?|cny ?)?"
    r"\d[\d,.]{0,10} ?(?:million|billion|trillion|bn|mn|mln|bln|m\b)"
)
# What is bought for such sums and is no firm
_NO_FIRM = re.compile(
    r"\b(?:land|sites?|plots?|parcels?|towers?|buildings?|hotels?|malls?|offices?|floors?|flats?|houses?|homes?"
    r"|mansions?"
    r"|villas?|shares?|stakes?|bonds?|notes|aircraft|planes|jets|ships|vessels|trains|buses|equipment|gas|power"
    r"|electricity|water|paintings?|diamonds?|players?|goods|chips|vehicles|cars|tickets|rights|properties|property)\b"
    r"|\b(?:\d+|[a-z]+teen|two|three|four|five|six|seven|eight|nine|ten|more|some|all|any) "
)


def everyday(folded: str, sentence: CuedSentence) -> list[Event]:
    """Services that start, papers that are recognised on both sides, firms bought for a sum.

    English but for the papers, which Portuguese tells alike.
    """
    start, end = sentence.sentence.start, sentence.sentence.end
    if sentence.sentence.lang == "pt" and (match := _RECOGNISES_PT.search(folded, start, end)):
        verb = Cue("announce", "now", *match.span("verb"))
        how = mood(folded, sentence, verb)
        how = "done" if how == "planned" else how
        return _event("mutual_recognition", "announced", "measure", sentence, verb, verb, how)
    if not sentence.sentence.lang.startswith("en"):
        return []
    found: list[Event] = []
    if match := _SERVICE.search(folded, start, end):
        form = "done" if match["verb"].endswith(("ed", "an")) else "now"
        verb, thing = Cue("begin", form, *match.span("verb")), Cue("venue", "launch_opening", *match.span("thing"))
        found += _event("launch_opening", "completed", "start", sentence, verb, thing, mood(folded, sentence, verb))
    match = _RECOGNISES.search(folded, start, end)
    agreed = match and _AGREED_TO.search(folded, start, match.start())
    # "agreed to recognise each other's" is an agreement, which has a rule of its own
    if match and not (agreed and match["verb"]):
        verb = Cue("announce", "now", *match.span("verb" if match["verb"] else "mutually"))
        how = mood(folded, sentence, verb)
        # What two sides will do is the measure that they tell of
        how = "done" if how == "planned" else how
        done = "signed" if agreed else "announced"
        found += _event("mutual_recognition", done, "measure", sentence, verb, verb, how)
    match = _BUYS.search(folded, start, end)
    if match and not _NO_FIRM.search(match["what"]):
        verb, thing = Cue("acquire", "now", *match.span("verb")), Cue("stake", "noun", *match.span("what"))
        found += _event("acquisition", "announced", "corporate", sentence, verb, thing, mood(folded, sentence, verb))
    return found


def _event(kind: str, done: str, rule: str, sentence: CuedSentence, verb: Cue, thing: Cue, how: str) -> list[Event]:
    if how in ("negative", "wish"):
        return []
    return [Event(kind, status_of(how, done), rule, sentence.index, verb, thing)]
