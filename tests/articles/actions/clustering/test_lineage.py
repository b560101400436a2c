from dataclasses import replace
from datetime import date, timedelta

import pytest

from articles.actions.clustering.lineage import Sketch, tie

MEETING = Sketch(
    pk=1,
    slug="first",
    type="mou",
    rung="mou",
    status="signed",
    filed_on=date(2024, 4, 1),
    parties=frozenset({"city:hong-kong", "outside:fujian"}),
    mechanism="hk-fujian-conference",
    mechanism_kind="cooperation_conference",
    sectors=frozenset({"trade"}),
    counts=frozenset({("areas", 12), ("projects", 70)}),
    amount=None,
    currency="",
    is_starter=False,
)
PACT = replace(
    MEETING,
    parties=frozenset({"organisation:hsbc", "organisation:tencent"}),
    mechanism="",
    mechanism_kind="",
    counts=frozenset(),
    amount=2e9,
    currency="HKD",
)


def later(sketch, days=400, **changes):
    return replace(sketch, pk=2, slug="second", filed_on=sketch.filed_on + timedelta(days=days), **changes)


def test_the_next_session_of_a_meeting_carries_on_the_last_one():
    found = tie(MEETING, later(MEETING, counts=frozenset({("areas", 13)})))

    assert found.strength == 2
    assert found.reason == "next session: hk-fujian-conference"


def test_the_same_sides_that_count_areas_again_carry_on_although_no_meeting_is_named():
    found = tie(replace(MEETING, mechanism="", mechanism_kind=""), later(MEETING, counts=frozenset({("areas", 13)})))

    assert (found.strength, found.reason) == (1, "same sides and subject again: areas")


@pytest.mark.parametrize(
    ("earlier", "now", "reason"),
    [
        (PACT, {"type": "cooperation_agreement", "rung": "agreement"}, "next stage: mou to agreement"),
        (replace(PACT, status="planned"), {}, "next stage: planned to signed"),
        (PACT, {"type": "joint_venture", "rung": "contract", "amount": 2.04e9}, "next stage: mou to contract"),
        (
            replace(PACT, amount=None, currency="", counts=frozenset({("stations", 5)})),
            {"status": "completed", "rung": "closed"},
            "next stage: mou to closed",
        ),
    ],
)
def test_the_same_sides_further_with_the_same_matter_are_the_next_stage(earlier, now, reason):
    found = tie(earlier, later(replace(earlier, status="signed"), 90, **now))

    assert (found.strength, found.reason) == (3, reason)


@pytest.mark.parametrize(
    "now",
    [
        later(PACT, 90, amount=3e9, rung="agreement"),  # another sum
        later(PACT, 90, amount=None, currency="", rung="agreement"),  # nothing says that it is the same matter
        later(PACT, 90, type="ipo_listing", rung="contract"),  # another kind
        later(PACT, 90, parties=frozenset({"organisation:hsbc", "organisation:alibaba"}), rung="agreement"),
        later(PACT, 90, parties=frozenset({"organisation:hsbc"}), rung="agreement"),  # one side is not a deal
        later(PACT, 10, rung="agreement"),  # days later it is another report
        later(PACT, 90),  # no further
        later(PACT, 90, status="talks", rung="agreement"),  # back
        later(PACT, 90, status="cancelled", rung="agreement"),  # stopped
        later(PACT, 1500, rung="agreement"),  # history
        later(PACT, -90, rung="agreement"),  # before it
    ],
)
def test_what_is_another_matter_is_not_linked(now):
    assert tie(PACT, now) is None


@pytest.mark.parametrize(
    "now",
    [
        later(MEETING, 30),  # within the season of the same session
        later(MEETING, counts=frozenset({("documents", 4)}), type="cooperation_agreement"),  # another paper of it
        later(MEETING, parties=frozenset({"city:macao", "outside:fujian"})),
    ],
)
def test_another_paper_or_another_pair_is_no_next_session(now):
    assert tie(MEETING, now) is None


def test_neighbours_without_a_named_meeting_make_no_series():
    neighbours = replace(
        MEETING, mechanism="", mechanism_kind="", parties=frozenset({"city:hong-kong", "outside:guangdong"})
    )

    assert tie(neighbours, later(neighbours)) is None


def test_of_several_ties_the_strongest_and_then_the_latest_is_the_largest():
    now = later(MEETING, 800)
    ties = [tie(replace(MEETING, slug=slug, filed_on=MEETING.filed_on + timedelta(days=days)), now)
            for slug, days in (("a", 0), ("b", 365))]  # fmt: skip

    assert max(ties).slug == "b"


APPLIED = replace(
    PACT,
    type="ipo_listing",
    rung="statement",
    status="planned",
    parties=frozenset({"organisation:lantern-robotics"}),
    places=frozenset({"city:hong-kong", "city:shenzhen"}),
    amount=None,
    currency="",
)
LISTED = {"status": "completed", "rung": "closed", "parties": APPLIED.parties | {"organisation:hkex"}, "amount": 4e9}


