"""Mirror the reference data in the tag table.

The YAML files are the truth: names, parents and facts of listed tags are
overwritten, but for names that an editor set on the desk; a tag that the files
no longer hold stays (articles carry it) and loses ``is_listed``. Rows whose source says "unverified", or
whose confidence is low, serve matching only: none of their figures, dates or
offices is stored as a fact (reference data, README).
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from articles.models import DataGeneration, Tag
from articles.pipeline.matching.records import (
    City,
    Figure,
    Mechanism,
    Names,
    Organisation,
    Outside,
    Person,
    Place,
    Reference,
)

logger = logging.getLogger(__name__)

_FIELDS = ("name_en", "name_zh_hant", "name_zh_hans", "name_pt", "facts", "is_listed")


@dataclass(frozen=True, slots=True)
class TagRow:
    """What one tag should look like; ``parent`` is (kind, slug) or None."""

    kind: str
    slug: str
    names: Names
    parent: tuple[str, str] | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SyncResult:
    """How many tags were added, changed, left as they were, and taken off the list."""

    added: int
    changed: int
    unchanged: int
    unlisted: int


def sync_reference(*, reference: Reference) -> SyncResult:
    """Bring the tag table in line with ``reference``, in one transaction; a second run changes nothing."""
    wanted = {(row.kind, row.slug): row for row in tag_rows(reference)}
    with transaction.atomic():
        present = {(tag.kind, tag.slug): tag for tag in Tag.objects.select_for_update()}
        added = [_fill(Tag(kind=row.kind, slug=row.slug), row) for key, row in wanted.items() if key not in present]
        changed = [
            _fill(present[key], row) for key, row in wanted.items() if key in present and _differs(present[key], row)
        ]
        gone = [tag for key, tag in present.items() if tag.is_listed and key not in wanted]
        for tag in gone:
            tag.is_listed = False
        Tag.objects.bulk_create(added)
        Tag.objects.bulk_update([*changed, *gone], _FIELDS, batch_size=200)
        moved = _set_parents(wanted)
        if added or changed or gone or moved:
            DataGeneration.bump()
    touched = {tag.pk for tag in changed} | moved - {tag.pk for tag in added}
    result = SyncResult(len(added), len(touched), len(wanted) - len(added) - len(touched), len(gone))
    logger.info(
        "reference added=%d changed=%d unchanged=%d unlisted=%d",
        result.added,
        result.changed,
        result.unchanged,
        result.unlisted,
    )
    return result


def tag_rows(reference: Reference) -> Iterator[TagRow]:
    """Give a row for every city, place, outside partner, sector, sub-sector, mechanism, organisation and person."""
    for city in reference.cities:
        yield TagRow("city", city.slug, city.names, facts=_city_facts(city))
    for place in reference.places:
        yield TagRow("place", place.slug, place.names, ("city", place.parent_city), _place_facts(place))
    for outside in reference.outside:
        parent = ("outside", outside.parent) if outside.parent else None
        yield TagRow("outside", outside.slug, outside.names, parent, _outside_facts(outside))
    for sector in reference.sectors:
        yield TagRow("sector", sector.slug, sector.names)
    for subsector in reference.subsectors:
        yield TagRow("subsector", subsector.slug, subsector.names, ("sector", subsector.parent))
    for mechanism in reference.mechanisms:
        yield TagRow("mechanism", mechanism.slug, mechanism.names, facts=_mechanism_facts(mechanism))
    for organisation in reference.organisations:
        yield TagRow("organisation", organisation.slug, organisation.names, facts=_organisation_facts(organisation))
    for person in reference.people:
        yield TagRow("person", person.slug, person.names, facts=_person_facts(person))


def _fill(tag: Tag, row: TagRow) -> Tag:
    tag.name_en, tag.name_zh_hant, tag.name_zh_hans, tag.name_pt = _names(tag, row)
    tag.facts = row.facts
    tag.is_listed = True
    return tag


def _differs(tag: Tag, row: TagRow) -> bool:
    stored = (tag.name_en, tag.name_zh_hant, tag.name_zh_hans, tag.name_pt, tag.facts, tag.is_listed)
    return stored != (*_names(tag, row), row.facts, True)


def _names(tag: Tag, row: TagRow) -> tuple[str, str, str, str]:
    """The names of the files, where no editor has set another on the desk."""
    told = {"en": _main_name(row), "zh-Hant": row.names.zh_hant, "zh-Hans": row.names.zh_hans, "pt": row.names.pt}
    told |= {lang: text for lang, text in tag.edited_names.items() if lang in told and (text or lang != "en")}
    return told["en"], told["zh-Hant"], told["zh-Hans"], told["pt"]


def _main_name(row: TagRow) -> str:
    return row.names.en or row.names.zh_hant or row.names.zh_hans or row.names.pt or row.slug


def _set_parents(wanted: dict[tuple[str, str], TagRow]) -> set[int]:
    """Point each listed tag to its parent; give the ids of the tags that moved."""
    tags = {(tag.kind, tag.slug): tag for tag in Tag.objects.filter(is_listed=True).only("kind", "slug", "parent_id")}
    moved = []
    for key, row in wanted.items():
        parent = tags.get(row.parent) if row.parent else None
        parent_id = parent.pk if parent else None
        if tags[key].parent_id != parent_id:
            tags[key].parent_id = parent_id
            moved.append(tags[key])
    Tag.objects.bulk_update(moved, ["parent"], batch_size=500)
    return {tag.pk for tag in moved}


def _is_verified(source: str, confidence: str = "") -> bool:
    return bool(source) and "unverified" not in source and "to be verified" not in source and confidence != "low"


def _city_facts(city: City) -> dict[str, Any]:
    facts = {
        "lat": city.lat,
        "lon": city.lon,
        "kind": city.kind,
        "jurisdiction": city.jurisdiction,
        "core_city": city.core_city,
        "population": [_figure(figure) for figure in city.population if _is_verified(figure.source, figure.confidence)],
        "gdp": [_figure(figure) for figure in city.gdp if _is_verified(figure.source, figure.confidence)],
    }
    if city.area_km2 and _is_verified(city.area_source):
        facts |= {"area_km2": city.area_km2, "area_source": city.area_source}
    return facts


def _figure(figure: Figure) -> dict[str, Any]:
    row = {"value": figure.value, "year": figure.year, "source": figure.source, "as_of": figure.as_of}
    if figure.currency:
        row |= {"currency": figure.currency, "unit": figure.unit}
    return row


def _place_facts(place: Place) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": place.kind}
    if place.lat is not None and place.lon is not None:
        facts |= {"lat": place.lat, "lon": place.lon}
    if place.also_in:
        facts["also_in"] = list(place.also_in)
    if place.part_of:
        facts["part_of"] = place.part_of
    return facts


def _outside_facts(outside: Outside) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": outside.kind}
    if outside.groups:
        facts["groups"] = list(outside.groups)
    return facts


def _mechanism_facts(mechanism: Mechanism) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": mechanism.kind, "status": mechanism.status, "as_of": mechanism.as_of}
    if mechanism.start and mechanism.start_confidence == "high" and _is_verified(mechanism.start_source):
        facts |= {"start": mechanism.start, "start_source": mechanism.start_source}
    if mechanism.related_places:
        facts["related_places"] = list(mechanism.related_places)
    return facts


def _organisation_facts(organisation: Organisation) -> dict[str, Any]:
    return {"type": organisation.type, "home": organisation.home}


def _person_facts(person: Person) -> dict[str, Any]:
    facts: dict[str, Any] = {"side": person.side}
    if _is_verified(person.source, person.confidence):
        facts["offices"] = [
            {"organisation": tenure.org, "role": tenure.role, "start": tenure.start, "end": tenure.end}
            for tenure in person.tenures
        ]
        facts |= {"source": person.source, "as_of": person.as_of}
    return facts


__all__ = ["SyncResult", "TagRow", "sync_reference", "tag_rows"]
