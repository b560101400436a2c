"""Which deal carries on which, and which is a part of which bundle, as people say it."""

from datetime import timedelta

import pytest

from articles.actions.clustering.orphans import let_orphans_go
from articles.actions.curation import (
    CannotLink,
    CannotUndo,
    accept_deal,
    merge_deals,
    reject_deal,
    set_bundle,
    set_predecessor,
    undo,
)
from articles.actions.curation.lineage import SESSION, STAGE
from articles.models import Deal, DealReport
from tests.articles.desk import NOW, make_deal
from tests.articles.newsroom import MEMORANDUM, PAYMENTS, make_labels, make_waiting, process, process_again

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def fresh(*deals):
    return [Deal.objects.get(pk=deal.pk) for deal in deals]


def vouch(*deals, by):
    """Let a person's word be all that there is of the deals: their reports have gone."""
    for deal in deals:
        accept_deal(deal=deal, by=by, now=NOW)
    DealReport.objects.all().delete()


def counted():
    return set(Deal.objects.counted())


def test_the_next_stage_takes_the_place_of_the_one_before_until_it_is_taken_back(curator):
    first, second = make_deal(1), make_deal(2)
    decision = set_predecessor(deal=second, earlier=first, kind=STAGE, by=curator, now=NOW)
    first, second = fresh(first, second)
    assert (second.predecessor, second.predecessor_by, second.predecessor_reason) == (first, "curator", "next stage")
    assert counted() == {second}
    rejected = reject_deal(deal=second, reason="not_a_deal", by=curator, now=NOW)
    assert counted() == {first}, "what is rejected stands for nothing"
    undo(decision=rejected, by=curator, now=NOW)
    assert counted() == {second}
    undo(decision=decision, by=curator, now=LATER)
    first, second = fresh(first, second)
    assert (second.predecessor, second.predecessor_by, counted()) == (None, "", {first, second})


def test_of_two_sessions_both_are_counted_and_the_last_word_stands(curator):
    first, second, third = make_deal(1), make_deal(2), make_deal(3)
    set_predecessor(deal=third, earlier=first, kind=SESSION, by=curator, now=NOW)
    later = set_predecessor(deal=third, earlier=second, kind=STAGE, by=curator, now=NOW)
    assert counted() == {first, third}
    undo(decision=later, by=curator, now=LATER)
    assert fresh(third)[0].predecessor == first
    assert counted() == {first, second, third}
    none = set_predecessor(deal=third, earlier=None, by=curator, now=LATER)
    third = fresh(third)[0]
    assert (third.predecessor, third.predecessor_by, none.machine_value) == (None, "curator", first.slug)


def test_no_circle_no_self_and_nothing_that_is_rejected_or_merged(curator):
    one, two, three, gone = (make_deal(number) for number in range(1, 5))
    set_predecessor(deal=two, earlier=one, by=curator, now=NOW)
    set_predecessor(deal=three, earlier=two, by=curator, now=NOW)
    reject_deal(deal=gone, reason="advert", by=curator, now=NOW)
    refused = [(one, one), (one, three), (one, gone), (gone, one)]
    for deal, earlier in refused:
        with pytest.raises(CannotLink):
            set_predecessor(deal=deal, earlier=earlier, by=curator, now=NOW)
        with pytest.raises(CannotLink):
            set_bundle(deal=deal, bundle=earlier, by=curator, now=NOW)
    merge_deals(survivor=one, loser=make_deal(5), by=curator, now=NOW)
    with pytest.raises(CannotLink):
        set_predecessor(deal=three, earlier=Deal.objects.get(slug="deal-5"), by=curator, now=NOW)
    with pytest.raises(ValueError, match="perhaps"):
        set_predecessor(deal=three, earlier=one, kind="perhaps", by=curator, now=NOW)
    assert [deal.predecessor_id for deal in fresh(one, two, three)] == [None, one.pk, two.pk]


def test_a_part_is_not_counted_beside_its_bundle(curator):
    bundle, part, other = make_deal(1), make_deal(2), make_deal(3)
    decision = set_bundle(deal=part, bundle=bundle, by=curator, now=NOW)
    assert counted() == {bundle, other}
    with pytest.raises(CannotLink):
        set_bundle(deal=other, bundle=part, by=curator, now=NOW)
    with pytest.raises(CannotLink):
        set_bundle(deal=bundle, bundle=other, by=curator, now=NOW)
    with pytest.raises(CannotLink):
        set_predecessor(deal=part, earlier=bundle, by=curator, now=NOW)
    rejected = reject_deal(deal=bundle, reason="old_news", by=curator, now=NOW)
    assert counted() == {part, other}
    undo(decision=rejected, by=curator, now=NOW)
    undo(decision=decision, by=curator, now=LATER)
    assert counted() == {bundle, part, other}


def test_a_part_with_an_amount_counts_beside_a_bundle_that_tells_none(curator):
    bundle, part = make_deal(1, amount=None, currency="", amount_bound=""), make_deal(2)
    set_bundle(deal=part, bundle=bundle, by=curator, now=NOW)
    assert counted() == {bundle, part}


def test_processing_and_clearing_away_keep_what_a_person_linked(curator):
    make_labels()
    articles = [make_waiting(PAYMENTS), make_waiting(MEMORANDUM)]
    process(*articles)
    (first, second), bundle = (Deal.objects.get(reports__article=article) for article in articles), make_deal(3)
    set_predecessor(deal=second, earlier=first, kind=STAGE, by=curator, now=NOW)
    set_bundle(deal=first, bundle=bundle, by=curator, now=NOW)
    process_again(*articles, now=LATER)
    for deal in (first, bundle):
        deal.reports.all().delete()
    bundle.decisions.all().delete()
    assert let_orphans_go(deal_ids=[first.pk, bundle.pk], now=NOW) == 0
    first, second = fresh(first, second)
    assert (second.predecessor, second.predecessor_by, first.bundle) == (first, "curator", bundle)


