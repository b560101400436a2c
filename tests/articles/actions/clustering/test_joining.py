from datetime import timedelta

import pytest

from articles.actions.clustering import glimpses
from articles.actions.clustering.joining import join_reports, look_ahead
from articles.actions.curation import link_report, reject_deal
from articles.models import Article, Deal, DealEvent, DealReport
from tests.articles.newsroom import (
    HENGQIN_IN_PORTUGUESE,
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


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


def test_what_was_looked_ahead_for_is_not_read_again_in_the_turn():
    process(make_waiting(MEMORANDUM), make_waiting(PAYMENTS))
    glimpses._portrait.cache_clear()
    look_ahead({Article.objects.get(title=MEMORANDUM[0]).listed_on})
    seen = glimpses._portrait.cache_info().misses
    process(make_waiting(MEMORANDUM_IN_CHINESE, feed=make_feed("delta-daily")))
    assert (seen, glimpses._portrait.cache_info().misses) == (2, 2)


def test_the_same_deal_in_two_languages_is_one_row():
    process(make_waiting(MEMORANDUM), make_waiting(MEMORANDUM_IN_CHINESE, feed=make_feed("delta-daily")))

    deal = Deal.objects.get()
    assert deal.report_count == 2
    assert {deal.title, deal.title_zh_hant} == {MEMORANDUM[0], MEMORANDUM_IN_CHINESE[0]}


def test_a_late_report_joins_the_deal_of_an_earlier_batch():
    process(make_waiting(MEMORANDUM))
    process(make_waiting(MEMORANDUM_IN_CHINESE, published_at=PUBLISHED + timedelta(days=1)), now=NOW)

    assert Deal.objects.get().report_count == 2


def test_deals_of_other_parties_stay_apart():
    process(*(make_waiting(news) for news in (MEMORANDUM, PAYMENTS, HENGQIN_IN_PORTUGUESE)))

    assert Deal.objects.count() == 3
    assert set(DealReport.objects.values_list("deal__report_count", flat=True)) == {1}


def test_two_agreements_of_one_article_are_two_deals_and_a_second_article_joins_each():
    text = (
        "HSBC and Tencent signed a cooperation agreement worth HK$2 billion in Hong Kong and Shenzhen on 5 March 2026.",
        "On the same day Macao and Zhuhai signed a memorandum of understanding covering 13 areas and 51 projects.",
    )
    news = ("Hong Kong and Shenzhen, Macao and Zhuhai sign agreements", "\n\n".join(text))
    one = make_waiting(news)
    process(one)
    count = DealReport.objects.filter(article=one).count()
    process(make_waiting(news, feed=make_feed("delta-daily")))

    assert count == 2
    assert Deal.objects.count() == count
    assert set(Deal.objects.values_list("report_count", flat=True)) == {2}


def test_a_deal_is_named_for_good_by_what_it_is():
    process(make_waiting(MEMORANDUM))

    assert Deal.objects.get().slug.startswith("mou-hktdc-shenzhen-2026-03-03-")


TWO_SUMS = tuple(
    (f"廣東在澳門發行{sum_}億元債券", f"廣東省政府今日在澳門發行{sum_}億元人民幣債券。") for sum_ in (100, 96, 92)
)
"""Rounding explains each step between neighbours, but not the whole way from the first to the last."""


def told(number: int, hours: float):
    return make_waiting(
        TWO_SUMS[number], url=f"https://a.example/{number}", published_at=PUBLISHED + timedelta(hours=hours)
    )


def deals():
    """The articles of each deal, by the number in their address."""
    found = {}
    for url, deal_id in DealReport.objects.values_list("article__canonical_url", "deal"):
        found.setdefault(deal_id, set()).add(int(url[-1]))
    return sorted(map(sorted, found.values()))


def test_a_report_that_fits_two_deals_joins_as_if_all_had_come_in_the_order_of_publication():
    process(told(0, 0), told(2, 2))
    process(told(1, 1))
    in_one_order = deals()
    Deal.objects.all().delete()
    Article.objects.all().delete()
    process(told(1, 1))
    process(told(2, 2))
    process(told(0, 0))

    assert deals() == in_one_order == [[0, 1], [2]]


def test_a_deal_that_loses_its_reports_leads_to_where_they_went():
    """The middle one came first and took the last; the first, published before both, takes the middle one back."""
    process(told(2, 2))
    last = Deal.objects.get()
    process(told(1, 1))
    assert Deal.objects.get() == last
    process(told(0, 0))

    assert deals() == [[0, 1], [2]]
    live = Deal.objects.filter(merged_into__isnull=True)
    assert live.count() == 2
    assert set(live.values_list("report_count", flat=True)) == {1, 2}


def test_two_deals_that_a_late_report_shows_to_be_one_become_one_and_the_old_address_leads_there():
    one = make_waiting(MEMORANDUM_IN_CHINESE, url="https://a.example/1")
    other = make_waiting(MEMORANDUM, url="https://a.example/2", published_at=PUBLISHED + timedelta(hours=1))
    process(one)
    process(other)
    joined = Deal.objects.get()
    # As if the two had been told apart before the line could see that they are one.
    apart = Deal.objects.create(
        slug="apart", title="apart", type="mou", status="signed", rung="mou", filed_on=PUBLISHED.date(),
        filed_until=PUBLISHED.date(), created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    DealEvent.objects.create(deal=apart, event="new", happened_at=NOW)
    DealReport.objects.filter(article=other).update(deal=apart)
    process(make_waiting(MEMORANDUM, url="https://a.example/3", published_at=PUBLISHED + timedelta(hours=2)))
    apart.refresh_from_db()

    assert set(DealReport.objects.values_list("deal", flat=True)) == {joined.pk}
    assert (apart.survivor, apart.review) == (joined, Deal.Review.REJECTED)
    assert Deal.objects.published().get() == joined


def test_what_a_person_linked_or_decided_stays_where_it_is(admin_user):
    one = make_waiting(MEMORANDUM)
    process(one)
    report = DealReport.objects.get()
    own = Deal.objects.create(
        slug="own", title="own", type="mou", status="signed", rung="mou", created_at=NOW, changed_at=NOW
    )
    link_report(report=report, deal=own, by=admin_user, now=NOW)
    process(make_waiting(MEMORANDUM_IN_CHINESE, feed=make_feed("delta-daily")))
    process_again(one)

    linked = DealReport.objects.get(article=one)
    assert (linked.deal, linked.is_linked_by_person) == (own, True)
    # The second report joins the deal that the person chose.
    assert set(DealReport.objects.values_list("deal", flat=True)) == {own.pk}


def test_a_report_of_a_rejected_deal_does_not_bring_it_back(admin_user):
    process(make_waiting(MEMORANDUM))
    reject_deal(deal=Deal.objects.get(), reason="not_a_deal", by=admin_user, now=NOW)
    process(make_waiting(MEMORANDUM_IN_CHINESE, feed=make_feed("delta-daily")))

    assert Deal.objects.get().review == Deal.Review.REJECTED


def test_joining_costs_the_same_among_many_deals(django_assert_max_num_queries):
    process(*(make_waiting(PAYMENTS, url=f"https://a.example/{n}") for n in range(3)))
    for number in range(40):
        Deal.objects.create(
            slug=f"other-{number}", title="other", type="mou", status="signed", rung="mou", created_at=NOW,
            changed_at=NOW, filed_on=PUBLISHED.date() + timedelta(days=number % 9), filed_until=PUBLISHED.date(),
        )  # fmt: skip
    article = make_waiting(MEMORANDUM_IN_CHINESE)
    process(article)
    report = DealReport.objects.select_related("article").get(article=article)
    report.deal = None
    with django_assert_max_num_queries(14):
        join_reports(
            reports=[report], articles={article.pk: article}, names=knowledge().names, rarity=knowledge().rarity,
            now=NOW,
        )  # fmt: skip
