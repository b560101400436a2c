"""Files, feeds and JSON: the contract's keys, the same rows everywhere, nothing that calculates or breaks out."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import feedparser
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from lxml.etree import fromstring
from openpyxl import load_workbook

from articles import reference
from articles.actions.curation import correct_deal
from articles.actions.deal_sums import recount_deals
from articles.models import Article, DataGeneration, Deal, Evidence, Milestone, Party
from dashboards import syndication
from dashboards.exports.sheets import ARTICLE_COLUMNS, DEAL_COLUMNS, harmless
from dashboards.filters import CITIES, SECTORS
from tests.articles.desk import make_person
from tests.dashboards.conftest import NOW

pytestmark = pytest.mark.django_db

ROW_KEYS = {
    "slug", "url", "title", "type", "rung", "status", "scope", "review", "parties", "cities", "outside", "sectors",
    "mechanism", "amount", "amount_max", "currency", "amount_bound", "amount_usd", "rate", "rate_on", "counts", "date",
    "date_precision", "date_basis", "is_bundle", "is_starter", "reports", "sources",
}  # fmt: skip


def test_deals_json_keeps_the_contract(room, client):
    answer = client.get("/deals.json?city=hong-kong&sort=-amount").json()
    assert {"generated_at", "as_of", "filters", "count", "totals", "results"} <= set(answer)
    assert answer["filters"] == {"city": ["hong-kong"], "sort": "-amount"}
    assert answer["count"] == len(answer["results"]) == 10
    assert answer["totals"]["signed"] == {"count": 8, "amount_hkd": 1540000000}
    assert answer["totals"]["binding"] == {"count": 4, "amount_hkd": 1540000000}
    assert (answer["totals"]["undisclosed"], answer["totals"]["unconverted"]) == (5, 1)
    first = answer["results"][0]
    assert set(first) >= ROW_KEYS
    assert first["slug"] == "bridge-contract"
    assert first["url"] == "http://127.0.0.1:8000/deals/bridge-contract/"
    assert (first["amount"], first["currency"], first["amount_usd"]) == (1200000000, "HKD", 153846153.85)
    assert first["sources"] == [
        {
            "publisher": "Harbour Daily",
            "url": "https://news.example.org/bridge-contract",
            "published_at": "2026-05-10",
            "quote": None,
        }
    ]


def test_a_quote_and_a_partial_date_are_given_as_they_are_known(room, client):
    rows = {row["slug"]: row for row in client.get("/deals.json").json()["results"]}
    assert rows["year-only"]["date"] == "2023"
    assert rows["undated"]["date"] is None
    assert "簽署金融科技備忘錄。" in [source["quote"] for source in rows["fintech-mou"]["sources"]]


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "path",
    ["/deals.json", "/deals.csv", "/deals.xlsx", "/articles.json", "/articles.csv", "/timeline.json", "/api/v1/deals"],
)
@pytest.mark.parametrize("query", ["city=atlantis", "from=2026-02-30", "min=lots", "page=0", "sort=up", "last=x"])
def test_an_output_refuses_a_bad_value_and_names_its_key(room, client, path, query):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert response.json()["key"] == query.split("=")[0]


def test_an_unknown_key_is_ignored_and_told(room, client):
    assert client.get("/deals.json?utm_source=x").json()["ignored"] == ["utm_source"]


def test_exports_ignore_page_and_view(room, client):
    assert client.get("/deals.json?page=7&view=chart").json()["count"] == 10
    assert len(client.get("/deals.json?page=7").json()["results"]) == 10


@pytest.mark.parametrize("path", ["/deals.json", "/deals.csv", "/deals.xlsx", "/articles.json", "/articles.csv"])
def test_no_page_is_too_far_for_an_export(room, client, path):
    assert client.get(f"{path}?page=99999").status_code == 200
    assert client.get("/api/v1/deals?page=99999").json()["key"] == "page"


def test_json_csv_and_xlsx_hold_the_same_rows(room, client):
    rows = client.get("/deals.json?sort=-amount").json()["results"]
    response = client.get("/deals.csv?sort=-amount")
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    table = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    book = load_workbook(BytesIO(client.get("/deals.xlsx?sort=-amount").content))
    sheet = list(book["Deals"].iter_rows(values_only=True))
    slugs = [row["slug"] for row in rows]
    assert [row["slug"] for row in table] == slugs
    assert [row[0] for row in sheet[1:]] == slugs
    assert tuple(sheet[0]) == DEAL_COLUMNS
    assert table[0]["parties"] == "Pearl Bank; Bay Port Group"
    assert sheet[1][DEAL_COLUMNS.index("amount")] == 1200000000
    assert "Source" in book.sheetnames


@pytest.mark.threat("W07")
@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "  =cmd|' /C calc'!A0", ";=1", "%0a"]
)
def test_text_that_a_spreadsheet_would_calculate_is_made_harmless(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.threat("W07")
def test_numbers_and_plain_text_stay_as_they_are():
    assert harmless(-5) == -5
    assert harmless("深圳 = SZ") == "深圳 = SZ"


@pytest.mark.threat("W08")
def test_hostile_names_stay_text_in_a_workbook(room, client):
    Party.objects.filter(name="Bay Port Group").update(name="=HYPERLINK(1)")
    Deal.objects.filter(slug="undated").update(title="=cmd|'/C calc'!A0")
    book = load_workbook(BytesIO(client.get("/deals.xlsx").content))
    kinds = {cell.data_type for row in book["Deals"].iter_rows() for cell in row}
    assert "f" not in kinds
    assert not any(cell.hyperlink for row in book["Deals"].iter_rows() for cell in row)


@pytest.mark.threat("W13")
def test_feeds_read_back_and_lose_what_xml_cannot_hold(room, client):
    Deal.objects.filter(slug="undated").update(title="A & B <b>\ufffe\x0b 深圳")
    Article.objects.update(title="C & D <i>\x08")
    deals = feedparser.parse(client.get("/feeds/deals.atom").content)
    assert not deals.bozo
    assert len(deals.entries) == 10
    articles = feedparser.parse(client.get("/feeds/articles.atom?lang=pt").content)
    assert not articles.bozo
    assert len(articles.entries) == 1


@pytest.mark.threat("W13")
@pytest.mark.parametrize("path", ["/feeds/deals.atom", "/feeds/articles.atom", "/feeds/corrections.atom"])
def test_what_a_source_or_a_curator_says_is_no_markup_in_a_reader_of_feeds(room, client, path):
    said = "Profit <5% of <b>R&D</b>"
    Article.objects.update(excerpt=said)
    Evidence.objects.update(quote=said)
    correct_deal(deal=Deal.objects.get(slug="undated"), field="title", value=said, by=make_person("ann"), now=NOW)
    atom = "{http://www.w3.org/2005/Atom}"
    feed = fromstring(client.get(path).content)
    summaries = [(summary.get("type"), summary.text) for summary in feed.iter(f"{atom}summary")]
    assert {kind for kind, _ in summaries} == {"html"}
    assert any("Profit &lt;5% of &lt;b&gt;R&amp;D&lt;/b&gt;" in text for _, text in summaries)
    assert not any("<b>" in text for _, text in summaries)
    assert feed.findtext(f"{atom}author/{atom}name") == "GBA Tracker", "entries of deals name none"


@pytest.mark.threat("W13")
def test_the_calendar_reads_back(room, client):
    events = Calendar.from_ical(client.get("/feeds/timeline.ics").content).walk("VEVENT")
    assert len(events) == 10
    assert {str(event["uid"]) for event in events} >= {"milestone-bay-plan@gba-tracker"}


def test_what_is_dated_to_a_year_or_a_month_is_an_event_of_that_length(room, client):
    Milestone.objects.update(happened_on=date(2019, 2, 1), date_precision="month")
    events = Calendar.from_ical(client.get("/feeds/timeline.ics").content).walk("VEVENT")
    days = {str(event["uid"]).partition("@")[0]: (event["dtstart"].dt, event["dtend"].dt) for event in events}
    assert days["milestone-bay-plan"] == (date(2019, 2, 1), date(2019, 3, 1))
    assert days["deal-year-only"] == (date(2023, 1, 1), date(2024, 1, 1))
    assert days["deal-port-stake"] == (date(2025, 3, 3), date(2025, 3, 4))


@pytest.mark.parametrize("precision", ["day", "month", "year"])
def test_the_calendar_ends_with_the_last_day_that_there_is(room, client, precision):
    Milestone.objects.update(happened_on=date(9999, 12, 31), date_precision=precision)
    events = Calendar.from_ical(client.get("/feeds/timeline.ics?kind=milestone").content).walk("VEVENT")
    assert [event["dtend"].dt for event in events] == [date.max]


def test_a_sitemap_never_has_more_addresses_than_the_protocol_allows():
    others = len(syndication.SITEMAP_PAGES) + len(CITIES) + len(SECTORS)
    mechanisms = len(reference.load().mechanisms)
    pairs = len(CITIES) * (len(CITIES) - 1) // 2
    newest = syndication.SITEMAP_DEALS + syndication.SITEMAP_ARTICLES + syndication.SITEMAP_ORGANISATIONS
    assert newest + others + mechanisms + pairs < 50_000


def test_a_sitemap_names_organisations_and_pairs_of_cities_that_hold_deals(room, client):
    sitemap = client.get("/sitemap.xml").content.decode()
    pairs = re.findall(r"/links/([a-z-]+)/([a-z-]+)/<", sitemap)
    assert pairs
    for one, other in pairs:
        assert client.get(f"/deals.json?city={one}&city={other}&status=signed&status=completed").json()["count"] > 0
    organisations = re.findall(r"/organisations/([a-z0-9-]+)/<", sitemap)
    assert organisations
    assert all(client.get(f"/organisations/{slug}/").status_code == 200 for slug in organisations)


@pytest.mark.parametrize(
    ("precision", "day", "within", "after"),
    [
        ("day", date(2019, 2, 18), "2019-02-18", "2019-02-19"),
        ("month", date(2019, 2, 1), "2019-02-20", "2019-03-01"),
        ("quarter", date(2019, 1, 1), "2019-03-20", "2019-04-01"),
        ("year", date(2019, 1, 1), "2019-12-20", "2020-01-01"),
    ],
)
def test_a_milestone_belongs_to_every_period_that_its_month_or_year_meets(room, client, precision, day, within, after):
    Milestone.objects.update(happened_on=day, date_precision=precision)
    assert client.get(f"/timeline.json?kind=milestone&from={within}").json()["count"] == 1
    assert client.get(f"/timeline.json?kind=milestone&from={after}").json()["count"] == 0


def test_the_timeline_as_json_counts_as_the_page_does(room, client):
    answer = client.get("/timeline.json?kind=milestone").json()
    assert answer["count"] == 1
    assert answer["results"][0]["url"] == "http://127.0.0.1:8000/timeline/?kind=milestone&to=2019-02-18#bay-plan"
    assert answer["results"][0]["lane"] == "policy"


@pytest.mark.parametrize("path", ["/sources.opml", "/sitemap.xml"])
def test_xml_outputs_are_well_formed(room, client, path):
    assert len(list(fromstring(client.get(path).content).iter())) > 3


@pytest.mark.threat("P05")
def test_links_come_from_the_settings_and_never_from_the_host(room, client):
    assert client.get("/deals/", headers={"host": "evil.example"}).status_code == 400
    assert b"127.0.0.1:8000" in client.get("/sitemap.xml", headers={"host": "localhost"}).content


def test_the_interface_pages_through_everything_once(room, client):
    answer = client.get("/api/v1/deals").json()
    assert set(answer) == {"count", "next", "results"}
    assert (answer["count"], answer["next"], len(answer["results"])) == (10, None, 10)
    assert client.get("/api/v1/deals/bridge-contract").json()["rung"] == "contract"
    assert client.get("/api/v1/deals/rejected-rumour").status_code == 410
    assert [row["slug"] for row in client.get("/api/v1/signals").json()["results"]] == ["planned-line"]
    assert client.get("/api/v1/cities/hong-kong").json()["deals"] == 8
    assert client.get("/api/v1/sectors").json()["count"] == 19
    assert client.get("/api/v1/schema").json()["openapi"].startswith("3.")


def test_the_interface_adds_up_what_the_deals_of_an_organisation_disclose(make_deal, tags, client):
    make_deal("wharf", hkd="300000000")
    twice = make_deal("depot", hkd="50000000")
    Party.objects.create(deal=twice, name="珠江銀行", tag=tags["pearl-bank"], position=5)
    make_deal("pier")
    bank = client.get("/api/v1/organisations/pearl-bank").json()
    assert (bank["deals"], bank["amount_hkd"]) == (3, 350000000)
    told = client.get("/deals.json?party=pearl-bank").json()["totals"]["signed"]
    assert (bank["deals"], bank["amount_hkd"]) == (told["count"], told["amount_hkd"])


def test_an_answer_that_has_not_changed_costs_nothing(room, client):
    DataGeneration.bump()
    first = client.get("/deals.json")
    assert client.get("/deals.json", headers={"if-none-match": first["ETag"]}).status_code == 304
    DataGeneration.bump()
    assert client.get("/deals.json", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("name", ["deals", "articles"])
def test_a_csv_says_in_its_head_what_it_holds_under_which_licence_and_keeps_to_rows(room, client, name):
    answer = client.get(f"/{name}.csv?city=macao&q=%22%0d%0aSet-Cookie:%20a=b")
    said = re.findall(r'<([^<>]*)>; rel="([^"]*)"', answer["Link"])
    assert [(rel, address.partition("?")[0]) for address, rel in said] == [
        ("alternate", f"{settings.SITE_URL}/{name}/"),
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("describedby", f"{settings.SITE_URL}/about/"),
    ]
    selection = said[0][0].removeprefix(settings.SITE_URL)
    assert "city=macao" in selection
    assert client.get(selection).status_code == 200
    assert answer["X-Data-Generation"] == str(DataGeneration.current())
    first = b"".join(answer.streaming_content).decode().removeprefix("\ufeff").split("\r\n")[0]
    assert first == ",".join(DEAL_COLUMNS if name == "deals" else ARTICLE_COLUMNS)


@pytest.mark.parametrize("path", ["/api/v1/deals", "/api/v1/articles", "/api/v1/cities", "/feeds/deals.atom"])
def test_a_page_of_an_output_is_made_once_until_the_public_data_change(room, client, path):
    DataGeneration.bump()
    first = client.get(path)
    with CaptureQueriesContext(connection) as asked:
        again = client.get(path)
    assert again.content == first.content
    assert [again[name] for name in ("Content-Type", "ETag")] == [first[name] for name in ("Content-Type", "ETag")]
    assert len(asked) <= 2, "the generation, and the register where it has gone"
    assert client.get(path, {"city": "macao"}).content != first.content
    Deal.objects.filter(slug="bridge-contract").update(review="rejected", review_reason="other")
    Article.objects.all().delete()
    recount_deals([deal.pk for deal in room.deals])
    DataGeneration.bump()
    assert client.get(path).content != first.content


def test_signs_of_life(db, client, settings, tmp_path):
    settings.BROKER_DIR = tmp_path / "broker"
    assert client.get("/healthz").content == b"ok"
    answer = client.get("/readyz")
    assert answer.json()["checks"] | {"broker": "ok"} == {
        "database": "ok", "migrations": "ok", "broker": "ok", "worker": "never", "last_poll": "never",
    }  # fmt: skip
    assert b"gba_articles 0" in client.get("/metrics").content, "while the site is for this machine alone"
    settings.METRICS_ALLOW = []
    assert client.get("/metrics").status_code == 403


def test_files_and_feeds_name_parties_and_counts_as_the_page_does(make_deal, tags, client):
    counts = [{"unit": "areas", "n": 8, "n_max": None, "text": "8個範疇"}]
    deal = make_deal("chinese-names", parties=(), counts=counts)
    Party.objects.create(deal=deal, name="明珠銀行", tag=tags["pearl-bank"])
    page = client.get("/deals/chinese-names/").content.decode()
    (line,) = csv.DictReader(StringIO(b"".join(client.get("/deals.csv")).decode("utf-8-sig")))
    head, row = load_workbook(BytesIO(client.get("/deals.xlsx").content))["Deals"].values
    sheet = dict(zip(head, row, strict=True))
    (told,) = client.get("/deals.json").json()["results"]
    for parties, said in ((line["parties"], line["counts"]), (sheet["parties"], sheet["counts"])):
        assert (parties, said) == ("Pearl Bank", "8 areas")
        assert parties in page
        assert said in page
    assert told["parties"] == ["Pearl Bank"]
    assert told["counts"] == counts, "what the source says stays in the typed counts"
    assert "Pearl Bank" in feedparser.parse(client.get("/feeds/deals.atom").content).entries[0].summary
