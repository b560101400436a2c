import mailbox
from datetime import timedelta
from uuid import uuid4

import pytest

from dashboards.digests import tokens
from dashboards.digests.actions import bouncing
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Bounce, Delivery, Digest, Subscriber, Subscription, Suppression
from tests.dashboards.digests.test_returns import REPORT

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest(make_reader, make_deal, next_morning, settings) -> Digest:
    """A digest that was sent, with a return address of its own."""
    settings.BOUNCE_ADDRESS = "bounce@tracker.example"
    make_reader()
    make_deal("one")
    run_mail_room(now=next_morning)
    return Digest.objects.get()


def report(digest, *, status="5.1.1", tag=None, recipient="reader@example.org", message_id=None):
    fields = f"Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; {recipient}\nAction: failed\n"
    raw = REPORT.format(tag=tag or tokens.return_token(digest.pk), kind="delivery-status",
                        part="message/delivery-status", fields=f"{fields}Status: {status}\n",
                        original="message/rfc822")  # fmt: skip
    return raw.replace("<0a1b@tracker.example>", message_id or digest.delivery.message_id).encode()


def is_suppressed():
    return Suppression.objects.filter(email_hash=tokens.hash_email("reader@example.org")).exists()


@pytest.mark.threat("M09")
def test_a_hard_bounce_stops_the_mail_at_once_and_a_replay_changes_nothing(digest, now):
    done = bouncing.sort_mailbox([report(digest), report(digest)], now=now)
    assert (done.bounces, done.ignored) == (1, 1)
    assert Bounce.objects.get().kind == "hard"
    assert is_suppressed()
    assert not Subscription.objects.receiving(now=now).exists()


@pytest.mark.threat("M09", "O06")
def test_a_complaint_by_address_is_heard_after_a_change_of_key_too(digest, now, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key that is long enough", [settings.SECRET_KEY]
    told = {"kind": "complaint", "detail": "", "message_id": "", "now": now}
    assert bouncing.note_event(address="Reader@example.org", event_key="1", **told)
    assert not Subscription.objects.receiving(now=now).exists()
    assert not bouncing.note_event(address="nobody@example.org", event_key="2", **told)


@pytest.mark.threat("M09")
def test_five_soft_bounces_within_a_fortnight_stop_the_mail_and_four_do_not(digest, now):
    reader = digest.subscriber
    for number in range(9):
        at = now + timedelta(days=4 * number)  # never five within fourteen days
        bouncing.note(reader, kind="soft", detail="full", event_key=f"a{number}", digest=None, now=at)
    assert not is_suppressed()
    for number in range(5):
        at = now + timedelta(days=60 + number)
        bouncing.note(reader, kind="soft", detail="full", event_key=f"b{number}", digest=None, now=at)
    assert Suppression.objects.get().reason == "5 soft bounces in 14 days"


@pytest.mark.parametrize(
    "forged",
    [
        {"tag": "ab" * 24, "message_id": "<unknown@tracker.example>"},
        {"tag": "ab" * 24, "recipient": "somebody.else@example.org"},
        {"tag": "ab" * 24, "recipient": ""},
    ],
)
def test_a_report_that_does_not_know_the_mail_suppresses_nobody(digest, now, forged):
    assert bouncing.sort_mailbox([report(digest, **forged)], now=now).ignored == 1
    assert not Bounce.objects.exists()


def test_without_the_personal_address_message_id_and_recipient_must_fit_together(digest, now):
    assert bouncing.sort_mailbox([report(digest, tag="ab" * 24)], now=now).bounces == 1


@pytest.mark.threat("M09")
def test_who_knows_the_message_id_alone_stops_nobodys_mail_at_once(digest, now):
    bouncing.sort_mailbox([report(digest, tag="ab" * 24)], now=now)
    assert Bounce.objects.get().kind == "soft"
    assert not is_suppressed()


@pytest.mark.threat("M09")
@pytest.mark.parametrize("hostile", ["Content-Type: message/rfc822\n\n" * 2000, "To: " + "(" * 3000 + "\n\nx"])
def test_a_message_that_is_made_of_depth_is_passed_over(now, hostile):
    assert bouncing.sort_mailbox([hostile.encode()], now=now).ignored == 1


def test_a_tag_of_another_purpose_or_digest_opens_nothing(digest, now):
    other = tokens.return_token(uuid4())
    leave = tokens.leave_token(digest.subscriber.handle)
    assert tokens.read_return_token(leave) is None
    assert tokens.read_leave_token(tokens.return_token(digest.pk)) is None
    assert bouncing.sort_mailbox([report(digest, tag=other, message_id="<x@y>")], now=now).ignored == 1


def test_the_return_address_fits_into_a_mailbox_name_and_survives_lower_case(digest):
    address = bouncing.return_address(digest)
    name = address.partition("@")[0]
    assert len(name) <= 64
    assert name == name.lower()
    assert tokens.read_return_token(name.partition("+")[2]) == digest.pk.hex


def test_a_mail_to_the_unsubscribe_address_unsubscribes(digest, now):
    to = bouncing.leave_address(digest.subscriber.handle)
    done = bouncing.sort_mailbox([f"From: x@example.org\nTo: {to}\n\nbye".encode()], now=now)
    assert done.unsubscribed == 1
    assert Subscription.objects.get().state == "unsubscribed"


def test_a_bounce_goes_to_the_envelope_and_the_reader_sees_the_sender(
    make_reader, make_deal, next_morning, server, settings
):
    settings.BOUNCE_ADDRESS = "bounce@tracker.example"
    make_reader()
    make_deal("one")
    run_mail_room(now=next_morning)
    digest = Digest.objects.get()
    assert server.senders == [bouncing.return_address(digest)]
    head = server.taken[0][1].partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
    assert b"\r\nFrom: GBA Tracker <digest@localhost>" in head
    leave = tokens.leave_token(digest.subscriber.handle).encode()
    assert b"<mailto:bounce+" + leave + b"@tracker.example>" in head


def test_a_box_is_read_once_and_its_messages_are_kept(digest, now, tmp_path):
    box = mailbox.Maildir(tmp_path / "box", create=True)
    box.add(report(digest))
    assert bouncing.read_maildir(str(tmp_path / "box"), now=now).bounces == 1
    again = bouncing.read_maildir(str(tmp_path / "box"), now=now)
    assert (again.bounces, again.ignored) == (0, 0)
    assert len(mailbox.Maildir(tmp_path / "box")) == 1


def test_a_refusal_for_good_counts_as_a_bounce(make_reader, make_deal, next_morning, server):
    make_reader()
    make_deal("one")
    server.faults["RCPT"] = "550 5.1.1 nobody here"
    run_mail_room(now=next_morning)
    assert Bounce.objects.get().kind == "hard"
    assert is_suppressed()
    assert Delivery.objects.get().state == "failed_permanent"


def test_the_list_of_suppressed_addresses_outlives_the_deleted_reader(digest, now):
    bouncing.sort_mailbox([report(digest)], now=now)
    Subscriber.objects.all().delete()
    assert is_suppressed()
    assert Bounce.objects.get().domain == "example.org"
