"""The head of a city or district who signs for it, by name: 海棠区某某副区长."""

import re

from articles.pipeline.deals.names import Names, Party

_HEAD = re.compile(r"(?:[\u4e00-\u9fff·]{2,4})?(?:常务)?副?[省市区县镇州]长(?:[\u4e00-\u9fff·]{2,4})?")


def place_of_head(names: Names, start: int, end: int) -> Party | None:
    """The place with which ``[start, end)`` begins, where all that follows names its head; else None."""
    for m in names.places:
        if m.start == start and m.end < end and _HEAD.fullmatch(names.text.folded, m.end, end):
            return names.party(m)
    return None
