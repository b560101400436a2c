"""Documents that are there at once are stored together, and nothing else is different for that."""

import random
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DataError, OperationalError, transaction

from articles.actions.polling import LEASE, Counts, deciding, groups, known, poll_feeds
from articles.fetcher import Policy, Response
from articles.models import Article, ArticleRevision, Entry, Feed, Poll
from tests.articles.actions.polling.conftest import NOW
from tests.articles.actions.polling.test_known import DATES, HOUR, Apart, befall, rows
from tests.feedserver import Told, rss

SITES = {
    "delta": "https://paper.example",
    "gazette": "https://other.example",
    "mirror": "https://mirror.example",
    "post": "https://feeds.paper.example",
}
LINKS = ["", "", "", "https://paper.example/a", "https://paper.example/b", "https://other.example/x"]
WORDS = ["Zhuhai signs.", "兩地簽署合作備忘錄。", "Dois portos e um acordo.", "Two cities signed a paper."]


@pytest.fixture
def sites(make_feed):
    for slug, site in SITES.items():
        make_feed(slug, f"{site}/feed", publisher=slug.title())


def item(chance):
    return Told(
        str(chance.randrange(8)), chance.choice(["One", "Two", "四"]), chance.choice(WORDS), chance.choice(LINKS),
        chance.choice(DATES),
    )  # fmt: skip


def documents(chance, held):
    """The next state of some feeds: most items as they were, some changed, gone or new; each of some other one's."""
    for slug in sorted(chance.sample(sorted(SITES), chance.randint(2, 4))):
        told = held.setdefault(slug, {})
        for new in (item(chance) for _ in range(chance.randint(1, 3))):
            told[new.guid] = new
        shown = [one for one in told.values() if chance.random() < 0.9]
        yield slug, rss(*shown, base=SITES[slug])


def life(seed, poll):
    """A few days of four feeds in which everything may happen; what each poll reports, and what they leave behind."""
    chance, found, held = random.Random(seed), [], {}
    try:
        with transaction.atomic():
            for hour in range(7):
                Feed.objects.update(body_hash="")
                polls = poll(dict(documents(chance, held)), now=NOW + hour * HOUR, seed=hour)
                titles = dict(Article.objects.values_list("pk", "canonical_url"))
                found += [
                    (one.slug, one.counts, sorted(titles[pk] for pk in one.article_ids)) for one in polls.values()
                ]
                befall(chance)
                found.append(rows())
            raise Apart
    except Apart:
        return found


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 4))])
def test_the_outcome_is_that_of_storing_one_after_the_other(sites, poll, monkeypatch, seed):
    stored = []
    monkeypatch.setattr(groups, "_store", lambda arrivals, store=groups._store, **more: stored.append(len(arrivals))
                        or store(arrivals, **more))  # fmt: skip
    together = [life((seed, n).__hash__(), poll) for n in range(2)]
    assert max(stored) > 1
    monkeypatch.setattr(groups, "TOGETHER", 1)
    stored.clear()
    assert [life((seed, n).__hash__(), poll) for n in range(2)] == together
    assert max(stored) == 1


def many(number, *told):
    """The documents of so many feeds, each with items of its own."""
    return {
        f"f{n}": rss(
            *(Told(f"{one}", f"Title {n}-{one}", f"Words of {n}.") for one in told), base=f"https://f{n}.example"
        )
        for n in range(number)
    }


@pytest.fixture
def twenty(make_feed):
    for n in range(20):
        make_feed(f"f{n}", f"https://f{n}.example/feed", publisher=f"Paper {n}")


def test_what_many_feeds_bring_costs_one_query_each_and_few_for_all(twenty, django_assert_max_num_queries):
    with django_assert_max_num_queries(20 + 25):
        first = list(run(many(20, 1, 2, 3)))
    assert {one.counts for one in first} == {Counts(new=3)}
    with django_assert_max_num_queries(20 + 25):
        again = list(run(many(20, 1, 2, 3, 4), now=NOW + HOUR))
    assert {one.counts for one in again} == {Counts(new=1, unchanged=3)}
    titles = dict(Article.objects.values_list("pk", "title"))
    assert [titles[pk] for one in again for pk in one.article_ids] == [f"Title {n}-4" for n in range(20)]


def test_no_more_than_so_many_are_stored_at_once(twenty, poll, monkeypatch):
    sizes = []
    monkeypatch.setattr(groups, "_store", lambda arrivals, store=groups._store, **more: sizes.append(len(arrivals))
                        or store(arrivals, **more))  # fmt: skip
    monkeypatch.setattr(groups, "TOGETHER", 8)
    poll(many(20, 1, 2))
    monkeypatch.setattr(groups, "NEW_TOGETHER", 10)
    poll(many(20, 1, 2, 3, 4, 5), now=NOW + HOUR)
    assert sizes == [8, 8, 4, 4, 4, 4, 4, 4]


