"""Heads who sign for a place or a government, by office: 海棠区某某副区长, 海棠自治区副主席某某, 政务司司长某某."""

import re

from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.unlisted import FIRM_ENDING_ZH

_NAME = r"(?:[\u4e00-\u9fff·]{2,6})?"
# The heads of provinces, autonomous regions and committees of the Party
_HEAD = re.compile(
    rf"{_NAME}(?:常务)?(?:副?[省市区县镇州]长|(?:政府)?副?主席|行政长官|[省市区县州]?委(?:常委、?)?(?:副?书记|常委)?(?:、?[省市区县州]长)?){_NAME}"
)
# 海棠大区主席某某: a region beyond our lists
_REGION = re.compile(
    r"(?P<region>[\u3400-\u9fff·]{2,10}(?:大区|州|郡))(?:政府)?(?:常务)?副?(?:主席|总督|议长|[州市省区郡]长)"
    r"[\u4e00-\u9fff·]{0,8}"
)
# The secretaries of the two governments, who are no bureaus
_SECRETARY = re.compile(
    r"(?:香港|澳门)?(?:特别行政区|特区)?(?:政府)?(?:署理)?(?P<secretary>政务司|财政司|经济财政司|行政法务司|社会文化司|运输工务司|保安司)"
    r"(?:署理)?副?司长[\u4e00-\u9fff]{0,4}"
)
# 珠海市工商联主席: the head of a body of the place
_OF_BODY = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?:工商联|[侨妇青学文残]联|联合会|协会|商会|总会|工会|学会|基金会|促进会|[作科]协|团[省市区县]?委|[发科卫国经住体][改技创健资信建]?委(?!书记|常委))"
)
_OF_HONG_KONG = frozenset(("政务司", "财政司"))


def place_of_head(names: Names, start: int, end: int) -> Party | None:
    """The place with which ``[start, end)`` begins, where all that follows names its head; else None."""
    for m in names.places:
        if m.start == start and m.end < end and _OF_BODY.match(names.text.folded, m.end, end):
            return None
        if m.start == start and m.end < end and _is_of_firm(names.text.folded, m.end, end):
            return None
        if m.start == start and m.end < end and _HEAD.fullmatch(names.text.folded, m.end, end):
            return names.party(m)
    return None


# 惠州海棠电子主席某某: who presides over a firm
_PRESIDES = re.compile(r"副?主席")


def _is_of_firm(folded: str, start: int, end: int) -> bool:
    presides = _PRESIDES.search(folded, start, end)
    return presides is not None and FIRM_ENDING_ZH.search(folded, start, presides.start()) is not None


def region_of_head(folded: str, start: int, end: int) -> int:
    """Where the unlisted region ends of which ``[start, end)`` names the head (海棠大区主席某某); 0 where none does."""
    told = _REGION.fullmatch(folded, start, end)
    return told.end("region") if told else 0


def government_of_secretary(names: Names, start: int, end: int) -> Party | None:
    """The government whose secretary ``[start, end)`` names (政务司司长某某, 经济财政司司长某某); else None."""
    told = _SECRETARY.fullmatch(names.text.folded, start, end)
    if told is None:
        return None
    return names.government_of("hong_kong" if told["secretary"] in _OF_HONG_KONG else "macao")
