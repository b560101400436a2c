import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as configured
from django.contrib.auth.models import User
from django.core.cache import cache
from prometheus_client.parser import text_string_to_metric_families

from articles.actions.counting import count_polls, count_processed, count_stages
from articles.actions.polling import FeedPoll
from articles.actions.polling.records import Counts
from articles.actions.processing import Processed
from articles.models import Counter, DataGeneration, Feed, Heartbeat, Incident
from articles.stopwatch import measured, take_seconds
from gba_tracker import operation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
OUTSIDE = "203.0.113.7"


@pytest.fixture
def scraped(client, settings):
    """What a scrape finds, as {(name, label): value}."""

    settings.METRICS_ALLOW = ["127.0.0.1"]

    def scrape(**more):
        with time_machine.travel(NOW, tick=False):
            answer = client.get("/metrics", **more)
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return {
            (sample.name, next(iter(sample.labels.values()), "")): sample.value
            for family in families
            for sample in family.samples
        }

    return scrape


def test_work_is_counted_over_all_processes_and_told_by_name(scraped):
    poll = FeedPoll(1, "delta", "https://d.example/f", Feed.Outcome.OK, counts=Counts(new=3, unchanged=7), seconds=1.5)
    take_seconds()
    for _ in range(2):
        count_polls([poll, FeedPoll(2, "gone", "https://g.example/f", Feed.Outcome.HTTP_ERROR, seconds=0.25)])
        count_processed(Processed(processed=3, relevant=1, deals=1, failed=(4,)))
        with measured("read"):
            pass
        count_stages()
    found = scraped()
    assert found["gba_polls_total", "ok"] == 2
    assert found["gba_polls_total", "http_error"] == 2
    assert found["gba_poll_seconds_total", "ok"] == 3.0
    assert found["gba_entries_total", "new"] == 6
    assert found["gba_entries_total", "unchanged"] == 14
    assert found["gba_articles_total", "relevant"] == 2
    assert found["gba_articles_total", "failed"] == 2
    assert 0 < found["gba_stage_seconds_total", "read"] < 1
    assert take_seconds() == {}


def test_what_waits_is_told_with_the_age_of_the_oldest(scraped):
    Feed.objects.create(slug="late", url="https://l.example/f", next_poll_at=NOW - timedelta(minutes=7))
    Feed.objects.create(slug="later", url="https://m.example/f", next_poll_at=NOW + timedelta(minutes=7))
    Heartbeat.beat("beat", now=NOW - timedelta(seconds=40))
    Incident.objects.create(promise="crash_repaired", detail="x", opened_at=NOW - timedelta(hours=1))
    found = scraped()
    assert (found["gba_waiting_rows", "feeds"], found["gba_waiting_seconds", "feeds"]) == (1, 420)
    assert (found["gba_waiting_rows", "mail"], found["gba_waiting_seconds", "mail"]) == (0, 0)
    assert found["gba_heartbeat_age_seconds", "beat"] == 40
    assert found["gba_incident_seconds", "crash_repaired"] == 3600
    assert {label for name, label in found if name == "gba_queue_messages"} == {"fetch", "process", "mail"}


def test_pages_from_the_cache_and_new_ones_are_counted(scraped, client):
    cache.clear()
    DataGeneration.bump()
    for _ in range(3):
        client.get("/about/")
    found = scraped()
    assert (found["gba_page_cache_total", "hit"], found["gba_page_cache_total", "miss"]) == (2, 1)


def test_a_look_costs_the_same_number_of_queries_however_much_there_is(django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        operation.look(now=NOW)


@pytest.mark.parametrize(
    ("site", "allowed"), [("http://127.0.0.1:8000", ["127.0.0.0/8", "::1"]), ("https://gba.example.org", [])]
)
def test_before_a_public_site_this_machine_is_no_exception(site, allowed, tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", "from gba_tracker import settings; print(settings.METRICS_ALLOW)"],
        env=os.environ | {"SITE_URL": site, "DATA_DIR": str(tmp_path)},
        cwd=configured.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == str(allowed)


@pytest.mark.threat("O05")
def test_who_may_look(client, settings):
    assert client.get("/metrics").status_code == 200, "this machine, while the site is only for it"
    settings.METRICS_ALLOW = []
    assert client.get("/metrics").status_code == 403, "a proxy that adds no header may stand between"
    assert client.get("/metrics", REMOTE_ADDR=OUTSIDE).status_code == 403
    settings.METRICS_ALLOW = ["127.0.0.0/8"]
    assert client.get("/metrics").status_code == 200, "where this machine is named"
    assert client.get("/metrics", headers={"x-forwarded-for": OUTSIDE}).status_code == 403, (
        "through a proxy on this host"
    )
    settings.METRICS_ALLOW = []
    settings.METRICS_TOKEN = "a-long-token-of-letters"
    for token, status in (("a-long-token-of-letters", 200), ("a-long-token-of-letter", 403), ("é", 403), ("", 403)):
        headers = {"authorization": f"Bearer {token}"}
        assert client.get("/metrics", REMOTE_ADDR=OUTSIDE, headers=headers).status_code == status, token
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", REMOTE_ADDR=OUTSIDE, headers={"authorization": "Bearer "}).status_code == 403
    settings.METRICS_ALLOW = ["203.0.113.0/24"]
    assert client.get("/metrics", REMOTE_ADDR=OUTSIDE).status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="198.51.100.1").status_code == 403
    spoofed = {"x-forwarded-for": OUTSIDE}
    assert client.get("/metrics", REMOTE_ADDR="198.51.100.1", headers=spoofed).status_code == 403
    settings.TRUST_PROXY = True
    assert client.get("/metrics", headers=spoofed).status_code == 200, "as our proxy tells it"
    settings.METRICS_ALLOW = []
    client.force_login(User.objects.create_user("reader"))
    assert client.get("/metrics", REMOTE_ADDR=OUTSIDE).status_code == 403
    client.force_login(User.objects.create_user("desk", is_staff=True))
    assert client.get("/metrics", REMOTE_ADDR=OUTSIDE).status_code == 200
    settings.STAFF_TOTP = True
    assert client.get("/metrics", REMOTE_ADDR=OUTSIDE).status_code == 403, "without the second factor"


def test_counting_is_one_statement_and_adds_up(django_assert_num_queries):
    with django_assert_num_queries(1):
        Counter.add({("polls", "ok"): 2, ("polls", "gone"): 1, ("polls", "nothing"): 0})
    Counter.add({("polls", "ok"): 0.5})
    Counter.add({})
    rows = Counter.objects.order_by("label").values_list("label", "value")
    assert list(rows) == [("gone", 1.0), ("ok", 2.5)]
