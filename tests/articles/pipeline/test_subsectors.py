import pytest

from articles import reference
from articles.pipeline.line import analyse, parts_of_title, to_json

REFERENCE = reference.load()
PARENTS = {part.slug: part.parent for part in REFERENCE.subsectors}


def read(title: str, text: str = ""):
    return analyse(title=title, text=text, reference=REFERENCE, published="2026-03-06")


@pytest.mark.parametrize(
    ("title", "text", "part", "sector"),
    [
        (
            "Shenzhen battery maker files for a Hong Kong listing",
            "The maker filed its prospectus for an initial public offering in Hong Kong. Shenzhen keeps the plant.",
            "capital-markets",
            "finance",
        ),
        (
            "港深簽署鐵路合作協議",
            "香港與深圳簽署協議，合作興建跨境鐵路。雙方會設立專責小組推進鐵路項目。",
            "rail",
            "transport-logistics",
        ),
        (
            "粤港签署临床试验合作备忘录",
            "广东与香港签署备忘录，在香港和深圳开展临床试验，并互认临床试验数据。",
            "clinical-research",
            "biotech-health",
        ),
        (
            "Macau e Zhuhai assinam acordo sobre seguros",
            "Macau e Zhuhai assinaram um acordo para que as seguradoras ofereçam seguros em Hengqin.",
            "insurance",
            "finance",
        ),
    ],
)
def test_a_text_that_develops_a_part_carries_it_with_the_words_that_say_so(title, text, part, sector):
    found = read(title, text)
    tags = {tag.slug: tag for tag in found.tags.subsectors}
    assert part in tags
    assert sector in [tag.slug for tag in found.tags.sectors]
    words = found.extracted.text.text
    assert tags[part].kind == "subsector"
    assert all(words[span.start : span.end].strip() for span in tags[part].spans)
    assert to_json(found)["subsectors"] == [tag.slug for tag in found.tags.subsectors]


def test_no_part_stands_without_its_sector_and_no_contract_label_is_one():
    texts = [
        (
            "Bank of Pearl River opens branch",
            "The bank opened a branch in Hong Kong. The weather was fine in Shenzhen.",
        ),
        ("Hong Kong and Guangzhou sign 12 agreements", "They cover finance, aviation, tourism, insurance and rail."),
        ("澳門與珠海加強保險、物流及旅遊合作", "兩地簽署協議，涵蓋保險、物流、旅遊、會展及知識產權。"),
    ]
    for title, text in texts:
        answer = to_json(read(title, text))
        assert {PARENTS[part] for part in answer["subsectors"]} <= set(answer["sectors"])
        assert not set(answer["sectors"]) & set(PARENTS)
        for deal in answer["deals"]:
            assert {PARENTS[part] for part in deal["subsectors"]} <= set(deal["sectors"])


def test_one_weak_word_names_no_part():
    found = read("Hong Kong and Shenzhen sign agreement on air services", "Airlines will fly. A hotel stands nearby.")
    assert "tourism-mice" not in [tag.slug for tag in found.tags.subsectors]


def test_motor_vehicles_are_no_trains():
    found = read("澳門機動車可經通道北上", "澳門機動車十五日起可由橫琴北上廣東，機動車毋須配額，經大橋通行。")
    parts = [tag.slug for tag in found.tags.subsectors]
    assert "rail" not in parts
    assert "roads-bridges" in parts


@pytest.mark.parametrize(
    ("title", "sectors", "parts"),
    [
        ("Four exchanges sign carbon market MOU", ("finance", "energy-environment"), ("green-finance",)),
        ("港機場與珠海簽機場合作備忘錄", ("aviation",), ("aviation-airports",)),
        ("Harbour rail consultancy awarded", ("finance",), ()),
    ],
)
def test_a_title_alone_names_parts_of_the_sectors_that_its_row_states(title, sectors, parts):
    assert parts_of_title(title, sectors, REFERENCE) == parts


def test_every_part_has_a_name_in_four_languages():
    for part in REFERENCE.subsectors:
        names = (part.names.en, part.names.zh_hant, part.names.zh_hans, part.names.pt)
        assert all(names), part.slug
        assert part.parent in {sector.slug for sector in REFERENCE.sectors}
