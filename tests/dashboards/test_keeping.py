import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.deal_sums import recount_deals
from articles.models import Article, Deal
from dashboards.filters import Filters
from dashboards.queries import days, listing, sources, totals
from dashboards.queries.keeping import at_generation
from tests.dashboards.conftest import TODAY

pytestmark = pytest.mark.django_db
ALL = Filters()
YEAR = Filters(last="12m")


def slugs(filters=ALL):
    return [row.deal.slug for row in listing.listed_deals(filters, TODAY, slice(0, 50), sort=filters.sort)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: totals.totals_of_spans((YEAR, Filters(last="7d")), TODAY),
        lambda: totals.deal_totals(YEAR, TODAY),
        lambda: listing.deals_by_status(ALL, TODAY),
        lambda: listing.found_deals(Filters(q="bridge"), TODAY, 10),
        lambda: days.deals_per_day(ALL, TODAY),
        lambda: sources._of_deals(),
    ],
    ids=["spans", "totals", "by status", "search", "years", "coverage"],
)
def test_what_is_counted_over_deals_is_counted_once_until_a_deal_changes(room, ask, django_assert_num_queries):
    with at_generation(1):
        before = ask()
        with django_assert_num_queries(0):
            assert ask() == before
    Deal.objects.filter(slug="bridge-contract").update(review=Deal.Review.REJECTED, review_reason="other")
    recount_deals([Deal.objects.get(slug="bridge-contract").pk])
    with at_generation(1):
        assert ask() == before
    with at_generation(2):
        assert ask() != before


def test_spans_that_differ_are_kept_apart(room):
    with at_generation(1):
        year, week = (totals.totals_of_spans((span,), TODAY) for span in (YEAR, Filters(last="7d")))
        assert year != week
        assert totals.totals_of_spans((YEAR, Filters(last="7d")), TODAY) == [*year, *week]


def test_a_kept_list_shows_its_rows_as_they_are_now_and_in_its_own_order(room):
    with at_generation(1):
        newest, dearest = slugs(), slugs(Filters(sort="-amount"))
        assert sorted(newest) == sorted(dearest)
        assert newest != dearest
        Deal.objects.filter(slug=newest[1]).update(title="Told anew")
        again = listing.listed_deals(ALL, TODAY, slice(0, 50))
        assert [row.deal.slug for row in again] == newest
        assert again[1].title == "Told anew"
        assert slugs(Filters(sort="-amount")) == dearest
        points = [row.deal.slug for row in listing.dearest(ALL, TODAY, limit=3)]
        assert [row.deal.slug for row in listing.dearest(ALL, TODAY, limit=3)] == points
        assert points == [slug for slug in dearest if slug in points]
        Deal.objects.filter(slug=newest[0]).delete()
        assert slugs() == newest[1:]


def test_a_list_that_is_kept_looks_at_no_other_deal(room):
    with at_generation(1):
        slugs()
        with CaptureQueriesContext(connection) as asked:
            slugs()
    first = asked.captured_queries[0]["sql"]
    assert "ORDER BY" not in first
    assert '"articles_deal"."id" IN (' in first


def test_what_a_source_brought_and_words_outside_of_the_search_are_never_kept(room):
    with at_generation(1):
        for filters in (Filters(source=("harbour-news",)), Filters(q="bridge")):
            totals.deal_totals(filters, TODAY)
            with CaptureQueriesContext(connection) as asked:
                totals.deal_totals(filters, TODAY)
            assert len(asked) == 1


def test_news_without_a_deal_are_counted_although_the_deals_stay(room):
    with at_generation(1):
        before = totals.article_count(ALL, TODAY)
        coverage = sources.coverage()
        Article.objects.filter(is_relevant=True).first().delete()
        assert sources.coverage().articles == coverage.articles - 1
        assert totals.article_count(ALL, TODAY) == before  # the rollups are kept by whoever deletes
