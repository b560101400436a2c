"""Against a real SMTP server on loopback, which fails as told."""

import smtplib
import socket
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.core.mail import EmailMultiAlternatives

from dashboards.digests.actions.posting import LetterMail, Postbox, read_refusal


@pytest.fixture
def message() -> EmailMultiAlternatives:
    """A mail to one reader."""
    mail = EmailMultiAlternatives("New deals: 一", "text 一", "digest@tracker.example", ["reader@example.org"])
    mail.attach_alternative("<p>text</p>", "text/html")
    return mail


def post(message):
    with Postbox() as postbox:
        return postbox.post(message)


def test_a_mail_that_is_taken_is_sent(server, message):
    assert post(message).fate == "sent"
    assert b"Subject: =?utf-8?" in server.taken[0][1]


def test_many_mails_go_over_one_connection(server, message):
    with Postbox() as postbox:
        assert [postbox.post(message).fate for _ in range(3)] == ["sent"] * 3
    assert len(server.taken) == 3
    assert len(server.sessions) == 1


@pytest.mark.threat("M08")
@pytest.mark.parametrize(
    ("stage", "reply", "fate", "is_hard_bounce"),
    [
        ("RCPT", "451 4.7.1 greylisted, come back", "retry", False),
        ("DATA", "452 4.3.1 no room", "retry", False),
        ("RCPT", "550 5.1.1 no such user", "permanent", True),
        ("RCPT", "550 no such user", "permanent", True),
        ("RCPT", "550 5.7.1 your network is refused", "permanent", False),
        ("RCPT", "554 refused", "permanent", False),
        ("DATA", "550 5.1.1 what is said of the content says nothing of the box", "permanent", False),
        ("DATA", "554 5.6.0 content refused", "permanent", False),
    ],
)
def test_a_refusal_says_whether_to_try_again(server, message, stage, reply, fate, is_hard_bounce):
    server.faults[stage] = reply
    posted = post(message)
    assert (posted.fate, posted.is_hard_bounce) == (fate, is_hard_bounce)
    assert posted.error.startswith(reply[:3])
    assert not server.taken


@pytest.mark.threat("M08")
def test_a_line_that_breaks_after_the_mail_was_given_is_ambiguous(server, message):
    server.faults["cut"] = "yes"
    assert post(message).fate == "ambiguous"
    assert len(server.taken) == 1, "it may well have arrived, so sending again would double it"


def test_a_refused_mail_does_not_spoil_the_next(server, message):
    with Postbox() as postbox:
        server.faults["cut"] = "yes"
        assert postbox.post(message).fate == "ambiguous"
        server.faults.clear()
        assert postbox.post(message).fate == "sent"


def test_a_server_that_does_not_answer_was_given_nothing(settings, message):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed.getsockname()[1]
        posted = post(message)
    assert (posted.fate, posted.error_class) == ("retry", "ConnectionRefusedError")


def test_without_a_server_each_mail_becomes_a_file(settings, tmp_path, message):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    with Postbox() as postbox:
        assert [postbox.post(message).fate for _ in range(3)] == ["sent"] * 3
    files = list(tmp_path.iterdir())
    assert len(files) == 3
    assert all(file.read_bytes().count(b"Subject:") == 1 for file in files)


def test_an_error_without_a_code_is_ambiguous():
    assert read_refusal(smtplib.SMTPServerDisconnected("gone")).fate == "ambiguous"


@pytest.mark.parametrize(
    "subject",
    ["GBA daily: 5 new deals", "大灣區每日摘要：5 宗新合作、1 項動向、2 項政策（11月27日）",
     "GBA diário: 5 acordos novos, 1 sinal, 2 sobre políticas (27 nov)", "“Sample” = 樣本" * 4],
)  # fmt: skip
def test_every_header_begins_on_the_line_of_its_name_and_says_the_same(server, subject):
    address = f"<https://a-rather-long-name-of-a-tracker.example.org/digests/{'0' * 36}/>"
    leave = f"{address}, <mailto:leave+{'0' * 40}@tracker.example.org>"
    headers = {
        "List-Archive": address,
        "List-Unsubscribe": leave,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    mail = LetterMail(subject, "text", "digest@tracker.example", ["reader@example.org"], headers=headers)
    mail.attach_alternative("<p>text</p>", "text/html")
    assert post(mail).fate == "sent"
    raw = server.taken[0][1]
    lines = raw.replace(b"\r\n", b"\n").split(b"\n\n")[0].split(b"\n")
    assert [line for line in lines if line.endswith((b":", b": "))] == []
    assert all(len(line) <= 78 for line in lines if b"=?" in line)
    arrived = message_from_bytes(raw)
    assert str(make_header(decode_header(arrived["Subject"]))) == subject
    assert arrived["List-Archive"] == address
    assert " ".join(arrived["List-Unsubscribe"].split()) == leave