def test_a_feed_that_moves_is_compared_with_what_the_others_have_become(twenty, poll, response):
    """Two that moved to one address: the first one has it, and the second one sees that."""
    long_ago = NOW - timedelta(days=3)
    new = "https://new.f0.example/feed"
    Feed.objects.filter(slug__in=["f0", "f1"]).update(moved_to=new, moved_seen=5, moved_first_at=long_ago)
    Feed.objects.filter(slug="f1").update(url="https://old.f0.example/feed")
    bodies = many(3, 1)
    poll({slug: response(body, moved_to=new if slug != "f2" else "") for slug, body in bodies.items()})
    assert dict(Feed.objects.filter(slug__in=bodies).values_list("slug", "state")) == {
        "f0": "active", "f1": "paused", "f2": "active",
    }  # fmt: skip
    assert Feed.objects.get(slug="f0").url == new


def test_two_that_touch_one_article_by_different_addresses_see_what_each_has_made_of_it(sites, poll):
    """The mirror's entry gets another link while the publisher brings the article itself."""
    poll({"mirror": rss(Told("1", "A port opens", "In short.", link="https://paper.example/1"))})
    moved = rss(Told("1", "A port opens", "In short, corrected.", link="https://paper.example/1-moved"))
    own = rss(Told("9", "A port opens", "All of it.", link="https://paper.example/1"))
    polls = poll({"mirror": moved, "post": own}, now=NOW + HOUR)
    assert (polls["mirror"].counts, polls["post"].counts) == (Counts(updated=1), Counts(updated=1))
    article = Article.objects.get()
    assert (article.summary, article.feed.slug, article.is_carried) == ("All of it.", "post", False)


POLICY = Policy("GBATracker-test/1.0", pace_seconds=0.0)


def run(bodies, *, meanwhile=lambda slug: None, now=NOW, ends=()):
    """Poll feeds by slug; ``meanwhile`` is told before each one's answer is given, None gives a lull."""
    ids = Feed.objects.filter(slug__in=bodies).order_by("pk").claim(now=now, lease=LEASE, token="mine")
    slugs = dict(Feed.objects.values_list("pk", "slug"))

    def fetch(requests, policy, *, seconds=None, may_visit=None):
        for request in requests:
            if meanwhile(slugs[request.key]):
                yield None
            yield Response(
                request.key, request.url, request.url, 200, bodies[slugs[request.key]], "application/rss+xml"
            )

    return poll_feeds(ids=ids, token="mine", now=now, chance=random.Random(1), policy=POLICY, fetch=fetch, ends=ends)


def test_a_lost_lease_takes_its_own_feed_out_and_no_other(twenty):
    def taken_over(slug):
        if slug == "f4":
            Feed.objects.filter(slug="f2").update(lease_token="other")

    polls = list(run(many(5, 1), meanwhile=taken_over))
    assert [one.slug for one in polls] == ["f0", "f1", "f3", "f4"]
    assert sorted(Article.objects.values_list("feed__slug", flat=True)) == ["f0", "f1", "f3", "f4"]
    assert Feed.objects.get(slug="f2").lease_token == "other"


def test_what_waits_is_stored_when_nothing_comes_for_a_while(twenty):
    stored = []

    def pauses(slug):
        stored.append(Poll.objects.count())
        return slug == "f3"

    list(run(many(6, 1), meanwhile=lambda slug: pauses(slug)))
    assert stored == [0, 0, 0, 0, 3, 3]


def test_what_is_given_is_written(twenty):
    """Whoever stops after one of them finds it stored, and reported once."""
    seen = []
    for one in run(many(4, 1)):
        assert Poll.objects.filter(feed=one.feed_id, new=1).count() == 1
        assert Feed.objects.get(pk=one.feed_id).lease_token == ""
        seen.append(one.slug)
    assert seen == ["f0", "f1", "f2", "f3"]


class Broken(Exception):
    """What nobody expects."""


