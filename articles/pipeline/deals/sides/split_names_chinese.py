"""Names of Chinese bodies with 与, 和 or 及 inside, of which a list of sides makes two: 意大利基建与交通部."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.names import Names

_THREE = 3
# 外交, 人工智能: what an office is for, right behind its place
_FIELD = re.compile(r"[市省区县州]?[\u4e00-\u9fff]{2,8}$")
# 对外经济部, 数字经济试验区管委会: the rest of the name, which no place begins
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{1,10}?(?:部|局|厅|署|委员会|发展委|[改健]委|管委会|研究院|研究所|学院|中心|办公室|事务所|司|促进会|协会|总会)(?:[\u4e00-\u9fff]{0,12})$"
)
_ALREADY = re.compile(
    r"(?:部|局|厅|署|会|院|所|中心|公司|集团|大学|银行|政府|办|处|基金|科技|控股|资本|投资|实验室|博物馆|馆|司|委|[区市省县州]|特首|行政长官)$"
)


def one_name_again(names: Names, parts: Sequence[tuple[int, int]], joined_by: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of a list, two of which are one where only together they are a name and others stand beside them.

    ``joined_by`` has for each stretch the joint before it.
    """
    whole: list[tuple[int, int]] = list(parts)
    at = 0
    while len(whole) >= _THREE and at + 1 < len(whole):
        joint = joined_by[at + 1 + len(parts) - len(whole)] if len(joined_by) == len(parts) else ""
        if joint in ("与", "和", "及") and _is_one(names, whole[at], whole[at + 1]):
            whole[at : at + 2] = [(whole[at][0], whole[at + 1][1])]
        at += 1
    return whole


def _is_one(names: Names, first: tuple[int, int], second: tuple[int, int]) -> bool:
    folded = names.text.folded
    seat = next((m for m in names.places_everywhere if m.start == first[0] and m.end < first[1]), None)
    if seat is None or _ALREADY.search(folded, seat.end, first[1]) or not _FIELD.match(folded, seat.end, first[1]):
        return False
    if names.organisations_in(first[0], first[1]):
        return False
    begins_place = any(m.start == second[0] and m.origin == "gazetteer" for m in names.places_everywhere)
    return not begins_place and _OFFICE.match(folded, *second) is not None
