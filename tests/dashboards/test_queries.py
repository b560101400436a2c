"""Filters -> rows: what each key selects, and that totals count what the contract counts."""

import re
from datetime import date
from decimal import Decimal

import pytest

from articles.actions.rollups import rebuild_rollups
from articles.models import Deal, Tag, Tagging
from articles.models.deal import SIGNAL_STATUSES
from dashboards.filters import Filters
from dashboards.queries import links, timeline, totals
from dashboards.queries.listing import deals_by_status
from dashboards.queries.rows import deal_rows
from dashboards.queries.selection import articles, deals, milestones, ordered, undated
from tests.dashboards.conftest import NOW, TODAY, count_and_index

pytestmark = pytest.mark.django_db


def slugs(filters: Filters) -> set[str]:
    return set(deals(filters, TODAY).values_list("slug", flat=True))


def test_without_a_status_everything_published_but_signals_is_selected(room):
    assert slugs(Filters()) == {
        "bridge-contract", "fintech-mou", "port-stake", "macao-pact", "zhejiang-memo", "baht-loan", "undated",
        "year-only", "stalled-park", "one-source",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(status=("planned",)), {"planned-line"}),
        (Filters(review=("rejected",)), set()),
        (Filters(city=("hong-kong", "macao")), {"macao-pact"}),
        (Filters(sector=("finance", "trade")), {"port-stake", "macao-pact", "zhejiang-memo"}),
        (Filters(outside=("zhejiang",)), {"zhejiang-memo"}),
        (Filters(type=("construction_contract", "bond_loan")), {"bridge-contract", "baht-loan"}),
        (Filters(rung=("closed",)), {"port-stake"}),
        (Filters(binding=True), {"bridge-contract", "port-stake", "macao-pact", "baht-loan"}),
        (Filters(scope=("gba_external",)), {"zhejiang-memo"}),
        (Filters(mechanism=("harbour-forum",)), {"zhejiang-memo"}),
        (Filters(review=("unreviewed",)), {"fintech-mou"}),
        (Filters(lang=("zh-Hant",)), {"fintech-mou"}),
        (Filters(q="MACAO pact"), {"macao-pact"}),
        (Filters(review=("needs_second_source",)), {"one-source"}),
        (
            Filters(from_on=date(2026, 1, 1)),
            {"bridge-contract", "fintech-mou", "baht-loan", "stalled-park", "one-source"},
        ),
        (Filters(to_on=date(2023, 6, 1)), {"year-only"}),
        (Filters(from_on=date(2023, 6, 1), to_on=date(2023, 6, 2)), {"year-only"}),
        (Filters(last="90d"), {"fintech-mou"}),
        (Filters(min_hkd=Decimal(340000000)), {"bridge-contract", "port-stake", "baht-loan"}),
        (Filters(min_hkd=Decimal(340000001)), {"bridge-contract", "baht-loan"}),
    ],
)
def test_a_filter_selects(room, filters, expected):
    assert slugs(filters) == expected


def test_a_plan_that_has_become_a_deal_of_its_own_is_under_way_no_more(make_deal, client):
    for slug, is_over in (("still-open", False), ("since-done", True)):
        make_deal(slug, status="planned", rung="statement", is_superseded=is_over)
    make_deal("signed-before", is_superseded=True)
    make_deal("done", predecessor=Deal.objects.get(slug="since-done"), predecessor_reason="next stage: to signed")
    rebuild_rollups()

    assert slugs(Filters(status=("planned",))) == {"still-open"}
    assert slugs(Filters(status=("planned", "signed"))) == {"still-open", "signed-before", "done"}
    assert sum(deals_by_status(Filters(status=SIGNAL_STATUSES), TODAY).values()) == 1
    assert [row["slug"] for row in client.get("/api/v1/signals").json()["results"]] == ["still-open"]
    assert "since-done" not in client.get("/signals/").text
    page = client.get("/deals/since-done/").text
    assert "no longer counts as under way" in page


