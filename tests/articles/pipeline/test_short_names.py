import pytest

from articles import reference
from articles.pipeline.matching.parties import party_key
from articles.pipeline.matching.short_names import ShortNames

NAMES = ShortNames(reference.load())


def is_short(one, other):
    keys = party_key(one), party_key(other)
    assert NAMES.is_short(*keys) == NAMES.is_short(*reversed(keys))
    return NAMES.is_short(*keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Foshan Quayside", "Foshan Quayside Sauces & Foods Co., Ltd."),
        ("Quayside", "The Quayside Ferry Company"),
        ("Lantern Robotics", "Shenzhen Lantern Robotics"),
        ("灯笼山食品", "佛山市灯笼山食品股份有限公司"),
        ("燈籠山", "廣東燈籠山調味食品集團"),
    ],
)
def test_a_name_that_stands_whole_in_a_longer_one_is_its_short_form(one, other):
    assert is_short(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Foshan", "Foshan Quayside"),  # a place
        ("Bank of Guangzhou", "Bank of Guangzhou International Holdings"),  # a place and what it is
        ("Science Park", "Hong Kong Science Park Company"),
        ("Shenzhen Port Group", "Shenzhen Port Group Investment"),
        ("Quay", "Quayside Foods"),  # half a word
        ("Quayside Foods", "Quayside Sauces & Foods"),  # not in one piece
        ("Lantern Robotics", "Quayside Robotics"),
        ("Lantern", "Lantern"),  # nothing shorter
        ("深圳科技", "深圳科技投资集团"),
        ("广州银行", "广州银行国际控股有限公司"),
        ("灯笼科技", "深圳市灯笼科技有限公司"),  # two signs of its own
        ("燈籠山食品", "灯笼水食品"),
    ],
)
def test_a_place_a_kind_or_a_part_of_a_word_is_no_short_form(one, other):
    assert not is_short(one, other)
