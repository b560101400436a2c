"""Those who hold talks, by English grammar: "Foo is in talks with Bar to buy", "talks with Guangdong and Shenzhen"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import heads
from articles.pipeline.deals.sides.name_lists import reader_of
from articles.pipeline.deals.sides.parties import unique

_WITH = re.compile(
    r"\b(?:talks|discussions|negotiations|negotiating|discussing|talking|studying|exploring|working) (?:closely )?with"
    r" (?:the |its |their )?(?=[A-Z])"
)


def talking_english(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or else the subject, with those who are named behind "talks with"."""
    if not sentence.sentence.lang.startswith("en"):
        return found
    start, end = sentence.sentence.start, sentence.sentence.end
    told = _WITH.search(material.text.text, start, end)
    if told is None:
        return found or tuple(heads(material, sentence))
    reader = reader_of(material.names, start, end, False)
    first = reader.first(told.end())
    others = reader.listed_at(told.end()) or [one for one in (first,) if one]
    named = [one.name for one in others]
    own = tuple(one for one in found if one.name not in named)[:1] or tuple(heads(material, sentence))
    return unique((*own, *others))
