"""A deal of which only the quarter or year is known stands once in what counts by month, and lists say which."""

import re
from datetime import date

import pytest

from dashboards.filters import Filters
from dashboards.queries import links, totals
from tests.dashboards.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
MONTHS = re.compile(r'<td role="cell" class="is-value "><a href="([^"]*)" data-count="(\d+)">')


@pytest.fixture
def dated(make_deal, time_machine):
    """Of 2026: two deals of a day, one of a month, one of a quarter, and one of which only the year is known."""
    time_machine.move_to(NOW, tick=False)
    make_deal("of-a-day", on="2026-05-10", hkd="10")
    make_deal("of-another", on="2026-05-12")
    make_deal("of-a-month", on="2026-06-01", date_precision="month", filed_until=date(2026, 6, 30))
    make_deal("of-a-quarter", on="2026-04-01", date_precision="quarter", filed_until=date(2026, 6, 30), rung="contract")
    make_deal("of-a-year", on="2026-01-01", date_precision="year", filed_until=date(2026, 12, 31))


def listed(client, address: str) -> int:
    page = client.get(address.replace("&amp;", "&")).content.decode()
    return int(re.search(r'data-total="(\d+)"', page)[1])


def test_headline_bars_note_list_and_file_of_a_chart_by_month_agree(dated, client):
    page = client.get("/").content.decode()
    figure = page[page.index('id="deals-per-month"') :].split("</figure>")[0]
    assert "5 deals in 24 months; the most, 2, in May 2026" in figure
    bars = MONTHS.findall(figure)
    assert [int(count) for _, count in bars] == [2, 1]
    assert [listed(client, address) for address, _ in bars] == [2, 1]
    note = re.search(r'class="figure-note"><a href="([^"]*)" data-count="2">2 more deals are dated only', figure)
    assert listed(client, note[1]) == 2
    file = re.search(r'href="(/deals\.json[^"]*)"', figure)[1].replace("&amp;", "&")
    assert client.get(file).json()["count"] == 5


def test_a_chart_that_begins_within_a_span_still_holds_its_deal_once(dated):
    months = totals.deals_per_month(Filters(), date(2026, 11, 25), months=6)
    assert [m.month.month for m in months] == [6, 7, 8, 9, 10, 11]
    assert [(m.signed, m.longer, m.longer_binding) for m in months] == [(1, 2, 1), *[(0, 0, 0)] * 5]


def test_years_hold_what_months_cannot(dated, client):
    page = client.get("/cities/shenzhen/").content.decode()
    figure = page[page.index('id="deals-by-year"') :].split("</figure>")[0]
    assert [int(count) for _, count in MONTHS.findall(figure)] == [5]


@pytest.mark.parametrize(
    ("kind", "path", "slug"), [("city", "/cities/", "shenzhen"), ("sector", "/sectors/", "fintech")]
)
def test_tables_by_month_put_it_under_no_month(dated, client, kind, path, slug):
    counts, _ = links.tag_by_month(Filters(), TODAY, kind, months=12)
    assert {month: n for (tag, month), n in counts.items() if tag == slug} == {
        date(2026, 5, 1): 2, date(2026, 6, 1): 1, None: 2,
    }  # fmt: skip
    page = client.get(path).content.decode()
    figure = page[page.index(f'id="{kind}-by-month"') :].split("</figure>")[0]
    row = next(row for row in figure.split("<tr")[2:] if f"/{slug}/" in row)
    cells = re.findall(r'<a href="(/deals/[^"]*)" data-count="(\d+)"', row)
    assert [int(count) for _, count in cells] == [2, 1, 2]
    assert [listed(client, address) for address, _ in cells] == [2, 1, 2]


def test_the_list_of_a_period_says_which_of_its_deals_are_dated_so(dated, client):
    page = client.get("/deals/?from=2026-05-01&to=2026-05-31").content.decode()
    told = re.search(
        r'<a href="([^"]*)" data-count="2">2 of these deals are dated only to the quarter or year\.</a>', page
    )
    assert listed(client, told[1]) == 2
    assert "dated only to" not in client.get("/deals/?from=2024-05-01&to=2024-05-31").content.decode()
    assert listed(client, "/deals/?from=2026-05-01&to=2026-05-31") == 4
