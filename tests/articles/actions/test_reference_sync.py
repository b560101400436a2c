from dataclasses import replace

import pytest

from articles import reference
from articles.actions.reference_sync import sync_reference, tag_rows
from articles.models import DataGeneration, Tag

pytestmark = pytest.mark.django_db

FULL = reference.load()
FEW = replace(FULL, organisations=FULL.organisations[:5], people=FULL.people[:5], mechanisms=FULL.mechanisms[:5])


def test_every_entity_becomes_one_tag_and_a_second_run_changes_nothing():
    first = sync_reference(reference=FULL)
    generation = DataGeneration.current()
    second = sync_reference(reference=FULL)

    assert first.added == Tag.objects.count() == len(list(tag_rows(FULL)))
    assert (second.added, second.changed, second.unlisted) == (0, 0, 0)
    assert second.unchanged == first.added
    assert DataGeneration.current() == generation


def test_tags_carry_four_names_parents_and_coordinates():
    sync_reference(reference=FEW)

    city = Tag.objects.get(kind="city", slug="macao")
    place = Tag.objects.get(kind="place", slug="nansha")
    part = Tag.objects.filter(kind="subsector").first()
    assert (city.name_en, city.name_zh_hant, city.name_zh_hans, city.name_pt) == ("Macao", "澳門", "澳门", "Macau")
    assert 22 < city.facts["lat"] < 22.3
    assert 113.4 < city.facts["lon"] < 113.7
    assert place.parent.slug == "guangzhou"
    assert part.parent.kind == "sector"
    assert Tag.objects.filter(kind="sector", parent=None).count() == 19
    assert not Tag.objects.filter(kind="sector", parent__isnull=False).exists()


def test_what_is_not_verified_is_no_fact():
    sync_reference(reference=FULL)

    sources = [
        row["source"]
        for city in Tag.objects.filter(kind="city")
        for row in city.facts["population"] + city.facts["gdp"]
    ]
    assert sources
    assert not [source for source in sources if "unverified" in source]
    people = Tag.objects.filter(kind="person")
    assert not [person for person in people if "unverified" in person.facts.get("source", "")]
    cepa = next(mechanism for mechanism in FULL.mechanisms if "unverified" in mechanism.start_source)
    assert "start" not in Tag.objects.get(kind="mechanism", slug=cepa.slug).facts


def test_a_name_that_changed_is_changed_and_a_parent_moves():
    sync_reference(reference=FEW)
    city = replace(FEW.cities[0], names=replace(FEW.cities[0].names, pt="Novo Nome"))
    place = replace(FEW.places[0], parent_city="zhuhai")
    result = sync_reference(reference=replace(FEW, cities=(city, *FEW.cities[1:]), places=(place, *FEW.places[1:])))

    assert (result.added, result.changed, result.unlisted) == (0, 2, 0)
    assert Tag.objects.get(kind="city", slug=city.slug).name_pt == "Novo Nome"
    assert Tag.objects.get(kind="place", slug=place.slug).parent.slug == "zhuhai"


def test_a_tag_that_the_files_drop_stays_but_is_no_longer_listed():
    sync_reference(reference=FEW)
    result = sync_reference(reference=replace(FEW, organisations=FEW.organisations[1:]))

    assert result.unlisted == 1
    assert not Tag.objects.get(kind="organisation", slug=FEW.organisations[0].slug).is_listed


def test_a_name_found_by_form_becomes_listed_when_the_files_take_it_up():
    found = Tag.objects.create(
        kind="organisation", slug=FEW.organisations[0].slug, name_en="as the text had it", is_listed=False
    )
    sync_reference(reference=FEW)

    found.refresh_from_db()
    assert found.is_listed
    assert found.name_en == FEW.organisations[0].names.en
