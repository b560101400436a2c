from datetime import date
from itertools import product

from articles.actions.clustering.frames import Frames, places_of
from articles.actions.clustering.likeness import Portrait, likeness

TYPES = ("mou", "framework_agreement", "joint_venture", "land", "policy_measure", "mutual_recognition", "listing")
CITIES = (frozenset(), frozenset({"zhuhai"}), frozenset({"zhuhai", "macao"}), frozenset({"foshan"}))
OUTSIDE = (frozenset(), frozenset({"laos"}), frozenset({"portugal"}))
MECHANISMS = ("", "wealth-connect", "bond-connect")


def portrait(type_, cities, outside, mechanism):
    return Portrait(
        type=type_, status="signed", lang="en", day=date(2026, 3, 5), parties=frozenset({"organisation:port"}),
        amount=None, currency="", counts=frozenset(), span=None, cities=cities, outside=outside,
        sectors=frozenset(), mechanism=mechanism,
    )  # fmt: skip


EVERYBODY = [portrait(*frame) for frame in product(TYPES, CITIES, OUTSIDE, MECHANISMS)]


def test_those_set_apart_are_just_those_that_have_no_points():
    frames = Frames(EVERYBODY)

    for one in EVERYBODY[::7]:
        apart = set(places_of(frames.against(one)))
        assert apart == {place for place, other in enumerate(EVERYBODY) if likeness(one, other) == 0}


def test_who_is_added_after_a_question_is_seen_by_the_next():
    frames = Frames()
    for place, one in enumerate(EVERYBODY[::5]):
        frames.add(one, place)
        assert frames.against(EVERYBODY[3]) == Frames(EVERYBODY[::5][: place + 1]).against(EVERYBODY[3])


def test_a_portrait_that_is_none_of_them_may_be_asked_about():
    frames = Frames([portrait("mou", CITIES[1], OUTSIDE[1], "")])

    assert frames.against(portrait("letter_of_intent", CITIES[2], OUTSIDE[0], "new-scheme")) == 0
    assert frames.against(portrait("letter_of_intent", CITIES[3], OUTSIDE[0], "")) == 1
    assert Frames().against(portrait("mou", CITIES[1], OUTSIDE[1], "")) == 0


def test_packages_of_measures_are_not_set_apart_by_the_scheme_that_they_name_first():
    frames = Frames([portrait(type_, CITIES[0], OUTSIDE[0], "wealth-connect") for type_ in ("policy_measure", "other")])

    assert set(places_of(frames.against(portrait("policy_measure", CITIES[0], OUTSIDE[0], "bond-connect")))) == {1}


def test_places_come_in_order():
    assert list(places_of(0b1010010)) == [1, 4, 6]
    assert list(places_of(0)) == []
