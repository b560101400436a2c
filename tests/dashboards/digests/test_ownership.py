"""A token opens what is its reader's own and nothing else (THREATS A03)."""

import pytest
import time_machine

from dashboards.digests import tokens
from dashboards.digests.models import Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False):
        yield


def manage_link(subscriber, now):
    return f"/s/{tokens.manage_token(subscriber.handle, subscriber.rotation, today=now.date())}/"


@pytest.mark.threat("A03")
def test_the_link_of_one_reader_changes_nothing_of_another(client, make_reader, now):
    mine, other = make_reader("mine@example.org"), make_reader("other@example.org", frequency="weekly")
    path = manage_link(mine.subscriber, now)
    assert "other@example.org" not in client.get(path).content.decode()
    client.post(path, {"action": "stop", "subscription": str(other.pk)})
    client.post(path, {"action": "pause", "subscription": str(other.pk)})
    client.post(path, {"action": "delete", "subscriber": str(other.subscriber.pk)})
    assert Subscription.objects.get(pk=other.pk).state == "active"
    assert not Subscription.objects.filter(pk=mine.pk).exists()


@pytest.mark.threat("A03")
@pytest.mark.parametrize("path", ["/s/{}/", "/s/{}/preview/", "/c/{}/"])
def test_what_is_not_a_readers_is_not_there(client, make_reader, now, path):
    """404 and never 403: nothing tells that somebody else's exists."""
    link = manage_link(make_reader().subscriber, now).split("/")[2]
    forged = link[:20] + ("A" if link[20] != "A" else "B") + link[21:]
    for token in (forged, link[::-1], "0", "a" * 300):
        assert client.get(path.format(token)).status_code == 404
