"""What an English article only recalls: what rivals did, what was done long ago, why something was built."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event, clause_bounds
from articles.pipeline.deals.rules.english_unreal import is_unreal
from articles.pipeline.quantities import When

# "Rival Foo, which runs an app, started", "Other carriers such as Foo have opened": what others did
_RIVALS = re.compile(
    r"\W?(?:(?:its|the|two|several|other|local|cross-town|smaller|larger|bigger|main|closest) ){0,3}"
    r"(?:(?:rivals?|competitors?|peers?)\b|(?:other|another|several|many|some|a number of) (?:[\w-]{2,16} ){0,2}"
    r"(?:airlines|carriers|banks|lenders|insurers|companies|firms|universities|developers|carmakers|retailers|brokers"
    r"|exchanges|operators|platforms|players|cities)(?:,? (?:such as|like|including)\b| (?:have|had) (?:also"
    r"|already|been)\b))"
)
# "after an agreement was signed by Foo and Bar the previous December"
_THE_PREVIOUS = re.compile(
    r"[^.;]{0,140}?\bthe (?:previous|preceding|prior|same) (?:year|month|week|spring|summer|autumn|winter|january"
    r"|february"
    r"|march|april|may|june|july|august|september|october|november|december)\b"
    r"|[^.;]{0,140}?\b(?:a|one|two|three|four|five|six|\d{1,2}) (?:years?|months) (?:earlier|before(?:hand)?"
    r"|previously)\b"
)
# "Construction started in September 2019 after", "The two set up the school in 2012 under": the year of what is told
_OF_A_YEAR = re.compile(
    r"\b(?:in|since|from|until|by|of) (?:(?:early|mid|late|the end of|\w{3,9}),? )?(?P<year>(?:19|20)\d\d)\b"
)
# "to be completed in 2029", "by 2030": no year of old
_AFTER = re.compile(r"\b(?:after|following|when|once|as)\b[^.;]{0,40}$")
_EARLY = 2
_LONG_AGO = timedelta(days=60)
_REACH = 130


def recalls_in_english(
    folded: str, sentence: CuedSentence, event: Event, dates: Sequence[When], published: date | None
) -> bool:
    """Whether an English sentence recalls the event: what rivals or earlier years have brought, or what never was."""
    if is_unreal(folded, sentence, event, published):
        return True
    if not sentence.sentence.lang.startswith("en") or sentence.index <= _EARLY or not sentence.sentence.paragraph:
        return False
    if event.status in ("planned", "talks"):
        return False
    if _RIVALS.match(folded, sentence.sentence.start, sentence.sentence.end):
        return True
    if event.type in DOCUMENTS:
        return _is_reason_of_old(folded, sentence, event, published)
    return _is_dated_long_ago(folded, sentence, event, dates, published)


def _is_reason_of_old(folded: str, sentence: CuedSentence, event: Event, published: date | None) -> bool:
    """Whether a paper is only told as that after which something of an earlier year began."""
    start, verb = sentence.sentence.start, event.start
    if _THE_PREVIOUS.match(folded, event.verb.end, sentence.sentence.end):
        return True
    if published is None or not _AFTER.search(folded, start, verb):
        return False
    told = [int(year["year"]) for year in _OF_A_YEAR.finditer(folded, max(start, verb - _REACH), verb)]
    return bool(told) and max(told) < published.year - 1


def _is_dated_long_ago(
    folded: str, sentence: CuedSentence, event: Event, dates: Sequence[When], published: date | None
) -> bool:
    """Whether each date behind the verb, in the same clause, lies long before the publication ("opened … in June")."""
    if published is None:
        return False
    _, end = clause_bounds(folded, sentence, event.verb.start)
    told = [when.date for when in dates if when.date and event.verb.end <= when.start < end]
    latest = (published - _LONG_AGO).isoformat()
    return bool(told) and all(day < latest[: len(day)] for day in told)
