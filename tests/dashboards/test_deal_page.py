"""The page of a deal: whose word a field is, in which language its title stands, what is shown around it."""

import re
from datetime import date, timedelta

import pytest

from articles.actions.curation import correct_deal
from articles.models import Article, Deal, DealReport, Milestone, Party
from dashboards.filters import Filters
from dashboards.queries import totals
from dashboards.queries.evidence import EACH_SIDE
from tests.dashboards.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
SET = "set by a curator"


def field(client, slug: str, name: str) -> str:
    page = client.get(f"/deals/{slug}/").content.decode()
    return page[page.index(f'id="field-{name}"') :].split('<div class="fact"')[0].split("</dl>")[0]


@pytest.mark.parametrize(
    ("curated", "value", "shown"),
    [
        ("money", {"amount": "910000000", "currency": "HKD"}, "amount"),
        ("money", None, "amount"),
        ("date", {"date": "2026-10-05", "precision": "day"}, "date"),
        ("date", None, "date"),
        ("counts", [{"unit": "areas", "n": 6, "n_max": None, "text": ""}], "counts"),
        ("status", "completed", "type"),
        ("parties", ["Pearl Bank", "Lantern Works"], "parties"),
        ("cities", ["hong-kong", "macao"], "cities"),
        ("scope", "gba_external", "cities"),
    ],
)
def test_a_field_that_a_curator_set_says_so_and_leads_to_the_corrections(room, client, curated, value, shown):
    deal = room.deals[1]
    assert SET not in client.get(f"/deals/{deal.slug}/").content.decode()
    correct_deal(deal=deal, field=curated, value=value, by=None, now=NOW, note="")
    said = field(client, deal.slug, shown)
    assert SET in said
    assert 'href="/corrections/"' in said
    assert client.get(f"/deals/{deal.slug}/").content.decode().count(SET) == 1


def test_a_quote_beside_what_a_curator_set_is_what_the_source_said(room, client):
    deal = room.deals[1]
    assert "深圳與香港" in field(client, deal.slug, "parties")
    correct_deal(deal=deal, field="parties", value=["Pearl Bank", "Lantern Works"], by=None, now=NOW, note="")
    said = field(client, deal.slug, "parties")
    assert said.index(SET) < said.index("What the source said:") < said.index("深圳與香港")


def test_what_a_curator_set_of_the_head_is_named_there(room, client):
    deal = room.deals[1]
    correct_deal(deal=deal, field="title", value="Two banks and a lantern", by=None, now=NOW, note="")
    head = client.get(f"/deals/{deal.slug}/").content.decode().split("</header>")
    assert "Set by a curator: Title" in next(part for part in head if "Two banks and a lantern</h1>" in part)


TITLES = {"en": "Quay and ferry firms sign", "pt": "Empresas do cais assinam", "zh-Hant": "碼頭與渡輪公司簽約"}


@pytest.fixture
def told(make_deal) -> Deal:
    """A deal that a machine found in three languages; its title is that of the English report."""
    deal = make_deal("quay", title=TITLES["en"], title_zh_hant=TITLES["zh-Hant"], lang="en")
    for lang, title in TITLES.items():
        article = Article.objects.create(
            canonical_url=f"https://quay.example.org/{lang}", title=title, lang=lang, first_seen_at=NOW, listed_at=NOW
        )
        DealReport.objects.create(
            deal=deal, article=article, publisher="Quay Post", lang=lang, type="mou", status="signed", rung="mou",
            published_on=date(2026, 5, 11), created_at=NOW,
        )  # fmt: skip
    return deal


@pytest.mark.parametrize(
    ("prefix", "lang", "other"), [("", "en", "zh-Hant"), ("/pt", "pt", "en"), ("/zh-hans", "zh-Hant", "en")]
)
def test_a_reader_gets_the_title_that_he_reads_and_below_it_another(told, client, prefix, lang, other):
    page = client.get(f"{prefix}/deals/quay/").content.decode()
    assert f'<h1 lang="{lang}">{TITLES[lang]}</h1>' in page
    assert f'<p class="other-names"><span lang="{other}">{TITLES[other]}</span>' in page
    assert f'lang="{lang}">{TITLES[lang]}</a>' in client.get(f"{prefix}/deals/").content.decode()


def test_a_title_that_a_person_worded_gives_way_to_no_headline(told, client):
    correct_deal(deal=told, field="title", value="Two firms agree on a quay", by=None, now=NOW, note="")
    assert '<h1 lang="en">Two firms agree on a quay</h1>' in client.get("/pt/deals/quay/").content.decode()


def test_a_city_named_as_venue_is_called_as_the_reader_calls_it(told, tags, client):
    tags["shenzhen"].name_pt = "Xenzhen"
    tags["shenzhen"].save()
    Party.objects.create(deal=told, name="Shenzhen", role=Party.Role.VENUE, position=9)
    assert "<span>Xenzhen</span> (local do evento)" in client.get("/pt/deals/quay/").content.decode()


