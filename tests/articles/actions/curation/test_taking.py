"""Who is offered which item of the queue."""

import pytest
from django.contrib.auth.models import Group, User

from articles.actions.curation import fill_queue, take_next
from articles.models import ReviewItem
from tests.articles.desk import NOW, make_deal, make_person

pytestmark = pytest.mark.django_db


def test_what_is_assigned_to_who_may_not_review_any_more_is_offered_to_all():
    curator, other = make_person("curator", "Curator"), make_person("other", "Curator")
    make_deal()
    fill_queue(now=NOW)
    ReviewItem.objects.update(assigned_to=other)
    assert take_next(by=curator, now=NOW) is None, "another's, though she has no address of mail"
    other.groups.remove(Group.objects.get(name="Curator"))
    assert take_next(by=curator, now=NOW) is not None
    ReviewItem.objects.update(assigned_to=User.objects.create_superuser("head"), holder=None, lease_until=None)
    assert take_next(by=curator, now=NOW) is None, "who may do everything may review"
