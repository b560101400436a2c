"""Where nothing is left a reader is told why and what to do next; small things that an analyst reaches for."""

import re
from datetime import timedelta
from html import unescape

import pytest

from articles.actions.rollups import rebuild_rollups
from articles.models import Article, Deal, DealReport, Feed
from articles.search import rebuild_search
from tests.dashboards.conftest import NOW

pytestmark = pytest.mark.django_db
WAY = re.compile(r'<a class="chip" href="([^"]+)" data-count="(\d+)"><span>([^<]+)</span>')


def ways(page: str) -> dict[str, tuple[str, int]]:
    """The filters that a page offers to take away, by name, with address and count."""
    found = page.partition('<div class="ways">')[2].partition("</div>")[0]
    return {name.strip(" :"): (unescape(address), int(count)) for address, count, name in WAY.findall(found)}


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/deals/?city=macao&sector=fintech", {"City", "Sector"}),
        ("/deals/?city=macao&sector=fintech&last=9y&type=mou&review=accepted", {"City"}),
        ("/signals/?city=zhaoqing&last=30y", {"City"}),
        ("/timeline/?city=zhaoqing&kind=deal", {"City"}),
        ("/articles/?city=zhaoqing&lang=en", {"City"}),
        ("/search/?q=Deal&city=zhaoqing", {"City"}),
        ("/cities/?sector=fintech&type=land", {"Sector", "Type"}),
        ("/sectors/?city=zhaoqing&type=mou", {"City"}),
        ("/deals/?sector=trade&type=land&city=hong-kong&last=9y&min=1&lang=en", set()),
        ("/timeline/?city=zhaoqing&sector=trade&type=land&last=9y&lang=en&lane=deals", set()),
        ("/articles/?city=zhaoqing&sector=trade&last=9y&lang=pt&source=nobody", set()),
        ("/search/?q=Deal&city=zhaoqing&sector=trade&last=9y&lang=pt&source=nobody", set()),
        ("/signals/?city=zhaoqing&sector=trade&type=land&last=9y&lang=pt", set()),
    ],
)  # fmt: skip
def test_an_empty_page_names_the_filters_that_empty_it(room, client, address, names, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = client.get(address).content.decode()
    offered = ways(page)
    assert not names or names & set(offered), page.partition("<main")[2][:200]
    for target, count in offered.values():
        assert count > 0
        listed = client.get(target).content.decode()
        assert '<div class="ways">' not in listed


def test_each_way_out_of_the_list_leads_to_as_many_rows_as_it_says(room, client):
    offered = ways(client.get("/deals/?city=macao&sector=fintech").content.decode())
    assert offered
    for target, count in offered.values():
        assert f'data-total="{count}"' in client.get(target).content.decode(), target


def test_one_filter_alone_is_not_told_apart(room, client):
    assert ways(client.get("/deals/?city=zhaoqing").content.decode()) == {}


def test_a_city_without_deals_says_when_it_was_last_in_the_news(room, client, tags):
    article = room.articles[0]
    page = client.get("/cities/zhaoqing/").content.decode()
    assert "Last in the news" not in page
    article.taggings.create(tag=tags["zhaoqing"], score=0.9, confidence=0.9, spans=[])
    rebuild_rollups()
    rebuild_search()
    page = client.get("/cities/zhaoqing/").content.decode()
    assert "Last in the news on" in page
    assert f'href="/articles/{article.pk}/"' in page.partition("Last in the news")[2].partition("</div>")[0]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(7, "The next look at a source is due at 25 Nov 2026, 12:07 HKT."), (-1, "A source is being asked just now.")],
)
def test_a_first_page_without_deals_says_when_the_sources_are_asked(client, time_machine, minutes, said):
    time_machine.move_to(NOW, tick=False)
    Feed.objects.create(slug="f", url="https://f.example/", next_poll_at=NOW + timedelta(minutes=minutes))
    assert said in client.get("/").content.decode()


