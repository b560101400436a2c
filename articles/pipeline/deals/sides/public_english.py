"""Who issues or makes public, by English grammar: "Foo and the Bar Commission launched", "Hengqin authorities"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.list_ends import leads_to_verb
from articles.pipeline.deals.sides.parties import bodies_among, unique
from articles.pipeline.deals.sides.subjects import OF_BODIES, subjects_by_grammar

# "Hong Kong and Guangdong authorities", "the Hengqin government": places, and what stands for them
_AND = re.compile(r"(?:,|,? and)(?: the)? ")
_OFFICES = re.compile(r" (?:(?:city|district|municipal|provincial|local) )?(?P<office>governments?|authorities)\b")


def public_list_english(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """All bodies that are the subject of an English measure, where only some or none were found.

    Where nobody was: the places whose "governments" or "authorities" are the subject, the one government by its name.
    """
    if not sentence.sentence.lang.startswith("en") or event.thing.start < event.verb.start:
        return found
    shown = subjects_by_grammar(material.names, sentence, event)
    is_sure = all(party.slug or party.is_place or OF_BODIES.search(party.name) for party in shown)
    if is_sure and bodies_among(shown) > bodies_among(found):
        return shown
    return found or _governments(material, sentence, event)


def _governments(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The places of a sentence that begins with "(The) Foo (and Bar) authorities" and goes on to the verb."""
    text, verb = material.text.text, event.verb.start
    start = sentence.sentence.start + (len("The ") if text.startswith("The ", sentence.sentence.start) else 0)
    places = [m for m in material.names.places if start <= m.start < verb and m.origin == "gazetteer"]
    listed = []
    for place in places:
        if place.start != start:
            break
        listed.append(place)
        office = _OFFICES.match(text, place.end, verb)
        if office and leads_to_verb(text, office.end(), verb):
            if len(listed) == 1:
                return (Party(text[place.start : office.end()], ""),)
            return unique(map(material.names.party, listed))
        joint = _AND.match(text, place.end, verb)
        start = joint.end() if joint else verb
    return ()
