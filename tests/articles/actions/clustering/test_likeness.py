from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import reference
from articles.actions.clustering.likeness import SAME, SAME_LATER, Portrait, amounts_meet, likeness
from articles.actions.clustering.records import Span
from articles.actions.clustering.sameness import News
from articles.actions.conversion import Rates
from articles.models import DealReport

DAY = date(2026, 3, 3)
SIGNING = Portrait(
    type="mou",
    status="signed",
    lang="en",
    day=date(2026, 3, 4),
    parties=frozenset({"organisation:hktdc", "city:shenzhen"}),
    amount=None,
    currency="",
    counts=frozenset({("areas", 12)}),
    span=Span(DAY, DAY),
    cities=frozenset({"hong-kong", "shenzhen"}),
    outside=frozenset(),
    sectors=frozenset({"finance"}),
    mechanism="",
)
BARE = replace(SIGNING, parties=frozenset(), counts=frozenset(), span=None)


def same(one, other):
    assert likeness(one, other) == likeness(other, one)
    return likeness(one, other) >= SAME


@pytest.mark.parametrize(
    "told",
    [
        replace(SIGNING, lang="zh-Hant", day=date(2026, 3, 5)),
        replace(SIGNING, lang="zh-Hant", span=None),
        replace(SIGNING, counts=frozenset()),
        replace(SIGNING, parties=SIGNING.parties | {"name:harbourrail"}, sectors=frozenset({"trade"})),
        replace(SIGNING, lang="pt", parties=frozenset({"name:conselho", "city:shenzhen"})),
        replace(SIGNING, type="cooperation_agreement"),
    ],
)
def test_one_signing_told_in_other_words_is_the_same(told):
    assert same(SIGNING, told)


@pytest.mark.parametrize(
    "told",
    [
        replace(SIGNING, parties=frozenset({"organisation:hkma", "outside:united-kingdom"})),  # others sign
        replace(SIGNING, cities=frozenset({"macao"})),  # elsewhere
        replace(SIGNING, counts=frozenset({("areas", 8)})),  # about another number of fields
        replace(SIGNING, span=Span(date(2026, 2, 20), date(2026, 2, 20))),  # on another day
        replace(SIGNING, type="ipo_listing"),  # of another kind
        replace(SIGNING, day=date(2027, 3, 4), span=Span(date(2027, 3, 3), date(2027, 3, 3))),  # a year later
        replace(BARE, lang="zh-Hans"),  # nothing but the places and the kind agree
    ],
)
def test_what_contradicts_or_hardly_agrees_is_not(told):
    assert not same(SIGNING, told)


def test_two_papers_of_one_pair_of_cities_are_not_one_for_the_pair_alone():
    one = replace(BARE, parties=frozenset({"city:hong-kong", "city:shenzhen"}))

    assert not same(one, replace(one, day=date(2026, 3, 12), sectors=frozenset({"youth"})))


def test_amounts_that_differ_by_more_than_rounding_contradict():
    one = replace(SIGNING, amount=2e9, currency="HKD")

    assert same(one, replace(one, amount=2.04e9))
    assert not same(one, replace(one, amount=3e9))
    assert same(one, replace(one, amount=256e6, currency="USD"))


DEBUT = replace(
    BARE,
    type="ipo_listing",
    status="completed",
    parties=frozenset({"name:quayside", "organisation:hkex"}),
    amount=7.8e9,
    usd=1e9,
    currency="HKD",
    span=Span(DAY, DAY),
)
IN_DOLLARS = replace(DEBUT, amount=1.01e9, usd=1.01e9, currency="USD")


def test_an_amount_that_converts_to_the_same_speaks_for_one_deal_less_than_the_same_amount():
    unconverted, apart = replace(IN_DOLLARS, usd=None), replace(IN_DOLLARS, amount=1.03e9, usd=1.03e9)

    assert likeness(DEBUT, DEBUT) - 1 == likeness(DEBUT, IN_DOLLARS) == likeness(DEBUT, unconverted) + 1
    assert likeness(DEBUT, apart) == likeness(DEBUT, unconverted)


def test_the_amount_of_a_report_is_worth_what_it_converts_to_on_its_day():
    told = {"type": "fund", "status": "signed", "lang": "en", "date": "", "fields": {}}
    report = DealReport(amount=Decimal(78), currency="HKD", **told)

    assert Portrait.of(report, day=DAY).usd == 10
    assert Portrait.of(DealReport(amount=Decimal(78), currency="XTS", **told), day=DAY).usd is None
    assert Portrait.of(DealReport(**told), day=DAY).usd is None


