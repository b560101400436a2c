import re
from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from dashboards.digests import tokens
from dashboards.digests.actions import delivering, subscribing
from dashboards.digests.actions.planning import announce, due_slots
from dashboards.digests.actions.posting import Postbox, Posted
from dashboards.digests.actions.rendering import render_planned
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.actions.selecting import Notebook
from dashboards.digests.models import PERIODIC, Delivery, DigestItem, Subscription, Suppression

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(make_reader, make_deal, next_morning) -> Delivery:
    """A mail that waits to be sent."""
    make_reader()
    make_deal("one")
    announce(due_slots(now=next_morning, is_by_hand=False), now=next_morning)
    list(render_planned(now=next_morning, frequencies=PERIODIC, notebook=Notebook(), limit=None))
    return Delivery.objects.get()


class Answering(Postbox):
    """A postbox whose server answers as told."""

    def __init__(self, *fates: Posted) -> None:
        super().__init__()
        self.fates = list(fates)

    def post(self, message):
        return self.fates.pop(0)


def state():
    return Delivery.objects.get().state


def test_a_mail_is_sent_once(delivery, next_morning):
    assert delivering.deliver_waiting(now=next_morning) == Counter(sent=1)
    assert delivering.deliver_waiting(now=next_morning + timedelta(hours=1)) == Counter()
    assert len(mail.outbox) == 1


@pytest.mark.threat("M07")
def test_two_workers_do_not_claim_one_mail(delivery, next_morning):
    other = Delivery.objects.select_related("digest__subscriber").get()
    assert delivering.claim(delivery, now=next_morning)
    assert not delivering.claim(other, now=next_morning)


def test_the_headers_let_programs_unsubscribe_and_sort(delivery, next_morning, settings):
    delivering.deliver_waiting(now=next_morning)
    headers = mail.outbox[0].message()
    assert re.fullmatch(re.escape(f"<{settings.SITE_URL}/u/") + r"[\w-]{22,}/>", headers["List-Unsubscribe"])
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Message-ID"] == delivery.message_id
    assert headers["List-Id"].startswith("GBA Tracker daily digest <daily.digest.")
    assert (headers["Auto-Submitted"], headers["Precedence"], headers["Content-Language"]) == (
        "auto-generated",
        "bulk",
        "en",
    )
    assert headers.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in headers.get_payload()] == ["text/plain", "text/html"]
    raw = mail.outbox[0].message().as_string()
    assert f"List-Unsubscribe: <{settings.SITE_URL}/u/" in raw, "the line is not folded"


def test_the_links_of_the_mail_are_the_readers_own_and_nothing_kept_opens_them(delivery, next_morning, capsys):
    subscriber = delivery.digest.subscriber
    call_command("dumpdata", "digests")
    stored = capsys.readouterr().out
    delivering.deliver_waiting(now=next_morning)
    sent = mail.outbox[0]
    unsubscribe = re.search(r"/u/([^/\s]+)/", sent.body)[1]
    manage = re.search(r"/s/([^/\s]+)/", sent.body)[1]
    assert tokens.read_unsubscribe_token(unsubscribe) == subscriber.handle
    assert subscribing.find_managed(manage, now=next_morning) == subscriber
    html = sent.alternatives[0].content
    assert f"/u/{unsubscribe}/" in html
    assert f"/s/{manage}/" in html
    call_command("dumpdata", "digests")
    stored += capsys.readouterr().out
    assert unsubscribe not in stored
    assert manage not in stored


def test_who_unsubscribes_in_between_gets_nothing(delivery, next_morning):
    subscribing.unsubscribe(tokens.unsubscribe_token(delivery.digest.subscriber.handle), now=next_morning)
    assert delivering.deliver_waiting(now=next_morning) == Counter(failed_permanent=1)
    assert not mail.outbox
    assert Delivery.objects.get().error_class == "unsubscribed"


@pytest.mark.threat("M08")
def test_what_was_surely_not_taken_is_tried_again_and_given_up_after_twelve_hours(delivery, next_morning):
    moment, tries = next_morning, []
    for _ in range(20):
        with Answering(Posted("retry", "SMTPDataError", "451 later")) as postbox:
            if delivering.deliver(delivery.pk, postbox=postbox, now=moment):
                tries.append(round((moment - next_morning).total_seconds() / 60))
        moment += timedelta(minutes=5) if len(tries) < 3 else timedelta(minutes=60)
        if state() == Delivery.State.FAILED_PERMANENT:
            break
    assert tries[:3] == [0, 5, 20]
    assert len(tries) == 6
    assert tries[-1] <= 12 * 60
    assert not DigestItem.objects.exists(), "nobody was told, so the next digest may tell it"


