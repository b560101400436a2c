import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from articles.actions.accounts import CURATORS, NameTaken, create_curator

pytestmark = pytest.mark.django_db


def test_a_curator_is_staff_and_no_more_than_the_group_allows():
    curator = create_curator(name="wai", password="a long enough secret")

    assert (curator.is_staff, curator.is_superuser) == (True, False)
    assert curator.check_password("a long enough secret")
    assert [group.name for group in curator.groups.all()] == [CURATORS]
    assert User.objects.get().has_perm("articles.change_deal")
    assert not User.objects.get().has_perm("articles.delete_deal")
    assert not User.objects.get().has_perm("auth.change_user")


def test_a_name_is_given_once():
    create_curator(name="wai", password="a long enough secret")
    with pytest.raises(NameTaken):
        create_curator(name="wai", password="another long secret")


@pytest.mark.parametrize("name", ["", "two words", "x" * 200])
def test_a_name_that_cannot_be_is_refused(name):
    with pytest.raises(ValidationError):
        create_curator(name=name, password="a long enough secret")
    assert not User.objects.exists()
