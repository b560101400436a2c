"""When two people have to agree."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from articles.actions.curation import NeedsAnotherPerson, accept_deal, correct_deal, undo, why_two
from articles.models import Deal
from tests.articles.newsroom import NOW, PAYMENTS, make_feed, make_labels, make_waiting, process

SMALL = (PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "HK$200 million"))
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def second(db):
    return User.objects.create_user("second")


def deal_of(news, **feed):
    make_labels()
    process(make_waiting(news, feed=make_feed(**feed)))
    return Deal.objects.get()


@pytest.mark.parametrize(
    ("news", "feed", "why"),
    [
        (SMALL, {}, ""),
        (PAYMENTS, {}, "more than HKD 1 billion"),
        ((PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "1.2 billion yuan")), {}, "more than CNY 1 billion"),
        ((PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "US$2 billion")), {}, ""),
        (SMALL, {"slug": "mill", "tier": "D"}, "a single source below tier B"),
    ],
)
def test_the_rules_are_those_that_are_written(db, news, feed, why):
    assert why_two(deal_of(news, **feed)) == why


def test_the_row_stays_unreviewed_until_a_second_person_accepts(curator, second):
    deal = deal_of(PAYMENTS)
    first = accept_deal(deal=deal, by=curator, now=NOW)
    deal.refresh_from_db()
    assert (first.action, first.decided_by, deal.review) == ("first_accept", curator, "unreviewed")
    with pytest.raises(NeedsAnotherPerson):
        accept_deal(deal=deal, by=curator, now=NOW)
    accept_deal(deal=deal, by=second, now=LATER)
    deal.refresh_from_db()
    assert (deal.review, deal.reviewed_by) == ("accepted", second)


def test_a_first_acceptance_that_is_taken_back_counts_no_more(curator, second):
    deal = deal_of(PAYMENTS)
    undo(decision=accept_deal(deal=deal, by=curator, now=NOW), by=curator, now=NOW)
    assert accept_deal(deal=deal, by=second, now=LATER).action == "first_accept"


@pytest.mark.parametrize("status", ["stalled", "cancelled"])
def test_to_stop_an_accepted_deal_takes_two(curator, second, status):
    deal = deal_of(SMALL)
    accept_deal(deal=deal, by=curator, now=NOW)
    stopped = correct_deal(deal=deal, field="status", value=status, by=curator, now=LATER)
    deal.refresh_from_db()
    assert (deal.status, deal.review) == (status, "unreviewed")
    undo(decision=stopped, by=curator, now=LATER)
    deal.refresh_from_db()
    assert (deal.status, deal.review) == ("signed", "accepted")
    correct_deal(deal=deal, field="status", value=status, by=curator, now=LATER)
    with pytest.raises(NeedsAnotherPerson):
        accept_deal(deal=deal, by=curator, now=LATER)
    accept_deal(deal=deal, by=second, now=LATER)
    deal.refresh_from_db()
    assert (deal.status, deal.review) == (status, "accepted")
