"""Mentions: the longest name, whole words, what the context allows, and what a name implies."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import reference
from articles.pipeline.matching import Gazetteer, Mention, find_mentions, gazetteer
from articles.pipeline.matching.records import Alias, City, Names, Reference
from articles.pipeline.matching.surfaces import split_ref
from articles.pipeline.text import Text, build_text

KNOWN = reference.load()
EXAMPLES = [
    pytest.param(example, id=f"{ambiguity.slug}-{number}")
    for ambiguity in KNOWN.ambiguities
    for number, example in enumerate(ambiguity.examples)
]
JUDGED_LATER = {"deal", "sector"}
"""Kinds of references that other stages give: deals, tagging."""


def mentions(title: str, *paragraphs: str) -> tuple[Mention, ...]:
    return find_mentions(build_text(title, list(paragraphs)), gazetteer(KNOWN))


def tagged(*paragraphs: str) -> set[tuple[str, str]]:
    """What one text mentions with weight, as (kind, slug), its first paragraph being the body."""
    return {(mention.kind, mention.slug) for mention in mentions("", *paragraphs) if mention.weight}


def test_all_worked_examples_are_read():
    assert len(EXAMPLES) == 198


@pytest.mark.parametrize("example", EXAMPLES)
def test_worked_example_is_tagged_as_decided(example):
    found = tagged(example.text)
    expected = {split_ref(ref) for ref in example.tag}
    refused = {split_ref(ref) for ref in example.refuse}
    assert {ref for ref in expected - found if ref[0] not in JUDGED_LATER} == set()
    assert refused & found == set()


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("深港兩地簽署備忘錄", {"hong-kong", "shenzhen"}),
        ("穗港澳三地代表出席", {"guangzhou", "hong-kong", "macao"}),
        ("深莞惠都市圈動工", {"shenzhen", "dongguan", "huizhou"}),
        ("港澳居民可申請", {"hong-kong", "macao"}),
        ("粵港澳大灣區發展", set()),
        ("The Greater Bay Area grows", set()),
        ("惠港措施陸續出台", {"hong-kong"}),
        ("黔港教育合作", {"hong-kong"}),
        ("未來港口採用氫能", set()),
        ("日本港口工人罷工", set()),
        ("他深入了解推廣活動", set()),
        ("Macau e Shenzhen assinam um acordo", {"macao", "shenzhen"}),
    ],
)
def test_compounds_name_the_cities_that_they_are_made_of(text, slugs):
    assert {slug for kind, slug in tagged(text) if kind == "city"} == slugs


@pytest.mark.parametrize(
    "name",
    [
        "Zhejiang-Hong Kong Cooperation Conference",
        "Hong Kong-Zhejiang Cooperation Conference",
        "Hong Kong/Zhejiang Co-operation Conference",
        "Zhejiang/Hong Kong Co-operation Conference",
        "Hong Kong–Zhejiang Cooperation Conference",
        "浙港合作會議",
        "浙港合作会议",
    ],
)
def test_all_spellings_of_a_conference_are_one_mechanism(name):
    found = tagged(f"The {name} was held in Hangzhou.")
    assert {("mechanism", "hk-zhejiang-conference"), ("city", "hong-kong"), ("outside", "zhejiang")} <= found


@pytest.mark.parametrize(
    ("text", "slug", "is_found"),
    [
        ("香港財政司司長和工商界代表出席", "ck-hutchison", False),
        ("珠海市市长和香港代表出席", "ck-hutchison", False),
        ("長和與珠海市簽署協議", "ck-hutchison", True),
        ("旅客由澳門口岸離澳大堂出境", "um-macao", False),
        ("李家超说，特区政府会跟进", "hksar-government", True),
        ("李家超说，特区政府会跟进", "macao-government", False),
        ("岑浩辉说，特区政府会跟进", "macao-government", True),
    ],
)
def test_chinese_characters_that_only_meet_name_nobody(text, slug, is_found):
    assert (("organisation", slug) in tagged(text)) is is_found


def test_longest_name_wins_and_hides_the_shorter_ones():
    found = tagged("The Chinese University of Hong Kong, Shenzhen opened a school of medicine.")
    assert ("organisation", "cuhk-shenzhen") in found
    assert ("organisation", "cuhk") not in found
    assert ("city", "shenzhen") in found


def test_traditional_simplified_and_full_width_forms_are_one():
    assert tagged("廣東省與香港合作") == tagged("广东省与香港合作")
    assert ("organisation", "hkex") in tagged("ＨＫＥＸ公布新規則")


@pytest.mark.parametrize("text", ["Hongkongers queued", "a shanghaied sailor", "Macaulay Culkin", "the chinaware shop"])
def test_latin_names_match_whole_words_only(text):
    assert not {slug for kind, slug in tagged(text) if kind in ("city", "outside")}


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("The US and Hong Kong talked", True),
        ("Give us more trains in Hong Kong", False),
        ("It costs US$5 in Hong Kong", False),
    ],
)
def test_abbreviations_are_told_by_their_capitals(text, is_found):
    assert (("outside", "united-states") in tagged(text)) is is_found


@pytest.mark.parametrize(
    "text", ["Tencent (700 HK) rose", "0700.HK fell", "It raised HK$5 million", "HK:0700 was quiet"]
)
def test_stock_codes_and_money_are_no_mentions_of_hong_kong(text):
    assert ("city", "hong-kong") not in tagged(text)


def test_a_ticker_names_its_company():
    assert ("organisation", "byd") in tagged("Shares of 002594.SZ were suspended.")


@pytest.mark.parametrize(
    "text",
    [
        "HONG KONG, March 21 (Xinhua) -- Exports from Thailand rose.",
        "SHENZHEN (Reuters) - The won fell in Seoul.",
        "Macau, 12 mai (Lusa) - O porto de Lisboa cresce.",
        "新華社香港3月21日電 印尼央行減息",
        "（香港訊）印尼央行減息",
        "據香港天文台消息，印尼有地震",
        "Photo: Hong Kong Observatory",
        "Amy Lau is a writer based in Hong Kong.",
        "Hong Kong-listed shares of the Hunan firm fell.",
        "A toy made in Dongguan was recalled in Lisbon.",
    ],
)
def test_datelines_sources_credits_and_attributes_weigh_nothing(text):
    assert not {slug for kind, slug in tagged(text) if kind == "city"}
    assert [mention for mention in mentions("", text) if mention.kind == "city" and mention.weight] == []


@pytest.mark.parametrize(
    "text", ["Foshan Street in Qingdao", "佛山街發生火警", "Zhaoqing Road reopened", "惠州路塞車", "Dongguan-made toys"]
)
def test_streets_named_after_a_city_are_elsewhere(text):
    assert not {slug for kind, slug in tagged(text) if kind == "city"}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("北京道與河內道一帶封路", set()),
        ("長沙灣政府合署今日啟用", set()),
        ("重慶大廈發生火警", set()),
        ("乘客轉乘東鐵綫前往羅湖站", set()),
        ("長沙的企業訪問團到訪", {"changsha"}),
        ("北京道路運輸協會到訪", {"beijing"}),
    ],
)
def test_streets_and_buildings_of_hong_kong_that_bear_the_name_of_a_place_elsewhere_are_not_there(text, slugs):
    assert {slug for kind, slug in tagged(text) if kind in ("city", "outside")} - {"hong-kong"} == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("今日本港股市上升", {"hong-kong"}),
        ("5日本港公布數字", {"hong-kong"}),
        ("日本港口工人罷工", {"japan"}),
        ("目前海外企業不多", set()),
        ("日前海關公布數字", set()),
        ("形成都市圈", set()),
        ("增加納稅", set()),
        ("其中亞洲客戶居多", set()),
        ("珠江門戶", set()),
        ("副總理兼外長沙倫賽", set()),
    ],
)
def test_names_across_the_border_of_two_words_are_none(text, slugs):
    assert {slug for _, slug in tagged(text)} == slugs


def test_ships_named_after_a_place_are_elsewhere():
    assert ("outside", "hainan") not in tagged("海南艦抵達香港")


def test_a_title_takes_its_context_from_the_first_paragraph():
    found = mentions("灣區新機遇", "深圳與香港機構出席論壇。")
    assert [mention.weight for mention in found if mention.slug == "gba"] == [3]
    assert "gba" not in {mention.slug for mention in mentions("灣區新機遇", "舊金山灣區的公司出席論壇。")}


def test_words_of_a_rule_count_as_whole_words():
    # "Zugspitze" is not Zug, but Zug itself makes the canton Swiss
    assert ("city", "guangzhou") in tagged("Canton and Hong Kong climbers met near Zugspitze.")
    assert ("city", "guangzhou") not in tagged("The Canton of Zug and Hong Kong firms, after Zugspitze, met.")


def test_roadshows_are_no_streets():
    assert ("city", "hong-kong") in tagged("公司明日在香港路演")


def test_weight_says_title_lead_or_body():
    found = mentions("Foshan signs", "Zhuhai joined. Macao agreed. Huizhou was absent.", "Dongguan followed.")
    weights = {mention.slug: mention.weight for mention in found if mention.kind == "city"}
    assert weights == {"foshan": 3, "zhuhai": 2, "macao": 2, "huizhou": 1, "dongguan": 1}


def test_a_place_implies_its_cities_with_its_own_span():
    found = mentions("", "前海合作區與河套深港科技創新合作區發布措施")
    qianhai = next(mention for mention in found if mention.slug == "qianhai")
    implied = [mention for mention in found if mention.origin == "implied" and mention.start == qianhai.start]
    assert [(mention.slug, mention.end) for mention in implied] == [("shenzhen", qianhai.end)]


def test_a_public_body_implies_its_home_at_body_weight():
    found = mentions("HKMA cuts a buffer", "It did so today.")
    assert [(m.slug, m.weight) for m in found if m.kind == "city"] == [("hong-kong", 1)]
    assert ("outside", "china") in tagged("中國證監會公布措施")
    assert ("outside", "guangdong") in tagged("廣東省人民政府發布方案")


def test_a_body_of_another_place_is_not_ours():
    assert ("organisation", "edb-hk") not in tagged("深圳市教育局與香港學校簽約")
    assert ("organisation", "edb-hk") in tagged("教育局與香港學校簽約")


def test_mentions_carry_the_words_of_the_text_in_order():
    text = build_text("香港與Zhejiang簽約", ["金管局總裁余偉文出席。The Ministry of Commerce of China agreed."])
    found = find_mentions(text, gazetteer(KNOWN))
    assert found
    assert all(text.text[mention.start : mention.end] == mention.name for mention in found)
    assert [mention.start for mention in found] == sorted(mention.start for mention in found)


def test_gazetteer_is_built_once_for_each_reference():
    assert gazetteer(KNOWN) is gazetteer(KNOWN)
    small = Reference(cities=(City("hong-kong", Names("Hong Kong", "香港", "香港")),))
    assert {m.slug for m in find_mentions(build_text("", ["Hong Kong and 澳門"]), gazetteer(small))} == {"hong-kong"}


def test_a_name_refused_by_its_context_frees_the_shorter_names_in_it():
    city = City("macao", Names("Macao", "澳門", "澳门"), (Alias("Macao Peninsula Society", "en", "needs_context"),))
    other = City("zhuhai", Names("Peninsula", "半島", "半岛"))
    found = find_mentions(
        build_text("", ["The Macao Peninsula Society met."]), Gazetteer(Reference(cities=(city, other)))
    )
    assert {mention.name for mention in found if mention.slug} == {"Macao", "Peninsula"}


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(["香港", "Macau ", "内地", "(", "據", "集團", "Ltd ", "市長王", "US$", "\n", "、"]), max_size=30
    ),
)
def test_no_text_makes_it_raise(noise, pieces):
    found = mentions(noise, "".join(pieces) + noise, noise + "".join(reversed(pieces)))
    assert all(mention.end > mention.start for mention in found)


def test_an_empty_text_has_no_mentions():
    assert find_mentions(Text("", "", "other", (), ()), gazetteer(KNOWN)) == ()


@pytest.mark.threat("Q09")
@pytest.mark.parametrize(
    "piece", ["Education Bureau ", "內地", "某某公司", "港澳", "US ", "深圳教育局局長王", "Aa of "]
)
def test_hostile_repetition_takes_time_in_proportion(piece):
    def seconds(size: int) -> float:
        text = build_text("", [piece * (size // len(piece))])
        start = time.process_time()
        find_mentions(text, gazetteer(KNOWN))
        return time.process_time() - start

    seconds(2_000)
    gc.collect()
    # The collector walks all that the whole suite holds, however short the text.
    gc.disable()
    try:
        short, long = (min(seconds(size) for _ in range(2)) for size in (8_000, 64_000))
    finally:
        gc.enable()
    # Eight times the text may take eight times as long, a square would take 64 times; a floor for a busy machine.
    assert long < 24 * max(short, 0.01)


@pytest.mark.threat("Q09")
@pytest.mark.parametrize("piece", ["香港深圳澳門廣州", "政府", "Hong Kong, Macao ", "A", "A'", "Aa-", "Ministry of "])
def test_a_million_hostile_characters_are_matched_in_under_two_seconds(piece):
    text = build_text("", [piece * (1_000_000 // len(piece))])
    start = time.process_time()
    find_mentions(text, gazetteer(KNOWN))
    assert time.process_time() - start < 2


def test_a_long_text_keeps_the_offsets_of_what_is_read():
    text = build_text("Hong Kong", ["Macao is near. " + "x " * 60_000 + "Shenzhen"])
    found = find_mentions(text, gazetteer(KNOWN))
    assert [text.text[m.start : m.end] for m in found if m.kind == "city"] == ["Hong Kong", "Macao"]


def test_before_a_dollar_sign_stands_a_currency_and_no_agency():
    """ "To invest HK$3 billion" is not the agency that is written Invest HK."""
    agency = ("organisation", "investhk")
    assert agency not in tagged("The firm will invest HK$3.2 billion in a laboratory.")
    assert agency in tagged("Invest HK welcomed the firm.")
