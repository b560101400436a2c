"""Followed deals; what a period brings is tested with the planning."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from articles.models import Deal, DealEvent
from dashboards.digests.actions.planning import announce, due_slots
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Delivery, Digest, DigestItem, Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow(make_reader, now):
    """Let a reader follow a deal."""

    def make(deal, email="reader@example.org", *, confirmed_at=now):
        row = make_reader(email, frequency="weekly", confirmed_at=confirmed_at)
        Subscription.objects.filter(pk=row.pk).update(frequency="follow", deal=deal)
        return row.subscriber

    return make


def happens(deal, event, at, **fields):
    Deal.objects.filter(pk=deal.pk).update(**fields)
    DealEvent.objects.create(deal=deal, event=event, happened_at=at)


@pytest.mark.parametrize("event", ["status:completed", "correction:1"])
def test_who_follows_a_deal_is_mailed_within_the_hour_of_a_change(follow, make_deal, now, event):
    deal = make_deal("one", known_at=now - timedelta(days=9))
    follow(deal)
    run_mail_room(now=now + timedelta(hours=1))
    assert not mail.outbox, "nothing happened yet"
    happens(deal, event, now + timedelta(hours=2), status="completed")
    run_mail_room(now=now + timedelta(hours=2, minutes=5))
    (message,) = mail.outbox
    word = "Completed" if event.startswith("status") else "Corrected"
    assert message.subject == f"{word}: Pact one"
    assert "Pact one" in message.body
    for minutes in range(5, 300, 5):
        run_mail_room(now=now + timedelta(hours=2, minutes=5 + minutes))
    assert len(mail.outbox) == 1, "once"
    assert Digest.objects.count() == 1, "what has nothing to tell leaves no rows"


def test_that_a_followed_deal_is_new_or_that_others_move_is_no_mail(follow, make_deal, now):
    deal, other = make_deal("one", known_at=now + timedelta(minutes=1)), make_deal("two")
    follow(deal)
    happens(other, "status:completed", now + timedelta(hours=1), status="completed")
    run_mail_room(now=now + timedelta(hours=2))
    assert not mail.outbox


def test_what_happened_before_somebody_followed_is_not_told(follow, make_deal, now):
    deal = make_deal("one")
    happens(deal, "status:completed", now - timedelta(hours=1), status="completed")
    follow(deal)
    run_mail_room(now=now + timedelta(hours=1))
    assert not mail.outbox


def test_who_follows_a_deal_reads_of_it_at_weekends_too(follow, make_deal, now):
    saturday = datetime(2026, 11, 28, 4, 0, tzinfo=UTC)
    deal = make_deal("one")
    follow(deal)
    happens(deal, "status:stalled", saturday, status="stalled")
    run_mail_room(now=saturday + timedelta(minutes=5))
    assert mail.outbox[0].subject == "Stalled: Pact one"


def test_what_was_told_of_a_followed_deal_is_not_told_again_by_the_digest(follow, make_deal, make_reader, next_morning):
    deal = make_deal("one", known_at=next_morning - timedelta(days=9))
    follow(deal)
    make_reader()
    happens(deal, "status:completed", next_morning - timedelta(hours=3), status="completed")
    run_mail_room(now=next_morning - timedelta(hours=2))
    run_mail_room(now=next_morning)
    assert len(mail.outbox) == 1
    assert DigestItem.objects.count() == 1


def test_the_news_of_one_quarter_of_an_hour_are_one_mail_and_of_the_next_another(follow, make_deal, now):
    deals = [make_deal(f"d{n}", known_at=now - timedelta(days=9)) for n in range(3)]
    for deal in deals:
        follow(deal)
    for deal in deals[:2]:
        happens(deal, "status:completed", now + timedelta(minutes=1), status="completed")
    run_mail_room(now=now + timedelta(minutes=2))
    happens(deals[2], "status:completed", now + timedelta(minutes=3), status="completed")
    run_mail_room(now=now + timedelta(minutes=4))
    assert len(mail.outbox) == 1, "its quarter has had its mail"
    run_mail_room(now=now + timedelta(minutes=16))
    assert [message.subject for message in mail.outbox][1:] == ["Completed: Pact d2"]
    assert mail.outbox[0].subject.startswith("Deals you follow: 2 completed")


def test_who_follows_a_deal_that_was_merged_follows_what_it_became(follow, make_deal, now):
    deal, survivor = make_deal("one"), make_deal("two")
    follow(deal)
    Deal.objects.filter(pk=deal.pk).update(merged_into=survivor, review="rejected", review_reason="duplicate")
    happens(survivor, "status:completed", now + timedelta(hours=1), status="completed")
    run_mail_room(now=now + timedelta(hours=2))
    assert mail.outbox[0].subject == "Completed: Pact two"


def test_a_deal_that_readers_may_not_see_is_not_followed(follow, make_deal, now):
    deal = make_deal("one", review="needs_second_source")
    follow(deal)
    happens(deal, "status:completed", now + timedelta(hours=1), status="completed")
    run_mail_room(now=now + timedelta(hours=2))
    assert not mail.outbox


def test_a_digest_that_nobody_put_together_in_time_is_given_up_and_told_next(make_reader, make_deal, next_morning, day):
    make_reader()
    make_deal("one")
    announce(due_slots(now=next_morning, is_by_hand=False), now=next_morning)  # and there the worker died
    run_mail_room(now=next_morning + timedelta(hours=13))
    assert Delivery.objects.get().state == Delivery.State.FAILED_PERMANENT
    run_mail_room(now=next_morning + day)
    assert "Pact one" in mail.outbox[0].body
