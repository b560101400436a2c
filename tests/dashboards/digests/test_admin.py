import pytest

from dashboards.digests.actions.planning import due_slots, plan
from dashboards.digests.actions.selecting import Notebook
from dashboards.digests.models import Delivery, Subscriber
from tests.articles.desk import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(make_reader, make_deal, next_morning) -> Delivery:
    """A mail whose outcome is unknown."""
    make_reader("someone.private@example.org")
    make_deal("one")
    (slot,) = due_slots(now=next_morning, is_by_hand=False)
    plan(slot, now=next_morning, notebook=Notebook())
    Delivery.objects.update(state=Delivery.State.AMBIGUOUS)
    return Delivery.objects.get()


def test_addresses_are_masked_and_found_by_the_whole_address_alone(client, delivery):
    client.force_login(make_person("editor", "Editor"))
    names = ("subscriber", "digest", "delivery")
    lists = {name: client.get(f"/admin/digests/{name}/").content.decode() for name in names}
    assert "s…@example.org" in lists["subscriber"]
    subscriber = Subscriber.objects.get()
    lists["page"] = client.get(f"/admin/digests/subscriber/{subscriber.pk}/change/").content.decode()
    assert not [name for name, page in lists.items() if "someone.private" in page or subscriber.handle in page]
    for term, count in (("someone.private@example.org", 1), ("SOMEONE.private@example.org", 1), ("someone", 0)):
        found = client.get("/admin/digests/subscriber/", {"q": term}).context["cl"].result_count
        assert found == count, term


@pytest.mark.parametrize(("action", "state"), [("mark_as_sent", "sent"), ("send_once_more", "failed_retry")])
def test_an_uncertain_mail_is_settled_by_an_admin(client, delivery, action, state):
    form = {"action": action, "_selected_action": [delivery.pk]}
    client.force_login(make_person("editor", "Editor"))
    client.post("/admin/digests/delivery/", form)
    assert Delivery.objects.get().state == Delivery.State.AMBIGUOUS
    client.force_login(make_person("admin", "Admin"))
    client.post("/admin/digests/delivery/", form)
    assert Delivery.objects.get().state == state


def test_a_reader_is_forgotten_by_an_admin(client, delivery):
    path = f"/admin/digests/subscriber/{Subscriber.objects.get().pk}/delete/"
    client.force_login(make_person("editor", "Editor"))
    assert client.post(path, {"post": "yes"}).status_code == 403
    client.force_login(make_person("admin", "Admin"))
    assert client.post(path, {"post": "yes"}).status_code == 302
    assert not Subscriber.objects.exists()
    assert not Delivery.objects.exists()


def test_the_desk_says_where_mails_go_without_a_server(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = "/somewhere/mail"
    client.force_login(make_person("editor", "Editor"))
    assert b"/somewhere/mail" in client.get("/admin/digests/delivery/").content
