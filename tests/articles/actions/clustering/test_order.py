"""The same articles in any order, in batches of any size, give the same deals and the same stories."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.actions.processing import process_articles
from articles.models import Article, Deal, Story
from tests.articles.conference import INK, SIGN, SIMPLIFIED, TRADITIONAL
from tests.articles.newsroom import NOW, make_feed, make_labels, make_waiting

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 4, 24, 4, 0, tzinfo=UTC)
NEWS = (
    (INK, 0.1),
    (SIGN, 0.5),
    (TRADITIONAL, 2),
    (SIMPLIFIED, 0),
    # Plan, signing and a late repetition of one paper; only the signing names the number that ties the two others.
    (("香港與貴州將簽署教育合作備忘錄", "香港與貴州將簽署教育合作備忘錄，涵蓋三個範疇。"), 0),
    (("香港與貴州簽署教育合作備忘錄", "香港與貴州今日簽署教育合作備忘錄，涵蓋三個範疇。"), 20),
    (("Hong Kong and Guizhou sign memorandum on education",
      "Hong Kong and Guizhou signed a memorandum of understanding on education on Wednesday, covering three areas."),
     20.2),
    # One body, two partners.
    (("香港海關與南非海關簽署備忘錄", "香港海關與南非海關今日簽署合作備忘錄，便利貨物清關。"), 3),
    (("香港海關與聯邦快遞簽署備忘錄", "香港海關與聯邦快遞今日簽署合作備忘錄，便利貨物清關。"), 3.5),
    # One sum told with and without the second side, and another sum.
    (("廣東在澳門發行20億元債券", "廣東省政府今日在澳門發行20億元人民幣債券。"), 5),
    (("Guangdong sells bonds in Macao", "The Guangdong Provincial Government issued bonds worth 2 billion yuan in Macao"
      " on Tuesday."), 5.1),
    (("廣東在澳門發行25億元債券", "廣東省政府今日在澳門發行25億元人民幣債券。"), 5.2),
)  # fmt: skip


def groups(field):
    """The addresses of the articles of each deal or story."""
    found = defaultdict(set)
    for key, url in Article.objects.filter(**{f"{field}__isnull": False}).values_list(field, "canonical_url"):
        found[key].add(url)
    return {frozenset(urls) for urls in found.values()}


def load(order, size):
    """Store and process the news in an order; give the groups."""
    Article.objects.all().delete()
    Deal.objects.all().delete()
    Story.objects.all().delete()
    feed = make_feed()
    ids = [
        make_waiting(
            NEWS[number][0],
            feed=feed,
            url=f"https://a.example/{number}",
            published_at=NOON + timedelta(NEWS[number][1]),
        ).pk
        for number in order
    ]
    for start in range(0, len(ids), size):
        process_articles(ids=ids[start : start + size], now=NOW)
    return groups("reports__deal"), groups("story")


@pytest.mark.parametrize("examples", [5, pytest.param(30, marks=pytest.mark.long)])
def test_order_and_batches_make_no_difference(expected, examples):
    @settings(max_examples=examples, deadline=None)
    @given(order=st.permutations(range(len(NEWS))), size=st.sampled_from([1, 2, 5, len(NEWS)]))
    def is_the_same(order, size):
        assert load(order, size) == expected

    is_the_same()


@pytest.fixture
def expected():
    """The groups of the news in the order of publication, in one batch."""
    make_labels()
    deals, stories = load(sorted(range(len(NEWS)), key=lambda number: NEWS[number][1]), len(NEWS))
    assert sorted(map(len, deals)) == [1, 1, 1, 2, 3, 3, 4]
    assert sorted(map(len, stories)) == [2, 3, 4]
    return deals, stories
