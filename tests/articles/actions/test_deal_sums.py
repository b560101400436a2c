import random
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.actions.clustering.orphans import let_orphans_go
from articles.actions.curation import accept_deal, merge_deals, reject_deal, undo
from articles.actions.deal_sums import Facts, find_sum_drift, rebuild_sums, recount_deals
from articles.actions.rollups import find_drift, rebuild_rollups
from articles.models import Article, CountedDeal, Deal, DealFacet, DealSum, Tag
from tests.articles.newsroom import CATS, MEMORANDUM, NOW, PAYMENTS, make_labels, make_waiting, process, process_again

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _labels():
    make_labels()


def ever(what, *slugs):
    """The sums of all time of some tags, all reviews together."""
    keys = [Tag.objects.get(slug=slug, kind=kind).pk for kind, slug in zip(what.split("+"), slugs, strict=False)]
    rows = DealSum.objects.filter(what=what, grain="ever", one=[*keys, 0][0], other=[*keys, 0, 0][1])
    return {name: sum(row[name] for row in rows.values(name)) for name in ("listed", "signed", "hkd")}


def make(slug, **fields):
    tags = fields.pop("tags", ("hong-kong", "shenzhen"))
    values = {"title": slug, "type": "mou", "status": "signed", "rung": "mou", "scope": "intra_gba"}
    values |= {"filed_on": date(2026, 3, 5), "filed_until": date(2026, 3, 5), "created_at": NOW, "changed_at": NOW}
    deal = Deal.objects.create(slug=slug, **values | fields)
    deal.tags.set(Tag.objects.filter(slug__in=tags))
    return deal


def test_a_deal_is_summed_with_its_tags_two_by_two_as_processing_leaves_it():
    process(make_waiting(PAYMENTS), make_waiting(CATS))

    assert ever("") == ever("city", "hong-kong") == ever("city+city", "hong-kong", "shenzhen")
    assert ever("") == {"listed": 1, "signed": 1, "hkd": 2_000_000_000_000}
    assert DealFacet.objects.get().value == "disclosed"
    assert find_drift() == {}


@pytest.mark.parametrize("change", [{"worth": 1_999_999_999_999}, {"facts": "[]"}])
def test_what_is_held_of_a_deal_and_is_not_so_is_found(change):
    process(make_waiting(MEMORANDUM))
    deal = Deal.objects.get()
    assert CountedDeal.objects.update(**change) == 1
    assert list(find_drift()) == [("deal", deal.pk)]
    rebuild_rollups()
    assert find_drift() == {}


def test_an_article_read_otherwise_takes_its_deal_out_again():
    article = make_waiting(MEMORANDUM)
    process(article)
    assert ever("")["listed"] == 1
    Article.objects.filter(pk=article.pk).update(title=CATS[0], summary=CATS[1])
    process_again(article)

    assert not Deal.objects.published().exists()
    assert ever("")["listed"] == 0
    assert find_drift() == {}


def test_what_curators_decide_and_take_back_is_summed(django_user_model):
    curator = django_user_model.objects.create_user("curator")
    process(make_waiting(MEMORANDUM), make_waiting(PAYMENTS))
    first, second = Deal.objects.order_by("pk")
    accept_deal(deal=first, by=curator, now=NOW)
    assert DealSum.objects.filter(what="", grain="ever", review="accepted").get().listed == 1
    decision = reject_deal(deal=second, reason="not_a_deal", by=curator, now=NOW)
    assert ever("")["listed"] == 1
    assert find_drift() == {}
    undo(decision=decision, by=curator, now=NOW)
    assert ever("")["listed"] == 2
    assert find_drift() == {}


def test_deals_that_are_merged_count_once_and_twice_again_when_they_are_parted(django_user_model):
    curator = django_user_model.objects.create_user("curator")
    process(make_waiting(MEMORANDUM), make_waiting(PAYMENTS))
    first, second = Deal.objects.order_by("pk")
    decision = merge_deals(survivor=first, loser=second, by=curator, now=NOW)
    assert ever("")["listed"] == 1
    assert find_drift() == {}
    undo(decision=decision, by=curator, now=NOW)
    assert ever("")["listed"] == 2
    assert find_drift() == {}


