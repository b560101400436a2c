"""The search page: names in every script, facets that add up, found words marked without opening a hole."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from articles.models import Article, DataGeneration, Deal, Milestone
from articles.search import rebuild_search
from dashboards.filters import Filters
from dashboards.queries import finding, naming
from dashboards.queries.selection import articles, deals
from tests.dashboards.conftest import TODAY

pytestmark = pytest.mark.django_db


def found(query: str) -> tuple[set[str], set[int]]:
    filters = Filters(q=query)
    return (
        set(deals(filters, TODAY).values_list("slug", flat=True)),
        set(articles(filters, TODAY).values_list("pk", flat=True)),
    )


@pytest.mark.parametrize("name", ["Shenzhen", "SHENZHEN", "深圳", "深圳市", "SZ"])
def test_every_name_of_a_city_finds_the_deals_that_carry_its_tag(room, name):
    tagged = set(deals(Filters(city=("shenzhen",)), TODAY).values_list("slug", flat=True))
    assert tagged
    assert found(name) == (tagged | found("Shenzhen")[0], found("Shenzhen")[1])


def test_a_name_is_read_beside_other_words_and_words_can_be_left_out(room):
    assert found("深圳 memo")[0] == set()
    assert found("香港 memo")[0] == {"zhejiang-memo"}
    assert found("Deal -memo")[0] == found("Deal")[0] - {"zhejiang-memo"}
    assert found('"macao Deal"')[0] == set()
    assert found('"Deal macao-pact"')[0] == {"macao-pact"}


@pytest.mark.parametrize("query", ['"', "-", "-memo", '""'])
def test_a_query_that_asks_for_nothing_finds_nothing(room, query):
    assert found(query) == (set(), set())


def test_either_chinese_script_finds_a_title_in_the_other(room):
    Deal.objects.filter(slug="fintech-mou").update(title="簽署數據協議")
    assert found("数据协议")[0] == found("數據協議")[0] == {"fintech-mou"}
    assert found("签")[0] == {"fintech-mou"}


@pytest.mark.parametrize(
    "query",
    [
        "q=Hong+Kong", "q=Hong+Kong&sector=trade", "q=Hong+Kong&lang=en&sector=trade", "q=Hong+Kong&city=macao",
        *(
            pytest.param(query, marks=pytest.mark.one_engine)
            for query in (
                "q=Hong+Kong&kind=deal&lang=zh-Hant", "q=Hong+Kong&kind=article&lang=pt", "q=Hong+Kong&status=planned",
            )
        ),
    ],
)  # fmt: skip
def test_facets_count_what_their_links_show(room, client, query, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = client.get(f"/search/?{query}").content.decode()
    choices = re.findall(r'<li><a href="(/search/[^"]+)">[^<]+ <span class="count">(\d+)</span>', page)
    assert choices
    for address, count in choices:
        asked = unescape(address)
        listed = client.get(asked).content.decode()
        heads = re.findall(r"<h2>(\d+) (?:deals?|articles?|deals and signals|deal or signal)</h2>", listed)
        assert sum(map(int, heads)) == int(count), address
        assert rows_in_files(client, asked.partition("?")[2], query) == int(count), address


def rows_in_files(client, query: str, kinds: str) -> int:
    """The rows of a search as the interface and the JSON of lists count them; signals stand apart in both."""
    found = 0
    if "kind=article" not in kinds:
        found += client.get(f"/deals.json?{query}").json()["count"]
        assert found == client.get(f"/api/v1/deals?{query}").json()["count"]
        if "status=" not in query:
            found += client.get(f"/api/v1/signals?{query}").json()["count"]
    if "kind=deal" not in kinds:
        found += client.get(f"/articles.json?{query}").json()["count"]
    return found


def test_all_that_was_found_is_listed_where_its_links_lead(room, client):
    page = client.get("/search/?q=Hong+Kong").content.decode()
    links = re.findall(r'<a href="(/(?:deals|signals)/[^"]+)" data-count="(\d+)">', page)
    assert [address.partition("?")[0] for address, _ in links] == ["/deals/", "/signals/"]
    for address, count in links:
        assert f'data-total="{count}"' in client.get(unescape(address)).content.decode()


def test_a_kind_shows_only_its_rows(room, client):
    only_deals = client.get("/search/?q=Hong+Kong&kind=deal").content.decode()
    assert "/deals/macao-pact/" in only_deals
    assert "data-total" not in only_deals
    only_articles = client.get("/search/?q=Hong+Kong&kind=article").content.decode()
    assert 'href="/deals/macao-pact/"' not in only_articles
    assert 'data-total="3"' in only_articles


def test_found_words_are_marked_in_both_scripts_and_hostile_text_stays_text(room, client):
    Article.objects.filter(lang="en").update(title="<script>alert(1)</script> Hong Kong & Macao")
    rebuild_search()
    page = client.get("/search/?q=香港").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>Hong Kong</mark> &amp; Macao" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Shenzhen signs; 深圳签署", "深圳", ["Shenzhen", "深圳"]),
        ("數據要素與数据", "数据", ["數據", "数据"]),
        ("refinance and finance", "finance", ["finance"]),
        ("深化改革", "深圳", []),
        ("a.b aab", "a.b", ["a.b"]),
    ],
)
def test_marks_fall_on_the_words_that_were_meant(text, query, expected):
    pieces = finding.marked(text, naming.terms(query))
    assert [piece.text for piece in pieces if piece.is_evidence] == expected
    assert "".join(piece.text for piece in pieces) == text


def test_a_snippet_is_short_and_holds_the_found_word():
    excerpt = "word " * 50 + "harbour " + "word " * 8
    pieces = finding.snippet(excerpt, naming.terms("harbour"))
    text = "".join(piece.text for piece in pieces)
    assert "harbour" in text
    assert len(text) <= finding.SNIPPET + 2
    assert finding.snippet(excerpt, naming.terms("absent")) == ()


def test_of_several_deals_that_an_article_tells_each_heading_has_its_number(room, client):
    path, report = f"/articles/{room.articles[0].pk}/", room.articles[0].reports.get()
    assert re.findall(r"Deal told here(?: <[^>]+>(\d/\d))?", client.get(path).content.decode()) == [""]
    report.pk, report.position = None, report.position + 1
    report.save()
    DataGeneration.bump()
    assert re.findall(r"Deal told here <[^>]+>(\d/\d)", client.get(path).content.decode()) == ["1/2", "2/2"]


def test_the_changes_of_an_article_are_told_without_its_text(room, client):
    article = room.articles[0]
    first, second = "港口今日擴建完成。", "港口今日擴建完成，並有新碼頭。"
    seen = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    article.revisions.all().delete()
    for number, (title, text) in enumerate([("舊題", first), ("新題", second)], start=1):
        article.revisions.create(number=number, title=title, text=text, content_hash=str(number), seen_at=seen)
    page = client.get(f"/articles/{article.pk}/").content.decode()
    assert "2 versions" in page
    assert "舊題" in page
    assert "6 characters longer" in page
    assert "of the text changed" in page
    assert "碼頭" not in page


def test_a_search_that_only_milestones_answer_shows_them_and_does_not_say_that_there_is_nothing(room, client):
    Milestone.objects.update(title_zh_hant="大灣區規劃通過")
    for query in ("plan+adopted", "大灣區規劃"):
        page = client.get(f"/search/?q={query}").content.decode()
        assert "Bay plan adopted" in page
        assert "Nothing holds all of these words." not in page
    assert "Bay plan adopted" not in client.get("/search/?q=plan+adopted&kind=deal").content.decode()
    assert "Nothing holds all of these words." in client.get("/search/?q=plan+adopted&kind=deal").content.decode()
