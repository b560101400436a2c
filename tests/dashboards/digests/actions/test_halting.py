from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail

from dashboards.digests.actions import bouncing, delivering, halting
from dashboards.digests.actions.posting import Pace
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Bounce, Halt

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(make_reader, make_deal, next_morning):
    """Forty readers who were sent a mail."""
    rows = [make_reader(f"reader{n}@example.org", with_weekends=True) for n in range(40)]
    make_deal("one")
    run_mail_room(now=next_morning)
    assert len(mail.outbox) == 40
    return [row.subscriber for row in rows]


def tell(readers, kind, now):
    for reader in readers:
        bouncing.note(reader, kind=kind, detail="", event_key=f"{kind} {reader.pk}", digest=None, now=now)


def test_while_the_switch_is_on_nothing_is_sent_and_afterwards_all_of_it(make_reader, make_deal, next_morning):
    make_reader()
    make_deal("one")
    halting.halt("the figures are wrong", now=next_morning)
    halting.halt("a second reason", now=next_morning)
    assert Halt.objects.get().reason == "the figures are wrong"
    done = run_mail_room(now=next_morning)
    assert (done.outcome, done.has_more, mail.outbox) == (Counter(halted=1), False, [])
    assert halting.go_on(now=next_morning)
    assert not halting.go_on(now=next_morning)
    run_mail_room(now=next_morning + timedelta(minutes=5))
    assert len(mail.outbox) == 1


@pytest.mark.threat("M09")
@pytest.mark.parametrize(("kind", "number", "is_halted"), [
    ("soft", 2, False), ("hard", 3, True), ("complaint", 1, False), ("complaint", 2, True),
])  # fmt: skip
def test_too_much_that_comes_back_stops_everything(sent, next_morning, kind, number, is_halted):
    later = next_morning + timedelta(hours=1)
    tell(sent[:number], kind, later)
    assert halting.is_halted(now=later) is is_halted
    assert Halt.objects.exists() is is_halted


def test_what_a_person_has_seen_does_not_stop_it_again(sent, next_morning):
    later = next_morning + timedelta(hours=1)
    tell(sent[:5], "hard", later)
    assert halting.is_halted(now=later)
    halting.go_on(now=later + timedelta(hours=1))
    assert not halting.is_halted(now=later + timedelta(hours=2))


def test_few_mails_prove_nothing(make_reader, next_morning):
    tell([make_reader().subscriber], "hard", next_morning)
    assert not halting.is_halted(now=next_morning)


def test_the_switch_is_looked_at_while_mails_go_out(make_reader, make_deal, next_morning, monkeypatch, server):
    monkeypatch.setattr(delivering, "BETWEEN_LOOKS", 10)
    for n in range(60):
        make_reader(f"reader{n}@example.org")
    make_deal("one")
    server.faults["RCPT"] = "550 5.1.1 nobody here"
    done = run_mail_room(now=next_morning)
    assert done.outcome["halted"] == 1
    assert Bounce.objects.count() == 20, "two looks later, as a share of ten says nothing yet"


def test_mails_to_a_server_outside_go_at_the_pace_that_is_set(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "mail.example"
    waits = []
    pace = Pace(5, sleep=waits.append)
    for _ in range(4):
        pace.wait()
    assert [round(wait, 1) for wait in waits] == [0.2, 0.4, 0.6]
    settings.EMAIL_HOST = "127.0.0.1"
    assert Pace(5, sleep=waits.append).wait() is None
    assert len(waits) == 3
