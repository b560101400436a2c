"""Rules for private money: rounds in which investors fund a firm, and funds whose money has been raised."""

import re

from articles.pipeline.deals.events import SUM, CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

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


# 完成8000万美元B轮融资, 获近亿元战略融资
_ROUND_ZH = re.compile(
    r"(?P<verb>完成|获得?|斩获|敲定)(?:了)?[^,。;]{0,30}?"
    r"(?P<round>(?:天使|种子|战略|pre-?[a-d]\+{0,2}|[a-f]\d?\+{0,3}|首|新一|上市前)轮?(?:股权)?(?:融资|投资)(?![者人方机])|股权融资)"
)
_SUM_ZH = re.compile(
    r"\d[\d,.]*(?:万|亿)|[近数过逾超]千?(?:百)?万|[近数过逾超]十?亿|[一二三四五六七八九十百千两]+(?:万|亿)"
)


def raised_chinese(folded: str, sentence: CuedSentence, match: "re.Match[str]") -> list[Event]:
    """The round of a match with the groups ``verb`` and ``round``: completed unless the sentence says else."""
    verb = Cue("raise", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    thing = Cue("stake", "noun", *match.span("round"))
    return [Event("equity_investment", status_of(how, "completed"), "round", sentence.index, verb, thing)]


def _round_zh(folded: str, sentence: CuedSentence) -> list[Event]:
    """A Chinese firm that has raised money from investors."""
    match = _ROUND_ZH.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None or _SUM_ZH.search(folded, match.start(), match.end() + 30) is None:
        return []
    return raised_chinese(folded, sentence, match)


def raisings(folded: str, sentence: CuedSentence) -> list[Event]:
    """A firm that raises money from investors, or a fund that is closed, with the sum."""
    if sentence.han:
        return _round_zh(folded, sentence)
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
