from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Counter, Heartbeat, Incident, Poll
from tests.articles.desk import make_feed, make_person

pytestmark = pytest.mark.django_db


def test_operators_see_processes_queues_last_runs_and_promises(client, django_assert_max_num_queries):
    now = timezone.now()
    feed = make_feed()
    Heartbeat.beat("beat", now=now - timedelta(minutes=20))
    Heartbeat.beat("worker", now=now)
    Poll.objects.create(feed=feed, started_at=now, outcome="http_error", error="http_error: 503 <b>", seconds=1.25)
    Incident.objects.create(promise="sources_checked", detail="1 sources, among them delta", opened_at=now)
    Counter.add({("stage_seconds", "read"): 12.5, ("entries", "new"): 1234})
    client.force_login(make_person("ann", "Curator"))
    client.get("/admin/password_change/done/")  # from here on it is known when she was seen last
    with django_assert_max_num_queries(12):
        page = client.get("/admin/operation/").content.decode()
    assert "20\xa0minutes ago" in page
    assert page.count("<strong>late</strong>") == 1
    assert "503 &lt;b&gt;" in page
    assert "1 sources, among them delta" in page
    assert "still open" in page
    assert "1,234" in page
    assert "12.5" in page


def test_nothing_is_changed_there_and_who_may_not_see_feeds_is_refused(client):
    client.force_login(make_person("ann", "Curator"))
    assert client.post("/admin/operation/").status_code == 405
    client.force_login(User.objects.create_user("plain", is_staff=True))
    assert client.get("/admin/operation/").status_code == 403