def test_the_median_is_that_of_the_disclosed_amounts_in_the_total(room, client, make_deal):
    Deal.objects.update(amount=None, amount_usd=None, currency="")
    for number, hkd in enumerate(("1000000", "9000000", "4000000", "50000000")):
        make_deal(f"valued-{number}", hkd=hkd)
    make_deal("planned-one", hkd="900000000", status="planned")
    assert "median HK$6.5m" in client.get("/deals/").content.decode()
    make_deal("valued-more", hkd="5000000")
    assert "median HK$5m" in client.get("/deals/?last=9y").content.decode()
    assert "median" not in client.get("/deals/?value=undisclosed").content.decode()


def test_two_chosen_cities_lead_to_their_link(client):
    assert client.get("/links/?one=shenzhen&other=hong-kong")["Location"] == "/links/hong-kong/shenzhen/"
    for nonsense in ("", "?one=shenzhen&other=shenzhen", "?one=shenzhen&other=%00", "?one=atlantis&other=macao"):
        assert client.get(f"/links/{nonsense}")["Location"] == "/cities/"
    page = client.get("/cities/").content.decode()
    assert page.count('<select name="one">') == 1
    assert page.count('<option value="zhaoqing"') == 2


def test_the_page_of_a_deal_says_how_to_cite_it_and_of_which_tier_its_sources_are(room, client):
    DealReport.objects.filter(deal__slug="fintech-mou").update(tier="A")
    page = client.get("/deals/fintech-mou/").content.decode()
    cited = re.sub(r"<[^>]+>", "", page.partition('<span id="citation">')[2].partition("</p>")[0])
    assert cited.startswith("“Deal fintech-mou”")
    assert "/deals/fintech-mou/" in cited
    assert "Harbour Daily, https://news.example.org/fintech-mou" in cited
    assert "source tier A official" in page


