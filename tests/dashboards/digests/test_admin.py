from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from articles.models import Heartbeat
from dashboards.digests import tokens
from dashboards.digests.actions import bouncing, halting
from dashboards.digests.actions.planning import announce, due_slots
from dashboards.digests.actions.rendering import render_planned
from dashboards.digests.actions.selecting import Notebook
from dashboards.digests.models import PERIODIC, Delivery, Digest, Halt, Subscriber
from tests.articles.desk import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(make_reader, make_deal, next_morning) -> Delivery:
    """A mail whose outcome is unknown."""
    make_reader("someone.private@example.org")
    make_deal("one")
    announce(due_slots(now=next_morning, is_by_hand=False), now=next_morning)
    list(render_planned(now=next_morning, frequencies=PERIODIC, notebook=Notebook(), limit=None))
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


def test_staff_see_what_a_reader_would_get_in_every_language_and_form(client, make_reader, make_deal):
    subscriber = make_reader("someone.private@example.org", with_weekends=True).subscriber
    make_deal("one", known_at=timezone.now() - timedelta(minutes=5))
    client.force_login(make_person("editor", "Editor"))
    page = client.get(f"/admin/digests/subscriber/{subscriber.pk}/change/").content.decode()
    address = f"/admin/digests/subscriber/{subscriber.pk}/preview/?frequency=daily"
    assert f"{address}&amp;language=zh-hant&amp;part=source" in page
    html = client.get(f"{address}&language=zh-hant&part=html").content.decode()
    text = client.get(f"{address}&language=en&part=text").content.decode()
    source = client.get(f"{address}&language=pt&part=source").content.decode()
    assert '<html lang="zh-hant"' in html
    assert "Pact one" in text
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in source
    for shown in (html, text, source):
        assert "someone.private" not in shown
        assert tokens.unsubscribe_token(subscriber.handle) not in shown, "its links open nothing"
    assert not Digest.objects.exists()


def test_previews_are_for_who_may_see_subscribers(client, make_reader):
    subscriber = make_reader().subscriber
    client.force_login(make_person("curator", "Curator"))
    assert client.get(f"/admin/digests/subscriber/{subscriber.pk}/preview/?frequency=daily").status_code in (403, 404)


def test_a_test_goes_to_the_staff_member_alone_and_touches_no_state(client, make_reader, make_deal):
    subscriber = make_reader(with_weekends=True).subscriber
    make_deal("one", known_at=timezone.now() - timedelta(minutes=5))
    editor = make_person("editor", "Editor")
    client.force_login(editor)
    form = {"action": "send_test", "_selected_action": [subscriber.pk]}
    client.post("/admin/digests/subscriber/", form)
    assert not mail.outbox, "the account has no address"
    editor.email = "editor@example.org"
    editor.save()
    client.post("/admin/digests/subscriber/", form)
    (message,) = mail.outbox
    assert message.to == ["editor@example.org"]
    assert message.subject.startswith("[Test] GBA daily: 1 new deal")
    assert not Digest.objects.exists()
    assert not Delivery.objects.exists()


def test_an_admin_stops_all_mail_and_lets_it_go_on(client):
    client.force_login(make_person("editor", "Editor"))
    assert client.post("/admin/digests/halt/add/", {"reason": "wrong sums"}).status_code == 403
    client.force_login(make_person("admin", "Admin"))
    client.post("/admin/digests/halt/add/", {"reason": "wrong sums"})
    assert halting.is_halted(now=timezone.now())
    assert b"wrong sums (admin)" in client.get("/admin/digests/delivery/").content
    client.post("/admin/digests/halt/", {"action": "go_on", "_selected_action": [Halt.objects.get().pk]})
    assert not halting.is_halted(now=timezone.now())


def test_the_desk_says_how_much_comes_back_from_which_domain(
    client, delivery, make_reader, django_assert_max_num_queries
):
    at = timezone.now()
    Delivery.objects.update(state="sent", sent_at=at, attempts=1, next_attempt_at=at)
    for number in range(30):
        reader = make_reader(f"r{number}@full.example.org").subscriber
        bouncing.note(reader, kind="soft", detail="", event_key=str(number), digest=None, now=at)
    client.force_login(make_person("curator", "Curator"))
    assert client.get("/admin/digests/bounce/domains/").status_code == 403
    client.force_login(make_person("editor", "Editor"))
    assert b"/admin/digests/bounce/domains/" in client.get("/admin/digests/bounce/").content
    with django_assert_max_num_queries(12):
        page = " ".join(client.get("/admin/digests/bounce/domains/").content.decode().split())
    assert (
        page.index("full.example.org<br><strong>")
        < page.index("too many bounces")
        < page.index('<th scope="row">example.org</th>')
    )
    assert "<td>30</td><td>0</td><td>0</td><td>0</td><td>30</td><td>100.0 %</td>" in page
    assert "<td>31</td><td>1</td><td>0</td><td>0</td><td>30</td><td>96.8 %</td>" in page, "the sum of all"
    assert client.post("/admin/digests/bounce/domains/").status_code == 405


def test_the_desk_says_that_the_mailbox_is_not_read(client, settings):
    client.force_login(make_person("editor", "Editor"))
    settings.BOUNCE_MAILBOX = "imaps://bounce:secret-word@mail.example"
    page = client.get("/admin/digests/bounce/").content.decode()
    assert "was not read within the last hour" in page
    assert "secret-word" not in page
    Heartbeat.beat("bounces", now=timezone.now())
    assert "was not read" not in client.get("/admin/digests/bounce/").content.decode()
