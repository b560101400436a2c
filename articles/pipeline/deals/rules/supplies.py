"""Rules for goods that firms supply, deliver or buy by the number, in English."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# Goods that are made to order; what people buy in shops is none
_GOODS = (
    r"(?:buses|minibuses|coaches|double-deckers|trains|trams|carriages|railcars|locomotives|aircraft|airliners|jets|planes"
    r"|helicopters|ships|vessels|ferries|tankers|vehicles|cars|trucks|lorries|taxis|cranes|drones|evtols|satellites"
    r"|turbines|robots|engines|stacks|modules|batteries|solar panels|chargers|charging (?:piles|stations)|ventilators"
    r"|transformers|generators|scanners|elevators|lifts|escalators|gates|machines|tractors|ambulances)"
)
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|a hundred|hundreds of|dozens of)"
)
_ABOUT = (
    r"(?:up to |some |about |around |at least |more than |over |an? (?:initial|first) batch of |another |a total of "
    r"|its first )"
)
# "will provide Foo Rail with 10 fuel cell engines", "supplied 40 electric buses to", "bought 12 ferries from"
_BY_NUMBER = re.compile(
    r"\b(?P<verb>suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|deliver(?:s|ed|ing)?|sells?|sold|bought|buys?"
    r"|purchas(?:e|es|ed|ing)|export(?:s|ed)?|lease[sd]?)\b"
    r"(?P<whom>(?: [^\s.,;:]{1,24}){1,8}? with)? " + _ABOUT + r"?(?P<n>" + _NUMBER + r")(?: of the)? "
    r"(?P<goods>(?:[\w’'/-]{1,20} ){0,5}?" + _GOODS + r")\b"
)
# "set to supply London's double-decker buses", "would see it supply electric buses in": no number, but a plan
_PLANNED = re.compile(
    r"\b(?:(?:set|due|poised|chosen|selected|picked|appointed) to|will|would see (?:it|them|the \w+)|agreed to|deal to"
    r"|contract to|order to) (?P<verb>supply|deliver)(?P<whom>)(?P<n>) (?P<goods>(?:[\w’'/-]{1,20} ){0,5}?"
    + _GOODS
    + r")\b"
)
# "a contract to build more than 100 of the vehicles": what is built are goods, no works
_CONTRACT = re.compile(
    r"\b(?:award(?:s|ed)?|hand(?:s|ed)?|giv(?:e|es|en)|gave|w[io]ns?|secur(?:e|es|ed)|clinch(?:es|ed)?|land(?:s|ed)?)\b"
    r"[^.;:]{0,60}?\b(?P<verb>contract|order|deal)(?P<whom>)(?: worth [^.;]{1,30}?)? "
    r"(?:to (?:build|make|manufacture|supply|deliver|provide)|for) " + _ABOUT + r"?(?P<n>" + _NUMBER + r")(?: of the)? "
    r"(?P<goods>(?:[\w’'/-]{1,20} ){0,5}?" + _GOODS + r")\b"
)
# One of these stands in all of that; to look for them is much quicker than the patterns
SUPPLY_WORDS = (
    "suppl",
    "provid",
    "deliver",
    "sell",
    "sold",
    "bought",
    "buy",
    "purchas",
    "export",
    "lease",
    "contract",
    "order",
)
# "The deal, announced on Monday, will provide": the deal is made
_DEAL_IS = re.compile(r"\b(?:deal|contract|order|agreement)\b[^;]{0,80}\b(?:will|would|sees?|calls for)\b")
_UNDER_DEAL = re.compile(r"\bunder (?:the|an?|this) (?:[\w-]+ ){0,4}?(?:deal|contract|order|agreement)\b")
_IS_MADE = re.compile(r"\b(?:sign|ink|seal|agreed|w[io]ns?|secured|clinched|landed|awarded|contract|orders?)\b")
# What was only tallied: "has delivered 500 buses since"
_TALLIED = re.compile(r"\b(?:since|so far|to date|in total|every year|a year|annually|per year|each year|last year)\b")
_CLOSE_TO = re.compile(
    r"\b(?:close to|nears?|nearing|in talks|set to award|sources (?:said|told)|reportedly|expected to)\b"
)


def supplies(folded: str, sentence: CuedSentence) -> list[Event]:
    """Goods supplied or bought: by their number, or as the plan of a headline or a lead."""
    if not sentence.sentence.lang.startswith("en"):
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _CONTRACT.search(folded, start, end) or _BY_NUMBER.search(folded, start, end)
    match = match or (_PLANNED.search(folded, start, end) if sentence.index <= _LEAD else None)
    if match is None or _TALLIED.search(folded, start, end):
        return []
    form = "done" if match["verb"].endswith(("ed", "ld", "ght")) else "base"
    verb = Cue("order", form, *match.span("verb"))
    how = mood(folded, sentence, verb._replace(value="now"))
    if how not in ("done", "ing", "planned", "talks"):
        return []
    goods = Cue("procure", "noun", match.start("n") if match["n"] else match.start("goods"), match.end("goods"))
    status = _status(folded, sentence, how, form, match)
    return [Event("procurement", status, "supply", sentence.index, verb, goods)]


_LEAD = 2


def _status(folded: str, sentence: CuedSentence, how: str, form: str, match: "re.Match[str]") -> str:
    """Talks where the sentence is only close to a deal, signed where one is made, else what the mood says."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if how == "talks" or _CLOSE_TO.search(folded, start, end):
        return "talks"
    is_made = _DEAL_IS.search(folded, start, match.start("verb")) or _UNDER_DEAL.search(folded, start, end)
    if is_made or (how != "planned" and _IS_MADE.search(folded, start, end)):
        return "signed"
    return status_of(how, "completed" if match["verb"].startswith("deliver") and form == "done" else "signed")
