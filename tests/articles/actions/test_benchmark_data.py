from datetime import UTC, datetime

import pytest

from articles.actions.benchmark_data import RealRows, load_benchmark_data
from articles.actions.rollups import find_drift
from articles.models import Article, ArticleDay, Deal, DealReport, Evidence, Feed, TagDay
from articles.search import Asked, count_matches, labelled, search_articles
from articles.search.asking import lang_label
from tests.articles.newsroom import CATS, make_labels, make_waiting

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


def load(articles=30, deals=10):
    return load_benchmark_data(articles=articles, deals=deals, now=NOW)


def test_rows_are_as_processing_leaves_them():
    loaded = load()

    assert (loaded.articles, loaded.deals) == (Article.objects.count(), Deal.objects.count()) == (30, 10)
    assert not Article.objects.filter(processed_at=None).exists()
    assert DealReport.objects.count() == 10
    assert all(row.report.article.text[row.start : row.end] == row.quote for row in Evidence.objects.all())
    assert find_drift() == {}
    assert search_articles(Article.objects.filter(lang="en").first().title.split()[0])


def test_no_feed_of_it_is_ever_polled():
    load()

    assert not Feed.objects.pollable().exists()


def test_a_second_load_fills_up_and_the_same_numbers_are_the_same_rows():
    load(articles=10, deals=4)
    first = list(Article.objects.order_by("pk").values_list("title", "listed_at"))
    load(articles=30, deals=10)
    load(articles=30, deals=10)

    rows = list(Article.objects.order_by("pk").values_list("title", "listed_at"))
    assert (len(rows), rows[:10]) == (30, first)
    assert Deal.objects.count() == 10


def test_a_load_that_was_broken_off_leaves_nothing_uncounted_and_the_next_one_goes_on(monkeypatch):
    monkeypatch.setattr("articles.actions.benchmark_data.loading._CHUNK", 10)

    def fail(told):
        if told == "articles 20":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_benchmark_data(articles=30, deals=10, now=NOW, progress=fail)
    assert Article.objects.count() == sum(ArticleDay.objects.values_list("articles", flat=True)) == 20
    assert find_drift() == {}

    told = []
    load_benchmark_data(articles=30, deals=10, now=NOW, progress=told.append)
    assert told == ["articles 30", "deals 10", "search index"]
    assert find_drift() == {}
    langs = Article.objects.values_list("lang", flat=True).distinct()
    assert count_matches(Asked().with_group(labelled(map(lang_label, langs)))) == 30


def test_rows_that_an_older_release_left_uncounted_are_counted():
    load(articles=20, deals=0)
    TagDay.objects.all().delete()
    load(articles=30, deals=0)
    assert find_drift() == {}


def test_a_database_with_real_articles_is_refused():
    make_waiting(CATS)
    with pytest.raises(RealRows):
        load()

    assert Article.objects.count() == 1


def test_a_database_with_real_deals_is_refused():
    Deal.objects.create(
        slug="real", title="Real", type="mou", status="signed", rung="mou", created_at=NOW, changed_at=NOW
    )
    with pytest.raises(RealRows):
        load()


def test_the_starter_dataset_does_not_count_as_real():
    values = {"title": "Starter", "type": "mou", "status": "signed", "rung": "mou"}
    Deal.objects.create(slug="starter", is_starter=True, created_at=NOW, changed_at=NOW, **values)

    assert load().deals == 10
