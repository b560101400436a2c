import pytest

from articles import reference
from articles.actions.clustering.traits import LEAD, MENTIONED, SUBJECT, traits_of
from articles.pipeline.line import analyse

REFERENCE = reference.load()


def traits(title, text, published="2026-03-05"):
    return traits_of(analyse(title=title, text=text, published=published, reference=REFERENCE))


FUJIAN = {
    "en": (
        "Hong Kong and Fujian sign memorandum on trade",
        "Hong Kong and Fujian signed a memorandum of understanding worth HK$2.5 billion. It covers 13 areas.",
    ),
    "zh-Hant": ("香港與福建簽署經貿合作備忘錄", "香港與福建簽署合作備忘錄，涉及25億港元，涵蓋13個範疇。"),
    "zh-Hans": ("香港与福建签署经贸合作备忘录", "香港与福建签署合作备忘录，涉及25亿港元，涵盖13个范畴。"),
    "pt": (
        "Hong Kong e Fujian assinam memorando",
        "Hong Kong e Fujian assinaram um memorando de entendimento de 2,5 mil milhões de dólares de Hong Kong, que"
        " abrange 13 áreas.",
    ),
}


@pytest.mark.parametrize("lang", FUJIAN)
def test_partners_sums_counts_and_acts_are_the_same_in_every_language(lang):
    found = traits(*FUJIAN[lang])

    assert {"city:hong-kong", "outside:fujian", "money:HKD:2.5e+09", "act:mou"} <= found.keys()
    assert found["outside:fujian"] == SUBJECT
    assert "count:areas:13" in found


def test_what_stands_further_down_weighs_less():
    far = "Officials said that the work would begin in spring. " * 12
    found = traits(
        "Fujian trade week opens", f"A trade week of Hong Kong and Fujian opened. {far} The HKMA sent a guest."
    )

    assert found["outside:fujian"] == SUBJECT
    assert found["organisation:hkma"] == MENTIONED
    assert LEAD in found.values()


def test_codes_and_latin_names_inside_chinese_are_words():
    found = traits(
        "港機集團與中國商飛簽署飛機維修合作備忘錄", "備忘錄涵蓋C919及ARJ21客機，Zephyrline 亦有參與，涉及302項工序。"
    )

    assert {"word:c919", "word:arj21", "word:zephyrline", "n:302"} <= found.keys()


def test_years_small_numbers_and_named_places_are_no_traits_of_their_own():
    found = traits(
        "Hong Kong and Shenzhen plan park", "In 2025 Hong Kong and Shenzhen planned 3 parks on 5 March 2026."
    )

    assert not [trait for trait in found if trait.startswith(("n:", "word:"))]


def test_a_name_of_no_list_is_a_trait_in_its_own_spelling():
    text = "Harbourline Holdings Limited signed a cooperation agreement in Hong Kong and Shenzhen."
    found = traits("Harbourline Holdings Limited signs pact in Hong Kong and Shenzhen", text)

    assert "organisation:~harbourline" in found
