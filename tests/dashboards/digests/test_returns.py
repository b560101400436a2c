"""Delivery reports as mail servers write them; the sentences are ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.digests.returns import Returned, read_returned

REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: <bounce+{tag}@tracker.example>
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="b1"

--b1
Content-Type: text/plain

It did not arrive.

--b1
Content-Type: {part}

{fields}

--b1
Content-Type: {original}

From: GBA Tracker <digest@tracker.example>
To: reader@example.org
Message-ID: <0a1b@tracker.example>
Subject: GBA daily

--b1--
"""
TAG = "0123456789abcdef" * 3


def dsn(status, action="failed", diagnostic="smtp; 550 {} refused", original="message/rfc822"):
    fields = f"Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; Reader@example.org\nAction: {action}\n"
    fields += f"Status: {status}\nDiagnostic-Code: {diagnostic.format(status)}\n"
    return REPORT.format(
        tag=TAG, kind="delivery-status", part="message/delivery-status", fields=fields, original=original
    ).encode()


@pytest.mark.threat("M09")
@pytest.mark.parametrize(
    ("status", "action", "kind"),
    [
        ("5.1.1", "failed", "hard"),
        ("5.1.10", "failed", "hard"),
        ("5.2.1", "failed", "hard"),
        ("5.2.2", "failed", "soft"),
        ("5.7.1", "failed", "soft"),
        ("4.4.1", "failed", "soft"),
        ("4.4.1", "delayed", ""),
        ("2.0.0", "delivered", ""),
    ],
)
def test_a_delivery_report_says_whether_the_mailbox_is_gone(status, action, kind):
    assert read_returned(dsn(status, action)).kind == kind


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_the_mail_and_its_recipient(original):
    found = read_returned(dsn("5.1.1", original=original))
    assert (found.message_id, found.recipient, found.status) == (
        "<0a1b@tracker.example>",
        "Reader@example.org",
        "5.1.1",
    )
    assert found.tags == (TAG,)
    assert found.detail.startswith("smtp; 550")


def test_a_server_that_leaves_the_first_recipient_empty_has_named_the_last():
    report = dsn("5.1.1").replace(b"Final-Recipient:", b"Original-Recipient: rfc822;\nFinal-Recipient:")
    found = read_returned(report)
    assert (found.kind, found.recipient, found.tags) == ("hard", "Reader@example.org", (TAG,))


def test_a_status_is_also_found_in_the_servers_own_words():
    assert read_returned(dsn("5.0.0", diagnostic="smtp; 550 5.1.1 nobody here")).status == "5.0.0"
    assert read_returned(dsn("unknown", diagnostic="smtp; 550 5.1.1 nobody here")).kind == "hard"


@pytest.mark.threat("M09")
@pytest.mark.parametrize(("wanted", "kind"), [("abuse", "complaint"), ("fraud", "complaint"), ("not-spam", "")])
def test_a_feedback_report_is_a_complaint(wanted, kind):
    fields = f"Feedback-Type: {wanted}\nUser-Agent: Example/1\nVersion: 1\nOriginal-Rcpt-To: <reader@example.org>\n"
    raw = REPORT.format(tag=TAG, kind="feedback-report", part="message/feedback-report", fields=fields,
                        original="message/rfc822")  # fmt: skip
    found = read_returned(raw.encode())
    assert (found.kind, found.recipient, found.message_id) == (kind, "reader@example.org", "<0a1b@tracker.example>")


def test_an_answer_of_a_person_or_a_machine_on_holiday_is_no_report():
    raw = f"From: reader@example.org\nTo: bounce+{TAG}@tracker.example\nSubject: Away\n\nBack on Monday. 5.1.1\n"
    assert read_returned(raw.encode()) == Returned(tags=(TAG,))


@given(st.binary(max_size=600))
def test_no_bytes_make_reading_fail(raw):
    read_returned(raw)
    head = b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
    read_returned(head + raw)
    read_returned(head.replace(b"delivery-status", b"feedback-report") + raw)
