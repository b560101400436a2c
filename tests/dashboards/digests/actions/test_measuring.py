from datetime import timedelta

import pytest

from dashboards.digests.actions import bouncing
from dashboards.digests.actions.measuring import SPAN, Domain, add_up, mail_by_domain
from dashboards.digests.models import Delivery, Digest, Subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(make_reader, now):
    """Let so many mails go to readers of a domain and end in a state, ``ago`` before now."""

    def make(domain, state, number=1, ago=timedelta(hours=1)):
        digests = []
        for _ in range(number):
            known = Digest.objects.count()
            reader = make_reader(f"r{known}@{domain}").subscriber
            digest = Digest.objects.create(
                subscriber=reader, frequency="daily", period=f"p{known}", period_start=now - timedelta(days=90),
                period_end=now, created_at=now,
            )  # fmt: skip
            Delivery.objects.create(
                digest=digest, state=state, attempts=1, message_id=f"<{known}@x>", next_attempt_at=now - ago,
                give_up_at=now, sent_at=now - ago if state == "sent" else None,
            )  # fmt: skip
            digests.append(digest)
        return digests

    return make


def test_each_domain_says_what_went_out_and_what_came_back(send, now, django_assert_num_queries):
    (arrived, *_) = send("good.example", "sent", 30)
    refused = send("Bad.Example", "failed_permanent", 2)
    send("bad.example", "sent", 20)
    send("bad.example", "ambiguous")
    send("good.example", "rendered")
    send("good.example", "sent", ago=SPAN + timedelta(days=1))
    for number, kind in enumerate(("hard", "soft")):
        bouncing.note(refused[number].subscriber, kind=kind, detail="", event_key=str(number), digest=None, now=now)
    bouncing.note(arrived.subscriber, kind="complaint", detail="", event_key="c", digest=arrived, now=now)
    old = now - SPAN - timedelta(days=1)
    bouncing.note(arrived.subscriber, kind="hard", detail="", event_key="old", digest=arrived, now=old)
    with django_assert_num_queries(2):
        bad, good = mail_by_domain(now=now)
    assert bad == Domain("bad.example", accepted=20, unknown=1, refused=2, hard=1, soft=1)
    assert (bad.handed_over, round(bad.bounce_percent, 2), bad.is_bouncing) == (23, 8.70, True)
    assert good == Domain("good.example", accepted=30, complaints=1)
    assert not good.is_disliked, "one complaint is one reader"
    assert add_up([bad, good]) == Domain("", 50, 1, 2, 1, 1, 1)


@pytest.mark.parametrize(
    ("row", "is_bouncing", "is_disliked"),
    [
        (Domain("x", accepted=95, refused=5, hard=5), False, False),
        (Domain("x", accepted=94, refused=6, hard=6), True, False),
        (Domain("x", accepted=5, refused=5, hard=5), False, False),
        (Domain("x", accepted=1999, complaints=2), False, True),
        (Domain("x", accepted=2000, complaints=2), False, False),
        (Domain("x", accepted=100, complaints=1), False, False),
        (Domain("x"), False, False),
    ],
)
def test_a_domain_is_marked_above_the_shares_that_providers_name(row, is_bouncing, is_disliked):
    assert (row.is_bouncing, row.is_disliked) == (is_bouncing, is_disliked)


def test_what_came_back_outlives_a_forgotten_reader_and_no_share_is_above_one(send, now):
    (digest,) = send("gone.example", "sent")
    bouncing.note(digest.subscriber, kind="hard", detail="", event_key="1", digest=digest, now=now)
    Subscriber.objects.all().delete()
    (row,) = mail_by_domain(now=now)
    assert (row.domain, row.handed_over, row.bounce_percent) == ("gone.example", 1, 100)
