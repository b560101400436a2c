"""Extraction: what is the article, what is furniture, and why."""

import json
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pipeline.extraction import REASONS, extract
from articles.pipeline.extraction.bios import is_bio
from articles.pipeline.extraction.lines import marks_teaser, reads_like_prose, reason_of

LEAD = "The ferry company opened a second pier in Zhuhai on Monday, its managing director said."
MORE = "Sixty crossings a day will link the pier with Macau, and the fare stays at twenty yuan for the time being."
LAST = "Both cities want to build a shared customs hall next to the pier before the end of next year."
BODY = [LEAD, MORE, LAST]


def body_of(extracted) -> list[str]:
    text = extracted.text
    return [text.text[span.start : span.end] for span in text.paragraphs[1:]]


def reasons_of(extracted) -> dict[str, str]:
    return {left.text: left.reason for left in extracted.quarantined}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement", "advertisement"),
        ("廣告", "advertisement"),
        ("PUBLICIDADE", "advertisement"),
        ("Share this article", "share"),
        ("Facebook  Twitter  WhatsApp  Email", "share"),
        ("分享到：", "share"),
        ("Partilhar", "share"),
        ("Hashtags", "hashtags"),
        ("#GreaterBayArea #Zhuhai", "hashtags"),
        ("標籤：金融 澳門", "hashtags"),
        ("港闻,财经,口岸,疫情,旅游,交通", "hashtags"),
        ("The pier at dawn. Photo: Handout", "caption"),
        ("Main image credit: Agency", "caption"),
        ("The pier at dawn (Photo by Chan Tai Man)", "caption"),
        ("▲新碼頭昨日啟用，市民排隊購票。", "caption"),
        ("新碼頭昨日啟用。（資料圖片）", "caption"),
        ("醫護人員到場。(陳大文攝)", "caption"),
        ("Foto: Agência", "caption"),
        ("By Jane Doe in Macau", "byline"),
        ("Por Maria Silva", "byline"),
        ("記者：陳大文", "byline"),
        ("【責任編輯：陳大文】", "byline"),
        ("(Reporting by Jane Doe; editing by John Roe)", "byline"),
        ("Published: 2:27pm, 25 Jul, 2024", "dateline"),
        ("2024-07-25 18:30", "dateline"),
        ("今日 15:23 財經", "dateline"),
        ("更新時間17:24", "dateline"),
        ("© 2024 Example Media", "copyright"),
        ("未經書面授權，不得轉載", "copyright"),
        ("Media enquiries: press@example.com", "contact"),
        ("Ana | Contact", "contact"),
        ("Read more: New pier for Zhuhai", "related"),
        ("【延伸閱讀】珠海新碼頭", "related"),
        ("Leia também: Novo cais em Zhuhai", "related"),
        ("Home > News > Macau", "navigation"),
        ("The post New pier appeared first on Example.", "navigation"),
        ("Sign up for our newsletter", "navigation"),
        ("立即下載新聞App", "navigation"),
        ("https://pier.example/timetable", "navigation"),
        ("_______________", "navigation"),
        ("Terms of Use | Privacy Policy | Contact Us", "navigation"),
        ("We use cookies to improve your experience.", "navigation"),
        ("To view this video please enable JavaScript", "navigation"),
        ("更多內容請關注本報公眾號", "navigation"),
        ("4 min read", "navigation"),
        (">> New pier for Zhuhai", "related"),
        ("上一篇：珠海新碼頭", "related"),
        ("This article first appeared on Harbour Post.", "copyright"),
        ("聲明：本文僅代表作者觀點。", "copyright"),
        ("Photo taken on June 12, 2025 shows the pier.", "caption"),
        ("A ferry at the pier. [Jane Doe/Agency]", "caption"),
        ("乘客在碼頭等候。陳大文攝", "caption"),
        ("記者陳大文／珠海報導", "byline"),
        ("Source: https://pier.example/1", "byline"),
        ("2025-06-12 15:45:00 來源:海港報 作者:陳大文", "dateline"),
        ("Advertisement - Scroll to continue", "advertisement"),
        ("將此文分享給朋友", "share"),
    ],
)
def test_reason_of_knows_furniture_by_its_wording(line, reason):
    assert reason_of(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        LEAD,
        "By Tuesday trade through the port had resumed.",
        "The photo: a picture of the signing, which lasted an hour, was shown. It pleased everyone.",
        "Advertisement revenue in the city rose by a tenth.",
        "Comments by the minister moved the market.",
        "Share prices of the three banks fell.",
        "粵港澳三地簽署合作協議。",
        "記者會上，局長表示工程將於明年完成。",
        "市民可致電查詢，政府將於下周公布安排（見圖）。",
        "分享會上，兩地學者介紹最新研究。",
        "January 2016",
        "2012: 46.38%",
        "#合作新階段",
        "O acordo foi assinado por Maria Silva e pelo secretário na terça-feira.",
        "Applications can be sent to info@pier.example until Friday.",
        "Related parties signed the contract for HK$3 billion.",
        "Hong Kong's Copyright Ordinance was amended to cover ferries.",
        "A photo released by the bureau showed the pier.",
        "來源地標籤制度將於明年實施，涵蓋進口食品。",
        "Latest round of talks in Beijing",
        "Reading between the lines of the plan",
    ],
)
def test_reason_of_leaves_sentences_and_headings_alone(line):
    assert reason_of(line) == ""


