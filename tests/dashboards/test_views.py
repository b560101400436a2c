"""Pages: each answers, cheaply, without a cookie, whatever the address says; every number leads to its rows."""

import csv
import json
import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import Article, DataGeneration, Deal, Party, Tag
from dashboards import filters
from dashboards.filters import KEYS
from dashboards.queries.options import option_counts
from dashboards.queries.selection import deals
from dashboards.views import registers
from tests.dashboards.conftest import TODAY

pytestmark = pytest.mark.django_db

LISTS = (
    "/", "/deals/", "/signals/", "/cities/", "/cities/hong-kong/", "/links/hong-kong/shenzhen/", "/sectors/",
    "/sectors/trade/", "/timeline/", "/timeline/?kind=article", "/articles/", "/search/?q=Deal", "/search/",
    "/mechanisms/", "/mechanisms/harbour-forum/", "/organisations/", "/organisations/pearl-bank/",
    "/people/chan-tai-man/", "/sources/", "/coverage/", "/about/", "/corrections/",
    "/deals/bridge-contract/", "/deals/fintech-mou/",
    "/deals/undated/", "/deals/planned-line/", "/data/", "/deals/bridge-contract/report/", "/deals/?view=cards",
    "/deals/?sector=trade&outside=zhejiang&city=hong-kong&last=9y&min=1",
)  # fmt: skip
WITH_FIGURES = (
    "/", "/deals/", "/deals/fintech-mou/", "/signals/", "/cities/", "/cities/hong-kong/", "/sectors/",
    "/sectors/trade/", "/timeline/", "/articles/",
)  # fmt: skip


