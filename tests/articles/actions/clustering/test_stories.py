from datetime import timedelta

import pytest

from articles.models import Article, ArticleBand, Story
from tests.articles.newsroom import (
    CATS,
    MEMORANDUM,
    MEMORANDUM_IN_CHINESE,
    NOW,
    PAYMENTS,
    PUBLISHED,
    make_feed,
    make_labels,
    make_waiting,
    process,
    process_again,
)

pytestmark = pytest.mark.django_db

FILLER = (
    " Officials said that the work would begin in spring with a pilot for small firms, that banks and brokers on both"
    " sides of the boundary had asked for it, and that a joint office would report on progress every quarter."
)
LONG = (MEMORANDUM[0], MEMORANDUM[1] + FILLER)


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


def test_a_copy_under_another_address_is_a_duplicate_of_the_first():
    first = make_waiting(LONG)
    copy = make_waiting(LONG, feed=make_feed("delta-daily"), published_at=PUBLISHED + timedelta(hours=3))
    process(first, copy)

    assert copy.duplicate_of == first
    assert first.duplicate_of is None
    assert first.story == copy.story is not None


def test_a_copy_of_a_copy_points_to_the_first_of_all():
    news = [
        make_waiting(LONG, feed=make_feed(f"daily-{n}"), published_at=PUBLISHED + timedelta(hours=n)) for n in range(3)
    ]
    for article in news:
        process(article)

    assert [article.duplicate_of_id for article in news] == [None, news[0].pk, news[0].pk]
    assert Story.objects.count() == 1


def test_articles_that_report_one_deal_are_one_story_in_any_language():
    one, other = make_waiting(MEMORANDUM), make_waiting(MEMORANDUM_IN_CHINESE)
    process(one)
    process(other)
    one.refresh_from_db()

    assert one.story == other.story is not None
    assert other.duplicate_of is None


def test_other_news_is_no_story_and_ordinary_news_has_no_bands():
    one, other, cats = make_waiting(LONG), make_waiting(PAYMENTS), make_waiting(CATS)
    process(one, other, cats)

    assert not Story.objects.exists()
    assert not ArticleBand.objects.filter(article=cats).exists()
    assert ArticleBand.objects.filter(article=one).exists()


def test_the_same_words_a_month_later_are_other_news():
    process(make_waiting(LONG))
    again = make_waiting(LONG, feed=make_feed("delta-daily"), published_at=PUBLISHED + timedelta(days=31))
    process(again)

    assert again.duplicate_of is None


def test_two_stories_that_turn_out_to_be_one_are_merged():
    pairs = [make_waiting(LONG, feed=make_feed(f"daily-{n}")) for n in range(4)]
    process(*pairs)
    stories = [Story.objects.create(title="one"), Story.objects.create(title="two")]
    for number, article in enumerate(pairs):
        Article.objects.filter(pk=article.pk).update(story=stories[number // 2])
    process_again(pairs[0])

    assert Article.objects.filter(story=stories[0]).count() == 4
    assert not Story.objects.filter(pk=stories[1].pk).exists()


def test_an_article_that_is_no_longer_relevant_leaves_its_story():
    one, other = make_waiting(LONG), make_waiting(LONG, feed=make_feed("delta-daily"))
    process(one, other)
    Article.objects.filter(pk=other.pk).update(title=CATS[0], summary=CATS[1], processed_at=None)
    process(other, now=NOW + timedelta(days=1))

    assert (other.story, other.duplicate_of) == (None, None)