def test_what_a_deal_is_worth_is_held_beside_its_facts_while_it_is_listed():
    deal = make("priced", amount=Decimal("1.5"), currency="HKD")
    for review, worth in ((Deal.Review.ACCEPTED, 1_500), (Deal.Review.REJECTED, None)):
        Deal.objects.filter(pk=deal.pk).update(review=review, review_reason="other")
        recount_deals([deal.pk])
        assert CountedDeal.objects.get().worth == worth


def test_a_deal_that_is_gone_counts_no_more():
    deal = make("gone")
    recount_deals([deal.pk])
    assert ever("")["listed"] == 1
    let_orphans_go(deal_ids=[deal.pk], now=NOW)
    assert ever("")["listed"] == 0
    assert find_drift() == {}


def test_any_change_in_any_order_leaves_what_a_rebuild_makes():
    chance = random.Random(7)
    deals = [make(f"deal-{number}") for number in range(12)]
    # Chance may leave some of them alone.
    recount_deals([deal.pk for deal in deals])
    slugs = list(Tag.objects.filter(kind__in=("city", "sector", "outside")).values_list("slug", flat=True))
    for _ in range(40):
        deal = chance.choice(deals)
        day = chance.choice((None, date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 14)))
        amount, currency = chance.choice(((None, ""), (Decimal("12.34"), "HKD"), (Decimal(9), "THB")))
        usd = chance.choice((None, Decimal("1.07"))) if currency == "THB" else None
        Deal.objects.filter(pk=deal.pk).update(
            status=chance.choice(("signed", "completed", "planned", "stalled")),
            rung=chance.choice(("mou", "contract")), review=chance.choice(Deal.Review.values), review_reason="other",
            is_superseded=chance.random() < 0.2, is_starter=chance.random() < 0.2, filed_on=day,
            filed_until=day and chance.choice((day, date(2026, 6, 30))), amount=amount, currency=currency,
            amount_usd=usd, scope=chance.choice(("", "intra_gba")),
        )  # fmt: skip
        deal.tags.set(Tag.objects.filter(slug__in=chance.sample(slugs, chance.randrange(6))))
        recount_deals([deal.pk])
        recount_deals([deal.pk])
    kept = {(row[1:8], row[8:]) for row in DealSum.objects.exclude(listed=0).values_list()}
    assert find_sum_drift() == {}
    with transaction.atomic():
        rebuild_sums()

    assert {(row[1:8], row[8:]) for row in DealSum.objects.values_list()} == kept
    assert find_sum_drift() == {}


def test_many_deals_are_recounted_in_as_many_statements_as_one():
    ids = [make(f"deal-{number}").pk for number in range(30)]
    with CaptureQueriesContext(connection) as first:
        recount_deals(ids)
    with CaptureQueriesContext(connection) as again:
        recount_deals(ids)

    assert len(first) == 4
    assert len(again) == 1


def test_an_amount_beyond_all_bounds_breaks_nothing():
    deal = make("all-the-money", amount=Decimal(10) ** 19, currency="HKD")
    recount_deals([deal.pk])

    assert float(ever("")["hkd"]) == pytest.approx(1e22)


def test_sums_of_trillions_are_compared_to_the_last_digit():
    for number in range(2):
        recount_deals([make(f"plan-{number}", amount=Decimal("1512056549446.91"), currency="HKD").pk])

    assert ever("")["hkd"] == 3_024_113_098_893_820
    assert find_sum_drift() == {}


def test_a_sum_that_drifted_is_found_and_made_anew():
    deal = make("drifted")
    recount_deals([deal.pk])
    DealSum.objects.filter(what="city", grain="ever").update(listed=9)
    Deal.objects.filter(pk=deal.pk).update(status="planned")
    drift = find_sum_drift()

    assert ("deal", deal.pk) in drift
    assert {was[0] for key, (was, _) in drift.items() if key[:2] == ("city", "ever")} == {9}
    rebuild_rollups()
    assert find_sum_drift() == {}


def test_facts_survive_their_text():
    facts = Facts(
        "mou", "signed", "mou", "", "accepted", False, True, "2026-03-05", "", "disclosed", 12, (1, 2), (), (3,), ()
    )

    assert Facts.of_text(facts.as_text()) == facts
