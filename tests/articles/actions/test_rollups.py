from datetime import date, timedelta
from itertools import combinations

import pytest

from articles.actions.rollups import apply_difference, count_slots, find_drift, rebuild_rollups
from articles.models import Article, DealFacet, DealSum, FeedDay, PairDay, Tag, TagDay, Tagging
from tests.articles.newsroom import CATS, MEMORANDUM, NOW, make_feed, make_labels, make_waiting, process

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


def days(slug):
    rows = TagDay.objects.filter(tag__kind="city", tag__slug=slug).order_by("day")
    return {row.day.isoformat(): row.articles for row in rows if row.articles}


def test_relevant_articles_are_counted_on_their_hong_kong_day():
    late = NOW.replace(month=3, day=4, hour=16, minute=30)  # half past midnight of the 5th in Hong Kong
    process(
        make_waiting(MEMORANDUM, published_at=late),
        make_waiting(MEMORANDUM, published_at=late - timedelta(hours=1)),
        make_waiting(CATS, published_at=late),
    )

    assert days("shenzhen") == {"2026-03-04": 1, "2026-03-05": 1}
    assert find_drift() == {}


def test_an_article_that_becomes_irrelevant_is_counted_no_more():
    article = make_waiting(MEMORANDUM)
    process(article)
    Article.objects.filter(pk=article.pk).update(title=CATS[0], summary=CATS[1], processed_at=None)
    process(article, now=NOW + timedelta(days=1))

    assert days("shenzhen") == {}
    assert find_drift() == {}


def test_drift_is_found_and_a_rebuild_repairs_it():
    process(make_waiting(MEMORANDUM))
    tag = Tag.objects.get(kind="city", slug="shenzhen")
    TagDay.objects.filter(tag=tag).update(articles=7)
    stray = TagDay.objects.create(tag=Tag.objects.get(kind="city", slug="macao"), day=date(2020, 1, 1), articles=3)
    drift = find_drift()

    assert drift == {
        ("tag", (tag.pk,), date(2026, 3, 5)): (7, 1),
        ("tag", (stray.tag_id,), stray.day): (3, 0),
    }
    rebuild_rollups()
    assert find_drift() == {}


def test_differences_add_up_in_the_database():
    slot = ("tag", (Tag.objects.get(kind="city", slug="macao").pk,), date(2026, 3, 5))
    apply_difference(before={}, after={slot: 3})
    apply_difference(before={}, after={slot: 2})
    apply_difference(before={slot: 1}, after={})
    apply_difference(before={slot: 1}, after={slot: 1})

    assert TagDay.objects.get().articles == 4


def test_what_was_never_counted_takes_nothing_below_nought_and_the_operator_is_told(caplog):
    slot = ("tag", (Tag.objects.get(kind="city", slug="macao").pk,), date(2026, 3, 5))
    apply_difference(before={}, after={slot: 1})
    apply_difference(before={slot: 2}, after={})
    assert TagDay.objects.get().articles == 0
    assert "rebuild_rollups" in caplog.text


def test_articles_are_counted_for_their_feed_and_for_none_once_it_is_gone():
    feed = make_feed("other")
    first = make_waiting(MEMORANDUM)
    process(first, make_waiting(MEMORANDUM, feed=feed), make_waiting(CATS))

    def counted():
        return {row.feed.slug: row.articles for row in FeedDay.objects.select_related("feed") if row.articles}

    assert counted() == {first.feed.slug: 1, "other": 1}
    FeedDay.objects.filter(feed=feed).update(articles=5)
    assert find_drift() == {("feed", (feed.pk,), first.listed_on): (5, 1)}
    rebuild_rollups()
    assert find_drift() == {}
    feed.delete()
    assert counted() == {first.feed.slug: 1}
    assert find_drift() == {}


def test_irrelevant_articles_stand_in_no_slot():
    article = make_waiting(CATS)
    process(article)

    assert count_slots([article]) == {}


def test_cities_and_sectors_of_an_article_are_counted_two_by_two_as_long_as_they_stand():
    def pairs():
        rows = PairDay.objects.filter(articles__gt=0).values_list("first__slug", "second__slug", "articles")
        return {(frozenset(slugs), n) for *slugs, n in rows}

    articles = [make_waiting(MEMORANDUM), make_waiting(MEMORANDUM)]
    process(*articles)
    standing = Tagging.objects.filter(article=articles[0], tag__kind__in=("city", "sector"))
    slugs = sorted(standing.values_list("tag__slug", flat=True))

    assert len(slugs) > 2
    assert pairs() == {(frozenset(two), 2) for two in combinations(slugs, 2)}
    assert find_drift() == {}

    before = count_slots(articles[:1])
    standing.filter(tag__slug=slugs[0]).update(decision=Tagging.Decision.REMOVED)
    apply_difference(before=before, after=count_slots(articles[:1]))

    assert pairs() == {(frozenset(two), 1 if slugs[0] in two else 2) for two in combinations(slugs, 2)}
    assert find_drift() == {}
    rebuilt = rebuild_rollups()
    assert rebuilt == len(count_slots(articles)) + DealSum.objects.count() + DealFacet.objects.count()
    assert find_drift() == {}
