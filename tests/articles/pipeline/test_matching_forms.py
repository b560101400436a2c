"""Organisations and people that no list holds, told by the form of their names."""

import pytest

from articles import reference
from articles.pipeline.matching import find_mentions, gazetteer
from articles.pipeline.text import build_text


def forms(text: str, kind: str) -> list[str]:
    found = find_mentions(build_text("", [text]), gazetteer(reference.load()))
    return [mention.name for mention in found if mention.origin == "form" and mention.kind == kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Bluefin Ocean Technologies signed with Kestrel Harbour Holdings.",
            ["Bluefin Ocean Technologies", "Kestrel Harbour Holdings"],
        ),
        ("The Zhejiang Provincial Department of Commerce agreed.", ["Zhejiang Provincial Department of Commerce"]),
        ("HKMA and Silverpine Bank agreed.", ["Silverpine Bank"]),
        ("It joined Lisbon's Red Tile Council.", ["Red Tile Council"]),
        ("Hong Kong and the Ministry of Planning agreed.", ["Ministry of Planning"]),
        ("The Ministry of Planning of Laos agreed.", ["Ministry of Planning of Laos"]),
        ("Red Lantern Foods Co., Ltd. will list.", ["Red Lantern Foods Co., Ltd."]),
        ("Silverpine Bank and Lotus Bay University founded a lab.", ["Silverpine Bank", "Lotus Bay University"]),
        (
            "A Direcção dos Serviços de Pescas e o Instituto de Turismo Verde reuniram.",
            ["Direcção dos Serviços de Pescas", "Instituto de Turismo Verde"],
        ),
        ("A Federação de Comércio de Óbidos e a Escola de Hotelaria de Sintra reuniram.",
         ["Federação de Comércio de Óbidos", "Escola de Hotelaria de Sintra"]),
        ("The Foundation for Harbour Studies agreed.", ["Foundation for Harbour Studies"]),
        ("The Redwood Hi-Tech Development Zone (Tangwan) agreed.", ["Redwood Hi-Tech Development Zone"]),
        ("O Instituto de Turismo Verde (ITV) reuniu.", ["Instituto de Turismo Verde"]),
        ("He leads the Red Tile Council (RTC).", ["Red Tile Council"]),
        ("The Silverpine Bank (Macau) agreed.", ["Silverpine Bank (Macau)"]),
        ("It signed with Seller A (Red Lantern Foods Limited, Kestrel Harbour Holdings).",
         ["Red Lantern Foods Limited", "Kestrel Harbour Holdings"]),
        ("Kestrel Harbour Engineering won.", ["Kestrel Harbour Engineering"]),
        ("青松醫療集團與貴州省教育廳簽署協議", ["青松醫療集團", "貴州省教育廳"]),
        ("由藍海智航科技有限公司承建", ["藍海智航科技有限公司"]),
        ("本港商會與智利海關簽訂安排", ["本港商會", "智利海關"]),
        ("與埃及投資部及越南工貿部會談", ["埃及投資部", "越南工貿部"]),
        ("香港資訊安全協會獲獎", ["香港資訊安全協會"]),
        ("這次藍海智航科技有限公司獲獎", ["藍海智航科技有限公司"]),
        ("橫琴粵澳深度合作區發展有限公司獲獎", ["橫琴粵澳深度合作區發展有限公司"]),
        ("智利證券交易所集團來訪", ["智利證券交易所"]),
        ("將軍澳醫院開放", ["將軍澳醫院"]),
        ("佛山市體育局與中山市文旅局合辦", ["佛山市體育局", "中山市文旅局"]),
        ("其後到訪廣東海洋大學", ["廣東海洋大學"]),
    ],
)  # fmt: skip
def test_organisations_are_told_by_their_ending(text, names):
    assert forms(text, "organisation") == names


@pytest.mark.parametrize(
    "text",
    [
        "The Bank said so.",
        "He joined the company and its board.",
        "They met in the Harbour Zone.",
        "該公司及其子公司與兩間上市公司合作",
        "多家科技企業與大學參與",
        "教育局局長說",
    ],
)
def test_generic_words_are_no_organisations(text):
    assert forms(text, "organisation") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Director Jiang Wenfei spoke first.", ["Jiang Wenfei"]),
        ("Maria Lobo, chairwoman of the fund, agreed.", ["Maria Lobo"]),
        ("the bureau's director, Tse Ka-yin, said so.", ["Tse Ka-yin"]),
        ("O presidente, João de Almeida, assinou.", ["João de Almeida"]),
        ("教育廳廳長鄒明克表示支持", ["鄒明克"]),
        ("署長陳文在會上發言", ["陳文"]),
        ("會後，林曉彤表示滿意", ["林曉彤"]),
    ],
)
def test_people_are_told_by_title_office_or_what_they_say(text, names):
    assert forms(text, "person") == names


@pytest.mark.parametrize(
    "text", ["主席在會上表示", "局長說明安排", "會後，高層人士表示滿意", "The Director of Public Works spoke."]
)
def test_offices_without_a_name_are_no_people(text):
    assert forms(text, "person") == []


def test_a_form_has_no_slug_and_less_confidence_than_a_listed_name():
    found = find_mentions(build_text("", ["HKMA met Bluefin Ocean Technologies."]), gazetteer(reference.load()))
    by_name = {mention.name: mention for mention in found if mention.kind == "organisation"}
    assert by_name["Bluefin Ocean Technologies"].slug == ""
    assert by_name["Bluefin Ocean Technologies"].confidence < by_name["HKMA"].confidence


def test_a_listed_name_is_not_found_again_by_its_form():
    assert forms("The Hong Kong Monetary Authority met.", "organisation") == []


def test_an_office_and_a_description_stand_before_the_name_of_a_body():
    assert forms("Secretary of the Alder Provincial Committee Zhao met them.", "organisation") == []
    assert forms("The Vice President of the Alder Harbour Board spoke.", "organisation") == ["Alder Harbour Board"]
    assert forms("On Monday Zhuhai-headquartered Alder Law Office opened.", "organisation") == ["Alder Law Office"]
    assert forms("Rhine Alder AG and Elm Brewing Group came.", "organisation") == [
        "Rhine Alder AG",
        "Elm Brewing Group",
    ]
