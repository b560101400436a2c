"""Tags of Chinese news: what it names in passing, lists of places, markets and offices that are no side."""

import pytest

from tests.articles.pipeline.tagged import slugs, tags


class TestChineseNews:
    """What Chinese news names in passing: who people are, places in a list, papers and standards."""

    @pytest.mark.parametrize(
        ("title", "body", "expected"),
        [
            ("珠海推出就业新政策", "珠海市将增加名额。新政策下月推行。不少港澳青年已在当地创业。", {"zhuhai"}),
            (
                "珠海推出就业新政策",
                "珠海市将增加名额。新政策下月推行。当地会加强与港澳合作。",
                {"zhuhai", "hong-kong", "macao"},
            ),
            ("佛山港澳子弟学校开学", "新校由佛山市政府兴建。", {"foshan"}),
            ("深圳中山签协议", "两市合作。未来两市将在港航、物流等领域携手。", {"shenzhen", "zhongshan"}),
            ("江门赴深招商", "江门市接收深莞惠地区转移的项目。", {"jiangmen", "shenzhen"}),
            ("落马洲口岸重开", "特区政府正筹备落马洲口岸重开事宜。", {"hong-kong", "shenzhen"}),
        ],
    )
    def test_cities_named_in_passing(self, title, body, expected):
        assert set(slugs(tags(title, *body.split("。")).cities)) == expected

    @pytest.mark.parametrize(
        "body",
        [
            "该公司助港企开拓内地市场。",
            "港铁中国内地业务总监出席。",
            "广州市人民政府港澳事务办公室协办。",
            "他会见葡萄牙共和国外交部官员。",
        ],
    )
    def test_markets_and_offices_that_are_no_central_side(self, body):
        assert "china" not in slugs(tags("香港公司扩展", "新店开业。店铺很大。" + body).outside)

    def test_firms_of_the_mainland_are_its_side(self):
        assert slugs(tags("香港接觸企業", "創科局接觸超過130間內地和海外企業。").outside) == ["china"]

    def test_a_list_of_crossings_is_no_list_of_fields(self):
        body = "深圳灣口岸、中港碼頭及港珠澳大橋恢復通關,市民須先預約。"
        assert slugs(tags("香港與內地恢復通關", body).sectors) == ["transport-logistics"]

    def test_fields_of_a_list_still_count_beside_a_thing(self):
        assert "energy-environment" in slugs(tags("粤港签署协议", "协议涵盖环保、金融、口岸及旅游。").sectors)

    def test_a_letter_of_intent_is_no_infrastructure(self):
        assert "infrastructure" not in slugs(tags("浙港簽意向書", "雙方簽署四份意向書,意向書涉及多個項目。").sectors)

    def test_common_standards_of_the_bay_area_are_trade(self):
        assert slugs(tags("粤港澳公布“湾区标准”", "第三批“湾区标准”清单今日公布。").sectors)[0] == "trade"
