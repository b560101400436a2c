from datetime import timedelta

import pytest

from dashboards.digests.actions.planning import due_slots
from dashboards.digests.actions.restoring import hold_restored_mail
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Delivery, DigestItem

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
