"""Doubles that share no listed party and no equal amount: what is proposed to a person, and what is not.

All names, sums and days are made up.
"""

from datetime import date, timedelta

import pytest

from articles.actions.clustering.likeness import amounts_meet
from articles.actions.clustering.records import actor_of
from articles.actions.curation import set_bundle, similar_deals
from articles.actions.curation.kinship import is_within
from articles.actions.curation.pairing import NEAR, find_pairs
from articles.models import Deal, DealReport, Party, Tag
from articles.pipeline.matching.parties import PartyNames
from articles.reference import load
from tests.articles.desk import NOW, make_article

DAY = date(2026, 3, 12)
HK, SZ, FS, MO = "hong-kong", "shenzhen", "foshan", "macao"


@pytest.fixture(scope="module")
def names():
    return PartyNames(load())


@pytest.fixture
def tell(db, names):
    """Make a deal as one article tells it."""
    numbers = iter(range(1, 200))

    def tell(type_, *parties, cities=(HK, SZ), outside=(), on=DAY, money=None, counts=(), lang="en", status="signed"):
        number = next(numbers)
        amount, currency, usd = money or (None, "", None)
        article = make_article(number, lang=lang)
        said = [{"unit": unit, "n": n, "n_max": None, "text": ""} for unit, n in counts]
        actors = [actor_of(party, role="signatory", names=names) for party in parties]
        deal = Deal.objects.create(
            slug=f"deal-{number}", title=f"Deal {number}", type=type_, status=status, rung="agreement",
            filed_on=on, filed_until=on, agreed_on=on, date_precision="day", amount=amount, currency=currency,
            amount_usd=usd, counts=said, lang=lang, created_at=NOW, changed_at=NOW,
        )  # fmt: skip
        for kind, slugs in (("city", cities), ("outside", outside)):
            for slug in slugs:
                deal.tags.add(Tag.objects.get_or_create(kind=kind, slug=slug)[0])
        for place, actor in enumerate(actors):
            slug = actor["slug"] or f"name-{actor['name'].lower().replace(' ', '-')}"[:50]
            tag = Tag.objects.get_or_create(kind="organisation", slug=slug)[0]
            Party.objects.create(deal=deal, name=actor["name"], tag=tag, position=place)
        DealReport.objects.create(
            deal=deal, article=article, revision=article.revisions.get(), lang=lang, tier="A", published_on=on,
            type=type_, status=status, rung="agreement", date=on.isoformat(), amount=amount, currency=currency,
            created_at=NOW, fields={"cities": cities, "outside": outside, "counts": said, "actors": actors,
                                    "date_precision": "day"},
        )  # fmt: skip
        return deal

    return tell


def proposed(one, other):
    """Whether the queue asks about the two from either side, and the desk shows the second beside the first."""
    pair = (min(one.pk, other.pk), max(one.pk, other.pk))
    found = {pair in find_pairs(deal_ids=[deal.pk]) for deal in (one, other)}
    assert len(found) == 1, "it makes no difference which came first"
    shown = dict(similar_deals(one, list(one.reports.select_related("article"))))
    return found.pop(), shown.get(other, 0) >= NEAR


def later(days):
    return {"on": DAY + timedelta(days=days)}


DOUBLES = {
    "a listing at two rates, the issuer under a longer and a shorter name": (
        ("ipo_listing", "Foshan Lanternfish Sauces & Food", "HKEX",
         {"cities": (HK, FS), "money": (4_050_000_000, "HKD", 519_230_769), "status": "completed"}),
        ("ipo_listing", "Lanternfish", {"cities": (HK, FS), "money": (521_000_000, "USD", 521_000_000),
                                        "status": "completed"}),
    ),
    "the same number of projects on one day between the same cities": (
        ("cooperation_agreement", "Quayside Committee", {"cities": (MO, SZ), "counts": [("projects", 17)]}),
        ("cooperation_agreement", "Juniper Media Group", {"cities": (MO, SZ), "counts": [("projects", 17)]}),
    ),
    "the same number of papers two weeks apart": (
        ("cooperation_agreement", "Quayside District", {"counts": [("documents", 26)]}),
        ("mou", "Kestrel Chamber", {"counts": [("documents", 26)], **later(14)}),
    ),
    "a number in a word of the source's own, in the same month": (
        ("mou", "Kestrel Park Limited", {"counts": [("other", 61)]}),
        ("mou", "Kestrel Park", {"counts": [("documents", 61)], **later(20)}),
    ),
    "one day, the same cities, one type, two languages": (
        ("launch_opening", "Marlin Ferry Company", {"status": "completed"}),
        ("launch_opening", "馬林渡輪公司", {"status": "completed", "lang": "zh-Hant", **later(1)}),
    ),
    "the papers of a trip beside those of one of its stops": (
        ("cooperation_agreement", "Hong Kong", "Vietnam", "Laos",
         {"cities": (HK,), "outside": ("vietnam", "laos"), "counts": [("documents", 41)]}),
        ("mou", "Hong Kong", "Laos",
         {"cities": (HK,), "outside": ("laos",), "counts": [("documents", 9)], **later(-4)}),
    ),
}  # fmt: skip
OTHERS = {
    "two listings on one day, of which only the exchange is the same": (
        ("ipo_listing", "Marlin Batteries", "HKEX", {"money": (900_000_000, "HKD", 115_384_615)}),
        ("ipo_listing", "Osprey Drones", "HKEX", {"money": (300_000_000, "HKD", 38_461_538)}),
    ),
    "the same number months apart": (
        ("cooperation_agreement", "Quayside District", {"counts": [("documents", 26)]}),
        ("cooperation_agreement", "Kestrel Chamber", {"counts": [("documents", 26)], **later(75)}),
    ),
    "one day and city, other sides, other numbers": (
        ("cooperation_agreement", "Quayside District", {"cities": (HK,), "counts": [("projects", 17)]}),
        ("cooperation_agreement", "Kestrel Chamber", {"cities": (HK,), "counts": [("projects", 8)]}),
    ),
    "one amount, other kinds of deal": (
        ("land", "Marlin Estates", {"money": (900_000_000, "HKD", 115_384_615)}),
        ("ipo_listing", "Osprey Drones", {"money": (115_000_000, "USD", 115_000_000)}),
    ),
    "the name of a place within a name": (
        ("mou", "Hong Kong", "Marlin Estates", {"cities": (HK,)}),
        ("mou", "Hong Kong Lantern Institute", {"cities": (HK, MO), **later(9)}),
    ),
}