class Links(HTMLParser):
    """The links that carry a count, and the totals that pages state."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: list[tuple[str, int]] = []
        self.totals: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "data-count" in found:
            self.counted.append((found["href"] or "", int(found["data-count"] or 0)))
        if "data-total" in found:
            self.totals.append(int(found["data-total"] or 0))


def links_of(content: bytes) -> Links:
    parser = Links()
    parser.feed(content.decode())
    return parser


@pytest.mark.threat("P05")
@pytest.mark.parametrize("path", LISTS)
def test_a_page_answers_without_a_cookie_and_within_fifteen_queries(room, client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "script-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.one_engine
@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "prefix", ["/zh-hant", *(pytest.param(prefix, marks=pytest.mark.long) for prefix in ("/zh-hans", "/pt"))]
)
def test_a_page_answers_in_every_language(room, client, prefix, path):
    assert client.get(prefix + path).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_a_page_of_an_empty_house_says_so(tags, client, path):
    assert client.get(path).status_code in (200, 404)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "path",
    [
        "/", "/deals/", "/cities/", "/cities/hong-kong/", "/links/hong-kong/shenzhen/", "/sectors/",
        "/sectors/fintech/",
        "/timeline/", "/articles/", "/organisations/", "/organisations/pearl-bank/", "/search/?q=Deal",
        "/embed/deal-values/",
    ],
)  # fmt: skip
def test_the_number_of_queries_does_not_grow_with_the_rows(
    room, make_deal, client, path, django_assert_max_num_queries
):
    for number in range(30):
        make_deal(f"more-{number}", hkd=f"{number + 1}000000", parties=("Pearl Bank", f"Partner {number}"))
    with django_assert_max_num_queries(15):
        client.get(path)


def test_an_article_says_why_it_is_here_and_never_gives_the_whole_text(room, client):
    article = room.articles[0]
    response = client.get(f"/articles/{article.pk}/")
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    assert "深圳與香港簽署金融科技備忘錄。" in text
    assert "場外下着雨。" not in text
    assert client.get("/articles/999999/").status_code == 404


@pytest.mark.threat("W02")
def test_hostile_titles_are_shown_as_text(room, client):
    Article.objects.update(title='"><script>alert(1)</script>')
    Deal.objects.update(title="<img src=x onerror=alert(1)>深圳")
    Tag.objects.filter(kind="organisation").update(name_en="</script><b>bold")
    for path in (
        "/",
        "/deals/",
        "/deals/fintech-mou/",
        "/articles/",
        "/timeline/?kind=article&kind=deal",
        "/organisations/",
    ):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "</script><b>" not in page


@pytest.mark.parametrize("path", WITH_FIGURES)
def test_a_figure_stands_on_the_page_with_its_table_and_its_data(room, client, path):
    page = client.get(path).content.decode()
    figures = re.findall(r'<figure[^>]*data-figure="(figure-[\w-]+)"', page)
    assert figures
    for name in figures:
        assert f'<script id="{name}" type="application/json">' in page
    assert page.count("<table role") >= len(figures)


COUNTING = (
    "/", "/deals/", "/cities/hong-kong/", "/links/hong-kong/macao/?last=3y", "/sectors/?last=3y", "/timeline/",
    "/articles/", "/sources/", "/mechanisms/harbour-forum/", "/people/chan-tai-man/", "/zh-hant/cities/",
)  # fmt: skip
ALSO_COUNTING = (
    "/?last=3y", "/signals/", "/cities/", "/cities/?last=3y", "/cities/hong-kong/?last=14m",
    "/links/hong-kong/shenzhen/", "/sectors/", "/sectors/trade/", "/timeline/?last=3y", "/mechanisms/",
    "/organisations/", "/organisations/pearl-bank/", "/coverage/", "/embed/city-by-sector/", "/pt/sectors/",
)  # fmt: skip


@pytest.mark.parametrize("paths", [COUNTING, pytest.param(ALSO_COUNTING, marks=pytest.mark.long)], ids=len)
def test_every_number_leads_to_as_many_rows_in_its_list_its_file_and_the_interface(room, client, make_deal, paths):
    # A next stage stands in the totals in the place of the one before; a person signs beside two organisations.
    Deal.objects.filter(slug="bridge-contract").update(is_superseded=True)
    signed = make_deal("chan-pact", on="2026-06-06", parties=("Chan Tai Man", "Pearl Bank", "Bay Port Group"))
    signed.parties.filter(name="Chan Tai Man").update(tag=room.tags["chan-tai-man"])
    seen: dict[str, list[int]] = {}
    wrong = {}
    for path in paths:
        found = links_of(client.get(path).content).counted
        assert found or path == "/sources/", path
        for href, count in found:
            if href not in seen:
                seen[href] = rows_behind(client, href)
            if set(seen[href]) != {count}:
                wrong[path, href] = (count, seen[href])
    assert len(seen) > 50
    assert wrong == {}


@pytest.mark.parametrize(
    "path",
    [
        "/?sector=finance&last=9y",
        "/cities/hong-kong/?sector=finance",
        "/cities/hong-kong/?outside=zhejiang",
        "/cities/?outside=zhejiang",
        "/links/hong-kong/macao/?sector=finance",
        "/sectors/?sector=finance",
        "/deals/?view=chart&sector=finance",
        "/embed/outside-flows/?outside=zhejiang",
    ],
)
def test_a_number_beside_a_chosen_sector_or_partner_is_that_of_its_list(room, client, make_deal, path):
    """A deal of finance is one of trade too, yet the list of trade holds deals that are none of finance."""
    room.tags["fujian"] = Tag.objects.create(kind="outside", slug="fujian", name_en="Fujian")
    for slug, partners in (("of-both", ("fujian", "zhejiang")), ("of-one", ("fujian",))):
        deal = make_deal(slug, on="2026-07-07")
        deal.tags.set([room.tags[name] for name in ("hong-kong", "macao", "trade", *partners)])
    found = links_of(client.get(path).content).counted
    assert found
    assert {href: rows_behind(client, href) for href, _ in found} == {
        href: [count] * len(rows_behind(client, href)) for href, count in found
    }


def test_the_interface_counts_every_sector_of_the_deals_of_a_chosen_one(room, client):
    answer = client.get("/api/v1/sectors?sector=finance").json()["results"]
    assert {row["slug"]: row["deals"] for row in answer if row["deals"]} == {"finance": 1, "trade": 1}


def test_the_organisations_come_page_by_page_and_their_number_is_that_of_all(room, client, monkeypatch):
    monkeypatch.setattr(registers, "ON_A_PAGE", 2)
    for number in range(4):
        tag = Tag.objects.create(kind="organisation", slug=f"firm-{number}", name_en=f"Firm {number}")
        Party.objects.create(deal=room.deals[0], name=tag.name_en, tag=tag, position=9)
    named = []
    for number in (1, 2, 3):
        page = client.get(f"/organisations/?city=shenzhen&page={number}").content.decode()
        assert "5 organisations" in page
        table = page.partition('<caption class="unseen">Organisations')[2]
        named.append(re.findall(r'data-row-link href="/organisations/([^"]+)/"', table))
    assert named == [["pearl-bank", "firm-0"], ["firm-1", "firm-2"], ["firm-3"]]
    assert "Page 9 is past the end" in client.get("/organisations/?page=9").content.decode()


def test_the_first_page_says_by_what_it_is_narrowed_and_shows_no_other_deal(room, client):
    page = client.get("/?city=macao&last=30d").content.decode()
    assert re.search(r'<a class="chip" href="/\?last=30d"><span>City: ?</span>Macao', page)
    assert "Deal macao-pact" in page
    assert "Deal fintech-mou" not in page
    assert 'href="/deals/?city=macao">All of them' in page
    nothing = client.get("/?city=zhaoqing").content.decode()
    assert "No deal matches these filters." in nothing
    assert "No deal is known yet." not in nothing
    whole = client.get("/").content.decode()
    assert "Deal fintech-mou" in whole
    assert 'class="chips" aria-label="Chosen"' not in whole


def test_the_column_of_partners_outside_leads_to_the_same_selection(room, client):
    page = client.get("/cities/?sector=trade").content.decode()
    assert 'href="/cities/hong-kong/?sector=trade#outside-partners"' in page


def test_a_list_of_known_values_has_no_list_of_unknown_ones(room, client):
    page = client.get("/deals/?value=disclosed").content.decode()
    assert '<dt>Value not disclosed</dt><dd class="figure-number">0</dd>' in page
    assert 'value=undisclosed&amp;total=1" data-count' in client.get("/deals/").content.decode()


def test_a_page_of_sectors_with_one_chosen_leads_to_its_own_page_and_back_to_all(room, client):
    page = client.get("/sectors/?sector=finance&city=macao").content.decode()
    assert "Of the sectors only Finance is chosen" in page
    assert 'href="/sectors/finance/?city=macao">The page of Finance' in page
    assert 'href="/sectors/?city=macao">All sectors' in page
    two = client.get("/sectors/?sector=finance&sector=trade").content.decode()
    assert "Of the sectors only" not in two
    parts = page.partition('class="part-list"')[2]
    # Whatever is chosen, each entry of the table of all sectors is a choice of its own, with the number of its list.
    assert 'href="/deals/?city=macao&amp;sector=trade&amp;total=1" data-count="1"' in parts


def test_the_organisations_are_those_of_the_selected_deals(room, client, make_deal):
    bank = 'href="/organisations/pearl-bank/"'
    page = client.get("/organisations/?city=macao&sector=trade").content
    assert dict(links_of(page).counted) == {"/deals/?city=macao&sector=trade&party=pearl-bank": 1}
    assert bank in page.decode()
    nothing = client.get("/organisations/?city=jiangmen").content.decode()
    assert bank not in nothing
    assert "No deal matches these filters." in nothing
    both = client.get("/organisations/?party=pearl-bank").content
    assert dict(links_of(both).counted) == {"/deals/?party=pearl-bank": 10}


def test_the_mechanisms_are_those_of_the_selected_deals_and_milestones(room, client, make_deal):
    every = dict(links_of(client.get("/mechanisms/").content).counted)
    assert len(every) > 1
    page = client.get("/mechanisms/?city=hong-kong").content
    counted = dict(links_of(page).counted)
    assert counted
    assert all(href.partition("?")[2].startswith("city=hong-kong&") for href in counted)
    for href, count in counted.items():
        assert set(rows_behind(client, href)) == {count}, href
    nothing = client.get("/mechanisms/?city=jiangmen&sector=youth").content.decode()
    assert "No deal matches these filters." in nothing
    assert "of which nothing is known yet" not in nothing


def rows_behind(client, href: str) -> list[int]:
    """How many rows an address lists, and its CSV, and the interface, where it has them."""
    found = list(links_of(client.get(href, follow=True).content).totals)
    name, _, query = href.partition("?")
    if name in ("/deals/", "/articles/"):
        file = b"".join(client.get(f"{name.rstrip('/')}.csv?{query}").streaming_content).decode("utf-8-sig")
        found.append(len(list(csv.reader(StringIO(file)))) - 1)
        found.append(client.get(f"/api/v1{name.rstrip('/')}?{query}").json()["count"])
    return found


def test_a_rejected_deal_is_nowhere(room, client):
    assert client.get("/deals/rejected-rumour/").status_code == 410
    for path in (*LISTS, "/deals.json", "/feeds/deals.atom", "/sitemap.xml", "/api/v1/deals"):
        assert b"rejected-rumour" not in client.get(path).content


def test_the_follow_through_clock_speaks_of_what_we_know(room, client):
    page = client.get("/deals/fintech-mou/").content.decode()
    assert "no later report known to us since 20 Nov 2026" in page
    Deal.objects.filter(slug="bridge-contract").update(is_starter=True)
    page = client.get("/deals/bridge-contract/").content.decode()
    assert "not followed" in page
    assert "source, no quotation kept" in page


def test_a_bad_value_is_told_on_the_page_and_dropped(room, client):
    page = client.get("/deals/?city=atlantis&foo=1").content.decode()
    assert "atlantis" in page
    assert "foo" in page
    assert links_of(page.encode()).totals == [10]


def test_a_link_between_cities_has_one_address(room, client):
    response = client.get("/links/shenzhen/hong-kong/?last=12m")
    assert (response.status_code, response["Location"]) == (301, "/links/hong-kong/shenzhen/?last=12m")
    assert client.get("/links/macao/macao/").status_code == 404


@pytest.mark.threat("P02")
def test_a_page_past_the_end_shows_the_way_back(room, client):
    page = client.get("/deals/?page=9").content.decode()
    assert 'rel="prev"' in page


@pytest.mark.threat("P08")
def test_only_reading_is_allowed(room, client):
    assert client.post("/deals/").status_code == 405
    assert client.post("/deals.json").status_code == 405


def test_a_page_is_kept_until_the_data_change(room, client, django_assert_max_num_queries):
    DataGeneration.bump()
    client.get("/deals/")
    with django_assert_max_num_queries(1):
        client.get("/deals/?page=1&city=")
    Deal.objects.filter(slug="fintech-mou").update(title="Renamed pact")
    DataGeneration.bump()
    assert b"Renamed pact" in client.get("/deals/").content


PATHS = [
    "/",
    "/deals/",
    "/signals/",
    "/cities/",
    "/cities/macao/",
    "/sectors/ai/",
    "/timeline/",
    "/articles/",
    "/search/",
]
OUTPUTS = ["/deals.json", "/deals.csv", "/articles.json", "/timeline.json", "/feeds/deals.atom", "/api/v1/deals"]


@pytest.mark.threat("P02")
@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(PATHS + OUTPUTS),
    pairs=st.lists(
        st.tuples(
            st.sampled_from([*KEYS, "foo"]),
            st.one_of(
                st.text(max_size=40),
                st.sampled_from(
                    ["hong-kong", "signed", "-amount", "90d", "9999d", "2999-12-31", "1970-01-01", "2", "%", '"']
                ),
            ),
        ),
        max_size=6,
    ),
)
def test_no_query_string_breaks_a_page_or_an_output(room, client, path, pairs):
    query: dict[str, list[str]] = {}
    for key, value in pairs:
        query.setdefault(key, []).append(value)
    response = client.get(path, query)
    assert response.status_code in ((200,) if path in PATHS else (200, 400))
    if response.status_code == 400:
        assert response.json()["key"] in query


def test_every_named_page_of_the_contract_has_its_address():
    assert reverse("deals") == "/deals/"
    assert reverse("link", args=["hong-kong", "macao"]) == "/links/hong-kong/macao/"


@pytest.mark.parametrize(
    "query", ["", "?review=needs_second_source", "?status=stalled", "?status=planned", "?city=macao&review=unreviewed"]
)
def test_the_numbers_over_the_deals_lead_to_as_many_rows_even_where_none_counts(room, client, query):
    numbers = links_of(client.get(f"/deals/{query}").content).counted
    assert len(numbers) >= 2
    for href, count in numbers:
        assert links_of(client.get(href).content).totals == [count], href


def test_the_deals_page_says_which_rows_wait_and_which_have_ended(room, client):
    page = client.get("/deals/").content.decode()
    assert "1 row waits for a second source and is not counted" in page
    assert "1 is stalled or cancelled and not counted" in page


@pytest.mark.parametrize(
    ("path", "kind"), [("/about/", "Dataset"), ("/deals/", "Dataset"), ("/articles/{pk}/", "WebPage")]
)
def test_machines_are_told_of_the_page_as_data_that_cannot_leave_its_element(room, client, path, kind):
    Article.objects.update(title="</script><script>alert(1)</script>")
    page = client.get(path.format(pk=room.articles[0].pk)).content.decode()
    told = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert [json.loads(text)["@type"] for text in told] == [kind]
    assert "<script>alert" not in page
    assert '<meta property="og:description"' in page


@pytest.mark.parametrize(
    "query",
    [
        "", "status=signed&type=mou", "city=hong-kong&sector=trade&sector=finance", "rung=mou", "value=undisclosed",
        "value=disclosed&value=unconverted&city=hong-kong", "review=accepted&sector=fintech", "status=planned",
        "outside=zhejiang&type=mou", "total=1&scope=intra_gba",
    ],
)  # fmt: skip
def test_the_number_beside_an_option_is_what_the_form_leads_to_with_it(room, client, query):
    start = filters.parse([tuple(pair.split("=")) for pair in query.split("&") if pair], filters.Known()).filters
    before = deals(start, TODAY).count()
    checked = 0
    for key, counted in option_counts(start, TODAY).items():
        chosen = getattr(start, key)
        for value, count in counted.items():
            if value in chosen and key != "city":
                expected, asked = count, start.having(**{key: (value,)})
            else:
                expected = count + before if chosen and key != "city" else count
                asked = start.having(**{key: tuple(sorted({*chosen, value}))})
            assert deals(asked, TODAY).count() == expected, (key, value)
            checked += 1
    assert checked > 8
    page = client.get(f"/deals/?{query}").content.decode()
    told = re.findall(r'name="(\w+)" value="[^"]+"( checked)?> <span>[^<]*</span> <span class="count"[^>]*>(\+?)', page)
    assert told
    assert {key for key, is_on, plus in told if plus} <= {key for key, _ in start.pairs()} - {"city"}


def test_the_rows_without_a_value_are_a_list_a_file_and_a_feed_of_their_own(room, client):
    links = dict(links_of(client.get("/deals/").content).counted)
    kinds = {"disclosed": 2, "undisclosed": 5, "unconverted": 1}
    for value, count in kinds.items():
        (address,) = [href for href in links if f"value={value}" in href]
        assert links[address] == count
        assert set(rows_behind(client, address)) == {count}
        assert f"value={value}" in client.get(address).content.decode()
    assert client.get("/feeds/deals.atom?value=undisclosed").content.count(b"<entry>") > 0
    assert client.get("/deals.json?value=secret").status_code == 400
    chosen = client.get("/deals/?value=undisclosed").content.decode()
    assert "not disclosed" in chosen
