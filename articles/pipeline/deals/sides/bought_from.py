"""Who sells what an English firm buys a part of, or all of: "30 percent of Foo from Bar"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.name_lists import ListReader
from articles.pipeline.deals.sides.parties import unique

# "from Foo", "from the Turin-based Foo family"
_SELLER = re.compile(
    r" from (?:the |its (?:parent|founder|owner|rival),? )?"
    r"(?:an? (?:[\w-]{2,16} ){0,3}?(?:fund|unit|vehicle|subsidiary|affiliate|trust|arm|company|partnership)"
    r" (?:managed by|run by|owned by|controlled by|backed by|of) (?:the )?)?(?:[A-Z][\w’'-]{1,20}-based )?(?=[A-Z])"
)


def with_seller(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with the seller that the sentence names behind "from"."""
    if len(found) != 1 or found[0].is_place or not sentence.sentence.lang.startswith("en"):
        return found
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    buyer = text.find(found[0].name, start, end)
    # Of what stands before the buyer it is told by others
    told = _SELLER.search(text, buyer + len(found[0].name) if buyer >= 0 else start, end)
    reader = ListReader(material.names, start, end, sentence.sentence.paragraph == 0)
    seller = next(iter(reader.listed_at(told.end())), None) if told else None
    if seller is None or seller.is_place or seller.name in found[0].name:
        return found
    return unique((*found, seller))
