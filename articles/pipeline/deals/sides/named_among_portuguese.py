"""The sides of a paper that Portuguese news names after it was counted with others."""

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.name_lists import reader_of

_TWO = 2


def sides_named_among(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...] | None:
    """Those named right behind the paper; None where the event is told otherwise, or fewer than two stand there."""
    if event.rule != "named-among":
        return None
    found = reader_of(material.names, sentence.sentence.start, sentence.sentence.end).beginning(event.thing.end)
    return tuple(found) if len(found) >= _TWO else None
