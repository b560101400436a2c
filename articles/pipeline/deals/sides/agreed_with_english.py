"""With whom an English firm has agreed to buy, build or supply: "has agreed with Foo to buy more electricity"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import bodies_behind, with_others

_AGREED_WITH = re.compile(
    r"\b(?:agreed|reached (?:an )?agreement|struck an? (?:[\w-]{2,14} )?(?:deal|agreement)|contracted|come to terms"
    r"|came to terms|done a deal|inked a deal) with (?:the )?(?=[A-Za-z])"
)


def with_agreed(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with those with whom the sentence says that the one that acts has agreed."""
    if not found or not sentence.sentence.lang.startswith("en"):
        return found
    told = _AGREED_WITH.search(material.text.text, sentence.sentence.start, sentence.sentence.end)
    if told is None or told.start() > event.thing.start:
        return found
    return with_others(found, (party for party in bodies_behind(material, sentence, told.end()) if not party.is_place))
