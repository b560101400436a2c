import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from dashboards.digests.models import Delivery, Digest

pytestmark = pytest.mark.django_db
MORNING = "2026-11-26T08:00:00+08:00"


def test_digests_are_sent_once_and_named_on_stdout(make_reader, make_deal, capsys):
    make_reader()
    make_deal("one")
    call_command("send_digests", "--now", MORNING)
    out = capsys.readouterr().out
    assert out == "daily\t2026-11-26\tr…@example.org\t1\tGBA daily: 1 new deal (25-26 Nov)\n"
    call_command("send_digests", "--now", MORNING)
    assert capsys.readouterr().out == ""
    assert len(mail.outbox) == 1


def test_a_dry_run_shows_the_same_and_keeps_nothing(make_reader, make_deal, capsys):
    make_reader()
    make_deal("one")
    call_command("send_digests", "--now", MORNING, "--dry-run")
    shown = capsys.readouterr()
    assert "1 new deal" in shown.out
    assert "nothing sent" in shown.err
    assert not mail.outbox
    assert not Digest.objects.exists()
    call_command("send_digests", "--now", MORNING)
    assert capsys.readouterr().out == shown.out


def test_only_the_named_frequency_is_sent(make_reader, make_deal, capsys):
    make_reader("one@example.org")
    make_reader("two@example.org", frequency="weekly")
    make_deal("one")
    call_command("send_digests", "--frequency", "weekly", "--now", "2026-11-30T08:00:00+08:00")
    assert [message.to for message in mail.outbox] == [["two@example.org"]]


def test_what_waits_of_another_frequency_goes_on_waiting(make_reader, make_deal, settings):
    make_reader("one@example.org")
    make_deal("one")
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError):
        call_command("send_digests", "--now", MORNING)
    settings.EMAIL_BACKEND = backend
    call_command("send_digests", "--now", MORNING, "--frequency", "weekly")
    assert not mail.outbox
    call_command("send_digests", "--now", MORNING, "--frequency", "daily")
    assert len(mail.outbox) == 1


def test_a_time_without_a_zone_is_hong_kong_time(make_reader, make_deal):
    make_reader()
    make_deal("one")
    call_command("send_digests", "--now", "2026-11-26T07:59")
    assert not mail.outbox
    call_command("send_digests", "--now", "2026-11-26T08:00")
    assert len(mail.outbox) == 1


def test_where_nothing_is_due_it_says_when_something_is(make_reader, capsys):
    make_reader()
    call_command("send_digests", "--now", "2026-11-26T07:00+08:00")
    assert "2026-11-26T08:00+08:00" in capsys.readouterr().err


def test_a_time_that_cannot_be_read_is_bad_usage():
    with pytest.raises(CommandError) as refused:
        call_command("send_digests", "--now", "tomorrow")
    assert refused.value.returncode == 2


def test_mails_that_were_not_taken_make_it_a_failure(make_reader, make_deal, settings):
    make_reader()
    make_deal("one")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError) as failed:
        call_command("send_digests", "--now", MORNING)
    assert failed.value.returncode == 1
    assert Delivery.objects.get().state == Delivery.State.RENDERED