@pytest.mark.parametrize(
    "line",
    ["2 hours ago", "an hour ago", "- 3 days ago", "3小時前", "há 2 horas", "Markets | 11:36", "財經 ｜ 今日 11:36"],
)
def test_marks_teaser_knows_the_age_of_another_article(line):
    assert marks_teaser(line)


@pytest.mark.parametrize("line", ["Two hours ago the pier opened.", "3小時前，碼頭啟用。", "Pier 11:36"])
def test_marks_teaser_is_not_taken_in_by_sentences(line):
    assert not marks_teaser(line)


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        (LEAD, True),
        ("兩地政府今日簽署合作備忘錄，涵蓋科技與金融。", True),
        ("New pier for Zhuhai", False),
        ("珠海新碼頭啟用", False),
        ("Ok.", False),
    ],
)
def test_reads_like_prose_tells_paragraphs_from_headlines(line, prose):
    assert reads_like_prose(line) is prose


@pytest.mark.parametrize(
    "line",
    [
        "Meet Ana, a full-time news writer from Macau. She loves ferries.",
        "Jane Doe is a senior reporter at the paper. She covers trade.",
        "Jane Doe joined the Harbour Post in 2019 and covers trade.",
        "Ana Souza é jornalista em Macau.",
        "作者為大學講師。",
        "Follow her on Twitter @jane",
    ],
)
def test_is_bio_knows_notes_about_the_writer(line):
    assert is_bio(line)


@pytest.mark.parametrize(
    "line",
    [
        LAST,
        "Hong Kong has been a hub for ferries since the last century.",
        "The city is a base for many an analyst.",
        "He joined the company in 2019 as head of finance.",
        "「合作是好事，」作者協會主席說。",
    ],
)
def test_is_bio_leaves_the_last_sentences_of_the_news_alone(line):
    assert not is_bio(line)


def test_a_clean_article_is_kept_whole():
    extracted = extract("New pier", text="\n\n".join(BODY))
    assert extracted.text.text == "\n\n".join(["New pier", *BODY])
    assert extracted.quarantined == ()


@pytest.mark.parametrize("repeated", ["New pier for Zhuhai", "NEW PIER FOR ZHUHAI", "「New pier for Zhuhai」"])
def test_a_title_repeated_at_the_head_is_not_doubled(repeated):
    extracted = extract("New pier for Zhuhai", text="\n".join([repeated, *BODY]))
    assert body_of(extracted) == BODY
    assert reasons_of(extracted) == {repeated: "duplicate_title"}


def test_a_title_with_the_name_of_the_site_is_known_again():
    extracted = extract("New pier for Zhuhai - Harbour Post", text="\n".join(["New pier for Zhuhai", *BODY]))
    assert body_of(extracted) == BODY


