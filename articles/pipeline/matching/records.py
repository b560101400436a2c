"""The reference data as records: what the pipeline is told, and never looks up by itself.

``articles.reference`` builds these from its YAML files and the doors pass one
``Reference`` down the line. Texts are as written in the files (not folded);
slugs are those of the contracts; dates are ISO strings as precise as known.
"""

from dataclasses import dataclass, field

from articles.pipeline.matching.words import (
    Cue,
    DealType,
    Modifier,
    Names,
    Sector,
    StatusWords,
    Subsector,
    Words,
)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another surface of a name.

    ``lang`` is en, zh, zh-Hant, zh-Hans or pt; ``match`` is standalone (may tag
    alone), needs_context (only beside other evidence) or compound_only (only
    inside a compound such as two short forms written together).
    """

    text: str
    lang: str
    match: str
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """What every named thing has. ``name_match`` lists languages (en, zh, pt) whose main name needs context."""

    slug: str
    names: Names
    aliases: tuple[Alias, ...] = ()
    name_match: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure of a city: ``unit`` may be empty (persons), ``confidence`` high, medium or low."""

    value: float
    year: int
    currency: str
    unit: str
    source: str
    as_of: str
    confidence: str


@dataclass(frozen=True, slots=True)
class City(Entity):
    """One of the eleven cities. ``area_km2`` in square kilometres; coordinates in degrees (WGS 84)."""

    kind: str = ""
    jurisdiction: str = ""
    core_city: bool = False
    lat: float = 0.0
    lon: float = 0.0
    area_km2: float = 0.0
    area_source: str = ""
    population: tuple[Figure, ...] = ()
    gdp: tuple[Figure, ...] = ()
    safe_compounds: tuple[str, ...] = ()
    context_compounds: tuple[str, ...] = ()
    not_followed_by: tuple[str, ...] = ()
    not_preceded_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place(Entity):
    """A district, zone, park or port inside the cities; ``also_in`` names further cities that it lies in."""

    kind: str = ""
    parent_city: str = ""
    also_in: tuple[str, ...] = ()
    also_serves: tuple[str, ...] = ()
    part_of: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Outside(Entity):
    """A partner beyond the cities. ``counterparty`` is always, when_actor or never (umbrella regions); ``members`` are
    the slugs of those who belong to a bloc or region."""

    kind: str = ""
    parent: str = ""
    counterparty: str = "always"
    adjectives: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    safe_compounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mechanism(Entity):
    """A policy, scheme, conference, market link or building; ``implies`` are slugs of places to tag with it."""

    kind: str = ""
    status: str = ""
    start: str = ""
    start_confidence: str = ""
    start_source: str = ""
    related_places: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Organisation(Entity):
    """A body or company. ``home`` is a city or outside slug; ``subject_only`` marks outlets that are mostly sources."""

    type: str = ""
    home: str = ""
    tickers: tuple[str, ...] = ()
    subject_only: bool = False


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office that a person holds or held; ``end`` is empty while in office as far as known."""

    org: str
    role: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Person(Entity):
    """A named official or executive. A ``source`` that says unverified serves matching only."""

    side: str = ""
    tenures: tuple[Tenure, ...] = ()
    source: str = ""
    as_of: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class ContextRule:
    """When a doubtful surface counts: the decision of one ambiguity, as data.

    ``surfaces`` are the surfaces it rules; ``refs`` (kind:slug) the entities,
    all that own a surface if empty. It counts where one of ``needs`` stands
    within reach and none of ``cancels``; with empty ``needs`` only ``cancels``
    decide, and ``otherwise`` is the ref to emit instead when refused. ``within``
    is sentence, paragraph, text, or adjacent (touching, blanks apart).
    """

    surfaces: tuple[str, ...]
    refs: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    within: str = "paragraph"
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Compound:
    """Short forms written together and what they name (kind:slug); ``cancels`` are texts that refuse it."""

    text: str
    refs: tuple[str, ...]
    needs: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of an ambiguity: refs (kind:slug) that must and must not be tagged."""

    text: str
    lang: str
    tag: tuple[str, ...]
    refuse: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A confusion that the tagger must survive, with its decision in words and its examples."""

    slug: str
    kind: str
    surface: tuple[str, ...]
    candidates: tuple[str, ...]
    decision: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class WordList:
    """Phrases by which ``stage`` (deals or relevance) knows a ``kind`` of word and its ``value``."""

    stage: str
    kind: str
    value: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peg:
    """A pegged currency: units per one ``to`` (USD or HKD), valid from an ISO date."""

    currency: str
    to: str
    rate: float
    valid_from: str
    source: str


@dataclass(frozen=True, slots=True)
class Averages:
    """Average units of ``currency`` for one US dollar, by month (YYYY-MM) or year (YYYY), as sorted pairs."""

    currency: str
    source: str
    per_usd: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A public feed of the starter list; ``enabled`` feeds are polled from the first start."""

    slug: str
    url: str
    kind: str
    publisher: str
    language: str
    topic: str
    jurisdiction: str
    timezone: str
    tier: str
    status: str
    enabled: bool


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """All that we are told. ``digest`` is the sha256 (hex) of the files that it was built from.

    Compared by identity, so that it can key a cache without reading all of it.
    """

    digest: str = ""
    cities: tuple[City, ...] = ()
    places: tuple[Place, ...] = ()
    outside: tuple[Outside, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    people: tuple[Person, ...] = ()
    sectors: tuple[Sector, ...] = ()
    subsectors: tuple[Subsector, ...] = ()
    weak_triggers: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    deal_types: tuple[DealType, ...] = ()
    statuses: tuple[StatusWords, ...] = ()
    negative_triggers: Words = field(default_factory=Words)
    modifiers: tuple[Modifier, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    blocking_phrases: tuple[str, ...] = ()
    context_rules: tuple[ContextRule, ...] = ()
    compounds: tuple[Compound, ...] = ()
    word_lists: tuple[WordList, ...] = ()
    pegs: tuple[Peg, ...] = ()
    averages: tuple[Averages, ...] = ()
    feeds: tuple[FeedEntry, ...] = ()


__all__ = [
    "Alias",
    "Ambiguity",
    "Averages",
    "City",
    "Compound",
    "ContextRule",
    "Cue",
    "DealType",
    "Entity",
    "Example",
    "FeedEntry",
    "Figure",
    "Mechanism",
    "Modifier",
    "Names",
    "Organisation",
    "Outside",
    "Peg",
    "Person",
    "Place",
    "Reference",
    "Sector",
    "StatusWords",
    "Subsector",
    "Tenure",
    "WordList",
    "Words",
]
