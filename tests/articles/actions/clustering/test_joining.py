from datetime import timedelta

import pytest

from articles.models import Deal, DealReport
from tests.articles.newsroom import (
    HENGQIN_IN_PORTUGUESE,
    MEMORANDUM,
    MEMORANDUM_IN_CHINESE,
    NOW,
    PAYMENTS,
    PUBLISHED,
    make_feed,
    make_labels,
    make_waiting,
    process,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


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
