"""One conference, told by an aggregator in two versions on two mirrors, then in both Chinese scripts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from articles.models import Article, Deal, DealReport, Evidence, Story
from dashboards.queries.evidence import deal_story
from tests.articles.conference import INK, SIGN, SIMPLIFIED, TRADITIONAL
from tests.articles.newsroom import NOW, make_feed, make_labels, make_waiting, process, process_again

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 4, 24, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


def mirrors():
    """Both versions on both mirrors of one aggregator; it dates nothing."""
    feed = make_feed("aggregator", tier="C")
    undated = {"published_at": None, "date_basis": Article.DateBasis.FIRST_SEEN, "feed": feed}
    return [
        make_waiting(
            news,
            url=f"https://{mirror}.aggregator.example/en/article/{number}",
            listed_at=NOON + timedelta(hours=number),
            **undated,
        )
        for number, news in enumerate((INK, SIGN))
        for mirror in ("test", "www")
    ]


def test_two_versions_on_two_mirrors_are_one_family_with_two_versions_and_two_deals():
    articles = mirrors()
    process(*articles)

    assert {article.story for article in articles} == {Story.objects.get()}
    assert len({article.content_hash for article in articles}) == 2
    assert {article.duplicate_of for article in articles[1:]} == {articles[0]}
    assert Deal.objects.count() == 2
    assert set(Deal.objects.values_list("report_count", flat=True)) == {4}


def test_copies_are_no_second_source():
    process(*mirrors())

    assert set(Deal.objects.values_list("review", flat=True)) == {Deal.Review.NEEDS_SECOND_SOURCE}


def test_the_two_chinese_reports_add_evidence_a_day_and_one_conflict_of_type_but_no_deal():
    process(*mirrors())
    before = {deal.pk: Evidence.objects.filter(report__deal=deal).count() for deal in Deal.objects.all()}
    radio, official = make_feed("radio", tier="B"), make_feed("official", tier="A")
    process(make_waiting(TRADITIONAL, feed=radio, published_at=NOON + timedelta(days=2)), now=NOW)
    process(make_waiting(SIMPLIFIED, feed=official, published_at=NOON), now=NOW)

    assert {deal.pk for deal in Deal.objects.all()} == before.keys()
    assert all(Evidence.objects.filter(report__deal=pk).count() > n for pk, n in before.items())
    papers, memorandum = Deal.objects.order_by("report_count")
    assert (memorandum.report_count, papers.report_count) == (6, 5)
    assert (memorandum.agreed_on, memorandum.date_precision) == (NOON.date(), "day")
    conflicts = [deal_story(deal, NOW.date()).conflicts for deal in (memorandum, papers)]
    assert [("type" in conflict) for conflict in conflicts] == [False, True]
    assert set(conflicts[1]["type"]) == {"mou", "cooperation_agreement"}


def test_reading_everything_ten_times_changes_nothing():
    articles = [*mirrors(), make_waiting(TRADITIONAL, published_at=NOON), make_waiting(SIMPLIFIED, published_at=NOON)]
    process(*articles)
    seen = state()
    for number in range(10):
        process_again(*articles[number % 3 :], now=NOW + timedelta(days=number))

    assert state() == seen


def state():
    """All that a reader could see of deals and stories."""
    return (
        list(Deal.objects.order_by("pk").values_list("pk", "slug", "title", "report_count", "status", "changed_at")),
        list(DealReport.objects.order_by("article", "position").values_list("article", "position", "deal")),
        list(Article.objects.order_by("pk").values_list("pk", "story", "duplicate_of", "content_hash")),
    )


def test_sources_that_differ_in_the_sum_stand_side_by_side():
    pact = (
        "Hong Kong and Fujian sign HK$2 billion pact",
        "Hong Kong and Fujian signed a cooperation agreement worth HK${} billion on ports on Thursday, Fujian said."
        " The agreement covers 17 projects.",
    )
    process(*(make_waiting((pact[0], pact[1].format(n)), feed=make_feed(f"daily-{n}")) for n in ("2", "2.05")))

    deal = Deal.objects.get()
    assert set(deal_story(deal, NOW.date()).conflicts["amount"]) == {"HKD 2,000,000,000", "HKD 2,050,000,000"}
    assert deal.amount in {Decimal(2_000_000_000), Decimal(2_050_000_000)}
