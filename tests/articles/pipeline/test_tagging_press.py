"""Tags of news as the press writes it: addresses, explanations and background name many places that take no part."""

import pytest

from articles import reference
from articles.pipeline.matching import find_mentions, gazetteer
from articles.pipeline.tagging import Tags, tag
from articles.pipeline.text import build_text

KNOWN = reference.load()


def tags(title: str, *paragraphs: str) -> Tags:
    text = build_text(title, list(paragraphs))
    return tag(text, find_mentions(text, gazetteer(KNOWN)), KNOWN)


def outside(title: str, *paragraphs: str) -> set[str]:
    return {score.slug for score in tags(title, *paragraphs).outside}


def cities(title: str, *paragraphs: str) -> set[str]:
    return {score.slug for score in tags(title, *paragraphs).cities}


def sectors(title: str, *paragraphs: str) -> set[str]:
    return {score.slug for score in tags(title, *paragraphs).sectors}


@pytest.mark.parametrize(
    "explained",
    [
        "The Greater Bay Area, which includes Hong Kong, Macao and nine cities of Guangdong (Foshan, Huizhou), grows.",
        "The GBA comprises Hong Kong, Macau and nine municipalities: Foshan, Huizhou, Zhaoqing and others.",
        "A Grande Baía é um projecto que integra Hong Kong, Macau e nove cidades de Guangdong (Foshan e Huizhou).",
    ],
)
def test_what_the_bay_area_is_made_of_tags_no_city(explained):
    assert cities("Zhuhai opens a clinic", "It serves patients.", explained) == {"zhuhai"}


@pytest.mark.parametrize(
    "named",
    [
        "It is good for the Guangdong, Hong Kong and Macao Bay Area.",
        "It is good for the Guangdong - Hong Kong - Macau Greater Bay.",
        "People of Hong Kong, Macao and the nine mainland cities may come.",
        "Residentes de Hong Kong e Macau e nove outras cidades podem vir.",
        "它服务港澳和珠三角九市的居民。",
        "病人來自香港、澳門及大灣區九個內地城市。",
    ],
)
def test_the_parts_of_the_bay_area_in_place_of_its_name_tag_no_city(named):
    assert cities("Zhuhai opens a clinic", "It serves patients.", named) == {"zhuhai"}


def test_two_cities_that_act_beside_nine_others_count():
    body = "Hong Kong and Macao signed a pact on Monday. Nine cities of Guangdong will follow."
    assert cities("A pact", body) == {"hong-kong", "macao"}


def test_a_dateline_of_an_agency_or_a_paper_names_no_city():
    for line in ("香港中通社澳門6月25日電 ", "央广网珠海9月27日消息　", "澳門日報中山訊 "):
        assert cities("江門與佛山簽署協議", f"{line}江門與佛山昨日簽署協議。") == {"jiangmen", "foshan"}


def test_cities_named_beside_the_bay_area_for_their_own_part_count():
    body = "The Greater Bay Area gains a port, and Foshan includes nine villages in the plan."
    assert "foshan" in cities("Zhuhai and Foshan plan a port", body)
    assert "foshan" in cities("A port", "The plan includes nine cities, Foshan among them.")


@pytest.mark.parametrize(
    ("title", "body", "absent"),
    [
        (
            "College for Nansha",
            "It will stand in Nansha, a district in the southern province of Guangdong.",
            "guangdong",
        ),
        ("Plant for Foshan", "It will be built in Foshan, a city in Guangdong province.", "guangdong"),
        (
            "Tencent in London",
            "The pact comes amid cooling relations between China and the United States.",
            "united-states",
        ),
        ("Macau abre posto", "O território foi administrado por Portugal.", "portugal"),
        ("Macau cresce", "A região tem um PIB semelhante ao PIB da Austrália.", "australia"),
    ],
)
def test_addresses_and_the_state_of_the_world_are_scenery(title, body, absent):
    assert absent not in outside(title, body)


def test_a_government_acts_wherever_it_is_named():
    body = "The fair opened on Monday. Firms came. The government of Hunan province sent a team."
    assert outside("Shenzhen fair opens", body) == {"hunan"}
    assert outside("Shenzhen fair opens", body.replace("The government of Hunan", "A firm of Hunan")) == set()


def test_a_government_that_did_the_same_before_takes_no_part():
    body = "Shenzhen sold bonds. It was the first time. The Hunan provincial government has also recently sold bonds."
    assert outside("Shenzhen sells bonds in Macao", body) == set()


def test_a_country_that_begins_the_name_of_a_company_is_no_side():
    assert (
        outside("Zhuhai's China Alder opens in Macao", "China Alder opened an office. China Alder is a law firm.")
        == set()
    )
    assert outside("China opens a bank in Macao", "China will send staff.") == {"china"}


def test_where_a_city_lies_is_no_side_in_portuguese():
    assert outside("Macau e Shenzhen, centro da China", "As cidades reuniram ontem.") == set()


