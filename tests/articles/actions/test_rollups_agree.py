"""Whatever acts on articles, in whatever order and by two at once: what was counted and indexed bit by bit is what
counting and indexing everything again gives."""

import random
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.db import OperationalError, connection

from articles.actions.curation.deciding import CannotUndo, undo, undo_retags
from articles.actions.curation.retagging import retag_articles
from articles.actions.polling import LEASE, poll_feeds
from articles.actions.processing import process_articles
from articles.actions.rollups import find_drift, rebuild_rollups
from articles.actions.text_retention import give_up_texts
from articles.fetcher import Policy, Response
from articles.models import Article, Feed, ReviewDecision, Tag, TagDay, Tagging
from articles.search import RebuildRunning, rebuild_search
from tests.articles.newsroom import CATS, MEMORANDUM, MEMORANDUM_IN_CHINESE, NOW, PAYMENTS, make_feed, make_labels
from tests.benchmarks.rebuilds import index_now, rollups_now
from tests.feedserver import Told, rss

# The tests' SQLite lies in memory and refuses a second writer instead of letting it wait: there they take turns.
AT_ONCE = connection.vendor != "sqlite"
NEWS = (MEMORANDUM, MEMORANDUM_IN_CHINESE, PAYMENTS, CATS)
ADDRESSES = 14
FEEDS = {"delta": "https://paper.example/feed", "carrier": "https://other.example/feed"}
"""The first one's own domain is that of all articles, so that it takes over what the second one carried."""
SUBJECTS = (("city", "shenzhen"), ("city", "macao"), ("sector", "finance"), ("sector", "trade"))


def poll(chance: random.Random) -> None:
    """A source tells some articles, old ones in new words among them."""
    slug = chance.choice(sorted(FEEDS))
    feed = make_feed(slug, url=FEEDS[slug])
    told = []
    for number in chance.sample(range(ADDRESSES), 5):
        title, text = chance.choice(NEWS)
        day = chance.choice(("Mon, 02 Mar 2026 23:30:00 +0000", "Tue, 03 Mar 2026 01:00:00 +0000"))
        told.append(Told(str(number), title, text, f"https://paper.example/{number}", day))
    body = rss(*told)

    def fetch(requests, policy, *, seconds=None, may_visit=None):
        for request in requests:
            yield Response(request.key, "", request.url, 200, body, "application/rss+xml; charset=utf-8")

    token = f"poll {chance.random()}"
    Feed.objects.filter(pk=feed.pk).update(body_hash="")
    ids = Feed.objects.filter(pk=feed.pk).claim(now=NOW, lease=LEASE, token=token)
    policy = Policy("GBATracker-test/1.0", pace_seconds=0.0)
    list(poll_feeds(ids=ids, token=token, now=NOW, chance=chance, policy=policy, fetch=fetch))


def read(chance: random.Random) -> None:
    """What waits is read."""
    waiting = list(Article.objects.filter(processed_at=None).order_by("pk").values_list("pk", flat=True))
    process_articles(ids=chance.sample(waiting, min(len(waiting), 6)), now=NOW)


def read_again(chance: random.Random) -> None:
    """An operator sends some to be read again."""
    Article.objects.filter(pk__in=_some(chance)).update(processed_at=None, attempts=0)
    read(chance)


def judge(chance: random.Random) -> None:
    """A curator gives or takes a tag, of one or of many."""
    kind, slug = chance.choice(SUBJECTS)
    word = chance.choice([one for one in Tagging.Decision if one != Tagging.Decision.MACHINE])
    tag = Tag.objects.get(kind=kind, slug=slug)
    retag_articles(article_ids=_some(chance), tag=tag, decision=word, by=None, now=NOW)


def take_back(chance: random.Random) -> None:
    """Words of curators are taken back, one or many."""
    standing = ReviewDecision.objects.filter(action="retag", undone_at=None).order_by("pk")
    ids = list(standing.values_list("pk", flat=True))
    if len(ids) > 1 and chance.random() < 0.5:
        undo_retags(decision_ids=chance.sample(ids, len(ids) // 2), by=None, now=NOW)
    elif decision := standing.last():
        # Another may have taken it back at this very moment.
        with suppress(CannotUndo):
            undo(decision=decision, by=None, now=NOW)


def lose_source(chance: random.Random) -> None:
    """A source is deleted; its articles stay."""
    if feed := Feed.objects.filter(slug=chance.choice(sorted(FEEDS))).first():
        feed.delete()


def give_up(chance: random.Random) -> None:
    """The texts of old articles are given up."""
    give_up_texts(now=NOW + timedelta(days=chance.choice((1, 90))), days=30)


def count_again(chance: random.Random) -> None:
    """The operator has everything counted anew, while others work."""
    rebuild_rollups()


def index_again(chance: random.Random) -> None:
    """And the search index made anew; of two who begin it one is refused."""
    with suppress(RebuildRunning):
        rebuild_search(batch=3)


DOORS: Sequence[Callable[[random.Random], None]] = (
    poll, poll, read, read, read, read_again, judge, judge, take_back, lose_source, give_up,
    count_again, index_again,
)  # fmt: skip


def _some(chance: random.Random) -> list[int]:
    ids = list(Article.objects.exclude(pipeline_version=0).order_by("pk").values_list("pk", flat=True))
    return chance.sample(ids, min(len(ids), chance.randint(1, 4)))


def act(seed: str, acts: int) -> None:
    """So many acts at random; one that PostgreSQL ends for the sake of another's has not happened."""
    chance = random.Random(seed)
    for _ in range(acts):
        try:
            chance.choice(DOORS)(chance)
        except OperationalError as error:
            if "deadlock" not in str(error):
                raise


def check() -> None:
    """What stands in rollups and index is what making them anew gives, and it is something."""
    assert find_drift() == {}
    before = rollups_now(), index_now()
    assert TagDay.objects.filter(articles__gt=0).exists()
    rebuild_rollups()
    rebuild_search()
    assert (rollups_now(), index_now()) == before


@pytest.fixture
def labels():
    make_labels()
    # Rows of the index are no rows of a model, and outlive a test that commits.
    rebuild_search()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_what_was_counted_bit_by_bit_is_what_counting_everything_gives(labels, seed):
    poll(random.Random(seed))
    read(random.Random(seed))
    act(f"alone {seed}", 25 if seed == 1 else 400)
    process_articles(ids=list(Article.objects.filter(processed_at=None).values_list("pk", flat=True)), now=NOW)
    check()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("acts", [10, pytest.param(200, marks=pytest.mark.long)])
def test_two_that_act_at_once_count_what_counting_everything_gives(labels, acts):
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            act(name, acts)
        except Exception as error:
            failures.append(error)
        finally:
            if AT_ONCE:
                connection.close()

    poll(random.Random(3))
    read(random.Random(3))
    if AT_ONCE:
        threads = [threading.Thread(target=partial(work, f"{name} {acts}")) for name in ("one", "other")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        work("one")
        work("other")
    assert failures == []
    process_articles(ids=list(Article.objects.filter(processed_at=None).values_list("pk", flat=True)), now=NOW)
    check()
