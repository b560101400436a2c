"""Names in another script than the page say so, and charts speak the language of the page."""

import json
import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import translation

from articles.models import Deal, DealReport, Feed, Tag
from articles.reference import load as compiled_reference
from dashboards import words
from dashboards.queries.naming import look_up_key
from dashboards.queries.register import Register
from dashboards.queries.rows import points
from dashboards.queries.sources import first_to_report
from dashboards.templatetags.reading import finer, lang_of, language_word
from tests.dashboards.conftest import count_and_index

BUILT = settings.BASE_DIR / "node_modules" / ".static"


@pytest.mark.parametrize(
    ("page", "name", "expected"),
    [
        ("zh-hant", "Harbour Daily", ' lang="en"'),
        ("zh-hans", "Jornal da Baía e do Porto", ' lang="pt"'),
        ("zh-hant", "海港日報", ""),
        ("zh-hans", "2026–27", ""),
        ("en", "海港日報", ' lang="zh-Hant"'),
        ("pt", "海港日报", ' lang="zh-Hans"'),
        ("en", "Harbour Daily", ""),
        ("pt", "Harbour Daily", ""),
        ("en", "", ""),
    ],
)
def test_a_name_in_another_script_than_the_page_says_its_language(page, name, expected):
    with translation.override(page):
        assert lang_of(name) == expected


@pytest.mark.django_db
def test_publishers_in_latin_letters_are_marked_on_chinese_pages_wherever_they_stand(room, client):
    for path in ("/deals/", "/deals/fintech-mou/", "/articles/", "/coverage/", "/timeline/", "/sources/"):
        page = client.get(f"/zh-hant{path}").content.decode()
        assert ' lang="en">Harbour Daily<' in page or ' lang="en">Gazette<' in page, path
        assert ' lang="en">Harbour Daily<' not in client.get(path).content.decode(), path


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt"])
@pytest.mark.django_db
def test_charts_get_the_words_of_the_language_of_the_page(room, client, language):
    page = client.get(f"/{language}/cities/").content.decode()
    assert f'data-words="/static/npm/plotly-{language}.json"' in page
    assert "data-words" not in client.get("/cities/").content.decode()
    words = json.loads((BUILT / f"plotly-{language}.json").read_text(encoding="utf-8"))
    assert words["dictionary"]["Reset"]
    assert len(words["format"]["shortMonths"]) == 12


@pytest.mark.django_db
def test_deals_can_be_followed_from_the_timeline_and_from_an_article(room, client):
    assert "/subscribe/?deal=fintech-mou" in client.get("/timeline/").content.decode()
    assert "/subscribe/?deal=fintech-mou" in client.get(f"/articles/{room.articles[0].pk}/").content.decode()


@pytest.mark.django_db
def test_who_reported_first_counts_only_what_several_told_and_no_ties(room):
    def told(slug: str, publisher: str, day: str | None) -> None:
        deal = Deal.objects.get(slug=slug)
        DealReport.objects.create(deal=deal, publisher=publisher, published_on=day, lang="en", type=deal.type,
                                  status=deal.status, rung=deal.rung, created_at=deal.created_at)  # fmt: skip
        Deal.objects.filter(pk=deal.pk).update(report_count=deal.report_count + 1)

    told("bridge-contract", "Early Post", "2026-05-09")
    told("port-stake", "Late Post", "2025-03-09")
    told("macao-pact", "Same Day Post", "2024-06-01")
    told("baht-loan", "Undated Post", None)
    assert first_to_report(DealReport.objects.all()) == [("Early Post", 1), ("Harbour Daily", 1)]


@pytest.mark.django_db
def test_a_source_without_letters_needs_no_language(room, client):
    Feed.objects.update(publisher="24/7")
    assert 'lang="en">24/7' not in client.get("/zh-hant/sources/").content.decode()


@pytest.mark.django_db
def test_a_party_of_the_register_has_its_chinese_name_on_a_chinese_page_and_the_stated_one_elsewhere(room, client):
    assert ">明珠銀行</a>" in client.get("/zh-hant/deals/fintech-mou/").content.decode()
    assert ">Pearl Bank</a>" in client.get("/deals/fintech-mou/").content.decode()


def test_every_finer_type_and_every_rule_of_a_tag_has_its_words():
    reference = compiled_reference()
    assert set(words.SUBTYPES) == {fine.slug for fine in reference.deal_types}
    same = [fine.slug for fine in reference.deal_types if fine.slug.replace("-", "_") == fine.type]
    assert [finer(slug) for slug in same] == [""] * len(same)
    assert finer("bond-issue") == "bond issue"
    assert finer("") == finer("unknown-slug") == ""


@pytest.mark.parametrize(
    ("code", "page", "name"),
    [
        ("zh-hant", "en", "Traditional Chinese"),
        ("zh-HK", "pt", "Chinês tradicional"),
        ("zh_Hans_SG", "en", "Simplified Chinese"),
        ("zh", "zh-hant", "中文"),
        ("zh-XX", "en", "Chinese"),
        ("en-IE", "zh-hans", "英文"),
        ("pt-BR", "en", "Portuguese"),
        ("de", "en", "German"),
        ("de_AT", "zh-hant", "德語"),
        ("fr", "zh-hans", "法语"),
        ("uk", "pt", "Ucraniano"),
        ("tlh", "en", "tlh"),
        ("", "en", ""),
    ],
)
def test_the_language_of_a_source_is_named_in_the_readers_language(code, page, name):
    with translation.override(page):
        assert language_word(code) == name


