from datetime import date, timedelta

import pytest

from articles.actions.clustering import candidates
from articles.actions.clustering.candidates import Looked, candidate_deals
from articles.models import Deal, DealReport
from tests.articles.newsroom import (
    HENGQIN_IN_PORTUGUESE,
    MEMORANDUM,
    MEMORANDUM_IN_CHINESE,
    NOW,
    PAYMENTS,
    PUBLISHED,
    knowledge,
    make_labels,
    make_waiting,
    process,
)

pytestmark = pytest.mark.django_db
DAY = PUBLISHED.date()


@pytest.fixture(autouse=True)
def _deals():
    """Three that articles told, one that only lists have, one that is merged away and one of long ago."""
    make_labels()
    process(*(make_waiting(news) for news in (MEMORANDUM, PAYMENTS, HENGQIN_IN_PORTUGUESE)))
    live = Deal.objects.first()
    for slug, day, into in (("listed", DAY, None), ("merged", DAY, live), ("old", date(2019, 5, 1), None)):
        Deal.objects.create(slug=slug, title=slug, type="mou", status="signed", rung="mou", merged_into=into,
                            filed_on=day, filed_until=day, created_at=NOW, changed_at=NOW)  # fmt: skip


def found(reports, days, looked=None):
    return candidate_deals(reports, days, knowledge().names, looked or Looked())


def test_deals_told_or_filed_near_a_day_are_found_from_that_day_alone():
    report = DealReport(type="mou", fields={"actors": [], "mechanism": ""})
    near = set(Deal.objects.filter(merged_into__isnull=True, filed_on__gte="2026-01-01").values_list("pk", flat=True))

    assert found([report], [DAY + timedelta(days=14)]) == near
    assert found([report], [DAY + timedelta(days=40)]) == set()


def test_looking_again_finds_together_with_the_first_time_all_that_looking_afresh_finds():
    first = [DealReport(type="mou", fields={"actors": [], "mechanism": ""})]
    again = list(DealReport.objects.all())
    looked = Looked()
    before = found(first, [DAY], looked)

    for days in ([DAY] * len(again), [DAY - timedelta(days=n) for n in range(len(again))]):
        assert before | found(again, days, looked) == before | found(again, days)


def test_of_other_types_is_looked_for_again_and_so_is_where_not_all_was_found(monkeypatch):
    land, paper = (DealReport(type=type_, fields={"actors": [], "mechanism": ""}) for type_ in ("land", "mou"))
    looked = Looked()
    assert found([land], [DAY], looked) == set()
    everything = found([paper], [DAY], looked)
    assert len(everything) > 1
    monkeypatch.setattr(candidates, "_MOST", 1)
    looked = Looked()
    found([paper], [DAY], looked)

    assert found([paper], [DAY], looked)


def test_what_was_looked_through_wholly_is_not_asked_for_again(django_assert_num_queries):
    process(make_waiting(MEMORANDUM_IN_CHINESE))
    report, looked = DealReport(type="mou", fields={"actors": [], "mechanism": ""}), Looked()
    with django_assert_num_queries(2):
        found([report], [DAY], looked)
    with django_assert_num_queries(0):
        found([report], [DAY], looked)
    with django_assert_num_queries(2):
        found([report], [DAY - timedelta(days=1)], looked)
