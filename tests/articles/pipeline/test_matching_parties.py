import pytest

from articles import reference
from articles.pipeline.matching.parties import PartyNames, party_key

NAMES = PartyNames(reference.load())


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("HKEX", ("organisation", "hkex")),
        ("香港交易所", ("organisation", "hkex")),
        ("HKSAR Government", ("organisation", "hksar-government")),
        ("香港特區政府", ("organisation", "hksar-government")),
        ("Foshan Municipal Government", ("organisation", "foshan-government")),
        ("佛山市人民政府", ("organisation", "foshan-government")),
        ("Hunan Provincial Government", ("outside", "hunan")),
        ("湖南省政府", ("outside", "hunan")),
        ("Government of Hunan Province", ("outside", "hunan")),
        ("Governo da RAEM", ("organisation", "macao-government")),
        ("Zhongshan", ("city", "zhongshan")),
        ("XtalPi (QuantumPharm)", ("organisation", "xtalpi")),
    ],
)
def test_a_party_is_known_under_each_of_its_names(name, ref):
    assert NAMES.resolve(name) == ref


@pytest.mark.parametrize(
    "name", ["Gaw Capital Partners", "a dozen companies", "某某科技有限公司", "", "政府", "Government"]
)
def test_a_name_that_no_list_holds_is_not_guessed(name):
    assert NAMES.resolve(name) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Foshan Municipal Government", "佛山"),
        ("浙江省政府", "Zhejiang"),
        ("Gaw Capital Partners Ltd.", "GAW CAPITAL PARTNERS"),
        ("珠江機器人股份有限公司", "珠江机器人"),
    ],
)
def test_a_government_and_its_place_are_one_party_and_so_are_spellings(one, other):
    assert NAMES.identity(one) == NAMES.identity(other)


def test_equals_gives_the_government_beside_the_city():
    assert NAMES.equals(("city", "foshan")) == {("city", "foshan"), ("organisation", "foshan-government")}
    assert NAMES.equals(("organisation", "hkex")) == {("organisation", "hkex")}


@pytest.mark.parametrize("name", ["Ltd", "Group", "公司", "The Co. Ltd."])
def test_a_name_that_is_nothing_but_form_keeps_its_words(name):
    assert party_key(name)


def test_a_company_named_after_a_province_does_not_take_its_government_along():
    assert NAMES.identity("Guangdong Provincial People's Government") == "outside:guangdong"
    assert NAMES.identity("廣東省人民政府") == "outside:guangdong"
    assert NAMES.resolve("Guangdong Holdings") == ("organisation", "gdh")


@pytest.mark.parametrize(
    ("slug", "side"),
    [
        ("tlb", "city:hong-kong"),
        ("hksar-government", ""),  # is the side itself
        ("hk-liaison-office", ""),  # the central government's, in a city
        ("central-government", ""),
        ("hsbc", ""),
    ],
)
def test_a_bureau_is_a_part_of_its_city_government(slug, side):
    assert NAMES.side_of(("organisation", slug)) == side