def test_the_sources_page_names_languages_and_shows_no_codes(room, client):
    Feed.objects.update(language="de")
    page = client.get("/pt/sources/").content.decode()
    assert "<span>Alemão</span>" in page
    assert "<span>de</span>" not in page


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Angola", "Île-de-France", "Zhejiang"]),
        ("pt", ["África do Sul", "Alemanha", "Zhejiang"]),
        ("zh-hans", ["阿根廷", "巴西", "上海", "中国"]),
        ("zh-hant", ["上海", "中國", "阿根廷", "葡語國家"]),
    ],
)
def test_names_stand_where_readers_of_the_language_look_for_them(language, names):
    with translation.override(language):
        assert sorted(set(names), key=look_up_key) == names


@pytest.mark.django_db
def test_of_partners_those_with_deals_and_those_chosen_are_offered(room, client):
    Tag.objects.create(kind="outside", slug="angola", name_en="Angola")
    Tag.objects.create(kind="outside", slug="brazil", name_en="Brazil")
    count_and_index()
    offered = re.compile(r'name="outside" value="([a-z]+)"')
    assert offered.findall(client.get("/deals/").content.decode()) == ["zhejiang"]
    assert offered.findall(client.get("/deals/?outside=brazil").content.decode()) == ["brazil", "zhejiang"]
    assert offered.findall(client.get("/deals/?outside=zhejiang").content.decode()) == ["zhejiang"]


@pytest.mark.django_db
def test_where_no_partner_has_a_deal_of_the_selection_none_is_asked_for(room, client):
    count_and_index()
    page = client.get("/deals/?sector=fintech").content.decode()
    assert "<legend>Sector</legend>" in page
    assert "<legend>Outside partner</legend>" not in page


@pytest.mark.django_db
def test_a_page_that_counts_no_partners_offers_those_that_a_deal_names_and_their_blocs(
    room, client, django_assert_num_queries
):
    for slug, name in (("angola", "Angola"), ("asean", "ASEAN"), ("japan", "Japan"), ("thailand", "Thailand")):
        Tag.objects.create(kind="outside", slug=slug, name_en=name)
    Deal.objects.get(slug="planned-line").tags.add(Tag.objects.get(slug="thailand"))
    count_and_index()
    offered = re.compile(r'name="outside" value="([a-z]+)"')
    assert offered.findall(client.get("/signals/").content.decode()) == ["asean", "thailand", "zhejiang"]
    assert offered.findall(client.get("/signals/?outside=japan").content.decode())[0] == "japan"
    held = Register()
    assert "thailand" in held.partners
    with django_assert_num_queries(0):
        assert held.partners


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "title"), [("/zh-hans", "金融科技备忘录"), ("/pt", "Memorando de finanças")])
def test_a_deal_has_the_title_of_the_language_of_the_page_wherever_it_is_named(room, client, prefix, title):
    Deal.objects.filter(slug="fintech-mou").update(
        title_zh_hant="金融科技備忘錄", title_zh_hans="金融科技备忘录", title_pt="Memorando de finanças"
    )
    article = f"/articles/{room.articles[0].pk}/"
    for path in ("/articles/", article, "/deals/", "/timeline/", "/deals/fintech-mou/report/"):
        page = client.get(f"{prefix}{path}").content.decode()
        assert f">{title}<" in page or f"“{title}" in page or f"«{title}" in page, path
        assert "Deal fintech-mou" not in page, path
    assert ">Deal fintech-mou<" in client.get("/articles/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans", "pt"])
def test_the_points_of_a_chart_have_their_titles_from_one_query(room, django_assert_num_queries, language):
    Deal.objects.update(title_pt="Acordo")
    with translation.override(language), django_assert_num_queries(1):
        shown = {(row.title, row.lang) for row in points(Deal.objects.filter(slug="fintech-mou"))}
    assert shown == {("Acordo", "pt") if language == "pt" else ("Deal fintech-mou", "en")}


@pytest.mark.django_db
def test_the_other_names_hold_the_english_one_and_never_the_one_above_them(room, client):
    Tag.objects.filter(slug="fintech").update(name_zh_hant="金融科技", name_zh_hans="金融科技", name_pt="Tecnologia")
    Tag.objects.filter(slug="chan-tai-man").update(name_zh_hant="陳大文", name_zh_hans="陈大文")
    sector = client.get("/zh-hans/sectors/fintech/").content.decode()
    names = sector[sector.index('class="other-names"') :].split("</p>")[0]
    assert re.findall(r">([^<>]+)</span>", names) == ["Fintech", "Tecnologia"]
    person = client.get("/zh-hans/people/chan-tai-man/").content.decode()
    names = person[person.index('class="other-names"') :].split("</p>")[0]
    assert re.findall(r">([^<>]+)</span>", names) == ["Chan Tai Man", "陳大文"]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), [("", "average of Oct 2026"), ("/pt", "média de out 2026")])
def test_the_month_of_an_exchange_rate_is_told_as_readers_write_months(room, client, path, words):
    Deal.objects.filter(slug="baht-loan").update(rate=Decimal("32.5"), rate_on="2026-10", amount_usd=Decimal("27.69"))
    count_and_index()
    assert words in client.get(f"{path}/deals/baht-loan/").content.decode()
