"""What becomes of deals that no report tells of any more, in whatever order people and readings take it away."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from articles.actions.curation import (
    accept_deal,
    correct_deal,
    link_report,
    merge_deals,
    reject_deal,
    split_deal,
    undo,
)
from articles.actions.rollups import find_drift
from articles.models import Article, Deal, DealReport, ReviewDecision
from tests.articles.newsroom import (
    CATS,
    NOW,
    PAYMENTS,
    make_feed,
    make_labels,
    make_waiting,
    process,
    process_again,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=2)
RAIL = (
    "MTR and Shenzhen Metro sign rail memorandum",
    "MTR Corporation and Shenzhen Metro Group signed a memorandum of understanding on 4 March 2026 on rail operations"
    " in Shenzhen and Hong Kong.",
)
SMALL = (PAYMENTS[0], PAYMENTS[1].replace(" worth HK$2 billion", ""))
WITHDRAWN = ("rejected", "no_longer_told", 0)


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


@pytest.fixture
def curator():
    return User.objects.create_user("curator")


@pytest.fixture
def article():
    """An article that tells of a deal without a sum, so that one person accepts it."""
    article = make_waiting(SMALL)
    process(article)
    return article


@pytest.fixture
def deal(article):
    """The deal of the article, which is told of it no more."""
    deal = Deal.objects.get()
    tell(article, CATS)
    deal.refresh_from_db()
    assert standing(deal) == WITHDRAWN
    return deal


@pytest.fixture
def other(deal):
    """A deal that another article tells of."""
    process(make_waiting(RAIL, feed=make_feed("delta-daily")))
    return Deal.objects.get(reports__isnull=False)


def tell(article, news):
    """Let the article say something else, and read it."""
    Article.objects.filter(pk=article.pk).update(title=news[0], summary=news[1], processed_at=None, attempts=0)
    process(article, now=LATER)


def standing(deal):
    """What is said of the row as a whole, and by how many reports."""
    deal = Deal.objects.get(pk=deal.pk)
    assert find_drift() == {}
    return deal.review, deal.review_reason, deal.reports.count()


def test_a_verdict_that_is_taken_back_publishes_nothing_that_no_article_tells(article, deal, curator):
    for decide in (
        lambda: reject_deal(deal=deal, reason="advert", by=curator, now=LATER),
        lambda: accept_deal(deal=deal, by=curator, now=LATER),
    ):
        decision = decide()
        assert standing(deal)[1] != "no_longer_told"
        undo(decision=decision, by=curator, now=LATER)
        assert standing(deal) == WITHDRAWN
        assert not Deal.objects.published().exists()
    tell(article, SMALL)
    assert standing(deal) == ("unreviewed", "", 1)


def test_what_readers_were_told_of_is_withdrawn_and_returns_though_it_waits_for_a_second_source(article, curator):
    deal, feed = Deal.objects.get(), article.feed
    feed.tier = "D"
    feed.save(update_fields=["tier"])
    process_again(article, now=LATER)
    assert standing(deal) == ("needs_second_source", "", 1)
    tell(article, CATS)
    assert standing(deal) == WITHDRAWN
    assert list(deal.events.order_by("pk").values_list("event", flat=True)) == ["new", "rejection:1"]
    tell(article, SMALL)
    assert standing(deal) == ("needs_second_source", "", 1)
    process(make_waiting(SMALL, feed=make_feed("delta-daily")), now=LATER)
    assert standing(deal) == ("unreviewed", "", 2)
    assert deal.events.order_by("pk").last().event == "return:1"


def test_a_word_on_one_field_does_not_vouch_for_a_deal_that_no_article_tells(article, curator):
    deal = Deal.objects.get()
    correct_deal(deal=deal, field="title", value="A payment agreement", by=curator, now=NOW)
    tell(article, CATS)
    assert standing(deal) == WITHDRAWN
    tell(article, SMALL)
    assert standing(deal) == ("unreviewed", "", 1)
    assert Deal.objects.get().title == "A payment agreement"


def test_what_was_split_is_withdrawn_when_neither_article_tells_of_it(article, curator):
    second = make_waiting(SMALL, feed=make_feed("delta-daily"))
    process(second)
    deal = Deal.objects.get()
    other = split_deal(deal=deal, reports=[DealReport.objects.get(article=second)], by=curator, now=NOW)
    tell(article, CATS)
    assert (standing(deal), standing(other)) == (WITHDRAWN, ("unreviewed", "", 1))
    tell(second, CATS)
    assert (standing(deal), standing(other)) == (WITHDRAWN, WITHDRAWN)


def test_parting_a_merge_withdraws_again_what_no_article_tells(deal, other, curator):
    for survivor, loser, reports in ((deal, other, 1), (other, deal, 1)):
        decision = merge_deals(survivor=survivor, loser=loser, by=curator, now=LATER)
        assert standing(survivor) == ("unreviewed", "", reports)
        undo(decision=decision, by=curator, now=LATER)
        assert (standing(deal), standing(other)) == (WITHDRAWN, ("unreviewed", "", 1))


def test_a_report_that_is_taken_back_from_a_withdrawn_deal_leaves_it_withdrawn(deal, other, curator):
    decision = link_report(report=DealReport.objects.get(), deal=deal, by=curator, now=LATER)
    assert standing(deal) == ("unreviewed", "", 1)
    undo(decision=decision, by=curator, now=LATER)
    assert (standing(deal), standing(other)) == (WITHDRAWN, ("unreviewed", "", 1))


def test_taking_back_that_an_address_leads_on_publishes_no_empty_deal(article, curator):
    deal = Deal.objects.get()
    process(make_waiting(RAIL, feed=make_feed("delta-daily")))
    other = Deal.objects.exclude(pk=deal.pk).get()
    link_report(report=DealReport.objects.get(article=article), deal=other, by=curator, now=LATER)
    undo(decision=ReviewDecision.objects.get(action="merge"), by=curator, now=LATER)
    assert (standing(deal), standing(other)) == (WITHDRAWN, ("unreviewed", "", 2))


def test_an_article_that_comes_to_tell_of_another_deal_lets_the_address_lead_there_and_back(article):
    deal = Deal.objects.get()
    two = [make_waiting(RAIL, feed=make_feed(slug)) for slug in ("delta-daily", "gamma-daily")]
    process(*two)
    other = Deal.objects.exclude(pk=deal.pk).get()
    tell(article, RAIL)
    assert Deal.objects.at_address(deal.slug) == other
    assert standing(other) == ("unreviewed", "", 3)
    process_again(article, *two, now=LATER)
    assert Deal.objects.at_address(deal.slug) == other
    tell(article, SMALL)
    assert Deal.objects.at_address(deal.slug) == deal
    assert (standing(deal), standing(other)) == (("unreviewed", "", 1), ("unreviewed", "", 2))
    assert Deal.objects.count() == 2


def test_the_address_of_a_withdrawn_deal_leads_to_the_one_that_its_article_tells_of_with_others(article, deal):
    two = [make_waiting(SMALL, feed=make_feed(slug)) for slug in ("delta-daily", "gamma-daily")]
    process(*two, now=LATER)
    tell(article, SMALL)
    found = Deal.objects.published().get()
    assert standing(found) == ("unreviewed", "", 3)
    assert found != deal
    assert Deal.objects.at_address(deal.slug) == found


def test_a_report_that_comes_back_under_the_name_of_a_merged_deal_tells_of_the_survivor(article, deal, other, curator):
    merge_deals(survivor=other, loser=deal, by=curator, now=LATER)
    tell(article, SMALL)
    assert standing(other) == ("unreviewed", "", 2)
    assert Deal.objects.count() == 2


def test_a_deal_that_waits_for_a_second_source_is_withdrawn_too_as_its_page_may_be_cited():
    article = make_waiting(SMALL, feed=make_feed("village-notes", tier="D"))
    process(article)
    deal = Deal.objects.get()
    assert (deal.review, deal.events.count()) == ("needs_second_source", 0)
    tell(article, CATS)
    deal.refresh_from_db()
    assert standing(deal) == WITHDRAWN
    tell(article, SMALL)
    deal.refresh_from_db()
    assert (deal.review, deal.report_count) == ("needs_second_source", 1)
