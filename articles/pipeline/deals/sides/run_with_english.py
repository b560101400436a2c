"""Together with whom an English service is run, told in a sentence after its launch: "It is run together with Foo"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import bodies_behind, with_others

_RUN_WITH = re.compile(
    r"(?:It|They|The (?:new |joint |[\w-]{3,16} ){0,2}(?:service|scheme|programme|platform|line|route|project"
    r"|centre|center"
    r"|fund|system|product|app|card|campaign|laboratory|lab|hub|campus|plant|store|shop|link|offer))s?"
    r"(?: (?:is|are|was|were|will be|has been|have been|being)) (?:\w+ly )?(?:run|operated|offered|provided"
    r"|launched|developed"
    r"|built|set up|managed|organised|organized|delivered|designed|funded|made available|rolled out|backed)"
    r"(?: jointly| together)?,? (?:with|in (?:partnership|cooperation|co-operation|collaboration|association"
    r"|conjunction)"
    r" with|together with|jointly with|alongside) (?:the )?(?=[A-Za-z])"
)
_AFTER = 3


def with_those_who_run(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with the bodies together with which one of the next sentences says that what opens is run."""
    is_english = sentence.sentence.lang.startswith("en")
    if not is_english or sentence.sentence.paragraph == 0 or all(party.is_place for party in found):
        return found
    for later in material.sentences[sentence.index + 1 : sentence.index + _AFTER]:
        told = _RUN_WITH.match(material.text.text, later.sentence.start, later.sentence.end)
        if told:
            others = bodies_behind(material, later, told.end())
            return with_others(found, (party for party in others if not party.is_place))
    return found
