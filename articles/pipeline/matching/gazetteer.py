"""The gazetteer: every surface of the reference data, ready to be found, with what each may mean.

Built once from a ``Reference`` (some hundredths of a second), then shared by all texts.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from articles.pipeline.matching.records import Entity, Reference
from articles.pipeline.matching.scan import Scan, spellings, words_beside_names
from articles.pipeline.matching.surfaces import build_surfaces

HOME_TYPES = frozenset(
    {
        "government",
        "regulator",
        "university",
        "hospital",
        "airport_operator",
        "port_operator",
        "tech_park_operator",
        "exchange",
        "promotion_agency",
        "public_body",
    }
)
"""Organisations whose home is a place of the news; the others merely have a head office there."""
CENTRAL_HOMES = frozenset({"beijing", "china"})
_NEVER_NAMED_AFTER = frozenset({"media", "exchange"})
"""What these tell or trade is of any place, whatever name they bear."""


class Gazetteer:
    """All surfaces of a ``Reference``, ready to be found.

    ``scan`` finds them, and all other words of the reference; ``places[i]`` is
    the place in ``surfaces`` of word ``i`` of the scan, or -1. ``implied`` gives,
    for a (kind, slug), the (kind, slug) pairs that come with it; ``gba`` holds
    the pairs that count as evidence of the area.
    """

    __slots__ = ("gba", "implied", "places", "reference", "scan", "surfaces")

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.surfaces = build_surfaces(reference)
        places = {name: place for place, surface in enumerate(self.surfaces) for name in spellings(surface.text)}
        self.scan = Scan((*places, *words_beside_names(reference)))
        self.places = self.scan.places_of(places)
        self.implied = _implied(reference)
        self.gba = _evidence(reference)


@lru_cache(maxsize=4)
def gazetteer(reference: Reference) -> Gazetteer:
    """Give the gazetteer of ``reference``, built once for each."""
    return Gazetteer(reference)


def _names_of(entity: Entity) -> tuple[str, ...]:
    return (entity.names.en, entity.names.zh_hans)


def _bears(body: Entity, places: Iterable[str]) -> bool:
    """Whether a name of the body holds one of the places, in Latin script as whole words."""
    patterns = [rf"\b{re.escape(place)}\b" if place.isascii() else re.escape(place) for place in places]
    return any(re.search(pattern, own) for pattern in patterns for own in _names_of(body))


def _implied(reference: Reference) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Give what comes with each entity: a place its cities, a mechanism its places, a body its home.

    Its home comes with a public body, and with one that is named after it (Shenzhen Metro, 沙特阿美).
    """
    cities = {city.slug for city in reference.cities}
    places = {place.slug: ("city", place.parent_city) for place in reference.places}
    also = {place.slug: tuple(("city", slug) for slug in place.also_in) for place in reference.places}
    implied: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for slug, parent in places.items():
        implied["place", slug] = (parent, *also[slug])
    for mechanism in reference.mechanisms:
        refs: list[tuple[str, str]] = []
        for slug in mechanism.implies:
            if slug in cities:
                refs.append(("city", slug))
            elif slug in places:
                refs += [("place", slug), places[slug], *also[slug]]
            else:
                refs.append(("outside", slug))
        if refs:
            implied["mechanism", mechanism.slug] = tuple(dict.fromkeys(refs))
    partners = {partner.slug: partner for partner in reference.outside if partner.slug not in CENTRAL_HOMES}
    bearable = {city.slug: _names_of(city) for city in reference.cities}
    for slug, partner in partners.items():
        short = [alias.text for alias in partner.aliases if alias.match == "standalone"]
        # Saudi Aramco, 沙特阿美; not what has "UK" in a word.
        bearable[slug] = (*_names_of(partner), *(name for name in short if len(name) > (3 if name.isascii() else 1)))
    for body in reference.organisations:
        is_public = body.type in ("government", "regulator")
        is_named_after = body.type not in _NEVER_NAMED_AFTER and _bears(body, bearable.get(body.home, ()))
        if body.home in cities and (body.type in HOME_TYPES or is_named_after):
            implied["organisation", body.slug] = (("city", body.home),)
        elif body.home in CENTRAL_HOMES and is_public:
            implied["organisation", body.slug] = (("outside", "china"),)
        elif is_public or (body.home in partners and is_named_after):
            implied["organisation", body.slug] = (("outside", body.home),)
    sides = {"hong_kong": ("city", "hong-kong"), "macao": ("city", "macao"), "central": ("outside", "china")}
    for person in reference.people:
        if person.side in sides:
            implied["person", person.slug] = (sides[person.side],)
    return implied


def _evidence(reference: Reference) -> frozenset[tuple[str, str]]:
    """Give the entities that show a paragraph to be about the area: its cities, places, mechanisms and bodies."""
    cities = {city.slug for city in reference.cities}
    pairs = {("city", slug) for slug in cities}
    pairs |= {("place", place.slug) for place in reference.places}
    pairs |= {("mechanism", mechanism.slug) for mechanism in reference.mechanisms}
    homes = cities | {"guangdong"}
    pairs |= {("organisation", body.slug) for body in reference.organisations if body.home in homes}
    pairs |= {("outside", slug) for slug in ("gba", "guangdong", "pearl-river-delta")}
    tenures = {person.slug for person in reference.people if person.side in ("hong_kong", "macao")}
    pairs |= {("person", slug) for slug in tenures}
    return frozenset(pairs)
