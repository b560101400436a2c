import random
from datetime import UTC, datetime, timedelta

import pytest

from articles.actions.clustering import linking
from articles.actions.clustering.linking import groups_of, links_among
from articles.actions.clustering.sameness import News, Rarity, tells_the_same

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
PACT = {"organisation:harbour-air": 3, "organisation:delta-jets": 3}


def news(*rows):
    return {pk: News(pk, NOON + timedelta(days=days), "en", traits) for pk, days, traits in rows}


def links(rows, centres=None, bands=None, deals=None):
    centres = set(rows) if centres is None else centres
    return links_among(rows, centres=centres, shared_bands=bands or {}, deals=deals or {}, rarity=Rarity())


def test_traits_wording_and_deals_each_link():
    rows = news((1, 0, PACT), (2, 1, PACT), (3, 1, {}), (4, 2, {}), (5, 2, {}))

    assert links(rows, bands={(3, 4): 3}, deals={7: {4, 5}}) == {(1, 2), (3, 4), (4, 5)}


def test_wording_and_deals_link_within_a_week_only():
    rows = news((1, 0, {}), (2, 8, {}))

    assert links(rows, bands={(1, 2): 16}, deals={7: {1, 2}}) == set()


def test_only_links_of_the_centres_are_given():
    rows = news((1, 0, PACT), (2, 0, PACT), (3, 0, PACT))

    assert links(rows, centres={3}) == {(1, 3), (2, 3)}


def test_what_hangs_together_is_one_group_in_the_order_of_publication():
    rows = news((1, 5, {}), (2, 0, {}), (3, 1, {}), (4, 2, {}))

    groups = groups_of(rows, {(1, 3), (2, 3)})
    assert [[row.pk for row in group] for group in groups] == [[2, 3, 1], [4]]


def hanging_together(rows, links, held):
    """What hangs together by links and by stories that are kept."""
    ties = {(one, other) for one in held for other in held if one < other and held[one] == held[other]}
    return [[row.pk for row in group] for group in groups_of(rows, links | ties)]


@pytest.mark.parametrize("seed", range(25))
def test_nothing_falls_apart_for_want_of_links_between_what_hangs_together_already(seed):
    chance = random.Random(seed)
    names = [[f"organisation:body-{n}-{family}" for n in range(4)] for family in range(8)]
    rows = news(
        *((pk, chance.randrange(9), dict.fromkeys(chance.choice(names)[: chance.randint(1, 4)], 3)) for pk in range(40))
    )
    centres = set(chance.sample(sorted(rows), 12))
    held = {pk: chance.randrange(1, 6) for pk in rows if pk not in centres and chance.random() < 0.7}
    every = {
        (one, other)
        for one in rows for other in rows
        if one < other and centres & {one, other} and tells_the_same(rows[one], rows[other], rarity=Rarity())
    }  # fmt: skip

    found = links_among(rows, centres=centres, shared_bands={}, deals={}, rarity=Rarity(), held=held)

    assert found <= every
    assert hanging_together(rows, found, held) == hanging_together(rows, every, held)


def test_what_hangs_together_already_is_not_compared(monkeypatch):
    compared = []
    monkeypatch.setattr(linking, "tells_the_same", lambda one, other, rarity: compared.append(other.pk) or True)
    rows = news(*((pk, 0, PACT) for pk in range(1, 7)))

    links_among(
        rows, centres={6}, shared_bands={}, deals={}, rarity=Rarity(), held={1: 3, 2: 3, 3: 3, 4: 8, 5: 8}
    )  # fmt: skip

    assert len(compared) == 2
