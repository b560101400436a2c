from itertools import islice

import pytest

from articles import tasks
from articles.actions.polling import FeedPoll
from articles.models import Article, Feed, Heartbeat
from tests.feedserver import LoopbackServer, Reply, Told, rss

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def eager(settings):
    """Tasks that tasks send run at once, as a worker would run them."""
    from gba_tracker.celery import app

    app.conf.task_always_eager = app.conf.task_eager_propagates = True
    settings.FETCH_ALLOW_PRIVATE, settings.FETCH_PAGES = True, False
    yield
    app.conf.task_always_eager = app.conf.task_eager_propagates = False


@pytest.fixture
def server():
    with LoopbackServer() as running:
        yield running


def feed_of(server, name, *told):
    server.routes[f"/{name}"] = Reply(rss(*told))
    return Feed.objects.create(slug=name, url=server.url(f"/{name}"))


def test_one_tick_brings_news_from_feed_to_processed_article(server):
    feed_of(server, "delta", Told("1", "Zhuhai and Macao sign", "They signed."))
    tasks.poll_due_feeds()
    assert Article.objects.get().processed_at is not None


def test_a_second_tick_finds_nothing_to_do(server):
    feed_of(server, "delta", Told("1", "Zhuhai and Macao sign"))
    tasks.poll_due_feeds()
    tasks.poll_due_feeds()
    assert server.paths() == ["/delta"]


@pytest.mark.threat("Q03")
def test_a_message_that_comes_twice_polls_once(server):
    feed = feed_of(server, "delta", Told("1", "Zhuhai and Macao sign"))
    tasks.poll_feeds([feed.pk])
    tasks.poll_feeds([feed.pk])
    assert server.paths() == ["/delta"]


@pytest.mark.threat("Q04")
def test_a_lost_message_is_found_again_by_the_sweeper(server):
    feed_of(server, "delta", Told("1", "Zhuhai and Macao sign"))
    tasks.poll_due_feeds()
    Article.objects.update(processed_at=None)
    tasks.process_waiting()
    assert Article.objects.get().processed_at is not None


def test_due_pages_are_fetched_before_their_articles_are_processed(server, settings):
    settings.FETCH_PAGES = True
    server.routes["/page"] = Reply(b"<html><body><p>Page.</p></body></html>", content_type="text/html")
    feed_of(server, "delta", Told("1", "Zhuhai and Macao sign", link=server.url("/page")))
    tasks.poll_due_feeds()
    assert Article.objects.get().processed_at is None
    tasks.fetch_due_pages()
    assert Article.objects.get().processed_at is not None
    assert Article.objects.get().page_status == "fetched"


def test_a_heartbeat_is_kept_for_beat_and_worker():
    tasks.beat_heart()
    tasks.beat_heart()
    assert set(Heartbeat.objects.values_list("name", flat=True)) >= {"beat", "worker"}


@pytest.mark.threat("Q11")
@pytest.mark.parametrize(
    ("task", "arguments"),
    [
        (tasks.poll_due_feeds, ()),
        (tasks.poll_feeds, ([],)),
        (tasks.fetch_due_pages, ()),
        (tasks.fetch_pages, ("paper.example",)),
        (tasks.process_waiting, ()),
        (tasks.process_articles, ([],)),
        (tasks.beat_heart, ()),
        (tasks.tell_staff, ()),
        (tasks.tidy_up, ()),
    ],
)
def test_messages_of_another_release_are_understood(task, arguments):
    task(*arguments, priority=3, asked_by="a later release")


def test_ids_that_are_gone_do_no_harm():
    tasks.poll_feeds([987654])
    tasks.process_articles([987654])


def test_what_many_feeds_brought_is_sent_on_in_full_batches(monkeypatch):
    ids = iter(range(1, 1000))
    brought = [1] * 120 + [150, 0, 3]
    polls = [
        FeedPoll(n, f"feed{n}", "https://paper.example/feed", Feed.Outcome.OK, article_ids=tuple(islice(ids, many)))
        for n, many in enumerate(brought)
    ]
    sent = []
    monkeypatch.setattr(tasks, "poll_leased_feeds", lambda **given: iter(polls))
    monkeypatch.setattr(tasks.process_articles, "delay", sent.append)

    tasks.poll_feeds([])

    assert [len(batch) for batch in sent] == [200, 70, 3]
    assert [pk for batch in sent for pk in batch] == list(range(1, 274))