def test_a_plan_shows_when_it_was_told_and_for_when(make_deal, client):
    make_deal("line", status="planned", rung="statement", is_filed_by_report=True, on="2026-11-03")
    make_deal("told", on="2026-11-04", is_filed_by_report=True, agreed_on=None, date_precision="unknown")
    Deal.objects.filter(slug="line").update(agreed_on=date(2035, 1, 1), date_precision="year")
    page = " ".join(client.get("/signals/").text.replace("\xa0", " ").split())

    assert "≈ reported 3 Nov 2026" in page
    assert "due 2035" in page
    assert "≈ 3 Nov 2026" in client.get("/deals/line/").text.replace("\xa0", " ")
    assert "due" not in client.get("/deals/told/").text.partition("<main")[2].partition("Related")[0]


@pytest.mark.parametrize(
    ("status", "day", "precision", "is_said"),
    [
        ("planned", date(2024, 7, 1), "day", True),
        ("planned", date(2026, 11, 1), "month", False),
        ("announced", date(2024, 7, 1), "day", False),
    ],
)
def test_a_plan_whose_day_has_passed_says_that_no_later_report_is_known(
    make_deal, client, time_machine, status, day, precision, is_said
):
    time_machine.move_to(NOW, tick=False)
    make_deal("bridge", status=status, rung="statement", is_filed_by_report=True, on="2024-03-11")
    Deal.objects.filter(slug="bridge").update(agreed_on=day, date_precision=precision)
    for path in ("/signals/", "/deals/?view=cards&status=planned&status=announced"):
        assert ("passed, no later report known" in client.get(path).text) is is_said, path


def test_parties_are_found_by_slug_and_by_name_and_all_of_them_are_meant(room):
    everything = slugs(Filters())
    assert slugs(Filters(party=("pearl-bank",))) == everything
    assert slugs(Filters(party=("bay port group", "pearl-bank"))) == everything
    assert slugs(Filters(party=("Nobody Ltd",))) == set()


def test_a_row_without_a_day_is_left_out_of_a_period_and_counted(room):
    filters = Filters(from_on=date(2000, 1, 1))
    assert "undated" not in slugs(filters)
    assert undated(filters, TODAY).count() == 1


def test_totals_count_signed_and_completed_and_stand_beside_the_binding_ones(room):
    found = totals.deal_totals(Filters(), TODAY)
    assert (found.count, found.signed, found.binding) == (10, 8, 4)
    assert found.signed_hkd == Decimal("1540000000.00")
    assert found.binding_hkd == Decimal("1540000000.00")
    assert (found.undisclosed, found.unconverted, found.disclosed) == (5, 1, 2)
    assert found.accepted == 7
    assert totals.unconverted_sums(Filters(), TODAY) == [("THB", Decimal(900))]


def test_a_total_never_holds_signals_even_when_they_are_asked_for(room):
    assert totals.deal_totals(Filters(status=("planned",)), TODAY).signed == 0


def test_a_deal_whose_next_stage_is_known_is_listed_and_stands_in_no_total(room):
    earlier = deals(Filters().counted(), TODAY).order_by("pk")[0]
    before = totals.deal_totals(Filters(), TODAY)
    type(earlier).objects.filter(pk=earlier.pk).update(is_superseded=True)
    found = totals.deal_totals(Filters(), TODAY)
    assert (found.count, found.signed) == (before.count, before.signed - 1)
    assert earlier.slug in slugs(Filters())
    assert earlier.slug not in slugs(Filters().counted())
    assert len(slugs(Filters().counted())) == found.signed


def test_months_without_deals_are_shown_as_zeros(room):
    months = totals.deals_per_month(Filters(), TODAY, months=12)
    assert [m.month for m in months][:2] == [date(2025, 12, 1), date(2026, 1, 1)]
    assert {m.month.isoformat()[:7]: m.signed for m in months if m.signed} == {"2026-01": 1, "2026-05": 1, "2026-10": 1}


def test_a_deal_of_three_cities_counts_for_each_of_its_pairs(room):
    found = links.city_links(Filters(), TODAY)
    assert found["hong-kong", "macao"] == found["macao", "zhuhai"] == found["hong-kong", "zhuhai"] == 1
    assert found["hong-kong", "hong-kong"] == found["hong-kong", links.OUTSIDE] == 1
    assert found["hong-kong", "shenzhen"] == 5


