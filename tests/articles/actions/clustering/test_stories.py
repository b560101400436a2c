from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.clustering.stories import group_stories
from articles.actions.processing import process_articles
from articles.models import Article, ArticleBand, Story
from tests.articles.newsroom import (
    CATS,
    MEMORANDUM,
    MEMORANDUM_IN_CHINESE,
    NOW,
    PAYMENTS,
    PUBLISHED,
    knowledge,
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


def test_copies_of_what_is_stored_cost_the_same_however_many_they_are():
    """The original of each is known without a question for each."""
    hours = iter(range(1, 30))

    def copies(number):
        return [
            make_waiting(LONG, feed=make_feed(f"daily-{hour}"), published_at=PUBLISHED + timedelta(hours=hour))
            for hour in (next(hours) for _ in range(number))
        ]

    def queries(articles):
        with CaptureQueriesContext(connection) as asked:
            process_articles(ids=[article.pk for article in articles], now=NOW)
        return sum(
            "duplicate_of" in query["sql"] and query["sql"].startswith("SELECT") for query in asked.captured_queries
        )

    stored = copies(4)
    process(*stored)
    few, many = queries(copies(2)), queries(copies(8))
    assert few == many > 0
    assert Article.objects.filter(duplicate_of=stored[0]).count() == 13


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


def told_in(language: str, hours: float = 0, feed: str = "harbour-daily"):
    """One visit, in other words and another language each time."""
    news = {
        "en": (
            "Hong Kong and Laos agree on customs and air services",
            "Chief Executive John Lee ended a visit to Laos on Tuesday. Officials of Hong Kong and Laos said that talks"
            " on customs and air services would go on, and 302 traders took part.",
        ),
        "zh-Hant": (
            "香港與老撾商討海關合作",
            "行政長官李家超結束訪問老撾，表示香港與老撾會繼續商討海關及航空合作，302名商人參加。",
        ),
        "zh-Hans": (
            "香港与老挝商讨海关合作",
            "行政长官李家超结束访问老挝，表示香港与老挝将继续商讨海关及航空合作，302名商人参加。",
        ),
        "pt": (
            "Hong Kong e Laos discutem alfândegas e aviação",
            "O Chefe do Executivo John Lee terminou uma visita ao Laos. Hong Kong e o Laos vão continuar a discutir a"
            " cooperação aduaneira e a aviação; 302 comerciantes participaram.",
        ),
    }[language]
    return make_waiting(news, feed=make_feed(feed), published_at=PUBLISHED + timedelta(hours=hours))


def stories():
    """The ids of the articles of each story."""
    return [set(story.articles.values_list("pk", flat=True)) for story in Story.objects.order_by("pk")]


def test_news_without_a_deal_is_one_story_in_four_languages():
    articles = [told_in(language, hours) for hours, language in enumerate(("zh-Hant", "en", "zh-Hans", "pt"))]
    process(*articles)

    assert all(article.is_relevant for article in articles)
    assert stories() == [{article.pk for article in articles}]


def test_a_report_two_days_late_joins_and_a_story_is_called_by_its_first_report():
    process(told_in("en", 48))
    process(told_in("zh-Hant", 50))
    assert Story.objects.get().title == "Hong Kong and Laos agree on customs and air services"
    process(told_in("zh-Hans", 0))

    story = Story.objects.get()
    assert story.articles.count() == 3
    assert (story.title, story.first_at) == ("香港与老挝商讨海关合作", PUBLISHED)


def test_an_article_whose_words_change_leaves_the_story_and_a_story_of_one_is_none():
    one, other = told_in("en"), told_in("zh-Hant", 1)
    process(one, other)
    assert stories() == [{one.pk, other.pk}]
    Article.objects.filter(pk=other.pk).update(
        title=PAYMENTS[0], summary=PAYMENTS[1], processed_at=None, pipeline_version=1
    )
    process(other)
    one.refresh_from_db()

    assert (one.story, other.story) == (None, None)
    assert not Story.objects.exists()


def test_a_story_falls_apart_when_the_article_that_held_it_together_goes():
    old, bridge, late = told_in("en", 0), told_in("zh-Hant", 24 * 20), told_in("zh-Hans", 24 * 40)
    Article.objects.filter(pk__in=(old.pk, late.pk)).update(summary=CATS[1])
    process(old, bridge, late)
    story = Story.objects.create(title="held together")
    Article.objects.filter(pk__in=(old.pk, bridge.pk, late.pk)).update(story=story, is_relevant=True)
    process_again(bridge)

    assert not Story.objects.exists()


def test_stories_cost_the_same_among_many_articles(django_assert_max_num_queries):
    knowledge_of = knowledge()
    process(*(told_in("en", n / 10, f"daily-{n % 7}") for n in range(12)))
    late = told_in("zh-Hant", 2)
    process(late)
    with django_assert_max_num_queries(12):
        group_stories([late], known=set(), rarity=knowledge_of.rarity)
    with django_assert_max_num_queries(16):
        group_stories([late], known={late.pk}, rarity=knowledge_of.rarity)
