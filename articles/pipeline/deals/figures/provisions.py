"""What an English article counts of a deal right after telling it: "It covers 18 chapters", "Six banks will take part".

Any plural counts here, but only in such frames; what firms have anyway ("it has 30 shops"), what was done before and
running totals count nothing.
"""

import re
from collections.abc import Iterator, Sequence

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.figures.tallies import counted_in
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Count

_TYPES = frozenset(
    (*DOCUMENTS, "launch_opening", "construction_contract", "policy_measure", "land", "procurement", "fund")
)
_REACH = 3
_MOST = 2
# How far from a count words of another time stand (characters before it, half of it behind)
_AROUND = 80
ANY_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirt|fourt|fift|sixt|eight|twent|fort"
    r"|hundred)"
)

_ADVERBS = (
    r"(?: (?:also|initially|now|currently|jointly|together|in total|then|first|eventually|in all|altogether)){0,2}"
)
# "The pilot involves 26 wells", "which covers goods across 18 chapters", "for which 20 places are reserved"
_COVERS = re.compile(
    r"\b(?:it|this|they|(?:the |their )?co-?operation|(?:the |their )?collaboration|which|that"
    r"|the (?:[\w-]{1,20} ){0,4}?(?:agreement|deal|pact|memorandum|mou|text|treaty"
    r"|accord|arrangement"
    r"|contract|order|scheme|plan|programme|program|pilot|project|trial|measure|policy|list|notice|document"
    r"|initiative|package|fund"
    r"|quota|line|route|bridge|centre|center|park|plant|terminal|station|hospital|school|campus|building|complex"
    r"|site|phase|labs?|laborator(?:y|ies)|sides|two|schools|universit(?:y|ies)|institutes?|cities|hospitals"
    r"|letter|charter|framework|protocol|alliance|network|platform|service|partnership|cooperation|tender|expansion"
    r"|change))"
    + _ADVERBS
    # "The deal is worth HK$1 billion and covers"
    + r"(?: (?:is|was) (?:worth|valued at) [^;,]{1,40}? and)?"
    r"(?: (?:will|would|is to|are to|is expected to|can|may|shall))?"
    + _ADVERBS
    + r" (?:cover|involve|include|compris|span|consist|appl(?:y|ies)|provid|allow|tak(?:e|es|ing) in|contain"
    r"|featur|call(?:s|ing)? for|envisag"
    r"|set(?:s|ting)? out|list|offer|extend|encompass|start|begin|launch|focus|link|connect|serv|train|recruit|admit"
    r"|host|accommodat|hous|creat|employ|set up|establish|develop|co-?operat|collaborat|work|carr(?:y|ies) out|undertak"
    r"|fund|bring|see|suppl|deliver|build|run|affect|benefit|open|reserv|rais|lift|increas|expand|concern|relat)(?:e"
    r"|es|ed|ing|s)?\b"
    r"(?! to (?:date|have|be))[^.;\n]{0,70}? (?P<at>$)"
)
# "covering five areas", "involving some six banks", "across 18 chapters", "for up to 100 vehicles a day"
_COVERING = re.compile(
    r"\b(?:covering|involving|including|comprising|spanning|across|applying to|affecting|benefiting|benefitting"
    r"|concerning|linking|connecting"
    r"|serving|consisting of|made up of|composed of|(?:a )?(?:list|quota|batch|group|total|fleet|network|set|series"
    r"|purchase|sale|supply) of|limited to"
    r"|(?:operated|run|offered|provided|handled|issued|joined) by|through(?: any| one)?(?: of)?|approved"
    r"|wallets? (?:from|with)"
    r"|capped at|reserv(?:es|ed|ing))(?: (?:up to|about|around|some|over|more than|nearly|at least|a total of|all"
    r"|an initial|the|its)){0,2} $"
)
# Behind a subject that is counted: "Six designers will create", "20 places a year are reserved"
_SHALL = re.compile(
    r"(?:,? [\w'’-]{1,20}){0,12}?,?(?: (?:will|would|are to|are expected to|are set to|are due to|are likely to|can|may"
    r"|shall)\b"
    r"| (?:are|have been|is|has been) (?:[a-z]{3,12}ly )?(?:included|covered|affected|involved|eligible|reserved"
    r"|set aside|earmarked|planned|due|selected|chosen"
    r"|named|listed|allocated|available|allowed|permitted|admitted|concerned|taking part|participating|on offer"
    r"|to be|being)\b"
    r"| (?:a (?:day|month|year)|each (?:day|month|year)|daily|annually)?,? ?(?:allowed|admitted|permitted|reserved"
    r"|available|taking part)\b"
    r"| (?:take|took) part\b)"
)
_OPENS = re.compile(
    r"(?:^|, |\b(?:and|under (?:it|which)|for which|with|while|where|in which|residents of|people of|that|said|says) )"
    r"(?:(?:some|about|around|up to|over|more than|nearly|at least|as many as|a total of|an initial|in all|another"
    r"|the first|altogether|initially),? ){0,2}$"
)
# "The 200-bed building", "a 220-metre covered footbridge"
_SIZED = re.compile(
    r"(?<![\w.,$-])(?P<n>\d{1,3}(?:,\d{3})+|\d{2,6})-(?P<noun>bed|room|berth|place|booth|rack|desk|unit|classroom"
    r"|student|pupil|apartment|flat"
    r"|vehicle|seat|screen|stand|metre|meter|hectare|megawatt|turbine)(?:-long)?\b(?! (?:high|tall|deep|wide|above"
    r"|below))"
)
_SIZED_TYPES = frozenset(
    ("launch_opening", "construction_contract", "land", "cooperation_agreement", "equity_investment")
)
# What was before, what others do, what a firm has: nothing of the deal
_ELSEWHERE = re.compile(
    r"\b(?:last (?:year|month|week)|earlier|previous(?:ly)?|already|so far|to date|since (?:20\d\d|its|then)"
    r"|in 20[01]\d|until now|a year ago"
    r"|currently (?:has|have|operates?|runs?|serves?)|(?:now|already) (?:has|have|operates?|runs?|serves?)|turned up"
    r"|attended|gathered|survey|polled"
    r"|(?:our|its|their|my|own) network of"
    r"|existing|other (?:\w+ )?(?:cities|countries|places)|have (?:cut|raised)|competitors?|rivals?)\b"
)
_HAS_ANYWAY = re.compile(
    r"\b(?:founded|established|employs|has \d|with (?:over|more than) \d|operates in|listed on|headquartered)\b"
)


