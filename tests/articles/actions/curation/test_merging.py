"""Two rows that are one, one that is two, two that are not the same."""

from datetime import timedelta

import pytest

from articles.actions.curation import (
    CannotMerge,
    CannotSplit,
    MergedAway,
    accept_deal,
    fill_queue,
    merge_deals,
    split_deal,
    tell_apart,
    undo,
)
from articles.actions.curation.pairing import find_pairs
from articles.models import Deal, ReviewItem, Tag, Tagging
from tests.articles.newsroom import (
    CATS,
    HENGQIN_IN_PORTUGUESE,
    NOW,
    PAYMENTS,
    make_feed,
    make_labels,
    make_waiting,
    process,
    process_again,
)

LATER = NOW + timedelta(hours=1)
SMALL = (PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "HK$200 million"))
OTHER = (PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "HK$700 million").replace("Tencent", "Lantern Limited"))


@pytest.fixture
def pair(db):
    """Two deals that the machine keeps apart for their amounts."""
    make_labels()
    articles = [make_waiting(SMALL), make_waiting(OTHER, feed=make_feed("delta-times"))]
    for article in articles:
        process(article)
    one, other = Deal.objects.order_by("pk")
    return one, other, articles


def test_a_merge_keeps_the_evidence_of_both_and_the_old_address_leads_to_the_survivor(pair, curator):
    one, other, _ = pair
    merge_deals(survivor=one, loser=other, from_loser=["money"], by=curator, now=LATER)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.report_count, one.amount) == (2, 700_000_000)
    assert other.survivor == one
    assert (other.review, other.review_reason) == ("rejected", "already_reported")
    assert not Deal.objects.published().filter(pk=other.pk).exists()


def test_a_deal_that_was_merged_is_not_accepted_beside_the_one_that_stands_for_it(pair, curator):
    survivor, loser, _ = pair
    merge_deals(survivor=survivor, loser=loser, by=curator, now=NOW)
    with pytest.raises(MergedAway):
        accept_deal(deal=loser, by=curator, now=NOW)
    assert list(Deal.objects.published()) == [survivor]


def test_parting_a_merge_finds_the_reports_where_they_were_merged_on_to(pair, curator):
    one, other, articles = pair
    process(make_waiting(HENGQIN_IN_PORTUGUESE))
    whole = Deal.objects.exclude(pk__in=(one.pk, other.pk)).get()
    first = merge_deals(survivor=one, loser=other, by=curator, now=NOW)
    merge_deals(survivor=whole, loser=one, by=curator, now=NOW)
    undo(decision=first, by=curator, now=LATER)
    assert [report.article for report in other.reports.all()] == [articles[1]]
    assert set(Deal.objects.published()) == {whole, other}
    assert Deal.objects.get(pk=whole.pk).report_count == 2


def test_a_split_that_is_taken_back_after_a_merge_gives_its_reports_to_the_survivor(pair, curator):
    one, other, articles = pair
    merge_deals(survivor=one, loser=other, by=curator, now=NOW)
    part = split_deal(deal=one, reports=list(one.reports.filter(article=articles[1])), by=curator, now=NOW)
    process(make_waiting(HENGQIN_IN_PORTUGUESE))
    whole = Deal.objects.exclude(pk__in=(one.pk, other.pk, part.pk)).get()
    merge_deals(survivor=whole, loser=one, by=curator, now=NOW)
    undo(decision=part.decisions.get(action="split"), by=curator, now=LATER)
    assert list(Deal.objects.published()) == [whole]
    assert whole.reports.count() == 3
    assert Deal.objects.at_address(part.slug) == whole


def test_reading_again_keeps_the_merge(pair, curator):
    one, other, articles = pair
    merge_deals(survivor=one, loser=other, by=curator, now=LATER)
    process_again(*articles, now=LATER)
    assert Deal.objects.count() == 2
    assert one.reports.count() == 2
    assert not other.reports.exists()


def test_a_merge_is_parted_again_from_the_history_even_after_reading_again(pair, curator):
    one, other, articles = pair
    amounts = (one.amount, other.amount)
    decision = merge_deals(survivor=one, loser=other, from_loser=["money"], by=curator, now=LATER)
    process_again(*articles, now=LATER)
    undo(decision=decision, by=curator, now=LATER)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.amount, other.amount) == amounts
    assert (one.review, other.review) == ("unreviewed", "unreviewed")
    assert (other.merged_into, one.report_count, other.report_count) == (None, 1, 1)


def test_successors_follow_a_merge_and_come_back_with_it(pair, curator):
    one, other, _ = pair
    third = Deal.objects.create(slug="third", title="Next", type="mou", status="signed", rung="mou",
                                predecessor=other, created_at=NOW, changed_at=NOW)  # fmt: skip
    decision = merge_deals(survivor=one, loser=other, by=curator, now=LATER)
    third.refresh_from_db()
    assert third.predecessor == one
    undo(decision=decision, by=curator, now=LATER)
    third.refresh_from_db()
    assert third.predecessor == other


