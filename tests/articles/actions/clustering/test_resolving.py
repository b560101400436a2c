from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.clustering.resolving import resolve_deals
from articles.models import Article, Deal, DealEvent, DealReport
from tests.articles.newsroom import (
    MEMORANDUM,
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


def test_parties_and_labels_become_rows():
    process(make_waiting(MEMORANDUM))

    deal = Deal.objects.get()
    assert {party.name for party in deal.parties.filter(role="signatory")} == {
        "Hong Kong Trade Development Council",
        "Shenzhen Municipal Government",
    }
    assert set(deal.tags.filter(kind="city").values_list("slug", flat=True)) == {"hong-kong", "shenzhen"}
    assert deal.tags.filter(kind="sector").exists()
    assert deal.scope == "intra_gba"


def test_a_deal_of_a_trusted_source_is_news_at_once():
    process(make_waiting(PAYMENTS))

    event = DealEvent.objects.get()
    assert (event.event, event.happened_at) == ("new", NOW)
    assert event.report == DealReport.objects.get()


@pytest.mark.threat("F16")
def test_a_deal_of_an_unknown_source_waits_for_a_second_one_and_is_news_then():
    process(make_waiting(PAYMENTS, feed=make_feed("mill", tier="D")))
    assert Deal.objects.get().review == "needs_second_source"
    assert not Deal.objects.sourced().exists()
    assert not DealEvent.objects.exists()

    process(make_waiting(PAYMENTS, feed=make_feed("harbour-daily")), now=NOW + timedelta(days=1))
    assert Deal.objects.get().review == "unreviewed"
    assert DealEvent.objects.get().happened_at == NOW + timedelta(days=1)


def test_a_deal_that_moves_on_is_told_once():
    planned = (
        "HSBC and Tencent plan cross-border payments agreement in Hong Kong and Shenzhen",
        "HSBC and Tencent plan to sign a cooperation agreement worth HK$2 billion to offer cross-border payments"
        " between Hong Kong and Shenzhen.",
    )
    process(make_waiting(planned, published_at=PUBLISHED - timedelta(days=4)))
    first = Deal.objects.get()
    signed = make_waiting(PAYMENTS)
    process(signed, now=NOW + timedelta(days=1))
    process_again(signed, now=NOW + timedelta(days=2))

    deal = Deal.objects.get()
    assert (deal.pk, deal.slug) == (first.pk, first.slug)
    assert (first.status, deal.status, deal.rung) == ("planned", "signed", "agreement")
    assert sorted(DealEvent.objects.values_list("event", "happened_at")) == [
        ("new", NOW),
        ("status:signed", NOW + timedelta(days=1)),
    ]


def test_conflicting_reports_stay_side_by_side():
    official = make_feed("official", tier="A")
    text = PAYMENTS[1].replace("HK$2 billion", "HK$2.02 billion")
    process(make_waiting(PAYMENTS), make_waiting((PAYMENTS[0], text), feed=official))

    deal = Deal.objects.get()
    assert deal.amount == 2_020_000_000
    assert sorted(deal.reports.values_list("amount", flat=True)) == [2_000_000_000, 2_020_000_000]


def test_nothing_is_written_where_nothing_changed():
    article = make_waiting(PAYMENTS)
    process(article)
    process_again(article, now=NOW + timedelta(days=3))

    assert Deal.objects.get().changed_at == NOW
    assert Article.objects.get().processed_at == NOW + timedelta(days=3)


@pytest.mark.parametrize("batches", [["signed", "told"], ["signed told"]])
def test_who_is_only_mentioned_bears_no_tag_whichever_deals_are_resolved_together(batches):
    deals = {}
    for name, role in (("signed", "signatory"), ("told", "mentioned")):
        deals[name] = Deal.objects.create(
            slug=name, title=name, type="mou", status="signed", rung="mou", created_at=NOW, changed_at=NOW
        )
        actor = {
            "name": "Lantern Quay",
            "kind": "organisation",
            "slug": "",
            "identity": "name:lantern quay",
            "side": "",
        }
        DealReport.objects.create(
            deal=deals[name], url=f"https://example.org/{name}", type="mou", status="signed", rung="mou", lang="en",
            tier="A", confidence=0.9, rule="sign", pipeline_version=1, created_at=NOW,
            fields={"title": name, "actors": [actor | {"role": role}]},
        )  # fmt: skip

    for names in batches:
        resolve_deals(deal_ids=[deals[name].pk for name in names.split()], now=NOW, knowledge=knowledge())

    tags = {name: set(deal.parties.values_list("tag__slug", flat=True)) for name, deal in deals.items()}
    assert tags == {"signed": {"lantern-quay"}, "told": {None}}
    assert not deals["told"].tags.exists()


def test_deals_of_unknown_sources_are_resolved_with_as_many_questions_as_one():
    process(make_waiting(PAYMENTS, feed=make_feed("mill", tier="D")))
    process(make_waiting(MEMORANDUM, feed=make_feed("works", tier="D")))
    ids = list(Deal.objects.values_list("pk", flat=True))
    assert len(ids) > 1
    asked = []
    for some in (ids[:1], ids):
        with CaptureQueriesContext(connection) as queries:
            resolve_deals(deal_ids=some, knowledge=knowledge(), now=NOW)
        asked.append(len(queries))
    assert asked[0] == asked[1]
