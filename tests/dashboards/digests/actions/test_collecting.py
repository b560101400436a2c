"""Against a real IMAP server and a POP3 server on loopback."""

import ssl

import pytest
import trustme

from articles.models import Heartbeat
from dashboards.digests import tasks, tokens
from dashboards.digests.actions import bouncing
from dashboards.digests.actions.collecting import Mailbox, MailboxError, collect_returns
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Bounce, Digest, Subscription, Suppression
from tests.dashboards.digests.actions.test_bouncing import report
from tests.mailboxes import PASSWORD, USER, imap_server, opened, pop_server

pytestmark = pytest.mark.django_db
AWAY = b"From: reader@example.org\r\nTo: bounce@tracker.example\r\nSubject: Away\r\n\r\nBack on Monday.\r\n"
NESTED = (
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
)
HOSTILE = (
    b"",
    b"\x00\xff\xfe" * 2000,
    NESTED * 3000,
    b"To: bounce+" + b"ab" * 24 + b"@tracker.example\r\nMessage-ID: <\x00\x01>\r\n\r\n",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: "
    b"message/delivery-status\r\n\r\nFinal-Recipient: rfc822; \xff\x00\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--",
    b"Subject: " + b"x" * 50_000 + b"\r\n\r\n" + b"A very long line " * 100_000,
)
"""Broken letters, parts within parts, forged tags, a report of nobody, lines of any length."""


@pytest.fixture(scope="module")
def imap():
    """A mailbox over IMAP; its port."""
    with imap_server() as port:
        yield port


@pytest.fixture
def box(imap):
    """The address of an empty INBOX, with a folder for what was read, and a way to put mails into it."""
    with opened(imap) as server:
        server.create("Done")
        for folder in ("INBOX", "Done"):
            server.select(folder)
            server.store("1:*", "+FLAGS", "(\\Deleted)")
            server.expunge()
    return f"imap://{USER}:{PASSWORD}@127.0.0.1:{imap}/INBOX"


def put(port, *messages):
    with opened(port) as server:
        for raw in messages:
            server.append("INBOX", None, None, raw)


def uids(port, what, folder="INBOX"):
    with opened(port, folder) as server:
        return server.uid("SEARCH", what)[1][0].split()


@pytest.fixture
def digest(make_reader, make_deal, next_morning, settings) -> Digest:
    """A digest that was sent, with a return address of its own."""
    settings.BOUNCE_ADDRESS = "bounce@tracker.example"
    make_reader()
    make_deal("one")
    run_mail_room(now=next_morning)
    return Digest.objects.get()


@pytest.mark.threat("M09")
def test_what_came_back_is_read_once_and_marked_as_seen(digest, box, imap, now):
    put(imap, AWAY, report(digest))
    done = collect_returns(box, now=now)
    assert (done.bounces, done.ignored) == (1, 1)
    assert Suppression.objects.get().email_hash == digest.subscriber.email_hash
    assert not uids(imap, "UNSEEN")
    assert len(uids(imap, "ALL")) == 2, "they stay where they are"
    again = collect_returns(box, now=now)
    assert (again.bounces, again.ignored) == (0, 0)
    assert Heartbeat.objects.get(name="bounces").seen_at == now


def test_what_was_read_is_moved_where_the_address_names_a_folder(digest, box, imap, now):
    leave = bouncing.leave_address(digest.subscriber.handle)
    put(imap, f"From: reader@example.org\r\nTo: {leave}\r\n\r\nbye\r\n".encode())
    assert collect_returns(f"{box}?done=Done", now=now).unsubscribed == 1
    assert Subscription.objects.get().state == "unsubscribed"
    assert not uids(imap, "ALL")
    assert len(uids(imap, "ALL", "Done")) == 1


@pytest.mark.threat("M09")
def test_who_is_killed_before_the_mark_reads_again_and_nothing_is_counted_twice(digest, box, imap, now, monkeypatch):
    put(imap, report(digest))
    bouncing.sort_mailbox([report(digest)], now=now)  # the worker that died had written the consequence
    assert collect_returns(box, now=now).bounces == 0
    assert Bounce.objects.count() == 1
    assert not uids(imap, "UNSEEN")


