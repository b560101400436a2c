"""What a poll leaves on its feed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from articles.actions.feed_lists import install_builtin_feeds
from articles.fetcher import Reason
from articles.models import Article, Feed, Heartbeat, Poll
from articles.pipeline.matching.records import FeedEntry
from tests.articles.actions.polling.conftest import NOW
from tests.feedserver import Told, rss

DAY = timedelta(days=1)
BODY = rss(Told("1", "Zhuhai and Macao sign", "Two cities signed a paper."))
CUT = rss(Told("1", "One"), Told("2", "Two"))[:-120]


@pytest.fixture(autouse=True)
def feed(make_feed):
    return make_feed()


def now_of(feed):
    feed.refresh_from_db()
    return feed


def test_a_good_poll_leaves_validators_a_schedule_and_a_row(poll, response, feed):
    poll({"delta": response(BODY, etag='"a"', last_modified="Mon, 02 Nov 2026 02:00:00 GMT")})
    now_of(feed)
    assert (feed.etag, feed.last_outcome, feed.last_http_status) == ('"a"', "ok", 200)
    assert feed.last_success_at == feed.last_polled_at == feed.last_entry_at == NOW
    assert NOW < feed.next_poll_at <= NOW + DAY
    assert (feed.lease_until, feed.lease_token, feed.title) == (None, "", "The Delta Paper")
    row = Poll.objects.get()
    assert (row.outcome, row.entries, row.new, row.size) == ("ok", 1, 1, len(BODY))
    assert Heartbeat.objects.get(name="poll").seen_at == NOW


@pytest.mark.threat("H02")
@pytest.mark.parametrize("again", ["304", "bytes"])
def test_an_unchanged_feed_is_not_even_read(poll, response, feed, again, django_assert_max_num_queries):
    poll({"delta": response(BODY, etag='"a"')})
    second = response(status=304) if again == "304" else response(BODY, etag='"b"')
    with django_assert_max_num_queries(18):
        result = poll({"delta": second}, now=NOW + DAY)["delta"]
    assert (result.outcome, result.counts.entries) == ("not_modified", 0)
    assert now_of(feed).last_success_at == NOW + DAY
    assert feed.etag == ('"a"' if again == "304" else '"b"')


@pytest.mark.parametrize(
    ("answer", "outcome", "error"),
    [
        ({"status": 500}, "http_error", "HTTP 500"),
        ({"status": 404}, "http_error", "HTTP 404"),
        ({"status": 302}, "http_error", "HTTP 302"),
        ({"body": b""}, "parse_error", "empty_body"),
        ({"body": b"  \n"}, "parse_error", "empty_body"),
        ({"body": b"<html><body><form><input type='password'></form></body></html>"}, "not_a_feed", ""),
        ({"body": rss()}, "empty", ""),
    ],
)
def test_answers_without_entries_have_their_own_names(poll, response, feed, answer, outcome, error):
    result = poll({"delta": response(**answer)})["delta"]
    assert result.outcome == outcome
    assert error in "; ".join(result.errors)
    assert now_of(feed).last_outcome == outcome
    assert (feed.failures, feed.failing_since_at) == ((0, None) if outcome == "empty" else (1, NOW))


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        (Reason.BLOCKED_ADDRESS, "blocked"),
        (Reason.DOWNGRADE, "blocked"),
        (Reason.WHOLE_TIMEOUT, "network_error"),
        (Reason.TOO_LARGE, "network_error"),
        (Reason.BAD_COMPRESSION, "network_error"),
    ],
)
def test_no_answer_is_our_guard_or_the_network(poll, failure, reason, outcome):
    result = poll({"delta": failure(reason)})["delta"]
    assert (result.outcome, result.errors) == (outcome, (f"{reason}: told so",))


@pytest.mark.threat("F01")
def test_a_cut_document_gives_its_whole_items_and_is_no_success(poll, feed):
    Feed.objects.update(failures=2, failing_since_at=NOW - DAY)
    result = poll({"delta": CUT})["delta"]
    assert (result.outcome, result.counts.new) == ("partial", 1)
    assert (now_of(feed).failures, feed.last_success_at, feed.body_hash) == (2, None, "")
    assert poll({"delta": CUT}, now=NOW + DAY)["delta"].outcome == "partial"
    assert Article.objects.count() == 1


@pytest.mark.threat("F02")
def test_an_error_takes_nothing_away(poll, response):
    poll({"delta": BODY})
    poll({"delta": response(status=500)}, now=NOW + DAY)
    poll({"delta": rss()}, now=NOW + 2 * DAY)
    assert Article.objects.count() == 1


def test_failures_in_a_row_are_counted_and_a_success_ends_them(poll, response, feed):
    for hours in range(3):
        poll({"delta": response(status=500)}, now=NOW + timedelta(hours=hours))
    assert (now_of(feed).failures, feed.failing_since_at) == (3, NOW)
    poll({"delta": BODY}, now=NOW + DAY)
    assert (now_of(feed).failures, feed.failing_since_at, feed.last_error) == (0, None, "")


def test_the_server_says_when_to_come_again(poll, response, feed):
    poll({"delta": response(status=429, retry_after=7200)})
    assert timedelta(hours=2) <= now_of(feed).next_poll_at - NOW <= timedelta(hours=2, minutes=12)


@pytest.mark.threat("H07")
def test_gone_is_gone(poll, response, feed):
    assert poll({"delta": response(status=410)})["delta"].outcome == "gone"
    assert (now_of(feed).state, feed.next_poll_at) == ("gone", None)
    assert not Feed.objects.due(now=NOW + 99 * DAY).exists()


@pytest.mark.threat("H04")
def test_two_weeks_of_failures_suspend_a_feed_and_a_probe_a_week_may_bring_it_back(poll, response, feed):
    Feed.objects.update(failures=50, failing_since_at=NOW - 14 * DAY)
    assert poll({"delta": response(status=500)})["delta"].outcome == "suspended"
    assert (now_of(feed).state, feed.next_poll_at) == ("suspended", NOW + 7 * DAY)
    assert not Feed.objects.pollable().exists()
    assert not Feed.objects.due(now=NOW + 6 * DAY).exists()
    assert Feed.objects.due(now=NOW + 7 * DAY).exists()
    poll({"delta": BODY}, now=NOW + 7 * DAY)
    assert (now_of(feed).state, feed.state_reason, feed.failures) == ("active", "", 0)


@pytest.mark.threat("H08")
def test_a_publisher_that_refuses_us_for_a_day_is_asked_once_a_week(poll, response, feed):
    for hours in (0, 12):
        assert poll({"delta": response(status=403)}, now=NOW + timedelta(hours=hours))["delta"].outcome == "http_error"
    assert poll({"delta": response(status=403)}, now=NOW + DAY)["delta"].outcome == "suspended"
    assert now_of(feed).next_poll_at == NOW + 8 * DAY


def test_a_paused_feed_that_is_polled_by_name_stays_paused(poll, response, feed):
    Feed.objects.update(state="paused", failing_since_at=NOW - 30 * DAY)
    poll({"delta": response(status=500)})
    assert now_of(feed).state == "paused"
    poll({"delta": BODY}, now=NOW + DAY)
    assert now_of(feed).state == "paused"


@pytest.mark.threat("F03")
def test_a_feed_that_used_to_bring_something_is_flagged_after_three_empty_polls(poll, feed):
    poll({"delta": BODY})
    for days in (1, 2):
        poll({"delta": rss()}, now=NOW + days * DAY)
        assert now_of(feed).last_error == ""
    poll({"delta": rss()}, now=NOW + 3 * DAY)
    assert "no entries in 3 polls" in now_of(feed).last_error


class TestMoved:
    NEW = "https://www.paper.example/rss"

    def move(self, poll, response, to, days=(0, 0.5, 1)):
        for number, day in enumerate(days):
            body = rss(Told("1", f"Title {number}"))
            poll({"delta": response(body, moved_to=to)}, now=NOW + day * DAY)

    def test_three_times_on_two_days_moves_the_feed(self, poll, response, feed):
        self.move(poll, response, self.NEW)
        assert (now_of(feed).url, feed.moved_to, feed.state) == (self.NEW, "", "active")

    def test_set_up_does_not_bring_the_old_address_back(self, poll, response, feed):
        row = FeedEntry(
            "delta", feed.url, "rss", "Delta", "en", "news", "macao", "Asia/Macau", "B", "live", True
        )  # fmt: skip
        assert install_builtin_feeds(rows=[row], feeds_file="", allow_private=False).added == 0
        self.move(poll, response, self.NEW)
        self.move(poll, response, self.NEW + "2", (2, 3, 4))
        for address in (row.url, self.NEW):
            again = replace(row, url=address)
            assert install_builtin_feeds(rows=[again], feeds_file="", allow_private=False).added == 0
        assert list(Feed.objects.values_list("slug", "url")) == [("delta", self.NEW + "2")]
        assert set(Feed.history.values_list("history_user", flat=True)) == {None}

    @pytest.mark.parametrize("days", [(0, 0.1, 0.2, 0.3), (0, 2)])
    def test_less_does_not(self, poll, response, feed, days):
        self.move(poll, response, self.NEW, days)
        assert now_of(feed).url == "https://paper.example/feed"

    def test_another_owners_domain_waits_for_a_person(self, poll, response, feed):
        self.move(poll, response, "https://buyer.example/feed", (0, 1, 2, 3))
        assert now_of(feed).url == "https://paper.example/feed"
        assert "confirm" in feed.state_reason

    def test_a_changing_target_begins_again(self, poll, response, feed):
        self.move(poll, response, self.NEW, (0, 1))
        self.move(poll, response, self.NEW + "2", (2,))
        assert (now_of(feed).moved_seen, feed.url) == (1, "https://paper.example/feed")

    def test_the_address_of_another_feed_pauses_this_one(self, poll, response, feed, make_feed):
        make_feed("other", self.NEW)
        self.move(poll, response, self.NEW)
        assert now_of(feed).state == "paused"

    def test_of_two_unchanged_ones_that_move_to_one_address_the_first_has_it(self, poll, response, feed, make_feed):
        """One publisher under two addresses that lead to a third; a feed beside them is recorded all the same."""
        make_feed("twin", "http://paper.example/feed")
        make_feed("post", "https://post.example/feed")
        counted = {"moved_to": self.NEW, "moved_seen": 5, "moved_first_at": NOW - 3 * DAY}
        Feed.objects.exclude(slug="post").update(**counted)
        unchanged = {"delta": self.NEW, "twin": self.NEW, "post": ""}
        polls = poll({slug: response(status=304, moved_to=to) for slug, to in unchanged.items()})
        assert {slug: told.outcome for slug, told in polls.items()} == dict.fromkeys(unchanged, "not_modified")
        assert now_of(feed).url == self.NEW
        assert dict(Feed.objects.values_list("slug", "state")) == {
            "delta": "active", "twin": "paused", "post": "active",
        }  # fmt: skip


@pytest.mark.threat("H18")
def test_when_most_hosts_fail_at_once_it_is_us(poll, failure, make_feed):
    slugs = [make_feed(f"f{n}", f"https://paper{n}.example/feed").slug for n in range(4)]
    answers = {"delta": BODY} | dict.fromkeys(slugs, failure(Reason.DNS))
    assert poll(answers)["f0"].outcome == "network_error"
    for feed in Feed.objects.filter(slug__in=slugs):
        assert (feed.failures, feed.failing_since_at) == (0, NOW)
        assert NOW + timedelta(minutes=5) <= feed.next_poll_at <= NOW + timedelta(minutes=10)
        assert feed.last_error.startswith("our_side")


@pytest.mark.threat("H18")
def test_a_page_in_place_of_every_feed_is_a_strange_network(poll, response, make_feed, caplog):
    """A captive portal answers 200 with its login page; feeds that never worked say nothing of that."""
    slugs = [make_feed(f"f{n}", f"https://paper{n}.example/feed").slug for n in range(4)]
    portal = response(b"<!doctype html><html><body>Log in to this network</body></html>")
    poll(dict.fromkeys(slugs, BODY))
    for minutes in (10, 20):
        poll(dict.fromkeys(slugs, portal), now=NOW + timedelta(minutes=minutes))
    told = Feed.objects.filter(slug__in=slugs).values_list("failures", "failing_since_at", "last_error")
    assert {(*row[:2], row[2].partition(":")[0]) for row in told} == {(0, NOW + timedelta(minutes=10), "our_side")}
    assert sum("our side" in record.message for record in caplog.records) == 1
    poll(dict.fromkeys(slugs, BODY), now=NOW + DAY)
    assert not Feed.objects.filter(failing_since_at__isnull=False).exists()


@pytest.mark.threat("H18")
def test_an_outage_is_seen_over_ticks_that_have_few_feeds_each(poll, failure, make_feed):
    slugs = [make_feed(f"f{n}", f"https://paper{n}.example/feed").slug for n in range(6)]
    for n, slug in enumerate(slugs):
        poll({slug: failure(Reason.DNS)}, now=NOW + timedelta(seconds=30 * n))
    assert list(Feed.objects.filter(slug__in=slugs).order_by("slug").values_list("failures", flat=True)) == [
        1, 1, 0, 0, 0, 0,
    ]  # fmt: skip


def test_an_outage_of_weeks_on_our_side_suspends_nobody(poll, failure, response, make_feed):
    slugs = [make_feed(f"f{n}", f"https://paper{n}.example/feed").slug for n in range(3)]
    poll(dict.fromkeys(slugs, failure(Reason.DNS)))
    assert poll({"f0": response(status=500), "f1": BODY, "f2": BODY}, now=NOW + 20 * DAY)["f0"].outcome == "http_error"


@pytest.mark.threat("H05")
def test_a_feed_moves_after_three_of_the_same_answers_on_two_days(poll, response, feed):
    for hours, moved in ((0, "b"), (12, "c"), (24, "c"), (30, "c")):
        poll({"delta": response(BODY, moved_to=f"https://paper.example/{moved}")}, now=NOW + timedelta(hours=hours))
        assert now_of(feed).url == "https://paper.example/feed"
    poll({"delta": response(BODY, moved_to="https://paper.example/c")}, now=NOW + timedelta(hours=36))
    assert (now_of(feed).url, feed.moved_seen) == ("https://paper.example/c", 0)


@pytest.mark.threat("H05")
def test_no_feed_moves_to_another_owner_without_a_person(poll, response, feed):
    for day in range(5):
        poll({"delta": response(BODY, moved_to="https://taken-over.example/feed")}, now=NOW + day * DAY)
    assert now_of(feed).url == "https://paper.example/feed"
    assert "confirm" in feed.state_reason
    assert feed in Feed.objects.broken(now=NOW)


@pytest.mark.threat("F15")
def test_a_feed_that_falls_silent_is_stale_by_its_own_habit(poll, response, feed):
    """One that told something every ten days is given thirty, a daily one seven."""

    def told(days):
        return rss(
            *(Told(f"{days}-{n}", f"T{days} {n}", "Words.", published=NOW - (1 + n) * days * DAY) for n in range(5))
        )

    for days, patience in ((1, 7), (10, 30)):
        poll({"delta": told(days)}, now=NOW)
        end = NOW - days * DAY + patience * DAY
        assert not Feed.objects.stale(now=end - DAY).exists()
        poll({"delta": response(status=304)}, now=end - DAY)
        assert list(Feed.objects.stale(now=end)) == [feed]
        Feed.objects.update(body_hash="", stale_at=None, last_entry_at=None)


def test_many_feeds_of_one_dead_host_are_not_us(poll, failure, make_feed):
    slugs = [make_feed(f"f{n}", f"https://dead.example/{n}").slug for n in range(5)]
    poll({"delta": BODY} | dict.fromkeys(slugs, failure(Reason.CONNECT)))
    assert set(Feed.objects.filter(slug__in=slugs).values_list("failures", flat=True)) == {1}


@pytest.mark.parametrize(
    ("max_age", "least", "most"),
    [(None, 4, 17), (1800, 27, 33), (86400, 54, 66)],
    ids=["silent", "half an hour", "a day"],
)
def test_an_answer_that_stays_fresh_is_not_asked_for_again_before(poll, response, feed, max_age, least, most):
    """Cache-Control, believed up to an hour, as a ttl is; also where nothing has changed."""
    poll({"delta": response(BODY, etag='"a"', max_age=max_age)})
    first = now_of(feed).next_poll_at - NOW
    poll({"delta": response(status=304, max_age=max_age)}, now=NOW + timedelta(hours=1))
    second = now_of(feed).next_poll_at - NOW - timedelta(hours=1)
    for wait in (first, second):
        assert timedelta(minutes=least) <= wait <= timedelta(minutes=most)


def test_a_feed_of_offices_is_known_after_one_poll_and_left_alone_at_night(poll, response, feed):
    """Ten entries of working days; then nothing new at two in the night of Hong Kong."""
    told = [
        Told(str(n), f"Notice {n}", "Words.", published=f"{day}, {date:02} Oct 2026 1{n % 6}:15:00 +0800")
        for n, (day, date) in enumerate([("Mon", 19), ("Tue", 20), ("Wed", 21), ("Thu", 22), ("Fri", 23)] * 2)
    ]
    poll({"delta": response(rss(*told), etag='"a"')})
    assert now_of(feed).keeps_office_hours
    night = NOW + timedelta(hours=14)
    poll({"delta": response(status=304)}, now=night)
    feed = now_of(feed)
    assert feed.keeps_office_hours, "an unchanged feed says nothing of its hours"
    assert timedelta(hours=2) <= feed.next_poll_at - night <= timedelta(hours=8)
