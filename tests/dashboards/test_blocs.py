"""Who chooses a bloc outside finds what its members did too, each deal once, with the same number everywhere."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import translation

from articles import reference
from articles.actions.rollups import rebuild_rollups
from articles.models import DealEvent, Tag, Tagging
from dashboards.digests.actions.selecting import Notebook, filter_words, happenings
from dashboards.filters import Filters
from dashboards.queries import counting, links, options, tag_counts
from dashboards.queries.blocs import members, reach
from dashboards.queries.keeping import at_generation
from dashboards.queries.selection import articles, deals, milestones
from tests.dashboards.conftest import NOW, TODAY, count_and_index

pytestmark = pytest.mark.django_db
LUSOPHONE = "portuguese-speaking-countries"
NAMES = {"portugal": "Portugal", "brazil": "Brazil", "laos": "Laos", "asean": "ASEAN"}
COUNTED = re.compile(r'href="(/deals/\?[^"]+)"[^>]* data-count="(\d+)"')


@pytest.fixture
def abroad(tags, make_deal, room):
    """Deals of Macao with Portugal, with Brazil, with both, with the bloc itself, and of others with others."""
    for slug, name in (NAMES | {LUSOPHONE: "Portuguese-speaking countries"}).items():
        tags[slug] = Tag.objects.create(kind="outside", slug=slug, name_en=name)
    for slug, partners in {
        "lisbon-port": ["portugal"], "brasilia-mou": ["brazil"], "two-banks": ["portugal", "brazil"],
        "forum-pact": [LUSOPHONE], "mekong-rail": ["laos"], "south-east-pact": ["asean"],
    }.items():  # fmt: skip
        make_deal(slug, on="2025-06-01", hkd="1000000", scope="gba_external", tags=["macao", "trade", *partners])
    room.milestone.tags.add(tags["brazil"])
    for article, partner in zip(room.articles, ("portugal", "brazil", "laos"), strict=True):
        Tagging.objects.create(article=article, tag=tags[partner], score=0.8, confidence=0.9)
    count_and_index()
    return room


def slugs(filters):
    return sorted(deals(filters, TODAY).values_list("slug", flat=True))


OF_THE_BLOC = ["brasilia-mou", "forum-pact", "lisbon-port", "two-banks"]


@pytest.mark.parametrize("generation", [0, 1])
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(outside=(LUSOPHONE,)), OF_THE_BLOC),
        (Filters(outside=(LUSOPHONE,), city=("macao",), total=True), OF_THE_BLOC),
        (Filters(outside=(LUSOPHONE,), city=("foshan",)), []),
        (Filters(outside=("asean", "portugal")), ["lisbon-port", "mekong-rail", "south-east-pact", "two-banks"]),
        (Filters(outside=("brazil",)), ["brasilia-mou", "two-banks"]),
    ],
)
def test_a_bloc_selects_the_deals_of_its_members_and_a_member_only_its_own(abroad, generation, filters, found):
    with at_generation(generation):
        assert slugs(filters) == found


@pytest.mark.parametrize("generation", [0, 1])
def test_a_bloc_selects_the_articles_and_milestones_of_its_members(abroad, generation):
    asked = Filters(outside=(LUSOPHONE,))
    with at_generation(generation):
        assert set(articles(asked, TODAY)) == set(abroad.articles[:2])
        assert counting.article_count(asked, TODAY) == 2
        assert set(counting.newest_articles(asked, TODAY, limit=9)) == set(abroad.articles[:2])
        assert list(milestones(asked, TODAY)) == [abroad.milestone]


@pytest.mark.parametrize("generation", [0, 1])
@pytest.mark.parametrize("city", [(), ("macao",), ("hong-kong",)])
def test_an_option_of_the_filters_says_how_many_rows_the_bloc_holds(abroad, generation, city):
    with at_generation(generation):
        counts = options.option_counts(Filters(city=city), TODAY)["outside"]
        for slug in (LUSOPHONE, "asean", "european-union", "portugal"):
            assert counts[slug] == len(slugs(Filters(outside=(slug,), city=city))), slug
    assert city != () or counts[LUSOPHONE] == 4


@pytest.mark.parametrize("chosen", [("portugal",), (LUSOPHONE,), ("asean", "brazil"), ("laos",)])
def test_an_option_beside_a_chosen_partner_says_how_many_rows_it_adds(abroad, chosen):
    with at_generation(1):
        counts = options.option_counts(Filters(outside=chosen), TODAY)["outside"]
        there = slugs(Filters(outside=chosen))
        for slug in {LUSOPHONE, "asean", "portugal", "brazil", "laos"} - set(chosen):
            wider = Filters(outside=tuple(sorted({*chosen, slug})))
            assert counts[slug] == len(slugs(wider)) - len(there), slug
        for slug in chosen:
            assert counts[slug] == len(slugs(Filters(outside=(slug,)))), slug


@pytest.mark.parametrize("generation", [0, 1])
@pytest.mark.parametrize("chosen", [(), (LUSOPHONE,)])
def test_rankings_and_flows_count_under_a_bloc_what_its_list_holds(abroad, generation, chosen):
    asked = Filters(outside=chosen)
    with at_generation(generation):
        ranked = {count.slug: count for count in tag_counts.deals_by_tag(asked, TODAY, "outside")}
        flows = links.outside_flows(asked, TODAY)
        for slug, count in ranked.items():
            assert count.deals == len(slugs(Filters(outside=(slug,), total=True))), slug
    assert ranked[LUSOPHONE].amount_hkd == 4_000_000
    assert (flows[LUSOPHONE, "macao"], flows["portugal", "macao"]) == (4, 2)
    assert set(ranked) - {LUSOPHONE, "portugal", "brazil"} == (set() if chosen else {"zhejiang", "laos", "asean"})


def test_page_files_and_interface_agree_on_a_bloc(abroad, client):
    query = f"outside={LUSOPHONE}"
    assert client.get(f"/deals.json?{query}").json()["count"] == 4
    assert client.get(f"/api/v1/deals?{query}").json()["count"] == 4
    assert client.get(f"/articles.json?{query}").json()["count"] == 2
    rows = list(csv.DictReader(io.StringIO(client.get(f"/deals.csv?{query}").getvalue().decode("utf-8-sig"))))
    assert sorted(row["slug"] for row in rows) == OF_THE_BLOC
    assert client.get(f"/feeds/deals.atom?{query}").content.count(b"<entry>") == 4
    page = client.get(f"/deals/?{query}").content.decode()
    assert 'id="totals" data-total="4"' in page
    assert "Portuguese-speaking countries, members included" in page


@pytest.mark.parametrize("address", ["/cities/", f"/cities/?outside={LUSOPHONE}", "/cities/macao/", "/sectors/trade/"])
def test_every_number_beside_a_bloc_is_that_of_its_list(abroad, client, address):
    found = [(href, int(n)) for href, n in COUNTED.findall(client.get(address).content.decode()) if LUSOPHONE in href]
    assert found
    for href, count in found:
        listed = client.get(href.replace("/deals/", "/deals.json").replace("&amp;", "&")).json()
        assert listed["count"] == count, href


def test_a_mail_about_a_bloc_tells_of_its_members(abroad):
    for deal in deals(Filters(outside=("portugal",)), TODAY):
        DealEvent.objects.create(deal=deal, event="new", happened_at=NOW)
    asked, since = f"outside={LUSOPHONE}", NOW - timedelta(days=1)
    assert len(happenings(asked, after=since, until=NOW, notebook=Notebook())) == 2
    assert filter_words(asked) == "Portuguese-speaking countries, members included"
    with translation.override("pt"):
        assert filter_words(asked).endswith(", membros incluídos")


def test_the_register_of_members_names_partners_and_holds_every_member_by_group():
    partners = {partner.slug: partner for partner in reference.load().outside}
    for bloc, inside in members().items():
        assert partners[bloc].kind in ("bloc", "region"), bloc
        assert bloc not in inside
        assert len(set(inside)) == len(inside)
        assert set(inside) <= partners.keys(), bloc
        # China is a side of most deals with partners outside: in a bloc it would bring them all.
        assert "china" not in inside
    for slug, group in (("asean", "asean"), (LUSOPHONE, "lusophone"), ("africa", "africa"), ("europe", "europe")):
        assert {p.slug for p in partners.values() if group in p.groups} <= set(members()[slug]), slug
    assert set(members()["asean"]) < set(members()["southeast-asia"])
    assert len(members()["european-union"]) == 27


def test_only_partners_outside_have_members(tags):
    rebuild_rollups()
    assert reach("city", ("asean",)) == ("asean",)
    assert reach("outside", ("portugal",)) == ("portugal",)
    assert reach("outside", ("gcc", "uae"))[:2] == ("gcc", "uae")
