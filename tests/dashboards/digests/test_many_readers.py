"""Many readers, many days, a real mail server with faults: nothing empty, nothing twice, nothing missing."""

import re
import resource
import sys
import time
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Deal, DealEvent, Tag
from dashboards.digests import tokens
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Delivery, DigestItem, Subscriber, Subscription
from tests.smtpserver import MESSAGE_ID

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # a Wednesday
ZONES = ("Asia/Hong_Kong", "Europe/Lisbon", "America/New_York")
CITIES = ("macao", "shenzhen", "zhuhai", "")
FREQUENCIES = ("daily", "daily", "daily", "daily", "daily", "weekly", "weekly", "weekly", "weekly", "monthly")
SLUG = re.compile(rb"/deals/(d\d+)/")
"""E.g. ``/deals/d12/``."""


def make_readers(number):
    """Readers of every frequency, zone, hour and city; every seventh also reads at weekends."""
    made = Subscriber.objects.bulk_create(
        Subscriber(
            email=f"reader{n}@example.org",
            email_hash=tokens.hash_email(f"reader{n}@example.org"),
            handle=f"{n:012x}",
            timezone=ZONES[n % 3],
            hour=n % 24,
            language=("en", "zh-hant", "pt")[n % 3],
            with_weekends=n % 7 == 0,
            created_at=START,
        )
        for n in range(number)
    )
    Subscription.objects.bulk_create(
        Subscription(
            subscriber=reader,
            frequency=FREQUENCIES[n % 10],
            filters=f"city={city}" if (city := CITIES[n % 4]) else "",
            confirmed_at=START,
        )
        for n, reader in enumerate(made)
    )


def make_deals(days):
    """Three deals a day, one a city; each sixth day is a quiet one. Slug -> (city, when it became known)."""
    known = {}
    for number in range(3 * days):
        if number // 3 % 6 == 4:
            continue
        at, city = START + timedelta(hours=8 * number, minutes=7), CITIES[number % 3]
        deal = Deal.objects.create(
            slug=f"d{number}", title=f"Pact {number}", type="mou", status="signed", rung="mou", created_at=at,
            changed_at=at, filed_on=date(2026, 11, 24), filed_until=date(2026, 11, 24),
        )  # fmt: skip
        deal.tags.add(Tag.objects.get_or_create(kind="city", slug=city, defaults={"name_en": city.title()})[0])
        DealEvent.objects.create(deal=deal, event="new", happened_at=at)
        known[deal.slug] = (city, at)
    return known


def last_slot(subscription, end):
    """The last hour at which this reader gets mail and that has passed at ``end``; None before the first."""
    reader, found = subscription.subscriber, None
    zone = ZoneInfo(reader.timezone)
    day = START.astimezone(zone).date()
    while day <= end.astimezone(zone).date():
        slot = datetime(day.year, day.month, day.day, reader.hour, tzinfo=zone)
        is_weekend = day.weekday() >= 5 and not reader.with_weekends
        first = day.replace(day=1)
        moved = first + timedelta(
            days=(7 - first.weekday()) if first.weekday() >= 5 and not reader.with_weekends else 0
        )
        is_due = {"daily": not is_weekend, "weekly": day.weekday() == 0, "monthly": day == moved}
        if is_due[subscription.frequency] and START <= slot <= end:
            found = slot
        day += timedelta(days=1)
    return found


def kept(content):
    """Of a mail: its Message-ID and the deals that it names, in the plain text and in the HTML."""
    return MESSAGE_ID.search(content)[1].decode(), frozenset(SLUG.findall(content))


def simulate(server, *, readers, days):
    """Let the days go by, three hours a beat, each fourth beat twice; give what stands in the note."""
    make_readers(readers)
    known = make_deals(days)
    server.keep = kept
    server.fault_of = lambda number: {5: "cut", 11: "451 4.3.0 later", 12: "451 4.3.0 later"}.get(number % 97)
    began, end = time.perf_counter(), START + timedelta(days=days, hours=6)
    for beat in range(days * 24 // 3 + 3):
        for _ in range(2 if beat % 4 == 0 else 1):
            while run_mail_room(now=START + timedelta(hours=3 * beat)).has_more:
                pass
    check(server, known, end)
    seconds = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(server.taken), seconds, megabytes


def check(server, known, end):
    """Against what each reader asked for, worked out anew from the calendar."""
    ids = [message_id for _, (message_id, _) in server.taken]
    assert len(ids) == len(set(ids)), "no mail twice"
    told = defaultdict(set)
    items = defaultdict(set)
    for email, message_id, slug in DigestItem.objects.values_list(
        "subscriber__email", "digest__delivery__message_id", "deal__slug"
    ):
        told[email].add(slug)
        items[email, message_id].add(slug.encode())
    for email, (message_id, slugs) in server.taken:
        wanted = items[email, message_id]
        assert slugs, "no mail is empty"
        assert slugs <= wanted, "nothing that was not put down as told"
        assert len(slugs) == min(25, len(wanted)), "all of it, as far as one mail holds"
    assert set(items) == {(email, message_id) for email, (message_id, _) in server.taken}, "each digest arrived"
    for row in Subscription.objects.select_related("subscriber").iterator():
        slot = last_slot(row, end)
        city = row.filters.removeprefix("city=")
        wanted = {slug for slug, (where, at) in known.items() if slot and at <= slot and city in ("", where)}
        assert told[row.subscriber.email] == wanted, (row.subscriber.email, row.frequency)
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states <= {"sent", "skipped_empty", "ambiguous"}, "the end of every one"


@pytest.mark.threat("M07", "M08")
def test_two_hundred_readers_in_a_week_get_all_of_it_once(server):
    mails, _, _ = simulate(server, readers=200, days=7)
    assert mails > 400


@pytest.mark.long
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("readers", [10_000])
def test_ten_thousand_readers_in_a_month_get_all_of_it_once(server, readers, capsys):
    mails, seconds, megabytes = simulate(server, readers=readers, days=30)
    with capsys.disabled():
        speed = f"{mails} mails in {seconds:.0f} s, {mails / seconds:.0f} a second, {megabytes:.0f} MB at most"
        sys.stderr.write(f"\n{readers} readers, 30 days: {speed}\n")


@pytest.mark.parametrize("readers", [20, 60])
def test_each_reader_costs_the_same_few_queries(server, readers):
    make_readers(readers)
    Subscriber.objects.update(timezone="Asia/Hong_Kong", hour=8, with_weekends=True)
    Subscription.objects.update(frequency="daily")
    make_deals(2)
    with CaptureQueriesContext(connection) as queries:
        run_mail_room(now=START + timedelta(hours=20))
    assert len(server.taken) == readers
    assert len(queries) <= 170 + 10 * readers, len(queries)
