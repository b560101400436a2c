from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from articles.actions.curation import fill_queue
from articles.actions.curation.telling_curators import tell_curators_of_queue
from tests.articles.desk import NOW, make_deal, make_person

pytestmark = pytest.mark.django_db
SITE = "https://tracker.example"


def tell(now=NOW):
    return tell_curators_of_queue(now=now, site_url=SITE)


@pytest.fixture
def people():
    for name, group in (("wai", "Curator"), ("mei", "Editor"), ("silent", "Curator")):
        person = make_person(name, group)
        person.email = "" if name == "silent" else f"{name}@example.org"
        person.save()
    User.objects.create_user("reader", email="reader@example.org")
    User.objects.create_user("viewer", email="viewer@example.org", is_staff=True)


def test_each_curator_gets_one_mail_a_day_with_what_waits(people, mailoutbox):
    make_deal()
    fill_queue(now=NOW)
    assert tell() == 2
    assert tell() == 0, "the same morning"
    assert [message.to for message in mailoutbox] == [["mei@example.org"], ["wai@example.org"]]
    text = mailoutbox[0].body
    assert mailoutbox[0].subject == "GBA Tracker: 1 item waits for review"
    assert "The oldest since 2026-11-25 04:00 UTC." in text
    assert text.endswith(f"{SITE}/admin/review/")
    assert tell(NOW + timedelta(days=1)) == 2


def test_nothing_is_sent_where_nothing_waits_or_nobody_reads(people, mailoutbox):
    assert tell() == 0
    User.objects.update(email="")
    make_deal()
    fill_queue(now=NOW)
    assert tell() == 0
    assert mailoutbox == []


def test_a_mail_server_that_is_down_stops_nobody(people, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_deal()
    fill_queue(now=NOW)
    assert tell() == 0
