"""Who sells what a Chinese firm buys, told apart: 交易对手为甲、乙等三名股东; 卖方为丙; 向丁收购."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.chinese import SidesReader
from articles.pipeline.deals.sides.parties import unique

_SELLERS = re.compile(
    r"(?:交易对手方?|交易对方|对手方|卖方|出让方|转让方|出售方|卖家)(?:分别)?(?:为|是|包括|有|系)(?P<who>[^,。;]{2,120}?)"
    r"(?:等?(?:[\d一二两三四五六七八九十]{1,2}[名家位个]?)?(?:股东|公司|企业|机构|投资者|方)?)(?=[,;\n]|。|$)"
)
_AFTER = 2
_AND = re.compile(r"[、及和与]")
_FORM = re.compile(
    r"(?:,? (?:Pte|Ltd|Limited|Inc|Corp|Corporation|Co|Company|LLC|PLC|Joint Stock Company|JSC)\b\.?)+$|\.$"
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 .,&'-]{3,60}")


def with_sellers_chinese(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with the sellers whom the sentence itself or one of the next two names as such."""
    if not sentence.han or not found:
        return found
    for told in material.sentences[sentence.index : sentence.index + 1 + _AFTER]:
        match = _SELLERS.search(material.folded, told.sentence.start, told.sentence.end)
        if match:
            return unique((*found, *_named(material, told, *match.span("who"))))
    return found


def _named(material: Material, sentence: CuedSentence, start: int, end: int) -> list[Party]:
    """The names of the list; one of Latin letters whole."""
    reader = SidesReader(material.names, sentence.sentence.start)
    sellers: list[Party] = []
    at = start
    for joint in [*_AND.finditer(material.folded, start, end), None]:
        stop = joint.start() if joint else end
        written = material.text.text[at:stop].strip()
        if _NAME.fullmatch(written):
            sellers.append(Party(_FORM.sub("", written), ""))
        elif stop > at:
            sellers += reader.listed(at, stop)
        at = joint.end() if joint else end
    return sellers
