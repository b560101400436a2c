"""Titles: the outlet behind the headline goes, a headline's own parts stay."""

import pytest

from articles.pipeline.extraction import extract
from articles.pipeline.extraction.titles import part_title


@pytest.mark.parametrize(
    ("title", "headline", "parts"),
    [
        ("Night ferry opens in Zhuhai - RTHK", "Night ferry opens in Zhuhai", ["RTHK"]),
        (
            "Night ferry opens in Zhuhai | South China Morning Post",
            "Night ferry opens in Zhuhai",
            ["South China Morning Post"],
        ),
        ("Night ferry opens | Harbour Business Daily", "Night ferry opens", ["Harbour Business Daily"]),
        ("Night ferry opens - ferrynews.example", "Night ferry opens", ["ferrynews.example"]),
        ("Barco nocturno começa em Macau – Hoje Macau", "Barco nocturno começa em Macau", ["Hoje Macau"]),
        ("Barco nocturno começa em Macau | Jornal do Cais", "Barco nocturno começa em Macau", ["Jornal do Cais"]),
        ("两地码头开办夜航渡轮_码头财经_码头网", "两地码头开办夜航渡轮", ["码头财经", "码头网"]),
        ("两地码头开办夜航渡轮—码头网", "两地码头开办夜航渡轮", ["码头网"]),
        ("两地码头开办夜航渡轮--时政--码头网", "两地码头开办夜航渡轮", ["时政", "码头网"]),
        ("两地码头开办夜航渡轮：新闻中心", "两地码头开办夜航渡轮", ["新闻中心"]),
        ("两地码头开办夜航渡轮(图)", "两地码头开办夜航渡轮", ["(图)"]),
        ("兩地碼頭開辦夜航渡輪（組圖） - 碼頭日報", "兩地碼頭開辦夜航渡輪", ["（組圖）", "碼頭日報"]),
    ],
)
def test_the_outlet_behind_the_headline_is_cut(title, headline, parts):
    assert part_title(title) == (headline, parts)


@pytest.mark.parametrize(
    "title",
    [
        "Shenzhen - Hong Kong link",
        "Night ferry | Two ports agree",
        "Mayor: Zhuhai opens its port",
        "Ferry deal - what the papers say about the news",
        "Hong Kong-Zhuhai-Macau Bridge opens",
        "Acordo Macau – Hengqin",
        "两地签约——共建物联网",
        "深圳—香港",
        "港珠澳大桥：十年之路",
        "夜航渡輪｜單程一百八十元",
        "兩地簽約 - 共建港口",
        "News",
        "- RTHK",
        "",
    ],
)
def test_a_part_of_the_headline_stays(title):
    assert part_title(title) == (title, [])


def test_the_site_names_itself_in_its_page():
    page = '<html><head><meta content="Quay &amp; Co" property="og:site_name"></head><body></body></html>'
    assert part_title("Night ferry opens - Quay & Co", html=page) == ("Night ferry opens", ["Quay & Co"])
    assert part_title("Night ferry opens - Quay & Co") == ("Night ferry opens - Quay & Co", [])


def test_the_site_is_named_by_its_address():
    url = "https://www.quayside.example.com/a/1"
    assert part_title("Night ferry opens - Quayside", url=url) == ("Night ferry opens", ["Quayside"])
    assert part_title("Night ferry opens - Quayside", url="http://[") == ("Night ferry opens - Quayside", [])


def test_what_is_cut_is_quarantined_and_the_text_begins_with_the_headline():
    extracted = extract("Night ferry opens - RTHK", text="The ferry between both ports opens on Monday, they said.")
    assert extracted.text.text.startswith("Night ferry opens\n\n")
    assert [(left.text, left.reason) for left in extracted.quarantined] == [("RTHK", "navigation")]