def test_the_table_around_a_deal_holds_the_deals_that_its_title_counts(make_deal, tags, client):
    deal = make_deal("middle", on="2026-05-10")
    for number in range(3):
        make_deal(f"earlier-{number}", on=f"2024-0{number + 1}-01")
    for number in range(14):
        mark = Milestone.objects.create(
            slug=f"mark-{number}", title=f"Mark {number}", type="policy_measure", status="announced",
            happened_on=date(2026, 5, 1) + timedelta(days=number), source_publisher="Gazette", review="accepted",
        )  # fmt: skip
        mark.tags.set([tags["hong-kong"]])
    page = client.get(f"/deals/{deal.slug}/").content.decode()
    figure = page[page.index('id="around"') :].split("</figure>")[0]
    assert "3 earlier deals between the same cities are known" in figure
    body = figure.split("<tbody")[1]
    assert len(re.findall(r'href="/deals/earlier-\d/"', body)) == 3
    assert len(re.findall(r'href="/timeline/\?[^"]*#mark-\d+"', body)) == 9


def around(client, deal):
    """The figure of what happened around a deal, as its page shows it."""
    page = client.get(f"/deals/{deal.slug}/").content.decode()
    return page[page.index('id="around"') :].split("</figure>")[0]


def test_an_old_deal_of_a_busy_city_stands_among_the_deals_of_its_own_time(make_deal, client):
    deal = make_deal("old", on="2018-05-10")
    make_deal("older", on="2018-03-01")
    for number in range(2 * EACH_SIDE + 5):
        make_deal(f"later-{number}", on=(date(2026, 1, 1) + timedelta(days=number)).isoformat())
    figure = around(client, deal)
    assert 'href="/deals/older/"' in figure.split("<tbody")[1]
    assert ">1 earlier deal between the same cities is known<" in figure


def test_a_number_of_earlier_deals_at_which_the_count_stopped_says_that_there_are_more(make_deal, client):
    deal = make_deal("new", on="2026-05-10")
    for number in range(EACH_SIDE + 5):
        make_deal(f"earlier-{number}", on=(date(2025, 1, 1) + timedelta(days=number)).isoformat())
    assert f"{EACH_SIDE}+ earlier deals between the same cities are known" in around(client, deal)


def test_a_planned_milestone_whose_day_has_passed_says_that_nothing_more_is_known(room, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    said = "its day has passed, and no report known to us says what became of it"
    Milestone.objects.filter(pk=room.milestone.pk).update(
        status="planned", happened_on=date(2026, 11, 1), date_precision="month"
    )
    assert said not in client.get("/timeline/").content.decode()
    Milestone.objects.filter(pk=room.milestone.pk).update(happened_on=date(2026, 10, 1))
    for path in ("/timeline/", "/", "/cities/hong-kong/"):
        assert said in client.get(path).content.decode(), path
    Milestone.objects.filter(pk=room.milestone.pk).update(status="completed")
    assert said not in client.get("/timeline/").content.decode()


def test_the_value_of_a_pair_says_how_much_is_told_for_more_cities(make_deal, client):
    contract = {"type": "construction_contract", "rung": "contract"}
    make_deal("pair-alone", hkd="5000000", **contract)
    page = client.get("/links/hong-kong/shenzhen/").content.decode()
    assert "three or more cities" not in page
    make_deal("fair-of-many", hkd="7000000000", tags=("hong-kong", "shenzhen", "macao", "zhuhai"), **contract)
    make_deal("talk-of-many", hkd="9000000000", tags=("hong-kong", "shenzhen", "macao"))
    page = client.get("/links/hong-kong/shenzhen/").content.decode()
    assert "of which HK$7bn is the whole value of 1 deal of three or more cities" in page
    assert "three or more cities" not in client.get("/cities/hong-kong/").content.decode()


def test_what_is_told_for_many_cities_is_counted_in_one_query(make_deal, django_assert_num_queries):
    make_deal("fair-of-many", hkd="7000", tags=("hong-kong", "shenzhen", "macao"), rung="contract")
    with django_assert_num_queries(1):
        assert totals.binding_with_others(Filters(city=("hong-kong", "macao")), TODAY) == (1, 7000)


def test_a_chinese_page_is_punctuated_in_chinese(room, client):
    Party.objects.create(deal=room.deals[0], name="橫琴", role="venue", position=9)
    shown = client.get("/zh-hant/deals/bridge-contract/").content.decode()
    assert "橫琴</span>（舉行地點）" in shown
    rate = shown[shown.index("每美元兌") :]
    assert rate[: rate.index("<")].partition("港元")[2] == "；該貨幣的聯繫匯率 · "
    cited = shown[shown.index('id="citation"') :].partition("</p>")[0]
    assert "“Deal bridge-contract”</span>，2026年5月10日。GBA Tracker，http" in cited
    assert "。來源：Harbour Daily，http" in cited


def test_an_english_citation_keeps_its_own_marks(room, client):
    shown = client.get("/deals/bridge-contract/").content.decode()
    cited = shown[shown.index('id="citation"') :].partition("</p>")[0]
    assert "“Deal bridge-contract”</span>, 10 May 2026. GBA Tracker, http" in cited
    assert ". Source: Harbour Daily, http" in cited
