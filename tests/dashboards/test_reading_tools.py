"""What a reader does beyond reading: frames a figure, follows an old address, reports an error, takes data along."""

import csv
import json
import re
from datetime import date
from io import StringIO

import orjson
import pytest
from django.test import override_settings

from articles.models import Deal, ErrorReport
from dashboards import answers
from dashboards.exports import snapshots
from dashboards.filters import Known
from dashboards.queries.naming import did_you_mean
from dashboards.queries.operators import apart
from dashboards.queries.rows import deal_rows
from dashboards.queries.sessions import sessions
from dashboards.views.embed import PANELS
from tests.dashboards.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.one_engine
@pytest.mark.threat("W12")
@pytest.mark.parametrize("panel", PANELS)
def test_a_figure_may_be_framed_and_nothing_else(room, client, panel, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        response = client.get(f"/embed/{panel}/?last=9y")
    assert response.status_code == 200
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "form-action 'none'" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert not response.cookies
    assert b"<form" not in response.content
    assert f'id="{panel}"' in response.content.decode()
    assert client.get("/deals/")["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in client.get("/embed/no-such-figure/")["Content-Security-Policy"]


def test_the_figures_of_pages_lead_to_their_frames(room, client):
    for path, panel in (
        ("/", "deals-per-month"),
        ("/cities/", "outside-flows"),
        ("/sectors/?view=value", "sector-treemap"),
    ):
        assert f"/embed/{panel}/" in client.get(path).content.decode()


def test_the_address_of_a_merged_deal_leads_to_the_one_that_stands_for_it(room, client):
    one, two, three = room.deals[0], room.deals[1], room.deals[2]
    Deal.objects.filter(pk=two.pk).update(merged_into=one, review="rejected", review_reason="duplicate")
    Deal.objects.filter(pk=one.pk).update(merged_into=three)
    response = client.get(f"/deals/{two.slug}/")
    assert (response.status_code, response["Location"]) == (301, f"/deals/{three.slug}/")
    Deal.objects.filter(pk=three.pk).update(review="rejected", review_reason="not_a_deal")
    assert client.get(f"/deals/{two.slug}/").status_code == 410


def test_the_interface_leads_from_a_signal_that_was_merged_to_the_deal_that_was_signed(room, client):
    signed, planned = room.deals[0], room.deals[1]
    Deal.objects.filter(pk=planned.pk).update(
        merged_into=signed, status="planned", review="rejected", review_reason="duplicate"
    )
    answer = client.get(f"/api/v1/signals/{planned.slug}")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/deals/{signed.slug}")
    Deal.objects.filter(pk=signed.pk).update(status="planned")
    assert client.get(f"/api/v1/signals/{planned.slug}")["Location"] == f"/api/v1/signals/{signed.slug}"


def test_a_deal_shows_what_it_carries_on_and_what_carries_it_on(room, client):
    first, second, third = room.deals[3], room.deals[0], room.deals[2]
    Deal.objects.filter(pk=second.pk).update(predecessor=first)
    Deal.objects.filter(pk=third.pk).update(predecessor=second)
    page = client.get(f"/deals/{second.slug}/").content.decode()
    lineage = page[page.index('id="lineage-title"') :]
    places = [lineage.index(text) for text in (first.title, "This deal", third.title)]
    assert places == sorted(places)


def test_a_bundle_names_its_parts_and_a_part_its_bundle(room, client):
    bundle, part = room.deals[3], room.deals[0]
    Deal.objects.filter(pk=part.pk).update(bundle=bundle, is_superseded=True)
    shown = client.get(f"/deals/{bundle.slug}/").content.decode()
    assert part.title in shown[shown.index('id="parts-title"') :]
    shown = client.get(f"/deals/{part.slug}/").content.decode()
    assert bundle.title in shown[shown.index('id="bundle-title"') :]
    assert "The bundle stands in the totals in its place." in shown
    Deal.objects.filter(pk=bundle.pk).update(review="rejected", review_reason="advert")
    assert 'id="bundle-title"' not in client.get(f"/deals/{part.slug}/").content.decode()


@pytest.mark.parametrize("path", ["/deals/bridge-contract/report/", "/pt/deals/bridge-contract/report/"])
def test_a_reader_reports_an_error_without_a_cookie(room, client, path):
    assert "<form" in client.get(path).content.decode()
    response = client.post(path, {"text": "The amount is in\nMOP."})
    assert response.status_code == 200
    assert not response.cookies
    error = ErrorReport.objects.get()
    assert (error.deal.slug, error.text) == ("bridge-contract", "The amount is in MOP.")
    assert error.items.count() == 1


def test_a_report_of_nothing_of_a_robot_or_from_another_site_is_not_kept(room, client):
    path = f"/articles/{room.articles[0].pk}/report/"
    assert client.post(path, {"text": " \x00 "}).status_code == 400
    assert client.post(path, {"text": "x" * 2001}).status_code == 400
    assert client.post(path, {"text": "buy this", "website": "http://spam.example"}).status_code == 200
    assert client.post(path, {"text": "hello"}, headers={"sec-fetch-site": "cross-site"}).status_code == 404
    assert not ErrorReport.objects.exists()
    assert client.get("/deals/rejected-rumour/report/").status_code == 410


def test_reports_of_one_network_have_an_end(room, client):
    said = [client.post("/deals/bridge-contract/report/", {"text": f"Wrong {n}"}).status_code for n in range(12)]
    assert said == [200] * 10 + [429] * 2
    other = client.post("/deals/bridge-contract/report/", {"text": "Wrong too"}, REMOTE_ADDR="192.0.2.9")
    assert other.status_code == 200


@pytest.mark.threat("P04")
def test_whole_files_have_a_budget_by_the_hour_and_it_is_one_of_rows(room, client, monkeypatch):
    monkeypatch.setattr(answers, "ROWS_AN_HOUR", 25)
    assert [client.get("/deals.csv").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/deals.json")
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert "from and to" in refused.json()["error"]
    assert client.get("/deals.csv?mechanism=harbour-forum").status_code == 200
    assert client.get("/deals.csv", REMOTE_ADDR="192.0.2.9").status_code == 200


def test_the_dataset_is_frozen_once_a_month_with_licence_and_checksum(room, client, tmp_path):
    with override_settings(DATA_DIR=tmp_path):
        assert b"No release has been made yet" in client.get("/data/").content
        made = snapshots.write_snapshot(now=NOW)
        assert made is not None
        room.deals[0].delete()
        assert snapshots.write_snapshot(now=NOW) is None
        response = client.get("/data/gba-deals-2026-11.csv")
        body = b"".join(response.streaming_content)
        rows = list(csv.DictReader(StringIO(body.decode("utf-8-sig"))))
        assert len(rows) == made.rows == 11
        assert "rejected-rumour" not in {row["slug"] for row in rows}
        assert "bridge-contract" in {row["slug"] for row in rows}
        assert made.size == len(body)
        about = orjson.loads((tmp_path / "snapshots" / "gba-deals-2026-11.json").read_bytes())
        assert about["licence"] == "CC BY 4.0"
        again = client.get("/data/gba-deals-2026-11.csv", headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304


def test_a_script_of_another_page_reads_a_release_and_learns_whether_it_has_it(room, client, tmp_path):
    with override_settings(DATA_DIR=tmp_path):
        snapshots.write_snapshot(now=NOW)
        first = client.get("/data/gba-deals-2026-11.csv")
        again = client.get("/data/gba-deals-2026-11.csv", headers={"if-none-match": first["ETag"]})
    first.close()
    assert again.status_code == 304
    for answer in (first, again):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer["Access-Control-Expose-Headers"]
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.threat("P07")
@pytest.mark.parametrize("month", ["2026-13", "..%2f..%2fsecret", "2026-1", "2019-01", "2026-11.csv%00"])
def test_a_release_is_named_by_a_month_alone(room, client, tmp_path, month):
    with override_settings(DATA_DIR=tmp_path):
        assert client.get(f"/data/gba-deals-{month}.csv").status_code == 404


KNOWN = Known({"outside": frozenset({"zhejiang"}), "mechanism": frozenset({"cepa"})})


@pytest.mark.parametrize(
    ("query", "rest", "pairs"),
    [
        ("city:深圳 fintech", "fintech", [("city", "shenzhen")]),
        ('city:"Hong Kong" city:macau', "", [("city", "hong-kong"), ("city", "macao")]),
        ("site:info.gov.hk after:2025-01-01 合作", "合作", [("source", "site:info.gov.hk"), ("from", "2025-01-01")]),
        ("type:mou -rumour", "-rumour", [("type", "mou")]),
        ("outside:浙江", "", [("outside", "zhejiang")]),
        ("city:atlantis 12:30 http://x.example", "city:atlantis 12:30 http://x.example", []),
    ],
)
def test_operators_of_the_search_box_become_filters(query, rest, pairs):
    assert apart(query, KNOWN) == (rest, pairs)


def test_a_search_with_operators_moves_to_its_canonical_address(room, client):
    response = client.get("/search/", {"q": "city:深圳 type:mou Deal"})
    assert (response.status_code, response["Location"]) == (302, "/search/?city=shenzhen&type=mou&q=Deal")
    assert "fintech-mou" in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Shenzen", "Shenzhen"),
        ("Guangzou", "Guangzhou"),
        ("Zhuhia fintech", "Zhuhai fintech"),
        ("Macua", "Macao"),
        ("香巷", "香港"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_the_name(room, client, typed, meant):
    assert meant in did_you_mean(typed)
    assert "Did you mean" in client.get("/search/", {"q": typed}).content.decode()


@pytest.mark.parametrize("typed", ["Shenzhen", "深圳", "qqqqqq", "", "x" * 200])
def test_nothing_is_offered_where_nothing_is_near(typed):
    assert did_you_mean(typed) == []


def test_sessions_of_a_mechanism_show_their_counts_and_the_change(make_deal, tags):
    forum = tags["harbour-forum"]

    def session(slug: str, on: str, *counts: tuple[str, int]) -> None:
        told = [{"unit": unit, "n": n, "n_max": None, "text": ""} for unit, n in counts]
        make_deal(slug, on=on, mechanism=forum, counts=told)

    session("third", "2023-05-01", ("documents", 5), ("projects", 51))
    session("third-more", "2023-05-03", ("documents", 2))
    session("second", "2021-04-01", ("areas", 13), ("other", 3))
    session("first", "2019-04-01", ("documents", 9))
    found = sessions(deal_rows(Deal.objects.all()), [])
    assert [(s.day, s.months_since) for s in found] == [
        (date(2023, 5, 1), 25),
        (date(2021, 4, 1), 24),
        (date(2019, 4, 1), None),
    ]
    told = [{c.unit: (c.n, c.change) for c in s.counts} for s in found]
    assert told == [{"documents": (7, -2), "projects": (51, None)}, {"areas": (13, None)}, {"documents": (9, None)}]


def test_the_page_of_a_conference_lists_its_sessions(room, client):
    forum = room.tags["harbour-forum"]
    forum.facts = {"kind": "cooperation_conference"}
    forum.save()
    page = client.get("/mechanisms/harbour-forum/").content.decode()
    assert 'id="sessions-title"' in page
    assert "13 areas" in page


def heads_of(page: str, figure: str) -> list[str]:
    """The row heads of a figure's table, in order."""
    table = page[page.index(f'id="{figure}"') :].partition("</figure>")[0]
    return re.findall(r'role="rowheader"[^>]*>(?:<i[^>]*></i>)?<a[^>]*>([^<]+)</a>', table)


def test_the_matrix_stands_in_the_order_that_its_address_asks_for(room, client):
    fixed = heads_of(client.get("/cities/").content.decode(), "city-links")
    assert fixed[:3] == ["Hong Kong", "Macao", "Guangzhou"]
    by_total = client.get("/cities/?order=total").content.decode()
    assert heads_of(by_total, "city-links")[:2] == ["Hong Kong", "Shenzhen"]
    assert 'aria-sort="other"' in by_total
    by_macao = client.get("/cities/?order=macao").content.decode()
    assert heads_of(by_macao, "city-links")[:2] == ["Hong Kong", "Zhuhai"]
    assert by_macao.count('aria-sort="descending"') == 1
    assert sorted(heads_of(by_macao, "city-links")) == sorted(fixed)
    choices = re.findall(r'<li><a href="(/cities/[^"]*#city-links)"', by_macao)
    assert len(choices) == 13
    wrong = client.get("/cities/?order=hangzhou")
    assert wrong.status_code == 200
    assert heads_of(wrong.content.decode(), "city-links") == fixed
    assert client.get("/deals.json?order=hangzhou").status_code == 400


def test_a_list_is_ordered_by_the_heads_of_its_columns(room, client):
    page = client.get("/deals/?type=mou").content.decode()
    assert re.search(r'aria-sort="descending"><a class="sorter" href="/deals/\?type=mou&amp;sort=date">', page)
    turned = client.get("/deals/?type=mou&sort=date").content.decode()
    assert re.search(r'aria-sort="ascending"><a class="sorter" href="/deals/\?type=mou">', turned)
    titles = [re.findall(r'data-row-link href="(/deals/[^"]+)"', text) for text in (page, turned)]
    dated = [[slug for slug in found if "undated" not in slug] for found in titles]
    assert dated[0] == dated[1][::-1]
    by_value = client.get("/deals/?sort=-amount").content.decode()
    assert 'class="is-number" aria-sort="descending"' in by_value


def test_each_city_has_its_months_as_a_table_first_and_as_a_small_chart(room, client):
    page = client.get("/cities/").content.decode()
    assert len(heads_of(page, "city-by-month")) == 11
    data = re.search(r'<script id="figure-city-by-month" type="application/json">(.*?)</script>', page)[1]
    drawn = json.loads(data)["data"]
    assert [trace["type"] for trace in drawn] == ["bar"] * 11
    assert {len(trace["x"]) for trace in drawn} == {12}
    assert sum(drawn[0]["y"]) == 3


def test_a_list_of_signals_is_taken_along_in_every_form(room, client):
    """What a feed reader gets is what the page counts, whatever the page that the link was found on."""
    shown = client.get("/signals/?city=shenzhen").content.decode()
    addresses = {
        kind: href.replace("&amp;", "&") for href, kind in re.findall(r'<a href="([^"]+)">(XLSX|JSON|Atom)</a>', shown)
    }
    assert json.loads(client.get(addresses["JSON"]).content)["count"] == 1
    assert client.get(addresses["Atom"]).content.count(b"<entry>") == 1
    assert client.get(addresses["XLSX"]).status_code == 200
    assert 'data-copy="/signals/?city=shenzhen"' in shown