def test_a_figure_is_cited_with_the_days_of_its_period_and_not_with_a_count_back_from_today(room, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    page = client.get("/cities/?city=hong-kong&last=1y").content.decode()
    cited = unescape(page.partition('<span id="city-by-year-citation" hidden>')[2].partition("</span>")[0])
    assert cited.startswith("“")
    assert "/cities/?city=hong-kong&from=2025-11-26&to=2026-11-25#city-by-year, 25 Nov 2026, 12:00 HKT" in cited
    assert 'data-copy-from="city-by-year-citation"' in page
    traditional = client.get("/zh-hant/cities/?city=hong-kong").content.decode()
    cited = traditional.partition('<span id="city-by-year-citation" hidden>')[2].partition("</span>")[0]
    assert cited.startswith("「")
    assert "/zh-hant/cities/?city=hong-kong#city-by-year，2026年11月25日" in cited


def test_neither_an_empty_figure_nor_one_on_another_site_offers_a_citation(room, client):
    assert "-citation" not in client.get("/embed/city-links/").content.decode()
    assert "city-by-year-citation" not in client.get("/cities/?from=1999-01-01&to=1999-01-02").content.decode()


def test_the_state_of_all_is_told_to_machines(room, client, time_machine, django_assert_max_num_queries):
    time_machine.move_to(NOW, tick=False)
    Feed.objects.all().delete()
    Feed.objects.create(slug="well", url="https://f.example/", last_success_at=NOW)
    Feed.objects.create(slug="off", url="https://g.example/", state="paused")
    Article.objects.filter(pk=room.articles[0].pk).update(processed_at=None, first_seen_at="2026-11-25T03:00Z")
    with django_assert_max_num_queries(6):
        answer = client.get("/status.json")
    told = answer.json()
    assert (told["status"], told["incidents"]) == ("ok", [])
    assert told["sources"] == {"read": 1, "failing": 0, "paused": 1}
    assert told["queue"] == {"articles": 1, "oldest_waits_seconds": 3600}
    assert told["last_answer_at"] == "2026-11-25T12:00:00+08:00"
    Feed.objects.filter(slug="well").update(last_success_at="2026-11-24T00:00Z", failures=3)
    told = client.get("/status.json").json()
    assert (told["status"], told["incidents"]) == ("silent", ["silent", "stale"])
    assert client.post("/status.json").status_code == 405


def test_a_source_says_how_often_it_is_asked_and_what_it_brought_last(room, client):
    Feed.objects.update(interval_seconds=900, last_entry_at="2026-11-20T02:00Z")
    page = client.get("/sources/").content.decode()
    assert "every 15 minutes" in page
    assert "last brought us something 20 Nov 2026, 10:00 HKT" in page
    Feed.objects.update(interval_seconds=86_400)
    assert "every 24 hours" in client.get("/sources/").content.decode()


def test_a_source_whose_items_are_old_is_told_from_one_that_does_not_answer(room, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    Feed.objects.update(last_success_at=NOW, last_entry_at=NOW, stale_at=NOW - timedelta(days=1))
    page = client.get("/sources/").content.decode()
    assert "its newest item is older than is its habit" in page
    assert "last brought us something 25 Nov 2026, 12:00 HKT" in page
    Feed.objects.update(last_success_at=NOW - timedelta(days=8), stale_at=None)
    page = client.get("/sources/").content.decode()
    assert "no answer for more than a week" in page
    assert "older than is its habit" not in page


def test_two_cities_are_not_said_to_have_signed_nothing_where_filters_leave_nothing(room, client):
    page = client.get("/links/hong-kong/macao/?sector=fintech&last=9y").content.decode()
    assert "have signed nothing" not in page
    assert "No deal matches these filters." in page
    assert ways(page)["Sector"][1] == 1
    for target, count in ways(page).values():
        assert f'data-total="{count}"' in client.get(target).content.decode()
    assert "have signed nothing" in client.get("/links/macao/foshan/").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/links/hong-kong/macao/?page=9", "/timeline/?page=9", "/articles/?page=9", "/articles/?city=hong-kong&page=9"],
)
def test_a_page_past_the_end_of_a_list_says_so_and_not_that_nothing_is_there(room, client, address):
    page = client.get(address).content.decode()
    assert "Page 9 is past the end: there is 1 page, " in page
    assert "these filters." not in page
    assert "signed nothing" not in page


def test_under_filters_nothing_is_said_to_be_still_to_come(room, client):
    for address in ("/sectors/?city=zhaoqing", "/links/hong-kong/macao/?sector=ai", "/sectors/ai/?city=zhaoqing"):
        page = client.get(address).content.decode()
        assert "No signed or completed deal in this selection." in page, address
        assert not re.search(r"\bNo (?:sector|city|deal|signed)\b[^<]*\byet\b", page), address


def test_a_reader_finds_whom_to_write_to(client, settings):
    settings.EMAIL_REPLY_TO = "Desk <desk@tracker.example>"
    assert 'href="mailto:desk@tracker.example"' in client.get("/about/").content.decode()
    settings.EMAIL_REPLY_TO, settings.DEFAULT_FROM_EMAIL = "", "GBA Tracker <digest@localhost>"
    page = client.get("/about/").content.decode()
    assert "mailto:" not in page
    assert 'id="contact"' in page
    assert 'id="licence"' in client.get("/data/").content.decode()


def test_the_seven_days_of_a_city_are_one_click_away(room, client):
    assert 'href="/cities/shenzhen/?last=7d"' in client.get("/cities/shenzhen/").content.decode()


def test_each_figure_has_its_permalink_and_its_words_for_who_cannot_see_it(room, client):
    page = client.get("/cities/").content.decode()
    slugs = re.findall(r'<figure class="[^"]+" id="([^"]+)"', page)
    assert len(slugs) >= 5
    for slug in slugs:
        assert f'data-copy="#{slug}"' in page
        assert f'id="{slug}-subtitle"' in page
    drawn = re.findall(
        r'class="figure-chart" role="group" aria-labelledby="([^"]+)-title" aria-describedby="([^"]+)-subtitle"', page
    )
    assert drawn
    assert all(a == b for a, b in drawn)


def test_an_empty_figure_does_not_say_which_part_of_it_is_shown(room, client):
    assert "are shown here" not in client.get("/?city=zhaoqing").content.decode()
    assert "are shown here" in client.get("/").content.decode()
