"""What an English sentence tells of a deal that is none: long done, denied, a condition, a duty or a rumour."""

import re
from datetime import date

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event

# "bought a plot of land in Nansha in 2009", "signed it five years ago"
_OF_OLD = re.compile(
    r"(?P<what>(?:[^,;:.]|[.,]\d){0,120}?)\b(?:(?:back )?in (?:(?:early|late|mid)[ -])?(?:[a-z]{3,9} )?"
    r"(?P<year>(?:19|20)\d\d)\b(?![-/])|(?:years|decades) ago\b)"
)
_OPENS_OLD = re.compile(
    r"(?:back )?in (?:(?:early|late|mid)[ -])?(?:[a-z]{3,9} )?(?P<year>(?:19|20)\d\d), [^;:.]{2,120}$"
)
# "a branch that was founded in 2010", "to be ready in 2028": the year is that of something else
_OF_ANOTHER = re.compile(
    r"\b(?:founded|established|set up|built|opened|created|born|listed|introduced|dated|first"
    r"|which|that (?:was|were|had|[a-z]+ed|opened|began)|who|whose|after|and (?:has|have|will)|has|have|will"
    r"|would|today|yesterday|\w{3,6}day|this (?:week"
    r"|month|year))\b"
)
_HAS = re.compile(r"\b(?:has|have|will|would) (?:\w+ ){0,2}$")
_RECENT = 2
"""Years: what was done in so early a year is no news."""
# "should sign a pact, a scholar said"
_OUGHT = re.compile(r"\b(?:should|ought to) (?:\w{3,12}ly |now |also |consider )?$")
_OF_WILL = (*DOCUMENTS, "bond_loan", "fund", "policy_measure", "equity_investment", "acquisition")
# "If the two boards sign", "asked whether A, B and C would sign"
_IF = re.compile(
    r"\W?(?:if|unless) (?!approved|passed|successful|confirmed|so\b|not\b|all\b|it\b)(?P<who>[^;:]{2,140})$"
)
_WHETHER = re.compile(
    r"\b(?:asked|asks|wonder\w*|know|unclear|decide[ds]?|question\w*|say) (?:\w+ )?(?:whether|if) [^;:.]{2,140}$"
)
_ONE_OR_LIST = re.compile(r"[^,]*|[^,]{2,50}(?:, [^,]{2,50}){0,3},? and [^,]{2,60}")
_GOES_ON = re.compile(r"\b(?:will|is|are|has|have)\b")
# "Rumours that they had signed are untrue"
_RUMOUR = re.compile(
    r"\b(?:rumou?rs?|reports?|claims?|speculation|suggestions?|allegations?)\b(?: (?:that|of|about)\b)"
)
_UNTRUE = re.compile(
    r"\b(?:untrue|false|unfounded|groundless|baseless|not true|incorrect|wrong|dismissed|denied|denies|rejected"
    r"|fake)\b"
)
# "denied that it had signed"
_DENIES = re.compile(r"\b(?:denied|denies|denying|dismissed)\b [^.;]{0,110}$")
# "lost a contract to build", "failed to win a plot"
_LOST = re.compile(
    r"\b(?:lost|loses|missed out on|(?:did not|failed to) (?:win|secure|land|get|bid for)"
    r"|bid (?:unsuccessfully )?for)"
    r" (?:an?|the|its|any)? ?(?:[\w$.-]{1,16} ){0,5}?(?:contract|tender|order|plot|site|lot|parcel)\b"
)
# "More than 3,000 people have used": figures on the use of what there is
_USED = re.compile(
    r"\W?(?:(?:more than|over|nearly|almost|about|around|some|a total of"
    r"|as many as) )?\d[\d,.]{0,9} (?:million |[a-z]+ ){0,2}?"
    r"(?:people|persons|residents|travellers|visitors|tourists|drivers|applicants|firms|companies|students"
    r"|passengers|vehicles"
    r"|cars|patients|trips|applications) (?:have|had|has) (?:already |so far |since )?(?:been )?(?:used|applied"
    r"|benefited"
    r"|benefitted|joined|registered|crossed|received|approved|signed up)\b"
)
_USABLE = ("policy_measure", "launch_opening", "fund")


def is_unreal(folded: str, sentence: CuedSentence, event: Event, published: date | None) -> bool:
    """Whether an English sentence only says that something ought to be done, was denied, lost, or done long ago."""
    if not sentence.sentence.lang.startswith("en"):
        return False
    start, end, verb = sentence.sentence.start, sentence.sentence.end, event.verb.start
    if folded.startswith(("denied", "denies"), verb) or _DENIES.search(folded, max(start, verb - 120), verb):
        return True
    if event.type in _OF_WILL and _OUGHT.search(folded, max(start, verb - 24), verb):
        return True
    if _RUMOUR.search(folded, start, verb) and _UNTRUE.search(folded, start, end):
        return True
    if event.type in ("construction_contract", "procurement", "land") and _LOST.search(folded, start, end):
        return True
    if event.type in _USABLE and _USED.match(folded, start, end):
        return True
    return _is_conditional(folded, start, verb) or _is_of_old(folded, sentence, event, published)


def _is_conditional(folded: str, start: int, verb: int) -> bool:
    """Whether what stands before the verb makes it a condition or a question, over the commas of a list too."""
    asked = _IF.match(folded, start, verb)
    if asked and _ONE_OR_LIST.fullmatch(asked["who"]) and not _GOES_ON.search(asked["who"]):
        return True
    return _WHETHER.search(folded, max(start, verb - 160), verb) is not None


def _is_of_old(folded: str, sentence: CuedSentence, event: Event, published: date | None) -> bool:
    """Whether the clause of the event ends in a year of old, or the sentence opens with one."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if (
        published is None
        or event.status in ("planned", "talks")
        or _HAS.search(folded, max(start, event.verb.start - 24), event.verb.start)
    ):
        return False
    opens = _OPENS_OLD.match(folded, start, event.verb.start)
    told = _OF_OLD.match(folded, event.verb.end, end)
    if opens and not _OF_ANOTHER.search(folded, opens.end("year"), event.verb.start):
        return int(opens["year"]) <= published.year - _RECENT
    if told is None or told.end() < event.end or _OF_ANOTHER.search(told["what"]):
        return False
    return told["year"] is None or int(told["year"]) <= published.year - _RECENT