@pytest.mark.threat("M08")
def test_a_refusal_for_good_is_not_tried_again(delivery, next_morning):
    with Answering(Posted("permanent", "SMTPDataError", "554 no")) as postbox:
        assert delivering.deliver(delivery.pk, postbox=postbox, now=next_morning) == "failed_permanent"
    assert delivering.deliver_waiting(now=next_morning + timedelta(hours=5)) == Counter()
    assert not Suppression.objects.exists(), "the mailbox is there"


@pytest.mark.threat("M09")
def test_a_mailbox_that_does_not_exist_is_suppressed_at_once(delivery, next_morning):
    with Answering(Posted("permanent", "SMTPRecipientsRefused", "550 5.1.1", is_hard_bounce=True)) as postbox:
        delivering.deliver(delivery.pk, postbox=postbox, now=next_morning)
    assert Suppression.objects.get().email_hash == delivery.digest.subscriber.email_hash
    assert not Subscription.objects.receiving(now=next_morning).exists()


@pytest.mark.threat("M08")
def test_an_unknown_outcome_waits_for_a_person(delivery, next_morning, day):
    with Answering(Posted("ambiguous", "SMTPServerDisconnected", "gone")) as postbox:
        assert delivering.deliver(delivery.pk, postbox=postbox, now=next_morning) == "ambiguous"
    assert delivering.deliver_waiting(now=next_morning + day) == Counter()
    assert DigestItem.objects.exists()
    assert delivering.send_again(delivery, now=next_morning + day)
    assert delivering.deliver_waiting(now=next_morning + day) == Counter(sent=1)
    assert mail.outbox[0].extra_headers["Message-ID"] == delivery.message_id


def test_a_mail_that_waited_for_too_long_is_given_up_and_its_items_are_told_next(delivery, next_morning, day):
    assert delivering.give_up_late(now=next_morning + timedelta(hours=12)) == 0
    run_mail_room(now=next_morning + timedelta(hours=13))
    assert (state(), len(mail.outbox)) == (Delivery.State.FAILED_PERMANENT, 0)
    run_mail_room(now=next_morning + day)
    assert "Pact one" in mail.outbox[0].body


def test_a_person_may_say_that_an_uncertain_mail_arrived(delivery, next_morning):
    with Answering(Posted("ambiguous")) as postbox:
        delivering.deliver(delivery.pk, postbox=postbox, now=next_morning)
    assert delivering.mark_sent(delivery, now=next_morning)
    assert state() == Delivery.State.SENT
    assert not delivering.mark_sent(delivery, now=next_morning)


def test_a_worker_that_vanished_leaves_an_uncertain_mail_not_a_second_one(delivery, next_morning):
    delivering.claim(delivery, now=next_morning)
    assert delivering.mark_abandoned(now=next_morning + timedelta(minutes=4)) == 0
    assert delivering.mark_abandoned(now=next_morning + timedelta(minutes=6)) == 1
    assert state() == Delivery.State.AMBIGUOUS
    assert delivering.deliver_waiting(now=next_morning + timedelta(minutes=6)) == Counter()


def test_a_late_word_of_a_worker_that_was_given_up_changes_nothing(delivery, next_morning):
    class Slow(Postbox):
        def post(self, message):
            delivering.mark_abandoned(now=next_morning + timedelta(minutes=6))
            return Posted("sent")

    with Slow() as postbox:
        delivering.deliver(delivery.pk, postbox=postbox, now=next_morning)
    assert state() == Delivery.State.AMBIGUOUS


def test_a_server_that_does_not_answer_stops_the_round_and_costs_no_try(delivery, next_morning, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert delivering.deliver_waiting(now=next_morning) == Counter(unreachable=1)
    assert Delivery.objects.get().attempts == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert delivering.deliver_waiting(now=next_morning) == Counter(sent=1)


def test_a_sent_mail_is_not_kept(delivery, next_morning):
    delivering.deliver_waiting(now=next_morning)
    row = Delivery.objects.get()
    assert (row.text, row.html, row.state, row.sent_at) == ("", "", Delivery.State.SENT, next_morning)


@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("zh-hant", "/zh-hant"), ("pt", "/pt")])
def test_the_addresses_in_the_headers_lead_to_pages_in_the_language_of_the_mail(
    make_reader, make_deal, next_morning, settings, language, prefix
):
    """A program that knows no one-click opens the address to unsubscribe."""
    make_reader(language=language)
    make_deal("one")
    run_mail_room(now=next_morning)
    headers = mail.outbox[0].message()
    for name in ("List-Unsubscribe", "List-Archive", "List-Help"):
        assert re.match(re.escape(f"<{settings.SITE_URL}{prefix}/") + "(u|digests|subscribe)/", headers[name])
