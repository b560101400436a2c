"""For which government the head of a bureau signs, as the Chinese sentence says: 某局局长代表特区政府与乙国签订."""

import re

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party

# 局长许某某今日(八月三十日)代表香港特别行政区政府
_FOR_GOVERNMENT = re.compile(
    r"(?:副?[局署司厅部处院]长|主任|专员|[署局]任[局署司]长|总裁)[^,。;与和同跟]{0,26}?代表(?P<whom>(?P<where>香港|澳门|本港|本澳)?(?:特别行政区|特区)政府)"
)
_OF = {"香港": "hksar-government", "本港": "hksar-government", "澳门": "macao-government", "本澳": "macao-government"}


def for_government(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, with the government in place of the bureau whose head signs for it."""
    if event.type not in DOCUMENTS or not found:
        return found
    folded, start = material.folded, sentence.sentence.start
    told = _FOR_GOVERNMENT.search(folded, start, event.verb.start)
    if told is None:
        return found
    bureau = next(
        (
            party
            for party in found
            if not party.is_place and start <= material.text.text.find(party.name, start) < told.start("whom")
        ),
        None,
    )
    if bureau is None or material.text.text.find(bureau.name, start, told.start("whom")) < 0:
        return found
    slug = _OF.get(told["where"] or "") or ("macao-government" if "澳门" in bureau.name else "hksar-government")
    government = Party(material.text.text[slice(*told.span("whom"))], slug)
    return tuple(government if party is bureau else party for party in found if party.slug != slug)
