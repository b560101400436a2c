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

    assert (found.strength, found.supersedes) == (2, False)
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
    assert found.supersedes is (earlier.status == "signed")


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
