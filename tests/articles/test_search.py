from datetime import timedelta

import pytest

from articles.models import Article
from articles.search import Term, index_articles, matching_articles, parse_query, rebuild_search, search_articles
from tests.articles.newsroom import NOW, make_waiting

pytestmark = pytest.mark.django_db

NEWS = [
    ("Smart city plan", "Harbour Robotics opens a smart-city laboratory in Nansha worth HK$4.77 billion."),
    ("河套合作區", "香港與深圳在河套推動創新科技合作，金融機構參與。"),
    ("横琴发展", "澳门和珠海在横琴发展中医药产业。"),
    ("Cooperação em Hengqin", "Macau e Zhuhai reforçam a cooperação económica em Hengqin."),
    ("City of smart people", "A university opens. It's Macao's finest; the laboratory is robotic."),
]


@pytest.fixture
def news():
    rows = [
        make_waiting(
            item, listed_at=NOW + timedelta(hours=number), processed_at=NOW, is_relevant=True, text="\n\n".join(item)
        )
        for number, item in enumerate(NEWS)
    ]
    index_articles((row.pk, row.text) for row in rows)
    return rows


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("smart", [4, 0]),
        ("SMART laboratory", [4, 0]),
        ('"smart city"', [0]),
        ('"city smart"', []),
        ("smart -nansha", [4]),
        ('smart -"smart city"', [4]),
        ("laboratory -robotics", [4]),
        ("4.77", [0]),
        ("cooperacao", [3]),
        ("COOPERAÇÃO", [3]),
        ("Macao's", [4]),
        ("香港", [1]),
        ("合作", [1]),
        ("创新科技", [1]),
        ("創新科技", [1]),
        ("深圳 金融", [1]),
        ("深圳金融", []),
        ("橫琴", [2]),
        ("横琴 -香港", [2]),
        ("河", [1]),
        ("hengqin", [3]),
        ("nowhere", []),
    ],
)
def test_words_phrases_and_minus_are_found_in_every_script(news, query, found):
    assert [news.index(article) for article in search_articles(query)] == found


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        '"',
        '""',
        "-",
        "-smart",
        "*",
        "NOT",
        "AND OR NEAR(",
        "smart OR",
        "tokens:smart",
        "col : x ^ y",
        "'; DROP TABLE article_search; --",
        "%" * 500,
        "\\",
        "a & b | !c <-> d:*",
        "\x00smart\x00",
        "😀 👩‍👩‍👧",
        "x" * 10_000,
        "''",
        "smart" + " a" * 200,
    ],
)
def test_no_query_raises_and_operators_are_words(news, query):
    assert isinstance(search_articles(query), list)


def test_operators_of_the_engines_are_words_like_others(news):
    index_articles([(news[0].pk, "this and that or not near")])

    assert search_articles("AND NOT NEAR OR") == [news[0]]


def test_a_query_that_only_excludes_finds_nothing(news):
    assert search_articles("-smart") == []


def test_an_article_that_is_indexed_again_is_found_by_its_new_words_only(news):
    index_articles([(news[0].pk, "An airport opens.")])

    assert search_articles("airport") == [news[0]]
    assert search_articles("nansha") == []


def test_pages_follow_each_other_without_gap_or_repetition(news):
    first = search_articles("smart", limit=1)
    second = search_articles("smart", limit=1, before=(first[0].listed_at, first[0].pk))
    third = search_articles("smart", limit=1, before=(second[0].listed_at, second[0].pk))

    assert (first, second, third) == ([news[4]], [news[0]], [])


def test_matches_can_be_filtered_on(news):
    assert list(matching_articles("smart").filter(title__startswith="Smart")) == [news[0]]


def test_a_rebuild_finds_the_same(news):
    index_articles((row.pk, "nothing of it") for row in news)

    assert rebuild_search(batch=2) == len(news)
    assert search_articles("smart") == [news[4], news[0]]


def test_an_article_that_is_gone_is_not_found(news):
    Article.objects.filter(pk=news[0].pk).delete()

    assert search_articles("nansha") == []


def test_a_long_text_with_many_repetitions_is_indexed(news):
    index_articles([(news[0].pk, "port " * 30_000 + "beyond"), (news[1].pk, "x" * 5000 + " 'quoted' \\ back")])

    assert search_articles("port") == [news[0]]
    assert search_articles("quoted back") == [news[1]]


def test_a_query_is_read_into_conditions():
    query = parse_query('"smart city" 港 -香港特區 -')

    assert query.wanted == (Term(("smart", "city")), Term(("港",), is_prefix=True))
    assert query.unwanted == (Term(("香港", "港特", "特区")),)