def test_what_the_survivor_carries_on_does_not_come_to_carry_it_on(pair, curator):
    one, other, _ = pair
    between = Deal.objects.create(slug="between", title="Next", type="mou", status="signed", rung="mou",
                                  predecessor=other, created_at=NOW, changed_at=NOW)  # fmt: skip
    Deal.objects.filter(pk=one.pk).update(predecessor=between, predecessor_by=Deal.Linker.CURATOR)
    merge_deals(survivor=one, loser=other, by=curator, now=LATER)
    between.refresh_from_db()
    assert between.predecessor_id != one.pk


@pytest.mark.parametrize("bad", [{"from_loser": ["colour"]}, {"same": True}])
def test_what_cannot_be_merged_is_refused_and_nothing_changes(pair, curator, bad):
    one, other, _ = pair
    with pytest.raises(CannotMerge):
        merge_deals(survivor=one, loser=one if bad.pop("same", False) else other, by=curator, now=LATER, **bad)
    assert not one.decisions.exists()
    merge_deals(survivor=one, loser=other, by=curator, now=LATER)
    with pytest.raises(CannotMerge):
        merge_deals(survivor=other, loser=one, by=curator, now=LATER)


def test_a_deal_is_split_and_reading_again_keeps_it_so(pair, curator):
    one, other, articles = pair
    merge_deals(survivor=one, loser=other, by=curator, now=LATER)
    report = one.reports.get(article=articles[1])
    new = split_deal(deal=one, reports=[report], by=curator, now=LATER)
    process_again(*articles, now=LATER)
    new.refresh_from_db()
    one.refresh_from_db()
    assert (new.amount, one.amount) == (700_000_000, 200_000_000)
    assert new.slug == f"{one.slug}-2"
    undo(decision=new.decisions.get(action="split"), by=curator, now=LATER)
    new.refresh_from_db()
    assert (new.survivor, one.reports.count()) == (one, 2)


def test_some_but_not_all_reports_are_split_off(pair, curator):
    one, _, _ = pair
    for chosen in ([], list(one.reports.all())):
        with pytest.raises(CannotSplit):
            split_deal(deal=one, reports=chosen, by=curator, now=LATER)


@pytest.fixture
def twins(pair):
    """The two with one party that is known, and amounts near enough for a person to wonder."""
    tag = Tag.objects.create(kind="organisation", slug="hsbc", name_en="HSBC")
    for deal in pair[:2]:
        deal.parties.filter(name="HSBC").update(tag=tag)
        deal.reports.update(amount=200_000_000, type="mou")
        deal.reports.update(fields=deal.reports.get().fields | {"actors": pair[0].reports.get().fields["actors"]})
    return pair


def test_a_pair_that_was_told_apart_is_never_proposed_again(twins, curator):
    one, other, _ = twins
    assert list(find_pairs(deal_ids=[one.pk, other.pk])) == [(one.pk, other.pk)]
    decision = tell_apart(one=other, other=one, by=curator, now=LATER)
    assert find_pairs(deal_ids=[one.pk, other.pk]) == {}
    undo(decision=decision, by=curator, now=LATER)
    assert find_pairs(deal_ids=[one.pk]) != {}


def test_deals_that_one_article_tells_both_of_are_no_pair(twins):
    one, other, articles = twins
    assert find_pairs(deal_ids=[one.pk]) != {}
    other.reports.update(article=articles[0], position=9)
    assert find_pairs(deal_ids=[one.pk]) == {}


def test_the_queue_opens_what_waits_once_and_closes_what_is_over(pair, curator):
    one, other, articles = pair
    kinds = ReviewItem.Kind
    # Tags that the machine is unsure of wait as they would for any article: test_doubting.py.
    Tagging.objects.update(confidence=1)
    fill_queue(now=LATER)
    assert ReviewItem.objects.open().filter(kind__in=(kinds.DEAL, kinds.SAMPLE)).count() == 2
    assert ReviewItem.objects.open().get(kind=kinds.PAIR).other == other, "the same sides on one day: somebody looks"
    fill_queue(now=LATER)
    assert ReviewItem.objects.open().count() == 3, "a second look finds nothing new"
    accept_deal(deal=one, by=curator, now=LATER)
    assert list(ReviewItem.objects.open().exclude(kind=kinds.PAIR).values_list("deal", flat=True)) == [other.pk]
    type(articles[1]).objects.filter(pk=articles[1].pk).update(title=CATS[0], summary=CATS[1], processed_at=None)
    process(articles[1], now=LATER)
    fill_queue(now=LATER)
    assert not ReviewItem.objects.open().exists()
