import pytest

from articles.actions.naming import ensure_tags, form_slug
from articles.models import Tag


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Robotics Co., Ltd.", "harbour robotics"),
        ("The Delta Group", "Delta Group Limited"),
        ("珠江機器人有限公司", "珠江机器人"),
        ("AtkinsRéalis", "AtkinsRealis"),
    ],
)
def test_spellings_of_one_name_share_a_slug(one, other):
    assert form_slug(one) == form_slug(other)


def test_names_of_different_bodies_do_not_share_one():
    names = ["Harbour Robotics", "Harbour Rail", "珠江机器人", "珠江铁路"]

    assert len({form_slug(name) for name in names}) == 4


@pytest.mark.django_db
def test_unlisted_names_become_tags_once_and_unknown_refs_are_left_out():
    Tag.objects.create(kind="city", slug="macao", name_en="Macao")
    refs, names = [("city", "macao"), ("city", "atlantis")], [("organisation", "Harbour Robotics Ltd")]
    first = ensure_tags(refs=refs, names=names)
    second = ensure_tags(refs=refs, names=[("organisation", "HARBOUR ROBOTICS")])

    assert first == second
    assert set(first) == {("city", "macao"), ("organisation", "harbour-robotics")}
    assert Tag.objects.filter(is_listed=False).count() == 1