@pytest.mark.parametrize("pair", DOUBLES.values(), ids=DOUBLES)
def test_what_may_be_one_is_proposed_and_shown_beside_it(tell, pair):
    one, other = (tell(*told, **more) for *told, more in pair)
    assert proposed(one, other) == (True, True)


@pytest.mark.parametrize("pair", OTHERS.values(), ids=OTHERS)
def test_what_is_only_near_is_not_proposed(tell, pair):
    one, other = (tell(*told, **more) for *told, more in pair)
    assert proposed(one, other) == (False, False)


def test_the_more_alike_stands_first(tell):
    mine = tell("cooperation_agreement", "Quayside District", counts=[("documents", 26)])
    less = tell("mou", "Kestrel Chamber", counts=[("documents", 26)], **later(14))
    more = tell("cooperation_agreement", "Quayside District Office", counts=[("documents", 26)])
    shown = [deal for deal, _points in similar_deals(mine, list(mine.reports.select_related("article")))]
    assert shown == [more, less]
    points = find_pairs(deal_ids=[mine.pk])
    assert points[mine.pk, more.pk] > points[mine.pk, less.pk]


def test_a_part_of_a_bundle_is_not_proposed_as_its_double(tell):
    (*trip, of_trip), (*stop, of_stop) = DOUBLES["the papers of a trip beside those of one of its stops"]
    whole, part = tell(*trip, **of_trip), tell(*stop, **of_stop)
    set_bundle(deal=part, bundle=whole, by=None, now=NOW)
    assert find_pairs(deal_ids=[whole.pk, part.pk]) == {}


def test_as_many_queries_for_many_deals_as_for_few(tell, django_assert_num_queries):
    """Of a day with dozens of deals in the same cities the day alone says nothing."""
    deals = [tell("launch_opening", f"Marlin {chr(97 + n)}") for n in range(45)]
    with django_assert_num_queries(7):
        assert find_pairs(deal_ids=[deal.pk for deal in deals]) == {}
    twins = [tell("cooperation_agreement", "Quayside", counts=[("documents", 26)]) for _ in range(2)]
    with django_assert_num_queries(10):
        assert len(find_pairs(deal_ids=[deal.pk for deal in (*deals, *twins)])) == 1
    reports = list(twins[0].reports.select_related("article"))
    mine = Deal.objects.prefetch_related("tags", "parties").get(pk=twins[0].pk)
    with django_assert_num_queries(1):
        assert similar_deals(mine, reports)[0][0] == twins[1]


@pytest.mark.parametrize(
    ("name", "longer", "is_one"),
    [
        ("lanternfish", "foshan lanternfish sauces food", True),
        ("lantern", "foshan lanternfish sauces food", False),
        ("sa", "banco sa", False),
        ("蓝灯鱼", "佛山蓝灯鱼食品", True),
        ("佛山", "佛山蓝灯鱼食品", False),
    ],
)
def test_a_name_is_within_another_as_whole_words_or_three_characters(name, longer, is_one):
    assert is_within(name, longer) == is_one


def test_amounts_meet_within_two_percent():
    assert amounts_meet(1_294_871_794, 1_300_000_000)
    assert not amounts_meet(1_294_871_794, 1_330_000_000)
    assert not amounts_meet(None, 1)