def test_teasers_with_deals_of_their_own_are_quarantined():
    teaser = "Two banks signed an agreement worth HK$9 billion in Guangzhou on Monday, according to a filing."
    page = [*BODY, "Related Articles", "Harbour Post", "2 hours ago", "- Harbour Post", "Banks sign deal", teaser]
    extracted = extract("New pier", text="\n".join(page))
    assert body_of(extracted) == BODY
    assert reasons_of(extracted)[teaser] == "teaser"
    assert reasons_of(extracted)["Banks sign deal"] == "related"


def test_teasers_without_a_heading_are_told_by_their_age():
    page = [
        *BODY,
        "Harbour Post",
        "3 hours ago",
        "Banks sign deal",
        "Two banks signed an agreement worth HK$9 billion.",
    ]
    extracted = extract("New pier", text="\n".join(page))
    assert body_of(extracted) == BODY
    assert reasons_of(extracted)["Harbour Post"] == "teaser"


@pytest.mark.parametrize(
    "heading",
    [
        "More Stories From Business",
        "Stories you may like",
        "Latest from Markets",
        "焦點新聞",
        "更多財經新聞",
        "Mais notícias",
    ],
)
def test_headings_nobody_listed_are_told_by_what_follows(heading):
    teaser = "Two banks signed an agreement worth HK$9 billion in Guangzhou on Monday, a filing said."
    extracted = extract("New pier", text="\n".join([*BODY, heading, "Banks sign deal", teaser]))
    assert body_of(extracted) == BODY
    assert reasons_of(extracted)[teaser] == "teaser"


@pytest.mark.parametrize("age", ["June 11, 2025", "2025-06-11", "4 min read", "Harbour Post · 3h"])
def test_headlines_with_a_date_below_each_are_teasers_without_any_heading(age):
    extracted = extract("New pier", text="\n".join([*BODY, "Banks sign deal", age, "Airport adds gates", age]))
    assert body_of(extracted) == BODY


def test_a_date_at_the_end_of_an_article_ends_nothing_else():
    extracted = extract("New pier", text="\n".join([*BODY, "Ends/Thursday, March 5, 2026", "Issued at HKT 15:00"]))
    assert body_of(extracted) == BODY
    assert {left.reason for left in extracted.quarantined} == {"dateline"}


def test_text_broken_at_a_column_becomes_paragraphs_again():
    wrapped = "\n\n".join(textwrap.fill(f"{paragraph} {paragraph}", 70) for paragraph in BODY)
    assert body_of(extract("New pier", text=wrapped)) == [f"{paragraph} {paragraph}" for paragraph in BODY]


def test_a_block_of_short_lines_is_not_joined():
    items = ["Cranes for the east pier", "A customs hall for both cities", "Two ferries", "A school for pilots"]
    lead_in = "The two cities signed four contracts at the ceremony in Zhuhai on Monday morning:"
    assert body_of(extract("New pier", text="\n".join([LEAD, lead_in, *items]))) == [LEAD, lead_in, *items]


def test_subheads_with_their_paragraphs_stay():
    page = [
        LEAD,
        "A second pier",
        MORE,
        "What comes next",
        LAST,
        "News for passengers",
        MORE.replace("Sixty", "Eighty"),
    ]
    assert body_of(extract("New pier", text="\n".join(page))) == page


def test_the_age_of_the_article_itself_does_not_end_it():
    page = [LEAD, "2 hours ago", MORE, LAST]
    extracted = extract("New pier", text="\n".join(page))
    assert body_of(extracted) == BODY
    assert reasons_of(extracted) == {"2 hours ago": "dateline"}


@pytest.mark.parametrize(
    "lines", [["Headline", "2025-06-11"], ["Related", "Headline"], ["Headline", "2 hours ago"], ["Read this?"]]
)
def test_pages_of_many_thousand_lines_take_time_in_proportion(lines):
    # A rule that looked over the whole page at each line would take minutes.
    started = time.process_time()
    extract("New pier", text="\n".join([*BODY, *lines * 5_000]))
    assert time.process_time() - started < 5


def test_the_writers_name_above_the_note_goes_with_it():
    page = [*BODY, "Jane Doe", "Jane is a business journalist who has covered ports for a decade."]
    extracted = extract("New pier", text="\n".join(page))
    assert body_of(extracted) == BODY
    assert reasons_of(extracted)["Jane Doe"] == "author_bio"


