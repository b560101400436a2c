from datetime import timedelta

import pytest
from django.db import ProgrammingError

from articles.actions.processing import process_articles, reading, requeue_articles, running
from articles.actions.processing.claiming import LEASE, claim
from articles.models import Article, Deal, DealReport, Tagging
from articles.pipeline.line import PIPELINE_VERSION
from tests.articles.newsroom import (
    CATS,
    HENGQIN_IN_PORTUGUESE,
    MEMORANDUM,
    MEMORANDUM_IN_CHINESE,
    NOW,
    PAYMENTS,
    make_labels,
    make_waiting,
    process,
)

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What the work does when its process is killed: nothing after it runs."""


@pytest.fixture
def break_on(monkeypatch):
    """Make the pipeline raise for the articles of one title."""

    def install(title: str, error: type[BaseException]) -> None:
        real = reading.analyse

        def analyse(**given):
            if given["title"] == title:
                raise error(title)
            return real(**given)

        monkeypatch.setattr(reading, "analyse", analyse)

    return install


def missing_column(*args, **kwargs):
    """What Django raises where PostgreSQL knows no such column."""
    raise ProgrammingError('column "sum_usd" of relation "articles_dealreport" does not exist')


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


def test_a_batch_in_four_languages_is_processed_at_once():
    news = [make_waiting(item) for item in (MEMORANDUM, MEMORANDUM_IN_CHINESE, HENGQIN_IN_PORTUGUESE, CATS)]
    result = process(*news)

    assert (result.processed, result.relevant, result.failed) == (4, 3, ())
    assert [article.lang for article in news] == ["en", "zh-Hant", "pt", "en"]
    assert {article.pipeline_version for article in news} == {PIPELINE_VERSION}
    assert {(article.attempts, article.lease_until, article.lease_token) for article in news} == {(0, None, "")}
    assert all(article.processed_at == NOW for article in news)


def test_an_article_is_processed_once():
    article = make_waiting(MEMORANDUM)
    process(article)

    assert process(article).processed == 0
    assert DealReport.objects.count() == 1


def test_an_article_that_somebody_works_on_is_left_to_them():
    article = make_waiting(CATS, lease_until=NOW + timedelta(minutes=1), lease_token="theirs")

    assert process(article).processed == 0
    assert process(article, now=NOW + timedelta(minutes=2)).processed == 1


def test_an_article_whose_page_is_still_to_come_waits():
    article = make_waiting(CATS, page_status=Article.PageStatus.DUE)

    assert process(article).processed == 0


@pytest.mark.threat("Q08")
def test_an_article_that_raises_does_not_hold_up_its_batch(break_on):
    good, bad = make_waiting(MEMORANDUM), make_waiting(CATS)
    break_on(CATS[0], RuntimeError)
    result = process(good, bad)

    assert (result.processed, result.failed) == (1, (bad.pk,))
    assert good.processed_at is not None
    assert good.attempts == 0
    assert bad.processed_at is None
    assert bad.lease_token == ""


@pytest.mark.threat("Q08")
@pytest.mark.threat("Q08")
def test_an_article_that_raises_three_times_is_quarantined_with_the_class_of_the_error(break_on):
    bad = make_waiting(CATS)
    break_on(CATS[0], RuntimeError)
    results = [process(bad, now=NOW + LEASE * turn) for turn in range(3)]

    assert bad.quarantined_at is not None
    assert "RuntimeError" in bad.quarantine_reason
    assert [result.quarantined for result in results].count((bad.pk,)) == 1
    assert process(bad, now=NOW + LEASE * 9) == type(results[0])()


@pytest.mark.threat("D06", "Q08")
def test_while_the_tables_are_another_releases_nothing_is_given_up(monkeypatch):
    """Workers of the old release that go on during an upgrade meet columns that are no longer, or not yet, there."""
    news = [make_waiting(item) for item in (MEMORANDUM, CATS)]
    with monkeypatch.context() as upgrading:
        upgrading.setattr(running, "keep_reads", missing_column)
        for turn in range(5):
            with pytest.raises(ProgrammingError):
                process(*news, now=NOW + timedelta(seconds=30) * turn)
    Article.objects.update(attempts=1)
    with monkeypatch.context() as upgrading:
        upgrading.setattr(running, "keep_reads", missing_column)
        with pytest.raises(ProgrammingError):
            process(*news, now=NOW + LEASE)
    assert {(row.attempts, row.quarantined_at) for row in Article.objects.all()} == {(1, None)}
    assert process(*news, now=NOW + LEASE * 3).processed == 2


@pytest.mark.threat("Q08", "D04")
def test_of_a_batch_whose_worker_is_killed_again_and_again_only_the_poison_article_is_given_up(break_on):
    news = [make_waiting(item) for item in (MEMORANDUM, CATS, PAYMENTS, HENGQIN_IN_PORTUGUESE)]
    break_on(CATS[0], Killed)
    ids = [article.pk for article in news]
    kills = 0
    for turn in range(6):
        try:
            process_articles(ids=ids, now=NOW + (LEASE + timedelta(seconds=1)) * turn)
        except Killed:
            kills += 1
            # Nothing is half done: what is not processed has neither text nor tags nor reports.
            waiting = Article.objects.filter(processed_at=None)
            assert not waiting.exclude(text="").exists()
            assert not Tagging.objects.filter(article__in=waiting).exists()
            assert not DealReport.objects.filter(article__in=waiting).exists()

    states = {row.title: row for row in Article.objects.all()}
    poison = states.pop(CATS[0])
    assert kills == 3
    assert poison.quarantined_at is not None
    assert poison.processed_at is None
    assert all(row.processed_at and not row.quarantined_at and row.attempts == 0 for row in states.values())


@pytest.mark.threat("Q08")
@pytest.mark.parametrize("tried_before", [0, 1])
def test_who_is_killed_has_begun_no_later_batch(tried_before, break_on, monkeypatch):
    """The next batch is claimed as soon as one is kept, but none beyond it, and none before what is tried alone."""
    monkeypatch.setattr(running, "BATCH", 1 + tried_before)
    kept, poison, later = (make_waiting(item) for item in (MEMORANDUM, CATS, PAYMENTS))
    Article.objects.filter(pk=poison.pk).update(attempts=tried_before)
    break_on(CATS[0], Killed)

    with pytest.raises(Killed):
        process_articles(ids=[kept.pk, poison.pk, later.pk], now=NOW)

    for article in (kept, poison, later):
        article.refresh_from_db()
    assert kept.processed_at == NOW
    assert (poison.attempts, poison.processed_at) == (tried_before + 1, None)
    assert (later.attempts, later.lease_token) == (0, "")


def test_batch_after_batch_everything_is_processed_also_after_one_that_fails(break_on, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 1)
    articles = [make_waiting(item) for item in (MEMORANDUM, CATS, PAYMENTS, HENGQIN_IN_PORTUGUESE)]
    break_on(CATS[0], ValueError)
    result = process_articles(ids=[article.pk for article in articles], now=NOW)
    assert (result.processed, result.failed) == (3, (articles[1].pk,))
    assert Article.objects.filter(processed_at=NOW, attempts=0, lease_token="").count() == 3


def test_who_was_begun_least_often_is_tried_first_so_that_chance_kills_blame_nobody_three_times():
    articles = [make_waiting(item) for item in (MEMORANDUM, CATS, PAYMENTS)]
    Article.objects.update(attempts=1)
    Article.objects.filter(pk=articles[0].pk).update(attempts=2)
    _, fresh, alone = claim(ids=[article.pk for article in articles], now=NOW)
    assert (fresh, alone) == ([], [articles[1].pk, articles[2].pk, articles[0].pk])


def test_an_article_that_changes_while_it_is_read_is_not_overwritten(monkeypatch):
    article = make_waiting(CATS)
    real = reading.analyse

    def analyse(**given):
        Article.objects.filter(pk=article.pk).update(title=MEMORANDUM[0], summary=MEMORANDUM[1])
        return real(**given)

    monkeypatch.setattr(reading, "analyse", analyse)
    assert process(article).processed == 0
    assert article.processed_at is None
    monkeypatch.undo()
    process(article, now=NOW + LEASE * 2)
    assert article.is_relevant


def test_all_that_is_processed_can_be_queued_again_or_only_what_is_stale():
    stale, fresh = make_waiting(CATS), make_waiting(MEMORANDUM)
    process(stale, fresh)
    Article.objects.filter(pk=stale.pk).update(pipeline_version=0)

    assert requeue_articles(stale_only=True, now=NOW) == [stale.pk]
    assert sorted(requeue_articles(stale_only=False, now=NOW)) == sorted([stale.pk, fresh.pk])


def test_new_deals_are_counted():
    assert process(make_waiting(MEMORANDUM), make_waiting(PAYMENTS)).deals == Deal.objects.count() == 2


def test_neither_many_articles_nor_long_ones_make_a_batch_too_large(monkeypatch):
    monkeypatch.setattr(running, "BATCH", 3)
    monkeypatch.setattr(running, "BATCH_SIZE", 1000)
    ids = [
        make_waiting(("Title", "x" * size), url=f"/{n}").pk for n, size in enumerate((600, 300, 200, 5000, 1, 1, 1, 1))
    ]

    assert [len(batch) for batch in running._batches(ids)] == [2, 1, 1, 3, 1]
    assert [pk for batch in running._batches(ids) for pk in batch] == ids