def test_the_liaison_office_is_no_side():
    body = "The Liaison Office of the Central People's Government in the Hong Kong SAR sent a guest."
    assert outside("Hong Kong and Hunan sign", body) == {"hunan"}


@pytest.mark.parametrize(
    ("title", "body", "sector"),
    [
        ("MTR to run a metro line in Shenzhen", "The subway will open next year.", "transport-logistics"),
        ("Courts agree on insolvency", "Liquidators of Hong Kong will be heard in Shenzhen.", "professional-legal"),
        ("Macao adds an air route", "Direct flights to Changsha begin on Sunday.", "aviation"),
        ("Hong Kong firms seek M&A deals", "Brokerages help with mergers and acquisitions.", "finance"),
        ("Offshore wind farm for Zhuhai", "The wind farms will stand off Macao.", "energy-environment"),
    ],
)
def test_whole_fields_of_the_economy_have_words(title, body, sector):
    assert sector in sectors(title, body)


def test_trading_in_shares_is_no_trade():
    assert "trade" not in sectors("Weak trading debut for Alder Chips", "The shares began trading under the code 1234.")


def test_what_stands_far_behind_the_lead_counts_less():
    history = "The museum was once a hotel."
    filler = "The board met and spoke of many things that day. " * 20
    near = tags("Macao bank signs", "The bank lends. It is large.", history).sectors
    far = tags("Macao bank signs", "The bank lends. It is large.", filler, history).sectors
    assert "tourism-culture" in {score.slug for score in near}
    assert "tourism-culture" not in {score.slug for score in far}


@pytest.mark.parametrize(
    ("body", "acts"),
    [
        ("A firma Guangdong-Macau Amieiro Herbs Development Co. visitou Macau. A Guangdong Faial Co. também.", False),
        ("O Parque Industrial de Ervas de Guangdong-Macau abriu. O Parque da Flora Guangdong-Macau cresce.", False),
        ("Guangdong Provincial Amieiro Holdings Co. visitou Macau. A província de Guangdong apoia.", True),
        ("O parque recebeu Guangdong e Macau. Guangdong quer mais parques.", True),
    ],
)
def test_the_province_in_the_name_of_a_firm_or_a_park_is_no_side(body, acts):
    assert ("guangdong" in outside("Empresas de Macau e Zhuhai", body)) is acts


@pytest.mark.parametrize(
    ("body", "sector", "speaks"),
    [
        ("O ambiente de negócios e o ambiente de investimento de Zhuhai melhoram.", "energy-environment", False),
        ("A protecção do ambiente e a energia limpa são o tema da visita.", "energy-environment", True),
        ("A visita foi sobre medicina chinesa e farmácias.", "biotech-health", True),
        ("A reunião teve lugar no Hotel Faial e o almoço no Hotel Amieiro.", "tourism-culture", False),
    ],
)
def test_portuguese_set_phrases_and_words_of_fields(body, sector, speaks):
    assert (sector in sectors("Delegação de Macau em Zhuhai", body, body)) is speaks


def test_the_fund_that_the_title_names_is_what_is_developed():
    assert "finance" in sectors("Fundo de Amizade de Macau", "O Fundo de Amizade de Macau terá mais capital em Zhuhai.")


@pytest.mark.parametrize(
    ("title", "acts"),
    [
        ("Companhia de Macau voa para Hangzhou e outras cidades da China", False),
        ("Companhia de Macau voa para Hangzhou e para o Interior da China", True),
    ],
)
def test_the_mainland_in_portuguese_counts_beside_a_province_only_by_the_title(title, acts):
    body = (
        "São dez rotas para o Interior da China. A ligação com a província de Zhejiang é a décima do Interior da China."
    )
    assert ("china" in outside(title, body)) is acts


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Elm Motors of Shenzhen is to supply Hong Kong with 50 electric coaches.", {"energy-environment"}),
        (
            "A Fábrica Olmo, de Huizhou, vai produzir veículos eléctricos em Macau.",
            {"energy-environment", "manufacturing"},
        ),
        ("深圳榆樹汽車向香港交付電動巴士，並擴充動力電池生產線。", {"energy-environment", "manufacturing"}),
        ("Shenzhen's Elm Drive will run robotaxis in Hong Kong under a test of autonomous driving.", {"ai"}),
        ("廣州榆樹智行與香港海棠的士試行自動駕駛，無人駕駛車隊下月上路。", {"ai"}),
        ("惠州的乙烯與石化項目由香港海棠集團投資。", {"energy-environment"}),
    ],
)
def test_makers_of_electric_vehicles_and_driverless_cars_are_filed_where_readers_look(sentence, found):
    assert found <= sectors(sentence, sentence)


def test_a_first_day_of_trading_is_no_trade():
    told = "Shares of Elm Tea of Foshan rose on their first day of trading in Hong Kong."
    assert "trade" not in sectors(told, told)