def test_hostile_messages_are_no_reports_and_block_nobody(digest, box, imap, now):
    put(imap, *(raw for raw in HOSTILE if raw), report(digest))
    done = collect_returns(box, now=now)
    assert (done.bounces, done.ignored) == (1, len(HOSTILE) - 1)
    messages = [*HOSTILE[1:], report(digest, status="4.2.2")]
    with pop_server(messages) as server:
        done = collect_returns(f"pop3://{USER}:{PASSWORD}@127.0.0.1:{server.port}", now=now)
    assert (done.bounces, done.ignored) == (1, len(HOSTILE) - 1)
    assert not messages


def test_messages_of_a_pop3_mailbox_are_deleted_when_they_were_read(digest, now):
    messages = [AWAY, report(digest)]
    with pop_server(messages) as server:
        address = f"pop3://{USER}:{PASSWORD}@127.0.0.1:{server.port}"
        assert collect_returns(address, now=now).bounces == 1
        assert not messages
        assert collect_returns(address, now=now).ignored == 0


def test_the_password_travels_only_over_tls_where_the_address_says_so(digest, now, tmp_path, monkeypatch):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    own = authority.issue_cert("127.0.0.1")
    own.private_key_pem.write_to_path(tmp_path / "key.pem")
    own.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    with imap_server(cert=str(tmp_path / "cert.pem"), key=str(tmp_path / "key.pem")) as port:
        address = f"imap+tls://{USER}:{PASSWORD}@127.0.0.1:{port}"
        with pytest.raises(MailboxError, match="CERTIFICATE_VERIFY_FAILED"):
            collect_returns(address, now=now)
        monkeypatch.setenv(ssl.get_default_verify_paths().openssl_cafile_env, str(tmp_path / "ca.pem"))
        assert collect_returns(address, now=now).ignored == 0


@pytest.mark.parametrize("scheme", ["imap", "pop3"])
def test_a_mailbox_that_cannot_be_read_says_why_and_never_its_password(imap, now, scheme, settings, caplog):
    with pop_server([]) as server:
        port = imap if scheme == "imap" else server.port
        with pytest.raises(MailboxError) as refused:
            collect_returns(f"{scheme}://{USER}:wrong-one@127.0.0.1:{port}", now=now)
    assert "wrong-one" not in str(refused.value)
    with pytest.raises(MailboxError, match="refused"):
        collect_returns(f"{scheme}://{USER}:wrong-one@127.0.0.1:1", now=now)
    settings.BOUNCE_MAILBOX = f"{scheme}://{USER}:wrong-one@127.0.0.1:1"
    tasks.collect_returns()
    assert "mailbox not read" in caplog.text
    assert "wrong-one" not in caplog.text
    assert not Heartbeat.objects.filter(name="bounces").exists()


def test_without_an_address_nothing_is_asked(settings):
    settings.BOUNCE_MAILBOX = ""
    tasks.collect_returns()


def test_an_address_says_where_whom_and_what_becomes_of_the_mail():
    box = Mailbox.of("imaps://bounce%40x.example:p%2Fw@mail.example/Back%20room?done=Done")
    assert (box.host, box.port, box.user, box.password) == ("mail.example", 993, "bounce@x.example", "p/w")
    assert (box.folder, box.done) == ("Back room", "Done")
    assert Mailbox.of("pop3s://a:b@mail.example").port == 995


@pytest.mark.parametrize(
    "address", ["", "https://a:b@x.example", "imaps://x.example", "imaps://a:b@x/%22", "imap://a:b@x/收"]
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(ValueError, match=r"begins|names"):
        Mailbox.of(address)


def test_a_token_in_a_mail_from_outside_opens_only_what_it_was_made_for(digest, box, imap, now):
    genuine = tokens.return_token(digest.pk)
    forged = genuine[:-1] + ("1" if genuine.endswith("0") else "0")
    put(imap, report(digest, tag=forged, message_id="<x@y>"))
    assert collect_returns(box, now=now).ignored == 1
