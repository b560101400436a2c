"""Of an English firm without a name only where it comes from is named: "a spin-off of Foo University has moved"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.again_english import called_again
from articles.pipeline.deals.sides.behind_english import heads

_ORIGIN = re.compile(
    r"\b(?:spin-?offs?|spin-?outs?|(?:start-?ups?|compan(?:y|ies)|firms?|teams?|ventures?|business)"
    r" (?:founded|set up|started|incubated|created|nurtured|established|spun off|spun out|launched|born))"
    r" (?:of|from|by|at|in|out of)(?: graduates of| researchers (?:of|at|from)| professors (?:of|at|from))? (?:the )?$"
)
_REACH = 90
_AFTER = 3


def without_origin(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` without the body from which the firm that acts was spun off; with that firm, where named later."""
    if not found or not sentence.sentence.lang.startswith("en"):
        return found
    text, folded = material.text.text, material.folded
    start, end = sentence.sentence.start, sentence.sentence.end
    kept = []
    for party in found:
        at = text.find(party.name, start, end)
        is_origin = at >= 0 and _ORIGIN.search(folded, max(start, at - _REACH), at)
        if not is_origin:
            kept.append(party)
    if len(kept) == len(found):
        return found
    for later in material.sentences[sentence.index + 1 : sentence.index + _AFTER]:
        told = [one for one in heads(material, later) if one not in found]
        if len(told) == 1 and not called_again(material, later):
            return (told[0], *kept)
    return tuple(kept)
