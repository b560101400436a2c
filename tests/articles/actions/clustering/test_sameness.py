from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.actions.clustering.sameness import (
    SAME_NEWS,
    News,
    Rarity,
    _hardly_agree,
    _weighed,
    points,
    tells_the_same,
)

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
ROWS = [
    {
        "cities": ["hong-kong", "shenzhen"],
        "outside": ["guangdong"] if n % 2 else [],
        "mechanism": "cepa" if n < 9 else "",
    }
    for n in range(20)
] + [{"cities": ["hong-kong"], "outside": ["laos"], "mechanism": "lao-week"}]
RARITY = Rarity.of(ROWS)
VISIT = News(
    1, NOON, "en", {"city:hong-kong": 3, "outside:laos": 3, "person:ann-lo": 2, "count:documents:12": 2, "act:mou": 3}
)


def told(traits, pk=2, lang="zh-Hant", hours=3):
    return News(pk, NOON + timedelta(hours=hours), lang, traits)


def test_a_rare_partner_a_number_and_an_official_are_one_news_in_two_languages():
    other = told({"city:hong-kong": 3, "outside:laos": 3, "count:documents:12": 2, "person:ann-lo": 2})

    assert tells_the_same(VISIT, other, rarity=RARITY)
    assert points(VISIT, other, rarity=RARITY) == points(other, VISIT, rarity=RARITY)


def test_the_cities_that_are_always_there_join_nothing():
    both = {"city:hong-kong": 3, "city:shenzhen": 3, "outside:china": 3, "organisation:hksar-government": 3,
            "organisation:central-government": 3, "sector:finance": 3, "act:mou": 3, "person:ann-lo": 3}  # fmt: skip

    assert sum(points(told(both, 1), told(both), rarity=RARITY).values()) < SAME_NEWS


def test_an_official_and_the_office_are_one_witness_only():
    speech = {"organisation:treasury": 3, "person:ann-lo": 3, "sector:finance": 3}

    assert points(told(speech, 1), told(speech), rarity=RARITY) == {}
    assert tells_the_same(
        told(speech | {"money:HKD:2e+09": 2}, 1), told(speech | {"money:HKD:2e+09": 2}), rarity=RARITY
    )


def test_two_bodies_together_need_no_other_witness():
    pact = {"organisation:harbour-air": 3, "organisation:delta-jets": 3}

    assert tells_the_same(told(pact, 1), told(pact), rarity=RARITY)


def test_papers_of_one_body_with_two_partners_are_two_pieces_of_news():
    title = {f"title:{word}": 3 for word in ("customs", "memorandum", "signed")}
    one = told({"organisation:customs": 3, "outside:peru": 3, "act:mou": 3} | title, 1, "en")
    other = told({"organisation:customs": 3, "organisation:~fast parcels": 3, "act:mou": 3} | title, lang="en")

    assert not tells_the_same(one, other, rarity=RARITY)
    assert tells_the_same(one, replace(other, traits=other.traits | {"outside:peru": 2}), rarity=RARITY)


def test_names_that_no_list_holds_cannot_differ_between_languages():
    one = told({"organisation:harbour-air": 3, "organisation:delta-jets": 3, "organisation:~fast parcels": 3}, 1, "en")
    other = told({"organisation:harbour-air": 3, "organisation:delta-jets": 3, "organisation:~快运": 3})

    assert "elsewhere" not in points(one, other, rarity=RARITY)
    assert points(one, replace(other, lang="en"), rarity=RARITY)["elsewhere"] < 0


@pytest.mark.parametrize(("days", "is_same"), [(0, True), (1, True), (6, True), (15, False), (22, False)])
def test_the_longer_ago_the_more_must_agree(days, is_same):
    traits = {"outside:laos": 3, "mechanism:lao-week": 3, "act:mou": 3}
    later = replace(told(traits), listed_at=NOON + timedelta(days=days))
    firm = traits | {"n:302": 2, "word:c919": 2}

    assert tells_the_same(told(traits, 1, hours=0), later, rarity=RARITY) is (days < 4)
    assert tells_the_same(told(firm, 1, hours=0), replace(later, traits=firm), rarity=RARITY) is (days < 22)
    assert is_same is (days < 7)


def test_what_is_named_rarely_counts_more():
    def worth(trait):
        traits = {trait: 3, "mechanism:lao-week": 3, "n:302": 3}
        return points(told(traits, 1), told(traits), rarity=RARITY).get(trait.partition(":")[0], 0)

    assert worth("outside:laos") > worth("outside:guangdong") > 0
    assert worth("city:hong-kong") < 0.05
    assert worth("outside:china") == 0
    assert worth("outside:unheard-of") == 1.8


@pytest.mark.parametrize(("number", "worth"), [("n:300", 0.3), ("n:51", 0.7), ("n:302", 1.1), ("n:3.02e+06", 1.1)])
def test_a_number_of_many_digits_is_met_less_by_chance(number, worth):
    traits = {"outside:laos": 3, "mechanism:lao-week": 3, number: 3}

    assert points(told(traits, 1), told(traits), rarity=RARITY)["number"] == worth


def test_one_word_of_a_title_is_chance():
    traits = {"outside:laos": 3, "mechanism:lao-week": 3, "title:bridge": 3}

    assert "title" not in points(told(traits, 1, "en"), told(traits, lang="en"), rarity=RARITY)


TRAITS = (
    "city:hong-kong", "outside:laos", "outside:china", "organisation:treasury", "organisation:~lantern-quay",
    "organisation:hksar-government", "person:ann-lo", "place:qianhai", "mechanism:cepa", "n:302", "count:areas:12",
    "money:HKD:2e+09", "word:ferry", "word:pier", "title:ferry", "title:pier", "title:opens", "sector:trade", "act:mou",
)  # fmt: skip
FEW = st.dictionaries(st.sampled_from(TRAITS), st.sampled_from((2, 3)), max_size=4)


@settings(max_examples=600, deadline=None)
@given(FEW, FEW, FEW, st.sampled_from(("en", "zh-Hant")), st.integers(0, 600))
@example({"money:HKD:2e+09": 3, "word:ferry": 3}, {}, {}, "en", 1)
@example({"organisation:treasury": 3, "word:ferry": 3}, {}, {}, "en", 1)
@example({"title:ferry": 3, "title:pier": 3, "word:ferry": 3, "word:pier": 3}, {}, {}, "zh-Hant", 1)
def test_whoever_is_seen_to_hardly_agree_has_too_few_witnesses_when_weighed(both, mine, theirs, lang, hours):
    one, other = told(both | mine, pk=1, hours=0), told(both | theirs, lang=lang, hours=hours)
    weighed = _weighed(one, other, RARITY)

    assert not (_hardly_agree(one, other) and weighed)
    assert tells_the_same(one, other, rarity=RARITY) == (sum(points(one, other, rarity=RARITY).values()) >= SAME_NEWS)