def provisions(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> Iterator[Count]:
    """The counts that the sentences of an English deal and the next ones give of what it covers, provides or needs."""
    if events[0].type not in _TYPES:
        return
    first, last = min(s.index for s in told), max(s.index for s in told)
    found = 0
    for sentence in material.sentences[first : last + 1 + _REACH]:
        start, end = sentence.sentence.start, sentence.sentence.end
        if not sentence.sentence.lang.startswith("en"):
            continue
        if not ANY_NUMBER.search(material.folded, start, end):
            continue
        if sentence.index > last and _HAS_ANYWAY.search(material.folded, start, end):
            continue
        counted = (*counted_in(material, start, end), *_people(material, start, end))
        # How many papers are signed is told of the signing alone
        for count in sorted((c for c in counted if c.unit != "documents"), key=lambda count: count.start):
            if found == _MOST:
                break
            is_told = sentence.index <= last and _THE_PAPER_COVERS.search(
                material.folded, max(start, count.start - _AROUND), count.start
            )
            if events[0].type == "launch_opening" and count.unit == "areas":
                # "It will focus on seven areas": what a place is for
                continue
            is_provided = is_told or _is_provided(material.folded, start, end, count)
            if is_provided and not _is_of_another_time(material.folded, start, end, count):
                found += 1
                yield count
        if events[0].type in _SIZED_TYPES:
            yield from _sizes(material, start, end)


_PART_ENDS = re.compile(r"[,;:]")


def _is_of_another_time(folded: str, start: int, end: int, count: Count) -> bool:
    """Whether words around a count tell of what was before, or of others."""
    ends = _PART_ENDS.search(folded, count.end, end)
    reach = min(end, count.end + _AROUND // 2)
    behind = min(reach, ends.start()) if ends else reach
    return _ELSEWHERE.search(folded, max(start, count.start - _AROUND), behind) is not None


# "the arrangement signed on Monday between the two covers six occupations": in the deal's own sentence
_THE_PAPER_COVERS = re.compile(
    r"\b(?:covers?|involves?|comprises?|spans?|consists? of|includes?|provides? for|applies to|concerns?)"
    r"(?: (?:up to|about|around|some|over|more than|nearly|at least|a total of|all|an initial|the|its)){0,2} $"
)
# "160 entrepreneurs took part": who came to the signing
_GUESTS = re.compile(r"\b(?:entrepreneurs|delegates|guests|executives|attendees)$")
# "Two-city packages": a number that only describes
_DESCRIBES = re.compile(r"\d[\d,]*-|[a-z]+-")


def _is_provided(folded: str, start: int, end: int, count: Count) -> bool:
    """Whether a count stands in one of the frames of what a deal provides for."""
    if count.unit not in ("km", "sqm", "hectares") and _DESCRIBES.match(folded, count.start, count.end):
        return False
    if _GUESTS.search(folded, count.start, count.end):
        return False
    before = folded[max(start, count.start - 150) : count.start]
    if _COVERING.search(before) or _COVERS.search(before):
        return True
    opens = _OPENS.search(before if count.start - start > 150 else folded[start : count.start])
    shall = _SHALL.match(folded, count.end, end) if opens else None
    return shall is not None and not _MAY_USE.match(folded, shall.end(), end)


# "Some 50,000 cars are expected to meet the requirements": whom it may concern
_MAY_USE = re.compile(
    r" (?:meet|qualify|benefit|apply|use|cross|pass|visit|attend|turn up|be eligible|be affected|be covered)\b"
)


# "800 young people", "eight A350 aircraft": plurals without an s
_WITHOUT_S = re.compile(
    r"(?<![\w.,$€£#/-])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}) (?:(?!(?:of|in|to|from|and|or|by|million"
    r"|billion)\b)[a-z][\w-]{1,20} ){0,3}?"
    r"(?:people|children|men|women|aircraft|staff|youth|tonnes|tons)\b"
)


def _people(material: Material, start: int, end: int) -> Iterator[Count]:
    for match in _WITHOUT_S.finditer(material.folded, start, end):
        text = material.text.text[match.start() : match.end()]
        yield Count("other", int(match["n"].replace(",", "")), None, text, match.start(), match.end())


def _sizes(material: Material, start: int, end: int) -> Iterator[Count]:
    for match in _SIZED.finditer(material.folded, start, end):
        text = material.text.text[match.start() : match.end()]
        yield Count("other", int(match["n"].replace(",", "")), None, text, match.start(), match.end())