def test_amounts_told_in_two_currencies_meet_also_in_months_whose_average_is_not_out_yet():
    told = {"type": "fund", "status": "signed", "lang": "en", "date": "", "fields": {}}
    _, rate = max((on, rate) for (of, on), rate in Rates.of(reference.load()).averages.items() if of == "CNY")
    in_yuan = DealReport(amount=100 * rate, currency="CNY", **told)
    in_dollars = DealReport(amount=Decimal(100), currency="USD", **told)
    one, other = (Portrait.of(report, day=date(2031, 1, 1)) for report in (in_yuan, in_dollars))

    assert amounts_meet(one.usd, other.usd)


def test_a_shorter_form_of_an_issuers_name_is_no_other_issuer():
    told = replace(IN_DOLLARS, parties=frozenset({"name:quayside sauce foods"}))

    assert same(DEBUT, told)
    assert likeness(DEBUT, told) < likeness(DEBUT, replace(told, parties=DEBUT.parties))
    assert not same(DEBUT, replace(told, parties=frozenset({"name:lantern sauce foods"})))


def test_a_shorter_form_of_a_counterparts_name_is_no_other_counterpart():
    one = replace(SIGNING, parties=frozenset({"organisation:hktdc", "name:quayside"}))

    assert same(one, replace(one, parties=frozenset({"organisation:hktdc", "name:quayside sauce foods"})))
    assert not same(one, replace(one, parties=frozenset({"organisation:hktdc", "name:lantern sauce foods"})))


def test_the_exchange_does_not_make_two_debuts_of_one_day_one():
    other = replace(DEBUT, parties=frozenset({"name:lantern", "organisation:hkex"}), amount=None, currency="")

    assert not same(DEBUT, other)


def test_an_issuer_lists_once_at_one_exchange():
    plan = replace(DEBUT, status="planned", amount=None, currency="", span=None)
    debut = replace(DEBUT, day=plan.day + timedelta(days=150))

    assert same(plan, debut)
    assert not same(plan, replace(debut, parties=frozenset({"name:lantern", "organisation:hkex"})))
    assert not same(plan, replace(debut, outside=frozenset({"norway"})))
    assert not same(plan, replace(debut, cities=frozenset({"shenzhen"})))
    assert not same(debut, replace(plan, day=debut.day + timedelta(days=150)))


def test_a_large_count_of_one_day_and_place_is_strong_where_nobody_else_acts():
    one = replace(BARE, type="policy_measure", counts=frozenset({("measures", 23)}), sectors=frozenset())
    told = replace(one, lang="zh-Hant", day=date(2026, 3, 5))

    assert same(one, told)
    for weaker in (
        replace(told, day=date(2026, 3, 6)),
        replace(told, cities=frozenset({"hong-kong"})),
        replace(told, cities=frozenset(), sectors=one.sectors),
    ):
        assert not same(one, weaker)
    few = frozenset({("measures", 9)})
    assert not same(replace(one, counts=few), replace(told, counts=few))
    others = frozenset({("other", 23)})
    assert not same(replace(one, counts=others), replace(told, counts=others))
    mine, theirs = frozenset({"organisation:hkma"}), frozenset({"organisation:hsbc"})
    assert not same(replace(one, parties=mine), replace(told, parties=theirs))


def test_the_next_step_of_a_deal_belongs_to_it_and_a_repetition_much_later_does_not():
    talks = replace(
        SIGNING, status="talks", span=None, parties=frozenset({"organisation:hsbc", "organisation:tencent"})
    )
    later = replace(talks, status="signed", day=date(2026, 6, 1))

    assert same(talks, later)
    assert not same(replace(talks, status="signed"), later)
    assert not same(talks, replace(later, day=date(2027, 3, 4)))


def test_what_a_bureau_opens_its_government_opens_and_what_it_signs_is_its_own_paper():
    line = replace(
        BARE, type="launch_opening", status="planned", mechanism="western-rail", parties=frozenset({"city:hong-kong"})
    )
    bureau = replace(line, lang="zh-Hant", parties=frozenset({"organisation:tlb"}), sides=frozenset({"city:hong-kong"}))

    assert same(line, bureau)
    assert likeness(line, bureau) > likeness(line, replace(bureau, sides=frozenset()))
    paper = replace(line, type="mou", status="signed", mechanism="")
    assert not same(paper, replace(bureau, type="mou", status="signed", mechanism=""))