def test_order_puts_the_unknown_last_and_never_overlaps(room):
    def order(sort: str) -> list[str]:
        return list(ordered(deals(Filters(), TODAY), sort).values_list("slug", flat=True))

    assert order("-date")[0] == "fintech-mou"
    assert order("-date")[-1] == order("date")[-1] == "undated"
    assert order("-amount")[:2] == ["bridge-contract", "port-stake"]
    assert order("amount")[:2] == ["port-stake", "bridge-contract"]
    assert order("cities")[0] == "macao-pact"
    assert len(set(order("reports"))) == 10


def test_rows_cost_the_same_however_many(room, django_assert_num_queries):
    for size in (1, 10):
        with django_assert_num_queries(5):
            assert len(deal_rows(deals(Filters(), TODAY)[:size], with_quotes=True)) == size


def test_a_row_brings_the_words_that_decide(room):
    row = deal_rows(deals(Filters(review=("unreviewed",)), TODAY), with_quotes=True)[0]
    assert [source.quote for source in row.sources] == [None, "簽署金融科技備忘錄。"]
    assert [party.slug for party in row.parties] == ["pearl-bank", ""]


def test_articles_are_selected_by_tag_language_day_and_by_the_deals_that_they_tell(room):
    def count(filters: Filters) -> int:
        return articles(filters, TODAY).count()

    assert count(Filters()) == count(Filters(city=("hong-kong",))) == 3
    assert count(Filters(city=("macao",))) == 0
    assert count(Filters(lang=("pt",))) == 1
    assert count(Filters(source=("harbour-daily",))) == 3
    assert count(Filters(type=("mou",))) == 1
    assert count(Filters(type=("land",))) == 0
    assert count(Filters(from_on=date(2026, 11, 21), to_on=date(2026, 11, 21))) == 1


def test_milestones_are_on_the_timeline_and_in_no_total(room):
    assert milestones(Filters(city=("macao",)), TODAY).count() == 1
    assert milestones(Filters(binding=True), TODAY).count() == 0
    index = list(timeline.timeline_index(Filters(), TODAY))
    assert len(index) == sum(timeline.lanes_per_year(Filters(), TODAY).values()) == 10
    assert index[-1] == (date(2019, 2, 18), "milestone", room.milestone.pk)


def test_a_lane_selects_its_kind(room):
    def kinds(**keys) -> set[str]:
        return {kind for _, kind, _ in timeline.timeline_index(Filters(**keys), TODAY)}

    assert kinds(lane=("deals",)) == {"deal"}
    assert kinds(lane=("policy",)) == {"milestone"}
    assert kinds(lane=("finance",)) == set()
    assert kinds(kind=("article",)) == {"article"}


def test_an_organisations_page_leads_to_the_articles_that_name_it(room, client):
    """Whoever is named without having signed anything is found as well; a party that is no tag by its deals."""
    named = Tag.objects.create(kind="organisation", slug="quay-board", name_en="Quay Board")
    for article in room.articles[1:]:
        Tagging.objects.create(article=article, tag=named, score=0.8, confidence=0.9, spans=[])
    gone = Tagging.objects.get(article=room.articles[2], tag=named)
    gone.decision = Tagging.Decision.REMOVED
    gone.save()
    count_and_index()

    page = client.get("/organisations/quay-board/").text
    link = re.search(r'<a href="([^"]+)" data-count="1">1 relevant article names it\.</a>', page)

    assert link
    assert set(articles(Filters(party=("quay-board",)), TODAY)) == {room.articles[1]}
    listed = client.get(link[1]).text
    assert 'data-total="1"' in listed
    assert "Quay Board" in listed.partition("<main")[2].partition("data-total")[0]
    assert set(articles(Filters(party=("Bay Port Group",)), TODAY)) == {room.articles[0]}
    assert not articles(Filters(party=("quay-board",), type=("mou",)), TODAY)
