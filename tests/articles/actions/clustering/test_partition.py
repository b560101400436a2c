from dataclasses import replace
from datetime import date
from itertools import permutations

from articles.actions.clustering.likeness import Portrait
from articles.actions.clustering.partition import Telling, partition
from articles.actions.clustering.sameness import Rarity
from articles.models import DealReport

PACT = Portrait(
    type="cooperation_agreement",
    status="signed",
    lang="en",
    day=date(2026, 3, 4),
    parties=frozenset({"organisation:hsbc", "organisation:tencent"}),
    amount=100.0,
    currency="HKD",
    counts=frozenset(),
    span=None,
    cities=frozenset({"hong-kong"}),
    outside=frozenset(),
    sectors=frozenset({"fintech"}),
    mechanism="",
)


def telling(number, portrait=PACT, *, article=None, deal=None, is_fixed=False):
    return Telling(DealReport(), portrait, (f"2026-03-0{number}", "", 0), article or number, deal, is_fixed)


def parts(*tellings):
    groups = partition(tellings, rarity=Rarity())
    return sorted(sorted(telling.key[0][-1] for telling in group.tellings) for group in groups)


def test_the_likest_group_that_nobody_contradicts_is_joined_in_the_order_of_publication():
    tellings = [telling(n, replace(PACT, amount=amount)) for n, amount in ((1, 100.0), (2, 96.0), (3, 92.0))]

    assert {str(parts(*order)) for order in permutations(tellings)} == {"[['1', '2'], ['3']]"}


def test_two_reports_of_one_article_are_two_agreements():
    assert parts(telling(1, article=9), telling(2, article=9)) == [["1"], ["2"]]


def test_another_report_of_the_article_of_a_fixed_one_is_another_agreement():
    assert parts(telling(1, article=9, deal=7, is_fixed=True), telling(2, article=9)) == [["1"], ["2"]]


def test_what_is_fixed_stays_and_draws_others():
    fixed = telling(5, deal=7, is_fixed=True)
    groups = partition([telling(1), fixed], rarity=Rarity())

    assert [(group.deal_id, len(group.tellings)) for group in groups] == [(7, 2)]
    assert groups[0].first.key == telling(1).key


def test_two_fixed_deals_stay_two_however_alike():
    assert parts(telling(1, deal=7, is_fixed=True), telling(2, deal=8, is_fixed=True)) == [["1"], ["2"]]


def test_a_report_that_only_has_a_deal_is_free_to_go():
    groups = partition([telling(1, deal=7), telling(2, deal=8)], rarity=Rarity())

    assert [(group.deal_id, len(group.tellings)) for group in groups] == [(None, 2)]
