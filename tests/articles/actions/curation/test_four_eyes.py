"""When two people have to agree."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from articles.actions.curation import (
    CannotUndo,
    NeedsAnotherPerson,
    accept_deal,
    correct_deal,
    merge_deals,
    undo,
    why_two,
)
from articles.actions.curation.four_eyes import first_accepts
from articles.actions.curation.settling import settle_deal
from articles.actions.curation.undoing import undo_act
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
        ((PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "US$2 billion")), {}, "more than HKD 1 billion"),
        ((PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "US$100 million")), {}, ""),
        ((PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "HK$1 billion")), {}, ""),
        ((PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "900 million yuan")), {}, ""),
        ((PAYMENTS[0], PAYMENTS[1].replace("worth HK$2 billion", "worth HK$800 million to HK$1.2 billion")), {},
         "more than HKD 1 billion"),
        (SMALL, {"slug": "mill", "tier": "D"}, "a single source below tier B"),
        (SMALL, {"slug": "mill", "tier": "C"}, "a single source below tier B"),
    ],
)  # fmt: skip
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


def test_two_independent_sources_below_tier_b_need_one_person_and_two_of_one_publisher_two(db):
    deal = deal_of(SMALL, slug="mill", tier="D")
    process(make_waiting(SMALL, feed=make_feed("mill-two", tier="D", publisher="mill")))
    deal.refresh_from_db()
    assert (deal.report_count, why_two(deal)) == (2, "a single source below tier B")
    process(make_waiting((SMALL[0] + " anew", SMALL[1] + " Both banks run it."), feed=make_feed("other", tier="C")))
    deal.refresh_from_db()
    assert (deal.report_count, why_two(deal)) == (3, "")


def test_taking_back_the_second_acceptance_leaves_the_first_and_taking_back_both_leaves_none(curator, second):
    deal = deal_of(PAYMENTS)
    first = accept_deal(deal=deal, by=curator, now=NOW)
    full = accept_deal(deal=deal, by=second, now=LATER)
    undo(decision=full, by=second, now=LATER)
    deal.refresh_from_db()
    assert (deal.review, first_accepts(deal)) == ("unreviewed", [first])
    assert accept_deal(deal=deal, by=second, now=LATER).action == "accept"
    for person in (curator, second):
        with pytest.raises(CannotUndo):
            undo(decision=first, by=person, now=LATER)
    assert undo_act(decision=first, by=curator, now=LATER) is None
    deal.refresh_from_db()
    assert deal.review == "accepted", "the second person's word rests on the first and goes before it"
    undo(decision=deal.decisions.filter(action="accept").last(), by=second, now=LATER)
    undo(decision=first, by=curator, now=LATER)
    assert first_accepts(deal) == []


def test_the_half_that_came_with_a_correction_is_taken_back_with_it_alone(curator, second):
    deal = deal_of(SMALL)
    accept_deal(deal=deal, by=curator, now=NOW)
    large = {"amount": "5e10", "currency": "HKD"}
    changed = correct_deal(deal=deal, field="money", value=large, by=second, now=LATER)
    half = deal.decisions.get(action="first_accept")
    with pytest.raises(CannotUndo):
        undo(decision=half, by=second, now=LATER)
    deal.refresh_from_db()
    assert (deal.review, first_accepts(deal)) == ("unreviewed", [half])
    full = accept_deal(deal=deal, by=curator, now=LATER)
    with pytest.raises(CannotUndo):
        undo(decision=changed, by=second, now=LATER)
    undo(decision=full, by=curator, now=LATER)
    assert undo_act(decision=half, by=second, now=LATER).human_value == {"undone": changed.pk}
    deal.refresh_from_db()
    assert (deal.review, deal.amount, first_accepts(deal)) == ("accepted", 200_000_000, [])


def test_a_first_half_covers_only_the_amount_that_its_author_saw(curator, second):
    deal = deal_of(PAYMENTS)
    small = {"amount": "1.5e9", "currency": "HKD"}
    changed = correct_deal(deal=deal, field="money", value=small, by=second, now=NOW)
    seen = accept_deal(deal=deal, by=curator, now=NOW)
    deal.refresh_from_db()
    assert first_accepts(deal) == [seen]
    undo(decision=changed, by=second, now=LATER)
    deal.refresh_from_db()
    assert (deal.amount, first_accepts(deal)) == (2_000_000_000, [])
    assert accept_deal(deal=deal, by=second, now=LATER).action == "first_accept"
    deal.reports.update(amount=99_000_000_000)
    settle_deal(deal, now=LATER)
    assert (deal.amount, first_accepts(deal)) == (99_000_000_000, [])
    assert accept_deal(deal=deal, by=curator, now=LATER).action == "first_accept"


def test_what_the_second_person_changes_of_the_amount_the_first_has_to_see(curator, second):
    deal = deal_of(PAYMENTS)
    accept_deal(deal=deal, by=curator, now=NOW)
    correct_deal(deal=deal, field="sectors", value=["finance"], by=second, now=LATER)
    correct_deal(deal=deal, field="money", value={"amount": "3e9", "currency": "HKD"}, by=second, now=LATER)
    assert accept_deal(deal=deal, by=second, now=LATER).action == "first_accept"
    assert accept_deal(deal=deal, by=curator, now=LATER).action == "accept"
    changed = correct_deal(deal=deal, field="money", value={"amount": "4e9", "currency": "HKD"}, by=curator, now=LATER)
    deal.refresh_from_db()
    assert (deal.review, deal.amount) == ("unreviewed", 4_000_000_000)
    undo(decision=changed, by=curator, now=LATER)
    deal.refresh_from_db()
    assert (deal.review, deal.amount) == ("accepted", 3_000_000_000)


def test_an_amount_that_a_merge_brings_takes_two_and_parting_gives_the_acceptance_back(curator, second):
    deal = deal_of(SMALL)
    process(make_waiting((PAYMENTS[0], PAYMENTS[1].replace("Tencent", "Lantern Limited")), feed=make_feed("delta")))
    large = Deal.objects.exclude(pk=deal.pk).get()
    accept_deal(deal=deal, by=curator, now=NOW)
    merged = merge_deals(survivor=deal, loser=large, from_loser=["money"], by=curator, now=LATER)
    deal.refresh_from_db()
    assert (deal.amount, deal.review) == (2_000_000_000, "unreviewed")
    full = accept_deal(deal=deal, by=second, now=LATER)
    with pytest.raises(CannotUndo):
        undo(decision=merged, by=curator, now=LATER)
    undo(decision=full, by=second, now=LATER)
    undo(decision=merged, by=curator, now=LATER)
    deal.refresh_from_db()
    assert (deal.amount, deal.review) == (200_000_000, "accepted")


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


def test_to_stop_a_large_deal_that_two_have_accepted_takes_two_again(curator, second):
    deal = deal_of(PAYMENTS)
    for person in (curator, second):
        accept_deal(deal=deal, by=person, now=NOW)
    correct_deal(deal=deal, field="status", value="cancelled", by=curator, now=LATER)
    deal.refresh_from_db()
    assert (deal.status, deal.review) == ("cancelled", "unreviewed")
    accept_deal(deal=deal, by=second, now=LATER)
    deal.refresh_from_db()
    assert (deal.status, deal.review) == ("cancelled", "accepted")
