from datetime import UTC, datetime, timedelta

from articles.actions.clustering.linking import groups_of, links_among
from articles.actions.clustering.sameness import News, Rarity

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
