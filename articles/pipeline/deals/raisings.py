"""Rules for private money: rounds in which investors fund a firm, and funds whose money has been raised."""

import re

from articles.pipeline.deals.events import SUM, CuedSentence, Event, mood, status_of
from articles.pipeline.deals.phrases import Cue

# "raised US$40 million in a Series B funding round", "closes a HK$90 million seed round", "fechou uma ronda de
# financiamento"
_ROUND = re.compile(
    r"\b(?P<verb>rais(?:e|es|ed|ing)|secur(?:e|es|ed)|clos(?:e|es|ed)|complet(?:e|es|ed)|bag(?:s|ged)|land(?:s|ed)|net(?:s|ted)"
    r"|receiv(?:e|es|ed)|obt[eé]m|obteve|fech(?:a|ou)|angari(?:a|ou)|conclu(?:i|iu))\b(?:[^.;:]|\.\d){0,70}?"
    r"\b(?P<round>series [a-f]\d?\+?(?! shares)|(?:seed|angel|pre-ipo|pre-series a|funding|financing|fundraising"
    r"|investment) rounds?"
    r"|rondas? de (?:financiamento|investimento))\b"
)
# "has closed its US$100 million fund", "raised HK$2 billion for its second bay area fund"
_CLOSED_FUND = re.compile(
    r"\b(?P<verb>clos(?:es|ed)|rais(?:es|ed))\b(?:[^.;:]|\.\d){0,70}?\b(?P<fund>funds?)\b(?! (?:hous|manag|compan))"
)


def raisings(folded: str, sentence: CuedSentence) -> list[Event]:
    """A firm that raises money from investors, or a fund that is closed, with the sum."""
    if sentence.han:
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    for pattern, group, kind, done in (
        (_ROUND, "round", "equity_investment", "completed"),
        (_CLOSED_FUND, "fund", "fund", "announced"),
    ):
        match = pattern.search(folded, start, end)
        if match is None or SUM.search(folded, match.start(), min(end, match.end() + 40)) is None:
            continue
        verb = Cue("raise", "done" if match["verb"].endswith(("ed", "ou", "iu")) else "now", *match.span("verb"))
        how = mood(folded, sentence, verb)
        if how not in ("negative", "wish"):
            thing = Cue("stake" if group == "round" else "fund", "noun", *match.span(group))
            return [Event(kind, status_of(how, done), "round", sentence.index, verb, thing)]
    return []
