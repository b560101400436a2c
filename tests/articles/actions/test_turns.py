from datetime import UTC, datetime, timedelta

import pytest

from articles.actions.leases import release_dead_leases
from articles.actions.pages import hosts_with_due_pages
from articles.actions.turns import TURN, turns_at
from articles.fetcher import Policy
from articles.models import Article, Feed, Host
from articles.models.lease import new_lease_token

pytestmark = [pytest.mark.django_db, pytest.mark.threat("H16")]
NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
POLICY = Policy("GBATracker-test/1.0", pace_seconds=2.0)
URLS = ["https://paper.example/feed", "https://paper.example/other", "https://post.example/feed"]


def turns(token, *, now=NOW, urls=URLS, policy=POLICY):
    return turns_at(urls, now=now, policy=policy, token=token)


def test_of_two_at_once_only_one_is_at_a_host():
    with turns("one") as ours, turns("two", urls=[*URLS, "https://third.example/"]) as others:
        assert ours.hosts == {"paper.example", "post.example"}
        assert others.hosts == {"third.example"}


def test_the_pause_between_two_lasts_beyond_the_first():
    with turns("one"):
        pass
    with turns("two", now=NOW + timedelta(seconds=1.9)) as early:
        assert early.hosts == set()
    with turns("three", now=NOW + timedelta(seconds=9)) as later:
        assert later.hosts == {"paper.example", "post.example"}


def test_an_error_gives_the_turn_back():
    with pytest.raises(ValueError, match="odd"), turns("one"):
        raise ValueError("odd")
    assert set(Host.objects.values_list("lease_token", flat=True)) == {""}


def test_the_turn_of_one_that_died_runs_out_or_ends_at_once_where_that_is_known():
    Host.objects.claim(["paper.example"], now=NOW, lease=TURN, token="elsewhere")
    assert Host.objects.claim(["paper.example"], now=NOW + TURN - timedelta(seconds=1), lease=TURN, token="b") == set()
    assert Host.objects.claim(["paper.example"], now=NOW + TURN, lease=TURN, token="c") == {"paper.example"}
    machine, _, chance = new_lease_token().split("-")
    Host.objects.update(lease_token=f"{machine}-4194999-{chance}")
    release_dead_leases()
    assert Host.objects.claim(["paper.example"], now=NOW + TURN, lease=TURN, token="d") == {"paper.example"}


def test_a_turn_that_a_wrong_clock_took_holds_nobody_up():
    Host.objects.claim(["paper.example"], now=NOW + timedelta(days=1), lease=TURN, token="tomorrow")
    assert Host.objects.claim(["paper.example"], now=NOW, lease=TURN, token="today") == {"paper.example"}


def test_only_public_hosts_take_turns():
    private = ["http://127.0.0.1:9500/feed", "http://localhost/feed", "http://10.0.0.7/feed", "http://[::1]/feed"]
    allowed = Policy("GBATracker-test/1.0", allow_private=True)
    with turns("one", urls=private, policy=allowed), turns("two", urls=private, policy=allowed) as ours:
        assert ours.hosts == {"127.0.0.1", "localhost", "10.0.0.7", "::1"}
    assert not Host.objects.exists()


def test_pages_wait_while_their_host_has_a_feed_to_poll():
    Article.objects.create(
        canonical_url="https://paper.example/1", url="https://paper.example/1", page_status="due", first_seen_at=NOW,
        listed_at=NOW,
    )  # fmt: skip
    feed = Feed.objects.create(slug="paper", url="https://paper.example/feed")
    assert hosts_with_due_pages(now=NOW) == []
    Feed.objects.filter(pk=feed.pk).update(next_poll_at=NOW + TURN)
    assert hosts_with_due_pages(now=NOW) == ["paper.example"]


def test_hosts_that_nobody_visits_are_forgotten():
    with turns("one"):
        pass
    assert Host.objects.forget(now=NOW + timedelta(hours=1)) == 0
    assert Host.objects.forget(now=NOW + timedelta(days=2)) == 2


def test_the_host_that_a_redirect_leads_to_has_its_turn_too():
    with turns("one", urls=URLS[:1]) as ours, turns("two", urls=URLS[2:]) as others:
        assert others.join("post.example")
        assert ours.join("paper.example"), "ours already"
        assert not ours.join("post.example"), "somebody else is there"
        assert ours.join("third.example")
        assert not others.join("third.example")
    assert not Host.objects.exclude(lease_token="").exists()


def test_a_private_host_takes_no_turn_on_the_way_either():
    allowed = Policy("GBATracker-test/1.0", allow_private=True)
    with turns("one", urls=["http://127.0.0.1:9500/feed"], policy=allowed) as ours:
        assert ours.join("10.0.0.7")
    assert not Host.objects.exists()