@pytest.mark.parametrize("heading", ["Related stories", "相關新聞", "Leia também", "你可能感興趣"])
def test_a_box_of_links_in_mid_article_does_not_end_it(heading):
    page = [LEAD, heading, "Banks sign deal", "Airport adds gates", MORE, LAST]
    extracted = extract("New pier", text="\n".join(page))
    assert body_of(extracted) == BODY
    assert reasons_of(extracted)["Banks sign deal"] == "related"


@pytest.mark.parametrize("heading", ["Comments (2)", "留言", "Comentários"])
def test_what_readers_say_is_quarantined(heading):
    said = "I think this pier is far too small for so many people, honestly."
    extracted = extract("New pier", text="\n".join([*BODY, heading, "Peter", said]))
    assert body_of(extracted) == BODY
    assert reasons_of(extracted)[said] == "comments"


def test_a_comment_counter_in_the_share_bar_does_not_end_the_article():
    extracted = extract("New pier", text="\n".join(["Share", "Comments", *BODY]))
    assert body_of(extracted) == BODY


def test_furniture_between_paragraphs_is_taken_out_and_the_order_kept():
    page = ["By Jane Doe", "2024-07-25 18:30", LEAD, "Advertisement", MORE, "The pier at dawn. Photo: Handout", LAST]
    extracted = extract("New pier", text="\n".join(page))
    assert body_of(extracted) == BODY
    assert [left.reason for left in extracted.quarantined] == ["byline", "dateline", "advertisement", "caption"]


def test_a_label_inside_a_paragraph_is_cut_out():
    extracted = extract("New pier", text=f"{LEAD} Advertisement {MORE}\n{LAST}")
    assert body_of(extracted) == [f"{LEAD} {MORE}", LAST]
    assert reasons_of(extracted) == {"Advertisement": "advertisement"}


def test_invitations_and_bios_at_the_end_go():
    page = [
        *BODY,
        "Try Our New App",
        "Explore what it can do for you:",
        "Ana | Contact",
        "Meet Ana, a news writer based in Macau.",
    ]
    extracted = extract("New pier", text="\n".join(page))
    assert body_of(extracted) == BODY
    assert reasons_of(extracted)["Meet Ana, a news writer based in Macau."] == "author_bio"


def test_a_menu_above_and_headlines_below_go():
    menu = ["Ports", "Ships", "Markets today", "People and places"]
    headlines = ["Banks sign deal", "Airport adds gates", "School wins prize", "Crane falls over"]
    extracted = extract("New pier", text="\n".join([*menu, *BODY, *headlines]))
    assert body_of(extracted) == BODY
    assert {left.reason for left in extracted.quarantined} == {"navigation", "related"}


def test_a_list_that_the_article_leads_in_stays():
    items = ["Cranes for the east pier", "A customs hall", "Two ferries", "A school for pilots"]
    lead_in = "The two cities signed four contracts at the ceremony in Zhuhai on Monday morning:"
    extracted = extract("New pier", text="\n".join([LEAD, lead_in, *items]))
    assert body_of(extracted) == [LEAD, lead_in, *items]


def test_a_numbered_list_at_the_end_stays():
    items = ["1. Cranes", "2. Customs hall", "3. Ferries", "4. Pilots"]
    assert body_of(extract("New pier", text="\n".join([*BODY, *items]))) == [*BODY, *items]


def test_a_teaser_cut_in_mid_word_stays():
    cut = "The ferry company has opened its second pier in Zhuhai, and its managing director wants to build a thi"
    assert body_of(extract("New pier", text=cut)) == [cut]


def test_chinese_furniture_goes_and_the_article_stays():
    lead = "珠海新碼頭今日啟用，每日六十班船往來澳門，票價維持二十元。"
    last = "兩地政府計劃於明年底前興建聯合口岸大樓，方便旅客過關。"
    page = [lead, "▲新碼頭外觀", last, "記者：陳大文", "相關新聞", "銀行簽約", "機場擴建"]
    extracted = extract("珠海新碼頭啟用", text="\n".join(page))
    assert body_of(extracted) == [lead, last]
    assert {left.reason for left in extracted.quarantined} == {"caption", "byline", "related"}


