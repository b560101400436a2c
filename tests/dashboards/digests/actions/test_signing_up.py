import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from wcwidth import width

from dashboards.digests import tokens
from dashboards.digests.actions import signing_up, subscribing
from dashboards.digests.models import Signup, Subscriber, Subscription, Suppression

pytestmark = pytest.mark.django_db
NETWORK = "203.0.113.0/24"


def ask(wish, now, network=NETWORK):
    return signing_up.note_wish(wish, network=network, now=now)


def last_token():
    return re.search(r"/c/([^/\s]+)/", mail.outbox[-1].body)[1]


def asked_and_mailed(wish, now):
    ask(wish, now)
    assert signing_up.mail_waiting_wishes(now=now) == 1
    return last_token()


@pytest.mark.threat("O06")
def test_who_is_never_to_be_mailed_again_is_not_after_a_change_of_key_either(wish, now, settings):
    Suppression.objects.create(
        email_hash=tokens.hash_email(wish.email.upper()), reason="complaint", created_at=now - timedelta(days=90)
    )
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key that is long enough", [settings.SECRET_KEY]
    ask(wish, now)
    assert signing_up.mail_waiting_wishes(now=now) == 0
    assert mail.outbox == []


@pytest.mark.threat("M01", "M04")
def test_a_wish_changes_nothing_until_it_is_confirmed(wish, now):
    token = asked_and_mailed(wish, now)
    assert not Subscriber.objects.exists()
    assert signing_up.find_open(token, now=now)
    assert not Subscriber.objects.exists()
    signing_up.confirm(token, now=now)
    subscription = Subscription.objects.get()
    assert (subscription.subscriber.email, subscription.frequency, subscription.state) == (
        "reader@example.org",
        "daily",
        "active",
    )


def test_what_was_agreed_to_and_from_where_is_kept_when_the_wish_is_dropped(wish, now):
    signing_up.confirm(asked_and_mailed(wish, now), now=now)
    network = Signup.objects.get().network
    signing_up.forget_old_wishes(now=now + timedelta(days=31))
    assert not Signup.objects.exists()
    kept = Subscription.objects.get()
    assert (kept.confirmed_at, kept.consent_text, kept.consent_network) == (now, signing_up.CONSENT_TEXT, network)


@pytest.mark.threat("M04")
def test_the_confirm_mail_has_one_link_and_no_content(wish, now):
    asked_and_mailed(wish, now)
    (message,) = mail.outbox
    assert message.to == ["reader@example.org"]
    assert not getattr(message, "alternatives", None)
    assert len(re.findall(r"/c/[^/\s]+/", message.body)) == 1
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_confirm_mail_is_of_our_domain_and_answers_reach_us(wish, now, settings):
    settings.SITE_URL, settings.EMAIL_REPLY_TO = "https://tracker.example.org", "desk@tracker.example.org"
    asked_and_mailed(replace(wish, language="zh-hant"), now)
    sent = mail.outbox[-1].message()
    assert sent["Message-ID"].endswith("@tracker.example.org>"), "and does not name the machine that sent it"
    assert (sent["Reply-To"], sent["Content-Language"]) == ("desk@tracker.example.org", "zh-Hant-HK")


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans", "pt"])
def test_the_confirm_mail_reads_in_72_columns(wish, now, settings, language):
    settings.SITE_URL = "https://a-rather-long-name-of-a-tracker.example.org"
    asked_and_mailed(replace(wish, language=language), now)
    lines = mail.outbox[-1].body.splitlines()
    (link,) = [line for line in lines if "/c/" in line]
    assert link.startswith(settings.SITE_URL), "and its link stays whole, alone on its line"
    assert max(width(line) for line in lines if line != link) <= 72
    assert len([line for line in lines if not line]) == 3, "in four paragraphs"


@pytest.mark.threat("M06")
def test_of_the_token_only_the_hash_is_kept(wish, now):
    token = asked_and_mailed(wish, now)
    row = Signup.objects.values().get()
    assert row["token_hash"] == tokens.hash_token(token)
    assert token not in str(row)


def test_confirming_twice_changes_nothing(wish, now):
    token = asked_and_mailed(wish, now)
    signing_up.confirm(token, now=now)
    assert signing_up.confirm(token, now=now + timedelta(hours=1))
    assert Subscription.objects.get().confirmed_at == now


