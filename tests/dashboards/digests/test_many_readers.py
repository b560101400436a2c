"""Many readers, many days, a real mail server with faults: nothing empty, nothing twice, nothing missing."""

import re
import resource
import sys
import time
from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.digests import tokens
from dashboards.digests.actions import subscribing
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Delivery, DigestItem, Subscriber, Subscription
from tests.dashboards.digests.readership import BEAT, START, expected, make_news, make_readers
from tests.smtpserver import MESSAGE_ID

SLUG = re.compile(rb"/deals/(d\d+)/")
"""E.g. ``/deals/d12/``."""

MAX_SHOWN = 25
LATER = "451 4.3.0 later"


class Kept:
    """Of a mail: its Message-ID and the deals that it names; equal sets are one object."""

    def __init__(self):
        self.sets = {}

    def __call__(self, content):
        slugs = frozenset(SLUG.findall(content))
        return MESSAGE_ID.search(content)[1].decode(), self.sets.setdefault(slugs, slugs)


def run_until_nothing_waits(at):
    """A beat, and further ones every twenty minutes for what was put off; the first comes twice."""
    for _ in range(2):
        while run_mail_room(now=at).has_more:
            pass
    for minutes in range(20, 180, 20):
        if not Delivery.objects.waiting().exists():
            return
        run_mail_room(now=at + timedelta(minutes=minutes))


def let_readers_act(readers, now):
    """Those who leave do so by the link of their mails; those who pause come back later by the button."""
    for reader in readers:
        if reader.leaves_at == now:
            subscribing.unsubscribe(tokens.unsubscribe_token(reader.handle), now=now)
        if reader.pause and now in reader.pause:
            who = Subscriber.objects.get(handle=reader.handle)
            if now == reader.pause[0]:
                subscribing.pause(who, now=now)
            else:
                subscribing.resume(who, network="192.0.2.0/24", now=now)


def simulate(server, *, readers, days):
    """Let the days go by; give mails, seconds of the mail room and what it took of memory (MB)."""
    people, news = make_readers(readers, days=days), make_news(days)
    actors = [reader for reader in people if reader.leaves_at or reader.pause]
    server.keep = Kept()
    server.fault_of = lambda number: {5: "cut", 11: LATER, 12: LATER}.get(number % 97)
    before, began = peak_of_memory(), time.perf_counter()
    beats = days * 24 // 3 + 3
    for beat in range(beats):
        let_readers_act(actors, START + beat * BEAT)
        run_until_nothing_waits(START + beat * BEAT)
    seconds = time.perf_counter() - began
    megabytes = peak_of_memory() - before - size_of_database()
    check(server, people, news, START + (beats - 1) * BEAT)
    return len(server.taken), seconds, megabytes


def check(server, people, news, end):
    """Every mail of every reader against what it must tell, and against what was put down as told."""
    ids = [message_id for _, (message_id, _) in server.taken]
    assert len(ids) == len(set(ids)), "no mail twice"
    items = defaultdict(set)
    rows = DigestItem.objects.values_list("digest__delivery__message_id", "deal__slug", "event")
    for message_id, slug, event in rows.iterator():
        items[message_id].add((slug, event))
    assert set(items) == set(ids), "each digest arrived, and none was sent that tells nothing"
    got = defaultdict(list)
    for email, (message_id, slugs) in server.taken:
        told = items[message_id]
        named = {slug.encode() for slug, _ in told}
        assert slugs, "no mail is empty"
        assert slugs <= named, "nothing that was not put down as told"
        assert len(slugs) == min(MAX_SHOWN, len(named)), "all of it, as far as one mail holds"
        got[email].append(frozenset(told))
    for reader in people:
        assert got[reader.email] == expected(reader, news, end), reader
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states <= {"sent", "skipped_empty", "ambiguous"}, "the end of every one"


def peak_of_memory():
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size_of_database():
    """MB of a database that lives in this process's memory, as the one of the tests on SQLite does; else 0."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("select page_count * page_size from pragma_page_count(), pragma_page_size()")
        return cursor.fetchone()[0] / 2**20


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.threat("M07", "M08")
def test_forty_readers_in_a_week_get_all_of_it_once(server):
    mails, _, _ = simulate(server, readers=40, days=7)
    assert mails > 80


@pytest.mark.django_db(transaction=True)
@pytest.mark.long
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("readers", [10_000])
def test_ten_thousand_readers_in_a_month_get_all_of_it_once(server, readers, capsys):
    mails, seconds, megabytes = simulate(server, readers=readers, days=30)
    with capsys.disabled():
        speed = f"{mails} mails in {seconds:.0f} s, {mails / seconds:.0f} a second, {megabytes:.0f} MB"
        sys.stderr.write(f"\n{readers} readers, 30 days: {speed}\n")


@pytest.mark.django_db
def test_each_reader_costs_the_same_few_queries(server):
    make_readers(60)
    make_news(5)
    Subscriber.objects.update(timezone="Asia/Hong_Kong", hour=8, with_weekends=True, language="en")
    Subscription.objects.update(frequency="daily", filters="", confirmed_at=START + timedelta(hours=68))
    first = Subscription.objects.order_by("pk").values_list("pk", flat=True)[:20]
    Subscription.objects.filter(pk__in=list(first)).update(confirmed_at=START)
    mails, counts = [], []
    for hours in (20, 44, 68):
        with CaptureQueriesContext(connection) as queries:
            run_mail_room(now=START + timedelta(hours=hours))
        mails.append(len(server.taken))
        counts.append(len(queries))
    assert mails == [20, 40, 100]
    assert counts[1] < 3 * 20 + 60
    assert counts[2] - counts[1] <= 3 * 40 + 20, "one to keep the digest, two to hand it over; the rest is shared"
