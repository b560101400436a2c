"""Whose office, branch or plant an English sentence says to open: "A liaison office of the Foo Bureau was unveiled"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import bodies_behind

# "The Zhuhai branch of the ", "a Macao campus of "
_PLACE_OF = re.compile(
    r"\b(?:offices?|branch(?:es)?|sub-branch|headquarters|campus(?:es)?|centres?|centers?|stores?|shops?|outlets?"
    r"|clinics?"
    r"|showrooms?|hubs?|school|subsidiar(?:y|ies)|affiliate|chapter|plants?|factory|laborator(?:y|ies)|labs?|institute"
    r"|depot|desk|bureau|museum|gallery|workstation|service point|data centre) of (?:the )?(?=[A-Z])"
)


def or_owner_of_place(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or where it holds no body the one of whom what opens is an office, a branch or a plant."""
    if any(not party.is_place for party in found) or not sentence.sentence.lang.startswith("en"):
        return found
    told = _PLACE_OF.search(material.text.text, sentence.sentence.start, sentence.sentence.end)
    if told is None or not told.start() <= event.thing.end <= told.end():
        return found
    owners = [party for party in bodies_behind(material, sentence, told.end()) if not party.is_place]
    return tuple(owners[:1]) or found
