"""Titles name a winner only where there is one, and a share only of a whole that there is."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from articles.models import Party, Tag
from dashboards.filters import CITIES, SECTORS, Filters
from dashboards.panels import deals as deal_panels
from dashboards.panels import pairs, partners, places, rankings, sectors, timeline, years
from dashboards.panels.leaders import headline, leaders
from dashboards.panels.numbers import money_number
from dashboards.queries.tag_counts import TagCount
from dashboards.queries.totals import MonthCount, Totals, largest_deal
from dashboards.views.overview import _summary
from tests.dashboards.conftest import TODAY

CITY_NAMES = {slug: slug.replace("-", " ").title() for slug in CITIES}
SECTOR_NAMES = {slug: slug.replace("-", " ").capitalize() for slug in SECTORS}
NO = Filters()


@pytest.mark.parametrize(
    ("counts", "first"),
    [({}, []), ({"a": 0}, []), ({"a": 2, "b": 1}, ["a"]), ({"a": 1, "b": 2, "c": 2}, ["b", "c"])],
)
def test_who_leads_leads_alone_or_with_its_equals(counts, first):
    assert leaders(counts) == first


@pytest.mark.parametrize(
    ("names", "each", "title"),
    [
        (["Macao"], 3, "Macao leads"),
        (["Macao", "Foshan"], 1, "Macao and Foshan lead with 1 deal each"),
        (["Macao", "Foshan", "Zhuhai"], 2, "Macao, Foshan and Zhuhai lead with 2 deals each"),
        (["Macao", "Foshan", "Zhuhai", "Huizhou"], 1, "None leads alone: 4 have 1 deal each"),
    ],
)
def test_equals_share_the_title(names, each, title):
    assert headline("Macao leads", names, each) == title


def test_equals_share_the_title_in_chinese_and_portuguese():
    with translation.override("zh-hant"):
        assert headline("", ["澳門", "佛山"], 1) == "澳門及佛山並列首位，各有 1 宗合作"
    with translation.override("pt"):
        assert headline("", ["Macau", "Foshan"], 2) == "Macau e Foshan lideram a par, com 2 acordos cada"


def link_titles(links: dict[tuple[str, str], int]) -> tuple[str, str]:
    matrix = pairs.city_matrix(links, CITY_NAMES, NO)
    return matrix.title, pairs.top_link_rows(links, CITY_NAMES, NO, 1).title


def test_of_pairs_with_as_many_deals_none_is_the_strongest_link():
    pair, other = ("macao", "zhuhai"), ("foshan", "macao")
    assert link_titles({pair: 1}) == (
        "Macao and Zhuhai are linked most, by 1 deal",
        "Macao – Zhuhai is the strongest link",
    )
    both = "Foshan – Macao and Macao – Zhuhai lead with 2 deals each"
    assert link_titles({pair: 2, other: 2}) == (both, both), "a list cut after its first row would not see the other"


def test_of_fields_flows_and_years_with_as_many_deals_none_leads():
    field = places.city_by_sector({("macao", "ai"): 1, ("zhuhai", "ai"): 1}, CITY_NAMES, SECTOR_NAMES, NO)
    assert field.title == "Macao – Ai and Zhuhai – Ai lead with 1 deal each"
    flow = partners.outside_flows({("peru", "macao"): 1, ("chile", "macao"): 1}, {}, CITY_NAMES, NO)
    assert flow.title == "chile – Macao and peru – Macao lead with 1 deal each"
    year = years.city_by_year({("macao", 2026): 1, ("zhuhai", 2025): 1}, CITY_NAMES, NO, TODAY)
    assert year.title == "Zhuhai (2025) and Macao (2026) lead with 1 deal each"


def test_one_deal_is_told_as_one():
    field = places.city_by_sector({("macao", "ai"): 1}, CITY_NAMES, SECTOR_NAMES, NO)
    assert field.title == "Macao in Ai is the busiest field, with 1 deal"
    assert partners.outside_flows({("peru", "macao"): 1}, {}, CITY_NAMES, NO).title.endswith("with 1 deal")
    assert years.city_by_year({("macao", 2026): 1}, CITY_NAMES, NO, TODAY).title.endswith("with 1 deal")


def test_of_months_and_years_with_as_many_deals_none_has_the_most():
    months = [
        MonthCount(date(2025, 11, 1), 2, 1),
        MonthCount(date(2026, 1, 1), 2, 0),
        MonthCount(date(2026, 2, 1), 1, 0),
    ]
    assert deal_panels.deals_per_month(months, NO, TODAY).title == "5 deals in 3 months; at most 2 in one"
    assert deal_panels.deals_by_year(months[:2], NO, TODAY).title == "4 deals since 2025; at most 2 in a year"
    assert deal_panels.deals_by_year(months, NO, TODAY).title == "5 deals since 2025; the most, 3, in 2026"


@pytest.mark.parametrize(
    ("per_year", "title"),
    [
        ({}, "Nothing on the timeline yet"),
        ({2025: 1}, "1 event, in 2025"),
        ({2024: 1, 2025: 3}, "4 events; 2025 was the busiest year"),
        ({2025: 2, 2024: 2}, "4 events; 2024 and 2025 were the busiest years"),
        ({2022: 1, 2023: 1, 2024: 1, 2025: 1}, "4 events; at most 1 in a year"),
    ],
)
def test_the_timeline_names_the_busiest_years_where_they_are_few(per_year, title):
    assert timeline._busiest_year_message(per_year, sum(per_year.values())) == title


def test_a_city_that_takes_part_in_a_third_of_the_deals_is_not_said_to_be_in_most():
    panel = rankings.cities(
        [TagCount("macao", 4, 4, Decimal(0)), TagCount("foshan", 3, 0, Decimal(0))], 12, CITY_NAMES, NO
    )
    assert panel.title == "Macao takes part in 4 of 12 deals"


SHARED = [
    TagCount("finance", 3, 3, Decimal(900)),
    TagCount("trade", 3, 3, Decimal(900)),
    TagCount("ai", 1, 1, Decimal(90)),
]
WHOLE = Totals(count=4, signed=4, signed_hkd=Decimal(1000))


@pytest.mark.parametrize(
    ("view", "title", "shares"),
    [
        ("", "Finance has a part in 75% of the deals", ["75%", "75%", "25%"]),
        ("value", "Finance has a part in 90% of the disclosed value", ["90%", "90%", "9%"]),
    ],
)
def test_a_sector_is_a_share_of_the_deals_and_not_of_all_mentions_of_sectors(view, title, shares):
    panel = sectors.treemap(SHARED, SECTOR_NAMES, Filters(view=view), WHOLE)
    assert panel.title == title
    assert [row.cells[-1].text for row in panel.table.rows] == shares


@pytest.mark.parametrize(
    ("view", "title", "part"),
    [
        ("", "Finance has a part in 30% of the deals of all sectors", "30%"),
        ("value", "Finance has a part in 45% of the disclosed value of all sectors", "45%"),
    ],
)
def test_a_chosen_sector_is_a_share_of_the_deals_of_all_sectors_and_not_of_its_own(view, title, part):
    whole, every = Totals(count=3, signed=3, signed_hkd=Decimal(900)), Totals(signed=10, signed_hkd=Decimal(2000))
    panel = sectors.treemap(SHARED[:1], SECTOR_NAMES, Filters(view=view, sector=("finance",)), whole, every)
    assert panel.title == title
    assert [row.cells[-1].text for row in panel.table.rows] == [part]


def test_of_one_sector_alone_it_is_not_said_that_it_has_most():
    assert sectors.ranking(SHARED[:1], {}, {}, SECTOR_NAMES, NO).title == "Finance has 3 deals"
    assert sectors.ranking(SHARED[1:], {}, {}, SECTOR_NAMES, NO).title == "Trade has most deals"


def test_what_is_left_over_has_no_share_since_a_deal_may_be_in_it_twice():
    many = [TagCount(slug, 2, 0, Decimal(0)) for slug in SECTORS]
    panel = sectors.treemap(many, SECTOR_NAMES, NO, Totals(count=2, signed=2))
    assert [row.cells[-1].text for row in panel.table.rows] == ["100%"] * sectors.MOST_TILES + ["–"]


def beside(hkd: str, *, disclosed: int) -> list[str]:
    found = Totals(count=disclosed, signed=disclosed, signed_hkd=Decimal(1000), binding_hkd=Decimal(1000))
    return [part.text for part in money_number(found, NO, ("bay-fair", Decimal(hkd))).beside]


def test_a_sum_that_is_mostly_one_deal_says_so():
    assert "79% of it is one deal" in beside("790", disclosed=4)
    assert not any("one deal" in text for text in beside("490", disclosed=4))
    assert not any("one deal" in text for text in beside("1000", disclosed=1)), "a sum of one deal is no sum"


@pytest.mark.django_db
def test_the_page_of_a_city_leads_to_the_deal_that_makes_up_its_value(make_deal, client):
    make_deal("small-lab", hkd="100000000", tags=("macao", "zhuhai"))
    make_deal("bay-fair", hkd="9900000000", tags=("macao", "zhuhai", "hong-kong"))
    make_deal("planned-port", hkd="50000000000", status="planned", tags=("macao", "zhuhai"))
    make_deal("rumour", hkd="70000000000", review="rejected", review_reason="not_a_deal", tags=("macao", "zhuhai"))
    assert largest_deal(Filters(city=("macao",)), TODAY) == ("bay-fair", Decimal("9900000000.00"))
    shown = client.get("/cities/macao/").content.decode()
    assert '<a href="/deals/bay-fair/">99% of it is one deal</a>' in shown


@pytest.mark.django_db
def test_the_page_of_an_organisation_says_in_which_cities_it_deals(make_deal, client):
    make_deal("one", tags=("hong-kong", "shenzhen", "fintech"))
    make_deal("two", tags=("hong-kong", "macao", "trade"))
    make_deal("elsewhere", tags=("foshan", "zhuhai"), parties=("Bay Port Group",))
    shown = client.get("/organisations/pearl-bank/").content.decode()
    assert "Hong Kong takes part in 2 of 2 deals" in shown
    assert '<a href="/deals/?city=macao&amp;total=1&amp;party=pearl-bank" data-count="1">1</a>' in shown
    assert "/cities/foshan/" not in shown


@pytest.mark.django_db
def test_an_organisation_with_many_partners_says_how_many_are_not_named(make_deal, client):
    make_deal("fair", parties=("Pearl Bank", *(f"Quay Works {n:02}" for n in range(15))))
    shown = client.get("/organisations/pearl-bank/").content.decode()
    listed = shown[shown.index("Signs with") :]
    assert "Quay Works 11" in listed
    assert '<a href="/deals/?party=pearl-bank">and 3 more in its deals</a>' in listed


@pytest.mark.django_db
def test_partners_are_named_in_the_language_of_the_page(make_deal, tags, client):
    port = Tag.objects.create(kind="organisation", slug="bay-port", name_en="Bay Port Group", name_zh_hant="灣港集團")
    Party.objects.filter(deal=make_deal("one"), name="Bay Port Group").update(tag=port)
    assert ">灣港集團</a>" in client.get("/zh-hant/organisations/pearl-bank/").content.decode()
    assert ">Bay Port Group</a>" in client.get("/organisations/pearl-bank/").content.decode()


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            Totals(signed=1, binding=1, undisclosed=1),
            "In the last 7 days, one deal was signed or completed, a binding one.",
        ),
        (
            Totals(signed=1, signed_hkd=Decimal(320_000_000)),
            "In the last 7 days, one deal was signed or completed, not a binding one; its value is HK$320m.",
        ),
        (
            Totals(signed=2, binding=1, undisclosed=1, signed_hkd=Decimal(320_000_000)),
            "In the last 7 days, 2 deals were signed or completed, 1 of them binding; 1 discloses a value, HK$320m.",
        ),
    ],
)
def test_the_sentence_of_the_first_page_counts_one_as_one(found, sentence):
    assert _summary(found, Filters(last="7d"), {}, {}) == sentence


def test_the_sentence_names_no_strongest_link_where_two_are_as_strong():
    links = {("macao", "zhuhai"): 1, ("foshan", "macao"): 1}
    assert "linked most" not in _summary(Totals(signed=2), Filters(last="7d"), links, CITY_NAMES)
    links["macao", "zhuhai"] = 2
    assert "Macao and Zhuhai are linked most (2)" in _summary(Totals(signed=2), Filters(last="7d"), links, CITY_NAMES)


def test_one_tile_alone_is_told_by_its_table_and_one_band_by_a_low_figure():
    alone, several = (sectors.treemap(counts, SECTOR_NAMES, NO, WHOLE) for counts in (SHARED[:1], SHARED))
    assert (alone.data is None, alone.is_empty, len(alone.table.rows)) == (True, False, 1)
    assert several.data is not None
    few, many = (
        partners.outside_flows({(f"p{n}", "macao"): 1 for n in range(count)}, {}, CITY_NAMES, NO).height
        for count in (1, 12)
    )
    assert (few, many) == ("10.6rem", "28.0rem")