def test_a_fragment_of_a_feed_keeps_its_lists_and_loses_its_footer():
    html = (
        f"<p>{LEAD}</p><ul><li>Cranes</li><li>Ferries</li><li>Pilots</li><li>Schools</li></ul>"
        "<p>The post <a href='https://pier.example/'>New pier</a> appeared first on Harbour Post.</p>"
    )
    extracted = extract("New pier", html=html)
    assert body_of(extracted) == [LEAD, "Cranes", "Ferries", "Pilots", "Schools"]
    assert [left.reason for left in extracted.quarantined] == ["navigation"]


def test_a_fragment_does_not_glue_blocks_together():
    extracted = extract("", html=f"<div>{LEAD}</div><div>{MORE}</div>{LAST}<br>End.")
    assert extracted.text.text.split("\n\n") == [LEAD, MORE, LAST, "End."]


def page_of(*, body: str, scripts: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>New pier for Zhuhai</title>{scripts}</head><body>"
        "<nav><a href='/'>Home</a><a href='/ports'>Ports</a></nav>"
        f"<article><h1>New pier for Zhuhai</h1>{body}</article>"
        "<div class='related'><h3>Banks sign a deal worth nine billion in Guangzhou</h3></div>"
        "<footer><p>Harbour Post Limited, all rights reserved in all places</p></footer></body></html>"
    )


def test_a_page_gives_its_article_and_says_what_else_it_shows():
    html = page_of(body="".join(f"<p>{paragraph}</p>" for paragraph in BODY * 2))
    extracted = extract("New pier for Zhuhai", html=html)
    assert body_of(extracted)[:3] == BODY
    assert reasons_of(extracted)["Banks sign a deal worth nine billion in Guangzhou"] == "related"


@pytest.mark.parametrize("form", ["linked_data", "html_in_state", "nodes_in_state"])
def test_a_body_that_only_a_script_holds_is_found_by_its_headline(form):
    wrong = ["The airport opened a third runway on Friday, and planes may land there at night as well from May."] * 6
    if form == "linked_data":
        record = {"@type": "NewsArticle", "headline": "New pier for Zhuhai", "articleBody": "\n".join(BODY)}
        scripts = f"<script type='application/ld+json'>{json.dumps(record)}</script>"
    else:
        shapes = {
            "html_in_state": lambda lines: "".join(f"<p>{line}</p>" for line in lines),
            "nodes_in_state": lambda lines: [
                {"type": "p", "children": [{"type": "text", "data": line}]} for line in lines
            ],
        }
        state = {
            "a": {"headline": "Airport opens runway", "body": {"json": shapes[form](wrong)}},
            "b": {"headline": "New pier for Zhuhai", "body": {"json": shapes[form](BODY)}},
        }
        scripts = f"<script>window.__STATE__={json.dumps(state)};</script>"
    extracted = extract("New pier for Zhuhai", html=page_of(body="<p>Loading</p>", scripts=scripts))
    assert body_of(extracted) == BODY


def test_text_serves_where_a_page_gives_nothing():
    extracted = extract("New pier", html="<html><body></body></html>", text="\n".join(BODY))
    assert body_of(extracted) == BODY


def test_nothing_gives_the_title_alone():
    assert extract("New pier").text.text == "New pier"
    assert extract("New pier", text="", html="").text.text == "New pier"


@given(st.text(max_size=400), st.text(max_size=40))
def test_any_text_is_survived_and_every_reason_is_known(text, title):
    extracted = extract(title, text=text)
    assert {left.reason for left in extracted.quarantined} <= set(REASONS)


@pytest.mark.threat("Q09")
@pytest.mark.parametrize(
    "line",
    [
        "a, " * 200,
        "photo " * 100,
        "( " * 300,
        "#a" * 300,
        "News > " * 80,
        "read more" * 60,
        "記者" * 200,
        "by A" * 100,
        "0:00 " * 120,
        "a@" * 250,
    ],
)
def test_hostile_lines_cost_no_more_than_long_ones(line):
    # The bound is two hundred times what a line takes; a pattern that backtracks badly takes minutes.
    started = time.process_time()
    reason_of(line[:600])
    is_bio(line[:600])
    assert time.process_time() - started < 1
