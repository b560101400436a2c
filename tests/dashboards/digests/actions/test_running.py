"""Rounds of the mail room. A week of 200 readers is in test_many_readers; here a finer beat, among the long tests."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail

from articles.models import Heartbeat
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Delivery, DigestItem

pytestmark = pytest.mark.django_db
ZONES = ("Asia/Hong_Kong", "Europe/Lisbon", "America/New_York")
CITIES = ("macao", "shenzhen", "zhuhai")


@pytest.mark.long
def test_a_week_of_readers_in_three_zones_tells_each_deal_once(make_reader, make_deal, now, day):
    readers = {}
    for number in range(24):
        city = CITIES[number % 3]
        email = f"reader{number}@example.org"
        make_reader(email, filters=f"city={city}", timezone=ZONES[number // 3 % 3], hour=number)
        readers[email] = city
    for number in range(21):  # none on the fifth day
        if number // 3 != 4:
            known_at = now + timedelta(hours=8 * number, minutes=7)
            make_deal(f"d{number}", cities=(CITIES[number % 3],), known_at=known_at)
    for half_hour in range(48 * 9):
        run_mail_room(now=now + timedelta(minutes=30 * half_hour))
        if half_hour % 48 == 0:
            run_mail_room(now=now + timedelta(minutes=30 * half_hour))  # a second beat

    told = Counter()
    for message in mail.outbox:
        (reader,) = message.to
        slugs = {line.strip() for line in message.body.splitlines() if "/deals/" in line}
        assert slugs, "no mail is empty"
        told.update((reader, slug.rstrip("/").rpartition("/")[2]) for slug in slugs)
    wanted = {
        (reader, f"d{number}")
        for reader, city in readers.items()
        for number in range(21)
        if number // 3 != 4 and CITIES[number % 3] == city
    }
    assert set(told) == wanted, "nothing is missing, and nothing that was not asked for"
    assert set(told.values()) == {1}, "nothing is told twice"
    assert DigestItem.objects.count() == len(wanted)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent", "skipped_empty"}
    assert Delivery.objects.filter(state="skipped_empty").exists()


def test_a_round_is_limited_and_says_that_there_is_more(make_reader, make_deal, next_morning):
    make_deal("one")
    for number in range(5):
        make_reader(f"reader{number}@example.org")
    sizes, rounds = [], 0
    while True:
        done = run_mail_room(now=next_morning, limit=2)
        sizes.append(len(done.planned))
        rounds += 1
        if not done.has_more:
            break
    assert sum(sizes) == 5
    assert rounds <= 4
    assert len(mail.outbox) == 5


def test_a_round_leaves_a_sign_of_life(next_morning):
    run_mail_room(now=next_morning)
    assert Heartbeat.objects.get(name="digest").seen_at == next_morning
