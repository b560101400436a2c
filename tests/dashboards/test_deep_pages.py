"""Pages far down a list begin on their day, and stay the pages that they are."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from articles.models import Article, Milestone, Tagging
from dashboards.filters import Filters
from dashboards.queries import counting, timeline
from dashboards.queries.keeping import at_generation
from dashboards.queries.selection import articles, deals, milestones
from tests.dashboards.conftest import NOW, TODAY, count_and_index

pytestmark = pytest.mark.django_db
CITY = Filters(city=("hong-kong",))
PAIR = Filters(city=("hong-kong",), sector=("finance",))
WITHIN = Filters(from_on=date(2026, 11, 2), to_on=date(2026, 11, 8))


@pytest.fixture
def many(room, tags, make_deal):
    """Forty articles over ten days, several at one moment; each second one of Hong Kong, each fourth of finance."""
    moments = [NOW - timedelta(days=1 + number % 20, hours=number % 3) for number in range(40)]
    rows = Article.objects.bulk_create(
        Article(
            canonical_url=f"https://news.example.org/many/{number}",
            feed=room.feed,
            title=f"Number {number}",
            lang="en",
            listed_at=at,
            first_seen_at=at,
            processed_at=NOW,
            is_relevant=True,
        )
        for number, at in enumerate(moments)
    )
    labels = [(row, tags["hong-kong"]) for row in rows[::2]] + [(row, tags["finance"]) for row in rows[::4]]
    Tagging.objects.bulk_create(Tagging(article=row, tag=tag, score=1, confidence=1) for row, tag in labels)
    for number in range(5):
        make_deal(f"many-{number}", on=f"2026-11-{2 + number * 3:02}")
        Milestone.objects.create(
            slug=f"many-{number}", title="A plan", type="policy_measure", status="announced", review="accepted",
            happened_on=date(2026, 11, 2 + number * 3), source_publisher="Gazette",
            source_url=f"https://gazette.example.org/many/{number}",
        )  # fmt: skip
    count_and_index()


@pytest.fixture
def _everything_is_deep(monkeypatch):
    for module in (counting, timeline):
        monkeypatch.setattr(module, "DEEP", 3)


@pytest.mark.usefixtures("_everything_is_deep")
@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize("filters", [Filters(), CITY, PAIR, WITHIN, Filters(last="90d")], ids=str)
def test_the_pages_of_a_list_add_up_to_the_list(many, filters, oldest_first):
    def page(offset, limit):
        return counting.newest_keys(filters, TODAY, limit=limit, offset=offset, oldest_first=oldest_first)

    whole = page(0, 1000)
    assert len(whole) == counting.article_count(filters, TODAY) > 5
    for start in range(0, len(whole) + 10, 5):
        assert page(start, 5) == whole[start : start + 5]


@pytest.mark.parametrize(
    "filters", [Filters(), CITY, PAIR, Filters(lang=("en",)), WITHIN.having(city=("macao",))], ids=str
)
def test_articles_of_several_periods_are_those_of_each(many, filters):
    spans = [filters.having(last=last, from_on=None, to_on=None) for last in ("7d", "30d", "")]
    spans.append(filters.having(last="", from_on=date(2026, 11, 2), to_on=date(2026, 11, 20)))
    alone = [counting.article_count(span, TODAY) for span in spans]
    assert counting.article_counts(filters, spans, TODAY) == alone
    assert alone[2] > alone[0] or filters.city == ("macao",)


@pytest.mark.usefixtures("_everything_is_deep")
@pytest.mark.parametrize("sort", ["date", "-date"])
@pytest.mark.parametrize(
    "filters", [Filters(), CITY, WITHIN, Filters(kind=("article",)), Filters(kind=("article", "deal", "milestone"))],
    ids=str,
)  # fmt: skip
def test_the_pages_of_the_timeline_add_up_to_the_timeline(many, filters, sort):
    filters = filters.having(sort=sort)
    whole = timeline.timeline_index(filters, TODAY)
    assert len(whole) == sum(timeline.lanes_per_year(filters, TODAY).values()) > 5
    for start in range(0, len(whole) + 10, 4):
        assert timeline.timeline_index(filters, TODAY, limit=4, offset=start) == whole[start : start + 4]


@pytest.mark.usefixtures("_everything_is_deep")
def test_past_the_end_of_an_empty_list_there_is_nothing(room):
    nothing = Filters(city=("zhaoqing",))
    assert counting.newest_keys(nothing, TODAY, limit=5, offset=50) == []
    assert timeline.timeline_index(nothing.having(kind=("article",)), TODAY, limit=5, offset=50) == []


def test_a_page_far_down_asks_as_little_as_it_reads(many, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(counting, "DEEP", 3)
    with django_assert_num_queries(2):
        counting.newest_keys(Filters(), TODAY, limit=5, offset=30)


def test_the_interface_gives_the_pages_of_the_same_list(many, client, monkeypatch):
    monkeypatch.setattr("dashboards.api.PAGE_SIZE", 10)
    monkeypatch.setattr(counting, "DEEP", 3)
    path, found = "/api/v1/articles?city=hong-kong", []
    while path:
        answer = client.get(path).json()
        found += [row["id"] for row in answer["results"]]
        path = answer["next"]
    assert answer["count"] == len(found) == len(set(found))
    assert found == counting.newest_keys(CITY, TODAY, limit=1000)
    entries = client.get("/feeds/articles.atom?city=hong-kong").content.decode()
    assert entries.index(f"/articles/{found[0]}/") < entries.index(f"/articles/{found[1]}/")


def test_a_search_that_finds_more_than_is_counted_says_so_and_leads_on(many, client, monkeypatch):
    monkeypatch.setattr("dashboards.views.house.MOST_COUNTED", 10)
    monkeypatch.setattr("dashboards.views.house.PAGE_SIZE", 5)
    monkeypatch.setattr("dashboards.queries.finding.FACETED", 10)
    pages = [client.get(f"/search/?q=hong-kong&kind=article&page={number}").content.decode() for number in (1, 2, 4, 9)]
    assert ">10+ articles</h2>" in pages[0]
    assert 'data-total="' not in pages[0]
    assert "1 to 5 of 10+" in pages[0]
    assert [f"page={following}" in page for following, page in zip((2, 3, 5, 10), pages, strict=True)] == [
        True, True, True, False,
    ]  # fmt: skip
    assert "11 to" not in pages[3]
    assert "Nothing more on this page." in pages[3]
    few = client.get("/search/?q=hong-kong&kind=article&from=2026-11-23").content.decode()
    assert "10+" not in few
    assert 'data-total="' in few


def test_a_list_that_holds_more_than_is_counted_says_so_leads_on_and_tells_no_months(many, client, monkeypatch):
    whole = client.get("/articles/?q=hong-kong").content.decode()
    count = int(re.search(r'data-total="(\d+)"', whole)[1])
    monkeypatch.setattr("dashboards.views.news.MOST_COUNTED", 10)
    monkeypatch.setattr("dashboards.views.news.PAGE_SIZE", 5)
    pages = [client.get(f"/articles/?q=hong-kong&page={number}").content.decode() for number in (1, 2, 4)]
    assert count > 20
    assert ">10+ articles</h2>" in pages[0]
    assert 'data-total="' not in pages[0]
    assert "1 to 5 of 10+" in pages[0]
    assert "Too many to be counted month by month" in pages[0]
    assert [f"page={following}" in page for following, page in zip((2, 3, 5), pages, strict=True)] == [True] * 3
    assert client.get("/api/v1/articles?q=hong-kong").json()["count"] == count
    assert client.get("/articles.json?q=hong-kong").json()["count"] == count
    few = client.get("/articles/?q=hong-kong&from=2026-11-23").content.decode()
    shown = int(re.search(r'data-total="(\d+)"', few)[1])
    assert shown == client.get("/articles.json?q=hong-kong&from=2026-11-23").json()["count"] < 10
    by_day = client.get("/articles/?city=hong-kong").content.decode()
    assert int(re.search(r'data-total="(\d+)"', by_day)[1]) > 10


def test_tags_are_asked_for_by_key_where_a_page_reads_them_and_the_rows_are_the_same(room):
    selections = [
        CITY, PAIR, Filters(city=("hong-kong", "macao")), Filters(sector=("trade", "finance")),
        Filters(outside=("zhejiang",)), Filters(sector=("youth",)), Filters(place=("nowhere",)),
        Filters(city=("zhaoqing",)),
    ]  # fmt: skip

    def found():
        return [
            [sorted(rows(filters, TODAY).values_list("pk", flat=True)) for filters in selections]
            for rows in (deals, articles, milestones)
        ]

    by_name = found()
    assert by_name[0][0]
    assert not by_name[0][-2]
    with at_generation(1):
        assert found() == by_name
        assert 'articles_tag"."slug' not in str(deals(CITY, TODAY).query)


LEADS = re.compile(r'href="(/timeline/[^"#]*)#([a-z0-9-]+)"')
"""A link to one thing on the timeline: its page and its anchor."""


@pytest.mark.parametrize("path", ["/cities/hong-kong/", "/mechanisms/harbour-forum/", "/search/?q=Bay+plan"])
def test_a_link_to_an_old_milestone_leads_to_the_page_that_has_it(room, tags, client, path):
    for number in range(70):
        later = date(2020, 1, 1) + timedelta(days=number)
        Milestone.objects.create(slug=f"later-{number}", title="Later", happened_on=later, review="accepted")
    count_and_index()
    page = client.get(path).content.decode()
    (address, anchor), *_ = LEADS.findall(page)
    assert anchor == "bay-plan"
    assert f'id="{anchor}"' in client.get(unescape(address)).content.decode()
    assert f'id="{anchor}"' not in client.get("/timeline/").content.decode()
