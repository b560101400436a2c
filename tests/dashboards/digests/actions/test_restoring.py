from datetime import timedelta

import pytest

from dashboards.digests.actions.planning import due_slots
from dashboards.digests.actions.restoring import hold_restored_mail, keep_refusals, remember_refusals
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Delivery, DigestItem, Subscription, Suppression

pytestmark = [pytest.mark.django_db, pytest.mark.threat("D07")]


def states():
    return sorted(Delivery.objects.values_list("state", "error_class"))


def test_a_digest_whose_time_came_after_the_copy_is_held_and_its_items_count_as_told(
    make_deal, make_reader, now, next_morning, mailoutbox, day
):
    """The copy is of the evening before; the mail of the morning went out, and then the disk was lost."""
    make_reader(with_weekends=True)
    make_deal("pact")
    back = next_morning + timedelta(hours=3)
    assert hold_restored_mail(backed_up_at=now, now=back) == 1
    assert states() == [("ambiguous", "Restored")]
    assert DigestItem.objects.count() == 1
    assert due_slots(now=back, is_by_hand=False) == []
    run_mail_room(now=back, is_by_hand=False)
    run_mail_room(now=next_morning + day, is_by_hand=False)
    assert mailoutbox == [], "what may have been told is not told again"
    make_deal("second", known_at=next_morning + day)
    run_mail_room(now=next_morning + 2 * day, is_by_hand=False)
    assert len(mailoutbox) == 1, "what came later is"


def test_mail_that_was_under_way_in_the_copy_is_held(make_deal, make_reader, next_morning, mailoutbox):
    make_reader()
    make_deal("pact")
    run_mail_room(now=next_morning, is_by_hand=False)
    Delivery.objects.update(state="rendered", sent_at=None)
    mailoutbox.clear()
    assert hold_restored_mail(backed_up_at=next_morning, now=next_morning + timedelta(hours=1)) == 1
    run_mail_room(now=next_morning + timedelta(hours=1), is_by_hand=False)
    assert (states(), mailoutbox) == ([("ambiguous", "Restored")], [])


def test_what_was_sent_before_the_copy_stays_sent(make_deal, make_reader, next_morning, mailoutbox):
    make_reader()
    make_deal("pact")
    run_mail_room(now=next_morning, is_by_hand=False)
    assert (
        hold_restored_mail(backed_up_at=next_morning + timedelta(minutes=5), now=next_morning + timedelta(hours=5)) == 0
    )
    assert [state for state, _ in states()] == ["sent"]


def test_who_has_unsubscribed_since_the_copy_is_not_mailed_again(
    make_deal, make_reader, now, next_morning, mailoutbox, day
):
    """The copy is of noon; at two a reader presses the button in the mail, another one's provider complains."""
    left, stopped, came_back = (make_reader(f"{name}@example.org") for name in ("left", "stopped", "back"))
    later = now + timedelta(hours=2)
    rows = Subscription.objects.filter(pk__in=[left.pk, came_back.pk])
    rows.update(state="unsubscribed", unsubscribed_at=later)
    Suppression.objects.create(email_hash=stopped.subscriber.email_hash, reason="complaint", created_at=later)
    refusals = remember_refusals()

    rows.update(state="active", unsubscribed_at=None)
    Subscription.objects.filter(pk=came_back.pk).update(confirmed_at=later + timedelta(hours=1))
    Suppression.objects.all().delete()
    assert keep_refusals(refusals) == 2
    assert keep_refusals(refusals) == 0, "the second time there is nothing left to do"
    make_deal("pact")
    run_mail_room(now=next_morning, is_by_hand=False)
    assert [mail.to for mail in mailoutbox] == [["back@example.org"]]


def test_who_stopped_following_a_deal_since_the_copy_is_told_no_more_of_it(make_deal, make_reader, now):
    reader = make_reader()
    follow = {"subscriber": reader.subscriber, "frequency": "follow", "confirmed_at": now}
    followed = Subscription.objects.create(deal=make_deal("pact"), **follow)
    other = Subscription.objects.create(deal=make_deal("other"), **follow)
    row = Subscription.objects.filter(pk=followed.pk)
    row.update(state="unsubscribed", unsubscribed_at=now + timedelta(hours=1))
    refusals = remember_refusals()
    row.update(state="active", unsubscribed_at=None)
    assert keep_refusals(refusals) == 1
    assert list(Subscription.objects.current()) == [reader, other]
