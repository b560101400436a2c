"""Counts that lean on another: 100条自助通道及4条人工通道, "sete voos de passageiros e cinco de carga".

Also the square kilometres of a plan's area and the cornerstone investors of a listing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.figures.beside import sentences_after
from articles.pipeline.deals.figures.tallies import NUMBER_WORDS
from articles.pipeline.deals.figures.tallies_chinese import NUMERAL, whole
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Count
from articles.pipeline.quantities.numerals import find_numbers

_SQUARE_KM = re.compile(r"平方公里|square kilomet|quilómetros quadrados|sq km")
_SQM_OF_KM2 = 1_000_000
_MOST = 1_000_000
"""A count of more is a sum."""
_NUMERAL = re.compile(r"[\d,.]*[十百千万亿]?")


def in_text_units(found: Sequence[Count]) -> tuple[Count, ...]:
    """The counts with areas in the square kilometres that the text tells, where they are whole; others are left out."""
    kept = []
    for count in found:
        if count.unit == "sqm" and _SQUARE_KM.search(count.text.lower()):
            if count.n % _SQM_OF_KM2:
                continue
            count = count._replace(unit="other", n=count.n // _SQM_OF_KM2, n_max=None)
        kept.append(count)
    return tuple(kept)


# 实施范围…总面积约106平方公里, 选取约629平方公里, "the plan covers the whole of it, about 803 square kilometres"
_AREA_OF_PLAN = re.compile(
    r"(?:总面积|规划面积|实施范围|规划范围|用地面积|选取|划出|划定)[^。;\d]{0,24}$"
    r"|\b(?:plan|scheme|blueprint|policy|zone|it|area)\b[^.;\d]{0,20}? (?:covers?|spans?|takes in|applies to|of)\b"
    r"[^.;\d]{0,50}$"
    r"|\b(?:plano|projec?to|zona|regime)\b[^.;\d]{0,50}\b(?:área|superfície)[^.;\d]{0,30}$"
)
_OF_A_PLAN = frozenset((*DOCUMENTS, "policy_measure"))
_PLAN_REACH = 3
_BACK = 80
# 引入10名基石投资者, "Eighteen cornerstone investors"
_CORNERSTONES = re.compile(
    rf"{NUMERAL}(?:名|位|家|个)基石(?:投资者|投资人|股东)?"
    r"|\b(?P<en>\d{1,3}|" + "|".join(NUMBER_WORDS) + r") (?:[a-z-]{2,16} ){0,2}?cornerstone (?:investors|backers)\b"
)
# 及4条人工通道: as many of another thing, with the same classifier
_AND_ZH = re.compile(
    rf"[^,。;、\d]{{0,10}}?(?:以及|及|和|与|、){NUMERAL}(?P<of>[条座个间台架班所处艘辆列幢])[^,。;、\d]{{1,8}}"
)
# "sete voos de passageiros e cinco de carga": the noun is left out
_AND_PT = re.compile(r"[^.;,\d]{0,44} e ")
_ELIDED_PT = re.compile(r" (?:d[eoa]s?|para|n[oa]s?|em) \w")


def area_of_plan(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> Iterator[Count]:
    """The area that one of the next sentences gives for the plan, the measure or the paper just told."""
    if events[0].type not in _OF_A_PLAN:
        return
    for sentence in sentences_after(material, told, _PLAN_REACH):
        start, end = sentence.sentence.start, sentence.sentence.end
        for count in material.counts:
            is_area = start <= count.start < end and count.unit == "sqm" and _SQUARE_KM.search(count.text.lower())
            if is_area and _AREA_OF_PLAN.search(material.folded, max(start, count.start - _BACK), count.start):
                yield count
                return


def cornerstones(material: Material, events: Sequence[Event]) -> Iterator[Count]:
    """How many cornerstone investors a listing has."""
    if events[0].type != "ipo_listing" or len({event.type for event in events}) > 1:
        return
    match = _CORNERSTONES.search(material.folded)
    if match is None:
        return
    words = match["en"]
    n = whole(match["n"]) if match["n"] else NUMBER_WORDS.get(words) or int(words)
    at = match.start("n") if match["n"] else match.start("en")
    if n is not None and n > 1:
        yield Count("other", n, None, material.text.text[at : match.end()], at, match.end())


def coordinated(material: Material, found: Sequence[Count]) -> Iterator[Count]:
    """What is counted right behind one of ``found`` and joined to it by "and": another thing, or the same left out."""
    folded, text = material.folded, material.text.text
    for count in found:
        if count.unit not in ("other", "stations"):
            continue
        numeral = _NUMERAL.match(folded, count.start)
        match = _AND_ZH.match(folded, count.end) or _AND_ZH.match(folded, numeral.end() if numeral else count.start)
        if match and match["of"] in folded[count.start : count.end]:
            n = whole(match["n"])
            if n is not None and n > 1:
                at = match.start("n")
                yield Count(count.unit, n, None, text[at : match.end()], at, match.end())
        elif material.text.lang == "pt":
            yield from _elided(material, count)


def _elided(material: Material, count: Count) -> Iterator[Count]:
    """The number behind a Portuguese count that leaves out its noun."""
    folded, numbers = material.folded, find_numbers(material.folded, True)
    place = bisect_right(numbers, count.end, key=lambda number: number.start)
    if place == len(numbers):
        return
    number = numbers[place]
    is_joined = _AND_PT.fullmatch(folded, count.end, number.start) and _ELIDED_PT.match(folded, number.end)
    if is_joined and number.whole and 1 < number.value < _MOST:
        text = material.text.text[number.start : number.end]
        yield Count(count.unit, int(number.value), None, text, number.start, number.end)
