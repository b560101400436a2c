from datetime import timedelta

import pytest

from dashboards.digests import tokens
from dashboards.digests.actions import subscribing
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Delivery, Digest, DigestItem, Signup, Subscriber, Subscription

pytestmark = pytest.mark.django_db


def change(subscription, now, **changes):
    settings = {
        "frequency": "daily",
        "filters": "",
        "language": "en",
        "timezone": "Asia/Hong_Kong",
        "hour": 8,
        "with_weekends": False,
    }
    subscribing.save_settings(
        subscription.subscriber, subscription_id=subscription.pk, now=now, **{**settings, **changes}
    )


def test_settings_hold_for_the_reader_and_filters_for_the_subscription(make_reader, now):
    one, two = make_reader(filters="city=macao"), make_reader(filters="city=zhuhai")
    change(two, now, frequency="weekly", filters="city=foshan", language="pt", timezone="Europe/Lisbon", hour=21)
    subscriber = Subscriber.objects.get()
    assert (subscriber.language, subscriber.timezone, subscriber.hour) == ("pt", "Europe/Lisbon", 21)
    rows = dict(Subscription.objects.values_list("pk", "filters"))
    assert rows == {one.pk: "city=macao", two.pk: "city=foshan"}


def test_the_day_of_the_week_is_changed_by_what_comes_weekly_alone(make_reader, now):
    daily, weekly = make_reader(weekday=2), make_reader(frequency="weekly")
    change(daily, now, weekday=4)
    assert Subscriber.objects.get().weekday == 2
    change(weekly, now, frequency="weekly", weekday=4)
    assert Subscriber.objects.get().weekday == 4
    change(weekly, now, frequency="weekly")
    assert Subscriber.objects.get().weekday == 4


def test_two_subscriptions_that_become_equal_are_one(make_reader, now):
    one, two = make_reader(filters="city=macao"), make_reader(filters="city=zhuhai")
    change(two, now, filters="city=macao")
    assert list(Subscription.objects.values_list("pk", flat=True)) == [two.pk]
    assert one.pk != two.pk


def test_nobody_changes_the_subscription_of_another(make_reader, now):
    mine, other = make_reader("one@example.org"), make_reader("two@example.org")
    subscribing.save_settings(
        mine.subscriber, subscription_id=other.pk, frequency="monthly", filters="city=macao", language="en",
        timezone="Asia/Hong_Kong", hour=8, with_weekends=False, now=now,
    )  # fmt: skip
    other.refresh_from_db()
    assert (other.frequency, other.filters) == ("daily", "")


def test_a_pause_ends_by_itself_after_thirty_days(make_reader, now, day):
    subscriber = make_reader().subscriber
    subscribing.pause(subscriber, now=now)
    assert not Subscription.objects.receiving(now=now + 29 * day).exists()
    assert Subscription.objects.receiving(now=now + 30 * day).exists()


def test_unsubscribing_stops_every_digest_of_the_reader_and_of_nobody_else(make_reader, now):
    mine = make_reader("one@example.org")
    make_reader("one@example.org", frequency="weekly")
    make_reader("two@example.org")
    token = tokens.unsubscribe_token(mine.subscriber.handle)
    for _ in range(2):
        subscribing.unsubscribe(token, now=now)
        left = Subscription.objects.receiving(now=now).values_list("subscriber__email", flat=True)
        assert list(left) == ["two@example.org"]
    subscribing.unsubscribe("not a token", now=now)


def test_a_revoked_manage_link_is_void(make_reader, now):
    subscriber = make_reader().subscriber
    token = tokens.manage_token(subscriber.handle, subscriber.rotation, today=now.date())
    assert subscribing.find_managed(token, now=now) == subscriber
    subscribing.revoke_links(subscriber)
    assert subscribing.find_managed(token, now=now) is None


def test_to_be_forgotten_leaves_nothing_but_hashes_and_the_bare_archive(make_reader, make_deal, now, next_morning):
    subscriber = make_reader().subscriber
    make_deal("one")
    Signup.objects.create(
        email=subscriber.email, email_hash=subscriber.email_hash, network="n", consent_text="1", frequency="daily",
        next_attempt_at=now, created_at=now, expires_at=now + timedelta(days=7), filters="city=macao",
    )  # fmt: skip
    run_mail_room(now=next_morning)
    subscribing.forget(subscriber)
    assert not Subscriber.objects.exists()
    assert not Subscription.objects.exists()
    assert not DigestItem.objects.exists()
    assert not Delivery.objects.exists()
    assert Digest.objects.get().subscriber is None
    signup = Signup.objects.get()
    assert (signup.email, signup.filters, signup.email_hash) == ("", "", subscriber.email_hash)


def test_what_was_stopped_by_itself_does_not_come_back_with_the_rest(make_reader, make_deal, now, day):
    digest = make_reader()
    reader = digest.subscriber
    stopped, followed = (
        Subscription.objects.create(subscriber=reader, frequency="follow", deal=make_deal(slug), confirmed_at=now)
        for slug in ("stopped", "followed")
    )
    subscribing.stop(reader, subscription_id=stopped.pk, now=now)

    def on() -> set[int]:
        return set(Subscription.objects.receiving(now=now).values_list("pk", flat=True))

    subscribing.pause(reader, now=now)
    subscribing.resume(reader, network="n", now=now + day)
    assert on() == {digest.pk, followed.pk}
    subscribing.unsubscribe(tokens.unsubscribe_token(reader.handle), now=now + 2 * day)
    subscribing.resume(reader, network="n", now=now + 3 * day)
    assert on() == {digest.pk, followed.pk}


def test_a_digest_that_was_left_is_offered_again_beside_a_newer_one(make_reader, now, day):
    old = make_reader(filters="city=macao")
    subscribing.unsubscribe(tokens.unsubscribe_token(old.subscriber.handle), now=now)
    new = make_reader(frequency="weekly")
    assert list(Subscription.objects.ended()) == [old]
    subscribing.resume(old.subscriber, network="n", now=now + day)
    assert set(Subscription.objects.receiving(now=now)) == {old, new}
