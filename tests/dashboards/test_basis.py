"""What a figure rests on: the articles and sources behind the deals that it counts."""

import re

import pytest

from articles.models import Article, DealReport, Feed
from dashboards.filters import Filters
from dashboards.queries import basis
from dashboards.queries.basis import Basis, bases_of
from tests.dashboards.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
EVERYTHING = Filters()


def report(deal, *, publisher, url="", article=None, position=0):
    values = {"type": deal.type, "status": deal.status, "rung": deal.rung, "created_at": NOW}
    return DealReport.objects.create(
        deal=deal, publisher=publisher, url=url, article=article, position=position, **values
    )


def foot(client, path, slug):
    """The words under a figure, and where they lead."""
    page = client.get(path).content.decode()
    figure = page[page.index(f'id="{slug}"') :]
    line, tools = re.search(
        r'<div class="figure-foot"><span>(.*?)</span>\s*<span class="tools">(.*?)</span></div>', figure
    ).groups()
    link = re.search(r'<a href="([^"]*)">List of deals</a>', tools)
    return re.sub(r"<[^>]+>", "", line), link[1].replace("&amp;", "&") if link else ""


def test_an_article_that_tells_of_two_deals_and_a_source_that_tells_twice_count_once(make_deal):
    one, two = make_deal("one"), make_deal("two")
    feed = Feed.objects.create(slug="bay", url="https://bay.example.org/rss")
    article = Article.objects.create(
        feed=feed, canonical_url="https://bay.example.org/1", first_seen_at=NOW, listed_at=NOW
    )
    report(one, publisher="Bay Times", article=article)
    report(two, publisher="BAY TIMES", article=article, position=1)
    report(two, publisher="", url="https://nameless.example.org/")
    assert bases_of((EVERYTHING,), TODAY) == [Basis(articles=4, sources=2)]


def test_each_selection_has_its_own(make_deal, django_assert_num_queries):
    make_deal("near")
    report(make_deal("far", tags=("macao", "trade")), publisher="Porto Diário", url="https://porto.example.org/")
    selections = (Filters(city=("macao",)), EVERYTHING, Filters(city=("zhuhai",)))
    with django_assert_num_queries(1):
        found = bases_of(selections, TODAY)
    assert found == [Basis(2, 2), Basis(3, 2), Basis(0, 0)]


def test_of_very_many_reports_it_says_that_there_are_at_least_so_many(make_deal, monkeypatch):
    deal = make_deal("loud")
    for number in range(4):
        report(deal, publisher=f"Paper {number}", url=f"https://paper.example.org/{number}")
    monkeypatch.setattr(basis, "COUNTED", 5)
    assert bases_of((EVERYTHING,), TODAY) == [Basis(5, 5)]
    monkeypatch.setattr(basis, "COUNTED", 4)
    assert bases_of((EVERYTHING,), TODAY)[0].is_more


@pytest.mark.parametrize("path", ["/", "/cities/", "/sectors/", "/deals/", "/cities/hong-kong/"])
def test_every_figure_of_deals_says_what_it_rests_on_and_names_the_list_of_its_rows(room, client, path):
    page = client.get(path).content.decode()
    feet = re.findall(r'<div class="figure-foot"><span>(.*?)</span>\s*<span class="tools">(.*?)</span></div>', page)
    assert feet
    for line, tools in feet:
        # A number that leads to a list leads to that many rows: articles are not the deals that they tell.
        assert re.match(r"\d+ articles?, \d+ sources?, as of \d+ \w+ 2026, ", line), line
        assert re.search(r'<a href="/deals/[^"]*">List of deals</a>', tools), tools


def test_what_stands_in_no_total_is_behind_no_figure_of_totals(room, make_deal, client):
    before, link = foot(client, "/cities/", "city-links")
    assert "total=" in link
    report(make_deal("waits", review="needs_second_source"), publisher="Rumour", url="https://rumour.example.org/")
    assert foot(client, "/cities/", "city-links")[0].partition(", as of ")[0] == before.partition(", as of ")[0]


def test_it_is_said_in_the_readers_language(room, client):
    assert re.match(r"\d+ 篇文章、\d+ 個來源，截至 ", foot(client, "/zh-hant/cities/", "city-links")[0])
    assert re.match(r"\d+ artigos, 1 fonte, à data de ", foot(client, "/pt/cities/", "city-links")[0])


def test_a_figure_of_no_deal_says_only_when(tags, client):
    assert foot(client, "/cities/", "city-links")[0].startswith("As of ")


@pytest.mark.parametrize(
    ("path", "slug", "months"),
    [("/", "deals-per-month", 24), ("/cities/", "city-by-month", 12), ("/sectors/", "sector-by-month", 12)],
)
def test_the_files_of_a_figure_by_month_hold_the_deals_of_its_months_alone(
    room, client, path, slug, months, time_machine
):
    time_machine.move_to(NOW, tick=False)
    page = client.get(path).content.decode()
    address = re.search(r'href="(/deals\.json[^"]*)"', page[page.index(f'id="{slug}"') :])[1].replace("&amp;", "&")
    days = [deal["date"] for deal in client.get(address).json()["results"]]
    first = {24: "2024-12", 12: "2025-12"}[months]
    assert days
    assert all(day >= first for day in days), days
