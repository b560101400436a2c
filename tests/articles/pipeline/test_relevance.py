"""Relevance: the verdict, the phrases that decided, the scope."""

import pytest

from articles import reference
from articles.pipeline.line import analyse, to_json
from articles.pipeline.relevance.speech import only_speaks
from articles.pipeline.text import build_text


def verdict(title, body, published="2025-09-02"):
    return to_json(analyse(title=title, text=body, published=published, reference=reference.load()))


@pytest.mark.parametrize(
    ("title", "body", "scope"),
    [
        (
            "Hong Kong and Shenzhen open joint data centre",
            "Hong Kong and Shenzhen opened a joint data centre in the Loop on Monday for cross-boundary data.",
            "intra_gba",
        ),
        (
            "廣州與新加坡簽署合作協議",
            "廣州市政府昨日與新加坡企業發展局簽署合作協議，推動兩地經貿與創新合作。",
            "gba_external",
        ),
        (
            "Macau e Portugal reforçam cooperação económica",
            "Macau e Portugal assinaram um protocolo de cooperação económica na segunda-feira em Lisboa.",
            "gba_external",
        ),
        (
            "民商事判决",
            "香港律政司与最高人民法院正商讨扩大民商事判决互认范围。",
            "gba_external",
        ),
        (
            "中央公布新一轮措施支持香港",
            "国务院港澳办昨天公布新一轮惠港措施，扩大香港与内地的互联互通。",
            "gba_external",
        ),
    ],
)
def test_links_of_the_bay_area_are_relevant(title, body, scope):
    answer = verdict(title, body)
    assert answer["relevant"] is True, answer["reasons"]
    assert answer["scope"] == scope


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("New mall opens in Zhuhai", "A shopping mall with 200 shops opened in Zhuhai on Monday."),
        (
            "Macau visitor arrivals rise",
            "Visitor arrivals in Macau rose 8 per cent in August, the statistics bureau said.",
        ),
        ("香港樓價連跌三個月", "香港八月樓價跌百分之一，成交減少，分析員料租金續升。"),
        ("广州马拉松开跑", "广州马拉松昨天开跑，三万名选手参加，香港选手获第五名。"),
        (
            "Hong Kong, Shenzhen police seize smuggled phones",
            "Police in Hong Kong and Shenzhen seized smuggled phones.",
        ),
        (
            "Tufão obriga a fechar escolas em Macau e Zhuhai",
            "O tufão obrigou a fechar as escolas em Macau e em Zhuhai.",
        ),
    ],
)
def test_ordinary_news_of_the_same_cities_is_not(title, body):
    answer = verdict(title, body)
    assert answer["relevant"] is False, answer["reasons"]
    assert answer["deals"] == []
    assert answer["scope"] is None
    assert answer["no_deal"]


def test_reasons_are_at_most_three_pieces_of_the_text_with_their_weight():
    answer = verdict(
        "Hong Kong, Macao police hold cross-border cooperation meeting",
        "Police of Hong Kong and Macao discussed cross-border cooperation, mutual recognition and crime on Monday.",
    )
    assert 0 < len(answer["reasons"]) <= 3
    for reason in answer["reasons"]:
        assert answer["text"][reason["start"] : reason["end"]] == reason["text"]
        assert reason["weight"]


def test_the_home_of_a_company_is_a_side():
    answer = verdict(
        "比亞迪擬在香港設海外總部", "比亞迪昨日公布，擬在香港設立海外總部，投資50億港元，預計明年投入運作。"
    )
    assert answer["relevant"] is True
    assert "shenzhen" not in answer["cities"]


def test_an_empty_article_is_irrelevant():
    answer = verdict("", "")
    assert answer["relevant"] is False
    assert answer["reasons"] == []


@pytest.mark.parametrize(
    ("title", "body", "speaks"),
    [
        ("商會料大灣區商機增加", "一個商會的調查顯示，會員看好前景。", True),
        ("某某局長：香港可發揮優勢", "局長在網誌撰文。", True),
        ("Deputado defende mais apoios em Hengqin", "O deputado falou à rádio.", True),
        ("Lawmaker urges more trains to Shenzhen", "The lawmaker spoke on radio.", True),
        ("商會料今次訪問帶來商機", "代表團今日率團訪問廣州。", False),
        ("香港與深圳簽署協議", "兩地昨日簽署合作協議。", False),
        ("深港口岸自稱號改名", "名稱今日更換。", False),
        ("Checkpoint opens to the public", "The checkpoint opened on Monday.", False),
    ],
)
def test_a_headline_that_only_speaks_is_told_from_one_that_reports(title, body, speaks):
    assert only_speaks(build_text(title, [body])) is speaks