def test_a_merge_takes_parts_along_and_parting_gives_them_back(curator):
    survivor, loser, part = make_deal(1), make_deal(2), make_deal(3)
    set_bundle(deal=part, bundle=loser, by=curator, now=NOW)
    decision = merge_deals(survivor=survivor, loser=loser, by=curator, now=NOW)
    assert fresh(part)[0].bundle == survivor
    undo(decision=decision, by=curator, now=LATER)
    assert fresh(part)[0].bundle == loser


def test_a_merge_keeps_the_place_in_a_bundle_and_totals_count_each_once(curator):
    survivor, loser, bundle = make_deal(1), make_deal(2), make_deal(3)
    set_bundle(deal=loser, bundle=bundle, by=curator, now=NOW)
    decision = merge_deals(survivor=survivor, loser=loser, by=curator, now=NOW)
    assert (fresh(survivor)[0].bundle, counted()) == (bundle, {bundle})
    undo(decision=decision, by=curator, now=LATER)
    survivor, loser = fresh(survivor, loser)
    assert (survivor.bundle, loser.bundle, counted()) == (None, bundle, {survivor, bundle})


@pytest.mark.parametrize("has_reports", [True, False])
def test_a_merge_keeps_what_the_loser_carries_on_and_parting_gives_it_back(curator, has_reports):
    survivor, loser, earlier = make_deal(1), make_deal(2), make_deal(3)
    if not has_reports:
        vouch(survivor, loser, earlier, by=curator)
    set_predecessor(deal=loser, earlier=earlier, kind=STAGE, by=curator, now=NOW)
    decision = merge_deals(survivor=survivor, loser=loser, by=curator, now=NOW)
    survivor = fresh(survivor)[0]
    assert (survivor.predecessor, survivor.predecessor_by, counted()) == (earlier, "curator", {survivor})
    undo(decision=decision, by=curator, now=LATER)
    survivor, loser = fresh(survivor, loser)
    assert (survivor.predecessor, survivor.predecessor_by, loser.predecessor) == (None, "", earlier)
    assert counted() == {survivor, loser}


def test_a_merge_takes_over_nothing_that_closes_a_circle_and_parting_leaves_later_words(curator):
    survivor, loser, earlier, other = (make_deal(number) for number in range(1, 5))
    set_predecessor(deal=earlier, earlier=survivor, by=curator, now=NOW)
    set_predecessor(deal=loser, earlier=earlier, by=curator, now=NOW)
    closing = merge_deals(survivor=survivor, loser=loser, by=curator, now=NOW)
    assert fresh(survivor)[0].predecessor is None
    undo(decision=closing, by=curator, now=NOW)
    set_predecessor(deal=loser, earlier=other, by=curator, now=NOW)
    decision = merge_deals(survivor=survivor, loser=loser, by=curator, now=NOW)
    assert fresh(survivor)[0].predecessor == other
    set_predecessor(deal=survivor, earlier=None, by=curator, now=LATER)
    undo(decision=decision, by=curator, now=LATER)
    assert (fresh(survivor)[0].predecessor_by, fresh(loser)[0].predecessor) == ("curator", other)


def test_a_deal_without_a_report_that_is_rejected_stands_for_nothing_any_more(curator):
    earlier, later, bundle, part = (make_deal(number) for number in range(1, 5))
    vouch(earlier, later, bundle, part, by=curator)
    set_predecessor(deal=later, earlier=earlier, kind=STAGE, by=curator, now=NOW)
    set_bundle(deal=part, bundle=bundle, by=curator, now=NOW)
    assert counted() == {later, bundle}
    for deal in (later, bundle):
        reject_deal(deal=deal, reason="advert", by=curator, now=LATER)
    assert counted() == {earlier, part}


def test_taking_back_a_word_closes_no_circle(curator):
    one, two = make_deal(1), make_deal(2)
    set_predecessor(deal=one, earlier=two, kind=STAGE, by=curator, now=NOW)
    none = set_predecessor(deal=one, earlier=None, by=curator, now=NOW)
    set_predecessor(deal=two, earlier=one, kind=STAGE, by=curator, now=NOW)
    with pytest.raises(CannotUndo):
        undo(decision=none, by=curator, now=LATER)
    none.refresh_from_db()
    assert (none.undone_at, counted()) == (None, {two})
    assert [deal.predecessor for deal in fresh(one, two)] == [None, one]


def test_a_bundle_that_became_a_part_is_not_put_back(curator):
    part, bundle, whole = make_deal(1), make_deal(2), make_deal(3)
    set_bundle(deal=part, bundle=bundle, by=curator, now=NOW)
    none = set_bundle(deal=part, bundle=None, by=curator, now=NOW)
    set_bundle(deal=bundle, bundle=whole, by=curator, now=NOW)
    with pytest.raises(CannotUndo):
        undo(decision=none, by=curator, now=LATER)
    assert counted() == {part, whole}


def test_both_ends_of_a_link_count_as_changed_when_it_is_made_and_taken_back(curator):
    earlier, later = make_deal(1), make_deal(2)
    for moment, act in (
        (NOW + timedelta(minutes=1), lambda at: set_predecessor(deal=later, earlier=earlier, by=curator, now=at)),
        (LATER, lambda at: undo(decision=later.decisions.get(action="succeed"), by=curator, now=at)),
    ):
        act(moment)
        assert [deal.changed_at for deal in fresh(earlier, later)] == [moment, moment]