def test_an_old_confirm_link_does_not_bring_back_who_unsubscribed(wish, now):
    token = asked_and_mailed(wish, now)
    signing_up.confirm(token, now=now)
    subscribing.unsubscribe(tokens.unsubscribe_token(Subscriber.objects.get().handle), now=now)
    signing_up.confirm(token, now=now)
    assert Subscription.objects.get().state == Subscription.State.UNSUBSCRIBED


@pytest.mark.threat("M06")
@pytest.mark.parametrize(("days", "works"), [(6.99, True), (7, False)])
def test_a_confirm_link_works_for_seven_days(wish, now, days, works):
    token = asked_and_mailed(wish, now)
    assert bool(signing_up.confirm(token, now=now + timedelta(days=days))) is works
    assert Subscriber.objects.exists() is works


@pytest.mark.threat("M04")
def test_an_address_is_mailed_once_a_day_and_three_times_a_month(wish, now):
    mailed = []
    for hours in (0, 1, 23, 24.1, 48.2, 72.3, 24 * 29, 24 * 30.5):
        moment = now + timedelta(hours=hours)
        ask(replace(wish, email="Reader@example.org" if hours else wish.email), moment)
        mailed.append(signing_up.mail_waiting_wishes(now=moment))
    assert mailed == [1, 0, 0, 1, 1, 0, 0, 1]
    assert Signup.objects.filter(state=Signup.State.HELD).count() == 4


@pytest.mark.threat("M04")
def test_a_network_may_ask_five_times_an_hour(wish, now):
    for number in range(5):
        ask(replace(wish, email=f"reader{number}@example.org"), now)
    with pytest.raises(signing_up.TooManyWishes):
        ask(replace(wish, email="reader5@example.org"), now + timedelta(minutes=59))
    ask(wish, now, network="198.51.100.0/24")
    ask(wish, now + timedelta(minutes=61))


def test_a_suppressed_address_is_never_mailed(wish, now):
    Suppression.objects.create(email_hash=tokens.hash_email(wish.email), reason="hard bounce", created_at=now)
    ask(wish, now)
    assert signing_up.mail_waiting_wishes(now=now) == 0
    assert not mail.outbox


def test_a_wish_is_mailed_once_by_however_many_workers(wish, now):
    ask(wish, now)
    assert signing_up.mail_waiting_wishes(now=now) == 1
    assert signing_up.mail_waiting_wishes(now=now) == 0
    assert len(mail.outbox) == 1


def test_asking_for_a_known_address_changes_nothing_of_its_subscription(wish, now):
    signing_up.confirm(asked_and_mailed(wish, now), now=now)
    ask(replace(wish, language="pt", hour=20, timezone="Europe/Lisbon"), now)
    subscriber = Subscriber.objects.get()
    assert (subscriber.language, subscriber.hour, subscriber.timezone) == ("en", 8, "Asia/Hong_Kong")


def test_a_second_confirmed_wish_adds_a_subscription_to_the_same_subscriber(wish, now):
    signing_up.confirm(asked_and_mailed(wish, now), now=now)
    later = now + timedelta(days=2)
    other = replace(wish, email="READER@example.org", frequency="weekly", filters="city=macao", language="pt")
    signing_up.confirm(asked_and_mailed(other, later), now=later)
    subscriber = Subscriber.objects.get()
    assert subscriber.language == "pt"
    rows = subscriber.subscriptions.order_by("pk").values_list("frequency", "filters")
    assert list(rows) == [("daily", ""), ("weekly", "city=macao")]


@pytest.mark.threat("M04")
def test_wishes_that_expired_are_forgotten_but_for_their_hash(wish, now):
    asked_and_mailed(wish, now)
    signing_up.tend_wishes(now=now + timedelta(days=8))
    row = Signup.objects.get()
    assert (row.email, row.token_hash) == ("", "")
    assert row.email_hash
    signing_up.tend_wishes(now=now + timedelta(days=31))
    assert not Signup.objects.exists()


def test_a_refused_confirmation_is_tried_again_and_does_not_count(wish, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    ask(wish, now)
    assert signing_up.mail_waiting_wishes(now=now) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert signing_up.mail_waiting_wishes(now=now) == 0, "it waits a little"
    assert signing_up.mail_waiting_wishes(now=now + timedelta(minutes=1)) == 1