@pytest.mark.parametrize("days", [8, 90, 700])
def test_an_application_a_hearing_and_a_debut_of_one_issuer_are_stages_of_one_listing(days):
    heard = later(APPLIED, days, status="announced")

    assert tie(APPLIED, later(APPLIED, days, **LISTED)).reason == "next stage: statement to closed"
    assert tie(APPLIED, heard).reason == "next stage: planned to announced"
    assert tie(heard, later(heard, days, **LISTED)).strength == 3
    assert tie(APPLIED, later(APPLIED, days)).reason == "next stage: planned again"


@pytest.mark.parametrize(
    "now",
    [
        later(APPLIED, 90, **LISTED | {"parties": frozenset({"name:quaysidefoods", "organisation:hkex"})}),  # another
        later(APPLIED, 90, **LISTED, places=frozenset({"city:shenzhen"})),  # elsewhere
        later(APPLIED, 90, **LISTED, places=APPLIED.places | {"outside:norway"}, abroad=frozenset({"outside:norway"})),
        later(APPLIED, 800, **LISTED),  # years later
        later(APPLIED, 90, type="bond_loan", rung="closed", status="completed"),  # another kind
        later(APPLIED, 90, status="cancelled"),  # stopped
    ],
)
def test_another_issuer_or_another_exchange_is_no_next_stage_of_a_listing(now):
    assert tie(APPLIED, now) is None


def test_what_is_listed_plans_no_more():
    listed = replace(APPLIED, **LISTED)

    assert tie(listed, later(listed, 90, status="planned", rung="statement")) is None
    assert tie(listed, later(listed, 90)) is None


def test_several_who_are_to_list_are_not_done_with_when_one_has_listed():
    wave = replace(APPLIED, parties=APPLIED.parties | {"organisation:harbour-fans"})

    assert tie(wave, later(APPLIED, 90, **LISTED)) is None
    assert tie(APPLIED, later(wave, 90, **LISTED | {"parties": wave.parties})).strength == 3


def test_the_exchange_alone_makes_no_two_listings_one():
    exchange = replace(APPLIED, parties=frozenset({"organisation:hkex"}))

    assert tie(exchange, later(exchange, 90, status="completed", rung="closed")) is None


def test_the_home_of_an_issuer_in_a_province_is_not_where_it_lists():
    at_home = later(APPLIED, 90, **LISTED, places=APPLIED.places | {"outside:hunan"})

    assert tie(APPLIED, at_home).strength == 3


PLAN = replace(
    PACT,
    status="planned",
    amount=None,
    currency="",
    places=frozenset({"city:hong-kong", "city:shenzhen"}),
)
LAB = replace(PLAN, type="launch_opening", rung="statement", parties=frozenset({"name:lanternrobotics"}))
OPENED = {"status": "completed", "rung": "closed"}


@pytest.mark.parametrize(
    ("plan", "done"),
    [
        (PLAN, {"status": "signed"}),
        (replace(PLAN, status="announced"), {"status": "signed"}),
        (replace(PLAN, type="joint_venture", rung="contract"), OPENED),
        (replace(PLAN, type="construction_contract", rung="contract"), {"status": "signed"}),
        (LAB, OPENED),
    ],
)
def test_a_plan_is_carried_out_where_the_same_sides_have_done_that_in_the_same_places(plan, done):
    assert tie(plan, later(plan, 90, **done)).strength == 3


@pytest.mark.parametrize(
    ("plan", "now"),
    [
        (PLAN, later(PLAN, 90, status="signed", parties=frozenset({"organisation:hsbc", "organisation:alibaba"}))),
        (PLAN, later(PLAN, 90, status="signed", parties=PLAN.parties | {"name:quaysidefoods"})),  # a third side
        (PLAN, later(PLAN, 90, status="signed", places=frozenset({"city:macao"}))),  # elsewhere
        (PLAN, later(PLAN, 90, status="signed", sectors=frozenset({"youth"}))),  # of another subject
        (PLAN, later(PLAN, 90, status="announced")),  # a later plan, with nothing that says that it is the same
        (PLAN, later(PLAN, 90, status="signed", type="cooperation_agreement", rung="agreement")),  # another kind
        (PLAN, later(PLAN, 800, status="signed")),  # years later
        (replace(PLAN, amount=2e9, currency="HKD"), later(PLAN, 90, status="signed", amount=3e9, currency="HKD")),
        (replace(PLAN, counts=frozenset({("stations", 5)})), later(PLAN, 90, status="signed",
                                                                   counts=frozenset({("stations", 9)}))),
        (replace(PLAN, mechanism="a-bridge"), later(PLAN, 90, status="signed", mechanism="a-tunnel")),
        (replace(PLAN, parties=MEETING.parties), later(PLAN, 90, status="signed", parties=MEETING.parties)),
        (replace(PLAN, type="policy_measure"), later(PLAN, 90, status="completed", type="policy_measure")),
        (replace(LAB, type="acquisition", rung="contract"), later(LAB, 90, type="acquisition", **OPENED)),  # one side
        (replace(LAB, parties=frozenset({"city:macao"})), later(LAB, 90, **OPENED, parties=frozenset({"city:macao"}))),
    ],
)  # fmt: skip
def test_a_plan_is_not_carried_out_by_what_may_be_another_matter(plan, now):
    assert tie(plan, now) is None