@pytest.mark.parametrize("error", [Broken, DataError])
def test_one_that_cannot_be_stored_takes_no_other_with_it_and_fails_for_all_to_see(twenty, monkeypatch, error):
    """Whether it came with others or alone; once the fault is gone its document is there as any other."""

    def breaks(items, known, decide=deciding.decide):
        if any(item.title == "Title 2-1" for item in items):
            raise error
        return decide(items, known)

    with monkeypatch.context() as patched:
        patched.setattr("articles.actions.polling.storing.decide", breaks)
        polls = {one.slug: one for one in run(many(4, 1))}
        alone = [one.outcome for one in run({"f2": many(3, 1)["f2"]}, now=NOW + HOUR)]
    assert {slug: one.outcome for slug, one in polls.items() if one.outcome != "ok"} == {"f2": "parse_error"}
    assert polls["f2"].errors == (f"store_failed: {error.__name__}",)
    assert alone == ["parse_error"]
    assert sorted(Article.objects.values_list("feed__slug", flat=True)) == ["f0", "f1", "f3"]
    feed = Feed.objects.get(slug="f2")
    assert (feed.last_error, feed.failures, feed.lease_token) == (f"store_failed: {error.__name__}", 2, "")
    assert [one.counts for one in run({"f2": many(3, 1)["f2"]}, now=NOW + 24 * HOUR)] == [Counts(new=1)]


def test_a_database_that_fails_is_no_fault_of_a_feed(twenty, monkeypatch):
    def breaks(items, known):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("articles.actions.polling.storing.decide", breaks)
    with pytest.raises(OperationalError):
        list(run(many(2, 1)))
    assert not Feed.objects.filter(failures__gt=0).exists()


def test_an_end_of_the_network_does_not_take_what_has_come_with_it(twenty):
    def breaks(slug):
        if slug == "f3":
            raise Broken

    polls = run(many(5, 1), meanwhile=breaks)
    assert [next(polls).slug for _ in range(3)] == ["f0", "f1", "f2"]
    with pytest.raises(Broken):
        next(polls)
    assert Poll.objects.count() == 3


def test_articles_that_are_deleted_while_documents_are_read_come_anew(twenty, monkeypatch):
    poll_all = lambda hour: {one.slug: one.counts for one in run(many(4, 1, 2), now=NOW + hour * HOUR)}  # noqa: E731
    poll_all(0)
    Feed.objects.update(body_hash="")

    def looks_up(feed, guids, look=known.known_entries):
        found = look(feed, guids)
        if feed.slug == "f3":
            Article.objects.get(title="Title 1-2").delete()
        return found

    monkeypatch.setattr("articles.actions.polling.polling.known_entries", looks_up)
    unchanged = Counts(unchanged=2)
    assert poll_all(1) == {"f0": unchanged, "f1": Counts(new=1, unchanged=1), "f2": unchanged, "f3": unchanged}
    assert Article.objects.get(title="Title 1-2").summary == "Words of 1."


def test_a_frozen_article_of_one_feed_is_no_reason_to_hold_up_the_others(twenty, poll):
    poll(many(3, 1))
    article = Article.objects.get(title="Title 0-1")
    ArticleRevision.objects.bulk_create(
        ArticleRevision(article=article, number=n, title="t", content_hash=str(n), seen_at=NOW) for n in range(1, 25)
    )
    bodies = {slug: body.replace(b"Words of", "\u65b0\u6587".encode()) for slug, body in many(3, 1).items()}
    counts = {slug: one.counts for slug, one in poll(bodies, now=NOW + HOUR).items()}
    assert counts == {"f0": Counts(unchanged=1), "f1": Counts(updated=1), "f2": Counts(updated=1)}
    assert Entry.objects.filter(last_changed_at=NOW + HOUR).count() == 3


def test_articles_of_all_feeds_are_made_in_one_order(twenty, poll):
    """Else two processes that carry the same articles in two feeds each wait for one another."""
    poll(many(5, 2, 1))

    made = list(Article.objects.order_by("pk").values_list("canonical_url", flat=True))
    assert made == sorted(made)


def test_the_end_of_a_tasks_time_is_not_taken_for_a_fault_of_a_feed(twenty, monkeypatch):
    """It comes once, wherever the work has got to: what waits is stored, and the task ends before it is killed."""
    comes = iter([SoftTimeLimitExceeded()])

    def out_of_time(items, known, decide=deciding.decide):
        if error := next(comes, None):
            raise error
        return decide(items, known)

    monkeypatch.setattr("articles.actions.polling.storing.decide", out_of_time)
    polls = run(many(4, 1), ends=(SoftTimeLimitExceeded,))
    assert [next(polls).slug for _ in range(4)] == ["f0", "f1", "f2", "f3"]
    with pytest.raises(SoftTimeLimitExceeded):
        next(polls)
    assert Poll.objects.count() == 4
    assert not Feed.objects.filter(failures__gt=0).exists()


def test_the_end_of_a_tasks_time_at_a_single_feed_is_no_fault_of_it_either(twenty, monkeypatch):
    def out_of_time(items, known):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr("articles.actions.polling.storing.decide", out_of_time)
    with pytest.raises(SoftTimeLimitExceeded):
        list(run(many(1, 1), ends=(SoftTimeLimitExceeded,)))
    assert not Poll.objects.exists()
