"""Tags: the cities and partners that take part, and the sectors that the text develops, by the labelling rules."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.matching import find_mentions, gazetteer
from articles.pipeline.tagging import Tags, tag
from articles.pipeline.text import Text, build_text
from tests.articles.pipeline.tagged import KNOWN, slugs, tags


class TestCities:
    """A city counts where it is named as a party of the activity or as its place."""

    @pytest.mark.parametrize(
        ("title", "body", "expected"),
        [
            ("Hengqin opens a clinic", "It serves residents.", {"zhuhai"}),
            ("Nansha port adds a berth", "Work began on Monday.", {"guangzhou"}),
            ("Luohu and Futian plan a shuttle", "It will run daily.", {"shenzhen"}),
            ("Northern Metropolis tender is out", "Bids close in May.", {"hong-kong"}),
            ("橫琴粵澳深度合作區推出新措施", "措施下月生效。", {"zhuhai", "macao"}),
            ("河套深港科技創新合作區新增實驗室", "實驗室明年啟用。", {"shenzhen", "hong-kong"}),
            ("深中通道通車", "車流暢順。", {"shenzhen", "zhongshan"}),
            ("港珠澳大橋車流創新高", "口岸延長服務。", {"hong-kong", "zhuhai", "macao"}),
            ("粵港澳大灣區九市出口上升", "海關公布數字。", set()),
            ("珠江口水質改善", "漁獲增加。", set()),
            ("深中通道通車", "專家說廣佛肇和深莞惠兩個都市圈從此更近。", {"shenzhen", "zhongshan"}),
            ("深莞惠合辦招商會", "活動在香港舉行。", {"shenzhen", "dongguan", "huizhou", "hong-kong"}),
            ("Greater Bay Area exports grow", "Customs gave the figures.", set()),
            ("Hong Kong e Macau assinam acordo", "O acordo foi assinado em Zhuhai.", {"hong-kong", "macao", "zhuhai"}),
        ],
    )
    def test_zones_and_links_tag_their_sides(self, title, body, expected):
        assert set(slugs(tags(title, body).cities)) == expected

    def test_a_bridge_in_a_list_tags_no_city(self):
        found = tags("香港公布口岸安排", "安排涉及多個口岸，包括港珠澳大橋及文錦渡。")
        assert slugs(found.cities) == ["hong-kong"]

    def test_bodies_of_the_special_region_tag_hong_kong(self):
        assert slugs(tags("HKMA signs with a Paris lab", "The text was short.").cities) == ["hong-kong"]

    def test_a_scheme_speaks_for_its_cities_only_where_no_city_is_named(self):
        assert slugs(tags("Stock Connect adds funds", "Regulators agreed.").cities) == ["hong-kong", "shenzhen"]
        assert slugs(tags("Stock Connect adds funds in Hong Kong", "Regulators agreed.").cities) == ["hong-kong"]

    def test_the_most_important_city_comes_first(self):
        found = tags("Zhuhai courts Hong Kong", "Zhuhai will pay. Zhuhai hopes so.", "Foshan was silent.")
        assert slugs(found.cities) == ["zhuhai", "hong-kong", "foshan"]

    def test_a_scheme_in_the_body_speaks_for_no_city(self):
        assert slugs(tags("A quiet week", "One. Two.", "Three.", "Stock Connect was mentioned.").cities) == []

    def test_a_dateline_or_a_source_tags_no_city(self):
        assert slugs(tags("印尼央行減息", "新華社香港3月21日電 印尼央行減息。").cities) == []
        assert slugs(tags("佛山保稅區獲批", "據廣州海關消息，佛山保稅區獲批。").cities) == ["foshan"]


class TestOutside:
    """A partner counts where it acts, not where it is scenery."""

    @pytest.mark.parametrize(
        ("title", "body", "expected"),
        [
            ("Hong Kong and Laos sign an MOU", "The two agreed on customs.", {"laos"}),
            ("香港與貴州簽署備忘錄", "兩地內地專家出席。", {"guizhou"}),
            ("黔港兩地合作", "雙方簽約。", {"guizhou"}),
            ("浙江企業赴港上市", "公司來自杭州。", {"zhejiang"}),
            ("Hong Kong signs with Hanoi", "Vietnam will send staff.", {"vietnam"}),
            ("Macau reforça laços com Portugal", "O acordo foi assinado.", {"portugal"}),
            ("粵澳貿易額上升", "海關公布數字。", {"guangdong"}),
            ("粵港澳大灣區貿易額上升", "海關公布數字。", set()),
            ("中國證監會公布五項對港措施", "措施惠及香港市場。", {"china"}),
            ("廣東省人民政府在香港發債", "債券下周發行。", {"guangdong"}),
            ("深圳海關簡化通關", "香港商戶受惠。", set()),
            ("國家稅務總局深圳市稅務局便利港商", "香港商戶受惠。", set()),
            ("國家稅務總局便利港商", "香港商戶受惠。", {"china"}),
            ("莞港兩地合作", "全國政協副主席出席。", set()),
            ("全國政協支持莞港合作", "活動在香港舉行。", {"china"}),
        ],
    )
    def test_sides_that_act_are_tagged(self, title, body, expected):
        assert set(slugs(tags(title, body).outside)) == expected

    @pytest.mark.parametrize(
        ("title", "body", "expected"),
        [
            ("Beijing backs Hong Kong bonds", "Investors were pleased.", {"china"}),
            ("Hong Kong team signs in Beijing", "Peru signed too. Peru was glad.", {"peru"}),
            ("京港兩地簽署十五項協議", "雙方官員出席。", {"beijing"}),
            ("香港與北京市合作", "雙方官員出席。", {"beijing"}),
            ("香港代表團在北京簽約", "秘魯官員出席。", {"peru"}),
        ],
    )
    def test_beijing_is_the_centre_a_city_or_a_venue(self, title, body, expected):
        assert set(slugs(tags(title, body).outside)) == expected

    @pytest.mark.parametrize("body", ["教育部", "國家知識產權局", "國家移民管理局", "最高人民法院", "海關總署"])
    def test_central_bodies_stand_for_the_centre(self, body):
        assert slugs(tags(f"香港與{body}簽署備忘錄", "雙方代表出席。").outside) == ["china"]

    @pytest.mark.parametrize(("body", "country"), [("越南公安部", "vietnam"), ("美國國務院", "united-states")])
    def test_ministries_of_other_countries_do_not(self, body, country):
        assert slugs(tags(f"香港與{body}簽署備忘錄", "雙方代表出席。").outside) == [country]

    def test_a_town_counts_for_its_province_or_country(self):
        assert slugs(tags("Hong Kong and Chengdu plan a route", "Talks go on.").outside) == ["sichuan"]
        assert slugs(tags("Hong Kong and Shanghai plan a route", "Talks go on.").outside) == ["shanghai"]

    @pytest.mark.parametrize(
        "body",
        [
            "Speaking in Davos, Switzerland, the minister praised the pact.",
            "The firm was founded in Germany. It pays well.",
            "Hong Kong is now ahead of Tokyo. It hopes to stay there.",
            "香港超越日本，成為第一。排名每年公布。",
            "公司總部位於瑞士。公司今日簽約。",
        ],
    )
    def test_venues_origins_and_comparisons_are_scenery(self, body):
        assert slugs(tags("Hong Kong signs a pact with Peru", body).outside) == ["peru"]

    def test_a_partner_named_once_in_the_body_is_passing(self):
        body = ["Work goes on.", "It is fast.", "One like it stands in Brazil."]
        assert slugs(tags("Hong Kong opens a park", *body).outside) == []

    def test_a_partner_named_again_and_again_acts(self):
        body = ["Work goes on. It is fast.", "Brazil will send seeds.", "Brazil pays half.", "Brazil is glad."]
        assert slugs(tags("Hong Kong opens a park", *body).outside) == ["brazil"]

    def test_the_mainland_counts_alone_but_not_beside_a_province(self):
        assert slugs(tags("Hong Kong eases travel", "Visitors from the mainland gain.").outside) == ["china"]
        assert slugs(tags("Hong Kong and Guangxi ease travel", "The mainland side agreed.").outside) == ["guangxi"]

    def test_the_centre_counts_beside_a_province(self):
        found = tags("Hong Kong and Guangxi ease travel", "The State Council approved it.")
        assert set(slugs(found.outside)) == {"china", "guangxi"}

    def test_the_mainland_cities_of_the_area_are_not_the_mainland(self):
        assert slugs(tags("Hong Kong eases travel", "Residents of the nine mainland cities gain.").outside) == []

    def test_members_stand_for_their_bloc(self):
        found = tags("Hong Kong signs with Asean members", "Laos, Cambodia and Vietnam signed.")
        assert set(slugs(found.outside)) == {"laos", "cambodia", "vietnam"}

    def test_a_member_in_the_title_stands_for_its_bloc(self):
        found = tags("特首出訪東盟｜香港與老撾簽備忘錄", "雙方簽署。")
        assert slugs(found.outside) == ["laos"]

    def test_a_region_counts_only_in_the_title(self):
        assert slugs(tags("Hong Kong courts Africa", "A fair opens.").outside) == ["africa"]
        assert slugs(tags("Hong Kong opens a fair", "Traders from Africa came.").outside) == []

    def test_the_bare_name_of_the_country_is_mostly_scenery(self):
        assert slugs(tags("Hong Kong opens a fair", "China is large. It is old.").outside) == []

    def test_adjectives_and_umbrella_regions_are_no_partners(self):
        assert slugs(tags("Hong Kong feasts", "French wine and German beer in the Greater Bay Area.").outside) == []


class TestSectors:
    """At most four, those that the text itself develops."""

    @pytest.mark.parametrize(
        ("title", "body", "first"),
        [
            ("Bond market opens further to Hong Kong", "Investors may pledge bonds as collateral.", "finance"),
            ("跨境支付通上線", "市民可用手機作實時轉賬。", "fintech"),
            ("香港與廣州合作研發新藥", "兩地醫院將進行臨床試驗。", "biotech-health"),
            ("Hong Kong airport adds air cargo flights", "Airlines welcomed the slots.", "aviation"),
            ("東江水供港協議續簽", "供水水質符合標準。", "energy-environment"),
            ("深港青年交流計劃啟動", "青年可到深圳實習。", "youth"),
            ("Macau quer mais turismo e cultura", "Os visitantes vêm de Zhuhai.", "tourism-culture"),
            ("香港與內地法院互認仲裁裁決", "律師表示歡迎。", "professional-legal"),
            ("Robot makers meet in Shenzhen", "Start-ups showed robotics research.", "innovation-tech"),
        ],
    )
    def test_the_sector_that_is_developed_comes_first(self, title, body, first):
        assert slugs(tags(title, body).sectors)[0] == first

    def test_fields_of_a_list_count_in_its_order(self):
        body = "They will discuss innovation and technology, finance, healthcare, transport and trade."
        assert slugs(tags("A meeting is planned", "No date is set. None was given.", body).sectors) == [
            "innovation-tech",
            "finance",
            "biotech-health",
            "transport-logistics",
        ]

    def test_there_are_never_more_than_four(self):
        body = "It covers finance, trade, aviation, tourism, education, youth work, housing and logistics."
        assert len(tags("Finance, trade, tourism and education pact", body).sectors) == 4

    def test_a_weak_phrase_alone_makes_no_sector(self):
        assert slugs(tags("A bridge in the distance", "A project was planned.").sectors) == []

    @pytest.mark.parametrize(
        ("title", "body", "sector"),
        [
            ("Digital future of the two cities", "Officials praised a digital society.", "smart-city"),
            ("Expansion of ties", "The expansion was welcomed in both cities.", "trade"),
            ("兩地單位會面", "各單位交換意見。", "property-land"),
            ("A nova construção da confiança", "A construção do diálogo continua.", "infrastructure"),
        ],
    )
    def test_words_of_many_senses_make_no_sector(self, title, body, sector):
        assert sector not in slugs(tags(title, body).sectors)

    def test_a_field_inside_a_name_is_not_developed(self):
        assert "education-talent" not in slugs(
            tags("A court rules", "The University of Hong Kong was mentioned.").sectors
        )

    def test_meetings_of_governments_fill_a_free_place(self):
        found = tags("Joint conference adopts policy measures", "The plenary set up a task force on aviation.")
        assert slugs(found.sectors) == ["aviation", "government-policy"]

    def test_set_phrases_do_not_speak_for_a_sector(self):
        assert "energy-environment" not in slugs(tags("良好的營商環境", "營商環境持續改善。").sectors)

    def test_sectors_carry_the_spans_that_speak_for_them(self):
        text = build_text("Banks expand", ["The bond market grew."])
        found = tag(text, find_mentions(text, gazetteer(KNOWN)), KNOWN).sectors
        words = {text.text[span.start : span.end] for span in found[0].spans}
        assert {"Banks", "bond market"} <= words


class TestOtherKinds:
    """Places, mechanisms, organisations and people are tagged where they are mentioned with weight."""

    def test_all_kinds_are_tagged(self):
        found = tags(
            "HKEX joins Bond Connect", "Eddie Yue spoke in Qianhai with Bluefin Ocean Technologies.", "Photo: Qianhai"
        )
        assert "hkex" in slugs(found.organisations)
        assert "bond-connect" in slugs(found.mechanisms)
        assert "eddie-yue" in slugs(found.people)
        assert slugs(found.places) == ["qianhai"]
        assert [score.name for score in found.organisations if not score.slug] == ["Bluefin Ocean Technologies"]

    def test_what_weighs_nothing_is_no_tag(self):
        assert tags("A storm", "Photo: Qianhai").places == ()

    def test_a_text_without_names_has_no_tags(self):
        assert tags("A quiet day", "Nothing happened.") == Tags()

    def test_an_empty_text_has_no_tags(self):
        assert tag(Text("", "", "other", (), ()), (), KNOWN) == Tags()


PIECES = ["香港", "Macau ", "中央政府", "after opening in Rome ", "金融、貿易", "據", "ranked ", "\n", "Laos "]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_text_makes_it_raise_and_tags_are_unique(noise, pieces):
    found = tags(noise, "".join(pieces) + noise)
    for scores in (found.cities, found.outside, found.sectors, found.places):
        assert len(set(slugs(scores))) == len(scores)
    assert len(found.sectors) <= 4


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Firm pulls out of Jiangmen park", "A Macao developer left a 500 million yuan park in Jiangmen.", set()),
        ("企業夥河套簽約", "首批項目總額逾20億元人民幣。", set()),
        ("Delegação visita Macau", "Uma delegação de Jiangmen visitou Macau na segunda-feira.", set()),
        ("Yuan bonds sold", "The yuan bond market of Macao grows.", {"finance"}),
        ("Feira em Macau", "A feira de turismo abriu em Macau.", {"tourism-culture"}),
    ],
)
def test_a_currency_beside_a_sum_and_a_day_of_the_week_speak_for_no_sector(title, body, expected):
    assert {tag.slug for tag in tags(title, body).sectors} & {"finance", "tourism-culture"} == expected


@pytest.mark.parametrize(
    ("title", "body", "sector"),
    [
        ("Nova ligação entre Macau e Shekou", "A carreira marítima entra em funcionamento.", "transport-logistics"),
        ("Galaxy investe em Zhuhai", "O complexo turístico custa 2,3 mil milhões de patacas.", "tourism-culture"),
        ("Macau e Hengqin", "Vai ser criado um fundo destinado a empresas tecnológicas.", "innovation-tech"),
        ("Macau e Guangdong", "Foi assinado um acordo sobre qualificações profissionais.", "education-talent"),
        ("Macau e Foshan", "As duas cidades vão formar médicos em hospitais de Macau.", "biotech-health"),
        ("Macau e Lisboa", "O memorando promove o investimento directo nas duas cidades.", "trade"),
    ],
)
def test_portuguese_words_speak_for_their_sectors(title, body, sector):
    assert sector in {tag.slug for tag in tags(title, body).sectors}


@pytest.mark.parametrize(
    ("title", "body", "sector"),
    [
        ("Hengqin quer ser zona piloto", "A ilha vai ser região piloto e acolhe um projecto piloto.", "aviation"),
        ("Macau assina no norte", "A Câmara do Porto assinou com Macau na cidade do Porto.", "transport-logistics"),
    ],
)
def test_a_pilot_scheme_and_the_city_of_porto_speak_for_no_sector(title, body, sector):
    assert sector not in {tag.slug for tag in tags(title, body).sectors}


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("Foshan-based Elm, already listed in Shenzhen, raised a billion in Hong Kong.", {"foshan", "hong-kong"}),
        (
            "Elm of Foshan debuts in Hong Kong. Its stock has been traded in Shenzhen since 2013.",
            {"foshan", "hong-kong"},
        ),
        ("佛山的海棠集团昨日在香港挂牌。2013年，该集团在深交所整体上市。", {"foshan", "hong-kong"}),
        ("A Ulmeiro, de Foshan, já cotada em Shenzhen, estreou-se em Hong Kong.", {"foshan", "hong-kong"}),
        ("Elm of Foshan plans to list in Shenzhen, after Hong Kong.", {"foshan", "hong-kong", "shenzhen"}),
    ],
)
def test_where_a_firm_has_long_been_traded_takes_no_part(text, cities):
    assert set(slugs(tags("Elm", text).cities)) == cities