def test_one_piece_of_news_helps_and_does_not_decide_alone():
    traits = {"organisation:harbour-air": 3, "organisation:delta-jets": 3}
    told = News(1, datetime(2026, 3, 4, tzinfo=UTC), "en", traits)
    one, other = replace(BARE, news=told), replace(BARE, news=replace(told, pk=2, lang="zh-Hant"), lang="zh-Hant")

    assert likeness(one, other) == likeness(BARE, replace(BARE, lang="zh-Hant")) + 1
    assert not same(
        replace(one, parties=frozenset({"organisation:hsbc"})), replace(other, parties=frozenset({"organisation:icbc"}))
    )


NEWS = [
    News(pk, datetime(2026, 3, day, tzinfo=UTC), lang, traits)
    for pk, (day, lang) in enumerate(((3, "en"), (4, "en"), (5, "zh-Hant"), (30, "pt")))
    for traits in ({}, {"organisation:harbour-air": 3, "organisation:delta-jets": 3, "word:ferry": 2, "n:302": 3})
]
PORTRAITS = st.builds(
    Portrait,
    type=st.sampled_from(("mou", "cooperation_agreement", "joint_venture", "policy_measure", "launch_opening")),
    status=st.sampled_from(("planned", "signed", "completed")),
    lang=st.sampled_from(("en", "zh-Hant", "pt")),
    day=st.sampled_from([date(2026, 3, day) for day in (3, 4, 6, 16, 17, 30)] + [date(2026, 9, 1)]),
    parties=st.frozensets(
        st.sampled_from(("organisation:hsbc", "city:macao", "name:lantern", "name:quay")), max_size=3
    ),
    amount=st.sampled_from((None, 100.0, 97.0, 80.0)),
    currency=st.sampled_from(("HKD", "MOP")),
    counts=st.frozensets(st.sampled_from((("areas", 1), ("areas", 12), ("areas", 13), ("other", 9))), max_size=2),
    span=st.sampled_from(
        (None, Span(DAY, DAY), Span(DAY, date(2026, 3, 31)), Span(date(2026, 4, 5), date(2026, 4, 5)))
    ),
    cities=st.frozensets(st.sampled_from(("macao", "zhuhai")), max_size=2),
    outside=st.frozensets(st.sampled_from(("laos", "fujian")), max_size=1),
    sectors=st.frozensets(st.sampled_from(("trade", "finance")), max_size=1),
    mechanism=st.sampled_from(("", "cepa")),
    sides=st.frozensets(st.sampled_from(("city:macao",)), max_size=1),
    news=st.none() | st.sampled_from(NEWS),
)


IN_BRIEF = replace(BARE, news=NEWS[1], sectors=frozenset(), cities=frozenset())


@pytest.mark.parametrize(
    ("one", "changes", "points"),
    [
        # Others sign, which the same news outweighs: above 0.
        (replace(IN_BRIEF, parties=frozenset({"name:lantern"})), {"parties": frozenset({"name:quay"})}, 0.25),
        # Just enough, with the same news.
        (replace(IN_BRIEF, counts=SIGNING.counts), {"status": "planned"}, SAME),
        # So is the next step, three weeks later.
        (
            replace(
                IN_BRIEF,
                span=SIGNING.span,
                parties=SIGNING.parties - {"organisation:hktdc"},
                outside=frozenset({"laos"}),
            ),
            {"status": "completed", "day": date(2026, 3, 24)},
            SAME_LATER,
        ),
    ],
)
def test_the_same_news_is_asked_for_wherever_it_decides(one, changes, points):
    assert likeness(one, replace(one, news=NEWS[3], **changes), least=SAME) == points
    assert likeness(one, replace(one, news=NEWS[2], **changes), least=SAME) < points


@settings(max_examples=400, deadline=None)
@given(PORTRAITS, PORTRAITS)
def test_not_asking_for_the_news_changes_neither_the_sign_nor_points_that_are_enough(one, other):
    exact, quick = likeness(one, other, least=-100), likeness(one, other, least=SAME)

    assert (quick > 0) == (exact > 0)
    assert quick == exact if exact >= SAME else quick < SAME
