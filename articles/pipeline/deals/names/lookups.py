"""What the names of an article are asked for again and again, looked up once in the reference data."""

from functools import lru_cache

from articles.pipeline.matching import Reference
from articles.pipeline.matching.gazetteer import HOME_TYPES

_OFFICIAL = frozenset(
    ("government", "regulator", "public_body", "court", "international_body", "legal_body", "exchange", "state_holding")
)


@lru_cache(maxsize=2)
def official_slugs(reference: Reference) -> frozenset[str]:
    """The slugs of the governments, regulators and the like."""
    return frozenset(o.slug for o in reference.organisations if o.type in _OFFICIAL)


@lru_cache(maxsize=2)
def firm_slugs(reference: Reference) -> frozenset[str]:
    """The slugs of the firms and other bodies that are no public ones of their home."""
    return frozenset(o.slug for o in reference.organisations if o.type not in HOME_TYPES)


@lru_cache(maxsize=2)
def umbrellas_of(reference: Reference) -> frozenset[str]:
    """The slugs of what is no side of anything: the bay area and the like."""
    return frozenset(o.slug for o in reference.outside if o.counterparty == "never") | {"gba"}


@lru_cache(maxsize=2)
def market_links(reference: Reference) -> frozenset[str]:
    """The slugs of the schemes that join markets (Stock Connect)."""
    return frozenset(scheme.slug for scheme in reference.mechanisms if scheme.kind == "market_link")


@lru_cache(maxsize=2)
def place_names(reference: Reference) -> dict[str, dict[str, str]]:
    """By slug the names of the cities and outside partners, by language."""
    return {
        e.slug: {"en": e.names.en, "zh-Hant": e.names.zh_hant, "zh-Hans": e.names.zh_hans, "pt": e.names.pt}
        for entities in (reference.cities, reference.outside)
        for e in entities
    }


@lru_cache(maxsize=2)
def sides_of_people(reference: Reference) -> dict[str, str]:
    """By slug of a person the side that the person speaks for."""
    return {person.slug: person.side for person in reference.people}


@lru_cache(maxsize=2)
def homes_of(reference: Reference) -> tuple[frozenset[str], dict[str, str]]:
    """The slugs of the cities, and the home of each organisation."""
    cities = frozenset(city.slug for city in reference.cities)
    return cities, {o.slug: o.home for o in reference.organisations if o.home}
